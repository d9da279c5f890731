"""Weights of the looks, the score from which a code is proposed, and how good all of it is.

Everything is fitted on predictions for papers that the looks were not trained on, and every figure comes
from papers that weights and threshold were not fitted on either: fitted on all parts but one, counted on that one.
The score from which a code is proposed is chosen on papers that were read after the cues had been written.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from coder_pairs import LOOKS, PARTS, TIERS, Array, Numbers, Pairs, Predicted, Truth, joined
from coder_work import FACETS, FOLDS, Run, TrainingError, Work, is_hidden, say
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from relsynth.extraction.learned.scoring import FLOOR

KNOWN = {"learned": ("coded", "code", "matched", "linear"), "combined": LOOKS}
NEW = {"learned": ("coded", "matched", "linear"), "combined": ("coded", "matched", "linear", *TIERS)}
UNREAD = ("linear", *TIERS)
SENTENCE = {"learned": ("coded", "linear"), "combined": ("coded", "linear", *TIERS)}
SURE = 0.45
"""Chance of being coded at all from which a sentence is given its likeliest code: best for sentences, and no worse for
pairs, of .35, .45 and .55 on the folds."""
LEAST_OF_NEW = 0.1  # where fewer than one in ten would be right, the best F1 is nothing that anybody wants to read
SHARES = (0.1, 0.25, 0.5, 1.0)
DIGITS = 5
Weights = Mapping[str, float]
Stack = Mapping[str, Weights]


def stacked(truth: Truth, work: Work, runs: Sequence[Run]) -> dict[str, Any]:
    """Everything that the weights' settings hold of the stack, and every figure of the model card."""
    seen = truth.read_all(work, runs)
    strange = hidden_pairs(truth, work)
    out: dict[str, Any] = {"stack": {}, "thresholds": {}, "thresholds_new": {}, "figures": {}, "sure": SURE}
    for kind in ("learned", "combined"):
        parts = parts_of(truth, seen, kind)
        out["stack"][kind] = fitted(parts, strange, kind) | {"sentence": fit(truth.sentences(seen), SENTENCE[kind])}
        threshold = threshold_of(truth, parts, out["stack"][kind], truth.tested)
        out["thresholds"][kind] = round(threshold, DIGITS)
        of_new = threshold_of_new(truth, work, strange, kind)
        out["thresholds_new"][kind] = round(threshold if of_new is None else max(of_new, LEAST_OF_NEW), DIGITS)
        proposed = crossed(truth, seen, parts, strange, kind)
        out["figures"][kind] = figures(truth, proposed, truth.tested)
        if (later := truth.tested & truth.later).any():
            out["figures"][f"{kind}_later"] = figures(truth, proposed[later[proposed.sentence]], later)
        out["by_code"] = by_code(truth, proposed)  # of the last kind: combined
        say(f"{kind}: {out['figures'][kind]}")
    out["figures"] |= ranking(truth, seen) | facets(truth, seen)
    out["zero_shot"] = zero_shot(truth, work)
    out["curve"] = curve(truth, work)
    for part in ("zero_shot", "curve"):
        say(f"{part}: {out[part]}")
    return out


def finished(work: Work, *, hide: int | None = None, papers: float = 1.0) -> list[Run]:
    """Runs of which there are predictions, one a fold."""
    runs = [Run(fold=fold, papers=papers, hide=hide) for fold in range(FOLDS)]
    return [run for run in runs if work.predictions(run).is_file()]


# -- fitting


def parts_of(truth: Truth, seen: Predicted, kind: str) -> dict[str, Pairs]:
    """Pairs by the weights that score them."""
    parts = {"known": truth.learned(seen)}
    if kind == "combined":
        parts["unread"] = truth.unread()
    return parts


def fitted(parts: Mapping[str, Pairs], strange: Pairs | None, kind: str) -> dict[str, Weights]:
    """Weights by what a pair is: a learned code, one by its definition alone, a sentence that only cues speak for."""
    stack = {"known": fit(parts["known"], KNOWN[kind])}
    has_strange = strange is not None and strange.truth.any()
    stack["new"] = fit(strange if has_strange else parts["known"], NEW[kind])
    if "unread" in parts:
        stack["unread"] = fit(parts["unread"], UNREAD)
    return stack


def fit(pairs: Pairs, looks: Sequence[str]) -> Weights:
    """Logistic regression over the looks named."""
    columns = [LOOKS.index(look) for look in looks]
    if pairs.truth.all() or not pairs.truth.any():  # too little to learn from: nothing is proposed
        return {"bias": -20.0, **dict.fromkeys(looks, 0.0)}
    model = LogisticRegression(C=1.0, max_iter=2000).fit(pairs.features[:, columns], pairs.truth)
    named = zip(("bias", *looks), (model.intercept_[0], *model.coef_[0]), strict=True)
    return {name: round(float(weight), DIGITS) for name, weight in named}


def scored(pairs: Pairs, weights: Weights) -> Array:
    each = np.array([weights.get(look, 0.0) for look in LOOKS])
    return 1 / (1 + np.exp(-(pairs.features @ each + weights["bias"])))


def proposals(parts: Mapping[str, Pairs], stack: Stack) -> tuple[Pairs, Array]:
    """One score for each sentence and learned code; of those that refine it and itself, as the run time chooses."""
    pairs = joined(list(parts.values()))
    scores = np.concatenate([scored(own, stack[name]) for name, own in parts.items()])
    kept = np.flatnonzero(scores >= FLOOR)
    order = kept[np.lexsort((scores[kept], pairs.hit[kept], pairs.code[kept], pairs.sentence[kept]))]
    same = (np.diff(pairs.sentence[order]) == 0) & (np.diff(pairs.code[order]) == 0)
    last = order[np.append(~same, True)] if len(order) else order
    return pairs[last], scores[last]


def threshold_of(truth: Truth, parts: Mapping[str, Pairs], stack: Stack, rows: NDArray[np.bool_]) -> float:
    """The best score to propose from, on those of some sentences' papers that were read later, if any were."""
    chosen = rows & truth.later if (rows & truth.later).any() else rows
    theirs = {name: own[chosen[own.sentence]] for name, own in parts.items()}
    return best_threshold(proposals(theirs, stack), int(truth.codes[chosen].sum()))


def threshold_of_new(truth: Truth, work: Work, strange: Pairs | None, kind: str) -> float | None:
    """The best score to propose codes from that were never learned; None where no run was blind to any."""
    if strange is None or not strange.truth.any():
        return None
    wanted = sum(
        wanted_in(truth, [run.fold], hidden(truth, third)).sum()
        for third in range(3)
        for run in finished(work, hide=third)
    )
    return best_threshold((strange, scored(strange, fit(strange, NEW[kind]))), int(wanted))


def best_threshold(found: tuple[Pairs, Array], wanted: int) -> float:
    """The score from which proposals have the best F1, where ``wanted`` pairs are true in all."""
    pairs, scores = found
    if not len(scores):
        return 0.5
    order = np.argsort(-scores, kind="stable")
    f1 = 2 * np.cumsum(pairs.truth[order]) / (np.arange(1, len(order) + 1) + wanted)
    return float(scores[order[int(f1.argmax())]])


def crossed(truth: Truth, seen: Predicted, parts: Mapping[str, Pairs], strange: Pairs | None, kind: str) -> Pairs:
    """Pairs proposed for each group of papers by weights and threshold of the others."""
    proposed = []
    sentences = truth.sentences(seen)
    for group in truth.groups:
        theirs = {name: own[own.group != group] for name, own in parts.items()}
        stack = fitted(theirs, None if strange is None else strange[strange.group != group], kind)
        threshold = threshold_of(truth, theirs, stack, truth.tested & (truth.group != group))
        mine, scores = proposals({name: own[own.group == group] for name, own in parts.items()}, stack)
        relational = fit(sentences[sentences.group != group], SENTENCE[kind])
        sure = sentences[scored(sentences, relational) >= SURE].sentence
        proposed.append(mine[(scores >= threshold) | likeliest(mine, scores, sure)])
    return joined(proposed)


def likeliest(pairs: Pairs, scores: Array, sure: Numbers) -> NDArray[np.bool_]:
    """Which pairs are the likeliest of a sentence that is as good as sure to be coded."""
    order = np.lexsort((scores, pairs.sentence))
    last = np.append(np.diff(pairs.sentence[order]) != 0, True) if len(order) else np.zeros(0, bool)
    best = np.zeros(len(scores), bool)
    best[order[last]] = True
    return best & np.isin(pairs.sentence, sure)


# -- figures


def shares(right: int, proposed: int, wanted: int) -> dict[str, float]:
    return {
        "precision": round(right / proposed, 3) if proposed else 0.0,
        "recall": round(right / wanted, 3) if wanted else 0.0,
        "f1": round(2 * right / (proposed + wanted), 3) if proposed + wanted else 0.0,
    }


def figures(truth: Truth, proposed: Pairs, rows: NDArray[np.bool_]) -> dict[str, float]:
    """Of pairs; of sentences coded at all; of constructs in papers. What lies under the cut counts as missed."""
    wanted = truth.codes & rows[:, None]
    found = np.zeros_like(wanted)
    found[proposed.sentence, proposed.code] = True
    paper = truth.linear.paper
    by_paper = [(table, np.zeros((len(truth.data.papers), table.shape[1]), bool)) for table in (wanted, found)]
    for table, into in by_paper:
        rows, columns = np.nonzero(table)
        into[paper[rows], columns] = True
    levels = {
        "code": (wanted, found),
        "sentence": (wanted.any(axis=1), found.any(axis=1)),
        "in_paper": (by_paper[0][1], by_paper[1][1]),
    }
    return {
        f"{level}_{name}": value
        for level, (true, ours) in levels.items()
        for name, value in shares(int((true & ours).sum()), int(ours.sum()), int(true.sum())).items()
    }


def by_code(truth: Truth, proposed: Pairs) -> dict[str, dict[str, float]]:
    """Quality of each code; ``n`` sentences have it."""
    table = {}
    for number, code in enumerate(truth.data.codes):
        mine = proposed.code == number
        wanted = int(truth.codes[truth.tested, number].sum())
        right = int(proposed.truth[mine].sum())
        table[code] = {"n": wanted, "proposed": int(mine.sum()), **shares(right, int(mine.sum()), wanted)}
    return table


def ranking(truth: Truth, seen: Predicted) -> dict[str, float]:
    """How many of the coded sentences stand in the top third of their paper, pooled."""
    rank = truth.linear.scores.astype(float) - 100
    rank[seen.sentence] = seen.logits[:, 0]
    coded = truth.codes.any(axis=1)
    found = wanted = 0
    for paper in np.unique(truth.linear.paper[truth.tested]):
        mine = np.flatnonzero(truth.linear.paper == paper)
        third = mine[np.argsort(-rank[mine], kind="stable")[: math.ceil(len(mine) / 3)]]
        found += int(coded[third].sum())
        wanted += int(coded[mine].sum())
    return {"found_in_third": round(found / wanted, 3) if wanted else 0.0}


def facets(truth: Truth, seen: Predicted) -> dict[str, float]:
    """Share of the coded sentences that were read whose value a head names as the reader did."""
    start = 1 + 2 * len(truth.data.codes)
    found = {}
    for number, (facet, values) in enumerate(FACETS.items()):
        told: Numbers = truth.facets[seen.sentence, number]
        named = seen.logits[:, start : start + len(values)].argmax(axis=1)
        ok = told >= 0
        found[f"{facet}_accuracy"] = round(float((named[ok] == told[ok]).mean()), 3) if ok.any() else 0.0
        start += len(values)
    return found


# -- codes never learned, and fewer papers


def hidden(truth: Truth, third: int) -> NDArray[np.bool_]:
    return np.array([is_hidden(code, third) for code in truth.data.codes])


def hidden_pairs(truth: Truth, work: Work) -> Pairs | None:
    """Pairs with codes that the run was not shown; None where there is no such run."""
    parts = []
    for third in range(3):
        if runs := finished(work, hide=third):
            pairs = truth.learned(truth.read_all(work, runs))
            parts.append(pairs[hidden(truth, third)[pairs.code]])
    if not parts:
        say("no run with hidden codes: weights for new codes are those for learned ones without their own look")
    return joined(parts) if parts else None


def zero_shot(truth: Truth, work: Work) -> dict[str, float]:
    """F1 on hidden codes by their definitions, and on the same codes, sentences and papers when they are learned."""
    strange, known, wanted = [], [], np.zeros(PARTS, int)
    for third in range(3):
        for run in finished(work, hide=third):
            ours = Run(fold=run.fold)
            if not work.predictions(ours).is_file():
                continue
            for into, which in ((strange, run), (known, ours)):
                pairs = truth.learned(truth.read(work, which))
                into.append(pairs[hidden(truth, third)[pairs.code]])
            wanted += wanted_in(truth, [run.fold], hidden(truth, third))
    if not strange:
        return {}
    return {
        f"{name}_{kind}": crossed_f1(truth, joined(parts), wanted, looks[kind])
        for name, parts, looks in (("new", strange, NEW), ("known", known, KNOWN))
        for kind in ("learned", "combined")
    }


def wanted_in(truth: Truth, folds: Sequence[int | None], codes: NDArray[np.bool_]) -> NDArray[np.int_]:
    """True pairs of papers in folds, by part of the papers."""
    rows = np.isin(truth.linear.fold, folds)
    each = truth.codes[:, codes].sum(axis=1) * rows
    return np.bincount(truth.linear.paper % PARTS, weights=each, minlength=PARTS).astype(int)


def crossed_f1(truth: Truth, pairs: Pairs, wanted: NDArray[np.int_], looks: Sequence[str]) -> float:
    """F1 of pairs, each part of the papers judged by weights and threshold of the others; works within one fold."""
    part = truth.linear.paper[pairs.sentence] % PARTS
    right = proposed = 0
    for number in range(PARTS):
        theirs, mine = pairs[part != number], pairs[part == number]
        weights = fit(theirs, looks)
        threshold = best_threshold((theirs, scored(theirs, weights)), int(wanted.sum() - wanted[number]))
        above = scored(mine, weights) >= threshold
        right += int(mine.truth[above].sum())
        proposed += int(above.sum())
    return shares(right, proposed, int(wanted.sum()))["f1"]


def curve(truth: Truth, work: Work) -> dict[str, float]:
    """F1 by the share of papers learned from, on folds that every share was tried on."""
    tried = {share: {run.fold: run for run in finished(work, papers=share)} for share in SHARES}
    tried = {share: runs for share, runs in tried.items() if runs}
    common = sorted(set.intersection(*(set(runs) for runs in tried.values()))) if len(tried) > 1 else []
    if not common:
        return {}
    wanted = wanted_in(truth, common, np.ones(len(truth.data.codes), bool))
    found = {}
    for share, runs in tried.items():
        pairs = truth.learned(truth.read_all(work, [runs[fold] for fold in common]))
        for kind, looks in KNOWN.items():
            found[f"{kind} {share:g}"] = crossed_f1(truth, pairs, wanted, looks)
    return found


def check(runs: Sequence[Run]) -> None:
    if not runs:
        raise TrainingError("no predictions: run `encoder --fold N` first")
    if len(runs) < FOLDS:
        say(f"only {len(runs)} of {FOLDS} folds are predicted; papers of the others are left out")
