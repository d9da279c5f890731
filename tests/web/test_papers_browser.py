"""A paper coded at the desk, in a real browser, by keys alone; and offsets, which the browser counts otherwise."""

import random
import shutil

import pytest
from playwright.sync_api import expect

from axe import violations
from relsynth import open_project, workflow
from relsynth.web import Desk
from relsynth.workflow.characteristics import show_characteristics
from relsynth.workflow.coding_listing import last_words, list_codings
from relsynth.workflow.coding_steps import reject_codings
from relsynth.workflow.sections import set_section
from web.serving import served
from web.tabs import IN_BROWSER, chromium, watched

pytestmark = IN_BROWSER

PAPER = "07-pharmacy-pressure"


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


@pytest.fixture
def tab(browser):
    with watched(browser, width=1440, height=900) as page:
        yield page


@pytest.fixture
def review(examples, tmp_path):
    return shutil.copytree(examples, tmp_path / "review")


def said(review, **wanted):
    """Ana's last words on codes in the paper: code, words, verdict, reason, facets."""
    with open_project(review) as project:
        names = project.store.papers.names()
        document = project.store.papers.current(next(id for id, name in names.items() if name == PAPER))
        return [
            (one.code, document.quote(one.span.start, one.span.end), one.verdict, one.reason, dict(one.facets))
            for one in last_words(project.codings(document=document.id)).values()
            if one.coder.name == "Ana" and all(getattr(one, key) == value for key, value in wanted.items())
        ]


def go_to(tab, words):
    """Go on, sentence after sentence, until the words are heard."""
    for _ in range(80):
        if words in tab.locator("#spoken").text_content():
            return
        tab.keyboard.press("j")
    raise AssertionError(f"no sentence says {words!r}")


def chosen(tab):
    return tab.locator("#panel-here .chosen .name")


def test_a_paper_is_coded_by_keys_alone(review, tab):
    with served(Desk(folder=review, coder="Ana")) as address:
        tab.goto(f"{address}/papers")
        expect(tab.locator("#papers [data-count=waiting]").first).not_to_have_text("–")
        tab.keyboard.press("/")
        tab.keyboard.type("Cuffs")
        expect(tab.locator("#shown")).to_have_text("1 of 12 papers")
        tab.keyboard.press("Tab")
        tab.keyboard.press("Tab")
        tab.keyboard.press("Tab")
        tab.keyboard.press("Enter")
        expect(tab.locator("#panel-here [data-part=head]")).to_have_text("Sentence 1 of 40")
        accepts(review, tab)
        changes(review, tab)
        rejects(review, tab)
        codes_words_behind_an_emoji(review, tab)
        says_facets_and_a_memo(review, tab)
        corrects(review, tab)
        undoes(review, tab)
        tab.keyboard.press("Shift+F")
        tab.keyboard.press("Enter")
        expect(tab.locator("#paper-state")).to_contain_text("finished")
        tab.goto("about:blank")
    with open_project(review) as project:
        assert [one.event for one in project.store.rounds.work("Ana")][-1] == "finish"


def accepts(review, tab):
    tab.keyboard.press("n")
    code = chosen(tab).text_content()
    tab.keyboard.press("a")
    expect(tab.locator("#panel-here .chosen .how")).to_have_text("accepted by Ana")
    assert [(verdict, reason[:7]) for _, _, verdict, reason, _ in said(review)] == [("code", "accepts")]
    assert chosen(tab).text_content() == code


def changes(review, tab):
    tab.keyboard.press("n")
    tab.keyboard.press("c")
    tab.keyboard.type("trust")
    expect(tab.locator('#asking [aria-selected="true"]')).to_contain_text("STA.TRUST")
    tab.keyboard.press("Enter")
    expect(chosen(tab)).to_have_text("Trust among implementing actors")
    expect(tab.locator("#panel-here .chosen .how")).to_have_text("changed by Ana")
    assert [reason.split()[0] for _, _, _, reason, _ in said(review, code="STA.TRUST")] == ["changes"]


def rejects(review, tab):
    tab.keyboard.press("n")
    tab.keyboard.press("x")
    expect(tab.locator("#panel-here .chosen .how")).to_have_text("rejected by Ana")
    assert len(said(review, verdict="reject")) == 2  # what was changed was rejected too


def codes_words_behind_an_emoji(review, tab):
    go_to(tab, "😊")
    tab.keyboard.press("ArrowLeft")
    assert tab.locator("#spoken").text_content() == "group"
    for _ in range(4):
        tab.keyboard.press("ArrowLeft")
    tab.keyboard.press("Shift+ArrowRight")
    assert tab.locator("#spoken").text_content() == "pharmacist wrote"
    tab.keyboard.press("Enter")
    tab.keyboard.type("comm")
    tab.keyboard.press("Enter")
    expect(tab.locator("#panel-here .chosen .how")).to_have_text("coded by Ana")
    assert [words for _, words, _, reason, _ in said(review) if reason and reason.startswith("beside")] == [
        "pharmacist wrote"
    ]


def says_facets_and_a_memo(review, tab):
    tab.keyboard.press("f")
    tab.locator("#asking").get_by_label("facilitator", exact=True).focus()
    tab.keyboard.press("Space")
    tab.keyboard.press("Control+Enter")
    expect(tab.locator("#panel-here .facets-told")).to_contain_text("facilitator")
    expect(tab.locator("#panel-here .chosen .how")).to_have_text("coded by Ana")
    assert is_facilitator(review) == [True]
    tab.keyboard.press("m")
    tab.keyboard.type("Is a message communication? 🤔")
    tab.keyboard.press("Control+Enter")
    expect(tab.locator("#panel-here .memo")).to_contain_text("Is a message communication? 🤔")


def is_facilitator(review):
    return ["facilitator" in facets.get("role", ()) for _, words, _, _, facets in said(review) if "wrote" in words]


def corrects(review, tab):
    tab.keyboard.press("l")
    tab.keyboard.press("s")
    tab.locator("#asking select").select_option("implications")
    tab.keyboard.press("Control+Enter")
    expect(tab.locator("#text .label:focus")).to_have_text("implications")
    tab.locator("#tab-study").focus()
    tab.keyboard.press("Enter")
    tab.locator('[data-field="population"]').focus()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Control+a")
    tab.keyboard.type("market visitors")
    tab.keyboard.press("Control+Enter")
    expect(tab.locator("#panel-study")).to_contain_text("market visitors Ana")
    with open_project(review) as project:
        (portrait,) = show_characteristics(project, PAPER, at="2026-01-01T00:00:00+00:00")
    told = [(one.by, one.value) for one in portrait.characteristics if one.field == "population" and one.holds]
    assert told == [("Ana", "market visitors")]
    tab.locator("#tab-here").focus()
    tab.keyboard.press("Enter")


def undoes(review, tab):
    before = len(said(review))
    tab.keyboard.press("u")
    expect(tab.locator("#said")).to_contain_text("Taken back")
    assert tab.locator("#spoken").text_content().find("wrote") >= 0
    assert is_facilitator(review) == [False]
    assert len(said(review)) <= before


SIGNS = ("a", "é", "e\u0301", "ọ̀", "😊", "👩‍⚕️", "🤝🏽", "𝒯", "ش", "עִ", "文", " ", "\u2028", "\U0010ffff")


def test_offsets_are_code_points_whatever_the_signs(review, tab):
    chance = random.Random(7)
    texts = [
        *SIGNS,
        "".join(SIGNS),
        "",
        *("".join(chance.choices(SIGNS, k=chance.randrange(1, 60))) for _ in range(60)),
    ]
    with served(Desk(folder=review, coder="Ana")) as address:
        tab.goto(f"{address}/papers")
        told = tab.evaluate(
            """async ([address, texts]) => {
              const { Scale } = await import(`${address}/static/offsets.js`);
              return texts.map((text) => {
                const scale = new Scale(text);
                const units = Array.from({ length: scale.points + 1 }, (_, point) => scale.toUnits(point));
                const within = (unit) => [scale.toPoints(unit + 1), scale.toPoints(unit + 1, "end")];
                return { points: scale.points, units, back: units.map((unit) => scale.toPoints(unit)),
                         within: scale.pairs.map(within) };
              });
            }""",
            [address, texts],
        )
        tab.goto("about:blank")
    for text, found in zip(texts, told, strict=True):
        units = [len(text[:point].encode("utf-16-le")) // 2 for point in range(len(text) + 1)]
        assert found["points"] == len(text)
        assert found["units"] == units
        assert found["back"] == list(range(len(text) + 1))
        assert found["within"] == [[at, at + 1] for at, sign in enumerate(text) if ord(sign) > 0xFFFF]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_break_no_rule_of_accessibility(review, tab, scheme):
    tab.emulate_media(color_scheme=scheme)
    with served(Desk(folder=review, coder="Ana")) as address:
        tab.goto(f"{address}/papers")
        found = violations(tab)
        tab.locator("#papers a").first.click()
        expect(tab.locator("#panel-here .coding").first).to_be_visible()
        found += violations(tab)
        for name in ("codebook", "study", "notes"):
            tab.locator(f"#tab-{name}").click()
            found += violations(tab)
        for key in ("c", "f", "m", "s", "F"):
            tab.keyboard.press(f"Shift+{key}" if key == "F" else key)
            expect(tab.locator("#asking")).to_be_visible()
            found += violations(tab)
            tab.keyboard.press("Escape")
        tab.goto("about:blank")
    assert "\n".join(found) == ""


@pytest.mark.parametrize("width", [360, 900, 1440, 3840])
def test_the_page_never_scrolls_sideways(review, tab, width):
    tab.set_viewport_size({"width": width, "height": 800})
    with served(Desk(folder=review, coder="Ana")) as address:
        for path in ("papers", f"papers/{PAPER}"):
            tab.goto(f"{address}/{path}")
            assert tab.evaluate("document.documentElement.scrollWidth") <= width
        tab.goto("about:blank")


def test_words_are_selected_and_coded_with_the_mouse(review, tab):
    with served(Desk(folder=review, coder="Ana")) as address:
        tab.goto(f"{address}/papers/{PAPER}?at=100")
        paragraph = tab.locator("#text p", has_text="The doctor calls me now")
        paragraph.scroll_into_view_if_needed()
        box = paragraph.bounding_box()
        tab.mouse.move(box["x"] + 40, box["y"] + 14)
        tab.mouse.down()
        tab.mouse.move(box["x"] + 240, box["y"] + 14, steps=5)
        tab.mouse.up()
        selected = tab.evaluate("getSelection().toString()").strip()
        tab.locator("#code-words").click()
        tab.keyboard.type("comm")
        tab.keyboard.press("Enter")
        expect(tab.locator("#panel-here .chosen .how")).to_have_text("coded by Ana")
        tab.goto("about:blank")
    assert selected
    assert [words for _, words, _, _, _ in said(review)] == [selected]


def test_a_step_that_is_refused_is_taken_back_and_both_versions_are_shown(review, tab):
    with served(Desk(folder=review, coder="Ana")) as address:
        tab.goto(f"{address}/papers/{PAPER}")
        tab.keyboard.press("n")
        with open_project(review) as project:  # the machine codes the paper anew meanwhile, with another book
            code_again(project)
        tab.keyboard.press("a")
        expect(tab.locator(".conflict")).to_contain_text("You said")
        expect(tab.locator(".conflict")).to_contain_text("no coding of 07-pharmacy-pressure that holds has the number")
        expect(tab.locator("#panel-here .how.mine")).to_have_count(0)
        tab.get_by_role("button", name="Understood").click()
        expect(tab.locator(".conflict")).to_have_count(0)
        tab.goto("about:blank")
    assert said(review) == []


def code_again(project):
    names = project.store.papers.names()
    document = project.store.papers.current(next(id for id, name in names.items() if name == PAPER))
    set_section(project, PAPER, len(document.sections), "implications", coder="Ben", at="2026-01-01T00:00:00+00:00")


def test_what_a_colleague_says_of_the_same_words_meanwhile_is_shown_beside(review, tab):
    with served(Desk(folder=review, coder="Ana")) as address:
        tab.goto(f"{address}/papers/{PAPER}")
        tab.keyboard.press("n")
        expect(tab.locator("#panel-here .chosen")).to_be_visible()
        with open_project(review) as project:
            first = min(list_codings(project, paper=PAPER, limit=None).codings, key=lambda one: one.start)
            reject_codings(project, [first.number], coder="Ben", at="2026-01-01T00:00:00+00:00")
        for _ in range(40):
            if tab.locator("#panel-here [data-part=codings]").text_content().find(first.label) >= 0:
                break
            tab.keyboard.press("k")
        tab.keyboard.press("a")
        expect(tab.locator(".conflict")).to_contain_text("rejected by Ben")
        tab.goto("about:blank")


HOSTILE = "<img src=x onerror=\"window.troubles.push('ran')\"></script><script>window.troubles.push('ran')</script>"


def test_nothing_that_people_or_papers_say_becomes_markup(tmp_path, tab):
    folder = tmp_path / "review"
    workflow.init(folder)
    (tmp_path / "papers").mkdir()
    paper = f"T\n\nIntroduction\n\nTrust grew between the clinic and the van. {HOSTILE} " + "The road was long. " * 60
    (tmp_path / "papers" / "<b onclick=x>.txt").write_text(paper, encoding="utf-8")
    with open_project(folder) as project:
        workflow.add_documents(project, [tmp_path / "papers"], at="2026-01-01T00:00:00+00:00")
        (name,) = project.store.papers.names().values()
        workflow.add_memo(
            project, about="document", paper=name, text=HOSTILE, coder=HOSTILE[:40], at="2026-01-01T00:00:00+00:00"
        )
    with served(Desk(folder=folder, coder="Ana")) as address:
        tab.goto(f"{address}/papers")
        tab.locator("#papers a").click()
        expect(tab.locator("#text")).to_contain_text("onerror")
        tab.locator("#tab-notes").click()
        expect(tab.locator("#panel-notes .memo")).to_contain_text("onerror")
        assert tab.locator("main img, main script:not([type]), main b[onclick]").count() == 0
        assert tab.evaluate("window.troubles") == []
        tab.goto("about:blank")
