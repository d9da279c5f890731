"""The weights that ship are there, whole, small enough, and read without running anything that they hold."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from relsynth.bundled import default_codebook
from relsynth.extraction.learned import weights
from relsynth.extraction.learned.features import BITS
from relsynth.extraction.learned.scoring import TIERS
from relsynth.extraction.learned.sight import FACETS, define
from relsynth.extraction.proposals import CoderError
from relsynth.formats.codebook_yaml import read_codebook

MOST = 25_000_000  # bytes of both files together


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package with small weights of its own, read in place of ours."""
    folder = tmp_path / "other_weights"
    folder.mkdir()
    (folder / "__init__.py").touch()
    np.savez(folder / weights.ARRAYS, coded=np.arange(3))
    (folder / weights.SETTINGS).write_text('{"keep": 0.5}', encoding="utf-8")
    (folder / "facet_weights.json").write_text("{}", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "other_weights", raising=False)
    monkeypatch.setattr(weights, "FOLDER", "other_weights")
    monkeypatch.setattr(weights, "FACETS", folder / "facet_weights.json")
    for remembered in (weights.load, weights.digest):
        remembered.cache_clear()
    yield folder
    for remembered in (weights.load, weights.digest):
        remembered.cache_clear()


def test_both_files_are_within_the_limit() -> None:
    sizes = [len((files(weights.FOLDER) / name).read_bytes()) for name in (weights.ARRAYS, weights.SETTINGS)]
    assert 0 < sum(sizes) < MOST


def test_no_array_is_a_pickle_and_every_number_is_one() -> None:
    arrays = weights.load().arrays
    assert {array.dtype.kind for array in arrays.values()} <= {"i", "u", "f"}
    assert [name for name, array in arrays.items() if not np.isfinite(array).all()] == []


def test_they_are_read_once() -> None:
    assert weights.load() is weights.load()


def test_the_digest_is_short_and_stays() -> None:
    before = weights.digest()
    weights.digest.cache_clear()
    assert weights.digest() == before
    assert re.fullmatch(r"[0-9a-f]{8}", before)


def test_arrays_and_settings_fit_each_other() -> None:
    trained = weights.load()
    arrays, settings = trained.arrays, trained.settings
    codes = settings["codes"]
    assert len(set(codes)) == len(codes) == len(arrays["codes.weight"]) == len(arrays["definitions"])
    assert set(settings["definitions"]) == set(codes)
    assert {name: len(arrays[f"{name}.weight"]) for name in FACETS} == {
        name: len(settings["facets"][name]) for name in FACETS
    }
    assert arrays["words|bytes"].shape[0] == bytes(arrays["vocabulary"]).count(b"\n") + 1
    assert arrays["linear.weights"].shape == arrays["linear.idf"].shape == (2**BITS,)
    assert len(bytes(arrays["examples.keys"]).split(b"\n")) == len(arrays["examples"])


@pytest.mark.parametrize("kind", ["learned", "combined"])
def test_each_kind_has_its_weights_and_a_threshold(kind: str) -> None:
    settings = weights.load().settings
    stack = settings["stack"][kind]
    assert {"bias", "coded", "linear", "matched", "code"} <= set(stack["known"])
    assert {"bias", "coded", "linear", "matched"} <= set(stack["new"])
    assert {"bias", "coded", "linear"} <= set(stack["sentence"])
    weighs_cues = [bool(set(TIERS) & set(stack[part])) for part in ("known", "new", "sentence")]
    assert weighs_cues == [kind == "combined"] * 3
    assert ("unread" in stack) is (kind == "combined")
    assert 0.05 <= settings["thresholds"][kind] <= 1


def test_the_weights_that_ship_know_the_codebook_that_ships() -> None:
    """A code whose definition was changed since training counts as one never seen: train anew, or change it back."""
    book = read_codebook(default_codebook().read_bytes())
    said = weights.load().settings["definitions"]
    bases = {book.base_id(code.id) for code in book.codes}
    assert [code for code in sorted(bases) if said.get(code) != define(book.code(code))] == []


@pytest.mark.parametrize("name", [weights.ARRAYS, weights.SETTINGS, "facet_weights.json"])
def test_any_other_weight_gives_another_digest(elsewhere: Path, name: str) -> None:
    before = weights.digest()
    (elsewhere / name).write_bytes(b"others")
    weights.digest.cache_clear()
    assert weights.digest() != before


def test_what_is_read_is_in_the_two_files(elsewhere: Path) -> None:
    trained = weights.load()
    assert trained.settings == {"keep": 0.5}
    assert {name: array.tolist() for name, array in trained.arrays.items()} == {"coded": [0, 1, 2]}


def test_a_pickle_among_the_arrays_is_refused(elsewhere: Path) -> None:
    np.savez(elsewhere / weights.ARRAYS, coded=np.array([{"a": 1}], dtype=object))
    with pytest.raises(CoderError, match="allow_pickle=False"):
        weights.load()


@pytest.mark.parametrize("left", [None, b"", b"PK\x03\x04 cut short"])
def test_weights_that_are_missing_or_damaged_are_told(elsewhere: Path, left: bytes | None) -> None:
    (elsewhere / weights.ARRAYS).unlink()
    if left is not None:
        (elsewhere / weights.ARRAYS).write_bytes(left)
    with pytest.raises(CoderError, match="install it anew, or code with `--coder lexicon`"):
        weights.load()


def test_how_good_the_weights_are_is_told_without_reading_them() -> None:
    told = weights.figures()["combined_later"]
    assert 0 < told["in_paper_recall"] < told["in_paper_precision"] < 1


def test_weights_without_figures_are_damaged(elsewhere: Path) -> None:
    assert elsewhere.is_dir()
    with pytest.raises(CoderError, match="missing or damaged"):
        weights.figures()
