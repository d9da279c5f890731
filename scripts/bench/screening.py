"""How soon the relevant records are read, against ASReview's default; whether it is told well when to stop; the cost.

    python scripts/bench/screening.py [--data ../shared/data] [--json] [--seeds 5] [--jobs 1] [--no-cost] [--peers]

Every set in DATA/screening is screened by simulation, retraining after every record, by our ranking and by a replica
of ELAS u4 (screening_u4.py). ``warm``: from one relevant and one irrelevant record that ASReview too would draw for the
seed. ``cold``: nothing is known; u4 then reads at random until it can learn, ours by the protocol. Each figure of a set
is the mean over the seeds. ``loss_ratio`` is our mean loss over all sets in terms of u4's; gains are differences of
means; ``first_relevant_median`` is of the cold runs. Stopping is tried on all of our orders, with the default rule and
a target of 95 %, after each record: ``stop_reached_share`` of the runs had reached the target when told to stop first,
having read ``stop_read_share`` of the records on average.

``--peers`` simulates with ASReview itself (in an environment of its own) and tells in how many runs it printed the loss
and NDCG of the replica.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

from screening_peers import environment, printed
from screening_sets import LabelledSet, labelled, paths, protocols
from screening_u4 import U4, features, priors
from threadpoolctl import threadpool_limits

from relsynth.screening.measures import first_relevant, loss, ndcg, wss
from relsynth.screening.ranking import Ranker
from relsynth.screening.simulating import Ranks, simulate
from relsynth.screening.stopping import advice, missed

TARGET, CONFIDENCE = 0.95, 0.95  # recall wanted, and how sure
SIZES = (2_000, 9_000, 40_000)  # records
COST = Path(__file__).with_name("screening_cost.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a simulated screening was worth; ``reached`` and ``read`` are of the first moment it was told to stop."""

    loss: float
    ndcg: float
    wss95: float
    first: float
    reached: float
    read: float


def main() -> int:
    arguments = parse()
    folder = arguments.data / "screening"
    if lacking := lacks(folder):
        print(f"screening: {lacking}", file=sys.stderr)
        return 2
    figures = quality(folder, seeds=arguments.seeds, jobs=arguments.jobs)
    for size in () if arguments.no_cost else SIZES:
        figures |= cost(folder, size)
    if arguments.peers:
        figures |= peers(folder, arguments.peers_in / "asreview", seeds=arguments.peer_seeds)
    print(json.dumps(figures) if arguments.json else table(figures))
    return 0


def parse() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--json", action="store_true")
    options.add_argument("--seeds", type=int, default=5)
    options.add_argument("--jobs", type=int, default=1, help="processes that simulate at once")
    options.add_argument("--no-cost", action="store_true")
    options.add_argument("--peers", action="store_true", help="run ASReview too, in an environment of its own")
    options.add_argument("--peers-in", type=Path, default=Path("build/peers"), help="folder of their environments")
    options.add_argument("--peer-seeds", type=int, default=1)
    return options.parse_args()


def lacks(folder: Path) -> str | None:
    """What of the data is not there."""
    if not (found := paths(folder)):
        return f"no sets under {folder}"
    if not (folder / "protocols.json").is_file():
        return f"no protocols.json under {folder}"
    unasked = {path.name.removesuffix(".csv.gz") for path in found} - protocols(folder).keys()
    return f"no protocol of {', '.join(sorted(unasked))}" if unasked else None


# -- quality


def quality(folder: Path, *, seeds: int, jobs: int) -> dict[str, float]:
    """Figures over all sets, then those of each set under its name."""
    with ProcessPoolExecutor(jobs) as pool:
        done = dict(pool.map(figures_of_set, paths(folder), [seeds] * len(paths(folder))))
    warm, cold, runs = compared(done, "warm"), compared(done, "cold"), list(all_ours(done))
    return {
        "sets": len(done),
        "loss_ratio_warm": warm["loss_ratio"],
        "better_warm": warm["better"],
        "worst_ratio_warm": warm["worst_ratio"],
        "ndcg_gain": warm["ndcg_gain"],
        "wss95_gain": warm["wss95_gain"],
        "loss_ratio_cold": cold["loss_ratio"],
        "better_cold": cold["better"],
        "worst_ratio_cold": cold["worst_ratio"],
        "first_relevant_median": median(mean(one.first for one in runs["ours cold"]) for runs in done.values()),
        "first_relevant_median_u4": median(mean(one.first for one in runs["u4 cold"]) for runs in done.values()),
        "stop_reached_share": mean(one.reached for one in runs),
        "stop_read_share": mean(one.read for one in runs),
        **{key: value for name, of_set in done.items() for key, value in named(name, of_set)},
    }


Runs = Mapping[str, Sequence[Figures]]  # "ours warm" and the like -> a run a seed


def figures_of_set(path: Path, seeds: int) -> tuple[str, Runs]:
    """All runs of a set."""
    one = labelled(path)
    theirs = features(one.titles, one.abstracts)
    runs: dict[str, list[Figures]] = {f"{who} {start}": [] for who in ("ours", "u4") for start in ("warm", "cold")}
    with threadpool_limits(1):
        for seed in range(seeds):
            ours = Ranker.of(one.texts, query=one.protocol, seed=seed)
            for start, known in (("warm", priors(one.labels, seed=seed)), ("cold", ())):
                runs[f"ours {start}"].append(measured(one, ours, known))
                runs[f"u4 {start}"].append(measured(one, U4(theirs, seed=seed), known))
    return one.name, runs


def measured(one: LabelledSet, ranking: Ranks, known: Sequence[int]) -> Figures:
    run = simulate(ranking, one.labels, priors=known)
    told = [one.labels[row] for row in run.priors] + list(run.found)  # what is known beforehand is found too
    stopped = first_stop(told)
    return Figures(
        loss=loss(run.found),
        ndcg=ndcg(run.found),
        wss95=wss(run.found),
        first=first_relevant(run.found) or len(run.found),
        reached=sum(told[:stopped]) >= TARGET * sum(told),
        read=stopped / len(told),
    )


def first_stop(told: Sequence[bool]) -> int:
    """After how many records the rule says for the first time that enough was read."""
    for read in range(1, len(told)):
        if missed(told[:read], total=len(told), target=TARGET) < 1 - CONFIDENCE:
            said = advice(told[:read], total=len(told), rule="hypergeometric", target=TARGET, confidence=CONFIDENCE)
            assert said.stops  # what is measured is what people are told
            return read
    return len(told)


def compared(done: Mapping[str, Runs], start: str) -> dict[str, float]:
    """Our figures against u4's, from means over the seeds of each set."""

    def of(who: str, figure: str) -> list[float]:
        return [mean(getattr(one, figure) for one in runs[f"{who} {start}"]) for runs in done.values()]

    ratios = [ours / theirs for ours, theirs in zip(of("ours", "loss"), of("u4", "loss"), strict=True)]
    return {
        "loss_ratio": mean(of("ours", "loss")) / mean(of("u4", "loss")),
        "better": sum(ratio < 1 for ratio in ratios),
        "worst_ratio": max(ratios),
        "ndcg_gain": mean(of("ours", "ndcg")) - mean(of("u4", "ndcg")),
        "wss95_gain": mean(of("ours", "wss95")) - mean(of("u4", "wss95")),
    }


def all_ours(done: Mapping[str, Runs]) -> Iterator[Figures]:
    return (
        one for runs in done.values() for kind, of_kind in runs.items() if kind.startswith("ours") for one in of_kind
    )


def named(name: str, runs: Runs) -> Iterator[tuple[str, float]]:
    for kind, of_kind in runs.items():
        for figure in ("loss", "ndcg", "wss95", "first", "reached", "read"):
            if kind.startswith("ours") or figure not in {"reached", "read"}:
                yield f"{name}.{kind.replace(' ', '_')}.{figure}", mean(getattr(one, figure) for one in of_kind)


# -- cost and peers


def cost(folder: Path, size: int) -> dict[str, float]:
    one_thread = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, str(COST), str(folder), str(size)]
    out = subprocess.run(command, check=True, capture_output=True, text=True, env=one_thread).stdout
    found = json.loads(out.splitlines()[-1])
    peak = {"peak_mb": found["peak_mb"]} if size == max(SIZES) else {}
    return {**{f"{key}_{size}": value for key, value in found.items()}, **peak}


def peers(folder: Path, home: Path, *, seeds: int) -> dict[str, float]:
    """In how many runs ASReview printed what the replica comes to."""
    asreview, alike, runs = environment(home), 0, 0
    for one in map(labelled, paths(folder)):
        theirs = features(one.titles, one.abstracts)
        for seed in range(seeds):
            known = priors(one.labels, seed=seed)
            run = simulate(U4(theirs, seed=seed), one.labels, priors=known)
            replica = {"Loss": f"{loss(run.found):.3f}", "NDCG": f"{ndcg(run.found):.3f}"}
            original = printed(asreview, one, known, seed=seed)
            print(f"{one.name} {seed}: ASReview {original}, replica {replica}", file=sys.stderr)
            alike, runs = alike + (original == replica), runs + 1
    return {"asreview.runs": runs, "asreview.alike": alike}


def table(figures: Mapping[str, float]) -> str:
    return "\n".join(f"{name:50}{value:12,.4f}".rstrip("0").rstrip(".") for name, value in figures.items())


if __name__ == "__main__":
    sys.exit(main())
