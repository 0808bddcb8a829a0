"""Currencies: how amounts in each are written, the usual way first (Unicode CLDR): made by `make currencies`."""

# Where the noun stands in a name: « dinars tunisiens », "Tunisian dinars".
NOUN = 0

CURRENCIES = {
    "AED": ("AED", "dirhams des Émirats arabes unis", "dirham des Émirats arabes unis", "dirhams", "dirham", "د.إ."),  # fmt: skip
    "AFN": ("AFN", "afghanis afghan", "afghani afghan", "afghanis", "afghani", "؋", "افغانۍ"),  # fmt: skip
    "ALL": ("ALL", "leks albanais", "lek albanais", "leks", "lek", "Lekë"),  # fmt: skip
    "AMD": ("AMD", "drams arméniens", "dram arménien", "drams", "dram", "֏"),  # fmt: skip
    "AOA": ("AOA", "kwanzas angolais", "kwanza angolais", "kwanzas", "kwanza", "Kz"),  # fmt: skip
    "ARS": ("$AR", "ARS", "pesos argentins", "peso argentin", "pesos", "peso", "$"),  # fmt: skip
    "AUD": ("$AU", "$", "AUD", "dollars australiens", "dollar australien", "dollars", "dollar"),  # fmt: skip
    "AWG": ("AWG", "florins arubais", "florin arubais", "florins", "florin", "Afl."),  # fmt: skip
    "AZN": ("AZN", "manats azéris", "manat azéri", "manats", "manat", "₼", "манат"),  # fmt: skip
    "BAM": ("BAM", "marks convertibles bosniaques", "mark convertible bosniaque", "marks", "mark", "КМ", "KM"),  # fmt: skip
    "BBD": ("$", "BBD", "dollars barbadiens", "dollar barbadien", "dollars", "dollar"),  # fmt: skip
    "BDT": ("BDT", "takas bangladeshis", "taka bangladeshi", "takas", "taka", "৳"),  # fmt: skip
    "BGN": ("BGN", "levs bulgares", "lev bulgare", "levs", "lev", "лв."),  # fmt: skip
    "BHD": ("BHD", "dinars bahreïnis", "dinar bahreïni", "dinars", "dinar", "د.ب."),  # fmt: skip
    "BIF": ("FBu", "BIF", "francs burundais", "franc burundais", "francs", "franc", "F"),  # fmt: skip
    "BMD": ("$BM", "$", "BMD", "dollars bermudiens", "dollar bermudien", "dollars", "dollar"),  # fmt: skip
    "BND": ("$BN", "BND", "dollars brunéiens", "dollar brunéien", "dollars", "dollar", "$"),  # fmt: skip
    "BOB": ("BOB", "bolivianos boliviens", "boliviano bolivien", "bolivianos", "boliviano", "Bs"),  # fmt: skip
    "BRL": ("R$", "BRL", "réals brésiliens", "réal brésilien", "réals", "réal"),  # fmt: skip
    "BSD": ("$", "BSD", "dollars bahaméens", "dollar bahaméen", "dollars", "dollar"),  # fmt: skip
    "BTN": ("BTN", "ngultrums bouthanais", "ngultrum bouthanais", "ngultrums", "ngultrum", "Nu.", "དངུལ་ཀྲམ"),  # fmt: skip
    "BWP": ("P", "BWP", "pulas botswanais", "pula botswanais", "pulas", "pula"),  # fmt: skip
    "BYN": ("BYN", "roubles biélorusses", "rouble biélorusse", "roubles", "rouble", "Br"),  # fmt: skip
    "BZD": ("$BZ", "$", "BZD", "dollars bélizéens", "dollar bélizéen", "dollars", "dollar"),  # fmt: skip
    "CAD": ("$", "$CA", "CAD", "dollars canadiens", "dollar canadien", "dollars", "dollar"),  # fmt: skip
    "CDF": ("FC", "CDF", "francs congolais", "franc congolais", "francs", "franc", "F"),  # fmt: skip
    "CHF": ("CHF", "francs suisses", "franc suisse", "francs", "franc", "F"),  # fmt: skip
    "CLP": ("$CL", "CLP", "pesos chiliens", "peso chilien", "pesos", "peso", "$"),  # fmt: skip
    "CNY": ("CNY", "yuans renminbi chinois", "yuan renminbi chinois", "yuans", "yuan", "¥", "人民币"),  # fmt: skip
    "COP": ("$CO", "COP", "pesos colombiens", "peso colombien", "pesos", "peso", "$"),  # fmt: skip
    "CRC": ("CRC", "colóns costaricains", "colón costaricain", "colóns", "colón", "₡"),  # fmt: skip
    "CUP": ("CUP", "pesos cubains", "peso cubain", "pesos", "peso", "$"),  # fmt: skip
    "CVE": ("CVE", "escudos capverdiens", "escudo capverdien", "escudos", "escudo", "\u200b"),  # fmt: skip
    "CZK": ("CZK", "couronnes tchèques", "couronne tchèque", "couronnes", "couronne", "Kč"),  # fmt: skip
    "DJF": ("Fdj", "DJF", "francs djiboutiens", "franc djiboutien", "francs", "franc", "F"),  # fmt: skip
    "DKK": ("kr.", "DKK", "couronnes danoises", "couronne danoise", "couronnes", "couronne", "kr"),  # fmt: skip
    "DOP": ("DOP", "pesos dominicains", "peso dominicain", "pesos", "peso", "RD$"),  # fmt: skip
    "DZD": ("DA", "DZD", "dinars algériens", "dinar algérien", "dinars", "dinar", "د.ج."),  # fmt: skip
    "EGP": ("EGP", "livres égyptiennes", "livre égyptienne", "livres", "livre", "ج.م."),  # fmt: skip
    "ERN": ("Nfk", "ERN", "nafkas érythréens", "nafka érythréen", "nafkas", "nafka"),  # fmt: skip
    "ETB": ("ETB", "birrs éthiopiens", "birr éthiopien", "birrs", "birr", "ብር"),  # fmt: skip
    "FJD": ("$FJ", "$", "FJD", "dollars fidjiens", "dollar fidjien", "dollars", "dollar"),  # fmt: skip
    "FKP": ("£FK", "£", "FKP", "livres des îles Malouines", "livre des îles Malouines", "livres", "livre"),  # fmt: skip
    "GBP": ("£GB", "£", "GBP", "livres sterling", "livre sterling", "livres", "livre"),  # fmt: skip
    "GEL": ("GEL", "lari géorgiens", "lari géorgien", "lari", "₾"),  # fmt: skip
    "GHS": ("GH₵", "GHS", "cédis ghanéens", "cédi ghanéen", "cédis", "cédi"),  # fmt: skip
    "GIP": ("£GI", "£", "GIP", "livres de Gibraltar", "livre de Gibraltar", "livres", "livre"),  # fmt: skip
    "GMD": ("D", "GMD", "dalasis gambiens", "dalasi gambien", "dalasis", "dalasi"),  # fmt: skip
    "GNF": ("FG", "GNF", "francs guinéens", "franc guinéen", "francs", "franc", "F"),  # fmt: skip
    "GTQ": ("GTQ", "quetzals guatémaltèques", "quetzal guatémaltèque", "quetzals", "quetzal", "Q"),  # fmt: skip
    "GYD": ("$", "GYD", "dollars du Guyana", "dollar du Guyana", "dollars", "dollar"),  # fmt: skip
    "HKD": ("HK$", "HKD", "dollars de Hong Kong", "dollar de Hong Kong", "dollars", "dollar", "港元"),  # fmt: skip
    "HNL": ("HNL", "lempiras honduriens", "lempira hondurien", "lempiras", "lempira", "L"),  # fmt: skip
    "HTG": ("G", "HTG", "gourdes haïtiennes", "gourde haïtienne", "gourdes", "gourde"),  # fmt: skip
    "HUF": ("HUF", "forints hongrois", "forint hongrois", "forints", "forint", "Ft"),  # fmt: skip
    "IDR": ("Rp", "IDR", "roupies indonésiennes", "roupie indonésienne", "roupies", "roupie"),  # fmt: skip
    "ILS": ("₪", "ILS", "nouveaux shekels israéliens", "nouveau shekel israélien", "nouveaux", "nouveau"),  # fmt: skip
    "INR": ("₹", "INR", "roupies indiennes", "roupie indienne", "roupies", "roupie"),  # fmt: skip
    "IQD": ("IQD", "dinars irakiens", "dinar irakien", "dinars", "dinar", "د.ع."),  # fmt: skip
    "IRR": ("IRR", "riyals iraniens", "riyal iranien", "riyals", "riyal", "ریال"),  # fmt: skip
    "ISK": ("ISK", "couronnes islandaises", "couronne islandaise", "couronnes", "couronne", "kr."),  # fmt: skip
    "JMD": ("$", "JMD", "dollars jamaïcains", "dollar jamaïcain", "dollars", "dollar"),  # fmt: skip
    "JOD": ("JOD", "dinars jordaniens", "dinar jordanien", "dinars", "dinar", "د.أ."),  # fmt: skip
    "JPY": ("JPY", "yens japonais", "yen japonais", "yens", "yen", "￥", "円"),  # fmt: skip
    "KES": ("Ksh", "KES", "shillings kényans", "shilling kényan", "shillings", "shilling"),  # fmt: skip
    "KGS": ("KGS", "soms kirghizes", "som kirghize", "soms", "som", "сом"),  # fmt: skip
    "KHR": ("KHR", "riels cambodgiens", "riel cambodgien", "riels", "riel", "៛", "រៀល\u200bកម្ពុជា"),  # fmt: skip
    "KMF": ("CF", "KMF", "francs comoriens", "franc comorien", "francs", "franc", "F"),  # fmt: skip
    "KPW": ("KPW", "wons nord-coréens", "won nord-coréen", "wons", "won"),  # fmt: skip
    "KRW": ("₩", "KRW", "wons sud-coréens", "won sud-coréen", "wons", "won"),  # fmt: skip
    "KWD": ("KWD", "dinar koweïtiens", "dinar koweïtien", "dinar", "د.ك."),  # fmt: skip
    "KYD": ("$", "KYD", "dollars des îles Caïmans", "dollar des îles Caïmans", "dollars", "dollar"),  # fmt: skip
    "KZT": ("KZT", "tenges kazakhs", "tenge kazakh", "tenges", "tenge", "₸"),  # fmt: skip
    "LAK": ("LAK", "kips laotiens", "kip laotien", "kips", "kip", "₭"),  # fmt: skip
    "LBP": ("£LB", "LBP", "livres libanaises", "livre libanaise", "livres", "livre", "ل.ل."),  # fmt: skip
    "LKR": ("LKR", "roupies srilankaises", "roupie srilankaise", "roupies", "roupie", "රු.", "Rs."),  # fmt: skip
    "LRD": ("$", "LRD", "dollars libériens", "dollar libérien", "dollars", "dollar"),  # fmt: skip
    "LSL": ("LSL", "maloti lesothans", "loti lesothan", "maloti", "loti", "M"),  # fmt: skip
    "LYD": ("LYD", "dinars libyens", "dinar libyen", "dinars", "dinar", "د.ل."),  # fmt: skip
    "MAD": ("MAD", "dirhams marocains", "dirham marocain", "dirhams", "dirham", "د.م."),  # fmt: skip
    "MDL": ("MDL", "leus moldaves", "leu moldave", "leus", "leu", "L"),  # fmt: skip
    "MGA": ("Ar", "MGA", "ariarys malgaches", "ariary malgache", "ariarys", "ariary"),  # fmt: skip
    "MKD": ("MKD", "denars macédoniens", "denar macédonien", "denars", "denar", "ден."),  # fmt: skip
    "MMK": ("MMK", "kyats myanmarais", "kyat myanmarais", "kyats", "kyat", "K"),  # fmt: skip
    "MNT": ("MNT", "tugriks mongols", "tugrik mongol", "tugriks", "tugrik", "₮"),  # fmt: skip
    "MOP": ("MOP$", "MOP", "patacas macanaises", "pataca macanaise", "patacas", "pataca", "澳門元"),  # fmt: skip
    "MRU": ("UM", "MRU", "ouguiyas mauritaniens", "ouguiya mauritanien", "ouguiyas", "ouguiya", "أ.م."),  # fmt: skip
    "MUR": ("Rs", "MUR", "roupies mauriciennes", "roupie mauricienne", "roupies", "roupie"),  # fmt: skip
    "MVR": ("Rf", "MVR", "rufiyaas maldiviennes", "rufiyaa maldivienne", "rufiyaas", "rufiyaa", "ރ."),  # fmt: skip
    "MWK": ("MK", "MWK", "kwachas malawites", "kwacha malawite", "kwachas", "kwacha"),  # fmt: skip
    "MXN": ("$MX", "MXN", "pesos mexicains", "peso mexicain", "pesos", "peso"),  # fmt: skip
    "MYR": ("RM", "MYR", "ringgits malais", "ringgit malais", "ringgits", "ringgit"),  # fmt: skip
    "MZN": ("MZN", "meticais mozambicains", "metical mozambicain", "meticais", "metical", "MTn"),  # fmt: skip
    "NAD": ("$NA", "$", "NAD", "dollars namibiens", "dollar namibien", "dollars", "dollar"),  # fmt: skip
    "NGN": ("₦", "NGN", "nairas nigérians", "naira nigérian", "nairas", "naira"),  # fmt: skip
    "NIO": ("NIO", "córdobas oro nicaraguayens", "córdoba oro nicaraguayen", "córdobas", "córdoba", "C$"),  # fmt: skip
    "NOK": ("kr", "NOK", "couronnes norvégiennes", "couronne norvégienne", "couronnes", "couronne"),  # fmt: skip
    "NPR": ("NPR", "roupies népalaises", "roupie népalaise", "roupies", "roupie", "नेरू"),  # fmt: skip
    "NZD": ("$NZ", "$", "NZD", "dollars néo-zélandais", "dollar néo-zélandais", "dollars", "dollar"),  # fmt: skip
    "OMR": ("OMR", "riyals omanis", "riyal omanais", "riyals", "riyal", "ر.ع."),  # fmt: skip
    "PAB": ("PAB", "balboas panaméens", "balboa panaméen", "balboas", "balboa", "B/."),  # fmt: skip
    "PEN": ("PEN", "sols péruviens", "sol péruvien", "sols", "sol", "S/"),  # fmt: skip
    "PGK": ("K", "PGK", "kinas papouan-néo-guinéens", "kina papouan-néo-guinéen", "kinas", "kina"),  # fmt: skip
    "PHP": ("₱", "PHP", "pesos philippins", "peso philippin", "pesos", "peso"),  # fmt: skip
    "PKR": ("Rs", "PKR", "roupies pakistanaises", "roupie pakistanaise", "roupies", "roupie"),  # fmt: skip
    "PLN": ("PLN", "zlotys polonais", "zloty polonais", "zlotys", "zloty", "zł"),  # fmt: skip
    "PYG": ("PYG", "guaranís paraguayens", "guaraní paraguayen", "guaranís", "guaraní", "₲", "Gs."),  # fmt: skip
    "QAR": ("QAR", "riyals qataris", "riyal qatari", "riyals", "riyal", "ر.ق."),  # fmt: skip
    "RON": ("RON", "lei roumains", "leu roumain", "lei", "leu"),  # fmt: skip
    "RSD": ("RSD", "dinars serbes", "dinar serbe", "dinars", "dinar"),  # fmt: skip
    "RUB": ("RUB", "roubles russes", "rouble russe", "roubles", "rouble", "₽"),  # fmt: skip
    "RWF": ("RF", "RWF", "francs rwandais", "franc rwandais", "francs", "franc", "F"),  # fmt: skip
    "SAR": ("SAR", "riyals saoudiens", "riyal saoudien", "riyals", "riyal", "ر.س."),  # fmt: skip
    "SBD": ("$SB", "$", "SBD", "dollars des îles Salomon", "dollar des îles Salomon", "dollars", "dollar"),  # fmt: skip
    "SCR": ("SR", "SCR", "roupies des Seychelles", "roupie des Seychelles", "roupies", "roupie"),  # fmt: skip
    "SDG": ("SDG", "livres soudanaises", "livre soudanaise", "livres", "livre", "ج.س."),  # fmt: skip
    "SEK": ("kr", "SEK", "couronnes suédoises", "couronne suédoise", "couronnes", "couronne"),  # fmt: skip
    "SGD": ("$SG", "$", "SGD", "dollars de Singapour", "dollar de Singapour", "dollars", "dollar", "新加坡元"),  # fmt: skip
    "SHP": ("£", "SHP", "livres de Sainte-Hélène", "livre de Sainte-Hélène", "livres", "livre"),  # fmt: skip
    "SLE": ("Le", "SLE", "leones sierra-léonais", "leone sierra-léonais", "leones", "leone"),  # fmt: skip
    "SOS": ("SOS", "shillings somaliens", "shilling somalien", "shillings", "shilling", "S"),  # fmt: skip
    "SRD": ("$SR", "SRD", "dollars surinamais", "dollar surinamais", "dollars", "dollar", "$"),  # fmt: skip
    "SSP": ("£", "SSP", "livres sud-soudanaises", "livre sud-soudanaise", "livres", "livre"),  # fmt: skip
    "STN": ("STN", "dobras santoméens", "dobra santoméen", "dobras", "dobra", "Db"),  # fmt: skip
    "SYP": ("LS", "SYP", "livres syriennes", "livre syrienne", "livres", "livre", "ل.س."),  # fmt: skip
    "SZL": ("E", "SZL", "lilangenis swazis", "lilangeni swazi", "lilangenis", "lilangeni"),  # fmt: skip
    "THB": ("THB", "bahts thaïlandais", "baht thaïlandais", "bahts", "baht", "฿", "บาทไทย"),  # fmt: skip
    "TJS": ("TJS", "somonis tadjiks", "somoni tadjik", "somonis", "somoni"),  # fmt: skip
    "TMT": ("TMT", "nouveaux manats turkmènes", "nouveau manat turkmène", "nouveaux", "nouveau"),  # fmt: skip
    "TND": ("DT", "TND", "dinars tunisiens", "dinar tunisien", "dinars", "dinar", "د.ت."),  # fmt: skip
    "TOP": ("T$", "TOP", "pa’angas tongans", "pa’anga tongan", "pa’angas", "pa’anga"),  # fmt: skip
    "TRY": ("TRY", "livres turques", "livre turque", "livres", "livre", "₺"),  # fmt: skip
    "TTD": ("$TT", "$", "TTD", "dollars de Trinité-et-Tobago", "dollar de Trinité-et-Tobago", "dollars", "dollar"),  # fmt: skip
    "TWD": ("TWD", "nouveaux dollars taïwanais", "nouveau dollar taïwanais", "nouveaux", "nouveau", "$", "新台幣"),  # fmt: skip
    "TZS": ("TSh", "TZS", "shillings tanzaniens", "shilling tanzanien", "shillings", "shilling"),  # fmt: skip
    "UAH": ("UAH", "hryvnias ukrainiennes", "hryvnia ukrainienne", "hryvnias", "hryvnia", "₴"),  # fmt: skip
    "UGX": ("USh", "UGX", "shillings ougandais", "shilling ougandais", "shillings", "shilling"),  # fmt: skip
    "USD": ("$US", "$", "US$", "USD", "dollars des États-Unis", "dollar des États-Unis", "dollars", "dollar"),  # fmt: skip
    "UYU": ("$UY", "UYU", "pesos uruguayens", "peso uruguayen", "pesos", "peso", "$"),  # fmt: skip
    "UZS": ("UZS", "sums ouzbeks", "sum ouzbek", "sums", "sum", "soʻm", "сўм"),  # fmt: skip
    "VES": ("VES", "bolivars vénézuéliens", "bolivar vénézuélien", "bolivars", "bolivar", "Bs.S"),  # fmt: skip
    "VND": ("₫", "VND", "dôngs vietnamiens", "dông vietnamien", "dôngs", "dông"),  # fmt: skip
    "VUV": ("VT", "VUV", "vatus vanuatuans", "vatu vanuatuan", "vatus", "vatu"),  # fmt: skip
    "WST": ("$WS", "WS$", "WST", "talas samoans", "tala samoan", "talas", "tala"),  # fmt: skip
    "XAF": ("FCFA", "XAF", "francs CFA", "franc CFA", "francs", "franc", "F"),  # fmt: skip
    "XCD": ("$", "XCD", "dollars des Caraïbes orientales", "dollar des Caraïbes orientales", "dollars", "dollar"),  # fmt: skip
    "XCG": ("Cg.", "XCG", "florins caribéens", "florin caribéen", "florins", "florin"),  # fmt: skip
    "XOF": ("F CFA", "FCFA", "XOF", "francs CFA", "franc CFA", "francs", "franc", "F"),  # fmt: skip
    "XPF": ("FCFP", "XPF", "francs CFP", "franc CFP", "francs", "franc", "F"),  # fmt: skip
    "YER": ("YER", "riyals yéménites", "riyal yéménite", "riyals", "riyal", "ر.ي."),  # fmt: skip
    "ZAR": ("R", "ZAR", "rands sud-africains", "rand sud-africain", "rands", "rand"),  # fmt: skip
    "ZMW": ("K", "ZMW", "kwachas zambiens", "kwacha zambien", "kwachas", "kwacha"),  # fmt: skip
    "ZWG": ("ZWG",),  # fmt: skip
}
