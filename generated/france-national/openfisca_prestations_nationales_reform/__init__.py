"""Ce que « Prestations nationales » change au pays, à charger après l'extension openfisca_prestations_nationales."""

from openfisca_core.reforms import Reform
from openfisca_core.variables import Variable

from openfisca_prestations_nationales.rt import Float64, memory


class acs_plafond(Float64, Variable):
    reference = (
        "Code de la sécurité sociale, articles L861-1, L861-2, D861-1 et R861-2 à R861-10",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156222/",
    )

    def formula_2016_01_01(famille, period):
        """D'après css_gratuite.yaml, ligne 54."""
        return famille(
            "complementaire_sante_gratuite_plafond_avec_participation", period
        )


class ada(Float64, Variable):
    reference = (
        "Décret 2015-1329 du 21 octobre 2015, article 2",
        "https://www.legifrance.gouv.fr/loda/article_lc/LEGIARTI000031355378/2022-01-10/",
        "Décret 2018-426 du 31 mai 2018 (supplément sans hébergement)",
        "https://www.legifrance.gouv.fr/eli/decret/2018/5/31/2018-426/jo/texte",
    )

    def formula_2015_11_01(famille, period):
        """D'après ada.yaml, ligne 9."""
        return famille("allocation_demandeur_asile", period)


class aeeh(Float64, Variable):
    reference = (
        "Code de la sécurité sociale, articles L541-1 à L541-4, R541-1, R541-2 et D541-1 à D541-4",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173170/",
    )

    def formula_2006_01_01(famille, period):
        """D'après aeeh.yaml, ligne 9."""
        return famille("allocation_education_enfant_handicape", period)


class aefa(Float64, Variable):
    reference = (
        "Décret n° 2022-1568 du 14 décembre 2022, articles 1 à 5",
        "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000046738342",
    )

    def formula_2009_01_01(famille, period):
        """D'après aefa.yaml, ligne 10."""
        return famille("aide_exceptionnelle_fin_annee", period)


class af(Float64, Variable):
    reference = (
        "Code de la sécurité sociale, articles L521-1 à L521-3, R521-1 à R521-4, D521-1 à D521-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173162/",
        "Outre-mer : articles L755-11, L755-12 et D755-5",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2015_07_01(famille, period):
        """D'après af.yaml, ligne 9."""
        return famille("allocations_familiales_mensuelles", period)


class af_allocation_forfaitaire(Float64, Variable):
    reference = (
        "Code de la sécurité sociale, articles L521-1 à L521-3, R521-1 à R521-4, D521-1 à D521-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173162/",
        "Outre-mer : articles L755-11, L755-12 et D755-5",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2015_07_01(famille, period):
        """D'après af.yaml, ligne 93."""
        return famille(
            "allocations_familiales_mensuelles_allocation_forfaitaire", period
        )


class af_allocation_forfaitaire_complement_degressif(Float64, Variable):
    reference = (
        "Code de la sécurité sociale, articles L521-1 à L521-3, R521-1 à R521-4, D521-1 à D521-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173162/",
        "Outre-mer : articles L755-11, L755-12 et D755-5",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2015_07_01(famille, period):
        """D'après af.yaml, ligne 141."""
        return famille(
            "allocations_familiales_mensuelles_complement_degressif_du_forfait", period
        )


class af_allocation_forfaitaire_nb_enfants(Variable):
    reference = (
        "Code de la sécurité sociale, articles L521-1 à L521-3, R521-1 à R521-4, D521-1 à D521-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173162/",
        "Outre-mer : articles L755-11, L755-12 et D755-5",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2015_07_01(famille, period):
        """D'après af.yaml, ligne 83."""
        return famille("allocations_familiales_mensuelles_enfants_du_forfait", period)


class af_allocation_forfaitaire_taux_modulation(Float64, Variable):
    reference = (
        "Code de la sécurité sociale, articles L521-1 à L521-3, R521-1 à R521-4, D521-1 à D521-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173162/",
        "Outre-mer : articles L755-11, L755-12 et D755-5",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2015_07_01(famille, period):
        """D'après af.yaml, ligne 87."""
        return famille(
            "allocations_familiales_mensuelles_modulation_du_forfait", period
        )


class af_base(Float64, Variable):
    reference = (
        "Code de la sécurité sociale, articles L521-1 à L521-3, R521-1 à R521-4, D521-1 à D521-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173162/",
        "Outre-mer : articles L755-11, L755-12 et D755-5",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2015_07_01(famille, period):
        """D'après af.yaml, ligne 79."""
        return famille("allocations_familiales_mensuelles_allocation_de_base", period)


class af_coeff_garde_alternee(Float64, Variable):
    reference = (
        "Code de la sécurité sociale, articles L521-1 à L521-3, R521-1 à R521-4, D521-1 à D521-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173162/",
        "Outre-mer : articles L755-11, L755-12 et D755-5",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2015_07_01(famille, period):
        """D'après af.yaml, ligne 64."""
        return famille(
            "allocations_familiales_mensuelles_coefficient_de_garde_alternee", period
        )


class af_complement_degressif(Float64, Variable):
    reference = (
        "Code de la sécurité sociale, articles L521-1 à L521-3, R521-1 à R521-4, D521-1 à D521-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173162/",
        "Outre-mer : articles L755-11, L755-12 et D755-5",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2015_07_01(famille, period):
        """D'après af.yaml, ligne 136."""
        return famille("allocations_familiales_mensuelles_complement_degressif", period)


class af_eligibilite_base(Variable):
    reference = (
        "Code de la sécurité sociale, articles L521-1 à L521-3, R521-1 à R521-4, D521-1 à D521-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173162/",
        "Outre-mer : articles L755-11, L755-12 et D755-5",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2015_07_01(famille, period):
        """D'après af.yaml, ligne 56."""
        return famille("allocations_familiales_mensuelles_droit_en_metropole", period)


class af_eligibilite_dom(Variable):
    reference = (
        "Code de la sécurité sociale, articles L521-1 à L521-3, R521-1 à R521-4, D521-1 à D521-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173162/",
        "Outre-mer : articles L755-11, L755-12 et D755-5",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2015_07_01(famille, period):
        """D'après af.yaml, ligne 60."""
        return famille("allocations_familiales_mensuelles_droit_outre_mer", period)


class af_majoration(Float64, Variable):
    reference = (
        "Code de la sécurité sociale, articles L521-1 à L521-3, R521-1 à R521-4, D521-1 à D521-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173162/",
        "Outre-mer : articles L755-11, L755-12 et D755-5",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2015_07_01(famille, period):
        """D'après af.yaml, ligne 126."""
        return famille("allocations_familiales_mensuelles_majoration_pour_age", period)


class af_majoration_enfant(Float64, Variable):
    reference = (
        "Code de la sécurité sociale, articles L521-1 à L521-3, R521-1 à R521-4, D521-1 à D521-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173162/",
        "Outre-mer : articles L755-11, L755-12 et D755-5",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2015_07_01(individu, period):
        """D'après af.yaml, ligne 120."""
        return individu(
            "allocations_familiales_mensuelles_majoration_de_l_enfant", period
        )


class af_taux_modulation(Float64, Variable):
    reference = (
        "Code de la sécurité sociale, articles L521-1 à L521-3, R521-1 à R521-4, D521-1 à D521-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173162/",
        "Outre-mer : articles L755-11, L755-12 et D755-5",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2015_07_01(famille, period):
        """D'après af.yaml, ligne 68."""
        return famille("allocations_familiales_mensuelles_modulation", period)


class agepi(Float64, Variable):
    reference = (
        "Délibération n° 2013-46 du 18 décembre 2013 de Pôle emploi, articles 2 et 4"
    )

    def formula_2021_09_01(individu, period):
        """D'après agepi.yaml, ligne 10."""
        return memory(individu)("aide_garde_enfants_parents_isoles", period)


class agepi_eligible(Variable):
    reference = (
        "Délibération n° 2013-46 du 18 décembre 2013 de Pôle emploi, articles 2 et 4"
    )

    def formula_2021_09_01(individu, period):
        """D'après agepi.yaml, ligne 57."""
        return memory(individu)(
            "aide_garde_enfants_parents_isoles_remplit_les_conditions", period
        )


class agepi_nbenf(Variable):
    reference = (
        "Délibération n° 2013-46 du 18 décembre 2013 de Pôle emploi, articles 2 et 4"
    )

    def formula_2021_09_01(famille, period):
        """D'après agepi.yaml, ligne 48."""
        return famille("aide_garde_enfants_parents_isoles_enfants_a_garder", period)


class aide_financement_permis_apprenti(Float64, Variable):
    reference = (
        "Décret n° 2019-1 du 3 janvier 2019, article 1",
        "https://www.legifrance.gouv.fr/eli/decret/2019/1/3/MTRD1835610D/jo/article_1",
    )

    def formula_2019_02_01(individu, period):
        """D'après permis_apprenti.yaml, ligne 9."""
        return individu("permis_apprenti", period)


class aide_financement_permis_apprenti_eligibilite(Variable):
    reference = (
        "Décret n° 2019-1 du 3 janvier 2019, article 1",
        "https://www.legifrance.gouv.fr/eli/decret/2019/1/3/MTRD1835610D/jo/article_1",
    )

    def formula_2019_02_01(individu, period):
        """D'après permis_apprenti.yaml, ligne 9."""
        return individu("permis_apprenti_eligibilite", period)


class aide_mobilite(Float64, Variable):
    reference = "Délibération n° 2021-42 du 8 juin 2021 de Pôle emploi, articles 2 à 8"

    def formula_2021_07_01(individu, period):
        """D'après aide_mobilite.yaml, ligne 9."""
        return memory(individu)("aide_a_la_mobilite", period)


class aide_mobilite_categories_demandeur_emploi_eligibles(Variable):
    reference = "Délibération n° 2021-42 du 8 juin 2021 de Pôle emploi, articles 2 à 8"

    def formula_2021_07_01(individu, period):
        """D'après aide_mobilite.yaml, ligne 54."""
        return individu("aide_a_la_mobilite_categorie_qui_ouvre_droit", period)


class aide_mobilite_eligible(Variable):
    reference = "Délibération n° 2021-42 du 8 juin 2021 de Pôle emploi, articles 2 à 8"

    def formula_2021_07_01(individu, period):
        """D'après aide_mobilite.yaml, ligne 73."""
        return individu("aide_a_la_mobilite_conditions_de_l_aide", period)


class aide_mobilite_ressources_eligibles(Variable):
    reference = "Délibération n° 2021-42 du 8 juin 2021 de Pôle emploi, articles 2 à 8"

    def formula_2021_07_01(individu, period):
        """D'après aide_mobilite.yaml, ligne 60."""
        return individu("aide_a_la_mobilite_allocation_au_plus_minimale", period)


class aide_permis_demandeur_emploi(Float64, Variable):
    reference = (
        "Délibération de Pôle emploi n° 2011/13 du 11 avril 2011",
        "Instruction de Pôle emploi n° 2011-205 du 9 décembre 2011",
    )

    def formula_2011_05_01(individu, period):
        """D'après permis_demandeur_emploi.yaml, ligne 9."""
        return individu("permis_demandeur_emploi", period)


class aide_permis_demandeur_emploi_eligibilite_financiere(Variable):
    reference = (
        "Délibération de Pôle emploi n° 2011/13 du 11 avril 2011",
        "Instruction de Pôle emploi n° 2011-205 du 9 décembre 2011",
    )

    def formula_2011_05_01(individu, period):
        """D'après permis_demandeur_emploi.yaml, ligne 25."""
        return individu("permis_demandeur_emploi_sans_autre_revenu", period)


class aide_permis_demandeur_emploi_eligibilite_individu(Variable):
    reference = (
        "Délibération de Pôle emploi n° 2011/13 du 11 avril 2011",
        "Instruction de Pôle emploi n° 2011-205 du 9 décembre 2011",
    )

    def formula_2011_05_01(individu, period):
        """D'après permis_demandeur_emploi.yaml, ligne 21."""
        return individu("permis_demandeur_emploi_en_recherche_d_emploi", period)


class aide_permis_pro_btp(Float64, Variable):
    reference = (
        "L'aide au permis des apprentis",
        "https://www.probtp.com/part/apprenti/aide-permis.html",
    )

    def formula_2021_01_01(individu, period):
        """D'après permis_pro_btp.yaml, ligne 9."""
        return individu("permis_pro_btp", period)


class ars(Float64, Variable):
    reference = (
        "Code de la sécurité sociale, articles L543-1, L543-2, R543-1 à R543-8, D543-1 et D543-2",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173171/",
    )

    def formula_2013_01_01(famille, period):
        """D'après ars.yaml, ligne 10."""
        return famille("allocation_rentree_scolaire", period)


class asf(Float64, Variable):
    reference = (
        "Code de la sécurité sociale, articles L523-1 à L523-3, R523-1 à R523-8, D523-1 et D523-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173164/",
    )

    def formula_2003_07_01(famille, period):
        """D'après asf.yaml, ligne 9."""
        return famille("allocation_soutien_familial", period)


class asf_elig(Variable):
    reference = (
        "Code de la sécurité sociale, articles L523-1 à L523-3, R523-1 à R523-8, D523-1 et D523-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173164/",
    )

    def formula_2003_07_01(famille, period):
        """D'après asf.yaml, ligne 9."""
        return famille("allocation_soutien_familial_eligibilite", period)


class asf_elig_enfant(Variable):
    reference = (
        "Code de la sécurité sociale, articles L523-1 à L523-3, R523-1 à R523-8, D523-1 et D523-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173164/",
    )

    def formula_2003_07_01(individu, period):
        """D'après asf.yaml, ligne 28."""
        return individu("allocation_soutien_familial_enfant_qui_ouvre_droit", period)


class asf_montant(Float64, Variable):
    reference = (
        "Code de la sécurité sociale, articles L523-1 à L523-3, R523-1 à R523-8, D523-1 et D523-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173164/",
    )

    def formula_2003_07_01(famille, period):
        """D'après asf.yaml, ligne 32."""
        return famille("allocation_soutien_familial_allocation_differentielle", period)


class asi(Float64, Variable):
    reference = (
        "Code de la sécurité sociale, articles L815-24 à L815-29, R815-58 à R815-85 et D815-19 à D815-20",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156277/",
    )

    def formula_2020_04_01(individu, period):
        """D'après asi.yaml, ligne 9."""
        return individu("allocation_supplementaire_invalidite", period)


class asi_aspa_nb_alloc(Variable):
    reference = (
        "Code de la sécurité sociale, articles L815-24 à L815-29, R815-58 à R815-85 et D815-19 à D815-20",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156277/",
    )

    def formula_2020_04_01(famille, period):
        """D'après asi.yaml, ligne 31."""
        return famille(
            "allocation_supplementaire_invalidite_allocataires_du_foyer", period
        )


class asi_eligibilite(Variable):
    reference = (
        "Code de la sécurité sociale, articles L815-24 à L815-29, R815-58 à R815-85 et D815-19 à D815-20",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156277/",
    )

    def formula_2020_04_01(individu, period):
        """D'après asi.yaml, ligne 24."""
        return individu("allocation_supplementaire_invalidite_droit_a_l_asi", period)


class aspa(Float64, Variable):
    reference = (
        "Code de la sécurité sociale, articles L815-1 à L815-23, R815-1 à R815-38 et D815-1 à D815-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156277/",
    )

    def formula_2020_04_01(famille, period):
        """D'après aspa.yaml, ligne 9."""
        return famille("allocation_solidarite_personnes_agees", period)


class aspa_eligibilite(Variable):
    reference = (
        "Code de la sécurité sociale, articles L815-1 à L815-23, R815-1 à R815-38 et D815-1 à D815-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156277/",
    )

    def formula_2020_04_01(individu, period):
        """D'après aspa.yaml, ligne 38."""
        return individu("allocation_solidarite_personnes_agees_droit_a_l_aspa", period)


class ass(Float64, Variable):
    reference = (
        "Code du travail, articles L5423-1 à L5423-6, R5423-1 à R5423-14 et R5425-2 à R5425-8",
        "https://www.legifrance.gouv.fr/codes/section_lc/LEGITEXT000006072050/LEGISCTA000018496266/",
    )

    def formula_2017_09_01(individu, period):
        """D'après ass.yaml, ligne 9."""
        return individu("allocation_solidarite_specifique", period)


class ass_eligibilite_individu(Variable):
    reference = (
        "Code du travail, articles L5423-1 à L5423-6, R5423-1 à R5423-14 et R5425-2 à R5425-8",
        "https://www.legifrance.gouv.fr/codes/section_lc/LEGITEXT000006072050/LEGISCTA000018496266/",
    )

    def formula_2017_09_01(individu, period):
        """D'après ass.yaml, ligne 9."""
        return individu("allocation_solidarite_specifique_eligibilite", period)


class bourse_college(Float64, Variable):
    reference = (
        "Code de l'éducation, articles R531-1 à D531-12 et D531-7",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000020743197/",
        "Arrêté du 22 mars 2016 fixant les plafonds de ressources ouvrant droit à la bourse de collège",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/3/22/MENE1606428A/jo",
    )

    def formula_2017_07_01(famille, period):
        """D'après bourse_college.yaml, ligne 9."""
        return famille("bourse_de_college", period)


class bourse_college_echelon(Variable):
    reference = (
        "Code de l'éducation, articles R531-1 à D531-12 et D531-7",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000020743197/",
        "Arrêté du 22 mars 2016 fixant les plafonds de ressources ouvrant droit à la bourse de collège",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/3/22/MENE1606428A/jo",
    )

    def formula_2017_07_01(famille, period):
        """D'après bourse_college.yaml, ligne 75."""
        return famille("bourse_de_college_echelon", period)


class bourse_lycee(Float64, Variable):
    reference = (
        "Code de l'éducation, articles R531-13 à D531-30",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000020743161/",
        "Arrêté du 22 mars 2016 fixant les plafonds de ressources ouvrant droit à la bourse de lycée",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/3/22/MENE1606432A/jo",
    )

    def formula_2016_07_01(famille, period):
        """D'après bourse_lycee.yaml, ligne 9."""
        return famille("bourse_de_lycee", period)


class bourse_lycee_echelon(Variable):
    reference = (
        "Code de l'éducation, articles R531-13 à D531-30",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000020743161/",
        "Arrêté du 22 mars 2016 fixant les plafonds de ressources ouvrant droit à la bourse de lycée",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/3/22/MENE1606432A/jo",
    )

    def formula_2016_07_01(famille, period):
        """D'après bourse_lycee.yaml, ligne 126."""
        return famille("bourse_de_lycee_echelon", period)


class cf(Float64, Variable):
    reference = (
        "Code de la sécurité sociale, articles L522-1 à L522-3, R522-1 à R522-4 et D522-1 à D522-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173163/",
        "Outre-mer : articles L755-16, L755-16-1, D755-6 et D755-6-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2014_04_01(famille, period):
        """D'après cf.yaml, ligne 10."""
        return famille("complement_familial", period)


class cf_base_ressources(Float64, Variable):
    reference = (
        "Code de la sécurité sociale, articles L522-1 à L522-3, R522-1 à R522-4 et D522-1 à D522-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173163/",
        "Outre-mer : articles L755-16, L755-16-1, D755-6 et D755-6-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2014_04_01(famille, period):
        """D'après cf.yaml, ligne 91."""
        return famille("complement_familial_ressources", period)


class cf_dom_enfant_eligible(Variable):
    reference = (
        "Code de la sécurité sociale, articles L522-1 à L522-3, R522-1 à R522-4 et D522-1 à D522-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173163/",
        "Outre-mer : articles L755-16, L755-16-1, D755-6 et D755-6-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2014_04_01(individu, period):
        """D'après cf.yaml, ligne 65."""
        return individu("complement_familial_enfant_qui_ouvre_droit_outre_mer", period)


class cf_eligibilite_base(Variable):
    reference = (
        "Code de la sécurité sociale, articles L522-1 à L522-3, R522-1 à R522-4 et D522-1 à D522-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173163/",
        "Outre-mer : articles L755-16, L755-16-1, D755-6 et D755-6-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2014_04_01(famille, period):
        """D'après cf.yaml, ligne 69."""
        return famille("complement_familial_droit_en_metropole", period)


class cf_eligibilite_dom(Variable):
    reference = (
        "Code de la sécurité sociale, articles L522-1 à L522-3, R522-1 à R522-4 et D522-1 à D522-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173163/",
        "Outre-mer : articles L755-16, L755-16-1, D755-6 et D755-6-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2014_04_01(famille, period):
        """D'après cf.yaml, ligne 73."""
        return famille("complement_familial_droit_outre_mer", period)


class cf_enfant_a_charge(Variable):
    reference = (
        "Code de la sécurité sociale, articles L522-1 à L522-3, R522-1 à R522-4 et D522-1 à D522-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173163/",
        "Outre-mer : articles L755-16, L755-16-1, D755-6 et D755-6-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2014_04_01(individu, period):
        """D'après cf.yaml, ligne 53."""
        return individu("complement_familial_enfant_a_charge", period)


class cf_enfant_eligible(Variable):
    reference = (
        "Code de la sécurité sociale, articles L522-1 à L522-3, R522-1 à R522-4 et D522-1 à D522-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173163/",
        "Outre-mer : articles L755-16, L755-16-1, D755-6 et D755-6-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2014_04_01(individu, period):
        """D'après cf.yaml, ligne 58."""
        return individu("complement_familial_enfant_qui_ouvre_droit", period)


class cf_montant(Float64, Variable):
    reference = (
        "Code de la sécurité sociale, articles L522-1 à L522-3, R522-1 à R522-4 et D522-1 à D522-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173163/",
        "Outre-mer : articles L755-16, L755-16-1, D755-6 et D755-6-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2014_04_01(famille, period):
        """D'après cf.yaml, ligne 101."""
        return famille("complement_familial_complement_avant_cumul", period)


class cf_plafond(Float64, Variable):
    reference = (
        "Code de la sécurité sociale, articles L522-1 à L522-3, R522-1 à R522-4 et D522-1 à D522-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173163/",
        "Outre-mer : articles L755-16, L755-16-1, D755-6 et D755-6-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173389/",
    )

    def formula_2014_04_01(famille, period):
        """D'après cf.yaml, ligne 83."""
        return famille("complement_familial_plafond", period)


class cheque_energie(Float64, Variable):
    reference = (
        "Code de l'énergie, articles L124-1, R124-1 et R124-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000031057544/",
        "Décret n° 2016-555 du 6 mai 2016",
        "https://www.legifrance.gouv.fr/eli/decret/2016/5/6/DEVR1604032D/jo/article_1",
    )

    def formula_2017_01_01(menage, period):
        """D'après cheque_energie.yaml, ligne 10."""
        return menage("cheque_energie_national", period)


class cheque_energie_eligibilite_logement(Variable):
    reference = (
        "Code de l'énergie, articles L124-1, R124-1 et R124-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000031057544/",
        "Décret n° 2016-555 du 6 mai 2016",
        "https://www.legifrance.gouv.fr/eli/decret/2016/5/6/DEVR1604032D/jo/article_1",
    )

    def formula_2017_01_01(menage, period):
        """D'après cheque_energie.yaml, ligne 42."""
        return menage("cheque_energie_national_logement_qui_ouvre_droit", period)


class cheque_energie_montant(Float64, Variable):
    reference = (
        "Code de l'énergie, articles L124-1, R124-1 et R124-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000031057544/",
        "Décret n° 2016-555 du 6 mai 2016",
        "https://www.legifrance.gouv.fr/eli/decret/2016/5/6/DEVR1604032D/jo/article_1",
    )

    def formula_2017_01_01(menage, period):
        """D'après cheque_energie.yaml, ligne 48."""
        return menage("cheque_energie_national_montant_du_cheque", period)


class cheque_energie_unites_consommation(Float64, Variable):
    reference = (
        "Code de l'énergie, articles L124-1, R124-1 et R124-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000031057544/",
        "Décret n° 2016-555 du 6 mai 2016",
        "https://www.legifrance.gouv.fr/eli/decret/2016/5/6/DEVR1604032D/jo/article_1",
    )

    def formula_2017_01_01(menage, period):
        """D'après cheque_energie.yaml, ligne 31."""
        return menage("cheque_energie_national_unites_de_consommation", period)


class cmu_c(Variable):
    reference = (
        "Code de la sécurité sociale, articles L861-1, L861-2, D861-1 et R861-2 à R861-10",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156222/",
    )

    def formula_2016_01_01(famille, period):
        """D'après css_gratuite.yaml, ligne 8."""
        return famille("complementaire_sante_gratuite", period)


class cmu_c_plafond(Float64, Variable):
    reference = (
        "Code de la sécurité sociale, articles L861-1, L861-2, D861-1 et R861-2 à R861-10",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156222/",
    )

    def formula_2016_01_01(famille, period):
        """D'après css_gratuite.yaml, ligne 50."""
        return famille("complementaire_sante_gratuite_plafond", period)


class crous_repas_montant(Float64, Variable):
    reference = (
        "Le repas à un euro",
        "https://www.service-public.fr/particuliers/actualites/A16017",
    )

    def formula_2021_07_01(individu, period):
        """D'après repas_crous.yaml, ligne 9."""
        return individu("repas_crous", period)


class crous_repas_tarif_non_boursiers_eligibilite(Variable):
    reference = (
        "Le repas à un euro",
        "https://www.service-public.fr/particuliers/actualites/A16017",
    )

    def formula_2021_07_01(individu, period):
        """D'après repas_crous.yaml, ligne 23."""
        return individu("repas_crous_tarif_des_autres_etudiants", period)


class crous_repas_un_euro_eligibilite(Variable):
    reference = (
        "Le repas à un euro",
        "https://www.service-public.fr/particuliers/actualites/A16017",
    )

    def formula_2021_07_01(individu, period):
        """D'après repas_crous.yaml, ligne 19."""
        return individu("repas_crous_repas_a_un_euro", period)


class css_participation_forfaitaire(Float64, Variable):
    reference = (
        "Code de la sécurité sociale, articles L861-1, L861-2, D861-1 à D861-8",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156222/",
        "Arrêté du 21 juin 2019 fixant les montants de la participation financière",
        "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000038697230",
    )

    def formula_2019_11_01(famille, period):
        """D'après css.yaml, ligne 9."""
        return famille("participation_complementaire_sante", period)


class css_participation_forfaitaire_montant(Float64, Variable):
    reference = (
        "Code de la sécurité sociale, articles L861-1, L861-2, D861-1 à D861-8",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156222/",
        "Arrêté du 21 juin 2019 fixant les montants de la participation financière",
        "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000038697230",
    )

    def formula_2019_11_01(famille, period):
        """D'après css.yaml, ligne 59."""
        return famille(
            "participation_complementaire_sante_participation_du_foyer", period
        )


class css_participation_forfaitaire_montant_i(Float64, Variable):
    reference = (
        "Code de la sécurité sociale, articles L861-1, L861-2, D861-1 à D861-8",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006156222/",
        "Arrêté du 21 juin 2019 fixant les montants de la participation financière",
        "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000038697230",
    )

    def formula_2019_11_01(individu, period):
        """D'après css.yaml, ligne 55."""
        return individu(
            "participation_complementaire_sante_participation_d_une_personne", period
        )


class depart1825_eligibilite(Variable):
    reference = (
        "Départ 18:25, conditions d'éligibilité",
        "https://depart1825.com/eligibilite/",
    )

    def formula_2014_10_01(individu, period):
        """D'après depart_18_25.yaml, ligne 9."""
        return individu("depart_18_25_ouvert", period)


class depart1825_montant_maximum(Float64, Variable):
    reference = (
        "Départ 18:25, conditions d'éligibilité",
        "https://depart1825.com/eligibilite/",
    )

    def formula_2014_10_01(individu, period):
        """D'après depart_18_25.yaml, ligne 9."""
        return individu("depart_18_25", period)


class enfant_eligible_paje(Variable):
    reference = (
        "Code de la sécurité sociale, articles L531-3, R531-1, D531-2 et D531-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173165/",
    )

    def formula_2021_05_01(individu, period):
        """D'après paje_base.yaml, ligne 32."""
        return individu("allocation_de_base_paje_enfant_de_moins_de_trois_ans", period)


class garantie_jeunes(Float64, Variable):
    reference = (
        "Code du travail, articles L5131-6, R5131-16 à R5131-25 et D5131-19 à D5131-22",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000033687459/",
    )

    def formula_2017_01_01(individu, period):
        """D'après garantie_jeunes.yaml, ligne 10."""
        return individu("allocation_garantie_jeunes", period)


class garantie_jeunes_eligibilite_age(Variable):
    reference = (
        "Code du travail, articles L5131-6, R5131-16 à R5131-25 et D5131-19 à D5131-22",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000033687459/",
    )

    def formula_2017_01_01(individu, period):
        """D'après garantie_jeunes_conditions.yaml, ligne 38."""
        return individu("garantie_jeunes_conditions_age_qui_ouvre_droit", period)


class garantie_jeunes_eligibilite_ressources(Variable):
    reference = (
        "Code du travail, articles L5131-6, R5131-16 à R5131-25 et D5131-19 à D5131-22",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000033687459/",
    )

    def formula_2017_01_01(individu, period):
        """D'après garantie_jeunes_conditions.yaml, ligne 50."""
        return individu("garantie_jeunes_conditions_ressources_sous_le_plafond", period)


class garantie_jeunes_montant(Float64, Variable):
    reference = (
        "Code du travail, articles L5131-6, R5131-16 à R5131-25 et D5131-19 à D5131-22",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000033687459/",
    )

    def formula_2017_01_01(individu, period):
        """D'après garantie_jeunes_conditions.yaml, ligne 57."""
        return individu(
            "garantie_jeunes_conditions_allocation_avant_conditions", period
        )


class garantie_jeunes_neet(Variable):
    reference = (
        "Code du travail, articles L5131-6, R5131-16 à R5131-25 et D5131-19 à D5131-22",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000033687459/",
    )

    def formula_2017_01_01(individu, period):
        """D'après garantie_jeunes_conditions.yaml, ligne 42."""
        return individu(
            "garantie_jeunes_conditions_ni_emploi_ni_etude_ni_formation", period
        )


class garantie_pret_etudiant_condition_nationalite(Variable):
    reference = (
        "Prêt étudiant garanti par l'État",
        "https://www.service-public.fr/particuliers/vosdroits/F986",
    )

    def formula_2021_03_01(individu, period):
        """D'après pret_etudiant.yaml, ligne 22."""
        return individu("garantie_pret_etudiant_condition_de_nationalite", period)


class garantie_pret_etudiant_eligibilite(Variable):
    reference = (
        "Prêt étudiant garanti par l'État",
        "https://www.service-public.fr/particuliers/vosdroits/F986",
    )

    def formula_2021_03_01(individu, period):
        """D'après pret_etudiant.yaml, ligne 8."""
        return individu("garantie_pret_etudiant", period)


class locapass_eligibilite(Variable):
    reference = (
        "L'avance Loca-Pass",
        "https://www.actionlogement.fr/l-avance-loca-pass",
    )

    def formula_2021_01_01(individu, period):
        """D'après locapass.yaml, ligne 8."""
        return individu("avance_loca_pass", period)


class locapass_eligibilite_etudiant(Variable):
    reference = (
        "L'avance Loca-Pass",
        "https://www.actionlogement.fr/l-avance-loca-pass",
    )

    def formula_2021_01_01(individu, period):
        """D'après locapass.yaml, ligne 31."""
        return individu("avance_loca_pass_etudiant_aide", period)


class locapass_eligibilite_etudiant_contrat(Variable):
    reference = (
        "L'avance Loca-Pass",
        "https://www.actionlogement.fr/l-avance-loca-pass",
    )

    def formula_2021_01_01(individu, period):
        """D'après locapass.yaml, ligne 27."""
        return individu("avance_loca_pass_contrat_de_l_etudiant", period)


class locapass_eligibilite_jeunes(Variable):
    reference = (
        "L'avance Loca-Pass",
        "https://www.actionlogement.fr/l-avance-loca-pass",
    )

    def formula_2021_01_01(individu, period):
        """D'après locapass.yaml, ligne 23."""
        return individu("avance_loca_pass_jeune", period)


class locapass_eligibilite_salarie(Variable):
    reference = (
        "L'avance Loca-Pass",
        "https://www.actionlogement.fr/l-avance-loca-pass",
    )

    def formula_2021_01_01(individu, period):
        """D'après locapass.yaml, ligne 19."""
        return individu("avance_loca_pass_salarie", period)


class logement_social_categorie_menage(Variable):
    reference = (
        "Code de la construction et de l'habitation, articles L441-1 et R441-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006176374/",
        "Arrêté du 29 juillet 1987 relatif aux plafonds de ressources, article 4 et annexe I",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/12/22/LHAL1629455A/jo/texte",
    )

    def formula_2017_01_01(famille, period):
        """D'après logement_social.yaml, ligne 30."""
        return famille("logement_social_tres_aide_categorie_de_la_famille", period)


class logement_social_eligible(Variable):
    reference = (
        "Code de la construction et de l'habitation, articles L441-1 et R441-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006176374/",
        "Arrêté du 29 juillet 1987 relatif aux plafonds de ressources, article 4 et annexe I",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/12/22/LHAL1629455A/jo/texte",
    )

    def formula_2017_01_01(famille, period):
        """D'après logement_social.yaml, ligne 8."""
        return famille("logement_social_tres_aide", period)


class logement_social_plafond_ressources(Float64, Variable):
    reference = (
        "Code de la construction et de l'habitation, articles L441-1 et R441-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006176374/",
        "Arrêté du 29 juillet 1987 relatif aux plafonds de ressources, article 4 et annexe I",
        "https://www.legifrance.gouv.fr/eli/arrete/2016/12/22/LHAL1629455A/jo/texte",
    )

    def formula_2017_01_01(famille, period):
        """D'après logement_social.yaml, ligne 39."""
        return famille("logement_social_tres_aide_plafond", period)


class mobili_jeune(Float64, Variable):
    reference = (
        "L'aide Mobili-Jeune",
        "https://www.actionlogement.fr/l-aide-mobili-jeune",
    )

    def formula_2022_06_01(individu, period):
        """D'après mobili_jeune.yaml, ligne 9."""
        return individu("aide_mobili_jeune", period)


class mobili_jeune_eligibilite(Variable):
    reference = (
        "L'aide Mobili-Jeune",
        "https://www.actionlogement.fr/l-aide-mobili-jeune",
    )

    def formula_2022_06_01(individu, period):
        """D'après mobili_jeune.yaml, ligne 9."""
        return individu("aide_mobili_jeune_eligibilite", period)


class paje_base(Float64, Variable):
    reference = (
        "Code de la sécurité sociale, articles L531-3, R531-1, D531-2 et D531-3",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173165/",
    )

    def formula_2021_05_01(famille, period):
        """D'après paje_base.yaml, ligne 9."""
        return famille("allocation_de_base_paje", period)


class paje_naissance(Float64, Variable):
    reference = (
        "Code de la sécurité sociale, articles L531-2, R531-1, D531-1 et D531-2",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000006173165/",
    )

    def formula_2018_04_01(famille, period):
        """D'après paje_naissance.yaml, ligne 9."""
        return famille("prime_a_la_naissance", period)


class pass_sport(Float64, Variable):
    reference = (
        "Décret n° 2022-1010 du 16 juillet 2022, article 1",
        "https://www.legifrance.gouv.fr/loda/id/LEGIARTI000046139655/2022-08-05#LEGIARTI000046139655",
    )

    def formula_2022_07_01(individu, period):
        """D'après pass_sport.yaml, ligne 9."""
        return individu("pass_sport_national", period)


class pret_formation_permis_eligibilite(Variable):
    reference = (
        "Décret n° 2005-1225 du 29 septembre 2005",
        "https://www.legifrance.gouv.fr/loda/id/LEGITEXT000006052491/",
    )

    def formula_2005_10_01(individu, period):
        """D'après permis_un_euro.yaml, ligne 8."""
        return individu("permis_un_euro", period)


class reduction_loyer_solidarite(Float64, Variable):
    reference = (
        "Code de la construction et de l'habitation, articles L442-2-1 et D442-2-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000036370218/",
        "Arrêté du 27 février 2018 relatif à la réduction de loyer de solidarité, articles 1 et 2",
        "https://www.legifrance.gouv.fr/eli/arrete/2018/2/27/TERL1801551A/jo/article_2",
    )

    def formula_2018_02_01(famille, period):
        """D'après reduction_loyer.yaml, ligne 9."""
        return famille("reduction_loyer_de_solidarite", period)


class reduction_loyer_solidarite_montant(Float64, Variable):
    reference = (
        "Code de la construction et de l'habitation, articles L442-2-1 et D442-2-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000036370218/",
        "Arrêté du 27 février 2018 relatif à la réduction de loyer de solidarité, articles 1 et 2",
        "https://www.legifrance.gouv.fr/eli/arrete/2018/2/27/TERL1801551A/jo/article_2",
    )

    def formula_2018_02_01(famille, period):
        """D'après reduction_loyer.yaml, ligne 57."""
        return famille("reduction_loyer_de_solidarite_remise", period)


class reduction_loyer_solidarite_plafond_ressources(Float64, Variable):
    reference = (
        "Code de la construction et de l'habitation, articles L442-2-1 et D442-2-1",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000036370218/",
        "Arrêté du 27 février 2018 relatif à la réduction de loyer de solidarité, articles 1 et 2",
        "https://www.legifrance.gouv.fr/eli/arrete/2018/2/27/TERL1801551A/jo/article_2",
    )

    def formula_2018_02_01(famille, period):
        """D'après reduction_loyer.yaml, ligne 53."""
        return famille("reduction_loyer_de_solidarite_plafond", period)


class rsa_forfait_logement(Float64, Variable):
    reference = (
        "Code de l'action sociale et des familles, articles L262-2, R262-1, R262-9 et R262-10",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000020526199/",
    )

    def formula_2009_06_01(famille, period):
        """D'après rsa_socle.yaml, ligne 46."""
        return famille("montant_forfaitaire_rsa_forfait_deduit", period)


class rsa_socle(Float64, Variable):
    reference = (
        "Code de l'action sociale et des familles, articles L262-2, R262-1, R262-9 et R262-10",
        "https://www.legifrance.gouv.fr/codes/id/LEGISCTA000020526199/",
    )

    def formula_2009_06_01(famille, period):
        """D'après rsa_socle.yaml, ligne 9."""
        return famille("montant_forfaitaire_rsa", period)


class visale_eligibilite(Variable):
    reference = (
        "Locataire de 30 ans ou moins, suis-je éligible ?",
        "https://www.visale.fr/vos-questions/faq-locataires/locataire-de-30-ans-ou-moins-suis-je-eligible/",
    )

    def formula_2018_07_01(menage, period):
        """D'après visale.yaml, ligne 8."""
        return menage("caution_visale", period)


class visale_montant_max(Float64, Variable):
    reference = (
        "Locataire de 30 ans ou moins, suis-je éligible ?",
        "https://www.visale.fr/vos-questions/faq-locataires/locataire-de-30-ans-ou-moins-suis-je-eligible/",
    )

    def formula_2018_07_01(menage, period):
        """D'après visale.yaml, ligne 38."""
        return menage("caution_visale_loyer_maximum", period)


class reform(Reform):
    name = "Prestations nationales"

    def apply(self):
        self.update_variable(acs_plafond)
        self.update_variable(ada)
        self.update_variable(aeeh)
        self.update_variable(aefa)
        self.update_variable(af)
        self.update_variable(af_allocation_forfaitaire)
        self.update_variable(af_allocation_forfaitaire_complement_degressif)
        self.update_variable(af_allocation_forfaitaire_nb_enfants)
        self.update_variable(af_allocation_forfaitaire_taux_modulation)
        self.update_variable(af_base)
        self.update_variable(af_coeff_garde_alternee)
        self.update_variable(af_complement_degressif)
        self.update_variable(af_eligibilite_base)
        self.update_variable(af_eligibilite_dom)
        self.update_variable(af_majoration)
        self.update_variable(af_majoration_enfant)
        self.update_variable(af_taux_modulation)
        self.update_variable(agepi)
        self.update_variable(agepi_eligible)
        self.update_variable(agepi_nbenf)
        self.update_variable(aide_financement_permis_apprenti)
        self.update_variable(aide_financement_permis_apprenti_eligibilite)
        self.update_variable(aide_mobilite)
        self.update_variable(aide_mobilite_categories_demandeur_emploi_eligibles)
        self.update_variable(aide_mobilite_eligible)
        self.update_variable(aide_mobilite_ressources_eligibles)
        self.update_variable(aide_permis_demandeur_emploi)
        self.update_variable(aide_permis_demandeur_emploi_eligibilite_financiere)
        self.update_variable(aide_permis_demandeur_emploi_eligibilite_individu)
        self.update_variable(aide_permis_pro_btp)
        self.update_variable(ars)
        self.update_variable(asf)
        self.update_variable(asf_elig)
        self.update_variable(asf_elig_enfant)
        self.update_variable(asf_montant)
        self.update_variable(asi)
        self.update_variable(asi_aspa_nb_alloc)
        self.update_variable(asi_eligibilite)
        self.update_variable(aspa)
        self.update_variable(aspa_eligibilite)
        self.update_variable(ass)
        self.update_variable(ass_eligibilite_individu)
        self.update_variable(bourse_college)
        self.update_variable(bourse_college_echelon)
        self.update_variable(bourse_lycee)
        self.update_variable(bourse_lycee_echelon)
        self.update_variable(cf)
        self.update_variable(cf_base_ressources)
        self.update_variable(cf_dom_enfant_eligible)
        self.update_variable(cf_eligibilite_base)
        self.update_variable(cf_eligibilite_dom)
        self.update_variable(cf_enfant_a_charge)
        self.update_variable(cf_enfant_eligible)
        self.update_variable(cf_montant)
        self.update_variable(cf_plafond)
        self.update_variable(cheque_energie)
        self.update_variable(cheque_energie_eligibilite_logement)
        self.update_variable(cheque_energie_montant)
        self.update_variable(cheque_energie_unites_consommation)
        self.update_variable(cmu_c)
        self.update_variable(cmu_c_plafond)
        self.update_variable(crous_repas_montant)
        self.update_variable(crous_repas_tarif_non_boursiers_eligibilite)
        self.update_variable(crous_repas_un_euro_eligibilite)
        self.update_variable(css_participation_forfaitaire)
        self.update_variable(css_participation_forfaitaire_montant)
        self.update_variable(css_participation_forfaitaire_montant_i)
        self.update_variable(depart1825_eligibilite)
        self.update_variable(depart1825_montant_maximum)
        self.update_variable(enfant_eligible_paje)
        self.update_variable(garantie_jeunes)
        self.update_variable(garantie_jeunes_eligibilite_age)
        self.update_variable(garantie_jeunes_eligibilite_ressources)
        self.update_variable(garantie_jeunes_montant)
        self.update_variable(garantie_jeunes_neet)
        self.update_variable(garantie_pret_etudiant_condition_nationalite)
        self.update_variable(garantie_pret_etudiant_eligibilite)
        self.update_variable(locapass_eligibilite)
        self.update_variable(locapass_eligibilite_etudiant)
        self.update_variable(locapass_eligibilite_etudiant_contrat)
        self.update_variable(locapass_eligibilite_jeunes)
        self.update_variable(locapass_eligibilite_salarie)
        self.update_variable(logement_social_categorie_menage)
        self.update_variable(logement_social_eligible)
        self.update_variable(logement_social_plafond_ressources)
        self.update_variable(mobili_jeune)
        self.update_variable(mobili_jeune_eligibilite)
        self.update_variable(paje_base)
        self.update_variable(paje_naissance)
        self.update_variable(pass_sport)
        self.update_variable(pret_formation_permis_eligibilite)
        self.update_variable(reduction_loyer_solidarite)
        self.update_variable(reduction_loyer_solidarite_montant)
        self.update_variable(reduction_loyer_solidarite_plafond_ressources)
        self.update_variable(rsa_forfait_logement)
        self.update_variable(rsa_socle)
        self.update_variable(visale_eligibilite)
        self.update_variable(visale_montant_max)
