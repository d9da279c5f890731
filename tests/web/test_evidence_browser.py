"""From a number to its sentences to their place in the paper, in a real browser, by keys alone."""

import re
import shutil

import pytest
from playwright.sync_api import expect

from axe import find_axe, violations
from relsynth import open_project, workflow
from relsynth.web import Desk
from web.serving import served
from web.tabs import IN_BROWSER, chromium, watched

pytestmark = IN_BROWSER

AT = "2026-01-05T09:00:00+00:00"
IN_PAPER = re.compile(r"/papers/.+\?at=\d+")


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def review(examples, tmp_path_factory):
    return shutil.copytree(examples, tmp_path_factory.mktemp("desk") / "review")


@pytest.fixture(scope="module")
def address(review):
    with served(Desk(folder=review, coder="Ana")) as address:
        yield address


@pytest.fixture
def tab(browser):
    with watched(browser, height=900) as page:
        yield page


def is_in_paper(tab, words):
    """The paper is open at the sentence."""
    expect(tab).to_have_url(IN_PAPER)
    expect(tab.locator("#spoken")).to_contain_text(words.strip()[:40])


def test_from_a_count_in_a_table_to_its_place(tab, address):
    tab.goto(f"{address}/evidence/tables/evidence")
    expect(tab.locator("#shown")).to_have_text("1 to 63 of 63")
    tab.keyboard.press("/")
    tab.keyboard.type("Trust among")
    expect(tab.locator("#shown")).to_contain_text("1 to 1 of 1")
    tab.keyboard.press("Tab")
    tab.keyboard.press("r")
    opener = tab.locator("tbody button.count").first
    expect(opener).to_be_focused()
    counted = opener.text_content()
    tab.keyboard.press("Enter")
    expect(tab.locator("#quotes-title")).to_be_focused()
    expect(tab.locator("#quotes-found")).to_contain_text(f"in {counted} studies")
    tab.keyboard.press("Escape")
    expect(opener).to_be_focused()
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("ArrowLeft")
    tab.keyboard.press("Enter")
    expect(tab.locator("#quotes-title")).to_be_focused()
    expect(tab.locator("#quotes-found")).to_contain_text(f"in {counted} studies")
    words = tab.locator("#quotes blockquote").first.text_content()
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    is_in_paper(tab, words)


def test_from_a_count_in_the_map_to_its_place(tab, address):
    tab.goto(f"{address}/evidence/map#rows=construct&cols=level")
    inside = tab.frame_locator("#map-frame")
    count = inside.locator("tbody td.opens").first
    count.focus()
    tab.keyboard.press("Enter")
    place = inside.locator("a.place").first
    expect(place).to_be_visible()
    expect(tab).to_have_url(re.compile("cols=level.*row="))
    words = inside.locator("figure .quote").first.text_content()
    place.focus()
    tab.keyboard.press("Enter")
    is_in_paper(tab, words)
    tab.go_back()
    expect(inside.locator("a.place").first).to_be_visible()


def test_a_query_is_typed_and_leads_to_its_place(tab, address, review):
    with open_project(review) as project:
        told = workflow.query(project, "role:barrier section:late", at=AT)
    tab.goto(f"{address}/evidence/query")
    tab.keyboard.type("rol:barrier")
    expect(tab.locator("#q-refused")).to_contain_text("role")
    for _ in range(len("rol:barrier")):
        tab.keyboard.press("Backspace")
    tab.keyboard.type("role:barrier section:late")
    expect(tab.locator("#answer")).to_contain_text(f"{told.k} of {told.n} studies")
    expect(tab.locator("#answer")).to_contain_text(f"{told.found} segments")
    expect(tab.locator("#q-refused")).to_be_empty()
    expect(tab).to_have_url(re.compile(r"q=role%3Abarrier"))
    tab.reload()
    expect(tab.locator("#answer")).to_contain_text(f"{told.k} of {told.n} studies")
    row = tab.locator("tbody tr").first
    words = row.locator("td").nth(7).text_content()
    tab.locator("#whole").focus()
    tab.keyboard.press("r")
    tab.keyboard.press("Enter")
    is_in_paper(tab, words)


def test_what_a_colleague_codes_is_told_and_moves_nothing(browser, tab, examples, tmp_path):
    folder = shutil.copytree(examples, tmp_path / "review")
    with served(Desk(folder=folder, coder="Ana")) as address:
        tab.goto(f"{address}/evidence/tables/codings")
        expect(tab.locator("#shown")).to_contain_text("1 to 100")
        before = tab.locator("#shown").text_content()
        with open_project(folder) as project:
            number = next(one.number for one in project.codings())
            workflow.reject_codings(project, [number], coder="Ben", at=AT)
        expect(tab.locator("#fresh")).to_be_visible(timeout=15_000)
        assert tab.locator("#shown").text_content() == before
        tab.locator("#fresh").focus()
        tab.keyboard.press("Enter")
        expect(tab.locator("#shown")).not_to_have_text(before)
        tab.goto("about:blank")


def test_the_report_is_made_and_saved(tab, address):
    tab.goto(f"{address}/evidence/report")
    for form in ("xlsx", "docx", "md"):
        tab.locator(f"input[value={form}]").uncheck()
    tab.locator("#make").focus()
    with tab.expect_download(timeout=60_000) as download:
        tab.keyboard.press("Enter")
    assert download.value.suggested_filename == "report.zip"
    expect(tab.locator("#report-said")).to_contain_text("Made")


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1440, "dark")])
@pytest.mark.parametrize(
    "path",
    [
        *("", "/map", "/report", "/query?q=role%3Abarrier", "/tables/evidence", "/tables/segments"),
        *("/findings/relegation", "/findings/network", "/findings/necessity"),
    ],
)
def test_pages_fit_and_are_accessible(tab, address, path, scheme, width):
    tab.set_viewport_size({"width": width, "height": 800})
    tab.emulate_media(color_scheme=scheme)
    tab.goto(f"{address}/evidence{path}")
    if "/tables" in path or "/findings" in path or "q=" in path:
        expect(tab.locator("#shown")).not_to_be_empty()
    assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    if find_axe():
        assert violations(tab) == []
    if (opener := tab.locator("tbody button.count").first).is_visible():
        opener.click()
        expect(tab.locator("#quotes figure").first).to_be_visible()
        assert tab.evaluate("document.getElementById('quotes').scrollWidth - innerWidth") <= 0
        if find_axe():
            assert violations(tab) == []
