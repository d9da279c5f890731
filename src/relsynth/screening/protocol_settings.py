"""The protocol as a project's settings tell it: ``[protocol]`` and ``[screening]``, with every mistake under its key.

Mappings as TOML gives them in; a ``Protocol``, or a line for each problem, out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, get_args

from relsynth.screening.decisions import STAGES
from relsynth.screening.protocol import Criterion, Kind, Mode, Protocol, Rule, StagePlan

Values = Mapping[str, Any]
Check = Callable[[str, Any], Iterator[str]]

KEYS: Mapping[str, str] = {
    "include": "i",
    "exclude": "e",
    "maybe": "m",
    "note": "n",
    "tags": "t",
    "skip": "s",
    "undo": "u",
    "whole": "w",
    "why": "y",
    "marks": "h",
    "help": "?",
    "quit": "q",
}
"""What a key of the terminal does, and which key it is where a project names none."""
NAMED_KEYS = ("space", "tab", "up", "down", "right", "left")
"""Keys that print no sign."""

MACHINE = "machine"  # what no person may be called
ID = re.compile(r"[\w.-]+")  # of criteria: stands in tables and after options without being quoted
SEEDS = (0, 2**31 - 1)
SHARES = (0.0, 1.0)
TARGETS = (0.5, 1.0)  # of recall: a review that misses half of what it looks for needs no rule
CONFIDENCES = (0.5, 0.999)  # no test is ever sure, so that with 1 reading would never stop
MODES: tuple[Mode, ...] = get_args(Mode)
RULES: tuple[Rule, ...] = get_args(Rule)
TWO_CODERS = frozenset({"double", "sample"})
KINDS: tuple[Kind, ...] = get_args(Kind)


def protocol_of(raw: Values) -> Protocol:
    """The protocol of settings in which ``problems`` finds none; what is unset is as ``Protocol`` has it."""
    asked, how = raw.get("protocol", {}), raw.get("screening", {})
    usual = Protocol()
    return Protocol(
        question=asked.get("question"),
        criteria=tuple(
            Criterion(id=id, text=text, kind=kind) for kind in KINDS for id, text in asked.get(kind, {}).items()
        ),
        plans={stage: _plan(how.get(stage, {})) for stage in STAGES},
        audit=float(how.get("audit", usual.audit)),
        seed=how.get("seed", usual.seed),
        rule=how.get("rule", usual.rule),
        target=float(how.get("target", usual.target)),
        confidence=float(how.get("confidence", usual.confidence)),
        speaks_for=tuple(how.get("speaks_for", usual.speaks_for)),
        speaks_against=tuple(how.get("speaks_against", usual.speaks_against)),
        keys=dict(how.get("keys", {})),
    )


def problems(table: str, values: object) -> Iterator[str]:
    """All that is wrong in one of ``TABLES``, a line each, under its key."""
    yield from TABLES[table](table, values)


def _plan(values: Values) -> StagePlan:
    usual = StagePlan()
    return StagePlan(
        mode=values.get("mode", usual.mode),
        sample=float(values.get("sample", usual.sample)),
        screeners=tuple(values.get("screeners", usual.screeners)),
    )


# -- tables ------------------------------------------------------------------------------------


def _protocol(path: str, values: Any) -> Iterator[str]:
    yield from _table(path, values, {"question": _text} | dict.fromkeys(KINDS, _criteria))
    if isinstance(values, dict):
        tables = (values.get(kind) for kind in KINDS)
        ids = [id for table in tables if isinstance(table, dict) for id in table]
        for id, same in _repeated(ids, str.casefold):
            yield f"{path}: {', '.join(same)}: one id for {len(same)} criteria; {id!r} counts in whatever case"


def _screening(path: str, values: Any) -> Iterator[str]:
    yield from _table(path, values, _SCREENING)
    if isinstance(values, dict):
        words = [values.get(key) for key in ("speaks_for", "speaks_against")]
        both = set.intersection(*({word for word in _words_of(said)} for said in words))
        if both:
            yield f"{path}: {', '.join(sorted(both))}: stands in speaks_for and in speaks_against"


def _stage(path: str, values: Any) -> Iterator[str]:
    yield from _table(path, values, {"mode": _one_of(MODES), "sample": _number(*SHARES), "screeners": _screeners})
    if isinstance(values, dict):
        mode, names = values.get("mode", StagePlan().mode), values.get("screeners")
        if mode in MODES and mode in TWO_CODERS and isinstance(names, list) and len(names) == 1:
            yield f'{path}.screeners: names one, and mode "{mode}" wants two; add one, or set mode = "single"'


def _criteria(path: str, values: Any) -> Iterator[str]:
    if not isinstance(values, dict):
        yield f'{path}: is a table of criteria by id, as in [{path}] with {"I" if "include" in path else "E"}1 = "…"'
        return
    for id, text in values.items():
        if not ID.fullmatch(id):
            yield f"{path}.{id!r}: an id is of letters, digits, dots, - and _, as in E1"
        yield from _text(f"{path}.{id}", text)


def _keys(path: str, values: Any) -> Iterator[str]:
    yield from _table(path, values, dict.fromkeys(KEYS, _key))
    if isinstance(values, dict):
        chosen = {action: values.get(action, usual) for action, usual in KEYS.items()}
        for key, actions in _repeated(chosen, lambda action: str(chosen[action])):
            yield f"{path}: {', '.join(actions)}: are on one key, {key!r}"


def _table(path: str, values: Any, checks: Mapping[str, Check]) -> Iterator[str]:
    if not isinstance(values, dict):
        yield f"{path}: is a table, as in [{path}]"
        return
    for key, value in values.items():
        if key in checks:
            yield from checks[key](f"{path}.{key}", value)
        else:
            yield f"{path}.{key}: unknown; known are {', '.join(sorted(checks))}"


# -- values ------------------------------------------------------------------------------------


def _text(path: str, value: Any) -> Iterator[str]:
    if not isinstance(value, str) or not value.strip():
        yield f"{path}: {value!r} is not a text"


def _number(low: float, high: float) -> Check:
    """Whole bounds are of whole numbers."""
    whole = isinstance(low, int)

    def check(path: str, value: Any) -> Iterator[str]:
        is_number = isinstance(value, int) or (isinstance(value, float) and not whole)
        if isinstance(value, bool) or not is_number or not low <= value <= high:
            yield f"{path}: {value!r} is not a {'whole ' if whole else ''}number from {low} to {high}"

    return check


def _one_of(known: Iterable[str]) -> Check:
    def check(path: str, value: Any) -> Iterator[str]:
        if value not in known:
            yield f"{path}: {value!r} is none of {', '.join(known)}"

    return check


def _words(path: str, value: Any) -> Iterator[str]:
    if not isinstance(value, list):
        yield f'{path}: is a list, as in ["one", "another"]'
        return
    for word in value:
        yield from _text(path, word)


def _screeners(path: str, value: Any) -> Iterator[str]:
    yield from _words(path, value)
    names = [name for name in value if isinstance(name, str)] if isinstance(value, list) else []
    for _, same in _repeated(names, lambda name: name.strip().casefold()):
        yield f"{path}: {', '.join(same)}: named more than once"
    for name in names:
        if name.strip() != name:
            yield f"{path}: {name!r} has space around it"
        if name.strip().casefold() == MACHINE:
            yield f"{path}: {name!r} is what the machine is called; give a person's name"


def _key(path: str, value: Any) -> Iterator[str]:
    is_sign = isinstance(value, str) and len(value) == 1 and value.isprintable() and not value.isspace()
    if not is_sign and value not in NAMED_KEYS:
        yield f"{path}: {value!r} is no key: one sign, or one of {', '.join(NAMED_KEYS)}"


def _words_of(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        yield from (word.strip().casefold() for word in value if isinstance(word, str) and word.strip())


def _repeated(names: Iterable[str], folded: Callable[[str], str]) -> Iterator[tuple[str, list[str]]]:
    """What several names come to, and these names."""
    listed = list(names)
    for one, count in Counter(map(folded, listed)).items():
        if count > 1:
            yield one, [name for name in listed if folded(name) == one]


_SCREENING: Mapping[str, Check] = {
    "audit": _number(*SHARES),
    "seed": _number(*SEEDS),
    "rule": _one_of(RULES),
    "target": _number(*TARGETS),
    "confidence": _number(*CONFIDENCES),
    "speaks_for": _words,
    "speaks_against": _words,
    "keys": _keys,
    **dict.fromkeys(STAGES, _stage),
}
TABLES: Mapping[str, Check] = {"protocol": _protocol, "screening": _screening}
"""Tables of ``relsynth.toml`` that are read here."""
