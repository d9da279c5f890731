"""What a coder is given to read, and what makes it one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from invented import paper
from relsynth.documents import UNCODED_LABELS
from relsynth.extraction.proposals import Costly, Proposal, Ranking, Reading, read

DOCUMENT = paper(
    {"abstract": ["We met."], "results": ["They argued. They ate.", "They left."], "back_matter": ["We thank them."]}
)


class Plain:
    """A coder that proposes nothing."""

    name = "plain@1"

    def propose(self, reading: Reading) -> Iterable[Proposal]:
        return ()


class Dear(Plain):
    """One that costs something."""

    def foretell(self, readings: Iterable[Reading]) -> str:
        return "a lot"

    def account(self) -> str:
        return "more"


class Ordering(Plain):
    """One that puts sentences in order."""

    def rank(self, reading: Reading) -> Sequence[float]:
        return [0.0] * len(reading.codable)


def test_a_reading_has_every_sentence_in_order_with_its_section() -> None:
    reading = read(DOCUMENT)
    told = [(reading.label(one), reading.text(one)) for one in reading.sentences if reading.label(one) != "title"]
    assert told == [
        ("abstract", "We met."),
        ("results", "They argued."),
        ("results", "They ate."),
        ("results", "They left."),
        ("back_matter", "We thank them."),
    ]


def test_what_may_be_coded_leaves_out_back_matter_alone() -> None:
    reading = read(DOCUMENT)
    left = [one for one in reading.sentences if one not in reading.codable]
    assert [reading.text(one) for one in left] == ["We thank them."]
    assert {reading.label(one) for one in left} <= UNCODED_LABELS


def test_what_a_coder_can_is_told_by_what_it_has() -> None:
    assert [isinstance(one, Costly) for one in (Plain(), Dear(), Ordering())] == [False, True, False]
    assert [isinstance(one, Ranking) for one in (Plain(), Dear(), Ordering())] == [False, False, True]
