"""From the rows of a team's sheet to a codebook: every row is taken as far as it can be, and what cannot is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from relsynth.codebook import Code, Codebook, CodeCues, CodeId, Domain, Facet, NearMiss
from relsynth.codebook_import import FACETS, LONGEST_ID, MOST, OWN, OWN_LABEL, TYPE, own_codebook, word_of
from relsynth.cues import CueError, parse_cue

WHY_NOT_STATED = "The sheet does not say why."
_CODE_ID: TypeAdapter[str] = TypeAdapter(CodeId)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRow:
    """A row: its line, and what its cells say of a code. ``parent`` and ``domain`` may be ids or names.

    A near miss is a sentence, why it is none, and the right code if there is one.
    """

    line: int
    id: str | None = None
    label: str | None = None
    parent: str | None = None
    domain: str | None = None
    definition: str | None = None
    include: str | None = None
    exclude: str | None = None
    examples: tuple[str, ...] = ()
    near_misses: tuple[tuple[str, ...], ...] = ()
    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BookOfRows:
    """A codebook, None where no row is a code; ``problems`` with what was not taken as it stands, ``notes`` with what
    was named anew, each with its line.
    """

    codebook: Codebook | None
    problems: tuple[str, ...]
    notes: tuple[str, ...]


def codebook_of_rows(
    rows: Sequence[CodeRow], *, id: str, title: str, facets: Mapping[str, Facet] = FACETS
) -> BookOfRows:
    """Return a codebook with a code for each row.

    A row without an id, or with one that is none here, gets one of its domain (or its parent's) and its name, or of
    its line: ``OWN.R7``. A parent is found by id or by label.

    Raises:
        ValidationError: the id or the title of the codebook is none.
    """
    maker = _Rows(rows)
    codes = tuple(maker.code(row) for row in maker.taken)
    book = own_codebook(maker.domains(), codes, id=id, title=title, facets=facets) if codes else None
    return BookOfRows(codebook=book, problems=tuple(_in_order(maker.problems)), notes=tuple(_in_order(maker.notes)))


_Said = list[tuple[int, str]]


def _in_order(said: _Said) -> Iterator[str]:
    return (f"line {line}: {what}" for line, what in sorted(said, key=lambda one: one[0]))


class _Rows:
    """Rows under ids and parents that fit each other."""

    def __init__(self, rows: Sequence[CodeRow]) -> None:
        self.problems: _Said = []
        self.notes: _Said = []
        self.taken = [row for row in rows if self._has_name(row)]
        self._named: dict[str, CodeRow] = {}  # by id first, so that a label does not hide one
        for name in (*((row.id, row) for row in self.taken), *((row.label, row) for row in self.taken)):
            if name[0]:
                self._named.setdefault(name[0].casefold(), name[1])
        self._parents = {row.line: self._parent_of(row) for row in self.taken}
        self._break_circles()
        self._ids: dict[int, str] = {}
        self._labels: dict[str, str] = {}  # of domains
        self._give_ids()
        self._keep_to_domains()

    def code(self, row: CodeRow) -> Code:
        """The code that a row tells."""
        parent = self._parents[row.line]
        return Code(
            id=self._ids[row.line],
            parent=None if parent is None else self._ids[parent.line],
            label=self._text(row, "label", row.label or row.id) or OWN,
            type=TYPE,
            levels=(),
            definition=self._text(row, "definition", row.definition),
            include=self._text(row, "include", row.include),
            exclude=self._text(row, "exclude", row.exclude),
            examples=self._texts(row, "examples", row.examples),
            near_misses=tuple(self._near_misses(row)),
            cues=CodeCues(strong=self._cues(row, row.strong), weak=self._cues(row, row.weak)),
        )

    def domains(self) -> list[Domain]:
        ids = dict.fromkeys(id_.split(".")[0] for id_ in self._ids.values())
        return [
            Domain(id=domain, label=self._labels.get(domain, OWN_LABEL if domain == OWN else domain)) for domain in ids
        ]

    def _has_name(self, row: CodeRow) -> bool:
        if not (row.id or row.label):
            self.problems.append((row.line, "has neither an id nor a label; it is left out"))
        return bool(row.id or row.label)

    def _parent_of(self, row: CodeRow) -> CodeRow | None:
        if not row.parent:
            return None
        found = self._named.get(row.parent.casefold())
        if found is None or found is row:
            why = "is the row itself" if found is row else "is no code of the sheet"
            self.problems.append((row.line, f"parent {row.parent!r} {why}; the code is kept without one"))
            return None
        return found

    def _break_circles(self) -> None:
        for row in self.taken:
            seen, at = {row.line}, self._parents[row.line]
            while at is not None and at.line not in seen:
                seen.add(at.line)
                at = self._parents[at.line]
            if at is row:
                self.problems.append((row.line, f"parent {row.parent!r} is below it; the code is kept without one"))
                self._parents[row.line] = None

    def _give_ids(self) -> None:
        used: set[str] = set()
        for row in self.taken:
            if row.id and _is_id(row.id):
                if row.id in used:
                    self.problems.append((row.line, f"id {row.id!r} is taken by a row above; another is given"))
                    continue
                used.add(row.id)
                self._ids[row.line] = row.id
                self._label_domain(row, row.id.split(".")[0])
        for row in self.taken:
            if row.line not in self._ids:
                self._ids[row.line] = self._made(row, used)
                used.add(self._ids[row.line])
                told = f"id {row.id!r} is" if row.id else f"{row.label!r} has the id"
                self.notes.append((row.line, f"{told} {self._ids[row.line]} here"))

    def _made(self, row: CodeRow, used: set[str]) -> str:
        domain = self._domain(row)
        word = word_of(row.label or row.id or "")
        id_ = f"{domain}.{word}"
        if not word or id_ in used or len(id_) > LONGEST_ID:
            id_ = f"{domain}.R{row.line}"
        while id_ in used:
            id_ += "X"
        return id_

    def _domain(self, row: CodeRow) -> str:
        """The topmost parent's, which a code has to share; or else the row's own."""
        top = row
        while (above := self._parents[top.line]) is not None:
            top = above
        if row.domain and row is not top and row.domain != top.domain:
            self.problems.append((row.line, f"domain {row.domain!r} is not its parent's, where the code is kept"))
        if top.line in self._ids:
            return self._ids[top.line].split(".")[0]
        if not (top.domain or "").strip():
            return OWN
        domain = word_of(top.domain or "")
        if not domain:
            same = (key for key, label in self._labels.items() if label == top.domain)
            domain = next(same, f"D{top.line}")
        self._label_domain(top, domain)
        return domain

    def _label_domain(self, row: CodeRow, domain: str) -> None:
        if row.domain and (label := row.domain.strip()[:MOST]):
            kept = self._labels.setdefault(domain, label)
            if kept != label:
                self.problems.append((row.line, f"domain {row.domain!r} is kept as {kept!r}, as a row above calls it"))

    def _keep_to_domains(self) -> None:
        for row in self.taken:
            parent = self._parents[row.line]
            if parent and self._ids[parent.line].split(".")[0] != self._ids[row.line].split(".")[0]:
                told = f"parent {row.parent!r} is in another domain; the code is kept without one"
                self.problems.append((row.line, told))
                self._parents[row.line] = None

    def _text(self, row: CodeRow, column: str, text: str | None) -> str | None:
        if text and len(text.strip()) > MOST:
            self.problems.append((row.line, f"{column} is cut after {MOST:,} characters"))
        return (text or "").strip()[:MOST].strip() or None

    def _texts(self, row: CodeRow, column: str, texts: Sequence[str]) -> tuple[str, ...]:
        return tuple(text for each in texts if (text := self._text(row, column, each)))

    def _cues(self, row: CodeRow, cues: Sequence[str]) -> tuple[str, ...]:
        for cue in cues:
            try:
                parse_cue(cue)
            except CueError as error:
                self.problems.append((row.line, f"{error}; it is kept, for you to mend"))
        return self._texts(row, "cues", cues)

    def _near_misses(self, row: CodeRow) -> Iterator[NearMiss]:
        for text, *more in row.near_misses:
            why = more[0] if more and more[0] else WHY_NOT_STATED
            right = self._named.get(more[1].casefold()) if len(more) > 1 and more[1] else None
            if len(more) > 1 and more[1] and right is None:
                self.problems.append((row.line, f"near miss: {more[1]!r} is no code of the sheet"))
            yield NearMiss(
                text=self._text(row, "near misses", text) or why,
                why=self._text(row, "near misses", why) or WHY_NOT_STATED,
                code=None if right is None else self._ids[right.line],
            )


def _is_id(text: str) -> bool:
    try:
        _CODE_ID.validate_python(text)
    except ValidationError:
        return False
    return True
