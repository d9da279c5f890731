"""The history as a file that anybody can verify without the project, signed where somebody wants to vouch for it.

A line of JSON for each link with its row, between a line that says of what and one with the head. A signature is a
file of its own beside it, of the file's bytes: Ed25519, 64 bytes, so that other programs can check it too.

Source:
    Josefsson S, Liusvaara I (2017). Edwards-Curve Digital Signature Algorithm (EdDSA). RFC 8032.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from relsynth.chain import START, Link, canonical, verify
from relsynth.errors import InputError, ProjectError
from relsynth.project import Project
from relsynth.version import __version__
from relsynth.workflow.history import HistoryVerified, LostHead, asked_head, verified
from relsynth.workflow.listing import counted

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

FORM = 1
SIGNATURE = ".sig"
PUBLIC = ".pub"
OWNER_ALONE = 0o600
INSTALL = 'python -m pip install "relsynth[sign]"'


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryExport:
    """A history that was written to a file: how many links, their head, and where its signature is, if it has one."""

    path: str
    links: int
    head: str
    signature: str | None = None

    def __str__(self) -> str:
        signed = f"\nsigned: {self.signature}" if self.signature else ""
        return f"{self.path}: {counted(self.links, 'link')}\nhead {self.head}{signed}"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPair:
    """Where a pair of keys was written: the one to sign with, which is to be kept, and the one to give away."""

    private: str
    public: str

    def __str__(self) -> str:
        return f"{self.private}: signs; keep it to yourself\n{self.public}: checks what it signed; give it away"


def make_key(path: Path) -> KeyPair:
    """Make a pair of keys: ``PATH`` signs and is readable by its owner alone, ``PATH.pub`` checks.

    Raises:
        InputError: there is a file of that name; or it cannot be written.
        ProjectError: what signs is not installed.
    """
    keys, serialization = _cryptography()
    made = keys.Ed25519PrivateKey.generate()
    private = made.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = made.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    beside = Path(f"{path}{PUBLIC}")
    _write_new(path, private, mode=OWNER_ALONE)
    _write_new(beside, public, mode=0o644)
    return KeyPair(private=str(path), public=str(beside))


def export_history(project: Project, out: Path, *, at: str, key: Path | None = None) -> HistoryExport:
    """Write the history to a file, each row with its link; sign it with a key, where one is given.

    Raises:
        InputError: the key is none, or a file cannot be written.
        ProjectError: what signs is not installed.
    """
    signing = None if key is None else _private(key)
    number, head = 0, START
    with project.store.snapshot():
        lines = [canonical({"relsynth_log": FORM, "title": project.config.title, "relsynth": __version__, "at": at})]
        for link, row in project.store.links.all():
            lines.append(_line(link, row))
            number, head = link.number, link.link
    lines.append(canonical({"links": number, "head": head}))
    content = "".join(f"{line}\n" for line in lines).encode()
    _write(out, content)
    signature = None if signing is None else Path(f"{out}{SIGNATURE}")
    if signing is not None and signature is not None:
        _write(signature, signing.sign(content))
    return HistoryExport(path=str(out), links=number, head=head, signature=str(signature) if signature else None)


def verify_export(path: Path, *, key: Path | None = None, head: str | None = None) -> HistoryVerified:
    """Verify a history that was written to a file, without the project that it is of.

    Args:
        key: the public key that its signature (``PATH.sig``) is held against.
        head: a head that was noted before, which has to stand in the chain.

    Raises:
        InputError: the file is no history, the signature is not of it, or ``head`` is none.
        ProjectError: what checks signatures is not installed.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error})", path=path) from error
    if key is not None:
        _check(content, path, key)
    said = _lines(content, path)
    begins, ends = said[0], said[-1]
    if begins.get("relsynth_log") != FORM or not {"links", "head"} <= ends.keys():
        raise InputError("is no history that `relsynth log export` wrote, or was cut short", path=path)
    chained = list(_chained(said[1:-1], path))
    made = verified(verify(chained, last_is=str(ends["head"])))
    lost = []
    if head is not None and not any(link.link.startswith(asked_head(head)) for link, _ in chained):
        lost = [LostHead(head=asked_head(head), noted_in="what you gave")]
    return replace(made, signed=key is not None, lost=tuple(lost), heads=int(head is not None and not lost))


def _line(link: Link, row: Mapping[str, Any] | None) -> str:
    said = None if row is None else {name: value for name, value in row.items() if value is not None}
    return canonical(
        {
            "number": link.number,
            "table": link.table,
            "key": link.key,
            "origin": link.origin,
            "digest": link.digest,
            "link": link.link,
            "row": said,
        }
    )


def _lines(content: bytes, path: Path) -> list[dict[str, Any]]:
    said: list[dict[str, Any]] = []
    for number, line in enumerate(content.split(b"\n")[:-1], 1):
        try:
            one = json.loads(line.decode())
        except (ValueError, RecursionError) as error:
            raise InputError(f"is no JSON in UTF-8 ({error})", path=path, line=number) from error
        if not isinstance(one, dict) or canonical(one).encode("utf-8", "replace") != line:
            raise InputError("is no line of a history as it is written", path=path, line=number)
        said.append(one)
    if len(said) < 2:  # noqa: PLR2004 the line that begins and the one that ends
        raise InputError("is no history that `relsynth log export` wrote, or was cut short", path=path)
    return said


def _chained(lines: list[dict[str, Any]], path: Path) -> Iterator[tuple[Link, Mapping[str, Any] | None]]:
    for line, said in enumerate(lines, 2):
        row = said.get("row")
        texts: dict[str, Any] = {name: said.get(name) for name in ("table", "key", "origin", "digest", "link")}
        right = all(isinstance(text, str) for text in texts.values()) and isinstance(said.get("number"), int)
        if not right or set(said) != {"number", "row", *texts} or not (row is None or isinstance(row, dict)):
            raise InputError("is no link", path=path, line=line)
        yield Link(number=said["number"], **texts), row


def _check(content: bytes, path: Path, key: Path) -> None:
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 an extra

    public, beside = _public(key), Path(f"{path}{SIGNATURE}")
    try:
        signature = beside.read_bytes()
    except OSError as error:
        raise InputError(f"there is no signature to check ({error})", path=beside) from error
    try:
        public.verify(signature, content)
    except InvalidSignature as error:
        raise InputError(
            f"is not what was signed with {key}: the file, its signature or the key is another one", path=path
        ) from error


def _private(path: Path) -> Ed25519PrivateKey:
    keys, serialization = _cryptography()
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise InputError(f"is no key to sign with ({error}); `relsynth log keygen` makes one", path=path) from error
    if not isinstance(key, keys.Ed25519PrivateKey):
        raise InputError("is a key of another kind than Ed25519; `relsynth log keygen` makes one", path=path)
    return cast("Ed25519PrivateKey", key)


def _public(path: Path) -> Ed25519PublicKey:
    keys, serialization = _cryptography()
    try:
        key = serialization.load_pem_public_key(path.read_bytes())
    except (OSError, ValueError) as error:
        raise InputError(f"is no public key ({error}); it ends in {PUBLIC}", path=path) from error
    if not isinstance(key, keys.Ed25519PublicKey):
        raise InputError("is a key of another kind than Ed25519", path=path)
    return cast("Ed25519PublicKey", key)


def _cryptography() -> tuple[Any, Any]:
    try:
        from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 an extra
        from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415
    except ImportError as error:
        raise ProjectError(f"what signs is not installed; install it with `{INSTALL}`") from error
    return ed25519, serialization


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise InputError(f"cannot be written ({error})", path=path) from error


def _write_new(path: Path, content: bytes, *, mode: int) -> None:
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode), "wb") as file:
            file.write(content)
    except OSError as error:
        raise InputError(f"cannot be written ({error}); a key is never written over another", path=path) from error
