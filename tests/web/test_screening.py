"""The pages of screening: what is on them before any script runs, and that nothing of a record is markup."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from made_up_desks import screened
from relsynth.web import Desk, create_app

HOSTILE = '<img src=x onerror="alert(1)"></script><script>alert(2)</script>{{ 7 * 7 }}'


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    folder = screened(tmp_path / "review", title=HOSTILE, authors=(HOSTILE,), abstract=HOSTILE)
    with TestClient(create_app(Desk(folder=folder, coder="Ana", prefix="/review")), base_url="http://localhost") as one:
        yield one


@pytest.mark.parametrize(
    ("path", "said"),
    [
        pytest.param("/screening", ["Title and abstract", "Full text"], id="stages"),
        pytest.param("/screening/title-abstract", ["No ferry", "Two harbours or more", "Exclude"], id="desk"),
        pytest.param("/screening/title-abstract/conflicts", ["What was said"], id="conflicts"),
        pytest.param("/screening/title-abstract/list", ["1 to 12 of 12", "unread"], id="list"),
        pytest.param("/screening/title-abstract/list?words=bells", ["1 to 1 of 1"], id="words"),
        pytest.param("/screening/title-abstract/list?outcome=include", ["No report is like that"], id="none"),
    ],
)
def test_a_page_has_its_words_and_leads_under_the_prefix(client: TestClient, path: str, said: list[str]) -> None:
    answer = client.get(f"/review{path}")
    assert answer.status_code == 200
    assert [one for one in said if one not in answer.text] == []
    assert 'href="/screening' not in answer.text
    assert "<img src=x" not in answer.text
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("path", ["elsewhere", "title-abstract/list?outcome=perhaps", "title-abstract/list?start=-1"])
def test_what_is_no_page_is_refused(client: TestClient, path: str) -> None:
    assert client.get(f"/review/screening/{path}").status_code in (404, 422)


def test_a_long_list_is_turned_page_by_page(tmp_path: Path) -> None:
    folder = screened(tmp_path / "long")
    with TestClient(create_app(Desk(folder=folder, coder="Ana")), base_url="http://localhost") as client:
        page = client.get("/screening/title-abstract/list?start=5&words=harbour").text
    assert "6 to 12 of 12" in page
    assert "start=0" in page
    assert "words=harbour" in page
