"""When words suggest a code: strong cues, lacks, weak ones in company; never in another sense of the word."""

from __future__ import annotations

import pytest

from invented import code_of, small_codebook
from relsynth.bundled import default_codebook
from relsynth.codebook import Codebook
from relsynth.dictionary import CueHit, Dictionary
from relsynth.formats.codebook_yaml import read_codebook

CODEBOOK = small_codebook(
    code_of("STA.TRUST", cues={"strong": ["trust*"], "weak": ["rely on", "faith*", "school*"], "lack": ["mistrust*"]}),
    code_of(
        "STA.LOYAL",
        cues={"strong": ["loyal*"], "weak": ["faith*", "faithful friend*"]},
        masks=["(loyalty|trust) card*"],
    ),
    code_of("STR.FORUM", "forum*"),
    lexicon={
        "partner_anchors": ["(mill*|school*)", "ferry compan*"],
        "masks": {"trust": ["trust fund*", "brain trust"], "forum": ["web forum*"], "mill": ["wind mill*"]},
    },
)


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return Dictionary(CODEBOOK)


@pytest.fixture(scope="module")
def ours() -> Dictionary:
    return Dictionary(read_codebook(default_codebook().read_bytes()))


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        pytest.param("It rained.", set(), id="nothing"),
        pytest.param("Trust grew.", {"STA.TRUST"}, id="one-strong-cue-is-enough"),
        pytest.param("They mistrusted us.", {"STA.TRUST"}, id="so-is-a-lack"),
        pytest.param("We rely on rain.", set(), id="a-weak-cue-alone-is-not"),
        pytest.param("We rely on rain and rely on sun.", set(), id="nor-the-same-one-twice"),
        pytest.param("We rely on faith.", {"STA.TRUST"}, id="two-weak-cues"),
        pytest.param("The millers rely on rain.", {"STA.TRUST"}, id="weak-beside-an-anchor"),
        pytest.param("We had faith in the ferry company.", {"STA.TRUST", "STA.LOYAL"}, id="anchor-for-every-code"),
        pytest.param("We had faith.", set(), id="weak-cues-of-two-codes-do-not-add-up"),
        pytest.param("Schools opened.", set(), id="an-anchor-inside-the-cue-does-not-count"),
        pytest.param("The school and the mill opened.", {"STA.TRUST"}, id="another-anchor-does"),
        pytest.param("A trust fund was set up.", set(), id="mask-for-all"),
        pytest.param("They had trusted the trust fund.", {"STA.TRUST"}, id="a-mask-covers-no-more-than-itself"),
        pytest.param("They showed loyalty cards.", set(), id="mask-of-the-code"),
        pytest.param("The loyal showed loyalty cards.", {"STA.LOYAL"}, id="mask-of-the-code-covers-no-more"),
        pytest.param("A trust card was shown.", {"STA.TRUST"}, id="mask-of-another-code"),
        pytest.param("We rely on wind mills.", set(), id="a-masked-anchor-is-none"),
        pytest.param("A web forum, and a trust fund for loyalty cards.", set(), id="masks-of-all-kinds"),
        pytest.param("Trust grew in the forum.", {"STA.TRUST", "STR.FORUM"}, id="two-codes"),
    ],
)
def test_words_suggest_codes(dictionary: Dictionary, sentence: str, codes: set[str]) -> None:
    assert set(dictionary.codes_in(sentence)) == codes


def test_every_cue_that_fired_is_told_a_lack_first_then_the_strong_by_place(dictionary: Dictionary) -> None:
    sentence = "We rely on faith and trust, not mistrust, in trust."
    assert dictionary.codes_in(sentence)["STA.TRUST"] == (
        CueHit(32, 40, "mistrust*", "lack"),
        CueHit(21, 26, "trust*", "strong"),
        CueHit(45, 50, "trust*", "strong"),
        CueHit(3, 10, "rely on", "weak"),
        CueHit(11, 16, "faith*", "weak"),
    )


def test_a_cue_is_told_at_its_place_in_the_sentence_as_it_stands(dictionary: Dictionary) -> None:
    sentence = "🤝 İn x\u0302 they trusted us."
    (hit,) = dictionary.codes_in(sentence)["STA.TRUST"]
    assert sentence[hit.start : hit.end] == "trusted"


def test_a_codebook_without_masks_or_anchors_has_a_dictionary_too() -> None:
    assert set(Dictionary(small_codebook()).codes_in("Good will and trust.")) == {"STA.TRUST", "STA.TRUST.GOODWILL"}


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("The foundation trust opened a new ward.", id="foundation-trust"),
        pytest.param("The Wellcome Trust paid for the microscope.", id="charity"),
        pytest.param("An anti-trust ruling changed the price of insulin.", id="competition-law"),
        pytest.param("Trustees signed the annual accounts.", id="trustees"),
        pytest.param("A recurrent neural network read the images.", id="neural-network"),
        pytest.param("Default mode network activity fell at rest.", id="brain-network"),
        pytest.param("A network meta-analysis ranked the drugs.", id="network-meta-analysis"),
        pytest.param("A television network aired the match.", id="television"),
        pytest.param("Casual partners were not asked to test.", id="casual-partners"),
        pytest.param("Intimate partner violence was asked about in private.", id="partner-violence"),
        pytest.param("Domestic partners were insured as well.", id="domestic-partners"),
        pytest.param("Each binding partner of the protein was marked.", id="binding-partner"),
        pytest.param("Most men had multiple concurrent sex partners.", id="concurrent-partners"),
        pytest.param("The bridge loan was repaid early.", id="bridge-loan"),
        pytest.param("Bridging anticoagulation was stopped on day two.", id="bridging-anticoagulation"),
        pytest.param("They lived in Cambridge and Bridgeport.", id="places"),
        pytest.param("The world champion retired.", id="champion"),
        pytest.param("The rowing championship was held in June.", id="championship"),
        pytest.param("Collaborative filtering suggested the next film.", id="collaborative-filtering"),
        pytest.param("We searched the Cochrane Collaboration library.", id="cochrane"),
        pytest.param("An inverse relationship held for age.", id="inverse-relationship"),
        pytest.param("Marital relationship quality was scored.", id="marital-relationship"),
        pytest.param("Records were kept in a relational database.", id="relational-database"),
        pytest.param("A power calculation gave 312 people.", id="power-calculation"),
        pytest.param("The power supply failed twice.", id="power-supply"),
        pytest.param("Children risked contracting malaria.", id="contracting-malaria"),
        pytest.param("Muscle contractions were counted.", id="muscle-contractions"),
        pytest.param("No conflict of interest was declared.", id="conflict-of-interest"),
        pytest.param("The violent conflict closed the market.", id="violent-conflict"),
        pytest.param("Involuntary commitment ended after a week.", id="involuntary-commitment"),
        pytest.param("Multiple sequence alignment was run overnight.", id="sequence-alignment"),
        pytest.param("Linkage to care took nine days.", id="linkage-to-care"),
        pytest.param("Record linkage matched 98 percent.", id="record-linkage"),
        pytest.param("The institutional review board waived consent.", id="review-board"),
        pytest.param("Federated learning kept the scans at home.", id="federated-learning"),
        pytest.param("Reinforcement learning tuned the pump.", id="reinforcement-learning"),
        pytest.param("Team sports were played on Fridays.", id="team-sports"),
        pytest.param("The game ended with a tie score.", id="tie-score"),
        pytest.param("A communication disorder was diagnosed at three.", id="communication-disorder"),
        pytest.param("Patient-provider communication was filmed.", id="patient-provider"),
        pytest.param("The therapeutic alliance was scored weekly.", id="therapeutic-alliance"),
        pytest.param("Hearing loss was more common in men.", id="no-word-at-all"),
        pytest.param("Cell adhesion was weaker at low pH.", id="adhesion"),
        pytest.param("Joint pain eased after the injection.", id="joint-pain"),
        pytest.param("The common cold spread in winter.", id="common"),
        pytest.param("Shared needles carried the virus.", id="shared-needles"),
        pytest.param("Blood pressure control improved.", id="control"),
        pytest.param("The board game had forty cards.", id="board-game"),
        pytest.param("Social desirability was scored with ten items.", id="social-desirability"),
        pytest.param("The mixed model had random intercepts.", id="mixed-model"),
        pytest.param("The bond length was measured in the crystal.", id="bond-length"),
        pytest.param("Cable ties held the tubes.", id="cable-ties"),
    ],
)
def test_our_dictionary_leaves_words_in_another_sense_alone(ours: Dictionary, sentence: str) -> None:
    assert ours.codes_in(sentence) == {}


def test_our_codebook_compiles_from_its_file_each_time_the_same(ours: Dictionary) -> None:
    book: Codebook = read_codebook(default_codebook().read_bytes())
    sentence = "Trust between the mill and the ferry company grew in a regular forum."
    assert ours.codes_in(sentence) == Dictionary(book).codes_in(sentence) != {}
