"""The evidence table by construct: on how many studies each rests, how they speak of it, and in whose words."""

from __future__ import annotations

from collections import Counter

from relsynth.reports.tables import Cell, Table
from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.evidence import EvidenceRow, tabulate
from relsynth.synthesis.gaps import Axis
from relsynth.synthesis.quotes import RULE, key_quotes
from relsynth.workflow.gap_tables import numbers_of

EVIDENCE_COLUMNS = (
    *("construct", "label", "domain", "n", "k", "share", "lower", "upper", "present", "lack_only"),
    *("barrier", "facilitator", "mixed", "strategy", "goal", "explicit", "passing", "segments", "sections", "levels"),
    *("settings", "explicitness", "measured", "measures", "linked", "linked_outcomes"),
    *("recommended", "planned", "hypothetical", "reported_by_others", "quotes", "codings"),
)
SETTING = "setting"
MIXED = "Mixed studies report a construct as barrier and as facilitator, and are counted in both of these columns, too."
MEASURES = (
    "Measured: by a named instrument, items of the study's own, or network data. Linked: tied to an implementation "
    "outcome, which is no cause. 0 is 'not found by the machine' where no person coded it, and does not show that "
    "there is none."
)


def construct_table(corpus: Corpus, notes: tuple[str, ...], *, axes: tuple[Axis, ...] = ()) -> Table:
    """A row for each construct, zeros too, with its key quotes and what is behind it.

    Args:
        notes: what every table says at its foot.
        axes: what studies were like, for their settings.
    """
    settings = next((axis for axis in axes if axis.name == SETTING), None)
    return Table(
        title="Evidence by construct",
        columns=EVIDENCE_COLUMNS,
        rows=tuple(
            tuple(_cell(corpus, row, column, settings) for column in EVIDENCE_COLUMNS) for row in tabulate(corpus)
        ),
        notes=(*notes, MIXED, MEASURES, RULE),
    )


def _cell(corpus: Corpus, row: EvidenceRow, column: str, settings: Axis | None) -> Cell:
    if column == "share":
        return row.k / row.n if row.n else 0.0
    if column == "settings":
        return _settings(corpus, row, settings)
    if column == "quotes":
        return " | ".join(str(quote) for quote in key_quotes(corpus, row.codings)) or None
    if column == "codings":
        return numbers_of(corpus, (n for n in row.codings if corpus.segments[n].coding.is_evidence))
    value = getattr(row, column)
    return dict(value) if isinstance(value, tuple) else value


def _settings(corpus: Corpus, row: EvidenceRow, settings: Axis | None) -> Cell:
    """Studies with evidence by setting, the commonest first; None where nothing is known of any."""
    evidence = (corpus.segments[n] for n in row.codings if corpus.segments[n].coding.is_evidence)
    studies = {segment.study for segment in evidence} if settings else set()
    counts = Counter(value for study in studies for value in (settings.values[study] if settings else ()))
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))) or None
