"""Which papers count: those in scope whose report was not excluded in screening.

What people coded in an excluded paper stays, and counts again should its exclusion be taken back.
"""

from __future__ import annotations

from collections.abc import Mapping

from relsynth.documents import Document
from relsynth.project import Project
from relsynth.screening.decisions import reason
from relsynth.screening.standing import Standing
from relsynth.workflow.screening_stage import reports_at, standing_of


def screened_out(project: Project) -> Mapping[str, str]:
    """Full texts of reports that are excluded at either stage, all who are to decide agreeing: document id -> why.

    As in the flow, what is excluded by title and abstract is out, whatever anybody then says of its full text.
    """
    if not project.store.screening.count():
        return {}
    reports = reports_at(project, "title_abstract")  # every report there is
    by_title = standing_of(project, "title_abstract", reports.report_of)
    by_text = standing_of(project, "full_text", reports.report_of)
    why = {report: "excluded by title and abstract" for report in _excluded(by_title)}
    why |= {report: f"excluded at full text ({reason(by_text.decisions(report))})" for report in _excluded(by_text)}
    return {document: said for report, said in why.items() for document in reports.documents.get(report, ())}


def _excluded(standing: Standing) -> set[str]:
    return {report for report in standing.begun if standing.outcome(report) == "exclude"}


def counted_papers(project: Project) -> tuple[Document, ...]:
    """The papers that every n is of, as they are read now."""
    excluded = screened_out(project)
    return tuple(
        document for document in project.store.documents() if not (document.out_of_scope or document.id in excluded)
    )
