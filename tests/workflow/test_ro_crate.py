"""A packed project is a project again, with every figure, and without keys or papers that may not be shared."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest

from made_up import ANA, AT, TIES, TRUST, codebook, coded_project
from relsynth import open_project, workflow
from relsynth.errors import InputError, ProjectError
from relsynth.project import Project
from relsynth.store.answers import Fetch
from relsynth.workflow.ro_crate import WrittenCrate, without_fetch, write_crate
from relsynth.workflow.run_diff import log_output

HIDDEN = b"painted green"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project of two papers with a person in it, its evidence and a report written, and a key in its settings."""
    project = coded_project(tmp_path, 1, 2)
    with project.store.atomic():
        project.store.add_coder(ANA)
    settings = project.path / "relsynth.toml"
    settings.write_text(settings.read_text().replace("# openalex_key", "openalex_key"), encoding="utf-8")
    path = project.path / "e.csv"
    table = workflow.tabulate(project, "evidence")
    workflow.save_table(table, None, path)
    log_output(project, path, command="table", options={"name": "evidence"}, form=None, table=table, at=AT)
    outside = tmp_path / "elsewhere" / "gaps.csv"
    workflow.save_table(workflow.tabulate(project, "gaps"), None, outside)
    log_output(project, outside, command="table", options={"name": "gaps"}, form=None, table=None, at=AT)
    folder = project.path / "report"
    workflow.write_report(project, folder, at=AT, forms=["md"])
    log_output(project, folder, command="report", options={"form": ["md"]}, form=None, table=None, at=AT)
    return project


def _packed(project: Project, tmp_path: Path, *, with_papers: bool = False) -> tuple[WrittenCrate, Path]:
    out = tmp_path / "review.crate.zip"
    done = write_crate(project, out, at=AT, with_papers=with_papers, licence="CC-BY-4.0")
    folder = tmp_path / f"unpacked-{with_papers}"
    with zipfile.ZipFile(out) as archive:
        archive.extractall(folder)
    return done, folder


def test_what_is_packed_is_a_project_again_with_the_same_figures(project: Project, tmp_path: Path) -> None:
    done, folder = _packed(project, tmp_path)
    assert (done.papers, done.hidden) == (0, 2)
    with open_project(folder) as again:
        made = workflow.reproduce(again, "evidence")
        assert [(one.verdict, one.reasons) for one in made.outputs] == [("identical", ("characteristics: 0 → 4",))]
        assert workflow.reproduce(again, "report").outputs[0].verdict == "identical"
        assert again.config.fetch == {}
    assert "2 full texts made unreadable" in str(done)


def test_words_that_are_hidden_are_never_coded(project: Project, tmp_path: Path) -> None:
    _, folder = _packed(project, tmp_path)
    (folder / "codebook.yaml").write_text(codebook(TRUST, TIES), encoding="utf-8")
    with open_project(folder) as again, pytest.raises(ProjectError, match="2 full texts cannot be read here"):
        workflow.code(again, at=AT)


def test_every_file_is_described_and_nothing_else_is_in_it(project: Project, tmp_path: Path) -> None:
    _, folder = _packed(project, tmp_path)
    graph = json.loads((folder / "ro-crate-metadata.json").read_text(encoding="utf-8"))["@graph"]
    told = {one["@id"]: one for one in graph if one["@type"] == "File"}
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    assert there.keys() == told.keys() | {"ro-crate-metadata.json"}
    for id_, one in told.items():
        content = there[id_].read_bytes()
        assert (one["contentSize"], one["sha256"]) == (str(len(content)), hashlib.sha256(content).hexdigest())
    assert {"e.csv", "outputs/2/gaps.csv", "report/relsynth-report.json"} <= told.keys()
    assert {one["name"] for one in graph if one["@type"] == "Person"} == {"Ana"}
    assert [one["name"] for one in graph if one["@type"] == "CreateAction"] == [
        "relsynth table evidence",
        "relsynth table gaps",
        "relsynth report",
    ]


def test_no_key_no_path_and_no_paper_is_given_away(project: Project, tmp_path: Path) -> None:
    done, folder = _packed(project, tmp_path)
    content = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b'openalex_key = "' not in content
    assert str(tmp_path).encode() not in content
    assert HIDDEN not in content
    assert any("--with-papers" in one for one in done.left_out)


def test_passages_that_nobody_quoted_are_not_given_away_by_an_output(project: Project, tmp_path: Path) -> None:
    answer = tmp_path / "anna-private" / "passages.csv"
    table = workflow.query(project, "painted", by="passage", at=AT).table
    assert HIDDEN.decode() in str(table.rows)
    workflow.save_table(table, None, answer)
    asked = {"asked": "painted", "by": "passage"}
    log_output(project, answer, command="query", options=asked, form=None, table=table, at=AT)
    done, folder = _packed(project, tmp_path)
    assert "passages.csv (holds words of full texts, beyond what is quoted)" in done.left_out
    content = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"anna-private" not in content
    with open_project(folder) as again:
        *_, logged = again.store.outputs.all()
        assert again.store.outputs.cells(logged.number) is None
        assert not logged.path.startswith("..")
        assert again.store.outputs.cells(1) is not None
    done, folder = _packed(project, tmp_path, with_papers=True)
    assert done.left_out == ()
    assert len(list((folder / "outputs").rglob("passages.csv"))) == 1


def test_papers_are_in_it_where_somebody_says_so_or_their_licence_does(project: Project, tmp_path: Path) -> None:
    done, folder = _packed(project, tmp_path, with_papers=True)
    assert (done.papers, done.hidden, done.left_out) == (2, 0, ())
    assert HIDDEN in (folder / "papers" / "van-001.md").read_bytes()
    first = next(iter(project.store.documents())).id
    with project.store.atomic():
        project.store.answers.add_fetch(
            Fetch(report="r", status="fetched", licence="CC-BY", document=first, path="x"), at=AT
        )
    done, _ = _packed(project, tmp_path)
    assert (done.papers, done.hidden) == (1, 1)


def test_an_output_that_was_edited_is_left_out_and_told(project: Project, tmp_path: Path) -> None:
    (project.path / "e.csv").write_text("mine", encoding="utf-8")
    done, folder = _packed(project, tmp_path)
    assert not (folder / "e.csv").exists()
    assert "e.csv (gone, or edited since it was written)" in done.left_out


@pytest.mark.parametrize(("name", "licence"), [("crate.tar", None), ("crate.zip", "all rights, mine")])
def test_what_cannot_be_is_refused(project: Project, tmp_path: Path, name: str, licence: str | None) -> None:
    with pytest.raises(InputError):
        write_crate(project, tmp_path / name, at=AT, licence=licence)


@pytest.mark.parametrize(
    ("settings", "kept"),
    [
        ("", ""),
        ('title = "T"\n[fetch]\nkey = "k"\n[gaps]\nn_min = 3\n', 'title = "T"\n[gaps]\nn_min = 3\n'),
        ('[fetch]\nkey = "k"\n[fetch.base_urls]\na = "b"\n', ""),
        ('[ "fetch" ]\nkey = "k"\n', ""),
        ('fetch = { key = "k" }\n', None),
        ('fetch.key = "k"\n', None),
        ('"fet\\u0063h".key = "k"\n', None),
        ("[", None),
        ('[protocol]\nquestion = """Why\n[fetch]\nnot?"""\n', None),
    ],
)
def test_settings_lose_their_keys_or_are_left_out(settings: str, kept: str | None) -> None:
    assert without_fetch(settings) == kept
