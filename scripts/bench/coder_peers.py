"""medspaCy beside the coders: the same papers, and the codebook's strong cues as its target rules.

A cue is given as literal phrases where it has neither endings nor gaps, which is what medspaCy is fastest with,
else as patterns of tokens. Its pipeline runs in an environment of its own: peers/run_medspacy.py.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
import venv
from collections.abc import Sequence
from itertools import chain, product
from math import prod
from pathlib import Path
from typing import Any

from relsynth.codebook import Codebook
from relsynth.cues import GAP, NUMBER, Step, parse_cue
from relsynth.documents import Document

PEERS = Path(__file__).parent / "peers"
MOST_RULES = 200  # of one cue; one that needs more is left out
HYPHENS = ["-", "‐", "‑", "–"]

Token = dict[str, Any]
Rule = tuple[str, str, list[Token] | None]
"""Literal, category, and a pattern of tokens, or None where the literal itself is looked for."""


def medspacy(documents: Sequence[Document], book: Codebook, *, folder: Path) -> dict[str, float]:
    """Words per CPU second, peak memory and what was found: with every rule, and with the literal ones alone."""
    python = environment(folder / "medspacy")
    by_cue = [rules_of(cue, code.id) for code in book.codes for cue in code.cues.strong]
    rules = [rule for rules in by_cue for rule in rules]
    words = sum(len(document.text.split()) for document in documents)
    done = run(python, documents, rules)
    bare = run(python, documents, [rule for rule in rules if rule[2] is None])
    return {
        "medspacy_words_per_cpu_s": words / done["cpu_s"],
        "medspacy_words_per_cpu_s_literal_rules": words / bare["cpu_s"],
        "medspacy_peak_mb": done["peak_mb"],
        "medspacy_load_s": done["load_s"],
        "medspacy_rules": len(rules),
        "medspacy_cues_expressed": sum(map(bool, by_cue)) / len(by_cue),
        "medspacy_targets": done["targets"],
        "medspacy_targets_modified": done["targets_modified"],
        "medspacy_sections": done["sections"],
    }


def environment(home: Path) -> Path:
    """The peer's Python, in an environment made on first use."""
    python = home / "bin" / "python"
    if not python.exists():
        venv.create(home, with_pip=True)
        wanted = PEERS / "medspacy.txt"
        subprocess.run([python, "-m", "pip", "install", "-q", "-r", wanted], check=True, capture_output=True)
    return python


def run(python: Path, documents: Sequence[Document], rules: Sequence[Rule]) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        job = Path(folder) / "job.json"
        job.write_text(json.dumps({"texts": [text_of(one) for one in documents], "rules": rules}), encoding="utf-8")
        command = [str(python), str(PEERS / "run_medspacy.py"), str(job)]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return dict(json.loads(out.splitlines()[-1]))


def text_of(document: Document) -> str:
    """A paper as medspaCy wants it: each heading on a line of its own, before its paragraphs."""
    lines, last = [], -1
    for paragraph in document.paragraphs:
        if paragraph.section != last:
            last = paragraph.section
            lines.append(document.sections[last].heading)
        lines.append(document.text[paragraph.start : paragraph.end])
    return "\n\n".join(line for line in lines if line)


def rules_of(cue: str, category: str) -> list[Rule]:
    """One cue: every spelling as a literal, or patterns of tokens, or nothing where it would need too many."""
    steps = parse_cue(cue)
    count = prod(len(step.variants) for step in steps)
    if is_literal(steps):
        spellings = (" ".join(chain.from_iterable(one)) for one in product(*(sorted(s.variants) for s in steps)))
        return [(phrase, category, None) for phrase in sorted(set(spellings))] if count <= MOST_RULES else []
    parts = [parts_of(step) for step in steps]
    if prod(map(len, parts)) > MOST_RULES:
        return []
    made = [list(chain.from_iterable(one)) for one in product(*parts)]
    return [(cue, category, pattern) for pattern in made if pattern]


def is_literal(steps: Sequence[Step]) -> bool:
    """Whether a cue has neither gaps nor endings nor numbers nor hyphens, which stand for several signs."""
    words = {word for step in steps for variant in step.variants for word in variant}
    return not any(step.gap for step in steps) and not any(set(word) & set(f"*?{NUMBER}~-") for word in words)


def parts_of(step: Step) -> list[list[Token]]:
    """Sequences of tokens that a step may be: all of its single words are one, each longer variant another."""
    before: list[Token] = [{"OP": "?"} for _ in range(step.gap or 0)]
    words = sorted(variant[0] for variant in step.variants if is_word(variant))
    longer = sorted(variant for variant in step.variants if variant and not is_word(variant))
    made = [[*before, one_of(words)]] if words else []
    made += [[*before, *chain.from_iterable(map(tokens_of, variant))] for variant in longer]
    return [*made, []] if () in step.variants else made


def is_word(variant: Sequence[str]) -> bool:
    """Whether a variant is one token: one word, and no hyphen in it."""
    return len(variant) == 1 and "-" not in variant[0]


def one_of(words: Sequence[str]) -> Token:
    """One token that is any of some words."""
    if words == [NUMBER]:
        return {"LIKE_NUM": True}
    return {"LOWER": {"REGEX": f"^(?:{'|'.join(map(expression, words))})$"}}


def tokens_of(word: str) -> list[Token]:
    """The tokens of a word of a cue: a gap is as many that may be missing, a hyphen one that may be."""
    if gap := GAP.fullmatch(word):
        return [{"OP": "?"} for _ in range(int(gap[1]))]
    first, *rest = word.split("-")
    return [
        one_of([first]),
        *chain.from_iterable(({"TEXT": {"IN": HYPHENS}, "OP": "?"}, one_of([one])) for one in rest),
    ]


def expression(word: str) -> str:
    """A word's wild cards as a regular expression."""
    if word == NUMBER:
        return r"\d[\d.,]*"
    return re.escape(word).replace(r"\*", r"\w*").replace(r"\?", r"\w")
