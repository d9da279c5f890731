"""Run the notebooks of the documentation, and write what their cells print.

    python scripts/notebook.py             needs pandas (the extra ``frames``), nbclient and ipykernel

Numbers of runs and times are left out, so that the same program writes the same file.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).resolve().parent.parent / "docs" / "notebooks"
LONGEST_CELL = 120  # seconds


def executed(path: Path) -> str:
    """A notebook with what its cells give today."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=LONGEST_CELL, kernel_name="python3", record_timing=False).execute()
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [out for out in cell.outputs if out.output_type != "stream"]
            for output in cell.outputs:
                output.data = {kind: text for kind, text in output.data.items() if kind == "text/plain"}
    notebook.metadata.pop("language_info", None)
    return str(nbformat.writes(notebook)) + "\n"


def main() -> int:
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        path.write_text(executed(path), encoding="utf-8")
        print(f"written: {path.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
