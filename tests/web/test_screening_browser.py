"""Screening in a real browser, by keyboard alone: a journey over twelve made-up records, and a conflict settled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from axe import violations
from made_up_desks import screened
from relsynth import open_project
from relsynth.dedupe import Judgement
from relsynth.screening.decisions import Decision
from relsynth.web import Desk
from web.serving import served
from web.tabs import IN_BROWSER, chromium, watched

pytestmark = IN_BROWSER
MARKED = "[...(CSS.highlights.get(name) ?? [])].map(String)"
SMALL = """[...document.querySelectorAll('main button, main input, main select')].filter((one) => one.offsetParent
    && !one.closest('label.tick') && one.getBoundingClientRect().height < 24).map((one) => one.outerHTML)"""
HOSTILE = "<img src=x onerror=alert(1)> rain & 🤝🏽 people"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    with watched(browser) as page:
        yield page


def history(folder: Path) -> tuple[Decision, ...]:
    with open_project(folder) as project:
        return project.store.screening.history()


def judgements(folder: Path) -> tuple[Judgement, ...]:
    with open_project(folder) as project:
        return project.store.catalogue.judgements()


def title(tab: Page) -> str:
    return tab.locator("#record-title").inner_text()


def struck(tab: Page, *keys: str, another: bool = True) -> str:
    """Strike keys, and the title of the record that is there then: another one, where there should be."""
    before = title(tab)
    for key in keys:
        tab.keyboard.press(key)
    if another:
        expect(tab.locator("#record-title")).not_to_have_text(before)
    return title(tab)


def begin(tab: Page, address: str) -> str:
    tab.goto(address)
    expect(tab.locator("#record")).to_have_attribute("aria-busy", "false")
    return title(tab)


def test_a_stage_is_screened_by_keyboard_alone(tab: Page, tmp_path: Path) -> None:
    folder = screened(tmp_path / "review", title=HOSTILE, abstract=HOSTILE)
    with served(Desk(folder=folder, coder="Ana")) as base:
        address = f"{base}/screening/title-abstract"
        begin(tab, address)
        assert violations(tab) == []
        struck(tab, "i")  # included
        struck(tab, "e", "2")  # excluded by the second criterion
        tab.keyboard.press("n")
        tab.keyboard.type("a note of mine")
        tab.keyboard.press("Enter")
        noted = title(tab)
        struck(tab, "e", "T", "w", "o", "Enter")  # found by typing: a harbour too few
        assert struck(tab, "u") == noted
        expect(tab.locator("#earlier")).to_contain_text("exclude (I1): a note of mine")
        assert tab.locator("#note").input_value() == "a note of mine"
        struck(tab, "e", "0")  # without a reason
        skipped = title(tab)
        after = struck(tab, "s")
        assert begin(tab, address) == after  # loaded again in the middle
        struck(tab, "m")
        tab.keyboard.press("y")
        expect(tab.locator("#why-drawn")).to_contain_text("By rank")
        expect(tab.locator("#counts")).to_contain_text("4 read")
        expect(tab.locator("#statement")).not_to_be_empty()
        tab.keyboard.press("p")
        expect(tab.locator("#plot-image")).to_be_visible()
        assert violations(tab) == []
        tab.keyboard.press("Escape")
        for _ in range(7):
            struck(tab, "i")
        assert title(tab) in ("No other record waits for you.", skipped)
        spent = tab.evaluate("performance.getEntriesByName('screening-next').map((one) => Math.round(one.duration))")
        print("key to next painted, ms:", sorted(spent))  # noqa: T201 a figure to look at; machines differ
    said = [(one.verdict, one.criterion, one.note) for one in history(folder)]
    assert said[:4] == [
        ("include", None, None),
        ("exclude", "E2", None),
        ("exclude", None, "a note of mine"),
        ("maybe", None, None),
    ]
    assert len(said) == 11


def test_highlights_can_be_edited_and_turned_off_and_put_no_markup_into_a_record(tab: Page, tmp_path: Path) -> None:
    folder = screened(tmp_path / "review", records=1, abstract=f"{HOSTILE} wrote of raining")
    with served(Desk(folder=folder, coder="Ana")) as base:
        begin(tab, f"{base}/screening/title-abstract")
        learned = tab.get_by_label("Also words that the ranking has learned")
        tab.locator("summary", has_text="Words that are highlighted").press("Enter")
        learned.press("Space")
        assert tab.evaluate(f"name => {MARKED}", "speaks-for") == ["rain", "people"]
        assert tab.evaluate(f"name => {MARKED}", "speaks-against") == ["wrote"]
        tab.locator("#marks-for").fill("rain*\n🤝\nnight-time\nferry's")
        assert tab.evaluate(f"name => {MARKED}", "speaks-for") == ["rain", "raining"]
        begin(tab, tab.url)
        assert tab.evaluate(f"name => {MARKED}", "speaks-for") == ["rain", "raining"]
        tab.keyboard.press("h")
        assert tab.evaluate(f"name => {MARKED}", "speaks-for") == []
        assert tab.locator("#record img").count() == 0


def test_a_decision_that_fails_keeps_the_record_and_what_was_said(tab: Page, tmp_path: Path) -> None:
    folder = screened(tmp_path / "review")
    with served(Desk(folder=folder, coder="Ana")) as base:
        first = begin(tab, f"{base}/screening/title-abstract")
        tab.keyboard.press("n")
        tab.keyboard.type("mind this")
        tab.keyboard.press("Escape")
        tab.route("**/decide", lambda route: route.abort())
        struck(tab, "e", "1", another=False)
        expect(tab.locator("#refused")).to_contain_text("Not kept: The desk does not answer")
        assert title(tab) == first
        assert tab.locator("#note").input_value() == "mind this"
        tab.unroute("**/decide")
        struck(tab, "r")
        expect(tab.locator("#refused")).to_be_empty()
    assert [(one.criterion, one.note) for one in history(folder)] == [("E1", "mind this")]


def test_reasons_in_ones_own_words_grow_where_the_protocol_has_no_criteria(tab: Page, tmp_path: Path) -> None:
    folder = screened(tmp_path / "review", criteria="")
    with served(Desk(folder=folder, coder="Ana")) as base:
        begin(tab, f"{base}/screening/title-abstract")
        tab.keyboard.press("e")
        tab.keyboard.type("no boat")
        struck(tab, "Enter")
        struck(tab, "e", "1")
    assert [one.criterion for one in history(folder)] == ["no boat", "no boat"]


def test_a_duplicate_found_while_reading_is_marked_by_keys(tab: Page, tmp_path: Path) -> None:
    folder = screened(tmp_path / "review")
    with served(Desk(folder=folder, coder="Ana")) as base:
        begin(tab, f"{base}/screening/title-abstract")
        tab.keyboard.press("d")
        tab.keyboard.press("Control+a")
        tab.keyboard.type("harbour ferry")
        expect(tab.locator("#twins-found input")).to_have_count(11)
        tab.keyboard.press("ArrowDown")
        tab.keyboard.press("Enter")
        expect(tab.get_by_text("Kept: the same report.")).to_be_visible()
        tab.keyboard.press("u")
        expect(tab.get_by_text("Taken back; records are grouped anew.")).to_be_visible()
        assert len(judgements(folder)) == 0
        tab.keyboard.press("d")
        expect(tab.locator("#twins-found input").first).to_be_visible()
        expect(tab.locator("#twins-last")).to_be_hidden()
        tab.keyboard.press("ArrowDown")
        tab.keyboard.press("Enter")
        struck(tab, "i")
        tab.keyboard.press("d")
        expect(tab.locator("#twins-said")).to_contain_text("the same report")
        assert violations(tab) == []
        tab.locator("#twins-undo").press("Enter")
        expect(tab.locator("#twins-none")).to_have_text("Taken back; records are grouped anew.")
        expect(tab.locator("#twins-last")).to_be_hidden()
        assert len(judgements(folder)) == 0
        tab.keyboard.press("Escape")
        tab.keyboard.press("u")  # a decision came after the pair: now it is that one
        expect(tab.locator("#earlier")).to_contain_text("include")


def test_a_conflict_is_settled_and_taken_back_by_keys(tab: Page, tmp_path: Path) -> None:
    folder = screened(tmp_path / "review", mode="double")
    for coder, keys in (("Ana", ("i",)), ("Ben", ("e", "1"))):
        with served(Desk(folder=folder, coder=coder)) as base:
            begin(tab, f"{base}/screening/title-abstract")
            struck(tab, *keys)
    with served(Desk(folder=folder, coder="Cleo")) as base:
        tab.goto(f"{base}/screening")
        expect(tab.locator('[data-stage="title-abstract"] .conflicts')).to_have_text("(1)")
        assert violations(tab) == []
        first = begin(tab, f"{base}/screening/title-abstract/conflicts")
        expect(tab.locator("#sayings li")).to_have_text(["Ana include", "Ben exclude (E1)"])
        assert violations(tab) == []
        assert struck(tab, "e", "1") == "No conflict waits to be settled."
        assert struck(tab, "u") == first
        expect(tab.locator("#earlier")).to_contain_text("exclude (E1)")
        struck(tab, "i")
        tab.goto(f"{base}/screening/title-abstract/list?outcome=include")
        expect(tab.locator("tbody tr")).to_have_count(1)
        expect(tab.locator("tbody")).to_contain_text(re.compile("Cleo: include, settles it"))
        assert violations(tab) == []
    assert [one.adjudicates for one in history(folder)] == [False, False, True]


def test_what_one_does_stays_where_it_is_however_long_a_record_is(tab: Page, tmp_path: Path) -> None:
    folder = screened(tmp_path / "review", records=1, abstract="")
    long = screened(tmp_path / "long", records=1, abstract="The river rose and the ferry stayed. " * 200)
    feet = []
    for width, height in ((1440, 900), (900, 800), (360, 740)):
        tab.set_viewport_size({"width": width, "height": height})
        for one in (folder, long):
            with served(Desk(folder=one, coder="Ana")) as base:
                begin(tab, f"{base}/screening/title-abstract")
                feet.append(tab.locator(".bar").evaluate("(bar) => Math.round(bar.getBoundingClientRect().bottom)"))
    assert feet == [900, 900, 800, 800, 740, 740]


def test_words_of_any_script_run_as_they_are_written(tab: Page, tmp_path: Path) -> None:
    folder = screened(tmp_path / "review", records=1, title="تأثير العلاج (CBT)", abstract="هدفت الدراسة، p < 0.05.")
    with served(Desk(folder=folder, coder="Ana")) as base:
        begin(tab, f"{base}/screening/title-abstract")
        for where in ("#record-title", "#abstract p"):
            assert tab.locator(where).evaluate("(one) => getComputedStyle(one).direction") == "rtl"


def test_two_browsers_on_one_record_lose_nothing_and_the_later_is_told(browser: Browser, tmp_path: Path) -> None:
    folder = screened(tmp_path / "review")
    with served(Desk(folder=folder, coder="Ana")) as base:
        first, second = (browser.new_context().new_page() for _ in range(2))
        same = begin(first, f"{base}/screening/title-abstract")
        assert begin(second, f"{base}/screening/title-abstract") == same
        struck(first, "i")
        struck(second, "e", "1", another=False)
        expect(second.locator("#refused")).to_contain_text("another record is before you by now")
        assert title(second) == same
        for page in (first, second):
            page.goto("about:blank")
            page.context.close()
    assert [one.verdict for one in history(folder)] == ["include"]


@pytest.mark.parametrize("width", [360, 900])
def test_no_page_is_wider_than_its_window(tab: Page, tmp_path: Path, width: int) -> None:
    folder = screened(tmp_path / "review", title="unbroken" * 30, mode="double")
    tab.set_viewport_size({"width": width, "height": 740})
    with served(Desk(folder=folder, coder="Ana")) as base:
        for path in ("", "/title-abstract", "/title-abstract/list", "/title-abstract/conflicts"):
            tab.goto(f"{base}/screening{path}")
            tab.wait_for_load_state("networkidle")
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, path
            small = tab.evaluate(SMALL)
            assert small == []
