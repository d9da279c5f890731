"""What whoever looks may see of other people and of the machine, while rounds of coding are open."""

from __future__ import annotations

from relsynth.coding import Coding
from relsynth.coding_rounds import Round
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.store.memos import Memo
from relsynth.workflow.rounds import view_of


class Sight:
    """What a coder may see at this moment, by the rule of ``coding_rounds``; nobody in particular may see all.

    ``round`` is the one that they code in, where they say which.
    """

    def __init__(self, project: Project, coder: str | None, *, round: str | None = None) -> None:
        self._coder = coder
        self._round = round
        self._view = view_of(project, coder or "")
        self._names = project.store.papers.names()

    def hides(self, coding: Coding, document: str) -> bool:
        """Whether a coding of a document is kept from the coder."""
        return self._coder is not None and self._view.hides(coding, document, round=self._round)

    def hides_memo(self, memo: Memo, document: str | None) -> bool:
        """Whether a memo on a document, or on a coding of it, is kept from the coder."""
        if self._coder in (None, memo.coder) or document is None:
            return False
        return any(one.blind for one in self.rounds_before(document))

    def rounds_before(self, document: str) -> tuple[Round, ...]:
        """Open rounds in which the coder has a document before them."""
        return self._view.before(document)

    def require_seen(self, coding: Coding, document: str) -> None:
        """Refuse a step on a coding that the coder is not to see.

        Raises:
            InputError: it is kept from them.
        """
        if not self.hides(coding, document):
            return
        how = "without the machine's codings" if coding.coder.kind == "machine" else "blind to what others say"
        rounds = ", ".join(one.name for one in self.rounds_before(document))
        raise InputError(
            f"coding {coding.number} is kept from {self._coder}: they code {self._names[document]} {how} in the round "
            f"{rounds}; finish the paper there first, or wait until the round is closed"
        )
