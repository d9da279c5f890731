"""Cutting a BibTeX file: every entry is found, none swallows the next."""

from __future__ import annotations

import time

import pytest
from bibtexparser.splitter import Splitter
from hypothesis import given
from hypothesis import strategies as st

from relsynth.formats.bibtex_blocks import LONGEST_VALUE, entries


def cut(text: str) -> list[tuple[str, dict[str, str]]]:
    return [(entry.key, dict(entry.fields)) for entry in entries(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("@article{a, title = {T}, year = 2000}", [("a", {"title": "T", "year": "2000"})], id="plain"),
        pytest.param('@article(a, title = "T (x)")', [("a", {"title": "T (x)"})], id="parentheses-and-quotes"),
        pytest.param(
            "@a{x,t={1}}@a{y,t={2}} @a{z,t={3}}",
            [("x", {"t": "1"}), ("y", {"t": "2"}), ("z", {"t": "3"})],
            id="one-line",
        ),
        pytest.param(
            "@a{k,t={a{b{c{d{e{f}}}}}},u={g}}", [("k", {"t": "a{b{c{d{e{f}}}}}", "u": "g"})], id="deep-braces"
        ),
        pytest.param('@a{k,t="say {"}so{"}"}', [("k", {"t": 'say {"}so{"}'})], id="quotes-in-braces"),
        pytest.param("@a{k,\n t={x}\n u={y}\n}", [("k", {"t": "x", "u": "y"})], id="no-comma-between-fields"),
        pytest.param("@a{k,,t={x},,}", [("k", {"t": "x"})], id="commas-too-many"),
        pytest.param("@ a {k,t\n=\n{x}}", [("k", {"t": "x"})], id="white-space-everywhere"),
        pytest.param("@\n %c\n a\n %c\n{k,t={x}}", [("k", {"t": "x"})], id="comments-before-the-brace"),
        pytest.param("@a{k,\n % why\n t={x}}", [("k", {"%": "% why", "t": "x"})], id="comment-between-fields"),
        pytest.param("@misc{k}", [("k", {})], id="no-field"),
        pytest.param("@misc{}", [("", {})], id="nothing"),
        pytest.param("no entry, me@example.org {x}", [], id="no-entry"),
        pytest.param("", [], id="empty"),
    ],
)
def test_an_entry_is_cut_into_its_fields(text: str, expected: list[tuple[str, dict[str, str]]]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize(
    ("written", "key"),
    [
        pytest.param("a:b-1/2+c,", "a:b-1/2+c", id="signs"),
        pytest.param("Smith, Jones 2010,", "Smith, Jones 2010", id="commas"),
        pytest.param("a b c,", "a b c", id="spaces"),
        pytest.param("Müller2010,", "Müller2010", id="accents"),
        pytest.param('M{\\"u}ller,', 'M{\\"u}ller', id="latex"),
        pytest.param("10.1/x?a=b,", "10.1/x?a=b", id="equals-sign"),
        pytest.param("Smith (2010),", "Smith (2010)", id="parentheses"),
        pytest.param(",", "", id="none"),
        pytest.param("", "", id="not-even-a-comma"),
        pytest.param("key ", "key", id="no-comma-behind"),
    ],
)
def test_a_key_may_be_anything(written: str, key: str) -> None:
    assert cut(f"@article{{{written}\n title={{T}},\n year=2000\n}}") == [(key, {"title": "T", "year": "2000"})]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("x", "Foo ", id="macro"),
        pytest.param("X", "Foo ", id="case-is-not-minded"),
        pytest.param('x # {Bar} # "!" # 12', "Foo Bar!12", id="joined"),
        pytest.param("y", "Foo Foo ", id="macro-of-macros"),
        pytest.param("undefined", "undefined", id="undefined-stays-as-text"),
        pytest.param("x # undefined", "Foo undefined", id="undefined-joined"),
    ],
)
def test_macros_are_put_in(value: str, expected: str) -> None:
    text = f"@string{{x = {{Foo }}}}\n@STRING(y = x # x)\n@article{{k, title = {value}, year = 2000}}"
    assert cut(text) == [("k", {"title": expected, "year": "2000"})]


NEXT = "@article{next,\n title={N}\n}\n"


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        pytest.param("@a{k,\n t={x {y},\n u={z}\n}\n", {"t": "x {y}", "u": "z"}, id="brace-too-few"),
        pytest.param("@a{k,\n t={x}},\n u={z}\n}\n", {"t": "x", "u": "z"}, id="brace-too-many"),
        pytest.param(
            '@a{k,\n t="The "best" of",\n u="z"\n}\n', {"t": 'The "best" of', "u": "z"}, id="quotes-in-quotes"
        ),
        pytest.param("@a{k,\n t={x},\n u={z}\n\n", {"t": "x", "u": "z"}, id="not-closed"),
        pytest.param("@a{k,\n t={x},\n u={z\n", {"t": "x", "u": "z"}, id="cut-off"),
        pytest.param("@a{k,\n t={x},\n year=2010 May\n}\n", {"t": "x", "year": "2010 May"}, id="bare-words"),
        pytest.param(
            "@a{k,\n t={x},\n author keywords={z}\n}\n", {"t": "x", "author keywords": "z"}, id="name-of-two-words"
        ),
    ],
)
def test_a_broken_entry_is_salvaged_and_swallows_nothing(text: str, fields: dict[str, str]) -> None:
    assert cut(text + NEXT) == [("k", fields), ("next", {"title": "N"})]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("% @a{old,\n%  t={x}\n%}\n", id="each-line"),
        pytest.param("%@a{old, t={x}}\n", id="one-line"),
        pytest.param("@comment{jabref-meta: x\\;{y}}\n", id="jabref"),
        pytest.param("@Comment{@a{old, t={x}}}\n", id="comment-holds-an-entry"),
        pytest.param("@comment{not closed\n", id="not-closed"),
        pytest.param("@preamble{ {x} # y }\n", id="preamble"),
        pytest.param('@string(a = "b"))\n', id="brace-behind-a-macro"),
        pytest.param("Scopus\nEXPORT DATE: 1 May 2020\n\n", id="text"),
        pytest.param("me@example.org, joe@uni{x}\n", id="address"),
    ],
)
def test_what_is_no_entry_is_passed_over(text: str) -> None:
    assert [key for key, _ in cut(text + NEXT)] == ["next"]


def test_an_entry_within_a_value_is_part_of_it() -> None:
    ((key, fields),) = cut("@a{k,\n note={see\n   @a{b,\n     t={x}\n   }\n },\n t={y}\n}")
    assert (key, fields["t"]) == ("k", "y")


def test_macros_in_macros_stay_small() -> None:
    doubled = "".join(f"@string{{m{i} = m{i - 1} # m{i - 1}}}\n" for i in range(1, 60))
    ((_, fields),) = cut("@string{m0 = {xx}}\n" + doubled + "@a{k, t = m59}")
    assert len(fields["t"]) == LONGEST_VALUE


WORDS = st.text("abc XYZ.-é", max_size=12).map(str.strip)
LIBRARIES = st.lists(
    st.dictionaries(st.sampled_from(["title", "note", "year", "url", "doi"]), WORDS, min_size=1), max_size=5
)


@given(LIBRARIES, st.sampled_from(["{%s}", '"%s"']))
def test_well_formed_entries_are_cut_as_bibtexparser_cuts_them(library: list[dict[str, str]], delimited: str) -> None:
    text = "\n".join(
        f"@misc{{k{number},\n" + "".join(f"  {name} = {delimited % value},\n" for name, value in fields.items()) + "}"
        for number, fields in enumerate(library)
    )
    theirs = [
        (entry.key, {each.key: each.value[1:-1].strip() for each in entry.fields})
        for entry in Splitter(text).split().entries
    ]
    assert [(key, {name: value.strip() for name, value in fields.items()}) for key, fields in cut(text)] == theirs


@given(st.text(st.sampled_from('@{}()",=#%\n \\atx1'), max_size=80))
def test_any_text_is_cut_in_order(text: str) -> None:
    behind = 0
    for entry in entries(text):
        assert behind <= entry.start < entry.end <= len(text)
        behind = entry.end


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("@a{b, c={" * 20_000, id="open-on-one-line"),
        pytest.param("@a{b, c={\n" * 10_000, id="open-on-each-line"),
        pytest.param("@a{b, c={" + "{" * 100_000, id="braces"),
        pytest.param('@a{b, c="' + '"' * 100_000, id="quotes"),
        pytest.param("@%" * 100_000, id="comments"),
        pytest.param("".join(" " * i + "@a{b, c={\n" for i in range(300)), id="stairs"),
        pytest.param("@a{b," + "%x\n" * 50_000, id="commented-lines"),
        pytest.param("@a{" + "k, " * 50_000, id="key-of-commas"),
        pytest.param("x @comment{\n" * 20_000, id="comments-within-lines"),
        pytest.param("x @a{b c={\n}\n" * 20_000, id="entries-within-lines"),
        pytest.param("@a{b, c={d}} " * 20_000, id="closed-on-one-line"),
    ],
)
def test_hostile_files_take_no_longer_than_others(text: str) -> None:
    begin = time.process_time()
    found = list(entries(text))
    assert len(found) <= text.count("@")
    assert time.process_time() - begin < 20  # seconds; each takes well under one, and hours where it grows by squares
