"""Whether every file of a folder is read, with its body, and without what a site puts around its papers.

A paper is unread where reading it raises, or where its body holds a hundred words or fewer (of a JATS file, fewer than
half of what the file has, where that is less). Furniture is what no paper writes: sentences and headings in wordings of
navigation, cookies, sharing and licences, and, where files are pages, paragraphs outside of back matter and tables
that recur, digits folded, in a twentieth of the files of one suffix, and in four at least.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from papers_layout import digits_folded
from papers_match import folded
from papers_sections import Reader, body_words, share
from papers_truth import truth

from relsynth.errors import RelsynthError

SUFFIXES = frozenset({".xml", ".nxml", ".html", ".htm", ".xhtml", ".md", ".txt", ".pdf", ".docx", ".epub", ".tei"})
ENOUGH = 100  # words of a body
SHORT = 60  # words of a sentence that may be a notice
LINK = 8  # words of a link or button, at most
PAGES = frozenset({".html", ".htm", ".xhtml", ".md", ".pdf"})
SENTENCE_END = re.compile(r"(?<=[.!?|])\s+")
LEAST = 4  # words of a line that recurs by no chance

_NOTICES = r"""
cookies?( policy| settings| on this site) | (uses|accept( all)?) cookies | privacy (policy|notice|statement)
terms of (use|service) | all rights reserved | creative ?commons | unrestricted use distribution
open ?access article (distributed|under|licensed) | without (the )?copyright holders? permission
subscribe to (our|the|receive) | (enable|requires) javascript | javascript (is|must|to be) | assistive technology might
this (web)?site (uses|is maintained) | (suggested|how to) cit(e|ation) | cite this (article|paper) | author affiliations
page last (reviewed|updated) | conversion of ascii text | an official website | skip (directly )?(to|navigation)
"""
NOTICES = re.compile("|".join(rf"\b{one.strip()}\b" for one in re.split(r" \| |\n", _NOTICES.strip())))
"""What a sentence says that is a notice: in normalised words."""
_LINKS = r"""
(share|print|save|cite|download|view|email|tweet|open|follow)( us| on| this| the| full| article| page| pdf| citation)*
(sign|log) (in|up|out) .* | back to (top|article) | return to .* | on this page | top( of page)? | home | menu | search
(article|page|view) (metrics|usage|tools|alerts) | (related|similar|recommended) (articles|content|links|papers)
(.* )?(site map|sitemap|a ?z index|contact us|main menu|google scholar)( .*)? | advertisement | about (us|the journal)
.*\b(facebook|twitter|linkedin|reddit)\b.*\b(facebook|twitter|linkedin|reddit|email)\b.*
(next|previous) (article|page)
(toggle|skip|site) navigation.* | view (author|larger|full size|enlarged).* | permissions | pdf( version| icon)?
"""
LINKS = re.compile("|".join(line.replace(" | ", "|") for line in _LINKS.strip().splitlines()))
"""What a link or button says, whole, in eight words at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file: what was raised, its words, those of its body; its sentences and recurrable paragraphs, normalised."""

    name: str
    suffix: str
    error: str = ""
    declared: bool = True
    words: int = 0
    body: int = 0
    least: int = ENOUGH
    sentences: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()

    @property
    def unread(self) -> bool:
        """Whether it could not be read, or has no body to speak of."""
        return bool(self.error) or self.body <= self.least


def files_of(folder: Path, read: Reader) -> Iterator[File]:
    """Every paper of a folder, read."""
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in SUFFIXES:
            yield file_of(path, read)


def file_of(path: Path, read: Reader) -> File:
    source = path.read_bytes()
    suffix = path.suffix.lower()
    try:
        document = read(source, path.name)
    except Exception as error:  # noqa: BLE001 - whatever is raised is what is counted
        said, declared = f"{type(error).__name__}: {error}"[:300], isinstance(error, RelsynthError)
        return File(name=path.name, suffix=suffix, error=said, declared=declared)
    gold = truth(source) if suffix in (".xml", ".nxml") else None
    texts = [document.text[p.start : p.end] for p in document.paragraphs]
    headings = [section.heading for section in document.sections]
    sentences = [line for text in texts for line in SENTENCE_END.split(text)]
    return File(
        name=path.name,
        suffix=suffix,
        words=len(document.text.split()),
        body=body_words(document),
        least=min(ENOUGH, gold.words // 2) if gold else ENOUGH,
        sentences=tuple(filter(None, map(folded, [*sentences, *headings]))),
        paragraphs=tuple(
            digits_folded(folded(text))
            for text, p in zip(texts, document.paragraphs, strict=True)
            if p.kind != "table" and document.sections[p.section].label != "back_matter"
        ),
    )


def furniture(files: Sequence[File]) -> dict[str, Counter[str]]:
    """What is furniture in each file, with how many words of it there are."""
    found = {file.name: Counter[str]() for file in files}
    for file in files:
        for line in file.sentences:
            words = line.count(" ") + 1
            if (words <= SHORT and NOTICES.search(line)) or (words <= LINK and LINKS.fullmatch(line)):
                found[file.name][line] += words
    for suffix in PAGES:
        own = [file for file in files if file.suffix == suffix]
        times = Counter(line for file in own for line in set(file.paragraphs))
        for file in own:
            for line in file.paragraphs:
                if times[line] >= max(4, len(own) / 20) and line.count(" ") + 1 >= LEAST:
                    found[file.name][line] = max(line.count(" ") + 1, found[file.name][line])
    return found


def figures_of(files: Sequence[File]) -> dict[str, float]:
    lines = furniture(files)
    figures: dict[str, float] = {
        "papers": len(files),
        "papers_read": sum(not file.error for file in files),
        "unread": sum(file.unread for file in files),
        "undeclared_errors": sum(not file.declared for file in files),
        "furniture_share": share(sum(c.total() for c in lines.values()), sum(file.words for file in files)),
    }
    for suffix in sorted({file.suffix for file in files}):
        own = [file for file in files if file.suffix == suffix]
        figures[f"furniture_share_{suffix[1:]}"] = share(
            sum(lines[file.name].total() for file in own), sum(file.words for file in own)
        )
    return figures
