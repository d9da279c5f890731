"""Where files and texts of others come in: each door, whole inputs for it to be damaged, and what it may refuse with.

A door that answers is asked for what would break later: that a document's places are in its text, and that a store can
hold it.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from relsynth import config, cues, formats, query
from relsynth.bundled import default_codebook
from relsynth.errors import RelsynthError
from relsynth.formats.codebook_sheet import read_codebook_sheet
from relsynth.formats.codebook_yaml import read_codebook
from relsynth.formats.coding_sheet import read_sheet
from relsynth.formats.crosswalk_yaml import read_framework
from relsynth.formats.document_json import is_sound, written
from relsynth.formats.eppi_codes import read_eppi
from relsynth.formats.refi_codebook import read_qdc, write_qdc
from relsynth.formats.refi_reading import read_qdpx
from relsynth.formats.web_annotation import read_annotations

HOUSE = Path(__file__).resolve().parents[2]
sys.path.append(str(HOUSE / "tests"))  # what is made up for tests is what is damaged here

import made_up_docx  # noqa: E402
import made_up_pdf  # noqa: E402
import made_up_refi  # noqa: E402
from formats.test_epub import packed as epub  # noqa: E402

DECLARED: tuple[type[Exception], ...] = (RelsynthError, cues.CueError)
"""What may be raised; a codebook's reader turns the second into one of the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A place where inputs come in: ``enter`` reads one, ``seeds`` are some that it takes, by name."""

    enter: Callable[[bytes], object]
    seeds: Mapping[str, bytes]


def doors() -> dict[str, Door]:
    """All doors, by name: papers and search exports by format, then what people write."""
    papers = {f"paper-{name}": Door(enter=_paper(suffix), seeds=seeds) for name, suffix, seeds in _papers()}
    exports = {
        f"records-{one.name}": Door(enter=_records(one), seeds=seeds)
        for one in formats.installed_for_records()
        if (seeds := _exports(one.name))
    }
    return papers | exports | _written()


def _paper(suffix: str) -> Callable[[bytes], object]:
    def enter(source: bytes) -> None:
        document = formats.read(source, path_name=f"paper{suffix}")
        if not is_sound(document, source):
            raise AssertionError("a place that is not in the text")
        written(document)
        assert document.version

    return enter


def _records(one: formats.RecordsFormat) -> Callable[[bytes], object]:
    def enter(source: bytes) -> None:
        for _ in one.read_records(source):
            pass

    return enter


def _exports(name: str) -> dict[str, bytes]:
    paths = sorted((HOUSE / "tests" / "exports" / name).glob("*.*"))
    return {p.name: p.read_bytes() for p in paths if not p.name.endswith(".expected.json")}


def _papers() -> list[tuple[str, str, dict[str, bytes]]]:
    corpus = {p.name: p.read_bytes() for p in sorted((HOUSE / "corpus").glob("[0-9]*.*"))}
    by_suffix = {end: {n: s for n, s in corpus.items() if n.endswith(end)} for end in (".xml", ".md", ".txt")}
    words = [made_up_pdf.column(made_up_pdf.SENTENCES), made_up_pdf.column(made_up_pdf.SENTENCES, x=made_up_pdf.RIGHT)]
    body = "".join(made_up_docx.p(text) for text in made_up_pdf.SENTENCES)
    page = "".join(f"<h2>Methods</h2><p>{text}</p>" for text in made_up_pdf.SENTENCES)
    html = f"<!DOCTYPE html><html><head><title>Vans</title></head><body><article>{page}</article></body></html>"
    tei = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Vans</title></titleStmt>'
        f"</fileDesc></teiHeader><text><body><div><head>Methods</head><p>{made_up_pdf.SENTENCES[0]}</p></div></body>"
        "</text></TEI>"
    )
    table = made_up_docx.table(("Van", "Road"), ("one", "two"), head=True)
    return [
        ("jats", ".xml", by_suffix[".xml"]),
        ("markdown", ".md", by_suffix[".md"]),
        ("plain", ".txt", by_suffix[".txt"]),
        ("pdf", ".pdf", {"two-columns": made_up_pdf.pdf(words, title="Vans"), "one": made_up_pdf.pdf(words[:1])}),
        ("docx", ".docx", {"text": made_up_docx.word(body), "table": made_up_docx.word(body + table)}),
        ("epub", ".epub", {"book": epub()}),
        ("html", ".html", {"page": html.encode()}),
        ("tei", ".xml", {"tei": tei.encode()}),
    ]


def _written() -> dict[str, Door]:
    book = default_codebook().read_bytes()
    framework = sorted((HOUSE / "codebook").glob("crosswalk/*.yaml"))
    sheet = b"document,quote,code,coder\nvan,Partners met each month,STA.TRUST,ana\nboat,=1+1,STA.RESPECT,ben\n"
    codes = b"id,label,definition,parent\nA,Trust,What they say of trust,\nB,Respect,What they say of respect,A\n"
    annotation = (
        b'{"@context":"http://www.w3.org/ns/anno.jsonld","type":"Annotation","id":"urn:1","target":{"source":"van",'
        b'"selector":{"type":"TextQuoteSelector","exact":"Partners met"}},'
        b'"body":{"type":"TextualBody","value":"trust"}}'
    )
    eppi = (
        b'{"CodeSets":[{"SetName":"a","SetId":1,"Attributes":{"AttributesList":[{"AttributeId":2,'
        b'"AttributeName":"b"}]}}],"References":[]}'
    )
    asked = b'code:STA.TRUST*,STA.RESPECT (role:barrier OR "hard to trust") -section:late'
    story = made_up_refi.story(made_up_refi.selection(0, 5, made_up_refi.coding()))
    template = config.TEMPLATE.format(title='"A"').encode()
    settings = b'title = "Vans"\n[codebook]\npath = "codebook.yaml"\n[coding]\ncoder = "lexicon"\n[gaps]\n'
    return {
        "codebook-yaml": Door(enter=read_codebook, seeds={"ours": book}),
        "crosswalk-yaml": Door(
            enter=read_framework,
            seeds={p.name: p.read_bytes() for p in framework},
        ),
        "coding-sheet": Door(enter=read_sheet, seeds={"codings.csv": sheet}),
        "codebook-sheet": Door(enter=read_codebook_sheet, seeds={"codes.csv": codes}),
        "qdpx": Door(enter=read_qdpx, seeds={"story": story}),
        "qdc": Door(enter=read_qdc, seeds={"ours": write_qdc(read_codebook(book))}),
        "annotations": Door(enter=read_annotations, seeds={"one": annotation}),
        "eppi": Door(enter=read_eppi, seeds={"one": eppi}),
        "query": Door(enter=_text(query.parse), seeds={"one": asked}),
        "cue": Door(enter=_text(cues.parse_cue), seeds={"one": b"(trust*|respect) ~3 (of|between) partner-s? (the)"}),
        "config": Door(enter=_config, seeds={"one": settings, "template": template}),
    }


def _text(enter: Callable[[str], object]) -> Callable[[bytes], object]:
    return lambda source: enter(source.decode("utf-8", "surrogateescape"))


def _config(source: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / config.FILE
        path.write_bytes(source)
        config.read_config(path)
