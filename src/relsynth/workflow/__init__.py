"""The verbs: one function for each step of a review, shared by every face."""

from relsynth.workflow.books import check_codebook, codebook_of, list_codes, schema, show_code
from relsynth.workflow.code import code, record_search, search_code
from relsynth.workflow.collect import add_documents, init, list_papers, remove_documents
from relsynth.workflow.mapping import map_gaps
from relsynth.workflow.run import run
from relsynth.workflow.synthesise import save_table, tabulate, write_table

__all__ = [
    "add_documents",
    "check_codebook",
    "code",
    "codebook_of",
    "init",
    "list_codes",
    "list_papers",
    "map_gaps",
    "record_search",
    "remove_documents",
    "run",
    "save_table",
    "schema",
    "search_code",
    "show_code",
    "tabulate",
    "write_table",
]
