"""Training of the encoder and its heads, and what it says of papers that it was not trained on."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from coder_data import Data
from coder_linear import Linear
from coder_net import DEVICE, Fed, Net, base_folder, feed, make_net, vocabulary
from coder_work import FACETS, Run, Work, is_hidden, place_of, say
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from relsynth.extraction.learned.wordpiece import WordPiece

BATCH, BUCKET = 32, 40  # sentences a step; steps whose sentences are sorted by length together
RATE, HEAD_RATE, DECAY = 1.2e-4, 1e-3, 0.01
WARM = 0.08  # share of the steps in which the rate rises; then it falls to nothing
CODES_COUNT, FACETS_COUNT, SMOOTH = 25.0, 0.8, 0.05  # weights of losses; few of the pairs are true, so codes count more
MATCH_EVERY = 6  # steps between two in which definitions are encoded too, which costs as much as a step
LIKELY, STRAY = 0.36, 0.04  # shares of sentences trained on: the likeliest by the linear look; of the rest, at random
TESTED = 0.5  # share of sentences predicted, the likeliest
BATCH_READ = 64
Rows = NDArray[np.int64]


def train(data: Data, linear: Linear, work: Work, run: Run, *, epochs: int, base: Path | None) -> None:
    """Train, go on where a training was broken off after an epoch, and keep weights (``all``) or predictions."""
    folder = base_folder(work, base)
    fed = feed(data, WordPiece(vocabulary(folder)))
    rows = chosen(data, linear, fed, run)
    torch.manual_seed(run.seed)
    net = make_net(folder, len(data.codes))
    shown = [not (run.hide is not None and is_hidden(code, run.hide)) for code in data.codes]
    say(f"{run.name}: {len(rows)} sentences, {epochs} epochs on {DEVICE}")
    fit(
        net,
        fed,
        rows,
        epochs=epochs,
        seed=run.seed,
        shown=torch.tensor(shown).to(DEVICE),
        half_done=work.half_done(run),
    )
    if run.fold is None:
        torch.save(net.state_dict(), work.net(run))
    else:
        tested = np.flatnonzero((linear.fold == run.fold) & (linear.scores >= np.quantile(linear.scores, 1 - TESTED)))
        np.savez(work.predictions(run), P=predict(net, fed, tested), te=tested)
    work.half_done(run).unlink(missing_ok=True)


def chosen(data: Data, linear: Linear, fed: Fed, run: Run) -> Rows:
    """Sentences to train on: coded ones, likely ones, some others; all those written for it."""
    count = len(linear.scores)
    likely = linear.scores >= np.quantile(linear.scores, 1 - LIKELY)
    stray = np.random.default_rng(5).random(count) < STRAY
    wanted = (likely | stray | linear.coded) & (linear.fold != (-1 if run.fold is None else run.fold))
    if run.papers < 1:
        place = np.array([place_of(paper.key) for paper in data.papers])
        wanted &= place[linear.paper] < run.papers
    return np.flatnonzero(np.concatenate([wanted, np.ones(len(fed.paper) - count, bool)]))


def fit(net: Net, fed: Fed, rows: Rows, *, epochs: int, seed: int, shown: Tensor, half_done: Path) -> None:
    """AdamW with a rate that rises and falls; after each epoch all is kept that going on needs."""
    inside = [weights for name, weights in net.named_parameters() if name.startswith("enc.") and weights.requires_grad]
    heads = [weights for name, weights in net.named_parameters() if not name.startswith("enc.")]
    groups = [{"params": inside, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}]
    steps = math.ceil(len(rows) / BATCH) * epochs
    optimizer = torch.optim.AdamW(groups, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate_at(step, steps))
    done = 0
    if half_done.is_file():
        held = torch.load(half_done, map_location=DEVICE, weights_only=True)
        net.load_state_dict(held["net"])
        optimizer.load_state_dict(held["optimizer"])
        schedule.load_state_dict(held["schedule"])
        done = held["epochs"]
        say(f"going on after epoch {done}")
    for epoch in range(done, epochs):
        torch.manual_seed(1000 * seed + epoch)
        one_epoch(net, fed, list(batches(rows, fed.lengths, seed=(seed, epoch))), (optimizer, schedule), shown)
        states = {"net": net.state_dict(), "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict()}
        torch.save({**states, "epochs": epoch + 1}, half_done)
        say(f"epoch {epoch + 1} of {epochs} done")


def rate_at(step: int, steps: int) -> float:
    """Share of the full rate."""
    return min((step + 1) / (WARM * steps + 1), max(0.0, (steps - step) / ((1 - WARM) * steps)))


def batches(rows: Rows, lengths: Rows, *, seed: tuple[int, int]) -> Iterator[Rows]:
    """Rows in random order, of like length together."""
    rng = np.random.default_rng(seed)
    order = rng.permutation(rows)
    buckets = np.array_split(order, max(1, len(order) // (BATCH * BUCKET)))
    order = np.concatenate([bucket[np.argsort(lengths[bucket], kind="stable")] for bucket in buckets])
    found = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
    return (found[n] for n in rng.permutation(len(found)))


def one_epoch(
    net: Net,
    fed: Fed,
    order: list[Rows],
    moves: tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR],
    shown: Tensor,
) -> None:
    net.train()
    optimizer, schedule = moves
    definitions = fed.definitions[: fed.codes.shape[1]]
    losses, started = [], time.monotonic()
    for step, rows in enumerate(order, 1):
        with torch.autocast(DEVICE, dtype=torch.bfloat16):
            found = net(fed.batch(rows), definitions if step % MATCH_EVERY == 1 else None)
        loss = loss_of(found, fed, rows, shown)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
        if step % 50 == 0 or step == len(order):
            mean = np.mean(losses[-50:])
            say(f"  step {step} of {len(order)}: loss {mean:.3f}, {time.monotonic() - started:.0f} s")


def loss_of(found: dict[str, Tensor], fed: Fed, rows: Rows, shown: Tensor) -> Tensor:
    """Coded at all, and the codes that are ``shown``, by both heads; facets of those whose facets are told."""
    places = torch.as_tensor(rows)
    codes, facets = fed.codes[places].to(DEVICE), fed.facets[places].to(DEVICE)
    loss = functional.binary_cross_entropy_with_logits(found["coded"], fed.coded[places].to(DEVICE))
    for head in ("codes", "matched"):
        if head in found:
            each = functional.binary_cross_entropy_with_logits(found[head], codes, reduction="none")
            loss = loss + CODES_COUNT * (each * shown).mean()
    for number, facet in enumerate(FACETS):
        told = facets[:, number] >= 0
        if told.any():
            own = functional.cross_entropy(found[facet][told], facets[told, number], label_smoothing=SMOOTH)
            loss = loss + FACETS_COUNT * told.float().mean() * own
    return loss


@torch.no_grad()
def predict(net: Net, fed: Fed, rows: Rows) -> NDArray[np.float32]:
    """Logits of rows: coded, codes, matched codes, role, assertion, level, matched codes that refine one."""
    net.eval()
    codes = fed.codes.shape[1]
    found: dict[int, NDArray[np.float32]] = {}
    order = rows[np.argsort(fed.lengths[rows], kind="stable")]
    defined = net.defined(fed.definitions)
    for start in range(0, len(order), BATCH_READ):
        batch = order[start : start + BATCH_READ]
        out = net.heads(net.vectors(fed.batch(batch)), defined)
        matched = out["matched"]
        parts = [out["coded"][:, None], out["codes"], matched[:, :codes], *(out[f] for f in FACETS), matched[:, codes:]]
        found |= dict(zip(batch.tolist(), torch.cat(parts, -1).cpu().numpy(), strict=True))
    return np.stack([found[row] for row in rows.tolist()])
