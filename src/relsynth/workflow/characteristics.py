"""Characteristics of studies: found by the machine where they are asked for, and corrected by people."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from relsynth.anchoring import fold
from relsynth.characteristics import (
    FIELDS,
    INCOME_YEAR,
    REVISION,
    Characteristic,
    allowed,
    canonical,
    characteristics_of,
    income_group_of,
)
from relsynth.cues import CueError
from relsynth.documents import Document, Span
from relsynth.errors import CodebookError, InputError
from relsynth.project import Project
from relsynth.store.characteristics import CharacteristicJudgement
from relsynth.synthesis.corpus import section_of
from relsynth.workflow.duplicates import MACHINE
from relsynth.workflow.papers import paper_named, person_named
from relsynth.workflow.quotes import quote_shown
from relsynth.workflow.track import Track, untracked

UNSURE = 0.7
"""Below this a value is marked: of ten such, three or more are wrong."""
NONE = "none"
COUNTRY, INCOME = "country", "income_group"
ALL_TOLD = 12  # values that a message lists


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A value of a field, by whom, and where the paper says so.

    ``holds`` is False where the machine found it and a person says otherwise; ``value`` is None where a
    person says that there is none. A person's word has no ``confidence``, and may have no ``quote``. What follows
    from a person's word, as the income group from the country, is theirs too, and ``rule`` says how it follows.
    """

    field: str
    value: str | None
    by: str
    kind: Literal["person", "machine"]
    holds: bool = True
    confidence: float | None = None
    rule: str | None = None
    quote: str | None = None
    section: str | None = None

    @property
    def is_unsure(self) -> bool:
        """Whether a person should look."""
        return self.confidence is not None and self.confidence < UNSURE

    def __str__(self) -> str:
        sure = "" if self.confidence is None else f" {self.confidence:.2f}{' ?' if self.is_unsure else ''}"
        overruled = "" if self.holds else "; overruled"
        where = f'  "{self.quote}" [{self.section or "elsewhere"}]' if self.quote else ""
        return f"  {self.field}: {self.value or NONE}  ({self.by}{sure}{overruled}){where}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """What is known of one paper's study, in the order of the fields."""

    paper: str
    citation: str
    characteristics: tuple[Said, ...]

    def __str__(self) -> str:
        told = [str(said) for said in self.characteristics] or ["  nothing found"]
        return "\n".join([f"{self.paper}  {self.citation}", *told])


@dataclass(frozen=True, slots=True, kw_only=True)
class CharacteristicSet:
    """What holds of a field of a paper now."""

    paper: str
    field: str
    characteristics: tuple[Said, ...]

    def __str__(self) -> str:
        told = [str(said) for said in self.characteristics] or [f"  {self.field}: nothing found"]
        return "\n".join([self.paper, *told])


def show_characteristics(
    project: Project, paper: str | None = None, *, at: str, track: Track = untracked
) -> tuple[Portrait, ...]:
    """What is known of the study in each paper in scope, or in one paper; found now where it was not found yet.

    Raises:
        InputError: no paper is called so, or several; or it is in no scope.
    """
    documents = _asked(project, paper)
    _find(project, documents, at=at, track=track)
    known = characteristics_in(project, documents)
    return tuple(Portrait(paper=d.name, citation=d.short_citation, characteristics=known[d.version]) for d in documents)


def set_characteristic(
    project: Project,
    paper: str,
    field: str,
    values: Sequence[str],
    *,
    coder: str,
    at: str,
    quote: str | None = None,
) -> CharacteristicSet:
    """Say what holds of a field of a paper; ``none`` says that nothing does.

    It stands in place of all that the machine finds there, now and later, until it is taken back.

    Args:
        quote: words of the paper that say so, which must stand in it once.

    Raises:
        InputError: no paper is called so, or it is in no scope; there is no such field, no value, or one that its
            table does not have, or the quote is not there.
    """
    person = person_named(coder)
    _require_field(field)
    (document,) = _asked(project, paper)
    said = tuple(dict.fromkeys(" ".join(value.split()) for value in values if value.strip()))
    if not said or (NONE in said and len(said) > 1):
        raise InputError(f"say what {field} is, or only {NONE!r}; `relsynth characteristics unset` takes it back")
    judgement = CharacteristicJudgement(
        document=document.id,
        field=field,
        values=() if said == (NONE,) else _listed(field, said),
        coder=person,
        quote=_quoted(document, quote) if quote else None,
    )
    with project.store.atomic():
        project.store.characteristics.judge(judgement, at=at)
    return _told(project, document, field)


def unset_characteristic(project: Project, paper: str, field: str, *, coder: str, at: str) -> CharacteristicSet:
    """Take back what people said of a field of a paper: what the machine finds holds again, if the paper is in scope.

    Raises:
        InputError: no paper is called so, there is no such field, or nobody has said anything of it.
    """
    person = person_named(coder)
    _require_field(field)
    document = project.store.papers.current(paper_named(project, paper))
    if (document.id, field) not in _judgements(project):
        raise InputError(f"nobody has set {field} of {document.name}; what is known of it is the machine's")
    with project.store.atomic():
        project.store.characteristics.withdraw(document.id, field, coder=person, at=at)
    return _told(project, document, field)


def find_characteristics(project: Project, *, at: str, track: Track = untracked) -> int:
    """Find the characteristics of the papers in scope in which this extractor has not looked yet; how many those were.

    Each paper is one transaction, so that this can be stopped at any moment and run again.
    """
    return _find(project, _asked(project, None), at=at, track=track)


def _find(project: Project, documents: Iterable[Document], *, at: str, track: Track) -> int:
    extractor = _extractor(project)
    found = project.store.characteristics.found(extractor)
    todo = [document for document in documents if document.version not in found]
    for document in track(todo, "Finding characteristics"):
        made = _made(project, document)
        with project.store.derived():
            project.store.characteristics.add(document.version, extractor, made, at=at)
    return len(todo)


def characteristics_in(project: Project, documents: Iterable[Document]) -> Mapping[str, tuple[Said, ...]]:
    """Version -> what is known of it, by field: a person's word first, then the machine's. Nothing is written."""
    asked = tuple(documents)
    found = found_by_machine(project, asked)
    judgements = _judgements(project)
    known = {}
    for document in asked:
        own = {field: said for (id, field), said in judgements.items() if id == document.id}
        known[document.version] = tuple(_known(project, document, found[document.version], own))
    return known


def found_by_machine(project: Project, documents: Iterable[Document]) -> Mapping[str, tuple[Characteristic, ...]]:
    """Version -> what the machine finds in it, whatever people say of it. Nothing is written."""
    kept = project.store.characteristics.found(_extractor(project))
    return {
        document.version: _made(project, document) if (found := kept.get(document.version)) is None else found
        for document in documents
    }


def extractor_name(project: Project) -> str:
    """Name of the extractor, for people: its revision."""
    return _extractor(project).split("@")[0]


def _made(project: Project, document: Document) -> tuple[Characteristic, ...]:
    try:
        return characteristics_of(document, instruments=project.codebook.instruments)
    except CueError as error:
        raise CodebookError([str(error)], path=project.codebook_path) from error


def _known(
    project: Project,
    document: Document,
    found: Iterable[Characteristic],
    judgements: Mapping[str, CharacteristicJudgement],
) -> Iterable[Said]:
    by_field: dict[str, list[Characteristic]] = {}
    for one in found:
        by_field.setdefault(one.field, []).append(one)
    said = {field: tuple(_of_person(project, document, judged)) for field, judged in judgements.items()}
    if COUNTRY in said and INCOME not in said:
        said[INCOME] = tuple(_incomes(judgements[COUNTRY]))
    for field in FIELDS:
        yield from said.get(field, ())
        for one in by_field.get(field, ()):
            yield Said(
                field=field,
                value=one.value,
                by=MACHINE,
                kind="machine",
                holds=field not in said,
                confidence=one.confidence,
                rule=one.rule,
                quote=document.quote(one.start, one.end),
                section=document.sections[section_of(document, one.start)].label,
            )


def _of_person(project: Project, document: Document, said: CharacteristicJudgement) -> Iterable[Said]:
    shown = quote_shown(project, document, said.quote) if said.quote else None
    quote, section = (shown.text, shown.section) if shown else (None, None)
    for value in said.values or (None,):
        yield Said(field=said.field, value=value, by=said.coder, kind="person", quote=quote, section=section)


def _incomes(said: CharacteristicJudgement) -> Iterable[Said]:
    """The income groups of the countries that a person says, each with the first of its countries; or that none is."""
    first: dict[str, str] = {}
    for country in said.values:
        if income := income_group_of(country):
            first.setdefault(income, country)
    for income, country in first.items():
        yield Said(field=INCOME, value=income, by=said.coder, kind="person", rule=f"{country}: {INCOME_YEAR}")
    if not first:
        yield Said(field=INCOME, value=None, by=said.coder, kind="person")


def _quoted(document: Document, quote: str) -> Span:
    words, text = fold(quote.strip()), fold(document.text)
    first = text.folded.find(words.folded)
    if not words.folded or first < 0:
        raise InputError(f"{document.name} does not say {quote!r}; give its own words")
    if text.folded.find(words.folded, first + 1) >= 0:
        raise InputError(f"{document.name} says {quote!r} more than once; give more of its words")
    start, end = text.place(first, first + len(words.folded))
    return Span(version=document.version, start=start, end=end)


def _judgements(project: Project) -> Mapping[tuple[str, str], CharacteristicJudgement]:
    return {(said.document, said.field): said for said in project.store.characteristics.judgements()}


def _told(project: Project, document: Document, field: str) -> CharacteristicSet:
    known = () if document.out_of_scope else characteristics_in(project, [document])[document.version]
    return CharacteristicSet(
        paper=document.name, field=field, characteristics=tuple(said for said in known if said.field == field)
    )


def _asked(project: Project, paper: str | None) -> tuple[Document, ...]:
    if paper is None:
        return tuple(document for document in project.store.documents() if not document.out_of_scope)
    document = project.store.papers.current(paper_named(project, paper))
    if document.out_of_scope:
        raise InputError(
            f"{document.name} is left out of every n ({document.out_of_scope}); nothing is looked for in it"
        )
    return (document,)


def _listed(field: str, said: Sequence[str]) -> tuple[str, ...]:
    """Values as the field's table writes them; the person's own words where it has none.

    Raises:
        InputError: the table does not have one.
    """
    found = tuple(canonical(field, words) for words in said)
    if None in found:
        words = said[found.index(None)]
        raise InputError(f"{field} cannot be {words!r}; {_nearest(words, allowed(field) or ())}, or {NONE!r}")
    return tuple(dict.fromkeys(value for value in found if value is not None))


def _nearest(words: str, values: Sequence[str]) -> str:
    if len(values) <= ALL_TOLD:
        return f"it is one of {', '.join(values)}"
    plain = {value.casefold(): value for value in values}
    near = [plain[each] for each in get_close_matches(words.casefold(), plain, n=3)]
    return f"nearest are {', '.join(near)}" if near else f"it is one of {len(values)}, as {values[0]}"


def _require_field(field: str) -> None:
    if field not in FIELDS:
        raise InputError(f"no characteristic {field!r}; there are {', '.join(FIELDS)}")


def _extractor(project: Project) -> str:
    """What could change the result: the rules' revision, and the codebook's instruments."""
    instruments = {key: one.model_dump(mode="json") for key, one in project.codebook.instruments.items()}
    canonical = json.dumps(instruments, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{REVISION}@{hashlib.sha256(canonical.encode()).hexdigest()[:12]}"
