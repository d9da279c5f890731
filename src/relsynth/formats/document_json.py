"""What a process that reads papers says of one, as JSON: the document, or why there is none.

JSON and not a pickle, since whoever reads a hostile file may have been taken over by it, and a pickle runs what it
says. What comes back is held against the shape of a document: its types, the digest of its file, and that every place
in it is a place of its text.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from relsynth.documents import Document, document_id

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a file gave no document: it breaks its ``input``, is in no ``format``, or took more ``memory`` than there is.

    ``line`` where one is known.
    """

    kind: Literal["input", "format", "memory"] = "input"
    message: str
    line: int | None = None


Answer = Document | Refusal


def written(answer: Answer) -> bytes:
    """Write an answer.

    Raises:
        ValueError: a text in it holds half of a surrogate pair, which no file can hold.
    """
    return _adapter().dump_json(answer)


def read(said: bytes, source: bytes) -> Answer | None:
    """Return the answer on a file, or None where what was said is none that can be believed."""
    try:
        answer: Answer = _adapter().validate_json(said, strict=True)
    except ValueError:
        return None
    return answer if isinstance(answer, Refusal) or is_sound(answer, source) else None


def is_sound(document: Document, source: bytes) -> bool:
    """Whether a document is of a file, and all its places are in its text."""
    length, sections = len(document.text), len(document.sections)
    return (
        document.id == document_id(source)
        and all(
            0 <= p.start < p.end <= length and 0 <= p.section < sections and (p.page is None or p.page > 0)
            for p in document.paragraphs
        )
        and all(before.end <= after.start for before, after in pairwise(document.paragraphs))
        and all(s.parent is None or 0 <= s.parent < number for number, s in enumerate(document.sections))
        and all(0 <= at <= length for at in document.citations)
        and all(0 <= start < end <= length for start, end in document.spoken)
    )


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Any]:
    from pydantic import TypeAdapter  # noqa: PLC0415 (costs start-up time)

    return TypeAdapter(Answer)
