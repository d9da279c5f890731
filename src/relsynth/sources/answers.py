"""What a service says, and what is made of it: an answer, a fault, a wait, words to show."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Literal

from relsynth.errors import SourceError


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer in full; ``url`` is what was asked, less keys, ``came_from`` the address after redirects."""

    status: int
    content: bytes
    media_type: str
    url: str
    came_from: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why an answer cannot be right.

    One that is ``passing`` is asked for again; a ``bearable`` one too, and is taken if it comes every time; a
    ``final`` one would be the same each time.
    """

    reason: str
    kind: Literal["passing", "bearable", "final"] = "passing"


class FinalError(SourceError):
    """A service answers, and its answer to this request would be the same each time."""


class UnreachableError(SourceError):
    """Nothing answers where a service should be, and never did."""


class RedirectedError(SourceError):
    """A service that a file was sent to names another address, ``to``; a file is not sent on."""

    def __init__(self, message: str, *, to: str) -> None:
        super().__init__(message)
        self.to = to


Check = Callable[[Reply], Fault | None]


def sound(reply: Reply) -> Fault | None:
    """Take any answer."""
    return None


def json_of(reply: Reply) -> Any:
    """Return what the JSON of an answer says; None where it is cut or is none."""
    try:
        return json.loads(reply.content, strict=False)  # ESearch leaves tabs and line ends in its texts
    except (ValueError, RecursionError):
        return None


def count(value: object) -> int:
    """Return a number of items that JSON gives as a number or in digits; of anything else, 0."""
    return int(value) if isinstance(value, int) or (isinstance(value, str) and value.isdecimal()) else 0


def retry_after(header: str | None, *, now: datetime) -> float | None:
    """Return the seconds that a ``Retry-After`` header asks to wait: a number or a date; None if it says neither.

    Source: RFC 9110, 10.2.3.
    """
    if not header:
        return None
    if re.fullmatch(r"[0-9]{1,9}", header.strip()):
        return float(header.strip())
    try:
        then = parsedate_to_datetime(header)
    except ValueError:
        return None
    return max(0.0, (then.replace(tzinfo=then.tzinfo or UTC) - now).total_seconds())


def said_in(content: bytes) -> str:
    """Return a service's own words for what is wrong, as ": …"; an empty text where it has none.

    JSON errors keep them under one of a few names; of a page in HTML or XML, the text is taken.
    """
    text = content[:20_000].decode("utf-8", "replace")
    try:
        told = json.loads(text)
    except ValueError:
        told = None
    if isinstance(told, dict):
        found = next((told[key] for key in _ERROR_KEYS if told.get(key) and told[key] is not True), None)
        text = found if isinstance(found, str) else json.dumps(found or told)
    words = " ".join(_MARKUP.sub(" ", text).split())
    return f": {words[:300]}" if words else ""


_ERROR_KEYS = ("message", "errMsg", "error", "msg", "detail")
_MARKUP = re.compile(r"<(?:script|style)\b[^>]*>[^<]*|<[^<>]*>", re.IGNORECASE)
