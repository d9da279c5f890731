"""How common constructs are once it is known how often the machine is wrong: by own reading, or by borrowed figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import isnan
from typing import Literal

from relsynth.extraction.learned.weights import figures
from relsynth.project import Project
from relsynth.synthesis.evidence import EvidenceRow
from relsynth.synthesis.prevalence import Prevalence, Share, specificity_from, transferred
from relsynth.workflow.evaluation import Corrected
from relsynth.workflow.listing import counted

Basis = Literal["own reading", "borrowed"]

ON_NEW_PAPERS = "_later"
"""Figures on papers read after the codebook's cues were there, which flatter least (docs/explanation/model-card.md)."""
PRECISION, RECALL = "in_paper_precision", "in_paper_recall"
RULE = "Corrected prevalence of a construct in studies: Rogan & Gladen (1978)."
NOBODY = (
    "No person has read a paper alone, and no figures are shipped for the coder {coder}: no prevalence is corrected "
    "for what it misses and imagines."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A construct's prevalence, corrected, and by what."""

    prevalence: Prevalence
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """Corrections by construct, and what has to be known of them."""

    by_construct: Mapping[str, Correction]
    notes: tuple[str, ...]


def corrections(project: Project, rows: Iterable[EvidenceRow]) -> Corrections:
    """Correct the prevalence of each construct: by own reading, or where that tells too little, by the model card's.

    Where people read papers alone, the machine's sensitivity and specificity for each construct are theirs. Where they
    did not, or too few papers with the construct, the overall figures of the model card are borrowed: it tells none by
    construct and study.
    """
    from relsynth.workflow.evaluate import corrected_prevalence  # noqa: PLC0415 it reads sheets, which reads tables

    every = tuple(rows)
    own = {one.construct: one for one in corrected_prevalence(project)}
    found: dict[str, Correction] = {
        name: Correction(prevalence=one.corrected, basis="own reading")
        for name, one in own.items()
        if not isnan(one.corrected.value)
    }
    told = [*_of_own(own.values(), len(found))]
    family = project.config.coder
    if borrowed := _borrowed(family, every):
        left = [row for row in every if row.construct not in found]
        found |= {row.construct: _carried(row, *borrowed) for row in left}
        told += [_of_borrowed(family, len(left), *borrowed)] if left else []
    elif not found:
        return Corrections(by_construct={}, notes=(NOBODY.format(coder=family),))
    return Corrections(by_construct=found, notes=(RULE, *told))


def borrowed_corrections(family: str, rows: Iterable[EvidenceRow]) -> Corrections:
    """Correct the prevalence of each construct by the model card's figures, where nobody could read papers alone."""
    every = tuple(rows)
    if not (borrowed := _borrowed(family, every)):
        return Corrections(by_construct={}, notes=(NOBODY.format(coder=family),))
    found = {row.construct: _carried(row, *borrowed) for row in every}
    return Corrections(by_construct=found, notes=(RULE, _of_borrowed(family, len(every), *borrowed)))


def _of_own(own: Iterable[Corrected], known: int) -> Iterator[str]:
    if known:
        read = max(one.sensitivity.n + one.specificity.n for one in own)
        yield (
            f"Own reading ({counted(known, 'construct')}): by {counted(round(read), 'study', 'studies')} that people "
            "read alone, interval by Lang & Reiczigel (2014)."
        )


def _borrowed(family: str, rows: tuple[EvidenceRow, ...]) -> tuple[float, float] | None:
    """Sensitivity and specificity by the model card, or None where it tells none of this coder."""
    shipped = figures().get(f"{family}{ON_NEW_PAPERS}")
    pairs = sum(row.n for row in rows)
    if not isinstance(shipped, Mapping) or not pairs:
        return None
    share = sum(row.k for row in rows) / pairs
    sensitivity = float(shipped[RECALL])
    specificity = specificity_from(precision=float(shipped[PRECISION]), sensitivity=sensitivity, found=share)
    return None if isnan(specificity) else (sensitivity, specificity)


def _carried(row: EvidenceRow, sensitivity: float, specificity: float) -> Correction:
    share = Share(k=row.k, n=row.n)
    made = transferred(share, sensitivity=sensitivity, specificity=specificity)
    return Correction(prevalence=made, basis="borrowed")


def _of_borrowed(family: str, number: int, sensitivity: float, specificity: float) -> str:
    return (
        f"Borrowed ({counted(number, 'construct')}): sensitivity {sensitivity:.2f} of {family} for a code anywhere in "
        "a paper, from the model card, over all codes together, since it tells none by construct; specificity "
        f"{specificity:.3f} follows from its precision there and from what was found here. Bounds hold of sampling "
        "alone; empty where fewer were found than its false alarms alone would make. Read and code a few papers alone, "
        "and they are replaced by your own."
    )
