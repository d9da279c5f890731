"""A codebook written up as journals want it: what each code means, when it counts and when not, with examples.

    Codebook ─ book_of ─▶ CodebookBook ─ to_html, to_markdown, codebook_docx.to_docx ─▶ a file

Cues are left out: they are for machines, and stand in the codebook's own file, which the digest names. Nothing here
reads a clock; a date is printed where one is given. All texts are plain: no markup of a codebook becomes markup of a
page, and signs that XML cannot hold are shown as U+FFFD.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from relsynth.codebook import Code, Codebook, Facet, Source

NONE_YET = "none yet"
_UNFIT = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")  # XML 1.0, production 2
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$])")
_LEADING = re.compile(r"^(\d+)([.)])|^([-+=])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is said of a code, or of a facet: under a name, one text or several."""

    name: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePart:
    """A code; ``depth`` is 0 for a construct, 1 for a part of one, and so on."""

    id: str
    label: str
    depth: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainPart:
    """A family of codes, and the question of the field that it answers."""

    id: str
    label: str
    seed: str | None
    codes: tuple[CodePart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetPart:
    """What else is said of a coded sentence; a row for each value."""

    name: str
    definition: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookBook:
    """All that the write-up shows; ``about`` identifies it, ``rules`` hold for all codes."""

    title: str
    language: str
    description: str
    about: tuple[Row, ...]
    rules: tuple[Row, ...]
    domains: tuple[DomainPart, ...]
    facets: tuple[FacetPart, ...]
    sources: tuple[Row, ...]

    @property
    def codes(self) -> tuple[tuple[DomainPart, CodePart], ...]:
        """Every code with its domain, in order."""
        return tuple((domain, code) for domain in self.domains for code in domain.codes)


def book_of(codebook: Codebook, *, on: str | None = None) -> CodebookBook:
    """Return what is to be printed of a codebook, domains and codes in its order; ``on`` is a date to print."""
    apart = _told_apart(codebook)
    return CodebookBook(
        title=_plain(codebook.title),
        language=_plain(codebook.language),
        description=_plain(codebook.description),
        about=tuple(_about(codebook, on)),
        rules=tuple(_row(name.replace("_", " "), text) for name, text in codebook.unit_of_coding.items()),
        domains=tuple(
            DomainPart(
                id=domain.id,
                label=_plain(domain.label),
                seed=_plain(domain.seed) if domain.seed else None,
                codes=tuple(_code(codebook, code, apart) for code in codebook.codes if code.domain == domain.id),
            )
            for domain in codebook.domains
        ),
        facets=tuple(_facet(name, facet) for name, facet in codebook.facets.items()),
        sources=tuple(_row(key, _cited(source)) for key, source in codebook.sources.items()),
    )


def to_html(book: CodebookBook) -> str:
    """Return one page that needs nothing else: its policy allows its own style, and no script or request."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    style = _asset("codebook.css")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return environment.from_string(_asset("codebook.html.j2")).render(book=book, style=style, policy=policy)


def to_markdown(book: CodebookBook) -> str:
    """Return CommonMark with GitHub's tables; every text is escaped."""
    return "\n".join(_lines(book)) + "\n"


def _lines(book: CodebookBook) -> Iterator[str]:
    yield from (f"# {_md(book.title)}", "")
    yield from (f"- **{_md(row.name)}:** {_md('; '.join(row.texts))}" for row in book.about)
    yield from ("", _md(book.description), "")
    yield from _rows("## Rules for all codes", book.rules)
    yield from ("## Codes", "", "| Code | Label | Domain |", "| --- | --- | --- |")
    yield from (f"| {_md(code.id)} | {_md(code.label)} | {_md(domain.label)} |" for domain, code in book.codes)
    yield ""
    for domain in book.domains:
        yield from (f"## {_md(domain.id)}: {_md(domain.label)}", "")
        yield from (f"{_md(domain.seed)}", "") if domain.seed else ()
        for code in domain.codes:
            yield from _rows(f"### {_md(code.id)}: {_md(code.label)}", code.rows)
    if book.facets:
        yield from ("## Facets: what else is said of a coded sentence", "")
    for facet in book.facets:
        yield from (f"### {_md(facet.name)}", "", _md(facet.definition), "")
        yield from _table(facet.rows)
    yield from _rows("## Sources", book.sources)


def _rows(heading: str, rows: tuple[Row, ...]) -> Iterator[str]:
    """A heading, and a paragraph or list for each row; nothing where there is no row."""
    if not rows:
        return
    yield from (heading, "")
    for row in rows:
        if len(row.texts) == 1:
            yield from (f"**{_md(row.name)}:** {_md(row.texts[0])}", "")
        else:
            yield from (f"**{_md(row.name)}:**", "", *(f"- {_md(text)}" for text in row.texts), "")


def _table(rows: tuple[Row, ...]) -> Iterator[str]:
    if rows:
        yield from ("| Value | When it holds |", "| --- | --- |")
        yield from (f"| {_md(row.name)} | {_md('; '.join(row.texts))} |" for row in rows)
        yield ""


def _md(text: str) -> str:
    """A text of one line as Markdown that shows every sign of it."""
    escaped = _MARKUP.sub(r"\\\1", text.replace("&", "&amp;"))
    return _LEADING.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", escaped)


def _about(codebook: Codebook, on: str | None) -> Iterator[Row]:
    yield _row("Codebook", codebook.id)
    yield _row("Version", codebook.version)
    yield Row(name="Digest of its content (SHA-256)", texts=(codebook.digest,))
    if on:
        yield _row("Date", on)
    yield _row("Language", codebook.language)
    yield _row("Licence", codebook.licence)
    parts = sum(code.parent is not None for code in codebook.codes)
    inner = f" ({parts} of them parts of another)" if parts else ""
    yield _row("Codes", f"{len(codebook.codes)}{inner} in {len(codebook.domains)} domains")


def _code(codebook: Codebook, code: Code, apart: Mapping[str, tuple[str, ...]]) -> CodePart:
    return CodePart(
        id=code.id,
        label=_plain(code.label),
        depth=_depth(codebook, code),
        rows=tuple(row for row in _said_of(codebook, code, apart.get(code.id, ())) if row.texts),
    )


def _said_of(codebook: Codebook, code: Code, apart: tuple[str, ...]) -> Iterator[Row]:
    """What is printed of a code, in the order of print; a row without a text is none."""
    yield _row("Definition", code.definition or NONE_YET)
    yield _row("Include", code.include or NONE_YET)
    yield _row("Exclude", code.exclude or NONE_YET)
    yield _row("Examples", *code.examples_journal, *code.examples)
    yield _row("Near misses", *(_near_miss(miss.text, miss.why, miss.code) for miss in code.near_misses))
    yield _row("Told apart", *apart)
    yield _row("Part of", *([_named(codebook, code.parent)] if code.parent else ()))
    yield _row("Refines", *([_named(codebook, code.refines)] if code.refines else ()))
    yield _row("Replaces", *([", ".join(code.replaces)] if code.replaces else ()))
    yield _row("Kind", code.type.replace("_", " "))
    yield _row("Levels", *([", ".join(level.replace("_", " ") for level in code.levels)] if code.levels else ()))
    yield _row("Other words", *(["; ".join(code.synonyms)] if code.synonyms else ()))
    yield _row("In other frameworks", *(link.replace(":", ": ", 1) for link in code.crosswalk))
    if code.unspecific:
        yield _row("Note", "Says that partnering is mentioned and nothing more; gives way to any code that says more.")


def _near_miss(text: str, why: str, right: str | None) -> str:
    return f"{text} ({why}{f'; this is {right}' if right else ''})"


def _told_apart(codebook: Codebook) -> dict[str, tuple[str, ...]]:
    """Code -> the rules that part it from others, its own ones first."""
    rules: dict[str, list[str]] = defaultdict(list)
    for code in codebook.codes:
        rules[code.id] += [f"{_named(codebook, rule.code)}: {rule.rule}" for rule in code.confusable]
    for pair in codebook.confusable_pairs:
        for one, other in (pair.pair, pair.pair[::-1]):
            rules[one].append(f"{_named(codebook, other)}: {pair.rule}")
    return {code: tuple(dict.fromkeys(texts)) for code, texts in rules.items()}


def _facet(name: str, facet: Facet) -> FacetPart:
    values = tuple(_row(value, facet.rules.get(value, "")) for value in facet.values)
    fields = (_row("fields", ", ".join(facet.fields)),) if facet.fields else ()
    several = " Several values may hold." if facet.multi else ""
    default = f" Where nothing is said: {facet.default}." if facet.default else ""
    return FacetPart(name=name, definition=_plain(f"{facet.definition}{several}{default}"), rows=(*values, *fields))


def _cited(source: Source) -> str:
    """A source as it is cited, with where it is found."""
    where = f"https://doi.org/{source.doi}" if source.doi else source.url
    return f"{source.cite.rstrip('.')}. {where}" if where else source.cite


def _named(codebook: Codebook, code_id: str) -> str:
    return f"{code_id} ({codebook.code(code_id).label})"


def _depth(codebook: Codebook, code: Code) -> int:
    depth = 0
    while code.parent:
        code, depth = codebook.code(code.parent), depth + 1
    return depth


def _row(name: str, *texts: str) -> Row:
    return Row(name=_plain(name), texts=tuple(map(_plain, texts)))


def _plain(text: str) -> str:
    """A text in one line, of signs that XML can hold."""
    return " ".join(_UNFIT.sub("\ufffd", text).split())


def _asset(name: str) -> str:
    return (files(__package__) / "assets" / name).read_text(encoding="utf-8")
