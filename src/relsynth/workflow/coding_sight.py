"""What whoever looks may see of other people and of the machine, while rounds of coding are open."""

from __future__ import annotations

from collections.abc import Iterator

from relsynth.coding import Coding
from relsynth.coding_rounds import Round
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.store import Store
from relsynth.store.memos import About, Memo
from relsynth.workflow.people import known_person
from relsynth.workflow.rounds import view_of


def sight_of(project: Project, viewer: str | None) -> Sight:
    """What a person may see whom a list is made for; where it is made for nobody in particular, all.

    Raises:
        InputError: nobody is called so here.
    """
    return Sight(project, None if viewer is None else known_person(project, viewer))


def seen_by(project: Project, viewer: str | None) -> Project:
    """The project as a person may see it while they code blind, for files that are made for them; else as it is.

    Raises:
        InputError: nobody is called so here.
    """
    return project if viewer is None else _Seen(project, known_person(project, viewer))


def is_kept_from(project: Project, viewer: str) -> bool:
    """Whether anything is kept from a person now: others' codings while they code blind, or the machine's."""
    return viewer in kept_from(project.store)


def kept_from(store: Store) -> frozenset[str]:
    """People from whom anything is kept now."""
    rounds = store.rounds
    hiding = {one.name for one in rounds.all() if one.is_open and (one.blind or not one.proposals)}
    done = rounds.finished()
    return frozenset(
        one.coder
        for one in rounds.assignments()
        if one.round in hiding and (one.document, one.coder, one.round) not in done
    )


def blind_notice(project: Project, viewer: str | None) -> str | None:
    """What is to be said of a file made for nobody in particular while people code blind, if they do."""
    rounds = project.store.rounds
    done = rounds.finished()
    waiting = {one.round for one in rounds.assignments() if (one.document, one.coder, one.round) not in done}
    going_on = [one.name for one in rounds.all() if one.blind and one.is_open and one.name in waiting]
    if viewer is not None or not going_on:
        return None
    what = f"{'rounds' if len(going_on) > 1 else 'round'} {', '.join(going_on)}"
    return f"coded blind, and not finished: {what}; for one of its coders, leave out what is kept from them with --for"


class Sight:
    """What a coder may see at this moment, by the rule of ``coding_rounds``; nobody in particular may see all.

    ``round`` is the one that they code in, where they say which.
    """

    def __init__(self, project: Project, coder: str | None, *, round: str | None = None) -> None:
        self._coder = coder
        self._round = round
        self._view = view_of(project, coder or "")
        self._names = project.store.papers.names()
        self._now = project.store.rounds.replaced()  # what was said of a paper before its file was edited is of it

    def hides(self, coding: Coding, document: str) -> bool:
        """Whether a coding of a document is kept from the coder."""
        return self._coder is not None and self._view.hides(coding, self._today(document), round=self._round)

    def hides_memo(self, memo: Memo, document: str | None) -> bool:
        """Whether a memo on a document, or on a coding of it, is kept from the coder."""
        if self._coder in (None, memo.coder) or document is None:
            return False
        return any(one.blind for one in self.rounds_before(document))

    def rounds_before(self, document: str) -> tuple[Round, ...]:
        """Open rounds in which the coder has a document before them."""
        return self._view.before(self._today(document))

    def _today(self, document: str) -> str:
        return self._now.get(document, document)

    def require_seen(self, coding: Coding, document: str) -> None:
        """Refuse a step on a coding that the coder is not to see.

        Raises:
            InputError: it is kept from them.
        """
        if not self.hides(coding, document):
            return
        how = "without the machine's codings" if coding.coder.kind == "machine" else "blind to what others say"
        rounds = ", ".join(one.name for one in self.rounds_before(document))
        paper = self._names[self._today(document)]
        raise InputError(
            f"coding {coding.number} is kept from {self._coder}: they code {paper} {how} in the round {rounds}; "
            f"finish the paper there first, or wait until the round is closed"
        )


class _Seen(Project):
    """A project in which what is kept from a person is not there; the store's own codings are not asked for."""

    def __init__(self, project: Project, viewer: str) -> None:
        super().__init__(project.path, project.config, project.store)
        vars(self).update(vars(project))  # with what was read already, as its codebook
        self.viewer = viewer
        self._sight = Sight(project, viewer)
        self._documents = project.store.papers.documents_of_versions()

    def codings(self, *, document: str | None = None, grounds: bool = True) -> Iterator[Coding]:
        held = super().codings(document=document, grounds=grounds)
        return (one for one in held if not self._sight.hides(one, self._documents[one.span.version]))

    def memos(self, *, about: About | None = None) -> tuple[Memo, ...]:
        return tuple(
            memo for memo in super().memos(about=about) if not self._sight.hides_memo(memo, self._document(memo))
        )

    def _document(self, memo: Memo) -> str | None:
        """The document that a memo is about, or a coding of which, be it one that holds no longer."""
        if memo.coding is None:
            return memo.document
        return next(iter(self.store.acts.documents_of([memo.coding])), None)
