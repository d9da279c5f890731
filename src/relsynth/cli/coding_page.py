"""What a sentence looks like before somebody who codes it: bold in its paragraph, with what is coded on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from relsynth.cli.screen_page import safe
from relsynth.workflow.coding_listing import facets_told
from relsynth.workflow.listing import counted

if TYPE_CHECKING:
    from relsynth.workflow.coding_listing import CodingLine
    from relsynth.workflow.coding_sitting import ShownSentence

BEFORE, AFTER = 600, 300  # characters of the paragraph that are shown around a sentence
CHOSEN, NOT_CHOSEN = ">", " "


def sentence_page(shown: ShownSentence) -> Iterator[Text]:
    """The lines of a sentence: where it stands, its words in their paragraph, what is coded on it."""
    page = "" if shown.page is None else f", page {shown.page}"
    yield Text(safe(f"{shown.paper}  [{shown.section}] {shown.path}{page}"), style="dim")
    if shown.heads:
        yield Text(safe(" / ".join(shown.heads)), style="dim")
    yield Text()
    yield Text.assemble(
        (safe(_last(shown.before)), "dim"), (safe(shown.words), "bold"), (safe(_first(shown.after)), "dim")
    )
    yield Text()
    if not shown.codings:
        yield Text("nothing is coded here", style="dim")
    for one in shown.codings:
        yield _coding(one, is_chosen=one.number == shown.chosen, words=shown.words)
    waiting = f", {counted(shown.waiting, 'proposal')} left in the paper" if shown.waiting else ""
    yield Text(f"sentence {shown.number} of {shown.of}{waiting}", style="dim")


def _coding(one: CodingLine, *, is_chosen: bool, words: str) -> Text:
    """A coding in a line: its mark, number and code, whose it is; its words where they are not the sentence's.

    Whoever accepts the one that is chosen accepts its facets, so these are told.
    """
    score = "" if one.score is None else f" {one.score:.2f}"
    which = f"not {one.code}" if one.verdict == "reject" else one.code
    line = Text(f"{CHOSEN if is_chosen else NOT_CHOSEN} {one.number}  ")
    line.append(safe(f"{which} {one.label or ''}".rstrip()), style="bold" if is_chosen else "")
    line.append(safe(f"  {one.coder.split('@')[0]}, {one.status}{score}"))
    if one.facets and (is_chosen or one.status != "proposal"):
        line.append(safe(f"  {facets_told(one.facets)}"), style="dim")
    if one.quote != words:
        line.append(safe(f'  on "{one.quote}"'), style="dim")
    if one.memos:
        line.append(f"  [{counted(one.memos, 'memo')}]", style="dim")
    return line


def _last(text: str) -> str:
    return text if len(text) <= BEFORE else f"… {text[-BEFORE:]}"


def _first(text: str) -> str:
    return text if len(text) <= AFTER else f"{text[:AFTER]} …"
