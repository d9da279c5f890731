from __future__ import annotations

from pathlib import Path

import pytest

from relsynth.errors import ProjectError
from relsynth.web import Desk, create_app
from web.desks import opened, token_in


def test_a_folder_that_is_no_project_has_no_desk(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="is no relsynth project"):
        create_app(Desk(folder=tmp_path))


@pytest.mark.parametrize(
    ("path", "accept", "kind"),
    [("/nowhere", "text/html", "text/html"), ("/nowhere", "*/*", "application/json"),
     ("/api/nowhere", "text/html", "application/json")],
)  # fmt: skip
def test_what_is_not_there_is_told_as_it_was_asked(examples: Path, path: str, accept: str, kind: str) -> None:
    with opened(Desk(folder=examples)) as client:
        answer = client.get(path, headers={"accept": accept})
    assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (404, kind)


def test_every_route_of_the_api_tells_what_may_be_refused(examples: Path) -> None:
    paths = create_app(Desk(folder=examples)).openapi()["paths"]
    told = [one for path in paths.values() for one in path.values()]
    assert all({"401", "403", "413", "422"} <= set(one["responses"]) and one["security"] for one in told)
    assert all(one["summary"] and one["operationId"] for one in told)


def test_a_path_names_all_that_may_be_asked_of_it(examples: Path) -> None:
    """One path, two routes: what changes something, and what shows it."""
    with opened(Desk(folder=examples, coder="Ana")) as client:
        token = token_in(client)
        answer = client.put("/api/screening/title-abstract/duplicate", headers=token)
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST")
        assert client.post("/", headers=token).headers["allow"] == "GET"
