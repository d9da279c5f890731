"""Measure how sentences assert: on the coded training papers, beside the guess that all is affirmed.

    python scripts/bench/assertion.py [--data ../shared/data] [--half even|odd|both] [--parser none] [--json]

Papers are parted by the first hexadecimal digit of the SHA-256 of their key: rules may be
made on the even half, and are only scored on the odd one. A paper is read from ``papers/``,
so that sections, citations and tables are found as in use, or else from its numbered sentences
(``--numbered``: always). The reader's codes are proposed to the pipeline, so that what is measured
is the assertion alone: each at the codebook's own cue for it, where one stands in the sentence,
else at the whole sentence, as by a coder that gives no cue (``--place sentence``: always).

A reader gave one assertion a sentence, and relsynth may give several: ``agreement`` counts the
reader's among ours, as ``score_coding.py`` does; ``agreement_alone`` asks for it and no other.
``evidence_wrong`` is the share of what a reader kept from the evidence (hypothetical,
recommended, planned, reported by others) that ours let in; ``evidence_lost`` the share of the
evidence that ours kept out.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any

from relsynth import formats
from relsynth.bundled import default_codebook
from relsynth.coding import EVIDENCE
from relsynth.dictionary import Dictionary
from relsynth.documents import Document, Sentence
from relsynth.extraction import parser as spacy_parser
from relsynth.extraction.assertion import ASSERTIONS
from relsynth.extraction.pipeline import DocumentCoder
from relsynth.extraction.proposals import Proposal, Reading, read
from relsynth.formats.codebook_yaml import read_codebook

VALUES = ("affirmed", *ASSERTIONS)
SHORT = ("aff", "neg", "hed", "hyp", "rec", "pla", "rep")
SUFFIXES = (".xml", ".html", ".md")
SAME = 40  # letters and spaces from which two sentences that start alike are one


@dataclass(frozen=True, slots=True)
class Truth:
    """What a reader said of a sentence."""

    codes: tuple[str, ...]
    assertion: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A coded sentence: how a reader says that it asserts, and what ours says."""

    key: str
    number: int
    section: str
    text: str
    truth: str
    found: frozenset[str]
    why: tuple[str, ...]


class Given:
    """A coder that proposes a reader's codes."""

    name = "given"

    def __init__(self, codes: Mapping[int, Iterable[str]], dictionary: Dictionary | None) -> None:
        self._codes = codes
        self._dictionary = dictionary

    def propose(self, reading: Reading) -> Iterator[Proposal]:
        """The codes of each sentence, at the codebook's cue for them if the dictionary is asked and has one."""
        for sentence in reading.codable:
            codes = self._codes.get(sentence.start, ())
            cues = self._dictionary.codes_in(reading.text(sentence)) if self._dictionary and codes else {}
            for code in codes:
                hit = cues[code][0] if code in cues else None
                yield Proposal(
                    start=sentence.start,
                    end=sentence.end,
                    code=code,
                    score=1.0,
                    reason="given",
                    cue=hit.cue if hit else None,
                    cue_start=sentence.start + hit.start if hit else None,
                    cue_end=sentence.start + hit.end if hit else None,
                    names_lack=bool(hit and hit.tier == "lack"),
                )


def main() -> int:
    arguments = parse()
    train = arguments.data / "gold" / "train"
    keys = [key for key in sorted(path.stem for path in (train / "T").glob("*.jsonl")) if is_in(key, arguments.half)]
    if not keys:
        print(f"assertion: no coded papers under {train}", file=sys.stderr)
        return 2
    judge = Judge(arguments.parser, arguments.place)
    judged: list[Judged] = []
    coded = 0
    for key in keys:
        truth = {row["s"]: Truth(tuple(row["codes"]), row["assertion"]) for row in rows(train / "T" / f"{key}.jsonl")}
        numbered = json.loads((train / "papers" / f"{key}.json").read_text(encoding="utf-8"))
        document = paper(arguments.data, key, () if arguments.numbered else SUFFIXES, numbered)
        judged += judge(key, read(document), {number: text for number, _, text in numbered}, truth)
        coded += len(truth)
    if arguments.json:
        print(json.dumps({**figures(judged), "lost": coded - len(judged)}))
        return 0
    lost = f"{coded - len(judged)} not found or back matter"
    print(f"{len(keys)} papers, {len(judged)} coded sentences, half {arguments.half}; {lost}")
    print("\n".join((*table(judged), *listed(judged, arguments.show))))
    return 0


def parse() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--half", choices=("even", "odd", "both"), default="both")
    options.add_argument("--place", choices=("cue", "sentence"), default="cue")
    options.add_argument("--numbered", action="store_true", help="read numbered sentences, and not the paper")
    options.add_argument("--parser", default="none", help="a spaCy model's package name, or none")
    options.add_argument("--json", action="store_true")
    options.add_argument("--show", default="", help="TRUTH:OURS, either may be empty: disagreements of the even half")
    return options.parse_args()


def is_in(key: str, half: str) -> bool:
    """Whether a paper belongs to a half."""
    return half == "both" or (int(sha256(key.encode()).hexdigest()[0], 16) % 2 == 0) == (half == "even")


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """What a reader coded, a sentence a line."""
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())


def paper(data: Path, key: str, suffixes: Iterable[str], numbered: Iterable[tuple[int, str, str]]) -> Document:
    """The paper in its own format, where it lies there in one of these; else its numbered sentences."""
    for suffix in suffixes:
        path = data / "papers" / f"{key}{suffix}"
        if path.is_file():
            return formats.read(path.read_bytes(), path_name=path.name)
    return formats.read("\n".join(markdown(numbered)).encode(), path_name=f"{key}.md")


class Judge:
    """The pipeline, asked how the sentences assert that a reader coded."""

    def __init__(self, model: str, place: str) -> None:
        path = default_codebook()
        self._book = read_codebook(path.read_text(encoding="utf-8"), path=path)
        self._known = {code.id for code in self._book.codes}
        self._dictionary = Dictionary(self._book) if place == "cue" else None
        self._parser = None if model == "none" else spacy_parser.load(model)

    def __call__(
        self, key: str, reading: Reading, numbered: Mapping[int, str], truth: Mapping[int, Truth]
    ) -> Iterator[Judged]:
        """What ours says of each coded sentence of a paper that can be coded."""
        codable = set(reading.codable)
        places = {n: one for n, one in placed(reading, numbered).items() if n in truth and one in codable}
        codes: dict[int, dict[str, None]] = defaultdict(dict)
        for number, sentence in places.items():
            codes[sentence.start] |= dict.fromkeys(code for code in truth[number].codes if code in self._known)
        found: dict[int, set[str]] = defaultdict(set)
        why: dict[int, dict[str, None]] = defaultdict(dict)
        coder = DocumentCoder(self._book, Given(codes, self._dictionary), self._parser)
        for coding in coder.code(reading.document).codings:
            found[coding.span.start] |= set(coding.facet("assertion"))
            signs = (f"{one.value}: {one.cue}" for one in coding.grounds if one.facet == "assertion")
            why[coding.span.start] |= dict.fromkeys(signs)
        for number, sentence in places.items():
            yield Judged(
                key=key,
                number=number,
                section=reading.label(sentence),
                text=reading.text(sentence),
                truth=truth[number].assertion,
                found=frozenset(found[sentence.start]),
                why=tuple(why[sentence.start]),
            )


def placed(reading: Reading, numbered: Mapping[int, str]) -> dict[int, Sentence]:
    """Number of a sentence -> ours: the next one, in order, that starts with the same words, or holds them."""
    places: dict[int, Sentence] = {}
    at = 0
    words = [plain(reading.text(one)) for one in reading.sentences]
    for number, sentence in numbered.items():
        wanted = plain(sentence)
        order = (*range(at, len(words)), *range(at))
        found = next((n for n in order if is_same(words[n], wanted)), None)
        if found is None and len(wanted) >= SAME:
            found = next((n for n in order if wanted[:SAME] in words[n]), None)
        if found is not None:
            places[number] = reading.sentences[found]
            at = found
    return places


def is_same(ours: str, theirs: str) -> bool:
    """Whether two sentences start alike: what was taken out of one (citations) stands later as a rule."""
    return bool(ours) and ours[:SAME] == theirs[:SAME]


def plain(text: str) -> str:
    """Lower-case letters and single spaces."""
    return re.sub(r"[^a-z]+", " ", text.lower()).strip()


def markdown(numbered: Iterable[tuple[int, str, str]]) -> Iterator[str]:
    """Numbered sentences as Markdown: a paragraph each, under the headings of their sections."""
    before: list[str] = []
    for path, sentences in groupby(numbered, key=lambda one: one[1]):
        if path == "Title":
            yield from (f"{'# ' if number == 1 else ''}{text}\n" for number, _, text in sentences)
            continue
        headings = path.split(" > ")
        shared = next((n for n, (a, b) in enumerate(zip(headings, before, strict=False)) if a != b), len(before))
        for depth, heading in enumerate(headings[shared:], shared + 2):
            yield f"{'#' * min(depth, 6)} {heading}\n"
        before = headings
        yield from (f"{text}\n" for _, _, text in sentences)


def figures(judged: Sequence[Judged]) -> dict[str, float]:
    """Agreement, and precision and recall of each value."""
    apart = [one for one in judged if one.truth not in EVIDENCE]
    evidence = [one for one in judged if one.truth in EVIDENCE]
    commonest = Counter(one.truth for one in judged).most_common(1)[0][1]
    found = {
        "sentences": float(len(judged)),
        "agreement": mean(one.truth in one.found for one in judged),
        "agreement_alone": mean(one.found == {one.truth} for one in judged),
        "majority": commonest / len(judged),
        "evidence_wrong": mean(one.found <= EVIDENCE for one in apart),
        "evidence_lost": mean(not one.found <= EVIDENCE for one in evidence),
    }
    for value in VALUES:
        ours = [one.truth == value for one in judged if value in one.found]
        theirs = [value in one.found for one in judged if one.truth == value]
        found[f"precision_{value}"], found[f"recall_{value}"] = mean(ours), mean(theirs)
    return found


def mean(values: Iterable[bool]) -> float:
    """Share of true; not a number where there is none."""
    made = list(values)
    return sum(made) / len(made) if made else float("nan")


def table(judged: Sequence[Judged]) -> Iterator[str]:
    """Figures to read: agreement, then a row for each value that the reader gave."""
    told = figures(judged)
    for name in ("agreement", "agreement_alone", "majority", "evidence_wrong", "evidence_lost"):
        yield f"{name:16} {told[name]:.3f}"
    yield f"\n{'reader: ours':20}" + "".join(f"{short:>6}" for short in SHORT) + f"{'n':>7}{'P':>7}{'R':>7}"
    for value in VALUES:
        row = Counter(found for one in judged if one.truth == value for found in one.found)
        n = sum(one.truth == value for one in judged)
        counts = "".join(f"{row[other]:6}" for other in VALUES)
        yield f"{value:20}{counts}{n:7}{told[f'precision_{value}']:7.2f}{told[f'recall_{value}']:7.2f}"


def listed(judged: Iterable[Judged], wanted: str) -> Iterator[str]:
    """Disagreements to look at, ``TRUTH:OURS``: never of the odd half, which only scores."""
    truth, _, ours = wanted.partition(":")
    for one in judged:
        if not wanted or one.truth in one.found or not is_in(one.key, "even"):
            continue
        if truth in ("", one.truth) and (not ours or ours in one.found):
            yield f"\n{one.key} {one.number} [{one.section}] {one.truth} / {', '.join(sorted(one.found))}\n{one.text}"
            yield from (f"    {sign}" for sign in one.why)


if __name__ == "__main__":
    sys.exit(main())
