from __future__ import annotations

from pathlib import Path

import pytest

from relsynth.web import Desk, reporting
from web.desks import opened, team_folder, token_of

REPORT = {"csp-report": {"blocked-uri": "inline\nforged line"}}


def test_what_a_browser_refused_is_counted_logged_in_a_line_and_told_to_managers(
    examples: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = team_folder(examples, tmp_path / "review")
    with opened(Desk(folder=folder, team=True)) as client:
        for _ in range(reporting.KEPT + 10):
            assert client.post("/api/csp", json=REPORT).status_code == 204
        told = client.get("/api/csp/reports", headers=token_of(folder, "Cy")).json()
        assert client.get("/api/csp/reports", headers=token_of(folder, "Ana")).status_code == 403
    assert (told["count"], len(told["last"])) == (reporting.KEPT + 10, reporting.KEPT)
    assert all("\n" not in record.getMessage() for record in caplog.records)
