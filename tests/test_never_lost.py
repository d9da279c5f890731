"""Whatever coders, machines, edits of the codebook, new readings and second thoughts do: no coding of a person is lost.

A machine of Hypothesis takes steps at random on a real project. It keeps what people said beside the project,
and after each step looks at the file itself: what was kept stays as it was, in the words that it was put on; and
each coding holds where these words stand now, or is listed as without a place, unless its coder took it back.
"""

from __future__ import annotations

import csv
import shutil
import sqlite3
import tempfile
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from judged_papers import sentence
from made_up import TIES, code, codebook, coded_project
from relsynth import workflow
from relsynth.anchoring import fold
from relsynth.coding import Coding
from relsynth.errors import InputError
from relsynth.project import open_project
from relsynth.workflow.coding_steps import Place, add_coding, change_coding, confirm_codings, reject_codings
from relsynth.workflow.export_qdpx import export_qdpx
from relsynth.workflow.import_codings import import_codings
from relsynth.workflow.import_qdpx import import_qdpx

CODERS = st.sampled_from(["Ana", "Ben", "Eva"])
PAPERS = st.sampled_from(["van-001", "van-002"])
CODES = st.sampled_from(["STA.TRUST", "NET.TIES", "STA.FAITH", "STA.LEGIT"])
SAYS = st.sampled_from(["", "accept", "reject"])
ANY = st.integers(0, 10_000)
BOOKS = (
    codebook(),
    codebook(code("STA.TRUST", "trust*", definition="Who relies on whom."), TIES),
    codebook(code("STA.FAITH", "trust*", replaces=["STA.TRUST"]), TIES),
    codebook(code("STA.FAITH", "trust*", replaces=["STA.TRUST", "STA.LEGIT"]), TIES),
    codebook(code("STA.FAITH", replaces=["STA.TRUST"]), code("STA.LEGIT", "road", replaces=["STA.TRUST"]), TIES),
)
"""The book as it was; another definition; a renaming; a merger; a split."""
EDITS = (
    ("The van was painted green.", "The van was painted green, and later blue."),
    ("Ties among the", "In the second year, ties among the"),
    ("grew in year", "had grown in year"),
    ("to tell us what happened on each journey", "what happened"),
    ("## Discussion", "## Lessons learned"),
)
KEPT = """
SELECT codings.id, version, start, "end", code, coder, codebook, facets, verdict, reason, at, act, round,
    (SELECT substr(text, start + 1, "end" - start) FROM versions WHERE versions.id = version) AS quote
FROM codings WHERE run IS NULL
"""


class Team(RuleBasedStateMachine):
    """Three coders, a machine, a codebook that is edited and papers that are."""

    @initialize()
    def begin(self) -> None:
        """Two papers that the machine has coded."""
        self.folder = Path(tempfile.mkdtemp())
        self.project = coded_project(self.folder, 1, 2)
        self.kept: dict[int, tuple[Any, ...]] = {}
        self.beside: set[tuple[Any, ...]] = set()
        self.moment = 0

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.project.close()
        shutil.rmtree(self.folder)

    def at(self) -> str:
        """A moment later than all before."""
        self.moment += 1
        return f"2026-01-01T00:00:{self.moment // 1000:02}.{self.moment % 1000:03}+00:00"

    def numbers(self, *, of: str | None = None) -> list[int]:
        """Numbers of the codings that hold, of one kind of coder or of all, but for rejections."""
        found = (one for one in self.project.codings() if one.verdict == "code" and of in (None, one.coder.kind))
        return sorted(one.number for one in found if one.number is not None)

    @rule(coder=CODERS, paper=PAPERS, codes=st.lists(CODES, min_size=1, max_size=2, unique=True), start=ANY, length=ANY)
    def put(self, coder: str, paper: str, codes: list[str], start: int, length: int) -> None:
        """Put codes on any stretch."""
        of = next(one for one in self.project.store.documents() if one.name == paper)
        known = [one for one in codes if one in {code.id for code in self.project.codebook.codes}]
        start %= len(of.text)
        end = min(len(of.text), start + 1 + length % 120)
        if known and of.text[start:end].strip():
            add_coding(self.project, Place(paper=paper, start=start, end=end), known, coder=coder, at=self.at())

    @rule(coder=CODERS, which=ANY, what=st.sampled_from(["confirm", "reject", "change"]), to=CODES)
    def judge(self, coder: str, which: int, what: str, to: str) -> None:
        """Judge any coding that holds, the machine's or a person's."""
        numbers = self.numbers()
        if not numbers:
            return
        number = numbers[which % len(numbers)]
        with suppress(InputError):  # as of a code that the book has no more
            if what == "change":
                change_coding(self.project, number, to=[to], coder=coder, at=self.at())
            else:
                verb = confirm_codings if what == "confirm" else reject_codings
                verb(self.project, [number], coder=coder, at=self.at())

    @rule(coder=CODERS)
    def undo(self, coder: str) -> None:
        """Take the last step back, if there is one."""
        with suppress(InputError):
            workflow.undo_coding(self.project, coder=coder, at=self.at())

    @rule(coder=CODERS, which=ANY, how=st.sampled_from(["keep", "keep all", "code", "reject"]), to=CODES)
    def settle(self, coder: str, which: int, how: str, to: str) -> None:
        """Settle any difference: one is right, all are, none is, or another code."""
        queue = workflow.list_coding_conflicts(self.project).conflicts
        if not queue:
            return
        conflict = queue[which % len(queue)]
        coded = [one.number for side in conflict.sides for one in side.said if one.verdict == "code"]
        keep = {"keep": [coded[which % len(coded)]], "keep all": coded}.get(how)
        said: dict[str, Any] = {"verdict": "reject" if how == "reject" else "code", "keep": keep}
        with suppress(InputError):  # as of a code that the book has no more
            workflow.adjudicate_coding(
                self.project, conflict.number, **said, code=to if how == "code" else None, coder=coder, at=self.at()
            )

    @rule(coder=CODERS, number=st.sampled_from([1, 2]), which=st.sampled_from([0, 1, 2]), to=CODES, says=SAYS)
    def bring_a_sheet(self, coder: str, number: int, which: int, to: str, says: str) -> None:
        """Code or decide in a sheet."""
        cells = {"quote": sentence(number, which), "code": to, "decision": says, "document": f"van-{number:03}"}
        sheet = self.folder / "said.csv"
        with sheet.open("w", encoding="utf-8", newline="") as file:
            rows = csv.DictWriter(file, list(cells))
            rows.writeheader()
            rows.writerow(cells)
        import_codings(self.project, sheet, coder=coder, at=self.at())

    @rule(coder=CODERS, which=ANY, text=st.text(min_size=1, max_size=5))
    def note(self, coder: str, which: int, text: str) -> None:
        """Write a memo on a coding, or on the project."""
        numbers = self.numbers()
        on = {"about": "coding", "coding": numbers[which % len(numbers)]} if numbers else {"about": "project"}
        with suppress(InputError):  # of no words, or of signs that cannot be kept
            workflow.add_memo(self.project, **on, text=text, coder=coder, at=self.at())  # type: ignore[arg-type]

    @rule()
    def bring_in_what_was_written_for_others(self) -> None:
        """Bring in the project's own export: all is there already."""
        out = self.folder / "out.qdpx"
        export_qdpx(self.project, out)
        brought = import_qdpx(self.project, out, at=self.at()).brought
        assert brought.codings == 0, str(brought)
        assert brought.memos == 0, str(brought)

    @rule()
    def let_the_machine_code(self) -> None:
        """Code what changed."""
        workflow.code(self.project, at=self.at())

    @rule(book=st.sampled_from(BOOKS))
    def edit_the_codebook(self, book: str) -> None:
        """Change, rename, merge, split or drop codes."""
        (self.project.path / "codebook.yaml").write_text(book, encoding="utf-8")
        self.open_anew()

    @rule(paper=PAPERS, edit=st.sampled_from(EDITS), back=st.booleans())
    def edit_a_paper(self, paper: str, edit: tuple[str, str], back: bool) -> None:
        """Change the file that a paper was read from, or change it back."""
        path = self.folder / "papers" / f"{paper}.md"
        old, new = reversed(edit) if back else edit
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        workflow.add_documents(self.project, [path.parent], at=self.at())

    @rule(paper=PAPERS, reader=st.integers(2, 9), lost=st.sampled_from(["green", "loose", "road", "zebra"]))
    def read_anew(self, paper: str, reader: int, lost: str) -> None:
        """Read a paper with another reader, which reads a word otherwise."""
        of = next(one for one in self.project.store.documents() if one.name == paper)
        other = replace(of, reader=f"markdown/{90 + reader}", text=of.text.replace(lost, lost[::-1]))
        with self.project.store.atomic():
            self.project.store.add_document(other, at=self.at())

    @rule()
    def open_anew(self) -> None:
        """Close the project and open it again."""
        self.project.close()
        self.project = open_project(self.project.path)

    @invariant()
    def nothing_is_lost_moved_or_changed(self) -> None:
        """Look at the file, and at what holds."""
        with closing(sqlite3.connect(self.project.path / "relsynth.db")) as connection:
            rows = {row[0]: row for row in connection.execute(KEPT)}
            withdrawn = {row[0] for row in connection.execute("SELECT act FROM withdrawals")}
            settled = {*connection.execute("SELECT coding, settles FROM settlements")}
            memos = {*connection.execute("SELECT id, about, code, coding, text, coder, at FROM memos")}
        assert self.beside <= settled | memos
        self.beside = settled | memos
        assert {number: rows.get(number) for number in self.kept} == self.kept
        self.kept = rows
        texts = {one.version: one.text for one in self.project.store.documents()}
        held = {one.number: one for one in self.project.codings() if one.coder.kind == "person"}
        without = {(one.version, one.start, one.end, one.code, one.coder) for one in self.project.store.unplaced()}
        for number, (_, version, start, end, code_, coder, _, facets, verdict, *_, act, _, quote) in rows.items():
            if act in withdrawn:
                assert number not in held
            elif (one := held.get(number)) is not None:
                words = texts[one.span.version][one.span.start : one.span.end]
                assert (one.coder.name, one.verdict) == (coder, verdict), facets
                assert fold(words).folded.strip() == fold(quote).folded.strip()
            else:
                assert (version, start, end, code_, coder) in without

    @invariant()
    def what_is_held_in_memory_is_what_the_file_gives(self) -> None:
        """Look at each paper by both ways that the store has."""
        store = self.project.store
        for document in store.documents():
            read = [replace(one, grounds=()) for one in store.codings(document=document.id)]
            held = list(store.codings(document=document.id, grounds=False))
            assert list(map(told_whole, held)) == list(map(told_whole, read))


def told_whole(coding: Coding) -> tuple[object, ...]:
    """All of a coding: two of them are equal whatever the store tells of them."""
    return coding, coding.number, coding.at, coding.codebook, coding.round, coding.settles


HEALTH = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


@pytest.mark.parametrize(
    ("histories", "steps"),
    [
        pytest.param(6, 12, id="some"),
        pytest.param(60, 40, id="many", marks=[pytest.mark.slow, pytest.mark.timeout(1800)]),
    ],
)
def test_no_coding_of_a_person_is_ever_lost_moved_or_changed(histories: int, steps: int) -> None:
    plan = settings(max_examples=histories, stateful_step_count=steps, deadline=None, suppress_health_check=HEALTH)
    run_state_machine_as_test(Team, settings=plan)
