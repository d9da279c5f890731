"""How well papers are read: PDFs against the JATS of the same papers, labels of sections, every file, and how fast.

    python scripts/bench/papers.py [--data ../shared/data] [--json] [--peers] [--only pdf|sections|files|speed] [--each]

DATA/pdf holds PDFs, each with the JATS of its paper; DATA/papers papers in any format. The truth is read by the bench
itself (papers_truth.py), and one function says for every reader whether a paragraph is found (papers_match.py).

- paragraphs_found: share of the gold body paragraphs of all PDFs that some stretch of the reading is like at 90 of 100;
  …_two_column: of PDFs in two columns (papers_layout.py); …_as_long: that a stretch of the paragraph's own length is
  like, as rapidfuzz's ``partial_ratio`` has it; paragraphs_whole: that one paragraph of ours, whole, is like.
- order_tau: Kendall's tau-b between gold order and the places found, boxes left out, mean over PDFs.
- heading_f1: headings of the body, normalised, numbering off, one to one at 90 of 100, pooled over PDFs. Titles that
  JATS has elsewhere, "Abstract" and the like, and declarations are neither right nor wrong.
- leaked_share: words of our text that stand in references, heads, feet and the like, over all (papers_leaks.py).
- section_accuracy_jats, section_macro_f1_jats: sure sections, titles seen, ``sec-type`` hidden; section_accuracy_pdf:
  paragraphs found of sure sections, by the label they stand under; section_accuracy_hidden, …_macro_f1_hidden: titles
  hidden, too; unmapped_accuracy: headings that say nothing (papers_sections.py), …_new: those of them that stand in no
  list that labels were trained on. These on files whose SHA-256
  begins with an odd hexadecimal digit, since weights in this package were trained on others of ../shared/data;
  …_hidden_all: on all files. …_likely: sections without ``sec-type`` but with a title that leaves no doubt, too.
- unread, furniture_share: files of DATA/papers (papers_files.py).
- pages_per_cpu_s, jats_per_cpu_s: from bytes to document, CPU seconds of this process; PDFs in a first pass after one
  reading that loads what is loaded on first use, JATS files in a second pass.

``--peers`` reads the PDFs with pypdf and pdfminer.six, in environments of their own, and with pdfium alone; ``--each``
tells of each PDF, with what was missed, and of each section and file that is wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import papers_files
import papers_reading
import papers_sections
from papers_pdfs import Outcome, Pair, document_outcome, figures_of, own_figures, pairs_in, text_outcome
from papers_sections import Judged, accuracy, macro_f1, majority, share
from papers_truth import truth

from relsynth import formats
from relsynth.documents import Document

HOUSE = Path(__file__).resolve().parents[2]
UNMAPPED = HOUSE / "scripts" / "train" / "unmapped_headings.csv"
PARTS = ("pdf", "sections", "files", "speed")


def main() -> int:
    arguments = parse()
    needs = {"pdf": ("pdf",), "sections": ("papers",), "files": ("papers",), "speed": ("pdf", "papers")}
    parts = [arguments.only] if arguments.only else list(PARTS)
    for folder in sorted({folder for part in parts for folder in needs[part]}):
        if not any((arguments.data / folder).glob("*.pdf" if folder == "pdf" else "*.*")):
            print(f"papers: no papers in {arguments.data / folder}", file=sys.stderr)
            return 2
    figures: dict[str, float] = {}
    for part in parts:
        told = MEASURES[part](arguments.data, arguments)
        figures |= told.figures
        if arguments.each and not arguments.json:
            print(*told.lines, "", sep="\n")
    print(json.dumps(figures) if arguments.json else table(figures))
    return 0


def parse() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--json", action="store_true")
    options.add_argument("--peers", action="store_true", help="also pypdf, pdfminer.six and bare pdfium")
    options.add_argument(
        "--peers-in", type=Path, default=HOUSE / "build" / "peers", help="folder of their environments"
    )
    options.add_argument("--only", choices=PARTS)
    options.add_argument("--each", action="store_true", help="tell of each PDF, and of all that is wrong")
    return options.parse_args()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Figures, and lines about single files."""

    figures: Mapping[str, float]
    lines: Sequence[str] = ()


def read(source: bytes, name: str) -> Document:
    return formats.read(source, path_name=name)


# -- PDFs


def pdfs(data: Path, arguments: argparse.Namespace) -> Told:
    """What is found in PDFs, how fast, and what peers find in them."""
    pairs = pairs_in(data / "pdf")
    readings = readings_of(pairs)
    outcomes = [outcome_of(pair, reading) for pair, reading in zip(pairs, readings, strict=True)]
    figures = figures_of(outcomes) | own_figures(outcomes)
    figures["pages_per_cpu_s"] = pages_per_second(pairs, readings)
    lines = [line for outcome in outcomes for line in about(outcome)]
    for peer in papers_reading.PEERS if arguments.peers else ():
        theirs, more = peer_figures(peer, pairs, arguments.peers_in)
        figures |= {f"{peer}_{key}": value for key, value in theirs.items()}
        lines += more
    return Told(figures=figures, lines=lines)


Reading = tuple[Document | str, float]
"""The document of a PDF, or what was raised, and CPU seconds."""


def readings_of(pairs: Sequence[Pair]) -> list[Reading]:
    """All PDFs, read one after the other; the first one twice, so that what is loaded on first use is no page's."""
    for pair in pairs[:1]:
        reading_of(pair)
    return [reading_of(pair) for pair in pairs]


def reading_of(pair: Pair) -> Reading:
    source = pair.path.read_bytes()
    begun = time.process_time()
    try:
        document: Document | str = read(source, pair.path.name)
    except Exception as error:  # noqa: BLE001 - whatever is raised, the file is not read
        document = f"{type(error).__name__}: {error}"[:300]
    return document, time.process_time() - begun


def pages_per_second(pairs: Sequence[Pair], readings: Sequence[Reading]) -> float:
    """Pages of the PDFs that were read, per CPU second."""
    done = [
        (pair.layout.pages, spent)
        for pair, (document, spent) in zip(pairs, readings, strict=True)
        if not isinstance(document, str)
    ]
    return share(sum(pages for pages, _ in done), sum(spent for _, spent in done))


def outcome_of(pair: Pair, reading: Reading) -> Outcome:
    document, _ = reading
    return text_outcome(pair, [""], error=document) if isinstance(document, str) else document_outcome(pair, document)


def peer_figures(peer: str, pairs: Sequence[Pair], folder: Path) -> tuple[dict[str, float], list[str]]:
    readings = papers_reading.run(peer, [pair.path for pair in pairs], folder=folder)
    outcomes = [text_outcome(pair, [text]) for pair, (text, _) in zip(pairs, readings, strict=True)]
    pages, seconds = sum(o.pages for o in outcomes), sum(spent for _, spent in readings)
    figures = {key: value for key, value in figures_of(outcomes).items() if key.startswith(("paragraphs_", "order"))}
    lines = [f"{peer}: {line}" for outcome in outcomes for line in about(outcome)]
    return figures | {"pages_per_cpu_s": share(pages, seconds)}, lines


def about(o: Outcome) -> list[str]:
    """A line of figures, and what went wrong below it."""
    leaks = sum(words for _, words in o.leaks)
    labels = sum(one.gold == one.given for one in o.labels)
    head = (
        f"{o.name:16}{'two' if o.two_column else 'one'}-column{o.pages:4} p  found{o.found:4} of{o.paragraphs:4}"
        f"  whole{o.whole:4}  tau {o.tau or 0:5.3f}"
        f"  headings{o.headings_right:3} of{o.headings:3}, given{o.headings_given:3}"
        f"  leaked{leaks:5} of{o.words:6}  labels{labels:4} of{len(o.labels):4}  {o.error}"
    )
    taken = Counter((one.gold, one.given) for one in o.labels if amiss(one))
    return [
        head.rstrip(),
        *(f"    missed ({score:.0f}) {words[:120]}" for score, words in o.missed),
        *(f"    heading missed: {heading}" for heading in o.unseen),
        *(f"    no heading: {heading[:100]}" for heading in o.spurious),
        *(f"    leaked {count}: {words[:120]}" for words, count in o.leaks),
        *(f"    label: {gold} taken for {given}, {times} paragraphs" for (gold, given), times in taken.items()),
    ]


# -- sections


def sections(data: Path, _: argparse.Namespace) -> Told:
    """Labels of sections in JATS, and of headings that say nothing."""
    paths = jats_in(data)
    seen = list(papers_sections.visible(paths, read))
    hidden = list(papers_sections.hidden(paths, read))
    odd = {path.name for path in paths if papers_sections.unseen_by_training(path)}
    fresh = [one for one in hidden if one.file in odd]
    figures: dict[str, float] = {}
    for kind, keep in {"": True, "_likely": False}.items():
        own, blind = ([one for one in given if one.confirmed or not keep] for given in (seen, fresh))
        figures |= {
            f"sections_jats{kind}": len(own),
            f"section_accuracy_jats{kind}": accuracy(own),
            f"section_macro_f1_jats{kind}": macro_f1(own),
            f"sections_hidden{kind}": len(blind),
            f"section_accuracy_hidden{kind}": accuracy(blind),
            f"section_macro_f1_hidden{kind}": macro_f1(blind),
            f"section_majority_hidden{kind}": majority(blind),
        }
    figures["section_accuracy_hidden_all"] = accuracy([one for one in hidden if one.confirmed])
    unmapped = list(papers_sections.unmapped(UNMAPPED, data / "papers", read)) if UNMAPPED.is_file() else []
    if unmapped:
        figures |= {
            "unmapped": len(unmapped),
            "unmapped_accuracy": accuracy(unmapped),
            "unmapped_accuracy_new": accuracy(papers_sections.not_taught(unmapped, UNMAPPED.parent)),
            "unmapped_majority": majority(unmapped),
            "unmapped_not_found": sum(one.given is None for one in unmapped),
        }
    kinds = {"seen": seen, "hidden": hidden, "unmapped": unmapped}
    return Told(figures=figures, lines=[wrong(kind, one) for kind, own in kinds.items() for one in own if amiss(one)])


def amiss(one: Judged) -> bool:
    return one.gold != one.given


def wrong(kind: str, one: Judged) -> str:
    return f"{kind:9}{one.file:30}{one.gold} taken for {one.given}: {one.heading[:60]} ({one.reason})"


# -- files and speed


def files(data: Path, _: argparse.Namespace) -> Told:
    """Whether every file is read, and without furniture."""
    read_files = list(papers_files.files_of(data / "papers", read))
    lines = [f"unread   {f.name}: {f.body} words of body {f.error}" for f in read_files if f.unread]
    for name, found in papers_files.furniture(read_files).items():
        lines += [f"furniture{name:30}{words:4}: {line[:120]}" for line, words in found.most_common()]
    return Told(figures=papers_files.figures_of(read_files), lines=lines)


def speed(data: Path, arguments: argparse.Namespace) -> Told:
    """Documents from JATS per CPU second; pages of PDFs, too, where those are not measured already."""
    sources = [(path.read_bytes(), path.name) for path in jats_in(data)]
    read_all(sources)
    figures = {"jats_per_cpu_s": share(*read_all(sources))}
    if arguments.only == "speed":
        pairs = pairs_in(data / "pdf")
        figures["pages_per_cpu_s"] = pages_per_second(pairs, readings_of(pairs))
    return Told(figures=figures)


def read_all(sources: Sequence[tuple[bytes, str]]) -> tuple[int, float]:
    """How many are read, and CPU seconds."""
    begun = time.process_time()
    done = sum(papers_sections.attempt(read, source, name) is not None for source, name in sources)
    return done, time.process_time() - begun


def jats_in(data: Path) -> list[Path]:
    """The JATS files of DATA/papers, by name; other XML is none."""
    paths = sorted(path for path in (data / "papers").iterdir() if path.suffix in (".xml", ".nxml"))
    return [path for path in paths if truth(path.read_bytes()) is not None]


MEASURES = {"pdf": pdfs, "sections": sections, "files": files, "speed": speed}


def table(figures: Mapping[str, float]) -> str:
    return "\n".join(f"{name:34}{value:14,.4f}".rstrip("0").rstrip(".") for name, value in figures.items())


if __name__ == "__main__":
    sys.exit(main())
