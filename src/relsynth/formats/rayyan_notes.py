"""What Rayyan writes of a screening into one text, and that text read: its notes column, N1 in RIS, note in BibTeX.

    RAYYAN-INCLUSION: {"Ada"=>"Included", "Ben"=>"Excluded"} | RAYYAN-LABELS: a,b
    | RAYYAN-EXCLUSION-REASONS: wrong population | USER-NOTES: {"Ada"=>["see page 3"]}

Verdicts and notes are given by coder, as Ruby prints a hash; labels and reasons are the record's, whoever gave them.
Other programs wrap the text in HTML, escape its quotation marks, or, as LaTeX, drop its braces.

Source: Rayyan has no specification; the shape is that of its exports as public scripts read them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

from relsynth.formats.rows import as_read, storable

INCLUSION, LABELS, REASONS, NOTES = "RAYYAN-INCLUSION", "RAYYAN-LABELS", "RAYYAN-EXCLUSION-REASONS", "USER-NOTES"
REASON_LABEL = "__EXR__"
"""How a label begins that is a reason of exclusion, as in Rayyan's own log."""

_NAMES = f"({INCLUSION}|{LABELS}|{REASONS}|{NOTES})\\s*:\\s*"
_KEY = re.compile(rf"(?<![\w-]){_NAMES}", re.IGNORECASE)
_NEXT = re.compile(rf"[|\n][ \t]*{_NAMES}", re.IGNORECASE)
_STRING = r'"((?:[^"\\]|\\.)*+)"'
_PAIR = re.compile(
    rf"\s*{_STRING}\s*(?:=>|:)\s*(?:{_STRING}|\[((?:\s*{_STRING.replace('((?:', '(?:(?:')}\s*,?)*+)\s*\])\s*(,?)",
    re.DOTALL,
)
_SIGN = re.compile(r"\S")
_QUOTED = re.compile(_STRING, re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_TAGS = re.compile(r"</?(?:p|div|span|br)\b[^<>]{0,200}>", re.IGNORECASE)
_CURLY = str.maketrans("“”„", '"""')
_RUBY = {"n": "\n", "t": "\t", "r": "\r", "e": "\x1b"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RayyanNotes:
    """What a text says: coder -> verdict as written ("Included"), coder -> notes, and the record's labels and reasons.

    ``unread`` is what stands for verdicts and could not be told apart. A verdict of nobody is under ``""``.
    """

    verdicts: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    labels: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    unread: str | None = None


def rayyan_notes(text: str) -> RayyanNotes | None:
    """Return what a text says, in whatever wrapping; None where it is none of Rayyan's."""
    if not _KEY.search(text):
        return None
    readings = [_read(variant) for variant in dict.fromkeys(_variants(text))]
    return next((reading for reading in readings if reading.unread is None), readings[0])


def rayyan_text(
    verdicts: Mapping[str, str],
    *,
    labels: Iterable[str] = (),
    reasons: Iterable[str] = (),
    notes: Mapping[str, str] | None = None,
) -> str:
    """Return the text that says so, on one line; of labels and reasons as ``listable`` leaves them."""
    parts = [f"{INCLUSION}: {{{', '.join(f'{_quoted(who)}=>{_quoted(said)}' for who, said in verdicts.items())}}}"]
    for key, listed in ((LABELS, labels), (REASONS, reasons)):
        told = [item for text in listed if (item := listable(text))]
        parts += [f"{key}: {','.join(told)}"] if told else []
    said = [f"{_quoted(who)}=>[{_quoted(note)}]" for who, note in (notes or {}).items()]
    parts += [f"{NOTES}: {{{', '.join(said)}}}"] if said else []
    return " | ".join(parts)


def listable(text: str) -> str:
    """A label or reason as a list that is parted by commas can hold it."""
    return " ".join(as_read(text).replace(",", ";").replace("|", "/").split())


def _variants(text: str) -> Iterator[str]:
    yield text
    plain = _TAGS.sub(" ", unescape(unescape(text)))
    yield plain
    yield plain.replace("\\\\", "\\").replace('\\"', '"')
    yield plain.translate(_CURLY)


def _read(text: str) -> RayyanNotes:
    told: dict[str, str] = {}
    hashes: dict[str, dict[str, tuple[str, ...]]] = {}
    found = _KEY.search(text)
    while found:
        key, place = found[1].upper(), found.end()
        if key in (INCLUSION, NOTES):
            read, end = _hash(text, place)
            if read is not None:
                hashes[key] = read
                found = _NEXT.search(text, end)
                continue
        found = _NEXT.search(text, place)
        told[key] = text[place : found.start() if found else len(text)].strip(" |\n")
    labels, reasons = _listed(told.get(LABELS, "")), _listed(told.get(REASONS, ""))
    given = {who: said[0] for who, said in hashes.get(INCLUSION, {}).items() if said}
    alone = told.get(INCLUSION, "").strip('{}" ')
    return RayyanNotes(
        verdicts={"": alone} if alone.isalpha() else given,
        notes=hashes.get(NOTES, {}),
        labels=tuple(label for label in labels if not label.startswith(REASON_LABEL)),
        reasons=(*reasons, *(label.removeprefix(REASON_LABEL) for label in labels if label.startswith(REASON_LABEL))),
        unread=alone if alone and not alone.isalpha() else None,
    )


def _hash(text: str, start: int) -> tuple[dict[str, tuple[str, ...]] | None, int]:
    """The pairs of a hash, each value as a list, and where it ends; None where it cannot be told apart."""
    opened = text.startswith("{", start)
    place = start + opened
    pairs: dict[str, tuple[str, ...]] = {}
    while found := _PAIR.match(text, place):
        who, said, listed, more = found.groups()
        values = (said,) if said is not None else tuple(one[1] for one in _QUOTED.finditer(listed))
        pairs[_decoded(who)] = tuple(map(_decoded, values))
        place = found.end()
        if not more:
            break
    sign = _SIGN.search(text, place)
    after = sign.start() if sign else len(text)
    if opened and not text.startswith("}", after):
        return None, start
    return (pairs, after + opened) if pairs or opened else (None, start)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(item for part in text.split(",") if (item := part.strip().strip('"')))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=not text.isprintable() or as_read(text) != text)


def _decoded(raw: str) -> str:
    try:
        return storable(json.loads(f'"{raw}"', strict=False))
    except ValueError:  # Ruby knows more escapes than JSON
        return _ESCAPE.sub(lambda found: _RUBY.get(found[1], found[1]), raw)
