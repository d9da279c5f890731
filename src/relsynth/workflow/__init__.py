"""The verbs: one function for each step of a review, shared by every face."""

from relsynth.workflow.books import check_codebook, codebook_of, list_codes, schema, show_code
from relsynth.workflow.changes import changes
from relsynth.workflow.characteristics import (
    find_characteristics,
    set_characteristic,
    show_characteristics,
    unset_characteristic,
)
from relsynth.workflow.code import code, record_search, search_code
from relsynth.workflow.collect import add_documents, init, list_papers, remove_documents
from relsynth.workflow.duplicates import find_duplicates, judge_duplicate, list_duplicates, undo_duplicate
from relsynth.workflow.evaluate import evaluate
from relsynth.workflow.flow import flow, list_searches, write_flow, write_searches
from relsynth.workflow.fulltexts import fetch
from relsynth.workflow.import_codings import coding_sheet, import_codings
from relsynth.workflow.learn import learn
from relsynth.workflow.mapping import map_gaps
from relsynth.workflow.notices import check_notices
from relsynth.workflow.reanchor import unplaced_codings
from relsynth.workflow.records import export_records, list_records, show_record
from relsynth.workflow.residue import find_residue
from relsynth.workflow.residue_sheets import save_residue
from relsynth.workflow.review import duplicate_queue
from relsynth.workflow.run import run
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
from relsynth.workflow.synthesise import save_table, tabulate, write_table

__all__ = [
    "add_documents",
    "adjudicate",
    "changes",
    "chase",
    "check_codebook",
    "check_notices",
    "code",
    "codebook_of",
    "coding_sheet",
    "decide",
    "describe_source",
    "duplicate_queue",
    "evaluate",
    "export_records",
    "export_screening",
    "fetch",
    "find_characteristics",
    "find_duplicates",
    "find_residue",
    "flow",
    "go_on_screening",
    "import_codings",
    "import_records",
    "import_screening",
    "init",
    "judge_duplicate",
    "learn",
    "list_codes",
    "list_conflicts",
    "list_duplicates",
    "list_papers",
    "list_records",
    "list_screened",
    "list_searches",
    "list_sources",
    "list_unread",
    "map_gaps",
    "open_session",
    "record_search",
    "remove_documents",
    "run",
    "save_residue",
    "save_table",
    "schema",
    "screening_advice",
    "screening_agreement",
    "screening_status",
    "search",
    "search_code",
    "set_characteristic",
    "set_section",
    "show_characteristics",
    "show_code",
    "show_record",
    "show_sections",
    "show_unsure_sections",
    "simulate_screening",
    "stop_screening",
    "tabulate",
    "undo_decision",
    "undo_duplicate",
    "unplaced_codings",
    "unset_characteristic",
    "unset_section",
    "write_flow",
    "write_searches",
    "write_table",
]
