"""A terminal that a test types at: keys pressed, and what is shown."""

from __future__ import annotations

import os
import select


def pressed(terminal: int, key: str, end: str) -> str:
    """What a terminal shows after a key; one that came before anybody listened is dropped, and pressed again."""
    told = ""
    for _ in range(5):
        os.write(terminal, key.encode())
        told += read_until(terminal, end, patience=20)
        if end in told:
            break
    return told


def read_until(terminal: int, end: str, *, patience: float = 20) -> str:
    """What a terminal shows until some words are in it and it has fallen silent; seconds of patience."""
    told = ""
    while select.select([terminal], [], [], 0.2 if end in told else patience)[0]:
        try:
            told += os.read(terminal, 4096).decode("utf-8", "replace")
        except OSError:  # it is hung up
            break
    return told
