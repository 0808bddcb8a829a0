"""What the territories of each currency are called in names of packages (Unicode CLDR): made by `make currencies`."""

TERRITORIES = """\
AED: ae emirats_arabes_unis united_arab_emirates
AFN: af afghanistan
ALL: al albania albanie
AMD: am armenia armenie
AOA: angola ao
ARS: ar argentina argentine
AUD: au australia australie cc christmas_island cocos_keeling_islands cx heard_mcdonald_islands hm ile_christmas ile_norfolk
     iles_cocos iles_heard_et_macdonald ki kiribati nauru nf norfolk_island nr tuvalu tv
AWG: aruba aw
AZN: az azerbaidjan azerbaijan
BAM: ba bosnia_herzegovina bosnie_herzegovine
BBD: barbade barbados bb
BDT: bangladesh bd
BGN: bg bulgaria bulgarie
BHD: bahrain bahrein bh
BIF: bi burundi
BMD: bermuda bermudes bm
BND: bn brunei
BOB: bo bolivia bolivie
BRL: br brazil bresil
BSD: bahamas bs
BTN: bhoutan bhutan bt
BWP: botswana bw
BYN: belarus bielorussie by
BZD: belize bz
CAD: ca canada
CDF: cd congo_kinshasa
CHF: ch li liechtenstein suisse switzerland
CLP: chile chili cl
CNY: china chine cn
COP: co colombia colombie
CRC: costa_rica cr
CUP: cu cuba
CVE: cap_vert cape_verde cv
CZK: cz czechia tchequie
DJF: dj djibouti
DKK: danemark denmark dk faroe_islands fo gl greenland groenland iles_feroe
DOP: do dominican_republic republique_dominicaine
DZD: algeria algerie dz
EGP: eg egypt egypte
ERN: er eritrea erythree
ETB: et ethiopia ethiopie
EUR: ad aland_islands allemagne andorra andorre at austria autriche ax be belgique belgium bl canary_islands ceuta_et_melilla
     ceuta_melilla chypre croatia croatie cy cyprus de ea ee es espagne estonia estonie etat_de_la_cite_du_vatican fi finland
     finlande fr france french_guiana french_southern_territories germany gf gp gr grece greece guadeloupe guyane_francaise hr ic
     ie iles_aland iles_canaries ireland irlande it italie italy kosovo la_reunion latvia lettonie lithuania lituanie lt lu
     luxembourg lv malta malte martinique mayotte mc me mf monaco montenegro mq mt netherlands nl pays_bas pm portugal pt re
     reunion saint_barthelemy saint_marin saint_martin saint_pierre_et_miquelon san_marino si sk slovakia slovaquie slovenia
     slovenie sm spain st_barthelemy st_martin st_pierre_miquelon terres_australes_francaises tf va vatican_city xk yt
FJD: fidji fiji fj
FKP: falkland_islands fk iles_malouines
GBP: gb georgie_du_sud_et_les_iles_sandwich_du_sud gg gs guernesey guernsey ile_de_man im isle_of_man je jersey royaume_uni
     south_georgia_south_sandwich_islands ta tristan_da_cunha united_kingdom
GEL: ge georgia georgie
GHS: gh ghana
GIP: gi gibraltar
GMD: gambia gambie gm
GNF: gn guinea guinee
GTQ: gt guatemala
GYD: guyana gy
HKD: hk hong_kong_sar_china r_a_s_chinoise_de_hong_kong
HNL: hn honduras
HTG: haiti ht
HUF: hongrie hu hungary
IDR: id indonesia indonesie
ILS: il israel palestinian_territories ps territoires_palestiniens
INR: bhoutan bhutan bt in inde india
IQD: iq irak iraq
IRR: ir iran
ISK: iceland is islande
JMD: jamaica jamaique jm
JOD: jo jordan jordanie palestinian_territories ps territoires_palestiniens
JPY: japan japon jp
KES: ke kenya
KGS: kg kirghizstan kyrgyzstan
KHR: cambodge cambodia kh
KMF: comores comoros km
KPW: coree_du_nord kp north_korea
KRW: coree_du_sud kr south_korea
KWD: koweit kuwait kw
KYD: cayman_islands iles_caimans ky
KZT: kazakhstan kz
LAK: la laos
LBP: lb lebanon liban
LKR: lk sri_lanka
LRD: liberia lr
LSL: lesotho ls
LYD: libya libye ly
MAD: eh ma maroc morocco sahara_occidental western_sahara
MDL: md moldavie moldova
MGA: madagascar mg
MKD: macedoine_du_nord mk north_macedonia
MMK: mm myanmar_birmanie myanmar_burma
MNT: mn mongolia mongolie
MOP: macao_sar_china mo r_a_s_chinoise_de_macao
MRU: mauritania mauritanie mr
MUR: maurice mauritius mu
MVR: maldives mv
MWK: malawi mw
MXN: mexico mexique mx
MYR: malaisie malaysia my
MZN: mozambique mz
NAD: na namibia namibie
NGN: ng nigeria
NIO: ni nicaragua
NOK: bouvet_island bv ile_bouvet no norvege norway sj svalbard_et_jan_mayen svalbard_jan_mayen
NPR: nepal np
NZD: ck cook_islands iles_cook iles_pitcairn new_zealand niue nouvelle_zelande nu nz pitcairn_islands pn tk tokelau
OMR: om oman
PAB: pa panama
PEN: pe perou peru
PGK: papouasie_nouvelle_guinee papua_new_guinea pg
PHP: ph philippines
PKR: pakistan pk
PLN: pl poland pologne
PYG: paraguay py
QAR: qa qatar
RON: ro romania roumanie
RSD: rs serbia serbie
RUB: ru russia russie
RWF: rw rwanda
SAR: arabie_saoudite sa saudi_arabia
SBD: iles_salomon sb solomon_islands
SCR: sc seychelles
SDG: sd soudan sudan
SEK: se suede sweden
SGD: sg singapore singapour
SHP: ac ascension_island ile_de_l_ascension sainte_helene sh st_helena
SLE: sierra_leone sl
SOS: so somalia somalie
SRD: sr suriname
SSP: soudan_du_sud south_sudan ss
STN: sao_tome_et_principe sao_tome_principe st
SYP: sy syria syrie
SZL: eswatini sz
THB: th thailand thailande
TJS: tadjikistan tajikistan tj
TMT: tm turkmenistan
TND: tn tunisia tunisie
TOP: to tonga
TRY: tr turkiye turquie
TTD: trinidad_tobago trinite_et_tobago tt
TWD: taiwan tw
TZS: tanzania tanzanie tz
UAH: ua ukraine
UGX: ouganda ug uganda
USD: american_samoa as bq british_indian_ocean_territory british_virgin_islands caribbean_netherlands dg diego_garcia ec ecuador
     el_salvador equateur etats_unis fm gu guam haiti ht iles_mariannes_du_nord iles_marshall
     iles_mineures_eloignees_des_etats_unis iles_turques_et_caiques iles_vierges_britanniques iles_vierges_des_etats_unis io
     marshall_islands mh micronesia micronesie mp northern_mariana_islands pa palaos palau panama pays_bas_caribeens porto_rico pr
     puerto_rico pw salvador samoa_americaines sv tc territoire_britannique_de_l_ocean_indien timor_leste timor_oriental tl
     turks_caicos_islands u_s_outlying_islands u_s_virgin_islands um united_states us vg vi zimbabwe zw
UYU: uruguay uy
UZS: ouzbekistan uz uzbekistan
VES: ve venezuela
VND: viet_nam vietnam vn
VUV: vanuatu vu
WST: samoa ws
XAF: cameroon cameroun central_african_republic cf cg chad cm congo_brazzaville equatorial_guinea ga gabon gq guinee_equatoriale
     republique_centrafricaine tchad td
XCD: ag ai anguilla antigua_barbuda antigua_et_barbuda dm dominica dominique gd grenada grenade kn lc montserrat ms
     saint_christophe_et_nieves saint_vincent_et_les_grenadines sainte_lucie st_kitts_nevis st_lucia st_vincent_grenadines vc
XCG: curacao cw saint_martin_partie_neerlandaise sint_maarten sx
XOF: benin bf bj burkina_faso ci cote_d_ivoire guinea_bissau guinee_bissau gw mali ml ne niger senegal sn tg togo
XPF: french_polynesia nc new_caledonia nouvelle_caledonie pf polynesie_francaise wallis_et_futuna wallis_futuna wf
YER: ye yemen
ZAR: afrique_du_sud lesotho ls na namibia namibie south_africa za
ZMW: zambia zambie zm
ZWG: zimbabwe zw
"""
