"""Stages of a relation by level: every stage and level is a row, and nothing that is coded is in none."""

from __future__ import annotations

from invented import coding, corpus_of, papers, small_codebook
from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.lifecycle import LifecycleRow, lifecycle

TRUST, FORUM = "STA.TRUST", "STR.FORUM"
FACETS = {
    "level": {"definition": "Between whom.", "values": ["interpersonal", "inter_organisational"]},
    "lifecycle": {"definition": "What happens.", "values": ["foster", "maintain", "not_stated"]},
}
BOOK = small_codebook(facets=FACETS)


def cells(corpus: Corpus, construct: str | None = None) -> dict[tuple[str, str | None], LifecycleRow]:
    return {(row.stage, row.level): row for row in lifecycle(corpus, construct)}


def test_a_study_is_counted_once_in_each_stage_and_level_that_it_reports() -> None:
    first, second = papers(2)
    codings = [
        coding(first, TRUST, "results", lifecycle="foster", level="interpersonal", role="strategy"),
        coding(first, TRUST, "results", at=1, lifecycle="foster", level="interpersonal", role="barrier"),
        coding(second, FORUM, "results", lifecycle="foster maintain", level="inter_organisational"),
        coding(second, TRUST, "methods"),
        coding(second, TRUST, "methods", "planned", lifecycle="maintain"),
    ]
    found = cells(corpus_of([first, second], codings, BOOK))
    assert len(found) == 3 * 4
    assert {place: row.k for place, row in found.items() if row.k} == {
        ("foster", None): 2,
        ("foster", "interpersonal"): 1,
        ("foster", "inter_organisational"): 1,
        ("maintain", None): 1,
        ("maintain", "inter_organisational"): 1,
        ("not_stated", None): 1,
        ("not_stated", "not_stated"): 1,
    }
    foster = found["foster", None]
    assert (foster.n, foster.strategy, foster.barrier, foster.facilitator) == (2, 1, 1, 0)
    assert (dict(foster.constructs), foster.codings) == ({FORUM: 1, TRUST: 1}, (0, 1, 2))
    assert cells(corpus_of([first, second], codings, BOOK), FORUM)["foster", None].k == 1
