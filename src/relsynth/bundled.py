"""What comes with relsynth: the default codebook and the example papers.

In an installed wheel they lie inside the package, in a checkout at its top.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def bundled(name: str) -> Path:
    """Path of a bundled folder, ``codebook`` or ``corpus``."""
    inside = _PACKAGE / "bundled" / name
    return inside if inside.is_dir() else _PACKAGE.parent.parent / name


def default_codebook() -> Path:
    """Path of the codebook that new projects start with."""
    return bundled("codebook") / "partnering.yaml"


def example_papers() -> Path:
    """Folder of the fictional papers of the demonstration."""
    return bundled("corpus")
