"""Coding papers by machine, taking codings out, and searching by hand where the machine found nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from relsynth.coding import Coder, Coding, standing
from relsynth.documents import Document, Span
from relsynth.errors import InputError, ProjectError
from relsynth.extraction.asserting import assertion_of
from relsynth.extraction.pipeline import DocumentCoder
from relsynth.extraction.proposals import Costly, Proposer, read
from relsynth.extraction.ranking import Ranked, rank
from relsynth.project import Project
from relsynth.store import Search, SearchList
from relsynth.synthesis.corpus import paragraph_of
from relsynth.workflow.coders import document_coder, is_machine, make_proposer
from relsynth.workflow.duplicates import MACHINE
from relsynth.workflow.eligibility import counted_papers
from relsynth.workflow.listing import counted
from relsynth.workflow.track import Tell, Track, untold, untracked

SEARCH_SENTENCES = 20  # how many top-ranked sentences a search reads


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingRun:
    """What a coding run did: ``coded + already`` papers are in scope; ``account`` says what a costly coder came to."""

    coder: str
    coded: int
    already: int
    sentences: int
    codings: int
    account: str | None = None

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
    dyad: str
    valence: str
    linked_outcome: str
    direction: str
    measured: str
    amount: str
    register: str
    evidence: bool
    cue: str | None
    reason: str | None
    score: float | None
    grounds: str
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


def code(
    project: Project,
    *,
    at: str,
    coder: str | None = None,
    parser: str | None = None,
    may_send: bool = False,
    track: Track = untracked,
    tell: Tell = untold,
) -> CodingRun:
    """Code every paper in scope that this coder has not coded last; each paper is one transaction.

    Args:
        coder: an installed coder (``lexicon``); the project's setting where it is not given.
        parser: a spaCy model's package name, ``auto`` for an installed one, ``none``;
            the project's setting where it is not given.
        may_send: somebody agrees that the coder sends text of the papers to where its settings say.
        tell: is told what a coder that sends text is going to cost, and what it came to, even if it stops; and
            where what the project taught its coder is left out, since it belongs to another coder or codebook.

    Raises:
        InputError: the model asked for is not installed.
        CoderError: there is no such coder, it lacks something, or nobody has agreed to what it would send.
        CodebookError: the codebook cannot be used.
        SourceError: a server that the coder asks does not answer as it should.
        ProjectError: the project was packed to be shared, and texts that are to be coded cannot be read in it.
    """
    proposer = make_proposer(project, coder or project.config.coder, may_send=may_send, tell=tell)
    how = parser or project.config.parser
    return code_papers(project, project.store.documents(), proposer, parser=how, at=at, track=track, tell=tell)


def code_papers(
    project: Project, papers: Iterable[Document], proposer: Proposer, *, parser: str, at: str, track: Track, tell: Tell
) -> CodingRun:
    """Code some papers with a coder that is made ready, as ``code`` codes every one."""
    made = document_coder(project, proposer, parser=parser)
    documents = [d for d in papers if not d.out_of_scope]
    latest = project.store.current_coders()
    todo = [d for d in documents if latest.get(d.version) != made.coder.name]
    _require_text(project, todo)
    costly = proposer if todo and isinstance(proposer, Costly) else None
    if costly:
        tell(costly.foretell(map(read, todo)))
    _introduce(project, made.coder, at)
    try:
        done = [_code_one(project, made, document, at) for document in track(todo, "Coding papers")]
    finally:
        if costly:
            tell(costly.account())
    return CodingRun(
        coder=made.coder.name,
        coded=len(todo),
        already=len(documents) - len(todo),
        sentences=sum(sentences for sentences, _ in done),
        codings=sum(codings for _, codings in done),
        account=costly.account() if costly else None,
    )


def export_codings(project: Project) -> tuple[CodingRow, ...]:
    """Every coding that holds now, by paper and place: a new reading of a paper moves none of another's."""
    documents = {document.version: document for document in counted_papers(project)}
    turn = {version: n for n, version in enumerate(documents)}
    known = {code.id for code in project.codebook.codes}
    codings = [one for one in standing(project.codings()) if one.span.version in documents and one.code in known]
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
    documents = counted_papers(project)
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
    if coder.strip().casefold() in ("", MACHINE) or is_machine(coder):
        raise InputError(f"{coder!r} is no person's name; say who has read the sentences")
    shown = _last_list(project, code_id)
    if strange := sorted(n for n in found if not 1 <= n <= len(shown.places)):
        raise InputError(f"no sentence {', '.join(map(str, strange))} in a list of {len(shown.places)}")
    person = Coder(name=coder, kind="person")
    documents = {document.version: document for document in project.store.documents()} if found else {}
    places = [shown.places[n - 1] for n in sorted(set(found))]
    codings = [_found(documents.get(place.version), place, code_id, person) for place in places]
    before = {(coding.span, coding.code, coding.coder) for coding in standing(project.codings())}
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
    return frozenset(coding.span for coding in standing(project.codings()) if coding.code in known)


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


def _code_one(project: Project, made: DocumentCoder, document: Document, at: str) -> tuple[int, int]:
    """Code a paper and keep that; tells how many sentences were read, and codings made."""
    coded = made.code(document)
    with project.store.atomic():
        project.store.add_run(
            document.version,
            made.coder,
            coded.codings,
            codebook=project.codebook.digest,
            sentences=coded.sentences,
            at=at,
        )
    return coded.sentences, len(coded.codings)


def _require_text(project: Project, documents: Iterable[Document]) -> None:
    """Refuse to code words that a shared copy hides: what came of it would stand beside codings of the real ones."""
    hidden = [one for one in documents if hashlib.sha256(one.text.encode()).hexdigest() != one.text_digest]
    if hidden:
        raise ProjectError(
            f"{project.path}: {counted(len(hidden), 'full text')} cannot be read here, as the project was packed to be "
            "shared (`relsynth crate`), so nothing can be coded anew; its codings and figures hold as they are"
        )


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
        reason=coding.reason,
        score=coding.score,
        grounds=_readable(coding, document),
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


def _readable(coding: Coding, document: Document) -> str:
    """Why the facets have their values: value, the words of the paper that tell it, and the cue or rule."""
    return "; ".join(
        f"{ground.facet} {ground.value}: {ground.cue}"
        if ground.start is None or ground.end is None
        else f"{ground.facet} {ground.value}: “{document.quote(ground.start, ground.end)}” ({ground.cue})"
        for ground in coding.grounds
    )


_FACET_COLUMNS = (
    "role",
    "assertion",
    "level",
    "purpose",
    "lifecycle",
    "phase",
    "actor",
    "dyad",
    "valence",
    "linked_outcome",
    "direction",
    "measured",
    "amount",
    "register",
)


def _versions(project: Project) -> list[str]:
    return [document.version for document in counted_papers(project)]


def _require_construct(project: Project, code_id: str) -> None:
    book = project.codebook
    if code_id not in {code.id for code in book.codes}:
        raise InputError(f"the codebook has no code {code_id!r}; `relsynth codebook show` lists them")
    if (construct := book.construct_of(code_id)) != code_id:
        raise InputError(f"{code_id} is a part of {construct}; gaps are of constructs, so search that")


def _span(ranked: Ranked) -> Span:
    return Span(version=ranked.document.version, start=ranked.sentence.start, end=ranked.sentence.end)


def _found(document: Document | None, span: Span, code_id: str, person: Coder) -> Coding:
    """What a person found; a paper whose sections were corrected since the list was shown is not heard again."""
    asserted = assertion_of(document, span.start, span.end) if document else ("affirmed",)
    facets = (("assertion", asserted),)
    return Coding(span=span, code=code_id, coder=person, facets=facets, reason="found in a search")


def _label(ranked: Ranked) -> str:
    return ranked.document.sections[ranked.document.paragraphs[ranked.sentence.paragraph].section].label


def _text(ranked: Ranked) -> str:
    return ranked.document.quote(ranked.sentence.start, ranked.sentence.end)
