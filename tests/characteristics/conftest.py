"""Papers of a few invented sentences, placed where a test needs them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from relsynth.documents import Block, Document
from relsynth.formats.reading import Citation, document

HEADINGS = {
    "abstract": Block(text="Abstract", kind="heading", depth=1, label="abstract"),
    "keywords": Block(text="Keywords", kind="heading", depth=1, label="keywords"),
    "introduction": Block(text="Introduction", kind="heading", depth=1),
    "methods": Block(text="Methods", kind="heading", depth=1),
    "results": Block(text="Results", kind="heading", depth=1),
    "discussion": Block(text="Discussion", kind="heading", depth=1),
    "funding": Block(text="Funding", kind="heading", depth=1, label="back_matter"),
    "acknowledgements": Block(text="Acknowledgements", kind="heading", depth=1, label="back_matter"),
}
FILLING = {"abstract": "Words that tell nothing.", "methods": "More words that tell nothing."}

Paper = Callable[..., Document]


def _blocks(parts: dict[str, str]) -> Iterator[Block]:
    for name, heading in HEADINGS.items():
        if text := parts.get(name):
            yield heading
            yield from (Block(text=line) for line in text.split("\n"))


@pytest.fixture
def paper() -> Paper:
    """A paper from the words of its parts; what is not given has words that tell nothing."""

    def make(title: str = "A paper", **parts: str) -> Document:
        blocks = list(_blocks({**FILLING, **parts}))
        return document(
            blocks, Citation(title=title), source=b"<paper>", name="a-paper", format="made-up", reader="made-up/1"
        )

    return make
