"""The language that a paper is written in, told from its words.

A declared language is not enough: journals declare English for whole issues.
py3langid scores character n-grams; on 2,000 characters of forty English papers
its probability never fell below 0.9999, so longer samples only cost time.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLE = 2_000  # characters
MIN_LETTERS = 100
MIN_PROBABILITY = 0.9


def detect(text: str) -> str | None:
    """Return the ISO 639-1 code of a text's language, or None where it cannot be told.

    Fewer than 100 letters, or words of several languages mixed, give None.
    """
    sample = text[:SAMPLE]
    if sum(sign.isalpha() for sign in sample) < MIN_LETTERS:
        return None
    language, probability = _identifier().classify(sample)
    return str(language) if probability >= MIN_PROBABILITY else None


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    """The model, loaded once: it takes most of a second and draws in numpy."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
