"""A person and a paper: sentence after sentence, with what stands on each, and what the person says of it.

A sitting logs when it begins and ends. What is said is in the project before the next sentence is shown, so that
leaving at any moment loses nothing; whoever comes back goes on at the last sentence that they said something of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from relsynth.codebook import Code, Codebook
from relsynth.coding import Coder
from relsynth.documents import Document, Sentence, Span
from relsynth.errors import InputError
from relsynth.extraction.proposals import read
from relsynth.project import Project
from relsynth.workflow.assignments import next_paper
from relsynth.workflow.coding_history import UndoneCoding, undo_coding
from relsynth.workflow.coding_listing import CodingLine, Lines
from relsynth.workflow.coding_sight import Sight
from relsynth.workflow.coding_steps import CodingStep, Steps
from relsynth.workflow.memos import MemoLine, add_memo
from relsynth.workflow.papers import paper_named
from relsynth.workflow.people import person_of
from relsynth.workflow.rounds import left_out, round_of
from relsynth.workflow.work_log import finish_paper, start_work, stop_work

Move = Literal["next", "previous", "proposal", "lessons"]
"""One sentence on or back; to the next with a proposal; to the next section in which lessons are told."""
LESSONS = "lessons_learned"
NONE_THERE: Mapping[Move, str] = {
    "next": "this is the last sentence of the paper",
    "previous": "this is the first sentence of the paper",
    "proposal": "no proposal waits for you behind this sentence",
    "lessons": "no section that tells lessons begins behind this sentence",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSentence:
    """A sentence before a coder: ``number`` ``of`` all that may be coded, its words in their paragraph, and where.

    ``heads`` are those of a table's cell. ``codings`` are those that share words with it; the next step is on the one
    whose number is ``chosen``, None where there is none. ``waiting`` counts the proposals of the paper not yet judged.
    """

    number: int
    of: int
    paper: str
    section: str
    path: str
    page: int | None
    heads: tuple[str, ...]
    before: str
    words: str
    after: str
    codings: tuple[CodingLine, ...]
    chosen: int | None
    waiting: int


class Sitting:
    """A coder's way through a paper; ``open_sitting`` begins it, and who is done closes it."""

    def __init__(self, project: Project, document: Document, person: Coder, *, round: str | None) -> None:
        self.paper = document.name
        self.coder = person.name
        self.round = round
        self._project = project
        self._document = document
        self._person = person
        self._reading = read(document)
        self._sentences = self._reading.codable
        if not self._sentences:
            raise InputError(f"{document.name} has no sentence that may be coded")
        self._steps = Steps(project, person, round=round, document=document)
        self._is_closed = False
        self._chosen: int | None = None
        self._refresh()
        self._at = self._last_said()

    # -- what is shown ---------------------------------------------------------------------------

    @property
    def shown(self) -> ShownSentence:
        """The sentence that is before the coder."""
        sentence = self._sentences[self._at]
        paragraph = self._document.paragraphs[sentence.paragraph]
        here = self._on(sentence)
        return ShownSentence(
            number=self._at + 1,
            of=len(self._sentences),
            paper=self.paper,
            section=self._document.sections[paragraph.section].label,
            path=" > ".join(self._document.section_path(paragraph.section)),
            page=paragraph.page,
            heads=tuple(head for head in (paragraph.column_head, paragraph.row_head) if head),
            before=self._document.quote(paragraph.start, sentence.start),
            words=self._reading.text(sentence),
            after=self._document.quote(sentence.end, paragraph.end),
            codings=here,
            chosen=self._chosen_of(here),
            waiting=sum(one.status == "proposal" for one in self._codings),
        )

    def go(self, move: Move) -> None:
        """Go to another sentence.

        Raises:
            InputError: there is none such.
        """
        places = range(self._at + 1, len(self._sentences))
        if move == "previous":
            places = range(self._at - 1, max(self._at - 2, -1), -1)
        wanted: Mapping[Move, Callable[[int], bool]] = {"proposal": self._is_proposed, "lessons": self._begins_lessons}
        found = next((place for place in places if move not in wanted or wanted[move](place)), None)
        if found is None:
            raise InputError(NONE_THERE[move])
        self._at, self._chosen = found, None

    def choose(self) -> None:
        """Have the next coding of the sentence be the one that steps are on.

        Raises:
            InputError: the sentence has none.
        """
        here = [one.number for one in self.shown.codings]
        if not here:
            raise InputError("nothing is coded on this sentence")
        self._chosen = here[(here.index(self._number()) + 1) % len(here)]

    def find_codes(self, typed: str) -> tuple[Code, ...]:
        """Codes by part of their id or label, the likeliest first."""
        return codes_like(self._project.codebook, typed)

    # -- what is said ----------------------------------------------------------------------------

    def accept(self, *, at: str) -> CodingStep:
        """Accept the coding that is chosen."""
        return self._said(self._steps.confirm([self._number()], at=at))

    def reject(self, *, at: str, memo: str | None = None) -> CodingStep:
        """Say that the coding that is chosen does not hold."""
        return self._said(self._steps.reject([self._number()], memo=memo, at=at))

    def change(
        self, to: Sequence[str] = (), *, facets: Mapping[str, Sequence[str]] | None = None, at: str
    ) -> CodingStep:
        """Put other codes in the place of the coding that is chosen, or give it other facets."""
        return self._put(self._steps.change(self._number(), to=to, facets=facets or {}, at=at))

    def add(self, codes: Sequence[str], *, facets: Mapping[str, Sequence[str]] | None = None, at: str) -> CodingStep:
        """Put codes on the sentence; beside what others coded in the paper, where that is shown."""
        sentence = self._sentences[self._at]
        span = Span(version=self._document.version, start=sentence.start, end=sentence.end)
        beside = True if any(one.coder != self.coder for one in self._codings) else None
        return self._put(self._steps.add(span, codes, facets=facets or {}, memo=None, beside=beside, at=at))

    def memo(self, text: str, *, to_adjudicator: bool = False, at: str) -> MemoLine:
        """Note something on the coding that is chosen; on the paper where the sentence has none."""
        number = self.shown.chosen
        made = add_memo(
            self._project,
            about="document" if number is None else "coding",
            paper=self._document.id if number is None else None,
            coding=number,
            text=text,
            coder=self.coder,
            at=at,
            to_adjudicator=to_adjudicator,
        )
        self._refresh()
        return made

    def undo(self, *, at: str) -> UndoneCoding:
        """Take back the coder's last act, and go to its sentence.

        Raises:
            InputError: there is none, or it was not done in this paper.
        """
        acts = [act for act in self._project.store.acts.history(coder=self.coder) if act.withdrawn is None]
        here = {act.number for act in self._project.store.acts.history(coder=self.coder, document=self._document.id)}
        if acts and acts[-1].number not in here:
            raise InputError("your last step was in another paper; `relsynth codings undo` takes it back")
        undone = undo_coding(self._project, coder=self.coder, at=at)
        self._refresh()
        self._at = self._place_of(undone.act.codings[0].start)
        return undone

    def finish(self, *, at: str) -> None:
        """Keep that the coder is done with the paper, and close."""
        finish_paper(self._project, self._document.id, coder=self.coder, round=self.round, at=at)
        self._is_closed = True

    def close(self, *, at: str) -> None:
        """Keep that the coder leaves off, if they have not finished."""
        if not self._is_closed:
            self._is_closed = True
            stop_work(self._project, self._document.id, coder=self.coder, round=self.round, at=at)

    # -- within ----------------------------------------------------------------------------------

    def _said(self, step: CodingStep) -> CodingStep:
        self._refresh()
        return step

    def _put(self, step: CodingStep) -> CodingStep:
        """As ``_said``; the next step is on the coding that was put there, be it a memo or a facet."""
        made = [one.number for one in self._said(step).codings if one.verdict == "code"]
        self._chosen = made[-1] if made else None
        return step

    def _refresh(self) -> None:
        lines = Lines(self._project, Sight(self._project, self.coder, round=self.round), (self._document,))
        codings = self._project.codings(document=self._document.id)
        # In a round each of its coders says what they think of a proposal, whatever others have said.
        held = lines.held(codings, judge=self.coder if self.round else None)
        self._codings = tuple(lines.line(coding, status) for coding, status in held)
        self._chosen = None

    def _on(self, sentence: Sentence) -> tuple[CodingLine, ...]:
        return tuple(one for one in self._codings if one.start < sentence.end and sentence.start < one.end)

    def _chosen_of(self, here: Sequence[CodingLine]) -> int | None:
        """The coding that was chosen; else the first proposal, and where there is none the first coding."""
        if self._chosen is not None:
            return self._chosen
        first = sorted(here, key=lambda one: one.status != "proposal")
        return first[0].number if first else None

    def _number(self) -> int:
        number = self.shown.chosen
        if number is None:
            raise InputError("nothing is coded on this sentence")
        return number

    def _is_proposed(self, place: int) -> bool:
        return any(one.status == "proposal" for one in self._on(self._sentences[place]))

    def _begins_lessons(self, place: int) -> bool:
        before = place and self._reading.label(self._sentences[place - 1]) == LESSONS
        return self._reading.label(self._sentences[place]) == LESSONS and not before

    def _last_said(self) -> int:
        """The last sentence that the coder has said something of; the first where they have not."""
        own = [one.start for one in self._codings if one.coder == self.coder]
        return self._place_of(max(own)) if own else 0

    def _place_of(self, start: int) -> int:
        return next((place for place, one in enumerate(self._sentences) if start < one.end), len(self._sentences) - 1)


def open_sitting(
    project: Project, paper: str | None = None, *, coder: str, round: str | None = None, at: str
) -> Sitting:
    """Begin to code a paper, or go on with it; the next one that waits for the coder where none is named.

    Raises:
        InputError: nobody may code it so: the paper or round is unknown, the round is none of the coder's, or they have
            finished the paper; or no paper is left.
    """
    person, document = _before(project, paper, coder, round)
    begun = start_work(project, document, coder=person.name, round=round, at=at)
    return Sitting(project, project.store.papers.current(document), person, round=begun.work.round)


def first_sentence(
    project: Project, paper: str | None = None, *, coder: str, round: str | None = None
) -> ShownSentence:
    """The sentence that a sitting would begin with; nothing is kept of it.

    Raises:
        InputError: as ``open_sitting``.
    """
    person, document = _before(project, paper, coder, round)
    named = round_of(project, document, coder=person.name, round=round)
    return Sitting(project, project.store.papers.current(document), person, round=named).shown


def codes_like(codebook: Codebook, typed: str) -> tuple[Code, ...]:
    """Codes by part of their id or label: one whose id is typed whole, then those that begin so, then all others."""
    wanted = typed.strip().casefold()
    if not wanted:
        return ()
    whole = [code for code in codebook.codes if code.id.casefold() == wanted]
    named = [
        (code, (code.id.casefold(), code.id.casefold().rpartition(".")[2], code.label.casefold()))
        for code in codebook.codes
    ]
    begin = [code for code, names in named if any(name.startswith(wanted) for name in names)]
    within = [code for code, names in named if any(wanted in name for name in names)]
    return tuple(whole or {code.id: code for code in (*begin, *within)}.values())


def _before(project: Project, paper: str | None, coder: str, round: str | None) -> tuple[Coder, str]:
    """Who codes, and the document that they name or that waits for them."""
    person = person_of(project, coder)
    document = paper_named(project, paper) if paper else _next(project, person, round)
    if out := left_out(project, [document]).get(document):
        raise InputError(f"{project.store.papers.names()[document]} is left out of every n ({out})")
    return person, document


def _next(project: Project, person: Coder, round: str | None) -> str:
    """The paper that waits for a person: the next of a round, be it the first open one that has assigned them some that
    they have not finished; where there is none, the first paper of all that they have not finished.
    """
    if round is None:
        round = _round_with_work(project, person)
    if round is not None:
        following = next_paper(project, person.name, round)
        if following.document is None:
            raise InputError(str(following).rstrip("."))
        return following.document
    done = {(document, coder) for document, coder, _ in project.store.rounds.finished()}
    names = (id for id in project.store.papers.names() if (id, person.name) not in done)
    found = next((id for id in names if not left_out(project, [id])), None)
    if found is None:
        raise InputError(f"{person.name} has finished every paper; name one to look at it again")
    return found


def _round_with_work(project: Project, person: Coder) -> str | None:
    """The first open round in which papers wait for a person: what was assigned comes before what was not."""
    assigned = {one.round for one in project.store.rounds.assignments(coder=person.name)}
    open_ = (one.name for one in project.store.rounds.all() if one.is_open and one.name in assigned)
    return next((name for name in open_ if next_paper(project, person.name, name).left), None)
