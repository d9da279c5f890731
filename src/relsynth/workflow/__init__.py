"""The verbs: one function for each step of a review, shared by every face."""

from relsynth.workflow.accounts import (
    add_account,
    close_account,
    list_accounts,
    make_token,
    set_password,
    set_role,
    withdraw_token,
)
from relsynth.workflow.all_tables import tabulate
from relsynth.workflow.assignments import assign, next_paper, withdraw_assignment
from relsynth.workflow.backups import back_up, list_backups
from relsynth.workflow.books import check_codebook, codebook_of, list_codes, project_in, schema, show_code
from relsynth.workflow.changes import changes
from relsynth.workflow.characteristics import (
    find_characteristics,
    set_characteristic,
    show_characteristics,
    unset_characteristic,
)
from relsynth.workflow.charting import accept_proposal, chart, show_chart, undo_chart
from relsynth.workflow.charting_agreement import chart_agreement
from relsynth.workflow.charting_settling import adjudicate_chart, chart_conflicts
from relsynth.workflow.charting_sheets import chart_sheet, import_chart_sheet, save_chart_sheet
from relsynth.workflow.charting_status import chart_status
from relsynth.workflow.charting_tables import chart_table
from relsynth.workflow.charting_templates import chart_template
from relsynth.workflow.checklists import checklist
from relsynth.workflow.code import code, record_search, search_code
from relsynth.workflow.codebook_book import write_codebook
from relsynth.workflow.codebook_changes import codebook_diff, codebook_versions
from relsynth.workflow.codebook_trials import lint_codebook, try_codebook
from relsynth.workflow.coding_adjudication import adjudicate_coding
from relsynth.workflow.coding_agreement import coding_agreement, save_agreement
from relsynth.workflow.coding_conflicts import list_coding_conflicts
from relsynth.workflow.coding_history import coding_history, undo_coding
from relsynth.workflow.coding_listing import list_codings
from relsynth.workflow.coding_sight import blind_notice, seen_by
from relsynth.workflow.coding_sitting import open_sitting
from relsynth.workflow.coding_steps import add_coding, change_coding, confirm_codings, reject_codings
from relsynth.workflow.codings_to_review import codings_to_review
from relsynth.workflow.collect import add_documents, init, list_papers, remove_documents
from relsynth.workflow.contexts import context, context_beside, equity
from relsynth.workflow.courses import lifecycle, trends
from relsynth.workflow.coverage import coverage
from relsynth.workflow.crosswalk import crosswalk, list_frameworks
from relsynth.workflow.dataset_queries import dataset_query
from relsynth.workflow.dataset_summaries import summarise_dataset
from relsynth.workflow.dataset_tables import dataset_evidence, dataset_gaps, dataset_profile
from relsynth.workflow.doctor import doctor
from relsynth.workflow.duplicates import find_duplicates, judge_duplicate, list_duplicates, undo_duplicate
from relsynth.workflow.evaluate import evaluate
from relsynth.workflow.exchange import write_codings
from relsynth.workflow.explore import explore
from relsynth.workflow.findings import on_screen, save_finding
from relsynth.workflow.flow import flow, list_searches, write_flow, write_searches
from relsynth.workflow.fulltexts import fetch
from relsynth.workflow.gaps import list_gaps
from relsynth.workflow.goals import alignment, quality
from relsynth.workflow.history import list_history, verify_history
from relsynth.workflow.history_export import export_history, make_key, verify_export
from relsynth.workflow.import_codings import coding_sheet
from relsynth.workflow.interactions import network
from relsynth.workflow.learn import learn
from relsynth.workflow.links import links, necessity
from relsynth.workflow.machines import columns_of, lent, machines, slurm_jobs
from relsynth.workflow.mapping import map_gaps
from relsynth.workflow.memos import add_memo, list_memos, withdraw_memo
from relsynth.workflow.new_codebook import new_codebook
from relsynth.workflow.notices import check_notices
from relsynth.workflow.open_qdpx import open_qdpx
from relsynth.workflow.outputs import list_outputs, tables_kept
from relsynth.workflow.patterns import cooccurrence, saturation
from relsynth.workflow.query import query
from relsynth.workflow.reanchor import unplaced_codings
from relsynth.workflow.records import export_records, list_records, show_record
from relsynth.workflow.relegation import relegation
from relsynth.workflow.report import write_report
from relsynth.workflow.reproduce import reproduce
from relsynth.workflow.residue import find_residue
from relsynth.workflow.residue_sheets import save_residue
from relsynth.workflow.restoring import restore
from relsynth.workflow.review import duplicate_queue
from relsynth.workflow.ro_crate import write_crate
from relsynth.workflow.rounds import close_round, list_rounds, open_round, round_status
from relsynth.workflow.run import run
from relsynth.workflow.run_diff import diff_runs, list_snapshots, log_output, take_snapshot
from relsynth.workflow.scaled import code_dataset, dataset_status, plan_dataset
from relsynth.workflow.screening import decide, open_session, undo_decision
from relsynth.workflow.screening_advice import screening_advice
from relsynth.workflow.screening_agreement import screening_agreement
from relsynth.workflow.screening_conflicts import adjudicate, list_conflicts
from relsynth.workflow.screening_exchange import import_screening
from relsynth.workflow.screening_export import export_screening
from relsynth.workflow.screening_outcomes import list_screened, screening_status
from relsynth.workflow.screening_simulation import simulate_screening
from relsynth.workflow.screening_stops import go_on_screening, stop_screening
from relsynth.workflow.searches import chase, search
from relsynth.workflow.sections import set_section, show_sections, show_unsure_sections, unset_section
from relsynth.workflow.sources import describe_source, import_records, list_sources, list_unread
from relsynth.workflow.strategy_tables import match_strategies
from relsynth.workflow.synthesise import save_table, write_table
from relsynth.workflow.take_codings import take_codings
from relsynth.workflow.valence import valence
from relsynth.workflow.work_log import finish_paper, reopen_paper, start_work, stop_work
from relsynth.workflow.workload import workload

__all__ = [
    "accept_proposal",
    "add_account",
    "add_coding",
    "add_documents",
    "add_memo",
    "adjudicate",
    "adjudicate_chart",
    "adjudicate_coding",
    "alignment",
    "assign",
    "back_up",
    "blind_notice",
    "change_coding",
    "changes",
    "chart",
    "chart_agreement",
    "chart_conflicts",
    "chart_sheet",
    "chart_status",
    "chart_table",
    "chart_template",
    "chase",
    "check_codebook",
    "check_notices",
    "checklist",
    "close_account",
    "close_round",
    "code",
    "code_dataset",
    "codebook_diff",
    "codebook_of",
    "codebook_versions",
    "coding_agreement",
    "coding_history",
    "coding_sheet",
    "codings_to_review",
    "columns_of",
    "confirm_codings",
    "context",
    "context_beside",
    "cooccurrence",
    "coverage",
    "crosswalk",
    "dataset_evidence",
    "dataset_gaps",
    "dataset_profile",
    "dataset_query",
    "dataset_status",
    "decide",
    "describe_source",
    "diff_runs",
    "doctor",
    "duplicate_queue",
    "equity",
    "evaluate",
    "explore",
    "export_history",
    "export_records",
    "export_screening",
    "fetch",
    "find_characteristics",
    "find_duplicates",
    "find_residue",
    "finish_paper",
    "flow",
    "go_on_screening",
    "import_chart_sheet",
    "import_records",
    "import_screening",
    "init",
    "judge_duplicate",
    "learn",
    "lent",
    "lifecycle",
    "links",
    "lint_codebook",
    "list_accounts",
    "list_backups",
    "list_codes",
    "list_coding_conflicts",
    "list_codings",
    "list_conflicts",
    "list_duplicates",
    "list_frameworks",
    "list_gaps",
    "list_history",
    "list_memos",
    "list_outputs",
    "list_papers",
    "list_records",
    "list_rounds",
    "list_screened",
    "list_searches",
    "list_snapshots",
    "list_sources",
    "list_unread",
    "log_output",
    "machines",
    "make_key",
    "make_token",
    "map_gaps",
    "match_strategies",
    "necessity",
    "network",
    "new_codebook",
    "next_paper",
    "on_screen",
    "open_qdpx",
    "open_round",
    "open_session",
    "open_sitting",
    "plan_dataset",
    "project_in",
    "quality",
    "query",
    "record_search",
    "reject_codings",
    "relegation",
    "remove_documents",
    "reopen_paper",
    "reproduce",
    "restore",
    "round_status",
    "run",
    "saturation",
    "save_agreement",
    "save_chart_sheet",
    "save_finding",
    "save_residue",
    "save_table",
    "schema",
    "screening_advice",
    "screening_agreement",
    "screening_status",
    "search",
    "search_code",
    "seen_by",
    "set_characteristic",
    "set_password",
    "set_role",
    "set_section",
    "show_characteristics",
    "show_chart",
    "show_code",
    "show_record",
    "show_sections",
    "show_unsure_sections",
    "simulate_screening",
    "slurm_jobs",
    "start_work",
    "stop_screening",
    "stop_work",
    "summarise_dataset",
    "tables_kept",
    "tabulate",
    "take_codings",
    "take_snapshot",
    "trends",
    "try_codebook",
    "undo_chart",
    "undo_coding",
    "undo_decision",
    "undo_duplicate",
    "unplaced_codings",
    "unset_characteristic",
    "unset_section",
    "valence",
    "verify_export",
    "verify_history",
    "withdraw_assignment",
    "withdraw_memo",
    "withdraw_token",
    "workload",
    "write_codebook",
    "write_codings",
    "write_crate",
    "write_flow",
    "write_report",
    "write_searches",
    "write_table",
]
