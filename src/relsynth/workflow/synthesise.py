"""From codings to tables and the map."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from relsynth.characteristics import FIELDS
from relsynth.codebook import Codebook
from relsynth.coding import Coding, standing
from relsynth.documents import Document
from relsynth.errors import InputError, ProjectError
from relsynth.project import Project
from relsynth.reports.table_forms import FILE, FORMS, form_of, to_bytes, to_text
from relsynth.reports.tables import Cell, Table
from relsynth.synthesis import corpus as corpora
from relsynth.synthesis import evidence, gaps
from relsynth.synthesis import profile as profiles
from relsynth.synthesis.corpus import Corpus, Study
from relsynth.version import __version__
from relsynth.workflow.characteristics import NONE, Said, characteristics_in, extractor_name
from relsynth.workflow.charting_tables import with_charts
from relsynth.workflow.code import CodingRow, export_codings, scope_of
from relsynth.workflow.coders import is_current
from relsynth.workflow.construct_table import construct_table
from relsynth.workflow.duplicates import draw
from relsynth.workflow.eligibility import screened_out
from relsynth.workflow.gap_axes import axes_of
from relsynth.workflow.gap_tables import gaps_table
from relsynth.workflow.listing import counted
from relsynth.workflow.outputs import note_table
from relsynth.workflow.recorded import recorded

UNIT = "Counts are studies, never segments."
COUNTING = (
    "k counts studies that report the construct or its lack on their own account; "
    "a lack is never counted as presence. Recommended, planned, hypothetical and cited claims are shown apart."
)
MACHINE = "Coded by machine: words miss most narrative, so 'not found by the machine' is not 'not reported'."
ABSENCE = "Absence in text is not absence in practice."
TABLES = ("evidence", "gaps", "profile", "studies", "characteristics", "codings")

STUDY_COLUMNS = (
    *("study", "year", "doi", "lessons_paper", "construct", "label", "explicitness", "present", "lack"),
    *("segments", "sections", "documents"),
)
CHARACTERISTIC_COLUMNS = ("study", "year", "doi", *FIELDS, "article_form", "by_people", "documents")
PROFILE_COLUMNS = ("section", "studies", "words", "sentences", "density", "lower", "upper")


def load_corpus(project: Project) -> Corpus:
    """Everything that synthesis counts: current documents and codings.

    Raises:
        ProjectError: there is nothing to count, or a paper in scope is not coded with the
            codebook as it is now; it would count as having nothing to say.
    """
    held = _HELD.get()
    if held and held[0] is project:
        return held[1]
    with _uncollected():
        documents = _papers(project)
        require_coded(project, documents)
        return _corpus(project, documents, standing(project.codings(grounds=False)))


@contextmanager
def _uncollected() -> Iterator[None]:
    """No garbage is looked for: all that is read is kept, and to look through it again and again takes a third."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def one_corpus(project: Project, corpus: Corpus | None = None) -> Iterator[Corpus]:
    """The corpus, which every verb within is given too: many tables of one moment, read once; write nothing meanwhile.

    Args:
        corpus: as it was read before, where nothing has changed since.

    Raises:
        ProjectError: as ``load_corpus``.
    """
    held = corpus or load_corpus(project)
    token = _HELD.set((project, held))
    try:
        yield held
    finally:
        _HELD.reset(token)


_HELD: ContextVar[tuple[Project, Corpus] | None] = ContextVar("corpus that is read once", default=None)


def _papers(project: Project) -> tuple[Document, ...]:
    documents = tuple(project.store.documents())
    if not documents:
        raise ProjectError(f"{project.path}: has no papers yet; add some with `relsynth add FOLDER`")
    return documents


def _corpus(project: Project, documents: Iterable[Document], codings: Iterable[Coding]) -> Corpus:
    unread = sum(file.status == "unread" for file in project.store.files())
    documents = tuple(documents)
    placed = draw(project).placed
    return corpora.build(
        documents,
        codings,
        project.codebook,
        study_of={member: study for member, (_, study) in placed.items()},
        unread=unread,
        excluded=screened_out(project),
        recorded=recorded(project, documents, placed),
    )


def require_coded(project: Project, documents: Iterable[Document]) -> None:
    """Refuse papers that would count as having nothing to say, or that different coders coded.

    Raises:
        ProjectError: says how many, and how to mend it.
    """
    in_scope = _in_scope(project, documents)
    latest = project.store.current_coders()
    current = {name for name in {*latest.values()} if is_current(project, name)}  # once a coder, not once a paper
    used = {version: latest[version] for version in in_scope if latest.get(version) in current}
    if left := len(in_scope) - len(used):
        raise ProjectError(
            f"{project.path}: {left} of {counted(len(in_scope), 'paper')} {'is' if left == 1 else 'are'} "
            "not coded with the codebook and the coder as they are now; run `relsynth code`"
        )
    if len(names := sorted(set(used.values()))) > 1:
        raise ProjectError(f"{project.path}: papers are coded by {' and '.join(names)}; run `relsynth code` again")


def _in_scope(project: Project, documents: Iterable[Document]) -> list[str]:
    excluded = screened_out(project)
    in_scope = [one.version for one in documents if not (one.out_of_scope or one.id in excluded)]
    if not in_scope:
        raise ProjectError(f"{project.path}: no paper is in scope, so nothing can be counted; see `relsynth papers`")
    return in_scope


def find_gaps(project: Project, corpus: Corpus, *, axes: tuple[gaps.Axis, ...] | None = None) -> tuple[gaps.Gap, ...]:
    """Gaps of a corpus, with the project's thresholds and the searches people made in it.

    Args:
        axes: what studies were like, where that is known already.
    """
    known = axes_of(project, corpus) if axes is None else axes
    return gaps.find(corpus, thresholds=project.thresholds, searched=searched_in(project, corpus), axes=known)


def searched_in(project: Project, corpus: Corpus) -> frozenset[str]:
    """Constructs for which a person has searched in exactly these papers, with the codebook as it is now."""
    scope = scope_of(project, corpus.scope)
    searches = project.store.searches(codebook=project.codebook.digest)
    return frozenset(search.code for search in searches if search.scope == scope)


def footing(project: Project, corpus: Corpus) -> tuple[str, ...]:
    """What every table of codings says at its foot."""
    power = underpowered(project, corpus)
    return (corpus.statement, UNIT, COUNTING, MACHINE, ABSENCE, *power, provenance(project, corpus))


def tabulate(project: Project, name: str) -> Table:
    """A table by name: ``evidence``, ``gaps``, ``profile``, ``studies``, ``characteristics`` or ``codings``.

    Raises:
        InputError: there is no such table.
    """
    if name not in TABLES:
        raise InputError(f"no table {name!r}; there are {', '.join(TABLES)}")
    if name == "characteristics":
        return _characteristics_table(project)
    corpus = load_corpus(project)
    notes = footing(project, corpus)
    if name == "evidence":
        return construct_table(corpus, notes, axes=axes_of(project, corpus))
    if name == "gaps":
        axes = axes_of(project, corpus)
        return gaps_table(project, corpus, find_gaps(project, corpus, axes=axes), notes, axes=axes)
    if name == "studies":
        studies = [row.study for row in evidence.incidence(corpus)]
        return with_charts(project, corpus, _studies_table(corpus, notes), studies)
    if name == "codings":
        return _codings_table(project, notes)
    return _profile_table(corpus, notes)


def write_table(table: Table, form: str) -> str:
    """A table as text: ``csv``, ``md``, ``json``, ``html`` or ``tex``.

    Raises:
        InputError: there is no such form, or only files can be written in it.
    """
    _require_form(form)
    if form in FILE:
        raise InputError(f"{form} is written to a file: name one, as with -o table.{form}")
    return to_text(table, form)


def save_table(table: Table, form: str | None, path: Path) -> None:
    """Write a table to a file.

    Args:
        form: one of ``table_forms.FORMS``; by the file's ending where it is not given.

    Raises:
        InputError: there is no such form, the ending tells none, or the form has no room for so many rows.
        ProjectError: the file cannot be written.
    """
    wanted = form or form_of(path)
    if wanted is None:
        raise InputError(f"{path.name}: end it in {', '.join(f'.{one}' for one in FORMS)}, or say --format")
    _require_form(wanted)
    try:
        content = to_bytes(table, wanted)
    except ValueError as error:
        raise InputError(f"{path.name}: {error}") from error
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise ProjectError(f"{path}: cannot be written ({error.strerror})") from error
    note_table(path, table, wanted)


def form_told(path: Path) -> str:
    """The form that a file's name tells, of commands that ask for it in no other way.

    Raises:
        InputError: it tells none.
    """
    if (form := form_of(path)) is None:
        raise InputError(f"{path.name}: end it in {', '.join(f'.{one}' for one in FORMS)}, for its form")
    return form


def _require_form(form: str) -> None:
    if form not in FORMS:
        raise InputError(f"no form {form!r} of a table; there are {', '.join(FORMS)}")


def provenance(project: Project, corpus: Corpus) -> str:
    """What the figures of a table rest on: the codebook and its digest, who coded, and the version of relsynth."""
    return " ".join([provenance_of(project.codebook, coders(corpus)), *coded_blind(project)])


def provenance_of(book: Codebook, coders: Iterable[str]) -> str:
    """What figures rest on, by the codebook and the names of all coders."""
    who = ", ".join(coders) or "none"
    return f"Codebook {book.id} {book.version} ({book.digest[:12]}); coders: {who}; relsynth {__version__}."


def coded_blind(project: Project) -> tuple[str, ...]:
    """What is to be said where people code blind now, since figures count what they said; nothing where none do."""
    going_on = [round.name for round in project.store.rounds.all() if round.blind and round.is_open]
    if not going_on:
        return ()
    kept = f"what is kept from {project.viewer} is not" if project.viewer else "what its coders said is"
    return (f"Coded blind, and still open: {', '.join(going_on)}; {kept} counted here.",)


def underpowered(project: Project, corpus: Corpus) -> tuple[str, ...]:
    """A warning where there are fewer studies than a gap can rest on."""
    return underpowered_of(corpus.n, project.thresholds.n_min)


def underpowered_of(studies: int, least: int) -> tuple[str, ...]:
    """The warning where there are fewer studies than the least that a gap can rest on."""
    if studies >= least:
        return ()
    return (f"Underpowered: {counted(studies, 'study', 'studies')}, and a gap needs {least} or more.",)


def coders(corpus: Corpus) -> tuple[str, ...]:
    """Names of all coders whose codings are counted, sorted."""
    return tuple(sorted({segment.coding.coder.name for segment in corpus.segments}))


# -- tables ------------------------------------------------------------------------------------


def _profile_table(corpus: Corpus, notes: tuple[str, ...]) -> Table:
    columns = PROFILE_COLUMNS
    left = sum(not study.has_sections for study in corpus.studies)
    return Table(
        title="Coded sentences by section, per 1,000 words",
        columns=columns,
        rows=tuple(tuple(getattr(row, column) for column in columns) for row in profiles.profile(corpus)),
        notes=(
            *notes,
            "Intervals: 95 %, bootstrap by study. The ratio row is density of late sections over density of results.",
            f"{counted(left, 'study', 'studies')} without a section that could be labelled "
            f"{'is' if left == 1 else 'are'} left out of this table.",
        ),
    )


def _studies_table(corpus: Corpus, notes: tuple[str, ...]) -> Table:
    return Table(
        title="Constructs by study",
        columns=STUDY_COLUMNS,
        rows=tuple(_study_cells(corpus, row) for row in evidence.incidence(corpus)),
        notes=notes,
    )


def _study_cells(corpus: Corpus, row: evidence.IncidenceRow) -> tuple[Cell, ...]:
    study = corpus.studies[row.study]
    label = corpus.codebook.code(row.construct).label
    return (
        *(study.citation, study.year, study.doi, study.is_lessons_paper, row.construct, label),
        *(row.explicitness, row.present, row.lack, row.segments, dict(row.sections)),
        ";".join(corpus.documents[version].name for version in study.documents),
    )


def _characteristics_table(project: Project) -> Table:
    documents = _papers(project)
    _in_scope(project, documents)
    corpus = _corpus(project, documents, ())
    known = characteristics_in(project, corpus.documents.values())
    book = project.codebook
    table = Table(
        title="Characteristics of studies",
        columns=CHARACTERISTIC_COLUMNS,
        rows=tuple(_portrait(corpus, study, known) for study in corpus.studies),
        notes=(
            corpus.statement,
            "Found by rule, by the machine; a person's word stands in place of all that it found for that field.",
            f"'?' marks what the machine is unsure of; empty is 'not found by the machine', '{NONE}' a person's word.",
            *underpowered(project, corpus),
            f"Extractor {extractor_name(project)}; codebook {book.id} {book.version}; relsynth {__version__}.",
        ),
    )
    return with_charts(project, corpus, table, range(corpus.n))


def _portrait(corpus: Corpus, study: Study, known: Mapping[str, tuple[Said, ...]]) -> tuple[Cell, ...]:
    """A study's row, from all its reports; where a person has said what a field is, only what people say of it."""
    said = [one for version in study.documents for one in known[version] if one.holds]
    set_by_people = {one.field for one in said if one.kind == "person"}
    values = (
        [one for one in said if one.field == field and (one.kind == "person" or field not in set_by_people)]
        for field in FIELDS
    )
    return (
        *(study.citation, study.year, study.doi),
        *("; ".join(dict.fromkeys(_value(one) for one in those)) for those in values),
        "lessons_paper" if study.is_lessons_paper else "other",
        "; ".join(field for field in FIELDS if field in set_by_people),
        ";".join(corpus.documents[version].name for version in study.documents),
    )


def _value(said: Said) -> str:
    return f"{said.value or NONE}{'?' if said.is_unsure else ''}"


def _codings_table(project: Project, notes: tuple[str, ...]) -> Table:
    rows = export_codings(project)
    columns = tuple(CodingRow.__slots__)
    return Table(
        title="Codings",
        columns=columns,
        rows=tuple(tuple(getattr(row, column) for column in columns) for row in rows),
        notes=notes,
    )
