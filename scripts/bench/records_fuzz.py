"""Damaged exports: what a reader may do with them is read, or refuse with a declared error.

    python scripts/bench/records_fuzz.py READER N [--exports tests/exports]     to look into one reader

An input is an invented export (a folder of them a reader) to which one to five things
happen: bytes flipped, cut, doubled, moved; another export spliced in; a hostile token or a
very long one put in; line ends and encoding changed. Into most inputs go words that nobody
else uses: each must come out again, in a field, in ``extra`` or in what is unread.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import signal
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import IO

from records_laws import LOST, MARKED_UP, SHEETS, SHORT, Item, judge, packed, spoken, unmarked, words

from relsynth.errors import RelsynthError
from relsynth.formats import RecordsFormat, installed_for_records
from relsynth.formats.decoding import decode

SECONDS_PER_BYTE = 1 / 10_240  # longer is a fault, as is more than a second where there are fewer bytes
STUCK = 20  # seconds after which a reader is stopped
LONGEST = 40_000  # bytes of an input
REPACKED = 0.8  # share of damaged workbooks whose archive is sound
SHOWN = 4  # inputs that show the same fault
CANARY = re.compile(r"zqx\d{4}xqz")
IN_TEXT = re.compile(rb"(?<=[a-z]) (?=[a-z]{2})")
IN_ELEMENT = re.compile(rb"(?<=[a-z]) (?=[a-z]{2}[^<>=\"]*<)")
HOSTILE = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\r\n", b"\n\n\n", b"\x1a", b"\x85", b"\xe2\x80\xa8", b"\x0b",
    b"{" * 3000, b"}" * 50, b'"', b'""', b"'", b"\\", b"\\\\", b"$", b"#", b"%", b"@", b"@article{", b"@string{",
    b"\nER  - \n", b"\nTY  - JOUR\n", b"\nER\n", b"\nPT J\n", b"\nEF\n", b"\nPMID- 1\n", b"\nPMID-", b"\n%0 Book\n",
    b"\n%", b"\n<2>\n", b"\nRT Journal\n", b"  - ", b"\nAB  - ", b" " * 5000, b"\t" * 200, b"-" * 4000, b"AU  - " * 300,
    b"<a>" * 2500, b"</record>", b"<record>", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"&", b"&#0;", b"&#x110000;",
    b"&eacute;", b"&lol;", b'<!DOCTYPE a [<!ENTITY lol "lol">]>', b"<?xml version='1.0' encoding='utf-7'?>", b"<?",
    b"[" * 3000, b"]", b"{}", b"null", b"1e999", b"NaN", b'\\ud800', b"\\u0000", b",", b";", b"," * 3000, b"=1+1",
    b"0" * 6000, b"9" * 6000, b"\xf0\x9f\xa6\x80", b"\xed\xa0\x80", b"\xc3", b"e\xcc\x81", b"\xe2\x80\xae",
    b" ,1" * 900, b"(a)" * 900, b"A.B. " * 700, b"a b " * 900, b"A" * 8000, b"\\" * 3000, b"http://" * 400,
    b"; " * 1500, b"\xef\xbf\xbf", b"@{,", b"10.1234/" * 400, b"10.1%" * 800, b" and " * 900,
    b"\\'{" * 900, b"a," * 1500, b"=" * 2000, b"--" * 2000,
)  # fmt: skip

Change = Callable[[bytes, random.Random, Sequence[bytes]], bytes]


class Stuck(BaseException):
    """A reader did not come back."""


def fuzz(exports: Path, inputs: int, *, report: IO[str], only: str | None = None) -> dict[str, float]:
    """Feed each reader that many damaged exports, and count what it may not do."""
    total: Counter[str] = Counter(fuzz_inputs=0, undeclared_errors=0, fuzz_hangs=0, fuzz_losses=0, fuzz_refused=0)
    for format_ in installed_for_records():
        seeds = [
            path.read_bytes()
            for path in sorted((exports / format_.name).glob("*.*"))
            if path.suffix != ".json" or format_.name == "csl"
        ]
        if seeds and only in (None, format_.name):
            total += attack(format_, seeds, inputs, report=report)
    return {
        name: total[name] for name in ("fuzz_inputs", "undeclared_errors", "fuzz_hangs", "fuzz_losses", "fuzz_refused")
    }


def attack(format_: RecordsFormat, seeds: Sequence[bytes], inputs: int, *, report: IO[str]) -> Counter[str]:
    """Count the faults of one reader, and report the first inputs that show each."""
    counts: Counter[str] = Counter()
    for number in range(inputs):
        source = damaged(seeds, random.Random(number))
        counts["fuzz_inputs"] += 1
        for kind, what in faults(format_, source):
            counts[kind] += 1
            alike = f"{kind} {what.partition(':')[0]} {what.rpartition('(')[2] if '(' in what else ''}"
            if kind != "fuzz_refused" and counts[alike] < SHOWN:
                print(f"{format_.name} input {number}: {kind}: {what}", file=report)
            counts[alike] += 1
    return counts


def damaged(seeds: Sequence[bytes], chance: random.Random) -> bytes:
    """An export to which something happened."""
    source = chance.choice(seeds)
    if source.startswith(b"PK") and chance.random() < REPACKED:
        return repacked(source, chance)
    return changed(marked(source, chance), chance, seeds)


def changed(source: bytes, chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    for _ in range(chance.randint(1, 5)):
        source = chance.choice(CHANGES)(source, chance, seeds)
    return source[:LONGEST]


def repacked(source: bytes, chance: random.Random) -> bytes:
    """A workbook in which something happened to one of its parts, in a sound archive."""
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(parts))
    parts[name] = changed(parts[name], chance, [*parts.values()])
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return made.getvalue()


def marked(source: bytes, chance: random.Random) -> bytes:
    """An export with words of nobody's in place of some spaces that stand in running text."""
    if source[:2] in (b"PK", b"\xff\xfe", b"\xfe\xff") or b"\x00" in source[:200]:
        return source
    running = IN_ELEMENT if source.lstrip().startswith(b"<") else IN_TEXT
    spaces = [found.start() for found in running.finditer(source)]
    for at in sorted(chance.sample(spaces, min(len(spaces), 3)), reverse=True):
        source = source[:at] + f" zqx{chance.randint(1000, 9999)}xqz ".encode() + source[at + 1 :]
    return source


def faults(format_: RecordsFormat, source: bytes) -> Iterator[tuple[str, str]]:
    """What a reader did with an input that it may not do."""
    begun = time.process_time()
    try:
        with stopped_after(STUCK):
            items = list(format_.read_records(source))
    except RelsynthError as error:
        yield "fuzz_refused", str(error)[:60]
        return
    except Stuck:
        yield "fuzz_hangs", f"no answer after {STUCK} s for {len(source)} bytes"
        return
    except Exception as error:  # noqa: BLE001 - whatever is raised is what is counted
        yield "undeclared_errors", f"{type(error).__name__}: {str(error)[:120]} {place(error)}"
        return
    spent = time.process_time() - begun
    if spent > max(1.0, len(source) * SECONDS_PER_BYTE):
        yield "fuzz_hangs", f"{spent:.1f} s for {len(source)} bytes"
    if format_.name not in SHEETS:
        yield from (("fuzz_losses", what) for what in losses(source, items, format_.name))


def losses(source: bytes, items: Sequence[Item], kind: str) -> Iterator[str]:
    """What breaks a law, and the words that went in and did not come out."""
    said = packed("\n".join(spoken(item) for item in items))
    breaches = judge(source, items, kind).breaches
    told = [breach for breach in breaches if breach.law != LOST or is_gone(breach.what, said, kind)]
    for breach in told[:1]:
        yield f"{breach.law}: line {breach.line}: {breach.what!r}"
    for canary in sorted(set(CANARY.findall(decode(source)))):
        if canary not in said:
            yield f"a word is lost: {canary}"


def is_gone(value: str, said: str, kind: str) -> bool:
    """Whether a long word of a value is nowhere; in damaged mark-up nobody can tell what is a value."""
    long = [word for word in words(unmarked(value)).split() if len(word) >= SHORT]
    return kind not in MARKED_UP and any(word not in said for word in long)


@contextmanager
def stopped_after(seconds: float) -> Iterator[None]:
    def stop(_number: int, _frame: FrameType | None) -> None:
        raise Stuck

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def place(error: BaseException) -> str:
    """File and line where an error was raised."""
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    return "" if at is None else f"({Path(at.tb_frame.f_code.co_filename).name}:{at.tb_lineno})"


# -- what may happen to an export


def flip(source: bytes, chance: random.Random, _seeds: Sequence[bytes]) -> bytes:
    changed = bytearray(source)
    for _ in range(chance.randint(1, 8)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut(source: bytes, chance: random.Random, _seeds: Sequence[bytes]) -> bytes:
    start, end = piece(source, chance)
    return source[:start] + source[end:]


def truncate(source: bytes, chance: random.Random, _seeds: Sequence[bytes]) -> bytes:
    return source[: chance.randint(0, len(source))]


def double(source: bytes, chance: random.Random, _seeds: Sequence[bytes]) -> bytes:
    start, end = piece(source, chance)
    return source[:end] + source[start:]


def splice(source: bytes, chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    other = chance.choice(seeds)
    start, end = piece(other, chance)
    at = chance.randint(0, len(source))
    return source[:at] + other[start:end] + source[at:]


def insert(source: bytes, chance: random.Random, _seeds: Sequence[bytes]) -> bytes:
    at = chance.randint(0, len(source))
    token = chance.choice(HOSTILE) * chance.choice((1, 1, 1, 12))
    return source[:at] + token[: LONGEST // 2] + source[at:]


def drop_lines(source: bytes, chance: random.Random, _seeds: Sequence[bytes]) -> bytes:
    lines = source.split(b"\n")
    kept = [line for line in lines if chance.random() > 0.1]
    return b"\n".join(kept)


def other_line_ends(source: bytes, chance: random.Random, _seeds: Sequence[bytes]) -> bytes:
    return source.replace(b"\n", chance.choice([b"\r", b"\r\n", b"\n\n", b"\n \n"]))


def other_encoding(source: bytes, chance: random.Random, _seeds: Sequence[bytes]) -> bytes:
    text = source.decode("utf-8", "replace")
    return text.encode(chance.choice(["utf-16", "utf-16-le", "cp1252", "gb18030", "utf-8-sig", "utf-32"]), "replace")


CHANGES: tuple[Change, ...] = (
    flip, cut, truncate, double, splice, insert, insert, drop_lines, other_line_ends, other_encoding,
)  # fmt: skip


def piece(source: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randint(0, len(source))
    return start, min(len(source), start + chance.randint(0, 400))


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("reader")
    options.add_argument("inputs", type=int)
    options.add_argument("--exports", type=Path, default=Path(__file__).resolve().parents[2] / "tests" / "exports")
    arguments = options.parse_args()
    print(fuzz(arguments.exports, arguments.inputs, report=sys.stdout, only=arguments.reader))
    return 0


if __name__ == "__main__":
    sys.exit(main())
