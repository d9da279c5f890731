"""Pages to records, each item once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from relsynth.errors import SourceError
from relsynth.records import Origin, Record, Unread
from relsynth.sources import (
    NAMES,
    Page,
    Patience,
    Query,
    Settings,
    Source,
    open_client,
    read_page,
    read_pages,
    source,
)


def page(number: int, ids: str, content: str | None = None) -> Page:
    """A page whose content is the letters of its items; a capital letter cannot be read."""
    return Page(
        source="made-up",
        number=number,
        url="",
        content=(ids if content is None else content).encode(),
        media_type="text/plain",
        records_format="letters",
        ids=tuple(ids),
    )


def letters(page: Page) -> Iterator[Record | Unread]:
    here = Origin(1, 1)
    yield Unread(origin=here, text="[", reason="a wrapper", kind="aside")
    for letter in page.content.decode():
        if letter.isupper():
            yield Unread(origin=here, text=letter, reason="a capital")
        else:
            yield Record(origin=here, title=letter)


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        pytest.param([page(1, "ab"), page(2, "cd")], [("ab", 1, 0), ("cd", 1, 0)], id="all-differ"),
        pytest.param([page(1, "ab"), page(2, "bca")], [("ab", 1, 0), ("c", 1, 2)], id="two-came-before"),
        pytest.param([page(1, "aa")], [("a", 1, 1)], id="twice-on-a-page"),
        pytest.param([page(1, "aB"), page(2, "B")], [("a", 2, 0), ("", 1, 1)], id="unread-is-kept-once-too"),
        pytest.param([page(1, "a", "abc"), page(2, "b", "")], [("abc", 1, 0), ("", 0, 0)], id="ids-that-do-not-match"),
    ],
)
def test_each_item_is_read_once_and_counts_add_up(pages: list[Page], expected: list[tuple[str, int, int]]) -> None:
    read = list(read_pages(pages, read=letters))
    found = [("".join(str(one.title) for one in r.records), len(r.unread), r.repeated) for r in read]
    assert found == expected


def test_a_page_alone_is_read_like_the_first() -> None:
    assert read_page(page(3, "aab"), read=letters) == next(read_pages([page(3, "aab")], read=letters))


@pytest.mark.parametrize("name", NAMES)
def test_every_source_offers_what_a_source_offers(name: str) -> None:
    found = source(name)
    assert isinstance(found, Source)
    assert (found.name, found.records_format) == (name, "pubmed_xml" if name == "pubmed" else f"{name}_json")


def test_an_unknown_source_is_told_with_those_there_are() -> None:
    with pytest.raises(SourceError, match="'scopus'; there are: crossref, europepmc, openalex, pubmed"):
        source("scopus")


def test_a_query_says_something() -> None:
    with pytest.raises(ValueError, match="must say something"):
        Query(text="  ")


def test_a_client_is_opened_with_or_without_a_cache(tmp_path: Path) -> None:
    with open_client(Settings(), patience=Patience(attempts=1)) as client:
        assert client.settings == Settings()
    with open_client(Settings(), cache=tmp_path / "new" / "cache"):
        assert (tmp_path / "new" / "cache").is_dir()


def test_without_the_extra_the_error_is_the_line_that_installs_it() -> None:
    code = """
import sys
sys.modules["httpx2"] = None
from relsynth.errors import FormatError
from relsynth.sources import NAMES, Settings, chasing, fulltext, notices, open_client, source
assert [source(name).name for name in NAMES]
try:
    open_client(Settings())
except FormatError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (
        done.stdout
        == 'to use services or GROBID, install relsynth with its extra: pip install ".[fetch]" in its folder\n'
    )
