"""The dictionary coder: a document in, proposed codings out.

    sentences ─▶ codes by cue ─▶ (parser, on those alone) ─▶ assertion, role, level, … ─▶ Coding

A coding's span is the sentence, the unit of coding; its cue is kept with its own
place. A cell of a table takes its role from what heads its column or row, where its own
words give none, and is recommended, planned, lacking or another's where its head says so.
Back matter (acknowledgements, contributions) is not coded.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from relsynth.codebook import Codebook
from relsynth.coding import Coder, Coding
from relsynth.dictionary import CueHit, Dictionary
from relsynth.documents import UNCODED_LABELS, Document, Paragraph, Sentence, Span
from relsynth.extraction import assertion
from relsynth.extraction.facets import FacetCoder, as_pairs
from relsynth.extraction.parser import Parsed, Parser, actors
from relsynth.extraction.sentences import sentences
from relsynth.lexicon import Lexicon

REVISION = 2
"""Raised whenever the same codebook and text would give other codings; part of the coder's name."""

ACTOR = "actor"
SPEAKER = "speaker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """What coding one document gave."""

    sentences: int
    codings: tuple[Coding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """What a table says of its cells: the caption before it, and the roles that its heads name."""

    caption: Paragraph | None
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence with the codes its words suggest."""

    sentence: Sentence
    text: str
    codes: dict[str, tuple[CueHit, ...]]


class LexiconCoder:
    """The first coder: the codebook's cues, with or without a parser.

    ``coder.name`` is ``lexicon@<12 digits of the codebook's digest>.<revision>``, and the
    parser's name where one is used: anything that could change the result changes it.
    """

    def __init__(self, codebook: Codebook, parser: Parser | None = None) -> None:
        self._codebook = codebook
        self._dictionary = Dictionary(codebook)
        self._facets = FacetCoder(codebook)
        self._actors = Lexicon((cue, kind) for kind, cues in _actor_cues(codebook).items() for cue in cues)
        self._parser = parser
        self.coder = Coder(name=coder_name(codebook, parser), kind="machine")

    def code(self, document: Document) -> Coded:
        """Propose codings for a document, in the order of its text."""
        all_sentences = list(sentences(document))
        candidates = list(self._candidates(document, all_sentences))
        tables = self._tables(document)
        parses = self._parser.parse(c.text for c in candidates) if self._parser else None
        codings = [
            coding
            for candidate in candidates
            for coding in self._most_specific(
                self._codings(document, candidate, tables, next(parses) if parses else None)
            )
        ]
        return Coded(sentences=len(all_sentences), codings=tuple(codings))

    def _candidates(self, document: Document, found: list[Sentence]) -> Iterator[_Candidate]:
        for sentence in found:
            section = document.sections[document.paragraphs[sentence.paragraph].section]
            if section.label in UNCODED_LABELS:
                continue
            text = document.text[sentence.start : sentence.end]
            if codes := self._dictionary.codes_in(text):
                yield _Candidate(sentence, text, codes)

    def _most_specific(self, codings: Iterable[Coding]) -> Iterator[Coding]:
        """Leave out a construct where a sub-construct of it, which rolls up, is asserted alike."""
        made = list(codings)
        parents = {(self._codebook.code(c.code).parent, c.facet("assertion")) for c in made}
        return (coding for coding in made if (coding.code, coding.facet("assertion")) not in parents)

    def _tables(self, document: Document) -> dict[int, _Table]:
        """Paragraph -> the table that it is a cell of; a caption, or any other paragraph, ends a table."""
        tables: dict[int, _Table] = {}
        caption: Paragraph | None = None
        numbered = enumerate(document.paragraphs)
        for is_cells, run in groupby(numbered, key=lambda place: place[1].kind == "table"):
            cells = list(run)
            if is_cells:
                heads = {head for _, cell in cells for head in _heads(cell)}
                table = _Table(caption=caption, roles=self._facets.roles_beside(heads))
                tables |= dict.fromkeys((index for index, _ in cells), table)
            last = cells[-1][1]
            caption = last if last.kind == "caption" else None
        return tables

    def _codings(
        self, document: Document, candidate: _Candidate, tables: dict[int, _Table], parsed: Parsed | None
    ) -> Iterator[Coding]:
        sentence, text = candidate.sentence, candidate.text
        table = tables.get(sentence.paragraph)
        setting = _setting(document, sentence, table)
        asserted = assertion.Assertions(text, setting, clause_of=parsed.clause_of if parsed else None)
        facets_of_words = self._facets.of(text, setting.heads, beside=table.roles if table else frozenset())
        shared = {**facets_of_words, **self._speaker(document, sentence)}
        if parsed and (named := actors(parsed, {hit.start: hit.key for hit in self._actors.find(text)})):
            shared[ACTOR] = named
        for code, hits in sorted(candidate.codes.items()):
            cue = hits[0]
            holds = asserted.at(cue.start, cue.end, names_lack=cue.tier == "lack")
            facets = self._facets.of_code(code, sentence=shared, asserted=holds)
            yield Coding(
                span=Span(version=document.version, start=sentence.start, end=sentence.end),
                code=code,
                coder=self.coder,
                facets=as_pairs(facets),
                cue=cue.cue,
                cue_start=sentence.start + cue.start,
                cue_end=sentence.start + cue.end,
            )

    def _speaker(self, document: Document, sentence: Sentence) -> dict[str, tuple[str, ...]]:
        """Who says it, where the codebook asks."""
        facet = self._codebook.facets.get(SPEAKER)
        who = "participant" if document.is_spoken(sentence.start, sentence.end) else "author"
        return {SPEAKER: (who,)} if facet and who in facet.values else {}


def coder_name(codebook: Codebook, parser: Parser | None = None) -> str:
    """Name of the dictionary coder that a codebook, and a parser, make."""
    helped = f"+{parser.name}" if parser else ""
    return f"lexicon@{codebook.digest[:12]}.{REVISION}{helped}"


def _actor_cues(codebook: Codebook) -> dict[str, tuple[str, ...]]:
    facet = codebook.facets.get(ACTOR)
    return dict(facet.cues) if facet else {}


def _heads(paragraph: Paragraph) -> tuple[str, ...]:
    """What heads a cell: its column, then its row."""
    return tuple(head for head in (paragraph.column_head, paragraph.row_head) if head)


def _setting(document: Document, sentence: Sentence, table: _Table | None) -> assertion.Setting:
    paragraph = document.paragraphs[sentence.paragraph]
    caption = table.caption if table else None
    start, end = (
        (paragraph.start, paragraph.end) if table else (sentence.start, sentence.end)
    )  # a cell cites as a whole
    return assertion.Setting(
        section=document.sections[paragraph.section].label,
        is_cited=_cites(document, start, end) or (caption is not None and _cites(document, caption.start, caption.end)),
        is_protocol=assertion.is_protocol(document.title),
        heads=_heads(paragraph),
        is_cited_cell=table is not None and _cites(document, start, end),
    )


def _cites(document: Document, start: int, end: int) -> bool:
    """Whether a work is cited in ``[start, end)`` or right behind it."""
    return bisect_right(document.citations, start) < bisect_right(document.citations, end)
