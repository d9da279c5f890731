"""What a dataset's codings depend on, drawn from a project or from what comes with relsynth."""

from __future__ import annotations

import json
from functools import lru_cache

from relsynth import formats
from relsynth.bundled import default_codebook
from relsynth.codebook import Codebook
from relsynth.config import DEFAULT
from relsynth.extraction import coders
from relsynth.extraction import parser as spacy_parser
from relsynth.extraction.proposals import CoderError, CoderSettings
from relsynth.formats.codebook_yaml import read_codebook
from relsynth.project import Project
from relsynth.scaling.batch import Recipe
from relsynth.workflow.readings import weights

SENDS = frozenset({"language-model"})
"""Coders that send text to a service: what that costs is told paper by paper, in a project."""


def recipe_of(project: Project | None, *, coder: str | None = None, parser: str | None = None) -> Recipe:
    """The recipe of a project's codebook and coder, without what people have taught that; or of the bundled ones.

    Raises:
        CoderError: there is no such coder, it lacks something, or sends text away.
        CodebookError: the codebook cannot be used.
        InputError: the parser's model is not installed.
    """
    config = project.config if project else DEFAULT
    family, how = coder or config.coder, parser or config.parser
    if family in SENDS:
        raise CoderError(f"coder {family} sends text of each paper away; code with it in a project: relsynth code")
    source = project.codebook_source if project else default_codebook().read_text(encoding="utf-8")
    options = dict(config.coders.get(family, {}))
    name = coders.name_of(family, _book(source), CoderSettings(options=options))
    model = spacy_parser.installed_model() if how == "auto" else None if how == "none" else how
    if model:
        name = f"{name}+{spacy_parser.load(model).name}"
    return Recipe(
        codebook=source,
        coder=family,
        coder_name=name,
        options=json.dumps(options, sort_keys=True),
        parser=model,
        weights=weights(),
        readers=tuple(sorted(formats.readers())),
    )


def codebook_of(recipe: Recipe) -> Codebook:
    """The codebook of a recipe."""
    return _book(recipe.codebook)


@lru_cache(maxsize=2)
def _book(source: str) -> Codebook:
    return read_codebook(source)
