"""Strategies reported against barriers: which study has both, and how near to each other it tells them.

A strategy is reported *against* a barrier where one sentence or one paragraph tells both, or where a study acts on the
very construct that hinders it: the same construct, or the strategy that the codebook pairs with it (trust, and building
trust). A strategy elsewhere in the same study is shown as that, and settles nothing. Nearness is in the text: that a
strategy was meant against a barrier, or helped, is for a reader to say. What is no determinant (``is_determinant``:
plain partnering, outcomes of it, links to outcomes) is no barrier either, whatever role its sentence gives it.

Source:
    The codebook's ``confusable_pairs`` of a strategy and what is no strategy are its own mapping of the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from relsynth.codebook import Codebook
from relsynth.documents import Span
from relsynth.synthesis.corpus import Corpus, Segment, paragraph_of
from relsynth.synthesis.determinants import is_determinant

Nearness = Literal["sentence", "paragraph", "construct", "study"]
NEARNESS: tuple[Nearness, ...] = ("sentence", "paragraph", "construct", "study")
AGAINST: tuple[Nearness, ...] = ("sentence", "paragraph", "construct")
"""What counts as reported against a barrier; the nearest holds."""

Role = Literal["barrier", "facilitator"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A construct in a role, and a strategy, of one study; ``codings`` are the segments of the role, ``acts`` those of
    the strategy that are as near as ``nearness`` says.
    """

    study: int
    construct: str
    strategy: str
    nearness: Nearness
    codings: tuple[int, ...]
    acts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A construct in a role, over all studies; studies are indexes in the corpus, ascending.

    ``met`` studies report a strategy against it, ``unmet`` do not; ``matches`` are all that any of them reports beside
    it, however far away. ``codings`` are the segments of the role.
    """

    construct: str
    label: str
    domain: str
    n: int
    met: tuple[int, ...]
    unmet: tuple[int, ...]
    matches: tuple[Match, ...]
    codings: tuple[int, ...]

    @property
    def k(self) -> int:
        """Studies that report the construct in this role."""
        return len(self.met) + len(self.unmet)

    @property
    def strategies(self) -> Mapping[str, Mapping[Nearness, tuple[int, ...]]]:
        """Construct of a strategy -> nearness -> the studies in which that is the nearest."""
        told: dict[str, dict[Nearness, tuple[int, ...]]] = defaultdict(dict)
        for nearness in NEARNESS:
            for match in self.matches:
                if match.nearness == nearness:
                    told[match.strategy][nearness] = (*told[match.strategy].get(nearness, ()), match.study)
        return told

    @property
    def against(self) -> Mapping[str, tuple[Match, ...]]:
        """Construct of a strategy that is reported against this one -> how, study by study."""
        found: dict[str, list[Match]] = defaultdict(list)
        for match in self.matches:
            if match.nearness in AGAINST:
                found[match.strategy].append(match)
        return {strategy: tuple(own) for strategy, own in found.items()}


def matches(corpus: Corpus, role: Role) -> tuple[Match, ...]:
    """Return each construct in a role with each strategy of the same study: by study, then as in the codebook."""
    order = {code.id: turn for turn, code in enumerate(corpus.codebook.constructs)}
    mapped = strategies_for(corpus.codebook)
    reported, acts = _by_study(corpus, role), _acts(corpus)
    found = []
    for study, told in sorted(reported.items()):
        acted = acts.get(study, {})
        for construct in sorted(told, key=order.__getitem__):
            for strategy in sorted(acted, key=order.__getitem__):
                is_mapped = strategy in mapped[construct]
                nearness, near = _nearest(corpus, told[construct], acted[strategy], is_mapped=is_mapped)
                found.append(
                    Match(
                        study=study,
                        construct=construct,
                        strategy=strategy,
                        nearness=nearness,
                        codings=tuple(told[construct]),
                        acts=tuple(near),
                    )
                )
    return tuple(found)


def answered(corpus: Corpus, role: Role) -> tuple[Answered, ...]:
    """Return each construct that a study reports in a role, as in the codebook, and what is told against it."""
    by_construct: dict[str, list[Match]] = defaultdict(list)
    for match in matches(corpus, role):
        by_construct[match.construct].append(match)
    behind: dict[str, list[int]] = defaultdict(list)
    for own in _by_study(corpus, role).values():
        for construct, numbers in own.items():
            behind[construct] += numbers
    return tuple(
        _answered(corpus, code.id, behind[code.id], by_construct[code.id])
        for code in corpus.codebook.constructs
        if code.id in behind
    )


def is_reported(corpus: Corpus, segment: Segment, role: Role) -> bool:
    """Return whether a segment reports a determinant in a role: not that partnering as such or its outcome is one."""
    coding = segment.coding
    code = corpus.codebook.code(segment.construct)
    return role in coding.facet("role") and coding.is_evidence and is_determinant(code)


def is_strategy(corpus: Corpus, segment: Segment) -> bool:
    """Return whether a segment reports that somebody acted: not that nobody did, nor that there is a partner."""
    coding = segment.coding
    return (
        "strategy" in coding.facet("role")
        and coding.is_evidence
        and not coding.is_lack
        and not corpus.codebook.code(segment.construct).unspecific
    )


def strategies_for(codebook: Codebook) -> Mapping[str, frozenset[str]]:
    """Return construct -> the constructs by which somebody acts on it: itself, and strategies paired with it."""
    found = {code.id: {code.id} for code in codebook.constructs}
    pairs = [rule.pair for rule in codebook.confusable_pairs]
    pairs += [(code.id, other.code) for code in codebook.codes for other in code.confusable]
    for pair in pairs:
        for one, other in (pair, pair[::-1]):
            if codebook.code(other).type == "strategy" and codebook.code(one).type != "strategy":
                found[codebook.construct_of(one)].add(codebook.construct_of(other))
    return {construct: frozenset(strategies) for construct, strategies in found.items()}


def _by_study(corpus: Corpus, role: Role) -> dict[int, dict[str, list[int]]]:
    found: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, segment in enumerate(corpus.segments):
        if is_reported(corpus, segment, role):
            found[segment.study][segment.construct].append(number)
    return found


def _acts(corpus: Corpus) -> dict[int, dict[str, list[int]]]:
    found: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, segment in enumerate(corpus.segments):
        if is_strategy(corpus, segment):
            found[segment.study][segment.construct].append(number)
    return found


def _nearest(corpus: Corpus, codings: list[int], acts: list[int], *, is_mapped: bool) -> tuple[Nearness, list[int]]:
    """How near the nearest of the acts is told, and those that are as near as that."""
    spans = [corpus.segments[number].coding.span for number in codings]
    paragraphs = {_paragraph(corpus, span) for span in spans}
    near: dict[Nearness, list[int]] = {"sentence": [], "paragraph": []}
    for act in acts:
        own = corpus.segments[act].coding.span
        if any(_overlap(own, span) for span in spans):
            near["sentence"].append(act)
        elif _paragraph(corpus, own) in paragraphs:
            near["paragraph"].append(act)
    for nearness, found in near.items():
        if found:
            return nearness, found
    return ("construct" if is_mapped else "study"), acts


def _overlap(one: Span, other: Span) -> bool:
    return one.version == other.version and one.start < other.end and other.start < one.end


def _paragraph(corpus: Corpus, span: Span) -> tuple[str, int]:
    return span.version, paragraph_of(corpus.documents[span.version], span.start).start


def _answered(corpus: Corpus, construct: str, numbers: list[int], found: list[Match]) -> Answered:
    reporting = {corpus.segments[number].study for number in numbers}
    met = {match.study for match in found if match.nearness in AGAINST}
    code = corpus.codebook.code(construct)
    return Answered(
        construct=construct,
        label=code.label,
        domain=code.domain,
        n=corpus.n,
        met=tuple(sorted(met)),
        unmet=tuple(sorted(reporting - met)),
        matches=tuple(found),
        codings=tuple(numbers),
    )
