"""Whether a codebook does what it says, tried on its own sentences.

A codebook that contradicts itself never comes into use (``codebook``); here a draft
is told of that and of its cues in one go: can they be compiled, do they find the
examples that are written in the prose of papers, do they leave the near misses
alone, does a mask blank out what a cue is for? Narrative examples are counted
and not required: that words miss stories is a finding, not a mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from relsynth.codebook import Code, Codebook, CodeCues, Problem, contradictions
from relsynth.cues import CueError, parse_cue
from relsynth.dictionary import Dictionary
from relsynth.lexicon import Lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """``k`` of ``n``."""

    k: int
    n: int

    def __str__(self) -> str:
        return f"{self.k}/{self.n}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A codebook in numbers; cues are counted as written, sentences by their own code only.

    The shares are None where a cue cannot be compiled, so that no sentence can be tried.
    """

    domains: int
    constructs: int
    sub_constructs: int
    codes: int
    cues: int
    journal_examples_found: Share | None
    narrative_examples_found: Share | None
    near_misses_silent: Share | None

    def __str__(self) -> str:
        tree = f"{self.domains} domains, {self.constructs} constructs, {self.sub_constructs} sub-constructs"
        counts = f"{tree}; {self.codes} codes, {self.cues} cues"
        if self.journal_examples_found is None:
            return counts
        return (
            f"{counts}\nfound by their own cues: {self.journal_examples_found} journal examples, "
            f"{self.narrative_examples_found} narrative examples; near misses left alone: {self.near_misses_silent}"
        )


def check(codebook: Codebook) -> tuple[Problem, ...]:
    """Return every problem of a codebook at once: its structure, its cues, its sentences.

    A cue that cannot be compiled is told, and its code's sentences are tried without it.
    """
    return (
        *contradictions(codebook),
        *_uncompiled(codebook),
        *_repeated_cues(codebook),
        *_masked_cues(codebook),
        *_misread(_compilable(codebook)),
    )


def summary(codebook: Codebook) -> Summary:
    """Return the counts that a reader of the codebook asks for first."""
    compiles = not any(_fault(cue) for _, cue in _all_cues(codebook))
    journal, narrative, silent = _shares(codebook) if compiles else (None, None, None)
    return Summary(
        domains=len(codebook.domains),
        constructs=len(codebook.constructs),
        sub_constructs=len(codebook.codes) - len(codebook.constructs),
        codes=len(codebook.codes),
        cues=sum(len(c.cues.lack) + len(c.cues.strong) + len(c.cues.weak) for c in codebook.codes),
        journal_examples_found=journal,
        narrative_examples_found=narrative,
        near_misses_silent=silent,
    )


def _shares(codebook: Codebook) -> tuple[Share, Share, Share]:
    """Journal examples found, narrative examples found, near misses left alone."""
    dictionary = Dictionary(codebook)
    codes = codebook.codes
    return (
        _share(code.id in dictionary.codes_in(text) for code in codes for text in code.examples_journal),
        _share(code.id in dictionary.codes_in(text) for code in codes for text in code.examples),
        _share(code.id not in dictionary.codes_in(miss.text) for code in codes for miss in code.near_misses),
    )


def _share(cases: Iterable[bool]) -> Share:
    found = tuple(cases)
    return Share(k=sum(found), n=len(found))


def _uncompiled(codebook: Codebook) -> Iterator[Problem]:
    for path, cue in _all_cues(codebook):
        if fault := _fault(cue):
            yield Problem(path=path, message=fault)


def _fault(cue: str) -> str | None:
    """Why a cue cannot be compiled, or None where it can."""
    try:
        parse_cue(cue)
    except CueError as error:
        return str(error)
    return None


def _compilable(codebook: Codebook) -> Codebook:
    """The codebook less what cannot be compiled of its anchors, masks and cues."""
    lexicon = codebook.lexicon
    masks = {key: _sound(own) for key, own in lexicon.masks.items()}
    common = lexicon.model_copy(update={"partner_anchors": _sound(lexicon.partner_anchors), "masks": masks})
    codes = tuple(
        code.model_copy(update={"cues": _sound_cues(code), "masks": _sound(code.masks)}) for code in codebook.codes
    )
    return codebook.model_copy(update={"lexicon": common, "codes": codes})


def _sound_cues(code: Code) -> CodeCues:
    return CodeCues(strong=_sound(code.cues.strong), weak=_sound(code.cues.weak), lack=_sound(code.cues.lack))


def _sound(cues: Iterable[str]) -> tuple[str, ...]:
    return tuple(cue for cue in cues if not _fault(cue))


def _all_cues(codebook: Codebook) -> Iterator[tuple[str, str]]:
    """Everything in cue syntax, with the path to it."""
    lexicon = codebook.lexicon
    yield from _numbered("lexicon.partner_anchors", lexicon.partner_anchors)
    yield from _by_key("lexicon.masks", lexicon.masks)
    yield from _numbered("lexicon.lesson_headings", lexicon.lesson_headings)
    yield from _numbered("lexicon.lesson_phrases", lexicon.lesson_phrases)
    for name, facet in codebook.facets.items():
        yield from _by_key(f"facets.{name}.cues", facet.cues)
    for name, instrument in codebook.instruments.items():
        yield from _numbered(f"instruments.{name}.patterns", instrument.patterns)
    for path, code in _codes(codebook):
        yield from _own_cues(path, code)
        yield from _numbered(f"{path}.masks", code.masks)


def _codes(codebook: Codebook) -> Iterator[tuple[str, Code]]:
    yield from ((f"codes.{number}", code) for number, code in enumerate(codebook.codes))


def _own_cues(path: str, code: Code) -> Iterator[tuple[str, str]]:
    yield from _numbered(f"{path}.cues.lack", code.cues.lack)
    yield from _numbered(f"{path}.cues.strong", code.cues.strong)
    yield from _numbered(f"{path}.cues.weak", code.cues.weak)


def _numbered(path: str, cues: Iterable[str]) -> Iterator[tuple[str, str]]:
    yield from ((f"{path}.{number}", cue) for number, cue in enumerate(cues))


def _by_key(path: str, cues: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    for key, own in cues.items():
        yield from _numbered(f"{path}.{key}", own)


def _repeated_cues(codebook: Codebook) -> Iterator[Problem]:
    for path, code in _codes(codebook):
        first: dict[str, str] = {}
        for place, cue in _own_cues(path, code):
            if cue in first:
                yield Problem(path=place, message=f"{code.id} has cue {cue!r} already at {first[cue]}")
            first.setdefault(cue, place)


def _masked_cues(codebook: Codebook) -> Iterator[Problem]:
    """Cues that could never fire, since a mask of their code takes in every wording of theirs.

    Only cues without wildcards and choices have one wording that can be tried.
    """
    everywhere = _compiled(mask for own in codebook.lexicon.masks.values() for mask in own)
    for path, code in _codes(codebook):
        own = _compiled(code.masks)
        for place, cue in _own_cues(path, code):
            if _is_plain(cue) and (hits := own.find(cue) or everywhere.find(cue)):
                yield Problem(path=place, message=f"{code.id} can never fire on {cue!r}: masked by {hits[0].key!r}")


def _compiled(masks: Iterable[str]) -> Lexicon[str]:
    """Those masks that can be compiled; the others are told elsewhere."""
    return Lexicon((mask, mask) for mask in _sound(masks))


def _is_plain(cue: str) -> bool:
    return not set("*?(|~#") & set(cue)


def _misread(codebook: Codebook) -> Iterator[Problem]:
    """Journal examples that their own cues miss, and near misses that fire."""
    dictionary = Dictionary(codebook)
    for path, code in _codes(codebook):
        for number, text in enumerate(code.examples_journal):
            if code.id not in dictionary.codes_in(text):
                message = f"no cue of {code.id} finds its example {text!r}"
                yield Problem(path=f"{path}.examples_journal.{number}", message=message)
        for number, miss in enumerate(code.near_misses):
            if hits := dictionary.codes_in(miss.text).get(code.id):
                message = f"{code.id} fires on its near miss {miss.text!r}, by cue {hits[0].cue!r}"
                yield Problem(path=f"{path}.near_misses.{number}", message=message)
