"""Fitting a project's layer to what its people have judged, and trying it on papers it has not seen.

The model is logistic with a slope, a shift that all taught codes share and a bias for each, all drawn towards
"as the coder has it" (slope 1, shift and bias 0) by normal priors, so that a few judgements move little and many
as much as they warrant. The threshold is where F1 of all taught codes together is highest, were each candidate right
as often as its new score says: no noise of single judgements is in it twice.

Source: the threshold: Lipton, Elkan & Narayanaswamy (2014), Optimal thresholding of classifiers to maximize F1.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from relsynth.extraction.local_layer import Lesson, log_odds, recalibrated
from relsynth.synthesis.agreement import Counts

Floats = NDArray[np.float64]

NEEDED = 10
"""Judgements of a code from which it is taught: with fewer, the prior says nearly all."""
NEEDED_PAPERS = 3  # in which they stand: one paper tells of itself
FEWEST_PAPERS = 5  # judged papers from which there is something to try the layer on
FOLDS = 10
SLOPE_SD = 0.5  # of the prior of the slope, about 1
SHIFT_SD = 1.0  # log odds; of the shift that codes share, about 0
BIAS_SD = 1.0  # log odds; of what is a code's own, about 0
SLOPES = (0.1, 10.0)
"""Bounds of the slope: a score that people hold against is worth little, and is not turned round."""
HELD = 1e12  # precision of a prior that lets nothing move
STEPS = 50  # of Newton's method; it needs fewer than ten
CLOSE = 1e-8  # change of a parameter below which it has arrived


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What a coder could propose, whether it does, and each word of a person on it: True for, False against."""

    code: str
    score: float
    proposed: bool
    words: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """A paper to learn from: candidates, and for each code how many codings of people no candidate meets."""

    paper: str
    candidates: tuple[Candidate, ...]
    missed: int = 0

    @property
    def judged(self) -> int:
        """How many words of people there are on its candidates."""
        return sum(len(one.words) for one in self.candidates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """A fitted layer: slope, and lessons by code; ``untaught`` are the codes with too few judgements, and how many."""

    slope: float
    codes: Mapping[str, Lesson]
    untaught: Mapping[str, int]

    def keeps(self, one: Candidate) -> bool:
        """Whether the layer lets a candidate through."""
        lesson = self.codes.get(one.code)
        if lesson is None:
            return one.proposed
        return recalibrated(one.score, slope=self.slope, bias=lesson.bias) >= lesson.threshold


def learn(papers: Sequence[Lessons]) -> Learned:
    """Fit the layer to papers; of codes with too few judgements nothing is learned."""
    judged: Counter[str] = Counter()
    where: dict[str, set[str]] = defaultdict(set)
    for paper in papers:
        for one in paper.candidates:
            judged[one.code] += len(one.words)
            if one.words:
                where[one.code].add(paper.paper)
    taught = sorted(code for code, n in judged.items() if n >= NEEDED and len(where[code]) >= NEEDED_PAPERS)
    untaught = {code: n for code, n in sorted(judged.items()) if n and code not in taught}
    if not taught:
        return Learned(slope=1.0, codes={}, untaught=untaught)
    slope, biases = _fitted(papers, taught)
    threshold = _threshold(papers, slope, biases)
    agreed = Counter(one.code for paper in papers for one in paper.candidates for word in one.words if word)
    return Learned(
        slope=slope,
        codes={
            code: Lesson(bias=bias, threshold=threshold, judged=judged[code], agreed=agreed[code])
            for code, bias in biases.items()
        },
        untaught=untaught,
    )


def tried(papers: Sequence[Lessons]) -> tuple[list[Counts], list[Counts]]:
    """Counts by paper, without a layer and with one that was fitted to other papers: cross-validation by paper.

    Counts are of people's words on what the coder proposes: for both, against, and for what it does not propose.
    """
    folds = min(FOLDS, len(papers))
    before, after = [], []
    learned = [learn([paper for n, paper in enumerate(papers) if n % folds != fold]) for fold in range(folds)]
    for number, paper in enumerate(papers):
        layer = learned[number % folds]
        before.append(_counts(paper, [one.proposed for one in paper.candidates]))
        after.append(_counts(paper, [layer.keeps(one) for one in paper.candidates]))
    return before, after


def _counts(paper: Lessons, kept: Iterable[bool]) -> Counts:
    said = Counter((keep, word) for keep, one in zip(kept, paper.candidates, strict=True) for word in one.words)
    return said[True, True], said[True, False], said[False, True] + paper.missed


def _fitted(papers: Sequence[Lessons], taught: Sequence[str]) -> tuple[float, dict[str, float]]:
    """Slope, and bias by code: the maximum of the likelihood times the priors, by Newton's method."""
    place = {code: n for n, code in enumerate(taught)}
    words = [
        (log_odds(one.score), place[one.code], word)
        for paper in papers
        for one in paper.candidates
        if one.code in place
        for word in one.words
    ]
    design = np.zeros((len(words), 2 + len(taught)))
    design[:, 0] = [odds for odds, _, _ in words]
    design[:, 1] = 1.0
    design[np.arange(len(words)), [2 + code for _, code, _ in words]] = 1.0
    told = np.array([float(word) for _, _, word in words])
    found = _maximum(design, told)
    if not SLOPES[0] <= found[0] <= SLOPES[1]:
        found = _maximum(design, told, held=float(np.clip(found[0], *SLOPES)))
    slope, shift, *own = (float(value) for value in found)
    return round(slope, 6), {code: round(shift + bias, 6) for code, bias in zip(taught, own, strict=True)}


def _maximum(design: Floats, said: Floats, held: float | None = None) -> Floats:
    """The maximum of the likelihood times the priors; of all but the slope where that is ``held``."""
    centre = np.zeros(design.shape[1])
    centre[0] = 1.0
    pull = np.full(design.shape[1], BIAS_SD**-2)
    pull[:2] = SLOPE_SD**-2, SHIFT_SD**-2
    if held is not None:
        centre[0], pull[0] = held, HELD
    at: Floats = centre.copy()
    for _ in range(STEPS):
        expected = 1 / (1 + np.exp(-np.clip(design @ at, -30, 30)))
        slope = design.T @ (said - expected) - pull * (at - centre)
        bend = (design * (expected * (1 - expected))[:, None]).T @ design + np.diag(pull)
        step = np.linalg.solve(bend, slope)
        at = at + np.clip(step, -1, 1)
        if np.abs(step).max() < CLOSE:
            break
    return at


def _threshold(papers: Sequence[Lessons], slope: float, biases: Mapping[str, float]) -> float:
    """The score from which to propose, for the highest F1 to be expected of the codes that are taught."""
    candidates = (one for paper in papers for one in paper.candidates if one.code in biases)
    scores = np.array(
        sorted((recalibrated(one.score, slope=slope, bias=biases[one.code]) for one in candidates), reverse=True)
    )
    right = np.cumsum(scores)
    missed = sum(paper.missed for paper in papers)
    expected = 2 * right / (np.arange(1, len(scores) + 1) + right[-1] + missed)
    return max(0.0, round(float(scores[int(expected.argmax())]) - 1e-6, 6))
