"""Designs: controlled values and the cues (``relsynth.cues``) that speak for them.

Strong cues name the design; weak ones name what such a study does ("interviews", "survey") and speak less loud. A
design takes the place of those that it is a kind of (``INSTEAD_OF``): a cluster randomised trial is not counted
again as a randomised one.
"""

from __future__ import annotations

from relsynth.characteristics.setting_table import Cues

DESIGNS: tuple[tuple[str, Cues, Cues], ...] = (
    (
        "cluster randomised trial",
        (
            "(cluster*|group) (randomi?ed|randomly) ~3 (trial*|study|design|evaluation|rct)",
            "(community|communities|school) (randomi?ed|randomly) ~3 (trial*|study|design|evaluation|rct)",
            "(practice|village|ward|place|site) (randomi?ed|randomly) ~3 (trial*|study|design|evaluation|rct)",
            "(cluster*|group|community) (randomi?ed|randomi?ation)",
            "cluster rct",
            "randomi?ed cluster*",
            "randomi?ed ~3 cluster* (trial|design|study|experiment*)",
            "(practices|clinics|schools|hospitals|communities|villages) (were|will be|are) randoml?*",
            "(sites|clusters|pharmacies|wards|teams|facilities) (were|will be|are) randoml?*",
            "stepped-wedge",
            "crct",
        ),
        (),
    ),
    (
        "randomised trial",
        (
            "randomi?ed ~4 (trial|trials|design|study|experiment|evaluation)",
            "(randomi?ed controlled|randomi?ed clinical|randomi?ed control) (trial|trials)",
            "(rct|crossover trial|pragmatic trial|factorial design|factorial trial)",
            "(participants|patients|women|individuals|adults) (were|are|will be) randoml?*",
            "(families|people|children|students|subjects) (were|are|will be) randoml?*",
            "sequential multiple assignment",
        ),
        ("random (allocation|assignment)", "randomly (assigned|allocated)"),
    ),
    (
        "quasi-experimental study",
        (
            "quasi-experiment*",
            "(non-randomi?ed|nonrandomi?ed) ~2 (trial|study|design|comparison)",
            "(interrupted time-series|difference-in-difference*)",
            "(regression discontinuity|propensity scor* matched|natural experiment)",
            "(controlled study|controlled before-and-after)",
            "(matched comparison group|non-equivalent (control|comparison))",
            "(historical control*|comparison group) ~2 design",
        ),
        (),
    ),
    (
        "before-after study",
        (
            "(before-and-after|before-after|pre-and-post) ~2 (study|design|comparison|evaluation)",
            "(before-and-after|before-after|pre-and-post) ~2 (survey*|intervention|test|trial|)",
            "(pretest-posttest|pre-test post-test|pre-post|pre/post) ~2 (study|design|comparison|evaluation)",
            "(pretest-posttest|pre-test post-test|pre-post|pre/post) ~2 (survey*|intervention|test|trial|)",
            "(single-group|single-arm|one-group|uncontrolled) ~2 (study|trial|design|pilot)",
        ),
        (),
    ),
    (
        "cohort study",
        (
            "(cohort|longitudinal|prospective|follow-up|retrospective) ~1 (study|studies|design|analysis)",
            "(prospective|retrospective) cohort",
        ),
        (),
    ),
    ("case-control study", ("case-control ~1 (study|design|analysis)",), ()),
    (
        "case report",
        (
            "case (report|reports|series)",
            "(rare|unusual) case of",
            "report (a|the) case",
            "(first|second) ~3 case of",
            "(pediatric|paediatric|fatal|familial) case of",
        ),
        (),
    ),
    (
        "cross-sectional survey",
        (
            "cross-sectional ~3 (study|survey|surveys|design|analysis|data|questionnaire*)",
            "(questionnaire|online|web-based|national|postal|population-based) (survey|questionnaire study)",
            "(population|household|mailed|telephone|electronic|delphi) (survey|questionnaire study)",
            "(survey study|survey of)",
            "we surveyed",
        ),
        ("(survey|surveyed)",),
    ),
    (
        "qualitative study",
        (
            "qualitative ~2 (study|studies|research|design|inquiry)",
            "qualitative ~2 (investigation|analysis|descriptive|approach|evaluation|interview*)",
            "(grounded theory|phenomenolog*|thematic analysis)",
            "(framework analysis|qualitative content analysis|narrative inquiry)",
            "(conducted|held|facilitated|convened|organi?ed) ~4 (focus-group|focus-groups|listening-sessions)",
            "(focus-group|focus-groups) (discussions|interviews|sessions|) were (conducted|held|convened)",
            "(interviews|transcripts|transcriptions|discussions) ~8 (coded|thematically)",
        ),
        (
            "(in-depth|semi-structured|key-informant|qualitative|group|face-to-face) ~1 (interview|interviews)",
            "(focus-group|focus-groups)",
            "interviewed",
        ),
    ),
    (
        "multiple case study",
        (
            "(multiple|comparative|collective|cross) case-stud*",
            "(two|three|four|five|six|seven|eight|nine|ten) ~2 case-studies",
            "comparative case analysis",
        ),
        (),
    ),
    (
        "case study",
        (
            "(a|single|this|our|exploratory|descriptive|illustrative|in-depth|the) ~1 case-study",
            "case-study (design|approach|method*|research)",
            "case-study",
        ),
        ("case-studies", "case example"),
    ),
    (
        "mixed methods study",
        (
            "(mixed-method|mixed-methods|mixed method) ~2 (study|design|approach|evaluation)",
            "(mixed-method|mixed-methods|mixed method) ~2 (research|process|analysis|)",
            "(explanatory|exploratory|convergent) (sequential|parallel)",
            "qualitative and quantitative (method*|data|approach*|evaluation|measure*)",
            "quantitative and qualitative (method*|data|approach*|evaluation|measure*)",
        ),
        (),
    ),
    (
        "ethnography",
        ("(ethnograph*|participant observation)",),
        ("(non-participant observation|fieldwork|field notes)",),
    ),
    (
        "participatory or action research",
        (
            "(participatory|community-based participatory|community-partnered) ~1 research",
            "(community-engaged|action|tribal participatory|co-operative) ~1 research",
            "(CBPR|PAR project|user-centered design|human-centered design|co-design*|photovoice)",
        ),
        (),
    ),
    (
        "process evaluation",
        (
            "process evaluation*",
            "realist evaluation",
            "formative evaluation",
            "(evaluat*|assess*) ~3 (implementation|fidelity) process",
        ),
        (),
    ),
    (
        "implementation study",
        (
            "(hybrid|hybrid type) ~3 (trial|study|design)",
            "(effectiveness-implementation|implementation-effectiveness)",
            "implementation (study|trial|research study|science study|evaluation)",
            "(pragmatic|real-world) implementation",
        ),
        ("implementation of ~6 (program*|guideline*|intervention)",),
    ),
    (
        "pilot or feasibility study",
        (
            "(pilot|feasibility|acceptability) ~2 (study|trial|evaluation|rct|test*|cluster|randomi?ed|project)",
            "feasibility and acceptability",
        ),
        (),
    ),
    ("social network analysis", ("social network analys?s", "network analys?s"), ()),
    (
        "systematic or scoping review",
        (
            "(systematic|scoping|umbrella|realist|integrative|rapid) ~1 (review|reviews|synthesis)",
            "(literature|narrative|meta-narrative|critical|mixed-methods|cochrane) ~1 (review|reviews|synthesis)",
            "(meta-analysis|meta-synthesis|evidence synthesis|meta-ethnography|evidence map)",
        ),
        (),
    ),
    (
        "protocol",
        (
            "(study|trial|research|review) protocol",
            "protocol (for|of) ~3 (study|trial|review|evaluation|randomi?ed|cluster|feasibility|pilot)",
            "(rationale|study) (and |)(design|methods) (of|for)",
            "design of (a|the) ~5 (trial|study|rct)",
            "protocol",
        ),
        (),
    ),
    (
        "quality improvement project",
        (
            "quality-improvement ~1 (project|initiative|study|collaborative|program*|intervention|effort*)",
            "(plan-do-study-act|pdsa|improvement collaborative|breakthrough series|lean six sigma)",
        ),
        ("quality-improvement",),
    ),
    (
        "economic evaluation",
        (
            "(cost-effectiveness|cost-utility|cost-benefit|economic|cost) (analysis|evaluation|study)",
            "economic (evaluation|model*)",
            "cost-effectiveness of",
            "(unit cost|cost-consequence) analys?s",
        ),
        ("cost-effectiveness",),
    ),
    (
        "modelling study",
        (
            "(mathematical|simulation) ~1 (model|models|modelling|modeling|simulation*)",
            "(system dynamics|agent-based) ~1 (model|models|modelling|modeling|simulation*)",
            "(markov|transmission|dynamic|computational) ~1 (model|models|modelling|modeling|simulation*)",
            "modelling study",
            "modeling study",
        ),
        (),
    ),
    (
        "instrument development",
        (
            "(psychometric|validation|reliability) (study|evaluation|testing|properties|analysis)",
            "(scale|instrument|questionnaire|measure) (development|validation)",
        ),
        (),
    ),
    (
        "delphi or consensus study",
        (
            "(delphi|nominal group|consensus) ~1 (study|process|method|technique|survey)",
            "(delphi|nominal group|consensus) ~1 (exercise|panel|conference|meeting|approach|workshop)",
            "concept mapping",
        ),
        (),
    ),
    (
        "lessons report",
        (
            "lessons (learned|learnt|from)",
            "(practice report|field report|program report|implementation report)",
            "(we|this paper|this article) ~2 (reflect*|share*|describe*) ~6 lessons",
            "(our experience|experiences from|reflections on)",
        ),
        (),
    ),
    (
        "programme description",
        (
            "(program|programme|project|initiative|case) description",
            "(this (article|paper|report)|we) describe* ~4 (development|program*|partnership|initiative)",
            "(this (article|paper|report)|we) describe* ~4 (model|collaboration|process|implementation)",
        ),
        (),
    ),
    (
        "document analysis",
        ("(document|documentary|policy|content) analysis", "review of (documents|policies|archival)"),
        (),
    ),
    (
        "commentary or essay",
        (
            "(commentary|editorial|viewpoint|perspective piece)",
            "(opinion piece|essay|discussion paper|position paper|call to action)",
            "this (commentary|essay|perspective|viewpoint|editorial)",
            "we argue that",
        ),
        (),
    ),
    (
        "secondary data analysis",
        (
            "(secondary|retrospective) ~1 (data |)analysis",
            "(registry|administrative|claims|surveillance|routine*) data ~2 (analysis|study)",
            "surveillance data",
            "(chart|record|medical record) review",
        ),
        (),
    ),
)

TOLD_IN_FRONT = frozenset(
    {"protocol", "commentary or essay", "lessons report", "systematic or scoping review", "programme description"}
)
"""Designs that title, abstract and keywords tell; further on, their names are of other works, or of other things."""

INSTEAD_OF: dict[str, frozenset[str]] = {
    "cluster randomised trial": frozenset({"randomised trial", "quasi-experimental study"}),
    "randomised trial": frozenset({"quasi-experimental study"}),
    "multiple case study": frozenset({"case study"}),
    "mixed methods study": frozenset({"qualitative study", "cross-sectional survey"}),
    "before-after study": frozenset({"cohort study"}),
    "systematic or scoping review": frozenset({"qualitative study"}),
}
"""A design, and those that it takes the place of where it weighs at least half as much."""
