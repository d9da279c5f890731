"""What is made of a service's words, waits and faults; what came is kept."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.sources import answers

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        pytest.param("7", 7.0, id="seconds"),
        pytest.param(" 0 ", 0.0, id="none-at-all"),
        pytest.param("Fri, 02 Jan 2026 03:05:05 GMT", 60.0, id="a-date"),
        pytest.param("Fri, 02 Jan 2026 03:05:05 -0000", 60.0, id="a-date-without-a-zone"),
        pytest.param("Thu, 01 Jan 2026 00:00:00 GMT", 0.0, id="a-date-gone-by"),
        pytest.param("soon", None, id="a-word"),
        pytest.param("-5", None, id="before-now"),
        pytest.param("1" * 40, None, id="beyond-reason"),
        pytest.param("", None, id="empty"),
        pytest.param(None, None, id="not-there"),
    ],
)
def test_how_long_a_service_asks_to_wait(header: str | None, seconds: float | None) -> None:
    assert answers.retry_after(header, now=NOW) == seconds


@given(st.text())
def test_any_header_is_read(header: str) -> None:
    wait = answers.retry_after(header, now=NOW)
    assert wait is None or wait >= 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b'{"error": true, "message": "no such\\nkey"}', ": no such key", id="json-message"),
        pytest.param(b'{"errCode": 404, "errMsg": "bad query"}', ": bad query", id="europe-pmc"),
        pytest.param(b'{"status": "failed", "message": [{"type": "t"}]}', ': [{"type": "t"}]', id="crossref"),
        pytest.param(b'{"nothing": "known"}', ': {"nothing": "known"}', id="json-of-its-own"),
        pytest.param(b"<html><style>a{}</style><h1>Bad</h1> Gateway</html>", ": Bad Gateway", id="html"),
        pytest.param(b"Resource not found.", ": Resource not found.", id="text"),
        pytest.param(b"\xff\xfe", ": \ufffd\ufffd", id="no-text"),
        pytest.param(b" \n", "", id="nothing"),
    ],
)
def test_a_services_own_words(content: bytes, words: str) -> None:
    assert answers.said_in(content) == words


def test_long_words_are_cut() -> None:
    assert len(answers.said_in(b"word " * 1_000)) == 302


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b'{"a": "tab\there"}', {"a": "tab\there"}, id="control-signs-in-texts"),
        pytest.param(b'{"a": ', None, id="cut"),
        pytest.param(b"[" * 100_000, None, id="too-deep"),
        pytest.param(b"\xff", None, id="no-text"),
    ],
)
def test_json_is_read_or_is_none(content: bytes, told: object) -> None:
    reply = answers.Reply(status=200, content=content, media_type="application/json", url="", came_from="")
    assert answers.json_of(reply) == told


@pytest.mark.parametrize(("value", "number"), [(3, 3), ("42", 42), ("4x", 0), (None, 0), (2.5, 0), ([], 0)])
def test_a_count(value: object, number: int) -> None:
    assert answers.count(value) == number
