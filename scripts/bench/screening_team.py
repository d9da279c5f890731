"""Several coders who screen one project at once, each in a process of its own, as fast as it lets them.

    python scripts/bench/screening_team.py [--coders 10] [--records 2000] [--pause 0.25] [--double] [--json]

Records are invented. What is counted: decisions that a coder was told are kept and are not (``team_lost``), reports
that came before more coders than are wanted (``team_twice``), and how long a coder waits for the next record or for a
decision to be kept (``team_p99_ms``, of all waits of all coders; ``team_worst_ms``).
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from relsynth import open_project, workflow
from relsynth.project import Project
from relsynth.screening.decisions import Stage
from relsynth.workflow.screening import open_session

STAGE: Stage = "title_abstract"
PAUSE = 0.25  # seconds for a record: a person takes ten times as long
CODERS, RECORDS = 10, 2000
RELEVANT = 0.06  # share of records: the median of the labelled reviews that the ranking was made on is near it
TOPIC = ("partnership", "council", "clinic", "nurses", "trust", "agreement")
SYLLABLES = (
    "ba",
    "dor",
    "fen",
    "gil",
    "hu",
    "kas",
    "lim",
    "mo",
    "nert",
    "pol",
    "qua",
    "ris",
    "sto",
    "tuv",
    "vel",
    "zan",
)
GO = "go"


@dataclass(frozen=True, slots=True)
class Reader:
    """What a coder's process says when nothing is left: reports in the order they came, and waits in seconds."""

    coder: str
    came: tuple[str, ...]
    kept: tuple[str, ...]
    waits: tuple[float, ...]


def main() -> int:
    arguments = parse()
    if arguments.reads is not None:
        print(json.dumps(read(arguments.reads, arguments.coder, pause=arguments.pause)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        mode = "double" if arguments.double else "single"
        figures = team(
            Path(folder), coders=arguments.coders, records=arguments.records, mode=mode, pause=arguments.pause
        )
    print(json.dumps(figures) if arguments.json else "\n".join(f"{key:<16}{it:>12,.1f}" for key, it in figures.items()))
    return 0


def parse() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--coders", type=int, default=CODERS)
    options.add_argument("--records", type=int, default=RECORDS)
    options.add_argument("--pause", type=float, default=PAUSE, help="seconds that a coder thinks of a record")
    options.add_argument("--double", action="store_true", help="every record by two")
    options.add_argument("--json", action="store_true")
    options.add_argument("--reads", type=Path, help=argparse.SUPPRESS)
    options.add_argument("--coder", help=argparse.SUPPRESS)
    return options.parse_args()


def team(
    folder: Path, *, coders: int = CODERS, records: int = RECORDS, mode: str = "single", pause: float = PAUSE
) -> dict[str, float]:
    """Let coders screen invented records to the end, and count what went wrong."""
    make_project(folder, records=records, mode=mode)
    readers = list(_together(folder, coders=coders, pause=pause))
    with open_project(folder) as project:
        return _figures(project, readers, records=records, wanted=2 if mode == "double" else 1)


def make_project(folder: Path, *, records: int, mode: str = "single", seed: int = 0) -> None:
    """A project with invented records, no two of them alike, about one in seventeen of the topic."""
    workflow.init(folder)
    settings = folder / "relsynth.toml"
    head, _, rest = settings.read_text(encoding="utf-8").partition("[screening.title_abstract]")
    asked = f'[protocol]\nquestion = "{" ".join(TOPIC)}"\n'
    head = head.replace("[protocol]", asked, 1)
    settings.write_text(f'{head}[screening.title_abstract]\nmode = "{mode}"\n{rest}', encoding="utf-8")
    export = folder / "invented.ris"
    export.write_text("".join(invented(records, seed=seed)), encoding="utf-8")
    with open_project(folder) as project:
        workflow.import_records(project, [export], at=now())
        open_session(project, coder="nobody", stage=STAGE, at=now()).close()  # the features, once


def invented(number: int, *, seed: int = 0) -> Iterator[str]:
    """Records in RIS: words of invented syllables, and in those of the topic some of its words."""
    chance = random.Random(seed)
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(4000)]
    for at in range(number):
        topic = chance.choices(TOPIC, k=4) if chance.random() < RELEVANT else []
        title, abstract = chance.choices(words, k=9), chance.choices(words, k=120)
        for word in topic:
            abstract.insert(chance.randrange(len(abstract)), word)
        said = {
            "TY": "JOUR",
            "TI": " ".join([*title, *topic[:1]]),
            "AU": f"{chance.choice(words).title()}, A",
            "PY": chance.randint(1990, 2025),
            "DO": f"10.5555/invented.{seed}.{at}",
            "AB": " ".join(abstract),
            "ER": "",
        }
        yield "".join(f"{tag}  - {value}\n" for tag, value in said.items())


def read(folder: Path, coder: str, *, pause: float = 0.0) -> dict[str, object]:
    """Screen as one coder until nothing is left, from when ``GO`` is there."""
    came, kept, waits = [], [], []
    with open_project(folder) as project, closing(open_session(project, coder=coder, stage=STAGE, at=now())) as session:
        (folder / f"{coder}.ready").touch()
        while not (folder / GO).exists():
            time.sleep(0.01)
        while True:
            begun = time.perf_counter()
            shown = session.next(at=now())
            waits.append(time.perf_counter() - begun)
            if shown is None:
                return {"coder": coder, "came": came, "kept": kept, "waits": waits}
            came.append(shown.report)
            time.sleep(pause)
            is_relevant = any(word in (shown.abstract or "") for word in TOPIC)
            begun = time.perf_counter()
            session.decide("include" if is_relevant else "exclude", at=now())
            waits.append(time.perf_counter() - begun)
            kept.append(shown.record)


def now() -> str:
    return datetime.now(UTC).isoformat()


def _together(folder: Path, *, coders: int, pause: float) -> Iterator[Reader]:
    """Every coder's process, begun at one moment."""
    names = [f"coder-{number}" for number in range(coders)]
    options = ["--pause", str(pause), "--reads", str(folder), "--coder"]
    running = [
        subprocess.Popen([sys.executable, __file__, *options, name], stdout=subprocess.PIPE, text=True)
        for name in names
    ]
    while not all((folder / f"{name}.ready").exists() for name in names):
        if any(one.poll() for one in running):
            break
        time.sleep(0.02)
    (folder / GO).touch()
    answers = [(one.communicate()[0], one.returncode) for one in running]
    if any(code for _, code in answers):
        raise RuntimeError("a coder's process has failed; what it says stands above")
    for answer, _ in answers:
        said = json.loads(answer)
        yield Reader(said["coder"], tuple(said["came"]), tuple(said["kept"]), tuple(said["waits"]))


def _figures(project: Project, readers: Sequence[Reader], *, records: int, wanted: int) -> dict[str, float]:
    kept = {(made.coder, made.record) for made in project.store.screening.current(stage=STAGE)}
    told = [(reader.coder, record) for reader in readers for record in reader.kept]
    came = Counter(report for reader in readers for report in reader.came)
    decided: Mapping[str, int] = Counter(record for _, record in kept)
    waits = sorted(wait for reader in readers for wait in reader.waits)
    return {
        "team_decisions": len(kept),
        "team_lost": sum(one not in kept for one in told) + len(told) - len(set(told)),
        "team_twice": sum(times > wanted for times in came.values()),
        "team_unread": records - len(decided),
        "team_short": sum(times < wanted for times in decided.values()),
        "team_p99_ms": 1000 * waits[int(0.99 * (len(waits) - 1))],
        "team_worst_ms": 1000 * waits[-1],
    }


if __name__ == "__main__":
    sys.exit(main())
