"""How far people agree who coded the same papers, and on what they do not.

No figure is given alone: where a code is rare, kappa falls although people agree, and percent stays high although they
do not (``relsynth.agreement``). What people coded alone counts; what they said with codings before their eyes does not,
unless it is asked for, and then it is said.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from relsynth.agreement import Agreement, Figure, agreement
from relsynth.agreement.intervals import TOO_FEW
from relsynth.agreement.sets import Codes, likeness, ratings_of_sets
from relsynth.agreement.unitizing import Coincidences, Unit, Unitizing
from relsynth.codebook import LEVEL_FACET
from relsynth.coding import Coding
from relsynth.documents import Sentence
from relsynth.errors import InputError
from relsynth.extraction.sentences import sentences
from relsynth.project import Project
from relsynth.reports.tables import Cell, Table
from relsynth.synthesis import double_coding
from relsynth.synthesis.agreement import Fold, sentences_of
from relsynth.synthesis.double_coding import CodedPaper
from relsynth.workflow.coding_differences import Differences, difference_table, differences
from relsynth.workflow.listing import counted, listing
from relsynth.workflow.readers import ReadPaper, Rule, WaitingPaper, read_by_people
from relsynth.workflow.synthesise import form_told, save_table

CodingUnit = Literal["sentence", "paper", "span"]
CodeLevel = Literal["code", "construct", "domain"]
ORDERED = frozenset({LEVEL_FACET})
"""Facets whose values the codebook has in an order: from what is between two persons up to the whole system."""
ALL = "all codes"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFigures:
    """Every figure of a code; ``units`` were judged by two or more, and ``coded`` says by coder how many have it."""

    code: str
    units: int
    coded: tuple[tuple[str, int], ...]
    figures: tuple[Figure, ...]

    def __str__(self) -> str:
        by_coder = ", ".join(f"{who} {number}" for who, number in self.coded)
        head = f"{self.code} ({by_coder or 'nobody'})"
        return "\n    ".join([head, *map(str, self.figures)])


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetFigures:
    """Every figure of a facet, on sentences on which two or more coders put the same code and said something of it."""

    facet: str
    places: int
    ordered: bool
    several: bool
    figures: tuple[Figure, ...]

    def __str__(self) -> str:
        how = "sets, by MASI" if self.several else "in order" if self.ordered else "nominal"
        head = f"{self.facet} ({how}; {counted(self.places, 'place')} coded alike)"
        return "\n    ".join([head, *map(str, self.figures)])


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingAgreement:
    """How far people agree; ``papers`` were read by two or more, by which rule says ``rules``.

    ``sets`` is of sentences, ``matrix`` of spans. ``assisted`` words were left out, or counted where
    ``include_assisted``; ``unknown`` are codings of codes that the codebook has not.
    """

    unit: CodingUnit
    by: CodeLevel
    round: str | None
    coders: tuple[str, ...]
    papers: int
    once: int
    rules: tuple[tuple[Rule, int], ...]
    include_assisted: bool
    assisted: int
    unknown: tuple[tuple[str, int], ...]
    overall: CodeFigures
    sets: tuple[Figure, ...]
    codes: tuple[CodeFigures, ...]
    facets: tuple[FacetFigures, ...]
    matrix: Coincidences | None
    differences: Differences
    waiting: tuple[WaitingPaper, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be known beside the figures."""
        return tuple(_notes(self))

    def __str__(self) -> str:
        if not self.papers:
            return "\n".join(["No paper was coded by two people, so there is no agreement to be told.", *self.notes])
        head = (
            f"Agreement by {self.by} on {self.unit}s: {counted(self.papers, 'paper')} read by two or more of "
            f"{', '.join(self.coders)}"
        )
        lines = [head, *self.notes, str(self.overall)]
        lines += ["Sets of codes of a sentence:", *(f"    {one}" for one in self.sets)] if self.sets else []
        lines += [f"By {self.by}:", *(f"  {one}" for one in self.codes)]
        lines += ["Facets, where the code is the same:", *(f"  {one}" for one in self.facets)] if self.facets else []
        if self.matrix:
            lines += ["Characters on which one coder has the row and another the column:", str(self.matrix)]
        told = "\n".join([*lines, str(self.differences)]).rstrip("\n")
        return told.replace(f" ({TOO_FEW})", "") if self.papers == 1 else told  # the notes say it once


def coding_agreement(
    project: Project,
    *,
    round: str | None = None,
    unit: str = "sentence",
    by: str = "code",
    coders: Collection[str] | None = None,
    include_assisted: bool = False,
) -> CodingAgreement:
    """Tell how far people agree on papers that two or more of them have read, and on what they differ.

    Args:
        round: only what was coded in this round.
        unit: what is judged, coded or not: every sentence, every paper; or the spans themselves.
        by: the level of codes: as they were put, their constructs, or their domains.
        coders: only these.
        include_assisted: also what people said with codings before their eyes.

    Raises:
        InputError: there is no such unit, level, round or coder.
    """
    if unit not in get_args(CodingUnit) or by not in get_args(CodeLevel):
        raise InputError(
            f"cannot tell agreement by {by!r} on {unit!r}; there are {', '.join(get_args(CodeLevel))}, on "
            f"{', '.join(get_args(CodingUnit))}"
        )
    found = read_by_people(project, round=round, coders=coders, include_assisted=include_assisted)
    read = [paper for paper in found.papers if len(paper.readers) > 1]
    cut = {paper.document.version: tuple(sentences(paper.document)) for paper in read}
    fold = _fold(project, by)
    papers = double_coding.folded((coded_paper(paper, cut[paper.document.version]) for paper in read), fold)
    overall, codes = _MEASURED[unit](papers)
    return CodingAgreement(
        unit=unit,  # type: ignore[arg-type]
        by=by,  # type: ignore[arg-type]
        round=round,
        coders=tuple(sorted({who for paper in read for who in paper.readers})),
        papers=len(read),
        once=len(found.papers) - len(read),
        rules=tuple(sorted(Counter(paper.rule for paper in read).items())),
        include_assisted=include_assisted,
        assisted=found.assisted,
        unknown=tuple(found.unknown.items()),
        overall=overall,
        sets=double_coding.on_sets(papers).figures if unit == "sentence" else (),
        codes=codes,
        facets=tuple(_facets(project, read, cut)) if unit == "sentence" else (),
        matrix=double_coding.on_places(papers).coincidences if unit == "span" and papers else None,
        differences=differences(
            papers,
            {one.document.version: (one.document, cut[one.document.version]) for one in read},
            project.codebook,
            fold,
        ),
        waiting=found.waiting,
    )


def coded_paper(paper: ReadPaper, cut: Sequence[Sentence]) -> CodedPaper:
    """A paper as it is compared, named by its version; rejections are no codings."""
    coded = {who: [one for one in said if one.verdict == "code"] for who, said in paper.said.items()}
    return CodedPaper(
        name=paper.document.version,
        sentences=len(cut),
        length=len(paper.document.text),
        readers=tuple(
            (who, frozenset((at, one.code) for one in made for at in sentences_of(one.span, cut)))
            for who, made in coded.items()
        ),
        units=tuple(
            (who, tuple(sorted({Unit(start=one.span.start, end=one.span.end, code=one.code) for one in made})))
            for who, made in coded.items()
        ),
    )


def agreement_table(found: CodingAgreement) -> Table:
    """A row for all codes, for each code and each facet, with every figure and its interval."""
    rows = [("codes", found.overall.code, found.overall.units, found.overall.figures)]
    rows += [("sets", "sets of codes", found.overall.units, found.sets)] if found.sets else []
    rows += [(found.by, one.code, one.units, one.figures) for one in found.codes]
    rows += [("facet", one.facet, one.places, one.figures) for one in found.facets]
    names = tuple(dict.fromkeys(figure.name for *_, figures in rows for figure in figures))
    columns = tuple(f"{name}{bound}" for name in names for bound in ("", " from", " to"))
    return Table(
        title=f"Agreement by {found.by} on {found.unit}s",
        columns=("level", "code", "units", *columns),
        rows=tuple((level, name, units, *_cells(figures, names)) for level, name, units, figures in rows),
        notes=found.notes,
    )


def save_agreement(found: CodingAgreement, *, out: Path | None = None, differences: Path | None = None) -> None:
    """Write the figures, and what people differ on, each to the file that is given, in the form that its name tells.

    Raises:
        InputError: a file's ending tells no form.
        ProjectError: a file cannot be written.
    """
    made = [(agreement_table(found), out), (difference_table(found.differences), differences)]
    told = [(table, form_told(path), path) for table, path in made if path is not None]
    for table, form, path in told:
        save_table(table, form, path)


def _cells(figures: Iterable[Figure], names: Sequence[str]) -> Iterator[Cell]:
    by_name = {figure.name: figure for figure in figures}
    for name in names:
        one = by_name.get(name)
        yield from (None, None, None) if one is None else (one.value, one.lower, one.upper)


def _fold(project: Project, by: str) -> Fold:
    book = project.codebook
    folds: dict[str, Fold] = {"code": str, "construct": book.construct_of, "domain": book.domain_of}
    return folds[by]


# -- figures by unit ---------------------------------------------------------------------------


def _on_sentences(papers: Sequence[CodedPaper]) -> tuple[CodeFigures, tuple[CodeFigures, ...]]:
    counts = _counts((code, who) for paper in papers for who, pairs in paper.readers for _, code in pairs)
    codes = [_figures(code, found, counts) for code, found in double_coding.by_code(papers)]
    return _figures(ALL, double_coding.over_all(papers), counts), tuple(codes)


def _on_papers(papers: Sequence[CodedPaper]) -> tuple[CodeFigures, tuple[CodeFigures, ...]]:
    return _on_sentences(double_coding.as_wholes(papers))


def _on_spans(papers: Sequence[CodedPaper]) -> tuple[CodeFigures, tuple[CodeFigures, ...]]:
    counts = _counts((unit.code, who) for paper in papers for who, units in paper.units for unit in units)
    every = double_coding.on_places(papers)

    def of(code: str | None, placed: Unitizing, figures: Iterable[Figure]) -> CodeFigures:
        by_coder = counts[code or ALL]
        return CodeFigures(
            code=code or ALL,
            units=sum(by_coder.values()),
            coded=tuple(sorted(by_coder.items())),
            figures=(*double_coding.on_spans(papers, code), *figures),
        )

    met = {one.value: one.alpha for one in every.by_code}
    codes = []
    for code in double_coding.used_codes(papers):
        placed = double_coding.on_places(papers, code)
        here = (placed.units_and_gaps, *((met[code],) if code in met else ()))
        codes.append(of(code, placed, here))
    return of(None, every, every.figures), tuple(codes)


_MEASURED: Mapping[str, Callable[[Sequence[CodedPaper]], tuple[CodeFigures, tuple[CodeFigures, ...]]]] = {
    "sentence": _on_sentences,
    "paper": _on_papers,
    "span": _on_spans,
}


def _counts(coded: Iterable[tuple[str, str]]) -> Mapping[str, Counter[str]]:
    """How often each coder put each code, and all codes together."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for code, who in coded:
        found[code][who] += 1
        found[ALL][who] += 1
    return found


def _figures(code: str, found: Agreement, counts: Mapping[str, Counter[str]]) -> CodeFigures:
    coded = tuple(sorted(counts.get(code, Counter()).items()))
    return CodeFigures(code=code, units=found.units, coded=coded, figures=found.figures)


# -- facets ------------------------------------------------------------------------------------


def _facets(
    project: Project, papers: Iterable[ReadPaper], cut: Mapping[str, Sequence[Sentence]]
) -> Iterator[FacetFigures]:
    """Figures of each facet of the codebook that two coders have said something of where they put the same code."""
    said: dict[str, dict[tuple[str, str], Codes]] = defaultdict(dict)
    paper_of: dict[str, str] = {}
    for place, who, coding in _placed(papers, cut):
        paper_of[place] = coding.span.version
        for name, values in coding.facets:
            said[name][place, who] = said[name].get((place, who), frozenset()) | frozenset(values)
    for name in (facet for facet in project.codebook.facets if facet in said):
        twice = Counter(place for place, _ in said[name])
        judged = [(place, who, values) for (place, who), values in said[name].items() if twice[place] > 1]
        if judged:
            yield _facet(name, judged, paper_of, project.codebook.facets[name].values)


def _placed(papers: Iterable[ReadPaper], cut: Mapping[str, Sequence[Sentence]]) -> Iterator[tuple[str, str, Coding]]:
    """Every coding, for each sentence that it stands for: sentence and code as one place, who coded, and the coding."""
    for paper in papers:
        version = paper.document.version
        made = ((who, one) for who, all_ in paper.said.items() for one in all_ if one.verdict == "code")
        for who, coding in made:
            for sentence in sentences_of(coding.span, cut[version]):
                yield f"{version} {sentence} {coding.code}", who, coding


def _facet(
    name: str, judged: Sequence[tuple[str, str, Codes]], paper_of: Mapping[str, str], values: Sequence[str]
) -> FacetFigures:
    several = any(len(said) != 1 for _, _, said in judged)
    table, sets = ratings_of_sets(judged, group_of=paper_of)
    ordered = name in ORDERED and not several
    if several:
        figures = agreement(table, scale=likeness(sets).tolist()).figures
    else:
        categories = (*values, *sorted({*table.categories} - {*values}))
        table = type(table)(coders=table.coders, categories=categories, rows=table.rows, groups=table.groups)
        figures = agreement(table, scale="ordinal" if ordered else "nominal").figures
    return FacetFigures(facet=name, places=len(table.rows), ordered=ordered, several=several, figures=figures)


# -- what is said beside -----------------------------------------------------------------------

_RULES: Mapping[Rule, str] = {
    "finished": "by those who have finished them",
    "own coding": "by those who have coded something in them, since nobody has said that they finished them",
}


def _notes(found: CodingAgreement) -> Iterator[str]:
    yield from (f"{counted(papers, 'paper')} read {_RULES[rule]}" for rule, papers in found.rules)
    if found.papers == 1:
        yield "No intervals: they are drawn over papers, and one has no spread"
    if found.once:
        yield f"{counted(found.once, 'paper')} read by one person only, and left out"
    if found.include_assisted:
        yield "What people said with codings before their eyes is counted too: it flatters agreement"
    elif found.assisted:
        what = counted(found.assisted, "coding or rejection", "codings and rejections")
        yield f"{what} left out, made with codings before people's eyes"
    if found.unknown:
        listed = ", ".join(f"{code} {number}" for code, number in found.unknown)
        yield f"Codings left out of codes that the codebook has not: {listed}"
    yield from listing("Papers left out while a blind round goes on", found.waiting)
