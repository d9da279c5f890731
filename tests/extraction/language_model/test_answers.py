"""Answers kept by what was asked: found again whole, or asked for anew."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.extraction.language_model.answers import Answer, KeptAnswers
from relsynth.extraction.language_model.prompt import Prompt
from relsynth.extraction.proposals import CoderError

PROMPT = Prompt(system="Code.", user="It rained.", schema={"type": "object"})
ANSWER = Answer(text='{"codings": []}', is_cut=False, tokens_in=10, tokens_out=3)


def test_an_answer_is_found_again_by_another_run(tmp_path: Path) -> None:
    KeptAnswers(tmp_path / "answers", model="m").keep(PROMPT, ANSWER)
    assert KeptAnswers(tmp_path / "answers", model="m").get(PROMPT) == ANSWER
    assert [path.suffix for path in (tmp_path / "answers").iterdir()] == [".json"]


@pytest.mark.parametrize(
    ("model", "prompt"),
    [
        pytest.param("n", PROMPT, id="another-model"),
        pytest.param("m", replace(PROMPT, user="It snowed."), id="another-text"),
        pytest.param("m", replace(PROMPT, system="Code well."), id="another-codebook"),
        pytest.param("m", replace(PROMPT, schema={}), id="another-schema"),
    ],
)
def test_what_was_not_asked_is_not_answered(tmp_path: Path, model: str, prompt: Prompt) -> None:
    KeptAnswers(tmp_path, model="m").keep(PROMPT, ANSWER)
    assert KeptAnswers(tmp_path, model=model).get(prompt) is None


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b'{"text": "hal', id="cut"),
        pytest.param(b"\xff\xfe", id="no-text"),
        pytest.param(b'{"text": 7}', id="another-type"),
        pytest.param(b'{"text": "x", "tokens_in": -1}', id="below-nothing"),
        pytest.param(b'{"text": "x", "more": 1}', id="more-than-an-answer"),
        pytest.param(json.dumps({"text": "x" * 1_000_001}).encode(), id="too-long"),
        pytest.param(b"[" * 100_000, id="nested-too-deep"),
    ],
)
def test_a_file_that_is_no_answer_any_more_counts_for_nothing(tmp_path: Path, content: bytes) -> None:
    KeptAnswers(tmp_path, model="m").keep(PROMPT, ANSWER)
    (file,) = tmp_path.iterdir()
    file.write_bytes(content)
    fresh = KeptAnswers(tmp_path, model="m")
    assert fresh.get(PROMPT) is None
    fresh.keep(PROMPT, ANSWER)
    assert KeptAnswers(tmp_path, model="m").get(PROMPT) == ANSWER


def test_without_a_folder_answers_are_kept_for_the_run() -> None:
    kept = KeptAnswers(None, model="m")
    kept.keep(PROMPT, ANSWER)
    assert kept.get(PROMPT) == ANSWER
    assert KeptAnswers(None, model="m").get(PROMPT) is None


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "answers").write_text("a file", encoding="utf-8")
    with pytest.raises(CoderError, match="cannot keep what the model answered"):
        KeptAnswers(tmp_path / "answers", model="m").keep(PROMPT, ANSWER)


@given(text=st.text(st.characters(codec=None), max_size=50))
def test_any_text_is_kept_as_it_came(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("answers")
    KeptAnswers(folder, model="m").keep(PROMPT, replace(ANSWER, text=text))
    found = KeptAnswers(folder, model="m").get(PROMPT)
    is_whole = not any(0xD800 <= ord(sign) < 0xE000 for sign in text)
    assert found == (replace(ANSWER, text=text) if is_whole else None)
