"""A coder as it is in a project just begun: the bundled codebook, no settings."""

from __future__ import annotations

from dataclasses import dataclass

from relsynth.bundled import default_codebook
from relsynth.codebook import Codebook
from relsynth.extraction import coders
from relsynth.extraction import parser as spacy_parser
from relsynth.extraction.pipeline import DocumentCoder
from relsynth.extraction.proposals import CoderSettings, Proposer
from relsynth.formats.codebook_yaml import read_codebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A codebook, a coder made for it, and the whole that codes documents with it."""

    codebook: Codebook
    proposer: Proposer
    coder: DocumentCoder


def ready(family: str, parser: str, *, codebook: Codebook | None = None) -> Ready:
    """A coder by its family (``lexicon``), with a spaCy model's package name, or ``none``."""
    book = codebook or bundled()
    loaded = None if parser == "none" else spacy_parser.load(parser)
    proposer = coders.make(family, book, CoderSettings())
    return Ready(codebook=book, proposer=proposer, coder=DocumentCoder(book, proposer, loaded))


def bundled() -> Codebook:
    return read_codebook(default_codebook().read_bytes(), path=default_codebook())
