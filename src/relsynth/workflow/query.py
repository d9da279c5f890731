"""Asking a coded project: which segments, studies or passages are as a query says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from relsynth.characteristics import FIELDS as CHARACTERISTICS
from relsynth.documents import LABELS
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.query import All, Field, Query, Words, all_of, leaves, parse
from relsynth.reports.tables import Cell, Table
from relsynth.synthesis.asking import Asked, Facts, Passage, asks_how_said, asks_of_codings
from relsynth.synthesis.asking_fields import ANYTHING, ASSERTION, Values, facets_of, named
from relsynth.synthesis.corpus import Corpus, Segment, paragraph_of
from relsynth.synthesis.quotes import key_quotes, quote_of
from relsynth.synthesis.statistics import wilson
from relsynth.workflow.characteristics import characteristics_in, find_characteristics
from relsynth.workflow.listing import LISTED, counted
from relsynth.workflow.synthesise import ABSENCE, MACHINE, UNIT, load_corpus, provenance, underpowered
from relsynth.workflow.track import Track, untracked

By = Literal["segment", "study", "passage"]
BY: tuple[By, ...] = ("segment", "study", "passage")

SEGMENT_COLUMNS = ("study", "year", "code", "label", "section", "role", "level", "assertion")
PLACE_COLUMNS = ("page", "coder", "kind", "score", "paper", "place", "coding")
STUDY_COLUMNS = ("study", "year", "doi", "segments", "codes", "sections", "quote", "papers", "codings")
PASSAGE_COLUMNS = ("study", "year", "section", "codes", "text", "page", "paper", "place", "codings")
EVIDENCE_ONLY = (
    "Only evidence: what a study reports, or reports the lack of, on its own account. Ask with assertion:any for "
    "what is recommended, planned, supposed or cited as well."
)
ALL_ASSERTIONS = (
    "The query says itself which assertions count; k counts only studies whose own account it is, the others are apart."
)
QUOTES = "Quotes are verbatim; place is where they stand in the paper's text, and coding the number of the coding."
STUDY_OF = {
    "segment": "A study counts where one of its codings is all that the query says.",
    "study": "A study counts where one of its codings is all that the query says; where the query asks for no coding, "
    "where a paragraph of it is.",
    "passage": "Passages are paragraphs, coded or not; a field holds of a passage where it holds of a coding in it.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was found: ``k`` of ``n`` studies with the Wilson interval of the share, and a line for each thing found.

    ``apart``: studies of which something was found, and no evidence. ``table`` has everything, with its notes.
    """

    query: str
    by: By
    n: int
    k: int
    lower: float
    upper: float
    apart: int
    found: int
    lines: tuple[str, ...]
    table: Table

    def __str__(self) -> str:
        share = f" ({self.k / self.n:.0%}, 95 % interval {self.lower:.0%} to {self.upper:.0%})" if self.n else ""
        apart = f"; {self.apart} more, not by evidence" if self.apart else ""
        what = counted(self.found, self.by, "studies" if self.by == "study" else None)
        more = len(self.lines) - LISTED
        return "\n".join(
            [
                f"{self.query}: {what}; {self.k} of {counted(self.n, 'study', 'studies')}{share}{apart}",
                *(f"  {line}" for line in self.lines[:LISTED]),
                *([f"  and {more} more; --format or -o has all of them"] if more > 0 else []),
                *(f"- {note}" for note in self.table.notes[2:]),  # the first two are told above already
            ]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What was asked, and the segments (indexes in the corpus) and passages that were found."""

    asked: Query
    by: By
    numbers: tuple[int, ...]
    passages: tuple[Passage, ...]
    facts: Facts


def query(project: Project, text: str, *, by: By = "segment", at: str, track: Track = untracked) -> Answer:
    """What a query asks for, in the papers as they are coded now.

    Where it asks for characteristics of studies, they are found first in papers in which nobody has looked.

    Args:
        by: segments; studies, each with how many; or passages, whether they are coded or not.

    Raises:
        QueryError: the text is no query, or asks for a field or value that there is not.
        ProjectError: there is nothing to count, or papers are not coded as the codebook is now.
    """
    if by not in BY:
        raise InputError(f"no unit {by!r} of a query; there are {', '.join(BY)}")
    asked = named(parse(text))
    if any(isinstance(leaf, Field) and leaf.name in CHARACTERISTICS for leaf in leaves(asked)):
        find_characteristics(project, at=at, track=track)
    corpus = load_corpus(project)
    facts = facts_of(project, corpus, asked)
    values = Values(corpus, facts.characteristics)
    values.check(asked)
    asking = Asked(corpus, values, facts)
    of_studies = by == "study" and not asks_of_codings(asked)
    passages = asking.passages(asked) if by == "passage" or of_studies else ()
    numbers = asking.segments(asked) if by != "passage" else tuple(n for one in passages for n in one.segments)
    found = _Found(asked=asked, by=by, numbers=numbers, passages=passages, facts=facts)
    alone = () if numbers or passages else _alone(asking, asked, by)
    return _answer(project, corpus, found, _table(corpus, found), alone)


def facts_of(project: Project, corpus: Corpus, asked: Query) -> Facts:
    """What a query has to know beside the codings, and no more than that."""
    words = {leaf.text for leaf in leaves(asked) if isinstance(leaf, Words)}
    fields = {leaf.name for leaf in leaves(asked) if isinstance(leaf, Field)} & set(CHARACTERISTICS)
    return Facts(
        words={text: project.store.searching.passages(text) for text in words},
        characteristics=_characteristics(project, corpus, fields) if fields else {},
    )


def _characteristics(
    project: Project, corpus: Corpus, fields: Iterable[str]
) -> Mapping[str, Sequence[tuple[str, ...]]]:
    known = characteristics_in(project, corpus.documents.values())
    told: dict[str, Sequence[tuple[str, ...]]] = {}
    for field in fields:
        by_study = []
        for study in corpus.studies:
            said = [one for version in study.documents for one in known[version] if one.field == field and one.holds]
            of_people = [one for one in said if one.kind == "person"]
            by_study.append(tuple(dict.fromkeys(one.value for one in of_people or said if one.value)))
        told[field] = by_study
    return told


def _alone(asking: Asked, asked: Query, by: By) -> tuple[str, ...]:
    """Where nothing is all that a query says, how much each of its parts finds alone: one knows which to drop."""
    if not isinstance(asked, All):
        return ()
    anyhow = Field(name=ASSERTION, values=(ANYTHING,))
    told = []
    for part in asked.parts:
        whole = all_of((part, anyhow)) if asks_how_said(asked) and not asks_how_said(part) else part
        found = len(asking.passages(whole) if by == "passage" else asking.segments(whole))
        told.append(f"{part} {counted(found, 'passage' if by == 'passage' else 'segment')}")
    return (f"Nothing is all of this. Alone: {', '.join(told)}.",)


def _answer(project: Project, corpus: Corpus, of: _Found, table: Table, alone: Iterable[str]) -> Answer:
    told = {one.study for one in of.passages}
    found = told if of.by == "passage" else told | {corpus.segments[n].study for n in of.numbers}
    counts = told or {corpus.segments[n].study for n in of.numbers if corpus.segments[n].coding.is_evidence}
    lower, upper = wilson(len(counts), corpus.n)
    how = ALL_ASSERTIONS if asks_how_said(of.asked) else EVIDENCE_ONLY
    share = f"k = {len(counts)} of n = {corpus.n}, Wilson 95 % interval {lower:.3f} to {upper:.3f}."
    notes = (
        *(f"Query: {of.asked}", share, *alone, STUDY_OF[of.by]),
        *([how] if of.by != "passage" else []),
        *_unknown(of.facts),
        *(QUOTES, corpus.statement, UNIT, MACHINE, ABSENCE),
        *(*underpowered(project, corpus), provenance(project, corpus)),
    )
    return Answer(
        query=str(of.asked),
        by=of.by,
        n=corpus.n,
        k=len(counts),
        lower=lower,
        upper=upper,
        apart=len(found - counts),
        found=len(table.rows),
        lines=tuple(_line(dict(zip(table.columns, row, strict=True))) for row in table.rows),
        table=Table(title=table.title, columns=table.columns, rows=table.rows, notes=notes),
    )


def _unknown(facts: Facts) -> tuple[str, ...]:
    """In how many studies nothing was found of what was asked: they are not known to be otherwise."""
    return tuple(
        f"{field}: not found by the machine in {told.count(())} of {counted(len(told), 'study', 'studies')}; what is "
        "asked for may hold of them, too (`relsynth characteristics set` says so)."
        for field, told in facts.characteristics.items()
        if () in told
    )


def _line(row: Mapping[str, Cell]) -> str:
    quote = row.get("quote") or row.get("text") or ""
    parts = [row["study"], row.get("section"), row.get("code") or row.get("codes") or "not coded", row.get("role")]
    told = " · ".join(_flat(part) for part in parts if part)
    return f"{told}: “{quote}”" if not str(quote).startswith("“") else f"{told}: {quote}"


def _flat(cell: Cell) -> str:
    return "; ".join(f"{key} {count}" for key, count in cell.items()) if isinstance(cell, Mapping) else str(cell)


# -- tables


def _table(corpus: Corpus, of: _Found) -> Table:
    if of.by == "passage":
        rows = [_of_passage(corpus, one) for one in of.passages]
        return Table(title="Passages", columns=PASSAGE_COLUMNS, rows=tuple(rows))
    names = {leaf.name for leaf in leaves(of.asked) if isinstance(leaf, Field)}
    more = tuple(name for name in (*facets_of(corpus.codebook), *of.facts.characteristics) if name in names)
    if of.by == "study":
        added = tuple(name for name in more if name in of.facts.characteristics)
        by_study = _by_study(corpus, of)
        return Table(
            title="Studies",
            columns=(*STUDY_COLUMNS, *added),
            rows=tuple((*_of_study(corpus, n, own), *_known(of.facts, added, n)) for n, own in by_study.items()),
        )
    added = tuple(name for name in more if name not in SEGMENT_COLUMNS)
    columns = (*SEGMENT_COLUMNS, *added, "quote", *PLACE_COLUMNS)
    return Table(
        title="Segments", columns=columns, rows=tuple(_of_segment(corpus, n, added, of.facts) for n in of.numbers)
    )


def _by_study(corpus: Corpus, of: _Found) -> Mapping[int, list[int]]:
    """Studies with the segments that were found in them; of those found by what is no coding, perhaps none."""
    own: dict[int, list[int]] = defaultdict(list, {one.study: [] for one in of.passages})
    for number in of.numbers:
        own[corpus.segments[number].study].append(number)
    return dict(sorted(own.items()))


def _known(facts: Facts, names: Iterable[str], study: int) -> tuple[Cell, ...]:
    return tuple("; ".join(facts.characteristics[name][study]) for name in names)


def _of_segment(corpus: Corpus, number: int, added: Iterable[str], facts: Facts) -> tuple[Cell, ...]:
    segment = corpus.segments[number]
    study, coding = corpus.studies[segment.study], segment.coding
    document = corpus.documents[coding.span.version]
    more = (
        "; ".join(facts.characteristics[name][segment.study] if name in facts.characteristics else coding.facet(name))
        for name in added
    )
    return (
        *(study.citation, study.year, coding.code, corpus.codebook.code(coding.code).label, segment.section),
        *("; ".join(coding.facet(name)) for name in ("role", "level", "assertion")),
        *more,
        quote_of(corpus, number).text,
        paragraph_of(document, coding.span.start).page,
        *(coding.coder.name, coding.coder.kind, coding.score, document.name, _place(segment)),
        coding.number,
    )


def _of_study(corpus: Corpus, number: int, own: Sequence[int]) -> tuple[Cell, ...]:
    study = corpus.studies[number]
    segments = [corpus.segments[n] for n in own]
    codes = Counter(segment.coding.code for segment in segments)
    quotes = key_quotes(corpus, own, most=1) or tuple(quote_of(corpus, n) for n in own[:1])
    return (
        *(study.citation, study.year, study.doi, len(own), {code: codes[code] for code in sorted(codes)}),
        _in_order(Counter(segment.section for segment in segments)),
        str(quotes[0]) if quotes else None,
        ";".join(corpus.documents[version].name for version in study.documents),
        _codings(segments),
    )


def _in_order(sections: Counter[str]) -> Mapping[str, int]:
    return {label: sections[label] for label in LABELS if sections[label]}


def _of_passage(corpus: Corpus, passage: Passage) -> tuple[Cell, ...]:
    study, document = corpus.studies[passage.study], corpus.documents[passage.version]
    paragraph = document.paragraphs[passage.position]
    segments = [corpus.segments[number] for number in passage.segments]
    return (
        *(study.citation, study.year, document.sections[paragraph.section].label),
        "; ".join(sorted({segment.coding.code for segment in segments})),
        *(document.quote(paragraph.start, paragraph.end), paragraph.page, document.name),
        f"{paragraph.start}-{paragraph.end}",
        _codings(segments),
    )


def _place(segment: Segment) -> str:
    return f"{segment.coding.span.start}-{segment.coding.span.end}"


def _codings(segments: Iterable[Segment]) -> str:
    return ";".join(str(segment.coding.number) for segment in segments)
