"""What ranking costs: CPU of a retraining and ranking, and the peak of memory, in a process of its own.

    python scripts/bench/screening_cost.py DATA/screening RECORDS

Records are those of all sets, again and again, half of the words changed each time, so that the vocabulary grows as it
does in a search. Time is the mean over screenings that have come to 2.5, 10, 25 and 50 % of the records. Prints one
line of JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import count, islice
from pathlib import Path

from screening_sets import LabelledSet, labelled, paths
from threadpoolctl import threadpool_limits

from dedupe import memory_kb, other_words
from relsynth.screening.ranking import Ranker

READ = (0.025, 0.1, 0.25, 0.5)  # shares of the records
TIMES = 3


def main() -> None:
    folder, size = Path(sys.argv[1]), int(sys.argv[2])
    with threadpool_limits(1):
        print(json.dumps(cost([labelled(path) for path in paths(folder)], size)))


def cost(sets: Sequence[LabelledSet], size: int) -> dict[str, float]:
    relevant = [label for _, label in islice(copies(sets), size)]
    start = time.process_time()
    ranker = Ranker.of((text for text, _ in islice(copies(sets), size)), query=sets[0].protocol)
    ready = time.process_time() - start
    took = [ranked(ranker, relevant, round(share * size)) for share in READ]
    return {
        "ready_s": ready,  # making the texts up included
        "rank_ms": sum(took) / len(took) * 1000,
        "rank_most_ms": max(took) * 1000,
        "peak_mb": memory_kb("VmHWM") / 1024,
    }


def ranked(ranker: Ranker, relevant: Sequence[bool], read: int) -> float:
    """CPU seconds of a ranking after every so many-th record was read; the quickest of some."""
    step = len(relevant) // read
    labels = {row: relevant[row] for row in range(0, read * step, step)}
    best = float("inf")
    for _ in range(TIMES):
        start = time.process_time()
        ranker.rank(labels)
        best = min(best, time.process_time() - start)
    return best


def copies(sets: Sequence[LabelledSet]) -> Iterator[tuple[str, bool]]:
    """All records by turns of the sets, then all again in other words, without end."""
    for n in count():
        for place in range(max(len(one.labels) for one in sets)):
            for one in sets:
                if place < len(one.labels):
                    text = f"{one.titles[place]}\n{one.abstracts[place]}"
                    yield (other_words(text, n % 26) or "" if n else text), one.labels[place]


if __name__ == "__main__":
    main()
