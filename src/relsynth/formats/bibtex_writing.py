"""Writes records as BibTeX that BibTeX, biber, bibtexparser and Zotero read, and that reads back exactly.

Each record is read back as it is written: what BibTeX has no words for, or would read otherwise, is
said once more in fields of our own that begin with ``relsynth-`` and mean nothing to others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from relsynth.formats.bibtex_blocks import Entry, entries
from relsynth.formats.bibtex_fields import is_plain_extra, record
from relsynth.formats.bibtex_tables import ENTRY_TYPES, TYPES, VERBATIM
from relsynth.formats.bibtex_values import OWN_EXTRA, OWN_FIELD, OWN_HEAD
from relsynth.formats.latex import encoded, plain_paragraphs, verbatim
from relsynth.records import FIELDS, Origin, Record, folded, person

_FIRST_LINE = "% Encoding: UTF-8\n"
_SAFE_KEY = re.compile(r"[A-Za-z0-9][\w.:/+*-]{0,200}", re.ASCII)
_SAFE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,60}")  # pandoc refuses a file, bibtexparser an entry, for others
_UNSAFE_SIGN = re.compile(r"[^A-Za-z0-9-]")
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_MEANT = frozenset({"key", "id", "entrytype"})
"""Names of fields that mean something to readers of BibTeX, and another thing in tables of databases."""
_IN_BRACES = re.compile(r"\s(?:and)\s|[,;]|^\s|\s$", re.IGNORECASE)
_HERE = Origin(first=1, last=1)


def write_records(records: Iterable[Record]) -> bytes:
    """Return a BibTeX file in UTF-8; keys are the records' own where they are unique and safe."""
    taken: set[str] = set()
    return (_FIRST_LINE + "".join("\n" + _entry(each, taken) for each in records)).encode("utf-8", "replace")


def _entry(said: Record, taken: set[str]) -> str:
    entry_type, own_key = _type(said), _own_key(said)
    key = _key(own_key or _made_key(said), taken)
    standard = [field for field in _standard(said) if not _leaves_more(entry_type, field)]
    has_head = said.extra[:2] == (("entrytype", entry_type), ("key", key))
    extra = [
        *([] if has_head else [(OWN_HEAD, "own")]),
        *_extra(said.extra[2:] if has_head else said.extra, foreign=not has_head),
    ]
    text = _text(entry_type, key, standard + extra)
    read = record(next(entries(text)), _HERE)
    own = [
        (f"{OWN_FIELD}{name.replace('_', '-')}", encoded(json.dumps(getattr(said, name), ensure_ascii=False)))
        for name in FIELDS
        if getattr(read, name) != getattr(said, name)
    ]
    return _text(entry_type, key, standard + own + extra) if own else text


def _text(entry_type: str, key: str, fields: Iterable[tuple[str, str]]) -> str:
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields)
    return f"@{entry_type}{{{key},\n{lines}}}\n"


def _type(said: Record) -> str:
    """The entry type that a record was read from, where it is one, or its type's."""
    if said.extra and said.extra[0][0] == "entrytype" and said.extra[0][1].lower() in TYPES:
        return said.extra[0][1]
    return ENTRY_TYPES.get(said.type or "", "misc")


def _own_key(said: Record) -> str | None:
    key = next((value for name, value in said.extra[:2] if name == "key"), "")
    return key if _SAFE_KEY.fullmatch(key) else None


def _made_key(said: Record) -> str:
    """A key of first author, year and first long word of the title, in ASCII."""
    family = folded(person(said.authors[0]).family) if said.authors else ""
    words = [word for word in folded(said.title or "").split() if len(word) > len("the")]
    made = "_".join([family.replace(" ", ""), *words[:1], str(said.year or "")]).strip("_")
    return re.sub(r"[^a-z0-9_]", "", made).strip("_")[:80] or "record"


def _key(wanted: str, taken: set[str]) -> str:
    """A key that no entry before has: BibTeX holds those that differ in case alone to be one."""
    key, count = wanted, 1
    while key.lower() in taken:
        count += 1
        key = f"{wanted}-{count}"
    taken.add(key.lower())
    return key


def _leaves_more(entry_type: str, field: tuple[str, str]) -> bool:
    """Whether a field, read back, would leave something in ``extra`` that the record does not hold there."""
    return len(record(Entry(0, 0, entry_type, "", (field,)), _HERE).extra) > 1


def _standard(said: Record) -> Iterator[tuple[str, str]]:
    """The fields that every reader of BibTeX knows."""
    container = "journal" if ENTRY_TYPES.get(said.type or "") in ("article", "periodical") else "booktitle"
    date = said.issued if _DATE.fullmatch(said.issued or "") else None  # biblatex takes no other
    texts = (
        ("title", said.title),
        (container, said.container_title),
        ("date", date),
        ("year", str(said.year) if said.year and str(said.year) in (date or str(said.year)) else None),
        ("volume", said.volume),
        ("number", said.issue),
        ("publisher", said.publisher),
        ("language", said.language),
        ("abstract", said.abstract),
    )
    yield from ((name, encoded(value)) for name, value in texts if value)
    if said.page:
        yield "pages", encoded(said.page).replace("-{}-", "-").replace("-", "--")
    lists = (("author", said.authors), ("editor", said.editors))
    yield from ((name, " and ".join(_name(each) for each in listed)) for name, listed in lists if listed)
    yield from (
        (name, value) for name in ("doi", "pmid", "pmcid") if (value := getattr(said, name)) and _is_verbatim(value)
    )
    yield from (
        (name, ", ".join(value))
        for name in ("issn", "isbn")
        if _is_verbatim("".join(value := getattr(said, name))) and value
    )
    yield from (
        (name, value) for name, value in zip(("url", "link", "ee"), said.url, strict=False) if _is_verbatim(value)
    )
    if said.keywords:
        separator = "; " if any("," in keyword for keyword in said.keywords) else ", "
        yield (
            "keywords",
            separator.join(f"{{{encoded(word)}}}" if ";" in word else encoded(word) for word in said.keywords),
        )


def _name(name: str) -> str:
    """A name as BibTeX takes it: what holds "and", a comma or a body's name is in braces."""
    who = person(name)
    if who.given is None or f"{who.family}, {who.given}" != name or not who.family:
        return f"{{{encoded(name)}}}"
    return f"{_part(who.family)}, {_part(who.given)}"


def _part(part: str) -> str:
    return f"{{{encoded(part)}}}" if _IN_BRACES.search(part) or part.lower() == "and" else encoded(part)


def _extra(extra: Iterable[tuple[str, str]], *, foreign: bool) -> Iterator[tuple[str, str]]:
    """What no field holds, under its own name where a reader would leave it there and take it for what it is."""
    taken: set[str] = set()
    for name, value in extra:
        written = _as_it_is(name, value)
        if written is None or name.lower() in taken or (foreign and name.lower() in _MEANT):
            yield _in_code(name, taken), encoded(value)
        else:
            taken.add(name.lower())
            yield name, written


def _as_it_is(name: str, value: str) -> str | None:
    """The value as it is written under its own name, or None where it would be read otherwise."""
    if not _SAFE_NAME.fullmatch(name) or not is_plain_extra(name):
        return None
    if name.lower() in VERBATIM:
        return value if value and _is_verbatim(value) else None
    written = encoded(value)
    return written if value and plain_paragraphs(written) == value else None


def _is_verbatim(value: str) -> bool:
    """Whether a value reads back as it stands, not escaped: its braces pair."""
    return verbatim(value) == value and not set("{}%@\\\n") & set(value)


def _in_code(name: str, taken: set[str]) -> str:
    """Name of our own for a name that is taken, means a field, or has signs that BibTeX forbids."""
    coded = OWN_EXTRA + _UNSAFE_SIGN.sub(lambda sign: f"_{ord(sign.group()):x}_", name)
    unique, count = coded, 1
    while unique.lower() in taken:
        count += 1
        unique = f"{coded}__{count}"
    taken.add(unique.lower())
    return unique
