"""Codebooks of REFI-QDA (QDC): the codes of any program in, a codebook of ours out, and ours back as it was.

The format has a name and a description for each code, a tree, and sets. What else a code of ours has is written into
its description, as paragraphs that people read and that are read back: what is to be included and excluded, examples,
and the code's id. The domains are written as sets.

Source: REFI-QDA 1.5, Codebook.xsd.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from relsynth.codebook import Code, Codebook, Domain
from relsynth.codebook_import import MOST, OWN, ForeignCode, codebook_of
from relsynth.errors import InputError
from relsynth.formats.refi_xml import (
    CODEBOOK,
    description_of,
    guid,
    guid_of,
    new_root,
    put,
    root_of,
    said_by,
    targets,
    written,
)
from relsynth.formats.xml_papers import child, children, local
from relsynth.version import __version__

if TYPE_CHECKING:
    from lxml.etree import _Element

INCLUDE, EXCLUDE, EXAMPLE, CODE_ID = "Include", "Exclude", "Example", "Code id"
DOMAIN = "Domain"
ORIGIN = f"relsynth {__version__}"
NAMELESS = "unnamed"
MOST_CODES = 5000  # of a book; the largest that teams have shared have some hundreds

_LABELLED = re.compile(rf"({INCLUDE}|{EXCLUDE}|{EXAMPLE}|{CODE_ID}): ?(.*)", re.DOTALL)
_MIMICS = re.compile(rf"\\*(?:{INCLUDE}|{EXCLUDE}|{EXAMPLE}|{CODE_ID}):")
_ID = re.compile(r"[A-Z][A-Z0-9]*(?:\.[A-Z][A-Z0-9]*)+\Z")
_CODABLE = frozenset({"true", "1", "yes"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What a file holds and we have no place for: what it is, how often, why it is left out, and a few of them."""

    what: str
    count: int
    why: str
    examples: tuple[str, ...] = ()

    def __str__(self) -> str:
        shown = f" ({'; '.join(self.examples)})" if self.examples else ""
        return f"{self.what}: {self.count}, {self.why}{shown}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignSet:
    """A named set: GUIDs of the codes, sources and notes in it."""

    name: str
    guid: str | None = None
    description: str | None = None
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignCodebook:
    """A codebook of another program: its codes at the top, its sets, and what of it has no place here."""

    origin: str | None
    codes: tuple[ForeignCode, ...]
    sets: tuple[ForeignSet, ...] = ()
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCode:
    """What the description of a code of ours says."""

    id: str
    definition: str | None = None
    include: str | None = None
    exclude: str | None = None
    examples: tuple[str, ...] = ()


def read_qdc(source: bytes) -> ForeignCodebook:
    """Read a codebook of REFI-QDA.

    Raises:
        InputError: no such file, or a hostile one.
    """
    root = root_of(source, "CodeBook", "Project")
    book = root if local(root) == "CodeBook" else child(root, "CodeBook")
    sets = sets_of(root)
    return ForeignCodebook(
        origin=said_by(root, "origin"), codes=codes_of(book), sets=sets, losses=tuple(_losses(book, sets))
    )


def write_qdc(codebook: Codebook) -> bytes:
    """Return a codebook as a file of REFI-QDA that is valid by its schema; the same book gives the same bytes.

    Synonyms, cues, masks, crosswalks, near misses, facets and rules between codes have no place in the format.
    """
    root = new_root(CODEBOOK, "CodeBook", origin=ORIGIN)
    put_codes(root, codebook)
    if sets := sets_by_domain(codebook):
        put_sets(root, sets)
    return written(root)


def book_of(
    tree: Sequence[ForeignCode],
    sets: Sequence[ForeignSet] = (),
    *,
    id: str,
    title: str,
) -> tuple[Codebook, Mapping[str, str]]:
    """Return a codebook of foreign codes, and the id of each by GUID; a code of ours comes back as it was written.

    A code that another program has put below one of ours gets an id below its.

    Raises:
        ValidationError: the tree holds no code.
    """
    book, ids = codebook_of(tree, id=id, title=title)
    own = {ids[one.guid]: told for one in every(tree) if one.guid and one.guid in ids and (told := own_code(one))}
    if not own:
        return book, ids
    names = _renamed(book, own)
    codes = tuple(_own(code, own.get(code.id), names) for code in book.codes)
    domains = _domains(codes, book, sets)
    made = Codebook.model_validate({**book.model_dump(), "domains": domains, "codes": [c.model_dump() for c in codes]})
    return made, {key: names[code] for key, code in ids.items()}


def own_code(code: ForeignCode) -> OwnCode | None:
    """What we have written into a code's description; None where it is not ours."""
    said: dict[str, list[str]] = {"": [""]}
    label = ""
    for line in (code.description or "").replace("\r\n", "\n").split("\n"):
        found = _LABELLED.match(line)
        if found:
            label = found.group(1)
            said.setdefault(label, []).append(found.group(2))
        else:
            said[label][-1] += f"\n{line[1:] if line.startswith(chr(92)) and _MIMICS.match(line) else line}"
    told = {name: [text for value in values if (text := value.strip()[:MOST].strip())] for name, values in said.items()}
    ids = told.get(CODE_ID, [])
    if len(ids) != 1 or not _ID.match(ids[0]):
        return None
    return OwnCode(
        id=ids[0],
        definition=next(iter(told[""]), None),
        include=next(iter(told.get(INCLUDE, [])), None),
        exclude=next(iter(told.get(EXCLUDE, [])), None),
        examples=tuple(told.get(EXAMPLE, [])),
    )


def told_of(code: Code) -> str:
    """A code's description, as people read it and as ``own_code`` reads it back."""
    said = [("", code.definition), (INCLUDE, code.include), (EXCLUDE, code.exclude)]
    said += [(EXAMPLE, example) for example in (*code.examples, *code.examples_journal)]
    said.append((CODE_ID, code.id))
    return "\n\n".join(_paragraph(label, text) for label, text in said if text)


def every(tree: Sequence[ForeignCode]) -> Iterator[ForeignCode]:
    """Every code of a tree, each before those below it."""
    waiting = list(reversed(tree))
    while waiting:
        one = waiting.pop()
        yield one
        waiting.extend(reversed(one.children))


def codes_of(book: _Element | None) -> tuple[ForeignCode, ...]:
    """The codes of a ``CodeBook`` element, be they below ``Codes`` or, as some write them, right in it.

    Raises:
        InputError: there are more of them than a team can code with.
    """
    if book is None:
        return ()
    below = child(book, "Codes")
    if sum(1 for _ in islice(book.iter("{*}Code"), MOST_CODES + 1)) > MOST_CODES:
        raise InputError(f"holds more than {MOST_CODES:,} codes: no team codes with so many")
    return tuple(_code(element) for element in children(book if below is None else below, "Code"))


def sets_of(root: _Element) -> tuple[ForeignSet, ...]:
    """The sets of a codebook or a project, be ``Sets`` empty or missing."""
    found: list[ForeignSet] = []
    for holder in (root, child(root, "CodeBook")):
        for element in children(child(holder, "Sets") if holder is not None else None, "Set"):
            found.append(
                ForeignSet(
                    name=said_by(element, "name") or NAMELESS,
                    guid=guid_of(element),
                    description=description_of(element),
                    codes=tuple(targets(element, "MemberCode")),
                    sources=tuple(targets(element, "MemberSource")),
                    notes=tuple(targets(element, "MemberNote")),
                )
            )
    return tuple(found)


def put_codes(parent: _Element, codebook: Codebook, notes: Mapping[str, Sequence[str]] | None = None) -> None:
    """Append ``Codes`` to an element: every code below its parent, with the GUIDs of notes on it."""
    below: dict[str | None, _Element] = {None: put(parent, "Codes")}
    waiting = list(codebook.codes)
    while waiting:  # a code may stand before its parent
        for code in [code for code in waiting if code.parent in below]:
            element = put(below[code.parent], "Code", guid=guid("code", code.id), name=code.label, isCodable="true")
            put(element, "Description", told_of(code))
            for note in (notes or {}).get(code.id, ()):
                put(element, "NoteRef", targetGUID=note)
            below[code.id] = element
        waiting = [code for code in waiting if code.id not in below]


def put_sets(parent: _Element, sets: Sequence[ForeignSet]) -> None:
    """Append ``Sets`` to an element; there must be one."""
    reference = "guid" if CODEBOOK in str(parent.tag) else "targetGUID"
    holder = put(parent, "Sets")
    for one in sets:
        element = put(holder, "Set", guid=one.guid or guid("set", one.name), name=one.name)
        if one.description:
            put(element, "Description", one.description)
        for member in one.codes:
            put(element, "MemberCode", **{reference: member})
        for member in one.sources:
            put(element, "MemberSource", **{reference: member})


def sets_by_domain(codebook: Codebook) -> tuple[ForeignSet, ...]:
    """A set for each domain that has codes, with the domain's key in its description."""
    return tuple(
        ForeignSet(
            name=domain.label,
            guid=guid("domain", domain.id),
            description="\n\n".join(filter(None, (domain.seed, f"{DOMAIN}: {domain.id}"))),
            codes=codes,
        )
        for domain in codebook.domains
        if (codes := tuple(guid("code", code.id) for code in codebook.codes if code.domain == domain.id))
    )


def _code(top: _Element) -> ForeignCode:
    """A code and those below it, the deepest made first, without recursion."""
    made: dict[_Element, ForeignCode] = {}
    for element in reversed([one for one in top.iter() if isinstance(one.tag, str) and local(one) == "Code"]):
        name = said_by(element, "name")
        codable = said_by(element, "isCodable")
        made[element] = ForeignCode(
            name=name or NAMELESS,
            guid=guid_of(element),
            description=description_of(element),
            is_codable=codable is None or codable.lower() in _CODABLE,
            color=said_by(element, "color"),
            children=tuple(made[below] for below in children(element, "Code")),
        )
    return made[top]


def _losses(book: _Element | None, sets: Sequence[ForeignSet]) -> Iterator[Loss]:
    codes = [] if book is None else [one for one in book.iter() if isinstance(one.tag, str) and local(one) == "Code"]
    colours = [said_by(one, "name") or NAMELESS for one in codes if said_by(one, "color")]
    if colours:
        yield Loss(what="colours of codes", count=len(colours), why="a code has no colour here", examples=_few(colours))
    theirs = [one.name for one in sets if domain_in(one) is None]
    if theirs:
        yield Loss(
            what="sets of codes", count=len(theirs), why="a codebook has domains, no sets", examples=_few(theirs)
        )


def _few(names: Sequence[str], most: int = 3) -> tuple[str, ...]:
    return tuple(names[:most])


def domain_in(one: ForeignSet) -> str | None:
    """Key of the domain that we have written as this set; None where it is not ours."""
    last = (one.description or "").rsplit("\n", 1)[-1]
    label, colon, key = last.partition(": ")
    return key if label == DOMAIN and colon and key.isalnum() else None


def _paragraph(label: str, text: str) -> str:
    lines = text.split("\n")
    safe = "\n".join(f"\\{line}" if _MIMICS.match(line) and (n or not label) else line for n, line in enumerate(lines))
    return f"{label}: {safe}" if label else safe


def _renamed(book: Codebook, own: Mapping[str, OwnCode]) -> dict[str, str]:
    """The id of each code of the book as it is to be: ours where it is ours, and below ours where it stands there."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for code in book.codes:  # of two copies of one code of ours, the first has its id
        if code.id in own and own[code.id].id not in taken:
            names[code.id] = own[code.id].id
            taken.add(own[code.id].id)
    for code in book.codes:
        if code.id in names:
            continue
        above = names.get(code.parent or "", code.parent or code.domain)
        wanted = f"{above}.{code.id.rpartition('.')[2]}"
        while wanted in taken or len(wanted) > _LONGEST:
            wanted = f"{above.split('.')[0]}.C{len(taken) + 1}" if len(wanted) > _LONGEST else f"{wanted}X"
        names[code.id] = wanted
        taken.add(wanted)
    return names


_LONGEST = 60  # characters of an id, as in codebook_parts.CodeId


def _own(code: Code, told: OwnCode | None, names: Mapping[str, str]) -> Code:
    parent = names[code.parent] if code.parent else None
    id_ = names[code.id]
    if parent and parent.split(".")[0] != id_.split(".")[0]:
        parent = None  # moved elsewhere in another program: a code stands in its own domain
    if told is None or told.id != id_:
        return code.model_copy(update={"id": id_, "parent": parent})
    return code.model_copy(
        update={
            "id": id_,
            "parent": parent,
            "definition": told.definition,
            "include": told.include,
            "exclude": told.exclude,
            "examples": told.examples,
        }
    )


def _domains(codes: Sequence[Code], book: Codebook, sets: Sequence[ForeignSet]) -> list[dict[str, str | None]]:
    """The domains that codes stand in: by our sets, by those of the book that was made, else by their key alone."""
    known = {domain.id: domain for domain in book.domains}
    for one in sets:
        if key := domain_in(one):
            seed = (one.description or "").rpartition("\n\n")[0].strip()
            known[key] = Domain(id=key, label=one.name, seed=seed or None)
    used = dict.fromkeys(code.domain for code in codes)
    in_order = [key for key in known if key in used] + [key for key in used if key not in known]
    return [
        known.get(key, Domain(id=key, label=key if key != OWN else "Codes of our own")).model_dump() for key in in_order
    ]
