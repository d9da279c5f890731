"""The versions of a codebook that a project keeps, and what a change from one to another asks of its coders."""

from pathlib import Path
from typing import Any

import pytest

from made_up import ANA, AT, LEGIT, TIES, TRUST, code, codebook, coded_project, coding
from relsynth import workflow
from relsynth.coding import Coder
from relsynth.errors import CodebookError, InputError
from relsynth.project import Project, open_project
from relsynth.workflow.codebook_changes import codebook_named

BEN = Coder(name="Ben", kind="person")
RULED = {**TRUST, "include": "This, and that."}


def say(project: Project, *coders: Coder) -> None:
    of = next(project.store.documents())
    with project.store.atomic():
        for coder in coders:
            project.store.add_coder(coder)
            made = [coding(of, "STA.TRUST", coder=coder), coding(of, "NET.TIES", coder=coder, start=20, end=30)]
            project.store.add_codings(made, codebook=project.codebook.digest, at=AT)


def written(folder: Path, *codes: dict[str, Any], **others: Any) -> str:
    path = folder / "draft.yaml"
    path.write_text(codebook(*codes, **others), encoding="utf-8")
    return str(path)


def rewrite(project: Project, *codes: dict[str, Any], **others: Any) -> Project:
    project.codebook_path.write_text(codebook(*codes, **others), encoding="utf-8")
    project.close()
    return open_project(project.path)


def test_versions_are_listed_with_what_was_coded_with_each(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        first = project.codebook.digest
        say(project, ANA)
        with rewrite(project, RULED, TIES, LEGIT) as today:
            versions = workflow.codebook_versions(today)
            assert [(one.digest, one.by_people, one.today, one.since) for one in versions.versions] == [
                (first, 2, False, AT),
                (today.codebook.digest, 0, True, None),
            ]
            assert versions.versions[0].by_machines > 0
            assert str(versions).splitlines()[1:] == [
                f"{today.codebook.digest[:12]}  small 1  not used yet  0 codings by people, 0 by machines  (today)",
                "small 1 is not one content: raise `version` when you change a codebook",
            ]


def test_the_consequence_of_a_draft_is_told_before_it_is_taken(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        say(project, ANA, BEN)
        splits = [code("NET.A", "a", replaces=["NET.TIES"]), code("NET.B", "b", replaces=["NET.TIES"])]
        found = workflow.codebook_diff(project, "project", written(tmp_path, RULED, *splits, version="2"))
        assert found.review is not None
        assert found.review.consequence == "4 codings of 2 coders to look at again"
        assert [str(one) for one in found.review.cases] == [
            "NET.TIES: 2, the code was split into NET.A, NET.B",
            "STA.TRUST: 2, its definition or rules changed",
        ]
        assert str(found).splitlines() == [
            f"small 1 ({project.codebook.digest[:12]}) → {found.difference.after}",
            "Removed (1):",
            "  STA.LEGIT",
            "Split (1):",
            "  NET.TIES → NET.A + NET.B",
            "Changed (1):",
            "  STA.TRUST",
            "      include: [-This.-] {+This, and that.+}",
            "With it, 4 codings of 2 coders to look at again.",
            "  NET.TIES: 2, the code was split into NET.A, NET.B",
            "  STA.TRUST: 2, its definition or rules changed",
            "Counted in no table, since the codebook has no such code (1):",
            f"  NET.TIES: 2 by people, {found.review.uncounted[0].machines} by the machine",
        ]
        assert workflow.codings_to_review(project).codings == ()  # the draft is not the project's codebook


def test_a_code_is_followed_from_a_version_that_is_kept_over_another(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        first = project.codebook.digest
        say(project, ANA)
        with rewrite(project, {**TRUST, "id": "STA.FAITH", "replaces": ["STA.TRUST"]}, TIES) as second:
            workflow.code(second, at=AT)
            with rewrite(second, {**TRUST, "id": "STA.RELY", "replaces": ["STA.FAITH"]}, TIES) as third:
                found = workflow.codebook_diff(third, first[:8])
                assert [str(one) for one in found.difference.of_kind("renamed")] == ["STA.TRUST → STA.RELY"]
                assert found.review is not None
                assert (found.review.codings, [one.codings for one in found.review.followed]) == ((), [1])


def test_what_did_not_change_is_said(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        said = str(workflow.codebook_diff(project, "project"))
        assert said.splitlines()[1:] == [
            "No difference but of the version, or none.",
            "With it, no coding of a person to look at again.",
        ]


def test_cues_alone_ask_nothing_of_people(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        say(project, ANA)
        draft = written(tmp_path, {**TRUST, "cues": {"strong": ["faith"]}}, TIES, LEGIT)
        said = str(workflow.codebook_diff(project, "project", draft))
        assert "Only cues changed, of no consequence to what people coded (1):\n  STA.TRUST" in said
        assert "With it, no coding of a person to look at again." in said


def test_files_are_compared_without_a_project(tmp_path: Path) -> None:
    one = written(tmp_path, TRUST)
    other = tmp_path / "other.yaml"
    other.write_text(codebook(TRUST, TIES), encoding="utf-8")
    found = workflow.codebook_diff(None, one, str(other))
    assert (found.difference.added, found.review) == (("NET.TIES",), None)
    assert workflow.codebook_diff(None, "default", "default").difference.added == ()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        pytest.param("nope.yaml", r"'nope\.yaml' is no file and no version of a codebook; `relsynth", id="no-file"),
        pytest.param("1", "2 versions of a codebook are called '1'", id="version-of-two-contents"),
        pytest.param("0000beef", "kept, and cannot be read", id="kept-and-unreadable"),
    ],
)
def test_a_version_that_is_not_there_is_told(tmp_path: Path, name: str, why: str) -> None:
    with coded_project(tmp_path, 1) as project, rewrite(project, TIES) as today:
        workflow.code(today, at=AT)
        with today.store.atomic():
            today.store.add_codebook("0000beef", id="small", version="0", source="no", at=AT)
        with pytest.raises(InputError, match=why):
            codebook_named(today, name)


def test_a_draft_that_contradicts_itself_is_told(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="unknown code"):
        workflow.codebook_diff(None, "default", written(tmp_path, {**TRUST, "parent": "STA.NONE"}))
