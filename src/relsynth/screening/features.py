"""What texts are made of: words and pairs of neighbouring words, weighed; and how well each text answers a query.

Weights are tf-idf as scikit-learn's ``TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, max_df=0.95)`` has them.
Pairs are counted as numbers, never as texts. All that a record has alone shares one column: products of records, and so
what is learned from them, are as they would be with a column for each, at less than half of the memory.
"""

from __future__ import annotations

import re
import zipfile
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

WORD = re.compile(r"\b\w\w+\b")  # scikit-learn's, and so ASReview's
MOST = 0.95  # share of the records; a term in more of them tells nothing; as ELAS u4
SATURATION = 2.0  # k1 of BM25, and
LENGTH = 0.75  # b: of the usual values (Robertson & Zaragoza 2009, section 3.5) those for long texts
AT_ONCE = 1 << 18  # pairs looked up at once
ROWS_AT_ONCE = 1024
ROUGH = 24  # bits: places of the table of rough counts
VERSION = 1  # of the packed form

Ints = NDArray[np.int32]
Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Features:
    """Texts as numbers.

    ``matrix`` (texts × terms) has a row of length 1 for each text that holds a term; its columns are those of ``terms``
    (words, and pairs as numbers), then one a text of what it has alone. ``answering`` (texts × words of the query) are
    the shares of BM25, ``answer`` their sums.
    """

    words: tuple[str, ...]
    terms: Codes
    matrix: csr_matrix
    asked: tuple[str, ...]
    answering: csr_matrix
    answer: NDArray[np.float64]

    @classmethod
    def of(cls, texts: Iterable[str], *, query: str) -> Self:
        """Count and weigh the terms of texts, and what of the query they hold; the texts are gone through once."""
        words, tokens, begins = read(texts)
        met, paired, once = pairs(tokens, begins, len(words))
        counts = [counted(tokens, begins, len(words)), paired]
        del tokens, paired
        asked = sorted({word for word in WORD.findall(query.lower()) if word in words})
        answering = bm25(counts[0], np.array([words[word] for word in asked], dtype=np.intp))
        kept, matrix = weighed(counts, once)
        return cls(
            words=tuple(words),
            terms=np.concatenate([np.arange(len(words), dtype=np.int64), met])[kept],
            matrix=matrix,
            asked=tuple(asked),
            answering=answering,
            answer=np.asarray(answering.sum(axis=1), dtype=np.float64).ravel(),
        )

    def name(self, column: int) -> str:
        """A term as people read it; what a text has alone has no name but an empty one."""
        if column >= len(self.terms):
            return ""
        code, words = int(self.terms[column]), self.words
        first, second = divmod(code, len(words))
        return f"{words[first - 1]} {words[second]}" if first else words[second]

    def of_row(self, row: int) -> tuple[Ints, NDArray[np.float32]]:
        """Columns and values of a text's terms."""
        return _entries(self.matrix, row)

    def answers(self, row: int) -> Iterator[tuple[str, float]]:
        """The words of the query that a text holds, with what each adds to the answer."""
        columns, values = _entries(self.answering, row)
        return ((self.asked[column], value) for column, value in zip(columns.tolist(), values.tolist(), strict=True))

    def packed(self, *, seed: int) -> bytes:
        """All of it as bytes (NumPy's own format, without pickle)."""
        out = BytesIO()
        np.savez(
            out,
            numbers=np.array([VERSION, seed, *self.matrix.shape, len(self.asked)], dtype=np.int64),
            words=_as_bytes(self.words),
            asked=_as_bytes(self.asked),
            terms=self.terms,
            **{f"matrix_{name}": getattr(self.matrix, name) for name in ("data", "indices", "indptr")},
            **{f"answering_{name}": getattr(self.answering, name) for name in ("data", "indices", "indptr")},
            answer=self.answer,
        )
        return out.getvalue()

    @classmethod
    def unpacked(cls, packed: bytes) -> tuple[Self, int]:
        """What was packed, and its seed.

        Raises:
            ValueError: the bytes are not what :meth:`packed` makes, or another version of it.
        """
        try:
            with zipfile.ZipFile(BytesIO(packed)) as archive:
                parts = {name.removesuffix(".npy"): _array(archive.read(name)) for name in archive.namelist()}
        except (zipfile.BadZipFile, ValueError) as problem:
            raise ValueError("these bytes hold no ranker") from problem
        if "numbers" not in parts or parts["numbers"][0] != VERSION:
            raise ValueError(f"these bytes hold no ranker of version {VERSION}")
        _, seed, rows, columns, asked = parts["numbers"].tolist()
        features = cls(
            words=_as_texts(parts["words"]),
            terms=parts["terms"],
            matrix=_matrix(parts, "matrix", (rows, columns)),
            asked=_as_texts(parts["asked"]),
            answering=_matrix(parts, "answering", (rows, asked)),
            answer=parts["answer"],
        )
        return features, seed


def read(texts: Iterable[str]) -> tuple[dict[str, int], Ints, Ints]:
    """Number each word; all texts as numbers in a row; where each text begins, and where the last ends."""
    words: dict[str, int] = {}
    tokens, begins = array("i"), array("i", [0])
    for text in texts:
        tokens.extend([words.setdefault(word, len(words)) for word in WORD.findall(text.lower())])
        begins.append(len(tokens))
    return words, np.frombuffer(tokens, dtype=np.int32), np.array(begins, dtype=np.int32)


def counted(columns: Ints, begins: Ints, width: int) -> csr_matrix:
    """How often each text has each of its terms, which are given in a row; those below 0 are passed over."""
    so_far = np.zeros(len(columns) + 1, dtype=np.int32)
    np.cumsum(columns >= 0, out=so_far[1:])
    starts, held = so_far[begins], int(so_far[-1])
    del so_far
    counts = csr_matrix((np.ones(held, np.float32), columns[columns >= 0], starts), shape=(len(begins) - 1, width))
    counts.sum_duplicates()
    return counts.copy()  # it holds the room of the duplicates until then


def pairs(tokens: Ints, begins: Ints, words: int) -> tuple[Codes, csr_matrix, NDArray[np.float64]]:
    """The pairs of words met more than once, how often each text has each, and how many others each text has.

    Most pairs of a search are met once. They are sorted out by a table of rough counts before the exact one, piece by
    piece, which needs an eighth of the memory that numbering all pairs does.
    """
    rough = np.zeros(1 << ROUGH, dtype=np.uint8)
    for codes in _codes(tokens, begins, words):
        place, met = np.unique(_place(codes[codes >= 0]), return_counts=True)
        rough[place] = np.minimum(rough[place] + np.minimum(met, 2), 2)
    perhaps = [codes[(codes >= 0) & (rough[_place(codes)] > 1)] for codes in _codes(tokens, begins, words)]
    del rough
    again = np.concatenate([np.empty(0, np.int64), *perhaps])
    del perhaps
    again.sort()
    again = again[1:][again[1:] == again[:-1]]
    again = again[np.diff(again, prepend=-1) > 0]
    columns, once = np.full(len(tokens), -1, dtype=np.int32), np.zeros(len(tokens) + 1, dtype=np.int32)
    for n, codes in enumerate(_codes(tokens, begins, words)):
        start, end = n * AT_ONCE, n * AT_ONCE + len(codes)
        if again.size:
            place = np.minimum(np.searchsorted(again, codes), len(again) - 1)
            columns[start:end] = np.where(again[place] == codes, place, -1)
        once[start + 1 : end + 1] = (columns[start:end] < 0) & (codes >= 0)
    alone = np.diff(np.cumsum(once, out=once)[begins]).astype(np.float64)
    del once
    return again, counted(columns, begins, len(again)), alone


def _codes(tokens: Ints, begins: Ints, words: int) -> Iterator[Codes]:
    """A number for each word and the next, -1 where the next is of another text; piece by piece."""
    ends = begins[1:][begins[1:] > begins[:-1]] - 1
    for start in range(0, len(tokens), AT_ONCE):
        some = tokens[start : start + AT_ONCE + 1].astype(np.int64)
        codes = np.full(min(AT_ONCE, len(tokens) - start), -1, dtype=np.int64)
        codes[: len(some) - 1] = ((some[:-1] + 1) * words + some[1:])[: len(codes)]
        codes[ends[(ends >= start) & (ends < start + len(codes))] - start] = -1
        yield codes


def _place(codes: Codes) -> Codes:
    """Where a pair is counted roughly: Fibonacci hashing (Knuth, The Art of Computer Programming 3, section 6.4)."""
    return ((codes.astype(np.uint64) * np.uint64(11400714819323198485)) >> np.uint64(64 - ROUGH)).astype(np.int64)


def weighed(parts: list[csr_matrix], once: NDArray[np.float64]) -> tuple[NDArray[np.intp], csr_matrix]:
    """Which columns of the counts are kept, in their new order, and the matrix of their tf-idf.

    ``parts`` are counts of words and of pairs side by side; they are used up, for the sake of memory. Columns that
    many texts have come first, so that a product meets few pages of it.
    """
    texts = len(once)
    rest = once * (np.log((1 + texts) / 2) + 1) ** 2  # what stands in a text alone, squared
    length, held = rest, [_holds(counts) for counts in parts]
    for counts, holds in zip(parts, held, strict=True):
        all_of_it, alone = _weigh(counts, holds)
        length, rest = length + all_of_it, rest + alone
    del counts, holds
    kept, place = _places(np.concatenate(held), texts)
    del held
    own = np.sqrt(rest).astype(np.float32), np.arange(texts, dtype=np.int32), np.arange(texts + 1, dtype=np.int32)
    parts.append(csr_matrix(own, shape=(texts, texts)))
    parts[-1].eliminate_zeros()
    scale = 1 / np.where(length > 0, np.sqrt(length), 1)
    return kept, _beside(parts, place, scale.astype(np.float32))


def bm25(counts: csr_matrix, asked: NDArray[np.intp]) -> csr_matrix:
    """What each word asked for adds to the answer of each text (texts × words asked)."""
    texts = counts.shape[0]
    holds = _holds(counts)[asked]
    rarity = np.log(1 + (texts - holds + 0.5) / (holds + 0.5))
    length = np.asarray(counts.sum(axis=1)).ravel()
    mean = length.mean() if length.any() else 1.0
    share = counts[:, asked].astype(np.float64)
    size = np.repeat(SATURATION * (1 - LENGTH + LENGTH * length / mean), np.diff(share.indptr))
    share.data = rarity[share.indices] * share.data * (SATURATION + 1) / (share.data + size)
    return share


def _holds(counts: csr_matrix) -> NDArray[np.int64]:
    """How many texts have each term."""
    holds = np.zeros(counts.shape[1], dtype=np.int64)
    for start in range(0, counts.nnz, AT_ONCE):
        holds += np.bincount(counts.indices[start : start + AT_ONCE], minlength=len(holds))
    return holds


def _places(holds: NDArray[np.int64], texts: int) -> tuple[NDArray[np.intp], Ints]:
    """Which terms are kept, the most frequent first; and the new column of each term, then of what a text has alone."""
    kept = np.flatnonzero((holds > 1) & (holds <= MOST * texts))
    kept = kept[np.argsort(-holds[kept], kind="stable")]
    place = np.full(len(holds) + texts, -1, dtype=np.int32)
    place[kept] = np.arange(len(kept))
    place[len(holds) :] = len(kept) + np.arange(texts)
    return kept, place


def _weigh(counts: csr_matrix, holds: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Make counts tf-idf, in place, and return sums of squares of each text: of all, and of what it has alone."""
    texts = counts.shape[0]
    rarity = np.where(holds > MOST * texts, 0, np.log((1 + texts) / (1 + holds)) + 1).astype(np.float32)
    all_of_it, alone = np.zeros(texts), np.zeros(texts)
    for rows, held in _blocks(counts):
        columns = counts.indices[held]
        values = (np.log(counts.data[held]) + 1) * rarity[columns]
        counts.data[held] = values
        all_of_it[rows] = _row_sums(counts, rows, values**2)
        alone[rows] = _row_sums(counts, rows, np.where(holds[columns] == 1, values**2, 0))
    return all_of_it, alone


def _beside(parts: list[csr_matrix], place: Ints, scale: NDArray[np.float32]) -> csr_matrix:
    """One matrix of the entries of several, which are used up: its rows scaled, its columns as ``place`` has them.

    Columns whose place is below 0 are left out. Made block by block, since scipy's ``hstack`` takes thrice the room.
    """
    edges = np.cumsum([0, *(part.shape[1] for part in parts)])
    places = [place[start:end] for start, end in pairwise(edges.tolist())]
    sizes = [_kept_in_rows(part, where) for part, where in zip(parts, places, strict=True)]
    ends = np.concatenate([np.zeros(1, np.int32), np.cumsum(np.sum(sizes, axis=0), dtype=np.int32)])
    indices, data = np.empty(ends[-1], np.int32), np.empty(ends[-1], np.float32)
    begin = ends[:-1].copy()
    while parts:
        part, where, size = parts.pop(), places.pop(), sizes.pop()
        for rows, held in _blocks(part):
            columns = where[part.indices[held]]
            kept = columns >= 0
            first = np.cumsum(size[rows]) - size[rows]
            there = np.repeat(begin[rows] - first, size[rows]) + np.arange(size[rows].sum())
            indices[there] = columns[kept]
            data[there] = part.data[held][kept] * np.repeat(scale[rows], size[rows])
        begin += size
    matrix = csr_matrix((data, indices, ends), shape=(len(begin), int(place.max(initial=-1)) + 1))
    matrix.sort_indices()
    return matrix


def _kept_in_rows(part: csr_matrix, where: Ints) -> Ints:
    """How many entries of each row have a place."""
    size = np.zeros(part.shape[0], dtype=np.int32)
    for rows, held in _blocks(part):
        size[rows] = _row_sums(part, rows, where[part.indices[held]] >= 0)
    return size


def _blocks(matrix: csr_matrix) -> Iterator[tuple[slice, slice]]:
    """Some rows at a time, and their entries."""
    for start in range(0, matrix.shape[0], ROWS_AT_ONCE):
        end = min(start + ROWS_AT_ONCE, matrix.shape[0])
        yield slice(start, end), slice(int(matrix.indptr[start]), int(matrix.indptr[end]))


def _row_sums(matrix: csr_matrix, rows: slice, values: NDArray[Any]) -> NDArray[np.float64]:
    """Sums of what is told of each entry of some rows."""
    so_far = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    return np.diff(so_far[matrix.indptr[rows.start : rows.stop + 1] - matrix.indptr[rows.start]])


def _entries(matrix: csr_matrix, row: int) -> tuple[NDArray[Any], NDArray[Any]]:
    if not 0 <= row < matrix.shape[0]:
        raise IndexError(f"rows are 0 to {matrix.shape[0] - 1}, not {row}")
    start, end = matrix.indptr[row : row + 2]
    return matrix.indices[start:end], matrix.data[start:end]


def _matrix(parts: dict[str, NDArray[Any]], name: str, shape: tuple[int, int]) -> csr_matrix:
    return csr_matrix(tuple(parts[f"{name}_{part}"] for part in ("data", "indices", "indptr")), shape=shape)


def _array(held: bytes) -> NDArray[Any]:
    return np.lib.format.read_array(BytesIO(held), allow_pickle=False)


def _as_bytes(texts: Sequence[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(texts).encode(), dtype=np.uint8)  # no word holds a line end


def _as_texts(held: NDArray[np.uint8]) -> tuple[str, ...]:
    return tuple(held.tobytes().decode().split("\n")) if held.size else ()
