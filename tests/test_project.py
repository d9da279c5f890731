"""A project is a folder: its settings, its codebook and its one file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import relsynth
from made_up import ANA, AT, TIES, TRUST, code, codebook, coded_project, coding, write_papers, write_project
from relsynth import workflow
from relsynth.coding import Ground, standing
from relsynth.errors import CodebookError, ConfigError, InputError, ProjectError
from relsynth.formats.codebook_yaml import read_codebook
from relsynth.project import DATABASE, Project, open_project


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_project(tmp_path / "review")


def test_a_project_opens_with_its_settings_codebook_and_store(folder: Path) -> None:
    with open_project(folder) as project:
        assert project.config.parser == "none"
        assert [code.id for code in project.codebook.codes] == ["STA.TRUST", "NET.TIES", "STA.LEGIT"]
        assert project.codebook_source == codebook()
        assert list(project.store.documents()) == []


def test_a_project_opens_by_a_text_too_and_from_the_top_of_the_package(folder: Path) -> None:
    with relsynth.open_project(str(folder)) as project:
        assert isinstance(project, relsynth.Project)
        assert project.path == folder


def test_leaving_a_project_closes_its_file(folder: Path) -> None:
    with open_project(folder):
        assert (folder / f"{DATABASE}-wal").exists()
    assert not (folder / f"{DATABASE}-wal").exists()


def rewrite(name: str, old: str, new: str) -> Callable[[Path], object]:
    def harm(folder: Path) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return harm


@pytest.mark.parametrize(
    ("harm", "error", "message"),
    [
        pytest.param(
            lambda folder: (folder / "relsynth.toml").unlink(),
            ProjectError,
            r"is no relsynth project \(no relsynth\.toml\); make one with `relsynth init ",
            id="no-settings",
        ),
        pytest.param(
            rewrite("relsynth.toml", "[coding]", "[codings]"), ConfigError, "codings: unknown; known", id="typo"
        ),
        pytest.param(
            lambda folder: (folder / DATABASE).write_bytes(b"x" * 5_000),
            ProjectError,
            "cannot be opened as a project",
            id="garbage-for-a-file",
        ),
        pytest.param(
            lambda folder: (folder / "codebook.yaml").unlink(),
            ProjectError,
            r"codebook\.yaml: cannot be read .* see codebook\.path in relsynth\.toml",
            id="no-codebook",
        ),
        pytest.param(
            lambda folder: (folder / "codebook.yaml").write_bytes("façade".encode("latin-1")),
            ProjectError,
            r"codebook\.yaml: cannot be read",
            id="codebook-not-utf-8",
        ),
        pytest.param(
            lambda folder: (folder / "codebook.yaml").write_text("id: [", encoding="utf-8"),
            InputError,
            r"codebook\.yaml: line 1: not YAML",
            id="codebook-not-yaml",
        ),
        pytest.param(
            rewrite("codebook.yaml", '"domain', '"dominion'),
            CodebookError,
            r"codebook\.yaml: \d+ problems?\n  line \d+: ",
            id="codebook-with-problems",
        ),
    ],
)
def test_what_is_wrong_with_a_folder_is_told_with_its_place(
    folder: Path, harm: Callable[[Path], object], error: type[Exception], message: str
) -> None:
    harm(folder)
    with pytest.raises(error, match=message), open_project(folder) as project:
        project.codebook  # noqa: B018 read when it is asked for


def test_a_codebook_may_lie_elsewhere_and_begin_with_a_byte_order_mark(folder: Path) -> None:
    (folder / "books").mkdir()
    (folder / "codebook.yaml").rename(folder / "books" / "own.yaml")
    own = folder / "books" / "own.yaml"
    own.write_text(own.read_text(encoding="utf-8"), encoding="utf-8-sig")
    rewrite("relsynth.toml", 'path = "codebook.yaml"', 'path = "books/own.yaml"')(folder)
    with open_project(folder) as project:
        assert project.codebook.id == "small"


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        pytest.param("", (7, 0.10), id="the-codebook-s"),
        pytest.param("n_min = 3\nfloor = 0.25", (3, 0.25), id="the-project-s-own"),
        pytest.param("floor = 1", (7, 1.0), id="a-share-without-a-point"),
    ],
)
def test_thresholds_are_the_project_s_where_it_sets_them(
    folder: Path, settings: str, expected: tuple[int, float]
) -> None:
    (folder / "codebook.yaml").write_text(codebook(gap_thresholds={"n_min": 7}), encoding="utf-8")
    with (folder / "relsynth.toml").open("a", encoding="utf-8") as file:
        file.write(settings)
    with open_project(folder) as project:
        thresholds = project.thresholds
    assert (thresholds.n_min, thresholds.floor) == expected


def test_a_project_may_be_made_of_its_parts(folder: Path) -> None:
    with open_project(folder) as opened:
        assert Project(folder, opened.config, opened.store).codebook_path == folder / "codebook.yaml"


def test_a_coding_is_read_under_the_code_that_replaces_its_own(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project, project.store.atomic():
        of = next(project.store.documents())
        project.store.add_coder(ANA)
        for old in ("STA.FAITH", "STA.GONE"):
            project.store.add_codings([coding(of, old, coder=ANA)], codebook=project.codebook.digest, at=AT)
        path = project.path
    book = codebook(code("STA.TRUST", "trust*", replaces=["STA.FAITH"]), TIES)
    (path / "codebook.yaml").write_text(book, encoding="utf-8")
    with open_project(path) as project:
        said = [one for one in project.codings() if one.coder == ANA]
        assert [one.code for one in said] == ["STA.GONE", "STA.TRUST"]
        assert [one.code for one in project.store.codings() if one.coder == ANA] == ["STA.FAITH", "STA.GONE"]


WEATHER = {
    "domains": [{"id": "WEA", "label": "Weather"}],
    "facets": {"level": {"definition": "Of whom.", "values": ["system"]}},
}


def of_two_books(tmp_path: Path, second: str) -> Path:
    folder = write_project(tmp_path / "review", TRUST, TIES)
    (folder / "books").mkdir()
    (folder / "books" / "weather.yaml").write_text(second, encoding="utf-8")
    settings = folder / "relsynth.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('# also = ["cfir.yaml"]', 'also = ["books/weather.yaml"]'), encoding="utf-8")
    return folder


def test_a_project_of_several_codebooks_has_the_codes_of_all_and_keeps_what_was_used(tmp_path: Path) -> None:
    folder = of_two_books(tmp_path, codebook(code("WEA.ROAD", "road"), id="weather", **WEATHER))
    with open_project(folder) as project:
        assert [one.id for one in project.codebook.codes] == ["STA.TRUST", "NET.TIES", "WEA.ROAD"]
        workflow.add_documents(project, [write_papers(tmp_path / "papers", 1, 2)], at=AT)
        workflow.code(project, at=AT)
        assert {coding.code for coding in project.codings()} == {"STA.TRUST", "NET.TIES", "WEA.ROAD"}
        (kept,) = project.store.books.all()
        assert kept.digest == project.codebook.digest == read_codebook(kept.source).digest
        assert project.codebook_source == kept.source
        assert {row[0] for row in workflow.tabulate(project, "evidence").rows} == {"STA.TRUST", "NET.TIES", "WEA.ROAD"}


def test_one_codebook_keeps_its_source_and_digest(tmp_path: Path) -> None:
    folder = write_project(tmp_path / "review", TRUST, TIES)
    with open_project(folder) as project:
        source = (folder / "codebook.yaml").read_text(encoding="utf-8")
        assert project.codebook_source == source
        assert project.codebook.digest == read_codebook(source).digest
        assert project.codebook_paths == (folder / "codebook.yaml",)


@pytest.mark.parametrize(
    ("second", "message"),
    [
        pytest.param(
            codebook(TRUST, id="weather"),
            r"relsynth\.toml: 1 problem\n  codes\.STA\.TRUST: is in both codebook\.yaml and books/weather\.yaml",
            id="a-code-twice",
        ),
        pytest.param("id: x\n", r"books/weather\.yaml: \d+ problems\n  line 1: ", id="a-second-book-that-is-none"),
    ],
)
def test_codebooks_that_do_not_go_together_are_refused_with_their_files(
    tmp_path: Path, second: str, message: str
) -> None:
    with open_project(of_two_books(tmp_path, second)) as project, pytest.raises(CodebookError, match=message):
        _ = project.codebook


def test_merging_two_codes_takes_no_coding_away_beside_which_the_other_was_rejected(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project, project.store.atomic():
        of, digest, path = next(project.store.documents()), project.codebook.digest, project.path
        project.store.add_coder(ANA)
        source = project.codebook_source
        project.store.add_codebook(digest, id="b", version="1", source=source, at=AT)
        project.store.add_codings([coding(of, "NET.TIES", coder=ANA)], codebook=digest, at=AT)
        rejected = replace(coding(of, "STA.TRUST", coder=ANA), verdict="reject")
        project.store.add_codings([rejected], codebook=digest, at=AT)
    merged = codebook(code("STA.FAITH", "trust*", replaces=["STA.TRUST", "NET.TIES"]))
    (path / "codebook.yaml").write_text(merged, encoding="utf-8")
    with open_project(path) as project:
        assert [one.code for one in standing(project.codings()) if one.coder == ANA] == ["STA.FAITH"]
        said = [(one.code, one.verdict) for one in project.codings() if one.coder == ANA]
        assert sorted(said) == [("STA.FAITH", "code"), ("STA.TRUST", "reject")]


def test_codings_can_be_had_without_their_grounds(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project, project.store.atomic():
        (of,) = project.store.documents()
        project.store.add_coder(ANA)
        told = replace(coding(of, "NET.TIES", coder=ANA), grounds=(Ground(facet="level", value="system", cue="rule"),))
        project.store.add_codings([told], codebook=project.codebook.digest, at=AT)
        whole = tuple(project.codings())
        assert any(one.grounds for one in whole)
        assert tuple(project.codings(grounds=False)) == tuple(replace(one, grounds=()) for one in whole)
