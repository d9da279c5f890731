"""Notebooks of the documentation, run from top to bottom."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((HOUSE / "docs" / "notebooks").glob("*.ipynb"))


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_gives_what_it_shows(path: Path) -> None:
    pytest.importorskip("pandas", reason="the notebook needs pandas, the extra frames")
    pytest.importorskip("nbclient", reason="notebooks are run by nbclient")
    code = (
        f"import sys; sys.path.insert(0, {str(HOUSE / 'scripts')!r}); "
        "from pathlib import Path; from notebook import executed; "
        f"sys.stdout.write(executed(Path({str(path)!r})))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert done.stdout == path.read_text(encoding="utf-8")
