"""The coder by language model as a plug-in: its settings, its name, and the endpoint that it asks.

It stands here and not in ``extraction`` because it speaks HTTP; what it asks and what it believes is in
``extraction.language_model``.
"""

from __future__ import annotations

import os
import re
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from relsynth.codebook import Codebook
from relsynth.errors import SourceError
from relsynth.extraction.language_model.answers import FOLDER, Ask, KeptAnswers
from relsynth.extraction.language_model.prompt import REVISION
from relsynth.extraction.language_model.proposer import LanguageModelProposer, Terms
from relsynth.extraction.language_model.tally import Prices
from relsynth.extraction.proposals import CoderError, CoderSettings, Proposer
from relsynth.sources.exchange import Patience

FAMILY = "language-model"
TABLE = f"[coders.{FAMILY}]"
CHUNK = 3000  # tokens of a paper at a time: with the default codebook a third of what is sent
ATTEMPTS = 4
LONGEST_SLUG = 60

Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class Options(BaseModel):
    """The table ``[coders.language-model]``; the key itself is no setting, only the name of its variable.

    ``max_tokens`` is how much of a paper is sent at a time, ``max_answer`` how long an answer may be, both in
    tokens; ``timeout`` how long a server may be silent, in seconds; ``price_in`` and ``price_out`` are for a
    million tokens.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)

    url: Word
    model: Word
    key_env: Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$", max_length=100)] | None = None
    max_tokens: int = Field(default=CHUNK, ge=200, le=100_000)
    max_answer: int = Field(default=4096, ge=100, le=100_000)
    timeout: float = Field(default=300.0, gt=0, le=3600)
    price_in: float | None = Field(default=None, ge=0)
    price_out: float | None = Field(default=None, ge=0)
    send: bool = False


def name_of(codebook: Codebook, settings: CoderSettings) -> str:
    """``language-model@<12 digits of the codebook's digest>.<model>.<revision of the prompt>``.

    A chunk of another size than usual is told too, since a model that sees more at a time answers otherwise.

    Raises:
        CoderError: the table of the settings says no model, or what it may not.
    """
    options = _options(settings)
    chunk = "" if options.max_tokens == CHUNK else f"-{options.max_tokens}"
    return f"{FAMILY}@{codebook.digest[:12]}.{slug(options.model)}.{REVISION}{chunk}"


def proposer(codebook: Codebook, settings: CoderSettings) -> Proposer:
    """The coder, ready to ask; nothing is sent before it proposes.

    Raises:
        CoderError: settings that do not do, a variable without a key, or the extra ``llm`` is not installed.
    """
    options = _options(settings)
    terms = Terms(
        may_send=options.send,
        chunk=options.max_tokens,
        prices=Prices(sent=options.price_in, answered=options.price_out),
    )
    folder = settings.folder / FOLDER if settings.folder else None
    kept = KeptAnswers(folder, model=options.model)
    name = name_of(codebook, settings)
    return LanguageModelProposer(codebook, name=name, ask=_ask(options), kept=kept, terms=terms)


def slug(model: str) -> str:
    """A model's name as a part of a coder's: letters and digits, parted by hyphens.

    >>> slug("Qwen/Qwen2.5-7B:q4_K_M")
    'qwen-qwen2-5-7b-q4-k-m'
    """
    return re.sub(r"[^a-z0-9]+", "-", model.lower()).strip("-")[:LONGEST_SLUG] or "unnamed"


def _options(settings: CoderSettings) -> Options:
    try:
        return Options.model_validate(dict(settings.options))
    except ValidationError as error:
        problems = [
            f"{'.'.join(map(str, one['loc']))}: {_MESSAGES.get(one['type'], one['msg'])}" for one in error.errors()
        ]
        raise CoderError("\n  ".join([f"relsynth.toml, {TABLE}: {len(problems)} to mend", *problems])) from None


_MESSAGES = {
    "missing": "is not set",
    "extra_forbidden": f"unknown; known are {', '.join(sorted(Options.model_fields))}",
}


def _ask(options: Options) -> Ask:
    try:
        from relsynth.sources.chat import Chat, Endpoint, endpoint_url  # noqa: PLC0415 (an extra)
    except ImportError as error:
        raise CoderError(
            'to use a language model, install relsynth with its extra: pip install ".[llm]" in its folder'
        ) from error
    try:
        url = endpoint_url(options.url)
    except SourceError as error:
        raise CoderError(f"relsynth.toml, {TABLE}: {error}") from error
    endpoint = Endpoint(
        url=url, model=options.model, most=options.max_answer, key=_key(options.key_env), key_env=options.key_env
    )
    patience = Patience(attempts=ATTEMPTS, answer=options.timeout, whole=2 * options.timeout)
    return Chat(endpoint, patience=patience)


def _key(variable: str | None) -> str | None:
    """The key that a variable of the environment holds; it is shown in no message."""
    if variable is None:
        return None
    key = os.environ.get(variable, "").strip()
    if not key:
        raise CoderError(
            f"relsynth.toml, {TABLE}: key_env: the environment has no variable {variable}, or an empty one"
        )
    if not (key.isascii() and key.isprintable() and " " not in key):
        raise CoderError(f"relsynth.toml, {TABLE}: key_env: what {variable} holds is no key")
    return key
