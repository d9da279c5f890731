"""bib-dedupe over one set: its groups, CPU seconds and peak memory, as one line of JSON.

    python scripts/bench/peers/run_bib_dedupe.py records.csv.gz

Run by scripts/bench/dedupe.py --peers with the Python of an environment made from bib_dedupe.txt.
"""

from __future__ import annotations

import json
import resource
import sys

import pandas as pd
from bib_dedupe.bib_dedupe import block, cluster, match, prep


def main() -> None:
    records = pd.read_csv(sys.argv[1], dtype=str)
    start = seconds()
    groups = cluster(match(block(prep(records))))
    usage = resource.getrusage(resource.RUSAGE_SELF)
    found = {"groups": groups, "cpu_s": seconds() - start, "peak_mb": usage.ru_maxrss / 1024}
    print(f"\n{json.dumps(found)}")


def seconds() -> float:
    """CPU of this process and of the workers it has waited for."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    main()
