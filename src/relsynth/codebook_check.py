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
from typing import Literal

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

    ``uncued`` are codes without any cue, which people alone can code. The shares are None where a cue cannot be
    compiled, so that no sentence can be tried.
    """

    domains: int
    constructs: int
    sub_constructs: int
    codes: int
    cues: int
    uncued: int
    journal_examples_found: Share | None
    narrative_examples_found: Share | None
    near_misses_silent: Share | None

    def __str__(self) -> str:
        tree = f"{self.domains} domains, {self.constructs} constructs, {self.sub_constructs} sub-constructs"
        counts = f"{tree}; {self.codes} codes, {self.cues} cues"
        if self.uncued:
            counts += f"; {self.uncued} without a cue: for people alone, no machine that goes by words finds them"
        if self.journal_examples_found is None:
            return counts
        return (
            f"{counts}\nfound by their own cues: {self.journal_examples_found} journal examples, "
            f"{self.narrative_examples_found} narrative examples; near misses left alone: {self.near_misses_silent}"
        )


Kind = Literal["journal example", "narrative example", "near miss"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A sentence of a codebook, tried: ``found`` tells whether its code was, ``cues`` by what.

    ``cued`` is whether the code has a cue at all; one without is for people, and nothing is asked of its examples.
    """

    path: str
    kind: Kind
    code: str
    text: str
    found: bool
    cues: tuple[str, ...] = ()
    cued: bool = True

    @property
    def holds(self) -> bool:
        """Whether it was read as it should be: an example found, a near miss left alone."""
        return self.found != (self.kind == "near miss")

    @property
    def is_required(self) -> bool:
        """Whether it has to hold: stories without the words of the field are counted, and may be missed."""
        return self.cued and self.kind != "narrative example"

    @property
    def fault(self) -> str:
        """What went wrong, in words."""
        if self.kind == "near miss":
            by = f", by cue {self.cues[0]!r}" if self.cues else ""
            return f"{self.code} fires on its near miss {self.text!r}{by}"
        return f"no cue of {self.code} finds its example {self.text!r}"


def check(codebook: Codebook) -> tuple[Problem, ...]:
    """Return every problem of a codebook at once: its structure, its cues, its sentences; that it has no code at all.

    A cue that cannot be compiled is told, and its code's sentences are tried without it.
    """
    return (
        *contradictions(codebook),
        *_empty(codebook),
        *_uncompiled(codebook),
        *_repeated_cues(codebook),
        *_masked_cues(codebook),
        *_misread(codebook),
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
        cues=sum(map(_many_cues, codebook.codes)),
        uncued=len(uncued(codebook)),
        journal_examples_found=journal,
        narrative_examples_found=narrative,
        near_misses_silent=silent,
    )


def trials(codebook: Codebook) -> tuple[Trial, ...]:
    """Try every example and near miss on the cues of its own code, in the order of the codebook.

    A cue that cannot be compiled is left out; ``check`` tells it.
    """
    dictionary = Dictionary(sound(codebook))
    return tuple(_trials(codebook, dictionary))


def uncued(codebook: Codebook) -> tuple[str, ...]:
    """Ids of the codes without any cue, which are for people alone."""
    return tuple(code.id for code in codebook.codes if not _many_cues(code))


def sentences_of(codebook: Codebook) -> Iterator[tuple[str, Kind, Code, str]]:
    """Every sentence of a codebook that is to be tried: its path, what it is, its code, its text."""
    for path, code in _codes(codebook):
        yield from (
            (f"{path}.{at}", "narrative example", code, text) for at, text in _numbered("examples", code.examples)
        )
        for at, text in _numbered("examples_journal", code.examples_journal):
            yield f"{path}.{at}", "journal example", code, text
        for number, miss in enumerate(code.near_misses):
            yield f"{path}.near_misses.{number}", "near miss", code, miss.text


def _trials(codebook: Codebook, dictionary: Dictionary) -> Iterator[Trial]:
    for path, kind, code, text in sentences_of(codebook):
        hits = dictionary.codes_in(text).get(code.id, ())
        cues = tuple(dict.fromkeys(hit.cue for hit in hits))
        cued = _many_cues(code) > 0
        yield Trial(path=path, kind=kind, code=code.id, text=text, found=bool(hits), cues=cues, cued=cued)


def _shares(codebook: Codebook) -> tuple[Share, Share, Share]:
    """Journal examples found, narrative examples found, near misses left alone."""
    tried = trials(codebook)
    return (share_of(tried, "journal example"), share_of(tried, "narrative example"), share_of(tried, "near miss"))


def share_of(tried: Iterable[Trial], kind: Kind) -> Share:
    """How many sentences of a kind were read as they should be, of those whose code has a cue."""
    held = [trial.holds for trial in tried if trial.kind == kind and trial.cued]
    return Share(k=sum(held), n=len(held))


def _many_cues(code: Code) -> int:
    return len(code.cues.lack) + len(code.cues.strong) + len(code.cues.weak)


def _empty(codebook: Codebook) -> Iterator[Problem]:
    if not codebook.codes:
        yield Problem(path="codes", message="there is no code")


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


def sound(codebook: Codebook) -> Codebook:
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
        yield from own_cues(path, code)
        yield from _numbered(f"{path}.masks", code.masks)


def _codes(codebook: Codebook) -> Iterator[tuple[str, Code]]:
    yield from ((f"codes.{number}", code) for number, code in enumerate(codebook.codes))


def own_cues(path: str, code: Code) -> Iterator[tuple[str, str]]:
    """Path and text of each cue of a code."""
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
        for place, cue in own_cues(path, code):
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
        for place, cue in own_cues(path, code):
            if _is_plain(cue) and (hits := own.find(cue) or everywhere.find(cue)):
                yield Problem(path=place, message=f"{code.id} can never fire on {cue!r}: masked by {hits[0].key!r}")


def _compiled(masks: Iterable[str]) -> Lexicon[str]:
    """Those masks that can be compiled; the others are told elsewhere."""
    return Lexicon((mask, mask) for mask in _sound(masks))


def _is_plain(cue: str) -> bool:
    return not set("*?(|~#") & set(cue)


def _misread(codebook: Codebook) -> Iterator[Problem]:
    """Journal examples that their own cues miss, and near misses that fire."""
    for trial in trials(codebook):
        if trial.is_required and not trial.holds:
            yield Problem(path=trial.path, message=trial.fault)
