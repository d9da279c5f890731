"""Which verbs the desk serves, and who may ask for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from relsynth.web.visitors import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """How a verb is served.

    ``who`` are its parameters that the visitor's name fills, so that nobody acts or looks as another; ``without`` are
    those that are not served and keep their default.
    """

    role: Role
    who: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


_MINE = Verb(role="coder", who=("coder",))

VERBS: Mapping[str, Verb] = {
    "add_coding": _MINE,
    "add_memo": _MINE,
    "adjudicate_coding": Verb(role="adjudicator", who=("coder",)),
    "change_coding": _MINE,
    "confirm_codings": _MINE,
    "decide": _MINE,
    "finish_paper": _MINE,
    "list_codings": Verb(role="coder", who=("as_coder",)),
    "list_papers": Verb(role="coder"),
    "query": Verb(role="coder"),
    "reject_codings": _MINE,
    "reopen_paper": _MINE,
    "set_characteristic": _MINE,
    "set_section": _MINE,
    "undo_coding": _MINE,
    "undo_decision": _MINE,
    "unset_characteristic": _MINE,
    "unset_section": _MINE,
    "withdraw_memo": _MINE,
}
