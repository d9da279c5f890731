"""Records screened key by key in the terminal.

One record at a time. A decision is in the project before the next record is shown, so that leaving, at any moment
and in any way, loses nothing; the next sitting goes on where this one stopped.
"""

from __future__ import annotations

import sys
import typing
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.text import Text

from relsynth.cli.keys import LEAVING, line, pressed
from relsynth.cli.output import now
from relsynth.cli.screen_keys import bound, help_lines, named, prompt
from relsynth.cli.screen_page import WIDE, Marks, by_key, criteria, how_far, marks_of, page, safe, why
from relsynth.cli.screening import told
from relsynth.errors import InputError, RelsynthError

if TYPE_CHECKING:
    from relsynth.screening.decisions import Decision, Stage, Verdict
    from relsynth.screening.protocol import Protocol
    from relsynth.workflow.screening import Session
    from relsynth.workflow.screening_settling import Settling
    from relsynth.workflow.screening_shown import Shown

VERDICTS: tuple[Verdict, ...] = ("include", "exclude", "maybe")
LINES_BESIDES = 4  # of a screen: what was kept before, the prompt in two lines, and where the cursor waits
NO_CRITERION = frozenset({"\r", "\n", "0"})
"""Enter, or 0 where a pipe has no Enter."""


class Deck(typing.Protocol):
    """Records that come before a person one by one: a ``Session`` of screening, or the ``Settling`` of conflicts."""

    @property
    def stage(self) -> Stage:
        """What is read of them."""

    def next(self, *, at: str) -> Shown | None:
        """The record to be decided now; None where none is left."""

    def skip(self, *, at: str) -> None:
        """Leave the record for another time."""

    def decide(
        self,
        verdict: Verdict,
        *,
        criterion: str | None = None,
        note: str | None = None,
        tags: Iterable[str] = (),
        at: str,
    ) -> Decision:
        """Keep what is decided of the record."""

    def undo(self, *, at: str) -> Shown | None:
        """Take the last decision back; its record."""


@dataclass(slots=True, kw_only=True)
class Sitting:
    """A person before a deck: what they see, what they have written of it, and what they have decided so far.

    ``beneath`` tells what stands under a record, in a width; ``why`` how it came. ``listed``: the criteria are on the
    screen. ``undone`` are decisions of earlier sittings.
    """

    deck: Deck
    protocol: Protocol
    console: Console
    bindings: Mapping[str, str]
    beneath: Callable[[int], Iterable[Text]]
    why: Callable[[Shown], Iterable[Text | str]]
    blind: bool = False
    marks: bool = True
    listed: bool = True
    shown: Shown | None = None
    left: bool = False
    note: str | None = None
    tags: tuple[str, ...] = ()
    decided: list[Decision] = field(default_factory=list)
    skipped: int = 0
    undone: int = 0


def screen_by_keys(session: Session, protocol: Protocol, *, blind: bool = False) -> None:
    """Ask for one record after the other until none is left or the person leaves; then tell what was decided.

    Raises:
        InputError: the protocol's keys contradict each other.
    """
    _sit(session, protocol, lambda width: how_far(session.progress(), width), why, blind=blind)


def settle_by_keys(settling: Settling, protocol: Protocol, *, blind: bool = False) -> None:
    """Ask for one conflict after the other until none is left or the person leaves; then tell what was settled.

    Raises:
        InputError: the protocol's keys contradict each other.
    """
    _sit(settling, protocol, lambda _width: _what_differs(settling), _why_to_settle, blind=blind)


def require_terminal(command: str) -> None:
    """Refuse to ask where nobody can answer; ``command`` does the same without keys.

    Raises:
        InputError: input or output is no terminal.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise InputError(
            f"keys are read at a terminal, and this is none; decide with `relsynth {command} RECORD VERDICT "
            "--coder NAME`, or see what is next with --json"
        )


def _sit(
    deck: Deck,
    protocol: Protocol,
    beneath: Callable[[int], Iterable[Text]],
    why: Callable[[Shown], Iterable[Text | str]],
    *,
    blind: bool,
) -> None:
    sitting = Sitting(
        deck=deck,
        protocol=protocol,
        console=Console(markup=False, highlight=False, emoji=False),
        bindings=bound(protocol.keys),
        beneath=beneath,
        why=why,
        blind=blind,
    )
    try:
        _go_through(sitting)
    except (KeyboardInterrupt, EOFError):
        sitting.console.print()
    sitting.console.print(_told(sitting))


def _go_through(sitting: Sitting) -> None:
    _come(sitting, sitting.deck.next(at=now()))
    if sitting.shown is None:
        _none_left(sitting, "No record waits for you.")
    while sitting.shown is not None and not sitting.left:
        sitting.console.print(prompt(sitting.bindings, width=sitting.console.width), style="dim")
        _act(sitting, pressed())


def _act(sitting: Sitting, struck: str) -> None:
    """Do what a key says; keys struck faster than a terminal reads come in one piece (``e1``)."""
    bindings = sitting.bindings
    name, rest = bindings.get(struck), ""
    if name is None and bindings.get(struck[:1]) == "exclude":
        name, rest = "exclude", struck[1:]
    if name is None and struck in LEAVING:
        name = "quit"
    if name is None:
        key = next(key for key, action in bindings.items() if action == "help")
        sitting.console.print(f"{struck!r} is none of the keys; {named(key)} lists them")
        return
    try:
        DOES[name](sitting, rest)
    except RelsynthError as error:
        sitting.console.print(safe(str(error)), style="bold")


# -- what keys do ------------------------------------------------------------------------------


def _include(sitting: Sitting, _rest: str) -> None:
    _decide(sitting, "include")


def _maybe(sitting: Sitting, _rest: str) -> None:
    _decide(sitting, "maybe")


def _exclude(sitting: Sitting, rest: str) -> None:
    """Ask for the criterion; where the protocol has none, for the reason in words, if one is wanted."""
    keys = by_key(sitting.protocol)
    if not keys:
        reason = line("Reason, as it is to be reported: ") if sitting.deck.stage == "full_text" else None
        _decide(sitting, "exclude", reason and safe(reason))
        return
    if not rest:
        if not sitting.listed:
            sitting.console.print(criteria(sitting.protocol))
        none = "" if sitting.deck.stage == "full_text" else "Enter for none, "
        sitting.console.print(f"Criterion? its key; {none}any other key goes back", style="dim")
    struck = rest or pressed()
    if struck in keys:
        _decide(sitting, "exclude", keys[struck].id)
    elif struck in NO_CRITERION:
        _decide(sitting, "exclude")
    else:
        sitting.console.print("Not excluded.")


def _decide(sitting: Sitting, verdict: Verdict, criterion: str | None = None) -> None:
    kept = sitting.deck.decide(verdict, criterion=criterion, note=sitting.note, tags=sitting.tags, at=now())
    sitting.decided.append(kept)
    reason = f" ({safe(kept.criterion)})" if kept.criterion else ""
    _come(sitting, sitting.deck.next(at=now()), after=f"Kept: {kept.verdict}{reason}.")


def _note(sitting: Sitting, _rest: str) -> None:
    said = line("Note (empty for none): ")
    if said is not None:
        sitting.note = safe(said) or None
    sitting.console.print(f"Note: {sitting.note or 'none'}")


def _tags(sitting: Sitting, _rest: str) -> None:
    said = line("Tags, with commas between (empty for none): ")
    if said is not None:
        tags = (safe(tag).strip() for tag in said.split(","))
        sitting.tags = tuple(dict.fromkeys(tag for tag in tags if tag))
    sitting.console.print(f"Tags: {', '.join(sitting.tags) or 'none'}")


def _skip(sitting: Sitting, _rest: str) -> None:
    sitting.deck.skip(at=now())
    sitting.skipped += 1
    _come(sitting, sitting.deck.next(at=now()), after="Skipped; it waits for another time.")


def _undo(sitting: Sitting, _rest: str) -> None:
    shown = sitting.deck.undo(at=now())
    if shown is None:
        sitting.console.print("You have decided nothing that could be undone.")
        return
    if sitting.decided:
        sitting.decided.pop()
    else:
        sitting.undone += 1
    _come(sitting, shown, after="Undone; decide it again.")


def _whole(sitting: Sitting, _rest: str) -> None:
    _show(sitting, whole=True)


def _why(sitting: Sitting, _rest: str) -> None:
    if sitting.shown is not None:
        sitting.console.print(*sitting.why(sitting.shown), sep="\n")


def _marks(sitting: Sitting, _rest: str) -> None:
    sitting.marks = not sitting.marks
    _show(sitting)


def _help(sitting: Sitting, _rest: str) -> None:
    sitting.console.print(*help_lines(sitting.bindings), sep="\n")


def _quit(sitting: Sitting, _rest: str) -> None:
    sitting.left = True


DOES: Mapping[str, Callable[[Sitting, str], None]] = {
    "include": _include,
    "exclude": _exclude,
    "maybe": _maybe,
    "note": _note,
    "tags": _tags,
    "skip": _skip,
    "undo": _undo,
    "whole": _whole,
    "why": _why,
    "marks": _marks,
    "help": _help,
    "quit": _quit,
}


# -- what is shown -----------------------------------------------------------------------------


def _come(sitting: Sitting, shown: Shown | None, *, after: str = "") -> None:
    """Put the next record before the person, on a screen of its own."""
    earlier = None if shown is None else shown.earlier
    sitting.shown = shown
    sitting.note, sitting.tags = (earlier.note, earlier.tags) if earlier else (None, ())
    if shown is not None:
        sitting.console.clear()
    if after:
        sitting.console.print(after, style="dim")
    if shown is not None:
        _show(sitting)
    elif after:
        _none_left(sitting, "No other record waits for you.")


def _show(sitting: Sitting, *, whole: bool = False) -> None:
    """Show the record, what is written of it so far, and how far the stage has come."""
    shown, console = sitting.shown, sitting.console
    if shown is None:
        return
    marks = marks_of(sitting.protocol, shown) if sitting.marks else Marks()
    beneath = list(_beneath(sitting, shown))
    drawn = {
        listed: page(
            shown.whole,
            sitting.protocol,
            width=console.width,
            marks=marks,
            blind=sitting.blind,
            whole=whole,
            listed=listed,
        )
        for listed in (True, False)
    }
    sitting.listed = whole or console.width >= WIDE or _fits(console, drawn[True], *beneath)
    console.print(drawn[sitting.listed], *beneath, sep="\n")


def _none_left(sitting: Sitting, said: str) -> None:
    """Say so, and how far the stage has come: it may be done, or stopped, or others' to decide."""
    sitting.console.print(said, *sitting.beneath(sitting.console.width), sep="\n")


def _fits(console: Console, *parts: RenderableType) -> bool:
    """Whether the title still stands on the screen when the prompt does."""
    return len(console.render_lines(Group(*parts))) + LINES_BESIDES <= console.height


def _beneath(sitting: Sitting, shown: Shown) -> Iterator[Text]:
    """What stands under a record: its full text, what was said of it before, and what the deck has to say."""
    yield Text("-" * sitting.console.width, style="dim")
    if shown.stage == "full_text":
        yield Text(f"Full text: {', '.join(map(safe, shown.documents)) or 'none in the project'}")
    if shown.earlier is not None:
        yield Text(safe(f"You had said: {told(shown.earlier)}"))
    yield from sitting.beneath(sitting.console.width)


def _why_to_settle(shown: Shown) -> Iterator[str]:
    yield f"{safe(shown.record)}: coders differ, or all leave it open; these come in the order of their reports"


def _what_differs(settling: Settling) -> Iterator[Text]:
    """What the coders said, a line each, and how many conflicts are left."""
    yield from (Text(safe(str(said))) for said in settling.said)
    yield Text(f"{settling.left} left to settle", style="dim")


def _told(sitting: Sitting) -> str:
    verdicts = Counter(decision.verdict for decision in sitting.decided)
    said = ", ".join(f"{verdicts[name]} {name}" for name in VERDICTS if verdicts[name]) or "nothing"
    skipped = f"; {sitting.skipped} skipped" if sitting.skipped else ""
    undone = f"; {sitting.undone} of an earlier sitting undone" if sitting.undone else ""
    return f"Decided: {said}{skipped}{undone}."
