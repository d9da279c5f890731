"""Looking at codebooks, and every fault of one at once."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest

from made_up import TIES, TRUST, code, codebook
from relsynth import bundled, workflow
from relsynth.errors import CodebookError, InputError, RelsynthError


def written(folder: Path, text: str) -> Path:
    path = folder / "book.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_codes_of_a_codebook_are_listed_in_its_order(tmp_path: Path) -> None:
    more = code("NET.MORE", "hub", refines="NET.TIES")
    listed = workflow.list_codes(written(tmp_path, codebook(TRUST, TIES, more)))
    assert [(line.id, line.domain, line.cues) for line in listed.codes] == [
        ("STA.TRUST", "STA", 1),
        ("NET.TIES", "NET", 1),
        ("NET.MORE", "NET", 1),
    ]
    assert str(listed).splitlines() == [
        "A small codebook",
        f"small 1, digest {listed.digest[:12]}, 3 codes",
        "",
        "STA.TRUST              Sta.Trust",
        "NET.TIES               Net.Ties",
        "NET.MORE               Net.More (refines NET.TIES)",
    ]


def test_without_a_file_the_default_codebook_is_looked_at() -> None:
    assert workflow.list_codes(None).id == "relsynth-partnering"
    assert workflow.show_code(None, "STA.TRUST")["id"] == "STA.TRUST"


def test_a_code_is_shown_whole(tmp_path: Path) -> None:
    shown = workflow.show_code(written(tmp_path, codebook()), "STA.TRUST")
    cues = shown.pop("cues")
    assert cues["strong"] == TRUST["cues"]["strong"]
    assert {key: shown[key] for key in TRUST if key != "cues"} == {k: v for k, v in TRUST.items() if k != "cues"}


def test_a_code_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, codebook())
    with pytest.raises(InputError, match=r"book\.yaml: the codebook has no code 'STA\.NONE'"):
        workflow.show_code(path, "STA.NONE")


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        pytest.param(None, InputError, r"book\.yaml: cannot be read \(No such file or directory\)", id="no-file"),
        pytest.param("id: [", InputError, r"book\.yaml: line 1: not YAML", id="not-yaml"),
        pytest.param("", InputError, r"book\.yaml: .*empty", id="empty"),
        pytest.param("id: small", CodebookError, r"book\.yaml: \d+ problems", id="all-but-the-id-missing"),
    ],
)
def test_a_file_that_is_no_codebook_is_told(
    tmp_path: Path, text: str | None, error: type[RelsynthError], message: str
) -> None:
    path = tmp_path / "book.yaml" if text is None else written(tmp_path, text)
    for look in (workflow.list_codes, workflow.check_codebook):
        with pytest.raises(error, match=message):
            look(path)


def test_every_fault_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    silent = code("STA.TRUST", "trust*", examples_journal=["They met every week."])
    path = written(tmp_path, codebook(silent, code("NET.TIES", "ties ((bad", "((worse")))
    checked = workflow.check_codebook(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    for fault in ("ties ((bad", "((worse"):
        (number,) = [n for n, line in enumerate(lines, start=1) if f'"{fault}"' in line]
        assert [problem for problem in checked.problems if problem.startswith(f"line {number}: codes.1.cues.strong.")]
    assert str(checked).startswith(f"{path}: {len(checked.problems)} problems\n  line ")


def test_an_example_that_its_own_cues_miss_is_told(tmp_path: Path) -> None:
    silent = code("STA.TRUST", "trust*", examples_journal=["They met every week."])
    checked = workflow.check_codebook(written(tmp_path, codebook(silent, TIES)))
    assert len(checked.problems) == 1
    assert "codes.0.examples_journal.0: " in checked.problems[0]


def test_a_codebook_without_fault_is_counted(tmp_path: Path) -> None:
    path = written(tmp_path, codebook())
    checked = workflow.check_codebook(path)
    assert checked.problems == ()
    assert str(checked).startswith(f"{path}: no problems\n2 domains, 3 constructs, 0 sub-constructs; 3 codes, 3 cues")


def test_the_default_codebook_has_no_fault_and_fits_its_schema() -> None:
    checked = workflow.check_codebook(None)
    assert checked.problems == ()
    assert checked.path == str(bundled.default_codebook())
    jsonschema.Draft202012Validator.check_schema(workflow.schema())
