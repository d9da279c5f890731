"""Papers coded key by key in the terminal, sentence after sentence.

What is said is in the project before the next key is read, so that leaving, at any moment, loses nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from relsynth.cli.coding_keys import BY_KEY, help_lines, prompt, typed_code
from relsynth.cli.coding_page import sentence_page
from relsynth.cli.keys import LEAVING, line, pressed
from relsynth.cli.output import now
from relsynth.cli.screen_page import safe
from relsynth.errors import InputError, RelsynthError
from relsynth.workflow.listing import counted

if TYPE_CHECKING:
    from relsynth.codebook import Code
    from relsynth.project import Project
    from relsynth.workflow.coding_sitting import Move, Sitting

PICKS = "123456789"
ASKED = "Code, by part of its id or label (role=barrier: a facet): "


@dataclass(slots=True, kw_only=True)
class Seat:
    """A person at the keyboard: the sitting, what they see it on, and how many steps they took and undid."""

    sitting: Sitting
    console: Console
    left: bool = False
    finished: bool = False
    steps: int = 0
    undone: int = 0


def require_keys() -> None:
    """Refuse to ask where nobody can answer.

    Raises:
        InputError: input or output is no terminal.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise InputError(
            "keys are read at a terminal, and this is none; use `relsynth codings add`, `confirm`, `change` and "
            "`reject`, or see the first sentence with --json"
        )


def sit_by_keys(project: Project, paper: str | None, *, coder: str, round: str | None) -> None:
    """Code a paper by keyboard; where none is named one after the other, until none is left or the person leaves.

    Raises:
        InputError: there is no terminal, or the coder may not code the paper so.
    """
    from relsynth.workflow.coding_sitting import open_sitting  # noqa: PLC0415

    require_keys()
    goes_on = code_by_keys(open_sitting(project, paper, coder=coder, round=round, at=now()))
    while goes_on and paper is None:
        try:
            following = open_sitting(project, coder=coder, round=round, at=now())
        except InputError as none_left:
            Console(markup=False, highlight=False, emoji=False).print(safe(str(none_left)))
            return
        goes_on = code_by_keys(following)


def code_by_keys(sitting: Sitting) -> bool:
    """Ask for one sentence after the other until the person finishes the paper or leaves; whether they finished it."""
    seat = Seat(sitting=sitting, console=Console(markup=False, highlight=False, emoji=False))
    try:
        _go_through(seat)
    except (KeyboardInterrupt, EOFError):
        seat.console.print()
    finally:
        sitting.close(at=now())
    seat.console.print(_told(seat))
    return seat.finished


def _go_through(seat: Seat) -> None:
    _show(seat)
    while not (seat.left or seat.finished):
        seat.console.print(prompt(width=seat.console.width), style="dim")
        _act(seat, pressed())


def _act(seat: Seat, struck: str) -> None:
    name = BY_KEY.get(struck) or ("quit" if struck in LEAVING else None)
    if name is None:
        seat.console.print(f"{struck!r} is none of the keys; ? lists them")
        return
    try:
        DOES[name](seat)
    except RelsynthError as error:
        seat.console.print(safe(str(error)), style="bold")


# -- what keys do ------------------------------------------------------------------------------


def _go(move: Move) -> Callable[[Seat], None]:
    def go(seat: Seat) -> None:
        seat.sitting.go(move)
        _show(seat)

    return go


def _choose(seat: Seat) -> None:
    seat.sitting.choose()
    _show(seat)


def _accept(seat: Seat) -> None:
    step = seat.sitting.accept(at=now())
    _kept(seat, "Accepted." if step.act else "You had said so.", steps=bool(step.act))


def _reject(seat: Seat) -> None:
    step = seat.sitting.reject(at=now())
    _kept(seat, "Rejected." if step.act else "You had said so.", steps=bool(step.act))


def _change(seat: Seat) -> None:
    codes, facets = _asked(seat)
    if codes:
        seat.sitting.change(codes, facets=facets, at=now())
        _kept(seat, f"Changed to {', '.join(codes)}.")


def _facets(seat: Seat) -> None:
    from relsynth.workflow.coding_steps import facets_said  # noqa: PLC0415

    said = line("Facets, as role=barrier level=system; role= takes one away: ")
    if said:
        seat.sitting.change(facets=facets_said(typed_code(said)[1]), at=now())
        _kept(seat, "Changed.")


def _add(seat: Seat) -> None:
    codes, facets = _asked(seat)
    if codes:
        step = seat.sitting.add(codes, facets=facets, at=now())
        _kept(seat, f"Added {', '.join(codes)}." if step.act else "You had said so.", steps=bool(step.act))


def _memo(seat: Seat, *, to_adjudicator: bool = False) -> None:
    said = line("To the adjudicator: " if to_adjudicator else "Memo: ")
    if said:
        made = seat.sitting.memo(safe(said), to_adjudicator=to_adjudicator, at=now())
        _kept(seat, f"Noted on {safe(made.subject)}.", steps=False)


def _note(seat: Seat) -> None:
    _memo(seat, to_adjudicator=True)


def _undo(seat: Seat) -> None:
    undone = seat.sitting.undo(at=now())
    seat.steps, seat.undone = (seat.steps - 1, seat.undone) if seat.steps else (0, seat.undone + 1)
    _kept(seat, f"Undone: you {undone.act.did} it.", steps=False)


def _finish(seat: Seat) -> None:
    seat.sitting.finish(at=now())
    seat.finished = True


def _help(seat: Seat) -> None:
    seat.console.print(*help_lines(), sep="\n")


def _quit(seat: Seat) -> None:
    seat.left = True


DOES: Mapping[str, Callable[[Seat], None]] = {
    "next": _go("next"),
    "previous": _go("previous"),
    "proposal": _go("proposal"),
    "lessons": _go("lessons"),
    "choose": _choose,
    "accept": _accept,
    "reject": _reject,
    "change": _change,
    "facets": _facets,
    "add": _add,
    "memo": _memo,
    "note": _note,
    "undo": _undo,
    "finish": _finish,
    "help": _help,
    "quit": _quit,
}


# -- what is asked and shown -------------------------------------------------------------------


def _asked(seat: Seat) -> tuple[list[str], dict[str, list[str]]]:
    """The code that the person types part of, picked where several are like it, and its facets; or nothing."""
    from relsynth.workflow.coding_steps import facets_said  # noqa: PLC0415

    typed, facets = typed_code(line(ASKED) or "")
    found = seat.sitting.find_codes(typed)
    if not found:
        seat.console.print("No code." if not typed else f"No code is like {safe(typed)!r}.")
        return [], {}
    code = found[0].id if len(found) == 1 else _picked(seat, found)
    return ([] if code is None else [code]), facets_said(facets)


def _picked(seat: Seat, found: tuple[Code, ...]) -> str | None:
    """The code that the person picks by its key; None where they think better of it."""
    keys = dict(zip(PICKS, found, strict=False))
    for key, code in keys.items():
        seat.console.print(Text.assemble((f"  {key}  ", "bold"), safe(f"{code.id}  {code.label}")))
    if len(found) > len(keys):
        seat.console.print(f"  and {len(found) - len(keys)} more; type more of it", style="dim")
    seat.console.print("Which? its key; any other key goes back", style="dim")
    struck = pressed()
    if struck in keys:
        return keys[struck].id
    seat.console.print("No code.")
    return None


def _kept(seat: Seat, said: str, *, steps: bool = True) -> None:
    seat.steps += int(steps)
    _show(seat, after=said)


def _show(seat: Seat, *, after: str = "") -> None:
    seat.console.clear()
    if after:
        seat.console.print(after, style="dim")
    seat.console.print(*sentence_page(seat.sitting.shown), sep="\n")


def _told(seat: Seat) -> str:
    how = "Finished" if seat.finished else "Left off"
    undone = f"; {seat.undone} of an earlier sitting undone" if seat.undone else ""
    return f"{how} {safe(seat.sitting.paper)}: {counted(seat.steps, 'step')} kept{undone}."
