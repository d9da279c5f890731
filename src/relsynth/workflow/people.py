"""Who may code, what the machine says where they do, and how their words are kept, be it a sheet or a single step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from unicodedata import normalize

from relsynth.coding import Coder, Coding, is_same_place
from relsynth.documents import Document, Span
from relsynth.errors import InputError
from relsynth.extraction import coders
from relsynth.extraction.asserting import assertion_of
from relsynth.formats.refi_xml import writable
from relsynth.project import Project
from relsynth.store.memos import Memo
from relsynth.workflow.decisions import ASSERTION
from relsynth.workflow.papers import person_named


def person_of(project: Project, coder: str) -> Coder:
    """Whose word it is.

    Raises:
        InputError: nobody's, or a machine's: one installed, one that has coded here, or one that is called like one;
            or somebody's who is known here under the same name with other capitals.
    """
    name = normalize("NFC", person_named(coder))  # some keyboards and shells write é as e and an accent
    known = project.store.coder(name)
    if known.kind == "machine" if known else "@" in name or name.casefold() in coders.installed():
        raise InputError(f"{name!r} is the name of a machine, or like one; give a person's name, without @")
    person = Coder(name=name, kind="person")
    if known is None and (like := _like(project, person)):
        raise InputError(f"{like!r} works here, and {name!r} would be somebody else; write the name alike")
    return person


def known_person(project: Project, name: str) -> str:
    """The name of a person who is known here: who codes, was assigned something, opened a round, screens or noted.

    For what is shown as somebody may see it: nothing is kept from a name that is written wrong.

    Raises:
        InputError: as ``person_of``; or nobody is called so.
    """
    called = person_of(project, name).name
    if called in (known := project.store.people()):
        return called
    near = get_close_matches(called, known, n=1)
    there = f"is it {near[0]!r}?" if near else f"there are {', '.join(known)}" if known else "nobody works here yet"
    raise InputError(f"nobody is called {called!r} here; {there}")


class Machine:
    """What the codings of the machine say that hold now, of all that hold."""

    def __init__(self, codings: Iterable[Coding], document_of: Callable[[str], Document]) -> None:
        """``document_of`` gives the paper of a version."""
        self._document_of = document_of
        self._made: dict[str, list[Coding]] = defaultdict(list)
        for coding in codings:
            if coding.coder.kind == "machine":
                self._made[coding.span.version].append(coding)

    def coding(self, span: Span, code: str) -> Coding | None:
        """That of a code at a place."""
        return next((one for one in self._at(span) if one.code == code), None)

    def asserted(self, span: Span, code: str) -> tuple[str, ...]:
        """How a code holds at a place: by the machine's coding of it there, by all others of the sentence where they
        say the same, or by what the sentence itself tells.
        """
        here = self._at(span)
        of_code = {one.facet(ASSERTION) for one in here if one.code == code} - {()}
        told = of_code or {one.facet(ASSERTION) for one in here} - {()}
        if len(told) == 1:
            return told.pop()
        return assertion_of(self._document_of(span.version), span.start, span.end)

    def _at(self, span: Span) -> list[Coding]:
        return [one for one in self._made.get(span.version, ()) if is_same_place(one.span, span)]


def keep(project: Project, person: Coder, codings: Iterable[Coding], *, at: str, note: str | None = None) -> int | None:
    """Append what a person says, as one act, with the codebook that they say it by; the act's number.

    The codings of an act are numbered from the number of the act, in their order. ``note`` is a memo on the first.
    """
    with project.store.atomic():
        return append(project, person, codings, at=at, note=note)


def append(
    project: Project, person: Coder, codings: Iterable[Coding], *, at: str, note: str | None = None
) -> int | None:
    """As ``keep``, inside of ``store.atomic()``: for who decides by what is kept at that very moment."""
    book, store = project.codebook, project.store
    store.add_codebook(book.digest, id=book.id, version=book.version, source=project.codebook_source, at=at)
    store.add_coder(person)
    number = store.add_codings(codings, codebook=book.digest, at=at)
    if number is not None and note is not None:
        store.memos.add(Memo(about="coding", coding=number, text=writable(note), coder=person.name, at=at))
    return number


def _like(project: Project, person: Coder) -> str | None:
    """Who is known here under the same name but for capitals, if only by an assignment."""
    return next((name for name in project.store.people() if name.casefold() == person.name.casefold()), None)
