"""One client for all services: politely slow, patient with faults, never fooled by half an answer.

Each request waits for its service's turn. What may pass (no answer in time, 429, 5xx, a body
that is cut, an error within a 200) is asked again, after as long as the service says. Keys
stand in no message and in no page.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import stamina

from relsynth.errors import SourceError
from relsynth.sources.answers import Check, FinalError, Reply, said_in, sound
from relsynth.sources.exchange import Patience, Settings
from relsynth.sources.services import (
    FILES,
    SERVICES,
    address,
    credentials,
    hidden,
    public_address,
    remedy,
    seconds_between,
)
from relsynth.sources.transport import TOO_MANY, PassingError, Transport

ANSWER_LIMIT = 128 * 2**20  # bytes of one page of records
FILE_LIMIT = 200 * 2**20  # bytes of one full text

_ABSENT = frozenset({404, 410})
_REFUSED = frozenset({401, 403})
_FAILED = 400  # and above

# stamina tells of each retry as a warning; where nobody listens, Python would write it between a command's lines.
logging.getLogger("stamina").addHandler(logging.NullHandler())


class Client:
    """An open connection to the services; a context manager.

    ``cache`` is a folder for look-ups; ``tell`` is told, in a sentence each, what is asked for again.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        cache: Path | None = None,
        patience: Patience | None = None,
        pause: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        tell: Callable[[str], None] = lambda _said: None,
    ) -> None:
        self.settings = settings
        self._tell = tell
        self._patience = patience or Patience()
        self._transport = Transport(settings, patience=self._patience, cache=cache, clock=clock)
        self._pause = pause
        self._clock = clock
        self._turns: dict[str, float] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._transport.close()

    def ask(
        self, service: str, path: str, params: Mapping[str, str], *, check: Check = sound, post: bool = False
    ) -> Reply:
        """Ask a service, as often as patience allows, until its answer passes ``check``.

        Args:
            service: a name in ``SERVICES``.
            path: below the service's base URL.
            params: what is asked; who asks is added.
            check: says what is wrong with an answer of status 200.
            post: send the parameters as a form, for queries too long for an address.

        Raises:
            SourceError: out of reach, refused, no such thing, or faulty every time.
        """
        reply = self._ask(service, path, params, check=check, post=post)
        if reply.status in _ABSENT:
            raise SourceError(f"{SERVICES[service].title} has nothing at {path}{self._said(reply)}")
        return reply

    def look_up(
        self, service: str, path: str, params: Mapping[str, str] | None = None, *, check: Check = sound
    ) -> Reply | None:
        """Ask, through the cache, for what may not be there: then None. Raises as ``ask`` does."""
        reply = self._ask(service, path, params or {}, check=check, keep=True)
        return None if reply.status in _ABSENT else reply

    def download(self, url: str, *, check: Check = sound) -> Reply:
        """Fetch a file from any public address.

        Raises:
            SourceError: out of reach, refused, absent, too large, a private address, or faulty every time.
        """
        host = urlsplit(url).hostname or url

        def once(_number: int) -> Reply:
            self._take_turn(host, seconds_between(self.settings, FILES))
            return self._transport.fetch(url, {}, asked=url, limit=FILE_LIMIT)

        reply = self._patiently(host, once, check)
        if reply.status in _ABSENT:
            raise SourceError(f"{host} has nothing at {url}")
        return reply

    def send(
        self,
        url: str,
        file: bytes,
        params: Mapping[str, str | list[str]],
        *,
        name: str,
        check: Check = sound,
        final: frozenset[int] = frozenset(),
    ) -> Reply:
        """Send a file with a form to an address that the settings name.

        Args:
            file: the form's part ``input``.
            params: the form's other parts; one with several values is sent several times.
            name: of whom it is sent to, for messages.
            final: statuses that would be the same each time, though others pass with them.

        Raises:
            FinalError: the answer has a final status.
            RedirectedError: the answer names another address.
            SourceError: out of reach, refused, absent, or faulty every time.
        """

        def once(_number: int) -> Reply:
            try:
                return self._transport.fetch(url, params, asked=url, limit=ANSWER_LIMIT, post=True, file=file)
            except PassingError as error:
                if error.status in final:
                    raise FinalError(f"{name} {error.reason}") from error
                raise

        reply = self._patiently(name, once, check)
        if reply.status in _ABSENT:
            raise SourceError(f"{name} has nothing at {url}{self._said(reply)}")
        return reply

    def _ask(
        self,
        service: str,
        path: str,
        params: Mapping[str, str],
        *,
        check: Check,
        post: bool = False,
        keep: bool = False,
    ) -> Reply:
        url = address(self.settings, service, path)
        asked = public_address(url, params)
        everything = {**params, **credentials(self.settings, service)}

        def once(number: int) -> Reply:
            self._take_turn(service, seconds_between(self.settings, service))
            first = number == 1  # what the cache holds is believed once: a kept answer that is faulty is asked for anew
            return self._transport.fetch(
                url, everything, asked=asked, limit=ANSWER_LIMIT, post=post, keep=keep and first
            )

        return self._patiently(SERVICES[service].title, once, check, service=service)

    def _take_turn(self, whose: str, seconds: float) -> None:
        wait = self._turns.get(whose, float("-inf")) + seconds - self._clock()
        if wait > 0:
            self._pause(wait)
        self._turns[whose] = self._clock()

    def _patiently(self, name: str, once: Callable[[int], Reply], check: Check, *, service: str | None = None) -> Reply:
        patience = self._patience
        attempts = stamina.retry_context(
            on=partial(self._wait, name),
            attempts=patience.attempts,
            timeout=patience.asking,
            wait_initial=patience.first_wait,
            wait_max=patience.longest_wait,
            wait_jitter=patience.jitter,
        )
        try:
            for attempt in attempts:
                with attempt:
                    return self._judged(name, once(attempt.num), check, service=service)
        except PassingError as error:
            if error.reply is not None:
                return error.reply
            raise SourceError(self._given_up(name, error, service)) from error
        raise AssertionError("patience allows at least one attempt")  # pragma: no cover

    def _wait(self, name: str, error: Exception) -> bool | timedelta:
        if not isinstance(error, PassingError):
            return False
        if error.wait is not None and error.wait > self._patience.longest_asked:
            return False
        asked = f"it asks to wait {error.wait:.0f} s" if error.wait else "waiting to ask again"
        self._tell(hidden(self.settings, f"{name} {error.reason}; {asked}"))
        return True if error.wait is None else timedelta(seconds=error.wait)

    def _judged(self, name: str, reply: Reply, check: Check, *, service: str | None) -> Reply:
        """The answer, if it is one; an answer that says there is no such thing is one."""
        if reply.status in _ABSENT:
            return reply
        if reply.status >= _FAILED:
            mend = f": {remedy(self.settings, service)}" if service and reply.status in _REFUSED else ""
            raise SourceError(f"{name} refuses the request ({reply.status}){mend}{self._said(reply)}")
        fault = check(reply)
        if fault is None:
            return reply
        if fault.kind == "final":
            raise SourceError(hidden(self.settings, f"{name} {fault.reason}"))
        raise PassingError(fault.reason, reply=reply if fault.kind == "bearable" else None)

    def _given_up(self, name: str, error: PassingError, service: str | None) -> str:
        mend = f"; {remedy(self.settings, service)}" if service and error.status == TOO_MANY else ""
        if error.wait is not None and error.wait > self._patience.longest_asked:
            when = f"asks to wait {error.wait:.0f} s, as when a day's quota is used up: run the command again then"
            return f"{name} {when}, it goes on where it stopped{mend}"
        return hidden(self.settings, f"{name} {error.reason}; asked {self._patience.attempts} times{mend}")

    def _said(self, reply: Reply) -> str:
        return hidden(self.settings, said_in(reply.content))
