"""Pack the passwords that are tried first, for the desk to refuse them.

    python scripts/train/passwords.py     writes src/relsynth/workflow/common_passwords.bin

Run in an environment with ``zxcvbn`` 4.5.0 (MIT; its passwords from leaks, the most frequent first) and ``django`` 5.2
(BSD; ``common-passwords.txt.gz``, by Royce Williams). Kept are all that are long enough to be one here, and the most
frequent of the shorter ones, which people lengthen by digits. What is packed is no word but a piece of its digest:
nobody has to read them, and looking one up needs no more.
"""

from __future__ import annotations

import gzip
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

OUT = Path(__file__).resolve().parents[2] / "src" / "relsynth" / "workflow" / "common_passwords.bin"
SHORTEST = 10  # as in relsynth.workflow.sessions
SHORTER_ONES = 5000
BYTES = 5  # of a digest; one in 10**8 of all other passwords is refused by mistake


def main() -> None:
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # noqa: PLC0415 of another environment

    leaked = [one.casefold() for one in FREQUENCY_LISTS["passwords"]]
    packed = files("django").joinpath("contrib", "auth", "common-passwords.txt.gz").read_bytes()
    listed = gzip.decompress(packed).decode().casefold().split()
    long = {one for one in (*leaked, *listed) if len(one) >= SHORTEST}
    short = [one for one in dict.fromkeys(leaked) if 4 <= len(one) < SHORTEST and not one.isdigit()][:SHORTER_ONES]
    pieces = sorted({sha256(one.encode()).digest()[:BYTES] for one in (*long, *short)})
    OUT.write_bytes(b"".join(pieces))
    print(
        f"{OUT.name}: {len(long)} of {SHORTEST} characters and more, {len(short)} shorter; {OUT.stat().st_size} bytes"
    )


if __name__ == "__main__":
    main()
