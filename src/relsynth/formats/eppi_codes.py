"""The codes in EPPI-Reviewer's JSON: its sets as trees, and what stands on each reference; read, and written.

    CodeSets[]        SetName, SetId, Attributes.AttributesList[]
    attribute         AttributeId, AttributeName, AttributeType, descriptions, Attributes.AttributesList[]
    References[]      ItemId, Title, … Codes[]
    Codes[]           AttributeId, AdditionalText, ItemAttributeFullTextDetails[].Text

What was marked in a PDF is written ``Page 3:`` and then ``[¬s]"words"[¬e]``, several stretches in quotation marks on
lines of their own. What we write has a code's id in ``ExtURL``, so that it comes back as the same code.

Source: exports of EPPI-Reviewer 4 to 6; there is no published schema.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from relsynth.codebook_import import ForeignCode
from relsynth.errors import InputError
from relsynth.formats.decoding import decode
from relsynth.formats.json_pages import Item, at, line, objects
from relsynth.formats.lossless_json import DECODER
from relsynth.records import Record

DEEPEST = 40  # sets of codes within each other; EPPI-Reviewer's own have 9 levels at most
BETWEEN = " > "
CODE_URL = "urn:relsynth:code:"
SELECTABLE, NOT_SELECTABLE = "Selectable (show checkbox)", "Not selectable (no checkbox)"

_PAGE = re.compile(r"^\s*Page \d+:\s*", re.MULTILINE)
_MARKED = re.compile(r"\[¬s\](.*?)\[¬e\]", re.DOTALL)
_PARTED = re.compile(r"\"\s*\n\s*\"")


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedCode:
    """A code on a reference: the attribute's id, what was typed in with it, and the words that were marked."""

    attribute: str
    text: str | None = None
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedReference:
    """A reference by what tells which paper it is, and the codes on it."""

    item: str
    title: str | None
    doi: str | None
    year: str | None
    codes: tuple[AppliedCode, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EppiFile:
    """The sets of codes, each a code that only holds others; the references; and our own id of a code by attribute."""

    tree: tuple[ForeignCode, ...]
    references: tuple[CodedReference, ...]
    own: Mapping[str, str]


def read_eppi(source: bytes) -> EppiFile:
    """Read the sets of codes and what stands where.

    Raises:
        InputError: it is no JSON of EPPI-Reviewer, is cut short, or its codes stand too deep within each other.
    """
    content = _content(source)
    if not isinstance(content, dict) or not ("CodeSets" in content or "References" in content):
        raise InputError("is no JSON of EPPI-Reviewer: it has neither CodeSets nor References")
    sets = objects(content.get("CodeSets"))
    tree = tuple(
        ForeignCode(
            name=line(one.get("SetName")) or "",
            guid=f"set {one.get('SetId')}",
            description=line(one.get("SetDescription")),
            is_codable=False,
            children=_children(one, 1),
        )
        for one in sets
    )
    references = tuple(_reference(one) for one in objects(content.get("References")))
    own = {id: url.removeprefix(CODE_URL) for id, url in _addresses(sets) if url.startswith(CODE_URL)}
    return EppiFile(tree=tree, references=references, own=own)


def named_codes(source: bytes) -> Mapping[str, str]:
    """Attribute's id -> the names that lead to it; nothing where the file is cut short, or is none of EPPI's."""
    try:
        tree = read_eppi(source).tree
    except InputError:
        return {}
    return dict(_named(tree, ""))


def write_eppi(
    title: str, tree: Sequence[ForeignCode], references: Iterable[tuple[Record, Sequence[AppliedCode]]]
) -> bytes:
    """Return a file with one set of codes, and references with the codes on them.

    Args:
        title: of the set of codes.
        tree: codes whose ``guid`` is our own id of them; an ``AppliedCode`` names that id.
        references: records, and what stands on each.
    """
    numbers: dict[str, int] = {}
    attributes = [_attribute(code, numbers, None) for code in tree]
    items = [_item(number, record, codes, numbers) for number, (record, codes) in enumerate(references, 1)]
    kind = {"SetTypeName": "Standard", "SetTypeDescription": ""}
    code_set = {"SetName": title, "SetId": 1, "ReviewSetId": 1, "SetDescription": "", "SetType": kind}
    content = {"CodeSets": [code_set | {"Attributes": {"AttributesList": attributes}}], "References": items}
    return (json.dumps(content, ensure_ascii=True, indent=1) + "\n").encode()


def quotes_in(text: str) -> tuple[str, ...]:
    r"""Return the stretches of a paper in the text of a full-text detail.

    >>> quotes_in('Page 2:\n[¬s]"Trust grew."\n"It held."[¬e]')
    ('Trust grew.', 'It held.')
    """
    marked = _MARKED.findall(text)
    bare = _PAGE.sub("", text).replace("[¬s]", "").replace("[¬e]", "")
    pieces = [_unquoted(piece) for one in marked for piece in _PARTED.split(one.strip())] if marked else [bare.strip()]
    return tuple(piece for piece in pieces if piece)


def _content(source: bytes) -> Any:
    try:
        return DECODER.decode(decode(source).strip())
    except (ValueError, RecursionError) as error:
        raise InputError("is no JSON, or is cut short; export it again") from error


def _unquoted(piece: str) -> str:
    return piece.strip().removeprefix('"').removesuffix('"').strip()


def _children(item: Item, depth: int) -> tuple[ForeignCode, ...]:
    if depth > DEEPEST:
        raise InputError(f"its codes stand more than {DEEPEST} deep within each other")
    return tuple(
        ForeignCode(
            name=line(one.get("AttributeName")) or "",
            guid=str(one.get("AttributeId")),
            description=_description(one),
            is_codable=one.get("AttributeType") != NOT_SELECTABLE,
            children=_children(one, depth + 1),
        )
        for one in _attributes(item)
    )


def _attributes(item: Item) -> tuple[Item, ...]:
    return objects(at(item, "Attributes.AttributesList"))


def _description(one: Item) -> str | None:
    """EPPI-Reviewer keeps one with the code, and one with its place in the set."""
    said = dict.fromkeys(
        filter(None, (line(one.get("AttributeDescription")), line(one.get("AttributeSetDescription"))))
    )
    return " ".join(said) or None


def _addresses(items: Iterable[Item]) -> Iterator[tuple[str, str]]:
    waiting = list(items)
    while waiting:
        one = waiting.pop()
        if url := line(one.get("ExtURL")):
            yield str(one.get("AttributeId")), url
        waiting.extend(_attributes(one))


def _named(codes: Iterable[ForeignCode], above: str) -> Iterator[tuple[str, str]]:
    for code in codes:
        path = f"{above}{code.name}"
        if above and code.guid:
            yield code.guid, path
        yield from _named(code.children, f"{path}{BETWEEN}")


def _reference(item: Item) -> CodedReference:
    return CodedReference(
        item=str(item.get("ItemId")),
        title=line(item.get("Title")),
        doi=line(item.get("DOI")),
        year=line(item.get("Year")),
        codes=tuple(map(_applied, objects(item.get("Codes")))),
    )


def _applied(item: Item) -> AppliedCode:
    details = objects(item.get("ItemAttributeFullTextDetails"))
    texts = (one["Text"] for one in details if isinstance(one.get("Text"), str))
    typed = item.get("AdditionalText")
    return AppliedCode(
        attribute=str(item.get("AttributeId")),
        text=(typed.strip() or None) if isinstance(typed, str) else None,
        quotes=tuple(dict.fromkeys(quote for text in texts for quote in quotes_in(text))),
    )


def _attribute(code: ForeignCode, numbers: dict[str, int], parent: int | None) -> dict[str, Any]:
    number = len(numbers) + 1
    numbers[code.guid or f"{parent}/{code.name}"] = number
    made: dict[str, Any] = {
        "AttributeDescription": code.description or "",
        "ExtURL": f"{CODE_URL}{code.guid}" if code.guid and code.is_codable else "",
        "ExtType": "relsynth" if code.guid and code.is_codable else "",
        "OriginalAttributeID": 0,
        "AttributeSetId": number,
        "AttributeId": number,
        "AttributeSetDescription": "",
        "AttributeType": SELECTABLE if code.is_codable else NOT_SELECTABLE,
        "AttributeName": code.name,
    }
    if code.children:
        made["Attributes"] = {"AttributesList": [_attribute(child, numbers, number) for child in code.children]}
    return made


def _item(number: int, record: Record, codes: Sequence[AppliedCode], numbers: Mapping[str, int]) -> dict[str, Any]:
    said = {
        "Title": record.title,
        "ParentTitle": record.container_title,
        "ShortTitle": record.short_citation,
        "Year": record.year,
        "StandardNumber": ", ".join((*record.issn, *record.isbn)),
        "Publisher": record.publisher,
        "Volume": record.volume,
        "Issue": record.issue,
        "Pages": record.page,
        "URL": " ".join(record.url),
        "Abstract": record.abstract,
        "DOI": record.doi,
        "Authors": "".join(f"{name.replace(',', '')} ; " for name in record.authors),
        "ParentAuthors": "".join(f"{name.replace(',', '')} ; " for name in record.editors),
        "Keywords": "\r\n".join(record.keywords),
        "TypeName": _TYPE_NAMES.get(record.type or "", "Journal, Article"),
    }
    texts = {key: "" if value is None else str(value) for key, value in said.items()}
    applied = [_code(one, numbers[one.attribute]) for one in codes]
    return {"Codes": applied, "Outcomes": [], "ItemId": number} | texts | {"ItemStatus": "I"}


def _code(one: AppliedCode, number: int) -> dict[str, Any]:
    details = [
        {"ItemDocumentId": 0, "TextFrom": 0, "TextTo": 0, "Text": quote, "IsFromPDF": False} for quote in one.quotes
    ]
    return {
        "AttributeId": number,
        "AdditionalText": one.text or "",
        "ArmId": 0,
        "ArmTitle": "",
        "ItemAttributeFullTextDetails": details,
    }


_TYPE_NAMES: Mapping[str, str] = {
    "article-journal": "Journal, Article",
    "article-magazine": "Article In A Periodical",
    "book": "Book, Whole",
    "chapter": "Book, Chapter",
    "paper-conference": "Conference Proceedings",
    "report": "Report",
    "thesis": "Dissertation",
    "webpage": "Document From Internet Site",
}
