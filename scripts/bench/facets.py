"""Compare facets with labelled sentences of the coded training papers, each beside the majority guess.

    scripts/bench/facets.py [--data ../shared/data] [--truth scripts/bench/facets_truth.csv] [--half odd|even]
                            [--parser none] [--json]

The truth has a line for each sentence, and no words of it:

    paper,sentence,half,phase,actors,linked_outcome,direction,measured,valence,purpose,lifecycle,amount

``sentence`` is the number in ``gold/train/papers/PAPER.json``; several values are parted by semicolons; ``actors``
are dyads, the two kinds in the order of the alphabet and ``unnamed`` last; ``amount`` holds offsets, ``start:end`` in
the sentence. ``half`` is ``odd``, which rules may be made on, or ``even``, which only scores. The codes that the
reader gave are proposed as they are, so that facets are measured apart from codes. Purposes are compared by the
codebook's groups, which are those of the labels.

One value a sentence is measured by agreement; several by F1 of (sentence, value), beside the one guess for every
sentence that scores best; amounts by F1 of those that overlap.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from relsynth import formats
from relsynth.bundled import default_codebook
from relsynth.codebook import Codebook
from relsynth.coding import Coding
from relsynth.documents import Document
from relsynth.extraction import parser as spacy_parser
from relsynth.extraction.pipeline import DocumentCoder
from relsynth.extraction.proposals import Proposal, Reading
from relsynth.formats.codebook_yaml import read_codebook

ONE = ("phase", "direction", "measured", "valence")
SEVERAL = ("actors", "linked_outcome", "purpose", "lifecycle")
FACET = {"actors": "dyad"}
NOTHING = frozenset({"", "none", "not_stated"})
HALVES = ("odd", "even")

Values = Mapping[str, frozenset[str]]
"""Facet -> what is said of a sentence; amounts as ``start:end``."""


@dataclass(frozen=True, slots=True)
class Place:
    """A numbered sentence of a paper."""

    paper: str
    number: int


class Given:
    """A coder that proposes the codes of a reader, each on the paragraph that a sentence is laid out as."""

    name = "given@labels"

    def __init__(self) -> None:
        self.codes: dict[int, tuple[str, ...]] = {}

    def propose(self, reading: Reading) -> Iterator[Proposal]:
        """The codes of the paragraphs that have some and are no back matter, which is not coded."""
        paragraphs = reading.document.paragraphs
        codable = {sentence.paragraph for sentence in reading.codable}
        for number, codes in sorted(self.codes.items()):
            if number not in codable:
                continue
            for code in codes:
                at = paragraphs[number]
                yield Proposal(start=at.start, end=at.end, code=code, score=1.0, reason="given")


def main() -> int:
    arguments = parse()
    train = arguments.data / "gold" / "train"
    if not (train / "papers").is_dir() or not arguments.truth.is_file():
        print(f"facets: {train / 'papers'} or {arguments.truth} is not there", file=sys.stderr)
        return 2
    book = read_codebook(default_codebook().read_bytes(), path=default_codebook())
    truth = {place: values for place, half, values in labelled(arguments.truth) if arguments.half in (None, half)}
    parser = None if arguments.parser == "none" else spacy_parser.load(arguments.parser)
    found = coded(train, truth, book, parser)
    if arguments.show:
        show(train, truth, found, arguments.show)
    figures = compare(truth, found)
    print(json.dumps(figures) if arguments.json else table(figures, len(truth)))
    return 0


def parse() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--truth", type=Path, default=Path(__file__).with_name("facets_truth.csv"))
    options.add_argument("--half", choices=HALVES)
    options.add_argument("--parser", default="none", help="a spaCy model's package name, or none")
    options.add_argument("--show", metavar="FACET", help="print the sentences of the odd half that differ")
    options.add_argument("--json", action="store_true")
    return options.parse_args()


def labelled(path: Path) -> Iterator[tuple[Place, str, Values]]:
    """Each labelled sentence, its half, and what was said of it."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            values = {name: frozenset(row[name].split(";")) - NOTHING for name in (*ONE, *SEVERAL, "amount")}
            yield Place(row["paper"], int(row["sentence"])), row["half"], values


def coded(
    train: Path, truth: Iterable[Place], book: Codebook, parser: spacy_parser.Parser | None
) -> dict[Place, Values]:
    """What the pipeline says of the same sentences."""
    given = Given()
    coder = DocumentCoder(book, given, parser)
    found: dict[Place, Values] = {}
    wanted = sorted({place.paper for place in truth})
    for key in wanted:
        numbers = {place.number for place in truth if place.paper == key}
        document, paragraph_of = laid_out(json.loads((train / "papers" / f"{key}.json").read_text(encoding="utf-8")))
        labels = {
            row["s"]: row["codes"] for row in map(json.loads, (train / "T" / f"{key}.jsonl").open(encoding="utf-8"))
        }
        given.codes = {paragraph_of[n]: tuple(labels[n]) for n in numbers if n in paragraph_of}
        codings = coder.code(document).codings
        for number in numbers:
            start = document.paragraphs[paragraph_of[number]].start
            own = [coding for coding in codings if coding.span.start == start]
            found[Place(key, number)] = said(own, start, book)
    return found


def laid_out(sentences: list[tuple[int, str, str]]) -> tuple[Document, dict[int, int]]:
    """A document with a paragraph for each numbered sentence, and the paragraph of each number."""
    lines: list[str] = []
    path: tuple[str, ...] = ()
    for _, own, text in sentences:
        if (now := tuple(own.split(" > "))) != path:
            same = sum(1 for n in range(1, len(now)) if now[:n] == path[:n])
            lines += [heading(name, depth) for depth, name in enumerate(now) if depth >= same]
            path = now
        lines.append(f"{text}\n")
    document = formats.read("\n".join(lines).encode(), path_name="paper.md")
    return document, dict(matched(document, sentences))


def heading(name: str, depth: int) -> str:
    """A heading of Markdown; some papers give its depth as signs behind it."""
    words = name.rstrip("# ")
    signs = name[len(words) :].count("#") or depth + 1
    return f"\n{'#' * min(signs + 1, 6)} {words}\n"


def matched(document: Document, sentences: list[tuple[int, str, str]]) -> Iterator[tuple[int, int]]:
    """Number of a sentence, and the paragraph that it became."""
    at = 0
    texts = [squeezed(document.text[p.start : p.end]) for p in document.paragraphs]
    for number, _, sentence in sentences:
        wanted = squeezed(sentence)
        for index in range(at, len(texts)):
            if texts[index] == wanted:
                yield number, index
                at = index + 1
                break


def squeezed(text: str) -> str:
    """The letters and figures of a text, which no reader of formats changes."""
    return "".join(sign for sign in text if sign.isalnum())


def said(codings: list[Coding], start: int, book: Codebook) -> Values:
    """What the codings of one sentence say together."""
    values = {name: {v for c in codings for v in c.facet(FACET.get(name, name))} for name in (*ONE, *SEVERAL)}
    groups = {value: group for group, own in book.facets["purpose"].groups.items() for value in own}
    values["purpose"] = {groups.get(value, value) for value in values["purpose"]}
    if len(values["valence"]) > 1:
        values["valence"] = {strongest(values["valence"])}
    amounts = {
        f"{ground.start - start}:{ground.end - start}"
        for coding in codings
        for ground in coding.grounds
        if ground.facet == "amount" and ground.start is not None and ground.end is not None
    }
    return {name: frozenset(own) - NOTHING for name, own in (values | {"amount": amounts}).items()}


def strongest(values: Iterable[str]) -> str:
    """Of the valences of several codes, the one that is said most strongly."""
    return max(sorted(values), key=lambda value: abs(int(value)) if value != "mixed" else 1)


def compare(truth: Mapping[Place, Values], found: Mapping[Place, Values]) -> dict[str, float]:
    """Facet -> agreement or F1, and the same of the majority guess."""
    figures: dict[str, float] = {"sentences": len(truth)}
    for name in ONE:
        figures[name] = share(found[place][name] == own[name] for place, own in truth.items())
        commonest, _ = Counter(own[name] for own in truth.values()).most_common(1)[0]
        figures[f"majority_{name}"] = share(own[name] == commonest for own in truth.values())
    for name in SEVERAL:
        figures[name] = f1(truth, found, name)
        guesses = {value for own in truth.values() for value in own[name]}
        figures[f"majority_{name}"] = max((f1(truth, always(truth, name, guess), name) for guess in guesses), default=0)
    for name in ("linked_outcome", "lifecycle", "purpose", "amount"):
        figures[f"{name}_any"] = f1(yes(truth, name), yes(found, name), name)
        figures[f"majority_{name}_any"] = f1(yes(truth, name), always(truth, name, "yes"), name)
    figures["actor_kinds"] = f1(kinds(truth), kinds(found), "actors")
    figures["amount"] = overlap_f1(truth, found)
    figures["majority_amount"] = 0.0
    return figures


def always(truth: Mapping[Place, Values], name: str, guess: str) -> dict[Place, Values]:
    return {place: {name: frozenset({guess})} for place in truth}


def yes(of: Mapping[Place, Values], name: str) -> dict[Place, Values]:
    return {place: {name: frozenset({"yes"}) if own[name] else frozenset()} for place, own in of.items()}


def kinds(of: Mapping[Place, Values]) -> dict[Place, Values]:
    """The kinds of actors in the dyads of each sentence."""
    return {
        place: {"actors": frozenset(kind for dyad in own["actors"] for kind in dyad.split("-")) - {"unnamed"}}
        for place, own in of.items()
    }


def f1(truth: Mapping[Place, Values], found: Mapping[Place, Values], name: str) -> float:
    true = {(place, value) for place, own in truth.items() for value in own[name]}
    told = {(place, value) for place, own in found.items() for value in own[name]}
    return harmonic(len(true & told), len(true & told), len(true), len(told))


def overlap_f1(truth: Mapping[Place, Values], found: Mapping[Place, Values]) -> float:
    """F1 of amounts that share a sign."""
    true = [(place, span) for place, own in truth.items() for span in own["amount"]]
    told = [(place, span) for place, own in found.items() for span in own["amount"]]
    hit: Callable[[tuple[Place, str], list[tuple[Place, str]]], bool] = lambda one, others: any(  # noqa: E731
        one[0] == other[0] and shares(one[1], other[1]) for other in others
    )
    return harmonic(sum(hit(one, told) for one in true), sum(hit(one, true) for one in told), len(true), len(told))


def shares(one: str, other: str) -> bool:
    (a, b), (c, d) = (tuple(map(int, span.split(":"))) for span in (one, other))
    return a < d and c < b


def harmonic(found: int, right: int, true: int, told: int) -> float:
    recall, precision = found / max(true, 1), right / max(told, 1)
    return 2 * recall * precision / (recall + precision) if recall + precision else 0.0


def share(cases: Iterable[bool]) -> float:
    tried = list(cases)
    return sum(tried) / max(len(tried), 1)


def show(train: Path, truth: Mapping[Place, Values], found: Mapping[Place, Values], name: str) -> None:
    """Sentences in which a facet differs; of the odd half only, which may be looked at."""
    odd = {place for place, half, _ in labelled(Path(__file__).with_name("facets_truth.csv")) if half == "odd"}
    for place, own in truth.items():
        if place in odd and own[name] != found[place][name]:
            sentences = json.loads((train / "papers" / f"{place.paper}.json").read_text(encoding="utf-8"))
            text = next(sentence for number, _, sentence in sentences if number == place.number)
            print(f"{place.paper} {place.number}: {text}")
            print(f"    labelled {sorted(own[name])}, found {sorted(found[place][name])}")


def table(figures: Mapping[str, float], sentences: int) -> str:
    lines = [f"{sentences} sentences{'':17}found  majority"]
    for name, value in figures.items():
        if name != "sentences" and not name.startswith("majority_"):
            majority = figures.get(f"majority_{name}")
            lines.append(f"{name:28}{value:10.3f}" + (f"{majority:10.3f}" if majority is not None else ""))
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
