"""aides/eure et loir fsl.

D'après eure_et_loir_fsl.yaml.
"""

import numpy as np
from openfisca_core.holders import (
    set_input_dispatch_by_period,
    set_input_divide_by_period,
)
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable
from openfisca_france.entities import Famille, Menage

from openfisca_aides_locales.rt import (
    Float64,
    Rule,
    exact,
    group_count,
    group_sum,
    inner,
    read,
    scale_base,
    snap,
    year_of,
)


class eure_et_loir_fsl_allocation_de_rentree_du_menage(Float64, Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "allocation de rentrée du ménage"
    unit = "currency"

    def formula_2020_01_01(menage, period):
        """ligne 31 : VALEUR(ars de la personne de référence de cette année)."""
        ars_this_year = exact(
            read(menage.personne_de_reference.famille, "ars", year_of(period))
        )

        return ars_this_year


class eure_et_loir_fsl_enfants_a_charge_du_menage(Float64, Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "enfants à charge du ménage"

    def formula_2020_01_01(menage, period):
        """ligne 32 : nombre de membres du ménage avec est à charge."""
        enfant_a_charge_this_year = read(
            menage.members, "enfant_a_charge", year_of(period)
        )

        return group_count(menage, where=enfant_a_charge_this_year)


class eure_et_loir_fsl_seuil_de_pauvrete_du_menage(Float64, Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "seuil de pauvreté du ménage"
    unit = "currency"

    def formula_2020_01_01(menage, period, parameters):
        """ligne 35."""
        en_couple = read(menage.personne_de_reference.famille, "en_couple", period)
        eure_et_loir_fsl_enfants_a_charge_du_menage = inner(
            menage, "eure_et_loir_fsl_enfants_a_charge_du_menage", period
        )
        params = parameters(period).aides_locales.eure_et_loir_fsl
        montant = eure_et_loir_fsl_enfants_a_charge_du_menage - 0
        plus_grand = np.maximum(montant, 0)
        seuil_d_un_couple = params.seuil_d_un_couple.calc(
            scale_base(eure_et_loir_fsl_enfants_a_charge_du_menage)
        )
        montant_3 = params.seuil_d_un_couple_par_unite_en_plus * plus_grand
        montant_2 = seuil_d_un_couple + montant_3
        seuil_d_une_personne_seule = params.seuil_d_une_personne_seule.calc(
            scale_base(eure_et_loir_fsl_enfants_a_charge_du_menage)
        )
        montant_5 = params.seuil_d_une_personne_seule_par_unite_en_plus * plus_grand
        montant_4 = seuil_d_une_personne_seule + montant_5

        return np.where(en_couple, montant_2, montant_4)


class eure_et_loir_fsl_ressources_mensuelles_du_menage(Float64, Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "ressources mensuelles du ménage"
    unit = "currency"

    def formula_2020_01_01(menage, period):
        """ligne 25."""
        salaire_imposable = exact(read(menage.members, "salaire_imposable", period))
        chomage_imposable = exact(read(menage.members, "chomage_imposable", period))
        bourse_enseignement_sup = exact(
            read(menage.members, "bourse_enseignement_sup", period)
        )
        revenus_stage_formation_pro = exact(
            read(menage.members, "revenus_stage_formation_pro", period)
        )
        indemnites_journalieres = exact(
            read(menage.members, "indemnites_journalieres", period)
        )
        pensions_alimentaires_percues = exact(
            read(menage.members, "pensions_alimentaires_percues", period)
        )
        prestation_compensatoire = exact(
            read(menage.members, "prestation_compensatoire", period)
        )
        retraite_imposable = exact(read(menage.members, "retraite_imposable", period))
        aah = exact(read(menage.members, "aah", period))
        pensions_invalidite = exact(read(menage.members, "pensions_invalidite", period))
        apa_domicile = exact(read(menage.members, "apa_domicile", period))
        pch = exact(read(menage.members, "pch", period))
        eure_et_loir_retraites_complementaires = read(
            menage.members, "eure_et_loir_retraites_complementaires", period
        )
        valeurs = (
            salaire_imposable
            + chomage_imposable
            + bourse_enseignement_sup
            + revenus_stage_formation_pro
            + indemnites_journalieres
            + pensions_alimentaires_percues
            + prestation_compensatoire
            + retraite_imposable
            + aah
            + pensions_invalidite
            + apa_domicile
            + pch
            + eure_et_loir_retraites_complementaires
        )
        rsa_socle = exact(read(menage.members.famille, "rsa_socle", period))
        rsa_socle_majore = exact(
            read(menage.members.famille, "rsa_socle_majore", period)
        )
        af = exact(read(menage.members.famille, "af", period))
        asf = exact(read(menage.members.famille, "asf", period))
        paje = exact(read(menage.members.famille, "paje", period))
        paje_cmg = exact(read(menage.members.famille, "paje_cmg", period))
        aeeh = exact(read(menage.members.famille, "aeeh", period))
        aide_logement = exact(read(menage.members.famille, "aide_logement", period))
        aspa = exact(read(menage.members.famille, "aspa", period))
        ppa = exact(read(menage.members.famille, "ppa", period))
        bourse_college = exact(read(menage.members.famille, "bourse_college", period))
        bourse_lycee = exact(read(menage.members.famille, "bourse_lycee", period))
        demandeur = menage.members.has_role(Famille.DEMANDEUR)
        valeurs_2 = (
            rsa_socle
            + rsa_socle_majore
            + af
            + asf
            + paje
            + paje_cmg
            + aeeh
            + aide_logement
            + aspa
            + ppa
            + bourse_college
            + bourse_lycee
        )
        total = group_sum(menage, valeurs)
        total_2 = group_sum(menage, valeurs_2, where=demandeur)

        return total + total_2


class eure_et_loir_fsl_base_ressources(Rule, Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "sous le seuil du FSL"

    def formula_2020_01_01(menage, period):
        """ligne 38."""
        eure_et_loir_fsl_ressources_mensuelles_du_menage = inner(
            menage, "eure_et_loir_fsl_ressources_mensuelles_du_menage", period
        )
        eure_et_loir_fsl_allocation_de_rentree_du_menage = inner(
            menage, "eure_et_loir_fsl_allocation_de_rentree_du_menage", period
        )
        eure_et_loir_fsl_seuil_de_pauvrete_du_menage = inner(
            menage, "eure_et_loir_fsl_seuil_de_pauvrete_du_menage", period
        )
        montant_2 = (
            eure_et_loir_fsl_ressources_mensuelles_du_menage
            + eure_et_loir_fsl_allocation_de_rentree_du_menage
        )
        montant = snap(montant_2)
        eure_et_loir_fsl_seuil_de_pauvrete_du_menage_2 = snap(
            eure_et_loir_fsl_seuil_de_pauvrete_du_menage
        )

        return montant <= eure_et_loir_fsl_seuil_de_pauvrete_du_menage_2
