"""The parts of a DOCX file that hold words, found by the relations between them.

The text is seldom elsewhere than in ``word/document.xml``, but where it is, is said by
``_rels/.rels``, and where its styles and notes are, by the relations of the text. Elements and kinds of
relations are matched by local name, so that the transitional and the strict form are read alike, and
documents with macros too (which are never run).

Source: ISO/IEC 29500-1 (WordprocessingML) and 29500-2 (Open Packaging Conventions).
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relsynth.errors import InputError
from relsynth.formats.archives import read_parts
from relsynth.formats.xml_papers import child, children, local, parsed

if TYPE_CHECKING:
    from lxml.etree import _Element


NOTES = ("footnotes", "endnotes")
OTHERS = {
    "workbook": "a workbook, not a text",
    "presentation": "slides, not a text",
}
"""Root elements of other programs' files under the suffix of a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """The body of a text; its styles, notes by kind and id, and what it says of itself."""

    body: _Element
    styles: _Element | None
    notes: Mapping[tuple[str, str], _Element]
    core: _Element | None


def opened(source: bytes) -> Package:
    """Open a DOCX file.

    Raises:
        InputError: damaged, locked, too large, or an archive of something else.
    """
    relations = {_key(name): content for name, content in read_parts(source, _is_relations).items()}
    of_all = _targets(relations, "")
    main = of_all.get("officeDocument")
    if main is None:
        raise InputError("the archive holds no Word document; if it holds papers, unpack it first")
    of_main = _targets(relations, main)
    wanted = {main, of_all.get("core-properties"), *(of_main.get(kind) for kind in ("styles", *NOTES))}
    parts = {_key(name): content for name, content in read_parts(source, lambda n: _key(n) in wanted).items()}
    root = _root(parts, main)
    body = child(root, "body") if root is not None else None
    if root is None or body is None:
        what = OTHERS.get("" if root is None else local(root), "not a whole Word document")
        raise InputError(f"the file is {what}; open it in its program and save it as .docx")
    return Package(
        body=body,
        styles=_root(parts, of_main.get("styles")),
        notes={
            (kind.removesuffix("s"), _attribute(note, "id")): note
            for kind in NOTES
            for note in _notes(_root(parts, of_main.get(kind)))
        },
        core=_root(parts, of_all.get("core-properties")),
    )


def attribute(element: _Element | None, name: str) -> str | None:
    """An attribute by its local name; None where it, or the element, is missing."""
    if element is None:
        return None
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), None)


def is_on(element: _Element | None) -> bool:
    """Whether a property that is on or off (``w:b``) is there and on."""
    return element is not None and attribute(element, "val") not in ("0", "false", "off", "none")


def _attribute(element: _Element, name: str) -> str:
    return attribute(element, name) or ""


def _key(name: str) -> str:
    """A part's name as names are compared: without regard to case (29500-2, 6.2.2.3)."""
    return name.replace("\\", "/").lstrip("/").lower()


def _is_relations(name: str) -> bool:
    return _key(name).endswith(".rels")


def _targets(relations: Mapping[str, bytes], part: str) -> dict[str, str]:
    """Where the parts are that one part is related to, by the last word of the relation's kind."""
    folder, _, file = part.rpartition("/")
    content = relations.get(_key(posixpath.join(folder, "_rels", f"{file}.rels")))
    if content is None:
        return {}
    inside = [r for r in children(parsed(content), "Relationship") if _attribute(r, "TargetMode") != "External"]
    return {
        _attribute(r, "Type").rpartition("/")[2]: _key(
            posixpath.normpath(posixpath.join("/", folder, _attribute(r, "Target")))
        )
        for r in reversed(inside)
    }


def _root(parts: Mapping[str, bytes], name: str | None) -> _Element | None:
    content = parts.get(name or "")
    return parsed(content) if content else None


def _notes(root: _Element | None) -> list[_Element]:
    """The notes of a part, less the lines that part them from the text."""
    return [] if root is None else [n for n in root if attribute(n, "type") in (None, "normal")]
