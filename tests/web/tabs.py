"""A browser and its pages for the tests that look at a desk: whatever goes wrong on a page fails the test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from browser import ARGUMENTS, find_chromium

IN_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium: set RELSYNTH_CHROMIUM or put one on the path"),
]
"""Marks of a module whose tests are in a browser."""
LISTEN = """
window.troubles = [];
document.addEventListener('securitypolicyviolation', ({violatedDirective, blockedURI}) => {
    window.troubles.push(`${violatedDirective} ${blockedURI}`);
});
"""
TIMEOUT_MS = 15_000


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        yield browser
        browser.close()


@contextmanager
def watched(browser: Browser, *, width: int = 1280, height: int = 800) -> Iterator[Page]:
    """A page of its own context; in the end no script has failed, no dialog came, nothing was against the policy."""
    context = browser.new_context(viewport={"width": width, "height": height})
    context.add_init_script(LISTEN)
    page = context.new_page()
    page.set_default_timeout(TIMEOUT_MS)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    yield page
    assert wrong + page.evaluate("window.troubles ?? []") == []
    context.close()
