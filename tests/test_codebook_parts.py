"""What a part of a codebook may be, each alone."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from relsynth.codebook_parts import Code, GapThresholds

LEAST: dict[str, Any] = {"id": "STA.TRUST", "label": "Trust", "type": "state", "levels": []}


def test_a_code_may_be_a_name_alone_while_a_book_is_being_written() -> None:
    code = Code.model_validate(LEAST)
    assert (code.definition, code.include, code.exclude, code.cues.strong, code.replaces) == (None, None, None, (), ())
    assert code.domain == "STA"


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"id": "trust"}, id="id-without-domain"),
        pytest.param({"label": " "}, id="blank-label"),
        pytest.param({"definition": ""}, id="empty-definition"),
        pytest.param({"replaces": ["trust"]}, id="replaces-no-id"),
        pytest.param({"colour": "red"}, id="unknown-field"),
    ],
)
def test_what_is_malformed_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Code.model_validate({**LEAST, **wrong})


def test_thresholds_are_shares_and_counts() -> None:
    assert GapThresholds().n_min == 10
    with pytest.raises(ValidationError):
        GapThresholds(floor=1.5)
