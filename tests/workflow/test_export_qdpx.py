"""A project written as REFI-QDA, and opened again from it: nothing that people said is another."""

from __future__ import annotations

import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_up import ANA, AT, coded_project, write_papers, write_project
from made_up_refi import assert_valid
from relsynth import workflow
from relsynth.coding import Coder, Coding
from relsynth.documents import Span
from relsynth.errors import InputError
from relsynth.project import Project, open_project
from relsynth.store.memos import Memo
from relsynth.workflow.export_qdpx import export_qdpx
from relsynth.workflow.import_qdpx import import_qdpx
from relsynth.workflow.open_qdpx import open_qdpx
from relsynth.workflow.people import keep

LATER = "2026-02-02T00:00:00+00:00"
BEN = Coder(name="Bén", kind="person")
STRANGE = "# Vans 😀\n\n## Results\n\nTrust between cafe\u0301s 😀 grew. שלום, and ties held.\n\nThe van was green.\n"


def said(project: Project) -> list[tuple[object, ...]]:
    """All that people said in codings, less the store's numbers: words, code, coder, facets and the rest."""
    texts = {one.version: one for one in project.store.documents()}
    return sorted(
        (texts[c.span.version].text, c.span.start, c.span.end, c.code, c.coder.name, c.facets, str(c.reason), c.verdict)
        for c in project.codings()
        if c.coder.kind == "person"
    )


def noted(project: Project) -> list[tuple[object, ...]]:
    """All that people noted, and what on."""
    codings = {one.number: (one.span.start, one.code, one.coder.name) for one in project.codings()}
    names = project.store.papers.names()
    return sorted(
        (
            m.about,
            names.get(m.document or "", ""),
            str(m.code),
            str(codings.get(m.coding)),
            m.text,
            m.coder,
            m.at,
            m.to_adjudicator,
        )
        for m in project.store.memos.current()
    )


@st.composite
def steps(
    draw: st.DrawFn,
) -> list[tuple[Coder, float, float, str, str, tuple[tuple[str, tuple[str, ...]], ...], str | None]]:
    """What coders do: who, where (as shares of a text), which code, whether it is a rejection, facets, reason."""
    share = st.floats(0, 1)
    facets = st.sampled_from([(), (("assertion", ("affirmed",)), ("role", ("goal", "barrier; or: not")))])
    step = st.tuples(
        st.sampled_from([ANA, BEN]),
        share,
        share,
        st.sampled_from(["STA.TRUST", "NET.TIES"]),
        st.sampled_from(["code", "code", "reject"]),
        facets,
        st.sampled_from([None, "accepts STA.TRUST"]),
    )
    return draw(st.lists(step, max_size=6))


@settings(max_examples=6, deadline=None)
@given(steps(), st.booleans())
def test_what_people_said_and_noted_is_the_same_in_the_project_that_is_opened_again(
    done: list[tuple[Coder, float, float, str, str, tuple[tuple[str, tuple[str, ...]], ...], str | None]],
    to_adjudicator: bool,
) -> None:
    with TemporaryDirectory() as folder:
        home = Path(folder)
        papers = write_papers(home / "papers", 1)
        (papers / "strange.md").write_text(STRANGE, encoding="utf-8")
        with open_project(write_project(home / "review")) as project:
            workflow.add_documents(project, [papers], at=AT)
            documents = list(project.store.documents())
            last: dict[tuple[object, ...], Coding] = {}
            for number, (coder, first, second, code, verdict, facets, reason) in enumerate(done):
                document = documents[number % 2]
                start, end = sorted(int(share * len(document.text)) for share in (first, second))
                if document.text[start:end].strip():
                    coding = Coding(
                        span=Span(version=document.version, start=start, end=end), code=code, coder=coder,
                        facets=facets, reason=reason, verdict=verdict,  # type: ignore[arg-type]
                    )  # fmt: skip
                    last.setdefault((coder, coding.span, code), coding)
            for coding in last.values():
                number = keep(project, coding.coder, [coding], at=AT, note="Look here.")
                assert number is not None
            with project.store.atomic():
                project.store.add_coder(ANA)
                for about in ({"about": "project"}, {"about": "document", "document": documents[0].id}):
                    project.store.memos.add(
                        Memo(text="Mind\nthis 😀.", coder="Ana", at=AT, to_adjudicator=to_adjudicator, **about)  # type: ignore[arg-type]
                    )
            export_qdpx(project, home / "a.qdpx")
            with zipfile.ZipFile(home / "a.qdpx") as archive:
                assert archive.testzip() is None
            made = open_qdpx(home / "a.qdpx", home / "again", at=LATER)
            with open_project(home / "again") as again:
                assert said(again) == said(project)
                assert noted(again) == noted(project)
                assert made.brought.codings == len(last)
                assert {c.id for c in again.codebook.codes} == {c.id for c in project.codebook.codes}
                same = import_qdpx(again, home / "a.qdpx", at=LATER).brought
                assert (same.codings, same.already, same.memos, same.documents) == (0, len(last), 0, 0)


def test_an_export_is_valid_and_says_what_is_left_out(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1, 2) as project:
        (document, *_) = project.store.documents()
        place = Span(version=document.version, start=0, end=5)
        keep(
            project,
            ANA,
            [
                Coding(span=place, code="STA.TRUST", coder=ANA),
                Coding(span=place, code="NET.TIES", coder=ANA, verdict="reject"),
            ],
            at=AT,
        )
        made = export_qdpx(project, tmp_path / "a.qdpx", proposals=True)
        export_qdpx(project, tmp_path / "b.qdpx", proposals=True)
        alone = export_qdpx(project, tmp_path / "c.qdpx")
    assert (tmp_path / "a.qdpx").read_bytes() == (tmp_path / "b.qdpx").read_bytes()
    assert (made.codings, made.rejections, made.proposals, alone.proposals) == (1, 1, 4, 0)
    assert (len(made.coders), alone.coders) == (2, ("Ana",))
    assert [(loss.what, loss.count) for loss in made.losses] == [
        ("codes with cues", 3),
        ("definitions of facets", 3),
        ("sources", 1),
    ]
    with zipfile.ZipFile(tmp_path / "a.qdpx") as archive:
        assert_valid(archive.read("project.qde"), "Project.xsd")


def test_what_a_machine_proposed_is_not_brought_in_as_somebodys_word(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        export_qdpx(project, tmp_path / "a.qdpx", proposals=True)
    made = open_qdpx(tmp_path / "a.qdpx", tmp_path / "again", at=LATER).brought
    assert (made.codings, made.coders) == (0, ())
    assert {loss.what: loss.count for loss in made.losses} == {"codings of a machine": 2}


def test_what_an_adjudicator_settled_is_settled_in_the_project_that_is_opened(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        (document,) = project.store.documents()
        place = Span(version=document.version, start=0, end=5)
        number = keep(project, ANA, [Coding(span=place, code="STA.TRUST", coder=ANA)], at=AT)
        assert number is not None
        settled = Coding(span=place, code="NET.TIES", coder=BEN, reason="settles Ana and Ana", settles=(number,))
        keep(project, BEN, [settled], at=AT)
        export_qdpx(project, tmp_path / "a.qdpx")
    open_qdpx(tmp_path / "a.qdpx", tmp_path / "again", at=LATER)
    with open_project(tmp_path / "again") as again:
        numbers = {one.coder.name: (one.number, one.settles) for one in again.codings()}
    assert numbers["Bén"][1] == (numbers["Ana"][0],)


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project, pytest.raises(InputError, match="cannot be written"):
        export_qdpx(project, tmp_path / "none" / "a.qdpx")
