"""How near a coder comes to a second reader, how fast it is, and what it makes of words in another sense.

    python scripts/bench/coder.py [--data ../shared/data] [--json] [--coder FAMILY ...] [--parser none]
                                  [--peers] [--no-speed] [--out SEGMENTS.csv]

Codes the papers of DATA/gold that two readers read, and lets a scorer beside DATA compare, whose figures stand
here under its own names: DATA/../tools/score_coding.py. The first coder given, else a new project's default, has its
figures bare; those of a further one (without ``--coder``: every other that is installed and
needs no setting up) end in its name. docs/benchmarks.md says what each figure means.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import coder_cost
import coder_homonyms
import coder_peers
import coder_ranking
from coder_ready import Ready, bundled, ready
from gold import Gold, gold, keys, paper

from relsynth import config
from relsynth.documents import Document
from relsynth.extraction import coders
from relsynth.extraction.proposals import CoderError, read

SHARED = Path("../shared")  # where a scorer and homonyms are looked for that DATA has not beside it
FACETS = ("role", "assertion", "level")
COLUMNS = ("document", "quote", "code", *FACETS)
ASKS_FIRST = frozenset({"language-model"})  # sends papers to somebody: only where it is named
PARTS = {"one": coder_cost.one_process, "two": coder_cost.two_processes}
TOLD_ONCE = ("papers", "words", "sentences")
"""What is the same for every coder."""


def main() -> int:
    arguments = parse()
    if arguments.part:
        print(json.dumps(PARTS[arguments.part](arguments.data / "papers", arguments.coder[0], arguments.parser)))
        return 0
    if lacking := list(missing(arguments)):
        print("\n".join(f"coder: no {one}" for one in lacking), file=sys.stderr)
        return 2
    try:
        made = [ready(family, arguments.parser) for family in arguments.coder or [config.DEFAULT.coder]]
    except CoderError as error:
        print(f"coder: {error}", file=sys.stderr)
        return 2
    named = {family_of(one): one for one in [*made, *([] if arguments.coder else others(arguments.parser))]}
    figures = measured(named, arguments)
    print(json.dumps(figures) if arguments.json else table(figures))
    return 0


def parse() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, default=SHARED / "data")
    options.add_argument("--json", action="store_true")
    options.add_argument("--coder", action="extend", nargs="+", default=[], metavar="FAMILY")
    options.add_argument("--parser", default="none", help="a spaCy model's package name, or none")
    options.add_argument("--out", type=Path, help="keep the first coder's segments of the papers read twice")
    options.add_argument("--no-speed", action="store_true", help="only how good, not how fast")
    options.add_argument("--peers", action="store_true", help="run medspaCy too, in an environment of its own")
    options.add_argument("--peers-in", type=Path, default=Path("build/peers"), help="folder of their environments")
    options.add_argument("--peer-papers", type=int, default=24, help="papers that a peer reads, evenly chosen")
    options.add_argument("--scorer", type=Path, help="instead of DATA/../tools/score_coding.py")
    options.add_argument("--homonyms", type=Path, help="instead of DATA/../design/reference/homonym_tests.yaml")
    options.add_argument("--part", help=argparse.SUPPRESS)
    arguments = options.parse_args()
    arguments.scorer = arguments.scorer or beside(arguments.data, "tools/score_coding.py")
    arguments.homonyms = arguments.homonyms or beside(arguments.data, "design/reference/homonym_tests.yaml")
    return arguments


def beside(data: Path, name: str) -> Path:
    """A file beside the folder of data, or beside the usual one."""
    places = [folder / name for folder in (data.resolve().parent, SHARED)]
    return next((place for place in places if place.is_file()), places[0])


def missing(arguments: argparse.Namespace) -> list[str]:
    """What there is to be, and is not."""
    lacking = [f"file {path}" for path in (arguments.scorer, arguments.homonyms) if not path.is_file()]
    if not keys(arguments.data):
        lacking.append(f"papers that two readers read under {arguments.data / 'gold'}")
    if not (arguments.no_speed and not arguments.peers) and not (arguments.data / "papers").is_dir():
        lacking.append(f"folder {arguments.data / 'papers'}")
    return lacking


def others(parser: str) -> list[Ready]:
    """The installed coders but the default, as far as they need no setting up."""
    made = []
    for family in sorted(set(coders.installed()) - {config.DEFAULT.coder} - ASKS_FIRST):
        try:
            made.append(ready(family, parser))
        except CoderError as error:
            print(f"coder: {family} is left out: {error}", file=sys.stderr)
    return made


def family_of(one: Ready) -> str:
    return one.proposer.name.split("@")[0]


def measured(named: Mapping[str, Ready], arguments: argparse.Namespace) -> dict[str, float]:
    """Every figure of every coder."""
    figures: dict[str, float] = {}
    peer = peers(arguments) if arguments.peers else {}
    for number, (family, one) in enumerate(named.items()):
        own = quality(one, arguments, out=arguments.out if number == 0 else None)
        if not arguments.no_speed:
            own |= speed(family, arguments, peer)
        end = f"_{family.replace('-', '_')}" if number else ""
        figures |= {f"{key}{end}": value for key, value in own.items() if not (end and key in TOLD_ONCE)}
    return figures | {key: value for key, value in peer.items() if isinstance(value, int | float)}


# -- how good


def quality(one: Ready, arguments: argparse.Namespace, *, out: Path | None) -> dict[str, float]:
    """The scorer's figures, the top third, and words in another sense."""
    read_twice = {key: (paper(arguments.data, key), gold(arguments.data, key)) for key in keys(arguments.data)}
    with tempfile.TemporaryDirectory() as folder:
        segments = out or Path(folder) / "segments.csv"
        count = write_segments(segments, one, {key: document for key, (document, _) in read_twice.items()})
        scored = score(segments, arguments.scorer, arguments.data / "gold")
        if not arguments.json:
            print(f"{one.proposer.name}\n{score_table(segments, arguments.scorer, arguments.data / 'gold')}")
    return {
        "papers_read_twice": len(read_twice),
        "segments": count,
        **scored,
        "code_ratio": scored["code_f1"] / scored["reader_code_f1"],
        **in_third(one, list(read_twice.values())),
        **coder_homonyms.figures(one.coder, one.codebook, arguments.homonyms),
    }


def write_segments(path: Path, one: Ready, documents: Mapping[str, Document]) -> int:
    """Codings of papers as a scorer wants them, a code that refines an older one as the older; how many there are."""
    rows = [
        {
            "document": key,
            "quote": document.quote(coding.span.start, coding.span.end),
            "code": one.codebook.base_id(coding.code),
            **{facet: ";".join(coding.facet(facet)) for facet in FACETS},
        }
        for key, document in documents.items()
        for coding in one.coder.code(document).codings
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.DictWriter(file, COLUMNS)
        sheet.writeheader()
        sheet.writerows(rows)
    return len(rows)


def score(segments: Path, scorer: Path, readings: Path) -> dict[str, float]:
    command = [sys.executable, str(scorer), str(segments), "--gold", str(readings), "--json"]
    out = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return dict(json.loads(out.splitlines()[-1]))


def score_table(segments: Path, scorer: Path, readings: Path) -> str:
    command = [sys.executable, str(scorer), str(segments), "--gold", str(readings), "--by-code"]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def in_third(one: Ready, papers: Sequence[tuple[Document, Gold]]) -> dict[str, float]:
    """How many of the sentences that both readers coded stand in the top third of their paper, pooled."""
    wanted = found = sentences = matched = 0
    for document, readings in papers:
        reading = read(document)
        scores = coder_ranking.scores(one.proposer, reading)
        ours = [(reading.text(place), score) for place, score in zip(reading.codable, scores, strict=True)]
        by_number = coder_ranking.scores_by_number(readings.sentences, ours)
        third = coder_ranking.top_third(readings.sentences, by_number)
        wanted += len(readings.coded_by_all)
        found += len(readings.coded_by_all & third)
        sentences += len(readings.sentences)
        matched += len(by_number)
    return {
        "found_in_third": found / wanted if wanted else float("nan"),
        "coded_by_both": wanted,
        "sentences_matched": matched / sentences,
    }


# -- how fast


def speed(family: str, arguments: argparse.Namespace, peer: Mapping[str, Any]) -> dict[str, float]:
    """Cost in one process and in two, and beside a peer on the papers that it read."""
    one, two = (in_its_own_process(part, family, arguments) for part in PARTS)
    by_paper = one.pop("by_paper")
    alike = int(one.pop("digest") == two.pop("digest"))
    figures = {**one, **{f"{key}_two_processes": value for key, value in two.items()}, "alike_two_processes": alike}
    if not peer:
        return figures
    words, seconds = (sum(column) for column in zip(*(by_paper[name] for name in peer["names"]), strict=True))
    fastest = max(peer["medspacy_words_per_cpu_s"], peer["medspacy_words_per_cpu_s_literal_rules"])
    return {**figures, "words_per_cpu_s_beside_medspacy": words / seconds, "times_medspacy": words / seconds / fastest}


def in_its_own_process(part: str, family: str, arguments: argparse.Namespace) -> dict[str, Any]:
    """One part measured where nothing else has used memory or time."""
    command = [sys.executable, __file__, "--data", str(arguments.data), "--coder", family, "--parser", arguments.parser]
    out = subprocess.run([*command, "--part", part], check=True, stdout=subprocess.PIPE, text=True).stdout
    return dict(json.loads(out.splitlines()[-1]))


def peers(arguments: argparse.Namespace) -> dict[str, Any]:
    """What medspaCy makes of some papers, whose names are told besides."""
    folder = arguments.data / "papers"
    read_ones = [(path, coder_cost.readable(path)) for path in coder_cost.paths(folder)]
    in_scope = [(path.name, document) for path, document in read_ones if document and not document.out_of_scope]
    chosen = in_scope[:: max(1, len(in_scope) // arguments.peer_papers)]
    figures = coder_peers.medspacy([document for _, document in chosen], bundled(), folder=arguments.peers_in)
    return {**figures, "names": [name for name, _ in chosen]}


def table(figures: Mapping[str, float]) -> str:
    return "\n".join(f"{name:42}{value:14,.3f}".rstrip("0").rstrip(".") for name, value in figures.items())


if __name__ == "__main__":
    sys.exit(main())
