"""Each error says what is wrong and where, and a face may catch them all by one name."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from relsynth import errors
from relsynth.errors import CodebookError, InputError, RelsynthError

PAPER = Path("papers") / "a.xml"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        pytest.param(InputError("is empty"), "is empty", id="alone"),
        pytest.param(InputError("is empty", path=PAPER), f"{PAPER}: is empty", id="with-path"),
        pytest.param(InputError("is empty", path=PAPER, line=3), f"{PAPER}: line 3: is empty", id="with-line"),
        pytest.param(InputError("is empty", line=3), "line 3: is empty", id="line-only"),
        pytest.param(CodebookError(["a: is missing"]), "codebook: 1 problem\n  a: is missing", id="one-problem"),
        pytest.param(
            CodebookError(["a: is missing", "b: is unknown"], path=Path("codebook.yaml")),
            "codebook.yaml: 2 problems\n  a: is missing\n  b: is unknown",
            id="all-problems",
        ),
    ],
)
def test_an_error_says_what_and_where(error: RelsynthError, said: str) -> None:
    assert str(error) == said


def test_problems_may_come_from_a_generator_and_are_kept() -> None:
    error = CodebookError(f"{name}: is missing" for name in "ab")
    assert error.problems == ("a: is missing", "b: is missing")
    assert [str(error) for _ in "12"] == ["codebook: 2 problems\n  a: is missing\n  b: is missing"] * 2


def test_every_error_is_one_that_a_face_catches() -> None:
    own = [value for value in vars(errors).values() if inspect.isclass(value) and value.__module__ == errors.__name__]
    assert len(own) > 1
    raised = [value for value in own if not issubclass(value, Warning)]
    assert [error for error in raised if not issubclass(error, RelsynthError)] == []
