"""From codings to tables and the map."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from relsynth import __version__
from relsynth.coding import Coding
from relsynth.documents import LABELS, Document, Sentence
from relsynth.errors import InputError, ProjectError
from relsynth.extraction.sentences import sentences
from relsynth.project import Project
from relsynth.reports import gapmap
from relsynth.reports.tables import WRITERS, Cell, Table
from relsynth.synthesis import corpus as corpora
from relsynth.synthesis import evidence, gaps
from relsynth.synthesis import profile as profiles
from relsynth.synthesis.corpus import Corpus, Segment
from relsynth.workflow.code import export_codings, scope_digest

COUNTING = (
    "Counts are studies, never segments. k counts studies that report the construct or its lack on their own account; "
    "a lack is never counted as presence. Recommended, planned, hypothetical and cited claims are shown apart."
)
MACHINE = (
    "Coded by machine: words miss most narrative, so 'not found by the machine' is not 'not reported', "
    "and absence in text is not absence in practice."
)
TABLES = ("evidence", "gaps", "profile", "studies", "codings")

EVIDENCE_COLUMNS = (
    *("construct", "label", "domain", "n", "k", "share", "lower", "upper", "present", "lack_only"),
    *("barrier", "facilitator", "strategy", "explicit", "passing", "segments", "sections", "levels", "explicitness"),
    *("recommended", "planned", "hypothetical", "reported_by_others"),
)
GAP_COLUMNS = (
    *("construct", "label", "domain", "kind", "standing", "n", "k", "value", "lower", "upper", "threshold"),
    *("robinson", "underpowered", "severity", "odds_ratio", "odds_lower", "odds_upper"),
)
STUDY_COLUMNS = (
    *("study", "year", "doi", "lessons_paper", "construct", "label", "explicitness", "present", "lack"),
    *("segments", "sections"),
)
PROFILE_COLUMNS = ("section", "studies", "words", "sentences", "density", "lower", "upper")


def load_corpus(project: Project) -> Corpus:
    """Everything that synthesis counts: current documents and codings.

    Raises:
        ProjectError: there is nothing to count yet.
    """
    documents = tuple(project.store.documents())
    if not documents:
        raise ProjectError(f"{project.path}: has no papers yet; add some with `relsynth add FOLDER`")
    if not project.store.run_totals()[0]:
        raise ProjectError(f"{project.path}: no paper is coded yet; run `relsynth code`")
    unread = sum(file.status == "unread" for file in project.store.files())
    return corpora.build(documents, project.store.codings(), project.codebook, unread=unread)


def find_gaps(project: Project, corpus: Corpus) -> tuple[gaps.Gap, ...]:
    """Gaps of a corpus, with the project's thresholds and the searches people made in it."""
    scope = scope_digest(corpus.scope)
    searches = project.store.searches(codebook=project.codebook.digest)
    searched = frozenset(search.code for search in searches if search.scope == scope)
    return gaps.find(corpus, thresholds=project.thresholds, searched=searched)


def tabulate(project: Project, name: str) -> Table:
    """A table by name: ``evidence``, ``gaps``, ``profile``, ``studies`` or ``codings``.

    Raises:
        InputError: there is no such table.
    """
    if name not in TABLES:
        raise InputError(f"no table {name!r}; there are {', '.join(TABLES)}")
    if name == "codings":
        return _codings_table(project)
    corpus = load_corpus(project)
    notes = (corpus.statement, COUNTING, MACHINE, _provenance(project, corpus))
    if name == "evidence":
        return _evidence_table(corpus, notes)
    if name == "gaps":
        return _gaps_table(find_gaps(project, corpus), notes)
    if name == "studies":
        return _studies_table(corpus, notes)
    return _profile_table(corpus, notes)


def write_table(table: Table, form: str) -> str:
    """A table as text: ``csv``, ``md`` or ``json``."""
    return WRITERS[form](table)


def map_gaps(project: Project, path: Path, *, on: str) -> Path:
    """Write the evidence-gap map, one self-contained page.

    Args:
        on: the day to print on it, as in 2026-11-23.
    """
    page = gapmap.render(_page(project, load_corpus(project), on))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise ProjectError(f"{path}: cannot be written ({error.strerror})") from error
    return path


def _provenance(project: Project, corpus: Corpus) -> str:
    book = project.codebook
    coders = ", ".join(_coders(corpus)) or "none"
    return f"Codebook {book.id} {book.version} ({book.digest[:12]}); coders: {coders}; relsynth {__version__}."


def _coders(corpus: Corpus) -> tuple[str, ...]:
    return tuple(sorted({segment.coding.coder.name for segment in corpus.segments}))


# -- tables ------------------------------------------------------------------------------------


def _evidence_table(corpus: Corpus, notes: tuple[str, ...]) -> Table:
    columns = EVIDENCE_COLUMNS
    rows = evidence.tabulate(corpus)
    return Table(
        title="Evidence by construct",
        columns=columns,
        rows=tuple(tuple(_evidence_cell(row, column) for column in columns) for row in rows),
        notes=notes,
    )


def _evidence_cell(row: evidence.EvidenceRow, column: str) -> Cell:
    if column == "share":
        return row.k / row.n if row.n else 0.0
    value = getattr(row, column)
    return dict(value) if isinstance(value, tuple) else value


def _gaps_table(found: tuple[gaps.Gap, ...], notes: tuple[str, ...]) -> Table:
    columns = GAP_COLUMNS
    return Table(
        title="Gaps",
        columns=columns,
        rows=tuple(tuple(getattr(gap, column) for column in columns) for gap in found),
        notes=(
            *notes,
            "Severity is a key to sort by, not a finding. A gap is firm only after a person has searched for it.",
        ),
    )


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
            f"{left} studies without a section that could be labelled are left out of this table.",
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
    )


def _codings_table(project: Project) -> Table:
    rows = export_codings(project)
    columns = tuple(type(rows[0]).__slots__) if rows else ("document", "quote", "code")
    return Table(
        title="Codings",
        columns=columns,
        rows=tuple(tuple(getattr(row, column) for column in columns) for row in rows),
    )


# -- the map -----------------------------------------------------------------------------------

FACETS = ("section", "level", "role", "assertion", "purpose", "lifecycle", "phase")


def _page(project: Project, corpus: Corpus, on: str) -> gapmap.GapMapPage:
    found = find_gaps(project, corpus)
    book = project.codebook
    return gapmap.GapMapPage(
        title=project.config.title,
        generated=on,
        version=__version__,
        codebook=f"{book.id} {book.version} ({book.digest[:12]})",
        coders=_coders(corpus),
        n=corpus.n,
        papers=len(corpus.documents) + sum(count for _, count in corpus.left_out),
        left_out=corpus.left_out,
        notes=(corpus.statement, COUNTING, MACHINE),
        domains=tuple((domain.id, domain.label) for domain in book.domains),
        facets=_facets(corpus),
        constructs=tuple(_construct(row, corpus, found) for row in evidence.tabulate(corpus)),
        studies=tuple(
            gapmap.MapStudy(
                citation=study.citation,
                title=study.title,
                year=study.year,
                journal=study.journal,
                doi=study.doi,
                lessons_paper=study.is_lessons_paper,
            )
            for study in corpus.studies
        ),
        codings=_codings(corpus),
    )


def _facets(corpus: Corpus) -> tuple[gapmap.MapFacet, ...]:
    """Section first, with the labels that the papers have; then the codebook's facets that were coded."""
    used = {segment.section for segment in corpus.segments}
    sections = tuple((label, _words(label)) for label in LABELS if label in used)
    coded = Counter(name for segment in corpus.segments for name, values in segment.coding.facets if values)
    others = (
        gapmap.MapFacet(
            id=name, label=_words(name), values=tuple((v, _words(v)) for v in corpus.codebook.facets[name].values)
        )
        for name in FACETS[1:]
        if coded[name] and name in corpus.codebook.facets
    )
    return (gapmap.MapFacet(id="section", label="Section", values=sections), *others)


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _construct(row: evidence.EvidenceRow, corpus: Corpus, found: tuple[gaps.Gap, ...]) -> gapmap.MapConstruct:
    return gapmap.MapConstruct(
        id=row.construct,
        label=row.label,
        domain=row.domain,
        definition=corpus.codebook.code(row.construct).definition,
        k=row.k,
        lower=row.lower,
        upper=row.upper,
        gaps=tuple(
            gapmap.MapGap(
                kind=gap.kind,
                wording=gap.standing,
                firm=gap.firm,
                k=gap.k,
                n=gap.n,
                lower=gap.lower,
                upper=gap.upper,
                threshold=gap.threshold,
            )
            for gap in found
            if gap.construct == row.construct
        ),
    )


def _codings(corpus: Corpus) -> tuple[gapmap.MapCoding, ...]:
    neighbours = {version: _neighbours(document) for version, document in corpus.documents.items()}
    return tuple(
        _coding(segment, corpus.documents[segment.coding.span.version], neighbours[segment.coding.span.version])
        for segment in corpus.segments
    )


Neighbours = dict[int, tuple[Sentence | None, Sentence | None]]


def _neighbours(document: Document) -> Neighbours:
    """Start of each sentence -> the sentences before and after it in its own paragraph."""
    found = list(sentences(document))
    return {
        sentence.start: (_beside(sentence, before), _beside(sentence, after))
        for sentence, before, after in zip(found, [None, *found], [*found[1:], None], strict=False)
    }


def _beside(sentence: Sentence, other: Sentence | None) -> Sentence | None:
    return other if other and other.paragraph == sentence.paragraph else None


def _coding(segment: Segment, document: Document, neighbours: Neighbours) -> gapmap.MapCoding:
    coding = segment.coding
    before, after = neighbours.get(coding.span.start, (None, None))
    path = document.section_path(corpora.section_of(document, coding.span.start))
    return gapmap.MapCoding(
        construct=segment.construct,
        code=coding.code,
        study=segment.study,
        section=segment.section,
        path=" > ".join(path),
        before=_quote(document, before),
        quote=document.quote(coding.span.start, coding.span.end),
        after=_quote(document, after),
        mark=_mark(coding),
        cue=coding.cue,
        facets=tuple((name, values) for name, values in coding.facets if name in FACETS),
        evidence=coding.is_evidence,
        lack=coding.is_lack,
        coder=coding.coder.kind,
        place=f"{document.id} {coding.span.start}-{coding.span.end}",
    )


def _quote(document: Document, sentence: Sentence | None) -> str:
    return document.quote(sentence.start, sentence.end) if sentence else ""


def _mark(coding: Coding) -> tuple[int, int] | None:
    if coding.cue_start is None or coding.cue_end is None:
        return None
    return coding.cue_start - coding.span.start, coding.cue_end - coding.span.start
