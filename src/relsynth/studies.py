"""Reports and studies: records that are one document, and reports of one investigation.

Nothing is merged for good. A report is a group of records, each kept as its source has it;
what it says as a whole is drawn from them, every field with the record that it came from,
so that taking a grouping back restores everything. Terms: PRISMA 2020, box 1.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from relsynth.dedupe import Group, Match, Relation
from relsynth.records import FIELDS, Record, folded, folded_doi, person

SURE_TITLE = 4  # words of a title that, with year and first author, is no chance likeness
ALIKE = 0.7  # share of the shorter title's words; of two first authors, less than that is another paper
FAR = 0.3  # share of the shorter title's words; a translated title shares fewer, and is looked at
NAMES = {"doi": "DOI", "pmcid": "PMCID", "pmid": "PMID"}
EMPTY: tuple[Any, ...] = (None, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """A field of a report: its value, the record it is taken from, and what other records say instead."""

    field: str
    value: Any
    record: str
    others: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What the records of one report say together; ``id`` is the record that leads."""

    id: str
    record: Record
    provenance: tuple[Provenance, ...]


def leading(records: Mapping[str, Record]) -> str:
    """Id of the record that speaks for its report: one with an abstract, then the fullest, then the first."""
    return max(records, key=lambda name: (records[name].abstract is not None, _fullness(records[name])))


def merge(records: Mapping[str, Record]) -> Merged:
    """Draw one record from those of a report: each field from the leading record, else the first that has it.

    ``extra`` is gathered from all of them, each value once.
    """
    lead = leading(records)
    ordered = {lead: records[lead], **{name: record for name, record in records.items() if name != lead}}
    provenance = tuple(found for field in FIELDS if (found := _provenance(field, ordered)))
    values = {found.field: found.value for found in provenance}
    extra = tuple(dict.fromkeys(pair for record in ordered.values() for pair in record.extra))
    return Merged(id=lead, record=Record(origin=records[lead].origin, extra=extra, **values), provenance=provenance)


def place(groups: Iterable[Group], order: Mapping[str, int]) -> dict[str, tuple[str, str]]:
    """Member -> its report and its study, each known by the member that was there first.

    Args:
        groups: from ``dedupe.group``; groups that are versions of each other are one study.
        order: member -> when it was added, so that what comes later renames nothing.
    """
    by_id = {group.id: group for group in groups}
    name = {id: min(group.members, key=order.__getitem__) for id, group in by_id.items()}
    study: dict[str, str] = {}
    for start in sorted(by_id, key=lambda id: order[name[id]]):
        if start not in study:
            study |= dict.fromkeys(_linked(start, by_id), name[start])
    return {member: (name[id], study[id]) for id, group in by_id.items() for member in group.members}


def attach(
    found: Iterable[Match], records: Mapping[str, Record], texts: Collection[str], *, known: Collection[str] = ()
) -> Iterator[Match]:
    """Yield the matches found, those that name a full text held to what bears them out, and what that finds besides.

    A wrong full text is coded as evidence of another study. So it is joined to a record by its DOI,
    PMCID or PMID, or by whole title, year and first author together, and is another's version only where
    the first author is the same; any likeness less than that is left to a person. What is said of a
    pair depends on that pair alone, as in ``dedupe.find``.

    Args:
        found: from ``dedupe.find``, among ``records``.
        records: records and full texts by id.
        texts: ids of the full texts among them.
        known: ids that were compared before; pairs of two of them are left out.
    """
    of_texts = {(match.a, match.b): match for match in _borne_out(records, texts, frozenset(known))}
    for match in found:
        if match.a not in texts and match.b not in texts:
            yield match
        elif match.relation == "version" and _same_first_author(records[match.a], records[match.b]):
            of_texts[match.a, match.b] = match
        else:
            of_texts.setdefault((match.a, match.b), replace(match, relation="unsure"))
    yield from of_texts.values()


def fetched_relation(text: Record, record: Record) -> Relation:
    """What a full text is to the record it was fetched for: its own, unless its title says that it is another's."""
    return "unsure" if _is_of_another(text, record) else "duplicate"


def _borne_out(records: Mapping[str, Record], texts: Collection[str], known: Collection[str]) -> Iterator[Match]:
    """What identifiers and whole titles say of full texts and all else."""
    sharing: dict[tuple[str, str], list[str]] = {}
    for id, record in records.items():
        for key in _keys(record):
            sharing.setdefault(key, []).append(id)
    near = {(min(text, id), max(text, id)) for text in texts for key in _keys(records[text]) for id in sharing[key]}
    for a, b in sorted(near):
        if a != b and not (a in known and b in known) and (said := _said_of(records[a], records[b])):
            relation, rule = said
            yield Match(a=a, b=b, relation=relation, rule=rule, score=1.0 if relation == "duplicate" else 0.5)


def _keys(record: Record) -> Iterator[tuple[str, str]]:
    """By what a full text finds its record."""
    title = folded(record.title or "")
    whole = title if len(title.split()) >= SURE_TITLE else ""
    said = {"doi": folded_doi(record.doi or ""), "pmcid": record.pmcid, "pmid": record.pmid, "title": whole}
    yield from ((name, value) for name, value in said.items() if value)


def _said_of(a: Record, b: Record) -> tuple[Relation, str] | None:
    """What a full text and a record that share a key are to each other, and why; None where the key is too little."""
    shared = [name for (name, value) in _keys(a) if (name, value) in set(_keys(b))]
    two_dois = bool(a.doi and b.doi and "doi" not in shared)
    if shared == ["title"]:
        same = not two_dois and _same_year(a, b) and _same_first_author(a, b)
        return ("duplicate", "full text, same title, year and first author") if same else None
    if two_dois:
        return ("unsure", f"full text, same {NAMES[shared[0]]}, two DOIs")
    if _is_of_another(a, b):
        return ("unsure", f"full text, same {NAMES[shared[0]]}, other title")
    return ("duplicate", f"full text, same {NAMES[shared[0]]}")


def _same_year(a: Record, b: Record) -> bool:
    """Whether the years agree, in print or online."""
    return a.year is not None and b.year is not None and abs(a.year - b.year) <= 1


def _is_of_another(a: Record, b: Record) -> bool:
    """Whether two titles, both given whole, share so few words that an identifier may be wrong.

    Where the first authors differ too, words of any trial ("a randomised controlled trial") do not make up for it.
    """
    words, others = (set(folded(record.title or "").split()) for record in (a, b))
    fewer = min(len(words), len(others))
    authors = {_first_author(a), _first_author(b)} - {""}
    return fewer >= SURE_TITLE and len(words & others) < (ALIKE if len(authors) > 1 else FAR) * fewer


def _same_first_author(a: Record, b: Record) -> bool:
    return _first_author(a) == _first_author(b) != ""


def _first_author(record: Record) -> str:
    return folded(person(record.authors[0]).family).split(" ")[0] if record.authors else ""


def _provenance(field: str, records: Mapping[str, Record]) -> Provenance | None:
    said = {name: value for name, record in records.items() if (value := getattr(record, field)) not in EMPTY}
    if not said:
        return None
    source, value = next(iter(said.items()))
    others = tuple((name, other) for name, other in said.items() if other != value)
    return Provenance(field=field, value=value, record=source, others=others)


def _fullness(record: Record) -> int:
    return sum(getattr(record, field) not in EMPTY for field in FIELDS)


def _linked(start: str, groups: Mapping[str, Group]) -> Sequence[str]:
    """A group and all that are versions of it, over however many steps."""
    found = {start: None}
    waiting = [start]
    while waiting:
        new = [other for other in groups[waiting.pop()].versions if other in groups and other not in found]
        found |= dict.fromkeys(new)
        waiting += new
    return tuple(found)
