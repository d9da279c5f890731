"""Each trap of docs/explanation/extraction.md has its case here; add one where the coder is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.extraction.assertion import ASSERTIONS, Assertions, Setting

RESULTS = Setting(section="results")


def asserted(sentence: str, phrase: str, setting: Setting = RESULTS, *, names_lack: bool = False) -> tuple[str, ...]:
    start = sentence.index(phrase)
    return Assertions(sentence, setting).at(start, start + len(phrase), names_lack=names_lack)


@pytest.mark.parametrize(
    ("sentence", "phrase", "expected"),
    [
        pytest.param("The two teams trusted each other.", "trusted", ("affirmed",), id="plain"),
        pytest.param("No memorandum of understanding was signed.", "memorandum", ("negated",), id="no"),
        pytest.param("Partners did not share data with the agency.", "share data", ("negated",), id="did-not"),
        pytest.param("Lack of trust slowed the roll-out.", "trust", ("negated",), id="lack-of"),
        pytest.param("Lack of trust slowed the roll-out.", "Lack of trust", ("negated",), id="lack-inside-the-cue"),
        pytest.param("The steering committee was never convened.", "committee", ("negated",), id="never-after"),
        pytest.param("Shared goals were lacking at both sites.", "Shared goals", ("negated",), id="lacking-after"),
        pytest.param("The clinics no longer trusted the county.", "trusted", ("negated",), id="no-longer"),
        pytest.param("Sites failed to build relationships.", "relationships", ("negated",), id="failed-to"),
        pytest.param("Not only trust but also money held it together.", "trust", ("affirmed",), id="not-only"),
        pytest.param("There was no lack of trust between us.", "trust", ("affirmed",), id="double-negation"),
        pytest.param("It was not without a steering committee.", "steering", ("affirmed",), id="not-without"),
        pytest.param("Trust did not vanish with the money.", "Trust", ("affirmed",), id="did-not-vanish"),
        pytest.param("No single agency could do it alone.", "alone", ("affirmed",), id="no-one-alone"),
        pytest.param(
            "Nobody signed a contract, but the partnership held.", "partnership", ("affirmed",), id="other-clause"
        ),
        pytest.param(
            "Champions were heard where loudspeakers were not.", "Champions", ("affirmed",), id="later-clause"
        ),
        pytest.param("Trust may have shortened the delay.", "Trust", ("hedged",), id="may-have"),
        pytest.param("Ties seemed to matter most.", "Ties", ("hedged",), id="seemed"),
        pytest.param("The forum met twice in May 2019.", "forum", ("affirmed",), id="the-month-of-may"),
        pytest.param("Members argued over who should hold the keys.", "Members", ("affirmed",), id="who-should"),
        pytest.param("Future projects should build trust early.", "trust", ("recommended",), id="should"),
        pytest.param("Build trust before the first referral.", "trust", ("recommended",), id="advice-as-imperative"),
        pytest.param("We recommend that others pay partners.", "partners", ("recommended",), id="we-recommend"),
        pytest.param("We will convene a coalition of clinics.", "coalition", ("planned",), id="will"),
        pytest.param("Joint meetings are planned for the spring.", "Joint meetings", ("planned",), id="are-planned"),
        pytest.param("Had we met earlier, trust would have come sooner.", "trust", ("hypothetical",), id="would-have"),
        pytest.param(
            "Had the clinics held a joint fund, the closure would have hurt less.",
            "joint fund",
            ("hypothetical",),
            id="had-they-before-what-would-follow",
        ),
        pytest.param(
            "If the ferries should stop, the broker would move to the island.",
            "broker",
            ("hypothetical",),
            id="what-would-follow-if",
        ),
        pytest.param("They had the keys, and the forum would open at six.", "forum", ("affirmed",), id="had-inside"),
        pytest.param(
            "Implementers should ensure that partners trust each other.", "trust", ("recommended",), id="that"
        ),
        pytest.param("It is important that sites share a vision.", "vision", ("recommended",), id="important-that"),
        pytest.param("Invest, as you should, in people who build trust.", "trust", ("recommended",), id="who"),
        pytest.param("We found no evidence that partners met.", "partners", ("negated",), id="no-evidence-that"),
        pytest.param("Staff doubted that the forum met.", "forum", ("negated",), id="doubted"),
        pytest.param("Trust between sites failed to develop.", "Trust", ("negated",), id="failed-after"),
        pytest.param("There was little if any trust.", "trust", ("negated",), id="little-if-any"),
        pytest.param("They had no vision, insufficient trust, no plan.", "trust", ("negated",), id="list-of-lacks"),
        pytest.param("They had no vision, insufficient trust, no plan.", "vision", ("negated",), id="first-of-a-list"),
        pytest.param("Few partners had trust.", "trust", ("negated",), id="few-partners"),
        pytest.param("A few partners had trust.", "trust", ("affirmed",), id="a-few-partners"),
        pytest.param("Support from the county built trust.", "trust", ("affirmed",), id="noun-at-the-start"),
        pytest.param("Participants recommended building trust.", "trust", ("recommended",), id="recommended-building"),
        pytest.param("Okello et al. found that trust mattered.", "trust", ("reported_by_others",), id="et-al"),
        pytest.param("Previous studies report strong ties.", "ties", ("reported_by_others",), id="previous-studies"),
        pytest.param("A recent review found no trust.", "trust", ("negated", "reported_by_others"), id="cited-lack"),
    ],
)
def test_what_a_sentence_asserts(sentence: str, phrase: str, expected: tuple[str, ...]) -> None:
    assert asserted(sentence, phrase) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("Mistrust of the county ran deep.", ("negated",), id="a-word-for-the-lack"),
        pytest.param("There was no mistrust of the county.", ("affirmed",), id="its-negation-is-double"),
        pytest.param("There may be mistrust of the county.", ("negated", "hedged"), id="hedged-lack"),
    ],
)
def test_a_cue_that_names_the_lack(sentence: str, expected: tuple[str, ...]) -> None:
    phrase = "Mistrust" if "Mistrust" in sentence else "mistrust"
    assert asserted(sentence, phrase, names_lack=True) == expected


@pytest.mark.parametrize(
    ("sentence", "setting", "expected"),
    [
        pytest.param(
            "Partnership speeds adoption [4].",
            Setting(section="introduction", is_cited=True),
            ("reported_by_others",),
            id="cited-in-the-introduction",
        ),
        pytest.param(
            "Partnership speeds adoption.",
            Setting(section="introduction", is_cited=True),
            ("reported_by_others",),
            id="citation-kept-by-the-reader",
        ),
        pytest.param(
            "Partnership speeds adoption (27).",
            Setting(section="lessons_learned", is_cited=True),
            ("reported_by_others",),
            id="cited-in-the-lessons",
        ),
        pytest.param(
            "Our partnership sped adoption, as elsewhere [4].",
            Setting(section="discussion"),
            ("affirmed",),
            id="own-finding-with-a-citation",
        ),
        pytest.param(
            "Partnership was scored with the inventory [4].",
            Setting(section="methods"),
            ("affirmed",),
            id="cited-method-is-our-own-doing",
        ),
        pytest.param(
            "A partnership of two clinics leads the work.",
            Setting(section="methods", is_protocol=True),
            ("planned",),
            id="present-tense-of-a-protocol",
        ),
        pytest.param(
            "A partnership of two clinics was formed.",
            Setting(section="methods", is_protocol=True),
            ("affirmed",),
            id="past-tense-of-a-protocol",
        ),
    ],
)
def test_the_place_of_a_sentence_counts(sentence: str, setting: Setting, expected: tuple[str, ...]) -> None:
    assert asserted(sentence, "artnership", setting) == expected


def test_a_parser_may_tell_the_clauses() -> None:
    sentence = "Nurses without a phone trusted the driver"
    at = sentence.index("trusted")
    one_clause = Assertions(sentence, RESULTS, clause_of=lambda _: 0)
    parted = Assertions(sentence, RESULTS, clause_of=lambda offset: int(offset >= at))
    assert one_clause.at(at, at + 7) == ("negated",)
    assert parted.at(at, at + 7) == ("affirmed",)


@given(st.text(max_size=200), st.integers(0, 200), st.integers(1, 20), st.booleans())
def test_something_always_holds_and_affirmed_only_alone(text: str, start: int, length: int, names_lack: bool) -> None:
    holds = Assertions(text, RESULTS).at(start, start + length, names_lack=names_lack)
    assert holds
    assert holds == ("affirmed",) or (set(holds) <= set(ASSERTIONS) and "affirmed" not in holds)


def test_a_cell_is_asserted_as_its_head_says() -> None:
    lacks = Assertions("Mistrust of partners", Setting(section="results", heads=("Lacking",)))
    assert lacks.at(0, 8, names_lack=True) == ("negated",)
    cited = Assertions("Trust of partners", Setting(section="results", is_cited=True, is_cited_cell=True))
    assert cited.at(0, 5) == ("reported_by_others",)


@pytest.mark.parametrize(
    ("sentence", "phrase", "expected"),
    [
        pytest.param(
            "It was not uncommon for partners to share staff.", "share staff", ("affirmed",), id="it-was-not-uncommon"
        ),
        pytest.param("The forum never met without the nurses.", "nurses", ("affirmed",), id="the-forum-never-met"),
        pytest.param(
            "Trust was never lacking at the north site.", "Trust", ("affirmed",), id="trust-was-never-lacking"
        ),
        pytest.param(
            "Nothing would have moved without the coalition.", "coalition", ("affirmed",), id="nothing-would-have-moved"
        ),
        pytest.param(
            "The work would not have been possible without our partners.",
            "partners",
            ("affirmed",),
            id="the-work-would-not",
        ),
        pytest.param(
            "Without trust, nothing would have moved.", "trust", ("affirmed",), id="without-trust-nothing-would"
        ),
        pytest.param(
            "They built trust, without which nobody would have signed.",
            "trust",
            ("affirmed",),
            id="they-built-trust-without",
        ),
        pytest.param(
            "Were it not for the coalition, the clinic would be closed.",
            "coalition",
            ("affirmed",),
            id="were-it-not-for",
        ),
        pytest.param(
            "The coalition was not only heard but also paid.", "coalition", ("affirmed",), id="the-coalition-was-not"
        ),
        pytest.param(
            "It was not just the contract that held the partners together.",
            "contract",
            ("affirmed",),
            id="it-was-not-just",
        ),
        pytest.param(
            "It was not until the forum met that referrals rose.", "forum", ("affirmed",), id="it-was-not-until"
        ),
        pytest.param(
            "Partners no longer shared data after the merger.",
            "shared data",
            ("negated",),
            id="partners-no-longer-shared",
        ),
        pytest.param("Did the partners trust each other?", "trust", ("hypothetical",), id="did-the-partners-trust"),
        pytest.param(
            "We asked whether partners trusted each other.",
            "trusted",
            ("hypothetical",),
            id="we-asked-whether-partners",
        ),
        pytest.param("There is no doubt that trust helped.", "trust", ("affirmed",), id="there-is-no-doubt"),
        pytest.param(
            "The value of the partnership cannot be overstated.", "partnership", ("affirmed",), id="the-value-of-the"
        ),
        pytest.param("We cannot thank our partners enough.", "partners", ("affirmed",), id="we-cannot-thank-our"),
        pytest.param(
            "The sites failed to agree on shared goals.", "shared goals", ("negated",), id="the-sites-failed-to"
        ),
        pytest.param(
            "There was little or no communication between shifts.",
            "communication",
            ("negated",),
            id="there-was-little-or",
        ),
        pytest.param(
            "Managers rarely met the community board.", "community board", ("negated",), id="managers-rarely-met-the"
        ),
        pytest.param(
            "Agencies worked alone instead of forming a coalition.",
            "forming a coalition",
            ("negated",),
            id="agencies-worked-alone-instead",
        ),
        pytest.param(
            "Agencies competed rather than collaborated.",
            "collaborated",
            ("negated",),
            id="agencies-competed-rather-than",
        ),
        pytest.param(
            "Agencies collaborated rather than competed.",
            "collaborated",
            ("affirmed",),
            id="agencies-collaborated-rather-than",
        ),
        pytest.param("Decisions were far from shared.", "shared", ("negated",), id="decisions-were-far-from"),
        pytest.param(
            "Neither the county nor the clinic signed the agreement.",
            "signed the agreement",
            ("negated",),
            id="neither-the-county-nor",
        ),
        pytest.param(
            "They had no budget, nor did they have a shared vision.",
            "shared vision",
            ("negated",),
            id="they-had-no-budget",
        ),
        pytest.param(
            "If partners had trusted each other, uptake would have risen.",
            "trusted",
            ("hypothetical",),
            id="if-partners-had-trusted",
        ),
        pytest.param(
            "Unless partners meet weekly, trust erodes.",
            "partners meet",
            ("hypothetical",),
            id="unless-partners-meet-weekly",
        ),
        pytest.param(
            "Had there been a steering committee, delays would have been shorter.",
            "steering committee",
            ("hypothetical",),
            id="had-there-been-a",
        ),
        pytest.param("The committee was formed in May.", "committee", ("affirmed",), id="the-committee-was-formed"),
        pytest.param("From May to July the committee met weekly.", "committee", ("affirmed",), id="from-may-to-july"),
        pytest.param("May 2019 saw the first joint meeting.", "joint meeting", ("affirmed",), id="may-2019-saw-the"),
        pytest.param(
            "The combined might of the coalition moved the council.",
            "coalition",
            ("affirmed",),
            id="the-combined-might-of",
        ),
        pytest.param(
            "By spring the nurses could finally meet the pharmacists.", "meet", ("affirmed",), id="by-spring-the-nurses"
        ),
        pytest.param(
            "The nurses could see each other's notes.",
            "see each other's notes",
            ("affirmed",),
            id="the-nurses-could-see",
        ),
        pytest.param("Our findings suggest that trust grew.", "trust", ("hedged",), id="our-findings-suggest-that"),
        pytest.param(
            "Members suggested meeting every week.", "meeting", ("recommended",), id="members-suggested-meeting-every"
        ),
        pytest.param(
            "Members suggested topics for the joint meetings.",
            "joint meetings",
            ("affirmed",),
            id="members-suggested-topics-for",
        ),
        pytest.param(
            "The partnership must have been strong by then.", "partnership", ("hedged",), id="the-partnership-must-have"
        ),
        pytest.param("The agreement is to be signed in autumn.", "agreement", ("planned",), id="the-agreement-is-to"),
        pytest.param(
            "There is a need for stronger partnerships.", "partnerships", ("recommended",), id="there-is-a-need"
        ),
        pytest.param(
            "The group met the need for joint training.", "joint training", ("affirmed",), id="the-group-met-the"
        ),
        pytest.param(
            "It is important that partners meet.", "partners meet", ("recommended",), id="it-is-important-that"
        ),
        pytest.param(
            "The visits were important to the partners.", "partners", ("affirmed",), id="the-visits-were-important"
        ),
        pytest.param(
            "Hand hygiene was carried out as recommended by the ministry, with shared supervision.",
            "shared supervision",
            ("affirmed",),
            id="hand-hygiene-was-carried",
        ),
        pytest.param(
            "The project should lead to closer collaboration.",
            "collaboration",
            ("planned",),
            id="the-project-should-lead",
        ),
        pytest.param(
            "It should be noted that the partners had met before.", "partners", ("affirmed",), id="it-should-be-noted"
        ),
        pytest.param(
            "Staff built a tool that partners could use.", "Staff built a tool", ("affirmed",), id="staff-built-a-tool"
        ),
        pytest.param(
            "Partners agreed on steps that should be taken.",
            "Partners agreed",
            ("affirmed",),
            id="partners-agreed-on-steps",
        ),
        pytest.param(
            "Sites should ensure that partners share data.",
            "share data",
            ("recommended",),
            id="sites-should-ensure-that",
        ),
        pytest.param(
            "Although the county may withdraw, the partnership held.",
            "partnership",
            ("affirmed",),
            id="although-the-county-may",
        ),
        pytest.param("Trust, which we built early, may grow.", "Trust", ("hedged",), id="trust-which-we-built"),
        pytest.param(
            "The coalition planned to hire a broker.", "hire a broker", ("planned",), id="the-coalition-planned-to"
        ),
        pytest.param(
            "The team followed the action plan to strengthen ties.",
            "strengthen ties",
            ("affirmed",),
            id="the-team-followed-the",
        ),
        pytest.param(
            "Partners will share a budget next year.", "share a budget", ("planned",), id="partners-will-share-a"
        ),
        pytest.param(
            "Political will kept the coalition alive.", "coalition", ("affirmed",), id="political-will-kept-the"
        ),
        pytest.param(
            "A nurse said “you should trust the driver more” and the team met weekly.",
            "the team met",
            ("affirmed",),
            id="a-nurse-said-you",
        ),
        pytest.param(
            "A nurse said “you should trust the driver more” and the team met weekly.",
            "trust the driver",
            ("recommended",),
            id="a-nurse-said-you-should",
        ),
        pytest.param(
            "In 2010, Okello found that trust mattered.", "trust", ("reported_by_others",), id="in-2010-okello-found"
        ),
        pytest.param(
            "Okello and colleagues (2010) argue that trust comes first.",
            "trust",
            ("reported_by_others",),
            id="okello-and-colleagues-2010",
        ),
        pytest.param(
            "Previous research has shown that ties matter.",
            "ties",
            ("reported_by_others",),
            id="previous-research-has-shown",
        ),
        pytest.param("It is well known that ties matter.", "ties", ("reported_by_others",), id="it-is-well-known"),
        pytest.param(
            "It has been suggested that ties matter.", "ties", ("reported_by_others",), id="it-has-been-suggested"
        ),
        pytest.param(
            "According to Okello and Berg, ties matter.", "ties", ("reported_by_others",), id="according-to-okello-and"
        ),
        pytest.param(
            "According to the meeting notes, the partners met weekly.",
            "partners met",
            ("affirmed",),
            id="according-to-the-meeting",
        ),
        pytest.param(
            "Evidence shows that champions matter.",
            "champions",
            ("reported_by_others",),
            id="evidence-shows-that-champions",
        ),
        pytest.param(
            "In line with previous studies, trust mattered here.", "trust", ("affirmed",), id="in-line-with-previous"
        ),
        pytest.param("Our study has shown that trust mattered.", "trust", ("affirmed",), id="our-study-has-shown"),
        pytest.param(
            "Okello et al. found no lack of trust.", "trust", ("reported_by_others",), id="okello-et-al-found"
        ),
        pytest.param(
            "Okello et al. found no trust between sites.",
            "trust",
            ("negated", "reported_by_others"),
            id="okello-et-al-found-no",
        ),
        pytest.param(
            "Perhaps partners should meet more often.",
            "partners",
            ("hedged", "recommended"),
            id="perhaps-partners-should-meet",
        ),
        pytest.param(
            "The forum met despite the lack of a shared budget.", "forum met", ("affirmed",), id="the-forum-met-despite"
        ),
        pytest.param(
            "The forum met despite the lack of a shared budget.",
            "shared budget",
            ("negated",),
            id="the-forum-met-despite-the",
        ),
        pytest.param(
            "The proposal was approved without objection by all partners.",
            "partners",
            ("affirmed",),
            id="the-proposal-was-approved",
        ),
        pytest.param("Partners did not fail to meet.", "meet", ("affirmed",), id="partners-did-not-fail"),
        pytest.param(
            "Future teams may want to hire a broker.", "hire a broker", ("recommended",), id="future-teams-may-want"
        ),
        pytest.param(
            "Partners hardly ever shared data.", "shared data", ("negated",), id="partners-hardly-ever-shared"
        ),
        pytest.param("Not all members trusted the chair.", "trusted", ("negated",), id="not-all-members-trusted"),
        pytest.param("Most, if not all, members trusted the chair.", "trusted", ("affirmed",), id="most-if-not-all"),
        pytest.param(
            "The clinic was unwilling to share data.", "share data", ("negated",), id="the-clinic-was-unwilling"
        ),
        pytest.param(
            "Never before had the two agencies shared an office.",
            "shared an office",
            ("affirmed",),
            id="never-before-had-the",
        ),
        pytest.param(
            "Last but not least, the partners trusted each other.", "trusted", ("affirmed",), id="last-but-not-least"
        ),
        pytest.param("Partners met when possible.", "Partners met", ("affirmed",), id="partners-met-when-possible"),
        pytest.param(
            "The partners would meet every Friday before the shift.",
            "meet",
            ("affirmed",),
            id="the-partners-would-meet",
        ),
        pytest.param(
            "Whether or not money came, the partners met.", "partners met", ("affirmed",), id="whether-or-not-money"
        ),
        pytest.param(
            "More likely to share data were sites with a champion.",
            "champion",
            ("affirmed",),
            id="more-likely-to-share",
        ),
        pytest.param("Trust was not a barrier to the roll-out.", "Trust", ("affirmed",), id="trust-was-not-a"),
        pytest.param(
            "What the partners should do was written in the agreement.",
            "agreement",
            ("affirmed",),
            id="what-the-partners-should",
        ),
        pytest.param("The forum seemed to build trust.", "trust", ("hedged",), id="the-forum-seemed-to"),
        pytest.param("The board appeared in the annual report.", "board", ("affirmed",), id="the-board-appeared-in"),
        pytest.param(
            "The agency had no choice but to build a coalition.", "coalition", ("affirmed",), id="the-agency-had-no"
        ),
        pytest.param(
            "The coalition grew and may grow further.", "grow further", ("hedged",), id="the-coalition-grew-and"
        ),
        pytest.param(
            "A must-have for every site was a trusted broker.",
            "trusted broker",
            ("affirmed",),
            id="a-musthave-for-every",
        ),
        pytest.param(
            "Without a contract, the partners met weekly.", "contract", ("negated",), id="without-a-contract-the"
        ),
        pytest.param(
            "Without a contract, the partners met weekly.",
            "partners met",
            ("affirmed",),
            id="without-a-contract-the-partners",
        ),
    ],
)
def test_a_trap_is_not_walked_into(sentence: str, phrase: str, expected: tuple[str, ...]) -> None:
    assert asserted(sentence, phrase) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            "Partners from both towns met in the old library, although some of the nurses could not come.",
            ("affirmed",),
            id="lack-in-a-clause-that-hangs",
        ),
        pytest.param(
            "The two agencies have not yet been able to agree on how they share the costs of the clinic.",
            ("negated",),
            id="lack-in-the-main-clause",
        ),
        pytest.param(
            "The team wrote a short guide that other sites with few staff and no budget might find useful.",
            ("affirmed",),
            id="doubt-in-a-clause-that-hangs",
        ),
        pytest.param(
            "The weekly call between the two sites may have shortened the time to the first referral.",
            ("hedged",),
            id="doubt-in-the-main-clause",
        ),
        pytest.param(
            "Coalitions should be given the time that members need to know each other before work begins.",
            ("recommended",),
            id="advice-in-the-main-clause",
        ),
        pytest.param(
            "Members for whom the forum was made by the county should be asked before its rules are changed.",
            ("recommended",),
            id="advice-behind-a-clause-that-hangs",
        ),
        pytest.param(
            "The forum (which nobody outside of the county knew) brought the nurses and the drivers together.",
            ("affirmed",),
            id="lack-in-brackets",
        ),
        pytest.param(
            "The partnership worked without a contract for most of the five years that we looked at it.",
            ("affirmed",),
            id="what-was-done-without-is-a-phrase",
        ),
    ],
)
def test_a_long_place_is_asserted_by_its_main_clauses(sentence: str, expected: tuple[str, ...]) -> None:
    assert Assertions(sentence, RESULTS).at(0, len(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "setting", "value", "expected"),
    [
        pytest.param("Sites failed to build trust.", RESULTS, "negated", "failed to", id="words"),
        pytest.param("Lack of trust hurt.", RESULTS, "negated", "Lack", id="words-inside"),
        pytest.param("Okello et al. found trust.", RESULTS, "reported_by_others", "Okello et al. found", id="scholars"),
        pytest.param("Build trust early.", RESULTS, "recommended", "advice as an imperative", id="rule"),
        pytest.param("More trust", Setting("results", heads=("Lacking",)), "negated", "head Lacking", id="head"),
        pytest.param("They built trust.", RESULTS, "affirmed", None, id="nothing-gives-affirmed"),
        pytest.param("They built trust.", RESULTS, "negated", None, id="what-does-not-hold"),
    ],
)
def test_each_value_says_why(sentence: str, setting: Setting, value: str, expected: str | None) -> None:
    asked = Assertions(sentence, setting)
    start = sentence.index("rust") - 1
    asked.at(start, start + 5)
    why = asked.why(value)
    assert (why and why[0]) == expected


def test_why_tells_the_place_in_the_sentence() -> None:
    sentence = "In the second year sites failed to build trust."
    asked = Assertions(sentence, RESULTS)
    asked.at(sentence.index("trust"), len(sentence) - 1)
    why = asked.why("negated")
    assert why
    assert sentence[why[1] : why[2]] == why[0] == "failed to"


@given(st.text(max_size=200), st.integers(0, 200), st.integers(1, 200), st.booleans())
def test_signs_stand_inside_of_their_sentence(text: str, start: int, length: int, names_lack: bool) -> None:
    end = min(len(text), start + length)
    signs = Assertions(text, RESULTS).signs(min(start, end), end, names_lack=names_lack)
    assert all(0 <= sign.start <= sign.end <= len(text) for sign in signs.values())
