"""What a service answered becomes a source in which every line belongs to something, and every item stands once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_up import AT
from made_up_records import in_memory
from made_up_services import europepmc_results
from relsynth import formats, workflow
from relsynth.project import Project
from relsynth.sources import Cursor, Page
from relsynth.workflow.pages import CAME_BEFORE, Asked, keep_pages, laid_out, page_of, saved_page

ASKED = Asked(service="Europe PMC", query="rafts\nAND reeds", kind="database", at=AT)


@pytest.fixture
def project() -> Iterator[Project]:
    with in_memory() as opened:
        yield opened


def page(number: int, *results: dict[str, Any]) -> Page:
    content = {"version": "6.9", "hitCount": 3, "resultList": {"result": results}}
    return Page(
        source="europepmc",
        number=number,
        url="https://service.example/search",
        content=json.dumps(content, ensure_ascii=False).encode(),
        media_type="application/json",
        records_format="europepmc_json",
        ids=tuple(f"MED:{result['id']}" for result in results),
        total=3,
        next=Cursor(mark="Ao1", number=number + 1, seen=number),
        notes=("a note",),
    )


@pytest.mark.parametrize("of", [page(1, *europepmc_results(2)), replace(page(2), next=None, notes=(), total=None)])
def test_a_page_is_kept_as_it_came(of: Page) -> None:
    assert page_of(saved_page(of)) == of


def test_every_line_of_the_source_belongs_to_something_and_every_record_to_its_own(project: Project) -> None:
    one, two, three = europepmc_results(3)
    two = {**two, "title": 'Rafts\rof “reeds”, a\\" brace } and { [ a, bracket'}
    imported, repeated = keep_pages(project, ASKED, [page(1, one, two), page(2, two, three)], at=AT)
    assert (imported.read, imported.unread, imported.added, repeated) == (3, 0, 3, 1)
    assert imported.name == "Europe PMC: rafts AND reeds"
    content = project.store.catalogue.content(imported.source)
    lines = formats.lines_of(content, format="europepmc_json")
    records = project.store.catalogue.records().values()
    unread = [stretch for _, stretch in project.store.catalogue.unread()]
    for result, record in zip((one, two, three), records, strict=True):
        stretch = "\n".join(lines[record.origin.first - 1 : record.origin.last])
        assert json.loads(stretch.strip().rstrip(",]} \n") + "}") == result
    belongs = {n for item in (*records, *unread) for n in range(item.origin.first, item.origin.last + 1)}
    assert belongs == set(range(1, len(lines) + 1))
    assert next(stretch.text for stretch in unread) == lines[0] == "Europe PMC was asked for: rafts AND reeds"
    (again,) = [stretch for stretch in unread if stretch.reason == CAME_BEFORE]
    assert '"id": "2"' in again.text
    assert '"id": "3"' not in again.text


def test_two_questions_are_two_sources_even_if_nothing_answers_either(project: Project) -> None:
    nothing = replace(page(1), content=b"", total=0, records_format="pubmed_xml")
    kept = [keep_pages(project, replace(ASKED, query=query), [nothing], at=AT)[0] for query in ("a", "b", "a")]
    assert [(one.read, one.again) for one in kept] == [(0, False), (0, False), (0, True)]
    none = keep_pages(project, replace(ASKED, query="c"), [], at=AT)[0]
    assert (none.read, none.format) == (0, "none")
    assert [row.source.query for row in workflow.list_sources(project).sources] == ["a", "b", "c"]


def test_a_long_query_is_kept_whole_and_named_by_its_beginning(project: Project) -> None:
    long = " OR ".join(f"reed{n}" for n in range(100))
    imported, _ = keep_pages(project, replace(ASKED, query=long), [page(1)], at=AT)
    (row,) = workflow.list_sources(project).sources
    assert row.source.query == long
    assert len(imported.name) < 100
    assert imported.name.endswith("…")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(['"', "\\", "[{", "},", "\n"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=12,
)


@given(VALUES, st.booleans(), st.sampled_from([None, 1]))
def test_laying_out_changes_white_space_alone(value: Any, ascii_only: bool, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    assert json.loads(laid_out(text)) == value
    assert laid_out(text).replace("\n", "") == text.replace("\n", "")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"meta":{"n":[1,2]},"results":[{"id":"a","of":[{"x":1},{"x":2}]},{"id":"b"}]}', id="results"),
        pytest.param('{"message":{"facets":{},"items":[{"id":"a","of":[{"x":1},{"x":2}]},{"id":"b"}]}}', id="items"),
    ],
)
def test_each_item_has_lines_of_its_own(text: str) -> None:
    lines = laid_out(text).split("\n")
    assert [line for line in lines if '"id"' in line] == ['"id":"a",', '"id":"b"' + text[text.index('"b"') + 3 :]]
    assert '"of":[{"x":1},{"x":2}]},' in lines


def test_what_is_cut_is_laid_out_as_far_as_it_goes() -> None:
    assert laid_out('{"results":[{"id":"a') == '{"results":[\n{\n"id":"a'
