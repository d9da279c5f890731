"""Forms to begin with."""

from __future__ import annotations

from relsynth.charting.templates import TEMPLATES
from relsynth.errors import InputError


def chart_template(name: str) -> str:
    """A form to paste into ``relsynth.toml`` and edit, as TOML: ``charting``, ``appraisal`` or ``cerqual``.

    Raises:
        InputError: there is none of that name.
    """
    if name not in TEMPLATES:
        raise InputError(f"no template {name!r}; there are {', '.join(TEMPLATES)}")
    return TEMPLATES[name]
