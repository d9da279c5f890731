"""What a coder has before them of one paper: its text, and what they may see that was said of it.

The text and what was said are two values: the one stays while a coder works, the other changes with each step. Nothing
that is kept from the coder is in either, and who has said nothing here yet may look all the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from relsynth.characteristics import FIELDS, allowed
from relsynth.coding import Coding, Verdict
from relsynth.documents import LABELS, BlockKind, Document
from relsynth.errors import InputError
from relsynth.extraction.proposals import read
from relsynth.project import Project
from relsynth.store.memos import Memo
from relsynth.workflow.characteristics import characteristics_in, found_by_machine
from relsynth.workflow.coding_listing import Lines, Status
from relsynth.workflow.coding_sight import Sight
from relsynth.workflow.eligibility import why_screened_out
from relsynth.workflow.papers import paper_named
from relsynth.workflow.people import person_of
from relsynth.workflow.rounds import view_of
from relsynth.workflow.sections import TITLE

Whose = Literal["proposal", "mine", "other"]
Working = Literal["unread", "begun", "finished"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenParagraph:
    """A paragraph, with its words; ``section`` counts from 1, ``spoken`` are stretches that participants say."""

    start: int
    end: int
    text: str
    kind: BlockKind
    section: int
    page: int | None = None
    row_head: str | None = None
    column_head: str | None = None
    spoken: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenSection:
    """A section as it stands in the tree: its number from 1, and its label with why and how sure."""

    number: int
    depth: int
    heading: str
    label: str
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperText:
    """A paper as it is read; ``sentences`` are those that may be coded, as [start, end) in code points.

    ``has_pages`` says whether it was read from a PDF, whose pages can be looked at where the file is still there.
    """

    document: str
    version: str
    name: str
    citation: str
    title: str | None
    language: str | None
    sections: tuple[SeenSection, ...]
    paragraphs: tuple[SeenParagraph, ...]
    sentences: tuple[tuple[int, int], ...]
    has_pages: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A memo on the paper, or on one of its ``coding`` numbers."""

    number: int
    text: str
    coder: str
    at: str
    mine: bool
    coding: int | None = None
    to_adjudicator: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why a facet has a value."""

    facet: str
    value: str
    cue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenCoding:
    """A coding that the coder may see, with why it is there."""

    number: int
    code: str
    label: str | None
    start: int
    end: int
    coder: str
    whose: Whose
    status: Status
    verdict: Verdict
    score: float | None = None
    cue: str | None = None
    reason: str | None = None
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    grounds: tuple[Why, ...] = ()
    round: str | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenCharacteristic:
    """What is known of the study: a person's word or the machine's, and where the paper says so, if it is told."""

    field: str
    value: str | None
    by: str
    by_person: bool
    holds: bool
    confidence: float | None
    rule: str | None
    quote: str | None
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSaid:
    """What was said of a paper, as the coder may see it.

    ``round`` is the one that they code it in, of those ``rounds`` that have it before them; ``blind`` where others'
    codings are kept from them, ``without_proposals`` where the machine's are. ``waiting`` counts the proposals that
    they have not judged. ``left_out`` says why it counts in no table, ``uncoded`` that the machine is to code it.
    """

    round: str | None
    rounds: tuple[str, ...]
    blind: bool
    without_proposals: bool
    state: Working
    left_out: str | None
    uncoded: bool
    waiting: int
    codings: tuple[SeenCoding, ...]
    memos: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDesk:
    """All that the desk shows of a paper when it is opened."""

    text: PaperText
    said: PaperSaid
    characteristics: tuple[SeenCharacteristic, ...]


def see_paper(project: Project, paper: str, *, coder: str, round: str | None = None) -> PaperDesk:
    """Show a coder a paper, with what they may see of it; nothing is kept of that.

    Args:
        round: the one that they code it in, where several have it before them; the first of these, if None.

    Raises:
        InputError: no paper is called so, or it is not before the coder in that round; or they are nobody.
    """
    document = project.store.papers.current(paper_named(project, paper))
    return PaperDesk(
        text=text_of(document),
        said=said_of(project, document, coder=coder, round=round),
        characteristics=characteristics_of_paper(project, document),
    )


def said_of_paper(project: Project, paper: str, *, coder: str, round: str | None = None) -> PaperSaid:
    """What was said of a paper, as ``see_paper`` shows it.

    Raises:
        InputError: as ``see_paper``.
    """
    return said_of(project, project.store.papers.current(paper_named(project, paper)), coder=coder, round=round)


def known_of_paper(project: Project, paper: str) -> tuple[SeenCharacteristic, ...]:
    """What is known of a paper's study, as ``see_paper`` shows it.

    Raises:
        InputError: no paper is called so, or several.
    """
    return characteristics_of_paper(project, project.store.papers.current(paper_named(project, paper)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a section can be, and what can be said of a study: field -> its values, none where any words will do."""

    labels: tuple[str, ...]
    fields: Mapping[str, tuple[str, ...]]


def choices() -> Choices:
    """What people can choose from when they correct a section or a characteristic."""
    labels = tuple(one for one in LABELS if one != TITLE)
    return Choices(labels=labels, fields={name: allowed(name) or () for name in FIELDS})


def text_of(document: Document) -> PaperText:
    """A paper's text, cut into paragraphs and sentences."""
    starts = [one.start for one in document.paragraphs]
    spoken: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for start, end in document.spoken:
        spoken[starts[bisect_right(starts, start) - 1]].append((start, end))
    return PaperText(
        document=document.id,
        version=document.version,
        name=document.name,
        citation=document.short_citation,
        title=document.title,
        language=document.language,
        sections=tuple(
            SeenSection(
                number=place + 1,
                depth=_depth(document, place),
                heading=one.heading,
                label=one.label,
                confidence=one.confidence,
                reason=one.reason,
            )
            for place, one in enumerate(document.sections)
        ),
        paragraphs=tuple(
            SeenParagraph(
                start=one.start,
                end=one.end,
                text=document.quote(one.start, one.end),
                kind=one.kind,
                section=one.section + 1,
                page=one.page,
                row_head=one.row_head,
                column_head=one.column_head,
                spoken=tuple(spoken.get(one.start, ())),
            )
            for one in document.paragraphs
        ),
        sentences=tuple((one.start, one.end) for one in read(document).codable),
        has_pages=document.format == "pdf",
    )


def said_of(
    project: Project,
    document: Document,
    *,
    coder: str,
    round: str | None = None,
    codings: Iterable[Coding] | None = None,
) -> PaperSaid:
    """What was said of a paper that is read; see ``see_paper``.

    Args:
        codings: all that hold in it, where they are known already; they may lack their grounds.
    """
    name = person_of(project, coder).name
    before = view_of(project, name).before(document.id)
    rounds = tuple(one.name for one in before)
    if round is not None and round not in rounds:
        raise InputError(f"{document.name} is not before {name} in a round {round!r} that goes on")
    in_round = round or (rounds[0] if rounds else None)
    sight = Sight(project, name, round=in_round)
    lines = Lines(project, sight, (document,))
    # In a round each of its coders says what they think of a proposal, whatever others have said.
    made = project.codings(document=document.id) if codings is None else codings
    labels = {code.id: code.label for code in project.codebook.codes}
    held = lines.held(made, judge=name if in_round else None)
    shown = tuple(_coding(one, status, name, labels) for one, status in held)
    return PaperSaid(
        round=in_round,
        rounds=rounds,
        blind=any(one.blind for one in before),
        without_proposals=not view_of(project, name).shows_proposals(document.id, round=in_round),
        state=_state(project, document.id, name, is_before=bool(rounds), codings=shown),
        left_out=why_screened_out(project, document.id) or document.out_of_scope,
        uncoded=document.version not in project.store.current_coders() and not document.out_of_scope,
        waiting=sum(one.status == "proposal" for one in shown),
        codings=shown,
        memos=_memos(project, document, sight, name, frozenset(one.number for one in shown)),
    )


def characteristics_of_paper(project: Project, document: Document) -> tuple[SeenCharacteristic, ...]:
    """What is known of a paper's study; nothing of one in no scope. Nothing is written."""
    if document.out_of_scope:
        return ()
    machine = {(one.field, one.value): one for one in found_by_machine(project, [document])[document.version]}
    shown = []
    for said in characteristics_in(project, [document])[document.version]:
        found = machine.get((said.field, said.value or "")) if said.kind == "machine" else None
        start = found.start if found else document.text.find(said.quote) if said.quote else -1
        end = found.end if found else start + len(said.quote or "")
        shown.append(
            SeenCharacteristic(
                field=said.field,
                value=said.value,
                by=said.by,
                by_person=said.kind == "person",
                holds=said.holds,
                confidence=said.confidence,
                rule=said.rule,
                quote=said.quote,
                start=start if start >= 0 else None,
                end=end if start >= 0 else None,
            )
        )
    return tuple(shown)


def state_of(*, is_before: bool, has_finished: bool, has_begun: bool) -> Working:
    """How far a coder is with a paper; ``is_before`` them where an open round still waits for it."""
    if has_finished and not is_before:
        return "finished"
    return "begun" if has_begun else "unread"


def _state(project: Project, document: str, name: str, *, is_before: bool, codings: tuple[SeenCoding, ...]) -> Working:
    done = project.store.rounds.finished()
    return state_of(
        is_before=is_before,
        has_finished=any((id, who) == (document, name) for id, who, _ in done),
        has_begun=any(one.whose == "mine" for one in codings) or bool(project.store.rounds.work(name, document)),
    )


def _coding(coding: Coding, status: Status, viewer: str, labels: Mapping[str, str]) -> SeenCoding:
    assert coding.number is not None  # the store gives one to every coding that it keeps
    whose: Whose = "proposal" if coding.coder.kind == "machine" else "mine" if coding.coder.name == viewer else "other"
    return SeenCoding(
        number=coding.number,
        code=coding.code,
        label=labels.get(coding.code),
        start=coding.span.start,
        end=coding.span.end,
        coder=coding.coder.name,
        whose=whose,
        status=status,
        verdict=coding.verdict,
        score=coding.score,
        cue=coding.cue,
        reason=coding.reason,
        facets=dict(coding.facets),
        grounds=tuple(Why(facet=one.facet, value=one.value, cue=one.cue) for one in coding.grounds),
        round=coding.round,
        at=coding.at,
    )


def _memos(project: Project, document: Document, sight: Sight, viewer: str, shown: frozenset[int]) -> tuple[Note, ...]:
    def is_here(memo: Memo) -> bool:
        about = memo.document == document.id if memo.about == "document" else memo.coding in shown
        return about and not sight.hides_memo(memo, document.id)

    return tuple(
        Note(
            number=memo.number or 0,
            text=memo.text,
            coder=memo.coder,
            at=memo.at,
            mine=memo.coder == viewer,
            coding=memo.coding,
            to_adjudicator=memo.to_adjudicator,
        )
        for memo in project.memos()
        if memo.about in ("document", "coding") and is_here(memo)
    )


def _depth(document: Document, section: int) -> int:
    depth, parent = 0, document.sections[section].parent
    while parent is not None:
        depth, parent = depth + 1, document.sections[parent].parent
    return depth
