"""A codebook written up: all that people need of a code, in each form, and no text of it becomes markup."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from made_up import TIES, TRUST, code, codebook
from relsynth.bundled import default_codebook
from relsynth.codebook import Codebook
from relsynth.formats.codebook_yaml import read_codebook
from relsynth.reports.codebook_book import CodebookBook, Row, book_of, to_html, to_markdown

HOSTILE = "<script>alert(1)</script> | **bold** [a](http://x) & `code` $x$ _y_ \u202eabc"


def book(*codes: dict[str, Any], on: str | None = None, **others: Any) -> CodebookBook:
    return book_of(read_codebook(codebook(*codes, **others)), on=on)


def rows_of(part: CodebookBook, code_id: str) -> dict[str, tuple[str, ...]]:
    (found,) = (one for _, one in part.codes if one.id == code_id)
    return {row.name: row.texts for row in found.rows}


FULL = code(
    "STA.TRUST.KEPT",
    "trust",
    parent="STA.TRUST",
    refines="NET.TIES",
    replaces=["STA.FAITH"],
    crosswalk=["OWN:reliance: kept"],
    synonyms=["reliance", "faith"],
    examples=["They relied on us."],
    examples_journal=["Trust was kept."],
    near_misses=[{"text": "A trust fund.", "why": "money", "code": "NET.TIES"}, {"text": "NHS Trust.", "why": "name"}],
    confusable=[{"code": "NET.TIES", "rule": "Ask who."}],
)


def test_a_code_is_told_with_all_that_a_coder_needs() -> None:
    pairs = [{"pair": ["STA.TRUST.KEPT", "STA.TRUST"], "rule": "Kept is over time."}]
    written = book(TRUST, FULL, TIES, confusable_pairs=pairs)
    assert rows_of(written, "STA.TRUST.KEPT") == {
        "Definition": ("What the partners said of trust.",),
        "Include": ("This.",),
        "Exclude": ("That.",),
        "Examples": ("Trust was kept.", "They relied on us."),
        "Near misses": ("A trust fund. (money; this is NET.TIES)", "NHS Trust. (name)"),
        "Told apart": ("NET.TIES (Net.Ties): Ask who.", "STA.TRUST (Sta.Trust): Kept is over time."),
        "Part of": ("STA.TRUST (Sta.Trust)",),
        "Refines": ("NET.TIES (Net.Ties)",),
        "Replaces": ("STA.FAITH",),
        "Kind": ("state",),
        "Levels": ("system",),
        "Other words": ("reliance; faith",),
        "In other frameworks": ("OWN: reliance: kept",),
    }
    assert rows_of(written, "STA.TRUST")["Told apart"] == ("STA.TRUST.KEPT (Sta.Trust.Kept): Kept is over time.",)
    assert [one.depth for _, one in written.codes] == [0, 1, 0]


def test_what_is_wanting_is_told_as_wanting() -> None:
    written = rows_of(book({**TRUST, "definition": None, "include": None}), "STA.TRUST")
    assert (written["Definition"], written["Include"], "Examples" in written) == (("none yet",), ("none yet",), False)


@pytest.mark.parametrize("on", [None, "2026-01-31"])
def test_a_write_up_says_which_version_it_is(on: str | None) -> None:
    source = codebook(TRUST)
    about = {row.name: row.texts[0] for row in book_of(read_codebook(source), on=on).about}
    assert about["Digest of its content (SHA-256)"] == read_codebook(source).digest
    assert (about["Codebook"], about["Version"], about.get("Date")) == ("small", "1", on)


def test_sources_and_facets_are_listed() -> None:
    sources = {"OWN": {"cite": "Nobody, 2020.", "doi": "10.1/x"}, "WEB": {"cite": "N", "url": "x.org"}}
    written = book(TRUST, sources=sources)
    assert written.sources == (
        Row(name="OWN", texts=("Nobody, 2020. https://doi.org/10.1/x",)),
        Row(name="WEB", texts=("N. x.org",)),
    )
    assert [one.name for one in written.facets] == ["level", "role", "assertion"]


class Page(HTMLParser):
    """Tags of a page with their attributes, and all its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_no_text_becomes_markup_of_a_page_and_the_page_asks_for_nothing() -> None:
    hostile = book({**TRUST, "definition": HOSTILE, "label": HOSTILE}, title=HOSTILE, description=HOSTILE)
    page = Page(to_html(hostile))
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "img", "link", "iframe", "b", "strong"}
    assert {attrs.get("href", "#")[:1] for _, attrs in page.tags if attrs.get("href")} == {"#"}  # type: ignore[index]
    assert page.text.count(HOSTILE) >= 4
    (policy,) = (attrs["content"] for tag, attrs in page.tags if attrs.get("http-equiv") == "Content-Security-Policy")
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-\S+'; base-uri 'none'; form-action 'none'", policy or ""
    )


def test_no_text_becomes_markup_of_markdown() -> None:
    hostile = book({**TRUST, "definition": HOSTILE, "include": "1. a", "exclude": "- a"})
    said = to_markdown(hostile)
    assert "<script" not in said.replace("\\<", "")
    assert r"\<script\>alert(1)\</script\> \| \*\*bold\*\* \[a\](http://x) &amp; \`code\` \$x\$ \_y\_" in said
    assert r"**Include:** 1\. a" in said
    assert r"**Exclude:** \- a" in said


@pytest.mark.parametrize("write", [to_html, to_markdown])
def test_signs_that_no_file_should_hold_are_replaced(write: Any) -> None:
    drawn = read_codebook(codebook(TRUST)).model_copy(update={"title": "A\x00B\x1bC\x0bD\ufffeE\n F"})
    said = write(book_of(drawn))
    assert "A\ufffdB\ufffdC\ufffdD\ufffdE F" in said
    assert said.encode()


def test_our_codebook_is_written_up_whole_and_alike_each_time() -> None:
    ours: Codebook = read_codebook(default_codebook().read_text(encoding="utf-8"))
    written = book_of(ours, on="2026-01-31")
    assert [one.id for _, one in written.codes] == [code.id for code in ours.codes]
    for write in (to_html, to_markdown):
        said = write(written)
        assert said == write(book_of(ours, on="2026-01-31"))
        assert all(code.id in said for code in ours.codes)
    text = Page(to_html(written)).text
    for one in ours.codes:
        assert all(part and " ".join(part.split()) in text for part in (one.definition, one.include, one.exclude))
