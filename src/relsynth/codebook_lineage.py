"""What became of codes over the versions of a codebook, by what the versions themselves declare.

A code ``replaces`` those of earlier books that it came in place of. A project keeps every version that was coded with,
so that A is followed to C where one version says that B came in its place, and a later one that C came for B. The last
version that knows a code has the word on it: one that has it as a code of its own, or says what replaces it.
Nothing is concluded from ids or labels that look alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from relsynth.codebook import Codebook
from relsynth.coding import Coding


class Lineage:
    """The codes of earlier versions, led to those of ``today``; ``kept`` are earlier versions, oldest first."""

    def __init__(self, today: Codebook, kept: Iterable[Codebook] = ()) -> None:
        self._today = frozenset(code.id for code in today.codes)
        books = [book for book in kept if book.digest != today.digest]
        self._heirs: dict[str, tuple[str, ...]] = {}
        for book in [*books, today]:
            self._heirs |= {former: book.heirs(former) for code in book.codes for former in code.replaces}
            self._heirs |= {code.id: (code.id,) for code in book.codes}

    def ends(self, code_id: str) -> tuple[str, ...]:
        """Where the way of a code ends: codes of today, and those that are no more and that nothing replaces."""
        ends: dict[str, None] = {}
        todo, seen = [code_id], set()
        while todo:
            at = todo.pop(0)
            heirs = self._heirs.get(at, (at,))
            if at in seen:
                continue
            seen.add(at)
            if heirs == (at,):
                ends[at] = None
            else:
                todo += heirs
        return tuple(ends)

    def heirs(self, code_id: str) -> tuple[str, ...]:
        """The codes of today that stand for a code: itself, what came in its place, or none."""
        return tuple(end for end in self.ends(code_id) if end in self._today)

    def now(self, code_id: str) -> str | None:
        """The one code of today that stands for a code; None where it was split, or is no more.

        A code of which a part is no more is not told from one that was split: who goes where is for people to say.
        """
        ends = self.ends(code_id)
        return ends[0] if len(ends) == 1 and ends[0] in self._today else None


def rejections_of_a_part(
    codings: Iterable[Coding], now: Mapping[str, str], kept: Mapping[str, Codebook]
) -> frozenset[int]:
    """Numbers of rejections that are not read under the code of today, since they would take a coding away.

    Where two codes were merged, one of which a person put on some words and the other of which they rejected there,
    the coding holds: the book that they said it with told the two apart.

    Args:
        now: code -> the code of today that it is read as, where that is another.
        kept: digest -> codebook, of those that were coded with.
    """
    said: dict[tuple[object, ...], list[Coding]] = defaultdict(list)
    for coding in codings:
        if coding.coder.kind == "person":
            said[coding.coder.name, coding.span, now.get(coding.code, coding.code)].append(coding)
    return frozenset(number for words in said.values() for number in _of_a_part(words, kept))


def _of_a_part(words: Sequence[Coding], kept: Mapping[str, Codebook]) -> Iterator[int]:
    """Those that come after a coding which they say nothing of, among a person's words on one code of today."""
    if len({one.code for one in words}) == 1 or len({one.verdict for one in words}) == 1:
        return
    last: dict[str, Coding] = {}
    for one in sorted(words, key=lambda word: word.number or 0):
        book = kept.get(one.codebook or "")
        apart = last.keys() if book is None else last.keys() & {code.id for code in book.codes}
        last = {code: last[code] for code in last if code in apart} | {one.code: one}
    holds = [one.number or 0 for one in last.values() if one.verdict == "code"]
    if holds:
        yield from (one.number or 0 for one in last.values() if one.verdict == "reject" and one.number not in holds)
