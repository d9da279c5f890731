"""Which papers count: those in scope whose report was not excluded in screening.

What people coded in an excluded paper stays, and counts again should its exclusion be taken back.
"""

from __future__ import annotations

from collections.abc import Mapping
from weakref import WeakKeyDictionary

from relsynth.documents import Document
from relsynth.project import Project
from relsynth.screening.decisions import Stage, reason
from relsynth.screening.standing import Standing
from relsynth.store import Store
from relsynth.workflow.screening_stage import StageReports, reports_at, standing_of


def screened_out(project: Project) -> Mapping[str, str]:
    """Full texts of reports that are excluded at either stage, all who are to decide agreeing: document id -> why.

    As in the flow, what is excluded by title and abstract is out, whatever anybody then says of its full text.
    """
    if not project.store.screening.count():
        return {}
    reports = _reports(project)
    by_title = standing_of(project, "title_abstract", reports.report_of)
    by_text = standing_of(project, "full_text", reports.report_of)
    told = ((report, _why_out(report, by_title, by_text)) for report in {*by_title.begun, *by_text.begun})
    return {document: why for report, why in told if why for document in reports.documents.get(report, ())}


def why_screened_out(project: Project, document: str) -> str | None:
    """Why a document is among those that are ``screened_out``; None where it is not. No other report is looked at."""
    if not project.store.screening.count():
        return None
    reports = _reports(project)
    report = next((one for one, documents in reports.documents.items() if document in documents), None)
    if report is None:
        return None
    report_of = dict.fromkeys(reports.members.get(report, ()), report)
    stages: tuple[Stage, Stage] = ("title_abstract", "full_text")
    by_title, by_text = (_standing_among(project, stage, report_of) for stage in stages)
    return _why_out(report, by_title, by_text)


def _why_out(report: str, by_title: Standing, by_text: Standing) -> str | None:
    if by_text.outcome(report) == "exclude":
        return f"excluded at full text ({reason(by_text.decisions(report))})"
    return "excluded by title and abstract" if by_title.outcome(report) == "exclude" else None


def _standing_among(project: Project, stage: Stage, report_of: Mapping[str, str]) -> Standing:
    protocol = project.config.protocol
    standing = Standing(report_of, wanted=lambda report: protocol.wanted(report, stage))
    standing.take(project.store.screening.of(report_of, stage=stage))
    return standing


def _reports(project: Project) -> StageReports:
    """Every report there is, held as long as nothing changed what belongs together: each step of coding asks."""
    stamp = project.store.catalogue.whole_stamp()
    before, reports = _HELD.get(project.store, (None, None))
    if reports is None or before != stamp:
        reports = reports_at(project, "title_abstract")  # every report there is
        _HELD[project.store] = stamp, reports
    return reports


_HELD: WeakKeyDictionary[Store, tuple[object, StageReports]] = WeakKeyDictionary()


def counted_papers(project: Project) -> tuple[Document, ...]:
    """The papers that every n is of, as they are read now."""
    excluded = screened_out(project)
    return tuple(
        document for document in project.store.documents() if not (document.out_of_scope or document.id in excluded)
    )
