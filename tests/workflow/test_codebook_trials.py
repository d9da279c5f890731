"""A codebook tested like a program, and read like a text."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from made_up import ANA, AT, TIES, TRUST, code, codebook, coded_project, coding
from relsynth import bundled, workflow
from relsynth.coding import Coder
from relsynth.errors import CodebookError, InputError
from relsynth.extraction.proposals import CoderError
from relsynth.project import Project, open_project
from relsynth.workflow.codebook_trials import confused_pairs

BEN = Coder(name="Ben", kind="person")
MISS = {"text": "A trust fund paid for it.", "why": "money"}


def written(folder: Path, *codes: dict[str, Any], **others: Any) -> Path:
    path = folder / "book.yaml"
    path.write_text(codebook(*codes, **others), encoding="utf-8")
    return path


def test_examples_and_near_misses_are_tests(tmp_path: Path) -> None:
    trust = {**TRUST, "examples": ["They relied on us."], "examples_journal": ["Trust grew.", "They had faith."]}
    path = written(tmp_path, {**trust, "near_misses": [MISS, {"text": "They met.", "why": "no"}]}, code("NET.TIES"))
    tested = workflow.try_codebook(path)
    source = path.read_text(encoding="utf-8").splitlines()
    assert [(one.kind, one.text) for one in tested.failures] == [
        ("journal example", "They had faith."),
        ("near miss", "A trust fund paid for it."),
    ]
    assert all(one.text in "".join(source[one.line - 1 : one.line + 1]) for one in tested.failures)
    assert str(tested).splitlines()[0] == f"{path}: 5 sentences tried, 2 failures"
    assert str(tested).splitlines()[-2:] == [
        "journal examples found: 1/2; narrative examples found: 0/1; near misses left alone: 1/2",
        "1 code without a cue: nothing is asked of their examples",
    ]


def test_our_codebook_holds() -> None:
    tested = workflow.try_codebook(bundled.default_codebook())
    assert tested.failures == ()
    assert dict(tested.found)["near misses left alone"].n == 84


def test_a_machine_coder_may_read_the_sentences(tmp_path: Path) -> None:
    path = written(tmp_path, {**TRUST, "examples_journal": ["Trust grew."], "near_misses": [MISS]})
    tested = workflow.try_codebook(path, coder="lexicon")
    assert (tested.coder or "").startswith("lexicon@")
    assert [one.kind for one in tested.failures] == ["near miss"]


def test_the_projects_own_coder_reads_its_codebook(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        tested = workflow.try_codebook(project.codebook_path, project=project, coder="lexicon")
        assert tested.failures == ()
        elsewhere = workflow.try_codebook(written(tmp_path, TRUST), project=project, coder="lexicon")
        assert elsewhere.coder != tested.coder


@pytest.mark.parametrize(
    ("coder", "error", "why"),
    [
        pytest.param("nobody", CoderError, "no coder 'nobody' is installed", id="unknown"),
        pytest.param("language-model", (CoderError, InputError), "language-model", id="would-send-text-away"),
    ],
)
def test_a_coder_that_cannot_be_asked_is_told(tmp_path: Path, coder: str, error: Any, why: str) -> None:
    with pytest.raises(error, match=why):
        workflow.try_codebook(written(tmp_path, TRUST), coder=coder)


@pytest.mark.parametrize("look", [workflow.try_codebook, workflow.lint_codebook])
def test_a_codebook_that_contradicts_itself_is_neither_tested_nor_linted(tmp_path: Path, look: Any) -> None:
    path = written(tmp_path, {**TRUST, "parent": "STA.NONE"})
    with pytest.raises(CodebookError, match=r"unknown code 'STA\.NONE'"):
        look(path)


def test_remarks_come_with_their_lines_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, {**TRUST, "exclude": None}, TIES)
    linted = workflow.lint_codebook(path)
    assert [(one.rule, one.path) for one in linted.remarks] == [
        ("no-example", "codes.0"),
        ("no-exclude", "codes.0"),
        ("no-near-miss", "codes.0"),
        ("no-example", "codes.1"),
        ("no-near-miss", "codes.1"),
    ]
    assert linted.warnings == 3
    assert [one.line for one in linted.remarks] == sorted(one.line for one in linted.remarks)
    assert str(linted).startswith(f"{path}: 3 warnings, 2 notes\n  line ")
    assert "warning: STA.TRUST has no exclusion rule [no-exclude]\n      say when not to use it" in str(linted)


@pytest.mark.parametrize(
    ("said", "pairs"),
    [
        pytest.param([("Ana", "STA.TRUST"), ("Ben", "NET.TIES")], {("NET.TIES", "STA.TRUST"): 1}, id="one-each"),
        pytest.param([("Ana", "STA.TRUST"), ("Ben", "STA.TRUST")], {}, id="agreed"),
        pytest.param([("Ana", "STA.TRUST"), ("Ben", "NET.TIES"), ("Ben", "STA.TRUST")], {}, id="one-chose-both"),
        pytest.param([("Ana", "STA.TRUST")], {}, id="one-coder"),
    ],
)
def test_pairs_that_coders_confuse_are_counted(
    tmp_path: Path, said: list[tuple[str, str]], pairs: dict[tuple[str, str], int]
) -> None:
    with coded_project(tmp_path, 1) as project:
        of = next(project.store.documents())
        for name, code_id in said:
            coder = replace(ANA, name=name)
            with project.store.atomic():
                project.store.add_coder(coder)
                made = coding(of, code_id, coder=coder)
                project.store.add_codings([made], codebook=project.codebook.digest, at=AT)
        assert confused_pairs(project) == pairs


def test_a_projects_confused_pairs_want_a_rule(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        of = next(project.store.documents())
        with project.store.atomic():
            for coder, code_id in ((ANA, "STA.TRUST"), (BEN, "STA.LEGIT")):
                project.store.add_coder(coder)
                made = [coding(of, code_id, coder=coder, start=start, end=start + 5) for start in (0, 20)]
                project.store.add_codings(made, codebook=project.codebook.digest, at=AT)
        told = workflow.lint_codebook(project.codebook_path, project=project)
        assert [one.message for one in told.remarks if one.rule == "confused-without-rule"] == [
            "coders chose STA.LEGIT or STA.TRUST at 2 places, one each, and no rule parts the two"
        ]


def test_a_project_is_looked_at_where_there_is_one(tmp_path: Path) -> None:
    with workflow.project_in(tmp_path) as none:
        assert none is None
    with coded_project(tmp_path, 1) as made:
        folder = made.path
    with workflow.project_in(folder) as opened:
        assert isinstance(opened, Project)
        assert opened.codebook.digest == _digest(folder)


def _digest(folder: Path) -> str:
    with open_project(folder) as project:
        return project.codebook.digest
