"""Records with their labels as files that other screening programs open: tables (CSV) and RIS.

What a program has no place for is not squeezed in: ASReview's label is 1, 0 or nothing, and one a record; Rayyan's
reasons and labels are the record's; only our own columns (``screening_labels.OWN_NAMES``), which the layouts for
Covidence and EPPI-Reviewer carry, hold a whole label, and one a record. Read again by ``screening_labels``, a file
gives the labels that it was written from, as far as its layout can hold them.

Covidence and EPPI-Reviewer import no verdicts: there, the label is a note of the record, to sort or search by.
Source: the documentation of ASReview's data format; the columns of Rayyan's and of Covidence's own exports.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from relsynth.formats import ris
from relsynth.formats.rayyan_notes import rayyan_text
from relsynth.formats.rows import HEADER, OWN, cells_of
from relsynth.formats.screening_labels import (
    DECISION,
    NOTE,
    REASON,
    RECORD,
    REVIEWER,
    STAGE,
    STAGES,
    TAGS,
    Label,
    written,
    written_list,
)
from relsynth.records import Record

Layout = Literal["asreview", "rayyan", "covidence", "eppi"]
LAYOUTS: tuple[Layout, ...] = get_args(Layout)
SUFFIXES = (".csv", ".ris")
OF_MANY: frozenset[Layout] = frozenset({"rayyan"})
"""Layouts that hold labels of several coders for a record; the others hold one label."""

_RAYYAN = {"include": "Included", "exclude": "Excluded", "maybe": "Maybe"}
_ASREVIEW = {"include": "1", "exclude": "0"}
_ASREVIEW_IN_RIS = {"include": "ASReview_relevant", "exclude": "ASReview_irrelevant"}
_RAYYAN_COLUMNS = {
    **{name: name for name in ("title", "year", "volume", "issue", "authors", "url", "language", "publisher")},
    **{"journal": "container_title", "issn": "issn", "pages": "page", "abstract": "abstract", "doi": "doi"},
    **{"keywords": "keywords", "pubmed_id": "pmid", "pmc_id": "pmcid"},
}
_COVIDENCE_COLUMNS = {
    **{"Title": "title", "Authors": "authors", "Abstract": "abstract", "Published Year": "year"},
    **{"Journal": "container_title", "Volume": "volume", "Issue": "issue", "Pages": "page", "DOI": "doi"},
}
"""Columns as the program's own exports name them -> field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A record to write, its id, and its labels: in a layout that is not ``OF_MANY``, one or none."""

    id: str
    record: Record
    labels: tuple[Label, ...] = ()


def holds(label: Label, layout: Layout) -> bool:
    """Whether a layout has a word for a verdict: ASReview knows no "maybe"."""
    return layout != "asreview" or label.verdict in _ASREVIEW


def write_sheet(labelled: Iterable[Labelled], *, layout: Layout, suffix: str) -> bytes:
    """Return a whole file, ``.csv`` or ``.ris``."""
    if suffix == ".ris":
        return ris.write_records(replace(one.record, extra=_notes(one, layout)) for one in labelled)
    return _table(labelled, layout)


# -- notes of RIS


def _notes(one: Labelled, layout: Layout) -> tuple[tuple[str, str], ...]:
    told = _pairs(one.labels, layout)
    if layout == "asreview":
        words = [_ASREVIEW_IN_RIS.get(label.verdict, "") for label in one.labels]
        lines = [*filter(None, words), *(f"{name}: {said}" for name, said in told.items() if name != "included")]
    elif layout == "rayyan":
        lines = list(told.values())
    else:
        lines = [said if name == "Codes" else f"{name}: {said}" for name, said in told.items()]
    return tuple(("N1", line) for line in [*lines, f"{RECORD}: {one.id}"])


# -- tables


def _table(labelled: Iterable[Labelled], layout: Layout) -> bytes:
    sheet = io.StringIO(newline="")
    rows = csv.writer(sheet)
    columns = _columns(layout)
    rows.writerow(columns)
    for number, one in enumerate(labelled, start=1):
        said = dict(zip(HEADER, cells_of(replace(one.record, extra=())), strict=True))
        said |= _named(said, layout, number) | dict(_pairs(one.labels, layout)) | {RECORD: one.id}
        rows.writerow([said.get(column, "") for column in columns])
    return sheet.getvalue().encode("utf-8-sig", "replace")


def _columns(layout: Layout) -> Sequence[str]:
    own = (DECISION, STAGE, REVIEWER, REASON, NOTE, TAGS, RECORD)
    if layout == "rayyan":
        return ("key", *_RAYYAN_COLUMNS, "notes", RECORD)
    if layout == "covidence":
        return (*_COVIDENCE_COLUMNS, *own)
    if layout == "eppi":
        return (*HEADER[:-1], "Codes", *own, OWN)
    return (*HEADER[:-1], "included", "asreview_user_name", "asreview_note", "asreview_tags", RECORD, OWN)


def _named(said: Mapping[str, str], layout: Layout, number: int) -> dict[str, str]:
    """The fields under a program's own names; in a table with our names there is nothing to add."""
    names = {"rayyan": _RAYYAN_COLUMNS, "covidence": _COVIDENCE_COLUMNS}.get(layout, {})
    found = {column: said[field] for column, field in names.items()}
    if layout == "rayyan":
        found |= {"key": str(number), "authors": said["authors"].replace("; ", " and ")}
    return found


def _pairs(labels: Sequence[Label], layout: Layout) -> Mapping[str, str]:
    """What the labels of a record are as cells: name of the column -> text; in RIS, each a note."""
    if not labels:
        return {}
    if layout == "rayyan":
        return {"notes": _rayyan(labels)}
    (label,) = labels
    if layout == "asreview":
        told = {
            "included": _ASREVIEW.get(label.verdict),
            "asreview_user_name": label.coder and written(label.coder),
            "asreview_note": label.note and written(label.note),
            "asreview_tags": json.dumps(label.tags) if label.tags else None,
        }
        return {name: said for name, said in told.items() if said} if told["included"] else {}
    own = {
        "Codes": _code(label) if layout == "eppi" else None,
        DECISION: label.verdict.capitalize(),
        STAGE: STAGES[label.stage] if label.stage else None,
        REVIEWER: label.coder and written(label.coder),
        REASON: label.reason and written(label.reason),
        NOTE: label.note and written(label.note),
        TAGS: written_list(label.tags) if label.tags else None,
    }
    return {name: said for name, said in own.items() if said}


def _code(label: Label) -> str:
    reason = " ".join((label.reason or "").split()) if label.verdict != "include" else ""
    return f"{label.verdict.upper()} on {reason or STAGES[label.stage or 'title_abstract']}"


def _rayyan(labels: Iterable[Label]) -> str:
    held = [label for label in labels if label.coder]
    return rayyan_text(
        {str(label.coder): _RAYYAN[label.verdict] for label in held},
        labels=dict.fromkeys(tag for label in held for tag in label.tags),
        reasons=dict.fromkeys(reason for label in held for reason in label.reasons),
        notes={str(label.coder): label.note for label in held if label.note},
    )
