from __future__ import annotations

from importlib.resources import files

import pytest

from relsynth.workflow.common_passwords import BYTES, is_common
from relsynth.workflow.sessions import SHORTEST


@pytest.mark.parametrize(
    "password",
    [
        pytest.param("qwertyuiop", id="leaked"),
        pytest.param("QwertyUIOP", id="leaked-in-capitals"),
        pytest.param("1q2w3e4r5t6y", id="walked-on-the-keyboard"),
        pytest.param("football2026!", id="a-short-one-made-longer"),
        pytest.param("2026-football", id="made-longer-in-front"),
        pytest.param("dragondragon", id="twice"),
        pytest.param("aaaaaaaaaaaa", id="one-sign"),
        pytest.param("ana maria nowak", id="the-name"),
        pytest.param("nowak1234567", id="a-part-of-the-name"),
        pytest.param("RelSynth2026", id="the-program"),
        pytest.param("screening123", id="what-is-done"),
    ],
)
def test_what_is_tried_first_is_common(password: str) -> None:
    assert is_common(password, name="Ana Maria Nowak")


@pytest.mark.parametrize(
    "password",
    ["correct horse battery", "nine grey herons", "пять серых цапель", "football under old elms", "0f3a91c27be4d5"],
)
def test_a_few_words_in_a_row_are_not(password: str) -> None:
    assert not is_common(password, name="Ana Maria Nowak")


def test_more_are_refused_than_the_three_thousand_that_asvs_asks_for() -> None:
    packed = files("relsynth.workflow").joinpath("common_passwords.bin").read_bytes()
    assert len(packed) % BYTES == 0
    assert len(packed) // BYTES > 7000
    made_longer = [f"{word}{year:04}" for word in ("dragon", "monkey", "shadow") for year in range(1000)]
    assert min(map(len, made_longer)) >= SHORTEST
    assert all(is_common(one, name="A") for one in made_longer)
