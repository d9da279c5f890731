"""The tables of LaTeX's commands."""

from __future__ import annotations

import unicodedata

import pytest

from relsynth.formats.latex_signs import ACCENTS, ALONE, DRESS, NOTHING, QUOTES, SIGNS, SPACES


@pytest.mark.parametrize(
    ("command", "sign"),
    [
        ("alpha", "α"),
        ("ss", "ß"),
        ("textbackslash", "\\"),
        ("ldots", "…"),
        ("nobreakspace", "\u00a0"),
        ("because", "∵"),
    ],
)
def test_each_command_stands_beside_its_sign(command: str, sign: str) -> None:
    assert SIGNS[command] == sign


def test_a_sign_is_no_command_and_a_command_no_sign() -> None:
    assert not [name for name in SIGNS if not (name.isascii() and name.isalpha())]
    assert "" not in SIGNS.values()


def test_accents_are_combining_marks() -> None:
    assert all(unicodedata.combining(mark) for mark in ACCENTS.values())
    assert set(ALONE) <= set(ACCENTS.values())


def test_no_command_means_two_things() -> None:
    tables = [set(SIGNS), DRESS, NOTHING, SPACES, set(QUOTES)]
    assert sum(map(len, tables)) == len(set().union(*tables))
