"""What is given away holds every quote and figure, and no paper that may not be shared."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_up import coded_project
from relsynth.store import Store
from relsynth.store.sharing import masked, short_paths


@given(st.text(max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_a_masked_text_has_its_length_its_quotes_and_its_words(text: str, start: int, end: int) -> None:
    hidden = masked(text, [(start, end)])
    assert len(hidden) == len(text)
    assert hidden[start:end] == text[start:end]
    assert len(re.findall(r"\w+", hidden)) == len(re.findall(r"\w+", text))


@pytest.mark.parametrize(
    ("text", "keep", "hidden"),
    [
        ("Trust grew. 12 ties held.", [(0, 11)], "Trust grew. 00 xxxx xxxx."),
        ("Ngũgĩ, 🚤 2020", [], "xxxxx, 🚤 0000"),
        ("one two", [(0, 3), (2, 5)], "one txx"),
    ],
)
def test_letters_and_digits_that_nobody_quotes_are_hidden(text: str, keep: list[tuple[int, int]], hidden: str) -> None:
    assert masked(text, keep) == hidden


def test_paths_lose_their_folders_and_stay_apart() -> None:
    found = short_paths(["/papers/ana/a.pdf", "/papers/ben/a.pdf", "C:\\papers\\b.pdf"])
    assert sorted(found.values()) == ["papers/2-a.pdf", "papers/a.pdf", "papers/b.pdf"]


def test_a_shared_file_holds_quotes_and_no_other_word(tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with coded_project(tmp_path, 1, 2) as project:
        readable = next(iter(project.store.documents())).id
        quotes = sorted(one.span.start for one in project.codings())
        rests_on = project.store.outputs.rests_on()
        assert project.store.outputs.share(copy, readable=[readable], moved={}, without_cells=[]) == 1
        assert project.store.searching.passages("painted green")  # ours is as it was
    content = copy.read_bytes()
    assert content.count(b"painted green") == 1  # of the one that may be shared, once
    assert str(tmp_path).encode() not in content
    with Store.open(copy) as store:
        assert sorted(one.span.start for one in store.codings()) == quotes
        assert store.outputs.rests_on() == rests_on
        texts = [document.text for document in store.documents()]
        assert all("Trust between the drivers and the clinic" in text for text in texts)
        assert sum("painted green" in text for text in texts) == 1
        assert len(store.searching.passages("painted green")) == 1
        with store.atomic(), pytest.raises(sqlite3.IntegrityError):
            store._db.execute("UPDATE versions SET text = ''")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
