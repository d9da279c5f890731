"""What a model has answered, kept in a folder by what it was asked, so that no question is paid twice.

A file for each answer, named by the digest of model and prompt. Whoever deletes the folder pays again and
loses nothing else. What is read from it is checked like an answer fresh from the network: files can be edited.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from relsynth.extraction.language_model.prompt import Prompt
from relsynth.extraction.proposals import CoderError

FOLDER = "answers"
"""In the project's folder. Not in its cache of look-ups: these may have cost money."""
LONGEST_ANSWER = 1_000_000  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a model answered; ``is_cut`` where it came to the end of the tokens it was given.

    The tokens are those that the server says it used, None where it does not say.
    """

    text: str
    is_cut: bool = False
    tokens_in: int | None = None
    tokens_out: int | None = None


Ask = Callable[[Prompt], Answer]
"""Puts a prompt to a model and waits for its answer; raises ``RelsynthError`` where none comes."""


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    text: Annotated[str, Field(max_length=LONGEST_ANSWER)]
    is_cut: bool = False
    tokens_in: Annotated[int, Field(ge=0)] | None = None
    tokens_out: Annotated[int, Field(ge=0)] | None = None


class KeptAnswers:
    """Answers of one model; without a folder they are kept as long as the object."""

    def __init__(self, folder: Path | None, *, model: str) -> None:
        self._folder = folder
        self._model = model
        self._here: dict[str, Answer] = {}

    def get(self, prompt: Prompt) -> Answer | None:
        """The answer to a prompt, if it was kept whole."""
        key = self._key(prompt)
        return self._here.get(key) or (_read(self._folder / f"{key}.json") if self._folder else None)

    def keep(self, prompt: Prompt, answer: Answer) -> None:
        """Keep an answer; a run that is killed meanwhile leaves either all of it or nothing.

        Raises:
            CoderError: the folder cannot be written.
        """
        key = self._key(prompt)
        self._here[key] = answer
        if self._folder is not None:
            try:
                _write(self._folder / f"{key}.json", answer)
            except OSError as error:
                raise CoderError(f"{self._folder}: cannot keep what the model answered: {error.strerror}") from error

    def _key(self, prompt: Prompt) -> str:
        asked = json.dumps([self._model, prompt.system, prompt.user, prompt.schema], sort_keys=True)
        return hashlib.sha256(asked.encode()).hexdigest()


def _read(path: Path) -> Answer | None:
    """An answer as it was kept; None where there is none, or a file that is no answer any more."""
    try:
        kept = _Kept.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
    return Answer(text=kept.text, is_cut=kept.is_cut, tokens_in=kept.tokens_in, tokens_out=kept.tokens_out)


def _write(path: Path, answer: Answer) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    content = json.dumps(asdict(answer), indent=1)  # in ASCII, since an answer may hold half of a surrogate pair
    with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, suffix=".part", delete=False) as part:
        part.write(content)
    try:
        Path(part.name).replace(path)
    except OSError:
        Path(part.name).unlink(missing_ok=True)
        raise
