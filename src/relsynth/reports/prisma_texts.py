"""The PRISMA 2020 flow as text: the CSV that the R package PRISMA2020 reads, Markdown, JSON.

The CSV has the columns and the keys (``data``, ``node``, ``box``) of the package's template,
``inst/extdata/PRISMA.csv`` (Haddaway et al. 2022, doi 10.1002/cl2.1230); ``PRISMA_data(read.csv(...))`` takes it as it
is. The package knows no other method than websites, organisations and citation searching: others are added to the
second, whose label says so then. It looks keys up by a part of their name, so a key of ours may contain none of its
own: rows of ours say what it has no box for, where there is any.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from relsynth.screening.flow import Flow, Identified, Method, Pathway

COLUMNS = ("data", "node", "box", "description", "boxtext", "tooltips", "url", "n")
ABSENT = "NA"  # what R reads as missing
NEW, OTHER = "Identification of studies via databases and registers", "Identification of studies via other methods"

Row = tuple[str, str, str, str, str]
"""Key, node, box, label, number or list."""


def to_r_csv(flow: Flow) -> str:
    """The flow as the R package PRISMA2020 reads it.

    Reasons and names lose the commas, semicolons and quotes by which the package parts them.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for key, node, box, label, n in _rows(flow):
        shown = label if node != ABSENT else ABSENT  # the first row of a box has the words shown over it
        url = f"#{box if key == ABSENT else key}"
        writer.writerow([key, node, box, label, label, shown, url, n])
    return out.getvalue()


def to_markdown(flow: Flow) -> str:
    """The flow as a Markdown table, a row for each box, a column for each column of the diagram."""
    has_others = bool(flow.others.records)
    heads = ["Box", "Databases and registers", *(["Other methods"] if has_others else [])]
    lines = ["## PRISMA 2020 flow", "", _line(heads), _line(["---", *["---:"] * (len(heads) - 1)])]
    lines += [_line(row[: len(heads)]) for row in _boxes(flow)]
    lines += ["", f"Studies included in review: {flow.studies:,}; reports of included studies: {flow.reports:,}."]
    return "\n".join([*lines, *(f"\n{note}" for note in flow.notes)]) + "\n"


def to_json(flow: Flow) -> str:
    """The flow as one JSON object with a number for each box, and the notes."""
    content = asdict(flow) | {"reports": flow.reports, "undecided": flow.undecided, "notes": flow.notes}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _rows(flow: Flow) -> Iterator[Row]:
    searched, others = flow.searched, flow.others
    yield ABSENT, "node4", "prevstud", "Previous studies", "0"
    yield "previous_studies", "node5", "box1", "Studies included in previous version of review", ABSENT
    yield "previous_reports", ABSENT, "box1", "Reports of studies included in previous version of review", ABSENT
    yield ABSENT, "node6", "newstud", NEW, "0"
    yield "database_results", "node7", "box2", "Databases", str(searched.found_by("database"))
    yield "database_specific_results", ABSENT, "box2", "Each database", _named(searched.identified, "database")
    yield "register_results", ABSENT, "box2", "Registers", str(searched.found_by("register"))
    yield "register_specific_results", ABSENT, "box2", "Each register", _named(searched.identified, "register")
    yield from _other_methods(others)
    yield "duplicates", "node8", "box3", "Duplicate records", str(searched.duplicates)
    unread = "Records marked as ineligible by automation tools"
    yield "excluded_automatic", ABSENT, "box3", unread, str(searched.automation)
    yield "excluded_other", ABSENT, "box3", "Records removed for other reasons", str(searched.other_reasons)
    yield from _screened(flow)
    for key, node, pathway in (("dbr", 11, searched), ("other", 18, others)):
        first = node - (5 if key == "dbr" else 6)  # boxes 6 and 7, 12 and 13
        yield f"{key}_sought_reports", f"node{node}", f"box{first}", "Reports sought for retrieval", str(pathway.sought)
        away = str(pathway.not_retrieved)
        yield f"{key}_notretrieved_reports", f"node{node + 1}", f"box{first + 1}", "Reports not retrieved", away
    for key, node, pathway in (("dbr", 13, searched), ("other", 20, others)):
        first = node - (5 if key == "dbr" else 6)  # boxes 8 and 9, 14 and 15
        yield f"{key}_assessed", f"node{node}", f"box{first}", "Reports assessed for eligibility", str(pathway.assessed)
        yield f"{key}_excluded", f"node{node + 1}", f"box{first + 1}", "Reports excluded", _listed(pathway.reasons)
    yield "new_studies", "node15", "box10", "Studies included in review", str(flow.studies)
    yield "new_reports", ABSENT, "box10", "Reports of included studies", str(flow.reports)
    yield "total_studies", "node22", "box16", "Total studies included in review", str(flow.studies)
    yield "total_reports", ABSENT, "box16", "Reports of total included studies", str(flow.reports)
    for number, phase in enumerate(("Identification", "Screening", "Included"), start=1):
        yield phase.casefold(), f"node{number}", phase.casefold(), phase, "0"
    yield from _without_box(flow)


def _other_methods(others: Pathway) -> Iterator[Row]:
    yield ABSENT, "node16", "othstud", OTHER, "0"
    websites, citations = str(others.found_by("website")), str(others.found_by("citations"))
    strange = others.found_by("other")
    organisations = str(others.found_by("organisation") + strange)
    if not others.records:  # the package leaves the column out where all three are missing
        websites = organisations = citations = ABSENT
    label = "Organisations and other methods" if strange else "Organisations"
    yield "website_results", "node17", "box11", "Websites", websites
    yield "organisation_results", ABSENT, "box11", label, organisations
    yield "citations_results", ABSENT, "box11", "Citation searching", citations


def _screened(flow: Flow) -> Iterator[Row]:
    """The two boxes of screening, which the package has for both columns together."""
    screened = flow.searched.screened
    label = "Records (titles and abstracts not screened)" if flow.skipped else "Records screened"
    yield "records_screened", "node9", "box4", label, str(screened)
    yield "records_excluded", "node10", "box5", "Records excluded", str(flow.searched.excluded)


def _without_box(flow: Flow) -> Iterator[Row]:
    """What the package has no box for, in rows that it passes over."""
    told = (
        ("extra_removed", "Records of other methods removed before screening", flow.others.removed),
        ("extra_left_out", "Records of other methods left out by title and abstract", flow.others.excluded),
        ("not_yet_decided", "Not yet decided", flow.undecided),
    )
    yield from ((key, ABSENT, "box17", label, str(n)) for key, label, n in told if n)


def _named(identified: Iterable[Identified], method: Method) -> str:
    return _listed((one.name, one.n + one.unreadable) for one in identified if one.method == method)


def _listed(told: Iterable[tuple[str, int]]) -> str:
    return "; ".join(f"{_plain(name)}, {n}" for name, n in told) or "0"


def _plain(name: str) -> str:
    """A name without what parts a list in the package, or ends a text in the language that it draws by."""
    joined = re.sub(r"(?<=\d),(?=\d)", "", name)
    parted = re.sub(r"\s*[,;]+\s*", " - ", joined).replace("\\", "/").replace("@@", "@")
    quoted = re.sub(r"[\"']", "\N{RIGHT SINGLE QUOTATION MARK}", parted)
    return " ".join(quoted.split()).lstrip("=+-@ ").rstrip("- ")  # no formula of a spreadsheet's either


def _boxes(flow: Flow) -> Iterator[list[str]]:
    """A row for each box, with the numbers of both columns."""
    pair = (flow.searched, flow.others)
    yield ["Records identified", *(f"{one.records:,}" for one in pair)]
    for one in (*pair[0].identified, *pair[1].identified):
        n = f"{one.n + one.unreadable:,}"
        yield [f"– {one.name} ({one.method})", *((n, "") if one in pair[0].identified else ("", n))]
    for label, name in _LABELS:
        if name in _ALWAYS or any(getattr(one, name) for one in pair):
            yield [label, *(f"{getattr(one, name):,}" for one in pair)]
        if name == "excluded_full_text":
            for reason in dict.fromkeys(reason for one in pair for reason, _ in one.reasons):
                yield [f"– {reason}", *(f"{dict(one.reasons).get(reason, 0):,}" for one in pair)]


_LABELS = (
    ("Duplicate records removed", "duplicates"),
    ("Records marked as ineligible by automation tools", "automation"),
    ("Records removed for other reasons", "other_reasons"),
    ("Not yet decided: records to screen", "to_screen"),
    ("Records screened", "screened"),
    ("Records excluded", "excluded"),
    ("Reports sought for retrieval", "sought"),
    ("Reports not retrieved", "not_retrieved"),
    ("Not yet decided: reports to retrieve", "to_retrieve"),
    ("Not yet decided: reports to assess", "to_assess"),
    ("Reports assessed for eligibility", "assessed"),
    ("Reports excluded", "excluded_full_text"),
    ("Reports of included studies", "included"),
)
_ALWAYS = frozenset(name for _, name in _LABELS if not name.startswith("to_"))


def _line(cells: Iterable[str]) -> str:
    escaped = (" ".join(cell.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;") for cell in cells)
    return f"| {' | '.join(escaped)} |"
