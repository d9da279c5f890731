"""One request over HTTP, with the redirects it leads to: an answer in full, or why there is none yet.

Redirects are followed here, each address looked at first, and who asks is told to the first
only. A body is read up to a limit and a time; a kept answer comes from the cache.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import hishel
import httpx2
from hishel.httpx2 import CacheClient

from relsynth.errors import SourceError
from relsynth.sources.addresses import origin, refusal
from relsynth.sources.answers import RedirectedError, Reply, UnreachableError, retry_after, said_in
from relsynth.sources.exchange import Patience, Settings
from relsynth.sources.services import SERVICES, hidden, user_agent

KEPT_FOR = 7 * 24 * 3600  # seconds that a look-up is taken from the cache
LONGEST_CONNECT = 15.0  # seconds
REDIRECTS = 10

TOO_MANY = 429
_PASSING = frozenset({408, 425, TOO_MANY, 500, 502, 503, 504})
_SAME_REQUEST = frozenset({307, 308})


class PassingError(Exception):
    """No answer yet, and asking again may bring one: why, and how long the service asks to wait.

    ``reply`` is an answer that can be borne if no better one comes.
    """

    def __init__(
        self, reason: str, *, status: int | None = None, wait: float | None = None, reply: Reply | None = None
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status
        self.wait = wait
        self.reply = reply


class Transport:
    """Open connections, with and without the cache, which is in a folder."""

    def __init__(
        self,
        settings: Settings,
        *,
        patience: Patience,
        cache: Path | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._patience = patience
        self._clock = clock
        self._open = ExitStack()
        self._reached: set[str] = set()
        own = (service.base_url for service in SERVICES.values())
        self._trusted = frozenset(origin(url) for url in (*own, *settings.base_urls.values()))
        headers = {"User-Agent": user_agent(settings)}
        timeout = httpx2.Timeout(patience.answer, connect=min(patience.answer, LONGEST_CONNECT))
        self._plain = self._open.enter_context(httpx2.Client(headers=headers, timeout=timeout))
        self._keeping = self._plain
        if cache is not None:
            storage = _storage(cache)
            if storage is not None:
                self._keeping = self._open.enter_context(CacheClient(storage=storage, headers=headers, timeout=timeout))

    def close(self) -> None:
        """Close all connections."""
        self._open.close()

    def fetch(
        self,
        url: str,
        params: Mapping[str, str | list[str]],
        *,
        asked: str,
        limit: int,
        post: bool = False,
        keep: bool = False,
        file: bytes | None = None,
    ) -> Reply:
        """Return the answer to one request.

        Args:
            url: http or https; not within a private network, unless the settings name it.
            params: all of them, keys included; with ``post`` sent as a form.
            asked: the address to keep and show, without keys.
            limit: bytes that the answer may have.
            keep: take it from the cache, or leave it there.
            file: what is sent with the form, as its part ``input``; to this address and to no other.

        Raises:
            RedirectedError: a file was to be sent, and the answer names another address.
            PassingError: no answer in time, a broken one, or a status that asks for patience.
            SourceError: out of reach, a refused address, too many redirects, too large.
        """
        method = "POST" if post else "GET"
        sent: dict[str, Mapping[str, object]] = {"data" if post else "params": params} if params else {}
        if file is not None:
            sent["files"] = {"input": file}
        for _ in range(REDIRECTS + 1):
            if why := refusal(url, trusted=self._trusted):
                raise SourceError(hidden(self._settings, why))
            came = self._once(method, url, sent, asked=asked, limit=limit, keep=keep)
            if isinstance(came, Reply):
                return came
            status, further = came
            if file is not None:
                shown = hidden(self._settings, further)
                raise RedirectedError(f"{urlsplit(url).netloc} redirects to {shown}", to=shown)
            if status not in _SAME_REQUEST or origin(further) != origin(url):
                method, sent = "GET", {}
            url = further
        raise SourceError(f"{urlsplit(url).hostname} redirects more than {REDIRECTS} times")

    def _once(
        self, method: str, url: str, sent: Mapping[str, Mapping[str, object]], *, asked: str, limit: int, keep: bool
    ) -> Reply | tuple[int, str]:
        """An answer, or the status of a redirect and where it leads."""
        http = self._keeping if keep else self._plain
        try:
            with http.stream(method, url, **sent) as response:  # type: ignore[arg-type]
                self._reached.add(response.url.host)
                if response.has_redirect_location:
                    return response.status_code, urljoin(url, response.headers["location"])
                return self._reply(response, asked=asked, limit=limit)
        except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
            raise self._out_of_reach(url) from error
        except httpx2.TimeoutException as error:
            raise PassingError(f"did not answer within {self._patience.answer:g} s") from error
        except httpx2.RequestError as error:
            raise PassingError(f"broke off its answer ({type(error).__name__})") from error
        except (httpx2.InvalidURL, ValueError) as error:
            raise SourceError(hidden(self._settings, f"{url!r} is no address: {error}")) from error

    def _reply(self, response: httpx2.Response, *, asked: str, limit: int) -> Reply:
        content = self._body(response, limit)
        status = response.status_code
        if status in _PASSING:
            wait = retry_after(response.headers.get("retry-after"), now=datetime.now(UTC))
            raise PassingError(f"answers {status}{said_in(content)}", status=status, wait=wait)
        return Reply(
            status=status,
            content=content,
            media_type=response.headers.get("content-type", "").partition(";")[0].strip().lower(),
            url=asked,
            came_from=hidden(self._settings, str(response.url)),
        )

    def _body(self, response: httpx2.Response, limit: int) -> bytes:
        latest = self._clock() + self._patience.whole
        parts: list[bytes] = []
        size = 0
        for part in response.iter_bytes():
            size += len(part)
            if size > limit:
                raise SourceError(f"{response.url.host} sends more than {limit / 2**20:g} MB")
            if self._clock() > latest:
                raise PassingError(f"took longer than {self._patience.whole:g} s")
            parts.append(part)
        return b"".join(parts)

    def _out_of_reach(self, url: str) -> Exception:
        """A host never reached is not asked again: most likely there is no network."""
        host = urlsplit(url).hostname or url
        if host in self._reached:
            return PassingError("is out of reach")
        return UnreachableError(f"cannot reach {host}: is this computer connected to the internet?")


def _storage(folder: Path) -> hishel.SqliteStorage | None:
    """The cache in a folder; a broken one begins anew, and where none can be written there is none."""
    path = folder / "http.db"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not _is_sound(path):
            for file in folder.glob(f"{path.name}*"):
                file.unlink()
    except (OSError, sqlite3.OperationalError):
        return None
    return hishel.SqliteStorage(database_path=path, default_ttl=KEPT_FOR)


def _is_sound(path: Path) -> bool:
    """Whether a file is a cache that can be read, or can become one."""
    try:
        with closing(sqlite3.connect(path)) as opened:
            if opened.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                return False
        with closing(hishel.SqliteStorage(database_path=path)) as storage:
            storage.get_entries("")
    except sqlite3.OperationalError:
        raise
    except (sqlite3.DatabaseError, RuntimeError):  # the latter where its tables are of another version
        return False
    return True


# Of what is wrong with the cache hishel tells with a traceback, and goes on without it: that is nobody's concern.
logging.getLogger("hishel").addHandler(logging.NullHandler())
