"""Measure the desk: a team at work at once, how soon a page is there, and every page tried with axe and with scripts.

    python scripts/bench/desk.py [--data ../shared/data] [--json] [--think 1.0] [--only PART]

Twenty people with accounts decide and code at once on a desk that is served as `relsynth desk --team` serves it
(desk_team.py). ``p99_ms`` and the like are of people who think for a second in the mean before each write;
``rush_…`` of the same without any thinking, which is a load and no team. ``lost`` are writes that were answered and are
not in the project's file; ``conflicts_told`` of ``conflicts`` made on purpose. Times of the screening page are over
40,000 made-up records, those of coding over a made-up paper of 30,000 words (desk_paint.py). ``axe_violations`` are
found on every page that links lead to, light and dark, of the bundled project and, where DATA/papers is there, of a
project of papers from it; ``xss_executed`` on the pages of a project in which ``xss_fields`` fields would run a script.
All times are wall-clock.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import desk_paint
import desk_team
from playwright.sync_api import Browser, Page, sync_playwright

from relsynth import open_project, workflow
from relsynth.bundled import example_papers

HOUSE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOUSE / "tests"))

from axe import find_axe, violations  # noqa: E402
from browser import ARGUMENTS, find_chromium  # noqa: E402
from web.every_page import every_page  # noqa: E402
from web.hostile import PASSWORD, Fields, hostile_project, pressed, taken_for_markup, watched  # noqa: E402

RECORDS = 40_000
REAL_PAPERS = 12
RUSH = 10  # writes of each kind that each person makes without thinking
THEMES = ("light", "dark")
PARTS = ("team", "paint", "axe", "hostile")
AT = desk_team.AT


def main() -> int:
    arguments = parse()
    lacking = [what for what, there in (("a Chromium", find_chromium()), ("axe-core", find_axe())) if there is None]
    if lacking:
        print(f"desk: this needs {' and '.join(lacking)}", file=sys.stderr)
        return 2
    parts: dict[str, Callable[[Path, argparse.Namespace], dict[str, Any]]] = {
        "team": team,
        "paint": paint,
        "axe": axe,
        "hostile": hostile,
    }
    figures: dict[str, Any] = {}
    for name in arguments.only or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            figures |= parts[name](Path(folder), arguments)
    if arguments.json:
        print(json.dumps(figures))
        return 0
    for name, value in figures.items():
        print(f"{name:<28}{value:>12,}")
    return 0


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=HOUSE.parent / "shared" / "data")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--writes", type=int, default=100, help="of each kind, that each person makes")
    parser.add_argument("--think", type=float, default=1.0, help="seconds before a write, in the mean")
    parser.add_argument("--records", type=int, default=RECORDS)
    parser.add_argument("--only", action="append", choices=PARTS, help="measure this part alone; repeat for more")
    return parser.parse_args()


def team(folder: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    """People who work at once."""
    people, writes = arguments.people, arguments.writes
    review = desk_team.made_project(folder / "review", people=people, records=people * (writes + RUSH))
    with desk_team.at_work(review, "--team") as port:
        told = desk_team.work(port, people=people, writes=writes, think_s=arguments.think)
        rush = desk_team.work(port, people=people, writes=RUSH, think_s=0, seed=1, first=writes)
        against = desk_team.conflicts(port)
    for refusal in dict.fromkeys([*told.refused, *rush.refused]):
        print(f"  refused: {refusal}", file=sys.stderr)
    return {
        "people": people,
        "think_s": arguments.think,
        "writes": len(told.all_waits) + len(rush.all_waits),
        "refused": len(told.refused) + len(rush.refused),
        "lost": desk_team.lost(review, told) + desk_team.lost(review, rush),
        "conflicts": against.settled + against.changed,
        "conflicts_told": against.settled_told + against.changed_told,
        **desk_team.figures(told),
        **desk_team.figures(rush, prefix="rush_"),
    }


def paint(folder: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    """How soon something is to be seen."""
    records = folder / "records"
    workflow.init(records, title="Very many")
    export = folder / "many.ris"
    export.write_text(desk_team.made_records(arguments.records), encoding="utf-8")
    with open_project(records) as project:
        workflow.import_records(project, [export], at=AT)
    paper = desk_paint.long_paper(folder / "paper")
    with sync_playwright() as playwright:
        browser = launched(playwright)
        with desk_team.at_work(records, "--coder", "Ana") as port:
            told = desk_paint.screening(new_tab(browser), f"http://127.0.0.1:{port}")
        with desk_team.at_work(folder / "paper", "--coder", "Ana") as port:
            told |= desk_paint.coding(new_tab(browser), f"http://127.0.0.1:{port}", paper)
        browser.close()
    first = max(told["screening_first_paint_ms"], told["coding_first_paint_ms"])
    return {"records": arguments.records, "first_paint_ms": first, **told}


def axe(folder: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    """Rules that pages break."""
    projects = {"bundled": papers_of(folder / "bundled", [example_papers()])}
    if (arguments.data / "papers").is_dir():
        real = sorted(path for path in (arguments.data / "papers").iterdir() if path.is_file())
        projects["real"] = papers_of(folder / "real", real[:REAL_PAPERS])
    found, pages = 0, 0
    with sync_playwright() as playwright:
        browser = launched(playwright)
        for name, review in projects.items():
            with desk_team.at_work(review, "--coder", "Ana") as port:
                for theme in THEMES:
                    tab = new_tab(browser, color_scheme=theme)
                    for kind in every_page(tab, f"http://127.0.0.1:{port}", each=2):
                        told = violations(tab)
                        pages += 1
                        found += len(told)
                        for one in told:
                            print(f"  {name} {theme} {kind} {urlsplit(tab.url).path}: {one}", file=sys.stderr)
                    tab.context.close()
        browser.close()
    return {"axe_pages": pages, "axe_violations": found}


def hostile(folder: Path, _arguments: argparse.Namespace) -> dict[str, Any]:
    """Text that would run, and whether any page lets it."""
    fields = Fields()
    review, name = hostile_project(folder / "review", fields)
    pages = markup = 0
    with sync_playwright() as playwright, desk_team.at_work(review, "--team") as port:
        browser = launched(playwright)
        base = f"http://127.0.0.1:{port}"
        tab = new_tab(browser)
        hits, refused = watched(tab.context)
        log_in(tab, base, name)
        for kind in every_page(tab, base, each=3):
            pages += 1
            pressed(tab)
            told = taken_for_markup(tab)
            markup += len(told)
            for one in told:
                print(f"  {kind}: taken for markup: {one}", file=sys.stderr)
        tab.goto(f"{base}/")
        counted = tab.evaluate("async (path) => (await (await fetch(path)).json()).count", f"{base}/api/csp/reports")
        browser.close()
    for one in [*hits, *refused]:
        print(f"  ran or was refused: {one}", file=sys.stderr)
    return {
        "xss_fields": len(fields.names),
        "xss_pages": pages,
        "xss_executed": len(hits),
        "xss_markup": markup,
        "csp_reports": max(len(refused), counted),
    }


def log_in(tab: Page, base: str, name: str) -> None:
    """Log in by the form."""
    tab.goto(f"{base}/login")
    tab.fill("input[name=name]", name)
    tab.fill("input[name=password]", PASSWORD)
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"{base}/")


def papers_of(folder: Path, paths: list[Path]) -> Path:
    """A project of papers, coded by the dictionary, with some made-up records to be screened."""
    workflow.init(folder, title="Every page")
    export = folder.parent / f"{folder.name}.ris"
    export.write_text(desk_team.made_records(60), encoding="utf-8")
    with open_project(folder) as project:
        workflow.add_documents(project, paths, at=AT)
        workflow.code(project, at=AT, coder="lexicon", parser="none")
        workflow.import_records(project, [export], at=AT)
    return folder


def launched(playwright: Any) -> Browser:
    """A Chromium."""
    browser: Browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
    return browser


def new_tab(browser: Browser, **how: Any) -> Page:
    """A tab of a browser that has kept nothing."""
    tab = browser.new_context(viewport={"width": 1440, "height": 900}, **how).new_page()
    tab.set_default_timeout(desk_paint.TIMEOUT)
    return tab


if __name__ == "__main__":
    sys.exit(main())
