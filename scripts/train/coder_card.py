"""The model card: what the weights were trained on, how good they are and what they are not for, from model.json."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from coder_work import FACETS, WEIGHTS, our_codebook

from relsynth.extraction.learned.weights import SETTINGS

FEW = 10  # coded sentences under which a code's figures say little
Settings = Mapping[str, Any]


def settings(folder: Path | None) -> Settings:
    """Settings of the weights in a folder, else of those that ship."""
    return dict(json.loads(((folder or WEIGHTS) / SETTINGS).read_text(encoding="utf-8")))


def written(told: Settings) -> str:
    """The card as Markdown."""
    parts = [head(told), trained_on(told), how_good(told), new_codes(told), fewer_papers(told), not_for(), codes(told)]
    return "\n\n".join(part for part in parts if part) + "\n"


def head(told: Settings) -> str:
    return f"""# Model card of the learned coder

Written by `scripts/train_coder.py card` from the settings of the weights; change that script, not this page.

The coders `learned` and `combined` propose codes, sentence by sentence, with weights that ship in the package
(`model.npz` and `model.json`, revision {told["revision"]}; read without pickling). They run on numpy, download nothing
and send nothing.

A sentence is looked at three times: a linear model over hashed words, headings, neighbours and cues decides whether
it is read closely; a small encoder (MiniLM, six layers) reads it with the end of its heading and of the sentence
before and says whether it is coded at all, with which of {len(told["codes"])} codes, and how near it is to each
code's definition; a logistic regression weighs all of it into one score. `combined` adds the codebook's cues. What a
project's own codebook defines anew is matched by its definition."""


def trained_on(told: Settings) -> str:
    of = told["trained_on"]
    return f"""## What it was trained on, and how that was labelled

| source | how many | labelled by |
|---|---:|---|
| open-access papers read once | {of["papers_read_once"]} | a language model, by the definitions, not the cues |
| further open-access papers | {of["papers_read_twice"]} | two independent readings by a language model |
| the codebook's examples and near misses | {of["codebook_sentences"]} | written for their codes |
| sentences invented for it | {of["invented_sentences"]} | written for their codes |

The papers have {of["sentences"]:,} sentences, {of["coded"]:,} of them coded. A code that only one of two readings
gave counts 0.6. **No person labelled a paper**: the weights repeat what a language model makes of the codebook,
its generosity and its blind spots included. The papers, in English, are on implementation and public health; no
sentence of theirs is in the package. Papers that the coder's bench is scored on were not used. The codebook's near
misses were, so how quiet the coder is on these says little; homonyms of the bench were kept apart.

**Licences.** The encoder began as all-MiniLM-L6-v2 (Apache-2.0; its words and two of its six layers are as they
came); what was learned on top is under the package's own licence, as are the invented sentences."""


def how_good(told: Settings) -> str:
    figures, thresholds = told["figures"], told["thresholds"]
    rows = [f"| {what} | {' | '.join(qualities(figures, level))} |" for level, what in LEVELS.items()]
    if "learned_later" in figures:
        rows += [
            f"| {what}, papers read later | {' | '.join(qualities(figures, level, '_later'))} |"
            for level, what in LEVELS.items()
        ]
    table = "\n".join(rows)
    role, assertion, level = (number(figures[f"{facet}_accuracy"]) for facet in FACETS)
    return f"""## How good it is

Out of fold: each paper was coded by weights, and judged from a threshold, that it had no part in; against readings
by a language model. **The first three lines flatter:** the codebook's cues were written with most of these papers in
view. The *papers read later* are those of our own readings, made when the cues were there; they are the better guess
for yours, and the threshold was chosen on them. On ten papers on which nothing was written, learned or chosen it does
worse still ([benchmarks](../benchmarks.md));
`relsynth evaluate` tells how good it is on yours.

| | learned: precision | recall | F1 | combined: precision | recall | F1 |
|---|---:|---:|---:|---:|---:|---:|
{table}

The top-ranked third of each paper's sentences holds {number(figures["found_in_third"])} of the coded ones. Of the
coded sentences that were read closely, the heads name the reader's role in {role}, the assertion in {assertion},
the level in {level}. Codes are proposed from {number(thresholds["learned"])} with `learned` and
{number(thresholds["combined"])} with `combined`; codes that were never learned from
{number(told["thresholds_new"]["learned"])} and {number(told["thresholds_new"]["combined"])}."""


def qualities(figures: Settings, level: str, papers: str = "") -> Iterator[str]:
    for kind in ("learned", "combined"):
        yield from (number(figures[f"{kind}{papers}"][f"{level}_{name}"]) for name in ("precision", "recall", "f1"))


LEVELS = {"code": "sentence and code", "sentence": "sentence coded at all", "in_paper": "code anywhere in the paper"}


def new_codes(told: Settings) -> str:
    """What it costs that a code was never learned."""
    found = told["zero_shot"]
    if not found:
        return """## Codes it never saw

Not measured for these weights."""
    new, known = ([number(found[f"{what}_{kind}"]) for kind in ("learned", "combined")] for what in ("new", "known"))
    return f"""## Codes it never saw

Thirds of the codes were hidden in training, and then matched by definition alone. F1 on those codes: {new[0]} with
`learned` ({known[0]} where they are learned), {new[1]} with `combined` ({known[1]}), on the same sentences, by networks
trained for three epochs both times. Expect
that of codes that you add, or whose label or definition you change: the weights hold the definitions, and a code
whose words differ counts as new."""


def fewer_papers(told: Settings) -> str:
    """The learning curve; nothing where there is none."""
    if not told["curve"]:
        return ""
    shares = sorted({name.split()[1] for name in told["curve"]}, key=float)
    heads = " | ".join(f"{float(share):.0%}" for share in shares)
    rows = "\n".join(
        f"| {kind} | {' | '.join(number(told['curve'][f'{kind} {share}']) for share in shares)} |"
        for kind in ("learned", "combined")
    )
    return f"""## With fewer papers

F1 of sentence and code by the share of the papers that the encoder learned from, on the same papers left out. The
linear look, the examples and the invented sentences are the same for all shares, which flatters the small ones;
networks were trained for three epochs each, so that the curve lies lower than the figures above:

| papers | {heads} |
|---|{"---:|" * len(shares)}
{rows}"""


def not_for() -> str:
    return """## What it is not for

- **Counting without a person.** A proposal is a suggestion with a score; codings by people stand above it, and figures
  of machine coding alone are to be corrected and reported as such.
- **Other languages, other fields.** It learned from English papers on implementation in health; on reports, interviews
  and other fields it is untried.
- **Proving absence.** Codes that are rare here have a low recall: that it proposes nothing is no gap in the literature.
- **Judging people, organisations or partnerships.** It knows what a sentence is about, not whether it is true."""


def codes(told: Settings) -> str:
    return "\n".join(
        [
            "## By code",
            "",
            f"`combined`, out of fold; n: sentences that the reader gave the code. Under {FEW} the figures say little.",
            "",
            "| code | | n | proposed | precision | recall | F1 |",
            "|---|---|---:|---:|---:|---:|---:|",
            *rows(told),
        ]
    )


def rows(told: Settings) -> Iterator[str]:
    labels = {code.id: code.label for code in our_codebook().codes}
    for code, own in told["by_code"].items():
        quality = " | ".join(number(own[name]) for name in ("precision", "recall", "f1"))
        yield f"| `{code}` | {labels.get(code, '')} | {own['n']} | {own['proposed']} | {quality} |"


def number(share: float) -> str:
    return f"{share:.2f}"
