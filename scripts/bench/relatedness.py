"""Fit and measure relatedness by words on the papers that were coded for training.

    python scripts/bench/relatedness.py [--data ../shared/data]

The truth is whether a reader put any code on a sentence. Papers are parted by the first digit of their key's
SHA-256 into two halves; weights are fitted on one and measured on the other, both ways. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score

from relsynth.bundled import default_codebook
from relsynth.dictionary import Dictionary
from relsynth.extraction import relatedness
from relsynth.extraction.relatedness import WEIGHTS, signs_of
from relsynth.formats.codebook_yaml import read_codebook
from relsynth.synthesis.nearness import Nearness


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence: its paper, whether it is coded, whether a cue fires in it, and its signs."""

    paper: str
    is_coded: bool
    has_cue: bool
    signs: tuple[float, ...]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    rows = list(read(options.parse_args().data / "gold" / "train"))
    truth = np.array([row.is_coded for row in rows])
    signs = np.array([row.signs for row in rows])
    half = np.array([int(hashlib.sha256(row.paper.encode()).hexdigest()[0], 16) % 2 for row in rows])
    fitted = np.zeros(len(rows))
    for one in (0, 1):
        model = LogisticRegression().fit(signs[half == one], truth[half == one])
        fitted[half != one] = model.predict_proba(signs[half != one])[:, 1]
    whole = LogisticRegression().fit(signs, truth)
    shipped = signs @ np.array(list(WEIGHTS.values())) + relatedness.CONSTANT
    residue = np.array([not row.has_cue for row in rows])
    print(f"{len({row.paper for row in rows})} papers, {len(rows)} sentences, {truth.mean():.3f} coded")
    print(
        "fitted on all:", dict(zip(WEIGHTS, whole.coef_[0].round(2).tolist(), strict=True)), whole.intercept_.round(2)
    )
    for name, scores in (("held out", fitted), ("shipped weights", 1 / (1 + np.exp(-shipped)))):
        for what, part in (("all", np.ones(len(rows), dtype=bool)), ("no cue", residue)):
            print(
                f"{name}, {what}: AUC {roc_auc_score(truth[part], scores[part]):.3f}, "
                f"average precision {average_precision_score(truth[part], scores[part]):.3f}"
            )
        print(f"{name}: the top third of each paper holds {in_top_third(rows, scores):.3f} of what is coded")
        for least in (0.1, 0.15, 0.2, 0.25, 0.3, 0.5):
            listed = residue & (scores >= least)
            print(f"  no cue, from {least}: {listed.sum()} sentences, {truth[listed].mean():.3f} of them coded")
    return 0


def read(folder: Path) -> Iterator[Row]:
    book = read_codebook(default_codebook().read_text(encoding="utf-8"), path=default_codebook())
    dictionary, nearness, signs = Dictionary(book), Nearness(book), relatedness._lexicon(book)
    for path in sorted((folder / "papers").glob("*.json")):
        labels = map(json.loads, (folder / "T" / f"{path.stem}.jsonl").read_text(encoding="utf-8").splitlines())
        coded = {label["s"] for label in labels if label.get("codes")}
        for number, _, text in json.loads(path.read_text(encoding="utf-8")):
            found = signs_of(text, signs, nearness)
            yield Row(path.stem, number in coded, bool(dictionary.codes_in(text)), tuple(found[s] for s in WEIGHTS))


def in_top_third(rows: list[Row], scores: np.ndarray) -> float:
    found = 0
    for paper in sorted({row.paper for row in rows}):
        own = [n for n, row in enumerate(rows) if row.paper == paper]
        best = sorted(own, key=lambda n: -scores[n])[: math.ceil(len(own) / 3)]
        found += sum(rows[n].is_coded for n in best)
    return found / sum(row.is_coded for row in rows)


if __name__ == "__main__":
    sys.exit(main())
