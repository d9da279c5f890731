"""Settings and sectors: controlled values and the cues (``relsynth.cues``) that speak for them.

A row is a value and its cues; a cue after ``weak`` speaks half as loud, because it tells as often of something
else. Values are ours, after the settings that reviews of implementation list; a study may have several.
"""

from __future__ import annotations

Cues = tuple[str, ...]

SETTINGS: tuple[tuple[str, Cues, Cues], ...] = (
    (
        "hospital",
        (
            "(hospital|hospitals|inpatient*|in-patient*) (care|setting*|ward*|unit*)",
            "(hospital|hospitals|inpatient*|in-patient*) (department*|staff|site*|service*)",
            "(in|at|across|from|within) ~4 (hospital|hospitals|medical center|medical centers|medical centre)",
            "(# |two |three |four |five |six |ten |general )(hospital|hospitals)",
            "(teaching |university |tertiary |acute |district |rural |public |community )(hospital|hospitals)",
            "(intensive care|surgical|stroke) (unit|units|ward|wards|department|departments)",
            "(maternity|emergency|acute care|delivery) (unit|units|ward|wards|department|departments)",
            "(surgical|medical|oncology|paediatric|pediatric|h?ematology) (ward|wards|department|departments)",
            "(cancer|dialysis|h?emodialysis|renal|trauma) (centre|centres|center|centers|unit|units)",
            "in-hospital",
            "secondary care",
        ),
        ("hospital", "hospitals", "inpatient*", "perioperative", "surgery", "surgical"),
    ),
    (
        "primary care",
        (
            "primary care",
            "primary health care",
            "primary healthcare",
            "general (practice|practices|practitioner|practitioners)",
            "family (medicine|practice|practices|physician|physicians|doctor|doctors)",
            "(community health|federally qualified health|primary health) (center*|centre*)",
            "(GP|GPs|FQHC*)",
            "(health|safety-net) (clinic|clinics)",
        ),
        ("(clinic|clinics)", "health (centre*|center*|facilit*|post|posts)", "dispensar*"),
    ),
    (
        "outpatient specialist care",
        (
            "(outpatient|specialist|antenatal|diabetes|HIV|ART|eye|dental) (clinic|clinics|service|services)",
            "dental practice*",
        ),
        ("outpatient*",),
    ),
    (
        "mental health service",
        (
            "(community |)mental health (clinic*|service*|agenc*|cent*)",
            "(community |)mental health (setting*|provider*|organi?ation*|team*|hospital*)",
            "psychiatr* (hospital*|ward*|clinic*|service*|unit*)",
            "(behavio?ral|behavioural) health (agenc*|organi?ation*|clinic*|setting*|provider*|service*)",
            "(addiction|substance use|substance abuse|drug|alcohol) (treatment|service|services)",
            "(addiction|substance use|substance abuse|drug|alcohol) (treatment program*|clinic*|agenc*)",
        ),
        (),
    ),
    (
        "emergency and ambulance service",
        ("(emergency medical service*|ambulance*|paramedic*|first responder*|prehospital|pre-hospital)",),
        (),
    ),
    (
        "long-term care",
        (
            "(nursing|care|residential|aged care|old age|older people's) (home|homes)",
            "(long-term|residential|residential aged|aged) care",
            "assisted living",
            "hospice*",
        ),
        (),
    ),
    ("pharmacy", ("(community |retail |)(pharmacy|pharmacies)",), ("pharmacist*",)),
    (
        "home",
        (
            "(home-based|in-home|home visit|home visits)",
            "(home visiting|home visitation|home care|homecare|home nursing)",
            "(in|at) (their|the|patient*|participant*) (own |)(home|homes)",
        ),
        ("(household|households)",),
    ),
    (
        "community",
        (
            "community-based",
            "community (setting*|mobili?ation|outreach|cent*|venue*|coalition*|member*)",
            "community (partner*|engagement|leader*|intervention*|randomi?ed|trial|programme|program)",
            "(rural|urban|local|low-income|underserved) (communit*|village*)",
            "(rural|urban|local|low-income|underserved) (neighbo?rhood*|neighbourhood*|settlement*)",
            "(tribal|indigenous|remote|informal|slum) (communit*|village*)",
            "(tribal|indigenous|remote|informal|slum) (neighbo?rhood*|neighbourhood*|settlement*)",
            "(village|villages|neighborhood*|neighbourhood*|slum|slums)",
            "in the community",
        ),
        ("(community|communities)",),
    ),
    (
        "school",
        (
            "(school-based|in-school|after-school)",
            "(primary|secondary|elementary|middle|high) (school|schools)",
            "(public|junior|state|special|local|preparatory) (school|schools)",
            "(in|at|across|from|within) ~3 (school|schools)",
            "(teacher|teachers|pupil|pupils|classroom|classrooms|school district*|school child*)",
        ),
        ("(school|schools)",),
    ),
    (
        "early childhood setting",
        (
            "(preschool*|pre-school*|kindergarten*|nursery school*)",
            "(child care|childcare|child day care|daycare) (cent*|setting*|provider*|service*|program*)",
            "(early childhood|early years|head start) (cent*|setting*|education|program*|service*)",
        ),
        (),
    ),
    (
        "university",
        (
            "(university|college|undergraduate|medical|nursing) students",
            "(in|at|across|within) ~2 (university|universities|college|colleges|medical school*)",
            "higher education institution*",
            "undergraduate (course*|module*|program*|curricul*)",
            "(academic|university) (campus*|department*)",
        ),
        ("(campus|campuses)",),
    ),
    (
        "workplace",
        (
            "(workplace*|worksite*|work-site*|work-place*)",
            "(in|at|across|from|within) ~3 (company|companies|factory|factories|enterprise*)",
            "(industrial|construction|office|blue-collar) (worker*|employee*)",
            "(shift|airline|factory|farm|health care) (worker*|employee*)",
            "occupational health",
        ),
        ("(employee|employees|employer*)",),
    ),
    (
        "prison and justice",
        (
            "(prison|prisons|jail|jails|correctional|probation|parole|detention|incarcerat*|custod* setting*)",
            "(criminal|juvenile|youth) justice",
            "(police|court|courts|law enforcement)",
        ),
        (),
    ),
    (
        "social care and child welfare",
        (
            "(child welfare|child protection|child protective|foster care|family preservation)",
            "social (care|service|services|work) (agenc*|provider*|organi?ation*|setting*|department*|)",
            "(shelter|shelters|refuge|refuges|supportive housing|homeless service*)",
        ),
        ("(social worker*|human services)",),
    ),
    (
        "faith organisation",
        ("(faith-based|church*|parish*|congregation*|mosque*|synagogue*|temple*|ministr* of religion)",),
        (),
    ),
    (
        "online and telehealth",
        (
            "(online|internet-based|web-based) (intervention*|program*|programme*|therap*|course*|treatment*)",
            "(internet-delivered|digital|virtual) (intervention*|program*|programme*|therap*|course*|treatment*)",
            "(online|internet-based|web-based) (platform*|tool*|training|group*|support|module*|deliver*)",
            "(internet-delivered|digital|virtual) (platform*|tool*|training|group*|support|module*|deliver*)",
            "(telehealth|telemedicine|tele-health|tele-medicine|telecare)",
            "(mhealth|m-health|ehealth|e-health|tele-based|telephone-based)",
            "(mobile|smartphone|phone|cell-phone) (app|apps|application|applications|health|phone application)",
            "(computeri?ed|e-learning|webinar*|text messag*|sms|remote collaborative)",
        ),
        (),
    ),
    (
        "local government",
        (
            "(local|county|city|state|municipal) (health department*|health authorit*|government*)",
            "(provincial|regional|district|territorial|tribal) (health department*|health authorit*|government*)",
            "(local|county|city|state|municipal) (council*|public health agenc*)",
            "(local|county|city|state|municipal) (public health unit*|health office*)",
            "(provincial|regional|district|territorial|tribal) (council*|public health agenc*)",
            "(provincial|regional|district|territorial|tribal) (public health unit*|health office*)",
            "(health department*|public health department*|public health unit*)",
            "(municipalit*|local authorit*|public health agenc*)",
        ),
        (),
    ),
    (
        "national or regional policy",
        (
            "(national|state|regional|provincial|federal) (polic*|strateg*|plan|plans)",
            "(national|state|regional|provincial|federal) (standard of care|roll-out|programme scale-up)",
            "(national|state|regional|provincial|federal) (rollout|scale-up|health system*)",
            "(policy-maker*|policymaker*|health polic*|public policy|national level)",
            "(global health security|pandemic preparedness|points of entry|international health regulations)",
        ),
        ("(nationwide|nation-wide|national)", "(ministry|ministries|department) of (health|education)"),
    ),
    (
        "humanitarian",
        (
            "(humanitarian|conflict-affected|post-conflict|refugee camp*)",
            "(displaced|disaster response|earthquake*|hurricane*)",
            "(outbreak|epidemic|emergency) response",
        ),
        ("(outbreak|outbreaks)",),
    ),
    (
        "food service and retail",
        ("(restaurant*|grocery store*|corner store*|supermarket*|cafeteria*|canteen*|food retail*)",),
        (),
    ),
    (
        "sport and recreation",
        ("(sports club*|leisure cent*|recreation* (cent*|department*|facilit*|setting*)|park|parks|gym|gyms)",),
        (),
    ),
    (
        "laboratory",
        ("(public health|reference|clinical|microbiology|diagnostic) (laborator*|microbiology laborator*)",),
        (),
    ),
    (
        "research network",
        ("(practice-based research network*|research consorti*|research network*|funding agenc*)",),
        (),
    ),
)

SECTORS: tuple[tuple[str, Cues, Cues], ...] = (
    (
        "health",
        (
            "(health care|healthcare|clinical (practice|care|trial)|primary care|hospital*)",
            "(patient|patients|clinician*|nurse|nurses|physician*)",
            "(general practi*|treatment|therapy|care provider*|pharmac*)",
            "(medical|surg*|mental health|care home*|nursing home*)",
        ),
        ("(clinic|clinics|health service*|health system*|disease*|diagnos*)",),
    ),
    (
        "public health",
        (
            "(public health|health promotion|health department*|prevention program*)",
            "(community health|epidemic*|pandemic*|outbreak*)",
            "(immuni?ation|vaccination|vaccine uptake|screening program*)",
            "(physical activity|obesity prevention|healthy eating|tobacco control)",
            "(maternal and child health|neonatal mortality|HIV prevention|malaria)",
            "(tuberculosis|dengue|infectious disease*|sanitation|deworming)",
            "(violence prevention|injury prevention|smoking cessation|health equity|health disparit*|salt intake)",
        ),
        ("(prevention|preventive|population health)",),
    ),
    (
        "education",
        (
            "(school|schools|teacher*|pupil*|classroom*|school-based|education sector|curricul*)",
            "(university students|medical education)",
            "(nursing education|higher education|inter-professional education)",
        ),
        (),
    ),
    (
        "social care and child welfare",
        (
            "(child welfare|child protection|foster care)",
            "(social (care|work|services)|parenting program*|parent training|domestic violence service*)",
            "(intimate partner violence|family support|home visiting|homeless*|family service*)",
        ),
        (),
    ),
    (
        "housing",
        (
            "supportive housing",
            "(public housing|housing (first|association*|authorit*|sector|provider*|program*|service*))",
        ),
        (),
    ),
    (
        "justice",
        (
            "(criminal justice|juvenile justice|prison*|jail*|correctional)",
            "(probation|parole|police|law enforcement|court|courts)",
        ),
        (),
    ),
    (
        "agriculture and food",
        (
            "(agricultur*|farm|farms|farmer*)",
            "(food (system*|security|sector|industry|retail*|polic*)|restaurant*|fisher*|livestock)",
        ),
        (),
    ),
    (
        "environment",
        (
            "(climate change|climate-sensitive|environmental (health|justice|protection|management)|conservation)",
            "(air pollution|water quality|ecosystem*|sustainab* development)",
        ),
        (),
    ),
    (
        "business and private sector",
        (
            "(private sector|public-private|company|companies|industry partner*|enterprise*)",
            "(employer*|factory worker*|industrial worker*|airline*|private provider*|private care)",
        ),
        (),
    ),
    ("faith", ("(faith-based|church*|parish*|congregation*|mosque*|religious (leader*|organi?ation*))",), ()),
    (
        "government",
        (
            "(ministry|ministries) of",
            "(government|governments|municipalit*|local authorit*|local government*)",
            "(health department*|state agenc*|federal agenc*)",
        ),
        ("(policymaker*|policy-maker*|public sector)",),
    ),
    (
        "research",
        (
            "(research network*|research consorti*|research fund*|funding agenc*)",
            "(research partnership*|academic-community|community-academic|integrated knowledge translation)",
            "(implementation scien* (journal*|training|capacity)|journals|bibliometric*|research capacity)",
        ),
        (),
    ),
    ("sport and leisure", ("(sports club*|leisure|recreation|sport sector|horse riding)",), ()),
)
