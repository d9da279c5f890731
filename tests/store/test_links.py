"""What was judged is linked as it is written, whoever writes it, and every change of it afterwards is told."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from made_up import ANA, AT, MACHINE, coding, document
from relsynth.screening.decisions import Decision
from relsynth.store import File, Search, Store
from relsynth.store.links import CHAINED, Links, content


def decision(number: int, coder: str = "Ana") -> Decision:
    return Decision(
        record=f"r1:{number}",
        stage="title_abstract",
        verdict="include",
        coder=coder,
        criterion=None,
        drawn="ranked",
        note="seen",
        at=AT,
    )


def written(path: Path) -> None:
    """A file with decisions, codings by a machine and a person, a settlement, an undone act and a search."""
    with Store.open(path) as store:
        with store.atomic():
            store.screening.add(decision(number) for number in range(3))
        of = document()
        with store.atomic():
            store.add_codebook("b", id="small", version="1", source="", at=AT)
            store.add_document(of, at=AT)
            store.add_file(File(path="a.md", status="read", document=of.id), at=AT)
            store.add_coder(MACHINE)
            store.add_run(
                of.version, MACHINE, [coding(of), coding(of, start=6, end=10)], codebook="b", sentences=2, at=AT
            )
        with store.atomic():
            store.add_coder(ANA)
            store.add_codings([coding(of, coder=ANA)], codebook="b", at=AT)
            store.add_search(
                Search(code="STA.TRUST", coder="Ana", scope="all", sentences=3, found=1), codebook="b", at=AT
            )
        with store.atomic():
            store.acts.withdraw_last("Ana", at=AT)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    written(tmp_path / "relsynth.db")
    return tmp_path / "relsynth.db"


def by_another_program(path: Path, *statements: str) -> None:
    """What somebody does who drops every trigger first."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            connection.execute(statement)


def told(path: Path) -> list[tuple[str, str | None, str | None]]:
    with Store.open(path) as store:
        return [(fault.kind, fault.table, fault.key) for fault in store.links.verified().faults]


def test_everything_that_was_judged_is_linked_once(path: Path) -> None:
    with Store.open(path) as store:
        found = [(link.table, link.key, link.origin) for link, _ in store.links.all()]
        assert store.links.verified().faults == ()
    assert found == [
        *(("decisions", str(number), "written") for number in (1, 2, 3)),
        ("runs", "1", "written"),
        ("codings", "3", "written"),
        ("searches", "1", "written"),
        ("withdrawals", "3", "written"),
    ]


def test_every_column_of_what_is_linked_is_told(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for table, (_, columns) in CHAINED.items():
            held = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
            assert held == {name.strip().strip('"') for name in columns.split(",")}, table


DELETED = "DELETE FROM decisions WHERE id = 2"


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        pytest.param(["UPDATE decisions SET note = '' WHERE id = 2"], [("changed", "decisions", "2")], id="changed"),
        pytest.param(["UPDATE decisions SET coder = 'Ben' WHERE id = 1"], [("changed", "decisions", "1")], id="whose"),
        pytest.param([DELETED], [("removed", "decisions", "2")], id="removed"),
        pytest.param(
            [DELETED, "DELETE FROM links WHERE number = 2"], [("missing", None, None)], id="removed-with-its-link"
        ),
        pytest.param(
            ["INSERT INTO decisions (record, stage, verdict, coder, drawn, at) "
             "VALUES ('r1:9', 'title_abstract', 'exclude', 'Ana', 'chosen', 'then')"],
            [("inserted", "decisions", "4")],
            id="inserted",
        ),
        pytest.param(
            ["UPDATE decisions SET id = 9 WHERE id = 1", "UPDATE decisions SET id = 1 WHERE id = 2",
             "UPDATE decisions SET id = 2 WHERE id = 9"],
            [("changed", "decisions", "1"), ("changed", "decisions", "2")],
            id="reordered",
        ),
        pytest.param(
            ["UPDATE links SET number = 9 WHERE number = 1", "UPDATE links SET number = 1 WHERE number = 2",
             "UPDATE links SET number = 2 WHERE number = 9"],
            [("broken", "decisions", "2"), ("broken", "decisions", "1"), ("broken", "decisions", "3")],
            id="links-reordered",
        ),
        pytest.param(["UPDATE codings SET code = '' WHERE id = 1"], [("changed", "runs", "1")], id="a-machine-s"),
        pytest.param(["DELETE FROM codings WHERE id = 2"], [("changed", "runs", "1")], id="a-machine-s-removed"),
        pytest.param(["UPDATE codings SET start = 1 WHERE id = 3"], [("changed", "codings", "3")], id="a-person-s"),
        pytest.param(["INSERT INTO settlements VALUES (3, 1)"], [("changed", "codings", "3")], id="a-settlement"),
        pytest.param(["DELETE FROM withdrawals"], [("removed", "withdrawals", "3")], id="an-undo"),
        pytest.param(["UPDATE searches SET found = 9"], [("changed", "searches", "1")], id="a-search"),
        pytest.param(["UPDATE links SET origin = 'found' WHERE number = 3"], [("broken", "decisions", "3")], id="how"),
    ],
)  # fmt: skip
def test_tampering_is_told(
    path: Path, statements: list[str], expected: list[tuple[str, str | None, str | None]]
) -> None:
    by_another_program(
        path, "PRAGMA foreign_keys = OFF", "INSERT OR IGNORE INTO coders VALUES ('Ben', 'person')", *statements
    )
    assert told(path) == expected


def test_what_another_program_writes_by_the_rules_is_linked_later_and_told_as_such(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(
            "INSERT INTO decisions (record, stage, verdict, coder, drawn, at) "
            "VALUES ('r1:9', 'title_abstract', 'exclude', 'Ana', 'chosen', 'then')"
        )
    assert told(path) == [("unlinked", "decisions", "4")]
    with Store.open(path) as store:
        with store.atomic():
            store.screening.add([decision(10)])
        assert [link.origin for link, _ in store.links.all()][-2:] == ["found", "written"]
        gone_through = store.links.verified()
        assert (gone_through.faults, gone_through.found) == ((), 1)


def test_what_was_rolled_back_is_in_no_link(path: Path) -> None:
    def fail(store: Store) -> None:
        with store.atomic():
            store.screening.add([decision(10)])
            raise KeyError

    with Store.open(path) as store:
        before = store.links.head()
        with pytest.raises(KeyError):
            fail(store)
        assert store.links.head() == before
        assert store.links.verified().faults == ()


def test_two_who_write_in_turn_make_one_chain(path: Path) -> None:
    with Store.open(path) as one, Store.open(path) as other:
        for number in range(10, 16):
            with (one, other)[number % 2].atomic():
                (one, other)[number % 2].screening.add([decision(number, "Ben")])
        assert one.links.head() == other.links.head()
        assert one.links.verified().faults == ()


COLUMNS = ("record", "stage", "verdict", "coder", "drawn", "note", "tags", "at")


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], sqlite3.Connection]:
    """Gives a copy in memory of a file without triggers."""
    path = tmp_path_factory.mktemp("held") / "relsynth.db"
    written(path)
    by_another_program(path, "PRAGMA ignore_check_constraints = ON")

    def copy() -> sqlite3.Connection:
        connection = sqlite3.connect(":memory:", isolation_level=None)
        connection.row_factory = sqlite3.Row
        with closing(sqlite3.connect(path)) as source:
            source.backup(connection)
        connection.execute("PRAGMA ignore_check_constraints = ON")
        return connection

    return copy


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 3), st.sampled_from(COLUMNS), st.data())
def test_any_single_changed_byte_of_a_row_is_told(
    held: Callable[[], sqlite3.Connection], row: int, column: str, data: st.DataObject
) -> None:
    with closing(held()) as connection:
        (text,) = connection.execute(f"SELECT {column} FROM decisions WHERE id = ?", (row,)).fetchone()
        at = data.draw(st.integers(0, len(text) - 1))
        sign = data.draw(st.characters(min_codepoint=32, max_codepoint=126).filter(lambda one: one != text[at]))
        connection.execute(f"UPDATE decisions SET {column} = ? WHERE id = ?", (text[:at] + sign + text[at + 1 :], row))
        (fault,) = Links(connection).verified().faults
        assert (fault.kind, fault.table, fault.key) == ("changed", "decisions", str(row))


def test_a_row_of_no_table_that_is_linked_says_nothing(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert content(connection, "coders", "Ana") is None
