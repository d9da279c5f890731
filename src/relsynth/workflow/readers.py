"""Who has read which paper, and what they said of it: what agreement is told of, and conflicts are found in.

A coder takes part in a paper where they have finished it; where nobody ever has, those do who have put a code of their
own on it. What they did not code there, they did not see there. What an adjudicator said is no reading, and is left
out.

What a coder coded alone is what they said with nothing but the paper before their eyes, until they first finished it:
after that they may have seen what others said. A coding that they took away again themselves until then is none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from relsynth.coding import Coding
from relsynth.documents import Document
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.synthesis.agreement import is_assisted
from relsynth.workflow.coding_steps import OWN_AGAIN
from relsynth.workflow.import_codings import last_words

_TAKEN_AWAY = f"rejects {OWN_AGAIN}"
Rule = Literal["finished", "own coding"]
"""What makes a coder one who has read a paper: that they said so, or that they coded something in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPaper:
    """A paper, who has read it and by which rule, and the last words of each, by name.

    ``said`` are their codings, rejections among them, in the order in which they were said.
    """

    document: Document
    rule: Rule
    said: Mapping[str, tuple[Coding, ...]]

    @property
    def readers(self) -> tuple[str, ...]:
        """Names of those who have read it."""
        return tuple(self.said)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPaper:
    """A paper of an open blind round that ``waits_for`` have not finished: what others say of it is not told yet."""

    document: str
    paper: str
    round: str
    waits_for: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.paper} waits for {' and '.join(self.waits_for)} ({self.round})"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadByPeople:
    """Papers that people have read, by name, and what is left out of them.

    ``assisted`` counts words on what was shown that are not among ``papers``; ``unknown`` codings of codes that the
    codebook has not, by code.
    """

    papers: tuple[ReadPaper, ...]
    waiting: tuple[WaitingPaper, ...]
    assisted: int
    unknown: Mapping[str, int]


def read_by_people(
    project: Project,
    *,
    round: str | None = None,
    coders: Collection[str] | None = None,
    include_assisted: bool = False,
    document: str | None = None,
) -> ReadByPeople:
    """Return who has read what, and said what there.

    Args:
        round: only what was coded in this round.
        coders: only these; everybody, where it is not given.
        include_assisted: also what people said with codings before their eyes.
        document: only this one, by its id.

    Raises:
        InputError: there is no such round, or one of the coders has coded nothing and finished nothing.
    """
    if round is not None and project.store.rounds.get(round) is None:
        raise InputError(f"there is no round {round!r}")
    known = {code.id for code in project.codebook.codes}
    people = _people(project, round, document)
    done = _finished(project, round)
    _require_known(coders, people, done)
    said: dict[str, list[Coding]] = defaultdict(list)
    unknown: Counter[str] = Counter()
    for coding in people:
        if coding.code not in known:
            unknown[coding.code] += 1
        elif coders is None or coding.coder.name in coders:
            said[coding.span.version].append(coding)
    read = project.store.documents() if document is None else [project.store.papers.current(document)]
    documents = [one for one in read if not one.out_of_scope]
    waiting = _waiting(project, documents)
    held = {one.document for one in waiting}
    found: list[ReadPaper] = []
    left = 0
    for one in documents:
        if one.id in held:
            continue
        finished = {who: at for who, at in done.get(one.id, {}).items() if coders is None or who in coders}
        paper, assisted = _paper(one, said[one.version], finished, include_assisted=include_assisted)
        left += assisted
        if paper.said:
            found.append(paper)
    return ReadByPeople(papers=tuple(found), waiting=waiting, assisted=left, unknown=dict(sorted(unknown.items())))


def _people(project: Project, round: str | None, document: str | None) -> list[Coding]:
    return [
        coding
        for coding in project.codings(document=document, grounds=False)
        if coding.coder.kind == "person" and not coding.settles and round in (None, coding.round)
    ]


def _finished(project: Project, round: str | None) -> Mapping[str, Mapping[str, str]]:
    """Who has finished each document, by its id, and when they first did."""
    rounds = project.store.rounds
    done = {(document, who) for document, who, of_round in rounds.finished() if round in (None, of_round)}
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for one in rounds.work():
        if one.event == "finish" and (one.document, one.coder) in done and round in (None, one.round):
            found[one.document].setdefault(one.coder, one.at)
    return found


def _require_known(
    coders: Collection[str] | None, said: Iterable[Coding], done: Mapping[str, Mapping[str, str]]
) -> None:
    there = {coding.coder.name for coding in said}.union(*done.values())
    if strangers := sorted(set(coders or ()) - there):
        named = f"; there are {', '.join(sorted(there))}" if there else ""
        raise InputError(f"{', '.join(strangers)}: has coded nothing here, and finished no paper{named}")


def _waiting(project: Project, documents: Sequence[Document]) -> tuple[WaitingPaper, ...]:
    """Papers of open blind rounds that some of their coders have still before them."""
    rounds = project.store.rounds
    blind = [one.name for one in rounds.all() if one.blind and one.is_open]
    done = rounds.finished()
    before: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in rounds.assignments():
        if one.round in blind and (one.document, one.coder, one.round) not in done:
            before[one.document, one.round].append(one.coder)
    return tuple(
        WaitingPaper(
            document=document.id,
            paper=document.name,
            round=name,
            waits_for=tuple(sorted(before[document.id, name])),
        )
        for document in documents
        for name in blind
        if before.get((document.id, name))
    )


def _paper(
    document: Document, said: Sequence[Coding], finished: Mapping[str, str], *, include_assisted: bool
) -> tuple[ReadPaper, int]:
    """Who has read a paper, and how many of their words are left out since something was before their eyes.

    ``finished`` says when each first finished it, who has.
    """
    in_turn = sorted(said, key=lambda coding: coding.number or 0)
    alone = [coding for coding in in_turn if _is_alone(coding, finished.get(coding.coder.name))]
    words = in_turn if include_assisted else alone
    own = {coding.coder.name for coding in words}
    helped = {coding.coder.name for coding in said} - own
    # Who has but judged what was shown has finished a paper, and has not read it alone.
    readers = sorted({*finished} - helped) if finished else sorted(own)
    by_reader: dict[str, list[Coding]] = defaultdict(list)
    for coding in last_words(words).values():
        by_reader[coding.coder.name].append(coding)
    paper = ReadPaper(
        document=document,
        rule="finished" if finished else "own coding",
        said={who: tuple(by_reader[who]) for who in readers},
    )
    return paper, 0 if include_assisted else len(said) - len(alone)


def _is_alone(coding: Coding, finished: str | None) -> bool:
    if finished is not None and coding.at is not None and coding.at > finished:
        return False
    return coding.reason == _TAKEN_AWAY or not is_assisted(coding)
