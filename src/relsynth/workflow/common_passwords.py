"""Passwords that are tried first: those that leaks have most of, and what people make of them to have longer ones.

The list holds pieces of digests (``scripts/train/passwords.py`` packs it and names the sources): what was leaked need
not be read to be refused. Looking up needs no network: no password leaves the machine, nor a piece of its digest.
"""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from importlib.resources import files

BYTES = 5  # of a digest, as packed
OURS = frozenset({"relsynth", "evidence", "synthesis", "screening", "review", "reviewer", "codebook", "manager"})
"""Words that whoever guesses a password of a desk thinks of: the program, what it is for, its roles."""
_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")


def is_common(password: str, *, name: str) -> bool:
    """Whether a password is among the first that somebody tries who knows whose it is.

    That is: one that leaks have often, the account's own name or a word of the desk; any of these with digits and
    signs before or behind it, or written twice; and the same sign over and over.
    """
    said = password.casefold()
    words = {said, _EDGES.sub("", said), _once(said)}
    own = OURS | {name.casefold(), *name.casefold().split()}
    return len(set(said)) == 1 or bool(words & own) or any(_is_listed(word) for word in words)


def _once(said: str) -> str:
    half = said[: len(said) // 2]
    return half if half * 2 == said else said


def _is_listed(word: str) -> bool:
    return sha256(word.encode("utf-8", "surrogatepass")).digest()[:BYTES] in _listed()


@cache
def _listed() -> frozenset[bytes]:
    packed = files("relsynth.workflow").joinpath("common_passwords.bin").read_bytes()
    return frozenset(packed[at : at + BYTES] for at in range(0, len(packed), BYTES))
