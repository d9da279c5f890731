"""Fit the weights by which two records are found to be one report, and write src/relsynth/dedupe/weights.py.

    python scripts/train/dedupe.py [--data ../shared/data] [--check]

Logistic regression over every pair that shares a key, on all sets in DATA/dedup and on all but
each one of them, so that the bench can score a set with weights that have not seen it. Needs
scikit-learn (extra ``dev``). ``--check`` writes nothing and exits 1 if the file would change.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from sklearn.linear_model import LogisticRegression

from relsynth.dedupe.keys import candidates
from relsynth.dedupe.likeness import Likeness, likeness
from relsynth.dedupe.traits import traits

HOUSE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOUSE / "scripts" / "bench"))  # no package: the benches stand alone

from dedupe_sets import GoldSet, gold_sets  # noqa: E402

WEIGHTS = HOUSE / "src" / "relsynth" / "dedupe" / "weights.py"
STRENGTH = 1.0  # inverse of the ridge penalty
DIGITS = 4  # decimals kept of a weight
HEAD = '''"""Weights of the model that scores how like two records are; written by scripts/train/dedupe.py.

In the order of ``Likeness``, the constant last. ``LEFT_OUT`` holds, by the digest of a set, the weights
fitted on all other sets, by which the bench scores that one.
"""

WEIGHTS: tuple[float, ...] = (
'''
Examples = tuple[list[Likeness], list[bool]]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--check", action="store_true")
    arguments = options.parse_args()
    sets = gold_sets(arguments.data / "dedup")
    if not sets:
        print(f"train: no sets under {arguments.data / 'dedup'}", file=sys.stderr)
        return 2
    examples = {gold.digest: pairs(gold) for gold in sets}
    fitted = fit(examples.values())
    left_out = {one: fit(pair for other, pair in examples.items() if other != one) for one in examples}
    module = written(fitted, left_out)
    changed = not WEIGHTS.is_file() or WEIGHTS.read_text(encoding="utf-8") != module
    if changed and not arguments.check:
        WEIGHTS.write_text(module, encoding="utf-8")
    print(f"{WEIGHTS.name}: {'changed' if changed else 'as it was'}, {sum(len(y) for _, y in examples.values())} pairs")
    return int(changed and arguments.check)


def pairs(gold: GoldSet) -> Examples:
    """Likeness of each pair that shares a key, and whether the two are one report."""
    ids = sorted(gold.records)
    compared = [traits(gold.records[one]) for one in ids]
    report_of = gold.report_of()
    looked_at = list(candidates(compared))
    return (
        [likeness(compared[n], compared[m]) for n, m in looked_at],
        [report_of[ids[n]] == report_of[ids[m]] for n, m in looked_at],
    )


def fit(examples: Iterable[Examples]) -> list[float]:
    likes: list[Likeness] = []
    same: list[bool] = []
    for features, labels in examples:
        likes += features
        same += labels
    model = LogisticRegression(C=STRENGTH, max_iter=5000, tol=1e-6).fit(likes, same)
    return [round(float(weight), DIGITS) for weight in (*model.coef_[0], model.intercept_[0])]


def written(fitted: list[float], left_out: dict[str, list[float]]) -> str:
    """The module's text, a weight a line with its name, those that leave a set out close together."""
    named = zip(fitted, (*Likeness._fields, "constant"), strict=True)
    lines = [HEAD, *(f"    {weight},  # {name}\n" for weight, name in named), ")\n\n"]
    lines.append("# fmt: off\nLEFT_OUT: dict[str, tuple[float, ...]] = {\n")
    for digest, weights in sorted(left_out.items()):
        lines.append(f'    "{digest}": (\n')
        rows = (weights[n : n + 12] for n in range(0, len(weights), 12))
        lines += [f"        {', '.join(map(str, row))},\n" for row in rows]
        lines.append("    ),\n")
    return "".join([*lines, "}\n# fmt: on\n"])


if __name__ == "__main__":
    sys.exit(main())
