"""How often a password may be guessed: so many tries in a time, for each name and each address."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Hashable
from threading import Lock

MOST_KEYS = 10_000  # more names than a team has; then the oldest are forgotten


class Limit:
    """A sliding window of tries, in memory."""

    def __init__(self, most: int, seconds: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._tries: dict[Hashable, deque[float]] = {}
        self._turn = Lock()

    def wait(self, key: Hashable) -> int:
        """Count a try; the seconds to wait where there were too many, else 0."""
        now = self._clock()
        with self._turn:
            tries = self._tries.pop(key, deque())
            while tries and tries[0] <= now - self._seconds:
                tries.popleft()
            self._tries[key] = tries  # last in order, as it was used last
            while len(self._tries) > MOST_KEYS:
                self._tries.pop(next(iter(self._tries)))
            if len(tries) >= self._most:
                return max(1, int(tries[0] + self._seconds - now) + 1)
            tries.append(now)
            return 0

    def forget(self, key: Hashable) -> None:
        """Forget the tries of a key: it came in."""
        with self._turn:
            self._tries.pop(key, None)
