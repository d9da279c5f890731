"""How records became studies: the numbers of the PRISMA 2020 flow diagram, drawn from the history alone.

The diagram is that for new reviews with databases, registers and other methods. No number in it is told by anybody:
each is counted from the course of every report, so that the boxes add up, and ``Flow.sums`` says where they would not.

Which column: a report that stood in any database or register is of their column, wherever else it was found; its
records from other methods are then duplicates of the other column.

Which box, for a report: a course ends in exactly one of them.

* removed before screening: its records beyond one are duplicates; nobody had read it when the team stopped.
* excluded at title and abstract; or not yet screened (unread, too few decisions, or a conflict).
* sought: its outcome at title and abstract lets it go on, or it was decided at full text alone; or the team did not
  screen titles and abstracts at all.
* not retrieved: there is no full text and it was given up, or people excluded it for want of a full text.
  A full text that was decided on was retrieved, also where it is not in the project: somebody read it.
* not yet retrieved; not yet assessed (no decision at full text that is settled).
* excluded at full text, with a reason; or included.

PRISMA 2020 draws a finished review. What is not yet decided is our own box, and empty once all is decided.

Source: Page et al. (2021), doi 10.1136/bmj.n71, figure 1; Haddaway et al. (2022), doi 10.1002/cl2.1230.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from relsynth.screening.decisions import GOES_ON, Outcome

Method = Literal["database", "register", "website", "organisation", "citations", "other"]
End = Literal[
    "automation",
    "to_screen",
    "excluded",
    "to_retrieve",
    "not_retrieved",
    "to_assess",
    "excluded_full_text",
    "included",
]
"""Where the course of a report ends, so far."""

SEARCHED: frozenset[Method] = frozenset({"database", "register"})
"""Methods of the first column; the rest are PRISMA's other methods."""
NO_REASON = "Reason not told"
WANTING = (
    *("report not retrieved", "could not be retrieved", "not retrievable", "full text not retrieved"),
    *("full text not available", "full text is not available", "full text unavailable", "full text not found"),
    *("full text could not be", "full text cannot be", "no full text available", "no full text found"),
    *("no access to full text", "no access to the full text", "full text not accessible", "full text inaccessible"),
)
"""Words of a criterion that excludes for want of a full text: PRISMA counts those as not retrieved, not as assessed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """What a search or another method brought, under the name of its database, register or the like.

    ``n`` counts every record, ``unreadable`` what was there and gave none; these are removed before screening.
    """

    method: Method
    name: str
    n: int
    unreadable: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What became of a report.

    Args:
        searched: it stood in a database or register; else other methods alone brought it.
        title_abstract, full_text: what the decisions on it come to.
        stopped: it was there, and the team stopped reading titles and abstracts by a rule.
        attached: its full text is in the project. ``given_up``: it was looked for, and there is none.
        reason: why it was excluded at full text, in the words of the protocol.
    """

    study: str
    searched: bool
    title_abstract: Outcome = "unread"
    stopped: bool = False
    attached: bool = False
    given_up: bool = False
    full_text: Outcome = "unread"
    reason: str | None = None

    def end(self, *, skipped: bool) -> End:
        """Where the course ends, so far; ``skipped`` where titles and abstracts were not screened at all."""
        alone = self.title_abstract == "unread" and self.full_text != "unread"
        if self.title_abstract == "unread" and self.stopped and not alone:
            return "automation"
        if not (skipped or alone) and self.title_abstract not in GOES_ON:
            return "excluded" if self.title_abstract == "exclude" else "to_screen"
        if self.full_text == "include":
            return "included"
        if self.full_text == "exclude":
            return "not_retrieved" if is_wanting(self.reason) else "excluded_full_text"
        if self.full_text != "unread" or self.attached:
            return "to_assess"
        return "not_retrieved" if self.given_up else "to_retrieve"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pathway:
    """A column of the diagram: ``identified`` by name, and the number in each box under it.

    ``automation`` is what no person had read when the team stopped; ``other_reasons`` what could not be read of
    an export. ``reasons`` are those of reports excluded at full text, the most frequent first. What is ``to_screen``,
    ``to_retrieve`` and ``to_assess`` is not yet decided.
    """

    identified: tuple[Identified, ...] = ()
    duplicates: int = 0
    automation: int = 0
    other_reasons: int = 0
    to_screen: int = 0
    screened: int = 0
    excluded: int = 0
    sought: int = 0
    not_retrieved: int = 0
    to_retrieve: int = 0
    to_assess: int = 0
    assessed: int = 0
    reasons: tuple[tuple[str, int], ...] = ()
    included: int = 0

    @property
    def records(self) -> int:
        """Records identified, all methods of the column together."""
        return sum(one.n + one.unreadable for one in self.identified)

    @property
    def removed(self) -> int:
        """Records removed before screening."""
        return self.duplicates + self.automation + self.other_reasons

    @property
    def excluded_full_text(self) -> int:
        """Reports excluded at full text, for whatever reason."""
        return sum(n for _, n in self.reasons)

    @property
    def undecided(self) -> int:
        """What is not yet decided: records and reports on which the course of the review still hangs."""
        return self.to_screen + self.to_retrieve + self.to_assess

    def found_by(self, method: Method) -> int:
        """Records that one method brought."""
        return sum(one.n + one.unreadable for one in self.identified if one.method == method)

    def sums(self) -> Iterator[str]:
        """Say of each sum that is broken what does not come to what."""
        told = {name: getattr(self, name) for name in _COUNTS} | {"identified": self.records}
        yield from (f"{name} is {n}" for name, n in told.items() if n < 0)
        yield from (f"{reason!r} excludes {n}" for reason, n in self.reasons if n < 1)
        for whole, parts in _SUMS:
            n, m = told[whole], sum(told[part] for part in parts)
            if n != m:
                yield f"{whole} ({n}) is not {' + '.join(f'{part} ({told[part]})' for part in parts)}"


_COUNTS = (
    *("duplicates", "automation", "other_reasons", "to_screen", "screened", "excluded", "sought", "not_retrieved"),
    *("to_retrieve", "to_assess", "assessed", "excluded_full_text", "included"),
)
_SUMS = (
    ("identified", ("duplicates", "automation", "other_reasons", "to_screen", "screened")),
    ("screened", ("excluded", "sought")),
    ("sought", ("not_retrieved", "to_retrieve", "to_assess", "assessed")),
    ("assessed", ("excluded_full_text", "included")),
)
"""What each box comes to, of those that follow it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Every box of the PRISMA 2020 flow diagram.

    Args:
        searched: the column of databases and registers; ``others``: that of other methods.
        studies: included studies, each counted once however many reports of either column tell of it.
        skipped: titles and abstracts were not screened: every record went on to its full text.
        begun: somebody has decided something.
        unattached: full texts in the project that no record is known of; they are in no box.
    """

    searched: Pathway
    others: Pathway
    studies: int
    skipped: bool = False
    begun: bool = True
    unattached: int = 0

    @property
    def reports(self) -> int:
        """Reports of included studies."""
        return self.searched.included + self.others.included

    @property
    def undecided(self) -> int:
        """What is not yet decided, in both columns; none once the review is done."""
        return self.searched.undecided + self.others.undecided

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader has to know besides the numbers."""
        none_read = self.searched.records + self.others.records and not self.begun
        told = (
            ("Not screened: nobody has decided on any record yet.", none_read),
            ("Titles and abstracts were not screened; every report was sought.", self.skipped),
            (
                "Marked as ineligible by automation tools: not read by anybody when the team stopped reading by rank.",
                self.searched.automation or self.others.automation,
            ),
            (
                "Removed for other reasons: nothing could be read of them in the export.",
                self.searched.other_reasons or self.others.other_reasons,
            ),
            ("Screening goes on: some records or reports are not yet decided.", self.begun and self.undecided),
            (f"Full texts that no record is known of, and that are in no box: {self.unattached}.", self.unattached),
        )
        return tuple(note for note, holds in told if holds)

    def sums(self) -> tuple[str, ...]:
        """Every sum of the diagram that is broken; none, unless the numbers were written by hand."""
        broken = [f"{name}: {said}" for name in ("searched", "others") for said in getattr(self, name).sums()]
        if not min(1, self.reports) <= self.studies <= self.reports:
            broken.append(f"{self.studies} studies cannot have {self.reports} reports")
        return tuple(broken)

    def __str__(self) -> str:
        lines = ["Databases and registers", *map(_indented, outline(self.searched))]
        if self.others.records:
            lines += ["Other methods", *map(_indented, outline(self.others))]
        lines += [f"Included: studies (n = {self.studies:,}), reports of them (n = {self.reports:,})"]
        return "\n".join([*lines, *self.notes])


def flow(
    sources: Iterable[Identified], courses: Iterable[Course], *, skipped: bool = False, unattached: int = 0
) -> Flow:
    """Count where the course of every report ends, and draw each box from that.

    Args:
        sources: what each search brought; those of one method and name are added up.
        courses: one for each report, of both columns.
        skipped: nobody screened titles and abstracts, though full texts were assessed.
        unattached: full texts that no record is known of.

    Raises:
        ValueError: there are more reports in a column than its sources have records.
    """
    found, known = tuple(sources), tuple(courses)
    columns = {
        searched: _pathway(
            [one for one in found if (one.method in SEARCHED) == searched],
            [course for course in known if course.searched == searched],
            skipped=skipped,
        )
        for searched in (True, False)
    }
    included = {course.study for course in known if course.end(skipped=skipped) == "included"}
    return Flow(
        searched=columns[True],
        others=columns[False],
        studies=len(included),
        skipped=skipped,
        begun=any((course.title_abstract, course.full_text) != ("unread", "unread") for course in known),
        unattached=unattached,
    )


def is_wanting(reason: str | None) -> bool:
    """Whether a criterion, by its words, excludes what has no full text."""
    told = " ".join((reason or "").casefold().replace("-", " ").replace("fulltext", "full text").strip(". ").split())
    return told in {"no full text", "not retrieved", "not available"} or any(words in told for words in WANTING)


def outline(pathway: Pathway) -> tuple[str, ...]:
    """The boxes of a column as lines of text; those that PRISMA has always, ours where there is something in them."""
    p = pathway
    lines = [f"Identified (n = {p.records:,})"]
    lines += [f"  {one.method}: {one.name} (n = {one.n + one.unreadable:,})" for one in p.identified]
    lines += [
        f"Removed before screening: duplicates (n = {p.duplicates:,}), marked as ineligible by automation tools "
        f"(n = {p.automation:,}), for other reasons (n = {p.other_reasons:,})",
        f"Screened (n = {p.screened:,}), excluded (n = {p.excluded:,})",
        f"Reports sought (n = {p.sought:,}), not retrieved (n = {p.not_retrieved:,})",
        f"Reports assessed (n = {p.assessed:,}), excluded (n = {p.excluded_full_text:,})",
    ]
    lines += [f"  {reason} (n = {n:,})" for reason, n in p.reasons]
    if p.undecided:
        lines.append(
            f"Not yet decided: to screen (n = {p.to_screen:,}), to retrieve (n = {p.to_retrieve:,}), "
            f"to assess (n = {p.to_assess:,})"
        )
    return tuple(lines)


def _pathway(sources: list[Identified], courses: list[Course], *, skipped: bool) -> Pathway:
    ends = Counter(course.end(skipped=skipped) for course in courses)
    duplicates = sum(one.n for one in sources) - len(courses)
    if duplicates < 0:
        raise ValueError(f"{len(courses)} reports cannot come from {duplicates + len(courses)} records")
    reasons = Counter(
        course.reason or NO_REASON for course in courses if course.end(skipped=skipped) == "excluded_full_text"
    )
    assessed = ends["excluded_full_text"] + ends["included"]
    sought = assessed + ends["not_retrieved"] + ends["to_retrieve"] + ends["to_assess"]
    return Pathway(
        identified=_by_name(sources),
        duplicates=duplicates,
        automation=ends["automation"],
        other_reasons=sum(one.unreadable for one in sources),
        to_screen=ends["to_screen"],
        screened=ends["excluded"] + sought,
        excluded=ends["excluded"],
        sought=sought,
        not_retrieved=ends["not_retrieved"],
        to_retrieve=ends["to_retrieve"],
        to_assess=ends["to_assess"],
        assessed=assessed,
        reasons=tuple(sorted(reasons.items(), key=lambda told: (-told[1], told[0]))),
        included=ends["included"],
    )


def _by_name(sources: Iterable[Identified]) -> tuple[Identified, ...]:
    """Searches of one database as one, in the order of the diagram and then of coming."""
    order: tuple[Method, ...] = ("database", "register", "website", "organisation", "citations", "other")
    added: dict[tuple[Method, str], tuple[int, int]] = {}
    for one in sources:
        n, unreadable = added.get((one.method, one.name), (0, 0))
        added[one.method, one.name] = (n + one.n, unreadable + one.unreadable)
    by_method = sorted(added.items(), key=lambda item: order.index(item[0][0]))
    return tuple(
        Identified(method=method, name=name, n=n, unreadable=unreadable)
        for (method, name), (n, unreadable) in by_method
    )


def _indented(line: str) -> str:
    return f"  {line}"
