"""What a run costs, in words: before and after."""

from __future__ import annotations

from collections import Counter

import pytest

from relsynth.extraction.language_model.answers import Answer
from relsynth.extraction.language_model.prompt import Prompt
from relsynth.extraction.language_model.reply import Checked
from relsynth.extraction.language_model.tally import NO_PRICES, Forecast, Prices, Tally

PROMPT = Prompt(system="x" * 4000, user="", schema={})


@pytest.mark.parametrize(
    ("prices", "cost"),
    [
        (Prices(sent=3.0, answered=15.0), "cost 6.75"),
        (Prices(sent=0.0, answered=0.0), "cost 0.00"),
        (NO_PRICES, "set price_in and price_out to see the cost"),
        (Prices(sent=3.0), "set price_in and price_out to see the cost"),
    ],
)
def test_cost_is_told_where_prices_are(prices: Prices, cost: str) -> None:
    assert prices.cost(2_000_000, 50_000) == cost


@pytest.mark.parametrize(
    ("papers", "kept", "words"),
    [
        (1, 0, "1 paper, 8 requests, about 90,000 tokens sent and 2,000 answered, cost 0.10"),
        (
            2,
            3,
            "2 papers, 8 requests (3 more are answered already), about 90,000 tokens sent "
            "and 2,000 answered, cost 0.10",
        ),
    ],
)
def test_a_forecast_in_words(papers: int, kept: int, words: str) -> None:
    forecast = Forecast(
        papers=papers,
        requests=8,
        kept=kept,
        tokens_sent=90_000,
        tokens_answered=2_000,
        prices=Prices(sent=1.0, answered=5.0),
    )
    assert str(forecast) == words


def test_an_account_in_words() -> None:
    tally = Tally(prices=Prices(sent=10.0, answered=100.0), kept=4)
    tally.paid(PROMPT, Answer(text="x" * 40, tokens_in=900, tokens_out=100))
    tally.paid(PROMPT, Answer(text="x" * 40))
    tally.paid(PROMPT, Answer(text="x" * 40, tokens_in=100, tokens_out=100))
    tally.judged(Checked(proposals=(), rejected={"unknown code": 2, "malformed": 1}, abstained=5, dropped=6))
    tally.unanswered = Counter({"b.txt": 2, "a.txt": 1})
    assert str(tally).splitlines() == [
        "3 requests, 4 answers kept from before, 2,001 tokens sent and 210 answered "
        "(1 answer without a count: estimated), cost 0.04",
        "0 codings standing, 3 rejected (malformed 1, unknown code 2), 5 abstained",
        "left out of facets: 6 values that the codebook lacks",
        "3 sentences got no usable answer: a.txt (1), b.txt (2)",
        "1 prompt was read in part only, it seems: is the model's context long enough?",
    ]


def test_an_account_of_nothing() -> None:
    assert str(Tally()).splitlines() == [
        "0 requests, 0 answers kept from before, 0 tokens sent and 0 answered, "
        "set price_in and price_out to see the cost",
        "0 codings standing, 0 rejected, 0 abstained",
    ]
