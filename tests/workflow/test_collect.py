"""Papers in: every file is accounted for, none twice, and none stops the others."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from made_up import ABSTRACT_ONLY, AT, SPANISH, paper, write_papers, write_project
from relsynth import bundled, formats, workflow
from relsynth.errors import InputError, ProjectError
from relsynth.project import Project, open_project
from relsynth.store import File
from relsynth.workflow import collect
from relsynth.workflow.collect import Added, NotRead
from relsynth.workflow.readings import stamped

T = TypeVar("T")
POSIX = pytest.mark.skipif(os.name == "nt", reason="such names and links are not to be had there")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with open_project(write_project(tmp_path / "review")) as opened:
        yield opened


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    return folder


def add(project: Project, *paths: Path) -> Added:
    return workflow.add_documents(project, paths, at=AT)


def counts(added: Added) -> tuple[int, int, int, int]:
    return added.read, added.already, len(added.unread), len(added.not_papers)


def names(project: Project) -> list[str]:
    return [document.name for document in project.store.documents()]


# -- making a project


def test_a_new_project_has_settings_the_default_codebook_and_a_file(tmp_path: Path) -> None:
    made = workflow.init(tmp_path / "deep" / "review", title='Trust "and" ties {李}')
    assert made.files == ("relsynth.toml", "codebook.yaml", "relsynth.db")
    assert {path.name for path in (tmp_path / "deep" / "review").iterdir()} == set(made.files)
    with open_project(tmp_path / "deep" / "review") as project:
        assert project.config.title == 'Trust "and" ties {李}'
        assert project.codebook_path.read_bytes() == bundled.default_codebook().read_bytes()


@pytest.mark.parametrize("title", [None, "", " \n"])
def test_a_project_without_a_title_gets_one(tmp_path: Path, title: str | None) -> None:
    workflow.init(tmp_path, title=title)
    with open_project(tmp_path) as project:
        assert project.config.title == "Partnering in implementation"


def test_a_project_is_not_made_over_another(project: Project) -> None:
    with pytest.raises(ProjectError, match="is a relsynth project already"):
        workflow.init(project.path)


def test_a_codebook_that_lies_there_is_kept(tmp_path: Path) -> None:
    (tmp_path / "codebook.yaml").write_text("id: mine", encoding="utf-8")
    workflow.init(tmp_path)
    assert (tmp_path / "codebook.yaml").read_text(encoding="utf-8") == "id: mine"


def test_a_project_cannot_be_made_where_a_file_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(ProjectError, match="cannot be written"):
        workflow.init(tmp_path / "file")


# -- every file is accounted for


MIXED: dict[str, tuple[bytes, str]] = {
    "one.md": (paper(1).encode(), "read"),
    "deep/er/two.txt": (paper(2).encode("utf-16"), "read"),
    "no-suffix": (paper(3).encode(), "read"),
    "spanish.md": (SPANISH.encode(), "read"),
    "empty.md": (b"", "the file is empty"),
    "blank.txt": (b" \n\n\t", "the file is empty"),
    "rubbish.xml": (bytes(range(256)) * 40, "no XML, whatever its name says; formats that are read: docx, "),
    "cut.xml": (b"<article><body><p>We trus", "line 1"),
    "rubbish.txt": (b"We met. " * 999 + b"\x00", "not a text in UTF-8, UTF-16 or Windows-1252; save it as UTF-8"),
    "page.html": (
        b"<!doctype html><html><body><p>We met.</p></body></html>",
        "is a web page without an article",
    ),
    "scan.pdf": (b"%PDF-1.7\n\x00\xff", "damaged or cut short"),
    "manifest.csv": (b"file,title\n1,2\n", "not a paper"),
    "README.md": (b"# Read me\n\nThese are papers of ours.\n", "not a paper"),
    "figure.PNG": (b"\x89PNG\r\n\x1a\n", "not a paper"),
    "notes.docx~.lock": (b"x", "not a paper"),
    "nothing": (b"", "not a paper"),
}
HIDDEN = {".DS_Store": b"\x00", ".git/config.txt": b"[core]", "deep/.cache/three.md": paper(3).encode()}


def write_all(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    for name, content in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def test_a_folder_of_all_kinds_is_accounted_for_file_by_file(project: Project, papers: Path) -> None:
    write_all(papers, [(name, content) for name, (content, _) in MIXED.items()])
    write_all(papers, HIDDEN.items())
    added = add(project, papers)
    assert sum(counts(added)) == len(MIXED)

    fate = {file.path.removeprefix(f"{papers.resolve().as_posix()}/"): file for file in project.store.files()}
    assert fate.keys() == MIXED.keys()
    wrong = {
        name: (fate[name].status, fate[name].reason)
        for name, (_, expected) in MIXED.items()
        if not (fate[name].status == expected or expected in (fate[name].reason or ""))
    }
    assert wrong == {}
    assert counts(added) == (4, 0, 7, 5)
    assert set(added.not_papers) == {
        f"{papers.as_posix()}/{name}" for name, (_, told) in MIXED.items() if told == "not a paper"
    }


def test_papers_and_what_gave_none_are_listed_with_the_reason(project: Project, papers: Path) -> None:
    write_all(papers, [(name, content) for name, (content, _) in MIXED.items()])
    add(project, papers)
    listed = workflow.list_papers(project)
    assert [paper.name for paper in listed.papers] == ["no-suffix", "one", "spanish", "two"]
    assert [len(listed.unread), len(listed.not_papers)] == [7, 5]
    assert all(item.reason for item in (*listed.unread, *listed.not_papers))
    told = str(listed)
    assert "LEFT OUT: not English (es)" in told
    assert "Unread (7):" in told
    assert "scan.pdf: damaged or cut short" in told


def test_a_list_that_is_long_is_cut_and_counted() -> None:
    unread = tuple(NotRead(path=f"{number}.pdf", reason="why") for number in range(30))
    told = str(Added(read=0, already=0, unread=unread, not_papers=(), out_of_scope=()))
    assert "Unread (30):" in told
    assert "and 18 more; --json lists all" in told
    assert told.count(".pdf") == 12


def test_an_empty_project_says_what_to_do(project: Project) -> None:
    assert "relsynth add" in str(workflow.list_papers(project))


def test_what_is_not_english_or_not_whole_is_read_shown_and_left_out_of_n(project: Project, papers: Path) -> None:
    write_papers(papers, 1, 2)
    (papers / "spanish.md").write_text(SPANISH, encoding="utf-8")
    (papers / "abstract.txt").write_text(ABSTRACT_ONLY, encoding="utf-8")
    added = add(project, papers)
    assert counts(added) == (4, 0, 0, 0)
    assert [(Path(out.path).name, out.reason) for out in added.out_of_scope] == [
        ("abstract.txt", "abstract only"),
        ("spanish.md", "not English (es)"),
    ]
    workflow.code(project, at=AT)
    notes = workflow.tabulate(project, "evidence").notes
    assert notes[0] == "n = 2 studies in 4 papers read; left out of every n: 1 abstract only, 1 not English (es)."


# -- nothing twice


def test_adding_twice_adds_nothing_twice(project: Project, papers: Path) -> None:
    write_papers(papers, 1, 2, 3)
    assert counts(add(project, papers)) == (3, 0, 0, 0)
    assert counts(add(project, papers)) == (0, 3, 0, 0)
    assert names(project) == ["van-001", "van-002", "van-003"]
    assert len(project.store.files()) == 3


@pytest.mark.parametrize(
    "second",
    [
        pytest.param("./papers/../papers", id="another-way-round"),
        pytest.param("papers/van-001.md", id="the-file-itself"),
        pytest.param("link", id="a-link-to-the-folder", marks=POSIX),
    ],
)
def test_the_same_file_from_two_paths_is_one_file(
    project: Project, papers: Path, monkeypatch: pytest.MonkeyPatch, second: str
) -> None:
    write_papers(papers, 1)
    monkeypatch.chdir(papers.parent)
    if second == "link":
        Path("link").symlink_to("papers", target_is_directory=True)
    assert counts(add(project, Path("papers"), Path(second))) == (1, 1, 0, 0)
    assert len(project.store.files()) == 1


def test_the_same_paper_in_two_files_is_one_document_and_two_files(project: Project, papers: Path) -> None:
    write_all(papers, [("a.md", paper(1).encode()), ("b.md", paper(1).encode())])
    assert counts(add(project, papers)) == (1, 1, 0, 0)
    assert names(project) == ["a"]
    assert len(project.store.files()) == 2


def test_a_file_mended_since_is_read_and_no_longer_listed_as_unread(project: Project, papers: Path) -> None:
    (papers / "one.md").write_bytes(b"")
    assert counts(add(project, papers)) == (0, 0, 1, 0)
    (papers / "one.md").write_text(paper(1), encoding="utf-8")
    assert counts(add(project, papers)) == (1, 0, 0, 0)
    assert workflow.list_papers(project).unread == ()


def test_a_paper_that_was_changed_takes_the_place_of_what_it_was(project: Project, papers: Path) -> None:
    write_papers(papers, 1, 2)
    add(project, papers)
    before = {document.name: document.id for document in project.store.documents()}
    for text in (paper(1, "Trust was mended."), paper(1)):
        (papers / "van-001.md").write_text(text, encoding="utf-8")
        added = add(project, papers)
        assert [Path(changed.path).name for changed in added.replaced] == ["van-001.md"]
        assert added.read + added.already == 2
        assert names(project) == ["van-001", "van-002"]
        assert f"Changed since they were read, and read again (1):\n  {papers.as_posix()}/van-001.md" in str(added)
    assert {document.name: document.id for document in project.store.documents()} == before


def test_a_paper_that_is_removed_is_counted_no_longer_until_it_is_added_again(project: Project, papers: Path) -> None:
    write_papers(papers, 1, 2)
    add(project, papers)
    removed = workflow.remove_documents(project, [papers / "van-001.md"])
    assert str(removed).startswith("No longer counted (1):\n")
    assert names(project) == ["van-002"]
    add(project, papers)
    assert names(project) == ["van-001", "van-002"]


def test_what_was_never_added_cannot_be_removed(project: Project, papers: Path) -> None:
    write_papers(papers, 1, 2)
    add(project, papers / "van-001.md")
    with pytest.raises(InputError, match=r"was never added: \S+van-002\.md; `relsynth papers` lists what was"):
        workflow.remove_documents(project, [papers / "van-001.md", papers / "van-002.md"])
    assert names(project) == ["van-001"]


def test_a_paper_is_read_again_where_its_reader_has_been_bettered(project: Project, papers: Path) -> None:
    source = paper(1).encode()
    of = formats.read(source, path_name="van-001.md")
    write_papers(papers, 1)
    old = replace(of, text=of.text.upper(), reader="markdown/0")
    project.store.add_document(old, at=AT)
    path = (papers / "van-001.md").resolve().as_posix()
    project.store.add_file(File(path=path, status="read", document=of.id), at=AT)
    assert list(project.store.documents()) == [old]
    assert counts(add(project, papers)) == (1, 0, 0, 0)
    assert list(project.store.documents()) == [stamped(of)]
    assert counts(add(project, papers)) == (0, 1, 0, 0)


# -- hostile names and places


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Ngũgĩ 🚤 李.md", id="every-script"),
        pytest.param("two\nlines.md", id="a-line-break", marks=POSIX),
        pytest.param("[bold] 100 % 'x' \"y\" ;.md", id="signs", marks=POSIX),
        pytest.param("x" * 240 + ".md", id="long"),
        pytest.param("-rf.md", id="like-an-option"),
    ],
)
def test_a_name_may_hold_anything(project: Project, papers: Path, name: str) -> None:
    write_all(papers, [(name, paper(1).encode())])
    assert counts(add(project, papers)) == (1, 0, 0, 0)
    assert names(project) == [name.removesuffix(".md").replace("\n", r"\n")]
    assert len(str(workflow.list_papers(project)).splitlines()) == 2


@POSIX
def test_a_name_that_is_no_text_is_written_out(project: Project, papers: Path) -> None:
    Path(os.fsdecode(os.fsencode(papers) + b"/\xe9tude.md")).write_text(paper(1), encoding="utf-8")
    assert counts(add(project, papers)) == (1, 0, 0, 0)
    assert names(project) == [r"\xe9tude"]


@POSIX
def test_a_link_to_a_file_that_is_gone_is_told(project: Project, papers: Path) -> None:
    (papers / "gone.md").symlink_to("nowhere.md")
    added = add(project, papers)
    assert [unread.reason for unread in added.unread] == ["cannot be opened (No such file or directory)"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may open everything")
def test_a_file_that_may_not_be_opened_is_told(project: Project, papers: Path) -> None:
    write_papers(papers, 1, 2)
    (papers / "van-001.md").chmod(0)
    added = add(project, papers)
    assert [unread.reason for unread in added.unread] == ["cannot be opened (Permission denied)"]
    assert added.read == 1


@pytest.mark.parametrize("name", [pytest.param("nowhere", id="missing"), pytest.param("x" * 300, id="impossible")])
def test_a_path_that_does_not_exist_is_an_error_and_nothing_is_read(project: Project, papers: Path, name: str) -> None:
    write_papers(papers, 1)
    with pytest.raises(InputError, match="no such file or folder"):
        add(project, papers, papers / name)
    assert names(project) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [pytest.param("all.txt", "larger than 64 MB", id="text"), pytest.param("all.zip", "not a paper", id="archive")],
)
def test_a_file_far_too_large_for_one_paper_is_not_read(
    project: Project, papers: Path, name: str, expected: str
) -> None:
    with (papers / name).open("wb") as file:
        file.truncate(collect.MAX_BYTES + 1)
    add(project, papers)
    assert [expected in (file.reason or "") for file in project.store.files()] == [True]


def test_what_relsynth_wrote_beside_the_papers_is_no_paper(tmp_path: Path) -> None:
    write_papers(tmp_path, 1, 2)
    for _ in range(2):
        ran = workflow.run([tmp_path], tmp_path, at=AT, coder="lexicon", parser="none")
        with open_project(tmp_path) as project:
            assert names(project) == ["van-001", "van-002"]
    assert ran.added.unread == ()


# -- stopped and gone on with


def test_what_was_read_before_a_stop_is_kept(project: Project, papers: Path) -> None:
    write_papers(papers, 1, 2, 3, 4)

    def stop_after_two(items: Sequence[T], what: str) -> Iterator[T]:
        assert what == "Reading papers"
        yield from items[:2]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        workflow.add_documents(project, [papers], at=AT, track=stop_after_two)
    assert names(project) == ["van-001", "van-002"]
    assert counts(add(project, papers)) == (2, 2, 0, 0)
