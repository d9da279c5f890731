"""What makes what: each command whose output is logged, with the verb that writes or finds the same again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.reports.table_forms import FORMS
from relsynth.reports.tables import Table
from relsynth.store.outputs import Output
from relsynth.workflow import contexts, courses, goals, links, patterns
from relsynth.workflow.all_tables import FINDINGS, tabulate
from relsynth.workflow.characteristics import find_characteristics
from relsynth.workflow.charting_sheets import save_chart_sheet
from relsynth.workflow.charting_tables import chart_table
from relsynth.workflow.checklists import checklist
from relsynth.workflow.coding_agreement import coding_agreement, save_agreement
from relsynth.workflow.coding_sight import seen_by
from relsynth.workflow.coverage import coverage
from relsynth.workflow.dataset_summaries import summary_table
from relsynth.workflow.evaluate import evaluate
from relsynth.workflow.exchange import write_codings
from relsynth.workflow.findings import Finding, save_finding
from relsynth.workflow.flow import write_flow, write_searches
from relsynth.workflow.gaps import list_gaps
from relsynth.workflow.interactions import network
from relsynth.workflow.mapping import map_gaps
from relsynth.workflow.query import query
from relsynth.workflow.relegation import relegation
from relsynth.workflow.report import write_report
from relsynth.workflow.residue import find_residue
from relsynth.workflow.residue_sheets import save_residue
from relsynth.workflow.run_diff import diff_runs
from relsynth.workflow.strategy_tables import match_strategies
from relsynth.workflow.valence import valence

Options = Mapping[str, Any]
OF_STUDIES = ("characteristics", "cerqual")
"""Tables before which the command looks for what studies are like."""


def make_again(project: Project, output: Output, path: Path) -> None:
    """Write an output again, elsewhere.

    Raises:
        InputError: it is not known how.
    """
    options, at = output.options, output.at
    if output.command in WHOLE:
        WHOLE[output.command](project, path, output)
    elif output.command in FINDINGS and not options:  # as a run and a report have it
        save_finding(FINDINGS[output.command](project), _form(output), path)
    elif output.command in MADE:
        made = MADE[output.command](project, options, at)
        save_finding(made if isinstance(made, Finding) else Finding(table=made), _form(output), path)
    else:
        raise InputError(f"no way is known to make `relsynth {output.command}` again")


def _form(output: Output) -> str | None:
    """The form of a table; None where the file's ending tells more than forms of tables, as of a picture."""
    return output.form if output.form in FORMS else None


def _map(project: Project, path: Path, output: Output) -> None:
    rows, cols, cell = (output.options.get(name) for name in ("rows", "cols", "cell"))
    map_gaps(project, path, on=output.at[:10], rows=rows, cols=cols, cell=cell)


def _flow(project: Project, path: Path, _output: Output) -> None:
    write_flow(project, path)


def _searches(project: Project, path: Path, _output: Output) -> None:
    write_searches(project, path)


def _report(project: Project, path: Path, output: Output) -> None:
    write_report(project, path, at=output.at, forms=output.options.get("form") or ())


def _residue(project: Project, path: Path, output: Output) -> None:
    o = output.options
    found = find_residue(project, code=o["code"], least=o["least"], limit=o["limit"])
    is_sheet = o.get("part") == "sheet"
    save_residue(found, table=None if is_sheet else path, sheet=path if is_sheet else None)


def _agreement(project: Project, path: Path, output: Output) -> None:
    o = output.options
    found = coding_agreement(
        *(project,),
        round=o["round"],
        unit=o["unit"],
        by=o["by"],
        coders=o["coder"] or None,
        include_assisted=o["assisted"],
    )
    differ = o.get("part") == "differences"
    save_agreement(found, out=None if differ else path, differences=path if differ else None)


def _evaluate(project: Project, path: Path, output: Output) -> None:
    evaluate(project, coder=output.options["coder"], by=output.options["by"], out=path)


def _codings(project: Project, path: Path, output: Output) -> None:
    o = output.options
    told = "json" if output.form == "json" and path.suffix.lower() != ".json" else None  # with --json
    seen = seen_by(project, o["for_"])
    write_codings(seen, path, format=o["form"] or told, decisions=o["decisions"], proposals=o["proposals"])


def _chart_sheet(project: Project, path: Path, output: Output) -> None:
    save_chart_sheet(project, path, coder=output.options["coder"], form=output.options["form"])


WHOLE: Mapping[str, Callable[[Project, Path, Output], None]] = {
    "map": _map,
    "flow": _flow,
    "searches": _searches,
    "report": _report,
    "residue": _residue,
    "codings agreement": _agreement,
    "codings export": _codings,
    "evaluate": _evaluate,
    "chart sheet": _chart_sheet,
}
"""Commands that write files of their own; the options are those of the command line."""


def _table(project: Project, options: Options, at: str) -> Table:
    name = options["name"]
    if name == "charting":
        return chart_table(project, form=options["chart"], quotes=options.get("quotes", False))
    if name in OF_STUDIES:
        find_characteristics(project, at=at)
    return tabulate(project, name, outcome=options.get("outcome"))


def _gaps(project: Project, options: Options, at: str) -> Table:
    find_characteristics(project, at=at)
    return list_gaps(
        project,
        kinds=options.get("kind") or (),
        suggest_instruments=options["suggest_instruments"],
        other_thresholds=options["sensitivity"],
    ).table


def _valence(project: Project, options: Options, _at: str) -> Table:
    by = tuple(name.strip() for name in options["stratify"].split(",") if name.strip())
    return valence(project, code=options["code"], stratify=by)


def _saturation(project: Project, options: Options, _at: str) -> Table:
    return patterns.saturation(project, cells=tuple(part.strip() for part in options["cell"].split(",")))


MADE: Mapping[str, Callable[[Project, Options, str], Table | Finding]] = {
    "table": _table,
    "gaps list": _gaps,
    "valence": _valence,
    "saturation": _saturation,
    "checklist": lambda project, o, _: checklist(project, o["name"]),
    "diff": lambda project, o, _: diff_runs(project, o["before"], o["after"]).table,
    "match": lambda project, o, _: match_strategies(project, o["what"], unmatched=o["unmatched"]),
    "query": lambda project, o, at: query(project, o["asked"], by=o["by"], at=at).table,
    "coverage": lambda project, o, _: coverage(project, o["framework"]),
    "cooccur": lambda project, o, _: patterns.cooccurrence(project, fdr=o["fdr"], least=o["least"]),
    "relegation": lambda project, o, _: relegation(project, code=o["code"]),
    "context": lambda project, o, _: contexts.context(project, domains=o["domain"] or (), by=o["by"]),
    "beside": lambda project, o, _: contexts.context_beside(
        project, domains=o["domain"] or (), others=o["other"] or ()
    ),
    "alignment": lambda project, o, _: goals.alignment(project, goals=o["goals"] or (), aligned=o["aligned"] or ()),
    "network": lambda project, o, _: network(project, code=o["code"]),
    "links": lambda project, o, _: links.links(project, code=o["code"]),
    "necessity": lambda project, o, _: links.necessity(project, outcome=o["outcome"]),
    "quality": lambda project, o, _: goals.quality(project, codes=o["code"] or (), every=o["every"]),
    "equity": lambda project, o, _: contexts.equity(project, domains=o["domain"] or (), by=o["by"]),
    "lifecycle": lambda project, o, _: courses.lifecycle(project, code=o["code"]),
    "dataset summarise": lambda project, o, _: summary_table(project, o["dataset"], o["name"]),
    "trends": lambda project, o, _: courses.trends(project, code=o["code"], split=o["split"]),
}
"""Commands that write a table or an answer, each with the verb that makes it and the options of the command line."""
