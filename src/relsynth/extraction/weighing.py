"""Role, assertion and level: what the rules say and what a learned head makes of the sentence, weighed together.

A logistic regression over the head's log-probabilities, the values that the rules give, and the code; fitted by
``scripts/train_coder.py facets`` on papers that the head was not trained on. Without a head the rules stand alone.
A sentence may hold several values: all that are likely enough, and at least the likeliest. Assertions are decided on
the safe side: what words of the sentence deny, advise, plan or leave to others stays so, whatever the head makes of it;
the head may only add to that. Only between affirmed and hedged, which are both evidence, does the likelier one hold.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

from relsynth.coding import Ground

WEIGHED = ("assertion", "role", "level")
LIKELY = 0.35
"""Chance from which a value holds beside the likeliest; with it the readers' value is most often among ours at 1.1 to
1.25 values a sentence (docs/benchmarks.md)."""
PLAIN = ("affirmed", "hedged")
"""Assertions that leave presence as it is; all others take it away, or keep it from the evidence."""
LEAST = 1e-4  # a head's probability is taken as if no smaller


def weigh(
    facet: str, code: str, *, rules: Iterable[str], head: Mapping[str, float], allowed: Iterable[str] | None = None
) -> dict[str, float]:
    """Value -> chance that it holds, for the values that do; the likeliest first.

    Args:
        rules: the values that the rules give.
        head: value -> probability, by the learned head.
        allowed: the values that the codebook has for the facet. Assertions are not held to it: what is recommended
            is no evidence under any codebook.
    """
    weights = _weights()[facet]
    known = None if allowed is None or facet == "assertion" else frozenset(allowed)
    values: list[str] = weights["values"]
    given = frozenset(rules)
    seen = np.log([max(head.get(value, 0.0), LEAST) for value in values])
    ruled = np.array([value in given for value in values], float)
    logits = seen @ np.array(weights["head"]) + ruled @ np.array(weights["rules"]) + np.array(weights["bias"])
    logits += np.array(weights["codes"].get(code, [0.0] * len(values)))
    odds = dict(zip(values, map(float, np.exp(logits - logits.max())), strict=True))
    held = {value: share for value, share in odds.items() if known is None or value in known}
    chances = {value: share / sum(held.values()) for value, share in held.items()}
    kept = {value for value, chance in chances.items() if chance >= LIKELY or chance == max(chances.values())}
    kept |= {value for value in given if value not in odds}  # a value of the codebook's own, which only a rule can give
    if facet == "assertion":
        kept = _on_the_safe_side(kept, given, chances)
    found = {value: chances.get(value, 1.0) for value in kept}
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _on_the_safe_side(kept: Collection[str], given: Collection[str], chances: Mapping[str, float]) -> set[str]:
    """The assertions that hold: all that take something away, be it by a rule or the head; else the likelier plain."""
    taken = {*kept, *given}.difference(PLAIN)
    return taken or {max(PLAIN, key=lambda value: chances.get(value, 0.0))}


def grounds(facet: str, chances: Mapping[str, float], told: Iterable[Ground]) -> Iterator[Ground]:
    """Why each value holds that no word tells: the head, and how sure it is."""
    worded = {ground.value for ground in told if ground.facet == facet and ground.start is not None}
    for value, chance in chances.items():
        if value not in worded:
            yield Ground(facet=facet, value=value, cue=f"learned {chance:.2f}")


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(
        (files("relsynth.extraction") / "facet_weights.json").read_text(encoding="utf-8")
    )
    return found
