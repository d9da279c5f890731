"""Archives: the parts that are wanted, and every way in which an archive can be a trap."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from contextlib import suppress

import pytest

from made_up_docx import archive
from relsynth.errors import InputError
from relsynth.formats.archives import MOST_PARTS, SMALL, read_parts

PARTS = {"a.xml": "first", "deep/b.xml": "second", "c.png": "third"}


def packed(*parts: tuple[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", how) as opened:
        for name, content in parts:
            opened.writestr(name, content)
    return made.getvalue()


def locked(source: bytes) -> bytes:
    """Set the flag of encryption in both headers of each part."""
    spoilt = bytearray(source)
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = source.find(signature)
        while at >= 0:
            spoilt[at + place] |= 1
            at = source.find(signature, at + 1)
    return bytes(spoilt)


def stating(source: bytes, size: int) -> bytes:
    """State another size of the first part when unpacked, in both headers."""
    spoilt = bytearray(source)
    for signature, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", spoilt, source.find(signature) + place, size)
    return bytes(spoilt)


def test_only_the_wanted_parts_are_unpacked_in_their_order() -> None:
    found = read_parts(archive(PARTS), lambda name: name.endswith(".xml"))
    assert list(found.items()) == [("a.xml", b"first"), ("deep/b.xml", b"second")]


@pytest.mark.parametrize("name", ["../out.xml", "a/../../out.xml", "..\\out.xml", "/out.xml", "folder/"])
def test_names_that_lead_out_of_the_archive_and_folders_are_left_out(name: str) -> None:
    assert read_parts(packed((name, b""), ("in.xml", b"x")), lambda _: True) == {"in.xml": b"x"}


@pytest.mark.parametrize(
    ("source", "message"),
    [
        pytest.param(b"", "damaged or cut short", id="empty"),
        pytest.param(b"PK\x03\x04 and no more", "damaged or cut short", id="no-archive"),
        pytest.param(archive(PARTS)[:-30], "damaged or cut short", id="cut"),
        pytest.param(archive(PARTS).replace(b"first", b"fierst"[:5]), "damaged or cut short", id="changed"),
        pytest.param(locked(archive(PARTS)), "locked with a password", id="encrypted"),
        pytest.param(packed(("a", b"x" * 99), how=zipfile.ZIP_LZMA), "packed in a way", id="unusual-packing"),
        pytest.param(packed(("a", b" " * (SMALL * 50))), "would unpack to more than", id="bomb"),
        pytest.param(stating(packed(("a", b" " * (SMALL * 50))), 10), "damaged|would unpack", id="bomb-that-lies"),
        pytest.param(b"PK\x01\x02" * (MOST_PARTS + 1), "more than 10000 parts", id="too-many-parts"),
    ],
)
def test_what_is_damaged_locked_or_a_trap_is_refused(source: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_parts(source, lambda _: True)


def test_parts_together_may_be_no_larger_than_memory_should_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("relsynth.formats.archives.MOST_BYTES", 150)
    source = packed(("a", bytes(range(100))), ("b", bytes(range(100))), how=zipfile.ZIP_STORED)
    assert len(read_parts(source, lambda name: name == "a")) == 1
    with pytest.raises(InputError, match="'b' would unpack to more"):
        read_parts(source, lambda _: True)


def test_damage_anywhere_is_an_input_error_or_does_no_harm() -> None:
    whole, chance = packed(*((name, text.encode()) for name, text in PARTS.items())), random.Random(7)
    for _ in range(2_000):
        spoilt = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        with suppress(InputError):  # and nothing else
            assert set(read_parts(bytes(spoilt), lambda _: True).values()) <= {t.encode() for t in PARTS.values()}
