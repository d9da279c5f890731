"""What is found, and what is made of it: mentions weighed into characteristics.

A mention is a place in the text that speaks for a value. The mentions of a value are added up, no place of the
paper counting more than twice its weight, so that a word said forty times in the results does not outweigh
the title. What weighs enough, for itself and beside the best, becomes a characteristic; its evidence is the
weightiest of its mentions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from relsynth.characteristics.passages import WEIGHTS, Passage, Place

MENTIONS_PER_PLACE = 2.0
"""How many times the weight of a place counts at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Characteristic:
    """A value of a field, with its evidence ``[start, end)`` in the text of the document.

    ``value`` is verbatim or from a controlled vocabulary; ``rule`` says how it was found, in words;
    ``confidence`` (0 to 1) is the share of values found so that a reader of the paper should expect to be right.
    """

    field: str
    value: str
    start: int
    end: int
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place ``[start, end)`` in the document that speaks for a value, with what it weighs.

    Mentions of one ``group`` are added up, and the weightiest gives the value: phrases differ from place to place.
    """

    value: str
    start: int
    end: int
    rule: str
    place: Place
    weight: float
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """When a value of a field counts, and how sure it then is.

    Args:
        least: what its mentions must weigh together.
        share: what they must weigh beside those of the best value.
        most: how many values a paper may have.
        ceiling: the confidence of a value of great weight.
        half: the weight at which confidence is half the ceiling.
    """

    least: float
    share: float
    most: int
    ceiling: float
    half: float = 1.0


def mention(
    passage: Passage, value: str, start: int, end: int, *, rule: str, strength: float, group: str = ""
) -> Mention:
    """A mention at ``[start, end)`` of a passage's own text, as strong as its place and kind make it."""
    return Mention(
        value=value,
        start=passage.start + start,
        end=passage.start + end,
        rule=rule,
        place=passage.place,
        weight=passage.weight * strength,
        group=group or value,
    )


def weighed(field: str, mentions: Iterable[Mention], measure: Measure) -> tuple[Characteristic, ...]:
    """The values of a field that weigh enough, the weightiest first."""
    of_value = _by_value(mentions)
    weights = {value: _sum(own) for value, own in of_value.items()}
    best = max(weights.values(), default=0.0)
    enough = [
        value
        for value, weight in weights.items()
        if weight >= measure.least and (weight >= measure.share * best or _is_titled(of_value[value]))
    ]
    enough.sort(key=lambda value: (-weights[value], min(each.start for each in of_value[value]), value))
    return tuple(_made(field, of_value[value], weights[value], measure) for value in enough[: measure.most])


def _is_titled(mentions: list[Mention]) -> bool:
    """Whether the title says it plainly: then it counts, whatever else is said more often."""
    return any(each.place == "title" and each.weight >= WEIGHTS["title"] for each in mentions)


def weights_of(mentions: Iterable[Mention]) -> dict[str, float]:
    """What the mentions of each value weigh together."""
    return {value: _sum(own) for value, own in _by_value(mentions).items()}


def _by_value(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    of_value: dict[str, list[Mention]] = defaultdict(list)
    for each in mentions:
        if each.weight > 0:
            of_value[each.group].append(each)
    return of_value


def _sum(mentions: Iterable[Mention]) -> float:
    places: dict[Place, list[float]] = defaultdict(list)
    for each in mentions:
        places[each.place].append(each.weight)
    return sum(min(sum(own), MENTIONS_PER_PLACE * max(own)) for own in places.values())


def _made(field: str, mentions: list[Mention], weight: float, measure: Measure) -> Characteristic:
    shown = min(mentions, key=lambda each: (-each.weight, each.start, each.end))
    return Characteristic(
        field=field,
        value=shown.value,
        start=shown.start,
        end=shown.end,
        rule=shown.rule,
        confidence=round(measure.ceiling * weight / (weight + measure.half), 2),
    )
