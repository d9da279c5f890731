"""What else a coded sentence says: role, level, and the facets that nothing but cues tell.

Every facet of the codebook that has cues is tried; a facet of one value takes the
first in the order of the codebook, a facet of many takes all that fire. Role has an
order of its own: a sentence that tells of a hindrance is about the hindrance even
where it also tells what people did.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from relsynth.codebook import Codebook, Facet
from relsynth.coding import Facets
from relsynth.extraction.telling import FACETS as TOLD
from relsynth.lexicon import Lexicon

ASSERTION = "assertion"
ROLE = "role"
LEVEL = "level"
LONGEST_HEAD = 200  # characters of the head of a column or row that are looked at
_PART_OF_HEAD = re.compile(r"\s[–—-]\s")
_ASIDE = re.compile(r"\s*\([^()]*\)")
_NO_ROLE = re.compile(
    r"\b(?:no|not|non|without|none|lack|few(?:er)?|absence|numbers?|counts?|how many|frequency|percentage|total"
    r"|remov\w+|address\w+|overcom\w+|resol\w+|reduc\w+|solv\w+|tackl\w+|mitigat\w+"
    r"|(?:interview|group|workshop|session|meeting|peer|lay|trained|training|course|staff) facilitators?)\b"
)
"""Words by which a head is not the name of a role: a denial, a number, a removal, a person who facilitates."""
_BESIDE_NAME = (
    r"(?:[a-z-]+ ){{0,3}}{name}"
    r"(?: (?:to|of|for|in|on|with|at|from|within|during|identified|reported|perceived|mentioned|experienced"
    r"|encountered|observed|faced|described|cited|named|used)\b.*"
    r"|(?: and |/| or |, )(?:challenges|obstacles|enablers))?"
)
"""How the name of a role stands in a head that gives it."""
Values = Mapping[str, tuple[str, ...]]
ROLE_ORDER = ("barrier", "facilitator", "goal", "strategy", "outcome")
"""Which role wins where several fire; set on the coded training papers as a whole (docs/benchmarks.md)."""
ROLE_OF_ASSERTION = {"negated": "barrier", "planned": "strategy", "recommended": "strategy"}
"""Assertion -> the role where no word tells; set on the same papers, as is the next."""
ROLE_OF_TYPE = {"strategy": "strategy", "process": "strategy"}
"""Type of a code -> its role where no word tells: what people do is done on purpose, on those papers."""
PREFERRED_LEVEL = "inter_organisational"
"""The commonest level of the coded training papers, taken where a code allows it and no cue tells."""
ELSEWHERE = frozenset({ASSERTION, "section", "explicitness", "speaker", *TOLD})
"""Facets that other rooms fill, whatever cues a codebook gives them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """The name of a role, and how it stands in heads, in lower case."""

    role: str
    singular: str
    plural: str
    anywhere: re.Pattern[str]
    phrase: re.Pattern[str]

    def is_in(self, part: str, *, among: bool) -> bool:
        """Whether a part of a head is this role's name; ``among`` where the table has another role's too."""
        return self.phrase.fullmatch(part) is not None or (among and part == self.singular)


def _names_of(roles: Iterable[str]) -> tuple[_Name, ...]:
    return tuple(_name(role, f"{role[:-1]}ies" if role.endswith("y") else f"{role}s") for role in roles)


def _name(role: str, plural: str) -> _Name:
    one, many = re.escape(role.lower()), re.escape(plural.lower())
    return _Name(
        role=role,
        singular=role.lower(),
        plural=plural.lower(),
        anywhere=re.compile(rf"\b(?:{one}|{many})\b"),
        phrase=re.compile(_BESIDE_NAME.format(name=many)),
    )


def _parts(head: str) -> list[str]:
    """The heads that one consists of, the upper before the lower, in lower case and without asides."""
    return [part.strip(" .:;*").lower() for part in _PART_OF_HEAD.split(_ASIDE.sub("", head[:LONGEST_HEAD]))]


class FacetCoder:
    """A codebook's facet cues, compiled once."""

    def __init__(self, codebook: Codebook) -> None:
        self._facets = {name: facet for name, facet in codebook.facets.items() if facet.cues and name not in ELSEWHERE}
        self._types = {code.id: code.type for code in codebook.codes}
        self._levels = {code.id: code.levels for code in codebook.codes}
        self._roles = _names_of(self._facets[ROLE].values) if ROLE in self._facets else ()
        self._lexicon = Lexicon(
            (cue, (name, value))
            for name, facet in self._facets.items()
            for value, cues in facet.cues.items()
            for cue in cues
        )

    def of(
        self, sentence: str, heads: Iterable[str] = (), *, beside: frozenset[str] = frozenset()
    ) -> dict[str, tuple[str, ...]]:
        """Facet -> values that a sentence's words speak for; a facet without any is left out or takes its default.

        Args:
            heads: what heads the cell of a table that the sentence stands in, the nearest first: the first
                that names a role gives it, where the sentence gives none.
            beside: the roles that the heads of the same table name (``roles_beside``).
        """
        fired: dict[str, set[str]] = {}
        for hit in self._lexicon.find(sentence):
            name, value = hit.key
            fired.setdefault(name, set()).add(value)
        if ROLE in self._facets and ROLE not in fired:
            fired[ROLE] = next((role for head in heads if (role := self._role_named(head, beside))), set())
        found = {name: _choice(name, facet, fired.get(name, set())) for name, facet in self._facets.items()}
        return {name: values for name, values in found.items() if values}

    def roles_beside(self, heads: Iterable[str]) -> frozenset[str]:
        """The roles that the heads of one table name, in the singular or plural and alone."""
        alone = {part for head in heads for part in _parts(head)}
        return frozenset(name.role for name in self._roles if not alone.isdisjoint((name.singular, name.plural)))

    def _role_named(self, head: str, beside: frozenset[str]) -> set[str]:
        """The one role that a head names or speaks for; none where it is several ("Barriers and facilitators").

        The cues, which are for sentences, pass "Barriers" over. A singular may be a person or a thing
        ("Facilitator"): it names the role only beside the column of another role.
        """
        parts = [part for part in _parts(head) if not _NO_ROLE.search(part)]
        known = {name.role for name in self._roles for part in parts if name.anywhere.search(part)}
        if known:
            named = {n.role for n in self._roles for part in parts if n.is_in(part, among=bool(beside - {n.role}))}
        else:
            named = {hit.key[1] for part in parts for hit in self._lexicon.find(part) if hit.key[0] == ROLE}
        return named if len(named) == len(known | named) == 1 else set()

    def of_code(self, code: str, *, sentence: Values, asserted: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        """Facets of one code in a sentence: the sentence's, and what the code itself implies.

        Args:
            sentence: what ``of`` gave for the sentence.
            asserted: the code's assertions; a lack that is not said to be anything else hinders.
        """
        facets = {**sentence, ASSERTION: asserted}
        facets.setdefault(LEVEL, self._level_of(code))
        if ROLE in facets and facets[ROLE] == (self._facets[ROLE].default,):
            facets[ROLE] = self._role_of(code, asserted)
        return facets

    def _level_of(self, code: str) -> tuple[str, ...]:
        levels = self._levels[code]
        return (PREFERRED_LEVEL,) if PREFERRED_LEVEL in levels else levels[:1]

    def _role_of(self, code: str, asserted: tuple[str, ...]) -> tuple[str, ...]:
        implied = (role for assertion, role in ROLE_OF_ASSERTION.items() if assertion in asserted)
        role = next(implied, ROLE_OF_TYPE.get(self._types[code]))
        facet = self._facets[ROLE]
        return (role,) if role in facet.values else (facet.default or facet.values[0],)


def _choice(name: str, facet: Facet, fired: set[str]) -> tuple[str, ...]:
    order = ROLE_ORDER if name == ROLE else facet.values
    values = tuple(value for value in order if value in fired)
    if not values:
        return (facet.default,) if facet.default else ()
    return values if facet.multi and name != ROLE else values[:1]


def as_pairs(facets: Values) -> Facets:
    """Facets in the form a coding holds: sorted pairs."""
    return tuple(sorted(facets.items()))
