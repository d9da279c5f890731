"""The coders that are installed, by name: ours, and those of other packages."""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points

from relsynth.codebook import Codebook
from relsynth.extraction.proposals import CoderError, CoderPlugin, CoderSettings, Proposer

GROUP = "relsynth.coders"
DEFAULT = "combined"


@cache
def installed() -> tuple[str, ...]:
    """Names of the installed coders, sorted; looked for once, since that takes some milliseconds."""
    return tuple(sorted({point.name for point in entry_points(group=GROUP)}))


def name_of(family: str, codebook: Codebook, settings: CoderSettings) -> str:
    """Name of the coder that ``make`` would give.

    Raises:
        CoderError: no such coder is installed, or it is not set up.
    """
    return _plugin(family).name_of(codebook, settings)


def make(family: str, codebook: Codebook, settings: CoderSettings) -> Proposer:
    """The coder of a family (``lexicon``), made ready for a codebook.

    Raises:
        CoderError: no such coder is installed, or it lacks something.
    """
    return _plugin(family).proposer(codebook, settings)


def _plugin(family: str) -> CoderPlugin:
    found: list[EntryPoint] = sorted(entry_points(group=GROUP, name=family), key=lambda point: point.value)
    if not found:
        raise CoderError(f"no coder {family!r} is installed; there are {', '.join(installed())}")
    try:
        plugin = found[0].load()
    except ImportError as error:
        raise CoderError(f"coder {family!r} cannot be loaded: {error}") from error
    if not isinstance(plugin, CoderPlugin):
        raise CoderError(f"coder {family!r} ({found[0].value}) has no name_of and proposer")
    return plugin
