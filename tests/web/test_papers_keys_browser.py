"""The keys of the coding desk that a whole paper's journey passes by, and what the panel does with a click or Enter."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from axe import violations
from browser import ARGUMENTS, find_chromium
from made_up import AT, write_project
from made_up_pdf import column, pdf
from made_up_team import FIRST, double, team_project
from relsynth import open_project, workflow
from relsynth.web import Desk
from relsynth.workflow.assignments import assign
from relsynth.workflow.rounds import open_round
from web.serving import served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium: set RELSYNTH_CHROMIUM or put one on the path"),
]
PAPER = "07-pharmacy-pressure"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    tab = chromium.new_page(viewport={"width": 1440, "height": 900})
    troubles: list[str] = []
    tab.on("pageerror", lambda error: troubles.append(str(error)))
    yield tab
    assert troubles == []
    tab.close()


@pytest.fixture
def review(examples: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(examples, tmp_path / "review"))


def spoken(tab: Page) -> str:
    return tab.locator("#spoken").text_content() or ""


def head(tab: Page) -> Any:
    return tab.locator("#panel-here [data-part=head]")


def chosen(tab: Page) -> str:
    return tab.locator("#panel-here .chosen .name").text_content() or ""


def focused(tab: Page) -> str:
    return str(tab.evaluate("document.activeElement.id"))


def test_keys_go_to_what_was_not_seen_extend_walk_over_codings_and_drop(review: Path, tab: Page) -> None:
    with served(Desk(folder=review, coder="Ana")) as address:
        tab.goto(f"{address}/papers/{PAPER}")
        expect(head(tab)).to_have_text("Sentence 1 of 40")
        tab.keyboard.press("v")
        expect(head(tab)).to_have_text("Sentences 1 to 2 of 40")
        tab.keyboard.press("Escape")
        expect(head(tab)).to_have_text("Sentence 1 of 40")
        first = spoken(tab)
        tab.keyboard.press("g")
        assert spoken(tab) != first
        tab.keyboard.press("n")
        while tab.locator("#panel-here .coding").count() < 2:
            tab.keyboard.press("n")
        names = tab.locator("#panel-here .coding .name").all_text_contents()
        assert chosen(tab) == names[0]
        tab.keyboard.press("Tab")
        assert (chosen(tab), focused(tab)) == (names[1], "text")
        for _ in names[2:]:
            tab.keyboard.press("Tab")
        tab.keyboard.press("Tab")
        assert focused(tab) != "text"  # nobody is kept in it
        tab.locator("#text").focus()
        tab.keyboard.press("ArrowRight")
        expect(tab.locator("[data-part=picked]")).not_to_be_empty()
        tab.keyboard.press("Escape")
        expect(tab.locator("[data-part=picked]")).to_be_empty()
        where = head(tab).text_content()
        tab.reload()
        expect(head(tab)).to_have_text(where)
        tab.goto("about:blank")


def test_a_code_of_the_panel_is_put_on_the_sentence_by_enter(review: Path, tab: Page) -> None:
    with served(Desk(folder=review, coder="Ana")) as address:
        tab.goto(f"{address}/papers/{PAPER}", wait_until="networkidle")
        tab.keyboard.press("j")
        tab.locator("#tab-codebook").press("Enter")
        tab.wait_for_load_state("networkidle")
        tab.keyboard.press("Tab")
        tab.keyboard.type("STA.TRUST.COMP")
        tab.keyboard.press("Enter")
        tab.keyboard.press("Enter")
        expect(tab.locator("#spoken")).to_contain_text("Trust in reliability and ability, on “")
        assert violations(tab) == []
        tab.locator("#tab-here").press("Enter")
        expect(tab.locator("#panel-here .chosen .how")).to_have_text("coded by Ana")
        tab.goto("about:blank")
    with open_project(review) as project:
        assert [one.code for one in project.codings() if one.coder.name == "Ana"] == ["STA.TRUST.COMPETENCE"]


def test_a_characteristic_that_was_said_is_taken_back(review: Path, tab: Page) -> None:
    with served(Desk(folder=review, coder="Ana")) as address:
        tab.goto(f"{address}/papers/{PAPER}")
        tab.locator("#tab-study").press("Enter")
        tab.locator('[data-field="population"]').press("Enter")
        tab.keyboard.press("Control+a")
        tab.keyboard.type("market visitors")
        tab.keyboard.press("Control+Enter")
        expect(tab.locator("#panel-study")).to_contain_text("market visitors Ana")
        tab.get_by_role("button", name="Take back").press("Enter")
        expect(tab.locator("#panel-study")).not_to_contain_text("market visitors")
        assert tab.evaluate("document.activeElement.dataset.field") == "population"
        tab.goto("about:blank")


def test_a_section_labelled_otherwise_has_its_paper_coded_anew(review: Path, tab: Page) -> None:
    with served(Desk(folder=review, coder="Ana")) as address:
        tab.goto(f"{address}/papers/{PAPER}")
        tab.keyboard.press("n")
        tab.keyboard.press("s")
        tab.locator("#asking select").select_option("implications")
        tab.keyboard.press("Control+Enter")
        expect(tab.locator("#paper-state")).to_contain_text("The machine codes the paper anew")
        tab.locator("#text").focus()
        tab.keyboard.press("j")  # one goes on meanwhile
        expect(tab.locator("#said")).to_contain_text("The machine has coded the paper", timeout=30_000)
        expect(tab.locator("#paper-state")).to_contain_text("proposals wait")
        tab.goto("about:blank")


def test_who_codes_a_paper_in_several_rounds_chooses_one(tab: Page, tmp_path: Path) -> None:
    with team_project(tmp_path, 1) as project:
        double(project)
        open_round(project, "r2", coder="Cy", at=AT)
        assign(project, "r2", papers=[FIRST], coders=["Ana", "Ben"], each=2, at=AT)
        folder = project.path
        document = next(id for id, name in project.store.papers.names().items() if name == FIRST)
    with served(Desk(folder=folder, coder="Ana")) as address:
        tab.goto(f"{address}/papers/{document}")
        expect(tab.locator(".rounds [aria-current]")).to_have_text("r1")
        assert violations(tab) == []
        tab.get_by_role("link", name="r2").press("Enter")
        expect(tab.locator(".rounds [aria-current]")).to_have_text("r2")
        expect(tab.locator("#paper-state")).to_contain_text("in round r2")
        tab.goto("about:blank")


def test_the_pages_of_a_pdf_stand_beside_its_text(tab: Page, tmp_path: Path) -> None:
    file = tmp_path / "printed.pdf"
    words = "The clinic and the drivers trusted each other, and the road was long but they went on with the work. "
    file.write_bytes(pdf([column(["A paper about vans", "Introduction", *[words] * 12])]))
    folder = write_project(tmp_path / "review")
    with open_project(folder) as project:
        workflow.add_documents(project, [file], at=AT)
        (document,) = project.store.papers.names()
    with served(Desk(folder=folder, coder="Ana")) as address:
        tab.goto(f"{address}/papers/{document}")
        tab.keyboard.press("p")
        image = tab.get_by_role("img", name="Page 1 as it was printed")
        expect(image).to_be_visible()
        assert image.evaluate("async (one) => { await one.decode(); return one.naturalWidth }") > 300
        assert violations(tab) == []
        tab.keyboard.press("p")
        expect(image).to_have_count(0)
        tab.goto("about:blank")


def test_two_browsers_on_one_coding_are_shown_both_versions(review: Path, chromium: Browser) -> None:
    with served(Desk(folder=review, coder="Ana")) as hers, served(Desk(folder=review, coder="Ben")) as his:
        ana, ben = (chromium.new_context(viewport={"width": 1200, "height": 800}).new_page() for _ in range(2))
        for one, address in ((ana, hers), (ben, his)):
            one.goto(f"{address}/papers/{PAPER}")
            one.keyboard.press("n")
        assert chosen(ana) == chosen(ben)
        ben.keyboard.press("x")
        expect(ben.locator("#panel-here .chosen .how")).to_have_text("rejected by Ben")
        ana.keyboard.press("a")
        expect(ana.locator(".conflict")).to_contain_text("rejected by Ben")
        expect(ana.locator(".conflict")).to_contain_text("You said: accepted by Ana")
        ana.goto("about:blank")
        ben.goto("about:blank")
        ana.context.close()
        ben.context.close()
