"""The command that opens the desk, as a process of its own."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from typer.testing import CliRunner

from relsynth.cli import app


def command(folder: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "relsynth", "desk", str(folder), "--no-open", *words]


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C is sent in another way")
def test_it_says_where_it_is_keeps_its_port_and_stops_cleanly(examples: Path) -> None:
    first = subprocess.Popen(
        command(examples, "--port", "0", "--prefix", "/review"),
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert first.stderr
        told = first.stderr.readline()
        found = re.search(r" is at (http://127\.0\.0\.1:(\d+)/review/) ", told)
        assert found, told
        with urllib.request.urlopen(f"{found[1]}static/desk.css", timeout=60) as answer:
            assert answer.status == 200
        second = subprocess.run(command(examples, "--port", found[2]), capture_output=True, text=True, check=False)
        assert (second.returncode, second.stderr.startswith(f"Error: port {found[2]} of this machine")) == (1, True)
    finally:
        first.send_signal(signal.SIGINT)
        out, err = first.communicate(timeout=60)
    assert (first.returncode, out, err) == (0, "", "")


@pytest.mark.parametrize("prefix", ["review", "/a b", "/a/"])
def test_a_prefix_that_is_none_is_told(examples: Path, prefix: str) -> None:
    told = CliRunner().invoke(app, ["desk", str(examples), "--no-open", "--prefix", prefix])
    assert (told.exit_code, "is no path" in told.stderr) == (1, True)
