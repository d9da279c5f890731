"""The words of headings, and what they mean: tables only, read by ``relsynth.headings``.

Each entry is a regular expression over a heading in lower case, without its numbering.
"""

from __future__ import annotations

_STUDY = (
    r"(?:the|this|our) (?:\w+ )?(?:study|trial|review|evaluation|analysis|research|work|paper|report|project|design)"
)

HEADINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "abstract",
        (
            r"(structured )?abstract",
            r"executive summary",
        ),
    ),
    ("keywords", (r"key ?words( and phrases)?",)),
    (
        "introduction",
        (
            r"(general )?introduction",
            r"(study )?background",
            r"((study|scientific) )?rationale",
            r"context",
            r"(the )?problem( statement)?",
            r"(theoretical|conceptual) (framework|background)",
            r"literature review",
            r"review of (the )?literature",
            r"need for the( \w+)? study",
        ),
    ),
    (
        "aims",
        (
            r"((the|study|specific|research|primary|main|overall) ){0,2}(aims?|objectives?)( #? ?\d+)?"
            rf"( of {_STUDY})?",
            rf"((the|study) )?purposes?( of {_STUDY})?",
            r"(research|study) questions?",
            r"(study )?hypothes[ei]s",
        ),
    ),
    (
        "methods",
        (
            r"((study|research|trial|general|statistical|analytical) )?(methods?|methodology|methodologies)",
            r"((study|research|trial) )?(designs?|procedures?)",
            r"materials?",
            r"(study )?(settings?|populations?|participants|sample|sites?)",
            r"patients",
            r"subjects",
            r"sampling",
            r"(data|statistical|qualitative|quantitative) (collection|analys[ie]s|sources?)",
            r"analys[ie]s",
            r"(outcome )?measures",
            r"measurements?",
            r"experimental (section|procedures?)",
            r"(the )?interventions?",
            r"ethics",
            r"ethical (considerations|aspects)",
            r"ethics (and|&) dissemination",
        ),
    ),
    ("results", (r"((key|main|study|qualitative|quantitative) )?(results?|findings)|((key|main) )?outcomes",)),
    (
        "discussion",
        (
            r"((overall|general) )?discussions?",
            r"interpretation",
            r"comments?",
        ),
    ),
    (
        "limitations",
        (
            rf"((study|research|methodological) )?limitations?( (of|to) {_STUDY})?",
            rf"strengths? (and|&) (\w+ )?(limitations?|weaknesses)( of {_STUDY})?",
            rf"limitations? (and|&) strengths?( of {_STUDY})?",
        ),
    ),
    (
        "conclusion",
        (
            r"((overall|general) )?conclusions?",
            r"(concluding|closing|final) (remarks|thoughts)",
        ),
    ),
    (
        "implications",
        (
            r"((policy|practice|practical|clinical|research|public health|program|programme|future) ){0,2}"
            r"(implications?|recommendations?)( (for|to) .*)?",
            r"future (directions?|research|work|studies|perspectives?)",
            r"next steps",
            r"outlook",
            r"(the )?way forward",
            r"call (to|for) action",
        ),
    ),
    (
        "back_matter",
        (
            r"funding( (sources?|statement|information|body))?",
            r"sources? of funding",
            r"funders?|sponsors?|contributors",
            r"financial (support|disclosures?)",
            r"disclosures?|declarations?|disclaimers?",
            r"ethics? (statement|committee)",
            r"ethic(s|al) approvals?( and consent\b.*)?",
            r"(compliance with )?ethical (standards|guidelines)",
            r"consent (for publication|to participate)",
            r"(data|code) (availability|sharing|access)( statements?)?",
            r"availability of (the )?(data|supporting)\b.*",
            r"(electronic )?(supplement(ary|al)|supporting|additional) (information|materials?|data|files?)\b.*",
            r"(appendi(x|ces)|annex(es)?|provenance|copyright)\b.*",
            r"footnotes|endnotes|glossary|further reading",
            r"(trial|study) (status|registration)",
            r"corresponding author",
        ),
    ),
)
USUAL: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "introduction",
        (
            r"((a|the|brief|short) ){0,2}history( of .*)?",
            r"historical (background|context|perspectives?|overview)",
            r"(key )?definitions( (of|and) (key )?(terms|concepts))?",
            r"((the|current|local|policy|country) ){0,2}(context|situation)( (in|of) .*)?",
        ),
    ),
    (
        "methods",
        (
            r"(\w+ ){0,2}(eligibility|inclusion|exclusion)( (and|or|/) exclusion)? criteria( .*)?|eligibility",
            r"(\w+ )?(randomi[sz]ation|allocation concealment|blinding|masking)( .*)?",
            r"((sample|cluster) )?(sample )?size( .*)?",
            r"(\w+ )?power (calculations?|analysis)",
            r"((participant|patient|site|study|staff) )?(recruitment|enroll?ment|retention)"
            r"( (of|and|strateg\w+|process) ?.*)?",
            r"(informed )?consent( (process|procedures?))?",
            r"((the|trial|study|project|programm?e|intervention|service|system) ){1,2}(approach|design|descriptions?"
            r"|development|components?|activities|procedures?|contents?|strateg(y|ies)|delivery|management|oversight"
            r"|governance|structure|implementation|populations?|participants|outcomes?|arms?|groups?|conditions?|overview)"
            r"( (and|of) .*)?",
            r"description of (the |our )?(\w+ )?"
            r"(programm?e|project|intervention|initiative|model|service|study|trial)s?( .*)?",
            r"(\w+ )?(evaluation|monitoring|implementation|development|validation|planning|adaptation)"
            r" (approach|plan|design|process|methods?|strateg(y|ies)|procedures?|frameworks?)",
            r"(primary|secondary|clinical|process|outcome)( and secondary)?"
            r" (outcomes?|end ?-?points?|indicators?|evaluation|measures?)( (measures?|indicators?|variables))?",
            r"(economic|cost|cost-effectiveness) (evaluation|analys[ie]s)( .*)?",
            r"(data|safety|trial|quality) (management|monitoring|control|assurance|entry|extraction|security)( .*)?",
            r"(the |treatment |intervention |programm?e )?fidelity( .*)?",
            r"(interim analys[ie]s|stopping|halting|withdrawal)( .*)?",
            r"(serious )?adverse (events?|reactions?)( reporting| monitoring)?",
            r"(dissemination|publication|data sharing) (plan|policy|strategy)",
            r"(mode|modes|method|methods) of (delivery|recruitment|data collection)",
            r"(pilot|usability|feasibility|field) (stud(y|ies)|test(s|ing)?)",
            r"(literature|database|systematic) (scan|search)(es)?",
            r"(staff|provider|facilitator|interviewer|peer|partner) training( .*)?|training (of|for) .*",
            r"follow-?up( (visits?|procedures?|assessments?))?",
            r"(community|public health|outbreak|emergency) (engagement|mobili[sz]ation|response)"
            r"( (activities|approach))?",
            r"indemnit(y|ies)|insurance|confidentiality",
        ),
    ),
    (
        "results",
        (
            r"case (presentations?|reports?|descriptions?|series|summar(y|ies)|examples?)( .*)?",
            r"(case|patient|site) ?#? ?\d+( .*|:.*)?",
            r"outcomes? (and|&) follow-?up",
            r"((key|major|main|selected) )?(accomplishments?|achievements?|successes)( (of|in|to|and) .*)?",
            r"(early |initial )?progress( (to date|so far))?",
            r"((the|public health|programm?e|project|health) ){0,2}impacts?( (of|on) .*)?",
            r"changes (in|to) .*",
            r"(participant|patient|sample|baseline|demographic)s?'? (characteristics|demographics|flow)( .*)?",
            r"response rates?",
        ),
    ),
    (
        "discussion",
        (
            r"(\w+ ){0,2}(and \w+ )?(challenges|barriers|obstacles|difficulties)( .*)?",
            r"(principal|summary of( the)?( main| key| principal)?) findings",
            r"comparisons? (with|to) .*(studies|literature|research|work)",
        ),
    ),
    (
        "implications",
        (
            r"(\w+ ){0,2}opportunities( (for|to|in|and) .*)?",
            r"((public health|proposed) )actions?|actions? (steps|needed|required)",
            r"(\w+ ){0,2}next steps( .*)?",
            r"(.*: ?)?future .*",
            r"(the )?(road|path|way) (ahead|forward)( .*)?|(looking|moving|going) (ahead|forward)( .*)?",
            r"(the )?future( of .*)?|(research |policy )?(priorities|agenda)( (for|of) .*)?",
            r"(potential|possible) (uses|applications)",
            r"addressing .*",
        ),
    ),
    (
        "conclusion",
        (
            r"epilogue|afterword|postscript|coda",
            r"in (conclusion|summary|closing)",
        ),
    ),
    (
        "limitations",
        (
            r"caveats|weaknesses",
            r"(data|potential) (limitations|biases)",
        ),
    ),
    (
        "back_matter",
        (
            r"about the (journal|authors?)",
            r"(working group|committee|consortium|panel) members",
        ),
    ),
)
"""What headings that may mean several things mostly mean where no labelled section is around them."""
CLOSING = (
    r"acknowledge?ments?\b.*",
    r"pre-?publication history",
    r"(declarations? of (competing )?|conflicts? of |competing (financial )?)interests?\b.*",
    r"authors?'?s? ((and|&) contributors )?contributions?|contributions of authors",
    r"contributorship",
    r"authors?'?s? (details|information|affiliations?|notes?)",
    r"(list of )?abbreviations?( used)?",
    r"references|bibliography|(literature|works) cited",
    r"publisher's note",
)
HINTS = {
    "intro": "introduction",
    "introduction": "introduction",
    "background": "introduction",
    "methods": "methods",
    "materials": "methods",
    "subjects": "methods",
    "results": "results",
    "discussion": "discussion",
    "conclusion": "conclusion",
    "conclusions": "conclusion",
    "supplementary-material": "back_matter",
    "data-availability": "back_matter",
    "coi-statement": "back_matter",
}
"""``sec-type`` of JATS, lower-cased -> label."""

LEARNED = (
    r"\blessons? ((that|we|i|have|has|were|to|be|being|are|can|our|already|\w+ly) ){0,4}"
    r"(learn\w*|identified|drawn|shared)",
    r"(^(\w+ ){0,3}?|[:–—-] ?(\w+ ){0,3}?)lessons (from|for|of|in|on|about)\b",
    r"\bwhat (we|i|they|was|has|have)('ve)? (\w+ ){0,2}?learn\w*",
)
"""Lessons in a title or a heading."""

LESSONS = (
    r"^((the|key|main|important|overall|general|practical|core|major|some|our) )?lessons($| (and|&) )",
    r"^(key|main) (learnings?|take-? ?aways?|insights|messages|learning points)",
    r"^learnings\b|^learning points$|\binsights? gained|\bexperiences? gained",
    r"^((critical|final|our|team|personal) )?reflections?($| (on|from|and) )",
    r"^(challenges|barriers) (and|&) (lessons|solutions|recommendations)\b",
    r"^(keys|tips|advice) (to|for)\b",
    r"^practical (guidance|considerations)\b",
    r"^what (worked|went well|did not work|didn't work)\b",
    r"\bin hindsight\b|\btake-? ?home\b",
    r"^(\w+ ){0,2}?success factors\b",
)
"""What lessons are called in headings only."""

CLASSROOM = (
    r"\blessons? (plan\w*|\d+|one|two|three|content|delivery|structure|materials|observation\w*)\b",
    r"\b(school|classroom|curriculum|music|swimming|driving|language|cooking|pe) lessons?\b(?! learn)",
)
