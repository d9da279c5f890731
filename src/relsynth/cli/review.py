"""Pairs that the machine leaves to a person, decided key by key in the terminal.

One pair at a time, field by field and side by side. Each answer is in the project before the
next pair is shown, so that leaving, at any moment and in any way, loses nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from relsynth.cli.keys import LEAVING, pressed
from relsynth.cli.output import CONTROL, now

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from relsynth.dedupe import Match, Verdict
    from relsynth.project import Project
    from relsynth.workflow.review import Pair, Review, Side

KEYS = {
    "d": "duplicate: two records of the same report",
    "v": "version of: two reports that belong together, as a preprint and its article",
    "n": "not a duplicate: two reports",
    "s": "skip: leave it for another time",
    "u": "undo your last answer",
    "o": "show whole: every field, and the abstract to its end",
    "?": "show these keys",
    "q": "quit; all answers are kept (so do Esc, Ctrl-C and Ctrl-D)",
}
PROMPT = "d duplicate  v version of  n not a duplicate  s skip  u undo  o whole  ? q"
ANSWERS: dict[str, Verdict] = {"d": "duplicate", "v": "version", "n": "different"}
ABSTRACT = 240  # characters of an abstract that are shown unasked: three lines of each column
NARROW = 64  # columns of a terminal; below it two texts side by side are a word wide
MARKS = {True: "=", False: "!=", None: ""}
UNASKED = frozenset({"keywords", "language", "publisher", "issn", "isbn", "url", "editors", "issued"})


@dataclass(slots=True)
class _Sitting:
    """A person before the queue: where they are, and what they have said so far."""

    project: Project
    coder: str
    review: Review
    undone: int = 0  # answers of earlier sittings

    @property
    def asked(self) -> int:
        return len(self.review.answered) + len(self.review.skipped)


def review(project: Project, coder: str) -> None:
    """Ask for one pair after the other until none is left or the person leaves; then tell what was decided.

    Raises:
        InputError: the coder has no name.
    """
    from rich.console import Console  # noqa: PLC0415 not needed for --help

    from relsynth.workflow.duplicates import find_duplicates, named  # noqa: PLC0415
    from relsynth.workflow.review import begin_review  # noqa: PLC0415

    console = Console(markup=False, highlight=False, emoji=False)
    sitting = _Sitting(project, named(coder), begin_review(project))
    try:
        _sit(sitting, console)
    except (KeyboardInterrupt, EOFError):
        console.print()
    console.print(_decided(sitting))
    console.print(str(find_duplicates(project)))


def _sit(sitting: _Sitting, console: Console) -> None:
    if sitting.review.next is None:
        console.print("No pair waits for a person.")
    while match := sitting.review.next:
        _show(sitting, match, console)
        while not (key := _acted(sitting, match, console)):
            pass
        if key in LEAVING:
            return


def _acted(sitting: _Sitting, match: Match, console: Console) -> str:
    """Do what the next key says; return it where the pair is done with, else ""."""
    console.print(PROMPT, style="dim")
    key = pressed()
    if key in LEAVING:
        return key or "q"
    if key == "s":
        from relsynth.workflow.review import skip  # noqa: PLC0415

        sitting.review = skip(sitting.review, match)
        console.print("Skipped; it waits for another time.\n")
    elif key in ANSWERS:
        _answer(sitting, match, ANSWERS[key], console)
    elif key == "u":
        return key if _undone(sitting, console) else ""
    else:
        _told(sitting, match, key, console)
        return ""
    return key


def _told(sitting: _Sitting, match: Match, key: str, console: Console) -> None:
    """Show more, or say what the keys are."""
    if key == "o":
        _show(sitting, match, console, whole=True)
        return
    if key != "?":
        console.print(f"{key!r} is none of the keys; ? lists them")
        return
    for name, says in KEYS.items():
        console.print(f"  {name}  {says}")


def _answer(sitting: _Sitting, match: Match, relation: Verdict, console: Console) -> None:
    from relsynth.workflow.duplicates import keep_judgement  # noqa: PLC0415
    from relsynth.workflow.review import answer  # noqa: PLC0415

    kept = keep_judgement(sitting.project, match.a, match.b, relation, coder=sitting.coder, at=now())
    before = sitting.review.left
    sitting.review = answer(sitting.review, kept.judgement)
    settled = before - sitting.review.left - 1
    also = f"; that settles {settled} more" if settled > 0 else ""
    console.print(f"{kept}{also}\n")


def _undone(sitting: _Sitting, console: Console) -> bool:
    """Take the coder's last answer back, this sitting's or an earlier one's, and ask for it again."""
    from relsynth.errors import InputError  # noqa: PLC0415
    from relsynth.workflow.duplicates import withdraw_judgement  # noqa: PLC0415
    from relsynth.workflow.review import again  # noqa: PLC0415

    try:
        withdrawn = withdraw_judgement(sitting.project, coder=sitting.coder, at=now())
    except InputError as error:
        console.print(str(error))
        return False
    before = sitting.review.answered
    sitting.review = again(sitting.project, sitting.review, withdrawn.judgement)
    sitting.undone += before == sitting.review.answered
    console.print(f"{withdrawn}\n")
    return True


def _decided(sitting: _Sitting) -> str:
    names: dict[Verdict, str] = {"duplicate": "duplicate", "version": "version of", "different": "not a duplicate"}
    said = Counter(judged.relation for judged in sitting.review.answered)
    told = ", ".join(f"{said[name]} {words}" for name, words in names.items() if said[name]) or "nothing"
    skipped = f"; {len(sitting.review.skipped)} skipped" if sitting.review.skipped else ""
    undone = f"; {sitting.undone} of an earlier sitting undone" if sitting.undone else ""
    return f"Decided: {told}{skipped}{undone}."


# -- a pair on the screen ----------------------------------------------------------------------


def _show(sitting: _Sitting, match: Match, console: Console, *, whole: bool = False) -> None:
    from rich.text import Text  # noqa: PLC0415

    from relsynth.workflow.review import pairs  # noqa: PLC0415

    (pair,) = pairs(sitting.project, [match])
    number = sitting.asked + 1
    console.rule(f"{number} of {number - 1 + sitting.review.left}", characters="-")
    console.print(Text(f"The machine thought: {pair.thought}"))
    console.print(_stacked(pair, whole=whole) if console.width < NARROW else _side_by_side(pair, whole=whole))


def _side_by_side(pair: Pair, *, whole: bool) -> Table:
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=None, padding=(0, 1), expand=True, show_header=False)
    table.add_column(no_wrap=True, width=10, style="dim", overflow="ellipsis")
    table.add_column(no_wrap=True, width=2)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(ratio=1, overflow="fold")
    for name, a, b, mark in _lines(pair, whole=whole):
        table.add_row(name, Text(mark), Text(a), Text(b), style="bold" if mark == MARKS[False] else None)
    return table


def _stacked(pair: Pair, *, whole: bool) -> Any:
    from rich.text import Text  # noqa: PLC0415

    told = (f"{name} {mark}\n  a: {a}\n  b: {b}" for name, a, b, mark in _lines(pair, whole=whole))
    return Text("\n".join(told))


def _lines(pair: Pair, *, whole: bool) -> Iterator[tuple[str, str, str, str]]:
    """What is shown of a pair: the field, what either side has, and how they compare."""
    yield "from", _where(pair.a), _where(pair.b), ""
    for name, a, b, same in pair.compared:
        if whole or name not in UNASKED:
            short = name == "abstract" and not whole
            told = [_cut(text.translate(CONTROL), short=short) or "-" for text in (a, b)]
            yield _named(name), told[0], told[1], MARKS[same]
    if whole:
        yield "else", _extra(pair.a), _extra(pair.b), ""
    yield "id", pair.a.id, pair.b.id, ""


def _where(side: Side) -> str:
    name = ", ".join(side.sources)
    return f"full text: {name}" if side.is_full_text else name


def _extra(side: Side) -> str:
    return "\n".join(f"{tag}: {value}" for tag, value in side.record.extra).translate(CONTROL)


def _cut(text: str, *, short: bool) -> str:
    return f"{text[:ABSTRACT].rstrip()}…" if short and len(text) > ABSTRACT else text


def _named(name: str) -> str:
    return {"container_title": "in"}.get(name, name)
