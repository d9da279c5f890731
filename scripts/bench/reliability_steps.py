"""Every verb that writes, called as a team calls it, for the loop that kills it (reliability_kills.py).

A step calls its verbs on a project in a folder, as one person, and says so after each that has come back. It can be run
again, as another person, on whatever a kill has left.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOUSE / "tests"))

from judged_papers import GREEN, TIES, TRUST, row  # noqa: E402
from judged_papers import say as say_in_a_sheet  # noqa: E402
from made_up import AT, write_papers, write_project  # noqa: E402
from made_up_desks import CRITERIA, SETTINGS  # noqa: E402
from made_up_forms import FORM, QUOTE  # noqa: E402
from made_up_records import preprint, record, rival, write_export  # noqa: E402
from relsynth import open_project, workflow  # noqa: E402
from relsynth.errors import InputError  # noqa: E402
from relsynth.project import Project  # noqa: E402
from relsynth.store.answers import Fetch, SavedNotice, SavedPage  # noqa: E402
from relsynth.workflow.coding_steps import Place  # noqa: E402

Said = Callable[..., None]
"""Tells that what was called has come back; with a file, that it is written."""
FIRST, SECOND = "van-001", "van-002"
READ = range(1, 7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Verbs, and what calls them on a folder as somebody."""

    verbs: tuple[str, ...]
    run: Callable[[Path, str, Said], None]


def made_project(folder: Path) -> Path:
    """A project with a little of everything: papers coded by machine and people, records, forms, a screening."""
    review = write_project(folder / "review")
    settings = review / "relsynth.toml"
    head = settings.read_text("utf-8").partition("[protocol]")[0]
    settings.write_text(head + SETTINGS.format(criteria=CRITERIA, mode="double") + FORM, "utf-8")
    papers = write_papers(folder / "papers", *READ)
    kenya = (
        (papers / f"{FIRST}.md")
        .read_text("utf-8")
        .replace("# Van number 1 on", "# A case study of vans in rural Kenya on")
    )
    (papers / "kenya.md").write_text(kenya, "utf-8")
    for number in range(3):
        write_export(folder / f"{number}.ris", *(record(8 * number + one) for one in range(8)))
    (folder / "2.ris").write_bytes((folder / "2.ris").read_bytes() + b"TY  - JOUR\nA line that is none\n")
    write_export(
        folder / "rivals.ris", record(1), *(rival(one) for one in range(4)), *(preprint(one) for one in range(2))
    )
    with open_project(review) as project:
        workflow.import_records(project, [folder / "0.ris", folder / "rivals.ris"], at=AT)
        workflow.add_documents(project, [papers], at=AT)
        workflow.code(project, at=AT)
        say_in_a_sheet(project, "Cy", *(row(number, TRUST, decision="accept") for number in READ))
        say_in_a_sheet(project, "Cy", row(1, GREEN, "STA.LEGIT"))
        say_in_a_sheet(project, "Ben", row(1, TIES))
        for coder, weeks in (("Cy", "12"), ("Ben", "13")):
            workflow.chart(project, FIRST, "weeks", [weeks], coder=coder, at=AT)
        workflow.write_codings(project, folder / "all.qdpx")
    return review


def records(folder: Path, _who: str, said: Said) -> None:
    with open_project(folder) as project:
        for number in (1, 2):
            workflow.import_records(project, [folder.parent / f"{number}.ris"], at=AT)
            said()
        for source in workflow.list_sources(project).sources:
            workflow.describe_source(
                project, source.source.id, database="Harbours", query="ferry", searched_on="2026-01-01"
            )
            said()


def duplicates(folder: Path, who: str, said: Said) -> None:
    with open_project(folder) as project:
        for pair in workflow.duplicate_queue(project).pairs[:3]:
            workflow.judge_duplicate(project, pair.match.a, pair.match.b, "different", coder=who, at=AT)
            said()
        ids = sorted(project.store.catalogue.records())
        workflow.judge_duplicate(project, ids[0], ids[-1], "duplicate", coder=who, at=AT)
        said()
        workflow.undo_duplicate(project, coder=who, at=AT)
        said()
        workflow.find_duplicates(project)
        said()


def screening(folder: Path, who: str, said: Said) -> None:
    with open_project(folder) as project:
        with workflow.open_session(project, coder=who, stage="title_abstract", at=AT) as session:
            session.next(at=AT)
            said()
        for one in sorted(project.store.catalogue.records())[:6]:
            workflow.decide(project, one, "include", coder=who, stage="title_abstract", at=AT)
            said()
        workflow.undo_decision(project, coder=who, at=AT)
        said()
        with suppress(InputError):  # nobody has stopped it, unless whoever did was killed then
            workflow.go_on_screening(project, "title_abstract", coder=who, at=AT)
        workflow.stop_screening(project, "title_abstract", coder=who, at=AT)
        said()
        workflow.go_on_screening(project, "title_abstract", coder=who, at=AT)
        said()


def settled_screening(folder: Path, who: str, said: Said) -> None:
    with open_project(folder) as project:
        ids = sorted(project.store.catalogue.records())[6:9]
        for coder, verdict in (("Ada", "include"), ("Bo", "exclude")):
            criterion = {"criterion": "E1"} if verdict == "exclude" else {}
            for one in ids:
                workflow.decide(
                    project, one, verdict, coder=f"{coder} {who}", stage="title_abstract", at=AT, **criterion
                )
                said()
        for one in ids:
            workflow.adjudicate(project, one, "include", coder=who, stage="title_abstract", at=AT)
            said()
        workflow.import_screening(
            project, folder.parent / "0.ris", coder=f"{who} elsewhere", stage="title_abstract", verdict="include", at=AT
        )
        said()


def papers(folder: Path, who: str, said: Said) -> None:
    new = write_papers(folder.parent / f"{folder.name}-new", 7, 8)
    with open_project(folder) as project:
        workflow.add_documents(project, [new], at=AT)
        said()
        workflow.add_coding(project, Place(paper="van-007", start=60, end=90), "STA.TRUST", coder=who, at=AT)
        said()
        edited = new / "van-007.md"
        edited.write_text(edited.read_text("utf-8").replace("painted green", "painted blue"), "utf-8")
        workflow.add_documents(project, [new], at=AT)
        said()
        workflow.remove_documents(project, [new / "van-008.md"])
        said()


def machine(folder: Path, who: str, said: Said) -> None:
    with open_project(folder) as project:
        book = project.codebook_path
        book.write_text(book.read_text("utf-8").replace('"trust*"', '"trust*", "green"'), "utf-8")
    with open_project(folder) as project:
        workflow.code(project, at=AT)
        said()
        workflow.search_code(project, "STA.LEGIT", at=AT)
        said()
        workflow.record_search(project, "STA.LEGIT", coder=who, found=[1], at=AT)
        said()
        workflow.learn(project, at=AT, force=True)
        said()


def codings(folder: Path, who: str, said: Said) -> None:
    with open_project(folder) as project:
        made = []
        for start in range(60, 120, 10):
            done = workflow.add_coding(
                project, Place(paper=SECOND, start=start, end=start + 40), "STA.TRUST", coder=who, at=AT, memo="So."
            )
            said()
            made.append(done.codings[0].number)
        workflow.change_coding(project, made[0], to=["NET.TIES"], coder=who, at=AT)
        said()
        machine_made = [
            one.number for one in project.codings() if one.coder.kind == "machine" and one.verdict == "code"
        ]
        workflow.confirm_codings(project, machine_made[:1], coder=who, at=AT)
        said()
        workflow.reject_codings(project, machine_made[-1:], coder=who, at=AT, memo="No.")
        said()
        workflow.undo_coding(project, coder=who, at=AT)
        said()
        sheet = folder.parent / f"{folder.name}-{who}-said.csv"
        sheet.write_text("document,quote,code\nvan-002,The van was painted green.,STA.LEGIT\n", "utf-8")
        workflow.take_codings(project, sheet, coder=who, at=AT)
        said()


def settled_codings(folder: Path, who: str, said: Said) -> None:
    with open_project(folder) as project:
        for conflict in workflow.list_coding_conflicts(project).conflicts:
            workflow.adjudicate_coding(project, conflict.number, verdict="reject", coder=who, at=AT)
            said()


def readings(folder: Path, who: str, said: Said) -> None:
    with open_project(folder) as project:
        workflow.find_characteristics(project, at=AT)
        said()
        for paper in (FIRST, SECOND):
            workflow.set_section(project, paper, 2, "aims", coder=who, at=AT)
            said()
            workflow.unset_section(project, paper, 2, coder=who, at=AT)
            said()
            workflow.set_characteristic(project, paper, "country", ["Kenya"], coder=who, at=AT)
            said()
            workflow.unset_characteristic(project, paper, "country", coder=who, at=AT)
            said()


def rounds(folder: Path, who: str, said: Said) -> None:
    with open_project(folder) as project:
        number = len(workflow.list_rounds(project).rounds) + 1
        name = f"r{number}"
        workflow.open_round(project, name, coder=who, at=AT, blind=False)
        said()
        workflow.assign(project, name, coders=[who, "Ben"], papers=[FIRST, SECOND], each=2, at=AT)
        said()
        workflow.withdraw_assignment(project, name, SECOND, "Ben", at=AT)
        said()
        workflow.next_paper(project, who, name)
        for verb in ("start_work", "stop_work", "finish_paper", "reopen_paper"):
            getattr(workflow, verb)(project, FIRST, coder=who, round=name, at=AT)
            said()
        workflow.close_round(project, name, coder=who, at=AT)
        said()


def memos(folder: Path, who: str, said: Said) -> None:
    with open_project(folder) as project:
        for number in range(6):
            memo = workflow.add_memo(
                project, about="document", paper=FIRST, text=f"The {number}th of {who}.", coder=who, at=AT
            )
            said()
        workflow.withdraw_memo(project, memo.number, coder=who, at=AT)
        said()


def charting(folder: Path, who: str, said: Said) -> None:
    with open_project(folder) as project:
        for weeks in ("3", "4", "5"):
            workflow.chart(project, SECOND, "weeks", [weeks], coder=who, at=AT)
            said()
        workflow.chart(project, SECOND, "design", ["survey"], coder=who, at=AT, quote=QUOTE)
        said()
        workflow.undo_chart(project, coder=who, at=AT)
        said()
        workflow.accept_proposal(project, "kenya", "design", coder=who, at=AT)
        said()
        workflow.adjudicate_chart(project, FIRST, "weeks", ["12.5"], coder=who, at=AT, note="The mean.")
        said()
        sheet = workflow.save_chart_sheet(project, folder.parent / f"{folder.name}-{who}-chart.csv", coder=f"{who} B")
        sheet.write_text(sheet.read_text("utf-8-sig"), "utf-8")
        workflow.import_chart_sheet(project, sheet, coder=f"{who} B", at=AT)
        said()


def accounts(folder: Path, who: str, said: Said) -> None:
    with open_project(folder) as project:
        workflow.add_account(project, who, "correct horse battery", role="manager", at=AT)
        said()
        workflow.add_account(project, f"{who} Second", "correct horse battery", role="coder", at=AT)
        said()
        workflow.set_role(project, f"{who} Second", "adjudicator")
        said()
        workflow.set_password(project, f"{who} Second", "battery staple horse")
        said()
        token = workflow.make_token(project, who, label="a script", at=AT)
        said()
        workflow.withdraw_token(project, token.number, at=AT)
        said()
        workflow.close_account(project, f"{who} Second", at=AT)
        said()


def outputs(folder: Path, who: str, said: Said) -> None:
    with open_project(folder) as project:
        workflow.take_snapshot(project, f"of {who}", at=AT)
        said()
        for form in ("csv", "md", "json"):
            path = folder / f"codings-{who}.{form}"
            table = workflow.coding_sheet(project)
            workflow.save_table(table, form, path)
            said(path)
            workflow.log_output(project, path, command="table", options={"name": "x"}, form=form, table=table, at=AT)
            said()
        workflow.write_crate(project, folder / f"{who}.crate.zip", at=AT)
        said(folder / f"{who}.crate.zip")
        workflow.write_codings(project, folder / f"{who}.qdpx")
        said(folder / f"{who}.qdpx")


def backups(folder: Path, who: str, said: Said) -> None:
    with open_project(folder) as project:
        for _ in range(3):
            made = Path(workflow.back_up(project, at=AT).path)
            said(made)
    workflow.restore(made, folder.parent / f"{folder.name}-run-{who}")
    said()


def exchange(folder: Path, who: str, said: Said) -> None:
    workflow.open_qdpx(folder.parent / "all.qdpx", folder.parent / f"{folder.name}-run-{who}", at=AT)
    said()


def doctor(folder: Path, _who: str, said: Said) -> None:
    workflow.doctor(folder, at=AT, mend=True)
    said()


def whole_review(folder: Path, _who: str, said: Said) -> None:
    out = folder.parent / f"{folder.name}-run"
    workflow.run([folder.parent / "papers" / f"{FIRST}.md"], out, at=AT, coder="lexicon", parser="none")
    said()


def answers(folder: Path, _who: str, said: Said) -> None:
    """What the verbs of the network write, without a network: pages of a search, full texts, notices."""
    with open_project(folder) as project:
        store = project.store
        first = min(store.catalogue.records())
        for number in range(4):
            _queried(project, number)
            said()
        with store.atomic():
            store.answers.add_fetch(Fetch(report=first, status="not_found", reason="none is open"), at=AT)
        said()
        with store.atomic():
            notice = SavedNotice(record=first, kind="correction", notice="10.5555/c", issued=None, service="crossref")
            store.answers.add_notices([notice], at=AT)
        said()


def _queried(project: Project, number: int) -> None:
    answers = project.store.answers
    with project.store.atomic():
        begun = answers.begin_query("crossref", f"ferry {number}", at=AT)
        for page in range(2):
            answers.add_page(begun.number, SavedPage(number=page, told="{}", content=b"{}"))


STEPS: dict[str, Step] = {
    "records": Step(verbs=("import_records", "describe_source"), run=records),
    "duplicates": Step(verbs=("judge_duplicate", "undo_duplicate", "find_duplicates"), run=duplicates),
    "screening": Step(
        verbs=("open_session", "decide", "undo_decision", "stop_screening", "go_on_screening"), run=screening
    ),
    "settled_screening": Step(verbs=("adjudicate", "import_screening"), run=settled_screening),
    "papers": Step(verbs=("add_documents", "remove_documents"), run=papers),
    "machine": Step(verbs=("code", "search_code", "record_search", "learn"), run=machine),
    "codings": Step(
        verbs=(*("add_coding", "change_coding", "confirm_codings", "reject_codings", "undo_coding", "take_codings"),),
        run=codings,
    ),
    "settled_codings": Step(verbs=("adjudicate_coding",), run=settled_codings),
    "readings": Step(
        verbs=(
            *("find_characteristics", "set_section", "unset_section", "set_characteristic", "unset_characteristic"),
        ),
        run=readings,
    ),
    "rounds": Step(
        verbs=(
            *("open_round", "assign", "withdraw_assignment", "next_paper", "start_work", "stop_work", "finish_paper"),
            *("reopen_paper", "close_round"),
        ),
        run=rounds,
    ),
    "memos": Step(verbs=("add_memo", "withdraw_memo"), run=memos),
    "charting": Step(
        verbs=("chart", "undo_chart", "accept_proposal", "adjudicate_chart", "save_chart_sheet", "import_chart_sheet"),
        run=charting,
    ),
    "accounts": Step(
        verbs=("add_account", "set_role", "set_password", "make_token", "withdraw_token", "close_account"), run=accounts
    ),
    "outputs": Step(verbs=("take_snapshot", "save_table", "log_output", "write_crate", "write_codings"), run=outputs),
    "backups": Step(verbs=("back_up", "restore"), run=backups),
    "exchange": Step(verbs=("open_qdpx",), run=exchange),
    "doctor": Step(verbs=("doctor",), run=doctor),
    "whole_review": Step(verbs=("init", "run"), run=whole_review),
    "answers": Step(verbs=("search", "chase", "fetch", "check_notices"), run=answers),
}
"""Name -> verbs that write and what calls them; those of the network by what they write, without a network."""
