"""What the index counts once, and the constants that it is made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from invented import coding, paper
from invented_dataset import BOOK, dataset_of
from relsynth.datasets.duck import open_dataset
from relsynth.datasets.index import LATE, listed, mask_of
from relsynth.documents import LABELS, LATE_LABELS


def test_a_paper_that_stands_in_two_partitions_or_twice_in_one_counts_once(tmp_path: Path) -> None:
    one = paper({"results": ["Trust grew."]}, name="one.txt", doi="10.1/a")
    two = paper({"results": ["Trust grew."]}, name="two.txt", doi="10.1/a")
    codings = [coding(one, "STA.TRUST", "results"), coding(two, "STA.TRUST", "results")]
    with open_dataset(dataset_of(tmp_path / "d", [one, two], codings, partitions=2), BOOK) as dataset:
        assert dataset.rows("SELECT count(*) FROM papers_read") == [(4,)]
        assert dataset.rows("SELECT count(*) FROM papers") == [(2,)]
        assert dataset.rows("SELECT names FROM studies") == [("one.txt;two.txt",)]
        assert dataset.rows("SELECT count(*) FROM segments") == [(2,)]


def test_codes_that_the_codebook_lacks_and_the_back_matter_are_passed_over(tmp_path: Path) -> None:
    one = paper({"results": ["Trust grew.", "So it was."], "back_matter": ["Trust."]}, name="one.txt")
    codings = [coding(one, "STA.TRUST", "results"), coding(one, "STA.TRUST", "back_matter")]
    with open_dataset(dataset_of(tmp_path / "d", [one], codings, partitions=1), BOOK) as dataset:
        assert dataset.rows("SELECT section::VARCHAR FROM segments") == [("results",)]


@pytest.mark.parametrize("labels", [(), ("title",), LABELS])
def test_labels_are_bits(labels: tuple[str, ...]) -> None:
    assert mask_of(labels).bit_count() == len(labels)
    assert mask_of(LATE_LABELS) == LATE


def test_constants_are_listed() -> None:
    assert listed(["a", "b_c"]) == "['a', 'b_c']"
