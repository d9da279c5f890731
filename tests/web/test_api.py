from __future__ import annotations

from pathlib import Path

import pytest

from made_up_team import FIRST, GREEN_VAN, double, team_project
from relsynth.web import Desk
from relsynth.web.verbs import DOWNLOADS, NOT_SERVED, UPLOADS, VERBS
from relsynth.workflow import add_coding, add_memo
from web.desks import AT, opened, token_in

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "api.md"


def test_every_verb_stands_in_the_reference_with_its_role() -> None:
    told = REFERENCE.read_text(encoding="utf-8")
    served = {**VERBS, **UPLOADS, **DOWNLOADS}
    assert {name for name, verb in served.items() if f"| `{name}` | {verb.role} |" not in told} == set()
    assert {name for name, why in NOT_SERVED.items() if f"| `{name}` | {why} |" not in told} == set()


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        ("list_codings", {"coder": "Ben"}),
        ("list_memos", {"coder": "Ben"}),
        ("coding_history", {"coder": "Ben"}),
        ("query", {"text": "coder:Ben"}),
    ],
)
def test_what_is_kept_from_a_blind_coder_does_not_come_by_the_api(
    tmp_path: Path, verb: str, said: dict[str, str]
) -> None:
    with team_project(tmp_path, 1) as project:
        double(project)
        add_coding(project, GREEN_VAN, "NET.TIES", coder="Ben", at=AT)
        add_memo(project, about="document", paper=FIRST, text="Ben's own", coder="Ben", at=AT)
    with opened(Desk(folder=tmp_path / "review", coder="Ana")) as client:
        answer = client.post(f"/api/verbs/{verb}", json=said, headers=token_in(client))
    held = answer.text.replace("coder:Ben", "").replace("'Ben'", "")
    assert "Ben" not in held, held


def test_what_a_verb_refuses_is_told_without_the_machines_paths(tmp_path: Path) -> None:
    team_project(tmp_path, 1).close()
    with opened(Desk(folder=tmp_path / "review", coder="Ana")) as client:
        answer = client.post("/api/verbs/show_code", json={"code_id": "X"}, headers=token_in(client))
    assert (answer.status_code, answer.json()["error"]) == (422, "codebook.yaml: the codebook has no code 'X'")
