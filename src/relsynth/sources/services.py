"""The services that are asked: where they are, how often they may be asked, how one says who asks.

Sources (read in 2026): Crossref, REST API etiquette and its limits of December 2025; Europe PMC,
RESTful web service; NCBI, E-utilities (Usage Guidelines); OpenAlex, developers' guide
(a free key since February 2026); Unpaywall, REST API 2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl, quote, quote_plus, urlencode

from relsynth.errors import SourceError
from relsynth.sources.exchange import Settings
from relsynth.version import __version__

Setting = Literal["email", "openalex_key", "ncbi_key"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service as it is asked; ``known_by`` is the setting with which it answers faster, or at all."""

    title: str
    base_url: str
    per_second: float
    known_by: Setting
    per_second_known: float


SERVICES: Mapping[str, Service] = {
    "crossref": Service(
        title="Crossref", base_url="https://api.crossref.org", per_second=1, known_by="email", per_second_known=3
    ),
    "europepmc": Service(
        title="Europe PMC",
        base_url="https://www.ebi.ac.uk/europepmc/webservices/rest",
        per_second=10,
        known_by="email",
        per_second_known=10,
    ),
    "openalex": Service(
        title="OpenAlex",
        base_url="https://api.openalex.org",
        per_second=10,
        known_by="openalex_key",
        per_second_known=10,
    ),
    "pubmed": Service(
        title="PubMed",
        base_url="https://eutils.ncbi.nlm.nih.gov/entrez/eutils",
        per_second=3,
        known_by="ncbi_key",
        per_second_known=10,
    ),
    "unpaywall": Service(
        title="Unpaywall",
        base_url="https://api.unpaywall.org/v2",
        per_second=10,
        known_by="email",
        per_second_known=10,
    ),
}

FILES = "files"
FILES_PER_SECOND = 1.0  # to any one host that a full text lies on; in ``per_second``, under ``files``


def user_agent(settings: Settings) -> str:
    """Return how relsynth presents itself."""
    return f"relsynth/{__version__}" + (f" (mailto:{settings.email})" if settings.email else "")


def address(settings: Settings, service: str, path: str) -> str:
    """Return the address of a path of a service."""
    where = settings.base_urls.get(service, SERVICES[service].base_url)
    return f"{where.rstrip('/')}/{path.lstrip('/')}"


def parameters(text: str, *, usual: str, also: tuple[str, ...]) -> dict[str, str]:
    """Return a query as parameters: as written in an address if it begins as one does, else as the usual one.

    >>> parameters("community partnering", usual="search", also=("filter",))
    {'search': 'community partnering'}
    >>> parameters("filter=type:article&search=trust", usual="search", also=("filter",))
    {'filter': 'type:article', 'search': 'trust'}

    Raises:
        SourceError: a parameter that does not say what is searched for.
    """
    asked = text.strip().rpartition("?")[2] if text.strip().startswith("https://") else text.strip()
    if re.match(rf"(?:{'|'.join((usual, *also))})(?:\.[\w.-]+)?=", asked) is None:
        return {usual: asked}
    given = {key: value for key, value in parse_qsl(asked) if key not in _OURS}
    others = [key for key in given if key not in also and key.partition(".")[0] != usual]
    if others:
        raise SourceError(f"a query may hold {usual}= and {'=, '.join(also)}=, not {', '.join(others)}")
    return given


_OURS = frozenset({"page", "per_page", "per-page", "cursor", "rows", "offset", "mailto", "api_key"})
"""Parameters that an address copied from elsewhere may hold, and that are relsynth's to set."""


def public_address(url: str, params: Mapping[str, str]) -> str:
    """Return what was asked as one address, for provenance."""
    return f"{url}?{urlencode(params)}" if params else url


def credentials(settings: Settings, service: str) -> Mapping[str, str]:
    """Return the parameters that say who asks; they are never kept, shown or logged by relsynth.

    Raises:
        SourceError: the service answers nobody without them.
    """
    if service == "unpaywall" and not settings.email:
        raise SourceError("Unpaywall answers only those who give an e-mail: set fetch.email in relsynth.toml")
    named: Mapping[str, Mapping[str, str | None]] = {
        "crossref": {"mailto": settings.email},
        "openalex": {"api_key": settings.openalex_key, "mailto": settings.email},
        "pubmed": {"tool": "relsynth", "email": settings.email, "api_key": settings.ncbi_key},
        "unpaywall": {"email": settings.email},
    }
    return {name: value for name, value in named.get(service, {}).items() if value}


def secrets(settings: Settings) -> Iterable[str]:
    """Return what must not stand in any message, as it is and as it stands in an address."""
    for secret in filter(None, (settings.openalex_key, settings.ncbi_key, settings.email)):
        yield from (secret, quote_plus(secret), quote(secret, safe=""))


def hidden(settings: Settings, text: str) -> str:
    """Return a message without secrets in it."""
    for secret in secrets(settings):
        text = text.replace(secret, "…")
    return text


def seconds_between(settings: Settings, service: str) -> float:
    """Return the least time from one request to the next; of ``FILES``, to the same host."""
    if service == FILES:
        return 1 / settings.per_second.get(FILES, FILES_PER_SECOND)
    told = SERVICES[service]
    usual = told.per_second_known if getattr(settings, told.known_by) else told.per_second
    return 1 / settings.per_second.get(service, usual)


def remedy(settings: Settings, service: str) -> str:
    """Return what a user whom a service refuses can do."""
    key = SERVICES[service].known_by
    if getattr(settings, key):
        return f"is fetch.{key} in relsynth.toml right?"
    return f"set fetch.{key} in relsynth.toml"
