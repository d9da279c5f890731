"""The columns of a dataset, in one table: the Parquet schema, the reference and the checks are made from it.

Nothing of Arrow is imported here, so that documentation and checks need no extra.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

FORMAT = 1
"""Version of the format; raised when older programs would misread what is written."""

Kind = Literal["text", "texts", "whole", "number", "yes or no", "words by section"]
"""What stands in a column: a string, a list of strings, an int32, a double, a boolean, a list of label and words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its name, what it holds, what that means, and whether it may be null."""

    name: str
    kind: Kind
    means: str
    may_be_null: bool = False


def _column(name: str, kind: Kind, means: str) -> Column:
    return Column(name=name, kind=kind, means=means)


def _maybe(name: str, kind: Kind, means: str) -> Column:
    return Column(name=name, kind=kind, means=means, may_be_null=True)


FACETS: Mapping[str, str] = {
    "role": "what the construct is in the sentence: partner, barrier, strategy and so on",
    "assertion": "whether it is affirmed, negated, hedged, recommended, planned, hypothetical or another's",
    "level": "level of the system that is spoken of",
    "purpose": "what partnering is for",
    "lifecycle": "stage of a partnership",
    "phase": "phase of implementation",
    "actor": "who acts",
    "dyad": "who is related to whom",
    "valence": "whether it is told as good or bad",
    "linked_outcome": "implementation outcomes that it is linked to",
    "direction": "whether the outcome rises or falls with it",
    "measured": "whether and how it was measured",
    "amount": "how much of it",
    "register": "register of the words, as lived or formal",
}
"""Facets of a coding that have a column, each a list of values; empty where nothing was told."""

PAPERS = (
    _column("partition", "text", "key of the partition that the row stands in"),
    _column("source", "text", "file the paper was read from; in an archive `archive!member`, in a table `file!row`"),
    _column("document", "text", "id of the document: the digest of its source's bytes"),
    _column("version", "text", "id of the reading; spans count in its text"),
    _column("name", "text", "name of the file, without its ending"),
    _column("study", "text", "id of the study: papers that share a DOI are one, any other is its own"),
    _column("citation", "text", "first author and year"),
    _maybe("title", "text", "title"),
    _maybe("year", "whole", "year of publication"),
    _maybe("journal", "text", "journal"),
    _maybe("doi", "text", "DOI as the paper gives it"),
    _maybe("language", "text", "ISO 639-1"),
    _column("completeness", "text", "full_text, abstract_only or no_body"),
    _maybe("left_out", "text", "why the paper is left out of every n; null where it is counted"),
    _column("has_sections", "yes or no", "whether any section could be labelled"),
    _column("is_lessons_paper", "yes or no", "whether the paper as a whole tells lessons learned"),
    _column("sentences", "whole", "sentences that were read for codes; 0 where the paper is left out"),
    _column("words", "words by section", "words by section label"),
)

CODINGS = (
    _column("partition", "text", "key of the partition that the row stands in"),
    _column("document", "text", "id of the document"),
    _column("version", "text", "id of the reading that `start` and `end` count in"),
    _column("study", "text", "id of the study"),
    _column("code", "text", "code, as in the codebook"),
    _column("construct", "text", "construct that the code counts for"),
    _column("section", "text", "label of the section"),
    _column("is_late", "yes or no", "whether the section is the discussion or behind it"),
    _column("path", "text", "headings from the top down, joined by ` > `"),
    _column("start", "whole", "first code point of the sentence in the text"),
    _column("end", "whole", "code point behind the sentence"),
    _column("quote", "text", "the sentence"),
    _column("paragraph", "whole", "first code point of the paragraph that it stands in"),
    _maybe("page", "whole", "page that the paragraph begins on, where the source has pages"),
    _column("is_spoken", "yes or no", "whether they are a participant's words"),
    _column("blanks_behind", "whole", "blanks directly behind it in its line: a sentence that begins there follows on"),
    *(_column(name, "texts", means) for name, means in FACETS.items()),
    _column("is_evidence", "yes or no", "whether it reports what the study itself saw, or saw lacking"),
    _column("is_lack", "yes or no", "whether the construct is reported as absent"),
    _maybe("cue", "text", "cue that fired, or the words that tell"),
    _maybe("score", "number", "how surely, from 0 to 1"),
    _maybe("reason", "text", "why it was coded so"),
    _column("coder", "text", "coder, with all that its codings depend on"),
)

UNREAD = (
    _column("partition", "text", "key of the partition that the row stands in"),
    _column("source", "text", "file, archive's member or row that gave no paper"),
    _column("reason", "text", "why"),
    _maybe("seconds", "number", "time limit, where that is what stopped it"),
)

TABLES: Mapping[str, tuple[Column, ...]] = {"papers": PAPERS, "codings": CODINGS, "unread": UNREAD}
"""Name of a table, which is the folder of its files -> its columns."""

WORDS = ("label", "words")
"""Fields of an item of ``words by section``."""
