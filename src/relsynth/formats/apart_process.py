"""The process that reads papers apart, run as a module: files come in on its input, answers go out on its output.

Before the first file it loads what it needs and gives up what it does not: it may take only so much memory and
processor time, write no file, and leave no image of itself where it breaks down. Where a file takes too long, whoever
started it ends it; should nobody be there any more, the limit of processor time does.

Source: IEEE Std 1003.1-2017, setrlimit; Windows has none of it, and there the time alone is limited.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
from contextlib import suppress
from typing import BinaryIO

from relsynth import formats
from relsynth.errors import FormatError, InputError
from relsynth.formats import document_json
from relsynth.formats.apart import COUNT, READY
from relsynth.formats.document_json import Refusal

try:
    import resource
except ImportError:  # on Windows
    resource = None  # type: ignore[assignment]

_FIRST = (
    b"# Two boats\n\n## Methods\n\nThe crews of both boats kept a log of every crossing and read it out to each other. "
    b"At the end of each month they met in the harbour and compared what they had written down.\n"
)
"""A paper that loads what is loaded on first use, while that may still take what it needs."""

_NAME = "paper"
"""What every file is called here; its own name stays outside."""


def serve(requests: BinaryIO, answers: BinaryIO, *, seconds: float, memory: int) -> None:
    """Read files until no more come, or memory runs out.

    Args:
        requests: for each file how long its suffix is, how long it is, and both; answers are told alike.
        seconds: of processor time for one file.
        memory: bytes of address space for all.
    """
    formats.read(_FIRST, path_name=_NAME + ".md")
    importlib.import_module("pypdfium2.raw")
    _give_up(memory)
    answers.write(READY)
    answers.flush()
    is_able = True
    while is_able and (sizes := requests.read(2 * COUNT.size)):
        of_suffix, of_source = (COUNT.unpack_from(sizes, at)[0] for at in (0, COUNT.size))
        suffix = requests.read(of_suffix).decode()
        _give_time(seconds)
        try:
            said = _said(requests.read(of_source), suffix)
        except MemoryError:
            is_able = False
            said = document_json.written(Refusal(kind="memory", message=TOO_MUCH.format(memory >> 20)))
        answers.write(COUNT.pack(len(said)) + said)
        answers.flush()


TOO_MUCH = (
    "takes more than {} MB of memory to read: it is damaged, or made to do harm; "
    "open it, save or print it anew, and add that"
)


def _said(source: bytes, suffix: str) -> bytes:
    """A paper, or why there is none; a fault of a reader is a reason too, so that one file stops no other."""
    try:
        return document_json.written(formats.read(source, path_name=_NAME + suffix))
    except InputError as error:
        refusal = Refusal(message=_plain(error.message), line=error.line)
    except FormatError as error:
        refusal = Refusal(kind="format", message=_plain(str(error)))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a reader did not foresee, here it is one file's
        what = f"{type(error).__name__}: {error}"[:200]
        refusal = Refusal(
            message=_plain(f"a reader failed on it, which is a fault of relsynth: please tell us ({what})")
        )
    return document_json.written(refusal)


def _plain(message: str) -> str:
    return message.encode("utf-8", "replace").decode()


def _give_up(memory: int) -> None:
    """Take on the limits that hold for good, as far as the system knows them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started this is told to stop, and ends it
    if resource is None:
        return
    for limit, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0)):
        _, hard = resource.getrlimit(limit)
        with suppress(ValueError, OSError):  # macOS refuses less address space than is mapped already
            resource.setrlimit(limit, (most, most) if hard < 0 else (min(most, hard), min(most, hard)))


def _give_time(seconds: float) -> None:
    """Allow so much processor time from now on."""
    if resource is None:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    spent = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    most = int(spent + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (most if hard < 0 else min(most, hard), hard))


def _main() -> None:
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    serve(sys.stdin.buffer, answers, seconds=float(sys.argv[1]), memory=int(sys.argv[2]))


if __name__ == "__main__":
    _main()
