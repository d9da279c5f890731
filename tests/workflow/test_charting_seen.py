"""A form as it is filled at the desk, and what of it is kept from whom."""

from __future__ import annotations

from pathlib import Path

import pytest

from made_up import AT, write_papers, write_project
from made_up_forms import APPRAISAL, FORM, charting_project
from relsynth import open_project, workflow
from relsynth.errors import InputError
from relsynth.workflow.charting_seen import see_chart


def test_the_fields_are_asked_in_their_order_beside_the_paper(tmp_path: Path) -> None:
    with charting_project(tmp_path, 1, toml=FORM + APPRAISAL) as project:
        workflow.chart(project, "van-001", "weeks", ["12"], coder="Ben", at=AT)
        seen = see_chart(project, "van-001", coder="Ana")
        assert (seen.form, seen.blind, seen.text.name) == ("charting", True, "van-001")
        assert seen.forms == (("charting", "What it is like"), ("appraisal", "Trust"))
        assert [(one.field, one.kind, one.quote, one.required) for one in seen.asked] == [
            ("country", "text", False, True),
            ("design", "choice", True, True),
            ("weeks", "number", False, True),
            ("who", "choices", False, False),
        ]
        assert seen.chart is not None
        assert [one.field for one in seen.chart.fields] == [one.field for one in seen.asked]
        weeks = seen.chart.fields[2]
        assert (weeks.answers, weeks.hidden, weeks.holds) == ((), 1, None)
        kenya = see_chart(project, "kenya", coder="Ana").chart
        assert kenya is not None
        assert "Kenya" in [one.value for one in kenya.fields[0].proposals]
        assert see_chart(project, "van-001", coder="Ana", form="appraisal").form == "appraisal"
        with pytest.raises(InputError, match="no form 'none'"):
            see_chart(project, "van-001", coder="Ana", form="none")


def test_without_a_form_there_is_nothing_to_fill(tmp_path: Path) -> None:
    with open_project(write_project(tmp_path / "review")) as project:
        workflow.add_documents(project, [write_papers(tmp_path / "papers", 1)], at=AT)
        seen = see_chart(project, "van-001", coder="Ana")
        assert (seen.forms, seen.form, seen.chart) == ((), None, None)
