"""Frameworks, models and theories of implementation and partnering, by the forms in which papers name them.

A row is the name, the forms that name nothing else, and the acronyms that are also other things (TDF is a drug, ERIC a
library, PRISM cut glass): these count only in a paper that spells one of the other forms out. Acronyms must stand in
capitals. Forms are cues (``relsynth.cues``).
"""

from __future__ import annotations

from relsynth.characteristics.setting_table import Cues

FRAMEWORKS: tuple[tuple[str, Cues, Cues], ...] = (
    ("CFIR", ("Consolidated Framework for Implementation Research", "CFIR"), ()),
    (
        "EPIS",
        (
            "Exploration, ~1 (Preparation|Adoption|Adoption/Preparation) ~4 Sustain*",
            "Exploration Preparation Implementation",
            "EPIS (framework|model|phase*)",
        ),
        ("EPIS",),
    ),
    ("RE-AIM", ("RE-AIM", "Reach, Effectiveness, Adoption, Implementation"), ()),
    ("PRISM", ("Practical, Robust, ~3 Sustainability Model", "Practical Robust Implementation"), ("PRISM",)),
    (
        "i-PARIHS",
        ("i-PARIHS", "(integrated|revised) Promoting Action on Research Implementation"),
        (),
    ),
    ("PARIHS", ("Promoting Action on Research Implementation", "PARIHS", "PARiHS"), ()),
    ("ERIC", ("Expert Recommendations for Implementing Change",), ("ERIC",)),
    ("Theoretical Domains Framework", ("Theoretical Domain* Framework",), ("TDF",)),
    ("Normalization Process Theory", ("Normali?ation Process (Theory|Model)",), ("NPT",)),
    ("Knowledge-to-Action", ("Knowledge-to-Action ~1 (framework|cycle|process|model|)",), ("KTA",)),
    (
        "Proctor implementation outcomes",
        (
            "Proctor ~4 (implementation outcome*|framework|taxonomy|model|outcomes)",
            "implementation outcomes (framework|taxonomy|model)",
            "(taxonomy of|conceptual framework for) implementation outcomes",
            "Conceptual Model of Implementation Research",
        ),
        (),
    ),
    (
        "Community-based participatory research",
        ("community-based participatory (research|action)", "community-partnered participatory research"),
        ("CBPR",),
    ),
    (
        "Collective impact",
        ("collective impact (framework|model|approach|initiative*|effort*|principles|condition*)",),
        (),
    ),
    ("Interactive Systems Framework", ("Interactive Systems Framework",), ("ISF",)),
    (
        "Relational coordination",
        ("relational coordination (theory|framework|model|survey|)", "theory of relational coordination"),
        (),
    ),
    ("Social network theory", ("social network theory", "network theory"), ()),
    (
        "COM-B and Behaviour Change Wheel",
        ("COM-B", "Behavio?r Change Wheel", "Behaviour Change Wheel", "Capability, Opportunity, ~1 Motivation"),
        ("BCW",),
    ),
    ("Diffusion of innovations", ("Diffusion of Innovation*", "Diffusion of Innovations Theory"), ()),
    (
        "Conceptual model of diffusion in service organisations",
        ("Greenhalgh ~4 (model|framework) ~2 (diffusion|innovation*)",),
        (),
    ),
    ("NASSS", ("Non-adoption, Abandonment, Scale-up", "NASSS"), ()),
    ("Quality Implementation Framework", ("Quality Implementation (Framework|Tool)",), ("QIF",)),
    ("Getting To Outcomes", ("Getting to Outcomes",), ("GTO",)),
    (
        "Active Implementation Frameworks",
        (
            "Active Implementation Framework*",
            "National Implementation Research Network",
            "implementation drivers framework",
        ),
        ("NIRN", "AIF"),
    ),
    ("Replicating Effective Programs", ("Replicating Effective Program*",), ("REP",)),
    ("Dynamic Adaptation Process", ("Dynamic Adaptation Process",), ("DAP",)),
    ("Dynamic Sustainability Framework", ("Dynamic Sustainability Framework",), ("DSF",)),
    ("FRAME", ("Framework for Reporting Adaptations", "FRAME-IS"), ("FRAME",)),
    ("Intervention or implementation mapping", ("(Implementation|Intervention) Mapping",), ()),
    (
        "MRC complex interventions framework",
        ("(MRC|Medical Research Council*) ~6 complex intervention*", "framework for ~3 complex interventions"),
        (),
    ),
    ("Precede-Proceed", ("PRECEDE-PROCEED", "PRECEDE ~1 PROCEED"), ()),
    (
        "Social ecological model",
        (
            "(socio-ecological|social-ecological) (model|framework|theory|perspective)",
            "(socioecological|ecological systems|social ecological) (model|framework|theory|perspective)",
            "Bronfenbrenner",
        ),
        (),
    ),
    ("Social cognitive theory", ("social cognitive theory", "social learning theory"), ()),
    ("Theory of planned behaviour", ("theory of planned behavio*", "theory of reasoned action"), ("TPB",)),
    ("Health belief model", ("health belief model",), ()),
    ("Transtheoretical model", ("transtheoretical model", "stages of change model"), ("TTM",)),
    ("Self-determination theory", ("self-determination theory",), ("SDT",)),
    ("Chronic care model", ("chronic care model", "expanded chronic care model"), ("CCM",)),
    ("Community coalition action theory", ("community coalition action theory",), ("CCAT",)),
    (
        "Collaborative governance",
        ("(integrative framework for |)collaborative governance (framework|regime*|theory|model)",),
        (),
    ),
    ("Network governance", ("(Provan|network governance) ~3 (Kenis|theory|framework|modes)",), ()),
    ("Boundary spanning", ("boundary-spanning (theory|framework)",), ()),
    ("Bridging factors framework", ("bridging factor* framework",), ()),
    (
        "Community engagement continuum",
        (
            "(continuum of community engagement|community engagement continuum)",
            "(spectrum of public participation|IAP2)",
            "ladder of ~1 participation",
        ),
        (),
    ),
    ("CBPR conceptual model", ("CBPR conceptual (model|framework)", "Engage for Equity (model|framework)"), ()),
    ("Integrated knowledge translation", ("integrated knowledge translation",), ("IKT",)),
    ("Ottawa Model of Research Use", ("Ottawa Model of Research Use",), ("OMRU",)),
    ("Partnership synergy", ("partnership synergy (theory|framework|model)",), ()),
    ("Social capital theory", ("social capital theory", "theory of social capital"), ()),
    (
        "Organisational readiness for change",
        ("(theory of organi?ational readiness|organi?ational readiness for change theory)",),
        (),
    ),
    ("Institutional theory", ("(neo-institutional|institutional logics|institutional) theory",), ()),
    ("Resource dependence theory", ("resource depend* theory",), ()),
    ("Stakeholder theory", ("stakeholder theory",), ()),
    ("Complexity theory", ("(complexity|complex adaptive systems) (theory|science|framework)",), ()),
    (
        "Realist evaluation",
        ("realist (evaluation|approach|methodology|review|synthesis)", "context-mechanism-outcome"),
        (),
    ),
    ("Donabedian model", ("Donabedian*",), ()),
    ("Model for Improvement", ("Model for Improvement", "plan-do-study-act"), ("PDSA",)),
    ("WHO health system building blocks", ("(WHO|health system*) building blocks",), ()),
    ("Health Equity Implementation Framework", ("Health Equity Implementation Framework",), ("HEIF",)),
    ("ADAPT-ITT", ("ADAPT-ITT",), ()),
    ("Tailored implementation for chronic diseases", ("Tailored Implementation for Chronic Disease*",), ("TICD",)),
    (
        "Grol and Wensing implementation of change",
        ("(Grol|Wensing) ~6 (model|framework|implementation of change)",),
        (),
    ),
    (
        "Fidelity framework (Carroll)",
        (
            "Conceptual Framework for Implementation Fidelity",
            "(NIH Behavior Change Consortium|Behavior Change Consortium) ~4 fidelity",
            "Carroll ~5 fidelity",
        ),
        (),
    ),
    ("Durlak and DuPre framework", ("Durlak and DuPre",), ()),
    (
        "Steckler and Linnan process evaluation",
        ("(Steckler and Linnan|Linnan and Steckler|Saunders ~2 process evaluation)",),
        (),
    ),
    ("Theory of change", ("theory of change",), ()),
    ("Logic model", ("logic model*",), ()),
    ("Implementation Research Logic Model", ("Implementation Research Logic Model",), ("IRLM",)),
    ("Availability, Responsiveness and Continuity", ("Availability, Responsiveness, ~1 Continuity",), ()),
    ("Stages of Implementation Completion", ("Stages of Implementation Completion",), ("SIC",)),
    ("Andersen behavioural model", ("Andersen* ~3 (behavio?ral model|behavioural model|model of health*)",), ()),
    ("Human-centred design", ("(human|user)-cent* design", "design thinking"), ()),
    ("Community readiness model", ("community readiness (model|framework)",), ()),
    ("Communities That Care", ("Communities That Care",), ()),
    ("Health promoting schools", ("health promoting school*",), ()),
    ("Positive deviance", ("positive deviance",), ()),
    ("Appreciative inquiry", ("appreciative inquiry",), ()),
)
