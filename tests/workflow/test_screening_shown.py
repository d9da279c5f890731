"""What a coder sees says what the report is and how it came there."""

from __future__ import annotations

from made_up_records import record
from relsynth.screening.ranking import Term
from relsynth.workflow.screening_shown import Shown


def test_a_report_is_told_with_how_it_came_and_what_speaks_for_and_against_it() -> None:
    one = record(1, keywords=("ferry", "ledger"), abstract=None)
    shown = Shown(
        report="r1:0",
        record="r1:1",
        whole=one,
        documents=(),
        stage="title_abstract",
        drawn="random",
        rank=3,
        of=40,
        terms=(Term(text="ledger", weight=0.2), Term(text="harbour", weight=-0.1)),
        criteria=(),
    )
    assert str(shown).splitlines() == [
        "Who pays for the ferry? Partners and their ledgers in three harbours",
        "Lindqvist and Nakamura (2002). Harbour Studies",
        "r1:1, drawn at random (3 of 40)",
        "",
        "no abstract",
        "Keywords: ferry; ledger",
        "For: ledger",
        "Against: harbour",
    ]
    assert (shown.year, shown.doi, shown.journal) == (one.year, one.doi, one.container_title)
