"""Papers read apart: as here and now, and without harm by those that are made to do it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import made_up_docx
from formats.test_epub import packed
from made_up_pdf import SENTENCES, Words, column, pdf
from relsynth import formats
from relsynth.documents import Document
from relsynth.errors import FormatError, InputError, RelsynthError
from relsynth.formats import apart
from relsynth.formats.apart import Reader

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
PAPER = pdf([column(SENTENCES)], title="Vans")
WORD = made_up_docx.word("".join(made_up_docx.p(text) for text in SENTENCES))


def nested_forms(levels: int = 24) -> bytes:
    """A page that draws a form twice, which draws another twice, and so on: 2 to the power of levels of drawings."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Resources<</XObject<</F 5 0 R>>>>/Contents 4 0 R>>",
        b"<</Length 8>>stream\n/F Do\n\nendstream",
    ]
    for level in range(levels):
        inner = b"<</XObject<</F %d 0 R>>>>" % (6 + level) if level < levels - 1 else b"<<>>"
        drawing = b"/F Do /F Do " * (level < levels - 1) + b"0 0 m 9 9 l S"
        objects.append(
            b"<</Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources%s/Length %d>>stream\n%s\nendstream"
            % (inner, len(drawing), drawing)
        )
    body, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return (
        body + head + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))
    )


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as one:
        yield one


FILES = {
    "paper.pdf": PAPER,
    "paper.docx": WORD,
    "paper.epub": packed(),
    "locked.pdf": pdf([column(SENTENCES)], password="x"),
    "cut.pdf": PAPER[:300],
    "cut.docx": WORD[:300],
    "none.pdf": b"words and no PDF",
    "empty.pdf": b"",
    "page.pdf": b"<!DOCTYPE html><html><body><p>Please log in</p></body></html>",
    "archive.docx": made_up_docx.archive({"a.txt": "a"}),
    "snow\N{SNOWMAN}\udc80.pdf": PAPER,
    "what.xyz": b"\x00\x01",
}


@pytest.mark.parametrize("name", [*FILES, *(p.name for p in sorted(CORPUS.glob("[0-9]*.*")))])
def test_what_is_read_apart_is_what_is_read_here(name: str, reader: Reader) -> None:
    source = FILES[name] if name in FILES else (CORPUS / name).read_bytes()
    assert outcome(reader.read, source, name) == outcome(formats.read, source, name)


def outcome(read: Callable[..., Document], source: bytes, name: str) -> Document | tuple[type[RelsynthError], str]:
    """What comes of a file: a document, or what is said of it."""
    try:
        return read(source, path_name=name)
    except (InputError, FormatError) as error:
        return type(error), str(error)


def test_text_starts_no_process() -> None:
    with Reader() as one:
        one.read((CORPUS / "07-pharmacy-pressure.md").read_bytes(), path_name="a.md")
        assert one._process is None


def test_many_files_are_read_by_one_process_and_it_is_gone_afterwards() -> None:
    with Reader() as one:
        one.read(PAPER, path_name="a.pdf")
        process = one._process
        one.read(WORD, path_name="b.docx")
        assert one._process is process
        assert process is not None
    assert process.returncode is not None


def test_a_process_that_has_read_many_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MOST_FILES", 1)
    with Reader() as one:
        one.read(PAPER, path_name="a.pdf")
        before = one._process
        one.read(PAPER, path_name="a.pdf")
        assert one._process is not before


def test_forms_within_forms_are_given_up_in_time_and_the_next_paper_is_read() -> None:
    with Reader(seconds=1.5) as one:
        one.read(PAPER, path_name="a.pdf")
        begun = time.monotonic()
        with pytest.raises(InputError, match=r"bomb\.pdf: takes longer than 1\.5 seconds to read"):
            one.read(nested_forms(60), path_name="bomb.pdf")
        assert time.monotonic() - begun < 6
        assert one.read(PAPER, path_name="a.pdf").text


@pytest.mark.skipif(sys.platform != "linux", reason="address space is limited on Linux alone")
def test_a_file_that_takes_too_much_memory_is_a_reason_and_the_next_paper_is_read() -> None:
    with Reader(memory=400 << 20) as one:
        with pytest.raises(InputError, match=r"takes more than 400 MB of memory to read"):
            one.read(PAPER + bytes(300 << 20), path_name="swollen.pdf")
        assert one.read(WORD, path_name="a.docx").text


def test_a_process_that_is_killed_is_a_reason_or_is_replaced() -> None:
    with Reader() as one:
        one.read(PAPER, path_name="a.pdf")
        assert one._process is not None
        one._process.kill()
        one._process.wait()
        assert one.read(PAPER, path_name="a.pdf").text


def test_no_key_of_a_service_and_no_module_of_a_folder_of_papers_reaches_the_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "it ran"
    for module in ("json", "lxml", "zlib", "struct", "pypdfium2"):
        (tmp_path / f"{module}.py").write_text(f"open({str(mark)!r}, 'w').close()", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOME_API_KEY", "secret")
    with Reader() as one:
        assert one.read(PAPER, path_name="a.pdf").text
        assert one._process is not None
        if sys.platform == "linux":
            assert b"SOME_API_KEY" not in Path(f"/proc/{one._process.pid}/environ").read_bytes()
    assert not mark.exists()


def test_where_no_process_starts_that_is_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_COMMAND", ("python", "-c", "pass"))
    with Reader() as one, pytest.raises(RelsynthError, match="does not start; to see why, run python -c pass"):
        one.read(PAPER, path_name="a.pdf")


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param("b''", id="nothing"),
        pytest.param("struct.pack('>Q', 1 << 60)", id="endless"),
        pytest.param("struct.pack('>Q', 5) + b'wrong'", id="no-answer"),
        pytest.param("struct.pack('>Q', 50) + b'cut'", id="cut-short"),
    ],
)
def test_a_process_that_was_taken_over_is_not_believed(answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = (
        f"import struct, sys; sys.stdout.buffer.write({apart.READY!r}); sys.stdout.flush(); sys.stdin.buffer.read(16)"
    )
    program += f"; sys.stdout.buffer.write({answer})"
    monkeypatch.setattr(apart, "_COMMAND", ("python", "-c", program))
    with Reader() as one, pytest.raises(InputError, match=r"ended the process that reads it \(0\)"):
        one.read(pdf([[Words(text="a", y=700)]]), path_name="a.pdf")


def test_threads_take_turns(reader: Reader) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        read = list(pool.map(lambda name: reader.read(FILES[name], path_name=name), ["paper.pdf", "paper.docx"] * 6))
    assert len({document.id for document in read}) == 2
    assert os.getpid() != reader._process.pid  # type: ignore[union-attr]
