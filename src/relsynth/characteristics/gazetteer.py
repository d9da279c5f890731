"""Names found in a text as they are written, capitals and all.

Cue syntax (``relsynth.cues``) takes no account of case, and names live by it: Turkey, Chad and US are countries,
turkey, chad and us are not. Every form begins with a capital, so only words that do are looked up; of forms that
begin alike the longest wins, and nothing is found inside of what was found, so that New Mexico is not Mexico.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)

_CAPITALISED = re.compile(r"[^\W\d_a-z](?<![\w'’].)[^\W\d_]*")


class Gazetteer(Generic[Key]):
    """Forms of names and what they stand for; ``find`` takes time in proportion to the text."""

    def __init__(self, forms: Iterable[tuple[str, Key]]) -> None:
        known: dict[str, dict[str, Key]] = {}
        for form, key in forms:
            first = _CAPITALISED.match(form)
            if first is None:
                raise ValueError(f"a name must begin with a capital, not {form!r}")
            known.setdefault(first[0], {})[form] = key
        self._forms = {
            first: sorted(forms.items(), key=lambda item: (-len(item[0]), item[0])) for first, forms in known.items()
        }

    def find(self, text: str) -> Iterator[tuple[int, int, Key]]:
        """Every name in a text: its start, its end, and what it stands for."""
        plain = text.replace("’", "'").replace("ʻ", "'")
        free = 0
        for match in _CAPITALISED.finditer(plain):
            if match.start() < free:
                continue
            for form, key in self._forms.get(match[0], ()):
                end = match.start() + len(form)
                if plain.startswith(form, match.start()) and not plain[end : end + 1].isalnum():
                    yield match.start(), end, key
                    free = end
                    break
