"""Whether studies give a construct more than a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping

from relsynth.synthesis.corpus import Corpus, Segment

RICH_LEAST = 1  # studies that must say more than a sentence (docs/explanation/gaps.md, thin)
NEAR = 2  # code points, blanks all of them, between a sentence and one that follows on
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+[\"'“‘(\[]*[A-Z0-9]")


def rich_studies(corpus: Corpus, by_study: Mapping[int, tuple[Segment, ...]]) -> frozenset[int]:
    """Studies that give a construct more than a sentence, or a concrete instance.

    More than a sentence is a segment of several, or two that follow upon each other in one paragraph. A concrete
    instance is a participant's words, or how often, how many or how long (facet ``amount``).

    Source:
        Our own rule (docs/explanation/gaps.md): a segment of more than a sentence, or a concrete instance.
    """
    return frozenset(study for study, own in by_study.items() if _is_rich(corpus, own))


def has_sentences(words: str) -> bool:
    """Whether words are of more than one sentence."""
    return bool(_SENTENCE_END.search(words))


def _is_rich(corpus: Corpus, own: tuple[Segment, ...]) -> bool:
    return any(one.coding.facet("amount") or _has_more(corpus, one) for one in own) or any(
        _follows(corpus, one, other) for one in own for other in own
    )


def _has_more(corpus: Corpus, segment: Segment) -> bool:
    span = segment.coding.span
    document = corpus.documents[span.version]
    return document.is_spoken(span.start, span.end) or has_sentences(document.quote(span.start, span.end))


def _follows(corpus: Corpus, one: Segment, other: Segment) -> bool:
    first, then = one.coding.span, other.coding.span
    if first.version != then.version or not 0 <= then.start - first.end <= NEAR:
        return False
    between = corpus.documents[first.version].text[first.end : then.start]
    return not between.strip() and "\n" not in between
