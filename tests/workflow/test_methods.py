"""The methods in words: what the project has kept, and nothing that it cannot know."""

from __future__ import annotations

from pathlib import Path

from made_up import ANA, AT, coded_project
from relsynth import workflow
from relsynth.project import Project, open_project
from relsynth.version import __version__
from relsynth.workflow.import_codings import import_codings
from relsynth.workflow.methods import TO_WRITE, methods
from relsynth.workflow.synthesise import load_corpus


def told(project: Project) -> dict[str, str]:
    """First word of each paragraph -> the rest."""
    return dict(paragraph.split(". ", 1) for paragraph in methods(project, load_corpus(project))[:-1])


def test_methods_say_what_was_counted_with_what_and_by_whom(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1, 2) as project:
        said = told(project)
        assert list(said) == [
            *(
                "Searches",
                "Papers",
                "Codebook",
                "Coding",
                "Agreement",
                "Counting",
                "Thresholds of gaps",
                "Limits",
                "Software",
            )
        ]
        assert said["Papers"].startswith("n = 2 studies in 2 papers read")
        assert project.codebook.digest in said["Codebook"]
        assert "with 3 codes in 2 domains" in said["Codebook"]
        assert "No coding that holds now is by a person. By machine: lexicon@" in said["Coding"]
        assert "how far people agree is unknown" in said["Agreement"]
        assert "Underpowered" in said["Counting"]
        assert said["Thresholds of gaps"].startswith("n_min 10, floor 0.1")
        assert __version__ in said["Software"]
        assert methods(project, load_corpus(project))[-1] == TO_WRITE


def test_what_people_coded_is_told_with_their_names(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        sheet = tmp_path / "ana.csv"
        sheet.write_text("document,quote,code\nvan-001,The van was painted green.,NET.TIES\n", encoding="utf-8")
        import_codings(project, sheet, coder=ANA.name, at=AT)
        assert "By people: Ana (1 coding)." in told(project)["Coding"]


def test_searches_are_told_where_there_are_any(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        assert told(project)["Searches"].startswith("No search results are kept")
        export = tmp_path / "search.ris"
        export.write_text("TY  - JOUR\nTI  - A van on the hill\nPY  - 2020\nER  - \n", encoding="utf-8")
        workflow.import_records(project, [export], at=AT)
        assert told(project)["Searches"] == "1 source gave 1 record; nobody has screened them yet."


def test_thresholds_of_the_project_are_told_apart(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1):
        pass
    settings = tmp_path / "review" / "relsynth.toml"
    text = settings.read_text(encoding="utf-8").replace("# k_barrier = 3", "k_barrier = 2")
    settings.write_text(text, encoding="utf-8")
    with open_project(tmp_path / "review") as project:
        thresholds = told(project)["Thresholds of gaps"]
        assert thresholds.endswith("k_barrier 2, tau_barrier 0.1; set in this project: k_barrier.")
