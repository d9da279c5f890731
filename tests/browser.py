"""Where a Chromium is, for the tests that look at a page in one."""

import os
import shutil

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find_chromium() -> str | None:
    """Path of a Chromium: ``RELSYNTH_CHROMIUM``, or the first on the path; None where there is none."""
    return os.environ.get("RELSYNTH_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
