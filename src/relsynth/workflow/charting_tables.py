"""What is charted, as a table of its own and as columns at the end of the tables of studies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from relsynth.charting import Form, Standing
from relsynth.charting.answers import BETWEEN, NOT_REPORTED
from relsynth.errors import ProjectError
from relsynth.project import Project
from relsynth.reports.tables import Cell, Table
from relsynth.synthesis.corpus import Corpus
from relsynth.version import __version__
from relsynth.workflow.charted import FORM, StudyPapers, form_of, quoted, standings, studies_of
from relsynth.workflow.charting_status import DIGITS
from relsynth.workflow.listing import counted

CONFLICT, WAITING = "[conflict]", "[waiting]"
"""What stands in a cell whose coders differ, or for which one of them is awaited: no value of theirs holds yet."""
QUOTE = ": quote"
READING = (
    f"Empty: nobody has answered. '{NOT_REPORTED}': the study was looked at and does not say. "
    f"{CONFLICT}: its coders differ, and nobody has settled it. {WAITING}: another coder has to answer it."
)


def chart_table(project: Project, *, form: str = FORM, quotes: bool = False) -> Table:
    """What holds of each field of a form: a row a study, a column a field, behind each with ``quotes`` its words.

    Raises:
        InputError: there is no such form.
        ProjectError: no paper is counted.
    """
    of = form_of(project, form)
    studies = studies_of(project)
    if not studies:
        raise ProjectError(f"{project.path}: no paper is in scope, so nothing can be charted; see `relsynth papers`")
    found = standings(project, of, studies)
    heads = [head for field in of.fields for head in (field.id, *([f"{field.id}{QUOTE}"] if quotes else []))]
    return Table(
        title=of.title,
        columns=("study", "year", "doi", *heads, "documents"),
        rows=tuple(tuple(_row(project, study, found[study.id].values(), quotes=quotes)) for study in studies),
        notes=(
            f"n = {counted(len(studies), 'study', 'studies')}; reports of one study share a row.",
            _provenance(of, found.values()),
            READING,
            *_units(of),
            f"relsynth {__version__}.",
        ),
    )


def with_charts(project: Project, corpus: Corpus, table: Table, studies: Iterable[int]) -> Table:
    """A table with a column at its end for each field of the project's forms; as it is where there are none.

    A column is named by its field, and by form and field where a column is called so already.

    Args:
        studies: which study of the corpus each row is of.
    """
    forms = project.config.forms
    if not forms:
        return table
    charted = studies_of(project)
    study_of = {document.id: study.id for study in charted for document in study.documents}
    rows = [study_of[corpus.documents[corpus.studies[number].documents[0]].id] for number in studies]
    found = {name: standings(project, form, charted) for name, form in forms.items()}
    fields = [(name, field.id) for name, form in forms.items() for field in form.fields]
    heads = Counter([*table.columns, *(field for _, field in fields)])
    cells = {study: tuple(_cell(found[form][study][field]) for form, field in fields) for study in set(rows)}
    return replace(
        table,
        columns=(*table.columns, *(field if heads[field] == 1 else f"{form}.{field}" for form, field in fields)),
        rows=tuple((*row, *cells[study]) for row, study in zip(table.rows, rows, strict=True)),
        notes=(*table.notes, *(_provenance(form, found[name].values()) for name, form in forms.items()), READING),
    )


def _row(project: Project, study: StudyPapers, found: Iterable[Standing], *, quotes: bool) -> Iterator[Cell]:
    yield from (study.citation, study.documents[0].year, study.documents[0].doi)
    for stands in found:
        yield _cell(stands)
        if quotes:
            words = quoted(project, study, stands.holds) if stands.holds else None
            yield words.text if words else None
    yield ";".join(study.papers)


def _cell(stands: Standing) -> str | None:
    """What holds; a mark where nothing does yet, which no answer can be taken for."""
    if stands.values is not None:
        return BETWEEN.join(stands.values) or NOT_REPORTED
    return {"conflict": CONFLICT, "waiting": WAITING}.get(stands.state)


def _provenance(form: Form, found: Iterable[Mapping[str, Standing]]) -> str:
    """Which form it was, who filled it, and what is open in it."""
    every = [stands for fields in found for stands in fields.values()]
    coders = sorted({answer.coder for stands in every for answer in stands.answers})
    settlers = sorted({stands.settlement.coder for stands in every if stands.settlement})
    states = Counter(stands.state for stands in every)
    who = f"charted by {', '.join(coders) or 'nobody'}"
    settled = f", {states['settled']} settled by {', '.join(settlers)}" if settlers else ""
    opened = f"{counted(states['conflict'], 'conflict')} to settle, {states['waiting']} waiting for another coder"
    return f"{form.title}: form {form.name} ({form.digest[:DIGITS]}), {who}{settled}; {opened}."


def _units(form: Form) -> Iterator[str]:
    told = [f"{field.id} in {field.unit}" for field in form.fields if field.unit]
    if told:
        yield f"Units: {', '.join(told)}."
