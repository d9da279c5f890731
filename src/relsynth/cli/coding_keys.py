"""What the keys of a coding sitting do, and how a code is typed."""

from __future__ import annotations

from collections.abc import Mapping

from relsynth.cli.screen_keys import Action, named

ACTIONS: Mapping[str, Action] = {
    "next": Action("n", "next", "next sentence (so do space and the right arrow)"),
    "previous": Action("p", "previous", "previous sentence (so does the left arrow)"),
    "proposal": Action("j", "next proposal", "next sentence with a proposal that waits for you"),
    "lessons": Action("l", "lessons", "next section in which lessons are told"),
    "choose": Action("o", "other coding", "choose another coding of this sentence"),
    "accept": Action("a", "accept", "accept the coding that is chosen"),
    "reject": Action("r", "reject", "reject the coding that is chosen"),
    "change": Action("c", "change", "put another code in the place of the coding that is chosen"),
    "facets": Action("t", "facets", "give the coding that is chosen other facets"),
    "add": Action("+", "add code", "add a code to this sentence"),
    "memo": Action("m", "memo", "write a memo on the coding that is chosen, or on the paper"),
    "note": Action("!", "note to the adjudicator", "write a memo for who settles differences"),
    "undo": Action("u", "undo", "undo your last step in this paper"),
    "finish": Action("F", "finish", "you are done with this paper"),
    "help": Action("?", "help", "show these keys"),
    "quit": Action("q", "quit", "leave off; what you said is kept (so do Esc, Ctrl-C, Ctrl-D)"),
}
PROMPTED = ("next", "proposal", "accept", "reject", "change", "add", "memo", "undo", "finish", "help", "quit")
"""Actions that the prompt names; help names all."""
OTHERWISE: Mapping[str, str] = {" ": "next", "\x1b[C": "next", "\x1b[D": "previous"}
"""Other keys of an action: space, and the arrows."""
BY_KEY: Mapping[str, str] = {**{action.key: name for name, action in ACTIONS.items()}, **OTHERWISE}


def prompt(*, width: int) -> str:
    """The most used keys and what they do, in lines of at most ``width`` columns."""
    lines = [""]
    for told in (f"{named(ACTIONS[name].key)} {ACTIONS[name].word}" for name in PROMPTED):
        longer = f"{lines[-1]}  {told}".lstrip()
        lines[-1:] = [longer] if len(longer) <= width else [lines[-1], told]
    return "\n".join(lines)


def help_lines() -> list[str]:
    """Every key and what it does, a line each."""
    return [f"  {action.key:<3}  {action.says}" for action in ACTIONS.values()]


def typed_code(typed: str) -> tuple[str, list[str]]:
    """What was typed for a code, and the facets behind it: ``trust role=barrier`` is ``trust`` and ``role=barrier``."""
    words = typed.split()
    return " ".join(word for word in words if "=" not in word), [word for word in words if "=" in word]
