"""The evidence table and the section profile are those of the project's path."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from invented_dataset import BOOK, chanced, corpus_by, dataset_of, without_places
from relsynth.datasets.counting import evidence_rows, odds_counts, profile_rows
from relsynth.datasets.duck import open_dataset
from relsynth.synthesis.evidence import tabulate
from relsynth.synthesis.profile import profile


@pytest.mark.parametrize("seed", range(6))
def test_the_tables_are_those_of_the_corpus(tmp_path: Path, seed: int) -> None:
    documents, codings = chanced(seed)
    corpus = corpus_by(documents, codings)
    with open_dataset(dataset_of(tmp_path / "d", documents, codings), BOOK) as dataset:
        assert evidence_rows(dataset) == tuple(without_places(row, "codings") for row in tabulate(corpus))
        np.testing.assert_equal(
            [_plain(row) for row in profile_rows(dataset)], [_plain(row) for row in profile(corpus)]
        )
        assert any(row.k for row in evidence_rows(dataset))


def _plain(row: object) -> list[object]:
    return [getattr(row, name) for name in type(row).__slots__]  # type: ignore[attr-defined]


def test_late_and_early_segments_are_counted_where_place_tells_something(tmp_path: Path) -> None:
    documents, codings = chanced(3)
    corpus = corpus_by(documents, codings)
    wanted = np.zeros((corpus.n, 2))
    for segment in corpus.segments:
        study = corpus.studies[segment.study]
        if segment.coding.is_evidence and study.has_sections and not study.is_lessons_paper:
            wanted[segment.study, int(not segment.is_late)] += 1
    with open_dataset(dataset_of(tmp_path / "d", documents, codings), BOOK) as dataset:
        assert wanted.any()
        np.testing.assert_array_equal(odds_counts(dataset, None), wanted)
        own = [odds_counts(dataset, code.id) for code in BOOK.constructs]
        np.testing.assert_array_equal(sum(own), wanted)
