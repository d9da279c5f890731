"""Write into the documentation what the program itself knows, so that no page can go stale.

    python scripts/docs.py            write every generated part
    python scripts/docs.py --check    write nothing; exit with 1 and a diff where a page is stale

A generated part stands between ``<!-- generated: NAME ARGUMENT -->`` and ``<!-- end -->``, each on a line of its own.
NAME is a function of ``PARTS``. ``run COMMAND`` runs a command for real and shows what
it prints; ``fails COMMAND`` is one that has to exit with 1; ``python`` runs the Python
block above it. ``<!-- setup: COMMAND -->`` runs a command unseen. Each page has a folder
of its own with a copy of corpus/ in it, and its commands run there from top to bottom.
"""

from __future__ import annotations

import argparse
import difflib
import inspect
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from typer.main import get_command

from relsynth import workflow
from relsynth.bundled import default_codebook, example_papers
from relsynth.characteristics import FIELDS as CHARACTERISTICS
from relsynth.cli import app
from relsynth.codebook import Code, Codebook
from relsynth.config import DEFAULT, TEMPLATE, THRESHOLDS
from relsynth.extraction.actors import ACTOR
from relsynth.extraction.facets import ELSEWHERE
from relsynth.extraction.telling import FACETS as TOLD
from relsynth.formats.codebook_yaml import read_codebook
from relsynth.project import open_project
from relsynth.synthesis.asking_fields import ALIASES, FIELDS, facets_of
from relsynth.workflow.all_tables import ALL_TABLES
from relsynth.workflow.synthesise import one_corpus

ROOT = Path(__file__).resolve().parent.parent
EXPLAINED = ROOT / "docs" / "reference" / "columns.toml"
AT = "2026-01-01T00:00:00+00:00"
WORKERS = 2
LONGEST_RUN = 60  # seconds
LONGEST_EXAMPLE = 48  # characters of a cell shown as an example

MARK = re.compile(
    r"<!-- setup: (?P<setup>.+?) -->"
    r"|(?P<open><!-- generated: (?P<name>\w+)(?: (?P<argument>[^\n]+?))? -->\n)(?P<old>.*?)(?P<close><!-- end -->)",
    re.DOTALL,
)


class PageError(Exception):
    """A page asks for what cannot be made; the message says which page and why."""


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--check", action="store_true", help="write nothing; exit with 1 where a page is stale")
    options.add_argument("pages", nargs="*", type=Path, help="only these pages; all where none is given")
    arguments = options.parse_args()
    try:
        stale = list(updated([page.resolve() for page in arguments.pages] or pages()))
    except PageError as error:
        print(f"docs: {error}", file=sys.stderr)
        return 1
    for page, old, new in stale:
        if arguments.check:
            print("".join(difference(page, old, new)))
        else:
            page.write_text(new, encoding="utf-8")
            print(f"written: {place_of(page)}")
    if stale and arguments.check:
        print(f"stale: {', '.join(place_of(page) for page, _, _ in stale)}; run scripts/docs.py", file=sys.stderr)
    return int(bool(stale) and arguments.check)


def pages() -> list[Path]:
    """Every page of the documentation, the longest sessions first so that no worker waits at the end."""
    found = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    return sorted((page for page in found if page.is_file()), key=lambda page: (-runs_in(page), page))


def runs_in(page: Path) -> int:
    return len(re.findall(r"<!-- (?:generated: (?:run|fails|python)|setup:)", page.read_text(encoding="utf-8")))


def updated(of: Sequence[Path]) -> Iterator[tuple[Path, str, str]]:
    """Pages that are not as they should be, each with its text now and as it should be."""
    with ThreadPoolExecutor(WORKERS) as pool:
        for page, old, new in sorted(pool.map(renewed, of)):
            if new != old:
                yield page, old, new


def renewed(page: Path) -> tuple[Path, str, str]:
    old = page.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="relsynth-docs-") as name:
        folder = Path(name).resolve()
        shutil.copytree(example_papers(), folder / "corpus")
        session = Session(page, folder)
        return page, old, MARK.sub(session.part, old)


class Session:
    """The commands of one page, from top to bottom, in one folder."""

    def __init__(self, page: Path, folder: Path) -> None:
        self._page = page
        self.folder = folder

    def part(self, match: re.Match[str]) -> str:
        """What a mark stands for: itself with its generated part, or itself after a set-up."""
        if match["setup"]:
            self.shell(match["setup"], status=0)
            return match[0]
        make = PARTS.get(match["name"])
        if make is None:
            raise PageError(f"{place_of(self._page)}: no part {match['name']!r}; there are {', '.join(PARTS)}")
        before = match.string[: match.start()]
        return f"{match['open']}{make(self, match['argument'] or '', before).strip()}\n{match['close']}"

    def shell(self, command: str, *, status: int) -> str:
        """What a command prints, told in a reader's paths; on failure what it says on stderr."""
        return self._run(["/bin/sh", "-c", command], command, status=status)

    def python(self, code: str) -> str:
        """What a piece of Python prints."""
        return self._run([sys.executable, "-c", code], code, status=0)

    def _run(self, words: Sequence[str], shown: str, *, status: int) -> str:
        done = subprocess.run(
            words, cwd=self.folder, env=environment(self.folder), capture_output=True, text=True, check=False,
            timeout=LONGEST_RUN, encoding="utf-8",
        )  # fmt: skip
        if done.returncode != status:
            page = place_of(self._page)
            raise PageError(f"{page}: exit status {done.returncode}, not {status}: {shown}\n{done.stderr}")
        output = done.stdout + (done.stderr if status else "")
        for path in (self.folder, ROOT):
            output = output.replace(path.as_posix(), "…")
        return "\n".join(line.rstrip() for line in output.splitlines()).strip("\n")


def environment(home: Path) -> dict[str, str]:
    """The same surroundings on every machine; this Python's programs come first."""
    programs = Path(sys.executable).parent
    return {
        "PATH": os.pathsep.join([str(programs), os.environ.get("PATH", os.defpath)]),
        "HOME": str(home),
        "COLUMNS": "100",
        "LC_ALL": "C.UTF-8",
        "NO_COLOR": "1",
        "PYTHONUTF8": "1",
        "TERM": "dumb",
        "TZ": "UTC",
    }


def difference(page: Path, old: str, new: str) -> Iterator[str]:
    lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    return difflib.unified_diff(*lines, f"{place_of(page)} as it is", f"{place_of(page)} as it should be")


def place_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix() if page.is_relative_to(ROOT) else page.as_posix()


# -- what is run


def run(session: Session, command: str, _before: str) -> str:
    return fenced(f"$ {command}\n{session.shell(command, status=0)}", "console")


def fails(session: Session, command: str, _before: str) -> str:
    return fenced(f"$ {command}\n{session.shell(command, status=1)}", "console")


def python(session: Session, _argument: str, before: str) -> str:
    blocks = re.findall(r"^```python\n(.*?)^```$", before, re.DOTALL | re.MULTILINE)
    return fenced(session.python(blocks[-1]), "text")


def excerpt(session: Session, argument: str, _before: str) -> str:
    """Some rows and columns of a table that the page has written: FILE, number of rows, columns."""
    file, most, *columns = argument.split()
    rows = json.loads((session.folder / file).read_text(encoding="utf-8"))["rows"]
    return table(columns, ([shown(row[column]) for column in columns] for row in rows[: int(most)]))


def fenced(text: str, language: str) -> str:
    return f"```{language}\n{text.rstrip()}\n```"


# -- what is read off the program


def cli(_session: Session, _argument: str, _before: str) -> str:
    return "\n\n".join(described("relsynth", get_command(app)))


def described(words: str, command: Any) -> Iterator[str]:
    """A command and those below it. Read off its attributes: Rich's panels differ from version to version."""
    inner: Mapping[str, Any] = getattr(command, "commands", {})
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    usage = [words, "[OPTIONS]", *(named_argument(param) for param in arguments), *(["COMMAND"] if inner else [])]
    yield f"{'#' * (len(words.split()) + 1)} `{words}`"
    yield summary(command)
    yield fenced(" ".join(usage), "text")
    if inner:
        links = {name: f"[`{words} {name}`](#{words.replace(' ', '-')}-{name})" for name in inner}
        yield table(("Command", "What it does"), ([links[name], summary(one)] for name, one in inner.items()))
    if rows := [described_param(command, param) for param in command.params if not param.hidden]:
        yield table(("Argument or option", "What it is for", "Default"), rows)
    for name, one in inner.items():
        yield from described(f"{words} {name}", one)


def summary(command: Any) -> str:
    return " ".join((command.help or "").split())


def named_argument(param: Any) -> str:
    name = param.metavar or param.name.upper()
    return f"{name if param.required else f'[{name}]'}{'...' if param.nargs != 1 else ''}"


def described_param(command: Any, param: Any) -> tuple[str, str, str]:
    if param.param_type_name == "argument":
        name, default = named_argument(param), "required" if param.required else ""
    else:
        takes = "" if param.is_flag else f" {param.metavar or param.name.upper()}"
        name, default = ", ".join(f"{opt}{takes}" for opt in param.opts), "required" if param.required else ""
    if isinstance(param.show_default, str):
        default = param.show_default
    elif not default and isinstance(param.default, str | int | Path) and not isinstance(param.default, bool):
        default = f"`{param.default}`"
    return f"`{name}`", " ".join([*(param.help or "").split(), *choices(command, param)]), default


def choices(command: Any, param: Any) -> Iterator[str]:
    """What an argument may be, where its type names all of it."""
    hint = get_type_hints(inspect.unwrap(command.callback)).get(param.name) if command.callback else None
    if get_origin(hint) is Literal:
        yield f"One of {', '.join(f'`{value}`' for value in get_args(hint))}."


def schema(session: Session, _argument: str, _before: str) -> str:
    """The SQL of every table and view of a fresh database."""
    workflow.init(session.folder / "fresh")
    with closing(sqlite3.connect(session.folder / "fresh" / "relsynth.db")) as database:
        found = database.execute("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    of = {kind: [row for row in found if row[0] == kind and not row[1].startswith(("_", "sqlite"))]
          for kind in ("table", "view", "index", "trigger")}  # fmt: skip
    parts = [f"### `{name}`\n\n{fenced(sql, 'sql')}" for kind in ("table", "view") for _, name, _, sql in of[kind]]
    rules = table(("Trigger", "On"), ([f"`{name}`", f"`{on}`"] for _, name, on, _ in of["trigger"]))
    return "\n\n".join([*parts, "### Triggers", rules])


@cache
def example_run() -> Mapping[str, Any]:
    """Every table of the twelve papers, by name, as JSON has them."""
    with tempfile.TemporaryDirectory(prefix="relsynth-docs-") as folder:
        workflow.run([example_papers()], Path(folder), at=AT, parser="none")
        with open_project(folder) as project, one_corpus(project):
            made = {name: workflow.write_table(workflow.tabulate(project, name), "json") for name in ALL_TABLES}
        return {name: json.loads(text) for name, text in made.items()}


def columns(_session: Session, name: str, _before: str) -> str:
    """Every column of a table, with its explanation and the first value that the example papers have."""
    written = example_run()[name]
    explained: Mapping[str, str] = tomllib.loads(EXPLAINED.read_text(encoding="utf-8"))[name]
    if unlike := set(written["columns"]) ^ set(explained):
        raise PageError(f"{place_of(EXPLAINED)}: [{name}] and the table differ in {', '.join(sorted(unlike))}")
    return table(
        ("Column", "What it holds", "For instance"),
        ([f"`{column}`", explained[column], example(written["rows"], column)] for column in written["columns"]),
    )


def example(rows: Iterable[Mapping[str, Any]], column: str) -> str:
    """The first value of a column that says something; a dash where no row has a value, 0 where all have none."""
    told = [shown(row[column]) for row in rows if row[column] not in (None, "", {}, [])]
    if not told:
        return "–"
    text = next((cell for cell in told if cell not in ("0", "no")), told[0])
    return f"`{text}`" if len(text) <= LONGEST_EXAMPLE else f"`{text[: LONGEST_EXAMPLE - 1].rstrip()}…`"


def shown(cell: Any) -> str:
    """A cell as Markdown and CSV have it."""
    if isinstance(cell, Mapping):
        return "; ".join(f"{name} {count}" for name, count in cell.items())
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:.4g}"
    return "" if cell is None else str(cell)


def settings(_session: Session, _argument: str, _before: str) -> str:
    return fenced(TEMPLATE.format(title=json.dumps(DEFAULT.title)), "toml")


def thresholds(_session: Session, _argument: str, _before: str) -> str:
    """The thresholds that a project may set, with the default codebook's values."""
    default = book().gap_thresholds
    ranges = {key: f"{low:g} to {high:g}" for key, (low, high) in THRESHOLDS.items()}
    rows = ([f"`gaps.{key}`", ranges[key], f"`{getattr(default, key):g}`"] for key in THRESHOLDS)
    return table(("Key", "Range", "In the default codebook"), rows)


@cache
def book() -> Codebook:
    return read_codebook(default_codebook().read_text(encoding="utf-8"), path=default_codebook())


def domains(_session: Session, _argument: str, _before: str) -> str:
    own = Counter((code.domain, code.parent is None) for code in book().codes)
    rows = (
        [f"`{domain.id}`", domain.label, domain.seed or "", f"{own[domain.id, True]}", f"{own[domain.id, False]}"]
        for domain in book().domains
    )
    return table(("Domain", "What it holds", "Question of the field", "Constructs", "Sub-constructs"), rows)


def codes(_session: Session, _argument: str, _before: str) -> str:
    rows = ([f"`{code.id}`", code.label, code.definition or "", "; ".join(kinship(code))] for code in book().codes)
    return table(("Code", "Label", "Definition", "Stands to others"), rows)


def kinship(code: Code) -> Iterator[str]:
    if code.parent:
        yield f"part of `{code.parent}`"
    if code.refines:
        yield f"refines `{code.refines}`"
    if code.unspecific:
        yield "unspecific"


def facets(_session: Session, _argument: str, _before: str) -> str:
    known = book().facets
    rows = ([f"`{name}`", facet.definition, ", ".join(facet.values), filled(name)] for name, facet in known.items())
    return table(("Facet", "What it says", "Values", "Filled"), rows)


def query_fields(_session: Session, _argument: str, _before: str) -> str:
    """The fields that a query may ask for: those of every project, facets, and characteristics of studies."""
    short = {name: f", `{alias}`" for alias, name in ALIASES.items()}
    facets = {name: f"facet: {book().facets[name].definition}" for name in facets_of(book())}
    own = {**FIELDS, **facets, **dict.fromkeys(CHARACTERISTICS, "characteristic of the study")}
    rows = ([f"`{name}`{short.get(name, '')}", said] for name, said in own.items())
    return table(("Field", "What it asks for"), rows)


def filled(facet: str) -> str:
    """How a coding comes by the facet today."""
    if facet in ("assertion", "section", "explicitness"):
        return "by rule"
    if facet == ACTOR:
        return "by cue, with a parser"
    if facet in TOLD:
        return "by cue and rule"
    return "by cue" if book().facets[facet].cues and facet not in ELSEWHERE else "not yet by machine"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(pipeless(cell) for cell in line)} |" for line in lines)


def pipeless(cell: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", " ".join(cell.split()))


PARTS: Mapping[str, Callable[[Session, str, str], str]] = {
    part.__name__: part
    for part in (
        *(run, fails, python, excerpt),
        *(cli, schema, columns, settings, thresholds, domains, codes, facets, query_fields),
    )
}

if __name__ == "__main__":
    sys.exit(main())
