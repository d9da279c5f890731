"""What is screened at a stage and by whom, and what a decision of it has to say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from relsynth.errors import InputError
from relsynth.formats.rows import storable
from relsynth.project import Project
from relsynth.screening.decisions import GOES_ON, Decision, Drawn, Stage, Verdict
from relsynth.screening.protocol import Protocol
from relsynth.screening.standing import Standing
from relsynth.workflow.duplicates import draw, is_full_text, known_record, named

WHY_NONE: Mapping[Stage, str] = {
    "title_abstract": "there are no records yet; add some with `relsynth import FILE`",
    "full_text": "none was included by its title and abstract",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StageReports:
    """The reports of a stage.

    ``members``: report -> its records, both in the order of coming; ``report_of``: record -> its report;
    ``documents``: report -> the full texts attached to it.
    """

    members: Mapping[str, tuple[str, ...]]
    report_of: Mapping[str, str]
    documents: Mapping[str, tuple[str, ...]]


def reports_at(project: Project, stage: Stage) -> StageReports:
    """What is screened at a stage; at full text the reports that go on by title and abstract.

    Where nobody has decided anything by title and abstract, a team screens full texts alone: every report. Where
    somebody has, a report that was decided at full text alone stays there.
    """
    placed = draw(project).placed
    members: dict[str, list[str]] = {}
    documents: dict[str, list[str]] = {}
    for id in project.store.catalogue.dois():
        if id in placed:  # another process may have imported more since
            members.setdefault(placed[id][0], []).append(id)
    for id, (report, _) in placed.items():
        if is_full_text(id):
            documents.setdefault(report, []).append(id)
    wanted = members if stage == "title_abstract" else _going_on(project, members)
    return StageReports(
        members={report: tuple(ids) for report, ids in members.items() if report in wanted},
        report_of={id: report for report, ids in members.items() if report in wanted for id in ids},
        documents={report: tuple(ids) for report, ids in documents.items() if report in wanted},
    )


def _going_on(project: Project, members: Mapping[str, Iterable[str]]) -> Iterable[str]:
    report_of = {id: report for report, ids in members.items() for id in ids}
    before = standing_of(project, "title_abstract", report_of)
    if not before.begun:
        return members
    after = standing_of(project, "full_text", report_of)
    alone = after.begun.keys() - before.begun.keys()
    return alone | {one for one in before.begun if before.outcome(one) in GOES_ON}


def standing_of(project: Project, stage: Stage, report_of: Mapping[str, str]) -> Standing:
    """How reports stand at a stage, by all that was decided up to now."""
    protocol = project.config.protocol
    standing = Standing(report_of, wanted=lambda report: protocol.wanted(report, stage))
    standing.take(project.store.screening.since(0, stage=stage))
    return standing


def screener(project: Project, coder: str, stage: Stage) -> str:
    """A coder's name as the protocol spells it, or as they spelt it before.

    Raises:
        InputError: they have no name, or are none of those who screen the stage.
    """
    screeners = project.config.protocol.plans[stage].screeners
    person = spelt(project, coder, screeners)
    if screeners and person not in screeners:
        raise InputError(
            f"{person} does not screen at this stage; the protocol names {', '.join(screeners)} "
            f"(screening.{stage}.screeners in relsynth.toml)"
        )
    return person


def spelt(project: Project, coder: str, screeners: Iterable[str]) -> str:
    """A coder's name as the protocol spells it, or as they spelt it before: in other case nobody is a second coder.

    Raises:
        InputError: they have no name.
    """
    name = named(coder)
    before = project.store.screening.coders()
    known = [one for one in (*screeners, *before) if one.casefold() == name.casefold()]
    return next((one for one in known if one in screeners or one == name), next(iter(known), name))


def record_of(project: Project, name: str) -> str:
    """The id of the record that a name stands for; of a full text, the first record of its report.

    Raises:
        InputError: it stands for none, or for several, or for a full text that has no record.
    """
    found = known_record(project, name)
    if not is_full_text(found):
        return found
    placed = draw(project).placed
    records = (id for id in project.store.catalogue.dois() if placed.get(id, ("",))[0] == placed[found][0])
    record = next(records, None)
    if record is None:
        raise InputError(f"{name}: is a full text that no record is known of; `relsynth papers` lists it")
    return record


def decision_of(
    protocol: Protocol,
    record: str,
    verdict: Verdict,
    *,
    coder: str,
    stage: Stage,
    criterion: str | None,
    note: str | None,
    tags: Iterable[str],
    drawn: Drawn,
    at: str,
) -> Decision:
    """A decision, its criterion as the protocol spells it.

    Raises:
        InputError: the criterion is unknown to the protocol, missing, or out of place.
    """
    named_as = storable(criterion or "").strip() or None
    known = protocol.criterion(named_as) if named_as else None
    if named_as and protocol.criteria and known is None:
        ids = ", ".join(one.id for one in protocol.criteria)
        raise InputError(f"{named_as}: is no criterion of the protocol; there are {ids} (relsynth.toml adds more)")
    try:
        return Decision(
            record=record,
            stage=stage,
            verdict=verdict,
            coder=coder,
            at=at,
            criterion=known.id if known else named_as,
            drawn=drawn,
            note=storable(note or "").strip() or None,
            tags=tuple(dict.fromkeys(told for tag in tags if (told := storable(tag).strip()))),
        )
    except ValueError as error:
        raise InputError(str(error)) from error


def moment_of(at: str) -> datetime:
    """A day or moment in ISO 8601; without a zone it is in UTC."""
    moment = datetime.fromisoformat(at)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
