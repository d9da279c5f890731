"""Coding papers by machine, taking codings out, and searching by hand where the machine found nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from relsynth.coding import Coder, Coding
from relsynth.cues import CueError
from relsynth.documents import Document, Span
from relsynth.errors import CodebookError, InputError
from relsynth.extraction import parser as spacy_parser
from relsynth.extraction.pipeline import LexiconCoder
from relsynth.extraction.ranking import Ranked, rank
from relsynth.project import Project
from relsynth.store import Search, SearchList
from relsynth.synthesis.corpus import paragraph_of
from relsynth.workflow.duplicates import MACHINE
from relsynth.workflow.listing import counted
from relsynth.workflow.track import Track, untracked

FAMILY = "lexicon"
SEARCH_SENTENCES = 20  # how many top-ranked sentences a search reads (domain.md, C3 guard c)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingRun:
    """What a coding run did: ``coded + already`` papers are in scope."""

    coder: str
    coded: int
    already: int
    sentences: int
    codings: int

    def __str__(self) -> str:
        return (
            f"{counted(self.coded, 'paper')} coded, {self.already} unchanged: "
            f"{counted(self.codings, 'coding')} in {counted(self.sentences, 'sentence')}\ncoder {self.coder}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingRow:
    """A coding as a line of a sheet; ``base_code`` is the older code that a new one refines.

    ``page`` counts from 1; the heads are those of a table's cell; ``speaker`` is who says it, the
    authors or participants whom they quote; ``section_confidence`` how sure the section's label is.
    """

    document: str
    section: str
    path: str
    quote: str
    code: str
    base_code: str
    role: str
    assertion: str
    level: str
    purpose: str
    lifecycle: str
    phase: str
    actor: str
    evidence: bool
    cue: str | None
    coder: str
    start: int
    end: int
    version: str
    page: int | None
    row_head: str | None
    column_head: str | None
    speaker: str
    section_confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence to read in a search: its number in the list, how well it fits, and where it stands."""

    number: int
    document: str
    section: str
    sentence: str
    score: float

    def __str__(self) -> str:
        return f"{self.number:>3}. [{self.document}, {self.section}] {self.sentence}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """A search was recorded; ``codings`` new codings came of it."""

    code: str
    coder: str
    sentences: int
    codings: int

    def __str__(self) -> str:
        return f"{self.coder} read {counted(self.sentences, 'sentence')} for {self.code}: {self.codings} coded"


def code(project: Project, *, at: str, parser: str | None = None, track: Track = untracked) -> CodingRun:
    """Code every paper in scope that this coder has not coded last; each paper is one transaction.

    Args:
        parser: a spaCy model's package name, ``auto`` for an installed one, ``none``;
            the project's setting where it is not given.

    Raises:
        InputError: the model asked for is not installed.
        CodebookError: the codebook cannot be used.
    """
    coder = _coder(project, parser or project.config.parser)
    documents = [d for d in project.store.documents() if not d.out_of_scope]
    latest = project.store.latest_coders(FAMILY)
    todo = [d for d in documents if latest.get(d.version) != coder.coder.name]
    _introduce(project, coder.coder, at)
    sentences = codings = 0
    for document in track(todo, "Coding papers"):
        coded = coder.code(document)
        with project.store.atomic():
            project.store.add_run(
                document.version,
                coder.coder,
                coded.codings,
                codebook=project.codebook.digest,
                sentences=coded.sentences,
                at=at,
            )
        sentences += coded.sentences
        codings += len(coded.codings)
    return CodingRun(
        coder=coder.coder.name,
        coded=len(todo),
        already=len(documents) - len(todo),
        sentences=sentences,
        codings=codings,
    )


def export_codings(project: Project) -> tuple[CodingRow, ...]:
    """Every coding that holds now, by paper and place: a new reading of a paper moves none of another's."""
    documents = {d.version: d for d in project.store.documents() if not d.out_of_scope}
    turn = {version: n for n, version in enumerate(documents)}
    known = {code.id for code in project.codebook.codes}
    codings = [one for one in project.store.codings() if one.span.version in documents and one.code in known]
    codings.sort(key=lambda one: turn[one.span.version])
    return tuple(
        _coding_row(coding, documents[coding.span.version], project.codebook.base_id(coding.code)) for coding in codings
    )


def search_code(project: Project, code_id: str, *, at: str, limit: int = SEARCH_SENTENCES) -> tuple[Candidate, ...]:
    """The sentences not coded so that most likely speak of a construct, best first, for a person to read.

    The list is kept, so that ``record_search`` means the sentences that were shown.

    Raises:
        InputError: the codebook has no such code, it is part of a construct, or the list
            would be too short for a search.
    """
    _require_construct(project, code_id)
    if limit < SEARCH_SENTENCES:
        raise InputError(f"a list of {limit} is too short: a search reads {SEARCH_SENTENCES} sentences or more")
    documents = [document for document in project.store.documents() if not document.out_of_scope]
    ranked = rank(project.codebook.code(code_id), documents, limit=limit, known=_coded(project, code_id))
    shown = SearchList(
        code=code_id,
        scope=scope_of(project, (document.version for document in documents)),
        places=tuple(_span(one) for one in ranked),
    )
    with project.store.atomic():
        project.store.add_list(shown, codebook=project.codebook.digest, at=at)
    return tuple(
        Candidate(number=n, document=r.document.name, section=_label(r), sentence=_text(r), score=round(r.score, 3))
        for n, r in enumerate(ranked, start=1)
    )


def record_search(project: Project, code_id: str, *, coder: str, found: Collection[int], at: str) -> Searched:
    """Record that a person has read the list last shown; those found become the person's codings.

    Only such a search makes "not found by the machine" into "not reported", and only for
    the papers and the codebook it was made with. What the same person has found before is
    not coded twice.

    Raises:
        InputError: no list was shown, the papers have changed since, a number is not in it,
            or the coder is nobody, or a machine.
    """
    _require_construct(project, code_id)
    if coder.strip().casefold() in ("", MACHINE) or coder.startswith(f"{FAMILY}@"):
        raise InputError(f"{coder!r} is no person's name; say who has read the sentences")
    shown = _last_list(project, code_id)
    if strange := sorted(n for n in found if not 1 <= n <= len(shown.places)):
        raise InputError(f"no sentence {', '.join(map(str, strange))} in a list of {len(shown.places)}")
    person = Coder(name=coder, kind="person")
    codings = [_found(shown.places[n - 1], code_id, person) for n in sorted(set(found))]
    before = {(coding.span, coding.code, coding.coder) for coding in project.store.codings()}
    new = [coding for coding in codings if (coding.span, coding.code, coding.coder) not in before]
    _introduce(project, person, at)
    search = Search(code=code_id, coder=coder, scope=shown.scope, sentences=len(shown.places), found=len(codings))
    with project.store.atomic():
        project.store.add_codings(new, codebook=project.codebook.digest, at=at)
        project.store.add_search(search, codebook=project.codebook.digest, at=at)
    return Searched(code=code_id, coder=coder, sentences=len(shown.places), codings=len(new))


def _coded(project: Project, construct: str) -> frozenset[Span]:
    book = project.codebook
    known = {code.id for code in book.codes if book.construct_of(code.id) == construct}
    return frozenset(coding.span for coding in project.store.codings() if coding.code in known)


def _last_list(project: Project, code_id: str) -> SearchList:
    shown = project.store.last_list(code_id, codebook=project.codebook.digest)
    again = f"run `relsynth gaps search {code_id}` and read its list first"
    if shown is None:
        raise InputError(f"nothing was shown for {code_id} with the codebook as it is now; {again}")
    if shown.scope != scope_of(project, _versions(project)):
        raise InputError(f"papers have come or gone since the list for {code_id} was shown; {again}")
    if not shown.places:
        raise InputError(f"the list for {code_id} was empty: add and code papers first")
    return shown


def scope_of(project: Project, versions: Iterable[str]) -> str:
    """One word for a set of current versions, so that a search can be held to the papers it was made in.

    What people correct in the sections of a paper changes none of its words: the search holds on.
    """
    read_as = project.store.papers.read_as()
    return scope_digest(read_as[version] for version in versions)


def scope_digest(versions: Iterable[str]) -> str:
    """One word for a set of versions, in any order."""
    return hashlib.sha256("\n".join(sorted(versions)).encode()).hexdigest()[:16]


def _coder(project: Project, parser: str) -> LexiconCoder:
    name = spacy_parser.installed_model() if parser == "auto" else parser
    loaded = spacy_parser.load(name) if name and name != "none" else None
    try:
        return LexiconCoder(project.codebook, loaded)
    except CueError as error:
        raise CodebookError([str(error)], path=project.codebook_path) from error


def _introduce(project: Project, coder: Coder, at: str) -> None:
    book = project.codebook
    with project.store.atomic():
        project.store.add_codebook(book.digest, id=book.id, version=book.version, source=project.codebook_source, at=at)
        project.store.add_coder(coder)


def _coding_row(coding: Coding, document: Document, base_code: str) -> CodingRow:
    paragraph = paragraph_of(document, coding.span.start)
    section = document.sections[paragraph.section]
    return CodingRow(
        document=document.name,
        section=section.label,
        path=" > ".join(document.section_path(paragraph.section)),
        quote=document.quote(coding.span.start, coding.span.end),
        code=coding.code,
        base_code=base_code,
        evidence=coding.is_evidence,
        cue=coding.cue,
        coder=coding.coder.name,
        start=coding.span.start,
        end=coding.span.end,
        version=coding.span.version,
        page=paragraph.page,
        row_head=paragraph.row_head,
        column_head=paragraph.column_head,
        speaker="participant" if document.is_spoken(coding.span.start, coding.span.end) else "author",
        section_confidence=section.confidence,
        **{name: ";".join(coding.facet(name)) for name in _FACET_COLUMNS},
    )


_FACET_COLUMNS = ("role", "assertion", "level", "purpose", "lifecycle", "phase", "actor")


def _versions(project: Project) -> list[str]:
    return [document.version for document in project.store.documents() if not document.out_of_scope]


def _require_construct(project: Project, code_id: str) -> None:
    book = project.codebook
    if code_id not in {code.id for code in book.codes}:
        raise InputError(f"the codebook has no code {code_id!r}; `relsynth codebook show` lists them")
    if (construct := book.construct_of(code_id)) != code_id:
        raise InputError(f"{code_id} is a part of {construct}; gaps are of constructs, so search that")


def _span(ranked: Ranked) -> Span:
    return Span(version=ranked.document.version, start=ranked.sentence.start, end=ranked.sentence.end)


def _found(span: Span, code_id: str, person: Coder) -> Coding:
    return Coding(span=span, code=code_id, coder=person, facets=(("assertion", ("affirmed",)),))


def _label(ranked: Ranked) -> str:
    return ranked.document.sections[ranked.document.paragraphs[ranked.sentence.paragraph].section].label


def _text(ranked: Ranked) -> str:
    return ranked.document.quote(ranked.sentence.start, ranked.sentence.end)
