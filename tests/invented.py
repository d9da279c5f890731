"""Small codebooks, papers and codings for tests, built by hand.

Every sentence, study and name in them is invented.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from relsynth.codebook import Codebook
from relsynth.coding import Coder, Coding
from relsynth.documents import LABELS, Block, Document, Span, document_id
from relsynth.sections import assemble
from relsynth.synthesis.corpus import Corpus, build

MACHINE = Coder(name="lexicon@000000000000.1", kind="machine")

Paper = Mapping[str, Iterable[str]]
"""Section label -> its paragraphs."""


def code_of(id_: str, *strong: str, **others: Any) -> dict[str, Any]:
    """A code by its id and strong cues; ``others`` replace or add fields."""
    return {
        "id": id_,
        "label": id_.rpartition(".")[2].capitalize(),
        "type": "state",
        "levels": ["interpersonal", "inter_organisational"],
        "definition": "What it is.",
        "include": "This.",
        "exclude": "That.",
        "cues": {"strong": list(strong) or [f"{id_.rpartition('.')[2].lower()}*"]},
        **others,
    }


def small_codebook(*codes: dict[str, Any], **others: Any) -> Codebook:
    """A codebook of some codes, or of four: trust with a kind of it, a forum, and plain partnering."""
    usual = (
        code_of("STA.TRUST", "trust*"),
        code_of("STA.TRUST.GOODWILL", "good will", parent="STA.TRUST"),
        code_of("STR.FORUM", "forum*", type="structure"),
        code_of("STR.PLAIN", "partnership*", unspecific=True),
    )
    return Codebook.model_validate(
        {
            "id": "small",
            "version": "1",
            "title": "A small codebook",
            "language": "en",
            "licence": "CC0-1.0",
            "description": "For tests.",
            "unit_of_coding": {},
            "domains": [{"id": "STA", "label": "States"}, {"id": "STR", "label": "Structures"}],
            "construct_types": ["state", "structure"],
            "facets": {"level": {"definition": "Between whom.", "values": ["interpersonal", "inter_organisational"]}},
            "codes": list(codes or usual),
            **others,
        }
    )


def paper(sections: Paper, *, name: str = "paper.txt", **fields: Any) -> Document:
    """A document of sections, in the order given; a label no paper has becomes a heading of its own."""
    blocks: list[Block] = []
    for label, paragraphs in sections.items():
        known = label if label in LABELS else None
        blocks.append(Block(text=label.replace("_", " ").capitalize(), kind="heading", depth=1, label=known))
        blocks += [Block(text=text) for text in paragraphs]
    text, paragraphs_, sections_, citations = assemble(blocks)
    usual = {"format": "plain", "reader": "plain-1", "language": "en", "title": name, "citations": citations}
    return Document(
        id=document_id(name.encode()),
        name=name,
        text=text,
        paragraphs=paragraphs_,
        sections=sections_,
        **(usual | fields),
    )


def coding(
    document: Document, code: str, section: str, assertion: str = "affirmed", *, at: int = 0, **facets: str
) -> Coding:
    """A code on the paragraph number ``at`` of a section; assertions and values of facets parted by spaces."""
    own = [p for p in document.paragraphs if document.sections[p.section].label == section]
    said = {"assertion": assertion, **facets}
    return Coding(
        span=Span(version=document.version, start=own[at].start, end=own[at].end),
        code=code,
        coder=MACHINE,
        facets=tuple(sorted((name, tuple(values.split())) for name, values in said.items())),
    )


PLAIN_PAPER: Paper = {
    label: ["One.", "Two."] for label in ("aims", "methods", "results", "discussion", "lessons_learned")
}


def papers(number: int, sections: Paper = PLAIN_PAPER, **fields: Any) -> list[Document]:
    """So many papers with the same sections, each a study of its own."""
    return [paper(sections, name=f"paper-{at}.txt", **fields) for at in range(number)]


def corpus_of(
    documents: Iterable[Document], codings: Iterable[Coding] = (), codebook: Codebook | None = None
) -> Corpus:
    """A corpus, by default with the small codebook; documents with the same DOI are one study."""
    documents = tuple(documents)
    return build(documents, codings, codebook or small_codebook(), study_of=study_of(documents))


def study_of(documents: Iterable[Document]) -> dict[str, str]:
    return {document.id: document.doi or document.id for document in documents}
