"""The cues of assertions, in the codebook's own syntax: language, and not a framework's business.

A table to read and to extend: assertion, how far its cue reaches, and the cues. All that
fire hold; of two that share words the longer one does ("future projects may" advises, and its
"may" doubts nothing). ``MASKS`` are phrases in which a cue means something else.
"""

from __future__ import annotations

from typing import Literal

Reach = Literal["after", "before", "phrase", "clause", "sentence"]
"""What a cue speaks of: what follows in its clause, what precedes, the phrase that follows and never the clause as a
whole ("without a contract"), the clause and what hangs on it, or the whole sentence."""

_SHORT = "didn't|doesn't|don't|wasn't|weren't|isn't|aren't|hasn't|haven't|hadn't|couldn't|can't|cannot|won't|wouldn't"
_NOT = f"(not|never|{_SHORT})"
_NONE = f"(no|nothing|nobody|none|never|not|{_SHORT})"
_WORK = "(study|studies|research|work|literature|reviews|reports|evidence|authors|investigators|trials|scholars)"
_SHOWN = "(shown|argued|proposed|found|reported|described|documented|recogni?ed|demonstrated|suggested|observed|noted)"
_SHOW = (
    "(show*|found|find|suggest*|demonstrat*|report*|indicat*|conclud*|argu*|document*|identif*|describ*|observ*|note*)"
)
_PEOPLE = (
    "(participant*|partner*|member*|respondent*|interviewee*|informant*|staff|nurses|managers|providers|stakeholders"
    "|residents|teachers|they|some|many|others)"
)
_ENDEAVOUR = "(project|programme|program|intervention|trial|study|initiative|approach|training|network)"
_FULLY = "(has|have|had) (also |often |long |repeatedly |widely |consistently |well |)"

CUES: tuple[tuple[str, Reach, tuple[str, ...]], ...] = (
    (
        "negated",
        "after",
        (
            f"(no|neither|nor|{_NOT})",
            "(lack*|absence|shortage|dearth|loss) (of|)",
            "(insufficient|inadequate|little|scant|non-existent|missing|hardly|rarely|seldom|scarcely|barely)",
            "(nobody|none of|no one|far from|anything but|too (few|little))",
            "(fail*|unable|refus*|reluctan*|unwilling*|struggl*|neglected|omitted|unprepared) to",
            "few (of|partner*|agenc*|member*|site*|stakeholder*|organi?ation*|clinics|people|others)",
            "(resist*|declin*) ~2 (to|efforts)",
        ),
    ),
    ("negated", "phrase", ("(without|instead of|rather than|in place of|as opposed to)",)),
    (
        "negated",
        "before",
        (
            "(lacking|absent|missing|non-existent|broke down|broken down|collapsed|lapsed|ran out|fell apart)",
            "(never materiali?ed|failed to (develop|emerge|form|grow|hold|last|materiali?e))",
            f"(was|were|is|are|has|have|had|did|do|does|could|can|would) {_NOT}",
            f"({_SHORT})",
            "(was|were|is|are) (insufficient|inadequate|scarce|rare|nowhere|out of reach)",
        ),
    ),
    (
        "negated",
        "clause",
        (
            "(no|little|scant|hardly any) (evidence|indication|sign|signs|suggestion|proof) (that|of)",
            "doubt* (that|whether|if)",
        ),
    ),
    (
        "hedged",
        "clause",
        (
            "(may|might|possibly|possible that|perhaps|probably|presumably|arguably|apparently|conceivably)",
            "(potentially|likely)",
            "could ~1 (be|lead|help|improve|increase|reduce|provide|make|build|strengthen|foster|create)",
            "could ~1 (support|facilitate|explain|include|enable|allow|serve|affect|hinder|limit)",
            "(suggest|suggests|suggested|suggesting)",
            "(seem*|appear|appears|appeared|tend|tends|tended) (that|to|as if)",
            "(we|i) (assume*|believe*|think|suspect*|speculat*|hypothesi?e that)",
            "(is|are) expected to",
            "(has|have|had) ~1 potential to",
            "it is (reasonable|plausible|conceivable|tempting) to",
            "must have ~1 (been|felt|had|made|known|seen|thought|come)",
            "remain* to be (seen|shown)",
            "can (also |) (help|play|promote|lead|strengthen|improve|enable|foster)",
        ),
    ),
    ("hypothetical", "after", ("(if|unless|in the event|suppos*|provided that|as long as|whether)",)),
    (
        "hypothetical",
        "clause",
        (
            "(were to|hypothesi?ed that|hypothes?s (is|was|are|were) ~2 that)",
            "would ~1 (be|likely|help|improve|make|need|enable|allow)",
            "would ~1 have ~1 "
            "(been|*ed|come|gone|had|made|done|taken|given|known|felt|found|kept|left|lost|met|seen|built)",
            "could ~1 have",
            "next time (we|i|they)",
            "had (we|they|it|there|the) ~4 (been|had|known|met|done|come|started)",
        ),
    ),
    (
        "recommended",
        "clause",
        (
            "(should|ought to|must|need to|needs to|need not|advisable)",
            "(there is|underscore*|reinforce*|emphasi?e*|stress*) ~3 need (for|to)",
            "will ~1 (need|require)",
            f"{_PEOPLE} (suggested|recommended|advised|proposed) (that|*ing)",
            "recommend* ~1 (that|build*|involv*|engag*|invest*|work*|includ*|mak*|pay*|shar*|using|start*|form*)",
            "it ~3 (important|essential|critical|crucial|vital|necessary|imperative|advisable) (to|that|for)",
            "it (would|might|may) be (useful|helpful|beneficial|wise|important|better|best) to",
            "(is|are|be) ~1 (needed|imperative|warranted|called for)",
            "(is|are) ~1 (essential|crucial|imperative|paramount|vital)",
            "will be ~1 (necessary|essential|crucial|critical|required)",
            "(is|are) encouraged to",
            "(urge*|call|calls|encourage|encourages|advise|advises|consider) (for|others|that|policymakers|teams)",
            "of (utmost|paramount|critical|particular|great) importance",
            "challenge (remains|is) to",
            "(have|has) an ~1 (task|duty|role) (in|to)",
            "(have|has) to be",
            "(may|might|could) (also |) (want|wish|consider|learn from|benefit from|do well|be well advised)",
        ),
    ),
    (
        "recommended",
        "sentence",
        (
            "future (effort*|research*|work|stud*|project*|program*|initiative*|implement*|partner*|intervention*) ~6 "
            "(should|could|might|must|need*|may|will|would|can)",
            "suggest* that (future|others|other)",
            "(we|authors|i) (therefore |also |strongly |) (recommend|advise|suggest|urge|propose|call for|encourage)",
            "others (embarking|planning|seeking|wishing)",
        ),
    ),
    (
        "planned",
        "clause",
        (
            "(will|shall)",
            "(plan|plans|planned|planning|intend|intends|anticipate*|aspire*|hope|hopes) to",
            "(we|i|they|team|partners) (expect|expects) to",
            "(we|i) (aim|seek|propose|hope|expect) to",
            f"{_ENDEAVOUR} should ~1 (lead|result|improve|increase|reduce|enable|help|bring|produce|contribute|allow)",
            "(is|are|remain|yet) to be (conduct*|test*|develop*|establish*|form*|conven*|recruit*|deliver*)",
            "(is|are|remain|yet) to be (assess*|evaluat*|negotiat*|appointed|agreed|signed|built|set|held|chosen)",
            "(is|are|being) (now |currently |) (planned|foreseen|envisaged)",
            "next steps ~3 (is|are|include)",
            "(under negotiation|forthcoming|in the next (year|phase|stage|cycle))",
        ),
    ),
    (
        "reported_by_others",
        "sentence",
        (
            "(recent|earlier|previous|prior|published|systematic|scoping) (review|study|trial|survey) " + _SHOW,
            "those of ~4 who (found|reported|described|showed)",
            f"(previous|prior|earlier|other|several|many|recent|past|existing|published|numerous|some) {_WORK}",
            f"{_WORK} (has|have) (also |)(consistently |) {_SHOW}",
            "(studies|research|literature|evidence|theory|scholars|theorists|scientists) (also |) "
            "(show|shows|suggest|suggests|indicate|indicates|tell|tells|argue|argues|hold|holds|agree|agrees)",
            "(the|this|a growing|implementation|partnership) literature",
            f"{_FULLY}been (well |widely |) {_SHOWN}",
            "(is|are) (well |widely |commonly |generally |)(known|documented|recogni?ed|established|acknowledged"
            "|accepted|believed|thought|agreed|held) (that|to|as|in)",
            "according to (the |a |one |)(recent |previous |earlier |published |)"
            "(literature|research|theory|theories|scholars|experts|study|studies|authors|review|framework|model)",
            "as (described|reported|noted|argued|shown) (elsewhere|previously|in (the |) literature)",
            "(elsewhere|theor*|framework*|scholars|authors) ~3 (argu*|propos*|posit*|emphasi?e*|contend*|hold*)",
        ),
    ),
)
"""Assertion, reach, cues. Order within a reach does not matter; all that fire hold."""

MASKS = (
    # nouns
    "(military|political|combined|collective|full|joint|their|its|all) might",
    "(the might of|might and main)",
    "(at will|good will|free will|political will|(a|the|no|their|our|own|collective) will (to|of|and))",
    "(a|the|real|as|our|their) must-have*",
    # asked, not said
    "(how|what) ~5 should",
    "(who|what|how|whether|which|where|when|why) (should|could|would|might|may|will|must)",
    # past ability
    "(finally|at last|now|then) could",
    "could (finally|at last|now|then)",
    # two negations, or none
    f"(no|nor|{_NOT}) ~1 (vanish*|disappear*|remov*|lost|lose*|hinder*|prevent*|weaken*|erod*|undermin*|fad*|stop*)",
    "not (only|just|merely|simply|least|so much|limited to|to mention|surprising*|alone|until|in vain)",
    "no (doubt|fewer than|less than|less|more than|later than|sooner|exception|wonder|matter|mere|other than)",
    "(no small (part|feat|measure|matter)|none other than|nothing (but|less than|short of)|last but not least)",
    "(never|not|like never) before",
    "(never|not) ~1 (fail*|ceas*|wavered|tired|uncommon|unusual|unlikely|unknown|unaware|unable|unwilling|reluctant)",
    "(never|not) ~1 (rare|rarely|seldom|infrequent*|insignificant|unimportant|inconsiderable|negligible|lacking)",
    f"{_NOT} (a |an |seen as a |regarded as a |)(barrier*|problem*|obstacle*|issue|hindrance)",
    "(cannot|can't|can not|could not|couldn't|hardly|impossible to) ~1 "
    "(overstat*|overestimat*|underestimat*|understat*|overemphasi?e*|over-emphasi?e*|exaggerat*|ignored|overlooked)",
    "(cannot|can't|can not|could not|couldn't) ~4 (enough|too (much|highly|strongly))",
    "(cannot|can't|can not|could not|couldn't) be (over|under) (stated|estimated|emphasi?ed)",
    "(could not|couldn't) (have been|be) (better|happier|clearer|closer|stronger|prouder)",
    f"{_NONE} ~4 (without|absent)",
    "(impossible|unthinkable|inconceivable|hard to imagine) ~2 without",
    "without (which|whom)",
    "without ~5 (nothing|nobody|no one) (would|could|might)",
    "without ~5 (would|could|might) (have |) (not|never|fail*|collaps*|died|stall*|ended|impossible)",
    "without (exception|doubt|question|fail|hesitation|objection*|difficult*|incident|delay|conflict*|friction)",
    "without (any |) (problem*|the need|having to|compromis*|violat*|los?ng|exceed*)",
    f"(no|{_NOT}) ~1 (disput*|denied|deny|doubted|question*|object*|opposed|disagree*)",
    "(no|none|neither|not) ~6 (alone|in isolation|single-handed*|on (its|their) own)",
    "(whether or not|or not|if not|what if|if any|even if|as if|if (possible|needed|necessary|so))",
    "(no lack of|had it not been for|were it not for|if it (had not been|were not|wasn't) for)",
    f"(no|{_NOT}) (a |any |the |) (without|lack|lacks|lacking|absence|absent|insufficient|fail|fails)",
    f"(no|{_NOT}) (one |county |site |agency |partner |clinic |) (was |is |were |) (without|lacking)",
    "not that ~3 (lack*|fail*)",
    "(a few|a little|little by little|first few|next few|last few)",
    # advice of somebody else, and needs that were met
    "(as|than|that was|were|was|being) recommended",
    "recommended (by|in|under|dose*|level*|care|practice*|service*|vaccin*|intervention*|treatment*|guideline*)",
    "(recommendation|recommendations)",
    "(the|a|any|no|of|perceived|felt) need to",
    "(a|an|the|open|grant) call for",
    "should ~1 be (highlighted|noted|acknowledged|mentioned|emphasi?ed|remembered|pointed out|interpreted|borne in)",
    "(meet*|met|fulfil*|address*|in response to|respond* to) ~3 need (for|to)",
    "needed (support|help|resources|services|care)",
    "(a|an|the|our|their|its|no|action|case|care|strategic|future|work|evaluation|treatment|year) (plan|plans) ~0 to",
    "(our|their|its) ~1 plans ~0 to",
    # doubt of something else
    "(more|less|most|least|equally|times|as) likely",
    f"{_PEOPLE} suggested (a|an|the|some|changes|improvements|topics|ways|ideas|names)",
    "as (far|much|soon|early|often|broadly) as possible",
    # studies to compare with, and what is used of them
    f"(consistent|in line|in keeping|in accordance|in agreement|compared|in contrast|similar|unlike|as in) ~3 {_WORK}",
    f"(extends|extend|build on|builds on|adds to|add to|contribut* to) ~4 {_WORK}",
    f"(this|our|these|the present|the current) (pilot |) {_WORK}",
)
"""Phrases in which a cue means something else; a double negation is an affirmation."""
