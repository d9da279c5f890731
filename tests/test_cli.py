"""The command line as people and programs meet it: what is printed where, and how a command ends."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any

import pytest
from click.testing import Result
from pytest_httpserver import HTTPServer
from typer.testing import CliRunner

from made_up import AT, SPANISH, code, codebook, write_papers, write_project
from made_up_model import completion, said
from relsynth import __version__, bundled, workflow
from relsynth.cli import app
from relsynth.project import open_project
from tables import first_of


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A folder with papers, and a project of which the papers are read and coded; and a copy of it to be kept."""
    folder, kept = (tmp_path_factory.mktemp(name) for name in ("made", "kept"))
    write_project(folder / "review")
    write_papers(folder / "papers", 1, 2)
    (folder / "papers" / "es.md").write_text(SPANISH, encoding="utf-8")
    (folder / "papers" / "scan.pdf").write_bytes(b"%PDF")
    with open_project(folder / "review") as project:
        workflow.add_documents(project, [folder / "papers"], at=AT)
        workflow.code(project, at=AT, coder="lexicon", parser="none")
        workflow.search_code(project, "STA.LEGIT", at=AT)
    copytree(folder, kept, dirs_exist_ok=True)
    return folder, kept


@pytest.fixture
def folder(made: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with papers, and a project of which the papers are read and coded."""
    folder, kept = made
    rmtree(folder)
    copytree(kept, folder)  # to where it was made, since a project knows its papers by their whole path
    monkeypatch.chdir(folder)
    return folder


def relsynth(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def told(result: Result) -> Any:
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


# -- every command, for people and for programs

HERE = ("--project", "review")
PLAIN = ("--coder", "lexicon", "--parser", "none")

COMMANDS: list[Any] = [
    pytest.param(
        ("init", "new", "--title", "Vans"),
        "Made project new (relsynth.toml, codebook.yaml, relsynth.db).\nNext: relsynth import --project new EXPORTS",
        lambda said: said["files"] == ["relsynth.toml", "codebook.yaml", "relsynth.db"],
        id="init",
    ),
    pytest.param(
        ("add", "papers", *HERE),
        "0 read, 3 there already, 1 unread, 0 not papers\nUnread (1):\n  papers/scan.pdf: ",
        lambda said: (said["read"], said["already"], len(said["unread"])) == (0, 3, 1),
        id="add",
    ),
    pytest.param(
        ("remove", "papers/van-001.md", *HERE),
        "No longer counted (1):\n  ",
        lambda said: [Path(path).name for path in said["paths"]] == ["van-001.md"],
        id="remove",
    ),
    pytest.param(
        ("papers", *HERE),
        "LEFT OUT: not English (es)",
        lambda said: [paper["out_of_scope"] for paper in said["papers"]] == ["not English (es)", None, None],
        id="papers",
    ),
    pytest.param(
        ("code", *HERE, "--parser", "none"),
        "0 papers coded, 2 unchanged: 0 codings in 0 sentences\ncoder lexicon@",
        lambda said: (said["coded"], said["already"]) == (0, 2),
        id="code",
    ),
    pytest.param(
        ("table", "evidence", *HERE),
        "| STA.TRUST | Sta.Trust | STA | 2 | 2 | 1 |",
        lambda said: [row["k"] for row in said["rows"]] == [2, 2, 0],
        id="table",
    ),
    pytest.param(
        ("map", *HERE, "--out", "maps/map.html"),
        f"map: {Path('maps/map.html')}\n",
        lambda said: Path(said["map"]).read_text(encoding="utf-8").startswith("<!doctype html>"),
        id="map",
    ),
    pytest.param(
        ("codings", "export", *HERE),
        "document,section,path,quote,code,base_code,",
        lambda said: {row["code"] for row in said["rows"]} == {"STA.TRUST", "NET.TIES"},
        id="codings-export",
    ),
    pytest.param(
        ("codebook", "show", "--file", "review/codebook.yaml"),
        "STA.TRUST              Sta.Trust\n",
        lambda said: [one["id"] for one in said["codes"]] == ["STA.TRUST", "NET.TIES", "STA.LEGIT"],
        id="codebook-show",
    ),
    pytest.param(
        ("codebook", "show", "STA.TRUST", "--file", "review/codebook.yaml"),
        "id: STA.TRUST\nparent: none\n",
        lambda said: said["cues"]["strong"] == ["trust*"],
        id="codebook-show-code",
    ),
    pytest.param(
        ("codebook", "check", "review/codebook.yaml"),
        f"{Path('review/codebook.yaml')}: no problems\n",
        lambda said: said["problems"] == [] and said["summary"]["codes"] == 3,
        id="codebook-check",
    ),
    pytest.param(("codebook", "schema"), '"$defs": {', lambda said: said["title"] == "Codebook", id="codebook-schema"),
    pytest.param(
        ("gaps", "search", "STA.LEGIT", *HERE, "--limit", "21"),
        "  1. [van-00",
        lambda said: [one["number"] for one in said] == list(range(1, len(said) + 1)),
        id="gaps-search",
    ),
    pytest.param(
        ("gaps", "searched", "STA.LEGIT", "--coder", "Ana", "--found", "1", "--found", "2", *HERE),
        "Ana read ",
        lambda said: (said["coder"], said["codings"]) == ("Ana", 2),
        id="gaps-searched",
    ),
    pytest.param(
        ("run", "papers", "--out", "out", *PLAIN, "--title", "Vans"),
        f"22 tables in 63 files in out\nThe map: {Path('out/map.html')}\n",
        lambda said: said["coding"]["coded"] == 2 and len(said["tables"]) == 63,
        id="run",
    ),
    pytest.param(
        ("demo", "--out", "shown", *PLAIN),
        f"22 tables in 63 files in shown\nThe map: {Path('shown/map.html')}\n",
        lambda said: said["coding"]["coded"] == 10,
        id="demo",
    ),
]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("words", "expected", "holds"), COMMANDS)
def test_a_command_tells_people_in_words(words: tuple[str, ...], expected: str, holds: object) -> None:
    result = relsynth(*words)
    assert (result.exit_code, "Error" in result.stderr) == (0, False)
    assert expected in result.stdout


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("words", "expected", "holds"), COMMANDS)
def test_a_command_tells_programs_in_json_and_nothing_else(
    words: tuple[str, ...], expected: str, holds: Callable[[Any], bool]
) -> None:
    assert holds(told(relsynth(*words, "--json")))


def test_every_command_is_tried_here() -> None:
    from typer.main import get_command

    def leaves(words: tuple[str, ...], command: Any) -> Iterator[tuple[str, ...]]:
        inner = getattr(command, "commands", None)
        if inner is None:
            yield words
            return
        for name, one in inner.items():
            yield from leaves((*words, name), one)

    def is_in(page: str, words: tuple[str, ...]) -> bool:
        """Whether a module of tests gives the words, or has a function for their group that is given the last."""
        given = words[1:] if f"def {words[0]}(" in page else words
        return all(f'"{word}"' in page for word in given)

    tried = {case.values[0] for case in COMMANDS}
    elsewhere = [path.read_text(encoding="utf-8") for path in (Path(__file__).parent / "cli").glob("test_*.py")]
    untried = {
        words
        for words in leaves((), get_command(app))
        if not any(one[: len(words)] == words for one in tried) and not any(is_in(page, words) for page in elsewhere)
    }
    assert untried == set()


# -- where things are printed


def test_progress_is_drawn_on_stderr_and_the_result_on_stdout(folder: Path) -> None:
    command = [sys.executable, "-m", "relsynth", "run", "papers", "-o", "out", *PLAIN]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout.startswith("3 read, 0 there already, 1 unread, 0 not papers\n")
    assert done.stdout.endswith(f"The map: {Path('out/map.html')}\n")
    assert "Reading papers" in done.stderr
    assert "Coding papers" in done.stderr
    assert "Finding characteristics" in done.stderr


@pytest.mark.slow
def test_a_program_that_listens_sees_no_progress(folder: Path) -> None:
    command = [sys.executable, "-m", "relsynth", "run", "papers", "-o", "out", *PLAIN, "--json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stderr == ""
    assert json.loads(done.stdout)["coding"]["coded"] == 2


ADD = ("add", "papers", *HERE)
STEPS = {
    "reading": (ADD, ("papers", *HERE)),
    "coding": (ADD, ("code", *HERE), ("papers", *HERE), ("codings", "export", *HERE)),
}


@pytest.mark.parametrize("steps", first_of(STEPS))
def test_output_that_the_screen_has_no_letters_for_is_still_printed(
    folder: Path, steps: tuple[tuple[str, ...], ...]
) -> None:
    (folder / "papers" / "李 Ngũgĩ.md").write_text(
        (folder / "papers" / "van-001.md").read_text() + "\nMore.\n", "utf-8"
    )
    for words in steps:
        done = subprocess.run(
            [sys.executable, "-m", "relsynth", *words],
            cwd=folder,
            capture_output=True,
            check=False,
            env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        )
        assert (done.returncode, b"Traceback" in done.stderr) == (0, False), done.stderr


@pytest.mark.parametrize("form", ["csv", "md", "json"])
def test_a_table_in_a_file_is_the_table_on_the_screen(folder: Path, form: str) -> None:
    shown = relsynth("table", "gaps", *HERE, "--format", form)
    saved = relsynth("table", "gaps", *HERE, "--format", form, "--out", "new/gaps")
    assert saved.stdout == f"{Path('new/gaps')}\n"
    assert (folder / "new" / "gaps").read_bytes() == shown.stdout_bytes


@pytest.mark.usefixtures("folder")
def test_the_project_is_the_folder_one_is_in(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.chdir(folder / "review")
    assert len(told(relsynth("papers", "--json"))["papers"]) == 3


# -- searching by hand, from gap to answer


@pytest.mark.usefixtures("folder")
def test_a_gap_is_called_after_a_search_and_closed_by_a_find() -> None:
    def absent() -> dict[str, str]:
        rows = told(relsynth("table", "gaps", *HERE, "--json"))["rows"]
        return {row["construct"]: row["standing"] for row in rows if row["kind"] == "absent"}

    assert absent() == {"STA.LEGIT": "not found by the machine"}
    assert relsynth("gaps", "searched", "STA.LEGIT", "--coder", "Ana", *HERE).exit_code == 0
    assert absent() == {"STA.LEGIT": "not reported"}
    assert relsynth("gaps", "searched", "STA.LEGIT", "--coder", "Ben", "--found", "2", *HERE).exit_code == 0
    assert absent() == {}


# -- what goes wrong


BROKEN = codebook(code("STA.TRUST", "trust* ((", examples_journal=["They met."]), code("NET.TIES", "ties (("))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(
            ("papers",),
            "Error: .: is no relsynth project (no relsynth.toml); make one with `relsynth init .`",
            id="no-project",
        ),
        pytest.param(("init", "review"), "Error: review: is a relsynth project already", id="project-there-already"),
        pytest.param(("add", "nowhere", *HERE), "Error: nowhere: no such file or folder", id="no-papers"),
        pytest.param(
            ("add", "papers", "--grobid", "port 8070", *HERE),
            "Error: 'port 8070' is no address of a GROBID server, as http://localhost:8070 is",
            id="no-server",
        ),
        pytest.param(
            ("code", *HERE, "--parser", "nope"), "Error: no spaCy model 'nope' is installed; ", id="no-such-parser"
        ),
        pytest.param(
            ("table", "profile", *HERE, "--out", "papers/scan.pdf/x.csv"),
            f"Error: {Path('papers/scan.pdf/x.csv')}: cannot be written (",
            id="table-cannot-be-written",
        ),
        pytest.param(
            ("codings", "export", *HERE, "--out", "papers"),
            "Error: papers: cannot be written (",
            id="codings-cannot-be-written",
        ),
        pytest.param(
            ("map", *HERE, "--out", "papers/scan.pdf/x.html"),
            f"Error: {Path('papers/scan.pdf/x.html')}: cannot be written (",
            id="map-cannot-be-written",
        ),
        pytest.param(
            ("run", "papers", "--out", "papers/scan.pdf"),
            f"Error: {Path('papers/scan.pdf')}: cannot be written (",
            id="run-cannot-write",
        ),
        pytest.param(
            ("codebook", "show", "--file", "nope.yaml"),
            "Error: nope.yaml: cannot be read (No such file or directory)",
            id="no-codebook",
        ),
        pytest.param(
            ("codebook", "show", "X.Y"),
            f"Error: {bundled.default_codebook()}: the codebook has no code 'X.Y'",
            id="no-such-code",
        ),
        pytest.param(
            ("gaps", "search", "X.Y", *HERE),
            "Error: the codebook has no code 'X.Y'; `relsynth codebook show` lists them",
            id="no-such-code-to-search",
        ),
        pytest.param(
            ("gaps", "searched", "STA.LEGIT", "--coder", "Ana", "--found", "0", *HERE),
            "Error: no sentence 0 in a list of ",
            id="no-such-sentence",
        ),
        pytest.param(
            ("gaps", "searched", "NET.TIES", "--coder", "Ana", *HERE),
            "Error: nothing was shown for NET.TIES with the codebook as it is now; run `relsynth gaps search NET.TIES`",
            id="list-not-read",
        ),
        pytest.param(
            ("gaps", "searched", "STA.LEGIT", "--coder", "", *HERE), "Error: '' is no person's name", id="nobody"
        ),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_a_user_can_mend_is_told_in_one_line_and_ends_with_1(words: tuple[str, ...], message: str) -> None:
    result = relsynth(*words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(message)
    assert result.stderr.count("\n") == 1


@pytest.mark.usefixtures("folder")
def test_papers_that_are_not_coded_yet_are_told_before_a_table_is_made(folder: Path) -> None:
    write_papers(folder / "papers", 3)
    assert relsynth("add", "papers", *HERE).exit_code == 0
    result = relsynth("table", "profile", *HERE)
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: review: 1 of 3 papers is not coded with the codebook and the coder as they are now; "
        "run `relsynth code`\n",
    )


def test_every_problem_of_a_codebook_is_told_with_its_line_and_ends_with_1(folder: Path) -> None:
    (folder / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    lines = [
        number
        for number, line in enumerate(BROKEN.splitlines(), start=1)
        if '"trust* (("' in line or '"ties (("' in line
    ]
    result = relsynth("codebook", "check", "broken.yaml")
    assert result.exit_code == 1
    assert result.stdout.startswith("broken.yaml: ")
    for line in lines:
        assert f"\n  line {line}: " in result.stdout
    as_json = relsynth("codebook", "check", "broken.yaml", "--json")
    assert as_json.exit_code == 1
    assert len(json.loads(as_json.stdout)["problems"]) == result.stdout.count("\n  line ")


def test_a_codebook_that_contradicts_itself_is_told_line_by_line_and_nothing_is_coded(folder: Path) -> None:
    twice = codebook(code("STA.TRUST", "trust*"), code("STA.TRUST", "faith"), code("XXX.NO", "no", parent="STA.NONE"))
    (folder / "review" / "codebook.yaml").write_text(twice, encoding="utf-8")
    result = relsynth("code", *HERE)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Error: {Path('review/codebook.yaml')}: ")
    checked = relsynth("codebook", "check", "review/codebook.yaml")
    assert (checked.exit_code, checked.stderr) == (1, "")
    problems = ("'STA.TRUST' is given 2 times", "unknown domain 'XXX'", "unknown code 'STA.NONE'")
    for told in (result.stderr, checked.stdout):
        assert all(re.search(rf"\n  line \d+: \S+ {problem}", told) for problem in problems)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("dance",), id="no-such-command"),
        pytest.param(("add",), id="argument-missing"),
        pytest.param(("run", "papers"), id="option-missing"),
        pytest.param(("papers", "--colour"), id="no-such-option"),
        pytest.param(("table", "all"), id="no-such-table"),
        pytest.param(("table", "gaps", "--format", "xls"), id="no-such-form"),
        pytest.param(("gaps", "search", "STA.LEGIT", "--limit", "19"), id="number-too-low"),
        pytest.param(("gaps", "searched", "STA.LEGIT"), id="coder-missing"),
        pytest.param(("codebook", "dance"), id="no-such-command-of-a-group"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_how_it_is_used(words: tuple[str, ...]) -> None:
    result = relsynth(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Usage: " in result.stderr


# -- help


@pytest.mark.parametrize("words", [(), ("--help",), ("codebook",), ("gaps", "--help"), ("run", "--help")])
def test_help_is_shown_wherever_it_is_asked_for(words: tuple[str, ...]) -> None:
    result = relsynth(*words)
    assert result.exit_code in (0, 2)  # 2 where a command is missing
    assert "Usage: " in result.output


def test_help_is_grouped_as_the_work_goes() -> None:
    told = relsynth("--help").stdout
    places = [told.index(panel) for panel in ("Start here", "Papers", "Coding", "Synthesis")]
    assert places == sorted(places)


def test_the_version_is_told() -> None:
    assert relsynth("--version").stdout == f"relsynth {__version__}\n"


def test_completion_for_a_shell_is_printed() -> None:
    command = [sys.executable, "-m", "relsynth", "--show-completion", "bash"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, "complete" in done.stdout, "_COMPLETE" in done.stdout) == (0, True, True), done.stderr


# -- a coder that sends text


@pytest.fixture
def asking(folder: Path, httpserver: HTTPServer) -> Path:
    """The project with a server that finds nothing to code."""
    httpserver.expect_request("/v1/chat/completions").respond_with_json(completion(said()))
    settings = folder / "review" / "relsynth.toml"
    table = f'\n[coders.language-model]\nurl = "{httpserver.url_for("/v1")}"\nmodel = "made-up:7b"\n'
    settings.write_text(settings.read_text(encoding="utf-8") + table, encoding="utf-8")
    return folder


def test_text_is_sent_only_with_a_yes_and_an_answer_is_paid_once(asking: Path, httpserver: HTTPServer) -> None:
    ask = ("code", *HERE, "--coder", "language-model")
    refused = relsynth(*ask)
    assert (refused.exit_code, refused.stdout, len(httpserver.log)) == (1, "", 0)
    assert re.match(r"Error: .* 2 papers, 2 requests, about [\d,]+ tokens .* Run with --yes", refused.stderr)
    done = relsynth(*ask, "--yes")
    assert (done.exit_code, len(httpserver.log)) == (0, 2)
    assert done.stdout.startswith("2 papers coded, 0 unchanged: 0 codings in")
    assert "2 papers, 2 requests, about" in done.stderr
    assert "0 codings standing, 0 rejected, 0 abstained" in done.stderr
    assert relsynth("code", *HERE, "--coder", "lexicon").exit_code == 0
    again = told(relsynth(*ask, "--json"))
    assert (again["coded"], len(httpserver.log)) == (2, 2)
    assert again["account"].startswith("0 requests, 2 answers kept from before")


def test_a_run_in_one_go_sends_with_a_yes_only(asking: Path, httpserver: HTTPServer) -> None:
    ask = ("run", "papers", "--out", "review", "--coder", "language-model")
    assert (relsynth(*ask).exit_code, len(httpserver.log)) == (1, 0)
    assert (relsynth(*ask, "--yes").exit_code, len(httpserver.log)) == (0, 2)
