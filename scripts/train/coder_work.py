"""The folder that a training of the coder works in, and what all its steps share."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from relsynth.bundled import default_codebook
from relsynth.codebook import Codebook
from relsynth.formats.codebook_yaml import read_codebook

HOUSE = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
WEIGHTS = HOUSE / "src" / "relsynth" / "extraction" / "learned"
FOLDS = 3
FACETS: Mapping[str, tuple[str, ...]] = {
    "role": ("barrier", "facilitator", "strategy", "goal", "outcome", "descriptive"),
    "assertion": ("affirmed", "negated", "hedged", "hypothetical", "recommended", "planned", "reported_by_others"),
    "level": ("interpersonal", "inter_group", "inter_organisational", "system"),
}
"""Values of the facets that have a head, in the order of its columns."""


class TrainingError(Exception):
    """A step cannot be taken: something is missing, or must not be there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A training of the encoder: which fold is left out, if any; the share of papers; the third of codes hidden."""

    fold: int | None
    papers: float = 1.0
    hide: int | None = None
    seed: int = 0

    @property
    def name(self) -> str:
        """Stem of its files: ``fold0``, ``all``, ``fold0_papers25``, ``fold1_hide2``."""
        parts = ["all" if self.fold is None else f"fold{self.fold}"]
        parts += [f"papers{round(self.papers * 100)}"] if self.papers < 1 else []
        parts += [f"hide{self.hide}"] if self.hide is not None else []
        parts += [f"seed{self.seed}"] if self.seed else []
        return "_".join(parts)


@dataclass(frozen=True, slots=True)
class Work:
    """The folder, and the names of the files that steps leave there for one another."""

    folder: Path

    @property
    def data(self) -> Path:
        """Papers, labels and written sentences."""
        return self.folder / "data.json.gz"

    @property
    def linear(self) -> Path:
        """The linear look: its weights, and its scores of the papers' sentences."""
        return self.folder / "linear.npz"

    @property
    def hits(self) -> Path:
        """Which codes' cues fired in the papers' sentences."""
        return self.folder / "hits.json"

    @property
    def stack(self) -> Path:
        """Weights of the looks, and figures."""
        return self.folder / "stack.json"

    @property
    def base(self) -> Path:
        """Folder of the pretrained encoder, unpacked."""
        return self.folder / "base"

    def predictions(self, run: Run) -> Path:
        """What a run says of the fold that it left out."""
        return self.folder / f"{run.name}.npz"

    def net(self, run: Run) -> Path:
        """Weights of a run on all papers."""
        return self.folder / f"{run.name}.pt"

    def half_done(self, run: Run) -> Path:
        """All that a run needs to go on."""
        return self.folder / f"{run.name}.part.pt"


def needed(path: Path, step: str) -> Path:
    """The path, of a file that an earlier step leaves."""
    if not path.is_file():
        raise TrainingError(f"no {path}: run `{step}` first")
    return path


def our_codebook() -> Codebook:
    path = default_codebook()
    return read_codebook(path.read_text(encoding="utf-8"), path=path)


def fold_of(key: str) -> int:
    """Which fold a paper is in, whoever asks."""
    return _number("f" + key) % FOLDS


def place_of(key: str) -> float:
    """Where a paper stands, from 0 to 1, when a share of the papers is taken; smaller shares lie within larger ones."""
    return _number("c" + key) % 1000 / 1000


def is_hidden(code: str, third: int) -> bool:
    return _number(code) % 3 == third


def say(text: str) -> None:
    print(f"train: {text}", file=sys.stderr, flush=True)


def _number(text: str) -> int:
    return int(sha256(text.encode()).hexdigest(), 16)
