"""The style of a codebook: what people need to code alike with it, and does not stand there.

A codebook that ``codebook_check`` has nothing to say of may still be hard to code with. What is looked for is what
qualitative research asks of codebooks: a definition, when to use the code and when not, an example of each, and a rule
wherever two codes are confused. Thresholds are set by hand, so that nothing is told of codes that only resemble each
other in passing.

Source: MacQueen, McLellan, Kay & Milstein (1998), Codebook development for team-based qualitative analysis.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Literal

from rapidfuzz import fuzz

from relsynth.codebook import Code, Codebook
from relsynth.codebook_check import own_cues, sentences_of, sound
from relsynth.cues import GAP, NUMBER, parse_cue
from relsynth.dictionary import Dictionary

Severity = Literal["warning", "note"]
Pair = tuple[str, str]
Found = tuple[str, str]
"""Path of an entry, and what is to be said of it."""

LONG = 100  # words of a definition, past which nobody has it in mind while coding; ours has 38 at most
ALIKE = 90  # percent of likeness (Indel ratio) from which two labels are taken for each other
CONFUSED = 2  # places at which two coders chose one of two codes each, from which a rule is asked for
WORDINGS = 60  # ways to write one cue that are tried
SHOWN = 80  # characters of a cue that a remark shows
STEM = 5  # letters that tell a word of a label again in a definition

_WORD = re.compile(r"[^\W\d_]{4,}")
_CODE_ID = re.compile(r"\b[A-Z][A-Z0-9]*(?:\.[A-Z][A-Z0-9]*)+\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something to better: where (``path``), by which rule, why, and a way to mend it."""

    path: str
    rule: str
    severity: Severity
    message: str
    mend: str

    def __str__(self) -> str:
        return f"{self.severity}: {self.message} ({self.rule}); {self.mend}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a codebook should be: ``broken`` yields every place where it is not."""

    name: str
    severity: Severity
    mend: str
    broken: Callable[[Codebook], Iterator[Found]]


def lint(codebook: Codebook, *, confused: Mapping[Pair, int] | None = None) -> tuple[Remark, ...]:
    """Return every remark on a codebook, rule by rule; cues that cannot be compiled are left to ``codebook_check``.

    Args:
        confused: pairs of codes -> at how many places one person chose the one, and another person the other.
    """
    remarks = [
        Remark(path=path, rule=rule.name, severity=rule.severity, message=message, mend=rule.mend)
        for rule in RULES
        for path, message in rule.broken(codebook)
    ]
    return (*remarks, *_overlaps(codebook), *_confused(codebook, confused or {}))


def _lacking(field: str, what: str) -> Callable[[Codebook], Iterator[Found]]:
    def broken(codebook: Codebook) -> Iterator[Found]:
        return ((path, f"{code.id} has no {what}") for path, code in _codes(codebook) if not getattr(code, field))

    return broken


def _no_example(codebook: Codebook) -> Iterator[Found]:
    for path, code in _codes(codebook):
        if not (code.examples or code.examples_journal):
            yield path, f"{code.id} has no example"


def _no_cue(codebook: Codebook) -> Iterator[Found]:
    for path, code in _codes(codebook):
        if not any(own_cues(path, code)):
            yield path, f"{code.id} has no cue: people can code it, machines that go by words cannot"


def _no_code(codebook: Codebook) -> Iterator[Found]:
    if not codebook.codes:
        yield "codes", "the codebook has no code"


def _circular(codebook: Codebook) -> Iterator[Found]:
    """Definitions that say the label again, and nothing else."""
    for path, code in _codes(codebook):
        label = {word[:STEM] for word in _words(f"{code.label} {code.id.replace('.', ' ')}")}
        defined = _words(code.definition or "")
        if code.definition and all(word[:STEM] in label for word in defined):
            yield f"{path}.definition", f"the definition of {code.id} says no more than its label"


def _long(codebook: Codebook) -> Iterator[Found]:
    for path, code in _codes(codebook):
        if (words := len((code.definition or "").split())) > LONG:
            yield f"{path}.definition", f"the definition of {code.id} has {words} words, more than {LONG}"


def _names_no_code(codebook: Codebook) -> Iterator[Found]:
    """Codes named in a rule that the codebook does not have, though their domain."""
    ids = {code.id for code in codebook.codes}
    domains = {domain.id for domain in codebook.domains}
    for path, code in _codes(codebook):
        for field in ("definition", "include", "exclude"):
            named = dict.fromkeys(_CODE_ID.findall(getattr(code, field) or ""))
            for one in named:
                if one not in ids and one.split(".")[0] in domains:
                    yield f"{path}.{field}", f"{code.id} speaks of {one}, which the codebook does not have"


def _labels_alike(codebook: Codebook) -> Iterator[Found]:
    for (_, one), (path, other) in combinations(_codes(codebook), 2):
        if fuzz.ratio(one.label.casefold(), other.label.casefold()) >= ALIKE:
            yield f"{path}.label", f"{other.id} is labelled {other.label!r}, and {one.id} {one.label!r}"


def _out_of_order(codebook: Codebook) -> Iterator[Found]:
    """Codes before others whose domain stands earlier, and parts before the code that they are parts of."""
    turn = {domain.id: number for number, domain in enumerate(codebook.domains)}
    seen: set[str] = set()
    last = ""
    for path, code in _codes(codebook):
        if last and turn[code.domain] < turn[last]:
            yield f"{path}.id", f"{code.id} stands after codes of {last}, whose domain comes later"
        elif code.parent and code.parent not in seen:
            yield f"{path}.id", f"{code.id} stands before its parent {code.parent}"
        seen.add(code.id)
        last = max(last, code.domain, key=lambda domain: turn.get(domain, -1))


def _empty_domain(codebook: Codebook) -> Iterator[Found]:
    used = {code.domain for code in codebook.codes}
    for number, domain in enumerate(codebook.domains):
        if domain.id not in used:
            yield f"domains.{number}", f"domain {domain.id} has no code"


def _used_twice(codebook: Codebook) -> Iterator[Found]:
    """Sentences that stand in two places; a near miss may be an example of the code that it names as the right one."""
    first: dict[str, tuple[str, str]] = {}
    meant = {(miss.text, miss.code) for code in codebook.codes for miss in code.near_misses}
    for path, _, code, text in sentences_of(codebook):
        key = " ".join(text.casefold().split())
        if key not in first:
            first[key] = path, code.id
        elif (text, code.id) not in meant and (text, first[key][1]) not in meant:
            yield path, f"{code.id} has a sentence that stands at {first[key][0]} already: {text!r}"


def _overlaps(codebook: Codebook) -> Iterator[Remark]:
    """Cues of a code that do not fire without one of another; graver where no rule parts the two."""
    rules = _ruled(codebook)
    for (one, other), found in _overlapping(codebook).items():
        path, cue, fired = found[0]
        more = f", and {len(found) - 1} more of its cues" if len(found) > 1 else ""
        same = "is a cue of" if cue == fired else f"fires cue {_short(fired)!r} of"
        ruled = frozenset((one, other)) in rules
        yield Remark(
            path=path,
            rule="overlap" if ruled else "overlap-without-rule",
            severity="note" if ruled else "warning",
            message=f"cue {_short(cue)!r} of {one} {same} {other} as well{more}",
            mend="narrow one of the cues, unless both codes are meant there"
            if ruled
            else "narrow one of the cues, or write the rule that parts the two codes (`confusable`)",
        )


def _short(cue: str) -> str:
    return cue if len(cue) <= SHOWN else f"{cue[: SHOWN - 1]}…"


def _overlapping(codebook: Codebook) -> Mapping[Pair, list[tuple[str, str, str]]]:
    """Pairs of codes: cues of the former, with their path, and a cue of the latter that all their own wordings fire.

    Only cues that are enough by themselves are looked at. Codes of one construct are left out: a part is coded beside
    what it is a part of, or in its place.
    """
    readable = sound(codebook)
    dictionary = Dictionary(readable)
    found: dict[Pair, list[tuple[str, str, str]]] = {}
    for path, code in _codes(readable):
        for place, cue in own_cues(path, code):
            if ".weak." in place:
                continue
            for other, by in _always_fired(dictionary, cue).items():
                own = codebook.construct_of(other) == codebook.construct_of(code.id)
                told = any((theirs, ours) == (by, cue) for _, theirs, ours in found.get((other, code.id), ()))
                if not own and not told:
                    found.setdefault((code.id, other), []).append((place, cue, by))
    return found


def _always_fired(dictionary: Dictionary, cue: str) -> dict[str, str]:
    """Codes that every wording of a cue fires, each with the cue that its first wording fires."""
    fired: dict[str, str] | None = None
    for wording in _wordings(cue):
        hits = {code: own[0] for code, own in dictionary.codes_in(wording).items()}
        if fired is None:
            fired = {code: hit.cue for code, hit in hits.items() if hit.tier != "weak"}
        fired = {code: by for code, by in fired.items() if code in hits}
        if len(fired) < 2:  # its own code alone  # noqa: PLR2004
            break
    return fired or {}


def _wordings(cue: str) -> Iterator[str]:
    """Ways to write a cue: its first, and all that differ from it at one place; ``*`` stands for nothing more."""
    steps = [sorted(step.variants, key=lambda variant: (not variant, variant)) for step in parse_cue(cue)]
    plain = [variants[0] for variants in steps]
    ways = [plain, *(_with(plain, at, v) for at, variants in enumerate(steps) for v in variants[1:])]
    yield from islice(dict.fromkeys(_spelt(way) for way in ways), WORDINGS)


def _with(way: list[tuple[str, ...]], at: int, variant: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [*way[:at], variant, *way[at + 1 :]]


def _spelt(way: Iterable[tuple[str, ...]]) -> str:
    words = (word for variant in way for word in variant if not GAP.fullmatch(word))
    return " ".join("7" if word == NUMBER else word.replace("*", "").replace("?", "s") for word in words)


def _confused(codebook: Codebook, confused: Mapping[Pair, int]) -> Iterator[Remark]:
    """Pairs that coders of the project chose at one place, one each, and that no rule parts."""
    places = {code.id: path for path, code in _codes(codebook)}
    rules = _ruled(codebook)
    for (one, other), times in sorted(confused.items(), key=lambda item: (-item[1], item[0])):
        if times >= CONFUSED and {one, other} <= places.keys() and frozenset((one, other)) not in rules:
            yield Remark(
                path=places[one],
                rule="confused-without-rule",
                severity="warning",
                message=f"coders chose {one} or {other} at {times} places, one each, and no rule parts the two",
                mend=f"write the rule, as `confusable: [{{code: {other}, rule: …}}]`",
            )


def _ruled(codebook: Codebook) -> frozenset[frozenset[str]]:
    """Pairs of codes that a rule parts."""
    pairs = [frozenset(rule.pair) for rule in codebook.confusable_pairs]
    pairs += [frozenset((code.id, rule.code)) for code in codebook.codes for rule in code.confusable]
    return frozenset(pairs)


def _codes(codebook: Codebook) -> Iterator[tuple[str, Code]]:
    yield from ((f"codes.{number}", code) for number, code in enumerate(codebook.codes))


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


RULES: tuple[Rule, ...] = (
    Rule(name="no-code", severity="warning", mend="write one", broken=_no_code),
    Rule(
        name="no-definition",
        severity="warning",
        mend="say in a sentence what it means",
        broken=_lacking("definition", "definition"),
    ),
    Rule(
        name="no-include", severity="warning", mend="say when to use it", broken=_lacking("include", "inclusion rule")
    ),
    Rule(
        name="no-exclude",
        severity="warning",
        mend="say when not to use it, and what to use then",
        broken=_lacking("exclude", "exclusion rule"),
    ),
    Rule(
        name="no-example",
        severity="warning",
        mend="write one in the prose of papers (`examples_journal`)",
        broken=_no_example,
    ),
    Rule(
        name="no-near-miss",
        severity="note",
        mend="write a sentence that looks like it and is not (`near_misses`)",
        broken=_lacking("near_misses", "near miss"),
    ),
    Rule(name="no-cue", severity="note", mend="leave it so where people alone code it", broken=_no_cue),
    Rule(name="circular", severity="warning", mend="say what it means in other words", broken=_circular),
    Rule(name="long-definition", severity="note", mend="move rules to `include` and `exclude`", broken=_long),
    Rule(name="unknown-code", severity="warning", mend="name the code that it is now", broken=_names_no_code),
    Rule(name="labels-alike", severity="warning", mend="make one of the labels say what differs", broken=_labels_alike),
    Rule(name="used-twice", severity="warning", mend="write another sentence for one of them", broken=_used_twice),
    Rule(name="out-of-order", severity="note", mend="move it", broken=_out_of_order),
    Rule(name="empty-domain", severity="note", mend="give it a code, or take it out", broken=_empty_domain),
)
"""The rules that look at one codebook, in the order in which they are told; those on pairs of codes follow."""
