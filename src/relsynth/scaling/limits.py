"""How long a paper may take, how much memory a worker may use, and that it ends with whoever started it."""

from __future__ import annotations

import ctypes
import faulthandler
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

HARD = 2  # times the limit after which a worker that is stuck outside of Python is ended
HARD_LEAST = 10.0  # seconds
LOOKED_EVERY = 2.0  # seconds between looks at whether the parent is there

_SEEN = "VmHWM:"


class TooLong(BaseException):
    """A paper has used up its time; no ``except Exception`` on the way may take it for a fault of a file."""


@contextmanager
def at_most(seconds: float, *, or_end: bool) -> Iterator[None]:
    """Raise ``TooLong`` in this thread where what is within takes longer.

    Python code is stopped at the limit. A library that does not come back is not, so with ``or_end`` the whole
    process is ended at twice the limit, by a thread that needs nothing of Python; whoever started it sees that.
    """
    thread, fired, lock = threading.get_ident(), False, threading.Lock()

    def stop() -> None:
        nonlocal fired
        with lock:
            if not fired:
                fired = True
                _raise_in(thread, TooLong)

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    if or_end:
        faulthandler.dump_traceback_later(max(HARD * seconds, HARD_LEAST), exit=True, file=_nowhere())
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        with lock:
            if fired:
                _let_it_arrive()
            fired = True
        if or_end:
            faulthandler.cancel_dump_traceback_later()


def hold_memory(most: int) -> None:
    """Let this process use no more than some bytes of address space, where the system can see to that."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 not on Windows

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        ceiling = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_AS, (ceiling, hard))


def one_thread() -> None:
    """Let libraries of linear algebra, which are loaded later, use one thread: there is a process for each core."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"


def end_with(parent: int) -> None:
    """End this process when its parent is gone, however that ended."""

    def look() -> None:
        while os.getppid() == parent:
            time.sleep(LOOKED_EVERY)
        os._exit(1)

    threading.Thread(target=look, daemon=True).start()


def peak_bytes() -> int:
    """The most memory that this process has had so far; 0 where the system does not tell."""
    try:
        told = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) << 10 for line in told.splitlines() if line.startswith(_SEEN)), 0)


def _raise_in(thread: int, what: type[BaseException]) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(what))


def _let_it_arrive() -> None:
    """Raise ``TooLong`` here once more, and be done with it: the one that was raised may not have arrived yet.

    Taking it back would leave Python 3.11 looking for it for ever: slower, and without an end under a profiler, since
    only one that arrives is noted as gone.
    """
    with suppress(TooLong):
        _raise_in(threading.get_ident(), TooLong)
        while True:  # it comes with the next jump
            pass


_NOWHERE: list[IO[str]] = []


def _nowhere() -> IO[str]:
    """Where the traceback of an ended worker goes; opened once, since it must stay open."""
    if not _NOWHERE:
        _NOWHERE.append(Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
    return _NOWHERE[0]
