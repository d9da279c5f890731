"""The dictionary of a codebook: which codes a sentence's words suggest.

Cues come in tiers. A strong cue is enough by itself, as is one that names the lack of
the construct ("mistrust"); a weak one needs a
second weak cue of the same code, or a word for an implementing actor (an
anchor) elsewhere in the sentence. Words in another sense (NHS Trust, sexual
partner) are masked first: a cue that touches a masked phrase does not fire.

A hit is a hint and a reason, never truth: on papers read twice, words alone
reach a third of a second reader (docs/benchmarks.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from relsynth.codebook import Codebook
from relsynth.lexicon import Hit, Lexicon

Tier = Literal["lack", "strong", "weak"]
TIERS: tuple[Tier, ...] = ("lack", "strong", "weak")


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue that fired: its tier, its text in the codebook, and ``[start, end)`` in the sentence."""

    start: int
    end: int
    cue: str
    tier: Tier


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a phrase is for: a cue of a code, a mask (of one code or of all), or an anchor."""

    kind: Literal["lack", "strong", "weak", "mask", "anchor"]
    code: str | None
    cue: str


class Dictionary:
    """A codebook's cues, masks and anchors, compiled once."""

    def __init__(self, codebook: Codebook) -> None:
        self._cues = Lexicon((entry.cue, entry) for entry in _cues(codebook))
        self._context = Lexicon((entry.cue, entry) for entry in _context(codebook))

    def codes_in(self, sentence: str) -> dict[str, tuple[CueHit, ...]]:
        """Codes that the words of a sentence suggest, each with the cues that fired."""
        cues = self._cues.find(sentence)
        if not cues:
            return {}
        context = self._context.find(sentence)
        masks = [hit for hit in context if hit.key.kind == "mask"]
        anchors = [hit for hit in context if hit.key.kind == "anchor"]
        by_code: dict[str, list[Hit[_Entry]]] = defaultdict(list)
        for hit in _unmasked(cues, masks):
            by_code[hit.key.code or ""].append(hit)
        standing = list(_unmasked(anchors, masks))
        return {code: _fired(own) for code, own in by_code.items() if _is_enough(own, standing)}


def _cues(codebook: Codebook) -> Iterator[_Entry]:
    for code in codebook.codes:
        yield from (_Entry("lack", code.id, cue) for cue in code.cues.lack)
        yield from (_Entry("strong", code.id, cue) for cue in code.cues.strong)
        yield from (_Entry("weak", code.id, cue) for cue in code.cues.weak)


def _context(codebook: Codebook) -> Iterator[_Entry]:
    """What is looked for only where a cue stands: anchors and masks."""
    for cue in codebook.lexicon.partner_anchors:
        yield _Entry("anchor", None, cue)
    for masks in codebook.lexicon.masks.values():
        yield from (_Entry("mask", None, cue) for cue in masks)
    for code in codebook.codes:
        yield from (_Entry("mask", code.id, cue) for cue in code.masks)


def _unmasked(hits: Iterable[Hit[_Entry]], masks: list[Hit[_Entry]]) -> Iterator[Hit[_Entry]]:
    for hit in hits:
        if not any(mask.key.code in (None, hit.key.code) and _touch(hit, mask) for mask in masks):
            yield hit


def _touch(a: Hit[_Entry], b: Hit[_Entry]) -> bool:
    return a.start < b.end and b.start < a.end


def _is_enough(hits: list[Hit[_Entry]], anchors: list[Hit[_Entry]]) -> bool:
    if any(hit.key.kind != "weak" for hit in hits):
        return True
    if len({hit.key.cue for hit in hits}) > 1:
        return True
    return any(not any(_touch(anchor, hit) for hit in hits) for anchor in anchors)


def _fired(hits: list[Hit[_Entry]]) -> tuple[CueHit, ...]:
    """Cue hits, a lack before what is strong before what is weak, then by place."""
    ordered = sorted(hits, key=lambda hit: (hit.key.kind, hit.start, hit.end, hit.key.cue))
    return tuple(CueHit(h.start, h.end, h.key.cue, h.key.kind) for h in ordered if h.key.kind in TIERS)
