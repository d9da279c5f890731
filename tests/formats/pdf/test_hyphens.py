from __future__ import annotations

import pytest

from made_up_pdf import lines
from relsynth.formats.pdf.hyphens import Words, closed_up, text_of

ELSEWHERE = lines(
    "a well-being scale, well-being and partners. co-design, co-design; nonsense", "subgroup subgroup", "room table"
)
ELSEWHERE = (*ELSEWHERE, *lines("the part\ufffe", "ners met"))
BREAK = "\ufffe"


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        pytest.param(["the part" + BREAK, "ners met"], "the partners met", id="joined-as-elsewhere"),
        pytest.param(["their well" + BREAK, "being rose"], "their well-being rose", id="kept-as-elsewhere"),
        pytest.param(["the clin" + BREAK, "ics met"], "the clinics met", id="joined-by-default"),
        pytest.param(["their self" + BREAK, "esteem"], "their self-esteem", id="prefix-that-keeps-it"),
        pytest.param(["a room" + BREAK, "table"], "a room-table", id="kept-between-words-of-the-paper"),
        pytest.param(["the table" + BREAK, "ners met"], "the tableners met", id="end-of-a-broken-word-is-none"),
        pytest.param(["a well-being" + BREAK, "ful"], "a well-beingful", id="tail-of-a-compound"),
        pytest.param(["the sub-", "group left"], "the subgroup left", id="plain-hyphen"),
        pytest.param(["the clin\u00ad", "ics met"], "the clinics met", id="soft-hyphen"),
        pytest.param(["in COVID" + BREAK, "19 wards"], "in COVID-19 wards", id="number"),
        pytest.param(["the Anglo" + BREAK, "Saxon town"], "the Anglo-Saxon town", id="capital"),
        pytest.param(["the partners —", "both of them"], "the partners — both of them", id="dash-apart"),
        pytest.param(["2015–", "2019"], "2015–2019", id="dash-between"),
        pytest.param(["https://rooms.example/", "tables"], "https://rooms.example/tables", id="address"),
        pytest.param(["short- and", "long-term"], "short- and long-term", id="hanging-hyphen-within"),
        pytest.param(["an ef\ufb01cient", "o\ufb03ce"], "an efficient office", id="ligatures"),
        pytest.param(["only one"], "only one", id="one-line"),
    ],
)
def test_lines_become_text(printed: list[str], text: str) -> None:
    assert text_of(lines(*printed), Words(ELSEWHERE)) == text


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        pytest.param("A B S T R A C T", "ABSTRACT", id="spaced"),
        pytest.param("a b s t r a c t :", "a b s t r a c t :", id="sign-apart"),
        pytest.param("A B test", "A B test", id="words"),
        pytest.param("I a m", "I a m", id="too-short"),
    ],
)
def test_spaced_letters_close_up(text: str, closed: str) -> None:
    assert closed_up(text) == closed
