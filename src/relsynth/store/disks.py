"""Where a project's file lies: on a disk of this machine, or on one that several machines reach over a network.

SQLite's write-ahead log needs memory that all who have the file open share, which machines do not, and locks that hold,
which network file systems promise and seldom keep (https://sqlite.org/wal.html, "advantages and disadvantages").
"""

from __future__ import annotations

import warnings
from contextlib import suppress
from pathlib import Path, PurePosixPath

from relsynth.errors import NetworkFolderWarning

NETWORK_KINDS = frozenset(
    {
        *("9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "drvfs", "gfs2", "glusterfs", "gpfs", "lustre"),
        *("ncpfs", "nfs", "nfs4", "ocfs2", "prl_fs", "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs"),
    }
)
"""Kinds of file systems, as Linux names them, that another machine may write to at the same time."""
NETWORK_PROGRAMS = frozenset(
    {
        *("ceph", "davfs2", "gcsfuse", "glusterfs", "goofys", "mfs", "mount.davfs", "onedriver", "rclone", "s3fs"),
        *("sshfs", "vmhgfs-fuse"),
    }
)
"""Programs behind a file system of kind ``fuse.PROGRAM`` that reach another machine."""
MOUNTS = Path("/proc/self/mounts")


def network_kind(mounts: str, path: PurePosixPath) -> str | None:
    """The kind of the network file system that a path lies on, or None where it lies on no such one.

    Args:
        mounts: what Linux says in ``/proc/self/mounts``; a later line hides an earlier one at the same place.
        path: absolute, and with no links in it.
    """
    held: tuple[int, str] | None = None
    for line in mounts.splitlines():
        _, mounted, kind, *_ = (*line.split(" "), "", "", "")
        place = PurePosixPath(_spelt(mounted))
        depth = len(place.parts)
        if path.is_relative_to(place) and (held is None or depth >= held[0]):
            held = (depth, kind)
    return held[1] if held and _is_network(held[1]) else None


def warn_of_network(path: Path) -> None:
    """Warn whoever opens a project on a network file system; where the machine does not tell, nothing is said."""
    kind: str | None = None
    with suppress(OSError):
        kind = network_kind(MOUNTS.read_text(encoding="utf-8", errors="replace"), PurePosixPath(path.resolve()))
    if kind or str(path.resolve()).startswith("\\\\"):
        warnings.warn(
            f"{path}: lies on a network file system ({kind or 'a shared folder'}), where SQLite cannot keep two "
            "machines that write at once from harming the file; let one machine at a time use the project, "
            "or serve it from the machine that holds it with `relsynth desk --team`",
            NetworkFolderWarning,
            stacklevel=2,
        )


def _is_network(kind: str) -> bool:
    name, _, program = kind.partition(".")
    return name in NETWORK_KINDS or (name in {"fuse", "fuseblk"} and program in NETWORK_PROGRAMS)


def _spelt(field: str) -> str:
    """A field of the table of mounts as it is: Linux writes a blank, a tab, a line's end and a backslash in octal."""
    for octal, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        field = field.replace(octal, sign)
    return field
