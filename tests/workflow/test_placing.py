"""Rows of sheets find their place in the papers, or say why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_up import AT, SPANISH, coded_project
from relsynth import workflow
from relsynth.documents import Document, Section
from relsynth.errors import InputError
from relsynth.formats.coding_sheet import SheetRow
from relsynth.project import Project
from relsynth.workflow.placing import Places, placed, same_words

TRUST = "Trust between the drivers and the clinic grew in year 1."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Two papers, one of them of another language in effect left out."""
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "es.md").write_text(SPANISH, "utf-8")
    with coded_project(tmp_path, 1, 2) as opened:
        workflow.add_documents(opened, [tmp_path / "more"], at=AT)
        yield opened


def paper(project: Project, name: str = "van-001") -> Document:
    return next(document for document in project.store.documents() if document.name == name)


def row(**cells: str) -> SheetRow:
    return SheetRow(line=2, cells=cells)


def found(project: Project, **cells: str) -> str:
    span = Places(project).find(row(**cells))
    return paper(project).quote(span.start, span.end)


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param({"document": "van-001", "quote": TRUST}, id="quote"),
        pytest.param({"document": "VAN-001.md", "quote": TRUST}, id="file-name-in-capitals"),
        pytest.param({"document": "van-001", "quote": TRUST.replace(" ", "  ")}, id="other-spaces"),
        pytest.param({"document": "van-001", "quote": f"{TRUST}\n"}, id="line-end"),
        pytest.param({"document": "van-001", "quote": TRUST, "start": "3", "end": "9"}, id="offsets-of-something-else"),
        pytest.param({"document": "van-001", "version": "v1:ffff", "quote": TRUST}, id="version-of-another-project"),
    ],
)
def test_words_are_found_where_they_stand(project: Project, cells: dict[str, str]) -> None:
    assert found(project, **cells) == TRUST


def test_offsets_of_the_version_that_holds_need_no_quote(project: Project) -> None:
    of = paper(project)
    start = of.text.index(TRUST)
    assert found(project, version=of.version, start=str(start), end=str(start + len(TRUST))) == TRUST


def test_offsets_tell_which_of_two_like_places_is_meant(project: Project) -> None:
    of = paper(project)
    start = of.text.rindex("the clinic")
    span = Places(project).find(
        row(document="van-001", quote="the clinic", start=str(start), end=str(start + len("the clinic")))
    )
    assert span.start == start


def test_a_place_of_an_earlier_reading_is_carried_into_the_one_that_holds(project: Project) -> None:
    of = paper(project)
    start = of.text.index(TRUST)
    newer = replace(of, text=of.text.replace("have no clinic of their own", "have no clinic"), reader="markdown/99")
    shift = len(of.text) - len(newer.text)
    moved = tuple(replace(p, start=max(0, p.start - shift), end=p.end - shift) if p.start else p for p in of.paragraphs)
    first = next(n for n, p in enumerate(of.paragraphs) if "no clinic" in of.text[p.start : p.end])
    paragraphs = (
        *of.paragraphs[:first],
        replace(of.paragraphs[first], end=of.paragraphs[first].end - shift),
        *moved[first + 1 :],
    )
    project.store.add_document(replace(newer, paragraphs=paragraphs), at=AT)
    cells = {"version": of.version, "start": str(start), "end": str(start + len(TRUST))}
    span = Places(project).find(row(**cells))
    assert (span.version, span.start) == (paper(project).version, start - shift)
    assert paper(project).quote(span.start, span.end) == TRUST


def test_a_place_that_is_gone_is_told(project: Project) -> None:
    of = paper(project)
    start = of.text.index("The van was painted green.")
    project.store.add_document(replace(of, text=of.text.replace("green", "brown"), reader="markdown/99"), at=AT)
    with pytest.raises(InputError, match="read anew, and the place is not found"):
        Places(project).find(row(version=of.version, start=str(start), end=str(start + 26)))


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        pytest.param({"quote": TRUST}, "names no paper", id="no-paper"),
        pytest.param({"document": "van-01", "quote": TRUST}, "is it van-001?", id="paper-misspelt"),
        pytest.param({"document": "van-001"}, "says no place", id="no-place"),
        pytest.param({"document": "van-001", "start": "3", "end": "9"}, "says no place", id="offsets-of-no-version"),
        pytest.param({"document": "van-001", "start": "9", "end": "3"}, "are no place", id="offsets-backwards"),
        pytest.param({"document": "van-001", "start": "1e3", "end": ""}, "are no place", id="half-an-offset"),
        pytest.param({"document": "van-001", "quote": "Trust between the pilots"}, "is not in van-001", id="not-there"),
        pytest.param({"document": "van-001", "quote": "the clinic"}, "stands 2 times", id="there-twice"),
        pytest.param({"document": "van-001", "quote": "rust between"}, "is not in van-001", id="half-a-word"),
        pytest.param({"document": "van-001", "quote": "green. The drivers like"}, "is not in", id="other-words"),
        pytest.param({"document": "es", "quote": "Las vecinas"}, "is left out of every n", id="out-of-scope"),
    ],
)
def test_what_has_no_place_is_refused_with_a_way_to_mend_it(
    project: Project, cells: dict[str, str], problem: str
) -> None:
    with pytest.raises(InputError, match=problem):
        Places(project).find(row(**cells))


def test_what_stands_in_the_back_matter_has_its_place(project: Project) -> None:
    of = paper(project)
    sections = tuple(
        Section(heading=s.heading, label="back_matter" if s.label == "results" else s.label, parent=s.parent)
        for s in of.sections
    )
    project.store.add_document(replace(of, sections=sections, reader="markdown/99"), at=AT)
    assert found(project, document="van-001", quote=TRUST) == TRUST


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        pytest.param("green.", "drivers want", "green.\nThe drivers want", id="two-paragraphs"),
        pytest.param(" was painted", "green.", "was painted green.", id="white-space-at-the-ends"),
        pytest.param("rust betw", "rust betw", "rust betw", id="down-to-letters"),
    ],
)
def test_any_stretch_of_words_is_a_place(project: Project, start: str, end: str, words: str) -> None:
    of = paper(project)
    span = placed(of, of.text.index(start), of.text.index(end) + len(end))
    assert of.quote(span.start, span.end) == words


@pytest.mark.parametrize(
    ("start", "end"),
    [pytest.param(-1, 5, id="before"), pytest.param(5, 5, id="empty"), pytest.param(0, 10**6, id="behind")],
)
def test_what_holds_no_words_is_no_place(project: Project, start: int, end: int) -> None:
    with pytest.raises(InputError, match="holds no words"):
        placed(paper(project), start, end)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        pytest.param("co-design", "co–design", True, id="dashes"),
        pytest.param("“trust”", '"trust"', True, id="quotation-marks"),
        pytest.param("two  words", "two words", True, id="spaces"),
        pytest.param("trust", "Trust", False, id="capitals-count"),
        pytest.param("re-signed", "resigned", False, id="hyphens-count"),
    ],
)
def test_words_are_the_same_but_for_how_they_are_set(a: str, b: str, same: bool) -> None:
    assert same_words(a, b) is same


@given(st.text(max_size=30))
def test_any_text_has_its_own_words(text: str) -> None:
    assert same_words(text, text)
