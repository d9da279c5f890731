"""All that a sentence says, in one place: with its neighbours, and below what the coder itself says."""

from __future__ import annotations

from invented import code_of, paper, small_codebook
from relsynth.bundled import default_codebook
from relsynth.coding import Ground
from relsynth.extraction import lexicon_coder
from relsynth.extraction.grounds import Passage
from relsynth.extraction.pipeline import DocumentCoder
from relsynth.extraction.proposals import CoderSettings, read
from relsynth.extraction.telling import FACETS, Surroundings, Telling, standing, surroundings, values
from relsynth.formats.codebook_yaml import read_codebook

PAPER = paper({"methods": ["Nought."], "results": ["One. Two. Three.", "Four."], "discussion": ["Five."]})
FOUND = Ground(facet="valence", value="1", cue="help*", start=3, end=7)
BY_RULE = Ground(facet="valence", value="0", cue="no word of influence")


def around(sentence: str) -> tuple[list[str], list[str]]:
    start = PAPER.text.index(sentence)
    found = surroundings(read(PAPER), start, start + len(sentence))
    assert found.here == Passage(sentence, start, PAPER.sections[1].label if sentence != "Five." else "discussion")
    return [one.text for one in found.before], [one.text for one in found.behind]


def test_neighbours_are_of_the_same_section_the_nearest_first() -> None:
    assert around("Two.") == (["One."], ["Three.", "Four."])
    assert around("Four.") == (["Three.", "Two."], [])
    assert around("Two. Three.") == (["One."], ["Four."])
    assert around("Five.") == ([], [])


def test_what_a_word_tells_stands_above_the_coder_and_what_a_rule_gives_below() -> None:
    by_coder = {"valence": ("-1",)}
    assert values((FOUND,), by_coder=by_coder) == {"valence": ("1",)}
    assert values((BY_RULE,), by_coder=by_coder) == {} == values((), by_coder=by_coder)
    assert standing((BY_RULE,), by_coder={}) == (BY_RULE,)


def test_a_facet_that_the_codebook_lacks_is_not_coded() -> None:
    telling = Telling(small_codebook(code_of("STA.TRUST")))
    here = Surroundings(here=Passage("Weekly talks with the funder helped adoption.", section="results"))
    assert telling.of_sentence(here.here, paper=telling.of_paper(PAPER)) == ()
    assert telling.of_code(here, role="facilitator", asserted=["affirmed"]) == ()


def test_the_default_codebook_defines_all_that_is_told() -> None:
    book = read_codebook(default_codebook().read_bytes())
    assert set(book.facets) >= FACETS
    telling = Telling(book)
    here = Surroundings(here=Passage("Weekly talks of nurses with the funder helped adoption.", section="results"))
    grounds = (
        *telling.of_sentence(here.here, paper=telling.of_paper(PAPER)),
        *telling.of_code(here, role="facilitator", asserted=["affirmed"]),
    )
    assert values(grounds, by_coder={}) == {
        "dyad": ("funder-provider_clinician",),
        "amount": ("weekly",),
        "register": ("journal",),
        "linked_outcome": ("adoption",),
        "direction": ("positive",),
        "valence": ("1",),
        "phase": ("implementation",),
        "lifecycle": ("not_stated",),
        "purpose": ("not_stated",),
    }


def test_every_ground_of_a_coding_points_to_words_of_the_document() -> None:
    book = read_codebook(default_codebook().read_bytes())
    of = paper(
        {
            "results": [
                "Weekly talks between nurses and the county built trust. This led to adoption 🤝 of the model.",
                "Lack of trust, as one nurse said, delayed the roll-out.",
            ],
            "discussion": ["Funders should trust communities more."],
        }
    )
    coded = DocumentCoder(book, lexicon_coder.proposer(book, CoderSettings())).code(of).codings
    grounds = [ground for coding in coded for ground in coding.grounds]
    assert {"assertion", "dyad", "amount", "linked_outcome", "direction", "valence"} <= {one.facet for one in grounds}
    for ground in grounds:
        assert (ground.start is None) == (ground.end is None)
        if ground.start is not None and ground.end is not None:
            assert 0 <= ground.start < ground.end <= len(of.text)
        if ground.facet == "amount":
            assert of.quote(ground.start or 0, ground.end or 0).lower() == ground.value
    for coding in coded:
        told = {facet for facet, _ in coding.facets}
        assert {ground.facet for ground in coding.grounds} <= told
        assert all(one.value in coding.facet(one.facet) for one in coding.grounds)
