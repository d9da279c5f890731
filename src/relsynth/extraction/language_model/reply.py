"""What a model says, held against the chunk and the codebook: proposals, and a count of all that may not stand."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from relsynth.codebook import Codebook
from relsynth.extraction.language_model.chunks import Chunk
from relsynth.extraction.language_model.prompt import FACETS
from relsynth.extraction.language_model.quotes import Quoted, Quotes
from relsynth.extraction.proposals import Proposal

LONGEST_REASON = 200  # characters
LONGEST_QUOTE = 5000  # characters
MOST_CODINGS = 400  # in one answer: a model that says more repeats itself
THOUGHTS_END = "</think>"  # behind which models that think aloud answer
NO_CODE = frozenset({"", "none", "null", "n/a"})
MALFORMED, UNKNOWN_CODE, REPEATED, TOO_MANY = "malformed", "unknown code", "said twice", "too many"
UNKNOWN_VALUE = "unknown value of a facet"


def _listed(value: object) -> object:
    """One value as a list of one: models leave brackets out."""
    if value is None:
        return []
    return [value] if isinstance(value, int | str) else value


Values = Annotated[list[Annotated[str, Field(max_length=60)]], BeforeValidator(_listed)]


class Said(BaseModel):
    """One coding as a model says it; without a code, the model abstains."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    sentences: Annotated[list[int], BeforeValidator(_listed)] = []
    quote: Annotated[str, Field(max_length=LONGEST_QUOTE)] = ""
    code: Annotated[str, Field(max_length=200)] | None
    assertion: Values = []
    role: Values = []
    level: Values = []
    confidence: float = 0.0
    rationale: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What of an answer stands: ``rejected`` counts what does not, by reason, ``abstained`` codings without a code.

    ``dropped`` counts values of facets that the codebook lacks; their codings stand without them.
    """

    proposals: tuple[Proposal, ...]
    rejected: Mapping[str, int]
    abstained: int
    dropped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusable:
    """An answer is no list of codings at all."""

    reason: str


class Judge:
    """A codebook that answers are held against."""

    def __init__(self, codebook: Codebook) -> None:
        self._codes = frozenset(code.id for code in codebook.codes)
        self._values = {name: frozenset(codebook.facets[name].values) for name in FACETS if name in codebook.facets}

    def check(self, answer: str, chunk: Chunk) -> Checked | Unusable:
        """Hold an answer against the chunk that it is about; never raises, whatever it says."""
        said = _codings_in(answer)
        if isinstance(said, Unusable):
            return said
        quotes = Quotes(chunk)
        rejected: Counter[str] = Counter({TOO_MANY: max(0, len(said) - MOST_CODINGS)})
        best: dict[tuple[int, int, str], Proposal] = {}
        abstained = dropped = 0
        for raw in said[:MOST_CODINGS]:
            one = _read(raw)
            if one is None:
                rejected[MALFORMED] += 1
            elif one.code is None or one.code.strip().lower() in NO_CODE:
                abstained += 1
            elif isinstance(proposal := self._proposal(one, quotes), str):
                rejected[proposal] += 1
            else:
                dropped += sum(1 for name in FACETS for value in getattr(one, name) if not self._knows(name, value))
                key = (proposal.start, proposal.end, proposal.code)
                rejected[REPEATED] += key in best
                best[key] = max(best.get(key, proposal), proposal, key=lambda each: each.score)
        return Checked(
            proposals=tuple(best[key] for key in sorted(best)),
            rejected={reason: n for reason, n in sorted(rejected.items()) if n},
            abstained=abstained,
            dropped=dropped,
        )

    def _proposal(self, one: Said, quotes: Quotes) -> Proposal | str:
        """What one coding proposes, or why it may not."""
        if one.code is None or one.code not in self._codes:
            return UNKNOWN_CODE
        place = quotes.find(one.quote, one.sentences)
        if not isinstance(place, Quoted):
            return f"quote {place}"
        return Proposal(
            start=place.start,
            end=place.end,
            code=one.code,
            score=_share(one.confidence),
            reason=reason_of(one.rationale),
            cue=quotes.words(place),
            cue_start=place.cue_start,
            cue_end=place.cue_end,
            facets=dict(self._facets(one)),
        )

    def _facets(self, one: Said) -> Iterator[tuple[str, tuple[str, ...]]]:
        for name in FACETS:
            values = tuple(dict.fromkeys(value for value in getattr(one, name) if self._knows(name, value)))
            if values:
                yield name, values

    def _knows(self, facet: str, value: str) -> bool:
        return value in self._values.get(facet, ())


def reason_of(rationale: str) -> str:
    """A rationale in one line that a screen can show: no sign that cannot be printed, at most 200 characters."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in rationale).split())
    return (line if len(line) <= LONGEST_REASON else f"{line[: LONGEST_REASON - 1]}…") or "no reason given"


def _share(confidence: float) -> float:
    return 0.0 if math.isnan(confidence) else min(1.0, max(0.0, confidence))


def _read(raw: object) -> Said | None:
    try:
        return Said.model_validate(raw)
    except ValidationError:
        return None


def _codings_in(answer: str) -> list[Any] | Unusable:
    """The list of codings in an answer, which may stand among other words, in a fence or behind a model's thoughts."""
    for candidate in _objects(answer.rpartition(THOUGHTS_END)[2]):
        try:
            told = json.loads(candidate)
        except (ValueError, RecursionError):
            continue
        codings = told.get("codings") if isinstance(told, dict) else told
        if isinstance(codings, list):
            return codings
        return Unusable(reason="its JSON has no list of codings")
    return Unusable(reason="it is no JSON")


def _objects(words: str) -> Iterator[str]:
    """What may be the JSON: all of it, what a fence of Markdown holds, what curly brackets enclose."""
    yield words
    _, fence, rest = words.partition("```")
    if fence:
        yield rest.partition("\n")[2].rpartition("```")[0]
    start, end = words.find("{"), words.rfind("}")
    if 0 <= start < end:
        yield words[start : end + 1]
