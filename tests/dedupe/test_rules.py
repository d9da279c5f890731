"""Each rule of the table holds for a pair that a librarian would name it for, and those that forbid come first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from relsynth.dedupe.likeness import likeness, score
from relsynth.dedupe.rules import RULES, SURE, UNSURE, Pair, judge
from relsynth.dedupe.traits import traits
from relsynth.dedupe.weights import WEIGHTS
from relsynth.records import Origin, Record

ARTICLE: dict[str, Any] = {
    "title": "Walking groups in small towns of the northern coast: a trial in 12 towns",
    "authors": ("Berg, Ada", "Okafor, Ben", "Lund, Cora"),
    "container_title": "Journal of Towns",
    "year": 2011,
    "volume": "12",
    "issue": "3",
    "page": "101-109",
    "abstract": "We asked whether groups that walk together keep walking. In twelve towns we formed groups and counted "
    "their steps for a year. Groups that chose their own way walked longer, and more of them still met in the end.",
}
OTHER_ABSTRACT = (
    "Bridges are costly. This paper weighs what two councils paid for theirs against the ferries before them, and "
    "finds that neither bridge had earned its price after ten winters, though trade had grown on both of the shores."
)
NOWHERE = {"volume": None, "issue": None, "page": None}
BARE = ARTICLE | {"title": "Walking groups in small towns of the northern coast", "abstract": None}
BOOK = BARE | NOWHERE | {"type": "chapter"}
ELSEWHERE = {"container_title": "Proceedings of the Coastal Congress", "volume": "3", "page": "44", "issue": None}


def rule_of(a: dict[str, Any], b: dict[str, Any]) -> str | None:
    first, second = (traits(Record(origin=Origin(1, 1), **{**ARTICLE, **said})) for said in (a, b))
    like = likeness(first, second)
    rule = judge(Pair(first, second, like, score(like, WEIGHTS)))
    return rule and rule.name


CASES = [
    pytest.param({}, {"doi": "10.1/a"}, "same title and place", id="one-without-doi"),
    pytest.param({"doi": "10.1/a"}, {"doi": "10.1/A", "page": None}, "same DOI", id="doi"),
    pytest.param({"pmid": "1"}, {"pmid": "1", "title": "Walking groups in small towns"}, "same PMID", id="pmid"),
    pytest.param({}, {"volume": None, "page": None, "issue": None}, "same title and abstract", id="no-place"),
    pytest.param({"abstract": None}, {"volume": None, "page": None}, "same title and authors", id="authors"),
    pytest.param({}, {"title": "[Wandergruppen an der Küste]"}, "same abstract and place", id="translated"),
    pytest.param({"doi": "10.1/a"}, {"doi": "10.1/b"}, "two DOIs", id="two-dois"),
    pytest.param({"pmid": "1"}, {"pmid": "2"}, "two PMIDs", id="two-pmids"),
    pytest.param({}, {"title": f"Erratum: {ARTICLE['title']}", "page": "208"}, "correction or reply", id="erratum"),
    pytest.param({}, {"title": f"{ARTICLE['title']} - Reply"}, "correction or reply", id="reply-on-the-same-page"),
    pytest.param(
        {"title": "Walking groups in small towns of the coast. Part I"},
        {"title": "Walking groups in small towns of the coast. Part II", "page": "110-119", "abstract": None},
        "parts of one work",
        id="parts",
    ),
    pytest.param(
        {"container_title": "Cochrane Database Syst Rev", "doi": "10.1002/14651858.CD006828.pub2", "page": "CD006828"},
        {
            "container_title": "Cochrane Database of Systematic Reviews",
            "doi": "10.1002/14651858.CD006828.pub3",
            "page": "CD006828",
            "year": 2014,
        },
        "updates of one review",
        id="cochrane",
    ),
    pytest.param(
        {"doi": "10.1/a"},
        {"doi": "10.1101/2020.01.02.123456", "container_title": "medRxiv", "volume": None, "page": None, "year": 2010},
        "preprint and article",
        id="preprint",
    ),
    pytest.param(
        {},
        {"title": f"{ARTICLE['title']}: study protocol", "volume": "10", "page": "9-20", "year": 2009},
        "protocol and results",
        id="protocol",
    ),
    pytest.param({}, ELSEWHERE, "reported elsewhere", id="congress"),
    pytest.param(
        {"doi": "10.1/a"}, {**ELSEWHERE, "doi": "10.1/a"}, "reported elsewhere", id="congress-with-the-article's-doi"
    ),
    pytest.param(
        {"abstract": None, "year": 2012},
        {"container_title": "Coast and Harbour", "page": "30-8", "abstract": None},
        "two journals",
        id="two-journals-of-one-volume",
    ),
    pytest.param({"page": None}, {"page": None, "volume": "13"}, "two volumes", id="volumes-of-proceedings"),
    pytest.param(
        {"abstract": None},
        {"abstract": None, "title": "Bridges and ferries: what two councils paid for theirs"},
        "two titles",
        id="two-abstracts-on-one-page",
    ),
    pytest.param(
        {"abstract": None, "page": None},
        {"abstract": None, "page": None, "title": str(ARTICLE["title"]).replace("12", "24")},
        "other numbers in the title",
        id="other-numbers",
    ),
    pytest.param(
        BARE | {"title": f"{BARE['title']} (I)", "page": "12-19"},
        BARE | {"title": f"{BARE['title']} (II)", "page": "20-29"},
        "parts of one work",
        id="parts-in-brackets",
    ),
    pytest.param(
        BARE | {"page": "12-19"},
        BARE | {"title": f"{BARE['title']} (II)", "page": "20-29"},
        "parts of one work",
        id="the-first-part-does-not-say-so",
    ),
    pytest.param(
        BARE,
        BARE | {"title": f"{BARE['title']} II"},
        "same title and place",
        id="a-title-cut-before-its-number-on-the-same-page",
    ),
    pytest.param(BARE, BARE | {"issue": "Suppl 1", "page": "S44"}, "two places", id="congress-abstract-in-the-journal"),
    pytest.param(BARE, BARE | {"page": "201-9"}, "two places", id="other-first-and-last-page"),
    pytest.param({}, {"issue": "1", "page": "44-9"}, "same title and abstract", id="other-pages-but-the-abstract"),
    pytest.param(
        BARE | {"title": "Editorial", "page": "1", "issue": "1"},
        BARE | {"title": "Editorial", "page": "1", "issue": "4"},
        "a title of many",
        id="editorials-of-two-issues",
    ),
    pytest.param(
        BARE | NOWHERE | {"title": "社区护理合作实施研究", "volume": "12"},
        BARE | NOWHERE | {"title": "社区护理合作实施研究", "volume": "12"},
        "same title and authors",
        id="a-telling-title-without-spaces",
    ),
    pytest.param(
        BARE | {"title": "编者按", "issue": "1"},
        BARE | {"title": "编者按", "issue": "4"},
        "a title of many",
        id="chinese-editorials",
    ),
    pytest.param(
        BARE | {"title": "Editorial", "page": "1"},
        BARE | {"title": "Editorial", "page": "1"},
        "same title and place",
        id="one-editorial",
    ),
    pytest.param(
        BOOK | {"title": "Introduction", "container_title": "Handbook of towns"},
        BOOK | {"title": "Introduction", "container_title": "Handbook of coasts"},
        "a title of many",
        id="introductions-to-two-handbooks",
    ),
    pytest.param(
        BOOK | {"container_title": "Handbook of towns"},
        BOOK | {"container_title": "Handbook of coasts"},
        "two books",
        id="chapters-of-two-books",
    ),
    pytest.param(
        BOOK | {"container_title": "Handbook of towns"},
        BOOK | {"container_title": "Handbook of towns: a guide"},
        "same title and authors",
        id="chapter-of-one-book",
    ),
    pytest.param(
        BARE,
        BOOK | {"container_title": None, "type": "article", "publisher": "Research Square"},
        "preprint and article",
        id="preprint-by-publisher",
    ),
    pytest.param(BARE, BOOK | {"type": "thesis", "container_title": None}, "thesis and article", id="thesis"),
    pytest.param(
        BOOK | {"type": "book", "container_title": None},
        BOOK | {"type": "thesis", "container_title": None},
        "same title and authors",
        id="a-thesis-taken-for-a-book",
    ),
    pytest.param(
        BARE | NOWHERE | {"title": "Walking groups in small towns of the northern coast in men"},
        BARE | NOWHERE | {"title": "Walking groups in small towns of the northern coast in women"},
        "another word in the title",
        id="in-men-and-in-women",
    ),
    pytest.param(
        BARE | {"page": None, "title": "Randomised groups in small towns of the northern coast"},
        BARE | {"page": None, "title": "Randomized groups in small towns of the northern coast"},
        "same title and authors",
        id="one-word-in-two-spellings",
    ),
    pytest.param(BARE | {"volume": None}, BARE | {"volume": None, "page": "102-9"}, "alike in all", id="contradicts"),
    pytest.param(
        BARE | {"pmid": "1"},
        BARE | {"pmid": "1", "page": "98", "authors": ("Sand, Dora",), "title": "Walking groups in towns: a view"},
        "PMID of two",
        id="comment-with-the-article's-pmid",
    ),
    pytest.param({}, {"title": None, "authors": ()}, "alike in part", id="no-title-nor-authors"),
    pytest.param(
        {},
        {
            "title": "What two councils paid for a bridge",
            "authors": ("Sand, Dora",),
            "abstract": OTHER_ABSTRACT,
            "page": "110-9",
        },
        None,
        id="another-article",
    ),
]


@pytest.mark.parametrize(("a", "b", "name"), CASES)
def test_a_pair_is_judged_by_the_rule_a_librarian_would_name(
    a: dict[str, Any], b: dict[str, Any], name: str | None
) -> None:
    assert rule_of(a, b) == name
    assert rule_of(b, a) == name


def test_names_of_rules_are_unique_and_each_says_something() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.says and rule.name != rule.says for rule in RULES)


def test_rules_that_forbid_stand_before_those_that_join() -> None:
    relations = [rule.relation for rule in RULES]
    joins = relations.index("duplicate")
    assert set(relations[:joins]) == {"version", "unsure"}
    assert "version" not in relations[joins:]


def test_thresholds_leave_room_for_doubt() -> None:
    assert 0 < UNSURE < 0.5 < SURE < 1
    assert all(0 <= rule.floor <= 1 for rule in RULES)


def test_the_explanation_lists_every_rule_as_the_table_has_it() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "duplicates.md"
    rows = [line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    assert rows[1:] == [f"| {rule.name} | {rule.relation} | {rule.says} |" for rule in RULES]
