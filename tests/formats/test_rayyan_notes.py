"""Rayyan's text of a screening, in every wrapping in which it reaches us."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.formats.rayyan_notes import RayyanNotes, listable, rayyan_notes, rayyan_text

BOTH = {"Ada": "Included", "Ben": "Excluded"}
texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=12) | st.sampled_from(
    [
        'say "no"',
        "a=>b",
        "O'Neil",
        "two\nlines",
        "back\\slash",
        "🐑, a sheep",
        " | USER-NOTES: {",
        "}",
        "e\u0301",
        "&quot;",
    ]
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('RAYYAN-INCLUSION: {"Ada"=>"Included", "Ben"=>"Excluded"}', id="as-exported"),
        pytest.param('RAYYAN-INCLUSION: {"Ada" => "Included","Ben" => "Excluded"}', id="newer-ruby"),
        pytest.param('rayyan-inclusion: {"Ada": "Included", "Ben": "Excluded"}', id="as-json"),
        pytest.param('RAYYAN-INCLUSION: "Ada"=>"Included", "Ben"=>"Excluded"', id="braces-lost-in-latex"),
        pytest.param(
            "<p>RAYYAN-INCLUSION: {&quot;Ada&quot;=&gt;&quot;Included&quot;, "
            "&quot;Ben&quot;=&gt;&quot;Excluded&quot;}</p>",
            id="html",
        ),
        pytest.param('RAYYAN-INCLUSION: {"Ada"=&amp;gt;"Included", "Ben"=&amp;gt;"Excluded"}', id="escaped-twice"),
        pytest.param('RAYYAN-INCLUSION: {\\"Ada\\"=>\\"Included\\", \\"Ben\\"=>\\"Excluded\\"}', id="backslashes"),
        pytest.param("RAYYAN-INCLUSION: {“Ada”=>“Included”, “Ben”=>“Excluded”}", id="curly"),
        pytest.param('See p. 3 | RAYYAN-INCLUSION: {"Ada"=>"Included", "Ben"=>"Excluded"} |', id="after-a-note"),
    ],
)
def test_verdicts_are_told_by_coder(text: str) -> None:
    found = rayyan_notes(text)
    assert found is not None
    assert (dict(found.verdicts), found.unread) == (BOTH, None)


def test_labels_reasons_and_notes_are_told_apart() -> None:
    text = (
        'RAYYAN-INCLUSION: {"Ada"=>"Excluded"} | RAYYAN-LABELS: RCT,to discuss,__EXR__wrong age '
        '| RAYYAN-EXCLUSION-REASONS: wrong population,foreign language | USER-NOTES: {"Ada"=>["page 3", "again"]}'
    )
    assert rayyan_notes(text) == RayyanNotes(
        verdicts={"Ada": "Excluded"},
        notes={"Ada": ("page 3", "again")},
        labels=("RCT", "to discuss"),
        reasons=("wrong population", "foreign language", "wrong age"),
    )


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        pytest.param('RAYYAN-INCLUSION: {"Ada"=>"Included"', 'Ada"=>"Included', id="cut-off"),
        pytest.param("RAYYAN-INCLUSION: Ada said yes", "Ada said yes", id="prose"),
    ],
)
def test_what_cannot_be_told_apart_is_unread_with_its_text(text: str, unread: str) -> None:
    found = rayyan_notes(text)
    assert found is not None
    assert (found.unread, dict(found.verdicts)) == (unread, {})


def test_a_verdict_of_nobody_is_told_as_such() -> None:
    found = rayyan_notes("RAYYAN-INCLUSION: Included | RAYYAN-LABELS: a")
    assert found == RayyanNotes(verdicts={"": "Included"}, labels=("a",))


def test_half_a_surrogate_pair_is_no_letter_of_a_note() -> None:
    found = rayyan_notes(r'RAYYAN-INCLUSION: {"Ada"=>"Included"} | USER-NOTES: {"Ada"=>["\ud800!", "\ud83d\ude00"]}')
    assert found is not None
    assert dict(found.notes) == {"Ada": ("?!", "\N{GRINNING FACE}")}


def test_a_text_of_another_kind_is_none() -> None:
    assert rayyan_notes("Place: Oslo. Rayyan was used to screen.") is None


@given(st.text())
def test_whatever_stands_for_verdicts_is_read_or_told_as_unread(text: str) -> None:
    found = rayyan_notes(f"RAYYAN-INCLUSION: {text}")
    assert found is not None
    assert found.verdicts or found.unread or not re.search(r"\w", re.split(r"[|}]", text, maxsplit=1)[0])


@given(
    verdicts=st.dictionaries(texts, st.sampled_from(["Included", "Excluded", "Maybe"]), min_size=1, max_size=3),
    labels=st.lists(texts, max_size=3),
    reasons=st.lists(texts, max_size=2),
    note=texts,
)
def test_what_is_written_reads_back(verdicts: dict[str, str], labels: list[str], reasons: list[str], note: str) -> None:
    notes = {who: note for who in verdicts}
    found = rayyan_notes(rayyan_text(verdicts, labels=labels, reasons=reasons, notes=notes))
    assert found is not None
    assert (dict(found.verdicts), found.unread) == (verdicts, None)
    assert found.notes == {who: (note,) for who in verdicts}
    stripped = [text.strip('"').strip() for text in map(listable, labels)]
    assert list(found.labels) == [text for text in stripped if text]
