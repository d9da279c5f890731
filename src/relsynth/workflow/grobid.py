"""PDFs read by a GROBID server that the user runs, as readings of those PDFs.

A document stays known by its PDF. What GROBID leaves open of title, authors, year and DOI is filled from what
relsynth's own reader finds on the first page.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING

from relsynth import formats, sources
from relsynth.documents import Document
from relsynth.errors import FormatError, InputError, SourceError
from relsynth.formats import tei
from relsynth.formats.reading import Citation
from relsynth.sources import Patience, grobid
from relsynth.sources.answers import FinalError
from relsynth.workflow.track import Tell, untold

if TYPE_CHECKING:
    from relsynth.sources.client import Client

READER = f"grobid+{tei.READER}"
FAMILY = "grobid+"
"""Every reader of this kind, older ones too: none is given up for relsynth's own reader."""

IN_A_ROW = 3
"""Requests in a row that nobody answered, after which the server is asked no more: it is gone, or hangs."""

_SIGNATURE = b"%PDF-"
_WITHIN = 1_024  # bytes at a PDF's start in which its signature may stand (ISO 32000-1, annex H.3.4.1)


def is_pdf(source: bytes) -> bool:
    """Whether a file is a PDF, which GROBID reads and nothing else."""
    return _SIGNATURE in source[:_WITHIN]


def is_read(reader: str | None, *, by_grobid: bool) -> bool:
    """Whether a reading is the best to be had: GROBID's where it is asked, else that of any reader of today."""
    if by_grobid:
        return reader == READER
    return reader is not None and (reader in formats.readers() or reader.startswith(FAMILY))


class Server:
    """A GROBID server, asked for as long as it answers."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._failures = 0

    def read(self, pdf: bytes, *, path_name: str) -> Document | str:
        """Read a PDF; a reason in words where that does not work."""
        if self._failures >= IN_A_ROW:
            return f"GROBID did not answer for {IN_A_ROW} files in a row, and was not asked"
        try:
            document = _document(grobid.read(self._client, pdf), pdf, path_name)
        except FinalError as error:
            self._failures = 0
            return str(error)
        except SourceError as error:
            self._failures += 1
            return str(error)
        except InputError as error:
            return f"GROBID's TEI cannot be read: {error}"
        self._failures = 0
        return document


@contextmanager
def opened(
    address: str | None, *, patience: Patience = grobid.PATIENCE, tell: Tell = untold
) -> Iterator[Server | None]:
    """Open a server at an address; None where there is none.

    Raises:
        SourceError: no address of the web.
        FormatError: the libraries that speak HTTP are not installed.
    """
    if address is None:
        yield None
        return
    with sources.open_client(grobid.settings_for(address), patience=patience, tell=tell) as client:
        yield Server(client)


def _document(source: bytes, pdf: bytes, path_name: str) -> Document:
    stem = PurePath(path_name).stem
    read = tei.read_as(source, original=pdf, name=stem, format="pdf", reader=READER)
    if all((read.title, read.authors, read.year, read.doi)):
        return read
    return tei.read_as(
        source, original=pdf, name=stem, format="pdf", reader=READER, known=_own_citation(pdf, path_name)
    )


def _own_citation(pdf: bytes, path_name: str) -> Citation:
    """What relsynth's own reader finds; nothing where it cannot read the file."""
    try:
        own = formats.read(pdf, path_name=path_name)
    except (InputError, FormatError):
        return Citation()
    return Citation(title=own.title, authors=own.authors, year=own.year, journal=own.journal, doi=own.doi)
