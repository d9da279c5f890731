"""The dictionary coder: a document in, proposed codings out.

    sentences ─▶ codes by cue ─▶ (parser, on those alone) ─▶ assertion, role, level, … ─▶ Coding

A coding's span is the sentence, the unit of coding; its cue is kept with its own
place. A cell of a table takes its role from what heads its column or row, where its own
words give none. Back matter (acknowledgements, contributions) is not coded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from relsynth.codebook import Codebook
from relsynth.coding import Coder, Coding
from relsynth.dictionary import CueHit, Dictionary
from relsynth.documents import UNCODED_LABELS, Document, Sentence, Span
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
        parses = self._parser.parse(c.text for c in candidates) if self._parser else None
        codings = [
            coding
            for candidate in candidates
            for coding in self._most_specific(self._codings(document, candidate, next(parses) if parses else None))
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

    def _codings(self, document: Document, candidate: _Candidate, parsed: Parsed | None) -> Iterator[Coding]:
        sentence, text = candidate.sentence, candidate.text
        asserted = assertion.Assertions(
            text, _setting(document, sentence), clause_of=parsed.clause_of if parsed else None
        )
        shared = {**self._facets.of(text, _heads(document, sentence)), **self._speaker(document, sentence)}
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


def _heads(document: Document, sentence: Sentence) -> tuple[str, ...]:
    """What heads the cell that a sentence stands in: its column, then its row."""
    paragraph = document.paragraphs[sentence.paragraph]
    return tuple(head for head in (paragraph.column_head, paragraph.row_head) if head)


def _setting(document: Document, sentence: Sentence) -> assertion.Setting:
    section = document.sections[document.paragraphs[sentence.paragraph].section]
    return assertion.Setting(
        section=section.label,
        is_cited=any(sentence.start < at <= sentence.end for at in document.citations),
        is_protocol=assertion.is_protocol(document.title),
    )
