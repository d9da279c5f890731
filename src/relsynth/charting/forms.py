"""A form and its fields, as a team writes them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal

Kind = Literal["text", "number", "choice", "choices"]
"""What an answer is: words, a number, one of a list, or any of a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing that is asked of every study.

    ``choices`` are what may be chosen, ``ordered`` that they go from one end to the other; a number is in ``unit``.
    With ``quote`` an answer has to name the words that it rests on, but for "not reported". A field that is not
    ``required`` may stay without an answer. ``propose`` is the characteristic that the machine finds and that is shown
    as its proposal.
    """

    id: str
    ask: str
    answer: Kind = "text"
    choices: tuple[str, ...] = ()
    ordered: bool = False
    unit: str | None = None
    quote: bool = False
    required: bool = True
    propose: str | None = None
    help: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Fields in their order; ``coders`` are to fill it for each study, ``blind`` to each other until both have."""

    name: str
    title: str
    fields: tuple[Field, ...]
    coders: int = 2
    blind: bool = True

    @property
    def by_id(self) -> Mapping[str, Field]:
        """Id -> field."""
        return {field.id: field for field in self.fields}

    @property
    def digest(self) -> str:
        """SHA-256 of all that the form says, hexadecimal: another where anything in it is another."""
        canonical = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()
