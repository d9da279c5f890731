"""Fields whose values are a list of ours: settings, sectors, designs, frameworks, instruments.

One automaton (``relsynth.lexicon``) holds the cues of all of them, and walks each passage once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Protocol

from relsynth.characteristics.design_table import DESIGNS, INSTEAD_OF, TOLD_IN_FRONT
from relsynth.characteristics.framework_table import FRAMEWORKS
from relsynth.characteristics.instrument_table import INSTRUMENTS, MEASUREMENT
from relsynth.characteristics.mentions import Characteristic, Measure, Mention, mention, weighed, weights_of
from relsynth.characteristics.passages import Passage, Reading
from relsynth.characteristics.setting_table import SECTORS, SETTINGS
from relsynth.lexicon import Hit, Lexicon

WEAK = 0.4
"""What a weak cue weighs beside a strong one."""
CITED = {"setting": 0.3, "sector": 0.3, "design": 0.25}
"""What a mention weighs in a sentence that cites another work; frameworks are cited where they are used."""

MEASURES = {
    "setting": Measure(least=2.5, share=0.35, most=4, ceiling=0.85, half=1.5),
    "sector": Measure(least=2.4, share=0.3, most=4, ceiling=0.9, half=1.5),
    "design": Measure(least=1.2, share=0.3, most=4, ceiling=0.9, half=0.5),
    "frameworks": Measure(least=0.15, share=0.0, most=12, ceiling=0.95, half=0.3),
    "instruments": Measure(least=0.1, share=0.0, most=20, ceiling=0.9, half=0.3),
}

TELLING = frozenset({"title", "abstract", "keywords", "methods", "aims", "other"})
"""Where settings, sectors and designs are looked for."""

_OTHERS = re.compile(
    r"\b(?:previous|prior|recent|earlier|other|several|many|most|few|existing|published|large|larger|future"
    r"|further|definitive|subsequent|full|another|past|additional|similar|need for|lack of|results of"
    r"|evidence from)\b[^.;,]{0,25}$",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:this|our|present|current|conducted|undertook|used|using|performed|carried out|was|is|are|were|as"
    r"|through|design)(?: an?| the)?\b[^.;,]{0,40}$",
    re.IGNORECASE,
)


_ONE_CASE = re.compile(r"(?:first|second|p(?:a)?ediatric|fatal|familial)\b", re.IGNORECASE)
"""What makes a case the subject of a title; elsewhere "the first case of" tells of an epidemic."""
_SENTENCES = re.compile(r"[.;!?]\s")
"""A gap in a cue may reach across a full stop; what it then finds is not one phrase."""
_PARTED = frozenset({"setting", "sector", "instruments"})
"""Fields in which a phrase within another's says nothing of its own."""
_CAPITALS = 2
"""How many capitals an acronym has at least."""


class Instrument(Protocol):
    """What is asked of an instrument of a codebook."""

    @property
    def name(self) -> str:
        """The measure's name, which becomes the value."""
        ...

    @property
    def patterns(self) -> tuple[str, ...]:
        """The forms in which papers name it, in cue syntax."""
        ...


@dataclass(frozen=True, slots=True)
class _Term:
    """What a cue speaks for; ``is_shared`` where it is an acronym of other things, too."""

    field: str
    value: str
    strength: float = 1.0
    is_acronym: bool = False
    is_shared: bool = False


def found_in(reading: Reading, *, instruments: Mapping[str, Instrument]) -> dict[str, tuple[Characteristic, ...]]:
    """Field -> its values, for every field of ``MEASURES``.

    Args:
        instruments: a codebook's measures, looked for beside those of ``instrument_table``.
    """
    named = tuple((each.name, tuple(each.patterns)) for each in instruments.values())
    found: dict[str, list[Mention]] = {field: [] for field in MEASURES}
    shared: list[tuple[str, Mention]] = []
    for field, is_shared, each in _mentions(reading, _lexicons(named)):
        if is_shared:
            shared.append((field, each))
        else:
            found[field].append(each)
    spelt = {each.value for each in found["frameworks"]}
    found["frameworks"] += [each for _, each in shared if each.value in spelt]
    found["design"] = _without_superseded(found["design"])
    return {field: weighed(field, found[field], measure) for field, measure in MEASURES.items()}


def _mentions(reading: Reading, lexicons: tuple[Lexicon[_Term], Lexicon[_Term]]) -> Iterator[tuple[str, bool, Mention]]:
    for passage in reading.passages:
        if passage.place == "back":
            continue
        hits = lexicons[passage.place in TELLING].find(passage.text)
        for hit in _whole(hits):
            if strength := _strength(reading, passage, hit):
                rule = "named" if strength > WEAK else "in passing"
                made = mention(passage, hit.key.value, hit.start, hit.end, rule=rule, strength=strength)
                yield hit.key.field, hit.key.is_shared, made


def _whole(hits: list[Hit[_Term]]) -> Iterator[Hit[_Term]]:
    """The hits less those of some fields within a longer one: a mental health clinic is no "health clinic"."""
    around: dict[str, Hit[_Term]] = {}
    for hit in sorted(hits, key=lambda each: (each.start, -each.end)):
        field = hit.key.field
        if field in _PARTED and field in around and hit.end <= around[field].end and hit.start > around[field].start:
            continue
        around[field] = hit
        yield hit


def _strength(reading: Reading, passage: Passage, hit: Hit[_Term]) -> float:
    """How strongly a hit speaks, by its cue and by the words around it; 0 where it says nothing."""
    term, text = hit.key, passage.text[hit.start : hit.end]
    if term.is_acronym and sum(sign.isupper() for sign in text.split(" ", 1)[0]) < _CAPITALS:
        return 0.0
    if _SENTENCES.search(text) or (term.field == "instruments" and not _is_measured(reading, passage, hit)):
        return 0.0
    strength = term.strength * (_design(passage, hit) if term.field == "design" else 1.0)
    if term.field in CITED and reading.cites(passage.start + hit.start):
        strength *= CITED[term.field]
    return strength


def _is_measured(reading: Reading, passage: Passage, hit: Hit[_Term]) -> bool:
    """Whether a word of measurement stands in the sentence of a measure's name."""
    start, end = reading.sentence(passage.start + hit.start)
    return bool(_measurement().find(reading.document.text[start:end]))


def _design(passage: Passage, hit: Hit[_Term]) -> float:
    """What the name of a design weighs: little where it tells of others' studies, more where of one's own."""
    if passage.place == "title":
        return 1.0
    front = 0.15 if hit.key.value in TOLD_IN_FRONT and passage.place not in ("abstract", "keywords") else 1.0
    if hit.key.value == "case report" and _ONE_CASE.match(passage.text, hit.start):
        return 0.0
    before = passage.text[max(0, hit.start - 60) : hit.start]
    if _OTHERS.search(before):
        return 0.15
    plural = 0.3 if passage.text[hit.start : hit.end].endswith(("trials", "studies", "reviews")) else 1.0
    return front * plural * (1.3 if _OWN.search(before) else 0.8)


def _without_superseded(mentions: list[Mention]) -> list[Mention]:
    """Designs less those of which a weightier one is a kind."""
    weights = weights_of(mentions)
    gone = {
        lesser
        for design, lessers in INSTEAD_OF.items()
        for lesser in lessers
        if weights.get(design, 0.0) >= max(MEASURES["design"].least, weights.get(lesser, 0.0) / 2)
    }
    return [each for each in mentions if each.value not in gone]


@lru_cache(maxsize=8)
def _lexicons(named: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[Lexicon[_Term], Lexicon[_Term]]:
    """What is looked for everywhere, and what is looked for in ``TELLING`` places (with all of the former).

    Args:
        named: measures of a codebook, with their patterns; those of ours that it lists are not looked for twice.
    """
    everywhere = [*_frameworks(), *_measures(named)]
    return Lexicon(everywhere), Lexicon([*everywhere, *_vocabulary()])


def _vocabulary() -> Iterator[tuple[str, _Term]]:
    for field, table in (("setting", SETTINGS), ("sector", SECTORS), ("design", DESIGNS)):
        for value, strong, weak in table:
            yield from ((cue, _Term(field, value)) for cue in strong)
            yield from ((cue, _Term(field, value, WEAK)) for cue in weak)


def _frameworks() -> Iterator[tuple[str, _Term]]:
    for name, forms, acronyms in FRAMEWORKS:
        yield from ((cue, _Term("frameworks", name, is_acronym=_is_shouted(cue))) for cue in forms)
        yield from ((cue, _Term("frameworks", name, is_acronym=True, is_shared=True)) for cue in acronyms)


def _measures(named: tuple[tuple[str, tuple[str, ...]], ...]) -> Iterator[tuple[str, _Term]]:
    own = {name.casefold() for name, _ in named}
    for name, cues in (*named, *(row for row in INSTRUMENTS if row[0].casefold() not in own)):
        yield from ((cue, _Term("instruments", name, is_acronym=_is_shouted(cue))) for cue in cues)


def _is_shouted(cue: str) -> bool:
    """Whether a cue begins with a word in capitals, as PARTNER (tool|survey): so must what it finds."""
    first = cue.split(" ", 1)[0]
    return len(first) > 1 and first.isupper()


@cache
def _measurement() -> Lexicon[str]:
    return Lexicon((cue, "measurement") for cue in MEASUREMENT)
