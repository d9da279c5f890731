"""The cues of assertions, in the codebook's own syntax: language, and not a framework's business.

A table to read and to extend: assertion, how far its cue reaches, and the cues. All that
fire hold. ``MASKS`` are phrases in which a cue means something else.
"""

from __future__ import annotations

from typing import Literal

Reach = Literal["after", "before", "clause", "sentence"]
"""What a cue speaks of: what follows in its clause, what precedes, the clause, or the whole sentence."""

_SHORT = "didn't|doesn't|don't|wasn't|weren't|isn't|aren't|hasn't|haven't|hadn't|couldn't|can't|cannot|won't|wouldn't"
_NOT = f"(not|never|{_SHORT})"
_WORK = "(study|studies|research|work|literature|reviews|reports|evidence|authors|investigators|trials|scholars)"
_SHOWN = (
    "(shown|argued|proposed|found|reported|described|documented|identified|recogni?ed|linked|associated|demonstrated)"
)
_SHOW = (
    "(show*|found|find|suggest*|demonstrat*|report*|indicat*|conclud*|argu*|document*|identif*|describ*|observ*|note*)"
)

CUES: tuple[tuple[str, Reach, tuple[str, ...]], ...] = (
    (
        "negated",
        "after",
        (
            f"(no|without|neither|nor|{_NOT})",
            "(lack*|absence|shortage|dearth|loss) (of|)",
            "(insufficient|inadequate|little|scant|non-existent|missing|hardly|rarely|nobody|none of|no one)",
            "(fail*|unable|refus*|reluctan*|unwilling*|struggl*) to",
            "few (of|partner*|agenc*|member*|site*|stakeholder*|organi?ation*)",
            "(resist*|declin*) ~2 (to|efforts)",
        ),
    ),
    (
        "negated",
        "before",
        (
            "(lacking|absent|missing|non-existent|broke down|broken down|collapsed|lapsed|ran out|fell apart)",
            "(never materiali?ed|failed to (develop|emerge|form|grow|hold|last|materiali?e))",
            f"(was|were|is|are|has|have|had|did|do|does|could|can|would) {_NOT}",
            f"({_SHORT})",
        ),
    ),
    (
        "negated",
        "sentence",
        (
            "(no|little|scant|hardly any) (evidence|indication|sign|signs|suggestion|proof) (that|of)",
            "doubt* (that|whether|if)",
        ),
    ),
    (
        "hedged",
        "clause",
        (
            "(may|might|possibly|possible that|perhaps|probably|presumably|arguably|apparently)",
            "(potentially|likely)",
            "could (also |) (be|have|lead|help|improve|increase|reduce|provide|make|build|strengthen|foster|create)",
            "(suggest|suggests|suggested|suggesting|seem*|appear|appears|appeared|tend|tends|tended) (that|to|as if|)",
            "(we|i) (assume*|believe*|think|suspect*|hypothesi?e*|speculat*)",
            "can (also |) (help|play|promote|lead|strengthen|improve|enable|foster)",
        ),
    ),
    (
        "hypothetical",
        "clause",
        (
            "(if|unless|were to|in the event|hypothesi?ed that|suppos*)",
            "(would|could|might) ~1 (have|be|likely|help|improve|make|need|enable|allow)",
            "next time (we|i|they)",
            "had (we|they|it|there|the) ~4 been",
        ),
    ),
    (
        "recommended",
        "clause",
        (
            "(should|ought to|must|need to|needs to|need for|need not|advisable)",
            "recommend* ~2 (that|to|build*|involv*|engag*|invest*|work*|includ*|mak*|pay*|shar*|us*)",
            "it ~3 (important|essential|critical|crucial|vital|necessary|imperative) (to|that)",
            "(is|are|be) ~1 (needed|necessary|imperative|required)",
            "(urge*|call|calls|encourage|encourages|advise|advises|consider) (for|others|that|policymakers|teams)",
        ),
    ),
    (
        "recommended",
        "sentence",
        (
            "future (effort*|research|work|stud*|project*|program*|initiative*|implement*|partner*|intervention*) ~6 "
            "(should|could|might|must|need*|may|will|would|can)",
            "(we|authors|i) (recommend|advise|suggest|urge|propose|call for|encourage)",
            "others (embarking|planning|seeking|wishing|who)",
        ),
    ),
    (
        "planned",
        "clause",
        (
            "(will|shall)",
            "(plan|plans|planned|planning|intend*|scheduled|expects|expected|anticipate*|aspire*|hopes) to",
            "(aim|aims|seeks|proposes|proposed) to",
            "(aim|goal|objective|purpose) of ~6 (is|are) to",
            "(is|are|remain|remains|yet) to be (conduct*|test*|develop*|establish*|form*|conven*|recruit*|deliver*)",
            "(is|are|remain|remains|yet) to be (assess*|evaluat*|negotiat*)",
            "(is|are|being) (now |currently |) (planned|foreseen|envisaged|scheduled)",
            "(under negotiation|upcoming|forthcoming|in the next (year|phase|stage|cycle))",
        ),
    ),
    (
        "reported_by_others",
        "sentence",
        (
            "et al",
            "and (colleagues|co-workers) ~1 (found|report*|show*|describ*|argu*|observ*)",
            f"(recent|earlier|previous|prior|published|systematic|scoping) (review|study|trial|survey) {_SHOW}",
            "those of ~4 who (found|reported|described|showed)",
            f"(previous|prior|earlier|other|several|many|recent|past|existing|published|numerous|some) {_WORK}",
            f"{_WORK} (has|have|) (also |)(consistently |) {_SHOW}",
            "(the|this|a growing|implementation|partnership) literature",
            f"(has|have) (also |often |long |)been {_SHOWN}",
            "(is|are) (well |widely |)(known|documented|recogni?ed|established|acknowledged) (that|to|as|in)",
            "(according to|as (described|reported|noted|argued|shown) (by|elsewhere|in))",
            "(elsewhere|theor*|framework*|scholars|authors) ~3 (argu*|propos*|posit*|emphasi?e*|contend*|hold*)",
        ),
    ),
)
"""Assertion, reach, cues. Order within a reach does not matter; all that fire hold."""

MASKS = (
    "(in|of|since|until|by|from|and|to|late|early) may",
    "may #",
    "(who|what|how|whether|which|where|when|why) (should|could|would|might|may|will|must)",
    f"(no|nor|{_NOT}) ~1 (vanish*|disappear*|remov*|lost|lose*|hinder*|prevent*|weaken*|erod*|undermin*|fad*|stop*)",
    "not (only|just|merely|simply|least|limited to|to mention|surprisingly)",
    "no (doubt|fewer than|less than|more than|later than|sooner)",
    "without (exception|doubt)",
    "(no|none|neither|not) ~6 (alone|in isolation|single-handed*|on (its|their) own)",
    "whether or not",
    "no lack of",
    f"(no|{_NOT}) (a |any |the |) (without|lack|lacks|lacking|absence|absent|insufficient|fail|fails)",
    f"(no|{_NOT}) (one |county |site |agency |partner |clinic |) (was |is |were |) (without|lacking)",
    "not that ~3 (lack*|fail*)",
    "a few",
    "what if",
    "if any",
    "needed (support|help|resources|services|care)",
    "must-have*",
    "at will",
    "good will",
)
"""Phrases in which a cue means something else; a double negation is an affirmation."""
