"""Records that are one report, found by the machine, decided by people, and never merged for good."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from relsynth import dedupe
from relsynth.dedupe import Group, Judgement, Match, Verdict
from relsynth.dedupe.matches import REVISION
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.store.catalogue import FullText
from relsynth.studies import attach, fetched_relation, place
from relsynth.workflow.listing import counted, listing

MACHINE = "machine"
"""What the machine is called beside people's names, so that nobody else is."""
DOCUMENT = "d1:"  # beginning of the ids of full texts; records' begin with "r1:"
FETCHED = "full text, fetched for this record"
SHOWN = 40  # reports that people are shown unasked: a screen or two


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicates:
    """How records fall into reports: ``identified == reports + removed``, always.

    ``identified`` counts every occurrence in every source, as PRISMA does; ``removed`` those beyond
    one for each report. ``queued`` pairs wait for a person. ``attached`` full texts have a record,
    ``unattached`` ones have none.
    """

    identified: int
    reports: int
    removed: int
    studies: int
    queued: int
    attached: int
    unattached: int

    def __str__(self) -> str:
        told = ((self.identified, "record"), (self.reports, "report"), (self.removed, "duplicate"))
        identified, reports, removed = (counted(n, noun) for n, noun in told)
        lines = [f"{identified} identified = {reports} + {removed} removed"]
        if self.studies != self.reports:
            lines.append(f"{counted(self.studies, 'study', 'studies')}: some reports are versions of each other")
        if self.attached or self.unattached:
            lines.append(f"full texts: {self.attached} attached to their record, {self.unattached} without a record")
        if self.queued:
            lines.append(f"{counted(self.queued, 'pair')} to decide: relsynth duplicates review --coder NAME")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A report with more than one record, and what joined them."""

    report: str
    title: str | None
    members: tuple[str, ...]
    matches: tuple[Match, ...]
    judgements: tuple[Judgement, ...]

    def __str__(self) -> str:
        head = f"{self.report}  {self.title or 'untitled'}  [{counted(len(self.members), 'record')}]"
        return "\n    ".join([head, *joins(self.matches, self.judgements)])


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedReports:
    """Every report with more than one record."""

    reports: tuple[Joined, ...]

    def __str__(self) -> str:
        lines = listing("Reports with more than one record", self.reports, most=SHOWN)
        return "\n".join(lines) or "No two records are the same report; `relsynth records list` shows what there is."


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a person said of two records is kept; ``withdrawn`` when it was taken back."""

    judgement: Judgement
    withdrawn: bool = False

    def __str__(self) -> str:
        j = self.judgement
        return f"{'Withdrawn' if self.withdrawn else 'Kept'}: {j.a} and {j.b}: {WORDS[j.relation]} ({j.coder})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """How records and full texts are grouped at one moment, and all that was said of their pairs.

    ``placed``: record or full text -> its report and its study. ``identified`` counts every
    occurrence of a record in every source.
    """

    groups: tuple[Group, ...]
    matches: tuple[Match, ...]
    judgements: tuple[Judgement, ...]
    placed: Mapping[str, tuple[str, str]]
    identified: int

    @property
    def waiting(self) -> tuple[Match, ...]:
        """Pairs for a person to decide, the most uncertain first; one for each pair of reports."""
        return dedupe.queue(self.groups, self.matches, self.judgements)


WORDS: Mapping[Verdict, str] = {
    "duplicate": "the same report",
    "version": "versions of one study",
    "different": "different reports",
}
"""A judgement as people read it."""


def find_duplicates(project: Project) -> Duplicates:
    """Compare what was not compared yet, and draw reports and studies anew.

    The result is the same as if everything had come at once: what is said of a pair depends on
    that pair alone, and people's judgements always win.
    """
    drawn = draw(project)
    with_record = [group for group in drawn.groups if not all(map(is_full_text, group.members))]
    attached = sum(is_full_text(member) for group in with_record for member in group.members)
    return Duplicates(
        identified=drawn.identified,
        reports=len(with_record),
        removed=drawn.identified - len(with_record),
        studies=len({drawn.placed[group.id][1] for group in with_record}),
        queued=len(drawn.waiting),
        attached=attached,
        unattached=sum(map(is_full_text, drawn.placed)) - attached,
    )


def list_duplicates(project: Project) -> JoinedReports:
    """Every report with more than one record, with the rule and score, or the person, behind each join."""
    drawn = draw(project)
    groups = [group for group in drawn.groups if len(group.members) > 1]
    records = project.store.catalogue.records(member for group in groups for member in group.members)
    titles = {id: record.title for id, record in records.items()}
    return JoinedReports(
        reports=tuple(
            Joined(
                report=drawn.placed[group.id][0],
                title=next((title for member in group.members if (title := titles.get(member))), None),
                members=group.members,
                matches=group.matches,
                judgements=group.judgements,
            )
            for group in groups
        )
    )


def judge_duplicate(project: Project, a: str, b: str, relation: Verdict, *, coder: str, at: str) -> Judged:
    """Keep what a person says of two records: ``duplicate``, ``version``, or ``different``. It holds until withdrawn.

    Raises:
        InputError: a name is of no record, or both of the same; or the coder has no name.
    """
    first, second = sorted((known_record(project, a), known_record(project, b)))
    if first == second:
        raise InputError(f"{a} and {b} are the same record")
    judged = keep_judgement(project, first, second, relation, coder=coder, at=at)
    draw(project)
    return judged


def undo_duplicate(project: Project, *, coder: str, at: str) -> Judged:
    """Withdraw a coder's last judgement that still holds; everything is as it was before it.

    Raises:
        InputError: the coder has none.
    """
    withdrawn = withdraw_judgement(project, coder=coder, at=at)
    draw(project)
    return withdrawn


def keep_judgement(project: Project, a: str, b: str, relation: Verdict, *, coder: str, at: str) -> Judged:
    """Keep what a person says of two records, by their ids; reports are drawn by the next verb that needs them."""
    judgement = Judgement(a=a, b=b, relation=relation, coder=named(coder))
    with project.store.atomic():
        project.store.catalogue.add_judgement(judgement, at=at)
    return Judged(judgement=judgement)


def withdraw_judgement(project: Project, *, coder: str, at: str) -> Judged:
    """Withdraw a coder's last judgement; reports are drawn by the next verb that needs them.

    Raises:
        InputError: the coder has none, or somebody else has judged that pair since.
    """
    catalogue = project.store.catalogue
    with project.store.atomic():
        judgement, overruled_by = catalogue.last_judgement(named(coder))
        if judgement is None:
            raise InputError(f"{coder} has judged no pair that could be undone")
        if overruled_by:
            raise InputError(
                f"{coder}'s last judgement, on {judgement.a} and {judgement.b}, was overruled by {overruled_by}; "
                "judge the pair again with `relsynth duplicates judge`"
            )
        catalogue.withdraw(judgement, at=at)
    return Judged(judgement=judgement, withdrawn=True)


def known_record(project: Project, name: str) -> str:
    """The id of a record or full text that a name, or its beginning, stands for.

    Raises:
        InputError: it stands for none, or for several.
    """
    found = list(_beginning(project, name))
    if len(found) != 1:
        what = "no record" if not found else counted(len(found), "record")
        raise InputError(f"{name}: names {what}; `relsynth records list` shows ids")
    return found[0]


def named(coder: str) -> str:
    """A coder's name, without space around it.

    Raises:
        InputError: there is nothing else, not all of it is text, or it is what the machine is called.
    """
    name = coder.strip()
    if not name:
        raise InputError("--coder is empty; judgements are kept with the name of who made them")
    if any("\ud800" <= sign <= "\udfff" for sign in name):  # a byte that is no UTF-8, on a command line
        raise InputError(f"{name!r} is no name: not all of it is text")
    if name.casefold() == MACHINE:
        raise InputError(f"{name!r} is what the machine is called; give a person's name")
    return name


def is_full_text(id: str) -> bool:
    """Whether an id is of a full text, not of a record."""
    return id.startswith(DOCUMENT)


def joins(matches: Iterable[Match], judgements: Iterable[Judgement]) -> list[str]:
    """A line for each pair that was joined, with the rule and score, or the person, that joined it."""
    by_rule = [f"{m.a} = {m.b}: {m.rule} ({m.score:.3f})" for m in matches]
    return [*by_rule, *(f"{j.a} = {j.b}: judged {WORDS[j.relation]} by {j.coder}" for j in judgements)]


def draw(project: Project) -> Drawn:
    """Compare what was not compared yet, and keep which report and study everything belongs to now.

    Every verb that speaks of reports calls it, so that what was stopped half-way is made good;
    where nothing is new, nothing is written.
    """
    while not (drawn := _drawn(project)):
        _match(project)
    _keep_reports(project, drawn.placed)
    return drawn


def _drawn(project: Project) -> Drawn | None:
    """Everything as it is at one moment; None where something is there that was not compared with the rest."""
    catalogue = project.store.catalogue
    with project.store.snapshot():
        texts = catalogue.full_texts()
        dois = catalogue.dois() | {text.id: text.record.doi for text in texts}
        compared = catalogue.matched()
        wanted = _wanted(dois, texts)
        outdated = any(revision and wanted.get(id) != revision for id, revision in compared.items())
        if outdated or any(compared.get(id) != revision for id, revision in wanted.items()):
            return None
        matches = tuple(({(m.a, m.b): m for m in catalogue.matches()} | _fetched(project, texts, dois)).values())
        judgements = catalogue.judgements()
        identified = sum(held for held, _, _ in catalogue.counts().values())
    groups = dedupe.group(dois, matches, judgements, dois={id: doi for id, doi in dois.items() if doi})
    order = {id: number for number, id in enumerate(compared)}
    return Drawn(
        groups=groups,
        matches=matches,
        judgements=judgements,
        placed=place(groups, order),
        identified=identified,
    )


def _wanted(ids: Iterable[str], texts: Iterable[FullText]) -> dict[str, str]:
    """By which revision everything is to be compared; a new reading of a full text anew."""
    return dict.fromkeys(ids, REVISION) | {text.id: f"{REVISION} {text.version}" for text in texts}


def _match(project: Project) -> None:
    """Bring the matches up to date with the records and full texts there are."""
    catalogue = project.store.catalogue
    with project.store.snapshot():
        texts = catalogue.full_texts()
        records = catalogue.records() | {text.id: text.record for text in texts}
        before = catalogue.matched()
    wanted = _wanted(records, texts)
    known = {id for id, revision in wanted.items() if before.get(id) == revision}
    outdated = [id for id, revision in before.items() if revision is not None and id not in known]
    found = list(attach(dedupe.find(records, known=known), records, {text.id for text in texts}, known=known))
    with project.store.derived():
        catalogue.forget_matches(outdated)
        catalogue.add_matches(found)
        catalogue.set_matched((id, revision) for id, revision in wanted.items() if id not in known)


def _fetched(project: Project, texts: Iterable[FullText], ids: Collection[str]) -> dict[tuple[str, str], Match]:
    """Full texts that were asked for by a record's identifiers; a person is asked about those of another title."""
    by_id = {text.id: text.record for text in texts}
    pairs = [
        (fetch.document, fetch.report)
        for fetch in project.store.answers.fetches()
        if fetch.document in by_id and fetch.report in ids
    ]
    records = project.store.catalogue.records(report for _, report in pairs)
    return {
        (text, report): Match(a=text, b=report, relation=relation, rule=FETCHED, score=1.0)
        for text, report in pairs
        if text is not None
        for relation in [fetched_relation(by_id[text], records[report])]
    }


def _keep_reports(project: Project, placed: Mapping[str, tuple[str, str]]) -> None:
    """Write which report and study everything belongs to, where that has changed."""
    catalogue = project.store.catalogue
    before = catalogue.reports()
    moved = [(member, *where) for member, where in sorted(placed.items()) if before.get(member) != where]
    gone = sorted(before.keys() - placed.keys())
    if moved or gone:
        with project.store.derived():
            catalogue.set_reports(moved, gone=gone)


def _beginning(project: Project, name: str) -> Iterator[str]:
    yield from (id for id in project.store.catalogue.ids_like(name) if len(name) > len("r1:"))
    yield from (id for id in project.store.readings() if id.startswith(name) and len(name) > len(DOCUMENT))
