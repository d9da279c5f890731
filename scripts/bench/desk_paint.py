"""How soon a person sees something at the desk: pages as they open, and what is there after a key.

In a headless Chromium. A key's time is from its event to the frame that is painted after the last change of what it
brings: the title of the record, or the head of the panel. All is wall-clock time of this machine.
"""

from __future__ import annotations

import random
import statistics
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from desk_team import AT
from playwright.sync_api import Page

from relsynth import open_project, workflow

TIMES = 50
OPENED = 5
TIMEOUT = 120_000  # ms
PAINTED = """() => new Promise((done) => {
    const told = () => performance.getEntriesByName('first-contentful-paint')[0];
    const wait = () => (told() ? done(told().startTime) : requestAnimationFrame(wait));
    wait();
})"""
FILLED = """(css) => new Promise((done) => {
    const wait = () => {
        const one = document.querySelector(css);
        if (one && !one.closest('[aria-busy=true]') && one.textContent.trim()) {
            requestAnimationFrame(() => setTimeout(() => done(performance.now())));
        } else requestAnimationFrame(wait);
    };
    wait();
})"""
WATCH = """(css) => {
    const watched = document.querySelector(css);
    window.spent = [];
    let began = null;
    let last = null;
    addEventListener('keydown', () => { began = performance.now(); last = watched.textContent; }, true);
    new MutationObserver(() => {
        if (began === null || watched.textContent === last) return;
        const from = began;
        began = null;
        requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => window.spent.push(performance.now() - from);
            channel.port2.postMessage(null);
        });
    }).observe(watched, {childList: true, characterData: true, subtree: true});
}"""
DENSITY = 0.05  # share of sentences with a cue, each of which has a proposal or more
UNCODED = """
harbour ferry ledger village winter orchard tide lantern choir marsh heron bread oven mouse rope kitchen bell enzyme
vitro dose cohort road hill flood letter glass
"""
PLAIN = UNCODED.split()
CUES = (
    "The two organisations trusted each other after the second winter",
    "Partners signed a written agreement before any work was shared",
    "The partnership met every month and communicated openly",
    "Without trust among the implementing partners nothing was coordinated",
    "A shared vision had been agreed on by both councils",
)


def long_paper(folder: Path, *, words: int = 30_000, seed: int = 0) -> str:
    """A project with one made-up paper of 60 printed pages, coded by the dictionary; the id of the paper."""
    draw = random.Random(seed)
    written, parts, section = 0, ["# Partners of the long river\n"], 0
    headings = ("Introduction", "Methods", "Results", "Discussion", "Lessons learned", "Conclusion")
    while written < words:
        if section < len(headings) and written >= words * section / len(headings):
            parts.append(f"## {headings[section]}\n")
            section += 1
        sentences = []
        for _ in range(6):
            plain = " ".join(draw.choices(PLAIN, k=18)).capitalize()
            sentences.append(draw.choice(CUES) if draw.random() < DENSITY else plain)
        paragraph = ". ".join(sentences) + ".\n"
        written += len(paragraph.split())
        parts.append(paragraph)
    file = folder.parent / "long-river.md"
    file.write_text("\n".join(parts), encoding="utf-8")
    workflow.init(folder, title="A long paper")
    with open_project(folder) as project:
        workflow.add_documents(project, [file], at=AT)
        workflow.code(project, at=AT, coder="lexicon", parser="none")
        return next(iter(project.store.documents())).id


def opened(tab: Page, address: str, filled: str) -> dict[str, float]:
    """Milliseconds until a page first shows something, and until it shows what it is opened for; medians."""
    first, whole = [], []
    for _ in range(OPENED):
        tab.goto("about:blank")
        tab.goto(address, wait_until="commit")
        whole.append(tab.evaluate(FILLED, filled))
        first.append(tab.evaluate(PAINTED))
    return {"first_paint_ms": _told(statistics.median(first)), "whole_ms": _told(statistics.median(whole))}


def keyed(tab: Page, watched: str, keys: Sequence[Sequence[str]]) -> list[float]:
    """Milliseconds from the last of some keys to what they bring, as often as there are keys; in turns of them."""
    tab.evaluate(WATCH, watched)
    for number, some in enumerate(keys):
        for key in some:
            tab.keyboard.press(key)
        tab.wait_for_function("(count) => window.spent.length > count", arg=number, timeout=TIMEOUT)
        tab.wait_for_timeout(30)
    return list(tab.evaluate("window.spent"))


def screening(tab: Page, base: str) -> dict[str, float]:
    """Of a stage with very many records: the page as it opens, and the next record after a key."""
    address = f"{base}/screening/title-abstract"
    tab.goto(address)
    tab.wait_for_selector("#record[aria-busy=false]", timeout=TIMEOUT)  # the stage is loaded once, for everybody
    told = opened(tab, address, "#record[aria-busy=false] #record-title")
    spent = keyed(tab, "#record-title", [("i",) if number % 3 else ("e", "0") for number in range(TIMES)])
    return {**{f"screening_{name}": one for name, one in told.items()}, **_spread("next_record", spent)}


def coding(tab: Page, base: str, paper: str) -> dict[str, float]:
    """Of a long paper: the page as it opens, and the next proposal after a key."""
    told = opened(tab, f"{base}/papers/{quote(paper)}", "#panel-here [data-part=head]")
    spent = keyed(tab, "#panel-here [data-part=head]", [("n",)] * TIMES)
    return {**{f"coding_{name}": one for name, one in told.items()}, **_spread("next_proposal", spent)}


def _spread(name: str, spent: Sequence[float]) -> dict[str, float]:
    ordered = sorted(spent)
    return {f"{name}_ms": _told(statistics.median(ordered)), f"{name}_p95_ms": _told(ordered[int(len(ordered) * 0.95)])}


def _told(milliseconds: float) -> float:
    return round(milliseconds, 1)
