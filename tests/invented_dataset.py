"""Datasets for tests: a corpus by hand or by chance, written as partitions, so that both paths can be asked alike."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from invented import MACHINE, code_of, paper, small_codebook, study_of
from relsynth.codebook import Codebook
from relsynth.coding import Coding
from relsynth.datasets.schema import FACETS
from relsynth.datasets.writing import About, begin, write_partition
from relsynth.documents import Document, Span
from relsynth.formats.codebook_writing import write_codebook
from relsynth.formats.codebook_yaml import read_codebook
from relsynth.synthesis.corpus import Corpus, Segment, build, paragraph_of

ROLES = ["barrier", "facilitator", "strategy", "goal", "outcome", "descriptive"]
ASSERTIONS = ["affirmed", "negated", "hedged", "recommended", "planned", "hypothetical", "reported_by_others"]
VALUES = {
    "level": ["interpersonal", "inter_organisational"],
    "phase": ["exploration", "implementation"],
    "valence": ["-2", "-1", "0", "1", "2", "mixed"],
    "measured": ["instrument_named", "study_items", "qualitative_only"],
    "linked_outcome": ["adoption", "cost", "partnership_outcome_only"],
    "amount": ["number"],
}
BOOK = read_codebook(
    write_codebook(
        small_codebook(
            code_of("STA.TRUST", "trust*"),
            code_of("STA.TRUST.GOODWILL", "good will", parent="STA.TRUST"),
            code_of("STA.RESPECT", "respect*"),
            code_of("STR.FORUM", "forum*", type="strategy", confusable=[{"code": "STA.TRUST", "rule": "Who acts."}]),
            code_of("STR.PLAIN", "partnership*", unspecific=True),
            code_of("GOAL.ALIGN", "aligned"),
            code_of("OUT.QUALITY", "good partnership", type="outcome"),
            code_of("OUT.NEVER", "never said"),
            domains=[{"id": one, "label": one} for one in ("STA", "STR", "GOAL", "OUT")],
            construct_types=["state", "structure", "strategy", "outcome"],
            facets={
                name: {"definition": "Said.", "values": values}
                for name, values in {"role": ROLES, "assertion": ASSERTIONS, **VALUES}.items()
            },
        )
    )
)
CODES = [code.id for code in BOOK.codes if code.id != "OUT.NEVER"]
LABELS = ["title", "abstract", "introduction", "aims", "methods", "results", "discussion", "limitations", "conclusion"]
SENTENCES = [
    "Trust grew.",
    "We met (often).  Then it rained. It held.",
    "Partners spoke of it; nobody wrote.",
    "So it was.",
]


def chanced(seed: int, *, papers: int = 14) -> tuple[list[Document], list[Coding]]:
    """Papers and codings by chance: some share a DOI, are no full text, lack sections, or tell lessons learned."""
    dice = random.Random(seed)
    documents = [_chanced_paper(dice, number) for number in range(papers)]
    codings = [_chanced_coding(dice, one) for one in documents for _ in range(dice.randrange(12))]
    return sorted(documents, key=lambda one: (one.name, one.id)), list(dict.fromkeys(codings))


def corpus_by(documents: Iterable[Document], codings: Iterable[Coding], book: Codebook = BOOK) -> Corpus:
    """The corpus as a project would have it."""
    documents = tuple(documents)
    return build(documents, codings, book, study_of=study_of(documents))


def dataset_of(
    folder: Path,
    documents: Sequence[Document],
    codings: Iterable[Coding],
    book: Codebook = BOOK,
    *,
    partitions: int = 3,
) -> Path:
    """The same as a dataset; the first paper stands in two partitions, and twice in the last of them."""
    codings = tuple(codings)
    about = About(
        codebook=book.id, codebook_version=book.version, codebook_digest=book.digest, coder=MACHINE.name, recipe="r",
        parser=None, papers_per_partition=5, relsynth="0",
    )  # fmt: skip
    begin(folder, about, codebook=write_codebook(book))
    for number in range(partitions):
        key = hashlib.sha256(str(number).encode()).hexdigest()
        own = list(documents[number::partitions])
        own += [documents[0]] * 2 if documents and number == partitions - 1 else []
        rows = [_rows(one, codings, book, key) for one in own]
        write_partition(
            folder,
            key,
            {
                "papers": [one for one, _ in rows],
                "codings": [one for _, many in rows for one in many],
                "unread": [{"partition": key, "source": "x", "reason": "is empty"}] if number == 0 else [],
            },
        )
    return folder


def _rows(
    document: Document, codings: Iterable[Coding], book: Codebook, key: str
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    own = [one for one in codings if one.span.version == document.version]
    study = study_of([document])[document.id]
    corpus = build([document], own, book, study_of={document.id: study})
    told = corpus.studies[0] if corpus.studies else None
    shared = {"partition": key, "document": document.id, "version": document.version, "study": study}
    about = {
        "source": document.name,
        "name": document.name,
        "citation": document.short_citation,
        "title": document.title,
        "year": document.year,
        "journal": document.journal,
        "doi": document.doi,
        "language": document.language,
        "completeness": document.completeness,
        "left_out": document.out_of_scope,
        "has_sections": told is not None and told.has_sections,
        "is_lessons_paper": told is not None and told.is_lessons_paper,
        "sentences": 9,
        "words": [{"label": label, "words": words} for label, words in (told.words if told else ())],
    }
    return {**shared, **about}, [{**shared, **_coding_row(one, document)} for one in corpus.segments]


def _coding_row(segment: Segment, document: Document) -> dict[str, Any]:
    coding = segment.coding
    start, end = coding.span.start, coding.span.end
    paragraph = paragraph_of(document, start)
    line = document.text[end : end + 3].split("\n", 1)[0]
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
        "blanks_behind": len(line) - len(line.lstrip()),
        **{name: list(coding.facet(name)) for name in FACETS},
        "is_evidence": coding.is_evidence,
        "is_lack": coding.is_lack,
        "score": coding.score,
        "coder": coding.coder.name,
    }


def _chanced_paper(dice: random.Random, number: int) -> Document:
    labels = [label for label in LABELS if dice.random() < 0.8] or ["results"]
    if dice.random() < 0.1:
        labels = ["What we saw"]
    sections = {label: [" ".join(dice.choices(SENTENCES, k=3)) for _ in range(dice.randint(1, 2))] for label in labels}
    title = "Lessons learned from rafting" if dice.random() < 0.1 else f"Rafting, part {number % 5}"
    return paper(
        sections,
        name=f"{dice.choice(['Ráft', 'raft', 'ferry'])}_{number}.txt",
        title=title,
        authors=(dice.choice(["Jack, A", "Źdźbło, B"]),),
        year=dice.choice([None, 2015, 2016, 2020]),
        doi=f"10.1/{number}" if dice.random() < 0.8 else "10.1/shared",
        completeness="abstract_only" if dice.random() < 0.1 else "full_text",
    )


def _chanced_coding(dice: random.Random, document: Document) -> Coding:
    paragraph = dice.choice(document.paragraphs)
    ends = [0, *(n + 1 for n, sign in enumerate(document.quote(paragraph.start, paragraph.end)) if sign == ".")]
    turn = dice.randrange(len(ends) - 1)
    start = paragraph.start + ends[turn]
    start += len(document.text[start:]) - len(document.text[start:].lstrip(" "))
    facets = {
        "role": dice.sample(ROLES, dice.choice([0, 1, 1, 2])),
        "assertion": dice.sample(ASSERTIONS, 2)
        if dice.random() < 0.1
        else [dice.choice([*ASSERTIONS, *["affirmed"] * 9])],
        **{name: dice.sample(values, 1) if dice.random() < 0.25 else [] for name, values in VALUES.items()},
    }
    if dice.random() < 0.9:
        facets["amount"] = []
    return Coding(
        span=Span(version=document.version, start=start, end=paragraph.start + ends[turn + 1]),
        code=dice.choice(CODES),
        coder=MACHINE,
        facets=tuple(sorted((name, tuple(values)) for name, values in facets.items() if values)),
        score=dice.choice([None, 0.5, 0.9]),
    )


def without_places(row: Any, *names: str) -> Any:
    """A row of the project's path without what a dataset does not tell: numbers of studies and codings."""
    return replace(row, **dict.fromkeys(names, ()))
