"""Whether other programs' projects come in whole, ours go out valid, and agreement is reckoned right and fast.

    python scripts/bench/coding.py [--data ../shared/data] [--json] [--tables 10000]

Reads every .qdc, .qde and .qdpx of DATA/refi as a person would (``relsynth open``, ``codebook new``), and holds the
counts that it tells against a count of the XML's own elements, made here without our readers. Then writes each of them,
and a project of our own with codings of two people, in the formats again and validates that against the schemas in
DATA/refi. The 385 references that EPPI-Reviewer and Zotero exported are compared across four formats (eppi_alike.py);
measures of agreement against definitions written out and scikit-learn's (agreement_oracles.py), and the time that
agreement over 100,000 codings takes: every code and all together with intervals, and sets of codes (Jaccard, MASI)
apart, and the whole verb on a real store. Times are CPU seconds.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import agreement_oracles
import eppi_alike
from lxml import etree

from relsynth import workflow
from relsynth.bundled import default_codebook, example_papers
from relsynth.coding import Coder, Coding
from relsynth.documents import Document, Sentence, Span
from relsynth.errors import RelsynthError
from relsynth.extraction.sentences import sentences
from relsynth.formats.codebook_yaml import read_codebook
from relsynth.formats.refi_codebook import write_qdc
from relsynth.project import open_project
from relsynth.workflow.coding_steps import Place, add_coding
from relsynth.workflow.export_qdpx import export_qdpx
from relsynth.workflow.new_codebook import new_codebook
from relsynth.workflow.open_qdpx import open_qdpx

HOUSE = Path(__file__).resolve().parents[2]
AT = "2026-01-01T00:00:00+00:00"
SCHEMAS = ("Codebook.xsd", "Project.xsd")
SELECTIONS = frozenset(f"{kind}Selection" for kind in ("PlainText", "Picture", "PDF", "Audio", "Video", "Transcript"))
SOURCES = frozenset(f"{kind}Source" for kind in ("Text", "Picture", "PDF", "Audio", "Video"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Of a file: codes, sources, selections and codings."""

    codes: int = 0
    documents: int = 0
    selections: int = 0
    codings: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one file: counts of its XML, what was told of them, of which ``kept``, and what went wrong."""

    file: str
    there: Counts
    told: Counts | None = None
    kept: Counts | None = None
    losses: tuple[str, ...] = ()
    error: str = ""
    valid: tuple[bool, ...] = ()

    @property
    def is_right(self) -> bool:
        """Whether all is told: what was kept, and what was not."""
        return self.told == self.there


def main() -> int:
    arguments = parse()
    refi = arguments.data / "refi"
    lacking = [name for name in SCHEMAS if not (refi / name).is_file()]
    if lacking:
        print(f"coding: {refi} lacks {', '.join(lacking)}", file=sys.stderr)
        return 2
    schemas = tuple(etree.XMLSchema(etree.parse(refi / name)) for name in SCHEMAS)
    files = sorted(path for path in refi.iterdir() if path.suffix in (".qdc", ".qde", ".qdpx"))
    with tempfile.TemporaryDirectory() as folder:
        outcomes = [tried(path, Path(folder) / str(number), schemas) for number, path in enumerate(files)]
        own = list(exported_own(Path(folder) / "own", schemas))
    alike, details = eppi_alike.alike(arguments.data) if (refi / eppi_alike.JSON).is_file() else (0, None)
    compared, error = agreement_oracles.largest_error(arguments.tables, seed=0)
    exports = [*own, *(valid for outcome in outcomes for valid in outcome.valid)]
    figures = {
        "refi_files": len(outcomes),
        "refi_read": sum(not outcome.error for outcome in outcomes),
        "refi_counts_right": sum(outcome.is_right for outcome in outcomes),
        "exports": len(exports),
        "exports_valid": sum(exports),
        "eppi_formats_alike": alike,
        "agreement_max_error": error,
        "agreement_tables": arguments.tables,
        "agreement_figures": compared,
        "codings_100k_s": round(agreement_oracles.codings_100k(), 3),
        "sets_of_100k_s": round(agreement_oracles.sets_of_100k(), 3),
        "command_100k_s": round(command_100k(), 2),
    }
    if arguments.json:
        print(json.dumps(figures))
        return 0
    show(outcomes)
    if details:
        print("EPPI: records", dict(details.records), "differences", dict(details.by_field))
    for name, value in figures.items():
        print(f"{name:<22}{value:>12.3g}" if isinstance(value, float) else f"{name:<22}{value:>12,}")
    return 0


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=HOUSE.parent / "shared" / "data")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--tables", type=int, default=10_000, help="random tables that measures are tried on")
    return parser.parse_args()


def tried(path: Path, folder: Path, schemas: tuple[etree.XMLSchema, ...]) -> Outcome:
    """Open a file, hold what is told of it against its XML, and write it again."""
    folder.mkdir()
    there = counted(path)
    try:
        if path.suffix == ".qdc":
            return of_codebook(path, folder, there, schemas[0])
        return of_project(path, folder, there, schemas[1])
    except RelsynthError as error:
        return Outcome(file=path.name, there=there, error=str(error))


def of_codebook(path: Path, folder: Path, there: Counts, schema: etree.XMLSchema) -> Outcome:
    """A codebook, and what is told of it."""
    made = new_codebook(folder / "book.yaml", str(path))
    book = read_codebook((folder / "book.yaml").read_bytes())
    return Outcome(
        file=path.name,
        there=there,
        told=Counts(codes=made.codes),
        kept=Counts(codes=len(book.codes)),
        losses=(*made.problems, *made.notes),
        valid=(is_valid(write_qdc(book), schema),),
    )


def of_project(path: Path, folder: Path, there: Counts, schema: etree.XMLSchema) -> Outcome:
    """A project: what is in it now, and what is told of it, kept and lost together."""
    brought = open_qdpx(path, folder / "project", at=AT).brought
    with open_project(folder / "project") as project:
        codings = [one for one in project.store.codings() if one.coder.kind == "person"]
        kept = Counts(
            codes=len(project.codebook.codes) if there.codes else 0,
            documents=len(list(project.store.documents())),
            selections=len({one.span for one in codings}),
            codings=len(codings),
        )
        export_qdpx(project, folder / "again.qdpx")
    lost: Counter[str] = Counter()
    for loss in brought.losses:
        lost[loss.what] += loss.count
    told = Counts(
        codes=brought.codes,
        documents=brought.texts + lost["sources"],
        selections=brought.selections,
        codings=brought.codings + brought.already + sum(one.codings for one in brought.unmapped) + lost["codings"],
    )
    return Outcome(
        file=path.name,
        there=there,
        told=told,
        kept=kept,
        losses=tuple(map(str, brought.losses)),
        valid=(is_valid(project_xml((folder / "again.qdpx").read_bytes()), schema),),
    )


def counted(path: Path) -> Counts:
    """What the XML itself has, by the names of its elements."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    source = path.read_bytes()
    root = etree.fromstring(project_xml(source) if source.startswith(b"PK") else source, parser)
    names = Counter(etree.QName(one).localname for one in root.iter(etree.Element))
    top = {etree.QName(one).localname: one for one in root.iterchildren(etree.Element)}
    sources = top["Sources"].iterchildren(etree.Element) if "Sources" in top else ()
    return Counts(
        codes=names["Code"],
        documents=sum(texts_of(source) for source in sources),
        selections=sum(names[name] for name in SELECTIONS),
        codings=names["Coding"],
    )


def texts_of(source: etree._Element) -> int:
    """A recording is as many documents as it has transcripts; any other source is one."""
    if etree.QName(source).localname not in SOURCES:
        return 0
    return max(1, sum(etree.QName(one).localname == "Transcript" for one in source.iterchildren(etree.Element)))


def project_xml(source: bytes) -> bytes:
    """The XML in an archive."""
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        return archive.read(next(name for name in archive.namelist() if name.lower().endswith(".qde")))


def is_valid(source: bytes, schema: etree.XMLSchema) -> bool:
    """Whether a file is as the schema has it; what is wrong is told."""
    valid = schema.validate(etree.fromstring(source))
    for error in list(schema.error_log)[:5]:
        print(f"  invalid: {error.message}", file=sys.stderr)
    return bool(valid)


def exported_own(folder: Path, schemas: tuple[etree.XMLSchema, ...]) -> Iterator[bool]:
    """Whether our own codebook, and our own papers coded by two people and the machine, are written valid."""
    yield is_valid(write_qdc(read_codebook(default_codebook().read_bytes())), schemas[0])
    workflow.init(folder, title="Two people")
    with open_project(folder) as project:
        workflow.add_documents(project, [example_papers()], at=AT)
        workflow.code(project, at=AT, coder="lexicon", parser="none")
        for number, document in enumerate(project.store.documents()):
            if document.out_of_scope:
                continue
            first = next(p for p in document.paragraphs if p.end - p.start > 40)
            for coder in ("Ana", "Zoë"):
                place = Place(paper=document.id, start=first.start, end=first.end - number)
                add_coding(project, place, "STA.TRUST", coder=coder, at=AT, memo="É 🤝 <&>")
        for proposals in (False, True):
            export_qdpx(project, folder / "own.qdpx", proposals=proposals)
            yield is_valid(project_xml((folder / "own.qdpx").read_bytes()), schemas[1])


def command_100k() -> float:
    """CPU seconds of the whole verb on a real store: 200 papers, in which two people put 50,000 codes each."""
    draw = random.Random(0)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        papers = folder / "papers"
        papers.mkdir()
        for number in range(200):
            told = " ".join(f"The partners of place {number} met for the {n}th time and agreed." for n in range(250))
            (papers / f"{number}.md").write_text(f"# Place {number}\n\n## Results\n\n{told}\n", encoding="utf-8")
        workflow.init(folder / "review")
        with open_project(folder / "review") as project:
            workflow.add_documents(project, [papers], at=AT)
            codes = [code.id for code in project.codebook.codes]
            places = [(one, cut) for one in project.store.documents() for cut in sentences(one)]
            with project.store.atomic():
                book = project.codebook
                project.store.add_codebook(book.digest, id=book.id, version=book.version, source="", at=AT)
                for coder in (Coder(name="Ana", kind="person"), Coder(name="Ben", kind="person")):
                    project.store.add_coder(coder)
                    made = (put(coder, draw.choice(codes), *place) for place in draw.choices(places, k=50_000))
                    project.store.add_codings(made, codebook=book.digest, at=AT)
            began = time.process_time()
            workflow.coding_agreement(project)
            return time.process_time() - began


def put(coder: Coder, code: str, document: Document, cut: Sentence) -> Coding:
    """A code on a sentence."""
    span = Span(version=document.version, start=cut.start, end=cut.end)
    return Coding(span=span, code=code, coder=coder, facets=(("assertion", ("affirmed",)),))


def show(outcomes: list[Outcome]) -> None:
    """A line a file: of each kind what is there, what is told of it, and what is kept."""
    print(f"{'file':<42}{'codes':>14}{'documents':>14}{'selections':>14}{'codings':>14}   there/told/kept")
    for one in outcomes:
        cells = [
            "/".join(str(getattr(counts, name)) if counts else "-" for counts in (one.there, one.told, one.kept))
            for name in ("codes", "documents", "selections", "codings")
        ]
        print(
            f"{one.file:<42}" + "".join(f"{cell:>14}" for cell in cells) + ("" if one.is_right else "   NOT ALL TOLD")
        )
        for told in (*([one.error] if one.error else []), *one.losses):
            print(f"    {told}")


if __name__ == "__main__":
    sys.exit(main())
