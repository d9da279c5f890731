"""Which code of ours a code of another program is: by our GUID, by a table, by its name; or none."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from relsynth.codebook import Codebook
from relsynth.codebook_import import ForeignCode
from relsynth.errors import InputError
from relsynth.formats.refi_codebook import own_code
from relsynth.formats.refi_text import decoded
from relsynth.formats.refi_xml import guid

THEIRS, OURS = "theirs", "ours"
MAX_BYTES = 5_000_000


def read_mapping(file: Path) -> Mapping[str, str]:
    """A table of codes, CSV with the columns ``theirs`` (name, path or GUID) and ``ours`` (an id).

    Raises:
        InputError: the file cannot be read, lacks a column, or names a code twice.
    """
    try:
        source = file.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", path=file) from error
    if len(source) > MAX_BYTES:
        raise InputError("is too large for a table of codes", path=file)
    rows = csv.DictReader(io.StringIO(decoded(source)))
    if not {THEIRS, OURS} <= set(rows.fieldnames or ()):
        raise InputError(f"has no columns `{THEIRS}` and `{OURS}` in its first line", path=file)
    found: dict[str, str] = {}
    for line, row in enumerate(rows, 2):
        theirs, ours = ((row[name] or "").strip() for name in (THEIRS, OURS))
        if theirs and ours and found.setdefault(theirs.casefold(), ours) != ours:
            raise InputError(f"{theirs!r} is given two codes", path=file, line=line)
    return found


def ids_of(tree: Sequence[ForeignCode], codebook: Codebook, mapping: Mapping[str, str]) -> Mapping[str, str]:
    """GUID of a foreign code -> id of ours, of those that are known; a rejection's code is known by our own GUID.

    Raises:
        InputError: the table names codes that the codebook does not have.
    """
    known = {code.id for code in codebook.codes}
    if strange := sorted({ours for ours in mapping.values() if ours not in known}):
        raise InputError(f"the codebook has no code {', '.join(strange)}; `relsynth codebook show` lists them")
    labels: dict[str, list[str]] = {}
    for code in codebook.codes:
        labels.setdefault(code.label.casefold(), []).append(code.id)
    found = {guid("code", code): code for code in known}
    for foreign, path in _walked(tree):
        if foreign.guid is None:
            continue
        asked = (foreign.guid.casefold(), path.casefold(), foreign.name.casefold())
        named = next((mapping[one] for one in asked if one in mapping), None)
        if id_ := named or found.get(foreign.guid) or _own(foreign, codebook) or _called(foreign, known, labels):
            found[foreign.guid] = id_
    return found


def _own(foreign: ForeignCode, codebook: Codebook) -> str | None:
    told = own_code(foreign)
    heirs = codebook.heirs(told.id) if told else ()
    return heirs[0] if len(heirs) == 1 else None


def _called(foreign: ForeignCode, known: set[str], labels: Mapping[str, list[str]]) -> str | None:
    if foreign.name in known:
        return foreign.name
    same = labels.get(foreign.name.casefold(), [])
    return same[0] if len(same) == 1 else None


def _walked(tree: Sequence[ForeignCode]) -> Iterator[tuple[ForeignCode, str]]:
    """Each code, with the names from the top: ``Trust / In staff``."""
    waiting = [(one, one.name) for one in reversed(tree)]
    while waiting:
        one, path = waiting.pop()
        yield one, path
        waiting += [(below, f"{path} / {below.name}") for below in reversed(one.children)]
