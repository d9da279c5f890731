"""What the keys of screening do, and which key a team has chosen for what (``screening.keys`` of ``relsynth.toml``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from relsynth.errors import InputError


@dataclass(frozen=True, slots=True)
class Action:
    """A key unless the team binds another, a word for the prompt, and what help says."""

    key: str
    word: str
    says: str


ACTIONS: Mapping[str, Action] = {
    "include": Action("i", "include", "include"),
    "exclude": Action("e", "exclude", "exclude; then the key of a criterion, or Enter for none"),
    "maybe": Action("m", "maybe", "maybe: you cannot tell, and say so"),
    "note": Action("n", "note", "write a note, kept with the decision"),
    "tags": Action("t", "tags", "set tags, kept with the decision"),
    "skip": Action("s", "skip", "skip: leave it for another time"),
    "undo": Action("u", "undo", "undo your last decision, and see its record again"),
    "whole": Action("w", "whole", "show whole: every field, and criteria to their end"),
    "why": Action("y", "why", "why this record now: terms for and against it"),
    "marks": Action("h", "marks", "highlight words that speak for or against; again: do not"),
    "help": Action("?", "help", "show these keys"),
    "quit": Action("q", "quit", "quit; decisions are kept (so do Esc, Ctrl-C, Ctrl-D)"),
}
PROMPTED = ("include", "exclude", "maybe", "note", "tags", "skip", "undo", "help", "quit")
"""Actions that the prompt names; help names all."""
NAMED_KEYS: Mapping[str, str] = {
    "space": " ",
    "tab": "\t",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
}
"""Keys without a sign of their own: what settings call them, and what a terminal sends."""


def bound(keys: Mapping[str, str]) -> dict[str, str]:
    """What each key does: ``keys`` are the team's, action -> key; every other action has its usual one.

    Raises:
        InputError: an action is unknown, a key is no single key, or one key would do two things.
    """
    if unknown := sorted(keys.keys() - ACTIONS.keys()):
        raise InputError(f"screening.keys: no such action: {', '.join(unknown)}; there are {', '.join(ACTIONS)}")
    chosen = {action: keys.get(action, usual.key) for action, usual in ACTIONS.items()}
    odd = [f"{action} = {key!r}" for action, key in chosen.items() if key not in NAMED_KEYS and not _is_sign(key)]
    if odd:
        raise InputError(f"screening.keys: a key is one sign, or one of {', '.join(NAMED_KEYS)}; not {', '.join(odd)}")
    sent = {action: NAMED_KEYS.get(key, key) for action, key in chosen.items()}
    twice = [key for key, count in Counter(sent.values()).items() if count > 1]
    if twice:
        both = (f"{named(key)} ({', '.join(a for a in sent if sent[a] == key)})" for key in twice)
        raise InputError(f"screening.keys: one key for two actions: {'; '.join(both)}")
    return {key: action for action, key in sent.items()}


def named(key: str) -> str:
    """A key as people read it."""
    return next((name for name, sent in NAMED_KEYS.items() if sent == key), key)


def prompt(bindings: Mapping[str, str], *, width: int) -> str:
    """The most used keys and what they do, in lines of at most ``width`` columns."""
    key_of = {action: named(key) for key, action in bindings.items()}
    lines = [""]
    for told in (f"{key_of[action]} {ACTIONS[action].word}" for action in PROMPTED):
        longer = f"{lines[-1]}  {told}".lstrip()
        lines[-1:] = [longer] if len(longer) <= width else [lines[-1], told]
    return "\n".join(lines)


def help_lines(bindings: Mapping[str, str]) -> list[str]:
    """Every key and what it does, a line each."""
    key_of = {action: named(key) for key, action in bindings.items()}
    return [f"  {key_of[name]:<5}  {action.says}" for name, action in ACTIONS.items()]


def _is_sign(key: str) -> bool:
    return len(key) == 1 and key.isprintable() and not key.isspace()
