"""The queue of pairs that the machine leaves to a person, and going through it one by one.

A review is loaded once. An answer is appended to the project, and its consequences for the
pairs still waiting are drawn in memory from the few records that could be concerned: no
answer settled is asked for again, and no key waits for fifteen thousand records.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from relsynth import dedupe
from relsynth.dedupe import RULES, Judgement, Match
from relsynth.project import Project
from relsynth.records import FIELDS, Record, folded, folded_doi
from relsynth.workflow.duplicates import SHOWN, Drawn, draw, is_full_text
from relsynth.workflow.listing import listing

SAYINGS = {rule.name: rule.says for rule in RULES}
MAY_BE = {"duplicate": "the same report", "version": "versions of one study", "unsure": "not sure"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two that are compared: a record and the names of the sources that have it, or a full text."""

    id: str
    record: Record
    sources: tuple[str, ...]
    is_full_text: bool

    def __str__(self) -> str:
        where = "full text" if self.is_full_text else ", ".join(self.sources)
        return f"{self.record.short_citation} {self.record.title or 'untitled'} [{where}] {self.id}"


class Compared(NamedTuple):
    """A field of two that are compared, as text; ``same`` is None where one of them says nothing."""

    field: str
    a: str
    b: str
    same: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two that a person is to decide on, and what the machine thought; ``says`` spells the rule out."""

    match: Match
    says: str
    a: Side
    b: Side

    @property
    def thought(self) -> str:
        """What the machine thought, in a line."""
        m = self.match
        return f"{MAY_BE[m.relation]}: {self.says} (rule: {m.rule}; score {m.score:.3f})"

    @property
    def compared(self) -> tuple[Compared, ...]:
        """Every field that either of the two has, and whether they say the same, written however."""
        both = ((field, _text(self.a.record, field), _text(self.b.record, field)) for field in FIELDS)
        return tuple(Compared(field, a, b, _same(field, a, b)) for field, a, b in both if a or b)

    def __str__(self) -> str:
        return f"{self.thought}\n    {self.a}\n    {self.b}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """Pairs for a person to decide, the most uncertain first; one for each pair of reports."""

    pairs: tuple[Pair, ...]

    def __str__(self) -> str:
        return "\n".join(listing("Pairs to decide", self.pairs, most=SHOWN)) or "No pair waits for a person."


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A person's way through the queue: what waits, what was answered, and what consequences are drawn from.

    ``judgements`` are all that hold, of whomever; ``answered`` those of them that this review gave, oldest first.
    """

    waiting: tuple[Match, ...]
    dois: Mapping[str, str | None]
    matches: tuple[Match, ...]
    judgements: tuple[Judgement, ...]
    answered: tuple[Judgement, ...] = ()
    skipped: frozenset[tuple[str, str]] = frozenset()

    @property
    def next(self) -> Match | None:
        """The pair to be asked for now; None where all are answered or skipped."""
        return next((match for match in self.waiting if (match.a, match.b) not in self.skipped), None)

    @property
    def left(self) -> int:
        """How many pairs are still to be asked for."""
        return sum((match.a, match.b) not in self.skipped for match in self.waiting)


def duplicate_queue(project: Project) -> Queue:
    """Pairs for a person to decide, the most uncertain first; one for each pair of reports."""
    return Queue(pairs=tuple(pairs(project, draw(project).waiting)))


def begin_review(project: Project) -> Review:
    """The queue as it is now, with all that an answer to one of its pairs can concern."""
    drawn = draw(project)
    waiting = drawn.waiting
    concerned = _concerned(drawn, waiting)
    return Review(
        waiting=waiting,
        dois={id: doi for id, doi in _dois(project).items() if id in concerned},
        matches=tuple(match for match in drawn.matches if match.a in concerned),
        judgements=tuple(judged for judged in drawn.judgements if judged.a in concerned),
    )


def answer(review: Review, judgement: Judgement) -> Review:
    """The review after an answer: pairs that it settles wait no more."""
    return _regrouped(
        replace(review, judgements=(*review.judgements, judgement), answered=(*review.answered, judgement))
    )


def skip(review: Review, match: Match) -> Review:
    """The review without a pair, which waits for another time."""
    return replace(review, skipped=review.skipped | {(match.a, match.b)})


def again(project: Project, review: Review, withdrawn: Judgement) -> Review:
    """The review after an answer was taken back, this review's or an earlier one's: its pair waits again, and first."""
    if review.answered[-1:] == (withdrawn,):
        fresh = _regrouped(replace(review, judgements=review.judgements[:-1], answered=review.answered[:-1]))
    else:
        fresh = replace(begin_review(project), answered=review.answered)
    pair = (withdrawn.a, withdrawn.b)
    first = sorted(fresh.waiting, key=lambda match: (match.a, match.b) != pair)
    return replace(fresh, waiting=tuple(first), skipped=review.skipped - {pair})


def pairs(project: Project, matches: Iterable[Match]) -> Iterator[Pair]:
    """The pairs that matches name, each side whole."""
    wanted = list(matches)
    sides = _sides(project, {id for match in wanted for id in (match.a, match.b)})
    for match in wanted:
        yield Pair(match=match, says=SAYINGS.get(match.rule, match.rule), a=sides[match.a], b=sides[match.b])


def _sides(project: Project, ids: Collection[str]) -> dict[str, Side]:
    catalogue = project.store.catalogue
    wanted = [id for id in ids if not is_full_text(id)]
    texts = [text for text in catalogue.full_texts() if text.id in ids] if len(wanted) < len(ids) else []
    names = {source.id: source.name for source in catalogue.sources()}
    places = catalogue.places(wanted)
    sides = {text.id: Side(id=text.id, record=text.record, sources=(text.name,), is_full_text=True) for text in texts}
    for id, record in catalogue.records(wanted).items():
        sources = tuple(dict.fromkeys(names[place.source] for place in places[id]))
        sides[id] = Side(id=id, record=record, sources=sources, is_full_text=False)
    return sides


def _dois(project: Project) -> dict[str, str | None]:
    texts = project.store.catalogue.full_texts()
    return project.store.catalogue.dois() | {text.id: text.record.doi for text in texts}


def _regrouped(review: Review) -> Review:
    known = {id: doi for id, doi in review.dois.items() if doi}
    groups = dedupe.group(review.dois, review.matches, review.judgements, dois=known)
    return replace(review, waiting=dedupe.queue(groups, review.matches, review.judgements))


def _concerned(drawn: Drawn, waiting: Iterable[Match]) -> set[str]:
    """All that can be reached from the pairs that wait, over whatever was said of any pair."""
    near: dict[str, list[str]] = {}
    said = [(match.a, match.b) for match in drawn.matches] + [(judged.a, judged.b) for judged in drawn.judgements]
    for a, b in said:
        near.setdefault(a, []).append(b)
        near.setdefault(b, []).append(a)
    todo = [id for match in waiting for id in (match.a, match.b)]
    found = set(todo)
    while todo:
        new = set(near.get(todo.pop(), ())) - found
        found |= new
        todo += new
    return found


def _text(record: Record, field: str) -> str:
    value = getattr(record, field)
    return "; ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)


def _same(field: str, a: str, b: str) -> bool | None:
    if not (a and b):
        return None
    return folded_doi(a) == folded_doi(b) if field == "doi" else folded(a) == folded(b)
