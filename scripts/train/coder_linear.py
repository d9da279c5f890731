"""The first, linear look at a sentence, which tells whether it is coded at all.

Hashed features as at run time, weighed by how rare they are, rows of length one; logistic regression,
classes balanced. Every paper is scored by weights that have not seen it, and from these scores comes the
cut under which a sentence is not read further.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from coder_data import Data, Paper
from coder_work import FOLDS, Work, fold_of, needed, our_codebook, say
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from relsynth.dictionary import Dictionary
from relsynth.extraction.learned.features import BITS, Looked, hashed

STRENGTH = 8.0  # inverse of the ridge penalty, by cross-validation
SEEN_TWICE = 2  # sentences in which a feature must stand
Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Linear:
    """Scores of the papers' sentences by weights that had not seen the paper, which of them a reader coded, weights."""

    scores: Array
    fold: NDArray[np.int64]
    paper: NDArray[np.int64]
    coded: NDArray[np.bool_]
    gold: NDArray[np.bool_]
    weights: NDArray[np.float16]
    idf: NDArray[np.float16]
    bias: float
    keep: float


def looked(paper: Paper, dictionary: Dictionary | None = None) -> list[Looked]:
    """A paper's sentences as the run time looks at them; without cues where there is no dictionary."""
    before = [None, *paper.sentences[:-1]]
    return [
        Looked(
            text=one.text,
            headings=one.headings,
            before=last.text if last and last.headings == one.headings else "",
            hits=dictionary.codes_in(one.text) if dictionary else {},
        )
        for last, one in zip(before, paper.sentences, strict=True)
    ]


def train(data: Data, work: Work, *, share: float) -> Linear:
    """Fit, and cut so that ``share`` of all sentences pass."""
    dictionary = Dictionary(our_codebook())
    seen = [looked(paper, dictionary) for paper in data.papers]
    hits = [{code: found[0].tier for code, found in one.hits.items()} for paper in seen for one in paper]
    work.hits.write_text(json.dumps(hits), encoding="utf-8")
    matrix, idf = weighed([features for paper in seen for features in hashed(paper)])
    sentences = [one for paper in data.papers for one in paper.sentences]
    coded = np.array([one.labels is not None and one.labels.coded > 0.5 for one in sentences])
    paper = np.repeat(np.arange(len(data.papers)), [len(one.sentences) for one in data.papers])
    fold = np.array([fold_of(one.key) for one in data.papers])[paper]
    gold = np.array([one.gold for one in data.papers])[paper]
    scores = np.zeros(len(sentences), np.float32)
    for number in range(FOLDS):
        mine = fold == number
        if mine.any():
            scores[mine] = fit(matrix[~mine], coded[~mine]).decision_function(matrix[mine])
    model = fit(matrix, coded)
    keep = float(np.quantile(scores, 1 - share))
    weights = model.coef_[0].astype(np.float16)
    linear = Linear(scores, fold, paper, coded, gold, weights, idf, float(model.intercept_[0]), keep)
    np.savez_compressed(work.linear, **{name: getattr(linear, name) for name in Linear.__slots__})
    tell(linear)
    return linear


def fit(matrix: sp.csr_matrix, coded: NDArray[np.bool_]) -> LogisticRegression:
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", solver="liblinear", max_iter=200, random_state=0)
    return model.fit(matrix, coded)


def weighed(features: Sequence[Sequence[int]]) -> tuple[sp.csr_matrix, NDArray[np.float16]]:
    """Rows of features as the run time weighs them, and the weight of each."""
    ends = np.cumsum([0, *(len(row) for row in features)])
    columns = np.concatenate([np.array(row, np.int32) for row in features])
    matrix = sp.csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape=(len(features), 1 << BITS))
    count = np.bincount(columns, minlength=1 << BITS)
    idf = np.log((len(features) + 1) / (count + 1)).astype(np.float16)
    idf[count < SEEN_TWICE] = 0
    matrix = matrix @ sp.diags(idf.astype(np.float32))
    length = np.maximum(sp.linalg.norm(matrix, axis=1), 1e-9)
    return sp.csr_matrix(sp.diags((1 / length).astype(np.float32)) @ matrix), idf


def tell(linear: Linear) -> None:
    for name, mine in (("gold", linear.gold), ("all", np.ones_like(linear.gold))):
        passed = linear.scores >= linear.keep
        found = (passed & linear.coded & mine).sum() / max(1, (linear.coded & mine).sum())
        say(f"linear, {name}: {passed[mine].mean():.3f} of the sentences pass, with {found:.3f} of those coded")


def load(work: Work) -> Linear:
    with np.load(needed(work.linear, "linear"), allow_pickle=False) as held:
        arrays = {name: held[name] for name in Linear.__slots__}
    return Linear(**{**arrays, "bias": float(arrays["bias"]), "keep": float(arrays["keep"])})


def load_hits(work: Work) -> list[Mapping[str, str]]:
    """Code -> tier of its first cue, for each sentence of the papers."""
    return list(json.loads(needed(work.hits, "linear").read_text(encoding="utf-8")))
