"""What a file is that no format reads as a paper, and what its owner can do about it.

A file is often not what its name says: a site answers with a page to log in on where a PDF was asked
for, an old .doc is renamed to .docx, a download is an archive. Each of these is told by the first bytes.

Source: Gary Kessler's table of file signatures, and the specifications of the formats named.
"""

from __future__ import annotations

import re

_RECOGNISE = "recognise its text first, as OCRmyPDF does"
_UNPACK = "unpack it first"
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "a Rich Text file: open it in a word processor and save it as .docx"),
    (b"%!PS", "PostScript: turn it into a PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a file of an old office program: open it in its program, save it as .docx"),
    (b"PK\x03\x04", f"a ZIP archive: {_UNPACK}"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", f"packed with gzip: {_UNPACK}"),
    (b"BZh", f"packed with bzip2: {_UNPACK}"),
    (b"\xfd7zXZ\x00", f"packed with xz: {_UNPACK}"),
    (b"7z\xbc\xaf\x27\x1c", f"a 7z archive: {_UNPACK}"),
    (b"Rar!\x1a\x07", f"a RAR archive: {_UNPACK}"),
    (b"\x89PNG", f"a picture: {_RECOGNISE}"),
    (b"\xff\xd8\xff", f"a picture: {_RECOGNISE}"),
    (b"GIF8", f"a picture: {_RECOGNISE}"),
    (b"II*\x00", f"a picture: {_RECOGNISE}"),
    (b"MM\x00*", f"a picture: {_RECOGNISE}"),
    (b"AT&TFORM", "a DjVu file: turn it into a PDF"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_OLD_OFFICE = _SIGNATURES[2][0]
_IN_OLD_OFFICE: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "locked with a password: open it in its program and save it without one"),
    ("WordDocument", "an old Word document (.doc): open it in Word or LibreOffice and save it as .docx"),
    ("Workbook", "an old Excel workbook, not a paper"),
    ("PowerPoint Document", "old PowerPoint slides, not a paper"),
)
"""Names of streams within a compound file, which has them in UTF-16."""

_IN_ZIP: tuple[tuple[bytes, str], ...] = (
    (b"application/vnd.oasis.opendocument", "an OpenDocument file: open it in LibreOffice and save it as .docx"),
    (b"xl/", "a workbook, not a paper"),
    (b"ppt/", "slides, not a paper"),
    (b"Index/Document.iwa", "a Pages document: export it as .docx"),
)
_PAGE = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_LOGIN = "a web page: the site may have answered with a page to log in on; open it in a browser, save the paper itself"
_PROMISED = {
    ".pdf": "PDF",
    ".docx": "Word document",
    ".docm": "Word document",
    ".epub": "EPUB book",
}
_TEXTS = frozenset({".txt", ".text", ".md", ".markdown"})
_MARKUP = frozenset({".xml", ".nxml", ".tei"})
_PAGES = frozenset({".html", ".htm", ".xhtml", ".xht"})

_BEFORE_EXPORT = re.compile(
    r"(?:[ \t]*+(?:<?\d{1,6}[.>]?|Scopus|EXPORT DATE:.*|Database:.*|%[ \t].*|-{5,}|={5,})?[ \t]*\n)*+"
)
"""Lines that services write above a record: its number, their name, the date, a rule, a comment of BibTeX."""

TABLE_OF_WOS = "PT\tAU\t"
"""How tables of Web of Science begin, which are called savedrecs.txt."""

_EXPORTS = (
    r"(?:[A-Z][A-Z0-9][ \t]{1,2}-[ \t].*\n(?:[ \t]*\n)*+){0,8}?[ \t]*T[Yy][ \t]{0,2}[-–][ \t]*[A-Za-z]{2,6}[ \t]*$",
    r"(?:[A-Z][A-Z0-9]  -[ \t].*\n){2}",
    r"(?:[A-Z]{2,4} {0,2}- \S.*\n){2}",
    r"FN (?:ISI|Thomson|Clarivate|Web of).*\n\s*VR[ \t]",
    r"PT [A-Z][ \t]*\n[A-Z][A-Z0-9] \S",
    r"(?:%[0-9A-Z][ \t]+\S.*\n){2}",
    r"RT[ \t]+[A-Z]\w.*\n[A-Z][A-Z0-9][ \t]+\S",
    r"Reference Type:[ \t]*\S.*\n[A-Z][\w ]{1,30}:",
    r"(?:Score[ \t]*\n[ \t]+\S.*\n)?(?:Unique Identifier|Accession Number)[ \t]*\n[ \t]+\S",
    r"Record #\d+ of \d+[ \t]*\n\s*(?:[A-Z]{2,3}: |TY {1,2}- )",
    r"<(?:\?xml\b|(?:\w{1,20}:)?(?:PubmedArticleSet|mods))",
    TABLE_OF_WOS,
    r"@[ \t]*[A-Za-z]{3,20}[ \t]*[{(]",
    r"[\[{]\s*[\[{\"]",
)
_EXPORT = re.compile("|".join(f"(?:{opening})" for opening in _EXPORTS), re.MULTILINE)
"""What begins a file that is a search export: two of its lines, since a paper may quote one."""


def signed_as(source: bytes) -> str | None:
    """What the first bytes of a file say that it is; None where they say nothing of the kind."""
    told = next((what for signature, what in _SIGNATURES if source.startswith(signature)), None)
    if source.startswith(_OLD_OFFICE):
        return next((what for stream, what in _IN_OLD_OFFICE if stream.encode("utf-16-le") in source), told)
    if source.startswith(b"PK\x03\x04"):
        return next((what for part, what in _IN_ZIP if part in source[:4096]), told)
    return told


def is_page(head: bytes) -> bool:
    """Whether a file begins as a web page does."""
    return _PAGE.match(head) is not None


def opens_as_export(head: str) -> bool:
    """Whether a text begins as search exports do; a format of exports must recognise it too.

    Only its first lines count: a paper on searching quotes records further down.
    Source: the openings of RIS, MEDLINE, Web of Science, EndNote, RefWorks, Ovid, Cochrane, BibTeX and JSON exports.
    """
    text = head.replace("\r\n", "\n").replace("\r", "\n")
    above = _BEFORE_EXPORT.match(text)
    return _EXPORT.match(text, above.end() if above else 0) is not None


def refusal(source: bytes, suffix: str) -> str:
    """Return why a file that no format recognised cannot be read, with the way to mend it."""
    if told := signed_as(source):
        return f"this is {told}"
    if is_page(source[:4096]) and suffix not in _PAGES:
        return page_instead(suffix)
    if suffix in _PAGES:
        return f"the name ends in {suffix}, but it has no tags as web pages have; if it is plain text, save it as .txt"
    if suffix in _PROMISED:
        return f"the name ends in {suffix}, but this is no {_PROMISED[suffix]}; get the file again"
    if suffix in _MARKUP:
        is_markup = source[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"\xff\xfe", b"\xfe\xff"))
        return "XML, but neither a JATS article nor a TEI text" if is_markup else "no XML, whatever its name says"
    is_text = suffix in _TEXTS
    what = "the name says plain text, but the content is none; give the file the suffix of what it is, as .pdf"
    return what if is_text else f"no installed format reads {suffix or 'such'} files"


def page_instead(suffix: str) -> str:
    """What to say of a web page under another suffix."""
    return f"the name ends in {suffix}, but this is {_LOGIN}" if suffix else f"this is {_LOGIN}"


def breaks_promise(suffix: str) -> bool:
    """Whether a web page under this suffix is most likely what came in a paper's place."""
    return suffix in _PROMISED or suffix in _MARKUP
