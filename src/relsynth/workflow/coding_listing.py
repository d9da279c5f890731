"""Codings as people are shown them: with their numbers, their words, and what has become of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from relsynth.coding import Coding, Verdict, is_same_place
from relsynth.documents import Document, Span
from relsynth.extraction import coders
from relsynth.project import Project
from relsynth.store.memos import Memo
from relsynth.synthesis.corpus import section_of
from relsynth.workflow.coding_sight import Sight, sight_of
from relsynth.workflow.decisions import ACCEPT, CHANGE, code_named, decision_of
from relsynth.workflow.listing import counted
from relsynth.workflow.papers import paper_named
from relsynth.workflow.people import known_person
from relsynth.workflow.rounds import round_named

Status = Literal["proposal", "own", "accepted", "changed", "rejected", "adjudicated", "settled"]
"""What a coding is: of a machine, and not judged; a person's own; what they accepted, changed or rejected; what an
adjudicator settled a conflict with, be it a rejection; or one that was settled so, and which holds no longer."""
Said = tuple[str, Span, str]
"""Coder, place and code: what a person's last word is on."""
TOLD = ("assertion", "role", "level")
"""Facets that a line tells, of a codebook that has them: those that the tables count by. JSON tells all."""
LIMIT = 50  # codings that are listed unasked
LONGEST_QUOTE = 160  # characters of a quote in a line


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingLine:
    """A coding, by the number that steps name it by.

    ``memos`` is how many memos are about it; ``start`` and ``end`` are its place in ``version``, in code points.
    """

    number: int
    paper: str
    document: str
    section: str
    path: str
    quote: str
    code: str
    label: str | None
    coder: str
    verdict: Verdict
    status: Status
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    score: float | None = None
    reason: str | None = None
    round: str | None = None
    at: str | None = None
    memos: int = 0
    version: str
    start: int
    end: int

    def __str__(self) -> str:
        score = "" if self.score is None else f" {self.score:.2f}"
        told = facets_told({name: self.facets[name] for name in TOLD if name in self.facets} or self.facets)
        notes = f"  [{counted(self.memos, 'memo')}]" if self.memos else ""
        which = f"not {self.code}" if self.verdict == "reject" else self.code
        quote = self.quote if len(self.quote) <= LONGEST_QUOTE else f"{self.quote[: LONGEST_QUOTE - 1]}…"
        return (
            f"{self.number}  {self.paper} [{self.section}] {which} ({self.coder.split('@')[0]}, {self.status}{score})"
            f'{f" {told}" if told else ""}: "{quote}"{notes}'
        )


def facets_told(facets: Mapping[str, Sequence[str]]) -> str:
    """Facets in a line: each name with its values."""
    return "; ".join(f"{name} {' and '.join(values)}" for name, values in facets.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingList:
    """Codings by paper and place: ``codings`` are the first of ``total``; as ``viewer`` may see them, if any."""

    codings: tuple[CodingLine, ...]
    total: int
    viewer: str | None = None

    def __str__(self) -> str:
        more = self.total - len(self.codings)
        rest = [f"and {more} more; --limit {self.total} lists all"] if more else []
        none = f"No coding is there{f' that {self.viewer} may see' if self.viewer else ''}."
        return "\n".join([*map(str, self.codings), *rest]) or none


def list_codings(
    project: Project,
    *,
    paper: str | None = None,
    code: str | None = None,
    coder: str | None = None,
    proposals: bool | None = None,
    as_coder: str | None = None,
    round: str | None = None,
    limit: int | None = LIMIT,
) -> CodingList:
    """List the codings that hold, people's rejections among them, and the machine's that nobody has judged.

    Args:
        coder: whose codings: a person's name, or a machine's or its family's (``lexicon``).
        proposals: only the machine's that wait for a person's word, or only what people said.
        as_coder: what this coder may see: in a blind round nothing of others, in one without proposals none of these.
        round: only what was said in a round, and proposals in the papers that ``as_coder`` has before them in it.
        limit: how many, from the first; all where it is None.

    Raises:
        InputError: no paper is called so, or no round, code or coder; or nobody whom it is listed for.
    """
    document = None if paper is None else paper_named(project, paper)
    named = None if round is None else round_named(project, round).name
    wanted = None if code is None else _codes(project, code)
    _require_coder(project, coder)
    sight = sight_of(project, as_coder)
    lines = Lines(project, sight)
    shown = (
        (coding, status)
        for coding, status in lines.held(project.codings(document=document))
        if (proposals is None or proposals is (status == "proposal"))
        and (wanted is None or coding.code in wanted)
        and (coder is None or coder in (coding.coder.name, coding.coder.name.split("@")[0]))
        and (named is None or _is_of_round(coding, named, sight, lines))
    )
    found = sorted(shown, key=lambda one: lines.order(one[0]))
    return CodingList(
        codings=tuple(lines.line(coding, status) for coding, status in islice(found, limit)),
        total=len(found),
        viewer=as_coder,
    )


class Lines:
    """Codings as lines, in the papers of a project and before the eyes of somebody."""

    def __init__(self, project: Project, sight: Sight, documents: Iterable[Document] = ()) -> None:
        """``documents`` are those that were read already."""
        self._papers = project.store.papers
        self._read = {document.version: document for document in documents}
        self._ids = self._papers.documents_of_versions()
        self._names = self._papers.names()
        self._labels = {code.id: code.label for code in project.codebook.codes}
        self._sight = sight
        self._noted: dict[int | None, list[Memo]] = defaultdict(list)
        for memo in project.store.memos.current(about="coding"):
            self._noted[memo.coding].append(memo)

    def document(self, version: str) -> Document:
        """The paper of a version."""
        if version not in self._read:
            self._read[version] = self._papers.version(version)
        return self._read[version]

    def document_id(self, version: str) -> str:
        """The id of the paper of a version; most need not be read for it."""
        return self._ids.get(version) or self.document(version).id

    def order(self, coding: Coding) -> tuple[str, int, int, str, int]:
        """By paper and place."""
        span = coding.span
        paper = self._names.get(self.document_id(span.version), "")
        return paper, span.start, span.end, coding.code, coding.number or 0

    def seen(self, codings: Iterable[Coding]) -> tuple[Coding, ...]:
        """The codings that are not kept from whoever looks, in their order."""
        return tuple(one for one in codings if not self._sight.hides(one, self.document_id(one.span.version)))

    def held(self, codings: Iterable[Coding], *, judge: str | None = None) -> tuple[tuple[Coding, Status], ...]:
        """Of the codings that may be seen, each person's last words, and the machine's that nobody has judged.

        ``judge``: those that this person has not judged, whatever others say of them.
        """
        seen = self.seen(codings)
        settled = frozenset(number for one in seen for number in one.settles)
        last = last_words(seen)
        is_judged = judged_by(one for one in seen if judge is None or one.coder.name == judge)
        return tuple(
            (one, status_of(one, settled))
            for one in seen
            if (
                last[one.coder.name, one.span, one.code].number == one.number
                if one.coder.kind == "person"
                else one.number not in settled and not is_judged(one)
            )
        )

    def line(self, coding: Coding, status: Status) -> CodingLine:
        """A coding as people are shown it."""
        document = self.document(coding.span.version)
        section = section_of(document, coding.span.start)
        assert coding.number is not None  # the store gives one to every coding that it keeps
        memos = (memo for memo in self._noted[coding.number] if not self._sight.hides_memo(memo, document.id))
        return CodingLine(
            number=coding.number,
            paper=document.name,
            document=document.id,
            section=document.sections[section].label,
            path=" > ".join(document.section_path(section)),
            quote=document.quote(coding.span.start, coding.span.end),
            code=coding.code,
            label=self._labels.get(coding.code),
            coder=coding.coder.name,
            verdict=coding.verdict,
            status=status,
            facets=dict(coding.facets),
            score=coding.score,
            reason=coding.reason,
            round=coding.round,
            at=coding.at,
            memos=len(list(memos)),
            version=coding.span.version,
            start=coding.span.start,
            end=coding.span.end,
        )


def last_words(codings: Iterable[Coding]) -> dict[Said, Coding]:
    """The last that each person said of a code at a place, by the numbers: codings that hold stand in another order."""
    said: dict[Said, Coding] = {}
    for one in codings:
        where = one.coder.name, one.span, one.code
        if one.coder.kind == "person" and (where not in said or (said[where].number or 0) < (one.number or 0)):
            said[where] = one
    return said


def judged_by(codings: Iterable[Coding]) -> Callable[[Coding], bool]:
    """What tells of a machine's coding whether people have judged its code where it stands, in these codings."""
    judged: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for one in codings:
        if one.coder.kind == "person":
            judged[one.span.version, one.code].append(one.span)
    return lambda one: any(is_same_place(one.span, span) for span in judged[one.span.version, one.code])


def status_of(coding: Coding, settled: frozenset[int | None]) -> Status:
    """What a coding is; ``settled`` are numbers of those that an adjudicator has settled."""
    if coding.coder.kind == "machine":
        return "proposal"
    if coding.number in settled:
        return "settled"
    if coding.settles:
        return "adjudicated"
    if coding.verdict == "reject":
        return "rejected"
    return {ACCEPT: "accepted", CHANGE: "changed"}.get(decision_of(coding), "own")  # type: ignore[return-value]


def _codes(project: Project, code: str) -> tuple[str, ...]:
    """The codes that are meant: one that is coded with, or those that came in its place."""
    if any(one.code == code for one in project.codings()):
        return (code,)
    return project.lineage.heirs(code) or (code_named(project.codebook, code),)


def _require_coder(project: Project, coder: str | None) -> None:
    """Refuse somebody whom nobody knows; any machine may be named, be it one that has not coded yet."""
    machines = {name.split("@")[0] for name in project.store.current_coders().values()} | {*coders.installed()}
    if coder is not None and coder not in machines and project.store.coder(coder) is None:
        known_person(project, coder)


def _is_of_round(coding: Coding, round: str, sight: Sight, lines: Lines) -> bool:
    """Whether a coding was made in a round, or is a machine's in a paper that the coder has before them in it."""
    if coding.coder.kind == "person":
        return coding.round == round
    return any(one.name == round for one in sight.rounds_before(lines.document_id(coding.span.version)))
