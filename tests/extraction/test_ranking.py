"""What a person is shown before a gap is called: the sentences nearest to a code in words."""

from __future__ import annotations

import pytest

from invented import code_of, paper, papers, small_codebook
from relsynth.codebook import Code
from relsynth.documents import Document
from relsynth.extraction.ranking import rank

FORUM = code_of(
    "STR.FORUM",
    label="Regular forum",
    type="structure",
    definition="Partners sit together at set times and settle common business.",
    examples=["Every Monday the mill and the ferry sat down over bread."],
    examples_journal=["A steering committee met monthly."],
    synonyms=["roundtable"],
)


@pytest.fixture(scope="module")
def forum() -> Code:
    return small_codebook(FORUM).code("STR.FORUM")


@pytest.fixture(scope="module")
def document() -> Document:
    return paper(
        {
            "methods": ["The weather was wet. The roundtable settled common business."],
            "results": ["Each Monday people sat over bread. Boats came late.", "Committees came and went."],
            "back_matter": ["We thank the roundtable that settled common business every Monday."],
        }
    )


def shown(code: Code, *documents: Document, limit: int = 20) -> list[str]:
    return [
        ranked.document.quote(ranked.sentence.start, ranked.sentence.end)
        for ranked in rank(code, documents, limit=limit)
    ]


def test_what_fits_best_comes_first_and_what_does_not_fit_at_all_is_not_shown(forum: Code, document: Document) -> None:
    assert shown(forum, document) == [
        "The roundtable settled common business.",
        "Each Monday people sat over bread.",
        "Committees came and went.",
    ]


def test_words_meet_by_their_beginning(forum: Code) -> None:
    assert shown(forum, paper({"results": ["Partnering went on. Pears ripened."]})) == ["Partnering went on."]


def test_back_matter_is_no_place_to_search(forum: Code, document: Document) -> None:
    assert not [quote for quote in shown(forum, document) if "thank" in quote]


def test_scores_fall_and_are_above_nothing(forum: Code, document: Document) -> None:
    scores = [ranked.score for ranked in rank(forum, [document], limit=20)]
    assert scores == sorted(scores, reverse=True)
    assert min(scores) > 0


@pytest.mark.parametrize("limit", [0, 1, 2, 99])
def test_no_more_are_shown_than_asked_for(forum: Code, document: Document, limit: int) -> None:
    assert shown(forum, document, limit=limit) == shown(forum, document)[:limit]


def test_ties_come_in_reading_order(forum: Code) -> None:
    same = papers(3, {"results": ["The roundtable met.", "The roundtable met."]})
    found = rank(forum, same, limit=10)
    assert [(r.document.name, r.sentence.paragraph) for r in found] == [
        (document.name, paragraph) for document in same for paragraph in (0, 1)
    ]


def test_a_rare_word_weighs_more_than_a_common_one(forum: Code) -> None:
    common = ["The committee met." for _ in range(9)]
    assert shown(forum, paper({"results": [*common, "The roundtable met."]}), limit=1) == ["The roundtable met."]


def test_nothing_is_shown_of_nothing(forum: Code) -> None:
    assert shown(forum) == []
    assert shown(forum, paper({"results": ["A b c."]})) == []
