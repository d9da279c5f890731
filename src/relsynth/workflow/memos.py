"""Memos: what people note on the project, a paper, a code or a coding, for themselves or for the adjudicator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from relsynth.coding import Coding
from relsynth.errors import InputError
from relsynth.formats.rows import storable
from relsynth.project import Project
from relsynth.store.memos import About, Memo
from relsynth.workflow.coding_sight import Sight, sight_of
from relsynth.workflow.coding_steps import words_of
from relsynth.workflow.decisions import code_named
from relsynth.workflow.papers import paper_named
from relsynth.workflow.people import person_of

MemoAbout = Literal["project", "document", "code", "coding"]
QUOTED = 80  # characters of a coding's words in a line


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoLine:
    """A memo as people are shown it; ``subject`` says what it is about, ``holds`` whether that coding still holds.

    ``document``, ``code`` and ``coding`` (a number) are what it is kept with; ``paper`` is the document's name.
    """

    number: int
    about: About
    subject: str
    text: str
    coder: str
    at: str
    to_adjudicator: bool
    paper: str | None = None
    document: str | None = None
    code: str | None = None
    coding: int | None = None
    holds: bool = True

    def __str__(self) -> str:
        whom = ", to the adjudicator" if self.to_adjudicator else ""
        gone = "" if self.holds else ", which holds no longer"
        return f"{self.number}  {self.coder} on {self.subject}{gone}{whom}: {self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoList:
    """Memos, oldest first."""

    memos: tuple[MemoLine, ...]

    def __str__(self) -> str:
        return "\n".join(map(str, self.memos)) or "No memo is there."


def add_memo(
    project: Project,
    *,
    about: MemoAbout,
    text: str,
    coder: str,
    at: str,
    paper: str | None = None,
    code: str | None = None,
    coding: int | None = None,
    to_adjudicator: bool = False,
) -> MemoLine:
    """Note something on the project, or on the ``paper``, the ``code`` or the ``coding`` (by its number) that is named.

    Raises:
        InputError: what it is about is not named, or unknown, or kept from the coder; or it has no words.
    """
    named = {"document": paper, "code": code, "coding": coding}
    given = [name for name, value in named.items() if value is not None]
    if given != ([] if about == "project" else [about]):
        wanted = (
            "nothing else" if about == "project" else f"the {'paper' if about == 'document' else about}, and no other"
        )
        raise InputError(f"a memo about the {about} names {wanted}")
    person = person_of(project, coder)
    if code is not None:
        code_named(project.codebook, code)
    subjects = _Subjects(project, Sight(project, person.name))
    memo = Memo(
        about=about,
        document=None if paper is None else paper_named(project, paper),
        code=code,
        coding=None if coding is None else subjects.require(coding),
        text=words_of(text),
        to_adjudicator=to_adjudicator,
        coder=person.name,
        at=at,
    )
    with project.store.atomic():
        number = project.store.memos.add(memo)
    return subjects.line(memo, number)


def list_memos(
    project: Project,
    *,
    about: MemoAbout | None = None,
    paper: str | None = None,
    code: str | None = None,
    coding: int | None = None,
    coder: str | None = None,
    to_adjudicator: bool = False,
    as_coder: str | None = None,
) -> MemoList:
    """List the memos that hold, oldest first: all, or those about something, by somebody, or to the adjudicator.

    Args:
        paper: on the paper, and on codings of it.
        as_coder: what this coder may see: nothing of others on papers that they have before them in a blind round.

    Raises:
        InputError: no paper is called so, or nobody here.
    """
    document = None if paper is None else paper_named(project, paper)
    subjects = _Subjects(project, sight_of(project, as_coder))
    found = project.store.memos.current(
        about=about, code=code and storable(code), coding=coding, coder=coder and storable(coder)
    )
    return MemoList(
        memos=tuple(
            subjects.line(memo, memo.number or 0)
            for memo in found
            if (memo.to_adjudicator or not to_adjudicator)
            and (document is None or subjects.document(memo) == document)
            and not subjects.hides(memo)
        )
    )


def withdraw_memo(project: Project, number: int, *, coder: str, at: str) -> MemoLine:
    """Take back a memo of one's own; it is kept, and listed no longer.

    Raises:
        InputError: no such memo holds, or somebody else wrote it.
    """
    person = person_of(project, coder)
    memos = project.store.memos
    memo, subjects = memos.get(number), _Subjects(project, Sight(project, person.name))
    if memo is None or subjects.hides(memo):  # whose it is, is kept from them as well
        raise InputError(f"no memo has the number {number}; `relsynth memos list` shows them")
    if memo.coder != person.name:
        raise InputError(f"memo {number} is {memo.coder}'s, and theirs to take back")
    line = subjects.line(memo, number)
    with project.store.atomic():
        memos.withdraw(number, at=at)
    return line


class _Subjects:
    """What memos are about, as people call it."""

    def __init__(self, project: Project, sight: Sight) -> None:
        self._papers = project.store.papers
        self._names = project.store.papers.names()
        self._ids = project.store.papers.documents_of_versions()
        self._sight = sight
        self._held = {one.number: one for one in project.codings(grounds=False)}
        self._all = self._held | {
            one.number: one
            for act in project.store.acts.history()
            for one in act.codings
            if one.number not in self._held
        }

    def require(self, coding: int) -> int:
        """The number of a coding that holds and is not kept from who looks.

        Raises:
            InputError: it is none.
        """
        found = self._held.get(coding)
        if found is None:
            raise InputError(f"no coding that holds has the number {coding}; `relsynth codings list` shows them")
        self._sight.require_seen(found, self._id(found))
        return coding

    def document(self, memo: Memo) -> str | None:
        """The document that a memo is about, or a coding of which."""
        coding = self._all.get(memo.coding)
        return memo.document or (self._id(coding) if coding else None)

    def hides(self, memo: Memo) -> bool:
        """Whether a memo is kept from who looks."""
        return self._sight.hides_memo(memo, self.document(memo))

    def line(self, memo: Memo, number: int) -> MemoLine:
        """A memo as people are shown it."""
        document = self.document(memo)
        return MemoLine(
            number=number,
            about=memo.about,
            subject=" ".join(self._subject(memo, self._names.get(document or "", document or ""))),
            text=memo.text,
            coder=memo.coder,
            at=memo.at,
            to_adjudicator=memo.to_adjudicator,
            paper=None if document is None else self._names.get(document),
            document=document,
            code=memo.code,
            coding=memo.coding,
            holds=memo.coding is None or memo.coding in self._held,
        )

    def _id(self, coding: Coding) -> str:
        version = coding.span.version
        return self._ids.get(version) or self._papers.version(version).id

    def _subject(self, memo: Memo, paper: str) -> Iterator[str]:
        if memo.about == "coding":
            yield f"coding {memo.coding}"
            coding = self._all.get(memo.coding)
            if coding is not None:
                yield f'({paper}, {coding.code}: "{self._quote(coding)}")'
        else:
            yield {"project": "the project", "document": paper, "code": memo.code or ""}[memo.about]

    def _quote(self, coding: Coding) -> str:
        quote = self._papers.version(coding.span.version).quote(coding.span.start, coding.span.end)
        return quote if len(quote) <= QUOTED else f"{quote[: QUOTED - 1]}…"
