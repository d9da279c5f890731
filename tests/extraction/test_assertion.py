"""Each trap of docs/explanation/extraction.md has its case here; add one where the coder is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.extraction.assertion import ASSERTIONS, Assertions, Setting, clauses, is_protocol, of_head
from relsynth.extraction.assertion_cues import CUES, MASKS
from relsynth.lexicon import parse_cue

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


def test_clauses_break_at_stops_and_conjunctions() -> None:
    sentence = "Money ran out; trust held, but nobody met."
    clause_of = clauses(sentence)
    assert [clause_of(sentence.index(word)) for word in ("Money", "trust", "nobody")] == [0, 1, 2]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("Stroke pathways: a study protocol", True, id="protocol"),
        pytest.param("Rationale and design of a coalition trial", True, id="rationale-and-design"),
        pytest.param("Lessons from a coalition", False, id="other"),
        pytest.param(None, False, id="untitled"),
    ],
)
def test_protocols_are_known_by_their_title(title: str | None, expected: bool) -> None:
    assert is_protocol(title) is expected


@pytest.mark.parametrize("cue", [*(cue for _, _, cues in CUES for cue in cues), *MASKS])
def test_every_cue_is_cue_syntax(cue: str) -> None:
    assert parse_cue(cue)


@given(st.text(max_size=200), st.integers(0, 200), st.integers(1, 20), st.booleans())
def test_something_always_holds_and_affirmed_only_alone(text: str, start: int, length: int, names_lack: bool) -> None:
    holds = Assertions(text, RESULTS).at(start, start + length, names_lack=names_lack)
    assert holds
    assert holds == ("affirmed",) or (set(holds) <= set(ASSERTIONS) and "affirmed" not in holds)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param("Recommendation", {"recommended"}, id="advice"),
        pytest.param("Key recommendations for partners", {"recommended"}, id="qualified"),
        pytest.param("North town – Recommendations (n)", {"recommended"}, id="under-another"),
        pytest.param("Recommendations implemented", set(), id="done"),
        pytest.param("Planned for year two", {"planned"}, id="plan"),
        pytest.param("Not observed", {"negated"}, id="unseen"),
        pytest.param("Lacking", {"negated"}, id="lack"),
        pytest.param("Survey item", {"hypothetical"}, id="item"),
        pytest.param("Interview question", {"hypothetical"}, id="question"),
        pytest.param("Definition", {"hypothetical"}, id="definition"),
        pytest.param("Example codes", {"hypothetical"}, id="code"),
        pytest.param("Okello et al. (2010)", {"reported_by_others"}, id="work"),
        pytest.param("Main finding (12)", set(), id="figures"),
        pytest.param("March and April 2010", set(), id="months"),
        pytest.param("The partners had planned to meet but did not", set(), id="sentence"),
        pytest.param("Theme", set(), id="nothing"),
    ],
)
def test_what_heads_a_cell_asserts(head: str, expected: set[str]) -> None:
    assert of_head(head) == expected


def test_a_cell_is_asserted_as_its_head_says() -> None:
    lacks = Assertions("Mistrust of partners", Setting(section="results", heads=("Lacking",)))
    assert lacks.at(0, 8, names_lack=True) == ("negated",)
    cited = Assertions("Trust of partners", Setting(section="results", is_cited=True, is_cited_cell=True))
    assert cited.at(0, 5) == ("reported_by_others",)
