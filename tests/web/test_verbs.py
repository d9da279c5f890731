from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from relsynth import workflow
from relsynth.web import Desk
from relsynth.web.verbs import DOWNLOADS, NOT_SERVED, UPLOADS, VERBS, Verb
from relsynth.web.visitors import ROLES
from web.desks import TEAM, opened, team_folder, token_of

AT_PATHS = {
    **{f"/api/verbs/{name}": verb for name, verb in VERBS.items()},
    **{f"/api/uploads/{name}": verb for name, verb in UPLOADS.items()},
    **{f"/api/downloads/{name}": verb for name, verb in DOWNLOADS.items()},
}
WRONG = {"no such option": 1}
VIEWERS = frozenset({"as_coder", "viewer", "coder"})


@pytest.fixture(scope="module")
def desk(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, dict[str, dict]]]:
    folder = team_folder(examples, tmp_path_factory.mktemp("desk") / "review")
    tokens = {TEAM[name]: token_of(folder, name) for name in TEAM}
    with opened(Desk(folder=folder, team=True)) as client:
        yield client, {**tokens, "nobody": {}}


def test_every_verb_is_served_or_said_why_not() -> None:
    told = Counter(name for table in (VERBS, UPLOADS, DOWNLOADS, NOT_SERVED) for name in table)
    assert {name for name, times in told.items() if times > 1} == set()
    assert set(told) == set(workflow.__all__)


def asked(client: TestClient, path: str, headers: dict[str, str]) -> int:
    """What comes of a request that is wrong in what it says, so that nothing is done whoever asks."""
    if path.startswith("/api/uploads/"):
        return client.post(path, data={"said": "[]"}, files={"files": ("a", b"")}, headers=headers).status_code
    return client.post(path, json=WRONG, headers=headers).status_code


@pytest.mark.parametrize("path", sorted(AT_PATHS))
def test_a_verb_is_for_its_role_and_those_above_alone(desk: tuple[TestClient, dict[str, dict]], path: str) -> None:
    client, tokens = desk
    verb: Verb = AT_PATHS[path]
    expected = {
        "nobody": 401,
        **{role: 422 if ROLES.index(role) >= ROLES.index(verb.role) else 403 for role in ROLES},
    }
    assert {who: asked(client, path, headers) for who, headers in tokens.items()} == expected


@pytest.mark.parametrize("path", sorted(AT_PATHS))
def test_nobody_acts_or_looks_as_another(desk: tuple[TestClient, dict[str, dict]], path: str) -> None:
    client, tokens = desk
    verb = AT_PATHS[path]
    for parameter in verb.who:
        if path.startswith("/api/uploads/"):
            said = {"data": {"said": f'{{"{parameter}": "Ben"}}'}, "files": {"files": ("a.csv", b"a")}}
        else:
            said = {"json": {parameter: "Ben"}}
        answer = client.post(path, headers=tokens["manager"], **said)
        assert (answer.status_code, f"{parameter}: Extra inputs" in answer.json()["error"]) == (422, True)


def test_every_parameter_that_names_a_person_is_the_visitors_or_a_filter_of_what_they_may_see() -> None:
    """A new verb, or parameter, has to be thought about."""
    import inspect

    named = {
        (name, parameter)
        for name, verb in {**VERBS, **UPLOADS, **DOWNLOADS}.items()
        for parameter in inspect.signature(getattr(workflow, name)).parameters
        if parameter in VIEWERS | {"for_"} and parameter not in {*verb.who, *verb.mine, *verb.without}
    }
    assert named == {
        ("coding_history", "coder"),
        ("list_codings", "coder"),
        ("list_history", "coder"),  # whose; of managers
        ("list_memos", "coder"),
        ("export_screening", "coder"),  # whose labels; of managers
        ("withdraw_assignment", "coder"),  # whose paper; of managers
    }
