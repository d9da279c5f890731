"""Whether every question of the field has an answer, how long it takes, and whether the figures are right.

    python scripts/bench/synthesis.py [--data ../shared/data] [--project FOLDER] [--json]

Reads and codes DATA/papers with the dictionary into a project of its own (or takes a coded one), and asks the twenty
questions of tests/answers/twenty_questions.toml, a command each, from the command line: answered is what ends with 0
and says something. Then 3,000 studies with 200,000 codings are made of these papers' own, drawn with replacement, and
every table is tabulated; and formulas are held against others that are written out here, or a library's, on random
figures. Times are CPU seconds of the process; memory is its peak.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shlex
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations
from math import comb, log2, sqrt
from pathlib import Path

from scipy.stats import false_discovery_control, fisher_exact

from relsynth import workflow
from relsynth.project import open_project
from relsynth.synthesis import evidence, gaps, profile
from relsynth.synthesis.accumulation import accumulate, chao2, coverage, rarefaction
from relsynth.synthesis.cerqual import findings
from relsynth.synthesis.cooccurrence import associate, associations, false_discovery
from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.determinants import determinants
from relsynth.synthesis.lifecycle import lifecycle
from relsynth.synthesis.linkage import links
from relsynth.synthesis.matching import matches
from relsynth.synthesis.necessity import necessity
from relsynth.synthesis.network import network
from relsynth.synthesis.prevalence import Share, corrected
from relsynth.synthesis.ratings import ratings
from relsynth.synthesis.relegation import relegation
from relsynth.synthesis.statistics import Z95, wilson
from relsynth.synthesis.strategies import strategies
from relsynth.synthesis.trends import trends
from relsynth.workflow.synthesise import load_corpus

HOUSE = Path(__file__).resolve().parents[2]
QUESTIONS = HOUSE / "tests" / "answers" / "twenty_questions.toml"
AT = "2026-01-01T00:00:00+00:00"
STUDIES, CODINGS = 3_000, 200_000
TRIED = 2_000  # random figures a formula is tried on
Pair = tuple[float, float]


def main() -> int:
    arguments = parse()
    papers = arguments.data / "papers"
    if arguments.project is None and not papers.is_dir():
        print(f"synthesis: no folder {papers}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        project = arguments.project or coded(papers, Path(folder) / "project")
        asked = {command: answer(project, command) for command in commands()}
        with open_project(project) as opened:
            corpus, thresholds = load_corpus(opened), opened.thresholds
    tables = {name: spent(make) for name, make in tabulations(grown(corpus), thresholds).items()}
    errors = {name: max(abs(a - b) for a, b in tried()) for name, tried in FORMULAS.items()}
    figures = {
        "questions": len(asked),
        "questions_answered": sum(is_answered for is_answered, _ in asked.values()),
        "slowest_question_s": round(max(seconds for _, seconds in asked.values()), 2),
        "tables": len(tables),
        "tables_3000_studies_s": round(max(tables.values()), 2),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "formulas": len(errors),
        "formula_max_error": max(errors.values()),
    }
    if arguments.json:
        print(json.dumps(figures))
        return 0
    for command, (is_answered, seconds) in asked.items():
        print(f"{seconds:7.2f} s  {'' if is_answered else 'NO ANSWER '}relsynth {command}")
    for name, seconds in sorted(tables.items(), key=lambda pair: -pair[1]):
        print(f"{seconds:7.2f} s  {name}")
    for name, error in errors.items():
        print(f"{error:9.1e}  {name}")
    for name, value in figures.items():
        print(f"{name:<24}{value:>12,.3g}")
    return 0


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=HOUSE.parent / "shared" / "data")
    parser.add_argument("--project", type=Path, help="a coded project, in place of coding DATA/papers")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def coded(papers: Path, folder: Path) -> Path:
    """A project of the papers, coded with the dictionary."""
    workflow.run([papers], folder, at=AT, coder="lexicon", parser="none")
    return folder


def commands() -> list[str]:
    """The command of each question."""
    return [question["command"] for question in tomllib.loads(QUESTIONS.read_text(encoding="utf-8"))["question"]]


def answer(project: Path, command: str) -> tuple[bool, float]:
    """Whether a command answers, and its CPU seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    words = [sys.executable, "-m", "relsynth", *shlex.split(command)]
    done = subprocess.run(words, cwd=project, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return done.returncode == 0 and bool(done.stdout.strip()), seconds


def spent(make: Callable[[], object]) -> float:
    """CPU seconds of a call."""
    began = time.process_time()
    make()
    return time.process_time() - began


def grown(corpus: Corpus) -> Corpus:
    """So many studies with so many codings, each drawn from the corpus with its own segments."""
    draw = random.Random(0)
    own = [[one for one in corpus.segments if one.study == number] for number in range(corpus.n)]
    origin = [draw.randrange(corpus.n) for _ in range(STUDIES)]
    segments = [replace(one, study=number) for number, of in enumerate(origin) for one in own[of]]
    while len(segments) < CODINGS:
        number = draw.randrange(STUDIES)
        segments += [replace(one, study=number) for one in own[origin[number]]]
    return replace(corpus, studies=tuple(corpus.studies[of] for of in origin), segments=tuple(segments[:CODINGS]))


def tabulations(corpus: Corpus, thresholds: object) -> Mapping[str, Callable[[], object]]:
    """Every table that is made of a corpus alone, by name."""
    return {
        "evidence": lambda: evidence.tabulate(corpus),
        "incidence": lambda: evidence.incidence(corpus),
        "gaps": lambda: gaps.find(corpus, thresholds=thresholds),  # type: ignore[arg-type]
        "profile": lambda: profile.profile(corpus),
        "determinants": lambda: determinants(corpus),
        "ratings": lambda: ratings(corpus),
        "strategies": lambda: strategies(corpus),
        "barrier_strategy": lambda: matches(corpus, "barrier"),
        "cerqual": lambda: findings(corpus),
        "relegation": lambda: relegation(corpus),
        "links": lambda: links(corpus),
        "network": lambda: network(corpus),
        "lifecycle": lambda: lifecycle(corpus),
        "trends": lambda: trends(corpus),
        "cooccurrence": lambda: associations(corpus),
        "saturation": lambda: accumulate(corpus),
    }


# -- formulas: ours, and the same written out --------------------------------------------------------


def of_wilson() -> Iterator[Pair]:
    draw = random.Random(1)
    for _ in range(TRIED):
        n = draw.randint(1, 500)
        k = draw.randint(0, n)
        low, high = wilson(k, n)
        yield low, bound(k, n, below=True)
        yield high, bound(k, n, below=False)


def bound(k: int, n: int, *, below: bool) -> float:
    """The share from which k of n is just Z95 standard errors away, by halving: the interval's definition."""
    inside, outside = k / n, 0.0 if below else 1.0
    for _ in range(200):
        middle = (inside + outside) / 2
        if abs(k / n - middle) <= Z95 * sqrt(middle * (1 - middle) / n):
            inside = middle
        else:
            outside = middle
    return inside


def of_correction() -> Iterator[Pair]:
    draw = random.Random(2)
    for _ in range(TRIED):
        found, se, sp = (Share(k=draw.randint(50, 100), n=100) for _ in range(3))
        if se.value + sp.value > 1:
            value = (found.value + sp.value - 1) / (se.value + sp.value - 1)
            yield corrected(found, sensitivity=se, specificity=sp).value, min(1.0, max(0.0, value))


def shown_in() -> Iterator[tuple[int, list[int]]]:
    draw = random.Random(3)
    for _ in range(300):
        studies = draw.randint(1, 12)
        yield studies, [draw.randint(1, studies) for _ in range(draw.randint(1, 12))]


def of_rarefaction() -> Iterator[Pair]:
    for studies, shown in shown_in():
        for drawn, value in enumerate(rarefaction(shown, studies), 1):
            yield value, sum(1 - comb(studies - q, drawn) / comb(studies, drawn) for q in shown)


def of_chao2() -> Iterator[Pair]:
    for studies, shown in shown_in():
        once, twice = shown.count(1), shown.count(2)
        yield chao2(shown, studies), len(shown) + (studies - 1) / studies * once * (once - 1) / (2 * (twice + 1))


def of_coverage() -> Iterator[Pair]:
    for studies, shown in shown_in():
        once, twice = shown.count(1), shown.count(2)
        if twice:
            missing = once / sum(shown) * (studies - 1) * once / ((studies - 1) * once + 2 * twice)
            yield coverage(shown, studies), 1 - missing


def of_pairs() -> Iterator[tuple[int, int, int, int]]:
    draw = random.Random(4)
    for _ in range(TRIED):
        yield draw.randint(1, 20), draw.randint(0, 20), draw.randint(0, 20), draw.randint(0, 20)


def of_npmi() -> Iterator[Pair]:
    for both, one, other, neither in of_pairs():
        n = both + one + other + neither
        if both < n:
            expected = (both + one) / n * (both + other) / n
            ours = associate("a", "b", a=both + one, b=both + other, both=both, n=n).npmi
            yield ours, log2(both / n / expected) / -log2(both / n)


def of_fisher() -> Iterator[Pair]:
    for both, one, other, neither in of_pairs():
        n = both + one + other + neither
        ours = associate("a", "b", a=both + one, b=both + other, both=both, n=n).p
        yield ours, float(fisher_exact([[both, one], [other, neither]], alternative="greater").pvalue)


def of_odds() -> Iterator[Pair]:
    for both, one, other, neither in of_pairs():
        n = both + one + other + neither
        ours = associate("a", "b", a=both + one, b=both + other, both=both, n=n).odds_ratio
        yield ours / ((both + 0.5) * (neither + 0.5) / ((one + 0.5) * (other + 0.5))), 1.0


def of_discoveries() -> Iterator[Pair]:
    draw = random.Random(5)
    for _ in range(200):
        p = [draw.random() ** 3 for _ in range(draw.randint(1, 40))]
        yield from zip(false_discovery(p), map(float, false_discovery_control(p)), strict=True)


def of_necessity() -> Iterator[Pair]:
    draw = random.Random(6)
    for _ in range(TRIED):
        x, y = ({number for number in range(20) if draw.random() < 0.4} for _ in range(2))
        made = necessity("x", "y", having=x, reaching=y, n=20)
        if made.consistency is not None and made.coverage is not None:
            yield made.consistency, sum(one in x for one in y) / len(y)
            yield made.coverage, sum(one in y for one in x) / len(x)


def of_drawing() -> Iterator[Pair]:
    """The curve once more, by drawing studies in all ways."""
    draw = random.Random(7)
    for _ in range(20):
        studies = [{draw.randint(0, 5) for _ in range(draw.randint(1, 4))} for _ in range(5)]
        shown = [sum(thing in study for study in studies) for thing in set().union(*studies)]
        for drawn, value in enumerate(rarefaction(shown, 5), 1):
            seen = [len(set().union(*some)) for some in combinations(studies, drawn)]
            yield value, sum(seen) / len(seen)


FORMULAS: Mapping[str, Callable[[], Iterator[Pair]]] = {
    "Wilson's interval": of_wilson,
    "Rogan and Gladen's correction": of_correction,
    "rarefaction": of_rarefaction,
    "rarefaction, by drawing": of_drawing,
    "Chao2": of_chao2,
    "coverage": of_coverage,
    "NPMI": of_npmi,
    "Fisher's test": of_fisher,
    "odds ratio": of_odds,
    "false discovery rate": of_discoveries,
    "necessity": of_necessity,
}


if __name__ == "__main__":
    sys.exit(main())
