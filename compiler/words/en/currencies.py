"""Currencies: how amounts in each are written, the usual way first (Unicode CLDR): made by `make currencies`."""

# Where the noun stands in a name: « dinars tunisiens », "Tunisian dinars".
NOUN = -1

CURRENCIES = {
    "AED": ("AED", "UAE dirhams", "UAE dirham", "dirhams", "dirham", "د.إ."),  # fmt: skip
    "AFN": ("AFN", "Afghan Afghanis", "Afghan Afghani", "Afghanis", "Afghani", "؋", "افغانۍ"),  # fmt: skip
    "ALL": ("ALL", "Albanian lekë", "Albanian lek", "lekë", "lek", "Lekë"),  # fmt: skip
    "AMD": ("AMD", "Armenian drams", "Armenian dram", "drams", "dram", "֏"),  # fmt: skip
    "AOA": ("AOA", "Angolan kwanzas", "Angolan kwanza", "kwanzas", "kwanza", "Kz"),  # fmt: skip
    "ARS": ("ARS", "Argentine pesos", "Argentine peso", "pesos", "peso", "$"),  # fmt: skip
    "AUD": ("$", "A$", "AUD", "Australian dollars", "Australian dollar", "dollars", "dollar"),  # fmt: skip
    "AWG": ("AWG", "Aruban florin", "florin", "Afl."),  # fmt: skip
    "AZN": ("AZN", "Azerbaijani manats", "Azerbaijani manat", "manats", "manat", "₼", "манат"),  # fmt: skip
    "BAM": ("BAM", "Bosnia-Herzegovina convertible marks", "Bosnia-Herzegovina convertible mark", "marks", "mark", "КМ", "KM"),  # fmt: skip
    "BBD": ("$", "BBD", "Barbadian dollars", "Barbadian dollar", "dollars", "dollar"),  # fmt: skip
    "BDT": ("BDT", "Bangladeshi takas", "Bangladeshi taka", "takas", "taka", "৳"),  # fmt: skip
    "BGN": ("BGN", "Bulgarian leva", "Bulgarian lev", "leva", "lev", "лв."),  # fmt: skip
    "BHD": ("BHD", "Bahraini dinars", "Bahraini dinar", "dinars", "dinar", "د.ب."),  # fmt: skip
    "BIF": ("FBu", "BIF", "Burundian francs", "Burundian franc", "francs", "franc", "F"),  # fmt: skip
    "BMD": ("$", "BMD", "Bermudan dollars", "Bermudan dollar", "dollars", "dollar"),  # fmt: skip
    "BND": ("BND", "Brunei dollars", "Brunei dollar", "dollars", "dollar", "$"),  # fmt: skip
    "BOB": ("BOB", "Bolivian bolivianos", "Bolivian boliviano", "bolivianos", "boliviano", "Bs"),  # fmt: skip
    "BRL": ("R$", "BRL", "Brazilian reals", "Brazilian real", "reals", "real"),  # fmt: skip
    "BSD": ("$", "BSD", "Bahamian dollars", "Bahamian dollar", "dollars", "dollar"),  # fmt: skip
    "BTN": ("BTN", "Bhutanese ngultrums", "Bhutanese ngultrum", "ngultrums", "ngultrum", "Nu.", "དངུལ་ཀྲམ"),  # fmt: skip
    "BWP": ("P", "BWP", "Botswanan pulas", "Botswanan pula", "pulas", "pula"),  # fmt: skip
    "BYN": ("BYN", "Belarusian rubles", "Belarusian ruble", "rubles", "ruble", "Br"),  # fmt: skip
    "BZD": ("$", "BZD", "Belize dollars", "Belize dollar", "dollars", "dollar"),  # fmt: skip
    "CAD": ("$", "CA$", "CAD", "Canadian dollars", "Canadian dollar", "dollars", "dollar"),  # fmt: skip
    "CDF": ("FC", "CDF", "Congolese francs", "Congolese franc", "francs", "franc", "F"),  # fmt: skip
    "CHF": ("CHF", "Swiss francs", "Swiss franc", "francs", "franc", "F"),  # fmt: skip
    "CLP": ("CLP", "Chilean pesos", "Chilean peso", "pesos", "peso", "$"),  # fmt: skip
    "CNY": ("CN¥", "CNY", "Chinese yuan", "yuan", "¥", "人民币"),  # fmt: skip
    "COP": ("COP", "Colombian pesos", "Colombian peso", "pesos", "peso", "$"),  # fmt: skip
    "CRC": ("CRC", "Costa Rican colóns", "Costa Rican colón", "colóns", "colón", "₡"),  # fmt: skip
    "CUP": ("CUP", "Cuban pesos", "Cuban peso", "pesos", "peso", "$"),  # fmt: skip
    "CVE": ("CVE", "Cape Verdean escudos", "Cape Verdean escudo", "escudos", "escudo", "\u200b"),  # fmt: skip
    "CZK": ("CZK", "Czech korunas", "Czech koruna", "korunas", "koruna", "Kč"),  # fmt: skip
    "DJF": ("Fdj", "DJF", "Djiboutian francs", "Djiboutian franc", "francs", "franc", "F"),  # fmt: skip
    "DKK": ("kr.", "DKK", "Danish kroner", "Danish krone", "kroner", "krone", "kr"),  # fmt: skip
    "DOP": ("DOP", "Dominican pesos", "Dominican peso", "pesos", "peso", "RD$"),  # fmt: skip
    "DZD": ("DA", "DZD", "Algerian dinars", "Algerian dinar", "dinars", "dinar", "د.ج."),  # fmt: skip
    "EGP": ("EGP", "Egyptian pounds", "Egyptian pound", "pounds", "pound", "ج.م."),  # fmt: skip
    "ERN": ("Nfk", "ERN", "Eritrean nakfas", "Eritrean nakfa", "nakfas", "nakfa"),  # fmt: skip
    "ETB": ("ETB", "Ethiopian birrs", "Ethiopian birr", "birrs", "birr", "ብር"),  # fmt: skip
    "FJD": ("$", "FJD", "Fijian dollars", "Fijian dollar", "dollars", "dollar"),  # fmt: skip
    "FKP": ("£", "FKP", "Falkland Islands pounds", "Falkland Islands pound", "pounds", "pound"),  # fmt: skip
    "GBP": ("£", "GBP", "British pounds", "British pound", "pounds", "pound"),  # fmt: skip
    "GEL": ("GEL", "Georgian laris", "Georgian lari", "laris", "lari", "₾"),  # fmt: skip
    "GHS": ("GH₵", "GHS", "Ghanaian cedis", "Ghanaian cedi", "cedis", "cedi"),  # fmt: skip
    "GIP": ("£", "GIP", "Gibraltar pounds", "Gibraltar pound", "pounds", "pound"),  # fmt: skip
    "GMD": ("D", "GMD", "Gambian dalasis", "Gambian dalasi", "dalasis", "dalasi"),  # fmt: skip
    "GNF": ("FG", "GNF", "Guinean francs", "Guinean franc", "francs", "franc", "F"),  # fmt: skip
    "GTQ": ("GTQ", "Guatemalan quetzals", "Guatemalan quetzal", "quetzals", "quetzal", "Q"),  # fmt: skip
    "GYD": ("$", "GYD", "Guyanaese dollars", "Guyanaese dollar", "dollars", "dollar"),  # fmt: skip
    "HKD": ("HK$", "HKD", "Hong Kong dollars", "Hong Kong dollar", "dollars", "dollar", "港元"),  # fmt: skip
    "HNL": ("HNL", "Honduran lempiras", "Honduran lempira", "lempiras", "lempira", "L"),  # fmt: skip
    "HTG": ("G", "HTG", "Haitian gourdes", "Haitian gourde", "gourdes", "gourde"),  # fmt: skip
    "HUF": ("HUF", "Hungarian forints", "Hungarian forint", "forints", "forint", "Ft"),  # fmt: skip
    "IDR": ("Rp", "IDR", "Indonesian rupiahs", "Indonesian rupiah", "rupiahs", "rupiah"),  # fmt: skip
    "ILS": ("₪", "ILS", "Israeli new shekels", "Israeli new shekel", "shekels", "shekel"),  # fmt: skip
    "INR": ("₹", "INR", "Indian rupees", "Indian rupee", "rupees", "rupee"),  # fmt: skip
    "IQD": ("IQD", "Iraqi dinars", "Iraqi dinar", "dinars", "dinar", "د.ع."),  # fmt: skip
    "IRR": ("IRR", "Iranian rials", "Iranian rial", "rials", "rial", "ریال"),  # fmt: skip
    "ISK": ("ISK", "Icelandic krónur", "Icelandic króna", "krónur", "króna", "kr."),  # fmt: skip
    "JMD": ("$", "JMD", "Jamaican dollars", "Jamaican dollar", "dollars", "dollar"),  # fmt: skip
    "JOD": ("JOD", "Jordanian dinars", "Jordanian dinar", "dinars", "dinar", "د.أ."),  # fmt: skip
    "JPY": ("¥", "JPY", "Japanese yen", "yen", "￥", "円"),  # fmt: skip
    "KES": ("Ksh", "KES", "Kenyan shillings", "Kenyan shilling", "shillings", "shilling"),  # fmt: skip
    "KGS": ("KGS", "Kyrgystani soms", "Kyrgystani som", "soms", "som", "сом"),  # fmt: skip
    "KHR": ("KHR", "Cambodian riels", "Cambodian riel", "riels", "riel", "៛", "រៀល\u200bកម្ពុជា"),  # fmt: skip
    "KMF": ("CF", "KMF", "Comorian francs", "Comorian franc", "francs", "franc", "F"),  # fmt: skip
    "KPW": ("KPW", "North Korean won", "won"),  # fmt: skip
    "KRW": ("₩", "KRW", "South Korean won", "won"),  # fmt: skip
    "KWD": ("KWD", "Kuwaiti dinars", "Kuwaiti dinar", "dinars", "dinar", "د.ك."),  # fmt: skip
    "KYD": ("$", "KYD", "Cayman Islands dollars", "Cayman Islands dollar", "dollars", "dollar"),  # fmt: skip
    "KZT": ("KZT", "Kazakhstani tenges", "Kazakhstani tenge", "tenges", "tenge", "₸"),  # fmt: skip
    "LAK": ("LAK", "Laotian kips", "Laotian kip", "kips", "kip", "₭"),  # fmt: skip
    "LBP": ("LBP", "Lebanese pounds", "Lebanese pound", "pounds", "pound", "ل.ل."),  # fmt: skip
    "LKR": ("LKR", "Sri Lankan rupees", "Sri Lankan rupee", "rupees", "rupee", "රු.", "Rs."),  # fmt: skip
    "LRD": ("$", "LRD", "Liberian dollars", "Liberian dollar", "dollars", "dollar"),  # fmt: skip
    "LSL": ("LSL", "Lesotho lotis", "Lesotho loti", "lotis", "loti", "M"),  # fmt: skip
    "LYD": ("LYD", "Libyan dinars", "Libyan dinar", "dinars", "dinar", "د.ل."),  # fmt: skip
    "MAD": ("MAD", "Moroccan dirhams", "Moroccan dirham", "dirhams", "dirham", "د.م."),  # fmt: skip
    "MDL": ("MDL", "Moldovan lei", "Moldovan leu", "lei", "leu", "L"),  # fmt: skip
    "MGA": ("Ar", "MGA", "Malagasy ariaries", "Malagasy ariary", "ariaries", "ariary"),  # fmt: skip
    "MKD": ("MKD", "Macedonian denari", "Macedonian denar", "denari", "denar", "ден."),  # fmt: skip
    "MMK": ("MMK", "Myanmar kyats", "Myanmar kyat", "kyats", "kyat", "K"),  # fmt: skip
    "MNT": ("MNT", "Mongolian tugriks", "Mongolian tugrik", "tugriks", "tugrik", "₮"),  # fmt: skip
    "MOP": ("MOP$", "MOP", "Macanese patacas", "Macanese pataca", "patacas", "pataca", "澳門元"),  # fmt: skip
    "MRU": ("UM", "MRU", "Mauritanian ouguiyas", "Mauritanian ouguiya", "ouguiyas", "ouguiya", "أ.م."),  # fmt: skip
    "MUR": ("Rs", "MUR", "Mauritian rupees", "Mauritian rupee", "rupees", "rupee"),  # fmt: skip
    "MVR": ("Rf", "MVR", "Maldivian rufiyaas", "Maldivian rufiyaa", "rufiyaas", "rufiyaa", "ރ."),  # fmt: skip
    "MWK": ("MK", "MWK", "Malawian kwachas", "Malawian kwacha", "kwachas", "kwacha"),  # fmt: skip
    "MXN": ("MX$", "MXN", "Mexican pesos", "Mexican peso", "pesos", "peso"),  # fmt: skip
    "MYR": ("RM", "MYR", "Malaysian ringgits", "Malaysian ringgit", "ringgits", "ringgit"),  # fmt: skip
    "MZN": ("MZN", "Mozambican meticals", "Mozambican metical", "meticals", "metical", "MTn"),  # fmt: skip
    "NAD": ("$", "NAD", "Namibian dollars", "Namibian dollar", "dollars", "dollar"),  # fmt: skip
    "NGN": ("₦", "NGN", "Nigerian nairas", "Nigerian naira", "nairas", "naira"),  # fmt: skip
    "NIO": ("NIO", "Nicaraguan córdobas", "Nicaraguan córdoba", "córdobas", "córdoba", "C$"),  # fmt: skip
    "NOK": ("kr", "NOK", "Norwegian kroner", "Norwegian krone", "kroner", "krone"),  # fmt: skip
    "NPR": ("NPR", "Nepalese rupees", "Nepalese rupee", "rupees", "rupee", "नेरू"),  # fmt: skip
    "NZD": ("$", "NZ$", "NZD", "New Zealand dollars", "New Zealand dollar", "dollars", "dollar"),  # fmt: skip
    "OMR": ("OMR", "Omani rials", "Omani rial", "rials", "rial", "ر.ع."),  # fmt: skip
    "PAB": ("PAB", "Panamanian balboas", "Panamanian balboa", "balboas", "balboa", "B/."),  # fmt: skip
    "PEN": ("PEN", "Peruvian soles", "Peruvian sol", "soles", "sol", "S/"),  # fmt: skip
    "PGK": ("K", "PGK", "Papua New Guinean kina", "kina"),  # fmt: skip
    "PHP": ("₱", "PHP", "Philippine pesos", "Philippine peso", "pesos", "peso"),  # fmt: skip
    "PKR": ("Rs", "PKR", "Pakistani rupees", "Pakistani rupee", "rupees", "rupee"),  # fmt: skip
    "PLN": ("PLN", "Polish zlotys", "Polish zloty", "zlotys", "zloty", "zł"),  # fmt: skip
    "PYG": ("PYG", "Paraguayan guaranis", "Paraguayan guarani", "guaranis", "guarani", "₲", "Gs."),  # fmt: skip
    "QAR": ("QAR", "Qatari riyals", "Qatari riyal", "riyals", "riyal", "ر.ق."),  # fmt: skip
    "RON": ("RON", "Romanian lei", "Romanian leu", "lei", "leu"),  # fmt: skip
    "RSD": ("RSD", "Serbian dinars", "Serbian dinar", "dinars", "dinar"),  # fmt: skip
    "RUB": ("RUB", "Russian rubles", "Russian ruble", "rubles", "ruble", "₽"),  # fmt: skip
    "RWF": ("RF", "RWF", "Rwandan francs", "Rwandan franc", "francs", "franc", "F"),  # fmt: skip
    "SAR": ("SAR", "Saudi riyals", "Saudi riyal", "riyals", "riyal", "ر.س."),  # fmt: skip
    "SBD": ("$", "SBD", "Solomon Islands dollars", "Solomon Islands dollar", "dollars", "dollar"),  # fmt: skip
    "SCR": ("SR", "SCR", "Seychellois rupees", "Seychellois rupee", "rupees", "rupee"),  # fmt: skip
    "SDG": ("SDG", "Sudanese pounds", "Sudanese pound", "pounds", "pound", "ج.س."),  # fmt: skip
    "SEK": ("kr", "SEK", "Swedish kronor", "Swedish krona", "kronor", "krona"),  # fmt: skip
    "SGD": ("$", "SGD", "Singapore dollars", "Singapore dollar", "dollars", "dollar", "新加坡元"),  # fmt: skip
    "SHP": ("£", "SHP", "St. Helena pounds", "St. Helena pound", "pounds", "pound"),  # fmt: skip
    "SLE": ("Le", "SLE", "Sierra Leonean leones", "Sierra Leonean leone", "leones", "leone"),  # fmt: skip
    "SOS": ("SOS", "Somali shillings", "Somali shilling", "shillings", "shilling", "S"),  # fmt: skip
    "SRD": ("SRD", "Surinamese dollars", "Surinamese dollar", "dollars", "dollar", "$"),  # fmt: skip
    "SSP": ("£", "SSP", "South Sudanese pounds", "South Sudanese pound", "pounds", "pound"),  # fmt: skip
    "STN": ("STN", "São Tomé & Príncipe dobras", "São Tomé & Príncipe dobra", "dobras", "dobra", "Db"),  # fmt: skip
    "SYP": ("LS", "SYP", "Syrian pounds", "Syrian pound", "pounds", "pound", "ل.س."),  # fmt: skip
    "SZL": ("E", "SZL", "Swazi emalangeni", "Swazi lilangeni", "emalangeni", "lilangeni"),  # fmt: skip
    "THB": ("THB", "Thai baht", "baht", "฿", "บาทไทย"),  # fmt: skip
    "TJS": ("TJS", "Tajikistani somonis", "Tajikistani somoni", "somonis", "somoni"),  # fmt: skip
    "TMT": ("TMT", "Turkmenistani manat", "manat"),  # fmt: skip
    "TND": ("DT", "TND", "Tunisian dinars", "Tunisian dinar", "dinars", "dinar", "د.ت."),  # fmt: skip
    "TOP": ("T$", "TOP", "Tongan paʻanga", "paʻanga"),  # fmt: skip
    "TRY": ("TRY", "Turkish Lira", "Turkish lira", "Lira", "lira", "₺"),  # fmt: skip
    "TTD": ("$", "TTD", "Trinidad & Tobago dollars", "Trinidad & Tobago dollar", "dollars", "dollar"),  # fmt: skip
    "TWD": ("NT$", "TWD", "New Taiwan dollars", "New Taiwan dollar", "dollars", "dollar", "$", "新台幣"),  # fmt: skip
    "TZS": ("TSh", "TZS", "Tanzanian shillings", "Tanzanian shilling", "shillings", "shilling"),  # fmt: skip
    "UAH": ("UAH", "Ukrainian hryvnias", "Ukrainian hryvnia", "hryvnias", "hryvnia", "₴"),  # fmt: skip
    "UGX": ("USh", "UGX", "Ugandan shillings", "Ugandan shilling", "shillings", "shilling"),  # fmt: skip
    "USD": ("$", "US$", "$US", "USD", "US dollars", "US dollar", "dollars", "dollar"),  # fmt: skip
    "UYU": ("UYU", "Uruguayan pesos", "Uruguayan peso", "pesos", "peso", "$"),  # fmt: skip
    "UZS": ("UZS", "Uzbekistani som", "som", "soʻm", "сўм"),  # fmt: skip
    "VES": ("VES", "Venezuelan bolívars", "Venezuelan bolívar", "bolívars", "bolívar", "Bs.S"),  # fmt: skip
    "VND": ("₫", "VND", "Vietnamese dong", "dong"),  # fmt: skip
    "VUV": ("VT", "VUV", "Vanuatu vatus", "Vanuatu vatu", "vatus", "vatu"),  # fmt: skip
    "WST": ("WS$", "WST", "Samoan tala", "tala"),  # fmt: skip
    "XAF": ("FCFA", "XAF", "Central African CFA francs", "Central African CFA franc", "francs", "franc", "F"),  # fmt: skip
    "XCD": ("$", "EC$", "XCD", "East Caribbean dollars", "East Caribbean dollar", "dollars", "dollar"),  # fmt: skip
    "XCG": ("Cg.", "XCG", "Caribbean guilders", "Caribbean guilder", "guilders", "guilder"),  # fmt: skip
    "XOF": ("F CFA", "FCFA", "XOF", "West African CFA francs", "West African CFA franc", "francs", "franc", "F"),  # fmt: skip
    "XPF": ("CFPF", "FCFP", "XPF", "CFP francs", "CFP franc", "francs", "franc", "F"),  # fmt: skip
    "YER": ("YER", "Yemeni rials", "Yemeni rial", "rials", "rial", "ر.ي."),  # fmt: skip
    "ZAR": ("R", "ZAR", "South African rand", "rand"),  # fmt: skip
    "ZMW": ("K", "ZMW", "Zambian kwachas", "Zambian kwacha", "kwachas", "kwacha"),  # fmt: skip
    "ZWG": ("ZWG", "Zimbabwean gold", "gold"),  # fmt: skip
}
