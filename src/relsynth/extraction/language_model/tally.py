"""What a run with a language model is going to cost, and what it came to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from relsynth.extraction.language_model.answers import Answer
from relsynth.extraction.language_model.chunks import tokens_in
from relsynth.extraction.language_model.prompt import Prompt
from relsynth.extraction.language_model.reply import Checked

A_MILLION = 1_000_000
SHORTEST_PROMPT = 0.5
"""Tokens that a server counts, as a share of those estimated, below which it has most likely cut the prompt: models
differ from the estimate by a fifth or so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """What a million tokens cost, sent and answered, in whatever currency; None where nobody said."""

    sent: float | None = None
    answered: float | None = None

    def cost(self, tokens_sent: int, tokens_answered: int) -> str:
        """The cost in words."""
        if self.sent is None or self.answered is None:
            return "set price_in and price_out to see the cost"
        return f"cost {(tokens_sent * self.sent + tokens_answered * self.answered) / A_MILLION:,.2f}"


NO_PRICES = Prices()


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What is about to be sent; ``kept`` requests are answered already, and count in nothing else.

    Tokens are estimated: so many letters a token, so many tokens an answer (``chunks``, ``prompt``).
    """

    papers: int
    requests: int
    kept: int
    tokens_sent: int
    tokens_answered: int
    prices: Prices

    def __str__(self) -> str:
        kept = f" ({self.kept:,} more are answered already)" if self.kept else ""
        about = f"about {self.tokens_sent:,} tokens sent and {self.tokens_answered:,} answered"
        cost = self.prices.cost(self.tokens_sent, self.tokens_answered)
        return f"{_counted(self.papers, 'paper')}, {_counted(self.requests, 'request')}{kept}, {about}, {cost}"


@dataclass(slots=True, kw_only=True)
class Tally:
    """What a run came to so far."""

    prices: Prices = NO_PRICES
    requests: int = 0
    kept: int = 0
    tokens_sent: int = 0
    tokens_answered: int = 0
    uncounted: int = 0
    short: int = 0
    proposals: int = 0
    abstained: int = 0
    dropped: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    unanswered: Counter[str] = field(default_factory=Counter)

    def paid(self, prompt: Prompt, answer: Answer) -> None:
        """Count an answer that came over the network; where the server does not say, its tokens are estimated."""
        self.requests += 1
        self.uncounted += answer.tokens_in is None or answer.tokens_out is None
        self.short += answer.tokens_in is not None and answer.tokens_in < prompt.tokens * SHORTEST_PROMPT
        self.tokens_sent += prompt.tokens if answer.tokens_in is None else answer.tokens_in
        self.tokens_answered += tokens_in(answer.text) if answer.tokens_out is None else answer.tokens_out

    def judged(self, checked: Checked) -> None:
        """Count what of an answer stands."""
        self.proposals += len(checked.proposals)
        self.abstained += checked.abstained
        self.dropped += checked.dropped
        self.rejected.update(checked.rejected)

    def __str__(self) -> str:
        sent = f"{self.tokens_sent:,} tokens sent and {self.tokens_answered:,} answered"
        estimated = f" ({_counted(self.uncounted, 'answer')} without a count: estimated)" if self.uncounted else ""
        lines = [
            f"{_counted(self.requests, 'request')}, {_counted(self.kept, 'answer')} kept from before, "
            f"{sent}{estimated}, {self.prices.cost(self.tokens_sent, self.tokens_answered)}",
            f"{_counted(self.proposals, 'coding')} standing, {self.rejected.total():,} rejected{self._by_reason()}, "
            f"{self.abstained:,} abstained",
        ]
        if self.dropped:
            lines.append(f"left out of facets: {_counted(self.dropped, 'value')} that the codebook lacks")
        if self.unanswered:
            listed = ", ".join(f"{paper} ({n:,})" for paper, n in sorted(self.unanswered.items()))
            lines.append(f"{_counted(self.unanswered.total(), 'sentence')} got no usable answer: {listed}")
        if self.short:
            read = f"{_counted(self.short, 'prompt')} {'was' if self.short == 1 else 'were'} read in part only"
            lines.append(f"{read}, it seems: is the model's context long enough?")
        return "\n".join(lines)

    def _by_reason(self) -> str:
        return (
            f" ({', '.join(f'{reason} {n:,}' for reason, n in sorted(self.rejected.items()))})" if self.rejected else ""
        )


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
