"""The dictionary's own matcher beside spaCy's, on the same sentences, in one run.

    python scripts/bench/matchers.py [--data ../shared/data] [--json]

spaCy's PhraseMatcher knows no endings and no gaps, so it is given only those spellings of the
codebook's cues that have neither: less than ours finds. Its time includes the blank
tokenizer, which it cannot do without; ours includes ours.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.matcher import PhraseMatcher

from relsynth import formats
from relsynth.bundled import default_codebook
from relsynth.codebook import Codebook
from relsynth.errors import RelsynthError
from relsynth.extraction.sentences import split
from relsynth.formats.codebook_yaml import read_codebook
from relsynth.lexicon import Lexicon, parse_cue


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--json", action="store_true")
    arguments = options.parse_args()
    papers = arguments.data / "papers"
    if not papers.is_dir():
        print(f"matchers: no folder {papers}", file=sys.stderr)
        return 2
    figures = measure(list(sentences(papers)))
    if arguments.json:
        print(json.dumps(figures))
    else:
        print("\n".join(f"{name:34}{value:14,.1f}" for name, value in figures.items()))
    return 0


def measure(lines: list[str]) -> dict[str, float]:
    """Words per CPU second, phrases known and places found, for each matcher."""
    words = sum(len(line.split()) for line in lines)
    book = read_codebook(default_codebook().read_bytes(), path=default_codebook())
    cues = sorted(set(all_cues(book)))
    lexicon = Lexicon((cue, cue) for cue in cues)
    start = time.process_time()
    ours = sum(len(lexicon.find(line)) for line in lines)
    own_seconds = time.process_time() - start
    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    plain = sorted({phrase for cue in cues for phrase in plain_phrases(cue)})
    matcher.add("cue", [nlp.make_doc(phrase) for phrase in plain])
    start = time.process_time()
    theirs = sum(len(matcher(nlp.make_doc(line))) for line in lines)
    spacy_seconds = time.process_time() - start
    return {
        "words": words,
        "cues": len(cues),
        "found": ours,
        "words_per_cpu_s": words / own_seconds,
        "spacy_phrases": len(plain),
        "spacy_found": theirs,
        "spacy_words_per_cpu_s": words / spacy_seconds,
        "ratio": spacy_seconds / own_seconds,
    }


def all_cues(book: Codebook) -> Iterator[str]:
    for code in book.codes:
        yield from (*code.cues.lack, *code.cues.strong, *code.cues.weak)


def plain_phrases(cue: str) -> Iterator[str]:
    """Spellings of a cue without gap or wild card; one that is longer than one step is left out."""
    steps = parse_cue(cue)
    if len(steps) == 1:
        yield from (" ".join(v) for v in steps[0].variants if v and not any(set(word) & set("*?#~") for word in v))


def sentences(papers: Path) -> Iterator[str]:
    for path in sorted(papers.iterdir()):
        try:
            document = formats.read(path.read_bytes(), path_name=path.name)
        except RelsynthError:
            continue
        for paragraph in document.paragraphs:
            line = document.text[paragraph.start : paragraph.end]
            yield from (line[start:end] for start, end in split(line))


if __name__ == "__main__":
    sys.exit(main())
