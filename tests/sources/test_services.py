"""Where services are, how often they are asked, and who asks."""

from __future__ import annotations

import pytest

from relsynth.errors import SourceError
from relsynth.sources import Settings, services
from relsynth.version import __version__


@pytest.mark.parametrize(
    ("settings", "service", "url"),
    [
        pytest.param(Settings(), "crossref", "https://api.crossref.org/works", id="its-own"),
        pytest.param(Settings(base_urls={"crossref": "http://here:80/"}), "crossref", "http://here:80/works", id="set"),
    ],
)
def test_where_a_service_is(settings: Settings, service: str, url: str) -> None:
    assert services.address(settings, service, "/works") == url


@pytest.mark.parametrize(
    ("settings", "service", "seconds"),
    [
        pytest.param(Settings(), "pubmed", 1 / 3, id="pubmed-without-a-key"),
        pytest.param(Settings(ncbi_key="k"), "pubmed", 1 / 10, id="pubmed-with-a-key"),
        pytest.param(Settings(), "crossref", 1.0, id="crossref-public"),
        pytest.param(Settings(email="a@example.org"), "crossref", 1 / 3, id="crossref-polite"),
        pytest.param(Settings(per_second={"crossref": 0.5}), "crossref", 2.0, id="as-set"),
        pytest.param(Settings(), services.FILES, 1.0, id="files"),
    ],
)
def test_how_often_a_service_is_asked(settings: Settings, service: str, seconds: float) -> None:
    assert services.seconds_between(settings, service) == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("service", "named"),
    [
        ("crossref", {"mailto": "a@example.org"}),
        ("europepmc", {}),
        ("openalex", {"api_key": "o", "mailto": "a@example.org"}),
        ("pubmed", {"tool": "relsynth", "email": "a@example.org", "api_key": "n"}),
        ("unpaywall", {"email": "a@example.org"}),
    ],
)
def test_who_asks(service: str, named: dict[str, str]) -> None:
    settings = Settings(email="a@example.org", openalex_key="o", ncbi_key="n")
    assert services.credentials(settings, service) == named


def test_nobody_asks_without_settings() -> None:
    assert services.credentials(Settings(), "crossref") == {}
    assert services.user_agent(Settings()) == f"relsynth/{__version__}"
    with pytest.raises(SourceError, match=r"set fetch\.email"):
        services.credentials(Settings(), "unpaywall")


def test_secrets_are_known_as_they_stand_in_addresses() -> None:
    assert {"a@b.org", "a%40b.org"} <= set(services.secrets(Settings(email="a@b.org")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("trust & power", {"search": "trust & power"}, id="words"),
        pytest.param("filters=none", {"search": "filters=none"}, id="words-like-a-parameter"),
        pytest.param("filter=a:b&search.exact=c", {"filter": "a:b", "search.exact": "c"}, id="parameters"),
        pytest.param("https://x.example/works?search=a%20b&page=2", {"search": "a b"}, id="address"),
    ],
)
def test_a_query_as_parameters(text: str, expected: dict[str, str]) -> None:
    assert services.parameters(text, usual="search", also=("filter",)) == expected
