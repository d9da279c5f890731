"""Labels of sections against the truth of JATS: with titles and without, and where headings say nothing.

Truth is the title of a top-level section in words that leave no doubt (papers_truth.py): sure, where its ``sec-type``
says the same, and likely, where it has none. Readers get a copy of the file without any ``sec-type``; for the hidden
figures one without titles in the body, too. Each section counts once. With titles, its label is that of our top-level
section with the same heading; without, the label under which most words of its plain paragraphs stand. Unmapped
headings are those of scripts/train/unmapped_headings.csv whose ``half`` is ``test``; one not found again is wrong.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from papers_match import ALIKE, Haystack
from papers_truth import Gold, Passage, heading_words, parsed, truth

from relsynth.documents import Document, Section

NOT_OF_THE_BODY = frozenset({"title", "abstract", "keywords", "back_matter"})
Reader = Callable[[bytes, str], Document]
"""From the bytes and name of a file to its document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One section: where it stands, what it is, what it was labelled (None: not found again), and why.

    The gold is confirmed where ``sec-type`` says it, too, or a person.
    """

    file: str
    heading: str
    gold: str
    given: str | None
    confirmed: bool = True
    reason: str = ""


def visible(paths: Sequence[Path], read: Reader) -> Iterator[Judged]:
    """Sections whose titles leave no doubt, labelled with those to be seen and ``sec-type`` hidden."""
    for path in paths:
        source = path.read_bytes()
        gold = truth(source)
        if gold is not None and any(section.label for section in gold.sections):
            document = attempt(read, without_types(source, titles=True), path.name)
            yield from judged_by_heading(path.name, gold, document.sections if document else ())


def hidden(paths: Sequence[Path], read: Reader) -> Iterator[Judged]:
    """The same sections, labelled with titles and ``sec-type`` hidden."""
    for path in paths:
        source = path.read_bytes()
        gold = truth(source)
        if gold is not None and any(section.label for section in gold.sections):
            document = attempt(read, without_types(source, titles=False), path.name)
            yield from judged_by_words(path.name, gold, document)


def attempt(read: Reader, source: bytes, name: str) -> Document | None:
    """The document of a file; None where reading it raises, so that all that it holds is not found."""
    try:
        return read(source, name)
    except Exception as error:  # noqa: BLE001 - whatever is raised, the file is not read
        print(f"{name}: {type(error).__name__}: {error}", file=sys.stderr)
        return None


def unseen_by_training(path: Path) -> bool:
    """Whether the paper is none of those that weights were trained on here: the digest of its file begins odd."""
    return int(hashlib.sha256(path.read_bytes()).hexdigest()[0], 16) % 2 == 1


def without_types(source: bytes, *, titles: bool) -> bytes:
    """The file without ``sec-type``; without the titles of the body's sections either, if they are to be hidden."""
    root = parsed(source)
    for section in root.iter("{*}sec"):
        section.attrib.pop("sec-type", "")
    for body in () if titles else root.iter("{*}body"):
        for section in body.iter("{*}sec"):
            for part in (*section.findall("{*}title"), *section.findall("{*}label")):
                part.text = None
                del part[:]
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def judged_by_heading(file: str, gold: Gold, sections: Sequence[Section]) -> Iterator[Judged]:
    """Each sure section beside ours of the same heading at the top; the second one of a heading beside our second."""
    ours = [(heading_words(s.heading), s) for s in sections if s.parent is None]
    for section in gold.sections:
        at = next((n for n, (heading, _) in enumerate(ours) if heading == section.heading), None)
        given = None if at is None else ours.pop(at)[1]
        if section.label:
            yield Judged(
                file=file,
                heading=section.heading,
                gold=section.label,
                confirmed=section.confirmed,
                given=given.label if given else None,
                reason=given.reason if given else "",
            )


def judged_by_words(file: str, gold: Gold, document: Document | None) -> Iterator[Judged]:
    """Each section that has a gold label and plain paragraphs, and the label under which most words of those stand."""
    lines = [document.text[p.start : p.end] for p in document.paragraphs] if document else [""]
    hay = Haystack(lines)
    for number, section in enumerate(gold.sections):
        own = [passage for passage in gold.passages if passage.section == number and passage.plain]
        if section.label and own:
            labels = labels_of(own, hay, document) if document else Counter()
            given = max(labels, key=labels.__getitem__, default=None)
            yield Judged(
                file=file, heading=section.heading, gold=section.label, confirmed=section.confirmed, given=given
            )


def labels_of(passages: Sequence[Passage], hay: Haystack, document: Document) -> Counter[str]:
    """Words of the passages by the label under which they stand."""
    labels: Counter[str] = Counter()
    for passage in passages:
        place = hay.find(passage.words)
        if place.score >= ALIKE:
            line = hay.line_at((place.start + place.end) // 2)
            labels[label_at(document, document.paragraphs[line].section)] += passage.words.count(" ") + 1
    return labels


def label_at(document: Document, section: int) -> str:
    """The label of a section, or, where it has no heading (a run of paragraphs set apart), of the one around it."""
    while not document.sections[section].heading and document.sections[section].parent is not None:
        section = document.sections[section].parent or 0
    return document.sections[section].label


def unmapped(table: Path, folder: Path, read: Reader) -> Iterator[Judged]:
    """Headings that say nothing, of the half that nothing was trained on, each with the label people gave it."""
    with table.open(encoding="utf-8", newline="") as rows:
        wanted = [row for row in csv.DictReader(rows) if row["half"] == "test"]
    documents: dict[str, Document | None] = {}
    for row in wanted:
        path = folder / row["paper"]
        if path.is_file():
            if row["paper"] not in documents:
                documents[row["paper"]] = attempt(read, path.read_bytes(), path.name)
            document = documents[row["paper"]]
            section = headed(document, row["heading"], row["parents"]) if document else None
            yield Judged(
                file=row["paper"],
                heading=row["heading"],
                gold=row["label"],
                given=section.label if section else None,
                reason=section.reason if section else "",
            )


def not_taught(judged: Sequence[Judged], folder: Path) -> list[Judged]:
    """Those whose heading stands in no list that labels were trained on, word for word."""
    taught = set()
    for table in folder.glob("*headings.csv"):
        with table.open(encoding="utf-8", newline="") as rows:
            known = (row.get("heading") or row["headings"] for row in csv.DictReader(rows) if row.get("half") != "test")
            taught |= {heading_words(heading) for line in known for heading in line.split(" | ")}
    return [one for one in judged if heading_words(one.heading) not in taught]


def headed(document: Document, heading: str, parents: str) -> Section | None:
    """The section of a heading: the one under the same parents, else any."""
    wanted = heading_words(heading)
    own = [n for n, s in enumerate(document.sections) if heading_words(s.heading) == wanted]
    around = [heading_words(parent) for parent in parents.split(" > ") if parent]
    exact = [n for n in own if [heading_words(h) for h in document.section_path(n)[:-1]] == around]
    return next((document.sections[n] for n in (*exact, *own)), None)


# -- figures


def accuracy(judged: Sequence[Judged]) -> float:
    return share(sum(one.gold == one.given for one in judged), len(judged))


def macro_f1(judged: Sequence[Judged]) -> float:
    """Mean, over the labels of the truth, of the harmonic mean of precision and sensitivity."""
    labels = {one.gold for one in judged}
    right = Counter(one.gold for one in judged if one.gold == one.given)
    there, given = Counter(one.gold for one in judged), Counter(one.given for one in judged)
    return share(sum(2 * right[label] / (there[label] + given[label]) for label in labels), len(labels))


def majority(judged: Sequence[Judged]) -> float:
    """Accuracy of the commonest label given to all."""
    return share(max(Counter(one.gold for one in judged).values(), default=0), len(judged))


def body_words(document: Document) -> int:
    """Words outside of title, abstract, keywords and back matter."""
    return sum(
        len(document.text[p.start : p.end].split())
        for p in document.paragraphs
        if document.sections[p.section].label not in NOT_OF_THE_BODY
    )


def share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
