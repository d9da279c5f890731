"""Annotations that people made in other tools, as their codings and memos here.

An annotation's tags are codes, by id or by label; what it says of facets is kept, and its comments become memos on the
coding, or on the paper where nothing is tagged or no words are selected. Nothing is added twice. What a machine made
is no word of a person's, and is left where it is; what has no place for certain, or names no code that is known, is
listed with the reason.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from relsynth.anchoring import fold, reanchor
from relsynth.codebook import Codebook
from relsynth.coding import Coder, Coding
from relsynth.documents import Document, Span
from relsynth.errors import InputError
from relsynth.formats.web_annotation import CODE, DOCUMENT, Annotation, pages_elsewhere, read_annotations
from relsynth.project import Project
from relsynth.records import doi_in, folded
from relsynth.store.memos import Memo
from relsynth.workflow.decisions import Word
from relsynth.workflow.import_codings import last_words
from relsynth.workflow.listing import counted, listing
from relsynth.workflow.people import Machine, keep, person_of
from relsynth.workflow.placing import placed
from relsynth.workflow.selecting import selected

_SUFFIX = re.compile(r"\.(?:xml|nxml|html?|md|txt|pdf|docx|epub)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Untaken:
    """An annotation that was not taken, or not whole: its number in the file, and why."""

    number: int
    id: str | None
    problem: str

    def __str__(self) -> str:
        return f"annotation {self.number}{f' ({self.id})' if self.id else ''}: {self.problem}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedAnnotations:
    """What became of a file of annotations: ``codings`` and ``memos`` were added, ``already`` codings were there.

    ``machines`` are annotations that a machine made; ``left`` parts of others that nothing here can hold.
    """

    file: str
    annotations: int
    people: tuple[str, ...]
    codings: int
    memos: int
    already: int
    machines: int
    problems: tuple[Untaken, ...]
    left: tuple[Untaken, ...] = ()

    def __str__(self) -> str:
        who = f" by {', '.join(self.people)}" if self.people else ""
        added = f"{counted(self.codings, 'coding')} and {counted(self.memos, 'memo')} added{who}"
        told = f"{added}, {self.already} there already"
        machines = f", {self.machines} by machines left out" if self.machines else ""
        head = f"{self.file}: {counted(self.annotations, 'annotation')}: {told}{machines}"
        problems = listing("Not taken", self.problems, most=None)
        return "\n".join([head, *problems, *listing("Parts of annotations that cannot be held", self.left)])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What one annotation comes to: codings, or a paper to note its comments on."""

    codings: tuple[Coding, ...]
    comments: tuple[str, ...]
    document: str


def import_annotations(project: Project, path: Path, *, at: str, coder: str | None = None) -> ImportedAnnotations:
    """Append people's codings and memos from a file of Web Annotations, or of Hypothesis.

    Args:
        coder: whose they are that name nobody, or somebody unknown here; without, each person's by the name that the
            annotation gives.

    Raises:
        InputError: the file cannot be read or holds no annotations, or the coder is nobody, or a machine.
    """
    source = _content(path)
    annotations = _in_file(source, path)
    person = None if coder is None else person_of(project, coder)
    reader = _Reader(project, person)
    said: dict[Coder, list[_Said]] = defaultdict(list)
    problems = [
        Untaken(number=0, id=url, problem="is a page that the file names and does not hold")
        for url in pages_elsewhere(source)
    ]
    of_people = [one for one in annotations if one.kind == "person"]
    for one in of_people:
        try:
            whose = reader.person(one)
            said[whose].append(reader.said(one, whose))
        except InputError as error:
            problems.append(Untaken(number=one.number, id=one.id, problem=error.message))
    kept = [_keep(project, whose, those, at) for whose, those in said.items()]
    return ImportedAnnotations(
        file=path.name,
        annotations=len(annotations),
        people=tuple(sorted(whose.name for whose in said)),
        codings=sum(codings for codings, _, _ in kept),
        memos=sum(memos for _, memos, _ in kept),
        already=sum(already for _, _, already in kept),
        machines=len(annotations) - len(of_people),
        problems=tuple(problems),
        left=tuple(Untaken(number=one.number, id=one.id, problem=part) for one in of_people for part in one.left),
    )


class Papers:
    """The papers of a project, by whatever another tool may call them."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._by_version: dict[str, Document] = {}
        self._named: dict[str, list[Document]] = defaultdict(list)
        for document in documents:
            self._by_version[document.version] = document
            names = (
                document.id,
                document.name,
                _SUFFIX.sub("", document.name),
                document.doi,
                folded(document.title or ""),
            )
            for name in dict.fromkeys(name.casefold() for name in names if name):
                self._named[name].append(document)

    def document(self, version: str) -> Document:
        """The paper of a version that holds now."""
        return self._by_version[version]

    def find(self, names: Sequence[str], version: str | None = None) -> Document:
        """The paper that a version or one of some names is of: a name, an id, an address, a DOI or a title.

        Raises:
            InputError: there is none, or a name is of several.
        """
        if version in self._by_version:
            return self._by_version[version]
        for key in (key for name in names for key in _keys(name)):
            found = self._named.get(key, ())
            if len(found) > 1:
                raise InputError(f"{len(found)} papers are called {key!r}")
            if found:
                return found[0]
        called = f"called {names[0]!r}" if names else "named in it"
        raise InputError(f"no paper here is {called}; `relsynth papers` lists them")


class _Reader:
    """Annotations in the light of a project: whose, in which paper, at which place, with which codes."""

    def __init__(self, project: Project, person: Coder | None) -> None:
        self._project = project
        self._person = person
        self._papers = Papers(project.store.documents())
        codings = tuple(project.codings())
        self._machine = Machine(codings, self._papers.document)
        self._last = last_words(codings)
        self._codes = codes_by_name(project.codebook)
        self._people: dict[str, Coder] = {}

    def person(self, one: Annotation) -> Coder:
        """Whose an annotation is."""
        known = self._project.store.coder(one.creator) if one.creator else None
        if self._person is not None:
            if known and known.kind == "person" and known != self._person:
                raise InputError(f"is {known.name}'s, not {self._person.name}'s: import it without --coder")
            return self._person
        if not one.creator:
            raise InputError("says nobody's name: say whose it is with --coder")
        if one.creator not in self._people:
            self._people[one.creator] = person_of(self._project, one.creator)
        return self._people[one.creator]

    def said(self, one: Annotation, person: Coder) -> _Said:
        """What an annotation comes to."""
        document = self._papers.find(one.sources, one.version)
        if not one.codes or not one.selector.places:
            if not one.comments:
                raise InputError("tags nothing, and says nothing" if not one.codes else "selects no words of a text")
            if one.codes:
                raise InputError(f"selects no words of a text, and {one.codes[0]!r} has to stand on some")
            shown = f"“{one.selector.exact}”: " if one.selector.exact else ""
            return _Said(codings=(), comments=tuple(f"{shown}{text}" for text in one.comments), document=document.id)
        span = self._span(one, document)
        word = Word(self._project.codebook, person, asserted=self._machine.asserted)
        facets = dict(one.facets)
        codes = [word.code(self._codes.get(code.casefold(), code)) for code in one.codes]
        # Who says nothing of facets says what they said before, if they did: nobody's word changes by being read again.
        before = {code: None if facets else self._last.get((person.name, span, code)) for code in codes}
        told = {code: word.facets(facets, before[code], span, code) for code in codes}
        codings = (word.coding(span, code, told[code], one.reason) for code in codes)
        return _Said(codings=tuple(codings), comments=one.comments, document=document.id)

    def _span(self, one: Annotation, document: Document) -> Span:
        papers = self._project.store.papers
        if one.version and one.version != document.version and papers.has_version(one.version):
            earlier = papers.version(one.version)
            start, end = selected(earlier.text, one.selector, trusted=True)
            found = reanchor(fold(earlier.text), start, end, fold(document.text))
            if found.span is None:
                raise InputError(f"{document.name} has been read anew, and the place is not in it: {found.reason}")
            return placed(document, *found.span)
        return placed(document, *selected(document.text, one.selector, trusted=one.version == document.version))


def codes_by_name(book: Codebook) -> Mapping[str, str]:
    """Id of a code by id, address and label, in lower case; of a label that several have, none."""
    labels: dict[str, list[str]] = defaultdict(list)
    for code in book.codes:
        labels[code.label.casefold()].append(code.id)
    named = {label: ids[0] for label, ids in labels.items() if len(ids) == 1}
    ids = {name.casefold(): code.id for code in book.codes for name in (code.id, f"{CODE}{code.id}")}
    return named | ids


def _keep(project: Project, person: Coder, said: Sequence[_Said], at: str) -> tuple[int, int, int]:
    """Append what a person said, less what they said before: how many codings and memos, and how many were there."""
    before = {_key(one): one.number for one in project.codings() if one.coder == person}
    new: dict[tuple[object, ...], Coding] = {}
    told = [_key(coding) for one in said for coding in one.codings]
    for coding in (coding for one in said for coding in one.codings):
        if _key(coding) not in before:
            new.setdefault(_key(coding), coding)
    first = keep(project, person, new.values(), at=at)
    numbers = before | {key: (first or 0) + turn for turn, key in enumerate(new)}
    memos = list(_memos(project, person, said, numbers, at))
    with project.store.atomic():
        for memo in memos:
            project.store.memos.add(memo)
    return len(new), len(memos), len(set(told) - set(new))


def _memos(
    project: Project, person: Coder, said: Iterable[_Said], numbers: Mapping[tuple[object, ...], int | None], at: str
) -> Iterator[Memo]:
    """Memos that the person has not written before."""
    current = project.store.memos.current(coder=person.name)
    known = {(memo.document, memo.coding, memo.text) for memo in current}
    for one in said:
        coding = numbers[_key(one.codings[0])] if one.codings else None
        memo = Memo(about="document", document=one.document, text="", coder=person.name, at=at)
        if coding is not None:
            memo = replace(memo, about="coding", document=None, coding=coding)
        for text in one.comments:
            if (memo.document, memo.coding, text) not in known:
                known.add((memo.document, memo.coding, text))
                yield replace(memo, text=text)


def _key(coding: Coding) -> tuple[object, ...]:
    return coding.span, coding.code, coding.verdict, coding.facets


def _keys(name: str) -> Iterator[str]:
    """Whatever a name may be: our own address, a name, a DOI, the end of an address, a title."""
    bare = name.removeprefix(DOCUMENT).strip()
    yield bare.casefold()
    if doi := doi_in(bare):
        yield doi
    last = unquote(urlsplit(bare).path if "://" in bare else bare).rstrip("/").rpartition("/")[2]
    yield last.casefold()
    yield _SUFFIX.sub("", last).casefold()
    if title := folded(bare):
        yield title


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", path=path) from error


def _in_file(source: bytes, path: Path) -> tuple[Annotation, ...]:
    try:
        return read_annotations(source)
    except InputError as error:
        raise InputError(error.message, path=path) from error
