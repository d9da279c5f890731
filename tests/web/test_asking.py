from __future__ import annotations

import pytest
from pydantic import ValidationError

from relsynth.web.asking import model_of, summary_of
from relsynth.web.verbs import VERBS


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        ("list_codings", {"limit": True}),
        ("list_codings", {"limit": "5"}),
        ("list_codings", {"limit": 1.0}),
        ("list_codings", {"limit": 1 << 60}),
        ("list_codings", {"paper": "a\x00b"}),
        ("list_codings", {"paper": "\ud800"}),
        ("list_codings", {"as_coder": "Ben"}),
        ("add_coding", {"place": {"paper": "a", "from": 1}, "code": "X"}),
        ("add_coding", {"place": {"quote": "a"}, "code": "X"}),
        ("decide", {"record": "a", "verdict": "perhaps", "stage": "full_text"}),
    ],
)
def test_nothing_is_taken_for_what_it_is_not(verb: str, said: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        model_of(verb, VERBS[verb]).model_validate(said)


def test_what_is_said_is_what_the_verb_takes() -> None:
    asked = model_of("add_coding", VERBS["add_coding"])
    assert set(asked.model_fields) == {"place", "code", "facets", "memo", "round", "beside"}
    for code in ("STA.TRUST", ["STA.TRUST", "NET.TIES"]):
        assert asked.model_validate({"place": {"paper": "a", "start": 1, "end": 2}, "code": code}).code == code  # type: ignore[attr-defined]


def test_a_verb_says_what_it_does_in_a_line() -> None:
    assert all(summary_of(name) and "\n" not in summary_of(name) for name in VERBS)
