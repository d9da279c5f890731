"""(sentence, code) pairs of papers that the looks were not trained on, with what each look says of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from coder_data import Data
from coder_linear import Linear
from coder_work import FACETS, Run, Work, our_codebook
from numpy.typing import NDArray

TIERS = ("strong", "weak")
PARTS = 5  # into which papers fall where a figure may come from one fold
LOOKS = ("coded", "code", "matched", "linear", *TIERS)
"""Columns of the features, by the names that the run time knows them by."""
Array = NDArray[np.float64]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """A row a pair. ``code`` is the column of the learned code, ``hit`` whether a cue of the pair's own fired."""

    features: Array
    truth: NDArray[np.bool_]
    sentence: Numbers
    code: Numbers
    group: Numbers
    hit: NDArray[np.bool_]

    def __getitem__(self, rows: NDArray[np.bool_] | Numbers) -> Pairs:
        return Pairs(*(getattr(self, name)[rows] for name in Pairs.__slots__))


@dataclass(frozen=True, slots=True)
class Predicted:
    """What a run says of sentences above the cut; all rows of ``logits`` belong to ``sentence``."""

    logits: Array
    sentence: Numbers


class Truth:
    """What readers say of the papers' sentences, and the parts into which papers fall when the stack is fitted.

    ``later`` are sentences of papers that were read after the codebook's cues had been written. On the others, which
    were in view then, cues are right more often than on papers that nobody has seen. Without ``with_later`` these
    papers are left out.
    """

    def __init__(
        self,
        data: Data,
        linear: Linear,
        hits: Sequence[Mapping[str, str]],
        folds: Sequence[int],
        *,
        with_later: bool = True,
    ) -> None:
        self.data, self.linear = data, linear
        self.hits = [{code: "weak" if tier == "weak" else "strong" for code, tier in found.items()} for found in hits]
        column = {code: n for n, code in enumerate(data.codes)}
        sentences = [one for paper in data.papers for one in paper.sentences]
        self.codes = np.zeros((len(sentences), len(column)), bool)
        self.facets = np.full((len(sentences), len(FACETS)), -1)
        for number, one in enumerate(sentences):
            if one.labels:
                self.codes[number, [column[code] for code, sure in one.labels.codes.items() if sure > 0.5]] = True
                told = [getattr(one.labels, facet) for facet in FACETS]
                places = zip(told, FACETS.values(), strict=True)
                self.facets[number] = [values.index(value) if value in values else -1 for value, values in places]
        self.folds = tuple(folds)
        self.tested = np.isin(linear.fold, self.folds) & (linear.gold | with_later)
        self.later = ~linear.gold
        self.group = linear.fold if len(self.folds) > 1 else linear.paper % PARTS
        book = our_codebook()
        self.base = {code.id: column[book.base_id(code.id)] for code in book.codes if book.base_id(code.id) in column}
        self.kin = [[code for code, base in self.base.items() if base == number] for number in range(len(column))]

    @property
    def groups(self) -> list[int]:
        """Numbers of the parts."""
        return sorted({int(one) for one in self.group[self.tested]})

    def read(self, work: Work, run: Run) -> Predicted:
        """Predictions of a run, those that the cut lets pass."""
        with np.load(work.predictions(run), allow_pickle=False) as held:
            logits, sentence = held["P"].astype(float), held["te"]
        kept = self.tested[sentence] & (self.linear.scores[sentence] >= self.linear.keep)
        return Predicted(logits[kept], sentence[kept])

    def read_all(self, work: Work, runs: Sequence[Run]) -> Predicted:
        """Predictions of runs that left out different folds, as one."""
        parts = [self.read(work, run) for run in runs]
        logits = np.concatenate([part.logits for part in parts])
        return Predicted(logits, np.concatenate([part.sentence for part in parts]))

    # -- pairs

    def learned(self, seen: Predicted) -> Pairs:
        """Every sentence with every code that is learned."""
        count = len(self.data.codes)
        codes, matched = seen.logits[:, 1 : 1 + count], seen.logits[:, 1 + count : 1 + 2 * count]
        parts = [self._pairs(seen, n, codes[:, n], matched[:, n]) for n in range(count)]
        return joined(parts)

    def sentences(self, seen: Predicted) -> Pairs:
        """A row a sentence that was read: whether it is coded at all."""
        sentence = seen.sentence
        features = np.zeros((len(sentence), len(LOOKS)))
        features[:, 0], features[:, 3] = seen.logits[:, 0], self.linear.scores[sentence]
        for row, number in enumerate(sentence):
            for tier in set(self.hits[number].values()):
                features[row, LOOKS.index(tier)] = 1
        nobody = np.full(len(sentence), -1)
        truth = self.codes[sentence].any(axis=1)
        return Pairs(features, truth, sentence, nobody, self.group[sentence], features[:, 4:].any(axis=1))

    def unread(self) -> Pairs:
        """Sentences under the cut with the codes whose cues they hold."""
        under = np.flatnonzero(self.tested & (self.linear.scores < self.linear.keep))
        found = [(int(number), code) for number in under for code in self.hits[number] if code in self.base]
        sentence = np.array([number for number, _ in found], np.int64)
        code = np.array([self.base[code] for _, code in found], np.int64)
        features = np.zeros((len(found), len(LOOKS)))
        features[:, LOOKS.index("linear")] = self.linear.scores[sentence]
        for row, (number, own) in enumerate(found):
            features[row, LOOKS.index(self.hits[number][own])] = 1
        return Pairs(
            features, self.codes[sentence, code], sentence, code, self.group[sentence], np.ones(len(found), bool)
        )

    def _pairs(self, seen: Predicted, column: int, learned: Array, matched: Array) -> Pairs:
        sentence = seen.sentence
        features = np.zeros((len(sentence), len(LOOKS)))
        features[:, 0], features[:, 1], features[:, 2] = seen.logits[:, 0], learned, matched
        features[:, 3] = self.linear.scores[sentence]
        for row, number in enumerate(sentence):
            tiers = {self.hits[number][kin] for kin in self.kin[column] if kin in self.hits[number]}
            if tier := next((tier for tier in TIERS if tier in tiers), None):
                features[row, LOOKS.index(tier)] = 1
        hit = features[:, 4:].any(axis=1)
        columns = np.full(len(sentence), column)
        return Pairs(features, self.codes[sentence, column], sentence, columns, self.group[sentence], hit)


def joined(parts: Sequence[Pairs]) -> Pairs:
    return Pairs(*(np.concatenate([getattr(part, name) for part in parts]) for name in Pairs.__slots__))
