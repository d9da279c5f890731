"""News come to who listens, not to who brought them; nothing is missed, and nothing holds up the end."""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path

import httpx2
import pytest
from fastapi import HTTPException

from made_up import AT, write_project
from made_up_records import record, ris, rival
from relsynth import open_project, workflow
from relsynth.web import Desk
from relsynth.web.live import MOST_OF_ONE, Live, _news
from relsynth.workflow.accounts import close_account
from relsynth.workflow.sources import add_source
from web.desks import PASSWORD, opened, team_folder
from web.serving import served

SOON_S = 5


def judge(folder: Path, coder: str) -> None:
    with open_project(folder) as project:
        pair = workflow.duplicate_queue(project).pairs[0]
        workflow.judge_duplicate(project, pair.a.id, pair.b.id, "different", coder=coder, at=AT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_project(write_project(tmp_path / "review")) as project:
        add_source(project, ris(record(1), rival(1), record(2), rival(2)), name="a.ris", at=AT)
        workflow.find_duplicates(project)
    return tmp_path / "review"


def said(event: str) -> dict[str, object]:
    return json.loads(event.partition("data: ")[2])


def test_others_are_told_the_kind_and_nothing_else(folder: Path) -> None:
    live = Live(folder, each=0.05)

    async def listening() -> tuple[str, str]:
        ana, ben = _news(live, "Ana", since=""), _news(live, "Ben", since="")
        await anext(ana), await anext(ben)
        await asyncio.sleep(0.3)
        await asyncio.to_thread(judge, folder, "Ana")
        to_ben = await asyncio.wait_for(anext(ben), SOON_S)
        await asyncio.to_thread(judge, folder, "Ben")
        to_ana = await asyncio.wait_for(anext(ana), SOON_S)
        await ana.aclose()
        await ben.aclose()
        return to_ana, to_ben

    to_ana, to_ben = asyncio.run(listening())
    live.end()
    assert said(to_ben) == said(to_ana) == {"kinds": ["judged"], "lost": False}
    assert "Ana" not in to_ben


def test_who_comes_back_is_told_what_they_missed(folder: Path) -> None:
    live = Live(folder, each=0.05)

    async def listening() -> list[dict[str, object]]:
        ben = _news(live, "Ben", since="")
        await anext(ben)
        place = live.place
        await asyncio.sleep(0.3)
        await asyncio.to_thread(judge, folder, "Ana")
        await asyncio.wait_for(anext(ben), SOON_S)
        await ben.aclose()
        told = []
        for name, since in (("Ben", place), ("Ana", place), ("Ben", "other.3"), ("Ben", live.place)):
            again = _news(live, name, since=since)
            told.append(said(await anext(again)))
            await again.aclose()
        return told

    missed, own, forgotten, nothing = asyncio.run(listening())
    live.end()
    assert missed == {"kinds": ["judged"], "lost": False}
    assert own == nothing == {"kinds": [], "lost": False}
    assert forgotten == {"kinds": [], "lost": True}


def test_one_visitor_listens_with_a_few_pages_at_most(folder: Path) -> None:
    live = Live(folder)

    async def listening() -> None:
        held = [live.listen("Ana") for _ in range(MOST_OF_ONE)]
        with pytest.raises(HTTPException, match="429"):
            live.check("Ana")
        live.check("Ben")
        live.leave(held[0])
        live.check("Ana")

    asyncio.run(listening())
    live.end()


def test_the_end_sends_listeners_away_at_once(folder: Path) -> None:
    live = Live(folder)

    async def listening() -> list[str]:
        ana = _news(live, "Ana", since="")
        first = await anext(ana)
        await asyncio.to_thread(live.end)
        return [first, *[event async for event in ana]]

    assert len(asyncio.run(listening())) == 1


def test_a_desk_that_pages_listen_to_stops_at_once(folder: Path) -> None:
    import http.client

    with served(Desk(folder=folder, coder="Ana")) as address:
        host = address.removeprefix("http://")
        line = http.client.HTTPConnection(host, timeout=SOON_S)
        line.request("GET", "/api/live")
        answer = line.getresponse()
        assert answer.status == 200
        assert answer.headers["x-accel-buffering"] == "no"
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.readline().startswith(b"id: ")
        since = time.monotonic()
    assert time.monotonic() - since < 2
    answer.close()
    line.close()


def test_nobody_listens_without_having_come_in(examples: Path, tmp_path: Path) -> None:
    from web.desks import team_folder

    with opened(Desk(folder=team_folder(examples, tmp_path / "review"), team=True)) as client:
        assert client.get("/api/live").status_code == 401


def test_an_account_that_is_closed_hears_no_more(examples: Path, tmp_path: Path) -> None:
    folder = team_folder(examples, tmp_path / "review")
    with served(Desk(folder=folder, team=True)) as address, httpx2.Client(base_url=address) as browser:
        browser.post("/login", data={"name": "Ana", "password": PASSWORD}, headers={"origin": address})
        with browser.stream("GET", "/api/live", timeout=SOON_S) as news:
            lines = news.iter_lines()
            assert next(lines).startswith("id: ")
            with open_project(folder) as project:
                close_account(project, "Ana", at=AT)
            began = time.monotonic()
            assert [line for line in lines if line.startswith("id: ")] == []
            assert time.monotonic() - began < SOON_S
