"""The section profile: where papers speak of partnering, per 1,000 words.

Sections differ in length, so counts are set against words. The last row answers
the essay the project grew from: are relations left to the end of the paper? It is
the density of late sections over that of results, with its interval; the tool
measures it and never assumes it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from relsynth.documents import LABELS, LATE_LABELS, UNCODED_LABELS
from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.statistics import Floats, interval


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileRow:
    """A section label: studies that have it, its words, coded sentences and their density.

    ``density`` is sentences with evidence per 1,000 words, ``lower`` and ``upper`` its
    bootstrap interval by study. The ratio row has no words: ``density`` is late over results.
    """

    section: str
    studies: int
    words: int
    sentences: int
    density: float
    lower: float
    upper: float


RATIO = "late sections over results"
PROFILED = [label for label in LABELS if label not in UNCODED_LABELS]
"""Labels that the profile has a row for, and that arrays have a column for."""


def profile(corpus: Corpus) -> tuple[ProfileRow, ...]:
    """One row for each section label that occurs, and the ratio of late sections to results."""
    studies = [number for number, study in enumerate(corpus.studies) if study.has_sections]
    return profile_of(_words(corpus, studies, PROFILED), _coded(corpus, studies, PROFILED))


def profile_of(words: Floats, coded: Floats) -> tuple[ProfileRow, ...]:
    """The rows, from words and coded sentences of shape (studies with sections, labels of ``PROFILED``)."""
    rows = [
        _row(label, words[:, [column]], coded[:, [column]])
        for column, label in enumerate(PROFILED)
        if words[:, column].any()
    ]
    late = [PROFILED.index(label) for label in PROFILED if label in LATE_LABELS]
    results = [PROFILED.index("results")]
    if words[:, late].any() and coded[:, results].any():
        rows.append(_ratio_row(words, coded, late, results))
    return tuple(rows)


def _words(corpus: Corpus, studies: list[int], labels: list[str]) -> Floats:
    return np.array(
        [[dict(corpus.studies[s].words).get(label, 0) for label in labels] for s in studies], dtype=np.float64
    ).reshape(len(studies), len(labels))


def _coded(corpus: Corpus, studies: list[int], labels: list[str]) -> Floats:
    places = {
        (segment.study, segment.section, segment.coding.span)
        for segment in corpus.segments
        if segment.coding.is_evidence
    }
    row_of = {study: row for row, study in enumerate(studies)}
    counts = np.zeros((len(studies), len(labels)))
    for study, section, _ in places:
        if study in row_of and section in labels:
            counts[row_of[study], labels.index(section)] += 1
    return counts


def _density(sums: Floats) -> Floats:
    """Coded sentences per 1,000 words, of sums whose last axis is sentences and words."""
    with np.errstate(divide="ignore", invalid="ignore"):
        values: Floats = 1000 * sums[..., 0] / sums[..., 1]
    return values


def _ratio(sums: Floats) -> Floats:
    """One density over another."""
    with np.errstate(divide="ignore", invalid="ignore"):
        values: Floats = _density(sums[..., :2]) / _density(sums[..., 2:])
    return values


def _sums(words: Floats, coded: Floats) -> Floats:
    return np.column_stack([coded.sum(axis=1), words.sum(axis=1)])


def _row(label: str, words: Floats, coded: Floats) -> ProfileRow:
    sums = _sums(words, coded)
    lower, upper = interval(_density, sums)
    return ProfileRow(
        section=label,
        studies=int((words.sum(axis=1) > 0).sum()),
        words=int(words.sum()),
        sentences=int(coded.sum()),
        density=float(_density(sums.sum(axis=0))),
        lower=lower,
        upper=upper,
    )


def _ratio_row(words: Floats, coded: Floats, late: list[int], results: list[int]) -> ProfileRow:
    sums = np.hstack([_sums(words[:, late], coded[:, late]), _sums(words[:, results], coded[:, results])])
    lower, upper = interval(_ratio, sums)
    return ProfileRow(
        section=RATIO,
        studies=len(words),
        words=int(words[:, late].sum() + words[:, results].sum()),
        sentences=int(coded[:, late].sum() + coded[:, results].sum()),
        density=float(_ratio(sums.sum(axis=0))),
        lower=lower,
        upper=upper,
    )
