"""Records and search exports, made up for the tests of what reads, compares and shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from relsynth.config import DEFAULT
from relsynth.project import Project
from relsynth.records import Origin, Record
from relsynth.store import Store

TITLES = (
    "Trust between drivers and nurses on a road without a clinic",
    "Who pays for the ferry? Partners and their ledgers in three harbours",
    "Night lessons for glassblowers: an account of a school that moved",
    "Counting herons together, or how a marsh came to have a council",
    "Bread ovens shared by two villages after the flood",
    "Letters from a lighthouse and the crew that answered them",
    "Mending nets in winter: what apprentices remember",
    "A choir, a hospital and the Tuesday that both needed the hall",
)
AUTHORS = ("Okafor, Ada", "Lindqvist, Bo", "Marangoni, Carla", "Nakamura, Dai", "Owusu, Efua", "Petrov, Filip")
JOURNALS = ("Journal of Hill Roads", "Harbour Studies", "Annals of Small Schools", "Marsh and Council")


def record(number: int, **others: Any) -> Record:
    """A record unlike those of other numbers; ``others`` replace its fields."""
    said: dict[str, Any] = {
        "type": "article-journal",
        "title": TITLES[number % len(TITLES)],
        "authors": (AUTHORS[number % len(AUTHORS)], AUTHORS[(number + 2) % len(AUTHORS)]),
        "container_title": JOURNALS[number % len(JOURNALS)],
        "year": 2001 + number,
        "volume": str(number + 3),
        "issue": "2",
        "page": f"{number}11-{number}19",
        "doi": f"10.5555/made-up.{number}",
        "abstract": f"We asked {number + 20} people what they did on a day of rain, and wrote down all that they said.",
    }
    return Record(origin=Origin(1, 1), **(said | others))


def shouted(number: int, **others: Any) -> Record:
    """The same report as another database has it: in capitals, without DOI and abstract."""
    title = TITLES[number % len(TITLES)].upper() + "."
    return record(number, **({"title": title, "doi": None, "abstract": None} | others))


def rival(number: int, **others: Any) -> Record:
    """A record like another in everything but its DOI, on which a person must decide."""
    return record(number, **({"doi": f"10.9999/rival.{number}", "abstract": None} | others))


def preprint(number: int, **others: Any) -> Record:
    """The preprint of the same work."""
    usual = {"container_title": "medRxiv", "doi": f"10.1101/{number}", "volume": None, "issue": None, "page": None}
    return record(number, **(usual | others))


def ris(*records: Record) -> bytes:
    """A search export with these records."""
    return "\n".join(line for one in records for line in _lines(one)).encode()


def _lines(one: Record) -> Iterable[str]:
    yield "TY  - JOUR"
    yield f"TI  - {one.title}"
    yield from (f"AU  - {author}" for author in one.authors)
    start, _, end = (one.page or "").partition("-")
    told = {"T2": one.container_title, "PY": one.year, "VL": one.volume, "IS": one.issue, "SP": start, "EP": end}
    told |= {"DO": one.doi, "AB": one.abstract}
    yield from (f"{tag}  - {value}" for tag, value in told.items() if value)
    yield from (f"{tag}  - {value}" for tag, value in one.extra)
    yield "ER  - \n"


def write_export(path: Path, *records: Record) -> Path:
    """A file with these records, in RIS."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(ris(*records))
    return path


def in_memory() -> Project:
    """A project of which nothing is on disk."""
    return Project(Path(), DEFAULT, Store.open(Path(":memory:")))


def at(one: Record, first: int, last: int) -> Record:
    """A record that stands elsewhere."""
    return replace(one, origin=Origin(first, last))
