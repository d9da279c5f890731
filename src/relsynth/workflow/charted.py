"""What is charted: a project's forms, the studies that they ask of, and where each field of each study stands.

Reports of one study share one chart: an answer hangs on the report for which it was given, and holds of the study.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from relsynth.charting import Answer, Field, Form, Standing, standing
from relsynth.charting.answers import fits
from relsynth.documents import Document
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.workflow.duplicates import draw
from relsynth.workflow.eligibility import counted_papers
from relsynth.workflow.papers import paper_named
from relsynth.workflow.people import person_of
from relsynth.workflow.quotes import Quoted, quote_shown

FORM = "charting"
"""The form that is meant where none is named."""
Standings = Mapping[str, Mapping[str, Standing]]
"""Study -> field -> where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyPapers:
    """A study, known by the report that was there first, and its papers in scope, by name."""

    id: str
    documents: tuple[Document, ...]

    @property
    def citation(self) -> str:
        """First author and year of its first paper."""
        return self.documents[0].short_citation

    @property
    def paper(self) -> str:
        """Name of its first paper."""
        return self.documents[0].name

    @property
    def papers(self) -> tuple[str, ...]:
        """Names of its papers."""
        return tuple(document.name for document in self.documents)

    def document(self, id: str) -> Document:
        """Its paper of an id."""
        return next(document for document in self.documents if document.id == id)


def form_of(project: Project, name: str) -> Form:
    """A form of the project's.

    Raises:
        InputError: there is none of that name.
    """
    forms = project.config.forms
    if name in forms:
        return forms[name]
    there = f"there are {', '.join(forms)}" if forms else "`relsynth chart template charting` prints one to begin with"
    raise InputError(f"no form {name!r} in relsynth.toml; {there}")


def field_of(form: Form, name: str) -> Field:
    """A field of a form.

    Raises:
        InputError: there is none of that name.
    """
    if name in form.by_id:
        return form.by_id[name]
    near = get_close_matches(name, form.by_id, n=1)
    meant = f"; is it {near[0]}?" if near else f"; there are {', '.join(form.by_id)}"
    raise InputError(f"the form {form.name} has no field {name!r}{meant}")


def charter_named(project: Project, coder: str) -> str:
    """Who may chart: a person, by the name that they were known by before.

    Raises:
        InputError: it is nobody's name, a machine's, or somebody's with other capitals.
    """
    person = person_of(project, coder).name
    known = {answer.coder for answer in project.store.chartings.history()}
    like = next((one for one in sorted(known) if one.casefold() == person.casefold()), person)
    if person not in known and like != person:
        raise InputError(f"{like!r} has charted here, and {person!r} would be somebody else; write the name alike")
    return person


def studies_of(project: Project) -> tuple[StudyPapers, ...]:
    """The studies that every n is of, in the order of their first papers."""
    placed = draw(project).placed
    found: dict[str, list[Document]] = defaultdict(list)
    for document in counted_papers(project):
        found[placed[document.id][1]].append(document)
    return tuple(StudyPapers(id=id, documents=tuple(documents)) for id, documents in found.items())


def study_of(project: Project, paper: str) -> StudyPapers:
    """The study that a paper reports, with all its reports that are in scope, that paper first.

    Raises:
        InputError: no paper is called so, or several; or it is in no scope.
    """
    own = project.store.papers.current(paper_named(project, paper))
    if own.out_of_scope:
        raise InputError(f"{own.name} is left out of every n ({own.out_of_scope}); nothing is charted of it")
    placed, names = draw(project).placed, project.store.papers.names()
    study = placed[own.id][1]
    others = sorted(
        (id for id in names if id != own.id and placed.get(id, ("", ""))[1] == study), key=names.__getitem__
    )
    read = (project.store.papers.current(id) for id in others)
    return StudyPapers(id=study, documents=(own, *(document for document in read if not document.out_of_scope)))


def standings(project: Project, form: Form, studies: Iterable[StudyPapers]) -> Standings:
    """Where every field of a form stands, for each of some studies."""
    answers = by_field(project.store.chartings.current(), form, studies)
    return {
        study: {field.id: standing(field, said.get(field.id, ()), wanted=form.coders) for field in form.fields}
        for study, said in answers.items()
    }


def by_field(
    answers: Iterable[Answer], form: Form, studies: Iterable[StudyPapers]
) -> dict[str, dict[str, list[Answer]]]:
    """Study -> field -> answers to a form, in their order.

    Those of no study that is asked for are passed over, and those that the form as it is now does not take.
    """
    found: dict[str, dict[str, list[Answer]]] = {}
    study_by_document = {}
    for study in studies:
        found[study.id] = {}
        study_by_document.update(dict.fromkeys((document.id for document in study.documents), study.id))
    for answer in answers:
        field = form.by_id.get(answer.field) if answer.form == form.name else None
        if field and answer.document in study_by_document and fits(field, answer.values):
            found[study_by_document[answer.document]].setdefault(answer.field, []).append(answer)
    return found


def charted(project: Project, form: str) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Study -> field -> what holds of it; empty for "not reported", and no field that nobody has answered for good.

    Raises:
        InputError: there is no such form.
    """
    found = standings(project, form_of(project, form), studies_of(project))
    return {
        study: {field: one.values for field, one in fields.items() if one.values is not None}
        for study, fields in found.items()
    }


def is_shown(form: Form, stands: Standing, viewer: str | None) -> bool:
    """Whether somebody may see what others answered: in a blind form only who has answered, or settled it.

    Nobody in particular sees what is no longer waiting for another coder.
    """
    if not form.blind:
        return True
    if viewer is None:
        return stands.state != "waiting"
    own = any(answer.coder == viewer for answer in stands.answers)
    return own or (stands.settlement is not None and stands.settlement.coder == viewer)


def quoted(project: Project, study: StudyPapers, answer: Answer) -> Quoted | None:
    """The words that an answer names, as they stood when it was given, and where they stand now."""
    if answer.quote is None:
        return None
    return quote_shown(project, study.document(answer.document), answer.quote)
