"""Fit the model that labels sections whose heading says nothing; write src/relsynth/section_weights.json.

    python scripts/train/sections.py [--data ../shared/data] [--check] [--test]

It learns from four sources, of papers whose file's SHA-256 begins with an even hex digit only, since
the bench scores it on the others: headings labelled by hand (unmapped_headings.csv); headings of papers
whose labels are sure, some or all of them hidden; what headings typically mean
(typical_headings.csv). Needs scikit-learn (extra ``dev``). Folds of papers choose the calibration and
tell what to expect; ``--test`` also scores the odd half. ``--check`` writes nothing and exits 1 if the file
would change.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from math import log
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from relsynth import formats
from relsynth.documents import CITATION, Block, Document
from relsynth.section_model import Part, SectionModel, heading_signs, settled, signs_of
from relsynth.sections import assemble, parts_of

HOUSE = Path(__file__).resolve().parents[2]
WEIGHTS = HOUSE / "src" / "relsynth" / "section_weights.json"
HERE = Path(__file__).parent

STRENGTH = 1.0  # inverse of the ridge penalty
BY_HAND, TYPICAL, HIDDEN = 3.0, 3.0, 0.05  # weights of a heading labelled by hand, of a typical one, of a hidden one
ENOUGH_OF_A_PAPER = 3  # headings of one paper that count in full
WORDS = 0.3  # strength of a word of the text in training, beside 1 for all else
SPREAD = 8  # papers in which a word of the text must stand
HIDING = (0.35, 0.5, 0.7)  # shares of top headings hidden, one copy of each paper each
FOLDS = 6
DIGITS = 2
ENOUGH = 0.4  # least probability of a label that is given
SHARP = (0.3, 0.45, 0.6, 0.8, 1.0, 1.25, 1.5)
GRID = [(sharp, within, back) for sharp in SHARP for within in (0, 1, 2, 3) for back in (0, 0.5)]

Signs = Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class Example:
    """What stands for a section, its label, of which paper, and how much it counts."""

    paper: str
    signs: Signs
    label: str
    weight: float


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """A paper with the labels that people gave to some of its sections."""

    paper: str
    half: str
    parts: Sequence[Part]
    signs: Mapping[int, Signs]
    labels: Mapping[int, str]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--check", action="store_true")
    options.add_argument("--test", action="store_true")
    arguments = options.parse_args()
    papers = dict(read_papers(arguments.data))
    if not papers:
        print(f"train: no papers under {arguments.data}", file=sys.stderr)
        return 2
    by_hand = labelled_by_hand(papers)
    ours = [one for one in by_hand if one.half == "train"]
    examples = [
        *(example for name, blocks in papers.items() if is_even(name[1]) for example in hidden(name[0], blocks)),
        *(example for one in ours for example in examples_of(one)),
        *typical(),
    ]
    settings = chosen(examples, ours)
    model = fit(examples, settings)
    if arguments.test:
        print("odd half:", score(model, [one for one in by_hand if one.half == "test"]))
    return write(model, check=arguments.check)


# -- reading


def read_papers(data: Path) -> Iterator[tuple[tuple[str, str], list[Block]]]:
    """Yield the blocks of each English paper, by its file's name and digest."""
    for path in sorted([*(data / "papers").iterdir(), *(data / "pdf").glob("*.xml")]):
        if path.suffix in (".xml", ".md", ".html"):
            source = path.read_bytes()
            document = formats.read(source, path_name=path.name)
            if document.language in (None, "en"):
                yield (path.name, sha256(source).hexdigest()), list(blocks_of(document))


def is_even(digest: str) -> bool:
    return int(digest[0], 16) % 2 == 0


def blocks_of(document: Document) -> Iterator[Block]:
    """Yield the blocks that a document was made of, without their hints."""
    depths = [0] * len(document.sections)
    for index, section in enumerate(document.sections):
        depths[index] = 1 if section.parent is None else depths[section.parent] + 1
    given = 0
    current = -1
    for paragraph in document.paragraphs:
        while given <= paragraph.section:
            section = document.sections[given]
            label = section.label if section.reason == "markup" else None
            yield Block(text=section.heading, kind="heading", depth=depths[given], label=label)
            current = given
            given += 1
        if current != paragraph.section:
            yield Block(text="", kind="heading", depth=depths[paragraph.section] + 1)
            current = paragraph.section
        yield Block(text=_marked(document, paragraph.start, paragraph.end), kind=paragraph.kind)


def _marked(document: Document, start: int, end: int) -> str:
    text = document.text[start:end]
    for place in reversed([place - start for place in document.citations if start <= place <= end]):
        text = text[:place] + CITATION + text[place:]
    return text


# -- examples


def hidden(paper: str, blocks: Sequence[Block]) -> Iterator[Example]:
    """Yield sections with sure labels whose heading, or that of the section around, is hidden."""
    tops = [place for place, b in enumerate(blocks) if b.kind == "heading" and b.depth == 1 and b.text and not b.label]
    all_blank = [replace(b, text="") if b.kind == "heading" and not b.label else b for b in blocks]
    yield from _weighed(paper, _sure(blocks, all_blank), HIDDEN / 2, most=None)
    rng = random.Random(paper)
    for share in HIDING:
        gone = {place for place in tops if rng.random() < share}
        some = [replace(b, text="·") if place in gone else b for place, b in enumerate(blocks)]
        found = [(signs, label) for signs, label in _sure(blocks, some) if "paper:essay" not in signs]
        yield from _weighed(paper, found, HIDDEN, most=20)


def _weighed(paper: str, found: Iterable[tuple[Signs, str]], weight: float, most: int | None) -> Iterator[Example]:
    pairs = list(found)
    fair = min(1.0, most / len(pairs)) if most and pairs else 1.0
    for signs, label in pairs:
        yield Example(paper=paper, signs=signs, label=label, weight=weight * fair)


def _sure(blocks: Sequence[Block], masked: Sequence[Block]) -> Iterator[tuple[Signs, str]]:
    """Yield the signs of each section that lost its label, and the label that most of its words have."""
    text, paragraphs, sections, _ = assemble(blocks)
    _, hidden_paragraphs, hidden_sections, citations = assemble(masked)
    parts = parts_of(hidden_paragraphs, hidden_sections)
    for index, signs in signs_of(parts, text, citations).items():
        part = parts[index]
        words: Counter[str] = Counter()
        for paragraph in paragraphs:
            if part.start <= paragraph.start and paragraph.end <= part.end:
                words[sections[paragraph.section].label] += paragraph.end - paragraph.start
        label, most = words.most_common(1)[0]
        label = {"aims": "introduction"}.get(label, label)
        if label not in ("title", "abstract", "keywords", "other") and most >= 0.6 * words.total() >= 24:
            yield signs, label


def labelled_by_hand(papers: Mapping[tuple[str, str], Sequence[Block]]) -> list[Labelled]:
    """Return the papers of unmapped_headings.csv, with those of its headings that are found and still unmapped."""
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (HERE / "unmapped_headings.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows[row["paper"]].append(row)
    return [_by_hand(paper, blocks, rows[paper]) for (paper, _), blocks in papers.items() if paper in rows]


def _by_hand(paper: str, blocks: Sequence[Block], rows: Sequence[dict[str, str]]) -> Labelled:
    text, paragraphs, sections, citations = assemble(blocks)
    parts = parts_of(paragraphs, sections)
    labels = {}
    for row in rows:
        named = [index for index, part in enumerate(parts) if part.heading == row["heading"]]
        placed = [index for index in named if _path(parts, index) == row["parents"]]
        for index in (placed or named)[:1]:
            labels[index] = row["label"]
        if not named:
            print(f"train: {paper} has no heading {row['heading']!r}", file=sys.stderr)
    signs = signs_of(parts, text, citations)
    return Labelled(paper=paper, half=rows[0]["half"], parts=parts, signs=signs, labels=labels)


def _path(parts: Sequence[Part], index: int) -> str:
    above = parts[index].parent
    names = []
    while above is not None:
        names.append(parts[above].heading)
        above = parts[above].parent
    return " > ".join(name for name in reversed(names) if name)


def examples_of(one: Labelled) -> Iterator[Example]:
    weight = BY_HAND * min(1.0, ENOUGH_OF_A_PAPER / max(1, len(one.labels)))
    for index, label in one.labels.items():
        if index in one.signs:
            yield Example(paper=one.paper, signs=one.signs[index], label=label, weight=weight)


def typical() -> Iterator[Example]:
    with (HERE / "typical_headings.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for heading in row["headings"].split(" | "):
                signs = dict.fromkeys(heading_signs(heading), 1.0)
                yield Example(paper=f"typical {heading}", signs=signs, label=row["label"], weight=TYPICAL)


# -- fitting


def fit(examples: Sequence[Example], settings: Mapping[str, float]) -> SectionModel:
    spread: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        for sign in example.signs:
            spread[sign].add(example.paper)
    kept = {sign for sign, where in spread.items() if len(where) >= (SPREAD if sign.startswith("text:") else 2)}
    vectors = DictVectorizer()
    matrix = vectors.fit_transform(
        [{s: v * _scale(s) for s, v in example.signs.items() if s in kept} for example in examples]
    )
    regression = LogisticRegression(C=STRENGTH, max_iter=300, tol=1e-3)
    regression.fit(matrix, [e.label for e in examples], sample_weight=[e.weight for e in examples])
    weights = {
        sign: tuple(round(float(c) * _scale(sign), DIGITS) for c in regression.coef_[:, column])
        for sign, column in vectors.vocabulary_.items()
    }
    weights["constant"] = tuple(round(float(c), DIGITS) for c in regression.intercept_)
    return SectionModel(
        labels=tuple(regression.classes_),
        weights={sign: weights[sign] for sign in sorted(weights) if any(abs(w) >= 0.03 for w in weights[sign])},
        **settings,
    )


def _scale(sign: str) -> float:
    return WORDS if sign.startswith("text:") else 1.0


def chosen(examples: Sequence[Example], ours: Sequence[Labelled]) -> dict[str, float]:
    """Return the settings that give the labels of papers left out most likelihood, and print how well they do."""
    papers = sorted({one.paper for one in ours})
    random.Random(0).shuffle(papers)
    left_out = []
    for fold in range(FOLDS):
        out = set(papers[fold::FOLDS])
        model = fit([e for e in examples if e.paper not in out], {})
        left_out += [(model, one) for one in ours if one.paper in out]
    best = max(GRID, key=lambda setting: _likelihood(left_out, setting))
    told = [score(_set(model, best), [one]) for model, one in left_out]
    right, asked = (sum(one[key] for one in told) for key in ("right", "asked"))
    all_right, all_of = (sum(one[key] for one in told) for key in ("all_right", "all"))
    print(f"left out: model {right}/{asked}, all headings {all_right}/{all_of}; sharpness, within, backwards {best}")
    bins: dict[int, list[bool]] = defaultdict(list)
    for model, one in left_out:
        for _, label, guess, probability in answers(_set(model, best), one):
            bins[int(probability * 5)].append(label == guess)
    for place, hits in sorted(bins.items()):
        print(f"  said {place / 5:.1f} to {(place + 1) / 5:.1f}: right {sum(hits)}/{len(hits)}")
    unheaded = max(SHARP, key=lambda sharp: _likelihood_unheaded(left_out, examples, sharp))
    print(f"without headings: sharpness {unheaded}")
    return {"sharpness": best[0], "unheaded": unheaded, "within": best[1], "backwards": best[2], "enough": ENOUGH}


def _set(model: SectionModel, setting: tuple[float, float, float]) -> SectionModel:
    return replace(model, sharpness=setting[0], within=setting[1], backwards=setting[2])


def _likelihood(left_out: Iterable[tuple[SectionModel, Labelled]], setting: tuple[float, float, float]) -> float:
    total = 0.0
    for model, one in left_out:
        found = _settled(_set(model, setting), one)
        for index, label in one.labels.items():
            if index in found and label in model.labels:
                total += log(max(1e-6, found[index][model.labels.index(label)]))
    return total


def _likelihood_unheaded(
    left_out: Iterable[tuple[SectionModel, Labelled]], examples: Sequence[Example], sharp: float
) -> float:
    """Of the sections that lost their headings, in the papers left out."""
    total = 0.0
    for model, one in left_out:
        blank = [e for e in examples if e.paper == one.paper and "no heading" in e.signs and e.label in model.labels]
        parts = [Part(heading="", parent=None, label=None, start=0, end=1)]
        for example in blank:
            (chances,) = settled(replace(model, unheaded=sharp), parts, {0: _sums(model, example.signs)}).values()
            total += log(max(1e-6, chances[model.labels.index(example.label)]))
    return total


def _settled(model: SectionModel, one: Labelled) -> dict[int, tuple[float, ...]]:
    return settled(model, one.parts, {index: _sums(model, signs) for index, signs in one.signs.items()})


def _sums(model: SectionModel, signs: Signs) -> list[float]:
    sums = list(model.weights["constant"])
    for sign, strength in signs.items():
        for place, weight in enumerate(model.weights.get(sign, ())):
            sums[place] += strength * weight
    return sums


def answers(model: SectionModel, one: Labelled) -> Iterator[tuple[int, str, str, float]]:
    """Yield index, label by hand, likeliest label and its probability, of the sections that the model is asked for."""
    found = _settled(model, one)
    for index, label in one.labels.items():
        if index in found:
            best = max(found[index])
            yield index, label, model.labels[found[index].index(best)], best


def score(model: SectionModel, papers: Iterable[Labelled]) -> dict[str, int]:
    """Count right labels: of the sections that the model is asked for, and of all with those that words decide."""
    counts = dict.fromkeys(("right", "asked", "all_right", "all"), 0)
    for one in papers:
        told = {index: guess if p >= ENOUGH else "other" for index, _, guess, p in answers(model, one)}
        for index, label in one.labels.items():
            right = told.get(index, one.parts[index].label) == label
            counts["all"] += 1
            counts["all_right"] += right
            counts["asked"] += index in told
            counts["right"] += right and index in told
    return counts


def write(model: SectionModel, *, check: bool) -> int:
    lines = [f"  {json.dumps(sign)}: {json.dumps(weights)}" for sign, weights in model.weights.items()]
    head = {key: getattr(model, key) for key in ("labels", "sharpness", "unheaded", "within", "backwards", "enough")}
    body = ",\n".join([*(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in head.items())])
    text = "{\n" + body + ',\n"weights": {\n' + ",\n".join(lines) + "\n}}\n"
    changed = not WEIGHTS.is_file() or WEIGHTS.read_text(encoding="utf-8") != text
    if changed and not check:
        WEIGHTS.write_text(text, encoding="utf-8")
    print(f"{WEIGHTS.name}: {'changed' if changed else 'as it was'}, {len(lines)} signs, {len(text) // 1024} KB")
    return int(changed and check)


if __name__ == "__main__":
    sys.exit(main())
