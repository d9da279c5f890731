"""Who relates to whom, on invented sentences; a reviewer can add a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.bundled import default_codebook
from relsynth.codebook import Codebook
from relsynth.coding import Ground
from relsynth.extraction.actors import Actors, dyad
from relsynth.extraction.grounds import Passage
from relsynth.extraction.parser import Chunk, Link, Parsed, Parser, load
from relsynth.formats.codebook_yaml import read_codebook

BOOK: Codebook = read_codebook(default_codebook().read_bytes())
ACTORS = Actors(BOOK)


def dyads(sentence: str, parsed: Parsed | None = None) -> list[str]:
    return [ground.value for ground in ACTORS.of(Passage(sentence), parsed) if ground.facet == "dyad"]


CASES = [
    pytest.param(
        "The health department worked with churches.", ["faith_based-public_health_agency"], id="one-with-another"
    ),
    pytest.param(
        "Ties between schools and the police held.", ["justice-school_education"], id="between-one-and-another"
    ),
    pytest.param(
        "A coalition of hospitals, schools and churches met.",
        [
            "hospital_health_system-school_education",
            "faith_based-hospital_health_system",
            "faith_based-school_education",
        ],
        id="each-member-of-a-list-with-each",
    ),
    pytest.param(
        "Teachers met the funder, and later the police.",
        ["funder-school_education", "justice-school_education"],
        id="the-first-with-each-that-follows",
    ),
    pytest.param("Schools learned from each other.", ["school_education-school_education"], id="each-other"),
    pytest.param("Trust among clinicians grew.", ["provider_clinician-provider_clinician"], id="among-one-kind"),
    pytest.param("Trust in the funder grew.", ["funder-unnamed"], id="one-side-only"),
    pytest.param("Trust grew.", [], id="nobody-is-named"),
    pytest.param("Funders met the other partners.", ["funder-other"], id="partners-of-no-kind-count-beside-one"),
    pytest.param("School nurses met the funder.", ["funder-provider_clinician"], id="of-a-phrase-the-last-word-acts"),
    pytest.param("Restaurant managers met the funder.", ["funder-private_industry"], id="managers-are-of-their-house"),
    pytest.param("Ties between judges and practitioners held.", ["justice-provider_clinician"], id="judges"),
    pytest.param("The Red Cross trained paramedics.", ["international_donor_ngo-provider_clinician"], id="red-cross"),
    pytest.param("The NIH met the professors.", ["funder-researcher_academic"], id="a-funder-by-its-letters"),
    pytest.param(
        "The department of health met the rabbis.", ["faith_based-public_health_agency"], id="department-of-health"
    ),
    pytest.param("The chamber of commerce met the mayor.", ["policymaker_government-private_industry"], id="commerce"),
    pytest.param(
        "Academic and community partners met.", ["community_organisation-researcher_academic"], id="and-is-no-actor"
    ),
    pytest.param("Patients and pharmacists met.", ["patient_consumer_family-provider_clinician"], id="patients-and"),
    pytest.param("The clinics met the sheriff.", ["hospital_health_system-justice"], id="clinics"),
    pytest.param("The superintendent met foster parents.", ["patient_consumer_family-school_education"], id="school"),
    pytest.param("Charities met the trade union.", ["community_organisation-professional_association"], id="charities"),
    pytest.param("Team members trusted the consultants.", ["implementation_support_practitioner-other"], id="members"),
]
TRAPS = [
    pytest.param("People who trust are rare.", [], id="who-is-not-the-WHO"),
    pytest.param("WHO trained them.", ["international_donor_ngo-unnamed"], id="and-the-WHO-is"),
    pytest.param("Staff were coached and felt familiar with it.", [], id="coached-is-no-coach-nor-familiar-a-family"),
    pytest.param("Multiple interventions of the funder helped.", ["funder-unnamed"], id="multiple-is-not-among-many"),
    pytest.param("CDC met; later CDC left.", ["public_health_agency-unnamed"], id="the-same-named-twice"),
    pytest.param("The state of the art is residential care.", [], id="words-within-words"),
    pytest.param("The courtesy was appreciated in the interim.", [], id="a-courtesy-is-no-court"),
    pytest.param("Barriers and facilitators were many.", [], id="facilitators-that-are-no-people"),
    pytest.param("The foundation of trust is time.", [], id="a-foundation-that-is-no-funder"),
    pytest.param("Judging by that, a ministering hand is gone.", [], id="words-that-begin-alike"),
    pytest.param("The staffing was academic.", [], id="staffing-is-nobody"),
    pytest.param("An action va bene.", [], id="small-letters-are-no-acronym"),
]


@pytest.mark.parametrize(("sentence", "expected"), [*CASES, *TRAPS])
def test_dyads_by_the_order_of_words(sentence: str, expected: list[str]) -> None:
    assert dyads(sentence) == expected


def test_a_dyad_keeps_the_words_between_its_actors_as_ground() -> None:
    sentence = "The report said that teachers had met the funder."
    (ground,) = (one for one in ACTORS.of(Passage(sentence, start=10)) if one.facet == "dyad")
    assert ground.start is not None
    assert ground.end is not None
    assert sentence[ground.start - 10 : ground.end - 10] == "teachers had met the funder"
    assert ground.cue == "teachers … funder"


def test_sides_are_sorted_and_the_unnamed_comes_last() -> None:
    assert dyad("school_education", "funder") == dyad("funder", "school_education") == "funder-school_education"
    assert dyad("school_education", None) == "school_education-unnamed"


def chunk(start: int, end: int, *, is_subject: bool = False) -> Chunk:
    return Chunk(start=start, end=end, head="", is_subject=is_subject)


SENTENCE = "The funder met school nurses and nurses."


@pytest.mark.parametrize(
    ("chunks", "expected"),
    [
        pytest.param(
            [chunk(0, 10), chunk(15, 28, is_subject=True)], ["provider_clinician", "funder"], id="subjects-first"
        ),
        pytest.param([chunk(15, 28)], ["provider_clinician"], id="the-last-of-a-phrase-acts"),
        pytest.param([chunk(15, 28), chunk(33, 39)], ["provider_clinician"], id="each-once"),
        pytest.param([chunk(11, 14)], [], id="outside-every-phrase"),
        pytest.param([], [], id="no-phrase"),
    ],
)
def test_actors_are_named_in_noun_phrases(chunks: list[Chunk], expected: list[str]) -> None:
    parsed = Parsed(starts=(), clauses=(), chunks=tuple(chunks))
    assert [one.value for one in ACTORS.of(Passage(SENTENCE), parsed) if one.facet == "actor"] == expected


def test_without_a_parser_no_actor_is_coded_and_dyads_are() -> None:
    assert {one.facet for one in ACTORS.of(Passage(SENTENCE))} == {"dyad"}


def test_a_path_joins_a_subject_to_what_hangs_on_its_verb() -> None:
    sentence = "Teachers met the funder after police left."
    links = (
        Link(0, 8, "nsubj of met", 1, None, is_subject=True),
        Link(13, 23, "dobj of met", 1, None, is_subject=False),
        Link(30, 36, "nsubj of left", 6, None, is_subject=True),
    )
    parsed = Parsed(starts=(), clauses=(), chunks=(), links=links)
    found = [one for one in ACTORS.of(Passage(sentence), parsed) if one.facet == "dyad"]
    assert [(one.value, one.cue) for one in found] == [("funder-school_education", "nsubj of met + dobj of met")]


@pytest.mark.model
@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("The funder supported teachers.", {"funder-school_education"}, id="object"),
        pytest.param("Teachers worked with the funder.", {"funder-school_education"}, id="preposition"),
        pytest.param("Teachers built ties with the funder.", {"funder-school_education"}, id="noun-of-relating"),
        pytest.param("Trust between teachers and the funder grew.", {"funder-school_education"}, id="between"),
        pytest.param("Teachers were trained by the funder.", {"funder-school_education"}, id="passive"),
    ],
)
def test_a_parser_finds_the_same_dyads_by_path(spacy_model: str, sentence: str, expected: set[str]) -> None:
    parser: Parser = load(spacy_model)
    (parsed,) = parser.parse([sentence])
    assert set(dyads(sentence, parsed)) == expected


@given(
    st.lists(
        st.sampled_from(
            ["funder", "schools", "and", "with", ",", "between", "who", "partners", "the", "🤝", "(", "each other"]
        )
    )
)
def test_every_ground_lies_in_its_sentence_and_every_kind_in_the_codebook(words: list[str]) -> None:
    sentence = " ".join(words)
    kinds = {*BOOK.facets["actor"].values, "unnamed"}
    for ground in ACTORS.of(Passage(sentence)):
        assert isinstance(ground, Ground)
        assert ground.start is not None
        assert ground.end is not None
        assert 0 <= ground.start < ground.end <= len(sentence)
        assert set(ground.value.split("-")) <= kinds
