"""Labelled reviews: DATA/screening/NAME.csv.gz (title, abstract, included), and a text for each in protocols.json."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledSet:
    """Records of a finished review: what they say and whether each was included."""

    name: str
    protocol: str
    titles: tuple[str, ...]
    abstracts: tuple[str, ...]
    labels: tuple[bool, ...]

    @property
    def texts(self) -> list[str]:
        """What is ranked of each record."""
        return [f"{title}\n{abstract}" for title, abstract in zip(self.titles, self.abstracts, strict=True)]


def paths(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.csv.gz"))


def protocols(folder: Path) -> Mapping[str, str]:
    return dict(json.loads((folder / "protocols.json").read_text(encoding="utf-8")))


def labelled(path: Path) -> LabelledSet:
    name = path.name.removesuffix(".csv.gz")
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return LabelledSet(
        name=name,
        protocol=protocols(path.parent)[name],
        titles=tuple(row["title"] for row in rows),
        abstracts=tuple(row["abstract"] for row in rows),
        labels=tuple(row["included"] == "1" for row in rows),
    )
