"""The sentences behind a query over a dataset, a page at a time: paper, section, quote and offsets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from relsynth.datasets.asking import FACET_COLUMNS, Asking
from relsynth.datasets.duck import Dataset
from relsynth.datasets.writing import partition_file
from relsynth.documents import LABELS, LATE_LABELS
from relsynth.synthesis.corpus import lettered
from relsynth.synthesis.quotes import LONGEST, SHORTEST

Facets = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A coding with its words and place; ``study`` is the number of its study."""

    study: int
    citation: str
    year: int | None
    code: str
    section: str
    facets: Facets
    quote: str
    page: int | None
    coder: str
    score: float | None
    paper: str
    start: int
    end: int
    is_evidence: bool

    def facet(self, name: str) -> tuple[str, ...]:
        """Values of one facet, empty where it was not coded."""
        return dict(self.facets).get(name, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyFound:
    """A study with what was found in it; ``quote`` stands for that by the rule of key quotes, None where nothing is."""

    citation: str
    year: int | None
    doi: str | None
    segments: int
    codes: tuple[tuple[str, int], ...]
    sections: tuple[tuple[str, int], ...]
    quote: Sentence | None
    papers: str


def sentences(asking: Asking, *, limit: int, offset: int) -> tuple[Sentence, ...]:
    """A page of the codings that were found, by paper and place."""
    return _told(
        asking,
        f'SELECT turn FROM {asking.found} ORDER BY paper, start, "end", code, turn LIMIT {limit:d} OFFSET {offset:d}',
    )


def studies_found(asking: Asking, *, limit: int, offset: int) -> tuple[tuple[StudyFound, ...], int]:
    """A page of the studies that were found, and how many they are."""
    page, many = asking.studies(limit=limit, offset=offset)
    own: dict[int, list[Sentence]] = defaultdict(list)
    for one in _told(
        asking,
        f"SELECT turn FROM {asking.found} WHERE n IN (SELECT unnest($page::INTEGER[]))",
        {"page": list(page)},
    ):
        own[one.study].append(one)
    about = asking.dataset.rows(
        """
        SELECT n, citation, letter, year, doi, names FROM studies
        WHERE n IN (SELECT unnest($page::INTEGER[])) ORDER BY n
        """,
        {"page": list(page)},
    )
    return tuple(_study(_cited(citation, letter), year, doi, names, own[n])
                 for n, citation, letter, year, doi, names in about), many  # fmt: skip


def _study(citation: str, year: int | None, doi: str | None, names: str, own: Sequence[Sentence]) -> StudyFound:
    codes, sections = Counter(one.code for one in own), Counter(one.section for one in own)
    return StudyFound(
        citation=citation,
        year=year,
        doi=doi,
        segments=len(own),
        codes=tuple((code, codes[code]) for code in sorted(codes)),
        sections=tuple((label, sections[label]) for label in LABELS if sections[label]),
        quote=min(own, key=_rank, default=None),
        papers=names,
    )


def _rank(one: Sentence) -> tuple[bool, int, bool, float]:
    """As ``synthesis.quotes`` ranks: evidence, section, length, score; the first of those alike stands."""
    turn = {"results": 0, "methods": 1}.get(one.section, 2 if one.section in LATE_LABELS else 3)
    is_long = not SHORTEST <= one.end - one.start <= LONGEST
    return not one.is_evidence, turn, is_long, -(1.0 if one.score is None else one.score)


def _told(asking: Asking, turns: str, more: Mapping[str, object] | None = None) -> tuple[Sentence, ...]:
    """Codings by what selects their rows of the index, by paper and place."""
    facets = ", ".join(FACET_COLUMNS.values())
    found = asking.rows(
        f"""
        SELECT n, paper, code::VARCHAR, section::VARCHAR, start, "end", page, score, coder, is_evidence, [{facets}]
        FROM segments WHERE rowid IN ({turns}) ORDER BY paper, start, "end", code, rowid
        """,
        more,
    )
    about = _about(asking.dataset, {row[1] for row in found})
    quotes = _quotes(asking.dataset, {row[1] for row in found})
    return tuple(
        Sentence(
            study=n,
            citation=about[paper][0],
            year=about[paper][1],
            code=code,
            section=section,
            facets=tuple((name, tuple(own)) for name, own in zip(FACET_COLUMNS, values, strict=True) if own),
            quote=quotes[paper, start, end],
            page=page,
            coder=coder,
            score=score,
            paper=about[paper][2],
            start=start,
            end=end,
            is_evidence=is_evidence,
        )
        for n, paper, code, section, start, end, page, score, coder, is_evidence, values in found
    )


def _about(dataset: Dataset, papers: Iterable[int]) -> Mapping[int, tuple[str, int | None, str]]:
    found = dataset.rows(
        """
        SELECT paper, studies.citation, letter, studies.year, name FROM papers JOIN studies USING (study)
        WHERE paper IN (SELECT unnest($papers::INTEGER[]))
        """,
        {"papers": sorted(papers)},
    )
    return {paper: (_cited(citation, letter), year, name) for paper, citation, letter, year, name in found}


def _quotes(dataset: Dataset, papers: Iterable[int]) -> Mapping[tuple[int, int, int], str]:
    """Paper, start and end -> the words there, from the partitions that these papers stand in and no others."""
    known = dataset.rows(
        "SELECT document, paper, partition FROM papers WHERE paper IN (SELECT unnest($papers::INTEGER[]))",
        {"papers": sorted(papers)},
    )
    if not known:
        return {}
    number = {document: paper for document, paper, _ in known}
    files = [
        str(partition_file(dataset.folder.resolve(), "codings", key)) for key in sorted({key for *_, key in known})
    ]
    found = dataset.rows(
        """
        SELECT document, start, "end", quote FROM read_parquet($files)
        WHERE document IN (SELECT unnest($documents::VARCHAR[]))
        """,
        {"files": files, "documents": sorted(number)},
    )
    return {(number[document], start, end): quote for document, start, end, quote in found}


def _cited(citation: str, letter: int | None) -> str:
    return citation if letter is None else lettered(citation, letter)
