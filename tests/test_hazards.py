"""Files made to do harm, each written here, through the doors that users have: refused or read, in time, within memory.

The tests of each reader try more of them; this is the table of kinds (docs/security.md). A case that does not come back
is ended by its limit of time, which is a failure.
"""

from __future__ import annotations

import io
import json
import resource
import socket
import stat
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import made_up_docx
from formats.test_apart import nested_forms
from formats.test_xlsx import FERRIES, changed
from made_up_pdf import SENTENCES, column, pdf
from relsynth.config import FILE, read_config
from relsynth.cues import CueError, parse_cue
from relsynth.errors import FormatError, InputError, RelsynthError
from relsynth.formats import format_of_records, read
from relsynth.formats.apart import Reader
from relsynth.formats.archives import MOST_PARTS
from relsynth.formats.codebook_yaml import read_codebook
from relsynth.formats.coding_sheet import read_sheet
from relsynth.formats.eppi_codes import read_eppi
from relsynth.formats.refi_reading import read_qdpx
from relsynth.formats.web_annotation import read_annotations
from relsynth.query import parse
from tables import first_of

SECONDS = 10  # for a case; most take a hundredth
MEGABYTES = 700  # that a case may add to the peak of this process

DEEP = 100_000
MARK = "KEPT OUT"
JATS = (
    "<article><front><article-meta><title-group><article-title>Vans</article-title></title-group></article-meta></front>"
    "<body><p>{}</p></body></article>"
)
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
PAPER = pdf([column(SENTENCES)])


@pytest.fixture(autouse=True)
def within_limits() -> Iterator[None]:
    begun, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert time.monotonic() - begun < SECONDS
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < MEGABYTES


def words_of(source: bytes, path_name: str) -> str:
    """The words of a paper; of one that is refused the reason."""
    with Reader(seconds=2) as reader:
        try:
            return reader.read(source, path_name=path_name).text
        except (InputError, FormatError) as error:
            return str(error)


def xml(doctype: str, words: str = "Words.") -> bytes:
    return f"<?xml version='1.0'?>{doctype}{JATS.format(words)}".encode()


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("elsewhere") / "secret.txt"
    path.write_text(MARK, encoding="utf-8")
    return path


XML = {
    "billion-laughs": lambda _: xml(f'<!DOCTYPE article [<!ENTITY l0 "ha">{LAUGHS}]>', "&l9;"),
    "external-entity": lambda s: xml(f'<!DOCTYPE article [<!ENTITY x SYSTEM "{s.as_uri()}">]>', "&x;"),
    "parameter-entity": lambda s: xml(f'<!DOCTYPE article [<!ENTITY % x SYSTEM "{s.as_uri()}"> %x;]>'),
    "xinclude": lambda s: xml(
        "", f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{s.as_uri()}" parse="text"/>'
    ),
    "stylesheet": lambda s: b'<?xml-stylesheet href="' + s.as_uri().encode() + b'"?>' + xml("").partition(b"?>")[2],
    "nested": lambda _: xml("", "<p>" * DEEP),
    "huge-attribute": lambda _: xml("", f'<p a="{"a" * (20 << 20)}">words</p>'),
    "many-attributes": lambda _: xml("", "<p " + " ".join(f'a{n}="b"' for n in range(DEEP)) + ">words</p>"),
    "wrong-encoding": lambda _: xml("").replace(b"1.0'", b"1.0' encoding='utf-16'"),
    "unknown-encoding": lambda _: xml("").replace(b"1.0'", b"1.0' encoding='zip'"),
    "laughs-in-utf-16": lambda _: (
        xml(f'<!DOCTYPE article [<!ENTITY l0 "ha">{LAUGHS}]>', "&l9;").decode().encode("utf-16")
    ),
}


@pytest.mark.parametrize("made", XML.values(), ids=XML)
@pytest.mark.timeout(SECONDS * 3)
def test_xml_brings_nothing_in_and_does_not_swell(made: Callable[[Path], bytes], secret: Path) -> None:
    said = words_of(made(secret), "paper.xml")
    assert MARK not in said
    assert len(said) < 1_000


def test_a_dtd_is_not_fetched() -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.setblocking(False)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/a.dtd"
        assert words_of(xml(f'<!DOCTYPE article SYSTEM "{address}">'), "paper.xml").endswith("Words.")
        with pytest.raises(BlockingIOError):
            listening.accept()


def archive(*parts: tuple[zipfile.ZipInfo | str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts:
            file.writestr(name, content)
    return made.getvalue()


def link(name: str, target: str) -> tuple[zipfile.ZipInfo, bytes]:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info, target.encode()


def overlapping() -> bytes:
    """Many entries of the directory that all name the same packed bytes."""
    one = archive(("word/document.xml", b" " * (3 << 20)))
    at = one.index(b"PK\x01\x02")
    end = one.index(b"PK\x05\x06")
    entry, count = one[at:end], 2_000
    tail = bytearray(one[end:])
    tail[8:12] = count.to_bytes(2, "little") * 2
    tail[12:16] = (len(entry) * count).to_bytes(4, "little")
    return one[:at] + entry * count + bytes(tail)


def locked(source: bytes) -> bytes:
    """An archive that says its parts need a password."""
    directory = b"PK\x01\x02\x14\x03\x14\x00"
    return source[:6] + b"\x01" + source[7:].replace(directory + b"\x00", directory + b"\x01")


ZIPS = {
    "bomb": archive(("_rels/.rels", bytes(300 << 20)), ("META-INF/container.xml", bytes(300 << 20))),
    "archive-within-archive": archive(("a.zip", archive(("b.zip", archive(("c", bytes(9 << 20))))))),
    "overlapping": overlapping(),
    "way-out": archive(("../../word/document.xml", b"<a/>"), ("/etc/passwd", b"x")),
    "link": archive(link("_rels/.rels", "/etc/passwd"), link("word/document.xml", "/etc/passwd")),
    "many-parts": archive(*((f"word/{n}.xml", b"") for n in range(MOST_PARTS + 1))),
    "locked": locked(archive(("_rels/.rels", b"<a/>"))),
}


@pytest.mark.parametrize("source", first_of(ZIPS))
@pytest.mark.parametrize("name", ["paper.docx", "paper.epub"])
@pytest.mark.timeout(SECONDS * 3)
def test_an_archive_is_refused_with_a_reason(source: bytes, name: str) -> None:
    with (
        Reader(seconds=5) as reader,
        pytest.raises(InputError, match=r"archive|unpack|damaged|locked|part|EPUB|well-formed"),
    ):
        reader.read(source, path_name=name)


PDFS = {
    "forms-within-forms": nested_forms(60),
    "no-table-of-objects": PAPER[: PAPER.rindex(b"xref")],
    "wrong-table-of-objects": PAPER.replace(b"0000000", b"9999999"),
    "page-is-its-own-parent": PAPER.replace(b"/Kids [ 4 0 R ]", b"/Kids [ 6 0 R ]"),
    "javascript": PAPER.replace(b"/Type /Catalog", b"/OpenAction <</S/JavaScript/JS(app.alert(1))>> /Type /Catalog"),
    "launches-a-program": PAPER.replace(b"/Type /Catalog", b"/OpenAction <</S/Launch/F(/bin/sh)>> /Type /Catalog"),
    "endless-page": PAPER.replace(b"595", b"9" * 12),
    "locked": pdf([column(SENTENCES)], password="x"),
    "nested-arrays": b"%PDF-1.7\n1 0 obj\n" + b"[" * DEEP + b"\nendobj\ntrailer<</Root 1 0 R>>",
}


@pytest.mark.parametrize("source", first_of(PDFS))
@pytest.mark.timeout(SECONDS * 3)
def test_a_pdf_is_read_or_refused_in_time_and_runs_nothing(source: bytes) -> None:
    assert "alert" not in words_of(source, "paper.pdf")


def template(kind: str, target: str) -> bytes:
    outside = (
        f'<Relationships><Relationship Id="r" Type="x/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    )
    return made_up_docx.word(made_up_docx.p("Words."), **{"word/_rels/document.xml.rels": outside})


WORDS: dict[str, Callable[[Path], bytes]] = {
    "template-elsewhere": lambda s: template("attachedTemplate", s.as_uri()),
    "styles-elsewhere": lambda s: template("styles", s.as_uri()),
    "macros": lambda _: made_up_docx.word(made_up_docx.p("Words."), **{"word/vbaProject.bin": b"Shell"}),
    "nested": lambda _: made_up_docx.word("<w:p>" * DEEP),
    "entities": lambda _: made_up_docx.word(
        "", **{"word/document.xml": f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]><a>&l9;</a>'}
    ),
    "asks-for-another-file": lambda s: made_up_docx.word(
        made_up_docx.p(*(made_up_docx.field(f"INCLUDETEXT {s}", "Words."),))
    ),
}


@pytest.mark.parametrize("made", first_of(WORDS))
@pytest.mark.timeout(SECONDS * 3)
def test_a_word_file_brings_nothing_in(made: Callable[[Path], bytes], secret: Path) -> None:
    said = words_of(made(secret), "paper.docx")
    assert said
    assert MARK not in said


PAGES = {
    "nested": "<div>" * DEEP + "Words.",
    "script": "<p>Words.</p><script>alert(1)</script>",
    "svg": "<p>Words.</p><svg onload='alert(1)'><script>alert(1)</script></svg>",
    "refresh": "<meta http-equiv=refresh content='0;url=javascript:alert(1)'><p>Words.</p>",
    "data": "<p>Words.</p><img src='data:text/html,<script>alert(1)</script>'><iframe src='data:,alert(1)'></iframe>",
    "never-closed": "<p>Words." + "<!--" * DEEP,
    "attributes": "<p " + "a=b " * DEEP + ">Words.</p>",
}


@pytest.mark.parametrize("body", PAGES.values(), ids=PAGES)
@pytest.mark.timeout(SECONDS * 3)
def test_a_page_gives_words_and_nothing_that_runs(body: str) -> None:
    said = words_of(
        f"<!DOCTYPE html><html><head><title>Vans</title></head><body>{body}</body></html>".encode(), "a.html"
    )
    assert "alert" not in said


ALIASES = "a: &a [x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)
)
BOOKS = {
    "aliases": ALIASES,
    "tag": "!!python/object/apply:os.system ['echo']",
    "nested": "[" * DEEP,
    "nested-blocks": "\n".join(" " * n + "a:" for n in range(3_000)),
    "merges": "a: &a {b: c}\nd: {<<: *a}\n",
    "cue-that-backtracks": 'id: a\ntitle: A\nversion: "1"\ncodes: [{id: A, cues: {strong: ["(a+)+$"]}}]\n',
}


@pytest.mark.parametrize("text", BOOKS.values(), ids=BOOKS)
@pytest.mark.timeout(SECONDS * 3)
def test_a_codebook_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(RelsynthError):
        read_codebook(text)


def is_taken(read_it: Callable[[str], object], text: str) -> bool:
    """Whether a text is taken; refused it may be, with a reason."""
    try:
        read_it(text)
    except (CueError, RelsynthError):
        return False
    return True


@pytest.mark.parametrize(
    ("cue", "is_cue"),
    [
        pytest.param("(a+)+$", False, id="plus-in-plus"),
        pytest.param("(a|aa)* ~9999 b", False, id="long-gap"),
        pytest.param("(" * DEEP, False, id="brackets"),
        pytest.param("[a-z]{2,}", False, id="class"),
        pytest.param("trust*", True, id="plain"),
    ],
)
@pytest.mark.timeout(SECONDS * 3)
def test_no_cue_is_a_regular_expression(cue: str, *, is_cue: bool) -> None:
    assert is_taken(parse_cue, cue) is is_cue


@pytest.mark.parametrize("query", ["(" * DEEP, "-" * DEEP, "a or " * DEEP, "(" * 500 + "a"])
@pytest.mark.timeout(SECONDS * 3)
def test_a_query_without_end_is_refused(query: str) -> None:
    assert not is_taken(parse, query)


JSONS = {
    "nested": b"[" * DEEP,
    "nested-objects": b'{"a":' * DEEP,
    "long-number": b"[" + b"9" * DEEP + b"]",
    "nan": b"[NaN]",
}


@pytest.mark.parametrize("source", JSONS.values(), ids=JSONS)
@pytest.mark.timeout(SECONDS * 3)
def test_json_is_answered_or_refused(source: bytes) -> None:
    for read_it in (read_eppi, read_annotations):
        with pytest.raises(RelsynthError):
            read_it(source)
    for name in ("a.json", "a.jsonl"):
        try:
            items = list(format_of_records(source, path_name=name).read_records(source))
        except RelsynthError:
            continue
        assert len(items) < 10


@pytest.mark.parametrize("name", ["..\\..\\a.txt", "../a.txt", "/etc/passwd", "C:\\a.txt"])
def test_a_project_of_another_program_leads_nowhere(name: str) -> None:
    with pytest.raises(InputError, match="leads out of the archive"):
        read_qdpx(archive(("project.qde", b"<Project/>"), (name, b"x")))


def test_a_source_outside_of_the_archive_is_asked_for_by_its_name_alone(secret: Path) -> None:
    asked: list[str] = []
    told = f'<TextSource guid="1" name="a" plainTextPath="absolute://{secret}"/>'
    source = f'<Project name="a" xmlns="urn:QDA-XML:project:1.0"><Sources>{told}</Sources></Project>'
    read_qdpx(source.encode(), beside=asked.append)
    assert asked == [secret.name]


@pytest.mark.parametrize("part", ["xl/media/a.bin", "xl/externalLinks/externalLink1.xml"])
def test_a_workbook_that_swells_is_refused(part: str) -> None:
    with pytest.raises(InputError, match="would unpack"):
        read_sheet(changed(FERRIES, part, bytes(60 << 20)))


def test_settings_are_answered_or_refused(tmp_path: Path) -> None:
    for text in ("a = " + "[" * DEEP, "a = " + "{b=" * DEEP, "a." * DEEP + "b = 1", "a = 0x" + "f" * DEEP):
        (tmp_path / FILE).write_text(text, encoding="utf-8")
        with pytest.raises(RelsynthError):
            read_config(tmp_path / FILE)


NAMES = ("$(touch a).pdf", "; rm a.pdf", "-rf.pdf", "a\nb.pdf", "\u202efdp.exe.pdf", "a" * 200 + ".pdf")


@pytest.mark.parametrize("name", first_of({ascii(name)[:20]: name for name in NAMES}))
def test_the_name_of_a_file_does_nothing(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert read(PAPER, path_name=name).text
    with Reader() as reader:
        assert reader.read(PAPER, path_name=name).name == Path(name).stem
    assert [*tmp_path.iterdir()] == []
    assert json.dumps(name)
