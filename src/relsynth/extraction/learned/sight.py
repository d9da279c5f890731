"""What the learned model sees in a document: for each sentence how likely it is coded at all, with which codes.

    every sentence ─▶ linear look ─▶ the likelier ones ─▶ encoder ─▶ coded? which codes? role, assertion, level

Only the sentences that the linear look does not rule out go through the encoder, which costs
a hundred times as much.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np

from relsynth.codebook import Code, Codebook
from relsynth.dictionary import CueHit, Dictionary
from relsynth.extraction.learned.encoder import Array, Encoder
from relsynth.extraction.learned.features import Looked, hashed
from relsynth.extraction.learned.weights import Trained
from relsynth.extraction.learned.wordpiece import WordPiece
from relsynth.extraction.proposals import Reading

HEADING_PIECES, BEFORE_PIECES, SENTENCE_PIECES = 6, 14, 64
"""How much of the heading's end, of the sentence before and of the sentence itself is read; as in training."""
DEFINITION_PIECES = 72
FACETS = ("role", "assertion", "level")
Hits = Mapping[str, tuple[CueHit, ...]]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the model made of a reading's codable sentences.

    ``linear``: one logit a sentence, coded at all. ``rows``: numbers of the sentences that went through the
    encoder; all else has a line for each of them. ``coded``: a logit; ``codes``: logits of the codes learned;
    ``matched``: logits of the codebook's codes by their definitions; ``facets``: log-probabilities of the
    values; ``vectors``: unit vectors to compare sentences by.
    """

    linear: Array
    rows: tuple[int, ...]
    hits: tuple[Hits, ...]
    coded: Array
    codes: Array
    matched: Array
    facets: Mapping[str, Array]
    vectors: Array


class Sight:
    """The model, made ready for a codebook."""

    def __init__(self, trained: Trained, codebook: Codebook) -> None:
        arrays, self._settings = trained.arrays, trained.settings
        self._arrays = arrays
        self._weights = arrays["linear.weights"].astype(np.float32)
        self._bias = float(self._settings["linear_bias"])
        self._pieces = WordPiece(bytes(arrays["vocabulary"]).decode("utf-8").split("\n"))
        self._encoder = Encoder(arrays, heads=int(self._settings["heads"]))
        self._dictionary = Dictionary(codebook)
        self._codebook = codebook

    def see(self, reading: Reading) -> Seen:
        """Look at every codable sentence of a document."""
        looked = list(self._looked(reading))
        linear = self.linear(looked)
        rows = tuple(int(n) for n in np.flatnonzero(linear >= self._settings["keep"]))
        vectors = self._encoder.vectors([self._read(looked[n]) for n in rows])
        projected = unit(vectors @ self._arrays["proj"].astype(np.float32).T)
        scale, bias = self._settings["match_scale"], self._settings["match_bias"]
        return Seen(
            linear=linear,
            rows=rows,
            hits=tuple(one.hits for one in looked),
            coded=self._head("coded", vectors)[:, 0],
            codes=self._head("codes", vectors),
            matched=cast("Array", projected @ self._definitions.T * scale + bias),
            facets={name: log_shares(self._head(name, vectors)) for name in FACETS},
            vectors=projected,
        )

    def linear(self, looked: Sequence[Looked]) -> Array:
        """Logit of each sentence being coded at all, by the linear look."""
        scores = np.zeros(len(looked), np.float32)
        for number, features in enumerate(hashed(looked)):
            weights = self._weights[features]
            idf = self._idf[features]
            size = float(np.sqrt((idf * idf).sum()))
            scores[number] = float((weights * idf).sum()) / max(size, 1e-9) + self._bias
        return scores

    def vectors_of(self, texts: Sequence[str]) -> Array:
        """Unit vectors of sentences that stand alone, such as a codebook's examples."""
        read = [self._read(Looked(text, "", "", {})) for text in texts]
        return unit(self._encoder.vectors(read) @ self._arrays["proj"].astype(np.float32).T)

    @cached_property
    def _idf(self) -> Array:
        return self._arrays["linear.idf"].astype(np.float32)

    @cached_property
    def _definitions(self) -> Array:
        """A unit vector for each code of the codebook: those learned from the weights, others from their words."""
        known = {code: number for number, code in enumerate(self._settings["codes"])}
        said = self._settings["definitions"]
        found = np.zeros((len(self._codebook.codes), self._arrays["proj"].shape[0]), np.float32)
        strange: list[tuple[int, Code]] = []
        for number, code in enumerate(self._codebook.codes):
            if code.id in known and said[code.id] == define(code):
                found[number] = self._arrays["definitions"][known[code.id]]
            else:
                strange.append((number, code))
        if strange:
            texts = [self._defined(code) for _, code in strange]
            vectors = self._encoder.vectors(texts) @ self._arrays["query"].astype(np.float32).T
            found[[number for number, _ in strange]] = unit(vectors)
        return found

    def _looked(self, reading: Reading) -> Iterator[Looked]:
        document, before, section = reading.document, "", -1
        for sentence in reading.codable:
            here = document.paragraphs[sentence.paragraph].section
            text = reading.text(sentence)
            yield Looked(
                text=text,
                headings=" > ".join(document.section_path(here)),
                before=before if here == section else "",
                hits=self._dictionary.codes_in(text),
            )
            before, section = text, here

    def _read(self, one: Looked) -> list[int]:
        pieces = self._pieces
        head = pieces.ids(one.headings)[-HEADING_PIECES:] if one.headings else []
        before = pieces.ids(one.before)[-BEFORE_PIECES:] if one.before else []
        sentence = pieces.ids(one.text)[:SENTENCE_PIECES]
        return [pieces.cls, *head, pieces.sep, *before, pieces.sep, *sentence, pieces.sep]

    def _defined(self, code: Code) -> list[int]:
        pieces = self._pieces
        return [pieces.cls, *pieces.ids(define(code))[:DEFINITION_PIECES], pieces.sep]

    def _head(self, name: str, vectors: Array) -> Array:
        weights = self._arrays[f"{name}.weight"].astype(np.float32)
        return cast("Array", vectors @ weights.T + self._arrays[f"{name}.bias"].astype(np.float32))


def define(code: Code) -> str:
    """The words by which a code is matched: its label and definition."""
    return f"{code.label}: {code.definition}" if code.definition else code.label


def unit(vectors: Array) -> Array:
    """Rows of length one."""
    return cast("Array", vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9))


def log_shares(logits: Array) -> Array:
    """Logits of each row as log-probabilities."""
    logits = logits - logits.max(axis=1, keepdims=True)
    return cast("Array", logits - np.log(np.exp(logits).sum(axis=1, keepdims=True)))
