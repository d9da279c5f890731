"""One request and all that can happen to it on its way."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from made_up_services import EMAIL, KEY, QUICK, settings_for
from relsynth.errors import SourceError
from relsynth.sources import Patience
from relsynth.sources.answers import Reply
from relsynth.sources.transport import PassingError, Transport

SECRET = {"query": "trust", "api_key": KEY}


@pytest.fixture
def transport(httpserver: HTTPServer) -> Iterator[Transport]:
    transport = Transport(settings_for(httpserver.url_for("/")), patience=QUICK)
    yield transport
    transport.close()


def fetch(transport: Transport, httpserver: HTTPServer, path: str = "/a", *, post: bool = False) -> Reply:
    return transport.fetch(httpserver.url_for(path), SECRET, asked="shown", limit=1_000, post=post)


def test_an_answer_in_full(httpserver: HTTPServer, transport: Transport) -> None:
    body = gzip.compress(b"{}")
    httpserver.expect_request("/a", method="GET", query_string=SECRET).respond_with_data(
        body, content_type="Application/JSON; charset=utf-8", headers={"Content-Encoding": "gzip"}
    )
    came_from = httpserver.url_for("/a?query=trust&api_key=…")
    assert fetch(transport, httpserver) == Reply(
        status=200, content=b"{}", media_type="application/json", url="shown", came_from=came_from
    )


def test_parameters_can_be_a_form(httpserver: HTTPServer, transport: Transport) -> None:
    httpserver.expect_request("/a", method="POST").respond_with_handler(
        lambda request: Response(request.form["query"] + request.query_string.decode())
    )
    assert fetch(transport, httpserver, post=True).content == b"trust"


@pytest.mark.parametrize(
    ("status", "post", "arrives"),
    [
        pytest.param(301, False, "GET  ", id="moved"),
        pytest.param(302, True, "GET  ", id="found-after-a-form"),
        pytest.param(307, True, "POST trust", id="the-same-form-to-the-same-place"),
        pytest.param(308, False, "GET trust", id="the-same-question-to-the-same-place"),
    ],
)
def test_redirects(httpserver: HTTPServer, transport: Transport, status: int, post: bool, arrives: str) -> None:
    def there(request: Request) -> Response:
        return Response(f"{request.method} {request.values.get('query', ' ')}")

    moved = Response(status=status, headers={"Location": "/there"})
    httpserver.expect_request("/a").respond_with_response(moved)
    httpserver.expect_request("/there").respond_with_handler(there)
    reply = fetch(transport, httpserver, post=post)
    assert reply.content.decode() == arrives
    assert reply.url == "shown"


@pytest.mark.parametrize(
    ("location", "message"),
    [
        pytest.param("/a", "localhost redirects more than 10 times", id="in-circles"),
        pytest.param("file:///etc/passwd", "is no web address", id="to-a-file"),
        pytest.param("http://127.0.0.1:1/", "is within a private network", id="to-another-port-of-this-machine"),
        pytest.param(f"http://127.0.0.1:1/{KEY}/{EMAIL}", "within a private network", id="with-what-it-was-told"),
    ],
)
def test_redirects_that_are_not_followed(
    httpserver: HTTPServer, transport: Transport, location: str, message: str
) -> None:
    httpserver.expect_request("/a").respond_with_response(Response(status=302, headers={"Location": location}))
    with pytest.raises(SourceError, match=message) as caught:
        fetch(transport, httpserver)
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    "body", [pytest.param(b"x" * 1_001, id="plain"), pytest.param(gzip.compress(b"x" * 10**6), id="packed")]
)
def test_an_answer_that_is_too_large_is_not_read_to_its_end(
    httpserver: HTTPServer, transport: Transport, body: bytes
) -> None:
    encoding = {"Content-Encoding": "gzip"} if body[:1] == b"\x1f" else {}
    httpserver.expect_request("/a").respond_with_data(body, headers=encoding)
    with pytest.raises(SourceError, match=r"sends more than 0\.0009"):
        fetch(transport, httpserver)


def test_an_answer_that_takes_too_long_is_left(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/a").respond_with_data(b"slow")
    moments = iter(range(0, 10_000, 500))
    transport = Transport(
        settings_for(httpserver.url_for("/")), patience=Patience(whole=400), clock=lambda: next(moments)
    )
    with pytest.raises(PassingError, match="took longer than 400 s"):
        fetch(transport, httpserver)
    transport.close()


@pytest.mark.parametrize(
    ("status", "header", "wait"),
    [(429, "7", 7.0), (503, None, None), (500, "soon", None), (502, None, None), (504, None, None)],
)
def test_a_status_that_passes(
    httpserver: HTTPServer, transport: Transport, status: int, header: str | None, wait: float | None
) -> None:
    headers = {"Retry-After": header} if header else {}
    httpserver.expect_request("/a").respond_with_data("later", status=status, headers=headers)
    with pytest.raises(PassingError, match=f"answers {status}: later") as caught:
        fetch(transport, httpserver)
    assert (caught.value.status, caught.value.wait) == (status, wait)


def test_an_answer_packed_wrongly_is_broken(httpserver: HTTPServer, transport: Transport) -> None:
    httpserver.expect_request("/a").respond_with_data(b"no gzip", headers={"Content-Encoding": "gzip"})
    with pytest.raises(PassingError, match=r"broke off its answer \(DecodingError\)"):
        fetch(transport, httpserver)


def packed(path: Path) -> None:
    """A cache of another version: the same table, other columns."""
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE entries (id INTEGER, url TEXT)")


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda path: path.write_bytes(b"no database at all" * 100), id="no-database"),
        pytest.param(lambda path: path.write_bytes(path.read_bytes()[:5_000]), id="cut"),
        pytest.param(
            lambda path: path.write_bytes(path.read_bytes()[:4_096] + bytes(path.stat().st_size - 4_096)), id="damaged"
        ),
        pytest.param(lambda path: (path.unlink(), packed(path)), id="of-another-version"),
        pytest.param(lambda path: (path.unlink(), path.mkdir()), id="a-folder"),
    ],
)
def test_a_cache_that_is_broken_is_nobodys_concern(
    httpserver: HTTPServer, tmp_path: Path, caplog: pytest.LogCaptureFixture, spoil: Callable[[Path], object]
) -> None:
    httpserver.expect_request("/a").respond_with_data(b"here")
    url = httpserver.url_for("/a")

    def look_up() -> bytes:
        transport = Transport(settings_for(httpserver.url_for("/")), patience=QUICK, cache=tmp_path)
        try:
            return transport.fetch(url, {}, asked=url, limit=10, keep=True).content
        finally:
            transport.close()

    assert [look_up(), look_up()] == [b"here", b"here"]
    assert len(httpserver.log) == 1
    spoil(tmp_path / "http.db")
    assert [look_up(), look_up()] == [b"here", b"here"]
    assert len(httpserver.log) == (3 if (tmp_path / "http.db").is_dir() else 2)
    assert not [record for record in caplog.records if record.name != "werkzeug"]


def test_where_no_cache_can_be_made_there_is_none(httpserver: HTTPServer, tmp_path: Path) -> None:
    httpserver.expect_request("/a").respond_with_data(b"here")
    (tmp_path / "a-file").write_bytes(b"")
    transport = Transport(settings_for(httpserver.url_for("/")), patience=QUICK, cache=tmp_path / "a-file")
    assert transport.fetch(httpserver.url_for("/a"), {}, asked="/a", limit=10, keep=True).content == b"here"
    transport.close()


def test_a_host_that_answered_before_may_come_back(httpserver: HTTPServer, tmp_path: Path) -> None:
    with HTTPServer(host="127.0.0.1", port=0) as passing:
        passing.expect_request("/a").respond_with_data(b"here")
        url = passing.url_for("/a")
        transport = Transport(settings_for(passing.url_for("/")), patience=QUICK, cache=tmp_path)
        assert transport.fetch(url, {}, asked=url, limit=10, keep=True).content == b"here"
    with pytest.raises(PassingError, match="is out of reach"):
        transport.fetch(url, {}, asked=url, limit=10)
    assert transport.fetch(url, {}, asked=url, limit=10, keep=True).content == b"here"
    transport.close()
