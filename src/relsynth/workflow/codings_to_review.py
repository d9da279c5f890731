"""People's codings that a change of the codebook asks them to look at again, and what becomes of all others.

A coding was made with one version of the codebook, which is kept. Where that version says otherwise than today's when
the code counts, its coder has to say whether it still holds. Nothing is changed for them: a coding leaves the queue
when its coder confirms, changes or rejects it with the codebook of today.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from relsynth.codebook import Codebook
from relsynth.codebook_diff import Edition, TextChange, edition, rule_changes
from relsynth.codebook_lineage import Lineage
from relsynth.coding import Coding, Verdict
from relsynth.documents import Document
from relsynth.project import Project
from relsynth.workflow.listing import counted, listing
from relsynth.workflow.papers import person_named

Why = Literal["rules changed", "split", "removed", "unreadable"]
Becomes = Why | Literal["renamed", "merged", "same"]
TO_REVIEW: Mapping[Becomes, str] = {
    "rules changed": "its definition or rules changed",
    "split": "the code was split",
    "removed": "the code is in the codebook no more",
    "unreadable": "the codebook that it was made with cannot be read any more",
}
QUOTED = 160  # characters of a quote that a line shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What becomes of codings of a code that were made with one version, under another.

    ``code`` is the one code that stands for it now, ``heirs`` are all; ``changed`` tells its rules word by word.
    """

    becomes: Becomes
    code: str | None = None
    heirs: tuple[str, ...] = ()
    changed: tuple[TextChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingToReview:
    """A person's coding, or rejection, whose code says something else now than when they coded."""

    number: int
    coder: str
    paper: str
    quote: str
    code: str
    verdict: Verdict
    why: Why
    changed: tuple[TextChange, ...]
    heirs: tuple[str, ...]

    @property
    def to_do(self) -> str:
        """How the coder takes it off the queue."""
        verbs = ("confirm", "change", "reject")
        confirm, change, reject = (f"`relsynth codings {verb} {self.number}" for verb in verbs)
        if self.verdict == "reject":
            return f"{confirm}` if it still does not hold; or `relsynth codings add` the code that does"
        if self.why == "split":
            return f"{change} --to` one of {', '.join(self.heirs)}, or several; or {reject}`"
        if self.why == "removed":
            return f"{change} --to` another code, or {reject}`"
        return f"{confirm}` if it holds as before; else {change}` or {reject}`"

    def __str__(self) -> str:
        quote = " ".join(self.quote.split())
        shown = quote if len(quote) <= QUOTED else f"{quote[: QUOTED - 1]}…"
        name = f"not {self.code}" if self.verdict == "reject" else self.code
        lines = [f"{self.number}  {self.paper}  {name}  [{self.coder}]  {shown}"]
        lines += [f"{TO_REVIEW[self.why]}:" if self.changed else TO_REVIEW[self.why], *map(str, self.changed)]
        return "\n      ".join([*lines, self.to_do])


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """How many codings of a code were made with rules that are others now, and why they are to be looked at."""

    code: str
    why: Why
    codings: int
    heirs: tuple[str, ...] = ()

    def __str__(self) -> str:
        into = f" into {', '.join(self.heirs)}" if self.heirs and self.why == "split" else ""
        return f"{self.code}: {self.codings}, {TO_REVIEW[self.why]}{into}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """People's codings that are read under another code than they were made with: nobody has to look at them."""

    before: str
    after: str
    becomes: Becomes
    codings: int

    def __str__(self) -> str:
        return f"{self.before} → {self.after} ({self.becomes}): {counted(self.codings, 'coding')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncounted:
    """Codings whose code the codebook has no more, by people and by the machine: they count in no table."""

    code: str
    people: int
    machines: int

    def __str__(self) -> str:
        return f"{self.code}: {self.people} by people, {self.machines} by the machine"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingsToReview:
    """The queue, by coder, paper and place; with what is followed, and what counts nowhere."""

    codebook: Edition
    codings: tuple[CodingToReview, ...]
    followed: tuple[Followed, ...]
    uncounted: tuple[Uncounted, ...]

    @property
    def coders(self) -> tuple[str, ...]:
        """Whose codings are to be looked at."""
        return tuple(sorted({coding.coder for coding in self.codings}))

    @property
    def cases(self) -> tuple[Reviewed, ...]:
        """By code and reason, most codings first."""
        found = Counter((one.code, one.why, one.heirs) for one in self.codings)
        return tuple(
            Reviewed(code=code, why=why, codings=n, heirs=heirs)
            for (code, why, heirs), n in sorted(found.items(), key=lambda item: (-item[1], item[0]))
        )

    @property
    def consequence(self) -> str:
        """The queue in a line."""
        if not self.codings:
            return "no coding of a person to look at again"
        return f"{counted(len(self.codings), 'coding')} of {counted(len(self.coders), 'coder')} to look at again"

    def __str__(self) -> str:
        lines = [f"{self.codebook}: {self.consequence}", *(f"  {one}" for one in self.cases)]
        lines += listing("To look at", self.codings)
        return "\n".join([*lines, *self.rest()])

    def rest(self) -> list[str]:
        """Lines on what nobody has to look at, or is counted nowhere."""
        lines = listing("Read under the code that came in its place", self.followed, most=None)
        return lines + listing("Counted in no table, since the codebook has no such code", self.uncounted, most=None)


def codings_to_review(project: Project, *, coder: str | None = None) -> CodingsToReview:
    """People's codings whose code says something else today than in the codebook that they were made with.

    With ``coder``, theirs alone.

    Raises:
        InputError: the coder has no name, or is a machine.
    """
    person = None if coder is None else person_named(coder)
    return review(project, project.codebook, project.lineage, coder=person)


def review(project: Project, book: Codebook, lineage: Lineage, *, coder: str | None = None) -> CodingsToReview:
    """The queue as it is, or would be, with ``book`` as the codebook of today."""
    made = sorted(project.store.codings(), key=lambda coding: coding.number or 0)
    words = [one for one in _last_words(made, lineage) if coder in (None, one.coder.name)]
    fate_of = _fates(project.kept_books, book, lineage)
    found = [(coding, fate_of(coding.codebook, coding.code)) for coding in words]
    return CodingsToReview(
        codebook=edition(book),
        codings=_listed(project, [(coding, fate) for coding, fate in found if _is_to_review(coding, fate)]),
        followed=_followed(found),
        uncounted=_uncounted(words, [one for one in made if one.coder.kind == "machine"], lineage),
    )


def _last_words(made: Iterable[Coding], lineage: Lineage) -> tuple[Coding, ...]:
    """What each person said last of each code at a place, rejections too, less what an adjudicator has settled."""
    people = [coding for coding in made if coding.coder.kind == "person"]
    settled = frozenset(number for coding in people for number in coding.settles)
    last = {(one.coder.name, one.span, lineage.now(one.code) or one.code): one for one in people}
    return tuple(coding for coding in last.values() if coding.number not in settled)


def _fates(kept: Mapping[str, Codebook], today: Codebook, lineage: Lineage) -> Callable[[str | None, str], Fate]:
    """What becomes of each code of each version (its digest), worked out once."""

    @cache
    def formers(digest: str) -> Counter[str | None]:
        return Counter(lineage.now(code.id) for code in kept[digest].codes)

    @cache
    def fate(digest: str | None, code: str) -> Fate:
        """What became of a code since the book with that digest."""
        now = lineage.now(code)
        if digest == today.digest:
            return Fate(becomes="same", code=now)
        if now is None:
            heirs = lineage.heirs(code)
            return Fate(becomes="split" if heirs else "removed", heirs=heirs)
        if digest is None or digest not in kept:
            return Fate(becomes="unreadable", code=now)
        if code != now and formers(digest)[now] > 1:
            return Fate(becomes="merged", code=now)
        return _compared(kept[digest], today, code, now)

    return fate


def _compared(then: Codebook, today: Codebook, code: str, now: str) -> Fate:
    """What becomes of codings of a code that one code stands for now: another one's rules are for people to read."""
    changed = rule_changes(then.code(code), today.code(now)) if then.heirs(code) == (code,) else ()
    if changed:
        return Fate(becomes="rules changed", code=now, changed=changed)
    return Fate(becomes="same" if code == now else "renamed", code=now)


def _is_to_review(coding: Coding, fate: Fate) -> bool:
    """Whether its coder has something to say; of a code that is no more, there is nothing left to reject."""
    return fate.becomes in TO_REVIEW and not (fate.becomes == "removed" and coding.verdict == "reject")


def _listed(project: Project, found: Sequence[tuple[Coding, Fate]]) -> tuple[CodingToReview, ...]:
    """The queue's entries, by coder, paper and place."""
    wanted = {coding.span.version for coding, _ in found}
    papers = {paper.version: paper for paper in project.store.documents() if paper.version in wanted}
    ordered = sorted(
        found,
        key=lambda pair: (
            *(pair[0].coder.name, papers[pair[0].span.version].name),
            *(pair[0].span.start, pair[0].span.end, pair[0].code, pair[0].number or 0),
        ),
    )
    return tuple(_entry(coding, fate, papers[coding.span.version]) for coding, fate in ordered)


def _entry(coding: Coding, fate: Fate, paper: Document) -> CodingToReview:
    return CodingToReview(
        number=coding.number or 0,
        coder=coding.coder.name,
        paper=paper.name,
        quote=paper.quote(coding.span.start, coding.span.end),
        code=coding.code,
        verdict=coding.verdict,
        why=cast(Why, fate.becomes),
        changed=fate.changed,
        heirs=fate.heirs,
    )


def _followed(found: Iterable[tuple[Coding, Fate]]) -> tuple[Followed, ...]:
    counts = Counter(
        (coding.code, fate.code, fate.becomes) for coding, fate in found if fate.becomes in ("renamed", "merged")
    )
    return tuple(
        Followed(before=code, after=now or code, becomes=becomes, codings=n)
        for (code, now, becomes), n in sorted(counts.items(), key=lambda item: item[0][0])
    )


def _uncounted(people: Iterable[Coding], machines: Iterable[Coding], lineage: Lineage) -> tuple[Uncounted, ...]:
    ours, theirs = (
        Counter(one.code for one in made if one.verdict == "code" and lineage.now(one.code) is None)
        for made in (people, machines)
    )
    return tuple(Uncounted(code=code, people=ours[code], machines=theirs[code]) for code in sorted({*ours, *theirs}))
