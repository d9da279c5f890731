"""Write tests/golden anew: the tables of the bundled papers, as tests/test_review.py compares them byte for byte.

    .venv/bin/python scripts/golden.py

Look at what changed before it is committed; each changed figure is a claim.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from relsynth import workflow
from relsynth.bundled import example_papers

GOLDEN = Path(__file__).resolve().parent.parent / "tests" / "golden"
TABLES = ("evidence", "gaps", "profile")


def main() -> None:
    GOLDEN.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        workflow.run([example_papers()], out, at="2026-01-01T00:00:00+00:00", coder="lexicon", parser="none")
        for name in TABLES:
            written = (out / f"{name}.csv").read_bytes()
            target = GOLDEN / f"{name}.csv"
            print(f"{target.name}: {'as it was' if target.exists() and target.read_bytes() == written else 'written'}")
            target.write_bytes(written)


if __name__ == "__main__":
    main()
