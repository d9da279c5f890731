"""The texts of another program's project, as documents here: found where they are there already, else kept verbatim."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from relsynth.anchoring import Folded, fold, reanchor
from relsynth.documents import Document, Span
from relsynth.errors import InputError, ProjectError
from relsynth.formats.refi_project import ForeignSource
from relsynth.formats.refi_xml import guid
from relsynth.formats.verbatim import read_document, written
from relsynth.project import Project
from relsynth.store import File
from relsynth.workflow.collect import shown
from relsynth.workflow.readings import stamped

FOLDER = "papers"
"""Where in a project's folder texts are written that came from another program."""
LONGEST_NAME = 80  # characters

_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_SUFFIX = re.compile(r"\.(?:txt|text|docx?|pdf|rtf|odt|html?|md|mp3|mp4|m4a|wav|avi|mov|jpe?g|png)\Z", re.IGNORECASE)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\Z", re.IGNORECASE)  # no file of Windows may be called so


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A source as a document. Where the document's text is another than the source's, places are found by words."""

    document: Document
    is_new: bool
    theirs: Folded | None = None
    ours: Folded | None = None

    def span(self, start: int, end: int) -> Span:
        """Where ``[start, end)`` of the source stands in the document.

        Raises:
            InputError: nowhere for certain; says why.
        """
        if self.theirs is None or self.ours is None:
            return Span(version=self.document.version, start=start, end=end)
        found = reanchor(self.theirs, start, end, self.ours)
        if found.span is None:
            raise InputError(f"not found in {self.document.name}, whose text differs: {found.reason}")
        return Span(version=self.document.version, start=found.span[0], end=found.span[1])


class Texts:
    """Documents of a project, and those that are added to it."""

    def __init__(self, project: Project, *, at: str) -> None:
        self._project = project
        self._at = at
        self._kept = list(project.store.documents())
        self._guids = {guid("document", document.id): document for document in self._kept}
        self._names = {document.name.casefold() for document in self._kept}
        self._folded: dict[str, Folded] = {}

    def place(self, source: ForeignSource) -> Placed:
        """The document of a source: ours by its GUID, one with the same text, else a new one.

        Raises:
            ProjectError: its text cannot be written.
        """
        same = next((one for one in self._kept if one.text == source.text), None)
        if known := same or self._guids.get(source.guid):
            return self._found(known, source)
        words = fold(source.text).folded
        if alike := next((one for one in self._kept if self._fold(one).folded == words), None):
            return self._found(alike, source)
        read = self._read(source)
        if earlier := next((one for one in self._kept if one.id == read.id), None):  # the same file, read otherwise
            return self._found(earlier, source)
        self._kept.append(document := self._added(source, read))
        return Placed(document=document, is_new=True)

    def _found(self, document: Document, source: ForeignSource) -> Placed:
        if document.text == source.text:
            return Placed(document=document, is_new=False)
        return Placed(document=document, is_new=False, theirs=fold(source.text), ours=self._fold(document))

    def _fold(self, document: Document) -> Folded:
        if document.version not in self._folded:
            self._folded[document.version] = fold(document.text)
        return self._folded[document.version]

    def _read(self, source: ForeignSource) -> Document:
        name = free_name(source.name, self._names)
        return stamped(read_document(written(source.text), name=name))

    def _added(self, source: ForeignSource, document: Document) -> Document:
        folder = self._project.path / FOLDER
        self._names.add(document.name.casefold())
        path = folder / f"{document.name}.txt"
        content = written(source.text)
        try:
            folder.mkdir(exist_ok=True)
            while path.exists():  # somebody's; nothing is overwritten
                path = path.with_name(f"{path.stem}-{document.id[-6:]}.txt")
            path.write_bytes(content)
        except OSError as error:
            raise ProjectError(f"{path}: cannot be written ({error.strerror})") from error
        file = File(
            path=shown(path.resolve()),
            status="read",
            document=document.id,
            digest=hashlib.sha256(content).hexdigest(),
        )
        with self._project.store.atomic():
            self._project.store.add_document(document, at=self._at)
            self._project.store.add_file(file, at=self._at)
        return self._project.store.papers.current(document.id)


def free_name(name: str, taken: Iterable[str]) -> str:
    """A name that a file may have on every system, and that no other has."""
    plain = _UNFIT.sub("-", _SUFFIX.sub("", unicodedata.normalize("NFC", name).strip()))
    plain = "".join(sign if sign.isprintable() else " " for sign in plain)[:LONGEST_NAME].strip(" .") or "text"
    plain = f"_{plain}" if _RESERVED.match(plain) or plain.startswith(("~$", ".")) else plain
    there = set(taken)
    number, free = 1, plain
    while free.casefold() in there:
        number += 1
        free = f"{plain}-{number}"
    return free
