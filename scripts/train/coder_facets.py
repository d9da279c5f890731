"""Weights by which the rules and the learned heads are weighed for role, assertion and level.

Fitted on sentences of gold papers that the heads were not trained on; the rules are asked through the pipeline, with
the reader's codes proposed, so that they see what they see in use. Figures are crossed by paper.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from coder_pairs import Array, Predicted, Truth
from coder_work import FACETS, HOUSE, our_codebook, say
from sklearn.linear_model import LogisticRegression

from relsynth.dictionary import Dictionary
from relsynth.extraction.pipeline import DocumentCoder
from relsynth.extraction.proposals import read
from relsynth.extraction.weighing import LEAST, LIKELY

sys.path.insert(0, str(HOUSE / "scripts" / "bench"))
import assertion as bench

WEIGHTS = HOUSE / "src" / "relsynth" / "extraction" / "facet_weights.json"
PARTS = 5
C = 0.3
"""Weight of the data against the prior; best of .03, .3 for role and assertion."""
DIGITS = 3


@dataclass(frozen=True, slots=True)
class Ruled:
    """What the rules say of one code in a sentence: facet -> values."""

    paper: str
    sentence: int
    code: str
    facets: dict[str, frozenset[str]]


def fitted(truth: Truth, seen: Predicted, data: Path) -> dict[str, Any]:
    """Facet -> weights, and the figures that crossing gives."""
    found: dict[str, Any] = {}
    ruled = list(rules(truth, data))
    for number, (facet, values) in enumerate(FACETS.items()):
        x, y, groups = features(truth, seen, ruled, facet, number)
        codes = sorted({code for _, code in groups})
        coded = one_hot([code for _, code in groups], codes)
        papers = [paper for paper, _ in groups]
        figure = crossed(np.hstack([x, coded]), y, papers, len(values))
        say(f"{facet}: {len(y)} codings, {figure}")
        model = LogisticRegression(C=C, max_iter=3000).fit(np.hstack([x, coded]), y)
        found[facet] = as_weights(model, values, codes) | {"figures": figure}
    return found


def save(weights: dict[str, Any]) -> None:
    WEIGHTS.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


def rules(truth: Truth, data: Path) -> Iterator[Ruled]:
    """What the rules say of every sentence that a reader of gold papers coded."""
    book = our_codebook()
    known = {code.id for code in book.codes}
    dictionary = Dictionary(book)
    train = data / "gold" / "train"
    for paper in truth.data.papers:
        if not paper.gold:
            continue
        numbered = json.loads((train / "papers" / f"{paper.key}.json").read_text(encoding="utf-8"))
        told = {row["s"]: row["codes"] for row in bench.rows(train / "T" / f"{paper.key}.jsonl")}
        reading = read(bench.paper(data, paper.key, bench.SUFFIXES, numbered))
        codable = set(reading.codable)
        placed = bench.placed(reading, {number: text for number, _, text in numbered}).items()
        places = {number: one for number, one in placed if number in told and one in codable}
        codes = {one.start: [code for code in told[number] if code in known] for number, one in places.items()}
        order = {number: place for place, (number, _, _) in enumerate(numbered)}
        number_of = {one.start: order[number] for number, one in places.items()}
        for coding in DocumentCoder(book, bench.Given(codes, dictionary)).code(reading.document).codings:
            facets = {facet: frozenset(coding.facet(facet)) for facet in FACETS}
            yield Ruled(paper.key, number_of[coding.span.start], book.base_id(coding.code), facets)


def features(
    truth: Truth, seen: Predicted, ruled: Sequence[Ruled], facet: str, number: int
) -> tuple[Array, Array, list[tuple[str, str]]]:
    """A row a coding: log-probabilities of the head, values of the rules; the reader's value; paper and code."""
    values = FACETS[facet]
    starts = np.cumsum([0, *(len(paper.sentences) for paper in truth.data.papers)])
    start_of = {paper.key: int(start) for paper, start in zip(truth.data.papers, starts, strict=False)}
    row_of = {int(sentence): row for row, sentence in enumerate(seen.sentence)}
    first = 1 + 2 * len(truth.data.codes) + sum(len(v) for v in list(FACETS.values())[:number])
    logits = seen.logits[:, first : first + len(values)]
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    logs = np.log(np.maximum(shares / shares.sum(axis=1, keepdims=True), LEAST))
    x, y, groups = [], [], []
    for one in ruled:
        sentence = start_of[one.paper] + one.sentence
        if sentence in row_of and (told := int(truth.facets[sentence, number])) >= 0:
            x.append([*logs[row_of[sentence]], *(value in one.facets[facet] for value in values)])
            y.append(told)
            groups.append((one.paper, one.code))
    return np.array(x, float), np.array(y), groups


def one_hot(codes: Sequence[str], known: Sequence[str]) -> Array:
    return np.array([[code == one for one in known] for code in codes], float)


def crossed(x: Array, y: Array, papers: Sequence[str], count: int) -> dict[str, float]:
    """Share of codings whose likeliest value, and one of whose values, is the reader's; values a coding."""
    order = {paper: n % PARTS for n, paper in enumerate(sorted(set(papers)))}
    part = np.array([order[paper] for paper in papers])
    chances = np.zeros((len(y), count))
    for number in range(PARTS):
        model = LogisticRegression(C=C, max_iter=3000).fit(x[part != number], y[part != number])
        chances[np.ix_(part == number, model.classes_)] = model.predict_proba(x[part == number])
    first = chances.argmax(axis=1)
    kept = chances >= LIKELY
    kept[np.arange(len(y)), first] = True
    return {
        "first": round(float((first == y).mean()), 3),
        "among": round(float(kept[np.arange(len(y)), y].mean()), 3),
        "values": round(float(kept.sum(axis=1).mean()), 2),
    }


def as_weights(model: LogisticRegression, values: Sequence[str], codes: Sequence[str]) -> dict[str, Any]:
    """Matrices as the run time multiplies them; a value that no reader gave is all but ruled out."""
    count = len(values)
    weights = np.zeros((2 * count + len(codes), count))
    bias = np.full(count, -20.0)
    weights[:, model.classes_] = model.coef_.T
    bias[model.classes_] = model.intercept_
    rounded = np.round(weights, DIGITS).tolist()
    return {
        "values": list(values),
        "head": rounded[:count],
        "rules": rounded[count : 2 * count],
        "codes": {code: rounded[2 * count + n] for n, code in enumerate(codes)},
        "bias": np.round(bias, DIGITS).tolist(),
    }
