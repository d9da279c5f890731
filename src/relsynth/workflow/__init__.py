"""The verbs: one function for each step of a review, shared by every face."""

from relsynth.workflow.books import check_codebook, codebook_of, list_codes, schema, show_code
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
from relsynth.workflow.searches import chase, search
from relsynth.workflow.sections import set_section, show_sections, show_unsure_sections, unset_section
from relsynth.workflow.sources import describe_source, import_records, list_sources, list_unread
from relsynth.workflow.synthesise import save_table, tabulate, write_table

__all__ = [
    "add_documents",
    "chase",
    "check_codebook",
    "check_notices",
    "code",
    "codebook_of",
    "coding_sheet",
    "describe_source",
    "duplicate_queue",
    "evaluate",
    "export_records",
    "fetch",
    "find_characteristics",
    "find_duplicates",
    "find_residue",
    "import_codings",
    "import_records",
    "init",
    "judge_duplicate",
    "learn",
    "list_codes",
    "list_duplicates",
    "list_papers",
    "list_records",
    "list_sources",
    "list_unread",
    "map_gaps",
    "record_search",
    "remove_documents",
    "run",
    "save_residue",
    "save_table",
    "schema",
    "search",
    "search_code",
    "set_characteristic",
    "set_section",
    "show_characteristics",
    "show_code",
    "show_record",
    "show_sections",
    "show_unsure_sections",
    "tabulate",
    "undo_duplicate",
    "unplaced_codings",
    "unset_characteristic",
    "unset_section",
    "write_table",
]
