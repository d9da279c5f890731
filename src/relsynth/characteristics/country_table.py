"""Countries: short names, other names, words for what is theirs, their best-known towns, and their income class.

One line a country: ISO 3166-1 code | short name | income class | other names | adjectives and names of people |
towns and regions that could hardly be anywhere else. Lists are parted by semicolons; a ``?`` before a form says
that it is also the name of something else, so that it weighs half.

The short name is ISO's English one without what ISO puts in brackets or after a comma. A table of our own, written
by hand. The income class is the World Bank's for its fiscal year 2025 (1 July 2024 to 30 June 2025), from "World Bank
Country and Lending Groups": L low (26 economies), LM lower middle (51), UM upper middle (54), H high; ``-`` where the
Bank puts a country into no class. It is the class of the time of the table, not of the time of a study.
"""

from __future__ import annotations

from dataclasses import dataclass

INCOME_YEAR = "World Bank Country and Lending Groups, fiscal year 2025"
INCOME_CLASSES = {
    "L": "low income",
    "LM": "lower middle income",
    "UM": "upper middle income",
    "H": "high income",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A row of the table; ``income`` is None where the World Bank gives no class."""

    code: str
    name: str
    income: str | None
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    places: tuple[str, ...]


def _country(line: str) -> Country:
    code, name, income, others, adjectives, places = (cell.strip() for cell in line.split("|"))
    plain = () if name in _AMBIGUOUS else (name,)
    return Country(
        code=code,
        name=name,
        income=INCOME_CLASSES.get(income),
        names=(*plain, *_listed(others)),
        adjectives=_listed(adjectives),
        places=_listed(places),
    )


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(form.strip() for form in cell.split(";") if form.strip())


_AMBIGUOUS = frozenset({"Georgia", "Jordan", "Chad", "Dominica", "Jersey", "Niger"})
"""Short names that are also a person's, another place's or a river's: listed among the other names, with a mark."""

_ROWS = """
AF|Afghanistan|L||Afghan;Afghans|Kabul;Kandahar;Herat
AL|Albania|UM||Albanian;Albanians|Tirana
DZ|Algeria|UM||Algerian;Algerians|Algiers;Oran
AD|Andorra|H||Andorran|
AO|Angola|LM||Angolan;Angolans|Luanda
AG|Antigua and Barbuda|H|Antigua||
AR|Argentina|UM||Argentine;Argentinian;Argentinean|Buenos Aires;Rosario
AM|Armenia|UM||Armenian;Armenians|Yerevan
AU|Australia|H||Australian;Australians;Aboriginal and Torres Strait Islander;Torres Strait|Canberra;?Sydney;?Melbourne
AT|Austria|H||Austrian;Austrians|Vienna;Graz;Innsbruck;Salzburg
AZ|Azerbaijan|UM||Azerbaijani;Azeri|Baku
BS|Bahamas|H|The Bahamas|Bahamian|Nassau
BH|Bahrain|H||Bahraini|Manama
BD|Bangladesh|LM||Bangladeshi;Bangladeshis|Dhaka;Chittagong;Chattogram;Sylhet;Matlab;Rajshahi
BB|Barbados|H||Barbadian|Bridgetown
BY|Belarus|UM|Byelorussia|Belarusian;Belarusians|Minsk
BE|Belgium|H||Belgian;Belgians;Flemish|Brussels;Flanders;Wallonia;Antwerp;Ghent;Leuven
BZ|Belize|UM||Belizean|Belmopan
BJ|Benin|LM||Beninese|Cotonou;Porto-Novo
BT|Bhutan|LM||Bhutanese|Thimphu
BO|Bolivia|LM||Bolivian;Bolivians|La Paz;Cochabamba
BA|Bosnia and Herzegovina|UM|Bosnia;Bosnia-Herzegovina|Bosnian;Bosnians|Sarajevo;Banja Luka
BW|Botswana|UM||Batswana;Botswanan|Gaborone;Francistown
BR|Brazil|UM||Brazilian;Brazilians|São Paulo;Sao Paulo;Rio de Janeiro;Brasília;Brasilia;Pelotas;Salvador da Bahia
BN|Brunei Darussalam|H|Brunei|Bruneian|
BG|Bulgaria|H||Bulgarian;Bulgarians|
BF|Burkina Faso|L||Burkinabè;Burkinabe|Ouagadougou;Bobo-Dioulasso;Nouna
BI|Burundi|L||Burundian;Burundians|Bujumbura;Gitega
CV|Cabo Verde|LM|Cape Verde|Cabo Verdean;Cape Verdean|Praia
KH|Cambodia|LM||Cambodian;Cambodians;Khmer|Phnom Penh;Siem Reap;Battambang
CM|Cameroon|LM||Cameroonian;Cameroonians|Yaoundé;Yaounde;Douala;Bamenda;Buea
CA|Canada|H||Canadian;Canadians;?First Nations|Ottawa
CF|Central African Republic|L||Central African Republican|Bangui
TD|Chad|L|?Chad|Chadian;Chadians|N'Djamena
CL|Chile|H||Chilean;Chileans|Valparaíso;Valparaiso;?Santiago
CN|China|UM|People's Republic of China;PR China;P.R. China|Chinese|Beijing;Shanghai;Guangzhou;Shenzhen;Wuhan;Chengdu
CO|Colombia|UM||Colombian;Colombians|Bogotá;Bogota;Medellín;Medellin;Cali, Colombia
KM|Comoros|LM||Comorian|
CG|Congo|LM|Republic of the Congo;Republic of Congo;Congo-Brazzaville|?Congolese|Brazzaville;Pointe-Noire
CD|Democratic Republic of the Congo|L|Democratic Republic of Congo;DR Congo;DRC;Congo-Kinshasa;Zaire||Kinshasa;Goma;Kivu
CR|Costa Rica|UM||Costa Rican;Costa Ricans|
CI|Côte d'Ivoire|LM|Cote d'Ivoire;Ivory Coast|Ivorian;Ivorians|Abidjan;Yamoussoukro;Bouaké
HR|Croatia|H||Croatian;Croatians|Zagreb
CU|Cuba|UM||Cuban;Cubans|Havana
CY|Cyprus|H||Cypriot;Cypriots|Nicosia
CZ|Czechia|H|Czech Republic|Czech;Czechs|Prague;Brno
DK|Denmark|H||Danish;Danes|Copenhagen;Aarhus;Odense;Aalborg
DJ|Djibouti|LM||Djiboutian|
DM|Dominica|UM|Commonwealth of Dominica||Roseau
DO|Dominican Republic|UM||?Dominican;?Dominicans|Santo Domingo
EC|Ecuador|UM||Ecuadorian;Ecuadorians|Quito;Guayaquil
EG|Egypt|LM||Egyptian;Egyptians|Cairo;?Alexandria
SV|El Salvador|UM||Salvadoran;Salvadorans|San Salvador
GQ|Equatorial Guinea|UM||Equatoguinean|Malabo
ER|Eritrea|L||Eritrean;Eritreans|Asmara
EE|Estonia|H||Estonian;Estonians|Tallinn;Tartu
SZ|Eswatini|LM|Swaziland;Kingdom of eSwatini|Swazi;Swazis|Mbabane;Manzini
ET|Ethiopia|L||Ethiopian;Ethiopians|Addis Ababa;Jimma;Gondar;Amhara;Oromia;Tigray;Hawassa;Mekelle;Sidama
FJ|Fiji|UM||Fijian;Fijians|Suva
FI|Finland|H||Finnish;Finns|Helsinki;Tampere;Turku;Oulu
FR|France|H||French|Paris;Lyon;Marseille;Toulouse;Bordeaux;Lille;Île-de-France
GA|Gabon|UM||Gabonese|Libreville;Lambaréné
GM|Gambia|L|The Gambia|Gambian;Gambians|Banjul
GE|Georgia|UM|Republic of Georgia||Tbilisi;Batumi
DE|Germany|H||German;Germans|Berlin;Munich;Hamburg;Heidelberg;Cologne;Bavaria;North Rhine-Westphalia;Leipzig;Freiburg
GH|Ghana|LM||Ghanaian;Ghanaians|Accra;Kumasi;Tamale;Navrongo;Kintampo;Ashanti
GR|Greece|H||Greek;Greeks|Thessaloniki;Crete;?Athens
GD|Grenada|UM||Grenadian|
GT|Guatemala|UM||Guatemalan;Guatemalans|Guatemala City;Quetzaltenango
GN|Guinea|LM|Guinea-Conakry;Republic of Guinea|?Guinean;?Guineans|Conakry;Nzérékoré
GW|Guinea-Bissau|L|Guinea Bissau|Bissau-Guinean|Bissau
GY|Guyana|H||Guyanese|
HT|Haiti|LM||Haitian;Haitians|Port-au-Prince
HN|Honduras|LM||Honduran;Hondurans|Tegucigalpa;San Pedro Sula
HK|Hong Kong|H||Hongkongers|Kowloon
HU|Hungary|H||Hungarian;Hungarians|Budapest
IS|Iceland|H||Icelandic;Icelanders|Reykjavik;Reykjavík
IN|India|LM||Indian;Indians|New Delhi;Mumbai;Kolkata;Chennai;Bangalore;Bengaluru;Delhi;Pune;Lucknow
ID|Indonesia|UM||Indonesian;Indonesians|Jakarta;Yogyakarta;Bali;West Java;Central Java;East Java;Surabaya;Sumatra;Aceh
IR|Iran|UM|Islamic Republic of Iran|Iranian;Iranians|Tehran;Shiraz;Isfahan;Mashhad;Tabriz
IQ|Iraq|UM||Iraqi;Iraqis;Iraqi Kurdistan|Baghdad;Erbil;Mosul;Basra
IE|Ireland|H|Republic of Ireland|Irish|Cork;Galway;?Dublin
IL|Israel|H||Israeli;Israelis|Tel Aviv;Jerusalem;Haifa
IT|Italy|H||Italian;Italians|Rome;Milan;Turin;Bologna;Lombardy;Tuscany;Emilia-Romagna;Naples, Italy
JM|Jamaica|UM||Jamaican;Jamaicans|
JP|Japan|H||Japanese|Tokyo;Osaka;Kyoto;Fukuoka;Fukushima;Hiroshima;Okinawa;Hokkaido
JO|Jordan|LM|?Jordan;Hashemite Kingdom of Jordan|Jordanian;Jordanians|Amman;Zaatari
KZ|Kazakhstan|UM||Kazakh;Kazakhstani|Almaty;Astana
KE|Kenya|LM||Kenyan;Kenyans|Nairobi;Mombasa;Kisumu;Kilifi;Siaya;Kakamega;Eldoret;Nyanza;Machakos;Homa Bay
KI|Kiribati|LM||I-Kiribati|
XK|Kosovo|UM||Kosovar;Kosovars|Pristina;Prishtina
KP|Democratic People's Republic of Korea|L|North Korea;DPRK|North Korean;North Koreans|Pyongyang
KR|Republic of Korea|H|South Korea;Korea|South Korean;Korean;Koreans|Seoul;Busan;Daegu;Incheon
KW|Kuwait|H||Kuwaiti;Kuwaitis|
KG|Kyrgyzstan|LM|Kyrgyz Republic|Kyrgyz|Bishkek
LA|Lao People's Democratic Republic|LM|Laos;Lao PDR|Laotian;Lao|Vientiane;Luang Prabang
LV|Latvia|H||Latvian;Latvians|Riga
LB|Lebanon|LM||Lebanese|Beirut;Bekaa
LS|Lesotho|LM||Basotho|Maseru;Leribe;Butha-Buthe
LR|Liberia|L||Liberian;Liberians|Monrovia
LY|Libya|UM||Libyan;Libyans|Benghazi
LI|Liechtenstein|H|||
LT|Lithuania|H||Lithuanian;Lithuanians|Vilnius;Kaunas
LU|Luxembourg|H|||
MO|Macao|H|Macau|Macanese|
MG|Madagascar|L||Malagasy|Antananarivo
MW|Malawi|L||Malawian;Malawians|Lilongwe;Blantyre;Zomba;Mzuzu;Mangochi;Chikwawa
MY|Malaysia|UM||Malaysian;Malaysians|Kuala Lumpur;Penang;Selangor;Sarawak;Sabah;Kelantan
MV|Maldives|UM|The Maldives|Maldivian|
ML|Mali|L||Malian;Malians|Bamako;Sikasso;Mopti
MT|Malta|H||Maltese|Valletta
MH|Marshall Islands|UM||Marshallese|Majuro
MR|Mauritania|LM||Mauritanian|Nouakchott
MU|Mauritius|UM||Mauritian|Port Louis
MX|Mexico|UM|México|Mexican;Mexicans|Mexico City;Guadalajara;Chiapas;Oaxaca;Tijuana;Cuernavaca;Jalisco
FM|Micronesia|LM|Federated States of Micronesia|Micronesian|Pohnpei;Chuuk
MD|Moldova|UM|Republic of Moldova|Moldovan;Moldovans|Chisinau;Chișinău
MC|Monaco|H||Monégasque|
MN|Mongolia|UM||Mongolian;Mongolians|Ulaanbaatar
ME|Montenegro|UM||Montenegrin|Podgorica
MA|Morocco|LM||Moroccan;Moroccans|Rabat;Casablanca;Marrakech
MZ|Mozambique|L||Mozambican;Mozambicans|Maputo;Beira;Sofala;Nampula;Zambezia;Manhiça;Cabo Delgado
MM|Myanmar|LM|Burma|Burmese|Yangon;Mandalay;Rakhine
NA|Namibia|UM||Namibian;Namibians|Windhoek
NR|Nauru|H||Nauruan|
NP|Nepal|LM||Nepali;Nepalese;Nepalis|Kathmandu;Chitwan;Pokhara;Dhanusha;Makwanpur
NL|Netherlands|H|The Netherlands;Holland|Dutch|Amsterdam;Rotterdam;Utrecht;The Hague;Maastricht;Nijmegen
NZ|New Zealand|H|Aotearoa|New Zealander;New Zealanders;Māori;Maori|Auckland;Christchurch;Dunedin;?Wellington
NI|Nicaragua|LM||Nicaraguan;Nicaraguans|Managua
NE|Niger|L|?Niger;Republic of Niger|Nigerien;Nigeriens|Niamey;Zinder
NG|Nigeria|LM||Nigerian;Nigerians|Lagos;Abuja;Kano;Ibadan;Kaduna;Enugu;Benin City;Niger State;Niger Delta;Bauchi;Sokoto
MK|North Macedonia|UM|?Macedonia|?Macedonian|Skopje
NO|Norway|H||Norwegian;Norwegians|Oslo;Bergen;Trondheim;Tromsø;Stavanger
OM|Oman|H||Omani;Omanis|Muscat
PK|Pakistan|LM||Pakistani;Pakistanis|Karachi;Lahore;Islamabad;Rawalpindi;Peshawar;Sindh;Khyber Pakhtunkhwa;Balochistan
PW|Palau|H||Palauan|
PS|Palestine|LM|West Bank and Gaza;Gaza Strip;West Bank;Gaza|Palestinian;Palestinians|Ramallah
PA|Panama|H||Panamanian;Panamanians|Panama City, Panama
PG|Papua New Guinea|LM|PNG|Papua New Guinean|Port Moresby;Madang;Goroka
PY|Paraguay|UM||Paraguayan;Paraguayans|Asunción
PE|Peru|UM||Peruvian;Peruvians|Iquitos;Cusco;Arequipa;?Lima
PH|Philippines|LM|The Philippines|Filipino;Filipinos;Philippine|Manila;Cebu;Mindanao;Luzon;Quezon City
PL|Poland|H||Polish|Warsaw;Kraków;Krakow;Wrocław;Łódź
PT|Portugal|H||Portuguese|Lisbon;Porto;Coimbra
PR|Puerto Rico|H||Puerto Rican;Puerto Ricans|
QA|Qatar|H||Qatari;Qataris|Doha
RO|Romania|H||Romanian;Romanians|Bucharest;Cluj-Napoca;Cluj
RU|Russian Federation|H|Russia|Russian;Russians|Moscow;Saint Petersburg;St. Petersburg, Russia
RW|Rwanda|L||Rwandan;Rwandans|Kigali;Butare;Kayonza;Kirehe;Burera
KN|Saint Kitts and Nevis|H|St. Kitts and Nevis;St Kitts||
LC|Saint Lucia|UM|St. Lucia;St Lucia|Saint Lucian|
VC|Saint Vincent and the Grenadines|UM|St. Vincent and the Grenadines;St Vincent and the Grenadines||
WS|Samoa|LM|Western Samoa|Samoan;Samoans|Apia
SM|San Marino|H|||
ST|Sao Tome and Principe|LM|São Tomé and Príncipe;São Tomé||
SA|Saudi Arabia|H|Kingdom of Saudi Arabia|Saudi;Saudis|Riyadh;Jeddah;Dammam
SN|Senegal|LM||Senegalese|Dakar;Thiès;Saint-Louis, Senegal
RS|Serbia|UM||Serbian;Serbians|Belgrade;Novi Sad
SC|Seychelles|H||Seychellois|
SL|Sierra Leone|L||Sierra Leonean;Sierra Leoneans|Freetown;Kailahun;Kenema
SG|Singapore|H||Singaporean;Singaporeans|
SK|Slovakia|H|Slovak Republic|Slovak;Slovaks|Bratislava
SI|Slovenia|H||Slovenian;Slovene;Slovenes|Ljubljana
SB|Solomon Islands|LM||Solomon Islander;Solomon Islanders|Honiara
SO|Somalia|L|Somaliland;Puntland|Somali;Somalis|Mogadishu;Hargeisa
ZA|South Africa|UM|Republic of South Africa|South African;South Africans|Cape Town;Johannesburg;Durban;Pretoria;Soweto
SS|South Sudan|L||South Sudanese|Juba
ES|Spain|H||Spanish;Catalan;Basque|Madrid;Barcelona;Catalonia;Catalunya;Andalusia;Basque Country;Seville
LK|Sri Lanka|LM||Sri Lankan;Sri Lankans|Colombo;Kandy;Jaffna
SD|Sudan|L||Sudanese|Khartoum;Darfur;Gezira;Omdurman
SR|Suriname|UM||Surinamese|Paramaribo
SE|Sweden|H||Swedish;Swedes|Stockholm;Gothenburg;Malmö;Uppsala;Umeå;Lund;Skåne;Västerbotten;Östergötland
CH|Switzerland|H||Swiss|Zurich;Zürich;Geneva;Basel;Bern;Lausanne
SY|Syrian Arab Republic|L|Syria|Syrian;Syrians|Aleppo;?Damascus
TW|Taiwan|H||Taiwanese|Taipei;Kaohsiung;Taichung
TJ|Tajikistan|LM||Tajik;Tajiks|Dushanbe
TZ|Tanzania|LM|United Republic of Tanzania;Zanzibar|Tanzanian;Tanzanians|Dar es Salaam;Dodoma;Arusha;Mwanza;Ifakara
TH|Thailand|UM||Thai;Thais|Bangkok;Chiang Mai;Khon Kaen
TL|Timor-Leste|LM|East Timor;Timor Leste|Timorese|Dili
TG|Togo|L||Togolese|Lomé
TO|Tonga|UM||Tongan;Tongans|Nuku'alofa
TT|Trinidad and Tobago|H|Trinidad|Trinidadian;Trinidadians|Port of Spain
TN|Tunisia|LM||Tunisian;Tunisians|Tunis;Sfax;Sousse
TR|Türkiye|UM|Turkey|Turkish;Turks|Istanbul;Ankara;Izmir
TM|Turkmenistan|UM||Turkmen|Ashgabat
TV|Tuvalu|UM||Tuvaluan|
UG|Uganda|L||Ugandan;Ugandans|Kampala;Gulu;Iganga;Mayuge;Mbarara;Rakai;Mukono;Wakiso;Masaka;Luwero;Tororo
UA|Ukraine|UM||Ukrainian;Ukrainians|Kyiv;Kiev;Kharkiv;Lviv;Odesa;Odessa, Ukraine
AE|United Arab Emirates|H|UAE|Emirati;Emiratis|Abu Dhabi;Dubai;Sharjah
GB|United Kingdom|H|UK;U.K.;Great Britain;Britain|British;NHS;?National Health Service|London
US|United States of America|H|United States;USA;U.S.A.;US;U.S.|American;Americans;Medicaid;Latinx|
UY|Uruguay|H||Uruguayan;Uruguayans|Montevideo
UZ|Uzbekistan|LM||Uzbek;Uzbeks|Tashkent;Samarkand
VU|Vanuatu|LM||Vanuatuan;Ni-Vanuatu|Port Vila
VE|Venezuela|-||Venezuelan;Venezuelans|Caracas
VN|Viet Nam|LM|Vietnam|Vietnamese|Hanoi;Ho Chi Minh City;Ha Noi;Hue;Da Nang;Haiphong
YE|Yemen|L||Yemeni;Yemenis|Sana'a;Aden;Taiz
ZM|Zambia|LM||Zambian;Zambians|Lusaka;Ndola;Kitwe;Choma;Chongwe;Kafue
ZW|Zimbabwe|LM||Zimbabwean;Zimbabweans|Harare;Bulawayo;Manicaland;Mutare;Chitungwiza
VA|Holy See|-|Vatican City||
NU|Niue|-||Niuean|
CK|Cook Islands|-||Cook Islander;Cook Islanders|Rarotonga
GL|Greenland|H||Greenlandic;Greenlanders|Nuuk
FO|Faroe Islands|H||Faroese|Tórshavn
GU|Guam|H||Chamorro|
AS|American Samoa|H|||Pago Pago
NC|New Caledonia|H||New Caledonian|Nouméa
PF|French Polynesia|H||French Polynesian|Tahiti
GI|Gibraltar|H|||
BM|Bermuda|H||Bermudian|
VI|United States Virgin Islands|H|US Virgin Islands;U.S. Virgin Islands||Saint Croix
"""

COUNTRIES = tuple(_country(line) for line in _ROWS.strip().splitlines())
"""193 members of the United Nations, and the territories that studies most often name as the place where they were."""
