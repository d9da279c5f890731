"""The batch function: inputs of a partition in, rows of a dataset out. The same on one process, many, or a cluster.

What it gives depends on the inputs and the recipe alone: no clock, no project, no other partition. A paper that
cannot be read, takes too long or needs too much memory is a row of ``unread``, and stops nobody.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from typing import Any

from relsynth import formats
from relsynth.coding import Coding
from relsynth.datasets.schema import FACETS
from relsynth.datasets.writing import pack
from relsynth.documents import Document
from relsynth.errors import FormatError, InputError
from relsynth.extraction import coders
from relsynth.extraction import parser as spacy_parser
from relsynth.extraction.pipeline import DocumentCoder
from relsynth.extraction.proposals import CoderError, CoderSettings
from relsynth.formats.codebook_yaml import read_codebook
from relsynth.records import folded_doi
from relsynth.scaling.inputs import Input, papers_in
from relsynth.scaling.limits import TooLong, at_most, peak_bytes
from relsynth.synthesis.corpus import Segment, Study, build, paragraph_of

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """All that codings depend on beside the papers, in plain values that travel between machines.

    ``codebook`` is its text, ``options`` the coder's own table as JSON, ``coder_name`` the full name that it has with
    that codebook, ``weights`` what readings are stamped with, ``readers`` the revisions of all readers.
    """

    codebook: str
    coder: str
    coder_name: str
    options: str
    parser: str | None
    weights: str
    readers: tuple[str, ...]

    @property
    def digest(self) -> str:
        """16 hex digits that change whenever codings could."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What came of some inputs: rows by table, packed; ``papers`` counts those read or tried, ``peak`` is in bytes."""

    tables: dict[str, bytes]
    papers: int
    seconds: float
    peak: int


@dataclass(slots=True)
class _Rows:
    papers: list[Row] = field(default_factory=list)
    codings: list[Row] = field(default_factory=list)
    unread: list[Row] = field(default_factory=list)


def code_inputs(
    inputs: Iterable[Input], recipe: Recipe, *, partition: str, seconds: float, or_end: bool = False
) -> Batch:
    """Read and code every paper of some inputs.

    Args:
        seconds: how long one paper may take.
        or_end: this process is a worker, which may be ended where a paper does not come back (``limits.at_most``).

    Raises:
        CoderError: there is no such coder, it lacks something, or proposes what cannot stand: no fault of a paper.
        CodebookError: the codebook cannot be used.
        InputError: the parser's model is not installed.
    """
    coder = ready(recipe)
    rows, began, tried = _Rows(), time.perf_counter(), 0
    for one in inputs:
        for source, name, given in papers_in(one):
            tried += 1
            if isinstance(given, str):
                rows.unread.append(_unread(partition, source, given))
            else:
                _code(rows, coder, recipe, given, (partition, source, name), seconds=seconds, or_end=or_end)
    tables = pack({"papers": rows.papers, "codings": rows.codings, "unread": rows.unread})
    return Batch(tables=tables, papers=tried, seconds=time.perf_counter() - began, peak=peak_bytes())


def unread_batch(one: Input, why: str, *, partition: str) -> Batch:
    """What comes of an input that was set apart without a worker that lives to tell."""
    return Batch(tables=pack({"unread": [_unread(partition, one.source, why)]}), papers=1, seconds=0.0, peak=0)


@lru_cache(maxsize=1)  # a worker codes by one recipe; to make a coder ready takes seconds
def ready(recipe: Recipe) -> DocumentCoder:
    """The coder of a recipe, made once in a process.

    Raises:
        CoderError, CodebookError, InputError: as ``code_inputs``; or this machine's coder is not that of the recipe.
    """
    book = read_codebook(recipe.codebook)
    proposer = coders.make(recipe.coder, book, CoderSettings(options=json.loads(recipe.options)))
    loaded = spacy_parser.load(recipe.parser) if recipe.parser else None
    made = DocumentCoder(book, proposer, loaded)
    made_readers = tuple(sorted(formats.readers()))
    if made.coder.name != recipe.coder_name or made_readers != recipe.readers:
        raise CoderError(
            f"a worker codes otherwise ({made.coder.name}, not {recipe.coder_name}); "
            "install the same versions of relsynth and its parser everywhere"
        )
    _BOOKS[recipe] = book
    return made


_BOOKS: dict[Recipe, Any] = {}


def _code(
    rows: _Rows,
    coder: DocumentCoder,
    recipe: Recipe,
    content: bytes,
    place: tuple[str, str, str],
    *,
    seconds: float,
    or_end: bool,
) -> None:
    partition, source, _ = place

    def refuse(why: str, *, seconds: float | None = None) -> None:
        rows.unread.append(_unread(partition, source, why, seconds=seconds))

    try:
        with at_most(seconds, or_end=or_end):
            paper, codings = _paper_and_codings(coder, recipe, content, place)
    except InputError as error:
        refuse(error.message)
    except FormatError as error:
        refuse(str(error))
    except TooLong:
        refuse(f"took longer than {seconds:g} s", seconds=seconds)
    except MemoryError:
        refuse("needs more memory than a worker may use")
    except CoderError:
        raise
    except Exception as error:  # noqa: BLE001 of a million files one finds a fault that nobody has met; it is told
        refuse(f"a fault of the reader ({type(error).__name__}: {error})")
    else:
        rows.papers.append(paper)
        rows.codings.extend(codings)


def _paper_and_codings(
    coder: DocumentCoder, recipe: Recipe, content: bytes, place: tuple[str, str, str]
) -> tuple[Row, list[Row]]:
    partition, source, name = place
    read = formats.read(content, path_name=name)
    document = replace(read, reader=f"{read.reader}+{recipe.weights}")
    study = f"doi:{folded_doi(document.doi)}" if document.doi else document.id
    coded = None if document.out_of_scope else coder.code(document)
    corpus = build([document], coded.codings if coded else (), _BOOKS[recipe], study_of={document.id: study})
    shared = {"partition": partition, "document": document.id, "version": document.version, "study": study}
    paper = {
        **shared,
        **_said(document, corpus.studies[0] if corpus.studies else None),
        "source": source,
        "sentences": coded.sentences if coded else 0,
    }
    return paper, [{**shared, **_coding(one, document)} for one in corpus.segments]


def _said(document: Document, study: Study | None) -> Row:
    return {
        "name": document.name,
        "citation": document.short_citation,
        "title": document.title,
        "year": document.year,
        "journal": document.journal,
        "doi": document.doi,
        "language": document.language,
        "completeness": document.completeness,
        "left_out": document.out_of_scope,
        "has_sections": study is not None and study.has_sections,
        "is_lessons_paper": study is not None and study.is_lessons_paper,
        "words": [{"label": label, "words": words} for label, words in (study.words if study else ())],
    }


def _coding(segment: Segment, document: Document) -> Row:
    coding: Coding = segment.coding
    start, end = coding.span.start, coding.span.end
    paragraph = paragraph_of(document, start)
    behind = document.text[end : paragraph.end]
    return {
        "code": coding.code,
        "construct": segment.construct,
        "section": segment.section,
        "is_late": segment.is_late,
        "path": " > ".join(document.section_path(paragraph.section)),
        "start": start,
        "end": end,
        "quote": document.quote(start, end),
        "paragraph": paragraph.start,
        "page": paragraph.page,
        "is_spoken": document.is_spoken(start, end),
        "blanks_behind": len(behind) - len(behind.lstrip()),
        **{name: list(coding.facet(name)) for name in FACETS},
        "is_evidence": coding.is_evidence,
        "is_lack": coding.is_lack,
        "cue": coding.cue,
        "score": coding.score,
        "reason": coding.reason,
        "coder": coding.coder.name,
    }


def _unread(partition: str, source: str, why: str, *, seconds: float | None = None) -> Row:
    return {"partition": partition, "source": source, "reason": why, "seconds": seconds}
