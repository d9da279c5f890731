"""Our codebook does what it says: its examples are found, near misses and other senses of its words are not."""

from typing import Any

import pytest

from relsynth.bundled import default_codebook
from relsynth.codebook import DRAFT, Codebook
from relsynth.codebook_check import Share, check, summary, trials
from relsynth.coding import EVIDENCE
from relsynth.dictionary import Dictionary
from relsynth.documents import LABELS, LATE_LABELS, UNCODED_LABELS
from relsynth.formats.codebook_yaml import read_codebook

PILOT_IDS = [
    "CTX.HIST",
    "CTX.DRIVER",
    "CTX.INTERDEP",
    "CTX.TURF",
    "CTX.LOGICS",
    "CTX.CAPACITY",
    "CTX.TURNOVER",
    "ACT.COMPOSITION",
    "ACT.ENGAGE",
    "ACT.CHAMPION",
    "ACT.SPANNER",
    "ACT.INTERMEDIARY",
    "ACT.LEADERSHIP",
    "ACT.FACILITATION",
    "ACT.TEAMING",
    "STR.MODE",
    "STR.AGREEMENT",
    "STR.FORUM",
    "STR.ROLES",
    "STR.ACCOUNT",
    "STR.ADMIN",
    "STR.RESOURCES",
    "STR.BOBJECT",
    "NET.TIES",
    "NET.TOPOLOGY",
    "NET.BRIDGE",
    "NET.SOCAP",
    "NET.SOCAP.BOND",
    "NET.SOCAP.BRIDGING",
    "NET.SOCAP.LINKING",
    "PRO.COMM",
    "PRO.COMM.FREQ",
    "PRO.COMM.OPEN",
    "PRO.COORD",
    "PRO.LEARN",
    "PRO.COPROD",
    "PRO.DELIB",
    "PRO.CONFLICT",
    "PRO.POWER",
    "PRO.POWER.ASYM",
    "PRO.POWER.SHARE",
    "STA.TRUST",
    "STA.TRUST.COMPETENCE",
    "STA.TRUST.GOODWILL",
    "STA.RESPECT",
    "STA.COMMIT",
    "STA.SHAREDUND",
    "STA.LEGIT",
    "STA.PSYSAFE",
    "STA.SYNERGY",
    "GOAL.VISION",
    "GOAL.OBJECTIVES",
    "GOAL.ALIGN",
    "GOAL.INTENSITY",
    "GOAL.MUTUAL",
    "STG.COALITION",
    "STG.RELBUILD",
    "STG.STAFFING",
    "STG.SERVICE",
    "STG.LEARNCOLL",
    "STG.ACADEMIC",
    "EQU.INCLUSION",
    "EQU.RECOGNITION",
    "EQU.CULTURE",
    "EQU.HARM",
    "OUT.QUALITY",
    "OUT.SUSTAIN",
    "OUT.SCALE",
    "OUT.IMPLINK",
    "OUT.EVAL",
]
"""The ids that papers were coded with before this version; none may ever go."""


@pytest.fixture(scope="module")
def ours() -> Codebook:
    return read_codebook(default_codebook().read_bytes())


@pytest.fixture(scope="module")
def dictionary(ours: Codebook) -> Dictionary:
    return Dictionary(ours)


def book(**code: Any) -> Codebook:
    """A codebook of one code about trust, with some fields of that code replaced."""
    return book_of(code)


def book_of(*codes: dict[str, Any]) -> Codebook:
    """A draft of codes about trust, each with some fields replaced; it may contradict itself."""
    whole = {
        "id": "STA.TRUST",
        "label": "Trust",
        "type": "state",
        "levels": ["system"],
        "definition": "Reliance.",
        "include": "This.",
        "exclude": "That.",
        "cues": {"strong": ["trust*"]},
        "examples": ["They relied on us."],
        "examples_journal": ["Trust was high."],
        "near_misses": [{"text": "Faith was high.", "why": "another word"}],
    }
    return Codebook.model_validate(
        {
            "id": "small",
            "version": "1",
            "title": "Small",
            "language": "en",
            "licence": "CC0-1.0",
            "description": "For tests.",
            "unit_of_coding": {},
            "domains": [{"id": "STA", "label": "States"}],
            "construct_types": ["state"],
            "facets": {
                "level": {"definition": "Between whom.", "values": ["system"], "cues": {"system": ["ministr*"]}}
            },
            "codes": [{**whole, **code} for code in codes],
        },
        context=DRAFT,
    )


@pytest.mark.parametrize(
    ("code", "path", "message"),
    [
        pytest.param(
            {"cues": {"strong": ["trust*", "(trust"]}},
            "codes.0.cues.strong.1",
            "unbalanced brackets",
            id="open-bracket",
        ),
        pytest.param({"cues": {"strong": ["trust*", "~3"]}}, "codes.0.cues.strong.1", "gap", id="nothing-but-a-gap"),
        pytest.param({"masks": ["(a|"]}, "codes.0.masks.0", "unbalanced brackets", id="mask"),
        pytest.param(
            {"examples_journal": ["Faith."]}, "codes.0.examples_journal.0", "no cue of STA.TRUST finds", id="missed"
        ),
        pytest.param(
            {"near_misses": [{"text": "A trust fund.", "why": "money"}]},
            "codes.0.near_misses.0",
            "by cue 'trust*'",
            id="fires",
        ),
        pytest.param(
            {"cues": {"strong": ["trust*", "good will"]}, "masks": ["good will"]},
            "codes.0.cues.strong.1",
            "can never fire",
            id="cue-under-its-own-mask",
        ),
        pytest.param(
            {"cues": {"strong": ["trust*"], "weak": ["trust*"]}},
            "codes.0.cues.weak.0",
            "already at codes.0.cues.strong.0",
            id="twice",
        ),
    ],
)
def test_a_fault_is_named_with_its_place(code: dict[str, Any], path: str, message: str) -> None:
    (problem,) = check(book(**code))
    assert problem.path == path
    assert message in problem.message


def test_faults_come_all_at_once() -> None:
    faulty = book(
        examples_journal=["Faith.", "Hope.", "Trust."], near_misses=[{"text": "A trust fund.", "why": "money"}]
    )
    assert [problem.path for problem in check(faulty)] == [
        "codes.0.examples_journal.0",
        "codes.0.examples_journal.1",
        "codes.0.near_misses.0",
    ]


def test_structure_cues_and_sentences_are_told_together() -> None:
    draft = book_of(
        {"type": "mood", "cues": {"strong": ["trust*", "(a"]}, "examples_journal": ["Faith."]},
        {"parent": "STA.HOPE"},
    )
    assert [problem.path for problem in check(draft)] == [
        "codes",  # the same id twice
        "codes.0.type",
        "codes.1.parent",
        "codes.0.cues.strong.1",
        "codes.0.examples_journal.0",
    ]


def test_a_sound_codebook_has_no_problem_and_is_counted() -> None:
    counts = summary(book())
    assert check(book()) == ()
    assert (counts.codes, counts.cues, counts.sub_constructs) == (1, 1, 0)
    assert (counts.journal_examples_found, counts.narrative_examples_found) == (Share(k=1, n=1), Share(k=0, n=1))
    assert "1/1 journal examples" in str(counts)


def test_a_codebook_with_a_broken_cue_is_still_counted() -> None:
    counts = summary(book(cues={"strong": ["trust*", "(a"]}))
    assert (counts.cues, counts.journal_examples_found) == (2, None)
    assert str(counts) == "1 domains, 1 constructs, 0 sub-constructs; 1 codes, 2 cues"


def test_a_codebook_without_codes_is_a_problem() -> None:
    empty = book().model_copy(update={"codes": ()})
    assert [str(problem) for problem in check(empty)] == ["codes: there is no code"]


def test_a_code_without_cues_is_for_people_and_counted() -> None:
    uncued = book(cues={})
    assert check(uncued) == ()
    assert summary(uncued).uncued == 1
    assert "1 without a cue: for people alone" in str(summary(uncued))


def test_every_sentence_is_tried_on_the_cues_of_its_code() -> None:
    misses = [{"text": "They trusted the bus.", "why": "a bus"}, {"text": "They had faith.", "why": "another word"}]
    tried = trials(book(near_misses=misses))
    assert [(one.path, one.kind, one.found, one.holds, one.is_required) for one in tried] == [
        ("codes.0.examples.0", "narrative example", False, False, False),
        ("codes.0.examples_journal.0", "journal example", True, True, True),
        ("codes.0.near_misses.0", "near miss", True, False, True),
        ("codes.0.near_misses.1", "near miss", False, True, True),
    ]
    assert tried[2].fault == "STA.TRUST fires on its near miss 'They trusted the bus.', by cue 'trust*'"


def test_our_codebook_has_no_problem(ours: Codebook) -> None:
    assert check(ours) == ()


def test_our_codebook_finds_its_journal_examples_and_few_stories(ours: Codebook) -> None:
    counts = summary(ours)
    assert (counts.domains, counts.codes, counts.sub_constructs) == (10, 72, 9)
    assert counts.journal_examples_found == Share(k=144, n=144)
    assert counts.narrative_examples_found is not None
    assert 0.2 < counts.narrative_examples_found.k / counts.narrative_examples_found.n < 0.5


def test_every_code_has_two_examples_of_each_kind_and_a_near_miss(ours: Codebook) -> None:
    short = [
        code.id
        for code in ours.codes
        if min(len(code.examples), len(code.examples_journal)) < 2 or not code.near_misses
    ]
    assert short == []


def test_no_id_of_the_pilot_is_lost(ours: Codebook) -> None:
    assert set(PILOT_IDS) <= {code.id for code in ours.codes}
    assert {ours.base_id(code.id) for code in ours.codes} == set(PILOT_IDS)


@pytest.mark.parametrize(
    ("code", "base"),
    [
        pytest.param("NET.PARTNERING", "NET.TIES", id="plain-partnering"),
        pytest.param("ACT.SUPPORT", "ACT.FACILITATION", id="technical-assistance"),
    ],
)
def test_new_codes_say_what_they_refine(ours: Codebook, code: str, base: str) -> None:
    assert (ours.base_id(code), ours.construct_of(code)) == (base, code)


def test_only_plain_partnering_is_unspecific(ours: Codebook) -> None:
    assert [code.id for code in ours.codes if code.unspecific] == ["NET.PARTNERING"]


def test_facets_speak_of_sections_and_evidence_as_the_rest_of_the_house_does(ours: Codebook) -> None:
    section, assertion = ours.facets["section"], ours.facets["assertion"]
    assert section.values == LABELS
    assert set(section.groups["late"]) == LATE_LABELS
    assert set(section.groups["not_evidence"]) == UNCODED_LABELS
    assert set(assertion.groups["evidence"]) == EVIDENCE


@pytest.mark.parametrize("facet", ["role", "level", "phase", "purpose", "lifecycle"])
def test_every_value_that_a_sentence_can_show_has_a_rule_and_a_cue(ours: Codebook, facet: str) -> None:
    whole = ours.facets[facet]
    told = [value for value in whole.values if value != whole.default]
    assert set(whole.rules) == set(whole.values)
    assert set(whole.cues) == set(told)


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        pytest.param("The parish council worked closely with the bus company.", "NET.PARTNERING", id="worked-with"),
        pytest.param(
            "Lessons were planned in collaboration with a local museum.", "NET.PARTNERING", id="in-collaboration"
        ),
        pytest.param(
            "Collaboration between the ferry line and the clinic is essential.", "NET.PARTNERING", id="essential"
        ),
        pytest.param("The ministry gave the islands technical assistance.", "ACT.SUPPORT", id="technical-assistance"),
        pytest.param("Nurses were trained and supervised by the regional office.", "ACT.SUPPORT", id="supervision"),
        pytest.param("Practice facilitators visited each bakery.", "ACT.FACILITATION", id="facilitator"),
        pytest.param("Clinics had few connections with the harbour.", "NET.TIES", id="few-ties"),
        pytest.param("The team earned community trust.", "STA.TRUST", id="community-trust"),
        pytest.param("Regular partner meetings were held at the mill.", "STR.FORUM", id="regular-partner-meetings"),
        pytest.param("Positive relationships with the main partners helped.", "NET.TIES", id="positive-relationships"),
        pytest.param("Lack of buy-in from the drivers slowed the start.", "STA.COMMIT", id="buy-in"),
    ],
)
def test_sentences_find_their_code(dictionary: Dictionary, sentence: str, code: str) -> None:
    assert code in dictionary.codes_in(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Two ambulance Trusts changed their uniforms in spring.", id="two-ambulance-trusts"),
        pytest.param("A family trust owned the building.", id="family-trust-owned"),
        pytest.param("Trust in the new vaccine rose after the broadcast.", id="trust-new-vaccine"),
        pytest.param("A belief network was fitted to the laboratory results.", id="belief-network-fitted"),
        pytest.param("The road network made travel to the villages slow.", id="road-network-made"),
        pytest.param("The app needs a mobile network with good coverage.", id="app-needs-mobile"),
        pytest.param("Women were asked about the number of sexual partners in the past year.", id="women-asked-about"),
        pytest.param("Partner testing was offered to men who tested positive.", id="partner-testing-offered"),
        pytest.param("Steady partners were enrolled as couples.", id="steady-partners-enrolled"),
        pytest.param("She lived with her husband or partner and two children.", id="she-lived-with"),
        pytest.param("Bridging therapy was given before the operation.", id="bridging-therapy-given"),
        pytest.param("The patient received a dental bridge.", id="patient-received-dental"),
        pytest.param("He had been a national champion in rowing.", id="he-national-champion"),
        pytest.param("The champion trial enrolled 90 adults with asthma.", id="champion-trial-enrolled"),
        pytest.param("Collaborative filtering chose the next message.", id="collaborative-filtering-chose"),
        pytest.param("The Cochrane Collaboration tool was applied twice.", id="cochrane-collaboration-tool"),
        pytest.param("There was a linear relationship between dose and response.", id="there-linear-relationship"),
        pytest.param("The data model used a relational database with nine tables.", id="data-model-used"),
        pytest.param(
            "A significant relationship between age and weight was seen.", id="significant-relationship-between"
        ),
        pytest.param("Statistical power was 90 percent.", id="statistical-power-percent"),
        pytest.param("A power cut spoiled the samples.", id="power-cut-spoiled"),
        pytest.param("None of the adults had contracted hepatitis before.", id="none-adults-contracted"),
        pytest.param("Muscle contraction was recorded at rest.", id="muscle-contraction-recorded"),
        pytest.param("The authors have no competing interests.", id="authors-have-no"),
        pytest.param("The armed conflict closed two roads.", id="armed-conflict-closed"),
        pytest.param("Acceptance and commitment therapy lasted eight weeks.", id="acceptance-commitment-therapy"),
        pytest.param("Sequence alignment took four hours.", id="sequence-alignment-took"),
        pytest.param("Disagreements between coders were resolved by consensus.", id="disagreements-between-coders"),
        pytest.param("Inter-rater agreement was good for all items.", id="interrater-agreement-good"),
        pytest.param("Respondents chose from strongly agree to strongly disagree.", id="respondents-chose-from"),
        pytest.param("The ethics committee gave its approval.", id="ethics-committee-gave"),
        pytest.param("A data and safety monitoring board met twice.", id="data-safety-monitoring"),
        pytest.param("A deep learning model read the scans.", id="deep-learning-model"),
        pytest.param("The questionnaire had six open-ended questions.", id="questionnaire-six-openended"),
        pytest.param("Cell culture was repeated three times.", id="cell-culture-repeated"),
        pytest.param("The subscale showed acceptable reliability.", id="subscale-showed-acceptable"),
        pytest.param("Colour vision was tested in both eyes.", id="colour-vision-tested"),
        pytest.param("Exclusion criteria were pregnancy and recent surgery.", id="exclusion-criteria-pregnancy"),
        pytest.param("User engagement with the website fell in winter.", id="user-engagement-with"),
        pytest.param("The dose was scaled up to 40 mg.", id="dose-scaled-up"),
        pytest.param("Eye-hand coordination improved with practice.", id="eyehand-coordination-improved"),
        pytest.param("The arms did not differ with respect to weight.", id="arms-did-not"),
        pytest.param("Antibiotics acted synergistically against the strain.", id="antibiotics-acted-synergistically"),
        pytest.param("Patients had a history of depression.", id="patients-history-depression"),
        pytest.param("Goodwill impairment was booked in the accounts.", id="goodwill-impairment-booked"),
        pytest.param("Linkage disequilibrium was calculated for each marker.", id="linkage-disequilibrium-calculated"),
        pytest.param("Mother-infant bonding was rated by video.", id="motherinfant-bonding-rated"),
        pytest.param("Bone density was lower in older women.", id="bone-density-lower"),
        pytest.param("Decision support software listed overdue tests.", id="decision-support-software"),
        pytest.param("The hierarchical regression model converged.", id="hierarchical-regression-model"),
        pytest.param("Patient safety incidents fell by a third.", id="patient-safety-incidents"),
        pytest.param("Academic performance was recorded from school files.", id="academic-performance-recorded"),
        pytest.param("The coalition government raised the tax.", id="coalition-government-raised"),
        pytest.param("Pooled estimates were calculated for nine trials.", id="pooled-estimates-calculated"),
        pytest.param("The likert scale had five points.", id="likert-scale-five"),
        pytest.param("Mutually exclusive categories were used.", id="mutually-exclusive-categories"),
        pytest.param("Participants received a gift card after the interview.", id="participants-received-gift"),
        pytest.param("Food assistance arrived by post.", id="food-assistance-arrived"),
        pytest.param("Social support was measured with ten items.", id="social-support-measured"),
        pytest.param(
            "The US Preventive Services Task Force recommends screening at that age.", id="us-preventive-services"
        ),
    ],
)
def test_words_in_another_sense_are_left_alone(dictionary: Dictionary, sentence: str) -> None:
    assert dictionary.codes_in(sentence) == {}
