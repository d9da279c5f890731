"""A paper's time ends, in Python and outside of it; a worker's memory is bounded, and it ends with its parent."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import pytest

from relsynth.scaling.limits import TooLong, at_most, peak_bytes


def spin(seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass


def test_what_takes_too_long_is_stopped() -> None:
    began = time.perf_counter()
    with pytest.raises(TooLong), at_most(0.1, or_end=False):
        spin(20)
    assert time.perf_counter() - began < 10


def test_it_is_stopped_in_another_thread_too() -> None:
    stopped = []

    def work() -> None:
        try:
            with at_most(0.1, or_end=False):
                spin(20)
        except TooLong:
            stopped.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(10)
    assert stopped == [True]


def test_what_is_done_in_time_is_left_alone() -> None:
    began = time.perf_counter()
    with at_most(0.2, or_end=False):
        pass
    spin(0.4)
    assert time.perf_counter() - began >= 0.4


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("seconds", [0.0, 0.3], ids=["as-it-ends", "before-it-ends"])
def test_what_was_stopped_leaves_nothing_behind(seconds: float) -> None:
    code = (
        "import sys, time; from relsynth.scaling.limits import TooLong, at_most\n"
        "for _ in range(20):\n"
        "    try:\n"
        "        with at_most(0.01, or_end=False):\n"
        f"            time.sleep(0.01 + {seconds} / 20)\n"
        "    except TooLong:\n"
        "        pass\n"
        "sys.setprofile(lambda *_: None)\n"  # what was left waiting kept Python 3.11 from ever going on here
        "print(sum(map(len, (str(n) for n in range(100)))))\n"
    )
    done = run(code)
    assert (done.returncode, done.stdout, done.stderr) == (0, "190\n", "")


def test_a_process_that_does_not_come_back_is_ended() -> None:
    code = (
        "from relsynth.scaling import limits; import hashlib; limits.HARD_LEAST = 0.5\n"
        "with limits.at_most(0.1, or_end=True):\n"
        "    pow(7, 10**8)\n"  # one call that never looks at Python's signals
    )
    began = time.perf_counter()
    assert run(code).returncode == 1
    assert time.perf_counter() - began < 30


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_memory_is_held() -> None:
    done = run("from relsynth.scaling.limits import hold_memory; hold_memory(1 << 29); bytearray(1 << 30)")
    assert "MemoryError" in done.stderr


def test_a_process_ends_with_its_parent() -> None:
    assert run("from relsynth.scaling.limits import end_with; import time; end_with(1); time.sleep(60)").returncode == 1


@pytest.mark.skipif(sys.platform != "linux", reason="not told elsewhere")
def test_the_peak_of_memory_is_told() -> None:
    assert peak_bytes() > 10 << 20
