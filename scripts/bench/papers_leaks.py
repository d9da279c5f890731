"""How much of a reading is no text of the paper: references, running heads, feet, page numbers, people and licences.

Words of two letters or more are looked at three by three. Three that stand in a gold reference, or in the front matter
that is no text, and nowhere in what may rightly stand in the reading, are leaked, where they are part of a run of at
least six words; so are running heads and feet, whole (of three words at least inside of a paragraph, of any length as
a paragraph of their own), and paragraphs that are nothing but a page number or a publisher's notice. The title's own
paragraph is never leaked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from papers_layout import digits_folded
from papers_truth import Gold

RUN = 6  # words that are no chance likeness
HEAD = 3  # words of a running head that is told inside of a paragraph
PAGE_NUMBER = re.compile(r"(?:page |p )?#(?: (?:of )?#)?")

NOTICE = re.compile(
    r"(received|accepted|published|revised|submitted)( on| online)? "
    r"(\d|x|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|academic editors?\b|(address )?correspond(ence|ing author)( to| should| and|$)|reprints? (and|requests)|email "
    r"|(. )?(copyright )?(c )?\d{4} (the )?(authors?|published by|licensee)\b|copyright (c |by |\d)"
    r"|this is an open ?access"
    r"|(publishers note )?springer nature remains neutral|orcid|(how to )?cite this (article|paper|as)"
    r"|check for updates|.{0,400}(list of )?author information is available at the end"
)
"""How a publisher's notice begins, normalised."""
NOTICE_WORDS = 60  # that a notice has at most

Triple = tuple[str, str, str]


def leaked(lines: Sequence[str], gold: Gold, edges: frozenset[str], *, title: frozenset[int]) -> list[tuple[str, int]]:
    """What leaks into a reading's normalised paragraphs: the words of each stretch, and how many they are.

    ``title`` are the indices of paragraphs that hold the title.
    """
    strange = triples([*gold.references, *gold.front]) - triples([gold.rightful, gold.title])
    rightful = f" {digits_folded(gold.rightful)} "
    heads = [edge.split() for edge in edges if edge.count(" ") >= HEAD - 1 and f" {edge} " not in rightful]
    found = []
    for number, line in enumerate(lines):
        if line and number not in title and f" {line} " not in f" {gold.rightful} ":
            words = line.split()
            found += stretches(words, flags(words, strange, heads, edges))
    return found


def flags(
    words: Sequence[str], strange: set[Triple], heads: Iterable[Sequence[str]], edges: frozenset[str]
) -> list[bool]:
    """Whether each word of a paragraph is leaked."""
    folded = [digits_folded(word) for word in words]
    whole = " ".join(folded)
    is_notice = len(words) <= NOTICE_WORDS and NOTICE.match(" ".join(words)) is not None
    if whole in edges or PAGE_NUMBER.fullmatch(whole) or is_notice:
        return [True] * len(words)
    marks = runs(words, strange)
    for head in heads:
        for at in range(len(folded) - len(head) + 1):
            if folded[at] == head[0] and folded[at : at + len(head)] == head:
                marks[at : at + len(head)] = [True] * len(head)
    return marks


def runs(words: Sequence[str], strange: set[Triple]) -> list[bool]:
    """Marks of the words in long runs of strange triples, with the numbers and initials between them."""
    lettered = [at for at, word in enumerate(words) if is_lettered(word)]
    marks = [False] * len(lettered)
    for at in range(len(lettered) - 2):
        if (words[lettered[at]], words[lettered[at + 1]], words[lettered[at + 2]]) in strange:
            marks[at : at + 3] = [True] * 3
    whole = [False] * len(words)
    for mark, group in groupby(range(len(lettered)), key=marks.__getitem__):
        run = list(group)
        if mark and len(run) >= RUN:
            first, last = lettered[run[0]], lettered[run[-1]]
            whole[first : last + 1] = [True] * (last + 1 - first)
    return whole


def triples(texts: Iterable[str]) -> set[Triple]:
    found: set[Triple] = set()
    for text in texts:
        words = [word for word in text.split() if is_lettered(word)]
        found.update(zip(words, words[1:], words[2:], strict=False))
    return found


def is_lettered(word: str) -> bool:
    return len(word) > 1 and any(map(str.isalpha, word))


def stretches(words: Sequence[str], marks: Sequence[bool]) -> list[tuple[str, int]]:
    found = []
    for mark, group in groupby(range(len(words)), key=marks.__getitem__):
        run = list(group)
        if mark:
            found.append((" ".join(words[at] for at in run), len(run)))
    return found
