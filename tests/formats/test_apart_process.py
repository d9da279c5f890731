"""The process that reads papers apart, given its requests as they come over the pipe."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from made_up_docx import p, word
from relsynth import formats
from relsynth.formats import apart_process, document_json
from relsynth.formats.apart import COUNT, READY
from relsynth.formats.document_json import Refusal

PAPER = word(p("Partners met each month in a room above the clinic."))


def requests(*files: tuple[bytes, str]) -> bytes:
    return b"".join(
        COUNT.pack(len(suffix)) + COUNT.pack(len(source)) + suffix.encode() + source for source, suffix in files
    )


def answers(told: bytes) -> Iterator[bytes]:
    assert told.startswith(READY)
    at = len(READY)
    while at < len(told):
        size = COUNT.unpack_from(told, at)[0]
        yield told[at + COUNT.size : at + COUNT.size + size]
        at += COUNT.size + size


def run(given: bytes, *, memory: int = 2 << 30) -> bytes:
    command = [sys.executable, "-P", "-m", "relsynth.formats.apart_process", "20", str(memory)]
    return subprocess.run(command, input=given, capture_output=True, check=True, timeout=60).stdout


def test_each_file_has_its_answer_in_turn() -> None:
    first, second, third = answers(run(requests((PAPER, ".docx"), (b"PK\x03\x04 cut", ".docx"), (PAPER, ".docx"))))
    assert document_json.read(first, PAPER) == formats.read(PAPER, path_name="paper.docx")
    assert isinstance(document_json.read(second, b""), Refusal)
    assert third == first


@pytest.mark.skipif(sys.platform != "linux", reason="address space is limited on Linux alone")
def test_where_memory_runs_out_that_is_the_last_answer() -> None:
    (said,) = answers(run(requests((bytes(300 << 20), ".pdf"), (PAPER, ".docx")), memory=400 << 20))
    answer = document_json.read(said, b"")
    assert isinstance(answer, Refusal)
    assert (answer.kind, answer.message[:43]) == ("memory", "takes more than 400 MB of memory to read: i")


def test_a_fault_of_a_reader_is_one_file_s_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_source: bytes, *, path_name: str) -> None:
        raise KeyError(path_name)

    monkeypatch.setattr(formats, "read", failing)
    answer = document_json.read(apart_process._said(b"", ".pdf"), b"")
    assert isinstance(answer, Refusal)
    assert "a fault of relsynth: please tell us (KeyError: 'paper.pdf')" in answer.message


def test_the_process_can_write_no_file_and_leaves_no_image() -> None:
    program = (
        "import resource; from relsynth.formats.apart_process import _give_up, _give_time; _give_up(1 << 32);"
        "_give_time(7); print(*(resource.getrlimit(l)[0] for l in"
        " (resource.RLIMIT_AS, resource.RLIMIT_CORE, resource.RLIMIT_FSIZE, resource.RLIMIT_CPU)))"
    )
    if os.name != "posix":
        pytest.skip("Windows has no such limits")
    told = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, check=True, text=True).stdout
    space, core, size, seconds = map(int, told.split())
    assert (space, core, size) == (1 << 32, 0, 0)
    assert 7 <= seconds <= 20
