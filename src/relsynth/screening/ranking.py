"""Which record to read next: by the words of the protocol at first, by what people decided ever after.

Two scores are added. The one is learned from the decisions: tf-idf of words and pairs of words, and a linear support
vector machine, set up as the default of ASReview 3 (ELAS u4), which was tuned on the SYNERGY sets. The other is how
well a record answers the protocol as a query: BM25. It counts less the more relevant records are known, and by itself
until a relevant and an irrelevant one are. ``scripts/bench/screening.py`` measures what that
gains. Tried there and not kept, since they did not help broadly: features by latent semantic analysis beside the words,
the protocol as a relevant record, unread records as irrelevant ones, titles that count more, pairs in the query.

A ranking depends on the texts, the query, the seed and the labels alone; not on what was ranked before, nor on the
order in which the labels came.

Source: ELAS u4: van de Schoot et al. (2021), doi 10.1038/s42256-020-00287-7; asreview 3.0.8, ``models/models.py``.
BM25: Robertson & Zaragoza (2009), doi 10.1561/1500000019.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS
from sklearn.svm import LinearSVC

from relsynth.screening.features import Features

C = 0.11  # of the support vector machine; as ELAS u4
RATIO = 9.8  # what all relevant records weigh, in terms of all others; as ELAS u4
TOLERANCE = 0.1  # of the fit; a tenth of it costs twice as much, a thousandth six times, for a loss .0004 lower at best
MOST_FITTED = 10_000  # records; all of 20,000 would take half a second a time
PROTOCOL = 0.7  # what the protocol counts at first, in terms of the decisions, and
ENOUGH = 2.0  # standard deviations over the mean; more words of the protocol tell the topic, but not what is eligible
HALF_LIFE = 30  # relevant records found until it counts half of that; both set on the ten sets of the bench together

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word or a pair of words of a record, and by how much it lifts (above 0) or lowers the record's score."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ranked:
    """Records in the order in which they should be read.

    ``scores`` has one number a row, of no meaning but the order: higher is read first. ``order`` holds all row
    numbers, those already read among them.
    """

    features: Features
    scores: Floats
    order: NDArray[np.intp]
    learned: Floats  # weight of each feature; noughts where nothing is learned yet
    asked: float  # weight of what the protocol says

    def terms(self, row: int, most: int = 8) -> tuple[Term, ...]:
        """The terms that weigh most in a record, for and against, the heaviest first.

        What the decisions and the protocol say of the same word is added up. English function words are left out.

        Raises:
            IndexError: there is no such row.
        """
        weight: dict[str, float] = {}
        columns, values = self.features.of_row(row)
        for column, value in zip(columns.tolist(), (values * self.learned[columns]).tolist(), strict=True):
            if value:
                weight[self.features.name(column)] = value
        for word, value in self.features.answers(row):
            weight[word] = weight.get(word, 0.0) + value * self.asked
        telling = ((text, value) for text, value in weight.items() if value and text and not is_function_word(text))
        heaviest = sorted(telling, key=lambda one: (-abs(one[1]), one[0]))
        return tuple(Term(text=text, weight=value) for text, value in heaviest[:most])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ranker:
    """Texts made ready for ranking. Make one by :meth:`of`; it holds no text, but what the texts are made of."""

    features: Features
    seed: int

    @classmethod
    def of(cls, texts: Iterable[str], *, query: str, seed: int = 0) -> Self:
        """Make texts ready: title, abstract and keywords of a record each; ``query`` is what the protocol says.

        An empty text ranks as one that says nothing. Without a query and before any decision the order is random,
        by the seed, which also settles between records of the same score.
        """
        return cls(features=Features.of(texts, query=query), seed=seed)

    def rank(self, labels: Mapping[int, bool]) -> Ranked:
        """Rank all records by what is known of some: row number -> whether it is relevant.

        Raises:
            IndexError: a label is of no row.
        """
        learned = self.learned(labels)
        by_labels, by_query = self.features.matrix @ learned.astype(np.float32), standard(self.features.answer)
        if learned.any():
            by_query = standard(np.minimum(by_query, ENOUGH))
        share = PROTOCOL * HALF_LIFE / (HALF_LIFE + sum(labels.values()))
        learned, asked = learned / spread(by_labels), share / spread(self.features.answer)
        scores = standard(by_labels) + share * by_query
        lots = np.random.default_rng(self.seed).permutation(len(scores))
        return Ranked(
            features=self.features, scores=scores, order=np.lexsort((lots, -scores)), learned=learned, asked=asked
        )

    def learned(self, labels: Mapping[int, bool]) -> Floats:
        """Weight of each feature, by the labels; noughts until a relevant and an irrelevant record are known."""
        rows = self.fitted(labels)
        relevant = np.array([labels[row] for row in rows.tolist()], dtype=bool)
        if not relevant.any() or relevant.all():
            return np.zeros(self.features.matrix.shape[1])
        model = LinearSVC(C=C, tol=TOLERANCE, random_state=self.seed)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # a fit stopped early is a rank nearly the same
            model.fit(self.features.matrix[rows].astype(np.float64), relevant, sample_weight=balance(relevant))
        return np.asarray(model.coef_[0], dtype=np.float64)

    def fitted(self, labels: Mapping[int, bool]) -> NDArray[np.intp]:
        """The rows that are learned from: all, or of very many the relevant ones and others by lot."""
        rows = np.array(sorted(labels), dtype=np.intp)
        records = len(self.features.answer)
        if rows.size and not 0 <= rows[0] <= rows[-1] < records:
            raise IndexError(f"labels are of rows 0 to {records - 1}")
        if len(rows) <= MOST_FITTED:
            return rows
        lots = np.random.default_rng(self.seed).permutation(records)[rows]
        lots[[labels[row] for row in rows.tolist()]] -= records
        return np.sort(rows[np.argsort(lots, kind="stable")[:MOST_FITTED]])

    def packed(self) -> bytes:
        """The ranker as bytes, for a cache; without pickle, so that reading a cache runs nothing."""
        return self.features.packed(seed=self.seed)

    @classmethod
    def unpacked(cls, packed: bytes) -> Self:
        """The ranker that was packed.

        Raises:
            ValueError: the bytes are no ranker, or one of another version.
        """
        features, seed = Features.unpacked(packed)
        return cls(features=features, seed=seed)


def balance(relevant: NDArray[np.bool_]) -> Floats:
    """What each labelled record weighs in the fit, 1 on average; as the balancer of ELAS u4."""
    found = int(relevant.sum())
    each = np.where(relevant, 1.0, found / (RATIO * (len(relevant) - found)))
    return np.asarray(each * (len(relevant) / each.sum()), dtype=np.float64)


def is_function_word(term: str) -> bool:
    """Whether a term begins or ends with a word such as "of", so that a reader learns nothing by it."""
    words = term.split(" ")
    return words[0] in ENGLISH_STOP_WORDS or words[-1] in ENGLISH_STOP_WORDS


def standard(scores: NDArray[Any]) -> Floats:
    """Scores with mean 0 and standard deviation 1; noughts where all are alike."""
    return (
        np.asarray((scores - scores.mean()) / spread(scores), dtype=np.float64) if scores.size else scores.astype(float)
    )


def spread(scores: NDArray[Any]) -> float:
    """The standard deviation, or 1 where all are alike."""
    deviation = float(scores.std()) if scores.size else 0.0
    return deviation if deviation > 1e-9 else 1.0  # noqa: PLR2004
