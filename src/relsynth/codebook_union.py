"""Several codebooks as one: the codes of all of them, said of by one set of facets.

A team may read its papers for partnering and for its own questions at once. The first book leads: its thresholds, its
coding unit and its facets hold; what others know beyond them is added. Nothing is decided between books: where two say
different things of one name, that is told, and they are not united.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from relsynth.codebook import DRAFT, Code, Codebook, Domain, Facet, Lexicon, Problem, contradictions

V = TypeVar("V")
Named = tuple[str, Codebook]
REMEDY = "rename one of the two"


class ClashError(ValueError):
    """Books say different things of one name; ``problems`` holds all of it, each with both books' names."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(map(str, problems)))


def united(main: Named, others: Sequence[Named]) -> Codebook:
    """Return a codebook with the codes of several.

    Domains, codes, sources, instruments and pairs of codes follow each other, book by book; anchors, masks and the like
    hold for all codes. A facet keeps the main book's definition, default and rules, and gains the values, cues and
    fields that only others have. Thresholds, language and licence are the main book's, and so is its unit of coding,
    with the rules that only others name.

    Args:
        main: what the first book is called, for messages, and the book; alone, it is returned as it is.
        others: the same of the others.

    Raises:
        ClashError: two books have a code of the same id, or a domain, source or instrument of the same id of which they
            say different things; or what one says contradicts what another holds.
    """
    if not others:
        return main[1]
    if clashes := tuple(_clashes([main, *others])):
        raise ClashError(clashes)
    books = [main[1], *(book for _, book in others)]
    one = Codebook.model_validate(_content(books), context=DRAFT)
    if found := contradictions(one):
        raise ClashError(found)
    return one


def _content(books: Sequence[Codebook]) -> dict[str, object]:
    first = books[0]
    facets = _first(*(book.facets for book in books))
    return {
        "id": "+".join(book.id for book in books),
        "version": "+".join(book.version for book in books),
        "title": "; ".join(book.title for book in books),
        "language": first.language,
        "licence": first.licence,
        "description": first.description,
        "unit_of_coding": _first(*(book.unit_of_coding for book in books)),
        "domains": _unlike(domain for book in books for domain in book.domains),
        "construct_types": _unlike(kind for book in books for kind in book.construct_types),
        "lexicon": _lexicon([book.lexicon for book in books]),
        "facets": {name: _facet([book.facets[name] for book in books if name in book.facets]) for name in facets},
        "sources": _first(*(book.sources for book in books)),
        "instruments": _first(*(book.instruments for book in books)),
        "confusable_pairs": _unlike(pair for book in books for pair in book.confusable_pairs),
        "gap_thresholds": first.gap_thresholds,
        "aliases": _joined([book.aliases for book in books]),
        "codes": tuple(code for book in books for code in book.codes),
    }


def _lexicon(lexicons: Sequence[Lexicon]) -> Lexicon:
    return Lexicon(
        partner_anchors=_unlike(cue for one in lexicons for cue in one.partner_anchors),
        masks=_joined([one.masks for one in lexicons]),
        lesson_headings=_unlike(cue for one in lexicons for cue in one.lesson_headings),
        lesson_phrases=_unlike(cue for one in lexicons for cue in one.lesson_phrases),
    )


def _facet(facets: Sequence[Facet]) -> Facet:
    return facets[0].model_copy(
        update={
            "values": _unlike(value for facet in facets for value in facet.values),
            "rules": _first(*(facet.rules for facet in facets)),
            "cues": _first(*(facet.cues for facet in facets)),
            "groups": _first(*(facet.groups for facet in facets)),
            "fields": _unlike(field for facet in facets for field in facet.fields),
        }
    )


def _first(*mappings: Mapping[str, V]) -> dict[str, V]:
    """All keys, in order; of one that several have, the first's value."""
    found: dict[str, V] = {}
    for mapping in mappings:
        for key, value in mapping.items():
            found.setdefault(key, value)
    return found


def _joined(mappings: Sequence[Mapping[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    """All keys, each with all that any has for it."""
    keys = _first(*mappings)
    return {key: _unlike(item for mapping in mappings for item in mapping.get(key, ())) for key in keys}


def _unlike(items: Iterator[V]) -> tuple[V, ...]:
    found: list[V] = []
    for item in items:
        if item not in found:
            found.append(item)
    return tuple(found)


def _clashes(books: Sequence[Named]) -> Iterator[Problem]:
    yield from _twice("codes", [(name, _by_id(book.codes)) for name, book in books], is_shared=False)
    yield from _twice("domains", [(name, _by_id(book.domains)) for name, book in books])
    yield from _twice("sources", [(name, book.sources) for name, book in books])
    yield from _twice("instruments", [(name, book.instruments) for name, book in books])


def _by_id(parts: Sequence[Code] | Sequence[Domain]) -> dict[str, object]:
    return {part.id: part for part in parts}


def _twice(what: str, held: Sequence[tuple[str, Mapping[str, object]]], *, is_shared: bool = True) -> Iterator[Problem]:
    """What two books have under one name: told where they differ, or, of codes, in any case."""
    seen: dict[str, tuple[str, object]] = {}
    for name, parts in held:
        for key, part in parts.items():
            if key not in seen:
                seen[key] = name, part
            elif not is_shared:
                yield Problem(path=f"{what}.{key}", message=f"is in both {seen[key][0]} and {name}; {REMEDY}")
            elif seen[key][1] != part:
                message = f"is one thing in {seen[key][0]} and another in {name}; {REMEDY}, or make them alike"
                yield Problem(path=f"{what}.{key}", message=message)
