"""Which pairs are looked at: those that share a key, each key rare enough to be shared by few.

A key joins two or three things of a record (title and author; volume, page and year), so
that few share it, and whether two records are compared depends on these two alone: no block
is cut short. The price: where n records have one title, author and year, and no page, all of
their n(n-1)/2 pairs are looked at. A title of one or two words ("Reply") therefore makes no key
without a place, or an author and a year.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from relsynth.dedupe.titles import words_in
from relsynth.dedupe.traits import Traits

_TELLING_WORD = 4  # letters at least
_TELLING_WORDS = 3  # in a title, at least
_TELLING_NAMES = 3  # among the authors, at least
_NOBODY = frozenset({"anon", "anonymous", "no", "unknown"})  # "no" is of "[No author name available]"
_HALF = np.uint64(32)  # bits: the key's checksum above, the record's position below
_LOWER = np.uint64(0xFFFFFFFF)


def keys(one: Traits) -> Iterator[str]:
    """Yield the keys under which a record is looked up: the same for the same traits, whatever else there is."""
    start = min(one.starts, default="")
    yield from _by_number(one, start)
    yield from _by_title(one, start)
    yield from _by_place(one, start)
    names = sorted({name for name in one.names.split() if len(name) >= _TELLING_WORD})[:6]
    if len(names) >= _TELLING_NAMES:
        yield f"names {' '.join(names)} {one.year} {start or one.volume}"


def _by_number(one: Traits, start: str) -> Iterator[str]:
    """Identifiers. All abstracts of a congress may have the DOI of the supplement, hence never the DOI alone."""
    if one.doi:
        known = [("title", one.title[:6]), ("author", one.first[:4]), ("page", start)]
        yield from (f"doi {one.doi} {name} {value}" for name, value in known if value)
    if one.pmid:
        yield f"pmid {one.pmid}"


def _by_title(one: Traits, start: str) -> Iterator[str]:
    """The title with author or year: as a whole, by its beginning, by its end, by its longest words."""
    title, words, author = one.title.replace(" ", ""), one.title.split(), one.first
    tells = words_in(one.title) >= _TELLING_WORDS
    if title and (tells or start or one.volume):
        yield f"title year {title[:80]} {one.year} {start or one.volume}"
    if title and author and (tells or author not in _NOBODY):
        yield f"title author {title[:80]} {author[:4]}{'' if tells else f' {one.year}'}"
    if title and one.volume:
        yield f"title ends {title[:12]} {title[-12:]} {one.year} {one.volume}"
    if len(words) >= _TELLING_WORDS and author:
        yield f"title begins {' '.join(words[:4])} {author}"
        yield f"title closes {' '.join(words[-3:])} {author} {one.year}"
    longest = sorted({word for word in words if len(word) >= _TELLING_WORD}, key=lambda word: (-len(word), word))[:4]
    if len(longest) >= _TELLING_WORDS:
        yield f"words year {' '.join(sorted(longest))} {one.year}"
        yield f"words author {' '.join(sorted(longest))} {author[:4]}"


def _by_place(one: Traits, start: str) -> Iterator[str]:
    """Volume and page, for translated titles and other spellings."""
    if start and one.volume:
        yield f"place author {one.volume} {start} {one.year} {one.first[:3]}"
        yield f"place title {one.volume} {start} {one.title[:6]}"
        yield f"place {one.volume} {start} {max(one.ends, default='')} {one.issue} {one.year}"
    if start and one.first:
        yield f"page {start} {one.year} {one.first} {one.title[:4]}"


def candidates(compared: Sequence[Traits]) -> Iterator[tuple[int, int]]:
    """Yield, in order, the pairs of positions that share a key, the lower first, each pair once."""
    summed = np.fromiter(
        (crc32(key.encode("utf-8", "surrogatepass")) << 32 | n for n, one in enumerate(compared) for key in keys(one)),
        dtype=np.uint64,
    )
    summed.sort()
    size = len(compared)  # a pair as one number: millions of tuples would keep the garbage collector busy
    found = {n * size + m for block in _blocks(summed) for n, m in combinations(block, 2)}
    yield from (divmod(pair, size) for pair in sorted(found))


def _blocks(summed: NDArray[np.uint64]) -> Iterator[list[int]]:
    """Positions, in order, of the records under one key, for the keys that more than one record has."""
    edges = np.flatnonzero(np.diff(summed >> _HALF)) + 1
    starts, ends = np.append(0, edges), np.append(edges, len(summed))
    for n in np.flatnonzero(ends - starts > 1):
        yield sorted(set((summed[starts[n] : ends[n]] & _LOWER).tolist()))
