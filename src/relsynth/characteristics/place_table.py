"""Regions and towns of the countries whose papers often name no country: they say "in North Carolina" and that is that.

Added to the few towns of ``country_table``. A ``?`` before a form says that it is also the name of something else
(a person, a town of another country): it weighs half. Forms with a comma are read as one, so that "London, Ontario"
is not in England. The rows that stand for no country (``NOWHERE``) are phrases in which the name of a country,
or a word made of it, tells of a language, a people elsewhere, a sea, a learned society or an animal.
"""

from __future__ import annotations

PLACES: dict[str, str] = {
    "US": """
        Alabama; Alaska; Arizona; Arkansas; California; Colorado; Connecticut; Delaware; Florida; Hawaii; Hawai'i;
        Idaho; Illinois; Indiana; Iowa; Kansas; Kentucky; Louisiana; Maine; Maryland; Massachusetts; Michigan;
        Minnesota; Mississippi; Missouri; Montana; Nebraska; Nevada; New Hampshire; New Jersey; New Mexico; New York;
        North Carolina; North Dakota; Ohio; Oklahoma; Oregon; Pennsylvania; Rhode Island; South Carolina; South
        Dakota; Tennessee; Texas; Utah; Vermont; Virginia; West Virginia; Washington State; Washington, DC;
        Washington, D.C.; District of Columbia; ?Washington; Wisconsin; Wyoming; ?Georgia; Atlanta; Athens, Georgia;
        State of Georgia; New England; Appalachia; Appalachian; Los Angeles; San Francisco; San Diego; San Antonio;
        Chicago; Philadelphia; ?Boston; Baltimore; Seattle; Detroit; Cleveland; Cincinnati; Pittsburgh; Milwaukee;
        Minneapolis; St. Louis; New Orleans; Denver; Phoenix; Albuquerque; Oakland; ?Dallas; ?Houston; ?Austin; Miami;
        Nashville; ?Memphis; Bronx; Brooklyn; Harlem; Manhattan; Bay Area; Mississippi Delta; Navajo Nation; American
        Indian; American Indians; Alaska Native; Native American; Native Americans; ?African American; ?African
        Americans; ?African-American; ?African-Americans; Asian American; Asian Americans; Mexican American; Mexican
        Americans; Mexican-American; Chinese American; Chinese Americans; Korean American; Korean Americans;
        Vietnamese American; Filipino American; Native Hawaiian; ?Hispanic; Indian Health Service; Veterans Affairs;
        Veterans Health Administration; Veterans Administration; ?VHA; ?Head Start; Area Agency on Aging; Area Agencies
        on Aging; ?Centers for Disease Control and Prevention; ?CDC; ?Medicare; ?Affordable Care Act; Federally
        Qualified Health Center; Federally Qualified Health Centers; FQHC; FQHCs; ?Cooperative Extension;
        Health Resources and
        Services Administration; SAMHSA; ?HRSA
    """,
    "GB": """
        England; Scotland; Wales; Northern Ireland; Scottish; Welsh; West Midlands; Yorkshire; Lancashire; Cornwall;
        Devon; Greater Manchester; ?Manchester; Liverpool; Leeds; Sheffield; Bristol; Glasgow; Edinburgh; Aberdeen;
        Cardiff; Belfast; Nottingham; Leicester; Southampton; Oxfordshire; Cambridgeshire; Bradford; Merseyside;
        Tyneside; Swansea; ?Birmingham; ?Norfolk; ?Kent; ?Essex; Clinical Commissioning Group; Clinical Commissioning
        Groups; Primary Care Trust; Primary Care Trusts; ?CLAHRC; CLAHRCs; NHS England; NHS Scotland; Health and
        Social Care Trust
    """,
    "CA": """
        Ontario; Quebec; Québec; British Columbia; Alberta; Manitoba; Saskatchewan; Nova Scotia; New Brunswick;
        Newfoundland; Labrador; Prince Edward Island; Nunavut; Yukon; Northwest Territories; Toronto; Montreal;
        Montréal; Vancouver; Calgary; Edmonton; Winnipeg; London, Ontario; Hamilton, Ontario; Kingston, Ontario;
        Inuit; Métis; French Canadian; French Canadians
    """,
    "AU": """
        New South Wales; Queensland; South Australia; Western Australia; Tasmania; Northern Territory; ?Victoria; NSW;
        Victoria, Australia; Australian Capital Territory; Brisbane; Adelaide; Perth; Darwin; Hobart; Aboriginal;
        Medicare Local
    """,
    "IN": """
        Andhra Pradesh; Assam; Bihar; Chhattisgarh; Gujarat; Haryana; Himachal Pradesh; Jharkhand; Karnataka; Kerala;
        Madhya Pradesh; Maharashtra; Odisha; Orissa; Rajasthan; Tamil Nadu; Telangana; Uttar Pradesh; Uttarakhand;
        West Bengal; ASHAs; Accredited Social Health Activist
    """,
    "ZA": """
        KwaZulu-Natal; KwaZulu Natal; Western Cape; Eastern Cape; Northern Cape; Limpopo; Mpumalanga; Gauteng; Free
        State
    """,
    "CN": """
        Yunnan; Sichuan; Guangdong; Guangxi; Zhejiang; Jiangsu; Shandong; Henan; Hubei; Hunan; Anhui; Shaanxi; Shanxi;
        Gansu; Ningxia; Xinjiang; Tibet; Heilongjiang; Hangzhou; Nanjing; Xi'an; Chongqing; Tianjin; Hebei; Guizhou
    """,
    "BR": "Minas Gerais; Rio Grande do Sul; Bahia; Ceará; Pernambuco; Amazonas; Belo Horizonte; Porto Alegre; Recife",
    "NG": """
        Ebonyi; Anambra; Cross River State; Akwa Ibom; Ogun; Ondo; Osun; Oyo; Katsina; Zamfara; Jigawa; Gombe; Kogi;
        Yobe
    """,
    "DE": """
        Baden-Württemberg; Lower Saxony; Saxony; Hesse; Thuringia; Brandenburg; Frankfurt; Dresden; Tübingen;
        Göttingen
    """,
}

NOWHERE = """
    Australian New Zealand Clinical Trials; Australia New Zealand Clinical Trials;
    Australia and New Zealand Clinical Trials; Australian and New Zealand Clinical Trials;
    Latin American; Latin Americans; South American; South Americans; Central American; North American; North
    Americans; Pan American; Pan-American; Inter-American; New England Journal; Gulf of Mexico; Indian Ocean; West
    Indian; West Indies; Pennsylvania Dutch; French Guiana; Bradford Hill; Bradford-Hill; Newcastle-Ottawa; London
    School of Hygiene; University of London; Imperial College London; University College London; King's College
    London; Japanese encephalitis; German measles; Swiss cheese; Greek letter; Greek letters; UK Biobank; U.S.
    Preventive Services Task Force; US Preventive Services Task Force; Canadian Task Force; Edinburgh Postnatal
    Depression; Montreal Cognitive; Copenhagen Burnout; Copenhagen Psychosocial; Minnesota Multiphasic; Michigan
    Alcohol; Glasgow Coma; Nottingham Health Profile; Utrecht Work; Bristol Stool; Toronto Alexithymia; Declaration of
    Helsinki; Guinea pig; Guinea pigs; Guinea worm; Guinea fowl; West Nile; Washington Group; American Sign Language;
    British Sign Language; Brazil nut; Brazil nuts; Jerusalem artichoke; New York Heart Association; United States
    dollar; United States dollars; US dollar; US dollars; Hong Kong dollar; Canadian dollar; Canadian dollars;
    Australian dollar; Australian dollars; Indian rupee; Indian rupees; Kenyan shilling; Kenyan shillings; Swiss
    franc; Swiss francs; American English; British English
"""
