"""What records say of papers that do not say it themselves: a converted web page may name neither author nor year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from relsynth.documents import Document
from relsynth.project import Project
from relsynth.records import Record
from relsynth.studies import merge
from relsynth.workflow.duplicates import is_full_text


def recorded(
    project: Project, documents: Iterable[Document], placed: Mapping[str, tuple[str, str]]
) -> Mapping[str, Record]:
    """Document id -> the record of its report, of documents that lack author or year and have a record.

    Args:
        placed: member -> its report and its study.
    """
    lacking = {document.id for document in documents if not (document.authors and document.year)} & placed.keys()
    reports = {placed[id][0] for id in lacking}
    members: dict[str, list[str]] = defaultdict(list)
    for member, (report, _) in placed.items():
        if report in reports and not is_full_text(member):
            members[report].append(member)
    if not members:
        return {}
    records = project.store.catalogue.records([record for those in members.values() for record in those])
    drawn = {report: merge({id: records[id] for id in those}).record for report, those in members.items()}
    return {id: drawn[placed[id][0]] for id in lacking if placed[id][0] in drawn}
