"""Papers and people by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from made_up import AT, document, write_project
from relsynth.documents import document_id
from relsynth.errors import InputError
from relsynth.project import Project, open_project
from relsynth.store import File
from relsynth.workflow.papers import paper_named, person_named

NAMES = ("van", "van-hill", "van-sea", "Ngũgĩ 🚤", "twin", "twin")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with open_project(write_project(tmp_path)) as opened:
        for number, name in enumerate(NAMES):
            of = replace(document(name=name), id=document_id(f"{number}".encode()))
            opened.store.add_document(of, at=AT)
            opened.store.add_file(File(path=f"{number}.md", status="read", document=of.id), at=AT)
        yield opened


def paper_id(number: int) -> str:
    return document_id(f"{number}".encode())


@pytest.mark.parametrize(
    ("name", "number"),
    [
        pytest.param("van", 0, id="whole-though-others-begin-so"),
        pytest.param("van-h", 1, id="its-beginning"),
        pytest.param("Ngũ", 3, id="any-letters"),
        pytest.param(paper_id(5), 5, id="its-id"),
        pytest.param(paper_id(4)[:9], 4, id="the-beginning-of-its-id"),
    ],
)
def test_a_paper_is_known_by_its_name_or_what_it_alone_begins_with(project: Project, name: str, number: int) -> None:
    assert paper_named(project, name) == paper_id(number)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("raft", "no paper is called 'raft'; `relsynth papers` lists them", id="none"),
        pytest.param("", "no paper is called ''", id="no-name"),
        pytest.param(
            "van-", r"2 papers .* 'van-', or begin so: van-hill \(d1:\w+\), van-sea \(d1:\w+\); give", id="two"
        ),
        pytest.param(
            "twin", r"2 papers are called 'twin'.*: twin \(d1:\w+\), twin \(d1:\w+\); give .* its id", id="twins"
        ),
    ],
)
def test_a_name_of_none_or_several_is_told_with_those_it_may_be(project: Project, name: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        paper_named(project, name)


def test_a_person_has_a_name_and_is_no_machine() -> None:
    assert person_named(" Ana ") == "Ana"
    for nobody in ("", "  "):
        with pytest.raises(InputError, match="--coder is empty"):
            person_named(nobody)
    with pytest.raises(InputError, match="'lexicon@0' is no person's name"):
        person_named("lexicon@0")
