"""From a tree of named codes, as other programs keep them, to a codebook of ours.

Other programs know a code by its name, a GUID and what hangs below it; a codebook here wants an id that says where a
code belongs. So ids are made of names, by one rule that gives the same ids for the same tree; the name stays as label,
the description as definition, and who wrote neither inclusion nor cues gets none: that is for the team to write, and
for ``codebook lint`` to ask for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from relsynth.codebook import LEVEL_FACET, Code, Codebook, Domain, Facet

OWN = "OWN"
OWN_LABEL = "Codes of our own"
TYPE = "construct"
"""The construct type of codes whose program knows no types."""
NAMELESS = "unnamed"
MOST = 4000  # characters of a text in a codebook
LONGEST_ID = 60  # characters, as in codebook_parts.CodeId
LONGEST_WORD = 24  # characters of one part of an id: what is longer is cut at a word

FACETS: Mapping[str, Facet] = {
    LEVEL_FACET: Facet(
        definition="Between whom the relation holds. Several may apply.",
        values=("interpersonal", "inter_group", "inter_organisational", "system"),
        multi=True,
    ),
    "role": Facet(
        definition="What the sentence says the construct does to partnering or implementation.",
        values=("barrier", "facilitator", "strategy", "goal", "outcome", "descriptive"),
        multi=True,
        default="descriptive",
    ),
    "assertion": Facet(
        definition="What the sentence commits its authors to.",
        values=("affirmed", "negated", "hedged", "hypothetical", "recommended", "planned", "reported_by_others"),
        multi=True,
        default="affirmed",
        groups={
            "evidence": ("affirmed", "negated", "hedged"),
            "shown_apart": ("hypothetical", "recommended", "planned", "reported_by_others"),
        },
    ),
}
"""The facets that tables and gaps are made of, with the values of the default codebook and no cues."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignCode:
    """A code as another program keeps it, with those below it; one that is not codable only holds others together."""

    name: str
    guid: str | None = None
    description: str | None = None
    is_codable: bool = True
    color: str | None = None
    children: tuple[ForeignCode, ...] = ()


def codebook_of(
    tree: Sequence[ForeignCode],
    *,
    id: str,
    title: str,
    domain: str = OWN,
    facets: Mapping[str, Facet] = FACETS,
) -> tuple[Codebook, Mapping[str, str]]:
    """Return a codebook with a code for each of a tree's, and which is which.

    An id is its parent's and the words of the name, as in ``OWN.TRUST.INSTAFF``; where that is taken or too long, the
    domain's and the words; where that is taken, too, or the name has no Latin letters, the domain's and a number:
    ``OWN.C12`` for the twelfth of the tree (depth first). A code at the top that is not codable and holds others
    becomes a domain, and so has no code; any other that is not codable becomes a code like the rest, since people's
    codings may stand on it all the same.

    Args:
        tree: the codes at the top, in their order; names may repeat.
        id, title: of the codebook.
        domain: of the codes that stand below no domain: capital letters and digits.
        facets: what is said about a coded sentence.

    Returns:
        The codebook, and the code's id by GUID, or by path (``key_of``) where a code has none. Of two with the same
        GUID or path, the first.

    Raises:
        ValidationError: the id, the title or the domain is no such thing.
    """
    maker = _Maker(domain)
    for foreign in tree:
        maker.take_top(foreign)
    domains = [Domain(id=key, label=label, seed=seed) for key, (label, seed) in maker.domains.items()]
    return own_codebook(domains, maker.codes, id=id, title=title, facets=facets), maker.ids


def own_codebook(
    domains: Sequence[Domain], codes: Sequence[Code], *, id: str, title: str, facets: Mapping[str, Facet] = FACETS
) -> Codebook:
    """Return a codebook of domains and codes, with what a codebook needs beside them, for its team to put right.

    Raises:
        ValidationError: as ``Codebook``.
    """
    return Codebook(
        id=id,
        version="1",
        title=title,
        language="en",
        licence="not stated",
        description=title,
        unit_of_coding={"segment": "One sentence, or up to three in a row that make one claim."},
        domains=tuple(domains),
        construct_types=(TYPE,),
        facets=dict(facets),
        codes=tuple(codes),
    )


def key_of(foreign: ForeignCode, above: Sequence[str]) -> str:
    """What a code is known by in ``codebook_of``: its GUID, or the names from the top, as in ``Trust / In staff``."""
    return foreign.guid if foreign.guid is not None else " / ".join((*above, foreign.name))


def shortened(tree: Sequence[ForeignCode]) -> tuple[str, ...]:
    """Return the names of codes whose name or description is longer than a codebook's texts, and so is cut."""
    return tuple(
        foreign.name
        for foreign in _all(tree)
        if max(len(foreign.name.strip()), len((foreign.description or "").strip())) > MOST
    )


def _all(tree: Sequence[ForeignCode]) -> Iterator[ForeignCode]:
    waiting = list(reversed(tree))
    while waiting:
        foreign = waiting.pop()
        yield foreign
        waiting.extend(reversed(foreign.children))


def word_of(name: str) -> str:
    """A name's Latin letters and digits as one word, in capitals; empty where it has too few of them to be known by."""
    letters = [sign for sign in unicodedata.normalize("NFKD", name.replace("ß", "ss")) if sign.isalnum()]
    plain = [sign for sign in letters if sign.isascii()]
    if not plain or len(plain) < len(letters) / 2:
        return ""
    word = ""
    for part in _PARTS.findall("".join(sign if sign.isalnum() else " " for sign in _decomposed(name))):
        if word and len(word) + len(part) > LONGEST_WORD:
            break
        word += part.upper()[:LONGEST_WORD]
    return word if word[:1].isalpha() else f"N{word}"


_PARTS = re.compile(r"[A-Za-z0-9]+")


def _decomposed(name: str) -> str:
    """A name without accents: they would part its words."""
    signs = unicodedata.normalize("NFKD", name.replace("ß", "ss"))
    return "".join(sign for sign in signs if not unicodedata.combining(sign))


_Waiting = tuple[ForeignCode, str | None, tuple[str, ...]]  # a code, its parent's id, and the names above it


class _Maker:
    """Codes, domains and ids as they are made; walks without recursion, for trees from files."""

    def __init__(self, domain: str) -> None:
        self.codes: list[Code] = []
        self.ids: dict[str, str] = {}
        self.domains: dict[str, tuple[str, str | None]] = {}
        self._domain = domain
        self._taken: set[str] = set()
        self._number = 0

    def take_top(self, top: ForeignCode) -> None:
        """Take a code of the top with all below it: as a domain where it only holds others."""
        if top.is_codable or not top.children:
            self.domains.setdefault(self._domain, (OWN_LABEL, None))
            self._take((top,), domain=self._domain, above=())
            return
        self._number += 1
        taken = {*self.domains, self._domain}
        word = word_of(top.name)
        free = word if word and word not in taken else f"D{self._number}"
        while free in taken:
            free += "X"
        self.domains[free] = (_label(top), _definition(top))
        self._take(top.children, domain=free, above=(top.name,))

    def _take(self, tops: Sequence[ForeignCode], *, domain: str, above: tuple[str, ...]) -> None:
        waiting: list[_Waiting] = [(foreign, None, above) for foreign in reversed(tops)]
        while waiting:
            foreign, parent, names = waiting.pop()
            self._number += 1
            id_ = self._id(foreign, parent or domain, domain)
            self.ids.setdefault(key_of(foreign, names), id_)
            self.codes.append(
                Code(
                    id=id_,
                    parent=parent,
                    label=_label(foreign),
                    type=TYPE,
                    levels=(),
                    definition=_definition(foreign),
                )
            )
            waiting += [(child, id_, (*names, foreign.name)) for child in reversed(foreign.children)]

    def _id(self, foreign: ForeignCode, below: str, domain: str) -> str:
        """The words of the name below the parent; where that is taken or too long, below the domain; or a number."""
        word = word_of(foreign.name)
        wanted = [f"{below}.{word}", f"{domain}.{word}"] if word else []
        free = (id_ for id_ in wanted if id_ not in self._taken and len(id_) <= LONGEST_ID)
        id_ = next(free, f"{domain}.C{self._number}")
        while id_ in self._taken:  # a code may be called C12
            id_ += "X"
        self._taken.add(id_)
        return id_


def _label(foreign: ForeignCode) -> str:
    return foreign.name.strip()[:MOST].strip() or NAMELESS


def _definition(foreign: ForeignCode) -> str | None:
    return (foreign.description or "").strip()[:MOST].strip() or None
