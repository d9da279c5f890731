"""A replica of ASReview 3's default model, ELAS u4, so that the comparison runs where ASReview is not installed.

Settings and behaviour are read from asreview 3.0.8: ``models/models.py`` (elas_u4), ``models/balancers.py``
(Balanced), ``models/queriers.py`` (Max, a stable sort) and ``simulation/cli.py`` (priors, seeds). ``screening.py
--peers`` shows that loss and NDCG are those of ``asreview simulate``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

C = 0.11
RATIO = 9.8  # what all relevant records weigh, in terms of all others


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What is to be read, best first."""

    order: tuple[int, ...]


class U4:
    """Ranks as ELAS u4 does; in a random order until a relevant and an irrelevant record are known."""

    def __init__(self, features: Any, *, seed: int) -> None:
        self.features = features
        self.draws = np.random.RandomState(seed)  # ASReview seeds NumPy's global state once, and every fit draws on it
        self.shuffled = np.random.RandomState(seed).permutation(features.shape[0])

    def rank(self, labels: Mapping[int, bool]) -> Read:
        """Rank what is unread; the order of ``labels`` is that of reading, which the fit depends on."""
        known = np.fromiter(labels.keys(), dtype=np.intp, count=len(labels))
        truth = np.fromiter(labels.values(), dtype=np.int64, count=len(labels))
        if len(set(labels.values())) < 2:
            return Read(order=tuple(int(row) for row in self.shuffled if row not in labels))
        model = LinearSVC(loss="squared_hinge", C=C, random_state=self.draws)
        model.fit(self.features[known], truth, sample_weight=weights(truth))
        pool = np.setdiff1d(np.arange(self.features.shape[0]), known)
        scores = model.decision_function(self.features[pool])
        return Read(order=tuple(pool[np.argsort(-scores, kind="stable")].tolist()))


def features(titles: Sequence[str], abstracts: Sequence[str]) -> Any:
    """The tf-idf features of u4: title and abstract joined by a blank."""
    texts = [f"{title} {abstract}" for title, abstract in zip(titles, abstracts, strict=True)]
    return TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=1, max_df=0.95).fit_transform(texts)


def weights(truth: Any) -> Any:
    """Sample weights of the balancer; their mean is 1."""
    relevant = int(truth.sum())
    each = np.where(truth == 1, 1.0, relevant / (RATIO * (len(truth) - relevant)))
    return each * (len(truth) / each.sum())


def priors(labels: Sequence[bool], *, seed: int) -> tuple[int, int]:
    """One relevant and one irrelevant record, those that ASReview draws with ``--prior-seed``."""
    truth = np.asarray(labels)
    relevant = np.random.RandomState(seed).choice(np.flatnonzero(truth), 1, replace=False)
    irrelevant = np.random.RandomState(seed).choice(np.flatnonzero(~truth), 1, replace=False)
    return int(relevant[0]), int(irrelevant[0])
