"""A codebook whose facets tell all that a gap can be judged by, and codings for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from invented import code_of, coding, corpus_of, small_codebook
from relsynth.codebook import GapThresholds
from relsynth.coding import Coding
from relsynth.documents import Document
from relsynth.synthesis.gaps import Axis, Gap, GapKind, find

USUAL = GapThresholds()
TRUST, BUILD, FORUM = "STA.TRUST", "STG.BUILD", "STR.FORUM"


def facet(*values: str) -> dict[str, object]:
    return {"definition": "What is said.", "values": list(values)}


BOOK = small_codebook(
    code_of(TRUST),
    code_of("STA.TRUST.GOODWILL", parent=TRUST),
    code_of(FORUM, type="structure"),
    code_of(BUILD, type="strategy"),
    code_of("GOAL.OBJECTIVES"),
    code_of("GOAL.ALIGN"),
    code_of("OUT.QUALITY"),
    code_of("OUT.IMPLINK"),
    code_of("NET.PLAIN", unspecific=True),
    domains=[{"id": id_, "label": id_.title()} for id_ in ("STA", "STR", "STG", "GOAL", "OUT", "NET")],
    construct_types=["state", "structure", "strategy"],
    confusable_pairs=[{"pair": [TRUST, BUILD], "rule": "A state, or an act."}],
    facets={
        "level": facet("interpersonal", "inter_organisational", "system"),
        "role": facet("barrier", "facilitator", "strategy", "descriptive"),
        "valence": facet("-2", "-1", "0", "1", "2", "mixed"),
        "phase": facet("preparation", "implementation", "not_stated"),
        "measured": facet("instrument_named", "study_items", "network_data", "qualitative_only", "none"),
        "linked_outcome": facet("adoption", "fidelity", "partnership_outcome_only", "none"),
        "amount": facet("frequency"),
    },
)


def trust(document: Document, section: str = "results", assertion: str = "affirmed", **facets: str) -> Coding:
    """A coding of trust that says how often, so that no study is thin for want of words."""
    return coding(document, TRUST, section, assertion, **({"amount": "often"} | facets))


def gaps_of(
    documents: Sequence[Document],
    codings: Iterable[Coding],
    kind: GapKind,
    *,
    construct: str = TRUST,
    thresholds: GapThresholds = USUAL,
    axes: tuple[Axis, ...] = (),
) -> list[Gap]:
    """Gaps of one kind and construct."""
    found = find(corpus_of(documents, codings, BOOK), thresholds=thresholds, axes=axes)
    return [gap for gap in found if (gap.kind, gap.construct) == (kind, construct)]
