"""How far people agree on made-up papers, by every unit and level, told in words and in a table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from judged_papers import GREEN, TIES, TRUST, judged_project, read_by, row, say
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.workflow.coding_agreement import CodeFigures, agreement_table, coding_agreement, save_agreement


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Four papers, of which two people have read two, and a third one: they differ on ties in one."""
    with judged_project(tmp_path, 4) as opened:
        read_by(opened, "Ana", 1, 2)
        read_by(opened, "Ben", 1)
        read_by(opened, "Ben", 2, ties=True)
        read_by(opened, "Cem", 3)
        yield opened


def figures(one: CodeFigures) -> dict[str, float | None]:
    return {figure.name: figure.value for figure in one.figures}


def test_sentences_are_judged_by_code(project: Project) -> None:
    found = coding_agreement(project)
    assert (found.papers, found.once, found.coders, found.rules) == (2, 1, ("Ana", "Ben"), (("own coding", 2),))
    told = {one.code: figures(one) for one in found.codes}
    assert [*told] == ["NET.TIES", "STA.LEGIT", "STA.TRUST"]
    assert told["STA.TRUST"]["Cohen's kappa"] == 1.0
    assert told["NET.TIES"]["positive agreement"] == 0.0
    units = found.overall.units
    assert figures(found.overall)["agreement"] == pytest.approx(1 - 1 / units)
    assert found.overall.coded == (("Ana", 4), ("Ben", 5))


def test_no_figure_is_told_alone(project: Project) -> None:
    for one in coding_agreement(project).codes:
        assert [*figures(one)] == [
            "agreement",
            "Cohen's kappa",
            "PABAK",
            "Gwet's AC1",
            "Krippendorff's alpha",
            "positive agreement",
            "negative agreement",
        ]


def test_papers_and_coarser_codes(project: Project) -> None:
    found = coding_agreement(project, unit="paper", by="domain")
    assert {one.code: (one.units, figures(one)["agreement"]) for one in found.codes} == {
        "NET": (2, 0.5),
        "STA": (2, 1.0),
    }
    assert (found.sets, found.facets, found.matrix) == ((), (), None)


def test_spans_have_their_f1_and_a_matrix(project: Project) -> None:
    found = coding_agreement(project, unit="span")
    assert figures(found.overall)["F1 of spans, the same"] == pytest.approx(8 / 9)
    assert [*figures(found.overall)] == [
        "F1 of spans, the same",
        "F1 of spans, by half",
        "u-alpha",
        "|u|alpha",
        "cu-alpha",
    ]
    assert found.matrix is not None
    assert found.matrix.values == ("nothing", "NET.TIES", "STA.LEGIT", "STA.TRUST")
    assert [(cell.one, cell.other) for cell in found.matrix.confused] == [("NET.TIES", "nothing")]
    assert "nothing" in str(found)


def test_sets_of_codes_are_told_by_sentence(project: Project) -> None:
    assert [figure.name for figure in coding_agreement(project).sets] == [
        "equal sets",
        "mean likeness (MASI)",
        "Krippendorff's alpha (MASI)",
        "mean likeness (Jaccard)",
        "Krippendorff's alpha (Jaccard)",
    ]


def test_facets_are_compared_where_the_code_is_the_same(project: Project) -> None:
    say(project, "Ana", row(4, TRUST, assertion="hedged"), row(4, TIES, assertion="affirmed"))
    say(project, "Ben", row(4, TRUST, assertion="affirmed"), row(4, GREEN, "STA.LEGIT"))
    (assertion,) = coding_agreement(project, coders=["Ana", "Ben"]).facets
    assert (assertion.facet, assertion.places, assertion.several) == ("assertion", 5, False)
    assert assertion.figures[0].value == pytest.approx(4 / 5)


def test_what_was_said_with_something_before_ones_eyes_counts_only_when_asked_for(project: Project) -> None:
    say(project, "Ana", row(2, TIES, decision="accept"))
    alone = coding_agreement(project)
    assert any("1 coding or rejection left out" in note for note in alone.notes)
    assert {one.code: figures(one) for one in alone.codes}["NET.TIES"]["positive agreement"] == 0.0
    helped = coding_agreement(project, include_assisted=True)
    assert figures(helped.overall)["agreement"] == 1.0
    assert any("flatters" in note for note in helped.notes)


def test_it_is_told_in_words(project: Project) -> None:
    told = str(coding_agreement(project)).splitlines()
    assert told[:3] == [
        "Agreement by code on sentences: 2 papers read by two or more of Ana, Ben",
        "2 papers read by those who have coded something in them, since nobody has said that they finished them",
        "1 paper read by one person only, and left out",
    ]
    assert "Coded by one, and by another not at all (1):" in told
    assert "  NET.TIES: 1 sentence" in told


def test_without_two_readers_nothing_is_told(tmp_path: Path) -> None:
    with judged_project(tmp_path, 1) as opened:
        for unit in ("sentence", "paper", "span"):
            assert str(coding_agreement(opened, unit=unit)).startswith("No paper was coded by two people")


def test_the_table_has_a_row_a_code_and_a_file_is_written(project: Project, tmp_path: Path) -> None:
    found = coding_agreement(project)
    table = agreement_table(found)
    assert [row[:2] for row in table.rows[:3]] == [
        ("codes", "all codes"),
        ("sets", "sets of codes"),
        ("code", "NET.TIES"),
    ]
    assert all(len(row) == len(table.columns) for row in table.rows)
    save_agreement(found, out=tmp_path / "a.csv", differences=tmp_path / "d.md")
    assert (tmp_path / "a.csv").read_text(encoding="utf-8").startswith("level,code,units,agreement,agreement from")
    assert "Ties among the 2 villages were loose at first." in (tmp_path / "d.md").read_text(encoding="utf-8")
    with pytest.raises(InputError, match="end it in"):
        save_agreement(found, out=tmp_path / "b.csv", differences=tmp_path / "d.pdf")
    assert not (tmp_path / "b.csv").exists()


@pytest.mark.parametrize("asked", [{"unit": "word"}, {"by": "colour"}])
def test_an_unknown_unit_or_level_is_refused(project: Project, asked: dict[str, str]) -> None:
    with pytest.raises(InputError, match="there are code, construct, domain, on sentence, paper, span"):
        coding_agreement(project, **asked)  # type: ignore[arg-type]
