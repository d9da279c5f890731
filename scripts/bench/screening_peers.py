"""ASReview itself over the same sets, with the same records known beforehand, to hold the replica against."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import tempfile
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path

from screening_sets import LabelledSet

NEEDS = Path(__file__).parent / "peers" / "asreview.txt"
PRINTED = re.compile(r"^(Loss|NDCG): (\d\.\d{3})$", re.MULTILINE)
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def environment(home: Path) -> Path:
    """The ``asreview`` of a virtual environment, which is made on first use."""
    asreview = home / "bin" / "asreview"
    if not asreview.exists():
        venv.create(home, with_pip=True)
        subprocess.run([home / "bin" / "pip", "install", "-q", "-r", NEEDS], check=True, capture_output=True)
    return asreview


def printed(asreview: Path, one: LabelledSet, priors: Sequence[int], *, seed: int) -> Mapping[str, str]:
    """What ``asreview simulate`` prints of a set: Loss and NDCG, with three decimals."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{one.name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["title", "abstract", "included"])
            rows.writerows(zip(one.titles, one.abstracts, map(int, one.labels), strict=True))
        command = [asreview, "simulate", path, "--ai", "elas_u4", "--seed", str(seed)]
        command += ["--prior-idx", *map(str, priors)]
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | ONE_THREAD)
    found = dict(PRINTED.findall(done.stdout))
    if found.keys() != {"Loss", "NDCG"}:
        raise ValueError(f"asreview printed no loss and NDCG of {one.name}")
    return found
