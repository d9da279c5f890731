"""Files of frameworks are read whole, or refused with every problem and its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from relsynth.crosswalk import Construct, Framework
from relsynth.errors import CodebookError, InputError
from relsynth.formats.crosswalk_yaml import read_framework, read_frameworks

SMALL = """\
id: FERRY20
name: Model of ferries
cite: Nobody, 2020
year: 2020
version: 1.10
scope: outline
constructs:
  - label: crew
    codes: {STA.TRUST: same}
    also: {NET.TIES: part}
    links: [crew and captain]
  - label: no
"""


def test_a_file_is_read() -> None:
    assert read_framework(SMALL) == Framework(
        id="FERRY20",
        name="Model of ferries",
        cite="Nobody, 2020",
        year=2020,
        version="1.10",
        scope="outline",
        constructs=(
            Construct(
                label="crew", codes={"STA.TRUST": "same"}, also={"NET.TIES": "part"}, links=("crew and captain",)
            ),
            Construct(label="no"),
        ),
    )


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        pytest.param("cite: Nobody, 2020\n", "", "line 1: cite: is missing", id="missing"),
        pytest.param("scope:", "range:", "line 6: range: is not a field of a codebook here", id="unknown"),
        pytest.param("STA.TRUST: same", "STA.TRUST: alike", "line 9: constructs.0.codes.STA.TRUST: Input", id="how"),
        pytest.param("year: 2020", "year: soon", "line 4: year: Input should be a valid integer", id="year"),
    ],
)
def test_every_problem_has_its_line(old: str, new: str, problem: str) -> None:
    with pytest.raises(CodebookError) as refused:
        read_framework(SMALL.replace(old, new), path=Path("FERRY20.yaml"))
    assert any(each.startswith(problem) for each in refused.value.problems)


def test_machinery_is_refused() -> None:
    with pytest.raises(InputError, match="anchors and aliases"):
        read_framework("id: &a FERRY20\n")


def test_a_folder_is_read_by_name_and_what_is_no_yaml_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "a.yml").write_text(SMALL.replace("FERRY20", "RAFT21"), encoding="utf-8")
    (tmp_path / "README.md").write_text("Notes.", encoding="utf-8")
    assert [one.id for one in read_frameworks(tmp_path)] == ["RAFT21", "FERRY20"]
    assert [one.id for one in read_frameworks(tmp_path, among=["b"])] == ["FERRY20"]
    assert read_frameworks(tmp_path / "none") == ()


def test_two_files_of_one_framework_are_refused(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(SMALL, encoding="utf-8")
    with pytest.raises(InputError, match=r"b\.yaml: FERRY20 has another file beside this"):
        read_frameworks(tmp_path)
