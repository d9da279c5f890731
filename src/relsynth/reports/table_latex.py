r"""A table for LaTeX: a ``longtable`` with the rules of booktabs, to be read into a paper by ``\input``.

Every sign that LaTeX reads as a command is written so that it prints; figures stand right, texts in columns as wide
as what they hold. A wide table lies on its side (pdflscape), in parts if it is too wide for that. Letters that
pdfLaTeX has no font for need XeLaTeX or LuaLaTeX.

Source: S. Fear, the booktabs package; D. Carlisle, the longtable package.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from relsynth.reports.table_layout import Column, columns_of, parts_of, shares, wanted_room
from relsynth.reports.tables import Table, text_of

PACKAGES = ("array", "booktabs", "longtable", "pdflscape")
UPRIGHT = 110  # characters of a line at \footnotesize, on A4; what wants more lies on its side
SIDEWAYS = 190
_COMMANDS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "`": r"\textasciigrave{}",
    "'": r"\textquotesingle{}",
    "[": "{[}",  # behind \\ a length would be read
    "]": "{]}",
}
_ESCAPES = str.maketrans(_COMMANDS)
_HYPHENS = re.compile("-(?=-)")  # two in a row would print as a dash
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def to_latex(table: Table) -> str:
    r"""The table as a fragment for ``\input``; its first lines say which packages it needs."""
    return "\n".join(_lines(table)) + "\n"


def escaped(text: str) -> str:
    """A text of one line that LaTeX prints as it is."""
    return _HYPHENS.sub("-{}", _UNFIT.sub("\ufffd", " ".join(text.split())).translate(_ESCAPES))


def _lines(table: Table) -> Iterator[str]:
    is_wide = wanted_room(columns_of(table)) > UPRIGHT
    yield "% " + " ".join(f"\\usepackage{{{name}}}" for name in PACKAGES)
    yield "% \\usepackage{textcomp} \\usepackage[T1]{fontenc}"
    if is_wide:
        yield "\\begin{landscape}"
    yield "\\begingroup"
    yield "\\scriptsize" if is_wide else "\\footnotesize"
    yield "\\setlength{\\tabcolsep}{3pt}"
    room = SIDEWAYS if is_wide else UPRIGHT
    parts = parts_of(table, room) if table.columns else ()
    for turn, part in enumerate(parts, 1):
        if turn > 1:
            yield "\\addtocounter{table}{-1}"  # it goes on
        told = f" (part {turn} of {len(parts)})" if parts[1:] else ""
        yield from _longtable(part, columns_of(part), room, told)
    for note in table.notes:
        yield f"\\par\\noindent {escaped(note)}"
    yield "\\endgroup"
    if is_wide:
        yield "\\end{landscape}"


def _longtable(table: Table, columns: tuple[Column, ...], room: int, told: str) -> Iterator[str]:
    head = _row([column.heading for column in columns])
    yield f"\\begin{{longtable}}{{{''.join(_shape(columns, room))}}}"
    yield f"\\caption{{{escaped(table.title + told)}}}\\\\"
    yield from ("\\toprule", head, "\\midrule", "\\endfirsthead")
    yield from ("\\toprule", head, "\\midrule", "\\endhead")
    yield from ("\\bottomrule", "\\endlastfoot")
    for row in table.rows:
        yield _row([text_of(cell) for cell in row])
    yield "\\end{longtable}"


def _shape(columns: tuple[Column, ...], room: int) -> Iterator[str]:
    """What longtable is told of its columns: widths as parts of the line, less what stands between two of them."""
    for column, share in zip(columns, shares(columns, room), strict=True):
        side = "\\raggedleft" if column.is_figures else "\\raggedright"
        yield f">{{{side}\\arraybackslash}}p{{\\dimexpr {share:.4f}\\linewidth-2\\tabcolsep\\relax}}"


def _row(texts: Sequence[str]) -> str:
    return f"{' & '.join(map(escaped, texts))} \\\\"
