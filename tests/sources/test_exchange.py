"""What is asked says something."""

from __future__ import annotations

import pytest

from relsynth.sources.exchange import Query


@pytest.mark.parametrize("text", ["", " ", "\n\t"], ids=["empty", "blank", "lines"])
def test_a_query_must_say_something(text: str) -> None:
    with pytest.raises(ValueError, match="must say something"):
        Query(text=text)


def test_a_query_is_kept_as_it_is_written() -> None:
    assert Query(text=' trust AND "shared goals"').text == ' trust AND "shared goals"'
