"""PDFs read by a GROBID server that the user runs, as readings of those PDFs.

A document stays known by its PDF. What GROBID leaves open of title, authors, year and DOI is filled from what
relsynth's own reader finds on the first page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING

from relsynth import sources
from relsynth.documents import Document
from relsynth.errors import FormatError, InputError, SourceError
from relsynth.formats import tei
from relsynth.formats.apart import Reader
from relsynth.formats.reading import Citation
from relsynth.sources import Patience, grobid
from relsynth.sources.answers import FinalError
from relsynth.workflow.listing import counted
from relsynth.workflow.track import Tell, untold

if TYPE_CHECKING:
    from relsynth.sources.client import Client

READER = f"grobid+{tei.READER}"
FAMILY = "grobid+"
"""Every reader of this kind, older ones too: none is given up for relsynth's own reader."""

IN_A_ROW = 3
"""Files in a row that got no answer, after which the server is asked no more: it is gone, or hangs.

Once one got none, the next are asked for once each."""

LEAST_WORDS = 0.5
"""Words of GROBID's text, as a share of those that relsynth's own reader finds in the same PDF, below which it has
lost the paper. One that it read well holds fewer too, since it leaves out more of what is no text."""


class Server:
    """A GROBID server, asked for as long as it answers."""

    def __init__(self, client: Client, hasty: Callable[[], Client], reader: Reader) -> None:
        self._client = client
        self._reader = reader
        self._hasty = hasty
        self._failures = 0

    def read(self, pdf: bytes, *, path_name: str) -> Document | str:
        """Read a PDF; a reason in words where that does not work."""
        if self._failures >= IN_A_ROW:
            return f"GROBID did not answer for {IN_A_ROW} files in a row, and was not asked"
        try:
            document = _document(self._asked(pdf), pdf, path_name, self._reader)
        except FinalError as error:
            self._failures = 0
            return str(error)
        except SourceError as error:
            self._failures += 1
            return str(error)
        except InputError as error:
            self._failures = 0
            return f"GROBID's TEI cannot be read: {error}"
        self._failures = 0
        return document

    def _asked(self, pdf: bytes) -> bytes:
        """The TEI of a PDF; asked for once where the file before got no answer."""
        if self._failures == 0:
            return grobid.read(self._client, pdf)
        with self._hasty() as client:
            return grobid.read(client, pdf)


@contextmanager
def opened(
    address: str | None, *, reader: Reader, patience: Patience = grobid.PATIENCE, tell: Tell = untold
) -> Iterator[Server | None]:
    """Open a server at an address; None where there is none. ``reader`` is relsynth's own, which it is held against.

    Raises:
        SourceError: no address of the web.
        FormatError: the libraries that speak HTTP are not installed.
    """
    if address is None:
        yield None
        return
    client = partial(sources.open_client, grobid.settings_for(address), tell=tell)
    with client(patience=patience) as patient:
        yield Server(patient, partial(client, patience=replace(patience, attempts=1)), reader)


def _document(source: bytes, pdf: bytes, path_name: str, reader: Reader) -> Document | str:
    """The reading of a PDF from GROBID's TEI; why it is none, where that has lost most of the words."""
    own = _own(pdf, path_name, reader)
    known = Citation()
    if own is not None:
        known = Citation(title=own.title, authors=own.authors, year=own.year, journal=own.journal, doi=own.doi)
    stem = PurePath(path_name).stem
    read = tei.read_as(source, original=pdf, name=stem, format="pdf", reader=READER, known=known)
    there, here = len(read.text.split()), len(own.text.split()) if own else 0
    if there < here * LEAST_WORDS:
        return f"GROBID gave {counted(there, 'word')} where relsynth's own reader has {here:,}: kept its own"
    return read


def _own(pdf: bytes, path_name: str, reader: Reader) -> Document | None:
    """What relsynth's own reader makes of a PDF; None where it cannot read it."""
    try:
        return reader.read(pdf, path_name=path_name)
    except (InputError, FormatError):
        return None
