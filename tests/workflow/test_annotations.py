"""Annotations of other tools become codings and memos, each once, or are listed with the reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import made_up
from relsynth import workflow
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.workflow.annotations import ImportedAnnotations, import_annotations

QUOTE = "Trust between the drivers and the clinic grew in year 1."
TIES = "Ties among the 1 villages were loose at first."


@pytest.fixture
def project(tmp_path: Path) -> Any:
    with made_up.coded_project(tmp_path, 1, 2) as opened:
        yield opened


def tagged(*codes: str, exact: str | None = QUOTE, source: str = "van-001.md", **others: Any) -> dict[str, Any]:
    selector = {"type": "TextQuoteSelector", "exact": exact} if exact else None
    bodies = [{"purpose": "tagging", "value": code} for code in codes]
    return {
        "id": "urn:1",
        "creator": {"type": "Person", "name": "Cleo"},
        "body": bodies,
        "target": {"source": source, "selector": selector},
    } | others


def take(project: Project, *items: Any, coder: str | None = None) -> ImportedAnnotations:
    path = project.path / "in.jsonld"
    path.write_text(json.dumps(items), encoding="utf-8")
    return import_annotations(project, path, at=made_up.AT, coder=coder)


def people(project: Project) -> list[tuple[str, str, str]]:
    texts = {document.version: document for document in project.store.documents()}
    return [
        (one.coder.name, one.code, texts[one.span.version].quote(one.span.start, one.span.end))
        for one in project.codings()
        if one.coder.kind == "person"
    ]


def test_tags_become_codings_and_comments_memos(project: Project) -> None:
    note = {"purpose": "commenting", "value": "Early on."}
    facet = {"purpose": "classifying", "relsynth:facet": "role", "relsynth:value": "barrier"}
    one = tagged("STA.TRUST", "net.ties")
    one["body"] += [note, facet]
    done = take(project, one)
    assert str(done) == "in.jsonld: 1 annotation: 2 codings and 1 memo added by Cleo, 0 there already"
    assert people(project) == [("Cleo", "NET.TIES", QUOTE), ("Cleo", "STA.TRUST", QUOTE)]
    (memo,) = project.store.memos.current()
    codings = {one.number: one for one in project.codings() if one.coder.kind == "person"}
    assert (memo.text, codings[memo.coding or 0].code, memo.coder) == ("Early on.", "STA.TRUST", "Cleo")
    assert [one.facet("role") for one in codings.values()] == [("barrier",), ("barrier",)]
    assert all(one.facet("assertion") for one in codings.values())
    assert all(one.reason is None for one in codings.values())


def test_nothing_is_added_twice(project: Project) -> None:
    one = tagged("STA.TRUST")
    one["body"].append({"purpose": "commenting", "value": "Early on."})
    assert take(project, one, one).codings == 1
    again = take(project, one)
    assert (again.codings, again.memos, again.already) == (0, 0, 1)


def test_what_a_person_changed_since_is_not_said_anew(project: Project) -> None:
    take(project, tagged("STA.TRUST"))
    (number,) = [one.number for one in project.codings() if one.coder.kind == "person"]
    workflow.change_coding(project, number or 0, facets={"assertion": ["planned"]}, coder="Cleo", at=made_up.AT)
    assert take(project, tagged("STA.TRUST")).already == 1
    last = [one for one in project.codings() if one.coder.kind == "person"][-1]
    assert last.facet("assertion") == ("planned",)


def test_a_comment_without_a_tag_is_a_memo_on_the_paper(project: Project) -> None:
    note = {"purpose": "commenting", "value": "A good one."}
    done = take(project, tagged(body=[note]), tagged(exact=None, body=note))
    assert (done.codings, done.memos) == (0, 2)
    memos = project.store.memos.current(about="document")
    assert [memo.text for memo in memos] == [f"“{QUOTE}”: A good one.", "A good one."]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("van-001", id="stem"),
        pytest.param("VAN-001.MD", id="capitals"),
        pytest.param("https://example.org/papers/van-001.html?x=1", id="address"),
        pytest.param("Van number 1 on the hill road", id="title"),
    ],
)
def test_a_paper_by_whatever_it_is_called(project: Project, source: str) -> None:
    assert take(project, tagged("STA.TRUST", source=source)).codings == 1


@pytest.mark.parametrize(
    ("one", "problem"),
    [
        pytest.param(tagged("NET.NONE"), "the codebook has no code 'NET.NONE'", id="code"),
        pytest.param(tagged("NET.TIES", source="van-9"), "no paper here is called 'van-9'", id="paper"),
        pytest.param(tagged("NET.TIES", exact="the"), "stands there", id="words-often"),
        pytest.param(tagged("NET.TIES", exact="Never said."), "does not stand there", id="words-nowhere"),
        pytest.param(tagged("NET.TIES", exact=None), "selects no words", id="no-words"),
        pytest.param(tagged(), "tags nothing", id="nothing"),
        pytest.param(tagged("NET.TIES", creator=None), "say whose it is with --coder", id="nobody"),
        pytest.param(tagged("NET.TIES", creator="lexicon"), "is the name of a machine", id="machine's-name"),
        pytest.param(
            tagged("NET.TIES", body=[{"value": "NET.TIES", "purpose": "tagging"},
                                     {"relsynth:facet": "role", "relsynth:value": "boss"}]),
            "role has no value 'boss'",
            id="facet",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_listed_and_the_rest_is_taken(
    project: Project, one: dict[str, Any], problem: str
) -> None:
    done = take(project, one, tagged("STA.TRUST"))
    assert [said.number for said in done.problems] == [1]
    assert problem in done.problems[0].problem
    assert people(project) == [("Cleo", "STA.TRUST", QUOTE)]


def test_machines_are_left_out(project: Project) -> None:
    done = take(project, tagged("STA.TRUST", creator={"type": "Software", "name": "Cleo"}))
    assert (done.machines, done.codings, people(project)) == (1, 0, [])


def test_whose_they_are_may_be_said_but_for_those_of_others_who_are_known(project: Project) -> None:
    assert take(project, tagged("STA.TRUST", creator="acct:c@example.org"), coder="Dana").people == ("Dana",)
    done = take(project, tagged("NET.TIES", creator="Dana"), tagged("NET.TIES", creator=None), coder="Eve")
    assert "is Dana's, not Eve's" in done.problems[0].problem
    assert done.people == ("Eve",)


def test_all_that_is_exported_is_there_already_when_it_comes_back(project: Project) -> None:
    take(project, tagged("STA.TRUST", exact="Trust"), tagged("NET.TIES", exact=TIES, creator="Dana"))
    out = project.path / "out.jsonld"
    workflow.write_codings(project, out)
    done = import_annotations(project, out, at=made_up.AT)
    assert (done.codings, done.already, done.problems, done.people) == (0, 2, (), ("Cleo", "Dana"))
    assert done.machines == done.annotations - 2


def test_all_that_is_exported_comes_into_another_project_of_the_same_papers(project: Project, tmp_path: Path) -> None:
    take(project, tagged("STA.TRUST", exact="Trust"), tagged("NET.TIES", exact=TIES))
    out = tmp_path / "out.jsonld"
    workflow.write_codings(project, out)
    with made_up.coded_project(tmp_path / "other", 1, 2) as other:
        assert import_annotations(other, out, at=made_up.AT).codings == 2
        assert people(other) == people(project)


def test_a_file_that_is_none_is_refused_with_its_name(project: Project) -> None:
    path = project.path / "x.jsonld"
    with pytest.raises(InputError, match=r"x\.jsonld: cannot be read"):
        import_annotations(project, path, at=made_up.AT)
    path.write_text("{}")
    with pytest.raises(InputError, match=r"x\.jsonld: holds no annotation"):
        import_annotations(project, path, at=made_up.AT)
