"""The coder itself: asks chunk by chunk, keeps what was answered, proposes what stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from relsynth.codebook import Codebook
from relsynth.extraction.language_model.answers import Answer, Ask, KeptAnswers
from relsynth.extraction.language_model.chunks import Chunk, chunks
from relsynth.extraction.language_model.prompt import TOKENS_AN_ANSWER, Prompt, Prompter
from relsynth.extraction.language_model.reply import Checked, Judge, Unusable
from relsynth.extraction.language_model.tally import NO_PRICES, Forecast, Prices, Tally
from relsynth.extraction.proposals import CoderError, Proposal, Reading

MOST_HALVINGS = 3  # of a chunk whose answer came cut: an eighth of it is a few sentences
IN_A_ROW = 3
"""Chunks in a row without a usable answer after which no more is sent: this model cannot do it, and each try costs."""


_AGREE = "Run with --yes, or set send = true in [coders.language-model]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """On what terms a model is asked: ``chunk`` tokens of a paper at a time, and nothing at all unless ``may_send``."""

    may_send: bool
    chunk: int
    prices: Prices = NO_PRICES


class LanguageModelProposer:
    """Proposals of a model that ``ask`` reaches.

    A run that stops, wherever, goes on from the answers that were kept.
    """

    def __init__(self, codebook: Codebook, *, name: str, ask: Ask, kept: KeptAnswers, terms: Terms) -> None:
        self.name = name
        self._prompter = Prompter(codebook)
        self._judge = Judge(codebook)
        self._ask = ask
        self._kept = kept
        self._terms = terms
        self._tally = Tally(prices=terms.prices)
        self._in_a_row = 0

    def forecast(self, readings: Iterable[Reading]) -> Forecast:
        """What proposing for some papers would send, without sending anything."""
        papers = requests = kept = sent = answered = 0
        for reading in readings:
            papers += 1
            for chunk in chunks(reading, most=self._terms.chunk):
                prompt = self._prompter.of(chunk)
                if self._kept.get(prompt):
                    kept += 1
                    continue
                requests += 1
                sent += prompt.tokens
                answered += TOKENS_AN_ANSWER * len(chunk.sentences)
        return Forecast(
            papers=papers,
            requests=requests,
            kept=kept,
            tokens_sent=sent,
            tokens_answered=answered,
            prices=self._terms.prices,
        )

    def foretell(self, readings: Iterable[Reading]) -> str:
        """Say what coding some papers is going to send and cost.

        Raises:
            CoderError: nobody has agreed that it be sent; the message says what would be.
        """
        forecast = self.forecast(readings)
        if forecast.requests and not self._terms.may_send:
            raise CoderError(
                "this coder sends text of papers to a server, and nobody has agreed to that. "
                f"It would be {forecast}. {_AGREE}"
            )
        return str(forecast)

    def account(self) -> str:
        """Say what came of it: requests, tokens, cost, and how many codings stand, were rejected, left open."""
        return str(self._tally)

    def propose(self, reading: Reading) -> Iterator[Proposal]:
        """Proposals for a document.

        Raises:
            CoderError: nobody has agreed that text be sent, or the model gives nothing that can be used.
            SourceError: the server does not answer as it should.
        """
        self.foretell([reading])
        for chunk in chunks(reading, most=self._terms.chunk):
            yield from self._of(chunk, halvings=MOST_HALVINGS)

    def _of(self, chunk: Chunk, *, halvings: int) -> Iterator[Proposal]:
        answer, checked = self._answered(chunk)
        if not isinstance(checked, Unusable):
            self._in_a_row = 0
            self._tally.judged(checked)
            yield from checked.proposals
        elif answer.is_cut and halvings and len(chunk.sentences) > 1:
            for half in chunk.halves():
                yield from self._of(half, halvings=halvings - 1)
        else:
            self._give_up(chunk, "it is cut" if answer.is_cut else checked.reason)

    def _answered(self, chunk: Chunk) -> tuple[Answer, Checked | Unusable]:
        """The answer kept from before, or a fresh one; one that cannot be used is asked for once more."""
        prompt = self._prompter.of(chunk)
        if answer := self._kept.get(prompt):
            checked = self._judge.check(answer.text, chunk)
            if answer.is_cut or not isinstance(checked, Unusable):
                self._tally.kept += 1
                return answer, checked
        answer = self._fresh(prompt)
        checked = self._judge.check(answer.text, chunk)
        if isinstance(checked, Unusable) and not answer.is_cut:
            answer = self._fresh(self._prompter.of(chunk, fault=checked.reason))
            checked = self._judge.check(answer.text, chunk)
        if answer.is_cut or not isinstance(checked, Unusable):
            self._kept.keep(prompt, answer)
        return answer, checked

    def _fresh(self, prompt: Prompt) -> Answer:
        """An answer over the network: the one place where text of a paper leaves."""
        if not self._terms.may_send:  # half of a chunk whose answer was kept and is cut
            raise CoderError(f"an answer that was kept is cut, and asking for its parts sends text. {_AGREE}")
        answer = self._ask(prompt)
        self._tally.paid(prompt, answer)
        return answer

    def _give_up(self, chunk: Chunk, why: str) -> None:
        self._tally.unanswered[chunk.reading.document.name] += len(chunk.sentences)
        self._in_a_row += 1
        if self._in_a_row >= IN_A_ROW:
            raise CoderError(
                f"{self.name}: {IN_A_ROW} answers in a row could not be used ({why}); no more is sent. "
                "Is the model able to follow a JSON Schema, and its context long enough?"
            )
