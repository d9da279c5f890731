"""What people do with codings step by step: put a code on some words; accept, change or reject a coding by its number.

A step is one act: it is undone as one, and whatever it says is appended. What follows from it is what the same word in
a sheet would come to (``decisions``): what was decided with somebody's coding before one's eyes says so in its
``reason``, and what a person coded alone has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from relsynth.coding import Coder, Coding
from relsynth.coding_rounds import once_finished
from relsynth.documents import Document, Span
from relsynth.errors import InputError
from relsynth.formats.refi_xml import writable
from relsynth.project import Project
from relsynth.store.memos import Memo
from relsynth.workflow.coding_listing import CodingLine, Lines, last_words, status_of
from relsynth.workflow.coding_sight import Sight
from relsynth.workflow.decisions import BESIDE, Word, values_in
from relsynth.workflow.listing import listing
from relsynth.workflow.papers import paper_named
from relsynth.workflow.people import Machine, keep, person_of
from relsynth.workflow.placing import span_of
from relsynth.workflow.rounds import round_of

OWN_AGAIN = "their own coding"
"""Whose coding it is that a person takes away again themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place as people give it: the name or id of a paper, and the words, or from where to where in code points.

    With both, the words have to stand there, and nowhere else where they do not.
    """

    paper: str
    quote: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingStep:
    """What a step came to: the ``codings`` that were kept for it as one act, and which numbers said so ``already``.

    ``beside`` are other people's codings that were judged: they stay, and somebody may settle the difference.
    """

    coder: str
    act: int | None
    codings: tuple[CodingLine, ...]
    already: tuple[int, ...] = ()
    beside: tuple[int, ...] = ()

    def __str__(self) -> str:
        kept = listing("Kept", self.codings, most=None)
        said = [f"{_numbers(self.already)} said so already"] if self.already else []
        stays = [f"what others said stays beside it ({_numbers(self.beside)})"] if self.beside else []
        return "\n".join([*kept, *said, *stays]) or "Nothing to keep."


def add_coding(
    project: Project,
    place: Place,
    code: str | Sequence[str],
    *,
    coder: str,
    at: str,
    facets: Mapping[str, Sequence[str]] | None = None,
    memo: str | None = None,
    round: str | None = None,
    beside: bool | None = None,
) -> CodingStep:
    """Put a code, or several, on some words of a paper: one act.

    Args:
        facets: facet -> its values; an assertion that is not among them is told by the sentence.
        memo: what is to be noted on it, on the first of several codes.
        round: the round that it belongs to; the only open one that the paper is before the coder in, if None.
        beside: whether others' codings of the paper were before the coder's eyes. Where None, they were if the coder
            has judged one of it, or the round shows proposals.

    Raises:
        InputError: the paper, the words, the code or a facet is unknown, or the round is none of the coder's.
    """
    document = project.store.papers.current(paper_named(project, place.paper))
    steps = Steps(project, person_of(project, coder), round=round, document=document)
    codes = [code] if isinstance(code, str) else code
    span = span_of(project, document, quote=place.quote, start=place.start, end=place.end)
    return steps.add(span, codes, facets=facets or {}, memo=memo, beside=beside, at=at)


def confirm_codings(
    project: Project, numbers: Iterable[int], *, coder: str, at: str, round: str | None = None
) -> CodingStep:
    """Accept codings by their numbers: the machine's, another person's, or one's own after the codebook has changed.

    Raises:
        InputError: no coding of such a number holds, or it is not for the coder to see, or is a rejection.
    """
    return Steps(project, person_of(project, coder), round=round).confirm(tuple(numbers), at=at)


def change_coding(
    project: Project,
    number: int,
    *,
    to: Sequence[str] = (),
    facets: Mapping[str, Sequence[str]] | None = None,
    coder: str,
    at: str,
    round: str | None = None,
) -> CodingStep:
    """Put other codes in the place of a coding, or give it other facets.

    Args:
        to: the codes that come in its place; where there are none, it keeps its code.
        facets: facet -> its values, none to take it away; what is not named stays as it is.

    Raises:
        InputError: as ``confirm_codings``; or a code or facet is unknown, or nothing would change.
    """
    return Steps(project, person_of(project, coder), round=round).change(number, to=to, facets=facets or {}, at=at)


def reject_codings(
    project: Project,
    numbers: Iterable[int],
    *,
    coder: str,
    at: str,
    memo: str | None = None,
    round: str | None = None,
) -> CodingStep:
    """Say that codings do not hold where they stand, by their numbers; ``memo`` is noted on the first.

    Raises:
        InputError: as ``confirm_codings``.
    """
    return Steps(project, person_of(project, coder), round=round).reject(tuple(numbers), memo=memo, at=at)


def facets_said(options: Iterable[str]) -> dict[str, list[str]]:
    """Facets as they are written on a command line (``role=barrier``, ``actor=nurse;driver``, ``role=`` for none).

    Raises:
        InputError: one is not written so.
    """
    said: dict[str, list[str]] = {}
    for option in options:
        name, sign, values = option.partition("=")
        if not (name.strip() and sign):
            raise InputError(f"facet {option!r}: write its name, =, and a value, as in role=barrier")
        said.setdefault(name.strip(), []).extend(values_in(values))
    return said


@dataclass(slots=True)
class _Act:
    """What a step is going to keep: codings, and numbers that were said already or belong to others.

    ``own`` are the person's last words that say the same already.
    """

    made: list[Coding] = field(default_factory=list)
    already: list[int] = field(default_factory=list)
    own: list[int] = field(default_factory=list)
    beside: list[int] = field(default_factory=list)


class Steps:
    """The steps of one person, with what holds at the moment of each; in one ``document``, or in all of the project.

    ``is_shown``: the document is before the person with all that they may see of it.
    """

    def __init__(
        self,
        project: Project,
        person: Coder,
        *,
        round: str | None = None,
        document: Document | None = None,
        is_shown: bool = False,
    ) -> None:
        self._project = project
        self._person = person
        self._round = round
        self._document = document
        self._is_shown = is_shown

    def add(
        self,
        span: Span,
        codes: Sequence[str],
        *,
        facets: Mapping[str, Sequence[str]],
        memo: str | None,
        beside: bool | None,
        at: str,
    ) -> CodingStep:
        """Put codes on a place; see ``add_coding``."""
        self._refresh()
        word, document = self._word(span), self._lines.document_id(span.version)
        reason = BESIDE if (self._has_seen(document) if beside is None else beside) else None
        act = _Act()
        for code in dict.fromkeys(map(word.code, codes)):
            self._take(act, word.coding(span, code, word.facets(facets, None, span, code), reason), None)
        return self._kept(act, at, memo=memo)

    def confirm(self, numbers: Sequence[int], *, at: str) -> CodingStep:
        """Accept codings; see ``confirm_codings``."""
        self._refresh(numbers)
        act = _Act()
        for shown in map(self._shown, dict.fromkeys(numbers)):
            if self._is_own(shown):
                again = replace(shown, coder=self._person, round=self._round_of(shown.span), settles=())
                self._require_known(shown)
                self._take(act, again, shown)
                continue
            word = self._word(shown.span)
            self._require_known(shown)
            facets = word.facets({}, shown, shown.span, shown.code)
            self._take(act, word.coding(shown.span, shown.code, facets, f"accepts {shown.coder.name}"), shown)
        return self._kept(act, at)

    def change(self, number: int, *, to: Sequence[str], facets: Mapping[str, Sequence[str]], at: str) -> CodingStep:
        """Put other codes or facets in the place of a coding's; see ``change_coding``."""
        self._refresh([number])
        shown, act = self._shown(number), _Act()
        own = self._is_own(shown)
        if shown.verdict == "reject":
            raise InputError(f"coding {number} is a rejection: put the code that holds there with `codings add`")
        word = self._word(shown.span)
        whose = OWN_AGAIN if own else shown.coder.name
        for one in word.changed(
            shown.span,
            shown.code,
            shown,
            to=[word.code(code) for code in to],
            facets=word.facets(facets, shown, shown.span, shown.code),
            whose=whose,
            reason=shown.reason if own else f"changes {shown.code} of {whose}",
        ):
            self._take(act, one, shown)
        return self._kept(act, at)

    def reject(self, numbers: Sequence[int], *, memo: str | None, at: str) -> CodingStep:
        """Say that codings do not hold; see ``reject_codings``."""
        self._refresh(numbers)
        act = _Act()
        for shown in map(self._shown, dict.fromkeys(numbers)):
            whose = OWN_AGAIN if self._is_own(shown) else shown.coder.name
            self._take(act, self._word(shown.span).rejection(shown.span, shown.code, whose), shown)
        return self._kept(act, at, memo=memo)

    @property
    def codings(self) -> tuple[Coding, ...]:
        """Those that hold after the last step, in the papers that it was on; without their grounds."""
        return self._codings

    # -- what holds at this moment ---------------------------------------------------------------

    def _refresh(self, numbers: Sequence[int] = ()) -> None:
        """Have before one what holds now, in the papers of the codings that a step is on."""
        read = () if self._document is None else (self._document,)
        self._sight = Sight(self._project, self._person.name, round=self._round)
        self._lines = Lines(self._project, self._sight, read)
        self._codings = tuple(self._held([one.id for one in read] or self._papers_of(numbers)))
        self._by_number = {one.number: one for one in self._codings}
        self._last = last_words(one for one in self._codings if one.coder == self._person)
        self._machine = Machine(self._lines.seen(self._codings), self._lines.document)

    def _held(self, documents: Iterable[str] | None) -> Iterator[Coding]:
        if documents is None:
            yield from self._project.codings()
        for document in documents or ():
            yield from self._project.codings(document=document, grounds=False)

    def _papers_of(self, numbers: Sequence[int]) -> Iterable[str] | None:
        """The papers that codings stand in; None, for all, where one was made in a paper that is counted no longer."""
        made_in = self._project.store.acts.documents_of(numbers)
        return made_in if made_in <= self._project.store.papers.names().keys() else None

    def _shown(self, number: int) -> Coding:
        """The coding of a number, which the person may see and judge."""
        coding = self._by_number.get(number)
        if coding is None:
            where = f" of {self._document.name}" if self._document else ""
            raise InputError(f"no coding{where} that holds has the number {number}; `relsynth codings list` shows them")
        self._sight.require_seen(coding, self._lines.document_id(coding.span.version))
        if coding.verdict == "reject" and not self._is_own(coding):
            raise InputError(f"coding {number} is a rejection by {coding.coder.name}: say what you think of the coding")
        return coding

    def _is_own(self, coding: Coding) -> bool:
        return coding.coder == self._person

    def _word(self, span: Span) -> Word:
        round_ = self._round_of(span)
        return Word(self._project.codebook, self._person, asserted=self._machine.asserted, round=round_)

    def _round_of(self, span: Span) -> str | None:
        document = self._lines.document_id(span.version)
        return round_of(self._project, document, coder=self._person.name, round=self._round)

    def _require_known(self, shown: Coding) -> None:
        """Refuse a code that the codebook has no longer, and say which ones came in its place."""
        heirs = self._project.lineage.heirs(shown.code)
        if len(heirs) > 1:
            raise InputError(
                f"{shown.code} of coding {shown.number} was split: change it to one or more of {', '.join(heirs)}"
            )
        if shown.verdict == "code":
            self._word(shown.span).code(shown.code)

    def _has_seen(self, document: str) -> bool:
        """Whether others' codings of a document have been before the person's eyes: proposals of a round, what others
        said in one that they had finished, or what they judged; or whatever the page shows.
        """
        name = round_of(self._project, document, coder=self._person.name, round=self._round)
        if self._is_shown and any(
            one.coder != self._person
            for one, _ in self._lines.held(self._codings, judge=self._person.name if name else None)
        ):
            return True
        rounds = self._project.store.rounds
        if any(one.proposals for one in self._sight.rounds_before(document) if one.name == name):
            return True
        if (document, self._person.name, name) in once_finished(rounds.work(self._person.name, document)):
            return True
        said = self._project.store.acts.history(coder=self._person.name, document=document)
        own = f"rejects {OWN_AGAIN}"
        return any(one.reason not in (None, own) for act in said for one in act.codings)

    # -- what is kept ----------------------------------------------------------------------------

    def _take(self, act: _Act, coding: Coding, shown: Coding | None) -> None:
        """Have a coding kept, unless it is the person's last word already, said with the codebook of today."""
        if shown is not None and shown.coder.kind == "person" and not self._is_own(shown):
            act.beside.append(shown.number or 0)
        last = self._last.get((coding.coder.name, coding.span, coding.code))
        is_today = last is not None and last.codebook == self._project.codebook.digest
        again = shown is not None and self._is_own(shown) and not is_today
        if last is not None and (last.verdict, last.facets) == (coding.verdict, coding.facets) and not again:
            act.already.append((shown or last).number or 0)
            act.own.append(last.number or 0)
            return
        act.made.append(coding)

    def _kept(self, act: _Act, at: str, *, memo: str | None = None) -> CodingStep:
        note = None if memo is None else words_of(memo)
        number = keep(self._project, self._person, act.made, at=at, note=note)
        if number is None and note is not None:  # of what was said already, nothing is kept but the memo
            self._note(act.own[0], note, at)
        book = self._project.codebook.digest
        kept = [replace(one, number=(number or 0) + n, at=at, codebook=book) for n, one in enumerate(act.made)]
        self._codings = tuple(sorted((*self._codings, *kept), key=_in_order))
        lines = Lines(self._project, self._sight, () if self._document is None else (self._document,))
        return CodingStep(
            coder=self._person.name,
            act=number,
            codings=tuple(lines.line(one, status_of(one, frozenset())) for one in kept),
            already=tuple(dict.fromkeys(act.already)),
            beside=tuple(dict.fromkeys(act.beside)),
        )

    def _note(self, coding: int, note: str, at: str) -> None:
        memo = Memo(about="coding", coding=coding, text=note, coder=self._person.name, at=at)
        with self._project.store.atomic():
            self._project.store.memos.add(memo)


def words_of(memo: str) -> str:
    """The words of a memo, as files of every format can hold them: without control signs and half pairs.

    Raises:
        InputError: there are none.
    """
    words = writable(memo).strip()
    if not words:
        raise InputError("a memo without words says nothing")
    return words


def _in_order(coding: Coding) -> tuple[str, int, int, str, int]:
    """As the store gives them."""
    return coding.span.version, coding.span.start, coding.span.end, coding.code, coding.number or 0


def _numbers(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))
