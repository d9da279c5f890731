"""Residue: sentences that sound relational and carry no code, as candidates for what the codebook lacks.

    papers ─▶ sentences without a standing coding ─▶ those that sound relational ─▶ groups ─▶ nearest codes

A candidate is for people to read and judge; ``residue_sheets`` writes it out for them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from relsynth.coding import is_same_place, standing
from relsynth.documents import Document, Sentence, Span
from relsynth.errors import InputError
from relsynth.extraction import assertion
from relsynth.extraction.proposals import Reading, read
from relsynth.extraction.relatedness import Relatedness, by_words
from relsynth.project import Project
from relsynth.synthesis import residue
from relsynth.synthesis.nearness import Near, Nearness
from relsynth.synthesis.phrases import phrases, stems
from relsynth.synthesis.residue import Passage
from relsynth.synthesis.statistics import Floats
from relsynth.version import __version__
from relsynth.workflow.duplicates import draw
from relsynth.workflow.eligibility import screened_out
from relsynth.workflow.listing import counted
from relsynth.workflow.synthesise import require_coded

LEAST = 0.25
"""Relatedness from which a sentence is listed: by words, a quarter of those listed from here, of the 102 coded papers'
sentences in which no cue stands, had been coded by a reader (``scripts/bench/relatedness.py``)."""
FEWEST_WORDS = 6  # fewer are a fragment: a cell, a heading that was not marked as one
UNLISTED = frozenset({"title", "keywords"})  # they name what a paper is about, and say nothing of it
EXAMPLES = 5  # of a group, shown to people
NEAREST = 2  # codes told of a group
LEAST_NEAR_CODE = 0.1  # relatedness, where a code is asked for: being near it speaks for a sentence, too
AMONG = 5  # nearest codes of a sentence, among which a code has to be for the sentence to be near it
NEAR = 0.08  # nearness below which a sentence is near no code
BAG_SHARE = 0.15  # of a group's sentences, that have a stem by which its nearest codes are told

Vectors = Callable[[Sequence[str]], Floats]
"""Sentences -> a row of numbers for each, from an encoder: where one is given, groups that mean alike become one."""

CANDIDATE = "A group is a candidate for people to judge, and no finding; counts are of studies, never of sentences."


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidueSentence:
    """A sentence without a code: where it stands, who says it and how, and how relational it sounds, from 0 to 1.

    ``start`` and ``end`` are offsets in code points of the text of ``version``; ``page`` counts from 1.
    """

    document: str
    section: str
    path: str
    quote: str
    assertion: str
    speaker: str
    relatedness: float
    start: int
    end: int
    version: str
    page: int | None

    def __str__(self) -> str:
        return f"[{self.document}, {self.path or self.section}, {self.start}-{self.end}, {self.assertion}] {self.quote}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidueGroup:
    """Sentences that speak of one thing, best examples first; phrases that name it; codes that are nearest to it."""

    number: int
    phrases: tuple[str, ...]
    studies: int
    papers: int
    nearest: tuple[Near, ...]
    sentences: tuple[ResidueSentence, ...]

    def __str__(self) -> str:
        return "\n".join([self.title, *(f"     {one}" for one in self.sentences[:EXAMPLES])])

    @property
    def title(self) -> str:
        """Its number and phrases, what it counts, and its nearest codes, in a line."""
        near = "; ".join(str(one) for one in self.nearest)
        counts = (
            f"{counted(self.studies, 'study', 'studies')}, {counted(self.papers, 'paper')}, "
            f"{counted(len(self.sentences), 'sentence')}"
        )
        return f"{self.number:>3}. {'; '.join(self.phrases)}\n     {counts}; nearest: {near or 'no code'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Residue:
    """What papers say of relating that no code holds.

    ``groups`` are of two studies or more, ``singletons`` of one, both the weightiest first; ``loose`` sentences are in
    no group, the nearest to the code first where one was asked for, else the most relational. ``limit`` is how many
    groups people are shown, and loose sentences where there are fewer groups; everything is in the fields.
    """

    code: str | None
    least: float
    sentences: int
    uncoded: int
    repeated: int
    groups: tuple[ResidueGroup, ...]
    singletons: tuple[ResidueGroup, ...]
    loose: tuple[ResidueSentence, ...]
    notes: tuple[str, ...]
    limit: int = 20

    def __str__(self) -> str:
        return "\n\n".join(part for part in self._parts() if part)

    def _parts(self) -> Iterator[str]:
        near = f" and are near {self.code}" if self.code else ""
        yield (
            f"{self.uncoded} of {counted(self.sentences, 'sentence')} sound relational{near}, and carry no code; "
            f"{counted(len(self.groups), 'group')} in two studies or more, {len(self.singletons)} in one, "
            f"{counted(len(self.loose), 'sentence')} in none."
        )
        yield from map(str, self.groups[: self.limit])
        yield _more(len(self.groups) - self.limit, "group")
        if self.singletons:
            yield "\n".join(["In one study only:", *(one.title for one in self.singletons[: self.limit])])
        room = self.limit if self.code else self.limit - len(self.groups)
        if self.loose and room > 0:
            yield "\n".join(["In no group:", *(f"     {one}" for one in self.loose[:room])])
        yield "\n".join(self.notes)


def find_residue(
    project: Project,
    *,
    code: str | None = None,
    least: float | None = None,
    limit: int = 20,
    relatedness: Relatedness | None = None,
    vectors: Vectors | None = None,
) -> Residue:
    """Sentences of the papers in scope that sound relational and carry no code that stands, in groups.

    Args:
        code: list only what is near this code, or a part of it, by words: what its cues may miss, or its definition
            leave out.
        least: relatedness from which a sentence is listed, from 0 to 1; ``LEAST``, or ``LEAST_NEAR_CODE`` where a code
            is asked for, if it is not given.
        relatedness: how relational sentences sound, from a coder that was trained; by words where it is not given.
        vectors: an encoder of sentences; groups are told by phrases alone where it is not given.

    Raises:
        InputError: the codebook has no such code.
        ProjectError: there is nothing to look at, or a paper in scope is not coded as the project now codes.
    """
    documents = tuple(project.store.documents())
    require_coded(project, documents)
    if code is not None and code not in {one.id for one in project.codebook.codes}:
        raise InputError(f"the codebook has no code {code!r}; `relsynth codebook show` lists them")
    nearness = Nearness(project.codebook)
    from_ = (LEAST_NEAR_CODE if code else LEAST) if least is None else least
    found = _found(project, documents, relatedness or by_words(project.codebook), least=from_)
    kept, left = (
        _near(found.uncoded, _family(project, code), nearness) if code else (_most_relational(found.uncoded), [])
    )
    others = [*found.others, *(one.text for one in left)]
    grouped = residue.group(
        [Passage(text=one.text, study=one.study, relatedness=one.relatedness) for one in kept],
        others,
        vectors=vectors([one.text for one in kept]) if vectors and kept else None,
    )
    groups = [_group(n, one, kept, nearness) for n, one in enumerate((*grouped.groups, *grouped.singletons), start=1)]
    return Residue(
        code=code,
        least=from_,
        sentences=found.sentences,
        uncoded=len(kept),
        repeated=len(grouped.repeated),
        groups=tuple(groups[: len(grouped.groups)]),
        singletons=tuple(groups[len(grouped.groups) :]),
        loose=tuple(kept[n].told() for n in grouped.ungrouped),
        notes=_notes(project, from_, len(grouped.repeated), is_by_words=relatedness is None),
        limit=limit,
    )


# -- sentences without a code ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Uncoded:
    """A sentence that sounds relational and carries no code, with its paper's reading and study."""

    reading: Reading
    sentence: Sentence
    study: str
    relatedness: float

    @property
    def text(self) -> str:
        return self.reading.text(self.sentence)

    def told(self, lead: str = "") -> ResidueSentence:
        """What is told of it; its assertion is asked for the phrase that leads its group, or the whole sentence."""
        document, start, end = self.reading.document, self.sentence.start, self.sentence.end
        paragraph = document.paragraphs[self.sentence.paragraph]
        place = next(((one.start, one.end) for one in phrases(self.text) if one.key == lead), (0, end - start))
        asserted = assertion.Assertions(self.text, _setting(document, self.sentence))
        return ResidueSentence(
            document=document.name,
            section=self.reading.label(self.sentence),
            path=" > ".join(document.section_path(paragraph.section)),
            quote=document.quote(start, end),
            assertion=";".join(asserted.at(*place)),
            speaker="participant" if document.is_spoken(start, end) else "author",
            relatedness=round(self.relatedness, 3),
            start=start,
            end=end,
            version=document.version,
            page=paragraph.page,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """How many sentences there are; those that belong to the residue, and the words of all others."""

    sentences: int
    uncoded: Sequence[_Uncoded]
    others: Sequence[str]


def _found(project: Project, documents: Iterable[Document], relatedness: Relatedness, *, least: float) -> _Found:
    study_of = {member: study for member, (_, study) in draw(project).placed.items()}
    coded, excluded = _coded(project), screened_out(project)
    uncoded: list[_Uncoded] = []
    others: list[str] = []
    for document in documents:
        if document.out_of_scope or document.id in excluded:
            continue
        reading = read(document)
        spans = coded[document.version]
        for sentence, score in zip(reading.codable, relatedness(reading), strict=True):
            if reading.label(sentence) in UNLISTED:
                continue
            text = reading.text(sentence)
            here = Span(version=document.version, start=sentence.start, end=sentence.end)
            is_listed = score >= least and len(text.split()) >= FEWEST_WORDS
            if is_listed and not any(is_same_place(here, span) for span in spans):
                study = study_of[document.id]
                uncoded.append(_Uncoded(reading=reading, sentence=sentence, study=study, relatedness=float(score)))
            else:
                others.append(text)
    return _Found(sentences=len(uncoded) + len(others), uncoded=uncoded, others=others)


def _coded(project: Project) -> Mapping[str, list[Span]]:
    """Version -> where a coding stands, a machine's or a person's, of a code that the codebook has."""
    known = {code.id for code in project.codebook.codes}
    spans: dict[str, list[Span]] = defaultdict(list)
    for coding in standing(project.codings()):
        if coding.code in known:
            spans[coding.span.version].append(coding.span)
    return spans


def _family(project: Project, code: str) -> frozenset[str]:
    """A code, and those that are parts of it."""
    book = project.codebook
    return frozenset(one.id for one in book.codes if code in (one.id, one.parent, book.construct_of(one.id)))


def _near(
    uncoded: Sequence[_Uncoded], family: frozenset[str], nearness: Nearness
) -> tuple[list[_Uncoded], list[_Uncoded]]:
    """Sentences that are near a family of codes, the nearest first, and the others."""
    near: list[tuple[float, _Uncoded]] = []
    others: list[_Uncoded] = []
    for one in uncoded:
        nearest = nearness.nearest(dict.fromkeys(stems(one.text), 1), most=AMONG)
        how_near = max((found.nearness for found in nearest if found.code in family), default=0.0)
        if how_near >= NEAR:
            near.append((how_near, one))
        else:
            others.append(one)
    near.sort(key=lambda pair: -pair[0])
    return [one for _, one in near], others


def _most_relational(uncoded: Sequence[_Uncoded]) -> list[_Uncoded]:
    return sorted(uncoded, key=lambda one: -one.relatedness)


def _setting(document: Document, sentence: Sentence) -> assertion.Setting:
    paragraph = document.paragraphs[sentence.paragraph]
    before, behind = (bisect_right(document.citations, place) for place in (sentence.start, sentence.end))
    return assertion.Setting(
        section=document.sections[paragraph.section].label,
        is_cited=before < behind,
        is_protocol=assertion.is_protocol(document.title),
        heads=tuple(head for head in (paragraph.column_head, paragraph.row_head) if head),
    )


# -- what is told of them -------------------------------------------------------------------------


def _group(number: int, group: residue.Group, kept: Sequence[_Uncoded], nearness: Nearness) -> ResidueGroup:
    own = [kept[n] for n in group.passages]
    bag = {stem: n for stem, n in group.bag.items() if n >= max(1, BAG_SHARE * len(own))}
    return ResidueGroup(
        number=number,
        phrases=group.phrases,
        studies=group.studies,
        papers=len({one.reading.document.id for one in own}),
        nearest=nearness.nearest(bag, most=NEAREST),
        sentences=tuple(one.told(group.lead) for one in own),
    )


def _notes(project: Project, least: float, repeated: int, *, is_by_words: bool) -> tuple[str, ...]:
    book = project.codebook
    how = "by words" if is_by_words else "by a trained coder"
    return (
        CANDIDATE,
        f"Listed from relatedness {least:g} {how}; {counted(repeated, 'repeated sentence')} left out.",
        f"Codebook {book.id} {book.version} ({book.digest[:12]}); relsynth {__version__}.",
    )


def _more(number: int, what: str) -> str:
    return f"and {counted(number, 'more ' + what)}; --limit shows more, --json all" if number > 0 else ""
