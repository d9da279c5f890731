"""The weights that ship: arrays as bytes with a scale a row, settings as JSON; checked by the run time itself."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from coder_data import Data
from coder_linear import Linear, looked
from coder_net import DEVICE, HEADS, Net, base_folder, laid_out, laid_out_definitions, make_net, padded, vocabulary
from coder_work import FACETS, WEIGHTS, Run, TrainingError, Work, needed, our_codebook, say
from numpy.typing import NDArray

from relsynth.codebook import Codebook
from relsynth.extraction.learned import weights
from relsynth.extraction.learned.encoder import Encoder, fold
from relsynth.extraction.learned.examples import examples_of, key
from relsynth.extraction.learned.features import Looked
from relsynth.extraction.learned.sight import Sight, define, unit
from relsynth.extraction.learned.weights import Trained
from relsynth.extraction.learned.wordpiece import WordPiece

REVISION = 1  # of the form of both files
MOST_BYTES = 25_000_000  # that the package may grow by
CHECKED, LEAST_COSINE = 200, 0.995  # sentences that the run time's vectors are compared on, and how near they must be
Arrays = dict[str, NDArray[Any]]
MATRICES = {
    "out": "attention.output.dense",
    "inner": "intermediate.dense",
    "outer": "output.dense",
}
NORMS = {"out": "attention.output.LayerNorm", "outer": "output.LayerNorm"}


def export(
    data: Data, linear: Linear, stacked: Mapping[str, Any], work: Work, *, base: Path | None, to: Path | None
) -> None:
    """Write both files, then check them as the run time reads them."""
    run = Run(fold=None)
    folder = base_folder(work, base)
    net = make_net(folder, len(data.codes))
    net.load_state_dict(torch.load(needed(work.net(run), "encoder --fold all"), map_location=DEVICE, weights_only=True))
    net.eval()
    book = our_codebook()
    arrays = encoder_arrays(net) | head_arrays(net) | linear_arrays(linear)
    arrays["vocabulary"] = np.frombuffer("\n".join(vocabulary(folder)).encode(), np.uint8)
    arrays |= text_arrays(arrays, book, data.codes, WordPiece(vocabulary(folder)))
    said = {code.id: define(code) for code in book.codes}
    settings = {
        "revision": REVISION,
        "heads": HEADS,
        "codes": list(data.codes),
        "definitions": {code: said[code] for code in data.codes},
        "keep": round(linear.keep, 6),
        "linear_bias": linear.bias,
        "match_scale": float(net.scale.detach()),
        "match_bias": float(net.bias.detach()),
        "stack": stacked["stack"],
        "thresholds": stacked["thresholds"],
        "thresholds_new": stacked["thresholds_new"],
        "sure": stacked["sure"],
        "facets": {facet: list(values) for facet, values in FACETS.items()},
        "trained_on": data.counts(),
        **{part: stacked[part] for part in ("figures", "by_code", "zero_shot", "curve")},
    }
    target = to or WEIGHTS
    check(Trained(arrays, json.loads(json.dumps(settings))), net, data, linear, book)
    write(arrays, settings, target)


def write(arrays: Arrays, settings: Mapping[str, Any], target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(target / weights.ARRAYS, **arrays)
    text = json.dumps(settings, indent=1, ensure_ascii=False) + "\n"
    (target / weights.SETTINGS).write_text(text, encoding="utf-8")
    sizes = {name: (target / name).stat().st_size for name in (weights.ARRAYS, weights.SETTINGS)}
    started = time.perf_counter()
    with np.load(target / weights.ARRAYS, allow_pickle=False) as held:
        kept = {name: held[name] for name in held.files}
    Encoder(kept, heads=HEADS)
    told = ", ".join(f"{name} {size / 1e6:.2f} MB" for name, size in sizes.items())
    say(f"{target}: {told}; read and unfolded in {time.perf_counter() - started:.2f} s")
    if sum(sizes.values()) > MOST_BYTES:
        raise TrainingError(f"more than {MOST_BYTES / 1e6:.0f} MB")


# -- arrays


def encoder_arrays(net: Net) -> Arrays:
    """The encoder under the run time's names; a matrix is folded by its outputs, words and positions by their rows."""
    held = {name: value.detach().float().cpu().numpy() for name, value in net.enc.state_dict().items()}
    positions = held["embeddings.position_embeddings.weight"] + held["embeddings.token_type_embeddings.weight"][:1]
    arrays = {
        **folded("words", held["embeddings.word_embeddings.weight"]),
        **folded("positions", positions),
        "norm.weight": held["embeddings.LayerNorm.weight"],
        "norm.bias": held["embeddings.LayerNorm.bias"],
    }
    for number in range(net.enc.config.num_hidden_layers):
        arrays |= layer_arrays(held, f"encoder.layer.{number}.", f"layer.{number}.")
    return arrays


def layer_arrays(held: Mapping[str, NDArray[Any]], theirs: str, ours: str) -> Arrays:
    three = [f"{theirs}attention.self.{part}" for part in ("query", "key", "value")]
    arrays = folded(f"{ours}qkv", np.concatenate([held[f"{one}.weight"] for one in three]))
    arrays[f"{ours}qkv.bias"] = np.concatenate([held[f"{one}.bias"] for one in three])
    for name, there in MATRICES.items():
        arrays |= folded(f"{ours}{name}", held[f"{theirs}{there}.weight"])
        arrays[f"{ours}{name}.bias"] = held[f"{theirs}{there}.bias"]
    for name, there in NORMS.items():
        for part in ("weight", "bias"):
            arrays[f"{ours}{name}.norm.{part}"] = held[f"{theirs}{there}.{part}"]
    return arrays


def folded(name: str, matrix: NDArray[np.float32]) -> Arrays:
    whole, scale = fold(matrix)
    return {f"{name}|bytes": whole, f"{name}|scale": scale}


def head_arrays(net: Net) -> Arrays:
    arrays: Arrays = {}
    for name in ("coded", "codes", *FACETS):
        head = getattr(net, name)
        arrays[f"{name}.weight"], arrays[f"{name}.bias"] = half(head.weight), half(head.bias)
    return arrays | {"proj": half(net.proj.weight), "query": half(net.query.weight)}


def half(values: torch.Tensor) -> NDArray[np.float16]:
    return values.detach().float().cpu().numpy().astype(np.float16)


def linear_arrays(linear: Linear) -> Arrays:
    """Weights of features that the look never saw twice are nothing, so that they take no room."""
    return {"linear.weights": np.where(linear.idf > 0, linear.weights, np.float16(0)), "linear.idf": linear.idf}


def text_arrays(arrays: Arrays, book: Codebook, codes: tuple[str, ...], pieces: WordPiece) -> Arrays:
    """Unit vectors of the codes' definitions and of the codebook's examples, by the encoder as it ships."""
    encoder = Encoder(arrays, heads=HEADS)
    texts = list(dict.fromkeys(text for code in book.codes for text in examples_of(code)))
    read = [laid_out(pieces, Looked(text, "", "", {})) for text in texts]
    defined = encoder.vectors(laid_out_definitions(pieces, book, codes)) @ arrays["query"].astype(np.float32).T
    return {
        "definitions": unit(defined).astype(np.float16),
        "examples": unit(encoder.vectors(read) @ arrays["proj"].astype(np.float32).T).astype(np.float16),
        "examples.keys": np.frombuffer("\n".join(map(key, texts)).encode(), np.uint8),
    }


# -- checks


def check(trained: Trained, net: Net, data: Data, linear: Linear, book: Codebook) -> None:
    """The run time must see what was trained: the same pieces, vectors as good as equal, the same linear look."""
    sight = Sight(trained, book)
    paper = max(data.papers, key=lambda one: len(one.sentences))
    sentences = looked(paper)[:CHECKED]
    pieces = WordPiece(bytes(trained.arrays["vocabulary"]).decode().split("\n"))
    rows = [laid_out(pieces, one) for one in sentences]
    if rows != [sight._read(one) for one in sentences]:  # nothing else shows how the run time lays a sentence out
        raise TrainingError("the run time lays sentences out in another way")
    with torch.no_grad():
        wanted = net.vectors(padded(rows).long().to(DEVICE)).float().cpu().numpy()
    found = Encoder(trained.arrays, heads=HEADS).vectors(rows)
    cosine = (unit(wanted) * unit(found)).sum(axis=1)
    say(f"vectors of {len(rows)} sentences: cosine {cosine.min():.4f} or more, {cosine.mean():.4f} on average")
    if cosine.min() <= LEAST_COSINE:
        raise TrainingError(f"the run time's vectors differ: cosine {cosine.min():.4f}")
    definitions = trained.arrays["definitions"].astype(np.float32)
    if not np.allclose(np.linalg.norm(definitions, axis=1), 1, atol=1e-2) or not np.isfinite(definitions).all():
        raise TrainingError("definitions are no unit vectors")
    if not np.isfinite(sight.linear(sentences)).all():
        raise TrainingError("the linear look gives no numbers")
