"""Characteristics of studies: found once, with the words that say it; a person's word stands before the machine's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest

from made_up import AT, SPANISH, paper, write_project
from relsynth import workflow
from relsynth.characteristics import FIELDS
from relsynth.errors import CodebookError, InputError
from relsynth.project import Project, open_project
from relsynth.store.characteristics import CharacteristicJudgement
from relsynth.workflow.characteristics import (
    Said,
    find_characteristics,
    set_characteristic,
    show_characteristics,
    unset_characteristic,
)

T = TypeVar("T")
KENYA = paper(1).replace("# Van number 1 on the hill road", "# A case study of vans in rural Kenya")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Two papers that are not coded: of one the machine knows the country, of the other nothing much."""
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "kenya.md").write_text(KENYA, encoding="utf-8")
    (tmp_path / "papers" / "van.md").write_text(paper(2), encoding="utf-8")
    with open_project(write_project(tmp_path / "review")) as opened:
        workflow.add_documents(opened, [tmp_path / "papers"], at=AT)
        yield opened


def known(project: Project, name: str = "kenya", field: str = "country") -> list[tuple[str | None, str, bool]]:
    (portrait,) = show_characteristics(project, name, at=AT)
    return [(said.value, said.by, said.holds) for said in portrait.characteristics if said.field == field]


def put(project: Project, *values: str, field: str = "country", **others: Any) -> None:
    set_characteristic(project, "kenya", field, values, **({"coder": "Ana", "at": AT} | others))


def row(project: Project, name: str = "kenya") -> dict[str, Any]:
    table = workflow.tabulate(project, "characteristics")
    rows = [dict(zip(table.columns, cells, strict=True)) for cells in table.rows]
    return next(row for row in rows if row["documents"] == name)


def test_what_the_machine_finds_has_the_words_that_say_it_and_their_section(project: Project) -> None:
    (portrait,) = show_characteristics(project, "kenya", at=AT)
    (said,) = [one for one in portrait.characteristics if one.field == "country"]
    assert (said.value, said.by, said.quote, said.section) == ("Kenya", "machine", "Kenya", "title")
    assert said.confidence is not None
    assert 0 < said.confidence <= 1
    assert [one.field for one in portrait.characteristics] == sorted(
        (one.field for one in portrait.characteristics), key=FIELDS.index
    )
    assert str(portrait).splitlines()[0] == f"kenya  {portrait.citation}"
    assert f'  country: Kenya  (machine {said.confidence:.2f})  "Kenya" [title]' in str(portrait)


def test_all_papers_in_scope_are_shown_and_each_is_looked_at_once(project: Project, tmp_path: Path) -> None:
    (tmp_path / "papers" / "es.md").write_text(SPANISH, encoding="utf-8")
    workflow.add_documents(project, [tmp_path / "papers"], at=AT)
    assert [one.paper for one in show_characteristics(project, at=AT)] == ["kenya", "van"]
    assert find_characteristics(project, at=AT) == 0
    assert project.store._db.execute("SELECT count(*) FROM extractions").fetchone()[0] == 2
    with pytest.raises(InputError, match=r"es is left out of every n \(not English \(es\)\)"):
        show_characteristics(project, "es", at=AT)


def test_looking_goes_on_where_it_was_stopped(project: Project) -> None:
    def stop_after_one(items: Sequence[T], what: str) -> Iterator[T]:
        assert what == "Finding characteristics"
        yield from items[:1]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        find_characteristics(project, at=AT, track=stop_after_one)
    assert find_characteristics(project, at=AT) == 1


def test_other_instruments_in_the_codebook_are_looked_for_anew(project: Project) -> None:
    find_characteristics(project, at=AT)
    source = project.codebook_path.read_text(encoding="utf-8")
    more = '"instruments": {"VAN": {"name": "Van Scale", "patterns": ["van scale"]}}, "codes"'
    project.codebook_path.write_text(source.replace('"codes"', more), encoding="utf-8")
    assert find_characteristics(Project(project.path, project.config, project.store), at=AT) == 2


def test_a_pattern_that_cannot_be_compiled_is_told_with_the_codebook(project: Project) -> None:
    source = project.codebook_path.read_text(encoding="utf-8")
    more = '"instruments": {"VAN": {"name": "Van Scale", "patterns": ["van (("]}}, "codes"'
    project.codebook_path.write_text(source.replace('"codes"', more), encoding="utf-8")
    with pytest.raises(CodebookError, match=r"codebook\.yaml: 1 problem"):
        find_characteristics(Project(project.path, project.config, project.store), at=AT)


def test_a_person_s_word_stands_before_the_machine_s_until_it_is_taken_back(project: Project) -> None:
    put(project, "Uganda", " côte  d'Ivoire ")
    assert known(project) == [
        ("Uganda", "Ana", True),
        ("Côte d'Ivoire", "Ana", True),
        ("Kenya", "machine", False),
    ]
    told = unset_characteristic(project, "kenya", "country", coder="Ben", at=AT)
    assert [(one.value, one.holds) for one in told.characteristics] == [("Kenya", True)]
    assert known(project) == [("Kenya", "machine", True)]


def test_a_person_may_say_that_there_is_none(project: Project) -> None:
    put(project, "none")
    assert known(project) == [(None, "Ana", True), ("Kenya", "machine", False)]
    told = str(show_characteristics(project, "kenya", at=AT)[0])
    assert "  country: none  (Ana)\n" in told
    assert "; overruled)" in told


def test_a_person_s_word_holds_in_a_new_reading_and_after_a_correction_of_sections(project: Project) -> None:
    put(project, "Uganda", quote="no clinic  of their own")
    (of,) = [d for d in project.store.documents() if d.name == "kenya"]
    project.store.add_document(replace(of, reader="markdown/99"), at=AT)
    workflow.set_section(project, "kenya", 2, "aims", coder="Ana", at=AT)
    (portrait,) = show_characteristics(project, "kenya", at=AT)
    (said,) = [one for one in portrait.characteristics if (one.by, one.field) == ("Ana", "country")]
    assert (said.value, said.quote, said.confidence) == ("Uganda", "no clinic of their own", None)
    assert said.section is not None


def test_a_quote_whose_words_are_gone_is_shown_as_it_stood(project: Project) -> None:
    put(project, "Uganda", quote="no clinic of their own")
    (of,) = [d for d in project.store.documents() if d.name == "kenya"]
    project.store.add_document(replace(of, text=of.text.replace("clinic", "raft!!"), reader="markdown/99"), at=AT)
    (portrait,) = show_characteristics(project, "kenya", at=AT)
    (said,) = [one for one in portrait.characteristics if (one.by, one.field) == ("Ana", "country")]
    assert (said.quote, said.section) == ("no clinic of their own", None)
    assert '"no clinic of their own" [elsewhere]' in str(said)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        pytest.param({"paper": "raft"}, "no paper is called 'raft'", id="no-paper"),
        pytest.param(
            {"field": "colour"}, "no characteristic 'colour'; there are country, income_group, ", id="no-field"
        ),
        pytest.param({"values": [" "]}, "say what country is, or only 'none'", id="no-value"),
        pytest.param({"values": ["none", "Chad"]}, "say what country is, or only 'none'", id="none-and-some"),
        pytest.param({"quote": "in Chad"}, "kenya does not say 'in Chad'; give its own words", id="not-said"),
        pytest.param({"quote": "the"}, "kenya says 'the' more than once; give more of its words", id="said-twice"),
        pytest.param(
            {"values": ["Chaad"]}, "country cannot be 'Chaad'; nearest are Chad.*, or 'none'", id="no-country"
        ),
        pytest.param({"coder": "Machine"}, "'Machine' is what the machine is called", id="the-machine"),
        pytest.param({"coder": " "}, "--coder is empty", id="nobody"),
    ],
)
def test_what_cannot_be_set_is_refused_and_nothing_is_kept(
    project: Project, given: dict[str, Any], message: str
) -> None:
    asked = {"paper": "kenya", "field": "country", "values": ["Chad"], "coder": "Ana", "at": AT, **given}
    with pytest.raises(InputError, match=message):
        set_characteristic(project, asked.pop("paper"), asked.pop("field"), asked.pop("values"), **asked)
    assert project.store.characteristics.judgements() == ()


@pytest.mark.parametrize(
    ("field", "message"),
    [
        pytest.param("country", "nobody has set country of kenya; what is known of it is the machine's", id="not-set"),
        pytest.param("colour", "no characteristic 'colour'", id="no-field"),
    ],
)
def test_what_was_not_set_cannot_be_taken_back(project: Project, field: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        unset_characteristic(project, "kenya", field, coder="Ana", at=AT)


def test_what_the_machine_is_unsure_of_is_marked() -> None:
    sure = Said(field="country", value="Kenya", by="machine", kind="machine", confidence=0.9)
    assert str(sure) == "  country: Kenya  (machine 0.90)"
    assert str(replace(sure, confidence=0.42)) == "  country: Kenya  (machine 0.42 ?)"
    assert str(Said(field="country", value="Kenya", by="Ana", kind="person")) == "  country: Kenya  (Ana)"


# -- the table


def test_the_table_has_a_row_for_each_study_coded_or_not(project: Project) -> None:
    table = workflow.tabulate(project, "characteristics")
    assert table.columns == ("study", "year", "doi", *FIELDS, "article_form", "by_people", "documents")
    assert [cells[-1] for cells in table.rows] == ["kenya", "van"]
    assert row(project)["country"] == "Kenya"
    assert (row(project)["article_form"], row(project)["by_people"]) == ("other", "")
    assert table.notes[0] == "n = 2 studies in 2 papers read; left out of every n: none."
    assert "characteristics/" in table.notes[-1]


def test_the_table_has_a_person_s_word_in_place_of_the_machine_s(project: Project) -> None:
    put(project, "Uganda", "Chad")
    put(project, "none", field="design")
    found = row(project)
    assert (found["country"], found["design"], found["by_people"]) == (
        *("Uganda; Chad", "none"),
        "country; income_group; design",
    )


@pytest.mark.parametrize(
    ("countries", "groups"),
    [
        pytest.param(["canada"], ["high income"], id="its-class"),
        pytest.param(["Canada", "Uganda", "Norway"], ["high income", "low income"], id="each-class-once"),
        pytest.param(["none"], [None], id="no-country"),
    ],
)
def test_the_income_group_follows_from_the_country_that_holds(
    project: Project, countries: list[str], groups: list[str | None]
) -> None:
    put(project, *countries)
    told = known(project, field="income_group")
    assert [(value, by) for value, by, holds in told if holds] == [(group, "Ana") for group in groups]
    assert [by for _, by, holds in told if not holds] == ["machine"]
    assert row(project)["income_group"] == "; ".join(group or "none" for group in groups)
    put(project, "upper middle income", field="income_group", coder="Ben")
    assert [one for one in known(project, field="income_group") if one[2]] == [("upper middle income", "Ben", True)]
    unset_characteristic(project, "kenya", "income_group", coder="Ben", at=AT)
    unset_characteristic(project, "kenya", "country", coder="Ana", at=AT)
    assert [one[1:] for one in known(project, field="income_group")] == [("machine", True)]


def test_a_person_is_told_by_kind_whatever_the_name(project: Project) -> None:
    (kenya,) = [id for id, name in project.store.papers.names().items() if name == "kenya"]
    said = CharacteristicJudgement(document=kenya, field="country", values=("Chad",), coder="machine")
    project.store.characteristics.judge(said, at=AT)
    assert (row(project)["country"], row(project)["by_people"]) == ("Chad", "country; income_group")


def test_the_table_needs_nothing_to_be_found_beforehand_and_is_the_same_after(project: Project) -> None:
    before = workflow.tabulate(project, "characteristics")
    find_characteristics(project, at=AT)
    assert workflow.tabulate(project, "characteristics") == before


def test_of_a_study_s_reports_what_people_say_stands_before_what_the_machine_found_in_any(
    project: Project, tmp_path: Path
) -> None:
    for name, text in (("one", KENYA), ("two", KENYA.replace("Kenya", "Uganda"))):
        (tmp_path / f"{name}.md").write_text(f"---\ndoi: 10.5555/van\n---\n{text}", encoding="utf-8")
    workflow.add_documents(project, [tmp_path / "one.md", tmp_path / "two.md"], at=AT)
    assert set(row(project, "one;two")["country"].split("; ")) == {"Kenya", "Uganda"}
    set_characteristic(project, "two", "country", ["Chad"], coder="Ana", at=AT)
    assert row(project, "one;two")["country"] == "Chad"


def test_of_a_paper_out_of_scope_nothing_is_set_as_nothing_is_shown(project: Project, tmp_path: Path) -> None:
    (tmp_path / "es.md").write_text(SPANISH, encoding="utf-8")
    workflow.add_documents(project, [tmp_path / "es.md"], at=AT)
    with pytest.raises(InputError, match=r"es is left out of every n .*nothing is looked for in it"):
        set_characteristic(project, "es", "country", ["Kenya"], coder="Ana", at=AT)
    (spanish,) = [id for id, name in project.store.papers.names().items() if name == "es"]
    said = CharacteristicJudgement(document=spanish, field="country", values=("Kenya",), coder="Ana")
    project.store.characteristics.judge(said, at=AT)
    assert unset_characteristic(project, "es", "country", coder="Ana", at=AT).characteristics == ()
