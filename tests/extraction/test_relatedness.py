"""Relatedness by words: what goes on between those who implement, above figures, bodies, couples and studies."""

from __future__ import annotations

import pytest

from invented import code_of, paper, small_codebook
from relsynth.bundled import default_codebook
from relsynth.codebook import Codebook
from relsynth.extraction.proposals import read
from relsynth.extraction.relatedness import by_words
from relsynth.formats.codebook_yaml import read_codebook

PLAIN = "The van was painted green."


@pytest.fixture(scope="module")
def book() -> Codebook:
    return read_codebook(default_codebook().read_text(encoding="utf-8"), path=default_codebook())


def scores(book: Codebook, *sentences: str) -> list[float]:
    return list(by_words(book)(read(paper({"results": sentences}))))


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("The ministry and the villages worked together on the ferry.", id="together"),
        pytest.param("Nurses shared the van with the drivers of the other agency.", id="sharing"),
        pytest.param(
            "The clinics relied on the support of the elders and of their neighbours' agencies.", id="relying"
        ),
        pytest.param("Chiefs spoke for the fishers in talks between the council and the ministry.", id="speaking-for"),
        pytest.param("The pharmacists coached staff of the partner clinics.", id="giving"),
        pytest.param("Rivalry among the agencies strained the partnership.", id="standing"),
    ],
)
def test_what_goes_on_between_partners_sounds_relational(book: Codebook, sentence: str) -> None:
    related, plain = scores(book, sentence, PLAIN)
    assert related > 0.25 > plain


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("There was a significant relationship between age and body mass index (r = 0.31).", id="figures"),
        pytest.param("Blood pressure was associated with smoking among women.", id="clinical"),
        pytest.param("Participants were randomised and interviewed at baseline and at follow-up.", id="study"),
        pytest.param("Her husband and his sexual partners used condoms.", id="couples"),
        pytest.param("The convolutional neural network was trained on images.", id="masked"),
    ],
)
def test_relations_of_another_kind_do_not(book: Codebook, sentence: str) -> None:
    assert scores(book, sentence)[0] < 0.25


def test_a_codebooks_own_words_and_anchors_speak_for_a_sentence() -> None:
    sentence = "The beekeepers hummed a tune of concord."
    plain = small_codebook()
    concord = small_codebook(
        code_of("STA.TRUST", definition="Concord of the tune that is hummed."),
        code_of("STR.FORUM"),
        lexicon={"partner_anchors": ["beekeeper*"]},
    )
    assert scores(concord, sentence)[0] > scores(plain, sentence)[0]


def test_there_is_a_score_for_each_sentence_that_may_be_coded(book: Codebook) -> None:
    reading = read(paper({"results": ["One. Two."], "back_matter": ["We thank the partners."]}))
    found = by_words(book)(reading)
    assert len(found) == len(reading.codable) == 2
    assert all(0 <= score <= 1 for score in found)
