"""A codebook tested like a program, and read like a text: its own sentences tried, and remarks on its style."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from relsynth import codebook_check, codebook_lint
from relsynth.codebook import Codebook, contradictions
from relsynth.codebook_check import Kind, Share, Trial
from relsynth.codebook_lint import Severity
from relsynth.coding import is_same_place, standing
from relsynth.cues import CueError
from relsynth.documents import Document, Paragraph, Section, Span, document_id
from relsynth.errors import CodebookError, InputError
from relsynth.extraction import coders
from relsynth.extraction.proposals import CoderSettings, Costly, Proposer, read
from relsynth.formats.codebook_yaml import located
from relsynth.formats.plain_yaml import line_of
from relsynth.project import Project
from relsynth.workflow.books import read_draft
from relsynth.workflow.coders import coder_settings, make_proposer
from relsynth.workflow.listing import counted

Said = dict[str, set[str]]
"""Who chose which codes at a place."""
KINDS: tuple[tuple[Kind, str], ...] = (
    ("journal example", "journal examples found"),
    ("narrative example", "narrative examples found"),
    ("near miss", "near misses left alone"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A sentence that was not read as it should be: its line, its code, and what went wrong."""

    line: int
    path: str
    kind: Kind
    code: str
    text: str
    fault: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.path}: {self.fault}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """Every example and near miss, tried as a test; ``coder`` is who read them, None where the codebook's cues did.

    ``found`` counts what was read as it should be, by kind. ``uncued`` are codes without a cue, of which no cue is
    asked to find anything.
    """

    path: str
    coder: str | None
    found: tuple[tuple[str, Share], ...]
    uncued: int
    failures: tuple[Failure, ...]

    def __str__(self) -> str:
        tests = counted(sum(share.n for _, share in self.found), "sentence")
        failed = counted(len(self.failures), "failure") if self.failures else "no failure"
        by = f", read by {self.coder}" if self.coder else ""
        lines = [f"{self.path}: {tests} tried{by}, {failed}", *(f"  {failure}" for failure in self.failures)]
        lines.append("; ".join(f"{what}: {share}" for what, share in self.found))
        if self.uncued:
            lines.append(f"{counted(self.uncued, 'code')} without a cue: nothing is asked of their examples")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleRemark:
    """Something to better in a codebook: its line, the rule, how grave it is, why, and a way to mend it."""

    line: int
    path: str
    rule: str
    severity: Severity
    message: str
    mend: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.severity}: {self.message} [{self.rule}]\n      {self.mend}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Linted:
    """Remarks on a codebook's style, in the order of the file."""

    path: str
    remarks: tuple[StyleRemark, ...]

    @property
    def warnings(self) -> int:
        """How many remarks are more than notes."""
        return sum(remark.severity == "warning" for remark in self.remarks)

    def __str__(self) -> str:
        notes = len(self.remarks) - self.warnings
        head = f"{self.path}: {counted(self.warnings, 'warning')}, {counted(notes, 'note')}"
        return "\n".join([head, *(f"  {remark}" for remark in self.remarks)])


def try_codebook(path: Path, *, project: Project | None = None, coder: str | None = None) -> Tested:
    """Try every example and near miss of a codebook as a test: by its cues, or by a machine coder.

    A journal example has to be found by its own code, a near miss left alone by it; narrative examples are counted,
    since words miss stories. Structure, masks and style are for ``check_codebook`` and ``lint_codebook`` to tell.

    Args:
        project: whose settings, and whose teaching, the coder has.

    Raises:
        InputError: there is no such file, or the coder would send text away.
        CodebookError: the codebook contradicts itself.
        CoderError: there is no such coder, or it lacks something.
    """
    book, lines = _whole(path)
    tried = codebook_check.trials(book)
    name = None
    if coder is not None:
        proposer = _proposer(book, path, coder, project)
        name, tried = proposer.name, _read_by(proposer, tried)
    return Tested(
        path=str(path),
        coder=name,
        found=tuple((what, codebook_check.share_of(tried, kind)) for kind, what in KINDS),
        uncued=len(codebook_check.uncued(book)),
        failures=_failures(tried, lines),
    )


def lint_codebook(path: Path, *, project: Project | None = None) -> Linted:
    """Tell what is wanting in the style of a codebook, each with its line, a reason and a way to mend it.

    With a project, pairs of codes that its coders confuse are looked at, too.

    Raises:
        InputError: there is no such file.
        CodebookError: the codebook contradicts itself.
    """
    book, lines = _whole(path)
    remarks = [
        StyleRemark(
            line=line_of(one.path, lines),
            path=one.path,
            rule=one.rule,
            severity=one.severity,
            message=one.message,
            mend=one.mend,
        )
        for one in codebook_lint.lint(book, confused=confused_pairs(project) if project else None)
    ]
    return Linted(path=str(path), remarks=tuple(sorted(remarks, key=lambda one: (one.line, one.path, one.rule))))


def confused_pairs(project: Project) -> Mapping[tuple[str, str], int]:
    """Pairs of codes, in the order of the alphabet -> at how many places one person chose the one, another the other.

    Only where neither of the two chose both is it a confusion.
    """
    by_version: dict[str, dict[Span, Said]] = defaultdict(dict)
    for coding in standing(project.codings()):
        if coding.coder.kind == "person":
            said = by_version[coding.span.version].setdefault(coding.span, defaultdict(set))
            said[coding.coder.name].add(coding.code)
    counts: Counter[tuple[str, str]] = Counter()
    for places in by_version.values():
        counts.update(_confusions(places))
    return counts


def _confusions(places: Mapping[Span, Said]) -> Iterator[tuple[str, str]]:
    """Confusions in one text: for each coding of one person, the codes of another at its place."""
    ordered = sorted(places, key=lambda span: (span.start, span.end))
    longest = max(span.end - span.start for span in ordered)
    starts = [span.start for span in ordered]
    for span in ordered:
        said: Said = defaultdict(set)
        for near in ordered[bisect_left(starts, span.start - longest) : bisect_left(starts, span.end)]:
            if near.end > span.start and is_same_place(span, near):
                for name, codes in places[near].items():
                    said[name] |= codes
        for name, chosen in places[span].items():
            for other in (each for each in said if each > name):
                for code in sorted(chosen - said[other]):
                    yield from ((min(code, theirs), max(code, theirs)) for theirs in sorted(said[other] - said[name]))


def _whole(path: Path) -> tuple[Codebook, Mapping[str, int]]:
    """A codebook that does not contradict itself, and the line of each entry."""
    book, lines = read_draft(path)
    if problems := contradictions(book):
        raise CodebookError([located(problem, lines) for problem in problems], path=path)
    return book, lines


def _failures(tried: Iterable[Trial], lines: Mapping[str, int]) -> tuple[Failure, ...]:
    return tuple(
        Failure(
            line=line_of(one.path, lines),
            path=one.path,
            kind=one.kind,
            code=one.code,
            text=one.text,
            fault=one.fault,
        )
        for one in tried
        if one.is_required and not one.holds
    )


def _proposer(book: Codebook, path: Path, family: str, project: Project | None) -> Proposer:
    try:
        if project is not None and project.codebook.digest == book.digest:
            proposer = make_proposer(project, family)
        else:
            proposer = coders.make(family, book, coder_settings(project, family) if project else CoderSettings())
    except CueError as error:
        raise CodebookError([str(error)], path=path) from error
    if isinstance(proposer, Costly):
        raise InputError(f"the coder {family} sends text away, or costs something: it is not asked in a test")
    return proposer


def _read_by(proposer: Proposer, tried: Iterable[Trial]) -> tuple[Trial, ...]:
    """The same sentences, each read by a coder as a text of its own."""
    found = []
    for one in tried:
        proposed = [proposal for proposal in proposer.propose(read(_text(one.text))) if proposal.code == one.code]
        cues = tuple(proposal.cue or proposal.reason for proposal in proposed)
        found.append(replace(one, found=bool(proposed), cues=cues, cued=True))
    return tuple(found)


def _text(sentence: str) -> Document:
    """A text of one sentence, told as a result."""
    return Document(
        id=document_id(sentence.encode()),
        name="a sentence of the codebook",
        format="plain",
        text=sentence,
        paragraphs=(Paragraph(start=0, end=len(sentence), section=0),),
        sections=(Section(heading="Results", label="results", reason="heading"),),
        reader="codebook/1",
    )
