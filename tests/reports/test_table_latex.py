r"""A table for LaTeX: every sign prints, every row has its cells, and what is opened is closed."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.reports.table_latex import PACKAGES, escaped, to_latex
from relsynth.reports.tables import Cell, Table

TABLE = Table(
    title="Vans & drivers",
    columns=("paper", "lack_only", "k"),
    rows=(("van_001", True, 3), ("50 % of #1", None, 0.25)),
    notes=("n = 2; {a} \\b",),
)
ENGINE = next(filter(None, map(shutil.which, ("tectonic", "lualatex", "xelatex", "pdflatex"))), None)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("a & b", r"a \& b", id="and"),
        pytest.param("50 %", r"50 \%", id="percent"),
        pytest.param("$x_1^2$", r"\$x\_1\textasciicircum{}2\$", id="maths"),
        pytest.param("{a}", r"\{a\}", id="braces"),
        pytest.param("\\input{/etc/passwd}", r"\textbackslash{}input\{/etc/passwd\}", id="command"),
        pytest.param("~#", r"\textasciitilde{}\#", id="tilde-and-hash"),
        pytest.param("<a|b>", r"\textless{}a\textbar{}b\textgreater{}", id="angles-and-bar"),
        pytest.param("a-b---", "a-b-{}-{}-", id="hyphens"),
        pytest.param("[1]", "{[}1{]}", id="brackets"),
        pytest.param("two\nlines\x00", "two lines\ufffd", id="line-and-control"),
        pytest.param("Ngũgĩ “said”", "Ngũgĩ “said”", id="letters"),
    ],
)
def test_a_sign_prints_as_it_is(text: str, written: str) -> None:
    assert escaped(text) == written


def test_a_table_has_rules_a_repeated_head_and_notes() -> None:
    lines = to_latex(TABLE).splitlines()
    assert all(f"\\usepackage{{{name}}}" in lines[0] for name in PACKAGES)
    assert r"\caption{Vans \& drivers}\\" in lines
    assert lines.count(r"paper & lack only & k \\") == 2
    assert [lines.count(f"\\{rule}") for rule in ("toprule", "midrule", "bottomrule", "endfirsthead", "endhead")] == [
        *(2, 2, 1, 1, 1)
    ]
    assert r"van\_001 & yes & 3 \\" in lines
    assert r"\par\noindent n = 2; \{a\} \textbackslash{}b" in lines
    assert "landscape" not in "\n".join(lines[1:])
    assert r"\begin{landscape}" in to_latex(Table(title="T", columns=("quote",) * 5, rows=(("word " * 20,) * 5,)))


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), max_size=4), st.text(max_size=20))
def test_whatever_a_cell_says_the_table_stays_one(rows: list[tuple[Cell, Cell]], note: str) -> None:
    made = to_latex(Table(title=note, columns=("a", "b"), rows=tuple(rows), notes=(note,)))
    plain = re.sub(r"\\[\\{}&%#$_]", "", made.replace("\\\\\n", "\n"))
    assert plain.count("{") == plain.count("}")
    opened, closed = re.findall(r"\\begin\{(\w+)\}", made), re.findall(r"\\end\{(\w+)\}", made)
    assert (opened, closed) == (["longtable"], ["longtable"])
    body = made.split("\\endlastfoot\n")[1].split("\\end{longtable}")[0].splitlines()
    assert len(body) == len(rows)
    assert all(len(re.findall(r"(?<!\\)&", line)) == 1 for line in body)


@pytest.mark.skipif(ENGINE is None, reason="no LaTeX here")
def test_it_compiles(tmp_path: Path) -> None:
    packages = "".join(f"\\usepackage{{{name}}}" for name in PACKAGES)
    paper = f"\\documentclass{{article}}{packages}\\begin{{document}}{to_latex(TABLE)}\\end{{document}}"
    (tmp_path / "paper.tex").write_text(paper, encoding="utf-8")
    done = subprocess.run([str(ENGINE), "paper.tex"], cwd=tmp_path, check=False, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stdout


def test_a_table_too_wide_for_any_page_goes_on_below_under_its_number() -> None:
    many = Table(title="T", columns=tuple(f"study {n}" for n in range(90)), rows=(tuple(range(90)),), notes=("n = 1",))
    made = to_latex(many)
    parts = made.count("\\begin{longtable}")
    assert parts > 1
    assert made.count("\\addtocounter{table}{-1}") == parts - 1
    assert f"(part {parts} of {parts})" in made
    shares = [float(one) for one in re.findall(r"\\dimexpr ([\d.]+)\\linewidth", made)]
    assert min(shares) > 0.02  # wider than what stands between two columns
