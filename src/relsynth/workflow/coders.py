"""The machine coders of a project: their names, and how one is made ready."""

from __future__ import annotations

from dataclasses import replace

from relsynth.cues import CueError
from relsynth.errors import CodebookError
from relsynth.extraction import coders, local_layer
from relsynth.extraction import parser as spacy_parser
from relsynth.extraction.local_layer import Layer
from relsynth.extraction.pipeline import DocumentCoder
from relsynth.extraction.proposals import CoderError, CoderSettings, Proposer
from relsynth.project import Project
from relsynth.workflow.track import Tell, untold


def coder_name(project: Project, family: str | None = None) -> str:
    """Name of a coder of the project, the one of its settings where none is given, without a parser's.

    Raises:
        CoderError: there is no such coder, it lacks something, or what it was taught here cannot be read.
    """
    family = family or project.config.coder
    name = _untaught_name(project, family)
    layer = _layer(project, family, name)
    return local_layer.taught_name(name, layer) if layer else name


def is_taught(project: Project, family: str) -> bool:
    """Whether a coder of the project is under a layer that the project has taught it.

    Raises:
        CoderError: there is no such coder, it lacks something, or what it was taught here cannot be read.
    """
    return _layer(project, family, _untaught_name(project, family)) is not None


def _untaught_name(project: Project, family: str) -> str:
    return coders.name_of(family, project.codebook, coder_settings(project, family))


def _layer(project: Project, family: str, untaught: str) -> Layer | None:
    return local_layer.load(project.path, family, codebook=project.codebook.digest, coder=untaught)


def is_current(project: Project, coder: str | None) -> bool:
    """Whether a machine coder's name is what its family would be called today, with a parser or without."""
    if coder is None or not is_machine(coder):
        return False
    try:
        return coder_name(project, coder.split("@")[0]) == coder.split("+")[0]
    except CoderError:  # set up no longer, as when a language model's table was taken out
        return False


def is_machine(coder: str) -> bool:
    """Whether a coder's name is a machine's: that of an installed coder, and what it was made from."""
    return coder.split("@", maxsplit=1)[0] in coders.installed() and "@" in coder


def coder_settings(project: Project, family: str) -> CoderSettings:
    """What the project hands to a coder."""
    return CoderSettings(folder=project.path, options=project.config.coders.get(family, {}))


def make_proposer(project: Project, family: str, *, may_send: bool = False, tell: Tell = untold) -> Proposer:
    """A coder made ready for the project's codebook, under what the project has taught it.

    Args:
        may_send: somebody agrees now that it sends text to where its settings say.
        tell: is told where what was taught is left out, since it belongs to another coder or codebook.

    Raises:
        CoderError: there is no such coder, it lacks something, or what it was taught here cannot be read.
        CodebookError: the codebook cannot be used.
    """
    proposer = untaught_proposer(project, family, may_send=may_send)
    layer = _layer(project, family, proposer.name)
    if said := local_layer.left_out(project.path, family, codebook=project.codebook.digest, coder=proposer.name):
        tell(said)
    return local_layer.Taught(proposer, layer) if layer else proposer


def untaught_proposer(project: Project, family: str, *, may_send: bool = False) -> Proposer:
    """A coder made ready for the project's codebook, without what the project has taught it.

    Raises:
        CoderError: there is no such coder, or it lacks something.
        CodebookError: the codebook cannot be used.
    """
    settings = coder_settings(project, family)
    if may_send:
        settings = replace(settings, options={**settings.options, "send": True})
    try:
        return coders.make(family, project.codebook, settings)
    except CueError as error:
        raise CodebookError([str(error)], path=project.codebook_path) from error


def document_coder(project: Project, proposer: Proposer, *, parser: str) -> DocumentCoder:
    """What codes documents by a coder's proposals, with a spaCy model's help or without (``none``).

    Raises:
        InputError: the model asked for is not installed.
    """
    name = spacy_parser.installed_model() if parser == "auto" else parser
    loaded = spacy_parser.load(name) if name and name != "none" else None
    return DocumentCoder(project.codebook, proposer, loaded)
