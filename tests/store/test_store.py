"""One SQLite file: what goes in comes out, what was judged stays, and what holds now is decided by views."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from made_up import ANA, AT, MACHINE, coding, document
from relsynth.coding import Coder, Coding
from relsynth.documents import Document, Span
from relsynth.errors import ProjectError
from relsynth.store import File, Search, SearchList, Store, waiting

BOOK = "b" * 64
BOOK_B = "c" * 64
MACHINE_B = Coder(name="lexicon@ba9876543210.1", kind="machine")
ANOTHER_FAMILY = Coder(name="reader@1", kind="machine")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "relsynth.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as opened:
        for digest in (BOOK, BOOK_B):
            opened.add_codebook(digest, id="small", version="1", source="id: small", at=AT)
        for coder in (ANA, MACHINE, MACHINE_B, ANOTHER_FAMILY):
            opened.add_coder(coder)
        yield opened


@pytest.fixture
def raw(store: Store, path: Path) -> Iterator[sqlite3.Connection]:
    """Another program's connection to the same file, without relsynth's manners."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def add_run(store: Store, of: Document, *codings: Coding, coder: Coder = MACHINE, codebook: str = BOOK) -> None:
    with store.atomic():
        store.add_run(of.version, coder, codings, codebook=codebook, sentences=2, at=AT)


def add(store: Store, *documents: Document) -> None:
    """Add documents, each from a file of its name."""
    for one in documents:
        store.add_document(one, at=AT)
        store.add_file(File(path=f"{one.name}.md", status="read", document=one.id), at=AT)


def codes(store: Store) -> list[tuple[str, str]]:
    return [(found.code, found.coder.name) for found in store.codings()]


# -- the file


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        pytest.param("foreign_keys", 1, id="references-are-checked"),
        pytest.param("journal_mode", "wal", id="write-ahead-log"),
        pytest.param("synchronous", 2, id="every-commit-is-on-the-disk"),
    ],
)
def test_a_file_is_opened_so_that_it_survives(store: Store, pragma: str, value: object) -> None:
    assert store._db.execute(f"PRAGMA {pragma}").fetchone()[0] == value


def test_every_table_keeps_its_types(raw: sqlite3.Connection) -> None:
    tables = {
        name: strict
        for _, name, kind, _, _, strict in raw.execute("PRAGMA table_list")
        if kind == "table" and not name.startswith(("sqlite_", "_"))
    }
    assert {"documents", "versions", "runs", "codings", "searches"} <= tables.keys()
    assert set(tables.values()) == {1}


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        pytest.param("UPDATE documents SET name = NULL", "NOT NULL", id="name-missing"),
        pytest.param(
            f"INSERT INTO runs VALUES (9, 'v1:none', '{MACHINE.name}', '{BOOK}', 1, '')", "FOREIGN KEY", id="no-version"
        ),
        pytest.param(
            f"INSERT INTO runs SELECT 9, id, '{MACHINE.name}', '{BOOK}', 'many', '' FROM versions",
            "cannot store TEXT value in INTEGER",
            id="text-for-a-number",
        ),
        pytest.param(
            f"INSERT INTO runs SELECT 9, id, 'nobody', '{BOOK}', 1, '' FROM versions", "FOREIGN KEY", id="no-coder"
        ),
        pytest.param("INSERT INTO coders VALUES ('x', 'oracle')", "CHECK", id="neither-person-nor-machine"),
        pytest.param("INSERT INTO files VALUES ('p', 'lost', NULL, NULL, NULL, '')", "CHECK", id="unknown-status"),
        pytest.param(
            "INSERT INTO searches (code, codebook, coder, scope, sentences, found, at) "
            f"VALUES ('STA.TRUST', '{BOOK}', 'Ana', '', 0, 0, '')",
            "CHECK",
            id="search-of-nothing",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_by_the_file_itself(store: Store, statement: str, reason: str) -> None:
    add(store, document())
    with pytest.raises(sqlite3.IntegrityError, match=reason):
        store._db.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("UPDATE codings SET code = 'STA.LEGIT'", id="another-code"),
        pytest.param('UPDATE codings SET "end" = "end" + 1', id="another-place"),
        pytest.param("DELETE FROM codings", id="no-codings"),
        pytest.param("REPLACE INTO codings SELECT * FROM codings", id="codings-in-place-of-codings"),
        pytest.param("UPDATE searches SET found = 7", id="more-found"),
        pytest.param("DELETE FROM searches", id="no-searches"),
        pytest.param("UPDATE versions SET text = 'Trust fell.'", id="another-text"),
        pytest.param("DELETE FROM versions", id="no-versions"),
    ],
)
def test_judgements_and_readings_are_never_changed_or_deleted_whoever_asks(
    store: Store, raw: sqlite3.Connection, statement: str
) -> None:
    raw.execute("PRAGMA recursive_triggers = ON")  # else SQLite tells no trigger what REPLACE deletes
    of = document()
    add(store, of)
    store.add_codings([coding(of, coder=ANA)], codebook=BOOK, at=AT)
    store.add_search(Search(code="STA.TRUST", coder="Ana", scope="s", sentences=20, found=1), codebook=BOOK, at=AT)
    with pytest.raises(sqlite3.IntegrityError):
        raw.execute(statement)
    assert codes(store) == [("STA.TRUST", "Ana")]


def cut_short(path: Path, share: float) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(lambda path: path.write_bytes(b"not a database, however long it is " * 99), id="garbage"),
        pytest.param(lambda path: cut_short(path, 0.9), id="the-end-is-gone"),
        pytest.param(lambda path: cut_short(path, 0.5), id="half-is-gone"),
        pytest.param(lambda path: cut_short(path, 0.01), id="all-but-the-beginning-is-gone"),
        pytest.param(lambda path: (path.unlink(), path.mkdir()), id="a-folder-in-its-place"),
    ],
)
def test_a_file_that_is_no_project_is_refused_with_its_path(path: Path, harm: Callable[[Path], object]) -> None:
    with Store.open(path) as store:
        add(store, *(document(name=name) for name in "abcdefgh"))
    harm(path)
    with pytest.raises(ProjectError, match=r"relsynth\.db: cannot be opened as a project .*copy cut short, or read-o"):
        Store.open(path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_file_in_a_read_only_folder_is_not_written(path: Path) -> None:
    Store.open(path).close()
    path.chmod(0o400)
    path.parent.chmod(0o500)
    try:
        with Store.open(path) as store, pytest.raises(ProjectError, match="can only be read"), store.atomic():
            store.add_file(File(path="p", status="unread"), at=AT)
    finally:
        path.parent.chmod(0o700)


def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="cannot be opened"):
        Store.open(tmp_path / "nowhere" / "relsynth.db")


def test_a_full_disk_is_told_and_loses_nothing_that_was_finished(store: Store) -> None:
    add(store, document(name="a"))
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(ProjectError, match=r"cannot be written \(database or disk is full\)"), store.atomic():
        add(store, document("Trust. " * 9_999, name="b"))
    assert [found.name for found in store.documents()] == ["a"]


def test_a_file_that_another_process_keeps_to_itself_is_told(
    store: Store, raw: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "BUSY_MS", 20)
    raw.execute("BEGIN IMMEDIATE")
    with pytest.raises(ProjectError, match=r"cannot be written \(database is locked\)"), store.atomic():
        store.add_file(File(path="p", status="unread"), at=AT)


def test_a_mistake_of_ours_stays_a_mistake(store: Store) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"), store.atomic():
        store._db.execute("SELECT * FROM nowhere")
    assert not store._db.in_transaction


def test_a_step_that_fails_leaves_nothing_behind(store: Store) -> None:
    def stopped() -> None:
        with store.atomic():
            add(store, document())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert list(store.documents()) == []


# -- papers


def test_documents_come_back_whole_and_by_name(store: Store) -> None:
    added = [document("Trust grew. 🚤\nƠ Ngũgĩ.", name=name, citations=(3,)) for name in ("b", "a")]
    add(store, *added)
    assert list(store.documents()) == added[::-1]


def test_the_same_reading_is_added_once(store: Store) -> None:
    add(store, document())
    assert store.add_document(document(), at=AT) is False
    assert len(list(store.documents())) == 1


def test_a_document_is_current_as_long_as_a_file_holds_it(store: Store) -> None:
    old, new = document(name="a"), document("Trust fell.", name="b")
    add(store, old)
    add_run(store, old, coding(old))
    store.add_file(File(path="copy.md", status="read", document=old.id), at=AT)
    store.add_document(new, at=AT)
    store.add_file(File(path="a.md", status="read", document=new.id), at=AT)
    assert list(store.documents()) == [old, new]
    store.forget_file("copy.md")
    assert list(store.documents()) == [new]
    assert codes(store) == []
    store.add_file(File(path="a.md", status="read", document=old.id), at=AT)
    assert list(store.documents()) == [old]
    assert codes(store) == [("STA.TRUST", MACHINE.name)]


def test_what_becomes_of_a_file_is_what_was_seen_last(store: Store) -> None:
    of = document(name="b")
    store.add_document(of, at=AT)
    store.add_file(File(path="b.md", status="unread", reason="not a text"), at=AT)
    store.add_file(File(path="a.csv", status="not_a_paper", reason="not a paper"), at=AT)
    store.add_file(File(path="b.md", status="read", document=of.id, digest="d"), at=AT)
    assert store.files() == (
        File(path="a.csv", status="not_a_paper", reason="not a paper"),
        File(path="b.md", status="read", document=of.id, digest="d"),
    )


def test_a_new_reader_adds_a_version_in_which_people_s_codings_stand_and_the_machine_s_do_not(
    store: Store, raw: sqlite3.Connection
) -> None:
    old, new = document(reader="md/1"), document("Trust grew, they said.\nTies held.", reader="md/2")
    add(store, old)
    add_run(store, old, coding(old))
    store.add_codings([coding(old, "STA.LEGIT", coder=ANA)], codebook=BOOK, at=AT)
    assert store.add_document(new, at=AT)

    assert list(store.documents()) == [new]
    assert store.readings() == {new.id: "md/2"}
    assert codes(store) == [("STA.LEGIT", "Ana")]
    assert store.latest_coders("lexicon") == {}
    assert raw.execute("SELECT version, code FROM codings ORDER BY code").fetchall() == [
        (old.version, "STA.LEGIT"),
        (old.version, "STA.TRUST"),
    ]

    store.add_codings([coding(new, "NET.TIES", coder=ANA)], codebook=BOOK, at=AT)
    assert codes(store) == [("NET.TIES", "Ana"), ("STA.LEGIT", "Ana")]


# -- codings


def test_a_coder_is_known_by_its_very_name(store: Store) -> None:
    assert (store.coder(ANA.name), store.coder(MACHINE.name)) == (ANA, MACHINE)
    assert store.coder(ANA.name.upper()) is None


def test_the_last_run_of_any_machine_holds_beside_every_person_s_codings(store: Store) -> None:
    of = document()
    add(store, of)
    add_run(store, of, coding(of, "STA.TRUST"), coding(of, "NET.TIES"))
    add_run(store, of, coding(of, "STA.LEGIT", coder=MACHINE_B), coder=MACHINE_B, codebook=BOOK_B)
    add_run(store, of, coding(of, "NET.TIES", coder=ANOTHER_FAMILY), coder=ANOTHER_FAMILY)
    store.add_codings([coding(of, "STA.TRUST", coder=ANA)], codebook=BOOK, at=AT)
    assert codes(store) == [("NET.TIES", "reader@1"), ("STA.TRUST", "Ana")]
    assert store.current_coders() == {of.version: "reader@1"}
    assert store.latest_coders("lexicon") == {of.version: MACHINE_B.name}
    assert [one.code for one in store.codings_of("lexicon")] == ["STA.LEGIT"]


def test_going_back_to_a_codebook_brings_its_codings_back(store: Store) -> None:
    of = document()
    add(store, of)
    for coder, code in [(MACHINE, "STA.TRUST"), (MACHINE_B, "STA.LEGIT"), (MACHINE, "STA.TRUST")]:
        add_run(store, of, coding(of, code, coder=coder), coder=coder)
    assert codes(store) == [("STA.TRUST", MACHINE.name)]


def test_a_run_that_finds_nothing_holds_too(store: Store) -> None:
    of = document()
    add(store, of)
    add_run(store, of, coding(of))
    add_run(store, of, coder=MACHINE_B)
    assert codes(store) == []
    assert store.latest_coders("lexicon") == {of.version: MACHINE_B.name}


def test_codings_come_in_the_order_of_the_text(store: Store) -> None:
    of = document()
    add(store, of)
    places = [(6, 9), (0, 5), (0, 11)]
    add_run(store, of, *(coding(of, start=start, end=end) for start, end in places))
    assert [(found.span.start, found.span.end) for found in store.codings()] == sorted(places)


# -- searches


def test_searches_are_told_of_the_codebook_they_were_made_with(store: Store) -> None:
    searches = [Search(code=code, coder="Ana", scope="s", sentences=20, found=0) for code in ("STA.TRUST", "NET.TIES")]
    for search, digest in zip(searches, (BOOK, BOOK_B), strict=True):
        store.add_search(search, codebook=digest, at=AT)
    assert store.searches(codebook=BOOK) == (searches[0],)
    assert store.searches(codebook=BOOK_B) == (searches[1],)
    assert store.searches(codebook="d" * 64) == ()


def test_the_list_to_search_is_the_one_last_shown_with_the_codebook(store: Store) -> None:
    of = document()
    first, second = (
        SearchList(code="STA.TRUST", scope=scope, places=(Span(version=of.version, start=start, end=9),) * 2)
        for scope, start in (("s", 0), ("t", 4))
    )
    for shown in (first, second):
        store.add_list(shown, codebook=BOOK, at=AT)
    assert store.last_list("STA.TRUST", codebook=BOOK) == second
    assert store.last_list("STA.TRUST", codebook=BOOK_B) is None
    assert store.last_list("NET.TIES", codebook=BOOK) is None


# -- two at once

WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from made_up import AT, document
from relsynth.store import File, Store

sys.stdin.readline()
with Store.open(Path(sys.argv[1])) as store:
    for number in range(40):
        with store.atomic():
            of = document(name=f"{sys.argv[2]}{number}")
            store.add_document(of, at=AT)
            both = document(name=f"shared{number}")
            store.add_document(both, at=AT)
            for one in (of, both):
                store.add_file(File(path=one.name, status="read", document=one.id), at=AT)
"""


def test_two_processes_that_write_at_once_lose_nothing(path: Path) -> None:
    Store.open(path).close()
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, path, name, Path(__file__).parents[1]],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in "ab"
    ]
    for writer in writers:
        assert writer.stdin
        writer.stdin.write("go\n")
        writer.stdin.flush()
    told = [writer.communicate()[1] for writer in writers]
    assert [(writer.returncode, text) for writer, text in zip(writers, told, strict=True)] == [(0, ""), (0, "")]
    with Store.open(path) as store:
        assert len(store.files()) == 120
        assert len(list(store.documents())) == 120


@pytest.mark.slow
def test_two_processes_may_make_the_same_file(path: Path) -> None:
    opening = "import sys; from pathlib import Path; from relsynth.store import Store\nStore.open(Path(sys.argv[1]))"
    openers = [subprocess.Popen([sys.executable, "-c", opening, path], stderr=subprocess.PIPE) for _ in range(4)]
    told = [opener.communicate()[1].decode() for opener in openers]
    assert [opener.returncode for opener in openers] == [0] * 4, "\n".join(told)
    with Store.open(path) as store:
        assert store.files() == ()
