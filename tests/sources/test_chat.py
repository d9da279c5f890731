"""One question to an endpoint, and all that can happen to it on its way."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from made_up_model import KEY, completion
from made_up_services import QUICK
from relsynth.errors import SourceError
from relsynth.extraction.language_model.answers import Answer
from relsynth.extraction.language_model.prompt import Prompt
from relsynth.sources.chat import ANSWER_LIMIT, Chat, Endpoint, endpoint_url

PATH = "/v1/chat/completions"
PROMPT = Prompt(system="Code.", user="It rained.", schema={"type": "object"})
DISGUISED = "".join(f"\\u{ord(sign):04x}" for sign in KEY)
Take = Callable[[dict[str, Any]], Response]


@pytest.fixture
def chat(httpserver: HTTPServer) -> Iterator[Chat]:
    endpoint = Endpoint(url=httpserver.url_for(PATH), model="made-up", most=500, key=KEY, key_env="MY_KEY")
    with Chat(endpoint, patience=QUICK) as chat:
        yield chat


def answers(httpserver: HTTPServer, *takes: Response | Take) -> list[dict[str, Any]]:
    """Let the server answer so, one after the other, the last again and again; gives what it is asked."""
    left, asked = list(takes), []

    def answer(request: Request) -> Response:
        asked.append(json.loads(request.get_data()))
        take = left.pop(0) if len(left) > 1 else left[0]
        return take if isinstance(take, Response) else take(asked[-1])

    httpserver.expect_request(PATH, method="POST").respond_with_handler(answer)
    return asked


def ok(text: str = "{}", **changes: Any) -> Response:
    return Response(json.dumps(completion(text, **changes)), content_type="application/json")


def refusal(status: int, words: str, **headers: str) -> Response:
    told = json.dumps({"error": {"message": words, "type": "invalid_request_error"}})
    return Response(told, status=status, headers=headers, content_type="application/json")


# -- addresses


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("http://localhost:11434/v1", "http://localhost:11434/v1/chat/completions"),
        (" http://127.0.0.1:8080/v1/ ", "http://127.0.0.1:8080/v1/chat/completions"),
        ("http://[::1]:8080/v1", "http://[::1]:8080/v1/chat/completions"),
        ("https://llm.example/v1/chat/completions", "https://llm.example/v1/chat/completions"),
    ],
)
def test_where_questions_go(url: str, asked: str) -> None:
    assert endpoint_url(url) == asked


@pytest.mark.parametrize(
    ("url", "why"),
    [
        pytest.param("http://llm.example/v1", "use https", id="plain-http"),
        pytest.param("http://192.168.1.7:11434/v1", "use https", id="plain-http-in-the-network"),
        pytest.param("http://localhost.llm.example/v1", "use https", id="not-this-machine"),
        pytest.param("http://127.0.0.1.llm.example/v1", "use https", id="not-this-machine-either"),
        pytest.param("https://me:secret@llm.example/v1", "more than an address", id="with-a-password"),
        pytest.param("https://llm.example/v1?key=secret", "more than an address", id="with-a-query"),
        pytest.param("https://llm.example/v1#x", "more than an address", id="with-a-fragment"),
        pytest.param("file:///etc/passwd", "no address", id="a-file"),
        pytest.param("llm.example/v1", "no address", id="no-scheme"),
        pytest.param("https://", "no address", id="no-host"),
        pytest.param("https://llm.example:99999/v1", "no address", id="no-port"),
        pytest.param("https://llm.example/\nv1", "no address", id="two-lines"),
        pytest.param("https://[::1/v1", "no address", id="half-a-bracket"),
    ],
)
def test_where_no_question_goes(url: str, why: str) -> None:
    with pytest.raises(SourceError, match=why) as raised:
        endpoint_url(url)
    assert "secret" not in str(raised.value)


# -- answers


def test_what_is_asked_and_what_comes(httpserver: HTTPServer, chat: Chat) -> None:
    asked = answers(httpserver, ok("hello"))
    assert chat(PROMPT) == Answer(text="hello", is_cut=False, tokens_in=1000, tokens_out=50)
    assert asked == [
        {
            "model": "made-up",
            "messages": [{"role": "system", "content": "Code."}, {"role": "user", "content": "It rained."}],
            "temperature": 0,
            "stream": False,
            "max_tokens": 500,
            "seed": 0,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "codings", "strict": True, "schema": {"type": "object"}},
            },
        }
    ]
    ((request, _),) = httpserver.log
    assert request.headers["Authorization"] == f"Bearer {KEY}"
    assert request.headers["User-Agent"].startswith("relsynth/")


def test_without_a_key_none_is_sent(httpserver: HTTPServer) -> None:
    answers(httpserver, ok())
    with Chat(Endpoint(url=httpserver.url_for(PATH), model="m", most=5), patience=QUICK) as chat:
        chat(PROMPT)
    assert "Authorization" not in httpserver.log[0][0].headers


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        pytest.param(
            completion("{", finish="length"), Answer(text="{", is_cut=True, tokens_in=1000, tokens_out=50), id="cut"
        ),
        pytest.param(completion("{}", tokens=None), Answer(text="{}"), id="no-count"),
        pytest.param({"choices": [{"message": {"content": None}}]}, Answer(text=""), id="no-words"),
        pytest.param({"choices": [{"message": {}}], "usage": None}, Answer(text=""), id="no-message"),
    ],
)
def test_forms_of_answers(httpserver: HTTPServer, chat: Chat, body: dict[str, Any], answer: Answer) -> None:
    httpserver.expect_request(PATH).respond_with_json(body)
    assert chat(PROMPT) == answer


# -- what a server does not take


@pytest.mark.parametrize(
    ("refuses", "status", "manner"),
    [
        pytest.param("json_schema", 400, ("json_object", True, "max_tokens"), id="no-schema"),
        pytest.param("response_format", 400, (None, True, "max_tokens"), id="no-form-at-all"),
        pytest.param("schema", 500, ("json_object", True, "max_tokens"), id="fails-on-the-schema"),
        pytest.param("seed", 422, ("json_schema", False, "max_tokens"), id="no-seed"),
        pytest.param(
            "max_tokens", 400, ("json_schema", True, "max_completion_tokens"), id="another-word-for-the-limit"
        ),
    ],
)
def test_what_is_not_taken_is_left_out_from_then_on(
    httpserver: HTTPServer, chat: Chat, refuses: str, status: int, manner: tuple[str | None, bool, str]
) -> None:
    def choosy(asked: dict[str, Any]) -> Response:
        if refuses in json.dumps(asked):
            return refusal(
                status, f"'{refuses}' is not supported, use 'max_completion_tokens'" if "max" in refuses else refuses
            )
        return ok()

    asked = answers(httpserver, choosy)
    assert chat(PROMPT).text == "{}"
    tries = len(asked)
    assert chat(PROMPT).text == "{}"
    assert len(asked) == tries + 1
    last = asked[-1]
    limit = "max_tokens" if "max_tokens" in last else "max_completion_tokens"
    assert (last.get("response_format", {}).get("type"), "seed" in last, limit) == manner
    assert all(one["temperature"] == 0 for one in asked)


@pytest.mark.parametrize(
    ("words", "requests"),
    [
        pytest.param("no", 4, id="for-no-reason-it-names"),
        pytest.param("'temperature' does not support 0 with this model", 1, id="for-the-temperature"),
        pytest.param("maximum context length is 4096 tokens", 1, id="for-its-length"),
    ],
)
def test_a_server_that_takes_nothing_is_not_asked_for_ever(
    httpserver: HTTPServer, chat: Chat, words: str, requests: int
) -> None:
    asked = answers(httpserver, refusal(400, words))
    with pytest.raises(SourceError, match=rf"localhost refuses the request \(400\).*{words}"):
        chat(PROMPT)
    assert len(asked) == requests


# -- faults that pass, and those that do not


def broken(_asked: dict[str, Any]) -> Response:
    return Response(json.dumps(completion("{}"))[:30], content_type="application/json")


def slow(_asked: dict[str, Any]) -> Response:
    time.sleep(1.5)
    return ok("late")


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(refusal(500, "out of memory"), id="500"),
        pytest.param(refusal(503, "loading the model"), id="503"),
        pytest.param(refusal(429, "slow down", **{"Retry-After": "0"}), id="429"),
        pytest.param(broken, id="cut"),
        pytest.param(Response("<html>hello</html>"), id="a-page"),
        pytest.param(Response('{"choices": []}'), id="no-choice"),
        pytest.param(Response('{"choices": [{"message": {"content": 7}}]}'), id="wrong-type"),
        pytest.param(Response("[" * 100_000), id="nested-too-deep"),
        pytest.param(Response(b"\xff\xfe\x00"), id="no-text"),
    ],
)
def test_what_may_pass_is_asked_again(httpserver: HTTPServer, chat: Chat, fault: Response | Take) -> None:
    asked = answers(httpserver, fault, ok("at last"))
    assert chat(PROMPT).text == "at last"
    assert len(asked) == 2


@pytest.fixture
def busy() -> Iterator[HTTPServer]:
    """A server that answers while another of its answers is still on the way."""
    with HTTPServer(threaded=True) as server:
        yield server


def test_a_slow_server_is_asked_again_and_then_given_up(busy: HTTPServer) -> None:
    endpoint = Endpoint(url=busy.url_for(PATH), model="m", most=5)
    asked = answers(busy, slow, ok("in time"), slow)
    with Chat(endpoint, patience=replace(QUICK, answer=0.5, attempts=2)) as chat:
        assert chat(PROMPT).text == "in time"
        with pytest.raises(
            SourceError, match=r"did not answer within 0\.5 s; asked 2 times; what was answered is kept"
        ):
            chat(PROMPT)
    assert len(asked) == 4


def test_what_does_not_pass_is_told_with_its_reason(httpserver: HTTPServer, chat: Chat) -> None:
    asked = answers(httpserver, refusal(500, "out of memory"))
    with pytest.raises(SourceError, match=r"answers 500: .*out of memory.*; asked 3 times"):
        chat(PROMPT)
    assert len(asked) == 3


def test_an_answer_that_drips_is_given_up(httpserver: HTTPServer) -> None:
    # Each look at the clock is 6 s after the last, so that one piece is too late, however the pieces are read.
    answers(httpserver, lambda _asked: Response(iter([b"{", b" ", b" "]), content_type="application/json"))
    ticks = iter(range(0, 10_000, 6))
    endpoint = Endpoint(url=httpserver.url_for(PATH), model="m", most=5)
    with (
        Chat(endpoint, patience=replace(QUICK, whole=5.0), clock=lambda: next(ticks)) as chat,
        pytest.raises(SourceError, match="took longer than 5 s; asked 3 times"),
    ):
        chat(PROMPT)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        pytest.param('{"error": {"message": "no such model", "code": 404}}', "there?: no such model", id="openai"),
        pytest.param('{"error": "no such model"}', "there?: no such model", id="ollama"),
        pytest.param("<h1>Not found</h1>", "there?: Not found", id="a-page"),
        pytest.param("", "there?", id="nothing"),
    ],
)
def test_a_server_has_its_say(httpserver: HTTPServer, chat: Chat, body: str, words: str) -> None:
    answers(httpserver, Response(body, status=404))
    with pytest.raises(SourceError) as raised:
        chat(PROMPT)
    assert str(raised.value).endswith(words)


def test_it_waits_as_long_as_the_server_asks(httpserver: HTTPServer, chat: Chat) -> None:
    answers(httpserver, refusal(429, "slow down", **{"Retry-After": "1"}), ok("at last"))
    before = time.monotonic()
    assert chat(PROMPT).text == "at last"
    assert time.monotonic() - before >= 1


def test_a_wait_too_long_ends_the_run(httpserver: HTTPServer, chat: Chat) -> None:
    asked = answers(httpserver, refusal(429, "quota", **{"Retry-After": "86400"}))
    with pytest.raises(SourceError, match=r"asks to wait 86400 s; what was answered is kept"):
        chat(PROMPT)
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (401, r"refuses the request \(401\): is the key in \$MY_KEY right\?"),
        (403, r"refuses the request \(403\): is the key in \$MY_KEY right\?"),
        (402, r"refuses the request \(402\)"),
        (404, r"refuses the request \(404\); is url right, and is the model there\?.*no such thing"),
    ],
)
def test_a_refusal_is_final(httpserver: HTTPServer, chat: Chat, status: int, why: str) -> None:
    asked = answers(httpserver, refusal(status, "no such thing"))
    with pytest.raises(SourceError, match=why):
        chat(PROMPT)
    assert len(asked) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_text_is_not_sent_on_to_another_address(httpserver: HTTPServer, chat: Chat, status: int) -> None:
    httpserver.expect_request("/elsewhere").respond_with_json(completion("{}"))
    answers(httpserver, Response(status=status, headers={"Location": httpserver.url_for("/elsewhere")}))
    with pytest.raises(SourceError, match=r"answers with a redirect to .*/elsewhere: text is not sent on"):
        chat(PROMPT)
    assert [request.path for request, _ in httpserver.log] == [PATH]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(Response(b" " * (ANSWER_LIMIT + 1)), id="long"),
        pytest.param(
            Response(gzip.compress(b" " * (20 * ANSWER_LIMIT)), headers={"Content-Encoding": "gzip"}), id="packed"
        ),
    ],
)
def test_an_answer_without_end_is_not_read(httpserver: HTTPServer, chat: Chat, body: Response) -> None:
    answers(httpserver, body)
    with pytest.raises(SourceError, match="sends more than 4 MB"):
        chat(PROMPT)


def test_nobody_there() -> None:
    with (
        Chat(Endpoint(url="http://127.0.0.1:9/v1/chat/completions", model="m", most=5), patience=QUICK) as chat,
        pytest.raises(SourceError, match=r"127\.0\.0\.1 cannot be reached: does the server run there\?"),
    ):
        chat(PROMPT)


def test_a_proxy_of_the_environment_does_not_see_what_stays_on_this_machine(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    answers(httpserver, ok("here"))
    with Chat(Endpoint(url=httpserver.url_for(PATH), model="m", most=5), patience=QUICK) as chat:
        assert chat(PROMPT).text == "here"


# -- the key


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(refusal(401, f"no such key {KEY}"), id="in-a-refusal"),
        pytest.param(refusal(400, f"{KEY}\x1b[31m"), id="with-signs-that-move-a-cursor"),
        pytest.param(refusal(500, KEY), id="in-a-failure"),
        pytest.param(Response(status=302, headers={"Location": f"http://127.0.0.1:9/{KEY}"}), id="in-a-redirect"),
        pytest.param(ok(f'{{"codings": "{DISGUISED}"}}'), id="in-an-answer-in-disguise"),
    ],
)
def test_the_key_is_in_no_message(httpserver: HTTPServer, chat: Chat, told: Response) -> None:
    answers(httpserver, told)
    with pytest.raises(SourceError) as raised:
        chat(PROMPT)
    assert KEY not in str(raised.value)
    assert str(raised.value).isprintable()


def test_the_key_is_in_no_answer(httpserver: HTTPServer, chat: Chat) -> None:
    answers(httpserver, ok(f"your key is {KEY}"))
    assert chat(PROMPT).text == "your key is …"


def test_the_key_is_not_shown_with_the_endpoint() -> None:
    assert KEY not in repr(Endpoint(url="https://llm.example", model="m", most=5, key=KEY))
