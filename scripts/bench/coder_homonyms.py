"""Whether a coder leaves words in another sense alone, wherever in a paper they stand.

A case is a sentence, and the codes that may stand on it, mostly none. It is quiet only if no other code is
proposed in any of the sections it is put in, one paper each, with nothing else in it. Near misses are
the codebook's own: there only the code that they are near to must be quiet.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

from relsynth import formats
from relsynth.codebook import Codebook
from relsynth.documents import Document
from relsynth.extraction.pipeline import DocumentCoder

HEADINGS = ("Introduction", "Methods", "Results", "Discussion")
OURS = Path(__file__).parent / "homonyms.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A sentence with the codes that it may have; ``never``, where set, are the only ones that it must not."""

    sentence: str
    may: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()

    def is_quiet(self, codes: frozenset[str]) -> bool:
        """Whether none of some codes is one too many."""
        return not (codes & self.never if self.never else codes - self.may)


def figures(coder: DocumentCoder, book: Codebook, theirs: Path) -> dict[str, float]:
    """How many cases there are of each set, and how many are quiet."""
    sets = {"homonyms": from_yaml(theirs), "own_homonyms": from_csv(OURS), "near_misses": near_misses(book)}
    counts: dict[str, float] = {}
    for name, cases in sets.items():
        listed = list(cases)
        counts |= {name: len(listed), f"{name}_quiet": len(listed) - len(list(loud(coder, listed)))}
    return counts


def loud(coder: DocumentCoder, cases: Iterable[Case]) -> Iterator[tuple[Case, frozenset[str]]]:
    """The cases that are not quiet, with all codes proposed."""
    for case in cases:
        codes = codes_of(coder, case.sentence)
        if not case.is_quiet(codes):
            yield case, codes


def codes_of(coder: DocumentCoder, sentence: str) -> frozenset[str]:
    """Codes that a sentence gets in any section."""
    return frozenset(coding.code for heading in HEADINGS for coding in coder.code(alone(sentence, heading)).codings)


def alone(sentence: str, heading: str) -> Document:
    return formats.read(f"## {heading}\n\n{sentence}\n".encode(), path_name="homonym.md")


def from_yaml(path: Path) -> Iterator[Case]:
    """Cases as a list of ``{text, word, expect}``, ``expect`` the codes that may stand."""
    rows = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return (Case(sentence=row["text"], may=frozenset(row["expect"])) for row in rows)


def from_csv(path: Path) -> Iterator[Case]:
    """Cases of ours: no code may stand on any."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from (Case(sentence=row["sentence"]) for row in csv.DictReader(file))


def near_misses(book: Codebook) -> Iterator[Case]:
    """Near misses, each with the code that it is near to; its parts count as the code itself."""
    for code in book.codes:
        parts = frozenset(one.id for one in book.codes if code.id in (one.id, one.parent))
        yield from (Case(sentence=miss.text, never=parts - {miss.code}) for miss in code.near_misses)
