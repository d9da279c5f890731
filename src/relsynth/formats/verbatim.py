"""A text that is kept sign for sign: what came out of another program's project, with people's codings on it.

Other readers fold white space and keep headings outside of the text, and so move what follows. This one does not: the
document's text is the file's, in NFC and with line feeds, and an offset in one is the same in the other. A line that
is not blank is a paragraph; one that is a heading by its words opens a section, and stays a paragraph of kind
``heading``, since it may be coded. It is no format to be found by content: a file is read so because it was before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from relsynth.documents import Block, Document, Paragraph, Section, document_id, plain_line
from relsynth.errors import InputError
from relsynth.formats.language import SAMPLE, detect
from relsynth.formats.reading import section_model
from relsynth.formats.refi_text import decoded, kept
from relsynth.headings import is_summary, read_heading
from relsynth.sections import assemble
from relsynth.speech import spoken

READER = "verbatim/1"
FAMILY = "verbatim/"
LONGEST_HEADING = 12  # words, as in plain

_LINE = re.compile(r"[^\n]+")
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)]?\s+(?=[^\W\d_])")


def is_verbatim(reader: str | None) -> bool:
    """Whether a reading was made by this reader; it then holds, and no other takes its place."""
    return (reader or "").startswith(FAMILY)


def written(text: str) -> bytes:
    """A kept text as a file: read again, it is the same text."""
    return text.encode()


def read_document(source: bytes, *, name: str) -> Document:
    """Read a text sign for sign.

    Raises:
        InputError: there are no words in it.
    """
    text = kept(decoded(source)).text
    lines = [_stripped(text, found.start(), found.end()) for found in _LINE.finditer(text)]
    lines = [(start, end) for start, end in lines if start < end and plain_line(text[start:end])]
    if not lines:
        raise InputError("the file holds no text")
    blocks = [_block(text[start:end]) for start, end in lines]
    _, told, sections, _ = assemble(blocks, section_model())
    paragraphs = _paragraphs(lines, blocks, told, sections)
    return Document(
        id=document_id(source),
        name=name,
        format="plain",
        text=text,
        paragraphs=paragraphs,
        sections=sections or (Section(heading="", label="other", reason="no heading"),),
        reader=READER,
        spoken=spoken(text, paragraphs, sections),
        language=detect(text[:SAMPLE]),
    )


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _block(line: str) -> Block:
    if _is_heading(line):
        number = _NUMBERED.match(line)
        return Block(
            text=line, kind="heading", depth=1 + number.group().strip().rstrip(".)").count(".") if number else 1
        )
    return Block(text=line)


def _is_heading(line: str) -> bool:
    """Whether a line is a heading by its words; less than its words would tell of it, since any line may be short."""
    words = _NUMBERED.sub("", line, count=1)
    if len(line.split()) > LONGEST_HEADING or line.endswith((".", ",", ";", "?", "!", ":")) or not words[:1].isupper():
        return False
    reading = read_heading(words)
    return (reading.label is not None and reading.force != "loose") or is_summary(words)


def _paragraphs(
    lines: Sequence[tuple[int, int]], blocks: Sequence[Block], told: Sequence[Paragraph], sections: Sequence[Section]
) -> tuple[Paragraph, ...]:
    """The paragraphs where they stand in the text, headings among them in the sections that they open."""
    body = iter(told)
    headed = iter([number for number, section in enumerate(sections) if section.heading])
    return tuple(
        Paragraph(start=start, end=end, section=next(headed), kind="heading")
        if block.kind == "heading"
        else replace(next(body), start=start, end=end)
        for (start, end), block in zip(lines, blocks, strict=True)
    )
