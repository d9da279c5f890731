"""Managing in a real browser by keyboard: files brought in, pairs decided, a backup taken, news from another page."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from axe import violations
from browser import ARGUMENTS, find_chromium
from made_up import AT, write_project
from made_up_records import record, ris, rival
from relsynth import open_project, workflow
from relsynth.web import Desk
from relsynth.web.managing import SUBPLACES
from relsynth.workflow.sources import add_source
from web.serving import served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium: set RELSYNTH_CHROMIUM or put one on the path"),
]
LISTEN = """
window.violations = [];
document.addEventListener('securitypolicyviolation', ({violatedDirective, blockedURI}) => {
    window.violations.push(`${violatedDirective} ${blockedURI}`);
});
"""
HOSTILE = "<img src=x onerror=alert(1)>&"
SMALL = """[...document.querySelectorAll('main button, main input, main select, main a')].filter(
    (one) => one.offsetParent
    && one.getBoundingClientRect().height < 24).map((one) => one.outerHTML)"""
WIDER = "document.documentElement.scrollWidth - innerWidth"
NEWS_MS = 8000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        yield found
        found.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 800})
    made.add_init_script(LISTEN)
    yield made
    made.close()


@pytest.fixture
def tab(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    page.set_default_timeout(15_000)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    yield page
    assert wrong == []
    assert page.evaluate("window.violations") == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = write_project(tmp_path / "review")
    with open_project(made) as project:
        first, second = record(1, title=f"{HOSTILE} ferries"), rival(1, title=f"{HOSTILE} ferries")
        add_source(project, ris(first, second, record(2), rival(2)), name=f"{HOSTILE}.ris", at=AT)
    return made


@pytest.fixture
def desk(folder: Path) -> Iterator[str]:
    with served(Desk(folder=folder, coder="Ana")) as address:
        yield address


def test_every_page_is_accessible_and_fits(desk: str, tab: Page) -> None:
    for width in (360, 1440):
        tab.set_viewport_size({"width": width, "height": 800})
        for path in ("/", "/managing", *(f"/managing/{one}" for one in SUBPLACES[1:])):
            tab.goto(desk + path)
            tab.wait_for_function("document.readyState === 'complete'")
            assert violations(tab) == [], path
            assert tab.evaluate(WIDER) <= 0, path
            assert tab.evaluate(SMALL) == [], path
            assert tab.evaluate("document.title")


def test_records_and_a_paper_with_hostile_names_are_brought_in(
    desk: str, tab: Page, folder: Path, tmp_path: Path
) -> None:
    export = tmp_path / f"{HOSTILE.replace('/', '')}.ris"
    export.write_bytes(ris(record(5), record(6)) + b"lost words\n")
    paper = tmp_path / "..<svg onload=alert(2)>.md"
    paper.write_text("# Ferries\n\n## Results\n\nPartners trusted each other after a year of meetings.\n", "utf-8")
    tab.goto(f"{desk}/managing/import")
    records = tab.locator("#records")
    records.locator("input[type=file]").set_input_files(export)
    records.get_by_role("textbox", name="Database").fill("Scopus")
    records.locator("button").focus()
    tab.keyboard.press("Enter")
    expect(tab.locator("#came-status")).to_have_text("1 brought in.")
    expect(tab.locator("#came-files")).to_contain_text(export.name)
    expect(tab.locator("#came-files")).to_contain_text("2 records read, 2 of them new")
    papers = tab.locator("#papers")
    papers.locator("input[type=file]").set_input_files(paper)
    papers.locator("button").focus()
    tab.keyboard.press("Enter")
    expect(tab.locator("#came-files > li")).to_have_count(2)
    expect(tab.locator("#came-status")).to_have_text("1 brought in.")
    with open_project(folder) as project:
        assert workflow.list_sources(project).sources[-1].source.database == "Scopus"
        assert {one.parent.resolve() for one in (folder / "papers").iterdir()} == {(folder / "papers").resolve()}


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_read(desk: str, tab: Page, tmp_path: Path) -> None:
    bad, good = tmp_path / "bad.ris", tmp_path / "good.ris"
    bad.write_bytes(b"\x00\x01\x02")
    good.write_bytes(ris(record(7)))
    tab.goto(f"{desk}/managing/import")
    tab.locator("#records input[type=file]").set_input_files([bad, good])
    tab.locator("#records button").click()
    expect(tab.locator("#came-files > li")).to_have_count(2)
    expect(tab.locator("#came-files > li").nth(0).locator(".error")).not_to_be_empty()
    expect(tab.locator("#came-files > li").nth(1)).to_contain_text("1 records read")


def test_pairs_are_decided_undone_and_left_by_keyboard(desk: str, tab: Page, folder: Path) -> None:
    tab.goto(f"{desk}/managing/duplicates")
    expect(tab.locator("#left")).to_have_text("2 pairs wait")
    expect(tab.locator("#compared tr.differs th")).to_contain_text(["DOI"])
    title = tab.locator("#compared tbody tr", has_text="title").first
    before = title.inner_text()
    tab.keyboard.press("s")
    expect(tab.locator("#left")).to_have_text("1 pair waits")
    assert title.inner_text() != before
    tab.keyboard.press("d")
    expect(tab.locator("#left")).to_have_text("No pair waits for a person.")
    tab.keyboard.press("u")
    expect(tab.locator("#left")).to_have_text("1 pair waits")
    tab.keyboard.press("x")
    expect(tab.locator("#left")).to_have_text("No pair waits for a person.")
    tab.reload()
    expect(tab.locator("#left")).to_have_text("1 pair waits")
    tab.keyboard.press("v")
    expect(tab.locator("#left")).to_have_text("No pair waits for a person.")
    with open_project(folder) as project:
        assert {one.relation for one in project.store.catalogue.judgements()} == {"different", "version"}


def test_what_another_said_meanwhile_is_shown_beside_ones_own(desk: str, tab: Page, folder: Path) -> None:
    tab.goto(f"{desk}/managing/duplicates")
    expect(tab.locator("#left")).to_have_text("2 pairs wait")
    with open_project(folder) as project:
        for pair in workflow.duplicate_queue(project).pairs:
            workflow.judge_duplicate(project, pair.a.id, pair.b.id, "version", coder="Ben", at=AT)
    tab.keyboard.press("d")
    expect(tab.locator("#meanwhile")).to_be_visible()
    expect(tab.locator("#meanwhile")).to_contain_text("Ben")
    assert violations(tab) == []
    tab.keyboard.press("Enter")
    expect(tab.locator("#left")).to_have_text("No pair waits for a person.")
    with open_project(folder) as project:
        assert {one.relation for one in project.store.catalogue.judgements()} == {"version"}


def test_a_backup_is_made_downloaded_and_opened(desk: str, tab: Page, folder: Path, tmp_path: Path) -> None:
    tab.goto(f"{desk}/managing/backups")
    tab.keyboard.press("b")
    link = tab.locator("#backups a")
    expect(link).to_have_count(1)
    link.focus()
    with tab.expect_download() as coming:
        tab.keyboard.press("Enter")
    coming.value.save_as(tmp_path / "got.zip")
    with zipfile.ZipFile(tmp_path / "got.zip") as archive:
        archive.extractall(tmp_path / "again")
    with open_project(tmp_path / "again") as again, open_project(folder) as project:
        assert workflow.list_records(again) == workflow.list_records(project)


def test_a_second_page_is_told_of_what_a_colleague_did(desk: str, tab: Page, folder: Path) -> None:
    tab.goto(f"{desk}/managing")
    with tab.expect_response("**/api/live*"):
        tab.reload()
    tab.wait_for_timeout(300)
    with open_project(folder) as project:
        add_source(project, ris(record(8)), name="later.ris", at=AT)
    news = tab.locator("#said .news")
    expect(news).to_contain_text("A colleague has changed something here.", timeout=NEWS_MS)
    first = tab.locator(".numbers dd").first
    before = first.inner_text()
    news.get_by_role("button").focus()
    tab.keyboard.press("Enter")
    expect(first).not_to_have_text(before)
