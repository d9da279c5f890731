"""Papers read apart: PDF, Word and EPUB, by a process of its own that is given little time and memory.

Files of papers come from anywhere, and what unpacks and lays out these is written in C and C++. Whatever a file does to
it, it does to a process that knows of no project, has no key of a service and no terminal, can write no file, and is
ended where a file takes too long or too much. That process is kept warm: it reads one file after another over a pipe,
so that thousands of papers pay for its start once. What it says is held against the shape of a document before it is
believed (``document_json``), and the name of a file never reaches it.

``formats.read`` reads any file here and now; its answers are the same.
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePath
from threading import Event, Lock, Timer
from types import TracebackType
from typing import Self, TypeVar

from relsynth import formats
from relsynth.documents import Document
from relsynth.errors import FormatError, InputError
from relsynth.formats import document_json
from relsynth.formats.document_json import Answer, Refusal

APART = frozenset({"docx", "epub", "pdf"})
"""Formats that the other process reads; what is text is read here, by readers that measure."""

SECONDS = 120.0  # for one file; the slowest of 40 open-access PDFs takes a quarter of one
MEMORY = 2 << 30  # bytes of address space, of which the libraries take a quarter
MOST_FILES = 2_000  # read by one process, so that what libraries leave behind does not add up
MOST_SAID = 256 << 20  # bytes of an answer

COUNT = struct.Struct(">Q")
"""How long what follows is: in a request its suffix, then the file; in an answer all of it."""

READY = b"ready\n"

_Done = TypeVar("_Done")
_COMMAND = ("python", "-P", "-m", "relsynth.formats.apart_process")
"""``-P``: where the program runs, somebody's folder of papers may hold a ``json.py``."""
_PIPE = 1 << 20  # bytes: what most papers fit in, so that few turns are taken
_LAST_WORDS = 1.0  # seconds that a process has to end by itself
_KILLED = 9  # the signal by which a system that runs out of memory ends a process
_START = 60.0  # seconds, on a slow disk; half of one on a good one
_KEPT = frozenset(
    {
        *("PATH", "HOME", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TMP", "TEMP", "VIRTUAL_ENV", "LD_LIBRARY_PATH"),
        *("SYSTEMROOT", "USERPROFILE", "APPDATA"),
    }
)
"""Variables that a Python needs to start; keys of services stand in others, and are not handed on."""
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
"""Threads that nobody needs take address space."""


class Reader:
    """Reads papers as ``formats.read`` does; for the first in a format of ``APART`` it starts a process that does it.

    ``seconds`` are for one file, ``memory`` bytes of address space for the process. Threads may share a reader, and
    take turns; processes that were forked may not.
    """

    def __init__(self, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._count = 0

    def read(self, source: bytes, *, path_name: str) -> Document:
        """Read one paper in whatever installed format recognises it; its name is the file's stem.

        Raises:
            FormatError: no installed format recognises the file.
            InputError: the file breaks the format it is in, or takes more time or memory than a paper does.
        """
        format_ = formats.format_of(source, path_name=path_name) if source.strip() else None
        if format_ is None or format_.name not in APART:
            return formats.read(source, path_name=path_name)
        path = PurePath(path_name)
        with self._lock:
            answer = self._answer(source, path.suffix)
        if isinstance(answer, Document):
            return replace(answer, name=path.stem)
        if answer.kind == "format":
            raise FormatError(answer.message)
        raise InputError(answer.message, path=Path(path_name), line=answer.line)

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.kill()
            _ended(self._process)
            self._process = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _answer(self, source: bytes, suffix: str) -> Answer:
        """What the process says of a file; it is ended where it says nothing that can be believed."""
        process = self._started()
        if process is None:
            return Refusal(message=f"the process that reads it does not start; to see why, run {' '.join(_COMMAND)}")
        try:
            said, is_late = _within(self._seconds, process, lambda: _exchanged(process, source, suffix))
        except BaseException:  # an interrupt, say, that leaves half an answer in the pipe
            self.close()
            raise
        self._count += 1
        answer = None if said is None else document_json.read(said, source)
        is_spent = isinstance(answer, Refusal) and answer.kind == "memory"
        if answer is not None and not is_late and not is_spent:
            return answer
        code = _ended(process)
        self._process = None
        return answer or self._broken(code, is_late=is_late)

    def _started(self) -> subprocess.Popen[bytes] | None:
        """The process, warm; None where none starts."""
        if self._process is not None and (self._count >= MOST_FILES or self._process.poll() is not None):
            self.close()
        if self._process is None:
            process = _start(self._seconds, self._memory)
            is_ready, _ = _within(_START, process, lambda: _bytes(process, len(READY)) == READY)
            if not is_ready:
                process.kill()
                _ended(process)
                return None
            self._process, self._count = process, 0
        return self._process

    def _broken(self, code: int, *, is_late: bool) -> Refusal:
        """Why there is no answer."""
        if is_late:
            why = f"takes longer than {self._seconds:g} seconds to read"
        elif code == -_KILLED:
            why = "takes more memory to read than there is"
        else:
            why = f"ended the process that reads it ({code})"
        return Refusal(
            message=f"{why}: it is damaged, or made to do harm; open it, save or print it anew, and add that"
        )


def _start(seconds: float, memory: int) -> subprocess.Popen[bytes]:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name.upper() in _KEPT or name.startswith(("PYTHON", "LC_", "DYLD_"))
    }
    return subprocess.Popen(
        [sys.executable, *_COMMAND[1:], str(seconds), str(memory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pipesize=_PIPE,
        env=environment | _ONE_THREAD,
    )


def _within(seconds: float, process: subprocess.Popen[bytes], do: Callable[[], _Done]) -> tuple[_Done, bool]:
    """What is done with a process, and whether it was killed meanwhile since that took too long."""
    is_late = Event()

    def end() -> None:
        is_late.set()
        process.kill()

    timer = Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        done = do()
    finally:
        timer.cancel()
        timer.join()
    return done, is_late.is_set()


def _exchanged(process: subprocess.Popen[bytes], source: bytes, suffix: str) -> bytes | None:
    """What a process says of a file; None where it says nothing whole."""
    told = suffix.encode("utf-8", "replace")
    if process.stdin is None:
        return None
    with suppress(OSError):  # it is gone, and may have said why
        process.stdin.write(COUNT.pack(len(told)) + COUNT.pack(len(source)) + told)
        process.stdin.write(source)
        process.stdin.flush()
    count = _bytes(process, COUNT.size)
    if len(count) < COUNT.size or (size := COUNT.unpack(count)[0]) > MOST_SAID:
        return None
    said = _bytes(process, size)
    return said if len(said) == size else None


def _bytes(process: subprocess.Popen[bytes], count: int) -> bytes:
    """So many bytes of what a process writes; fewer where it is gone."""
    return b"" if process.stdout is None else process.stdout.read(count)


def _ended(process: subprocess.Popen[bytes]) -> int:
    """How a process ended, which it does now at the latest."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(_LAST_WORDS)  # what is ending has its own reason, which a kill would hide
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):  # what was not written yet has nobody to read it
                pipe.close()
    return process.wait()
