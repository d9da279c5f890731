"""What a section does in a paper, told by a small learned model where its heading does not say.

The model is a multinomial logistic regression over what a reader would look at: the
words of the heading and of those above it, of the title and of the text, where the
section stands, and which labelled sections stand around it and in it. Then the parts
of a paper are weighed together: a part mostly does what the part around it does, and
a paper seldom goes back from its discussion to its methods. The weights are trained by
``scripts/train/sections.py`` and kept in ``section_weights.json``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp

from relsynth.documents import LABELS
from relsynth.headings import normal_heading

READ = 3_000
"""Characters of a section's text that are read: some 450 words, so that a long section costs no more."""

TITLE_WORDS = 60
"""Words of a title or heading that are looked at: the longest real titles have some forty."""

MOST_SECTIONS = 500
"""Sections of a paper that the model is asked about; a text of more is no paper, and would cost too much."""

SWEEPS = 5
"""Times that the parts of a paper are weighed together; they hardly change after three."""

SHORT_HEADING = 2
"""Words of a heading that is a sign as a whole."""

_LONG_STEM = 6  # letters of a stem that may have a second ending: "implementations"
LOUDEST = 8
"""Signs that a reason is made of; the first words and places of them are told."""

_SAID = {"heading": "heading words", "text": "words", "above": "words above", "title": "title words"}
_SHARES = frozenset({"share of numbers", "share of citations", "share of past tense", "share of percentages"})
_FRAME = frozenset({"title", "abstract", "keywords"})
_LENGTHS = (60, 150, 300, 600, 1_200)  # words
_LETTERS = 6.5  # characters of a word and the space after it, so that long texts need not be split
_STOP = frozenset({"the", "a", "an", "of", "and", "in", "to", "for", "on", "with", "by", "at", "from", "as", "or", "s"})
_WORD = re.compile(r"[a-z]+")
_SIGN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d[\d.,]*%?|[“\"]")
_ENDING = re.compile(
    r"(?<=[a-z]{4})(?:ational|ations?|ments?|ings?|ers?|ors?|ed|ies|es|s|ions?|ly|ities|ity|ive|y|e|al)$"
)
_STEMS = {
    "trouble": "challeng barrier difficult lack limited insufficient however problem obstacle constrain inadequat"
    " hinder delay concern risk fail unable despite gap weak",
    "ahead": "should must need will future could recommend opportun next ensur improv strengthen continu further"
    " enhanc potential priorit",
    "gain": "increas result found achiev total percent decreas reported reach improved compared led significant"
    " reduced succe showed",
    "doing": "develop conduct design implement train provid recruit collect include establish created organiz deploy"
    " random assess measured session weekly received visit held staff",
}
_TONES = {tone: re.compile(rf"\b(?:{'|'.join(stems.split())})") for tone, stems in _STEMS.items()}
"""Beginnings of words that tell of trouble, of what should come, of what came of it, of what was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A section as the model sees it: ``[start, end)`` from its first word to the last of its last child.

    ``label`` is None where it is asked for. ``parent`` is the index of the part around it.
    """

    heading: str
    parent: int | None
    label: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """The likeliest label of a part, its probability, that of "other", and what spoke for it most, in words."""

    label: str
    probability: float
    other: float
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionModel:
    """Weights by sign, one for each of ``labels``, and how the parts of a paper weigh upon each other.

    To the logarithm of a part's odds, ``within`` is added where it shares the label of the part
    around it, and ``backwards`` taken off where it goes back in the order of a paper.
    ``sharpness`` calibrates the odds of parts with a heading, ``unheaded`` those of parts without, which are
    mostly ordinary sections that lost theirs; ``enough`` is the least probability of a label that is given.
    """

    labels: tuple[str, ...]
    weights: Mapping[str, tuple[float, ...]]
    sharpness: float = 1.0
    unheaded: float = 1.0
    within: float = 0.0
    backwards: float = 0.0
    enough: float = 0.0


def guesses(model: SectionModel, parts: Sequence[Part], text: str, citations: Sequence[int]) -> dict[int, Guess]:
    """Return the likeliest label, by index, of each part that has none."""
    signs = signs_of(parts, text, citations)
    titles = _titles(parts, text)
    odds = {index: _odds(model, found) for index, found in signs.items()}
    other = model.labels.index("other")
    return {
        index: Guess(
            label=model.labels[best],
            probability=chances[best],
            other=chances[other],
            because=_because(model, signs[index], best, _spelt(parts, index, titles)),
        )
        for index, chances in settled(model, parts, odds).items()
        for best in [max(range(len(chances)), key=chances.__getitem__)]
    }


def signs_of(parts: Sequence[Part], text: str, citations: Sequence[int]) -> dict[int, dict[str, float]]:
    """Return what speaks for a label, by index, of each part that has none: a sign and its strength."""
    asked = [index for index, part in enumerate(parts) if part.label is None]
    if not asked:
        return {}
    kind = kind_of(parts)
    title = [f"title:{word}" for word in stems_of(_titles(parts, text))]
    places = _places(parts)
    signs: dict[int, dict[str, float]] = {}
    for index in asked:
        part = parts[index]
        named = [kind, *title, *_heading_signs(parts, index), *places[index]]
        measured = _measures(text[part.start : min(part.end, part.start + READ)], part, citations)
        crossed = {f"{kind},{sign}": value for sign, value in measured.items() if not sign.startswith("text:")}
        signs[index] = dict.fromkeys(named, 1.0) | measured | crossed
    return signs


def settled(
    model: SectionModel, parts: Sequence[Part], odds: Mapping[int, Sequence[float]]
) -> dict[int, tuple[float, ...]]:
    """Return the probabilities of ``model.labels`` for each part asked for, all weighed together.

    ``odds`` are logarithms. The mean-field approximation: each part in turn hears what those around
    it think, several times over.
    """
    own = {
        index: [(model.sharpness if parts[index].heading else model.unheaded) * one for one in said]
        for index, said in odds.items()
    }
    beliefs = {index: _probabilities(said) for index, said in own.items()}
    children: dict[int, list[int]] = {}
    for index in odds:
        if (parent := parts[index].parent) in odds and parent is not None:
            children.setdefault(parent, []).append(index)
    known = {
        index: tuple(float(label == part.label) for label in model.labels)
        for index, part in enumerate(parts)
        if part.label in model.labels
    }
    before, after = _neighbours(parts)

    def heard(index: int) -> tuple[float, ...]:
        """What a part thinks once it has heard those around it."""
        odds = own[index]
        for place in [parts[index].parent, *children.get(index, ())]:
            if place is not None and place in beliefs:
                share = 1.0 if place == parts[index].parent else len(children[index]) ** -0.5
                odds = _added(odds, beliefs[place], model.within * share)
        for place, earlier in ((before[index], True), (after[index], False)):
            belief = None if place is None else beliefs.get(place, known.get(place))
            if belief is not None:
                odds = _added(odds, _against(model.labels, belief, earlier=earlier), -model.backwards)
        return _probabilities(odds)

    for _ in range(SWEEPS):
        for index in own:
            beliefs[index] = heard(index)
    return beliefs


def kind_of(parts: Sequence[Part]) -> str:
    """Return what the labelled sections are those of: a report, a protocol, an essay, a text without headings."""
    known = {part.label for part in parts}
    if "results" in known:
        return "paper:report"
    if "methods" in known:
        return "paper:protocol"
    asked = [part for part in parts if part.label is None]
    return "paper:essay" if any(part.heading for part in asked) else "paper:unheaded"


def stems_of(text: str) -> list[str]:
    """Return the words of a heading or title without their endings, and without those that only join."""
    return [_stem(word) for word in _WORD.findall(text.lower()) if word not in _STOP]


def heading_signs(heading: str, prefix: str = "heading") -> Iterator[str]:
    """Yield the signs that stand in a heading: its words, the first and the last of them."""
    stems = stems_of(normal_heading(heading))[:TITLE_WORDS]
    yield from (f"{prefix}:{stem}" for stem in stems)
    if prefix == "heading" and stems:
        yield f"first word:{stems[0]}"
        yield f"last word:{stems[-1]}"
        if len(stems) <= SHORT_HEADING:
            yield f"whole heading:{' '.join(stems)}"


def _heading_signs(parts: Sequence[Part], index: int) -> Iterator[str]:
    part = parts[index]
    yield from heading_signs(part.heading) if part.heading else ["no heading"]
    depth = 0
    above = part.parent
    while above is not None:
        yield from heading_signs(parts[above].heading, "above")
        above = parts[above].parent
        depth += 1
    yield f"depth:{min(depth, 2)}"


def _places(parts: Sequence[Part]) -> list[list[str]]:
    """Where each part stands: how far into the body, after and before which labelled sections, holding which."""
    tops = [part for part in parts if part.parent is None]
    body = [part for part in tops if part.label not in _FRAME and part.label != "back_matter"] or tops
    start, end = body[0].start, max(part.end for part in body)
    kind = kind_of(parts)
    after = _running(parts)
    before = _running(parts[::-1])[::-1]
    first, last = _edges(parts)
    signs = []
    for index, part in enumerate(parts):
        edge = "first" if index in first else "last" if index in last else "amid"
        share = min(9, max(0, int(10 * (part.start - start) / max(1, end - start))))
        around = f"{after[index]},{before[index]}"
        signs.append([f"at:{share}", f"after:{after[index]}", f"before:{before[index]}", f"between:{around}"])
        signs[index] += [f"{kind},after:{after[index]}", edge]
    for part in parts:
        if part.parent is not None and part.label:
            signs[part.parent].append(f"holds:{part.label}")
    return signs


def _running(parts: Sequence[Part]) -> list[str | None]:
    """For each part the label of the last top section before it that has one."""
    labels: list[str | None] = []
    latest: str | None = None
    for part in parts:
        labels.append(latest)
        if part.parent is None and part.label not in (None, "other"):
            latest = part.label
    return labels


def _edges(parts: Sequence[Part]) -> tuple[set[int], set[int]]:
    """The first and the last parts within each part."""
    first: dict[int | None, int] = {}
    last: dict[int | None, int] = {}
    for index, part in enumerate(parts):
        first.setdefault(part.parent, index)
        last[part.parent] = index
    return set(first.values()), set(last.values())


def _neighbours(parts: Sequence[Part]) -> tuple[list[int | None], list[int | None]]:
    """For each part the one before and the one after it within the same part."""
    before: list[int | None] = [None] * len(parts)
    after: list[int | None] = [None] * len(parts)
    latest: dict[int | None, int] = {}
    for index, part in enumerate(parts):
        if (earlier := latest.get(part.parent)) is not None:
            before[index], after[earlier] = earlier, index
        latest[part.parent] = index
    return before, after


def _measures(text: str, part: Part, citations: Sequence[int]) -> dict[str, float]:
    """The words of a text, how long it is, and shares of words that tell what it does."""
    lower = text.lower()
    counts = Counter(_SIGN.findall(lower))
    total = max(20, counts.total())
    length = max(20.0, (part.end - part.start) / _LETTERS)
    cited = bisect_left(citations, part.end) - bisect_left(citations, part.start)
    past = sum(n for word, n in counts.items() if word.endswith("ed")) + counts["was"] + counts["were"]
    figures = [(word, n) for word, n in counts.items() if word[0].isdigit()]
    shares = {
        "past tense": past / 2,
        "numbers": sum(n for _, n in figures) / 2,
        "percentages": sum(n for word, n in figures if word[-1] == "%"),
        "we": counts["we"] + counts["our"],
        "will": counts["will"],
        "should": counts["should"] + counts["must"] + counts["need"],
        "may": counts["may"] + counts["might"] + counts["could"] + counts["can"],
        "quotation marks": counts["“"] + counts['"'],
    } | {tone: len(pattern.findall(lower)) for tone, pattern in _TONES.items()}
    signs = {f"text:{word}": 1.0 for word in counts if word[0].isalpha()}
    signs |= {f"share of {what}": 20 * n / total for what, n in shares.items()}
    signs[f"long:{sum(length > bound for bound in _LENGTHS)}"] = 1.0
    signs["share of citations"] = 20 * cited / length
    return signs


def _stem(word: str) -> str:
    stem = _ENDING.sub("", word)
    return _ENDING.sub("", stem) if len(stem) > _LONG_STEM else stem


def _odds(model: SectionModel, signs: Mapping[str, float]) -> list[float]:
    odds = list(model.weights.get("constant", [0.0] * len(model.labels)))
    for sign, strength in signs.items():
        if (weights := model.weights.get(sign)) is not None:
            odds = _added(odds, weights, strength)
    return odds


def _added(odds: Sequence[float], more: Sequence[float], strength: float) -> list[float]:
    return [one + strength * other for one, other in zip(odds, more, strict=True)]


def _against(labels: Sequence[str], belief: Sequence[float], *, earlier: bool) -> list[float]:
    """How far each label would go back from a neighbour before it, or be gone back from by one after it."""
    order = [LABELS.index(label) if label != "other" else None for label in labels]
    return [
        0.0
        if own is None
        else sum(b for b, o in zip(belief, order, strict=True) if o is not None and (o > own if earlier else o < own))
        for own in order
    ]


def _probabilities(odds: Iterable[float]) -> tuple[float, ...]:
    own = tuple(odds)
    top = max(own)
    raised = [exp(one - top) for one in own]
    total = sum(raised)
    return tuple(one / total for one in raised)


def _titles(parts: Sequence[Part], text: str) -> str:
    """The words of the title, as many as are looked at."""
    words = " ".join(text[p.start : min(p.end, p.start + READ)] for p in parts[:MOST_SECTIONS] if p.label == "title")
    return " ".join(words.split()[:TITLE_WORDS])


def _spelt(parts: Sequence[Part], index: int, titles: str) -> dict[str, str]:
    """How the stems in the title and in the headings down to a part are spelt there."""
    above: int | None = index
    words = [titles]
    while above is not None:
        words.append(parts[above].heading)
        above = parts[above].parent
    return {_stem(word): word for word in _WORD.findall(" ".join(words).lower())}


def _because(model: SectionModel, signs: Mapping[str, float], label: int, spelt: Mapping[str, str]) -> str:
    """The signs that spoke loudest for a label against the other labels, as a reader would say them."""
    loud: list[tuple[float, str]] = []
    for sign, strength in signs.items():
        if (weights := model.weights.get(sign)) is not None:
            said = strength * (weights[label] - sum(weights) / len(weights))
            loud.append((said, sign))
    return _in_words([sign for said, sign in sorted(loud, reverse=True)[:LOUDEST] if said > 0], spelt)


def _in_words(signs: Sequence[str], spelt: Mapping[str, str]) -> str:
    """Signs in words: "heading words 'trial', words 'collected', after introduction"."""
    grouped: dict[str, list[str]] = {}
    places: list[str] = []
    for sign in signs:
        sort, colon, value = sign.partition(":")
        if colon and sort in _SAID and value not in grouped.get(_SAID[sort], ()):
            grouped.setdefault(_SAID[sort], []).append(value if sort == "text" else spelt.get(value, value))
        elif (colon and sort in ("after", "before", "holds") and value != "None") or sort in _SHARES:
            places.append(f"{sort} {value}".strip().replace("_", " "))
    words = [f"{sort} '{', '.join(values[:3])}'" for sort, values in grouped.items()]
    return ", ".join([*words, *places][:3]) or "its place"
