from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from relsynth.web import Desk
from relsynth.web.exchanging import file_name
from web.desks import opened, team_folder, token_of

RIS = b"TY  - JOUR\nTI  - Vans and trust\nPY  - 2020\nER  - \n"


@pytest.fixture
def folder(examples: Path, tmp_path: Path) -> Path:
    return team_folder(examples, tmp_path / "review")


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    with opened(Desk(folder=folder, team=True)) as client:
        client.headers.update(token_of(folder, "Cy"))
        yield client


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("records.ris", "records.ris"),
        ("../../etc/passwd", "passwd"),
        ("C:\\papers\\a b.pdf", "a b.pdf"),
        (".hidden", "hidden"),
        ("..", "file"),
        ("", "file"),
        ("a\x00\n<b>.pdf", "ab.pdf"),
        ("李.pdf", "李.pdf"),
    ],
)
def test_a_files_name_leads_nowhere(said: str, kept: str) -> None:
    assert file_name(said) == kept


def test_a_long_name_keeps_its_ending() -> None:
    assert (file_name("a" * 500 + ".pdf")[-4:], len(file_name("a" * 500 + ".pdf")) <= 150) == (".pdf", True)


def test_records_are_imported_from_what_is_sent(client: TestClient) -> None:
    said = {"said": json.dumps({"database": "Scopus"})}
    done = client.post("/api/uploads/import_records", data=said, files={"files": ("../s.ris", RIS)})
    assert done.status_code == 200, done.text
    records = client.post("/api/verbs/list_records", json={}).text
    assert "Vans and trust" in records


def test_papers_are_kept_with_the_project_and_none_is_written_over(client: TestClient, folder: Path) -> None:
    for text, name in (
        (b"# One\n\nThey met.", "a.md"),
        (b"# Two\n\nThey met.", "a.md"),
        (b"# One\n\nThey met.", "a.md"),
    ):
        done = client.post("/api/uploads/add_documents", files={"files": (name, text)})
        assert done.status_code == 200, done.text
    assert sorted(path.name for path in (folder / "papers").iterdir()) == ["a-2.md", "a.md"]


@pytest.mark.parametrize("said", ["{", "[]", '{"nothing": 1}', '{"format": 1}'])
def test_options_that_make_no_sense_are_told(client: TestClient, said: str) -> None:
    answer = client.post("/api/uploads/import_records", data={"said": said}, files={"files": ("a.ris", RIS)})
    assert (answer.status_code, list(answer.json())) == (422, ["error"])


@pytest.mark.parametrize(
    ("verb", "name"),
    [("import_records", "a.xlsx"), ("add_documents", "a.pdf"), ("take_codings", "a.csv"), ("take_codings", "a.qdpx")],
)
def test_nobody_is_told_where_on_the_machine_a_file_is(client: TestClient, folder: Path, verb: str, name: str) -> None:
    answer = client.post(f"/api/uploads/{verb}", files={"files": (name, b"PK nothing")})
    assert name in answer.text
    assert str(folder) not in answer.text
    assert tempfile.gettempdir() not in answer.text


@pytest.mark.parametrize("verb", ["write_flow", "export_records", "write_codings", "map_gaps"])
def test_nor_where_one_was_to_be_written(client: TestClient, folder: Path, verb: str) -> None:
    client.post("/api/uploads/add_documents", files={"files": ("b.md", b"# New\n\nNot coded yet.")})
    answer = client.post(f"/api/downloads/{verb}", json={"as_file": "a.weird"})
    assert answer.status_code == 422
    assert str(folder) not in answer.text
    assert tempfile.gettempdir() not in answer.text


def test_one_file_is_one(client: TestClient) -> None:
    answer = client.post("/api/uploads/take_codings", files=[("files", ("a.csv", b"")), ("files", ("b.csv", b""))])
    assert (answer.status_code, answer.json()["error"]) == (422, "take_codings reads one file, and 2 were sent")


@pytest.mark.parametrize(
    ("verb", "said", "begins"),
    [
        ("write_codings", {"as_file": "codings.csv"}, b"document,"),
        ("save_table", {"as_file": "evidence.csv", "name": "evidence"}, b"construct,"),
        ("map_gaps", {"as_file": "map.html"}, b"<!doctype html>"),
        ("write_flow", {"as_file": "flow.svg"}, b"<svg"),
    ],
)
def test_a_file_comes_as_one_to_save(client: TestClient, verb: str, said: dict[str, str], begins: bytes) -> None:
    answer = client.post(f"/api/downloads/{verb}", json=said)
    assert answer.status_code == 200, answer.text
    assert answer.content.lstrip(b"\xef\xbb\xbf")[: len(begins)] == begins
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{said['as_file']}"


def test_a_report_comes_packed(client: TestClient) -> None:
    answer = client.post("/api/downloads/write_report", json={"as_file": "report", "forms": ["csv"]})
    assert answer.status_code == 200, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert any(name.startswith("report/") for name in archive.namelist())
