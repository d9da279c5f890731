"""Pages: their encodings, their limits, and elements that are closed where HTML knows no such thing."""

from __future__ import annotations

import pytest

from relsynth.errors import InputError
from relsynth.formats.html_page import (
    LARGEST,
    characters,
    is_element,
    is_longer,
    names_of,
    parsed,
    remove,
    roles_of,
    say,
    say_before,
    words_in,
    words_of_class,
)

DECLARED = '<html><head><meta charset="{}"></head><body>é “</body></html>'


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("<p>é “</p>".encode("utf-8-sig"), id="mark"),
        pytest.param("<p>é “</p>".encode("utf-16"), id="utf-16"),
        pytest.param("<p>é “</p>".encode(), id="nothing-said"),
        pytest.param("<p>é “</p>".encode("cp1252"), id="windows"),
        pytest.param(DECLARED.format("iso-8859-1").encode("cp1252"), id="latin-1-means-windows"),
        pytest.param(DECLARED.format("windows-1252").encode(), id="wrongly-declared"),
        pytest.param(DECLARED.format("no-such").encode(), id="unknown"),
        pytest.param(DECLARED.format("zlib").encode(), id="no-character-set"),
        pytest.param('<?xml version="1.0" encoding="utf-8"?><p>é “</p>'.encode(), id="xml"),
    ],
)
def test_characters_are_read_as_they_were_meant(source: bytes) -> None:
    assert "é “" in characters(source)


def test_another_alphabet_is_read_as_declared() -> None:
    page = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=koi8-r"></head><p>мост</p></html>'
    assert "мост" in characters(page.encode("koi8-r"))


@pytest.mark.parametrize(
    ("page", "words"),
    [
        pytest.param(
            '<html xmlns="http://www.w3.org/1999/xhtml"><p>one<a id="x"/></p><p>two</p></html>', "onetwo", id="xhtml"
        ),
        pytest.param(
            "<?xml version='1.0'?><html><head><title/><script src='x'/></head><p>one</p></html>", "one", id="empty"
        ),
        pytest.param("<html><p>one<!-- no --><?pi x?></p></html>", "one", id="remarks"),
        pytest.param("<html><p>o\x01n&#2;e\ue000&amp;&eacute;</p></html>", "o n e&é", id="signs-that-no-text-has"),
        pytest.param('<html><img src="data:image/png;base64,AAAA"><p>one</p></html>', "one", id="pictures"),
    ],
)
def test_what_is_parsed(page: str, words: str) -> None:
    assert words_in(parsed(page.encode())) == words


@pytest.mark.parametrize(
    ("source", "said"),
    [
        pytest.param(b"<html>" + b" " * LARGEST, "MB", id="large"),
        pytest.param(b"<div>" * 300 + b"x", "deep", id="deep"),
        pytest.param(b"<br>" * 500_000, "tags", id="tags"),
        pytest.param(b"\x00\x01\x02", "not a text", id="binary"),
    ],
)
def test_what_no_page_can_be_is_refused(source: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        parsed(source)


def test_names_and_roles_are_single_words() -> None:
    root = parsed(b'<div class="art-Affiliations hlFld-KeywordText" role="doc-abstract" epub:type="chapter">x</div>')
    element = next(root.iter("div"))
    assert names_of(element) == {"art", "affiliations", "hl", "fld", "keyword", "text"}
    assert roles_of(element) == {"abstract", "chapter"}
    assert roles_of(root) == frozenset()
    assert words_of_class("NLM_sec-type1") == {"nlm", "sec", "type", "1"}


def test_what_follows_a_removed_element_stays() -> None:
    root = parsed(b"<p>one <b>two</b> three <i>four</i> five</p>")
    remove(next(root.iter("i")))
    remove(next(root.iter("b")))
    assert words_in(root) == "one three five"
    remove(root)
    assert is_element(root)


def test_words_are_put_in_and_before() -> None:
    root = parsed(b"<p>one <b class='x'>two <i>three</i></b> four</p>")
    bold = next(root.iter("b"))
    say(bold, "2")
    say_before(bold, "and ")
    assert words_in(root) == "one and 2 four"
    assert bold.get("class") == "x"


@pytest.mark.parametrize(("characters", "longer"), [(6, True), (7, False)])
def test_length_is_told_as_far_as_needed(characters: int, longer: bool) -> None:
    assert is_longer(next(parsed(b"<p>one<b>four</b></p>").iter("p")), characters) is longer
