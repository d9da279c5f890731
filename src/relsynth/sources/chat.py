"""A language model behind an OpenAI-compatible endpoint, on this machine or elsewhere: one question, one answer.

Text goes to the one address that the settings name: a redirect is refused, and so is plain HTTP to any other
machine. The key goes into one header, and is taken out of all that is shown or handed on.

What a server does not take is left out and it is asked again: the JSON Schema, then any ``response_format``, the
seed; some call ``max_tokens`` ``max_completion_tokens``. The temperature is 0, and is never left out.

Source: OpenAI, API reference, "Create chat completion"; llama.cpp, "HTTP Server"; Ollama, "OpenAI compatibility".
"""

from __future__ import annotations

import ipaddress
import json
import logging
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

import httpx2
import stamina
from pydantic import BaseModel, Field, ValidationError

from relsynth.errors import SourceError
from relsynth.extraction.language_model.answers import LONGEST_ANSWER, Answer
from relsynth.extraction.language_model.prompt import Prompt
from relsynth.sources.answers import retry_after, said_in
from relsynth.sources.exchange import Patience, Settings
from relsynth.sources.services import user_agent

PATH = "/chat/completions"
ANSWER_LIMIT = 4 * 2**20  # bytes: of an answer in JSON, whose text is at most LONGEST_ANSWER characters
LONGEST_CONNECT = 15.0  # seconds
SEED = 0
LEAST_KEY = 8  # characters of a key that is looked for in what a server says; a shorter one stands in many a word

_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 529})
_REFUSED = frozenset({401, 403})
_NOT_TAKEN = frozenset({400, 415, 422, 501})
_FAILS = 500
_OF_FORM = ("response_format", "schema", "grammar")
_NOT_MENDED = ("temperature", "context")  # refused for these, a request is refused in any manner
_REDIRECT = range(300, 400)
_FAILED = 400  # and above

# stamina tells of each retry as a warning; where nobody listens, Python would write it between a command's lines.
logging.getLogger("stamina").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where a model is, and how it is asked; ``url`` is checked by ``endpoint_url``. The key is not shown.

    ``most`` is how many tokens an answer may have; ``key_env`` names where the key came from, for messages.
    """

    url: str
    model: str
    most: int
    key: str | None = field(default=None, repr=False)
    key_env: str | None = None


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a server takes a request."""

    form: str | None = "json_schema"
    seed: bool = True
    limit: str = "max_tokens"

    def less(self, said: str) -> _Manner | None:
        """The next to try when this one was refused, in words that may name what is wrong; None after the last."""
        if self.limit == "max_tokens" and "max_completion_tokens" in said:
            return replace(self, limit="max_completion_tokens")
        if self.seed and "seed" in said:
            return replace(self, seed=False)
        if self.form is not None:
            return replace(self, form=_NEXT_FORM[self.form])
        return replace(self, seed=False) if self.seed else None


_NEXT_FORM = {"json_schema": "json_object", "json_object": None}


class _PassingError(Exception):
    """No answer yet, and asking again may bring one; ``wait`` is how many seconds the server asks to wait."""

    def __init__(self, reason: str, *, wait: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait = wait


class _Message(BaseModel):
    content: Annotated[str, Field(max_length=LONGEST_ANSWER)] | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Usage(BaseModel):
    prompt_tokens: Annotated[int, Field(ge=0, le=10**9)] | None = None
    completion_tokens: Annotated[int, Field(ge=0, le=10**9)] | None = None


class _Completion(BaseModel):
    choices: Annotated[list[_Choice], Field(min_length=1)]
    usage: _Usage | None = None


class _Error(BaseModel):
    message: str


class _Refusal(BaseModel):
    error: _Error


def endpoint_url(url: str) -> str:
    """Return the address to which questions go.

    >>> endpoint_url("http://localhost:11434/v1/")
    'http://localhost:11434/v1/chat/completions'

    Raises:
        SourceError: no web address; one that holds a name, a key or a query; or neither https nor this machine.
    """
    base = url.strip().rstrip("/").removesuffix(PATH)
    try:
        parts = urlsplit(base)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        is_address = False
    if not is_address or not base.isprintable() or " " in base:
        raise SourceError("url: is no address of an endpoint, as http://localhost:11434/v1 is")
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise SourceError("url: holds more than an address; a key is named by key_env")
    if parts.scheme == "http" and not is_this_machine(parts.hostname or ""):
        raise SourceError(f"url: {parts.hostname} is another machine, and http can be read on the way: use https")
    return f"{base}{PATH}"


def is_this_machine(host: str) -> bool:
    """Whether a host is by its own words this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


class Chat:
    """An open connection to an endpoint; call it with a prompt. A context manager."""

    def __init__(self, endpoint: Endpoint, *, patience: Patience, clock: Callable[[], float] = time.monotonic) -> None:
        self._endpoint = endpoint
        self._patience = patience
        self._clock = clock
        self._manner = _Manner()
        headers = {"User-Agent": user_agent(Settings()), "Accept": "application/json"}
        if endpoint.key is not None:
            headers["Authorization"] = f"Bearer {endpoint.key}"
        host = urlsplit(endpoint.url).hostname or ""
        self._name = host
        # A proxy that the environment names is the way out of a network, never to this machine.
        self._http = httpx2.Client(
            headers=headers,
            timeout=httpx2.Timeout(patience.answer, connect=min(patience.answer, LONGEST_CONNECT)),
            follow_redirects=False,
            trust_env=not is_this_machine(host),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

    def __call__(self, prompt: Prompt) -> Answer:
        """Ask, as often as patience allows.

        Raises:
            SourceError: out of reach, refused, redirected, too large, or faulty every time.
        """
        patience = self._patience
        attempts = stamina.retry_context(
            on=self._may_pass,
            attempts=patience.attempts,
            timeout=patience.asking,
            wait_initial=patience.first_wait,
            wait_max=patience.longest_wait,
            wait_jitter=patience.jitter,
        )
        try:
            for attempt in attempts:
                with attempt:
                    return self._asked(prompt)
        except _PassingError as error:
            raise self._fault(self._given_up(error)) from error
        raise AssertionError("patience allows at least one attempt")  # pragma: no cover

    def _asked(self, prompt: Prompt) -> Answer:
        """Ask in the manner that the server took last, and in plainer ones until it takes one."""
        while True:
            status, content, headers = self._once(_request(self._endpoint, prompt, self._manner))
            said = _said(content) if status >= _FAILED else ""
            if not self._is_not_taken(status, said):
                return self._judged(status, content, headers)
            plainer = self._manner.less(said)
            if plainer is None or any(word in said for word in _NOT_MENDED):
                raise self._fault(f"refuses the request ({status}){said}")
            self._manner = plainer

    def _is_not_taken(self, status: int, said: str) -> bool:
        """Whether a request is refused for how it is put; some servers fail (500) on a schema they cannot take."""
        of_form = self._manner.form is not None and any(word in said for word in _OF_FORM)
        return status in _NOT_TAKEN or (status == _FAILS and of_form)

    def _once(self, request: Mapping[str, Any]) -> tuple[int, bytes, httpx2.Headers]:
        try:
            with self._http.stream("POST", self._endpoint.url, content=json.dumps(request), headers=_JSON) as response:
                return response.status_code, self._body(response), response.headers
        except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
            raise self._fault("cannot be reached: does the server run there?") from error
        except httpx2.TimeoutException as error:
            raise _PassingError(f"did not answer within {self._patience.answer:g} s") from error
        except httpx2.RequestError as error:
            raise _PassingError(f"broke off its answer ({type(error).__name__})") from error
        except (httpx2.InvalidURL, ValueError) as error:
            raise self._fault(f"cannot be asked: {error}") from error

    def _body(self, response: httpx2.Response) -> bytes:
        latest = self._clock() + self._patience.whole
        parts: list[bytes] = []
        size = 0
        for part in response.iter_bytes():
            size += len(part)
            if size > ANSWER_LIMIT:
                raise self._fault(f"sends more than {ANSWER_LIMIT / 2**20:g} MB")
            if self._clock() > latest:
                raise _PassingError(f"took longer than {self._patience.whole:g} s")
            parts.append(part)
        return b"".join(parts)

    def _judged(self, status: int, content: bytes, headers: httpx2.Headers) -> Answer:
        if status in _REDIRECT:
            raise self._fault(f"answers with a redirect to {headers.get('location', 'nowhere')}: text is not sent on")
        if status in _PASSING:
            wait = retry_after(headers.get("retry-after"), now=datetime.now(UTC))
            raise _PassingError(f"answers {status}{_said(content)}", wait=wait)
        if status in _REFUSED:
            raise self._fault(f"refuses the request ({status}): {self._remedy()}{_said(content)}")
        if status >= _FAILED:
            raise self._fault(f"refuses the request ({status}); is url right, and is the model there?{_said(content)}")
        try:
            completion = _Completion.model_validate_json(content)
        except ValidationError as error:
            raise _PassingError("answers with something that is no chat completion") from error
        choice, usage = completion.choices[0], completion.usage or _Usage()
        text = self._hidden(choice.message.content or "")
        if self._hidden(plain := _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)) != plain:
            raise self._fault("says the key back, spelt in escapes")
        return Answer(
            text=text,
            is_cut=choice.finish_reason == "length",
            tokens_in=usage.prompt_tokens,
            tokens_out=usage.completion_tokens,
        )

    def _remedy(self) -> str:
        name = self._endpoint.key_env
        return f"is the key in ${name} right?" if name else "set key_env to the variable that holds your key"

    def _may_pass(self, error: Exception) -> bool | timedelta:
        if not isinstance(error, _PassingError):
            return False
        if error.wait is None:
            return True
        return timedelta(seconds=error.wait) if error.wait <= self._patience.longest_asked else False

    def _given_up(self, error: _PassingError) -> str:
        again = "what was answered is kept: run the command again and it goes on"
        if error.wait is not None and error.wait > self._patience.longest_asked:
            return f"asks to wait {error.wait:.0f} s; {again} then"
        return f"{error.reason}; asked {self._patience.attempts} times; {again}"

    def _fault(self, what: str) -> SourceError:
        return SourceError(
            "".join(sign if sign.isprintable() else " " for sign in self._hidden(f"{self._name} {what}"))
        )

    def _hidden(self, text: str) -> str:
        """The text without the key, which a server may say back."""
        key = self._endpoint.key
        return text.replace(key, "…") if key and len(key) >= LEAST_KEY else text


_ESCAPE = re.compile(r"\\+u([0-9a-fA-F]{4})")
_JSON = {"Content-Type": "application/json"}


def _said(content: bytes) -> str:
    """The server's own words for what is wrong, which OpenAI's form keeps in ``error.message``."""
    try:
        words = _Refusal.model_validate_json(content).error.message
    except ValidationError:
        return said_in(content)
    return said_in(words.encode("utf-8", "replace"))


def _request(endpoint: Endpoint, prompt: Prompt, manner: _Manner) -> dict[str, Any]:
    request: dict[str, Any] = {
        "model": endpoint.model,
        "messages": [{"role": "system", "content": prompt.system}, {"role": "user", "content": prompt.user}],
        "temperature": 0,
        "stream": False,
        manner.limit: endpoint.most,
    }
    if manner.seed:
        request["seed"] = SEED
    if manner.form == "json_schema":
        named = {"name": "codings", "strict": True, "schema": prompt.schema}
        request["response_format"] = {"type": "json_schema", "json_schema": named}
    elif manner.form is not None:
        request["response_format"] = {"type": manner.form}
    return request
