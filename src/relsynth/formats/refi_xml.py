"""Reading the XML of REFI-QDA, whichever program wrote it, and what in it is written otherwise by each.

Elements are found by their local names, since programs write the namespace as ``urn:QDA-XML:project:1.0``, as
``codebook:1:0``, or not at all. A GUID is compared without braces and in capitals. Signs that XML cannot hold, which
some programs write as references, are replaced.

Source: REFI-QDA 1.5 (www.qdasoftware.org), the schemas Project.xsd and Codebook.xsd of 2019-03-18.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING

from relsynth.errors import InputError
from relsynth.formats.refi_text import MENDED
from relsynth.formats.xml_papers import child, children, local, parsed

if TYPE_CHECKING:
    from lxml.etree import _Element

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
OURS = uuid.UUID("6f1f6f9e-3b0f-5d0c-9f57-52656c73796e")
"""The namespace of the GUIDs that we write: the same thing has the same GUID in every export."""

_REFERENCE = re.compile(rb"&#(?:x0*([0-9a-fA-F]{1,6})|0*([0-9]{1,7}));")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_INVALID = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DIGITS = re.compile(r"[+-]?\d{1,15}(?:\.0+)?\Z")
_LEAST_TEXT, _MOST_SIGN = 0x20, 0x10FFFF
_ALLOWED = frozenset({0x09, 0x0A, 0x0D})
_NOT_SIGNS = (*range(0xD800, 0xE000), 0xFFFE, 0xFFFF)


def root_of(source: bytes, *wanted: str) -> _Element:
    """Parse a file to its root element, which has one of the names wanted.

    Raises:
        InputError: no XML, or of something else; or a file that is made to do harm.
    """
    root = parsed(_mended(source))
    if local(root) == "CodeBook" and wanted == ("Project",):
        raise InputError("holds codes alone, and no project: take them with `relsynth codebook new OUT --from` it")
    if local(root) not in wanted:
        raise InputError(f"begins with <{local(root)}>, not with <{'> or <'.join(wanted)}>: no file of REFI-QDA")
    return root


def guid_of(element: _Element | None, name: str = "guid") -> str | None:
    """A GUID that an attribute holds, as GUIDs are compared; None where it is missing or empty."""
    said = said_by(element, name)
    return said.strip("{}() ").upper() or None if said else None


def said_by(element: _Element | None, name: str) -> str | None:
    """What an attribute says, in whatever namespace; None where it is missing or blank."""
    if element is None:
        return None
    found = next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")
    return found.strip() or None


def number_of(element: _Element, name: str) -> int | None:
    """A whole number that an attribute holds; None where there is none."""
    said = said_by(element, name)
    return int(float(said)) if said and _DIGITS.match(said) else None


def text_of(element: _Element | None) -> str | None:
    """The text of an element and of all in it, as it stands; None where there is none but blanks."""
    if element is None:
        return None
    text = "".join(str(piece) for piece in element.itertext())
    return text if text.strip() else None


def description_of(element: _Element) -> str | None:
    """An element's ``Description``, without blanks around it."""
    said = text_of(child(element, "Description"))
    return said.strip() if said else None


def targets(element: _Element, name: str) -> Iterator[str]:
    """GUIDs that the children of one name refer to; in a codebook's sets the attribute is called ``guid``."""
    for reference in children(element, name):
        if found := guid_of(reference, "targetGUID") or guid_of(reference):
            yield found


def guid(kind: str, *what: object) -> str:
    """The GUID of something of ours, as in ``guid("code", "STA.TRUST")``."""
    return str(uuid.uuid5(OURS, "\n".join([kind, *map(str, what)]))).upper()


def writable(text: str) -> str:
    """A text without the signs that XML cannot hold: each is replaced by one that says so."""
    return _INVALID.sub(MENDED, text)


def new_root(space: str, name: str, /, **attributes: str) -> _Element:
    """The root element of a file, in a namespace."""
    from lxml import etree  # noqa: PLC0415 (costs start-up time)

    root = etree.fromstring(f'<{name} xmlns="{space}"/>')
    for key, value in attributes.items():
        root.set(key, writable(value))
    return root


def put(parent: _Element, name: str, text: str | None = None, /, **attributes: str) -> _Element:
    """Append an element to another, in its namespace, with a text and attributes that XML can hold."""
    from lxml import etree  # noqa: PLC0415 (costs start-up time)

    element = etree.SubElement(parent, f"{parent.tag.rpartition('}')[0]}}}{name}")
    for key, value in attributes.items():
        element.set(key, writable(value))
    if text is not None:
        element.text = writable(text)
    return element


def written(root: _Element) -> bytes:
    """A whole file, in UTF-8."""
    from lxml import etree  # noqa: PLC0415 (costs start-up time)

    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _mended(source: bytes) -> bytes:
    """Without control signs, and references to what XML cannot hold; a file in two-byte signs is left to the parser."""
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        return source
    mended = _REFERENCE.sub(_reference, source) if b"&#" in source else source
    return _CONTROL.sub(MENDED.encode(), mended) if _CONTROL.search(mended) else mended


def _reference(found: re.Match[bytes]) -> bytes:
    number = int(found.group(1), 16) if found.group(1) else int(found.group(2))
    is_sign = number in _ALLOWED or (_LEAST_TEXT <= number <= _MOST_SIGN and number not in _NOT_SIGNS)
    return found.group() if is_sign else MENDED.encode()
