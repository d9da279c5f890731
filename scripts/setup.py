"""Set relsynth up in .venv, then show it, test it, or try its wheel, on any system.

    scripts/demo           relsynth alone, run on the bundled corpus; demo/map.html is the result
    scripts/test [ARG...]  relsynth with its parser and its test tools; pytest gets the ARGs
    scripts/setup wheel    the built wheel, installed on its own outside of the checkout

Needs Python 3.11 or newer, and nothing but its standard library. A second call
finds the environment as the first one left it, and starts at once, unless
pyproject.toml or constraints.txt has changed since.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "relsynth-setup.txt"
CONSTRAINTS = ROOT / "constraints.txt"
OLDEST_PYTHON = (3, 11)
EVERYTHING_IN_PARALLEL = ("-n", "auto")


class SetupError(Exception):
    """A step of the set-up failed; the message says what to do about it."""


def main(arguments: Sequence[str]) -> int:
    """Carry out one verb and return its exit status: 2 for an unknown verb, 1 for a failed set-up."""
    verb = VERBS.get(arguments[0]) if arguments else None
    if verb is None:
        say(__doc__)
        return 2
    if sys.version_info < OLDEST_PYTHON:
        say(f"relsynth needs Python 3.11 or newer; this is {sys.version.split()[0]} ({sys.executable})")
        return 1
    try:
        return verb(arguments[1:])
    except SetupError as error:
        say(f"Error: {error}")
        return 1
    except KeyboardInterrupt:
        return 130


def demo(arguments: Sequence[str]) -> int:
    """Run ``relsynth demo``, which says where its map is."""
    prepare(extras=())
    return call([program(VENV, "relsynth"), "demo", *arguments])


def test(arguments: Sequence[str]) -> int:
    """Run the tests: all of them on every core, or just as pytest's own arguments say."""
    prepare(extras=("dev", "docs", "fetch", "parser"))
    return call([program(VENV, "python"), "-m", "pytest", *(arguments or EVERYTHING_IN_PARALLEL)])


def wheel(_arguments: Sequence[str]) -> int:
    """Build the wheel, install it with what it needs and no more, and run its demo in an empty folder.

    Nothing of the checkout or of the test tools is within reach: what only works
    beside them fails here and not at a user's.
    """
    with tempfile.TemporaryDirectory(prefix="relsynth-") as name:
        place = Path(name)
        make_venv(place / "venv")
        pip = [program(place / "venv", "python"), "-m", "pip"]
        quietly("building the wheel", [*pip, "wheel", "--no-deps", "--wheel-dir", str(place), str(ROOT)], folder=place)
        built = [str(path) for path in place.glob("*.whl")]
        quietly("installing the wheel", [*pip, "install", "-c", str(CONSTRAINTS), *built], folder=place)
        quietly("checking what it requires", [*pip, "check"], folder=place)
        (place / "empty").mkdir()
        quietly("running its demo", [program(place / "venv", "relsynth"), "demo"], folder=place / "empty")
        page = place / "empty" / "demo" / "map.html"
        if not page.is_file():
            raise SetupError("the demo of the installed wheel wrote no demo/map.html")
        say(f"the wheel works alone: its map has {page.stat().st_size // 1024} kB")
    return 0


VERBS: dict[str, Callable[[Sequence[str]], int]] = {"demo": demo, "test": test, "wheel": wheel}


def prepare(*, extras: Collection[str]) -> None:
    """Make .venv hold this checkout with the extras asked for, and those that it had before."""
    if not is_usable(VENV):
        say("the first set-up takes a minute or two")
        make_venv(VENV)
    before = STAMP.read_text(encoding="utf-8").split() if STAMP.is_file() else []
    wanted = sorted({*extras, *before[1:]})
    now = [digest_of_inputs(), *wanted]
    if before == now:
        return
    target = f".[{','.join(wanted)}]" if wanted else "."
    pip = [program(VENV, "python"), "-m", "pip", "install", "-c", str(CONSTRAINTS), "--editable", target]
    quietly("installing relsynth and what it needs", pip, folder=ROOT)
    STAMP.write_text("\n".join(now), encoding="utf-8")


def digest_of_inputs() -> str:
    """SHA-256 of all that an environment depends on; its own place too, since it cannot be moved."""
    inputs = [path.read_bytes() for path in (ROOT / "pyproject.toml", CONSTRAINTS, VENV / "pyvenv.cfg")]
    return hashlib.sha256(b"\0".join([*inputs, os.fsencode(ROOT)])).hexdigest()


def is_usable(venv: Path) -> bool:
    """Whether an environment's Python starts, is new enough and has pip."""
    python = Path(program(venv, "python"))
    if not python.exists():  # a link to a Python that is gone does not exist either
        return False
    check = f"import pip, sys; sys.exit(sys.version_info < {OLDEST_PYTHON})"
    return subprocess.run([python, "-c", check], capture_output=True, check=False).returncode == 0


def make_venv(venv: Path) -> None:
    """Make an empty environment, in place of a broken one if need be."""
    command = [sys.executable, "-m", "venv", "--clear", str(venv)]
    remedy = "is Python's venv module installed? On Debian and Ubuntu: apt install python3-venv"
    quietly(f"making {venv.name} with Python {sys.version.split()[0]}", command, folder=venv.parent, remedy=remedy)


def program(venv: Path, name: str) -> str:
    """Path of a program installed in an environment."""
    return str(venv / "Scripts" / f"{name}.exe" if os.name == "nt" else venv / "bin" / name)


def call(command: Sequence[str]) -> int:
    """Run a command in the checkout, in plain sight, and return its exit status."""
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def quietly(step: str, command: Sequence[str], *, folder: Path, remedy: str = "what it said is above") -> None:
    """Run a command behind one line of progress; show its output only if it fails."""
    say(f"{step} ...")
    began = time.monotonic()
    done = subprocess.run(
        command, cwd=folder, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode:
        sys.stderr.buffer.write(done.stdout)
        raise SetupError(f"{step} failed; {remedy}")
    say(f"{step}: done in {time.monotonic() - began:.0f} s")


def say(text: str) -> None:
    """Tell the person at the terminal, leaving standard output to the programs that are run."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
