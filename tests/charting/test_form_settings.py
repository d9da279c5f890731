"""Forms as settings tell them: read whole, or every mistake told at once under its key."""

from __future__ import annotations

import tomllib

import pytest

from relsynth.charting import Field, Form
from relsynth.charting.form_settings import forms_of, problems
from relsynth.charting.templates import TEMPLATES

WHOLE = """
[forms.charting]
title = "Charting"
coders = 1
blind = false
[forms.charting.fields.weeks]
ask = "How long?"
answer = "number"
unit = "weeks"
[forms.charting.fields.country]
ask = "Where?"
propose = "country"
quote = true
required = false
help = "As the paper writes it."
[forms.charting.fields.sure]
ask = "How sure?"
answer = "choice"
choices = ["little", "much"]
ordered = true
[forms.appraisal.fields.fits]
ask = "Does it fit?"
"""


def test_forms_are_read_with_their_fields_in_order() -> None:
    raw = tomllib.loads(WHOLE)
    assert list(problems(raw["forms"])) == []
    assert forms_of(raw) == {
        "charting": Form(
            name="charting",
            title="Charting",
            coders=1,
            blind=False,
            fields=(
                Field(id="weeks", ask="How long?", answer="number", unit="weeks"),
                Field(
                    id="country",
                    ask="Where?",
                    propose="country",
                    quote=True,
                    required=False,
                    help="As the paper writes it.",
                ),
                Field(id="sure", ask="How sure?", answer="choice", choices=("little", "much"), ordered=True),
            ),
        ),
        "appraisal": Form(name="appraisal", title="appraisal", fields=(Field(id="fits", ask="Does it fit?"),)),
    }
    assert forms_of({}) == {}


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_is_a_form_without_a_fault(name: str) -> None:
    raw = tomllib.loads(TEMPLATES[name])
    assert list(problems(raw["forms"])) == []
    (form,) = forms_of(raw).values()
    assert form.name == name
    assert form.fields


FIELD = '[forms.a.fields.x]\nask = "?"\n'


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        pytest.param("forms = 1", ["forms: is a table of forms"], id="no-table"),
        pytest.param("[forms]\na = 1", ["forms.a: is a table"], id="no-form"),
        pytest.param("[forms.a]", ["forms.a.fields: has none"], id="no-fields"),
        pytest.param("[forms.a]\nfields = 1", ["forms.a.fields: is a table of fields"], id="fields-are-no-table"),
        pytest.param("[forms.a.fields]\nx = 1", ["forms.a.fields.x: is a table"], id="a-field-is-no-table"),
        pytest.param("[forms.a.fields.x]", ["forms.a.fields.x.ask: is missing"], id="nothing-asked"),
        pytest.param(f"[forms.a]\ncolour = 1\n{FIELD}", ["forms.a.colour: unknown; known are blind"], id="unknown"),
        pytest.param(f"{FIELD}colour = 1", ["forms.a.fields.x.colour: unknown; known are answer"], id="unknown-key"),
        pytest.param(f"[forms.a]\ncoders = 3\n{FIELD}", ["forms.a.coders: 3 is neither 1 nor 2"], id="three-coders"),
        pytest.param(f"[forms.a]\ncoders = true\n{FIELD}", ["forms.a.coders: True"], id="coders-are-no-number"),
        pytest.param(f"[forms.a]\nblind = 1\n{FIELD}", ["forms.a.blind: 1 is neither"], id="blind-is-no-truth"),
        pytest.param(f'[forms.a]\ntitle = " "\n{FIELD}', ["forms.a.title: ' ' is not a text"], id="no-title"),
        pytest.param(f'{FIELD}answer = "date"', ["forms.a.fields.x.answer: 'date' is none of text"], id="no-kind"),
        pytest.param(f'{FIELD}answer = ["text"]', ["forms.a.fields.x.answer: ['text'] is none of"], id="kinds"),
        pytest.param(f'{FIELD}answer = "choice"', ["forms.a.fields.x.choices: is missing"], id="nothing-to-choose"),
        pytest.param(f"{FIELD}choices = []", ["forms.a.fields.x.choices: is a list", "is nothing to"], id="empty-list"),
        pytest.param(f'{FIELD}choices = ["a"]', ['choices: is nothing to an answer of "text"'], id="choices-of-a-text"),
        pytest.param(f'{FIELD}unit = "kg"', ['unit: is nothing to an answer of "text"'], id="unit-of-a-text"),
        pytest.param(f"{FIELD}ordered = true", ["ordered: is nothing to"], id="order-of-a-text"),
        pytest.param(f'{FIELD}propose = "colour"', ["propose: 'colour' is none of country"], id="no-characteristic"),
        pytest.param(
            f'{FIELD}answer = "choice"\nchoices = ["a", "A", "Not reported", "b;c", " d", 1]',
            [
                "'Not reported' is an answer in every field",
                "'b;c': a semicolon parts answers",
                "' d' has space around it",
                "choices: 1 is not a text",
                "a, A: are one choice",
            ],
            id="choices-that-are-none",
        ),
        pytest.param(
            f'{FIELD}[forms.a.fields.X]\nask = "?"', ["x, X: are one in a sheet"], id="one-in-a-sheet"
        ),
        pytest.param('[forms.a.fields.Year]\nask = "?"', ["forms.a.fields.Year: is the head of another"], id="taken"),
        pytest.param('[forms.a.fields."x y"]\nask = "?"', ["forms.a.fields.'x y': an id is a letter"], id="no-id"),
        pytest.param('[forms."1".fields.x]\nask = "?"', ["forms.'1': an id is a letter"], id="no-id-of-a-form"),
    ],
)  # fmt: skip
def test_every_mistake_is_told_at_once_under_its_key(toml: str, told: list[str]) -> None:
    found = list(problems(tomllib.loads(toml)["forms"]))
    assert len(found) >= len(told)
    for words in told:
        assert any(words in line for line in found), found
    assert all(any(words in line for words in told) for line in found), found
