"""All matches among records: candidates by shared keys, how like they are, the rule that holds."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from relsynth.dedupe.keys import candidates
from relsynth.dedupe.likeness import likeness, score
from relsynth.dedupe.matches import Match
from relsynth.dedupe.rules import Pair, Rule, judge
from relsynth.dedupe.traits import Traits, traits
from relsynth.dedupe.weights import WEIGHTS
from relsynth.records import Record

_REMEMBERED = 10_000  # judgements on two contents, for contents that many records have: replies without a page


def find(
    records: Mapping[str, Record], *, known: Collection[str] = (), weights: Sequence[float] = WEIGHTS
) -> Iterator[Match]:
    """Yield every match among the records, by id; pairs of which both ids are in ``known`` were compared before.

    What is said of a pair depends on the pair alone, so that ``find(all)`` is ``find(old)`` and
    ``find(all, known=old)`` together. The order is that of the pairs. ``weights`` are for the
    bench, which takes those that have not seen its records.
    """
    ids = sorted(records)
    compared = [traits(records[one]) for one in ids]
    first: dict[Traits, int] = {}
    same = [first.setdefault(one, n) for n, one in enumerate(compared)]
    before = frozenset(known)

    @lru_cache(_REMEMBERED)
    def judged(n: int, m: int) -> tuple[Rule | None, float]:
        like = likeness(compared[n], compared[m])
        pair = Pair(compared[n], compared[m], like, score(like, weights))
        return judge(pair), pair.score

    for n, m in candidates(compared):
        a, b = ids[n], ids[m]
        if a in before and b in before:
            continue
        rule, probability = judged(same[n], same[m])
        if rule:
            yield Match(a=a, b=b, relation=rule.relation, rule=rule.name, score=max(probability, rule.floor))
