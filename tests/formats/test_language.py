"""Which language a text is in, or that it cannot be told."""

from __future__ import annotations

import pytest

from relsynth.formats.language import SAMPLE, detect

ENGLISH = (
    "The clinic and the council met every month to settle who would pay for the van. "
    "Nobody had asked the drivers, who knew the roads, and so the first winter was lost."
)
SPANISH = (
    "La clínica y el municipio se reunieron cada mes para decidir quién pagaría la camioneta. "
    "Nadie había preguntado a los choferes, que conocían los caminos."
)
GERMAN = (
    "Die Praxis und der Gemeinderat trafen sich jeden Monat, um zu klären, wer den Wagen bezahlt. "
    "Niemand hatte die Fahrer gefragt, die doch die Straßen kannten."
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param(ENGLISH, "en", id="english"),
        pytest.param(SPANISH, "es", id="spanish"),
        pytest.param(GERMAN, "de", id="german"),
        pytest.param(ENGLISH.upper(), "en", id="capitals"),
        pytest.param("", None, id="empty"),
        pytest.param("The clinic and the council met.", None, id="too-few-letters"),
        pytest.param("12.3 (45) – 67% " * 50, None, id="figures"),
        pytest.param(ENGLISH * 20 + SPANISH * 500, "en", id="only-the-sample-counts"),
    ],
)
def test_language_is_told_where_there_are_words_enough(text: str, language: str | None) -> None:
    assert detect(text) == language


def test_the_sample_bounds_the_work() -> None:
    assert detect(ENGLISH * 20) == detect((ENGLISH * 20)[:SAMPLE])
