"""Where two machines may write at once is told from the table of mounts, and nowhere else."""

from __future__ import annotations

import warnings
from pathlib import Path, PurePosixPath

import pytest

from relsynth.errors import NetworkFolderWarning
from relsynth.store import disks

MOUNTS = r"""/dev/sda1 / ext4 rw,relatime 0 0
server:/home /home nfs4 rw,vers=4.2 0 0
/dev/sdb1 /home/ana/local ext4 rw 0 0
//nas/team /mnt/team\040share cifs rw 0 0
ana@host: /mnt/ssh fuse.sshfs rw 0 0
portal /run/user/1000/doc fuse.portal rw 0 0
ntfs /mnt/stick fuseblk rw 0 0
/dev/sdc1 /mnt/twice ext4 rw 0 0
server:/x /mnt/twice nfs rw 0 0
server:/y /mnt/hidden nfs rw 0 0
/dev/sdd1 /mnt/hidden xfs rw 0 0
tmpfs /tmp tmpfs rw 0 0
a line of another kind
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        pytest.param("/srv/review", None, id="own-disk"),
        pytest.param("/home/ana/review", "nfs4", id="nfs"),
        pytest.param("/home/ana/local/review", None, id="own-disk-below-nfs"),
        pytest.param("/homes/review", None, id="a-name-that-begins-alike"),
        pytest.param("/mnt/team share/review", "cifs", id="a-blank-in-the-name"),
        pytest.param("/mnt/ssh/review", "fuse.sshfs", id="sshfs"),
        pytest.param("/run/user/1000/doc/x", None, id="a-program-of-this-machine"),
        pytest.param("/mnt/stick/review", None, id="a-stick"),
        pytest.param("/mnt/twice/review", "nfs", id="the-later-hides-the-earlier"),
        pytest.param("/mnt/hidden/review", None, id="and-the-other-way-round"),
        pytest.param("/tmp/review", None, id="memory"),
    ],
)
def test_what_a_folder_lies_on(path: str, kind: str | None) -> None:
    assert disks.network_kind(MOUNTS, PurePosixPath(path)) == kind


def test_no_table_tells_nothing() -> None:
    assert disks.network_kind("", PurePosixPath("/srv")) is None


def test_who_opens_a_project_there_is_warned_and_nobody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "mounts"
    monkeypatch.setattr(disks, "MOUNTS", table)
    disks.warn_of_network(tmp_path / "relsynth.db")  # there is no table
    table.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/x {tmp_path} nfs4 rw 0 0\n", encoding="utf-8")
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        disks.warn_of_network(tmp_path / "relsynth.db")
        disks.warn_of_network(Path("/relsynth.db"))
    (one,) = told
    assert one.category is NetworkFolderWarning
    assert "network file system (nfs4)" in str(one.message)
