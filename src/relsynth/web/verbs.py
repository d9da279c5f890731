"""Which verbs the desk serves, and who may ask for each; which it does not serve, and why.

Every verb stands in exactly one of the tables here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from relsynth.web.visitors import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """How a verb is served.

    ``who`` are its parameters that the visitor's name fills, so that nobody acts or looks as another; ``mine`` those
    that it fills for coders alone, since others may see everybody's; ``without`` are those that are not served and
    keep their default. ``seen``: it is given the project without what is kept from the visitor while they code blind.
    """

    role: Role
    who: tuple[str, ...] = ()
    mine: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    seen: bool = False


_MINE = Verb(role="coder", who=("coder",))
_VIEWED = Verb(role="coder", who=("as_coder",))
_OPEN = Verb(role="coder")
_SEEN = Verb(role="coder", seen=True)
_SETTLING = Verb(role="adjudicator", who=("coder",))
_OF_ALL = Verb(role="adjudicator")
_RUNNING = Verb(role="manager")
_RUNNING_MINE = Verb(role="manager", who=("coder",))

VERBS: Mapping[str, Verb] = {
    # what one says oneself
    **dict.fromkeys(
        (
            *("accept_proposal", "add_coding", "add_memo", "change_coding", "chart", "confirm_codings", "decide"),
            *("finish_paper", "judge_duplicate", "next_paper", "record_search", "reject_codings", "reopen_paper"),
            *("set_characteristic", "set_section", "start_work", "stop_work", "undo_chart", "undo_coding"),
            *("undo_decision", "undo_duplicate", "unset_characteristic", "unset_section", "withdraw_memo"),
        ),
        _MINE,
    ),
    # what one may see of what others say, as one may see it now
    **dict.fromkeys(("coding_history", "list_codings", "list_memos"), _VIEWED),
    **dict.fromkeys(
        ("chart_conflicts", "chart_sheet", "list_conflicts", "list_screened", "round_status", "show_chart"), _MINE
    ),
    "codings_to_review": Verb(role="coder", mine=("coder",)),
    # what nobody has said alone
    **dict.fromkeys(
        (
            *("chart_template", "check_codebook", "codebook_versions", "crosswalk", "duplicate_queue", "list_codes"),
            *("list_duplicates", "list_frameworks", "list_papers", "list_records", "list_rounds", "list_searches"),
            *("list_sources", "list_unread", "schema", "show_characteristics", "show_code", "show_record"),
            *("show_sections", "show_unsure_sections"),
        ),
        _OPEN,
    ),
    "lint_codebook": _OPEN,
    # the evidence, from the codings that one may see
    **dict.fromkeys(
        (
            *("alignment", "context", "context_beside", "cooccurrence", "coverage", "equity", "lifecycle", "links"),
            *("list_gaps", "match_strategies", "necessity", "network", "quality", "query", "relegation"),
            *("saturation", "search_code", "trends", "valence"),
        ),
        _SEEN,
    ),
    "find_residue": Verb(role="coder", seen=True, without=("relatedness", "vectors")),
    # where coders differ, and how far all have come
    **dict.fromkeys(("adjudicate", "adjudicate_chart", "adjudicate_coding"), _SETTLING),
    **dict.fromkeys(
        (
            *("chart_agreement", "chart_status", "chart_table", "coding_agreement", "coding_sheet", "flow"),
            *("list_coding_conflicts", "screening_agreement", "screening_status", "tabulate", "unplaced_codings"),
        ),
        _OF_ALL,
    ),
    "screening_advice": Verb(role="adjudicator", without=("plot",)),
    # running the review
    **dict.fromkeys(
        (
            *("assign", "back_up", "changes", "checklist", "describe_source", "diff_runs", "find_characteristics"),
            *(
                "find_duplicates",
                "list_backups",
                "list_history",
                "list_outputs",
                "list_snapshots",
                "take_snapshot",
                "verify_history",
                "withdraw_assignment",
                "workload",
            ),
        ),
        _RUNNING,
    ),
    **dict.fromkeys(("close_round", "go_on_screening", "open_round", "stop_screening"), _RUNNING_MINE),
    "code": Verb(role="manager", without=("coder", "parser", "may_send")),
    "evaluate": Verb(role="manager", without=("coder", "out")),
    "learn": Verb(role="manager", without=("coder",)),
    "try_codebook": Verb(role="manager", without=("coder",)),
}
"""Verb -> how it is served as JSON, at ``/api/verbs/VERB``."""

UPLOADS: Mapping[str, Verb] = {
    "add_documents": Verb(role="manager", without=("grobid",)),
    "import_chart_sheet": _MINE,
    "import_records": _RUNNING,
    "import_screening": _RUNNING_MINE,
    "take_codings": Verb(role="manager", who=("coder",), without=("codes",)),
}
"""Verb -> how it is served with files that are sent along, at ``/api/uploads/VERB``."""

DOWNLOADS: Mapping[str, Verb] = {
    "export_records": _OPEN,
    "export_screening": _RUNNING,
    "map_gaps": _OF_ALL,
    "save_chart_sheet": _MINE,
    "save_table": _OF_ALL,
    "write_codings": _OF_ALL,
    "write_flow": _OF_ALL,
    "write_report": _OF_ALL,
    "write_searches": _OPEN,
}
"""Verb -> how it is served where it writes a file, which is the answer, at ``/api/downloads/VERB``."""

_ACCOUNTS = "who may log in is said at the machine, by `relsynth accounts`"
_DATASETS = "of datasets, which are coded outside of any project; run it in a terminal"
_NETWORK = "asks services on the network for minutes; run it in a terminal"
_PART = "a part of other verbs, which means nothing by itself"
_PATHS = "reads or writes files of the machine by their paths"
_PROJECTS = "opens or makes other projects"
_SITTING = "a sitting that is held open; the desk has pages for it"

NOT_SERVED: Mapping[str, str] = {
    **dict.fromkeys(
        (
            *("add_account", "close_account", "list_accounts", "make_token", "set_password", "set_role"),
            "withdraw_token",
        ),
        _ACCOUNTS,
    ),
    **dict.fromkeys(
        (
            *("code_dataset", "columns_of", "dataset_evidence", "dataset_gaps", "dataset_profile", "dataset_query"),
            *("dataset_status", "lent", "machines", "plan_dataset", "slurm_jobs", "summarise_dataset"),
        ),
        _DATASETS,
    ),
    **dict.fromkeys(("chase", "check_notices", "fetch", "search"), _NETWORK),
    **dict.fromkeys(
        (
            *("blind_notice", "codebook_of", "log_output", "on_screen", "save_agreement", "save_finding"),
            *("save_residue", "seen_by", "tables_kept", "write_table"),
        ),
        _PART,
    ),
    **dict.fromkeys(
        (
            *("codebook_diff", "new_codebook", "remove_documents", "reproduce", "simulate_screening"),
            *("doctor", "export_history", "make_key", "verify_export", "write_codebook", "write_crate"),
        ),
        _PATHS,
    ),
    **dict.fromkeys(("init", "open_qdpx", "project_in", "restore", "run"), _PROJECTS),
    **dict.fromkeys(("open_session", "open_sitting"), _SITTING),
    "explore": "starts another server",
}
"""Verb -> why the desk does not serve it."""
