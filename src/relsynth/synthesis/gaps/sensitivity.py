"""Which gaps hang on the threshold, and which hold however it is set.

Tight thresholds call fewer gaps and loose ones more. One factor moves them all: the room that a threshold leaves for a
gap is halved and doubled. The room of a share that has to stay low is the share itself, of one that has to be high what
is left to 1, of the smaller of two sides what is left to one half; the studies that are needed before anything is
judged are doubled and halved. ``n_min`` stays, since it marks gaps and calls none.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from math import ceil, floor
from typing import Literal

from relsynth.codebook import GapThresholds
from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.gaps import find_under
from relsynth.synthesis.gaps.claims import Axis, Gap, GapKind

FACTOR = 2.0
Setting = Literal["tight", "default", "loose"]
SETTINGS: tuple[tuple[Setting, float], ...] = (("tight", 1 / FACTOR), ("default", 1.0), ("loose", FACTOR))
"""Settings, and by how much each multiplies the room for gaps."""

HALF = 0.5  # both sides are as large: no smaller side is larger than that


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A gap under each setting: its share where it is called, None where it is not."""

    construct: str
    label: str
    kind: GapKind
    axis: str | None
    tight: float | None
    default: float | None
    loose: float | None

    @property
    def holds(self) -> str:
        """Under which settings it is called."""
        called = [name for name, _ in SETTINGS if getattr(self, name) is not None]
        return "under all" if len(called) == len(SETTINGS) else f"{' and '.join(called)} only"


def scaled(thresholds: GapThresholds, factor: float) -> GapThresholds:
    """The thresholds with so many times the room for gaps; shares cut to [0, 1], counts at least 1 (``k_thin``: 0).

    >>> tight = scaled(GapThresholds(), 0.5)
    >>> tight.floor, tight.k_thin, round(tight.tau_rel, 2), tight.k_rel
    (0.05, 1, 0.9, 6)
    """
    low = ("floor", "tau_meas", "tau_link", "tau_barrier")
    high = {"tau_rel": 1.0, "tau_one": 1.0, "tau_contra": HALF}
    needed = ("k_rel", "k_contra", "k_barrier")
    return thresholds.model_copy(
        update={
            **{name: min(1.0, getattr(thresholds, name) * factor) for name in low},
            **{name: _moved(getattr(thresholds, name), most, factor) for name, most in high.items()},
            **{name: max(1, ceil(getattr(thresholds, name) / factor)) for name in needed},
            "k_thin": floor(thresholds.k_thin * factor),
        }
    )


def sensitivity(
    corpus: Corpus, *, thresholds: GapThresholds, searched: Collection[str] = (), axes: tuple[Axis, ...] = ()
) -> tuple[Held, ...]:
    """Each gap that any setting calls, those of the most settings first, and within these the worst first."""
    called: dict[tuple[str, GapKind, str | None], dict[str, Gap]] = {}
    settings = [scaled(thresholds, factor) for _, factor in SETTINGS]
    found = find_under(corpus, settings, searched=searched, axes=axes)
    for (name, _), gaps in zip(SETTINGS, found, strict=True):
        for gap in gaps:
            called.setdefault((gap.construct, gap.kind, gap.axis), {})[name] = gap
    ordered = sorted(called.values(), key=lambda by: (-len(by), -max(gap.severity for gap in by.values())))
    return tuple(_held(by) for by in ordered)


def _moved(value: float, most: float, factor: float) -> float:
    """Nearer to the most that it can be, or further off; what lies beyond that leaves no room, and stays."""
    return value if value > most else max(0.0, most - (most - value) * factor)


def _held(by: dict[str, Gap]) -> Held:
    one = next(iter(by.values()))
    share = {name: gap.value for name, gap in by.items()}
    return Held(
        construct=one.construct,
        label=one.label,
        kind=one.kind,
        axis=one.axis,
        tight=share.get("tight"),
        default=share.get("default"),
        loose=share.get("loose"),
    )
