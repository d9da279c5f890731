"""Which readings of papers hold, and which are made again.

What a paper is read as depends on the reader and on the weights of the section model, which are trained anew while
the readers stay as they are. So a reading that is kept names both: ``jats/3+0f1e2d3c``.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from relsynth import formats
from relsynth.documents import Document
from relsynth.formats import verbatim
from relsynth.workflow import grobid

_PACKAGE = Path(formats.__file__).parents[1]


def stamped(document: Document) -> Document:
    """A reading as it is kept: with the name of the weights behind that of the reader."""
    return replace(document, reader=_with_weights(document.reader))


def is_read(reader: str | None, *, by_grobid: bool) -> bool:
    """Whether a reading that is kept is the best to be had: GROBID's where it is asked, else any reader's of today.

    GROBID's is not given up for relsynth's own, even where the weights have changed since: it stays until GROBID is
    asked again. Nor is a text that is kept sign for sign, since people's codings were brought along with it.
    """
    if verbatim.is_verbatim(reader):
        return True
    if by_grobid:
        return reader == _with_weights(grobid.READER)
    return reader is not None and (reader in map(_with_weights, formats.readers()) or reader.startswith(grobid.FAMILY))


def _with_weights(reader: str) -> str:
    return f"{reader}+{weights()}"


@lru_cache(maxsize=1)
def weights() -> str:
    """First 8 hex digits of the SHA-256 of the section model's files."""
    digest = hashlib.sha256()
    for path in sorted(_PACKAGE.glob("section_weights*")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]
