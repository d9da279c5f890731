"""Forms: fields in their order, and a digest of all that they say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from relsynth.charting import Field, Form

FIELD = Field(id="aim", ask="What for?")
FORM = Form(name="charting", title="Charting", fields=(FIELD, Field(id="weeks", ask="How long?", answer="number")))


def test_fields_are_known_by_id_in_their_order() -> None:
    assert list(FORM.by_id) == ["aim", "weeks"]
    assert FORM.by_id["aim"] is FIELD


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(FORM, title="Another"), id="title"),
        pytest.param(replace(FORM, coders=1), id="coders"),
        pytest.param(replace(FORM, fields=FORM.fields[::-1]), id="order-of-fields"),
        pytest.param(replace(FORM, fields=(replace(FIELD, quote=True), FORM.fields[1])), id="a-field"),
    ],
)
def test_another_form_has_another_digest(other: Form) -> None:
    assert other.digest != FORM.digest == replace(FORM).digest
