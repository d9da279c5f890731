"""The invented papers and what is expected of them, as files: no reader of ours is trusted here."""

from __future__ import annotations

import csv
import html
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from relsynth.documents import LABELS, UNCODED_LABELS

CORPUS = Path(__file__).parent.parent / "corpus"
PAPERS = {path.stem: path for path in sorted(CORPUS.iterdir()) if re.match(r"\d\d-", path.name)}
JATS = [stem for stem, path in PAPERS.items() if path.suffix == ".xml"]
LEFT_OUT = {"11-island-telehealth", "12-salud-mental-comunitaria"}

COLUMNS = ["document", "section", "quote", "code", "role", "assertion", "register", "words"]
DOMAINS = {"CTX", "ACT", "STR", "NET", "PRO", "STA", "GOAL", "STG", "EQU", "OUT"}
ROLES = {"barrier", "facilitator", "strategy", "goal", "outcome", "descriptive"}
EVIDENCE = {"affirmed", "negated", "hedged"}
ASSERTIONS = EVIDENCE | {"hypothetical", "recommended", "planned", "reported_by_others"}
LATE = {"discussion", "lessons_learned", "limitations", "conclusion", "implications"}
DELIBERATELY_ABSENT = {"GOAL.ALIGN", "STA.LEGIT", "STR.BOBJECT", "PRO.POWER", "NET.SOCAP"}

Row = dict[str, str]

CITATION = re.compile(r'\s*(?:\[|<sup>)(?:<xref ref-type="bibr"[^>]*>\d+</xref>[, ]*)+(?:\]|</sup>)')
TYPED = re.compile(r" \[\d[\d, –]*\]")
NAMED_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)\w+;")
NOT_THE_PAPER = {"sub-article", "ref-list", "permissions", "journal-meta", "trans-abstract"}


def raw(stem: str) -> str:
    return PAPERS[stem].read_text(encoding="utf-8")


def folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def parsed(stem: str) -> ET.Element:
    source = NAMED_ENTITY.sub(lambda found: html.unescape(found[0]), CITATION.sub("", raw(stem)))
    return ET.fromstring(source.encode())


def own_text(element: ET.Element) -> str:
    name = element.tag.rpartition("}")[2]
    inside = "" if name in NOT_THE_PAPER else (element.text or "") + "".join(own_text(child) for child in element)
    return inside + (element.tail or "")


@cache
def text_of(stem: str) -> str:
    return folded(own_text(parsed(stem)) if stem in JATS else TYPED.sub("", raw(stem)))


def rows() -> list[Row]:
    with (CORPUS / "expected.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = rows()
TRAPS = [row for row in ROWS if not row["code"]]
CODINGS = [row for row in ROWS if row["code"]]


def test_there_are_twelve_papers_in_three_formats() -> None:
    assert Counter(path.suffix for path in PAPERS.values()) == {".xml": 6, ".md": 3, ".txt": 3}


@pytest.mark.parametrize("stem", PAPERS)
def test_every_paper_says_at_its_head_that_it_is_fictional(stem: str) -> None:
    head = parsed(stem).findtext(".//{*}article-title", "") if stem in JATS else raw(stem)[:300]
    assert "fictional" in head.casefold()


@pytest.mark.parametrize("stem", PAPERS)
def test_every_paper_names_the_invented_journal_and_its_own_test_doi(stem: str) -> None:
    assert "Fictional Journal of Implementation Examples" in raw(stem)
    assert f"10.5555/relsynth.{stem[:2]}" in raw(stem).casefold()


@pytest.mark.parametrize("stem", JATS)
def test_jats_papers_are_well_formed_articles(stem: str) -> None:
    article = parsed(stem)
    assert article.tag.rpartition("}")[2] == "article"
    assert article.find(".//{*}body") is not None


@pytest.mark.parametrize("stem", sorted(PAPERS.keys() - LEFT_OUT))
def test_papers_in_scope_are_short_and_not_too_short(stem: str) -> None:
    assert 500 <= len(text_of(stem).split()) <= 1_200


@pytest.mark.parametrize(
    ("stem", "hard"),
    [
        pytest.param("01-child-welfare-desks", "<sub-article", id="peer-review"),
        pytest.param("01-child-welfare-desks", 'sec-type="conclusions">\n      <title>Discussion', id="wrong-sec-type"),
        pytest.param("02-tb-lake-clinics", "DTD v2.3", id="nlm-2"),
        pytest.param("02-tb-lake-clinics", "Lef&egrave;vre", id="named-entity"),
        pytest.param("02-tb-lake-clinics", "Ngu&#x0303;gi&#x0303;", id="decomposed-name"),
        pytest.param("02-tb-lake-clinics", "\N{SPEEDBOAT}", id="emoji-in-quotation"),
        pytest.param("03-school-meals-network", "<trans-abstract", id="translated-abstract"),
        pytest.param("04-stroke-pathway-protocol", 'xmlns="https://jats', id="namespace"),
        pytest.param("05-farmworker-van", "<boxed-text>", id="boxed-text"),
        pytest.param("06-birth-circle", "https://doi.org/10.5555/RELSYNTH", id="doi-as-link"),
        pytest.param("07-pharmacy-pressure", "o\N{COMBINING DOT BELOW}\N{COMBINING GRAVE ACCENT}", id="two-marks"),
        pytest.param("09-vaccination-commentary", "李", id="name-in-han-characters"),
        pytest.param("10-night-watch", "\nLESSONS LEARNED\n", id="heading-in-capitals"),
        pytest.param("11-island-telehealth", "Title: ", id="key-value-head"),
    ],
)
def test_what_is_hard_to_read_is_still_there(stem: str, hard: str) -> None:
    decomposed = unicodedata.normalize("NFD", raw(stem))
    assert unicodedata.normalize("NFD", hard) in decomposed


def test_expected_codings_have_the_stated_columns() -> None:
    header = (CORPUS / "expected.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header.split(",") == COLUMNS


@pytest.mark.parametrize("stem", sorted(PAPERS.keys() - LEFT_OUT))
def test_every_expected_quote_stands_once_in_its_paper(stem: str) -> None:
    quotes = {row["quote"] for row in ROWS if row["document"] == stem}
    assert quotes
    assert {quote: text_of(stem).count(quote) for quote in quotes} == dict.fromkeys(quotes, 1)


def test_papers_that_are_left_out_have_no_expected_codings() -> None:
    assert {row["document"] for row in ROWS} == PAPERS.keys() - LEFT_OUT


def test_rows_hold_only_known_values() -> None:
    assert {row["section"] for row in ROWS} <= set(LABELS) - UNCODED_LABELS
    assert {row["role"] for row in CODINGS} <= ROLES
    assert {value for row in CODINGS for value in row["assertion"].split(";")} == ASSERTIONS
    assert {row["register"] for row in ROWS} == {"journal", "narrative"}
    assert {row["words"] for row in CODINGS} == {"yes", "no"}


def test_no_coding_is_expected_twice() -> None:
    keys = Counter((row["document"], row["quote"], row["code"]) for row in ROWS)
    assert [key for key, times in keys.items() if times > 1] == []


def test_traps_say_nothing_but_where_they_are() -> None:
    assert {(row["role"], row["assertion"], row["words"]) for row in TRAPS} == {("", "", "")}
    assert {row["quote"] for row in TRAPS}.isdisjoint(row["quote"] for row in CODINGS)


def test_there_is_enough_of_each_kind() -> None:
    words = Counter(row["words"] for row in CODINGS)
    assert words["yes"] >= 100
    assert words["no"] >= 30
    assert len(TRAPS) >= 25


def test_every_domain_is_covered_by_words() -> None:
    assert {row["code"].split(".")[0] for row in CODINGS if row["words"] == "yes"} == DOMAINS


def test_most_codes_occur_and_some_are_absent_on_purpose() -> None:
    codes = {row["code"] for row in CODINGS}
    assert len(codes) >= 55
    assert codes.isdisjoint(DELIBERATELY_ABSENT)


@pytest.mark.parametrize("code", ["STA.PSYSAFE", "STR.ACCOUNT", "OUT.SUSTAIN"])
def test_some_constructs_live_in_late_sections_only(code: str) -> None:
    found = [row for row in CODINGS if row["code"] == code and row["words"] == "yes"]
    assert len({row["document"] for row in found}) >= 3
    assert {row["section"] for row in CODINGS if row["code"] == code} <= LATE


@pytest.mark.parametrize("code", ["GOAL.OBJECTIVES", "ACT.TEAMING"])
def test_some_constructs_are_never_reported_as_evidence(code: str) -> None:
    said = [set(row["assertion"].split(";")) for row in CODINGS if row["code"] == code]
    assert said
    assert not any(assertions <= EVIDENCE for assertions in said)
