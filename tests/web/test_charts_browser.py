"""Settling what charts differ in, in a real browser, by keys alone, and beside a colleague."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from axe import violations
from browser import ARGUMENTS, find_chromium
from made_up_charts import HOSTILE, differing_charts
from made_up_forms import QUOTE
from relsynth import open_project, workflow
from relsynth.web import Desk
from web.hostile import taken_for_markup, watched
from web.serving import served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium: set RELSYNTH_CHROMIUM or put one on the path"),
]
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
    made.set_default_timeout(15_000)
    hits, refused = watched(made)
    wrong: list[str] = []
    made.on("weberror", lambda error: wrong.append(str(error.error)))
    yield made
    made.close()
    assert (hits, refused, wrong) == ([], [], [])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with differing_charts(tmp_path) as project:
        return project.path


def begin(context: BrowserContext, base: str) -> Page:
    tab = context.new_page()
    tab.goto(f"{base}/differences/charts")
    expect(tab.locator("#settling")).to_be_visible()
    return tab


def place(tab: Page, told: str) -> None:
    expect(tab.locator("#place")).to_have_text(told)


def settled(tab: Page, words: str) -> None:
    expect(tab.locator("#said p", has_text=f"Settled: {words}")).to_be_visible()


def test_three_fields_are_settled_by_keys_alone_and_one_is_taken_back(context: BrowserContext, folder: Path) -> None:
    with served(Desk(folder=folder, coder="Lea")) as base:
        tab = begin(context, base)
        place(tab, "1 of 3")
        expect(tab.locator(".side .name").first).to_have_text(HOSTILE)
        expect(tab.locator(".side .note").first).to_have_text(HOSTILE)
        assert taken_for_markup(tab) == []
        assert violations(tab) == []
        tab.keyboard.press("Enter")
        expect(tab.locator("#said .error")).to_contain_text("Choose first")
        takes_an_answer_with_a_reason(tab)
        gives_another_choice_with_its_words(tab)
        gives_another_number(tab)
        expect(tab.locator("#state")).to_have_text("All of these are settled.")
        assert violations(tab) == []
        tab.keyboard.press("u")
        place(tab, "1 of 1")
        tab.keyboard.press("2")
        tab.keyboard.press("Enter")
        settled(tab, "13 weeks")
    with open_project(folder) as project:
        fields = workflow.show_chart(project, "van-001").fields
        assert [one.holds for one in fields] == ["Mali", "case study", "13 weeks", None]
        assert [one.note for one in fields[0].answers if one.settles] == ["It says so."]
        assert [one.quote.text for one in fields[1].answers if one.settles and one.quote] == [QUOTE]


def takes_an_answer_with_a_reason(tab: Page) -> None:
    tab.keyboard.press("1")
    tab.keyboard.press("2")
    expect(tab.locator("#chosen")).to_have_text("Holds: Mali (Dee)")
    tab.keyboard.press("m")
    tab.keyboard.type("It says so.")
    tab.keyboard.press("Enter")
    tab.keyboard.press("Enter")
    settled(tab, "Mali")
    place(tab, "1 of 2")


def gives_another_choice_with_its_words(tab: Page) -> None:
    expect(tab.locator(".side mark").first).to_have_text(QUOTE)
    tab.keyboard.press("c")
    expect(tab.locator("#asking")).to_be_visible()
    assert violations(tab) == []
    tab.keyboard.press("Space")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    tab.keyboard.type(QUOTE)
    tab.keyboard.press("Control+Enter")
    expect(tab.locator("#chosen")).to_have_text("Holds instead: case study")
    tab.keyboard.press("Enter")
    settled(tab, "case study")


def gives_another_number(tab: Page) -> None:
    place(tab, "1 of 1")
    tab.keyboard.press("c")
    tab.keyboard.type("12.5")
    tab.keyboard.press("Enter")
    expect(tab.locator("#chosen")).to_have_text("Holds instead: 12.5")
    tab.keyboard.press("Enter")
    settled(tab, "12.5 weeks")


def test_what_a_colleague_settles_first_is_shown_at_once(context: BrowserContext, folder: Path) -> None:
    with served(Desk(folder=folder, coder="Lea")) as base, served(Desk(folder=folder, coder="Cy")) as other:
        tab, second = begin(context, base), begin(context, other)
        for page in (tab, second):
            page.keyboard.press("n")
            place(page, "2 of 3")
        tab.bring_to_front()
        tab.keyboard.press("1")
        second.bring_to_front()
        second.keyboard.press("2")
        second.keyboard.press("Enter")
        settled(second, "trial")
        tab.bring_to_front()
        card = tab.locator(".meanwhile")
        expect(card).to_contain_text("Cy settled it: trial", timeout=NEWS_MS)
        expect(card).to_contain_text("You said: Holds: survey (Ben)")
        assert violations(tab) == []
        tab.keyboard.press("Enter")
        place(tab, "2 of 2")
        expect(tab.locator("#ask")).to_have_text("For how long?")


def test_what_a_coder_says_anew_is_shown_at_once(context: BrowserContext, folder: Path) -> None:
    with served(Desk(folder=folder, coder="Lea")) as base:
        tab = begin(context, base)
        tab.keyboard.press("n")
        tab.keyboard.press("n")
        place(tab, "3 of 3")
        with open_project(folder) as project:
            workflow.chart(project, "van-001", "weeks", ["14"], coder="Ben", at="2026-01-03T00:00:00+00:00")
        expect(tab.locator(".meanwhile")).to_contain_text("Something else was said", timeout=NEWS_MS)
        expect(tab.locator(".side .name").first).to_have_text("14 weeks")
        tab.keyboard.press("Enter")
        tab.keyboard.press("1")
        tab.keyboard.press("Enter")
        settled(tab, "14 weeks")


SELECT = """(words) => {
    const nodes = [...document.querySelectorAll('#text p')].map((one) => one.firstChild);
    const node = nodes.find((one) => one.data.includes(words));
    getSelection().setBaseAndExtent(node, node.data.indexOf(words), node, node.data.indexOf(words) + words.length);
}"""


def test_a_form_is_filled_by_keys_alone_beside_the_paper(context: BrowserContext, folder: Path) -> None:
    with served(Desk(folder=folder, coder="Ana")) as base:
        tab = context.new_page()
        tab.goto(f"{base}/papers/kenya")
        tab.get_by_role("link", name="Chart", exact=True).press("Enter")
        expect(tab.locator(".asked")).to_have_count(4)
        expect(tab.locator(".proposed").first).to_contain_text("Kenya")
        assert violations(tab) == []
        tab.keyboard.press("a")
        kept(tab, "Kenya")
        tab.evaluate(SELECT, QUOTE)
        tab.keyboard.press("Enter")
        expect(tab.locator("#asking textarea").first).to_have_value(QUOTE)
        assert violations(tab) == []
        tab.keyboard.press("Space")
        tab.keyboard.press("Control+Enter")
        kept(tab, "case study")
        tab.keyboard.press("Enter")
        tab.keyboard.type("12")
        tab.keyboard.press("Enter")
        kept(tab, "12 weeks")
        tab.keyboard.press("x")
        kept(tab, "not reported")
        expect(tab.locator("#done")).to_have_text("4 of 4 answered")
        tab.keyboard.press("u")
        expect(tab.locator("#done")).to_have_text("3 of 4 answered")
        assert violations(tab) == []
    with open_project(folder) as project:
        fields = workflow.show_chart(project, "kenya", coder="Ana").fields
        assert [[one.words for one in field.answers] for field in fields] == [
            ["Kenya"],
            ["case study"],
            ["12 weeks"],
            [],
        ]
        assert [one.quote.text for one in fields[1].answers if one.quote] == [QUOTE]
        assert fields[0].answers[0].accepts


def kept(tab: Page, words: str) -> None:
    expect(tab.locator("#said p", has_text=f"Kept: {words}.")).to_be_visible()


def test_what_others_answered_stays_kept_until_one_has_answered_too(context: BrowserContext, folder: Path) -> None:
    with served(Desk(folder=folder, coder="Ana")) as base:
        tab = context.new_page()
        tab.goto(f"{base}/papers/van-001/chart")
        expect(tab.locator(".asked").nth(2)).to_contain_text("2 answered by others")
        assert "13 weeks" not in tab.content()
        tab.keyboard.press("n")
        tab.keyboard.press("n")
        tab.keyboard.press("Enter")
        tab.keyboard.type("14")
        tab.keyboard.press("Enter")
        expect(tab.locator(".asked").nth(2)).to_contain_text("13 weeks")
        expect(tab.locator(".asked").first).to_contain_text("2 answered by others")
        assert HOSTILE not in tab.content()
        with open_project(folder) as project:
            workflow.chart(project, "van-001", "who", ["nurses"], coder="Ben", at="2026-01-03T00:00:00+00:00")
        expect(tab.locator(".asked").nth(3)).to_contain_text("1 answer", timeout=NEWS_MS)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/differences/charts", "/papers/kenya/chart"])
def test_it_fits_and_keeps_the_rules_in_light_and_dark(browser: Browser, folder: Path, theme: str, path: str) -> None:
    made = browser.new_context(color_scheme=theme)  # type: ignore[arg-type]
    with served(Desk(folder=folder, coder="Lea")) as base:
        tab = made.new_page()
        tab.goto(base + path)
        expect(tab.locator("#settling, .asked").first).to_be_visible()
        for width in (360, 900, 1440):
            tab.set_viewport_size({"width": width, "height": 800})
            assert tab.evaluate(WIDER) <= 0, width
            assert violations(tab) == [], width
    made.close()
