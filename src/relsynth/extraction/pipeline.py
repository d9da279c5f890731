"""From proposals to codings: what a coder proposes, with everything else that its sentence says.

    sentences ─▶ proposals of a coder ─▶ (parser, on those alone) ─▶ assertion, role, level, … ─▶ Coding

A coding's span is the sentence, the unit of coding; its cue is kept with its own
place. A cell of a table takes its role from what heads its column or row, where its own
words give none, and is recommended, planned, lacking or another's where its head says so.
Back matter (acknowledgements, contributions) is not coded.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from relsynth.codebook import Codebook
from relsynth.coding import Coder, Coding, Ground
from relsynth.documents import UNCODED_LABELS, Document, Paragraph, Span, plain_line
from relsynth.extraction import assertion
from relsynth.extraction.facets import ASSERTION, ROLE, FacetCoder, as_pairs
from relsynth.extraction.grounds import Passage
from relsynth.extraction.parser import Parsed, Parser
from relsynth.extraction.proposals import CoderError, Proposal, Proposer, Reading, read
from relsynth.extraction.telling import Telling, standing, surroundings, values
from relsynth.extraction.weighing import WEIGHED, grounds, weigh

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
class _Place:
    """A span that codes are proposed for, and its paragraph."""

    start: int
    end: int
    paragraph: Paragraph
    number: int
    proposals: tuple[Proposal, ...]


class DocumentCoder:
    """A coder of documents: one that proposes, and all that is said of what it proposes.

    ``coder.name`` is the proposer's, and the parser's where one is used: anything that could
    change the result changes it.
    """

    def __init__(self, codebook: Codebook, proposer: Proposer, parser: Parser | None = None) -> None:
        self._codebook = codebook
        self._known = frozenset(code.id for code in codebook.codes)
        self._proposer = proposer
        self._facets = FacetCoder(codebook)
        self._telling = Telling(codebook)
        self._parser = parser
        self.coder = Coder(name=with_parser(proposer.name, parser), kind="machine")

    def code(self, document: Document) -> Coded:
        """Propose codings for a document, in the order of its text.

        Raises:
            CoderError: the coder proposes what cannot stand: a place outside of every paragraph, or of
                back matter, a code that the codebook lacks, a cue outside of its span.
        """
        reading = read(document)
        places = self._places(reading)
        tables = self._tables(document)
        paper = self._telling.of_paper(document)
        parses = self._parser.parse(document.text[p.start : p.end] for p in places) if self._parser else None
        codings = [
            coding
            for place in places
            for coding in self._most_specific(
                self._codings(reading, place, tables, paper, next(parses) if parses else None)
            )
        ]
        return Coded(sentences=len(reading.sentences), codings=tuple(codings))

    def _places(self, reading: Reading) -> list[_Place]:
        by_span: dict[tuple[int, int], list[Proposal]] = {}
        for proposal in self._proposer.propose(reading):
            by_span.setdefault((proposal.start, proposal.end), []).append(proposal)
        return [
            self._place(reading.document, start, end, proposals) for (start, end), proposals in sorted(by_span.items())
        ]

    def _place(self, document: Document, start: int, end: int, proposals: list[Proposal]) -> _Place:
        number = bisect_right(document.paragraphs, start, key=lambda paragraph: paragraph.start) - 1
        paragraph = document.paragraphs[number] if number >= 0 else None
        if paragraph is None or not paragraph.start <= start < end <= paragraph.end:
            raise self._refused(document, start, end, "is not inside of one paragraph")
        if document.sections[paragraph.section].label in UNCODED_LABELS:
            raise self._refused(document, start, end, "is back matter, which is not coded")
        for proposal in proposals:
            if proposal.code not in self._known:
                raise self._refused(document, start, end, f"has the code {proposal.code!r}, which the codebook lacks")
            if proposal.cue_start is not None and not start <= proposal.cue_start < (proposal.cue_end or 0) <= end:
                raise self._refused(document, start, end, "has its cue elsewhere")
            if not 0 <= proposal.score <= 1:
                raise self._refused(document, start, end, f"has the score {proposal.score}, which is not from 0 to 1")
        if len({proposal.code for proposal in proposals}) < len(proposals):
            raise self._refused(document, start, end, "has one code twice")
        return _Place(start, end, paragraph, number, tuple(sorted(proposals, key=lambda one: one.code)))

    def _refused(self, document: Document, start: int, end: int, why: str) -> CoderError:
        return CoderError(f"coder {self._proposer.name}: what it proposes for {document.name} [{start}, {end}) {why}")

    def _most_specific(self, codings: Iterable[Coding]) -> Iterator[Coding]:
        """Leave out a construct where a sub-construct of it, which rolls up, is asserted alike."""
        made = list(codings)
        parents = {(self._codebook.code(c.code).parent, c.facet(ASSERTION)) for c in made}
        return (coding for coding in made if (coding.code, coding.facet(ASSERTION)) not in parents)

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
        self,
        reading: Reading,
        place: _Place,
        tables: Mapping[int, _Table],
        paper: tuple[Ground, ...],
        parsed: Parsed | None,
    ) -> Iterator[Coding]:
        document, table = reading.document, tables.get(place.number)
        text = document.text[place.start : place.end]
        setting = _setting(document, place, table)
        asserted = assertion.Assertions(text, setting, clause_of=parsed.clause_of if parsed else None)
        facets_of_words = self._facets.of(text, setting.heads, beside=table.roles if table else frozenset())
        shared = {**facets_of_words, **self._speaker(document, place)}
        around = surroundings(reading, place.start, place.end)
        of_sentence = self._telling.of_sentence(around.here, paper=paper, parsed=parsed)
        for one in place.proposals:
            start = place.start if one.cue_start is None else one.cue_start
            end = place.end if one.cue_end is None else one.cue_end
            ruled = asserted.at(start - place.start, end - place.start, names_lack=one.names_lack)
            ruled = self._with_coders(ruled, one)
            sentence = {**one.facets, **self._unless_said(one, shared)}
            facets = self._facets.of_code(one.code, sentence=sentence, asserted=ruled)
            weighed = self._weighed(one, {**facets, ASSERTION: ruled})
            facets |= {name: tuple(chances) for name, chances in weighed.items()}
            holds = facets[ASSERTION] if ASSERTION in weighed else ruled
            role = next(iter(facets.get(ROLE, ())), "")
            of_code = self._telling.of_code(around, role=role, asserted=holds)
            told = (*_why(asserted, [value for value in ruled if value in holds], around.here), *of_sentence, *of_code)
            told += tuple(ground for name, chances in weighed.items() for ground in grounds(name, chances, told))
            yield Coding(
                span=Span(version=document.version, start=place.start, end=place.end),
                code=one.code,
                coder=self.coder,
                facets=as_pairs({**facets, **values(told, by_coder=one.facets), ASSERTION: holds}),
                cue=one.cue,
                cue_start=one.cue_start,
                cue_end=one.cue_end,
                score=one.score,
                reason=plain_line(one.reason),
                grounds=standing(told, by_coder=one.facets),
            )

    @staticmethod
    def _with_coders(ruled: tuple[str, ...], one: Proposal) -> tuple[str, ...]:
        """Assertions by rules, and those that the coder itself gives; affirmed only where nothing else holds."""
        said = frozenset(ruled).union(one.facets.get(ASSERTION, ()))
        return tuple(value for value in assertion.ASSERTIONS if value in said) or ("affirmed",)

    def _unless_said(self, one: Proposal, shared: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """What the sentence's words say, without a role that none of them gave where the coder gives one."""
        facet = self._codebook.facets.get(ROLE)
        is_default = facet is not None and shared.get(ROLE) == (facet.default,)
        return {name: values for name, values in shared.items() if not (name == ROLE in one.facets and is_default)}

    def _weighed(self, one: Proposal, ruled: Mapping[str, tuple[str, ...]]) -> dict[str, dict[str, float]]:
        """Facet -> value -> chance, for the facets that the coder says how likely they are."""
        asked = (name for name in WEIGHED if name in one.likely and name in self._codebook.facets)
        base = self._codebook.base_id(one.code)
        return {
            name: weigh(
                name,
                base,
                rules=ruled.get(name, ()),
                head=one.likely[name],
                allowed=self._codebook.facets[name].values,
            )
            for name in asked
        }

    def _speaker(self, document: Document, place: _Place) -> dict[str, tuple[str, ...]]:
        """Who says it, where the codebook asks."""
        facet = self._codebook.facets.get(SPEAKER)
        who = "participant" if document.is_spoken(place.start, place.end) else "author"
        return {SPEAKER: (who,)} if facet and who in facet.values else {}


def _why(asserted: assertion.Assertions, holds: Iterable[str], here: Passage) -> Iterator[Ground]:
    """What gave each assertion that holds; nothing gives affirmed."""
    for value in holds:
        if sign := asserted.why(value):
            yield here.ground(ASSERTION, value, *sign)


def with_parser(name: str, parser: Parser | None) -> str:
    """Name of a coder that a parser helps."""
    return f"{name}+{parser.name}" if parser else name


def _heads(paragraph: Paragraph) -> tuple[str, ...]:
    """What heads a cell: its column, then its row."""
    return tuple(head for head in (paragraph.column_head, paragraph.row_head) if head)


def _setting(document: Document, place: _Place, table: _Table | None) -> assertion.Setting:
    paragraph = place.paragraph
    caption = table.caption if table else None
    start, end = (paragraph.start, paragraph.end) if table else (place.start, place.end)  # a cell cites as a whole
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
