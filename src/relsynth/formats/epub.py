"""EPUB: a ZIP archive of XHTML chapters, read in the order of the spine as one page after another.

Source: W3C, EPUB 3.3 (``META-INF/container.xml`` names the package; its spine lists the chapters) and IDPF, OPF 2.0.1.
The archive is measured while it is unpacked, and its XML is read as web pages are, so
that neither entities nor nesting can do harm.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import unquote

from relsynth.documents import Document, plain_line
from relsynth.errors import InputError
from relsynth.formats.archives import SIGNATURE, read_parts
from relsynth.formats.bylines import turned
from relsynth.formats.html_article import article_of
from relsynth.formats.html_citing import cite
from relsynth.formats.html_furniture import ROLES, clear
from relsynth.formats.html_page import parsed, roles_of, words_in
from relsynth.formats.html_pieces import Piece, pieces_of
from relsynth.formats.reading import Citation, document
from relsynth.records import doi_in, year_in

if TYPE_CHECKING:
    from lxml.etree import _Element

name = "epub"
READER = "epub/1"

MOST_TAGS = 1_500_000
"""Signs ``<`` in all chapters: a book of 900 pages with tables has some 200,000."""

CONTAINER = "META-INF/container.xml"
_MIMETYPE = b"mimetypeapplication/epub+zip"
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/xml", "text/x-oeb1-document"})
_WANTED = (".opf", ".xhtml", ".html", ".htm", ".xml")


def recognises(head: bytes, suffix: str) -> bool:
    """Whether a file is an archive that says it is an EPUB, or one that is called so."""
    return head.startswith(SIGNATURE) and (_MIMETYPE in head[:100] or suffix == ".epub")


def read_document(source: bytes, *, name: str) -> Document:
    """Read a publication: what its package says of it, and its chapters as one text.

    Raises:
        InputError: the archive cannot be unpacked, is locked, or names no chapter that is in it.
    """
    parts = read_parts(source, lambda part: part.lower().endswith(_WANTED) or part == "META-INF/encryption.xml")
    folder, package = _package(parts)
    citation = _citation(package)
    chapters = [page for page in _chapters(package, folder, parts) if page.strip()]
    if not chapters:
        raise InputError("the EPUB names no chapter that is in it; get it again")
    if sum(page.count(b"<") for page in chapters) > MOST_TAGS:
        raise InputError(f"the EPUB has more than {MOST_TAGS:,} tags: no paper or book does")
    pages = [parsed(page) for page in chapters]
    pieces = list(_pieces(pages))
    return document(
        article_of(pieces, citation.title, citation.authors),
        citation,
        source=source,
        name=name,
        format="epub",
        reader=READER,
        declared_language=next((said[:2].lower() for said in _said(package, "language")), None),
    )


def _package(parts: Mapping[str, bytes]) -> tuple[str, _Element]:
    """The package document, and the folder that its addresses start from."""
    if CONTAINER not in parts:
        raise InputError(f"the EPUB has no {CONTAINER}, which names what is in it; get it again")
    if any(key.get("algorithm", "").endswith("-cbc") for key in _encrypted(parts)):
        raise InputError("the EPUB is locked by its seller (DRM); get one that is not")
    files = (file.get("full-path", "") for file in parsed(parts[CONTAINER]).iter("rootfile"))
    path = next((file for file in files if file in parts), None)
    if path is None:
        raise InputError(f"what {CONTAINER} names is not in the EPUB; get it again")
    return posixpath.dirname(path), parsed(parts[path])


def _encrypted(parts: Mapping[str, bytes]) -> Iterator[_Element]:
    """How parts of the archive are encrypted; fonts that are merely scrambled count too."""
    if listed := parts.get("META-INF/encryption.xml"):
        yield from (e for e in parsed(listed).iter() if str(e.tag).endswith("encryptionmethod"))


def _chapters(package: _Element, folder: str, parts: Mapping[str, bytes]) -> Iterator[bytes]:
    """The pages of the spine, in its order, less the navigation."""
    items = {item.get("id"): item for item in package.iter("item", "opf:item")}
    for reference in package.iter("itemref", "opf:itemref"):
        item = items.get(reference.get("idref"))
        if item is None or "nav" in item.get("properties", "").split() or item.get("media-type") not in _PAGES:
            continue
        path = posixpath.normpath(posixpath.join(folder, unquote(item.get("href", "")).partition("#")[0]))
        if reference.get("linear") != "no" and path in parts:
            yield parts[path]


def _pieces(pages: list[_Element]) -> Iterator[Piece]:
    """The pieces of all chapters; works that are cited may be listed in the last one."""
    works = frozenset().union(*(clear(page) for page in pages))
    for page in pages:
        body = page.find("body")
        if body is not None and ROLES.isdisjoint(roles_of(body)):
            cite(page, works)
            yield Piece(mark="open")
            yield from pieces_of(body)
            yield Piece(mark="close")


def _citation(package: _Element) -> Citation:
    """What the package says in Dublin Core."""
    names = [turned(name) for name in _said(package, "creator")]
    identifiers = " ".join([*_said(package, "identifier"), *_said(package, "source")])
    return Citation(
        title=next(_said(package, "title"), None),
        authors=tuple(dict.fromkeys(names)),
        year=min((year for date in _said(package, "date") if (year := year_in(date))), default=None),
        doi=doi_in(identifiers),
    )


def _said(package: _Element, what: str) -> Iterator[str]:
    return (words for e in package.iter(f"dc:{what}") if (words := plain_line(words_in(e))))
