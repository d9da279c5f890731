"""The packages that relsynth stands on, read off constraints.txt, pyproject.toml and what is installed.

    python scripts/packages.py sbom [-o FILE]       an inventory: CycloneDX 1.6, as JSON
    python scripts/packages.py licences [--check]   docs/reference/licences.md; fails on a licence that is not allowed

The inventory is the same at every run: it has no serial number and no date, and stands in the order of names.
Source: CycloneDX, ECMA-424; names of packages by the package URL specification; licences by their SPDX names.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = ROOT / "constraints.txt"
PAGE = ROOT / "docs" / "reference" / "licences.md"
TOOLS = frozenset({"dev", "docs"})
"""Extras that nobody needs who uses relsynth."""

ALLOWED = frozenset(
    {
        *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0", "MIT-CMU"),
        *("PSF-2.0", "Unlicense", "Zlib"),
    }
)
"""Permissive: whoever passes the package on has to name its makers, and no more."""
EXCEPTIONS: Mapping[str, str] = {
    "certifi": "MPL-2.0: certificates of the web, given out by Mozilla; comes with requests, unchanged",
    "tqdm": "MPL-2.0 AND MIT: comes with spaCy, unchanged",
    "codespell": "GPL-2.0-only: a program that is run on the source, and no part of relsynth",
    "hypothesis": "MPL-2.0: runs tests, and is no part of relsynth",
    "pathspec": "MPL-2.0: comes with mypy, and is no part of relsynth",
}
"""Packages with another licence, and why they may be used."""
SPOKEN: Mapping[str, str] = {
    "apache 2.0": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd": "BSD-3-Clause",
    "bsd license": "BSD-3-Clause",
    "bsd 2-clause license": "BSD-2-Clause",
    "bsd 3-clause": "BSD-3-Clause",
    "bsd-3-clause, apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "public domain": "Unlicense",
    "python software foundation license": "PSF-2.0",
}
"""What packages say that use no SPDX name."""
UNSAID: Mapping[str, str] = {"axe-playwright-python": "MIT", "colorama": "BSD-3-Clause"}
"""Packages whose description says nothing, or that are not installed on every system: read in their own files."""


class PackageError(Exception):
    """What is known of the packages does not add up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A package at the version that is tested, its licence, and what it comes with: nothing named is always."""

    name: str
    version: str
    licence: str
    extras: tuple[str, ...]

    @property
    def is_tool(self) -> bool:
        """Whether it comes with tools alone."""
        return bool(self.extras) and set(self.extras) <= TOOLS


def packages() -> tuple[Package, ...]:
    """Every package that constraints.txt names, by name.

    Raises:
        PackageError: one that is needed has no version there, or one says no licence.
    """
    versions = pinned(CONSTRAINTS.read_text(encoding="utf-8"))
    comes_with = dict(sorted(needed(versions).items()))
    return tuple(
        Package(name=name, version=versions[name], licence=licence_of(name), extras=tuple(sorted(with_)))
        for name, with_ in comes_with.items()
    )


def pinned(text: str) -> dict[str, str]:
    """Versions by name, where a marker chooses: that of this system, else the first."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        asked = Requirement(line)
        name, version = canonicalize_name(asked.name), next(iter(asked.specifier)).version
        if name not in found or (asked.marker is not None and asked.marker.evaluate()):
            found[name] = version
    return found


def needed(versions: Mapping[str, str]) -> dict[str, set[str]]:
    """Packages with the extras that they come with; an empty set is what relsynth never goes without."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found: dict[str, set[str]] = {}
    always = set(reached(project["dependencies"], versions))
    for extra, asked in project["optional-dependencies"].items():
        for name in set(reached(asked, versions)) - always:
            found.setdefault(name, set()).add(extra)
    return found | {name: set() for name in always}


def reached(asked: Iterable[str], versions: Mapping[str, str]) -> Iterator[str]:
    """All that requirements lead to, on any system; what this system lacks leads no further."""
    waiting = [(Requirement(one), "") for one in asked]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        one, extra = waiting.pop()
        name = canonicalize_name(one.name)
        holds_here = one.marker is None or one.marker.evaluate({"extra": extra})
        if (name, frozenset(one.extras)) in seen or (one.marker is not None and not holds_somewhere(one, extra)):
            continue
        if name not in versions:
            if holds_here and installed(name):
                raise PackageError(f"constraints.txt has no version of {name}, which is needed")
            continue
        seen.add((name, frozenset(one.extras)))
        yield name
        if (found := installed(name)) is not None:
            further = [Requirement(text) for text in found.requires or ()]
            waiting += [(next_one, chosen) for next_one in further for chosen in ("", *one.extras)]


def holds_somewhere(asked: Requirement, extra: str) -> bool:
    """Whether a requirement holds on some system: of its markers the extra alone counts."""
    wanted = re.findall(r'extra == "([^"]+)"', str(asked.marker))
    return not wanted or extra in wanted


@cache
def installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def licence_of(name: str) -> str:
    """The SPDX expression of a package's licence.

    Raises:
        PackageError: it is not known.
    """
    found = installed(name)
    said = [] if found is None else list(sayings(found))
    for one in said:
        if re.fullmatch(r"[A-Z0-9][\w.+-]*( (AND|OR|WITH) [\w.+-]+)*", one) and one.lower() not in SPOKEN:
            return one
        if one.lower() in SPOKEN:
            return SPOKEN[one.lower()]
    if name in UNSAID:
        return UNSAID[name]
    raise PackageError(f"{name}: no licence that is known ({'; '.join(said) or 'it says none'})")


def sayings(of: Distribution) -> Iterator[str]:
    """What a package says of its licence, the most exact first."""
    yield from of.metadata.get_all("License-Expression") or ()
    for text in of.metadata.get_all("License") or ():
        if text not in {"", "UNKNOWN"} and len(text) < 60 and "\n" not in text:
            yield text
    for line in of.metadata.get_all("Classifier") or ():
        if line.startswith("License :: ") and not line.endswith("DFSG approved"):
            yield line.rpartition(" :: ")[2]


def refused(of: Iterable[Package]) -> list[str]:
    """Packages under a licence that is not allowed."""
    return [
        f"{one.name}: {one.licence}"
        for one in of
        if one.name not in EXCEPTIONS and not all(part in ALLOWED for part in re.split(r" (?:AND|OR) ", one.licence))
    ]


def inventory(of: Iterable[Package]) -> str:
    """The packages as CycloneDX has them: what relsynth needs, what its extras need, and tools."""
    from relsynth.version import __version__  # noqa: PLC0415 the other verb needs none

    components = [
        {
            "type": "library",
            "bom-ref": f"pkg:pypi/{one.name}@{one.version}",
            "name": one.name,
            "version": one.version,
            "scope": "excluded" if one.is_tool else "optional" if one.extras else "required",
            "licenses": [{"expression": one.licence}],
            "purl": f"pkg:pypi/{one.name}@{one.version}",
        }
        for one in of
    ]
    itself = {"type": "application", "bom-ref": f"pkg:pypi/relsynth@{__version__}", "name": "relsynth"}
    itself |= {"version": __version__, "purl": f"pkg:pypi/relsynth@{__version__}"}
    whole = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": itself | {"licenses": [{"expression": "MIT"}]}},
        "components": components,
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def page(of: Iterable[Package]) -> str:
    """The report for people: who uses relsynth, and who works on it."""
    used, tools = [], []
    for one in of:
        (tools if one.is_tool else used).append(one)
    why = [f"| `{name}` | {reason} |" for name, reason in sorted(EXCEPTIONS.items())]
    return "\n".join(
        [
            "# Licences of packages",
            "",
            "relsynth is under the MIT licence, its codebook under CC BY 4.0. It stands on packages of others.",
            "`scripts/packages.py licences` writes this page from what each says of itself, and fails on a licence",
            f"that is not allowed: {', '.join(sorted(ALLOWED))}. Versions are in the inventory of a release.",
            "",
            "## What relsynth installs",
            "",
            "| Package | Licence | Comes with |",
            "|---|---|---|",
            *(f"| `{one.name}` | {one.licence} | {', '.join(one.extras) or 'relsynth'} |" for one in used),
            "",
            "## Tools of those who work on it",
            "",
            "| Package | Licence |",
            "|---|---|",
            *(f"| `{one.name}` | {one.licence} |" for one in tools),
            "",
            "## Others than permissive ones",
            "",
            "| Package | Why it may be used |",
            "|---|---|",
            *why,
            "",
        ]
    )


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("what", choices=("sbom", "licences"))
    options.add_argument("-o", "--out", type=Path, help="where the inventory is written; standard output without it")
    options.add_argument("--check", action="store_true", help="write nothing; exit with 1 where the page is stale")
    chosen = options.parse_args()
    try:
        found = packages()
    except PackageError as error:
        print(f"packages: {error}", file=sys.stderr)
        return 1
    if chosen.what == "sbom":
        text = inventory(found)
        chosen.out.write_text(text, encoding="utf-8") if chosen.out else sys.stdout.write(text)
        return 0
    return report(page(found), refused(found), write=not chosen.check)


def report(text: str, not_allowed: list[str], *, write: bool) -> int:
    """Write or check the page; what is not allowed is told either way."""
    is_stale = not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != text
    if write:
        PAGE.write_text(text, encoding="utf-8")
    for one in not_allowed:
        print(f"packages: {one} is no licence that is allowed", file=sys.stderr)
    if is_stale and not write:
        print(f"packages: {PAGE.relative_to(ROOT)} is stale; run scripts/packages.py licences", file=sys.stderr)
    return int(bool(not_allowed) or (is_stale and not write))


if __name__ == "__main__":
    sys.exit(main())
