"""Where the row of a sheet stands in the papers as they are read now: by its offsets, or by its words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import lru_cache

from relsynth.anchoring import Folded, fold, reanchor
from relsynth.documents import Document, Span
from relsynth.errors import InputError
from relsynth.formats.coding_sheet import SheetRow
from relsynth.project import Project

_SUFFIX = re.compile(r"\.(?:xml|nxml|html?|md|txt|pdf|docx|epub)\Z", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]{1,9}\Z")


class Places:
    """The papers of a project in which rows are looked for."""

    def __init__(self, project: Project, documents: Iterable[Document] | None = None) -> None:
        """``documents`` are those that are looked in: all of the project where none are given."""
        self._papers = project.store.papers
        looked_in = project.store.documents() if documents is None else documents
        self._documents = {document.version: document for document in looked_in}
        self._named: dict[str, list[Document]] = defaultdict(list)
        for document in self._documents.values():
            for name in dict.fromkeys((document.name, _SUFFIX.sub("", document.name), document.id)):
                self._named[name.casefold()].append(document)

    def document(self, version: str) -> Document:
        """The paper of a version that holds now."""
        return self._documents[version]

    def find(self, row: SheetRow) -> Span:
        """Where a row stands.

        Offsets are taken where the row's version is one that is kept, and its quote, if it has one, stands there;
        those of an earlier version are carried into the one that holds now by the words there and around them.
        Otherwise the quote has to stand in the paper, word for word, and once.

        Raises:
            InputError: says what is wrong with the row, and how to mend it.
        """
        offsets, version = _offsets(row), row["version"]
        if offsets and version and version not in self._documents and self._papers.has_version(version):
            return self._carried(row, offsets)
        document = self._document(row)
        if row["quote"]:
            stands = offsets and same_words(document.text[slice(*offsets)], row["quote"])
            return placed(document, *(offsets if offsets and stands else _quoted(document, row["quote"])))
        if offsets and version in self._documents:
            return placed(document, *offsets)
        raise InputError("says no place: give the words that are coded in `quote`")

    def _carried(self, row: SheetRow, offsets: tuple[int, int]) -> Span:
        """The place of an earlier reading in the one that holds now."""
        earlier = self._papers.version(row["version"])
        now = next((one for one in self._documents.values() if one.id == earlier.id), None) or self._document(row)
        if row["quote"] and not same_words(earlier.text[slice(*offsets)], row["quote"]):
            return placed(now, *_quoted(now, row["quote"]))
        found = reanchor(_folded(earlier.text), *offsets, _folded(now.text))
        if found.span is None:
            raise InputError(f"{now.name} has been read anew, and the place is not found in it: {found.reason}")
        return placed(now, *found.span)

    def _document(self, row: SheetRow) -> Document:
        if row["version"] in self._documents:
            return self._documents[row["version"]]
        name = row["document"]
        if not name:
            raise InputError("names no paper that is here: give its name in `document`, as `relsynth papers` lists it")
        found = self._named.get(name.casefold()) or self._named.get(_SUFFIX.sub("", name).casefold(), [])
        if len(found) > 1:
            raise InputError(f"{len(found)} papers are called {name!r}: give one's id, {found[0].id} for the first")
        if not found:
            near = get_close_matches(name, [document.name for document in self._documents.values()], n=1)
            meant = f"; is it {near[0]}?" if near else ""
            raise InputError(f"no paper is called {name!r}; `relsynth papers` lists them{meant}")
        return found[0]


def placed(document: Document, start: int, end: int) -> Span:
    """A span that may be coded: any stretch of words of a paper that is counted, of one paragraph or of several.

    Where it stands in the back matter, it is kept and shown, and counts in no table.

    Raises:
        InputError: it may not.
    """
    if document.out_of_scope:
        raise InputError(f"{document.name} is left out of every n ({document.out_of_scope})")
    if not 0 <= start < end <= len(document.text) or not document.text[start:end].strip():
        raise InputError(
            f"[{start}, {end}) of {document.name} holds no words; it has {len(document.text):,} characters"
        )
    while document.text[start].isspace():
        start += 1
    while document.text[end - 1].isspace():
        end -= 1
    return Span(version=document.version, start=start, end=end)


def same_words(a: str, b: str) -> bool:
    """Whether two texts differ in nothing but white space, kinds of dashes and quotation marks, and the like."""
    return fold(a).folded.strip(" ") == fold(b).folded.strip(" ")


def _offsets(row: SheetRow) -> tuple[int, int] | None:
    start, end = row["start"], row["end"]
    if not (start or end):
        return None
    if not (_DIGITS.match(start) and _DIGITS.match(end) and int(start) < int(end)):
        raise InputError(f"start {start!r} and end {end!r} are no place: two whole numbers, or leave both empty")
    return int(start), int(end)


def _quoted(document: Document, quote: str) -> tuple[int, int]:
    """Where the words of a quote stand, whole."""
    there = list(_stands(_folded(document.text), fold(quote).folded.strip(" ")))
    if len(there) == 1:
        return there[0]
    if there:
        raise InputError(f"{quote[:40]!r} stands {len(there)} times in {document.name}: give a longer quote")
    raise InputError(f"{quote[:40]!r} is not in {document.name}, word for word: copy it from the paper as it was read")


def _stands(text: Folded, words: str) -> Iterator[tuple[int, int]]:
    at = text.folded.find(words) if words else -1
    while at >= 0:
        start, end = text.place(at, at + len(words))
        if not (is_within_word(text.text, start) or is_within_word(text.text, end)):
            yield start, end
        at = text.folded.find(words, at + 1)


def is_within_word(text: str, at: int) -> bool:
    """Whether an offset parts a word."""
    beside: Sequence[str] = text[max(0, at - 1) : at + 1]
    return len(beside) > 1 and all(sign.isalnum() for sign in beside)


@lru_cache(maxsize=8)  # rows of one paper come one after the other
def _folded(text: str) -> Folded:
    return fold(text)


def span_of(
    project: Project, document: Document, *, quote: str | None = None, start: int | None = None, end: int | None = None
) -> Span:
    """Where some words stand in a paper; from offsets where no words are given.

    Raises:
        InputError: the words do not stand there, or in several places, or there are neither words nor offsets.
    """
    if (start is None) != (end is None):
        raise InputError("start and end go together: give both, or the words")
    if quote is None and start is not None and end is not None:
        return placed(document, start, end)
    cells = {
        "document": document.name,
        "version": document.version,
        "quote": (quote or "").strip(),
        "start": "" if start is None else str(start),
        "end": "" if end is None else str(end),
    }
    return Places(project, [document]).find(SheetRow(line=0, cells=cells))
