"""Evidence out to EPPI-Mapper, and codes of EPPI-Reviewer in as codings and memos."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from relsynth.codebook import Codebook
from relsynth.codebook_import import ForeignCode
from relsynth.coding import Coder, Coding
from relsynth.documents import Document, Span
from relsynth.errors import InputError
from relsynth.formats.eppi_codes import AppliedCode, CodedReference, EppiFile, named_codes, read_eppi, write_eppi
from relsynth.formats.web_annotation import Selector
from relsynth.project import Project
from relsynth.records import Origin, Record, doi_in, folded
from relsynth.store.memos import Memo
from relsynth.workflow.annotations import Papers, codes_by_name
from relsynth.workflow.decisions import Word
from relsynth.workflow.duplicates import draw
from relsynth.workflow.import_codings import last_words
from relsynth.workflow.listing import counted, listing
from relsynth.workflow.people import Machine, keep, person_of
from relsynth.workflow.placing import placed
from relsynth.workflow.records import merged_reports
from relsynth.workflow.selecting import selected

Coded = Sequence[tuple[Document, tuple[Coding, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedEppi:
    """What became of the codes on an export's references.

    ``codings`` were added, for words that were marked; ``memos`` on papers, for codes without words, words that are
    not found, codes that the codebook does not have, and what was typed in. ``without_paper`` are references whose full
    text is not here: what stands on them is kept with their records, once the file is imported as a search.
    """

    file: str
    references: int
    papers: int
    codings: int
    memos: int
    already: int
    without_paper: int
    problems: tuple[str, ...]

    def __str__(self) -> str:
        head = (
            f"{self.file}: {counted(self.references, 'reference')}, {self.papers} with a paper here: "
            f"{counted(self.codings, 'coding')} and {counted(self.memos, 'memo')} added, {self.already} there already"
        )
        lines = [head]
        if self.without_paper:
            lines.append(
                f"{counted(self.without_paper, 'reference')} without a paper here; "
                "`relsynth import` keeps their codes with their records"
            )
        return "\n".join([*lines, *listing("Kept as memos", self.problems)])


# -- out ---------------------------------------------------------------------------------------


def eppi_map(project: Project, papers: Coded) -> bytes:
    """Return the JSON that EPPI-Mapper reads: the codebook as a set of codes, and reports with what they evidence.

    A report has a code once if any of its codings is evidence; every quote of it is with it, and what roles it has.
    """
    applied = (
        (record, [_applied(code, of_code) for code, of_code in sorted(by_code.items())])
        for record, by_code in _reports(project, papers)
    )
    return write_eppi(project.codebook.title, tree_of(project.codebook), applied)


def tree_of(book: Codebook) -> tuple[ForeignCode, ...]:
    """The codes of a codebook below their domains, each known by its id."""
    children: dict[str, list[str]] = defaultdict(list)
    for code in book.codes:
        children[code.parent or code.domain].append(code.id)

    def foreign(id_: str) -> ForeignCode:
        code = book.code(id_)
        below = tuple(map(foreign, children[id_]))
        return ForeignCode(name=code.label, guid=id_, description=code.definition, children=below)

    return tuple(
        ForeignCode(name=one.label, guid=one.id, is_codable=False, children=tuple(map(foreign, children[one.id])))
        for one in book.domains
        if children[one.id]
    )


BROUGHT = "brought in from EPPI-Reviewer"
"""The reason of such a coding: with what before their eyes people coded is not known."""

_Quoted = list[tuple[Coding, str]]


def _reports(project: Project, papers: Coded) -> Iterator[tuple[Record, Mapping[str, _Quoted]]]:
    """Every report with a paper: what is known of it, and its evidence by code, with the words."""
    report_of = {member: report for member, (report, _) in draw(project).placed.items()}
    records = {report: merged.record for report, _, merged in merged_reports(project)}
    of_report: dict[str, list[tuple[Document, tuple[Coding, ...]]]] = defaultdict(list)
    for document, codings in papers:
        of_report[report_of.get(document.id, document.id)].append((document, codings))
    for report, those in of_report.items():
        by_code: dict[str, _Quoted] = defaultdict(list)
        for document, codings in those:
            for one in codings:
                if one.is_evidence:
                    by_code[one.code].append((one, document.quote(one.span.start, one.span.end)))
        yield records.get(report) or _record(those[0][0]), by_code


def _record(document: Document) -> Record:
    """What a paper says of itself, where no record is known of it."""
    return Record(
        origin=Origin(1, 1),
        type="article-journal",
        title=document.title or document.name,
        authors=document.authors,
        year=document.year,
        container_title=document.journal,
        doi=document.doi,
    )


def _applied(code: str, quoted: _Quoted) -> AppliedCode:
    roles = Counter(role for one, _ in quoted for role in one.facet("role"))
    text = "; ".join(f"{role} {count}" for role, count in sorted(roles.items())) or None
    return AppliedCode(attribute=code, text=text, quotes=tuple(dict.fromkeys(quote for _, quote in quoted)))


# -- in ----------------------------------------------------------------------------------------


def import_eppi(project: Project, path: Path, *, coder: str, at: str) -> ImportedEppi:
    """Append the codes on the references of an EPPI-Reviewer export whose full texts are here.

    Words that were marked become codings, where they stand in the paper for certain and the codebook has the code, by
    our own id or by its label. They are no reading of one person alone, since the file does not say who saw what. What
    relsynth itself wrote into a map is no new word of anybody's where it is coded here still, by whomever. All else
    that is said of a paper becomes a memo on it, so that nothing is lost.

    Raises:
        InputError: the file cannot be read, or is none of EPPI-Reviewer's; or the coder is nobody, or a machine.
    """
    person = person_of(project, coder)
    source, file = _in_file(path)
    reader = _Reader(project, person, file, named_codes(source))
    for reference in file.references:
        reader.take(reference)
    new = [one for one in dict.fromkeys(reader.codings) if not reader.is_said(one)]
    known = {(memo.document, memo.text) for memo in project.store.memos.current(about="document", coder=person.name)}
    memos = [one for one in dict.fromkeys(reader.memos) if one not in known]
    keep(project, person, new, at=at)
    with project.store.atomic():
        for document, text in memos:
            project.store.memos.add(Memo(about="document", document=document, text=text, coder=person.name, at=at))
    return ImportedEppi(
        file=path.name,
        references=len(file.references),
        papers=reader.papers,
        codings=len(new),
        memos=len(memos),
        already=len(set(reader.codings)) - len(new) + len(set(reader.memos)) - len(memos),
        without_paper=reader.without_paper,
        problems=tuple(reader.problems),
    )


class _Reader:
    """References in the light of a project; gathers what is to be kept."""

    def __init__(self, project: Project, person: Coder, file: EppiFile, names: Mapping[str, str]) -> None:
        self.codings: list[Coding] = []
        self.memos: list[tuple[str, str]] = []
        self.problems: list[str] = []
        self.papers = self.without_paper = 0
        self._papers = Papers(project.store.documents())
        self._known = {code.id for code in project.codebook.codes}
        self._by_name = codes_by_name(project.codebook)
        self._own, self._names = file.own, names
        every = tuple(project.codings())
        self._last = last_words(every)
        self._said = {(one.span, one.code, one.facets) for one in every if one.coder == person}
        self._there = {(one.span, one.code) for one in every}
        self._copied: set[tuple[Span, str]] = set()
        machine = Machine(every, self._papers.document)
        self._person = person
        self._word = Word(project.codebook, person, asserted=machine.asserted)

    def is_said(self, coding: Coding) -> bool:
        """Whether the person has said so before, or it is a coding of this project that relsynth wrote into the map."""
        is_copied = (coding.span, coding.code) in self._copied
        return is_copied or (coding.span, coding.code, coding.facets) in self._said

    def take(self, reference: CodedReference) -> None:
        """Take what stands on a reference."""
        names = [name for name in (doi_in(reference.doi or ""), folded(reference.title or "")) if name]
        try:
            document = self._papers.find(names)
        except InputError:
            self.without_paper += 1
            return
        self.papers += 1
        for applied in reference.codes:
            self._take(applied, document)

    def _take(self, applied: AppliedCode, document: Document) -> None:
        named = self._names.get(applied.attribute, f"code {applied.attribute}")
        code = self._own.get(applied.attribute) or self._by_name.get(named.rpartition(" > ")[2].casefold())
        if code not in self._known or not applied.quotes:
            why = "no words are marked" if code in self._known else "the codebook has no code of that name"
            self._note(named, why, applied.quotes, applied.text, document)
            return
        missing: list[str] = []
        for quote in applied.quotes:
            try:
                span = placed(document, *selected(document.text, Selector(exact=quote)))
                self.codings.append(self._coding(span, code or ""))
                if applied.attribute in self._own and (span, code) in self._there:
                    self._copied.add((span, code or ""))
            except InputError as error:
                missing.append(quote)
                self.problems.append(f"{document.name}, {named}: {error.message}")
        if missing or applied.text:
            self._memo(named, missing, applied.text, document)

    def _coding(self, span: Span, code: str) -> Coding:
        before = self._last.get((self._person.name, span, code))
        return self._word.coding(span, code, self._word.facets({}, before, span, code), BROUGHT)

    def _note(self, named: str, why: str, quotes: Iterable[str], text: str | None, document: Document) -> None:
        self.problems.append(f"{document.name}, {named}: {why}")
        self._memo(named, quotes, text, document)

    def _memo(self, named: str, quotes: Iterable[str], text: str | None, document: Document) -> None:
        said = "; ".join([*([text] if text else []), *(f"“{quote}”" for quote in quotes)])
        self.memos.append((document.id, f"EPPI: {named}" + (f": {said}" if said else "")))


def _in_file(path: Path) -> tuple[bytes, EppiFile]:
    try:
        source = path.read_bytes()
        return source, read_eppi(source)
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", path=path) from error
    except InputError as error:
        raise InputError(error.message, path=path) from error
