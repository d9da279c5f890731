"""Gaps of a dataset are those of the project's path."""

from __future__ import annotations

from dataclasses import astuple
from pathlib import Path

import numpy as np
import pytest

from invented_dataset import BOOK, chanced, corpus_by, dataset_of, without_places
from relsynth.codebook import GapThresholds
from relsynth.datasets.duck import open_dataset
from relsynth.datasets.gap_finding import barriers, find_gaps
from relsynth.synthesis.gaps import disputes, find
from relsynth.synthesis.gaps.claims import KINDS
from relsynth.synthesis.matching import answered

EASY = GapThresholds(
    n_min=5, floor=0.3, k_thin=1, k_rel=1, tau_rel=0.3, tau_meas=0.5, tau_link=0.5, tau_one=0.5, tau_contra=0.1,
    k_contra=2, k_barrier=1, tau_barrier=0.9,
)  # fmt: skip
"""Thresholds under which a few made-up studies have gaps of every kind."""
SEEDS = range(8)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("thresholds", [GapThresholds(), EASY], ids=["usual", "easy"])
def test_gaps_are_those_of_the_corpus(tmp_path: Path, seed: int, thresholds: GapThresholds) -> None:
    documents, codings = chanced(seed)
    corpus = corpus_by(documents, codings)
    with open_dataset(dataset_of(tmp_path / "d", documents, codings), BOOK) as dataset:
        found = find_gaps(dataset, thresholds)
    wanted = [without_places(gap, "codings", "studies") for gap in find(corpus, thresholds=thresholds)]
    np.testing.assert_equal([astuple(gap) for gap in found.gaps], [astuple(gap) for gap in wanted])
    assert disputes.parted(found.directions) == disputes.parted(disputes.directions(corpus, thresholds=thresholds))


def test_what_is_compared_has_gaps_of_every_kind_that_a_dataset_can_tell() -> None:
    kinds = {gap.kind for seed in SEEDS for gap in find(corpus_by(*chanced(seed)), thresholds=EASY)}
    assert kinds >= {*KINDS} - {"one_setting", "praise_only"}


@pytest.mark.parametrize("papers", [12])
def test_where_each_study_says_a_sentence_of_it_what_stands_beside_is_looked_at(tmp_path: Path, papers: int) -> None:
    documents, codings = chanced(21, papers=papers)
    plain = [one for one in codings if not one.facet("amount")]
    thresholds = GapThresholds(k_thin=0, floor=0.0)
    with open_dataset(dataset_of(tmp_path / "d", documents, plain), BOOK) as dataset:
        found = {gap.construct for gap in find_gaps(dataset, thresholds).gaps if gap.kind == "thin"}
    corpus = corpus_by(documents, plain)
    assert found == {gap.construct for gap in find(corpus, thresholds=thresholds) if gap.kind == "thin"}


@pytest.mark.parametrize("seed", [31, 32])
def test_barriers_and_what_is_done_against_them_are_counted_as_in_the_corpus(tmp_path: Path, seed: int) -> None:
    documents, codings = chanced(seed, papers=80)
    corpus = corpus_by(documents, codings)
    wanted = {}
    for told in answered(corpus, "barrier"):
        near = {study for match in told.matches if match.nearness == "study" for study in (match.study,)}
        wanted[told.construct] = (told.k, len(told.met), len(near - {*told.met}))
    with open_dataset(dataset_of(tmp_path / "d", documents, codings), BOOK) as dataset:
        found = {construct: (one.k, one.met, one.elsewhere) for construct, one in barriers(dataset).items()}
    assert found == wanted
    assert all(any(figures[turn] for figures in found.values()) for turn in range(3))
