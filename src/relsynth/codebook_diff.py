"""What changed between two versions of a codebook, and what of it asks people to look at their codings again.

A code that has the id that it had is the same code. Which code came in another's place is declared by its
``replaces`` and never guessed: a code that nothing replaces is told as removed, and where one that was added looks like
it, the declaration that would say so is offered as a hint.

    one for one          renamed
    one for several      merged    (also where one of them is in the book still)
    several for one      split
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from rapidfuzz import fuzz

from relsynth.codebook import Code, Codebook, Facet
from relsynth.codebook_lineage import Lineage

RULES = ("definition", "include", "exclude")
"""Fields that say when a code counts: where one of them changed, what was coded by the older one is to be looked at."""

ALIKE = 85  # percent of likeness (Indel ratio) from which a label or a definition is nearly the same; set by hand

Kind = Literal["renamed", "merged", "split"]
Op = Literal["same", "gone", "new"]
Hunk = tuple[Op, str]
"""A stretch of words that two texts share, or that is gone from the first, or new in the second."""

_WORDS = re.compile(r"\S+\s*")
_COMPARED = ("id", "parent", "label", "replaces")  # told in their own way


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Which version of a codebook: what it says that it is, and the digest of its content."""

    id: str
    version: str
    digest: str

    def __str__(self) -> str:
        return f"{self.id} {self.version} ({self.digest[:12]})"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """A field before and after; None where it was, or is, not given."""

    field: str
    before: str | None
    after: str | None

    @property
    def hunks(self) -> tuple[Hunk, ...]:
        """Both texts word by word: what stayed, what is gone, what is new, in reading order."""
        return tuple(_hunks(self.before or "", self.after or ""))

    def __str__(self) -> str:
        said = "".join(_marked(op, words) for op, words in self.hunks).strip()
        return f"{self.field}: {said}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """Codes of before, and the codes that came in their place."""

    kind: Kind
    before: tuple[str, ...]
    after: tuple[str, ...]

    def __str__(self) -> str:
        return f"{' + '.join(self.before)} → {' + '.join(self.after)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeChange:
    """What is another in a code that both versions have, under this id or another.

    ``moved`` is the parent before and after, ``others`` names the fields besides the texts.
    """

    before: str
    after: str
    texts: tuple[TextChange, ...] = ()
    moved: tuple[str | None, str | None] | None = None
    others: tuple[str, ...] = ()

    @property
    def relabelled(self) -> TextChange | None:
        """Its label before and after, where it has another."""
        return next((text for text in self.texts if text.field == "label"), None)

    @property
    def rules(self) -> tuple[TextChange, ...]:
        """Changes of what says when the code counts."""
        return tuple(text for text in self.texts if text.field in RULES)

    @property
    def is_cues_only(self) -> bool:
        """Whether nothing changed but what machines look for: of no consequence to what people coded."""
        return not self.texts and self.moved is None and set(self.others) <= {"cues", "masks"}

    def __str__(self) -> str:
        name = self.after if self.before == self.after else f"{self.before} → {self.after}"
        said = [str(text) for text in self.texts]
        if self.moved:
            said.append(f"parent: {self.moved[0] or 'none'} → {self.moved[1] or 'none'}")
        if self.others:
            said.append(f"also changed: {', '.join(self.others)}")
        return "\n      ".join([name, *said])


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """A code that is gone and one that is new, and look alike: they may be the same one."""

    removed: str
    added: str
    alike: str

    def __str__(self) -> str:
        return (
            f"if {self.added} is {self.removed} under a new id ({self.alike} nearly the same), "
            f"say `replaces: [{self.removed}]` in {self.added}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """All that is another in a codebook; ``facets``, ``thresholds`` and ``others`` are told in a line each."""

    before: Edition
    after: Edition
    added: tuple[str, ...]
    removed: tuple[str, ...]
    successions: tuple[Succession, ...]
    changes: tuple[CodeChange, ...]
    hints: tuple[Hint, ...]
    facets: tuple[str, ...]
    thresholds: tuple[str, ...]
    others: tuple[str, ...]

    def __bool__(self) -> bool:
        return any(
            (
                *(self.added, self.removed, self.successions, self.changes),
                *(self.facets, self.thresholds, self.others),
            )
        )

    def of_kind(self, kind: Kind) -> tuple[Succession, ...]:
        """Codes renamed, merged, or split."""
        return tuple(one for one in self.successions if one.kind == kind)


def diff(before: Codebook, after: Codebook, *, between: Iterable[Codebook] = ()) -> Difference:
    """Return what changed from one version of a codebook to another.

    Args:
        between: other versions of it, oldest first, so that a code is followed over several renamings.
    """
    old = {code.id: code for code in before.codes}
    new = {code.id: code for code in after.codes}
    others = tuple(between)
    lineage = Lineage(after, others if any(book.digest == before.digest for book in others) else [before, *others])
    gone = [id for id in old if id not in new]
    successions = tuple(_successions(gone, old, lineage))
    succeeded = {id for one in successions for id in one.before}
    heirs = {id for one in successions for id in one.after}
    removed = tuple(id for id in gone if id not in succeeded)
    added = tuple(id for id in new if id not in old and id not in heirs)
    pairs = [(id, id) for id in old if id in new]
    pairs += [(one.before[0], one.after[0]) for one in successions if one.kind == "renamed"]
    changes = (_change(old[earlier], new[later]) for earlier, later in pairs)
    return Difference(
        before=edition(before),
        after=edition(after),
        added=added,
        removed=removed,
        successions=successions,
        changes=tuple(change for change in changes if change is not None),
        hints=tuple(_hints((old[id] for id in removed), [new[id] for id in added])),
        facets=tuple(_facet_changes(before.facets, after.facets)),
        thresholds=tuple(_thresholds(before, after)),
        others=tuple(_others(before, after)),
    )


def edition(book: Codebook) -> Edition:
    """Which version a codebook is."""
    return Edition(id=book.id, version=book.version, digest=book.digest)


def rule_changes(before: Code, after: Code) -> tuple[TextChange, ...]:
    """What changed of that which says when a code counts: definition, inclusion, exclusion."""
    return tuple(_texts(before, after, RULES))


def _successions(gone: Iterable[str], old: Mapping[str, Code], lineage: Lineage) -> Iterator[Succession]:
    """What came in the place of codes that are gone; a code of which a part is no more is told with what is left."""
    into: dict[str, list[str]] = {}
    for id in gone:
        heirs = lineage.heirs(id)
        if lineage.now(id):
            into.setdefault(heirs[0], []).append(id)
        elif heirs:
            yield Succession(kind="split", before=(id,), after=heirs)
    for heir, formers in into.items():
        whole = (heir, *formers) if heir in old else tuple(formers)
        yield Succession(kind="merged" if len(whole) > 1 else "renamed", before=whole, after=(heir,))


def _change(before: Code, after: Code) -> CodeChange | None:
    texts = tuple(_texts(before, after, ("label", *RULES)))
    fields = (name for name in Code.model_fields if name not in _COMPARED and name not in RULES)
    others = tuple(name for name in fields if getattr(before, name) != getattr(after, name))
    moved = None if before.parent == after.parent else (before.parent, after.parent)
    if not (texts or others or moved):
        return None
    return CodeChange(before=before.id, after=after.id, texts=texts, moved=moved, others=others)


def _texts(before: Code, after: Code, names: Iterable[str]) -> Iterator[TextChange]:
    for name in names:
        earlier, later = getattr(before, name), getattr(after, name)
        if earlier != later:
            yield TextChange(field=name, before=earlier, after=later)


def _hunks(before: str, after: str) -> Iterator[Hunk]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    bare = [[word.strip() for word in words] for words in (old, new)]
    for op, i, j, k, m in SequenceMatcher(a=bare[0], b=bare[1], autojunk=False).get_opcodes():
        if op == "equal":
            yield "same", "".join(new[k:m])
            continue
        if i < j:
            yield "gone", "".join(old[i:j])
        if k < m:
            yield "new", "".join(new[k:m])


def _marked(op: Op, words: str) -> str:
    """Words as wdiff marks them: [-gone-] {+new+}."""
    if op == "same":
        return words if words.endswith((" ", "\n")) else f"{words} "
    return f"[-{words.strip()}-] " if op == "gone" else f"{{+{words.strip()}+}} "


def _hints(removed: Iterable[Code], added: Iterable[Code]) -> Iterator[Hint]:
    """Pairs whose label or definition is nearly the same: told, never acted on."""
    new = tuple(added)
    for old in removed:
        likest = sorted(((max(_likeness(old, one)), one.id) for one in new), key=lambda pair: (-pair[0][0], pair[1]))
        if likest and likest[0][0][0] >= ALIKE:
            (_, field), id = likest[0]
            yield Hint(removed=old.id, added=id, alike=field)


def _likeness(old: Code, new: Code) -> tuple[tuple[float, str], ...]:
    """Likeness in percent, by field, of what both have."""
    pairs = (("label", old.label, new.label), ("definition", old.definition, new.definition))
    return tuple((fuzz.ratio(a.casefold(), b.casefold()), field) for field, a, b in pairs if a and b)


def _facet_changes(before: Mapping[str, Facet], after: Mapping[str, Facet]) -> Iterator[str]:
    yield from (f"{name}: removed" for name in before if name not in after)
    yield from (f"{name}: added" for name in after if name not in before)
    for name in (name for name in after if name in before):
        old, new = before[name], after[name]
        yield from _values(name, old.values, new.values)
        for field in Facet.model_fields:
            if field != "values" and getattr(old, field) != getattr(new, field):
                yield f"{name}: {field} changed"


def _values(name: str, old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[str]:
    if gone := [value for value in old if value not in new]:
        yield f"{name}: values removed: {', '.join(gone)}"
    if come := [value for value in new if value not in old]:
        yield f"{name}: values added: {', '.join(come)}"
    if not gone and not come and old != new:
        yield f"{name}: values in another order"


def _thresholds(before: Codebook, after: Codebook) -> Iterator[str]:
    new = after.gap_thresholds.model_dump()
    for name, value in before.gap_thresholds.model_dump().items():
        if value != new[name]:
            yield f"{name}: {value} → {new[name]}"


def _others(before: Codebook, after: Codebook) -> Iterator[str]:
    """Fields of the book itself; of those with entries by key or id, which."""
    told = {"codes", "facets", "gap_thresholds", "id", "version"}
    for name in Codebook.model_fields:
        old, new = getattr(before, name), getattr(after, name)
        if name not in told and old != new:
            which = _keys(old, new)
            yield f"{name}: {', '.join(which)}" if which else f"{name} changed"
    if [code.id for code in before.codes if _has(after, code.id)] != [
        code.id for code in after.codes if _has(before, code.id)
    ]:
        yield "codes in another order"


def _keys(old: Any, new: Any) -> list[str]:
    """Keys whose entries differ, of mappings."""
    if not (isinstance(old, Mapping) and isinstance(new, Mapping)):
        return []
    return [key for key in dict.fromkeys([*old, *new]) if old.get(key) != new.get(key)]


def _has(book: Codebook, code_id: str) -> bool:
    return any(code.id == code_id for code in book.codes)
