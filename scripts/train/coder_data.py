"""What the coder learns from: papers with soft labels, and sentences written for it.

Sources: readings of papers under DATA/gold/train, one each; readings of further papers under
DATA/papers, named by place and digest (coder_readings.csv: a row without a sentence says that
the paper was read); the codebook's examples and near misses; invented sentences (coder_invented.csv).
"""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from coder_work import HERE, HOUSE, TrainingError, our_codebook, say
from rapidfuzz import fuzz, process
from ruamel.yaml import YAML

from relsynth import formats
from relsynth.codebook import Codebook
from relsynth.extraction.proposals import read

READABLE = (".xml", ".md", ".html")
DOUBTED = 0.6  # of a code, or of being coded at all, that one of two readers saw
TOO_LIKE = 90.0  # likeness in percent from which two sentences count as one; source: rapidfuzz's ratio, judged by eye
READINGS, INVENTED = HERE / "coder_readings.csv", HERE / "coder_invented.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What readers made of a sentence; ``coded`` and ``codes`` from 0 to 1, facets of the first who coded it."""

    coded: float
    codes: Mapping[str, float]
    role: str | None = None
    assertion: str | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence below its headings; no labels where nobody coded it."""

    headings: str
    text: str
    labels: Labels | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper's sentences in order; ``gold``: labels are those of DATA/gold/train, which figures are measured on."""

    key: str
    gold: bool
    readings: int
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """All there is to learn from. ``codes`` in the order of the codebook, refining ones left out."""

    codes: tuple[str, ...]
    papers: tuple[Paper, ...]
    examples: tuple[Sentence, ...]
    invented: tuple[Sentence, ...]

    def counts(self) -> dict[str, int]:
        """What the model card tells of it."""
        of_papers = [one for paper in self.papers for one in paper.sentences]
        return {
            "papers_read_once": sum(paper.readings == 1 for paper in self.papers),
            "papers_read_twice": sum(paper.readings == 2 for paper in self.papers),
            "sentences": len(of_papers),
            "coded": sum(one.labels is not None for one in of_papers),
            "codebook_sentences": len(self.examples),
            "invented_sentences": len(self.invented),
        }


def gather(folder: Path, *, homonyms: Path, limit: int | None) -> Data:
    """Read everything; ``limit``: papers of each kind, and twenty times as many invented sentences, to try things."""
    book = our_codebook()
    invented = tuple(invented_sentences())
    refuse_copies([one.text for one in invented], list(kept_apart(book, homonyms)))
    invented = invented[: None if limit is None else 20 * limit]
    papers = (*gold_papers(folder, limit), *our_papers(folder, limit))
    refuse_tests(folder, [paper.key for paper in papers])
    codes = tuple(code.id for code in book.codes if code.refines is None)
    data = Data(codes=codes, papers=papers, examples=tuple(codebook_sentences(book)), invented=invented)
    refuse_strange_codes(data)
    return data


# -- papers


def gold_papers(folder: Path, limit: int | None) -> Iterator[Paper]:
    for path in sorted((folder / "gold" / "train" / "T").glob("*.jsonl"))[:limit]:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        labels = {row["s"]: voted([row], readings=1) for row in rows}
        numbered = json.loads((folder / "gold" / "train" / "papers" / f"{path.stem}.json").read_text(encoding="utf-8"))
        sentences = (Sentence(headings=at, text=text, labels=labels.get(n)) for n, at, text in numbered)
        yield Paper(key=path.stem, gold=True, readings=1, sentences=tuple(sentences))


def our_papers(folder: Path, limit: int | None) -> Iterator[Paper]:
    """Papers of coder_readings.csv; counts the sentences that no longer stand in them as they were read."""
    by_paper: dict[str, list[dict[str, str]]] = defaultdict(list)
    with READINGS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            by_paper[row["paper"]].append(row)
    lost: Counter[str] = Counter()
    for key in sorted(by_paper)[:limit]:
        path = next((p for end in READABLE if (p := folder / "papers" / f"{key}{end}").is_file()), None)
        if path is None:
            say(f"no paper {key} under {folder / 'papers'}: left out")
            continue
        paper, lost[key] = our_paper(path, by_paper[key])
        yield paper
    if lost.total():
        say(f"{lost.total()} sentences of {sum(n > 0 for n in lost.values())} papers are no longer as they were read")


def our_paper(path: Path, rows: Sequence[Mapping[str, str]]) -> tuple[Paper, int]:
    """A paper as it is read today with the labels of its readings, and how many of these found no sentence."""
    document = formats.read(path.read_bytes(), path_name=path.name)
    reading = read(document)
    texts = [reading.text(one) for one in reading.sentences]
    places: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        places[digest(text)].append(number)
    votes: dict[int, list[dict[str, Any]]] = defaultdict(list)
    lost = set()
    for row in rows:
        if not row["sentence"]:
            continue
        alike = places.get(row["sha8"])
        if not alike:
            lost.add(row["sentence"])
            continue
        nearest = min(alike, key=lambda n: abs(reading.sentences[n].start - int(row["start"])))
        votes[nearest].append({**row, "codes": row["codes"].split(";")})
    readings = len({row["reading"] for row in rows})
    headings = [" > ".join(document.section_path(p.section)) for p in document.paragraphs]
    sentences = (
        Sentence(
            headings=headings[place.paragraph],
            text=texts[n],
            labels=voted(votes[n], readings=readings) if n in votes else None,
        )
        for n, place in enumerate(reading.sentences)
    )
    return Paper(key=path.stem, gold=False, readings=readings, sentences=tuple(sentences)), len(lost)


def voted(rows: Sequence[Mapping[str, Any]], *, readings: int) -> Labels:
    """Labels by the readings that coded a sentence, of all that its paper had."""
    votes = Counter(code for row in rows for code in row["codes"])
    first = {facet: rows[0][facet] or None for facet in ("role", "assertion", "level")}
    return Labels(
        coded=1.0 if len(rows) >= readings else DOUBTED,
        codes={code: 1.0 if n >= readings else DOUBTED for code, n in votes.items()},
        **first,
    )


def digest(text: str) -> str:
    """By what a sentence is known without its words: 8 hex digits of its SHA-256."""
    return sha256(text.encode()).hexdigest()[:8]


# -- sentences written for it


def codebook_sentences(book: Codebook) -> Iterator[Sentence]:
    """Examples and near misses, a refining code as the older one."""
    for code in book.codes:
        for text in (*code.examples, *code.examples_journal):
            yield Sentence(headings="", text=text, labels=Labels(coded=1.0, codes={book.base_id(code.id): 1.0}))
        for miss in code.near_misses:
            right = Labels(coded=1.0, codes={book.base_id(miss.code): 1.0}) if miss.code else None
            yield Sentence(headings="", text=miss.text, labels=right)


def invented_sentences() -> Iterator[Sentence]:
    with INVENTED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            codes = [code.strip() for code in row["codes"].split(";") if code.strip()]
            labels = voted([{**row, "codes": codes}], readings=1) if codes else None
            yield Sentence(headings="", text=row["sentence"], labels=labels)


# -- what must not be learned from


def kept_apart(book: Codebook, homonyms: Path) -> Iterator[str]:
    """Sentences that coders are tried on, and those of the codebook."""
    yield from (one.text for one in codebook_sentences(book))
    with (HOUSE / "scripts" / "bench" / "homonyms.csv").open(encoding="utf-8", newline="") as file:
        yield from (row["sentence"] for row in csv.DictReader(file))
    if homonyms.is_file():
        yield from (case["text"] for case in YAML(typ="safe").load(homonyms.read_text(encoding="utf-8")))
    else:
        say(f"no {homonyms}: invented sentences are not compared with it")


def copies(texts: Sequence[str], apart: Sequence[str]) -> list[tuple[str, str]]:
    """Sentences equal or nearly equal to one of those kept apart, with it."""
    likeness = process.cdist(
        [one.casefold() for one in texts], [one.casefold() for one in apart], scorer=fuzz.ratio, score_cutoff=TOO_LIKE
    )
    return [(texts[row], apart[int(likeness[row].argmax())]) for row in range(len(texts)) if likeness[row].max() > 0]


def refuse_copies(texts: Sequence[str], apart: Sequence[str]) -> None:
    if found := copies(texts, apart):
        listed = "\n".join(f"  {one!r} is like {other!r}" for one, other in found)
        raise TrainingError(f"{len(found)} invented sentences are used elsewhere:\n{listed}")


def refuse_tests(folder: Path, keys: Iterable[str]) -> None:
    """No paper that coders are measured on may be learned from."""
    tests = {path.stem for reader in ("A", "B") for path in (folder / "gold" / reader).glob("*.jsonl")}
    if common := sorted(tests & set(keys)):
        raise TrainingError(f"papers to measure on among those to learn from: {', '.join(common)}")


def refuse_strange_codes(data: Data) -> None:
    sentences = (*(one for paper in data.papers for one in paper.sentences), *data.examples, *data.invented)
    used = {code for one in sentences if one.labels for code in one.labels.codes}
    if strange := sorted(used - set(data.codes)):
        raise TrainingError(f"codes that the codebook lacks: {', '.join(strange)}")


# -- kept


def save(data: Data, path: Path) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        json.dump(asdict(data), file)


def load(path: Path) -> Data:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        held = json.load(file)
    papers = tuple(Paper(**{**one, "sentences": _sentences(one["sentences"])}) for one in held["papers"])
    examples, invented = _sentences(held["examples"]), _sentences(held["invented"])
    return Data(codes=tuple(held["codes"]), papers=papers, examples=examples, invented=invented)


def _sentences(rows: Iterable[Mapping[str, Any]]) -> tuple[Sentence, ...]:
    return tuple(Sentence(**{**row, "labels": Labels(**row["labels"]) if row["labels"] else None}) for row in rows)
