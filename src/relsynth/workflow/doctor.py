"""What is wrong with a project, looked for from the disk to the history; and mended where that can be done safely."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from relsynth.config import FILE
from relsynth.errors import ProjectError, RelsynthError
from relsynth.project import DATABASE, open_project
from relsynth.store.accounts import FILE as ACCOUNTS
from relsynth.store.accounts import OWNER_ALONE, Accounts
from relsynth.store.examining import CHECKS, RESTORE, SQLITE, Finding
from relsynth.version import __version__
from relsynth.workflow.doctor_files import MEND_RIGHTS, OF_FOLDER, OF_PROJECT
from relsynth.workflow.listing import counted

LOOKED_AT = (*OF_FOLDER, *CHECKS, *OF_PROJECT)
"""Names of all checks, in the order in which they are made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What a doctor found in a project: findings that are left, those that were mended, checks, and versions."""

    project: str
    findings: tuple[Finding, ...]
    mended: tuple[Finding, ...] = ()
    checks: tuple[str, ...] = LOOKED_AT
    relsynth: str = __version__
    python: str = platform.python_version()
    sqlite: str = SQLITE

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong; remarks are not wrong."""
        return not any(finding.is_fault for finding in self.findings)

    def __str__(self) -> str:
        wrong = sum(finding.is_fault for finding in self.findings)
        remarks = len(self.findings) - wrong
        told = [
            f"relsynth {self.relsynth}, Python {self.python}, SQLite {self.sqlite}",
            f"{counted(len(self.checks), 'check')}: {', '.join(self.checks)}",
            *(f"mended: {finding.where}: {finding.what}" for finding in self.mended),
            *map(str, self.findings),
            f"{counted(wrong, 'fault') if wrong else 'nothing is wrong'}"
            + (f", {counted(remarks, 'remark')}" if remarks else ""),
        ]
        return "\n".join(told)


def doctor(folder: Path, *, at: str, mend: bool = False) -> Diagnosis:
    """Look for everything that is wrong with a project; with ``mend``, make anew what follows from the rest.

    Mended are the search index, triggers and views, which papers count, hand-outs and sessions that are over, the log,
    and who may read the accounts. No judgement, text or setting is touched.

    Raises:
        ProjectError: the folder is no project; or what is to be mended cannot be written.
    """
    if not (folder / FILE).is_file():
        raise ProjectError(f"{folder}: is no relsynth project (no {FILE}); make one with `relsynth init {folder}`")
    found = _findings(folder, at=at)
    if not mend:
        return Diagnosis(project=str(folder), findings=found)
    _mend(folder, found, at=at)
    left = _findings(folder, at=at)
    told = {(finding.check, finding.where, finding.what) for finding in left}
    mended = tuple(one for one in found if (one.check, one.where, one.what) not in told)
    return Diagnosis(project=str(folder), findings=left, mended=mended)


def _findings(folder: Path, *, at: str) -> tuple[Finding, ...]:
    found = [finding for check in OF_FOLDER.values() for finding in check(folder)]
    if any(finding.check == "settings" for finding in found):
        return tuple(found)
    if not (folder / DATABASE).is_file():
        return (*found, Finding(check="integrity", what="is not there", where=DATABASE, how=RESTORE))
    try:
        with open_project(folder) as project:
            found += project.store.examine(at=at)
            found += [finding for check in OF_PROJECT.values() for finding in check(project)]
    except RelsynthError as error:
        found.append(Finding(check="integrity", what=str(error), where=DATABASE, how=RESTORE))
    return tuple(found)


def _mend(folder: Path, findings: Iterable[Finding], *, at: str) -> None:
    mendable = tuple(finding for finding in findings if finding.mendable)
    for finding in mendable:
        if finding.how == MEND_RIGHTS:
            (folder / finding.where).chmod(OWNER_ALONE)
    if (folder / ACCOUNTS).is_file() and not any(finding.check == "accounts" for finding in findings):
        with Accounts.open(folder) as accounts:
            accounts.forget_sessions(at=at)
    if (folder / DATABASE).is_file() and not any(finding.check == "settings" for finding in findings):
        with open_project(folder) as project:
            project.store.mend(mendable, at=at)
