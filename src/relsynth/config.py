"""``relsynth.toml`` to a frozen ``Config``: every mistake at once, with its key.

The core never sees a ``Config``; it is handed plain values.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from relsynth.charting import Form, form_settings
from relsynth.errors import ConfigError
from relsynth.screening import protocol_settings
from relsynth.screening.protocol import Protocol

FILE = "relsynth.toml"

THRESHOLDS: Mapping[str, tuple[float, float]] = {
    "n_min": (1, 10_000),
    "floor": (0.0, 1.0),
    "k_thin": (0, 10_000),
    "k_rel": (1, 10_000),
    "tau_rel": (0.0, 1.0),
    "tau_meas": (0.0, 1.0),
    "tau_link": (0.0, 1.0),
    "tau_one": (0.0, 1.0),
    "tau_contra": (0.0, 1.0),
    "k_contra": (1, 10_000),
    "k_barrier": (1, 10_000),
    "tau_barrier": (0.0, 1.0),
}
"""Thresholds of gaps that a project may set apart from its codebook's, with their range."""

TEMPLATE = """\
# A relsynth project. Everything here may be edited; an unknown key is an error.
title = {title}

[codebook]
path = "codebook.yaml"   # beside this file; edit it, and `relsynth codebook check` it
# also = ["cfir.yaml"]   # more codebooks, whose codes are looked for as well

[coding]
coder = "combined"       # who codes by machine: combined, lexicon, learned, or language-model
parser = "auto"          # auto: use an installed spaCy model; none; or a model's package name

[fetch]                  # for `relsynth search` and the like; keys are secrets: mind who gets this file
# email = "you@university.example"   # services ask whom to write to; Unpaywall needs it
# openalex_key = "..."   # from your OpenAlex account; OpenAlex answers nobody without one
# ncbi_key = "..."       # from your NCBI account; PubMed answers ten times a second with it, three without
# base_urls = {{ europepmc = "https://mirror.example" }}   # where a service is to be found instead

[protocol]               # what is screened for; `relsynth screen` shows it beside each record
# question = "What helps partners in implementation to work together?"   # ranks records before any is decided
[protocol.include]       # a report has to be so; ids are what decisions name
# I1 = "People of two or more organisations carry out an innovation together"   # one line for each criterion
[protocol.exclude]       # a report must not be so
# E1 = "No study: an editorial, a protocol, a letter"   # an id stands once in both tables

[screening]
# audit = 0.05           # share of records handed out at random, not by rank
# seed = 0               # draws the audit and the sample alike on every machine
# rule = "hypergeometric"   # when to stop; or consecutive, safe, knee, which promise nothing
# target = 0.95          # recall that is to be reached
# confidence = 0.95      # how sure of it the rule has to be
# speaks_for = ["partner*", "coalition"]   # words marked as speaking for a record; * is any ending
# speaks_against = ["mice", "in vitro"]   # words marked as speaking against it
[screening.title_abstract]
# mode = "double"        # two coders for each record; single: one; sample: two for a share, one for the rest
# sample = 0.2           # that share
# screeners = ["Ana", "Ben"]   # who may screen; anybody where nobody is named
[screening.full_text]
# mode = "double"        # as above, for full texts
# sample = 0.2           # as above
# screeners = ["Ana", "Ben"]   # as above
[screening.keys]         # keys of the terminal; `?` there lists them
# include = "i"          # as exclude, maybe, note, tags, skip, undo, whole, why, marks, help, quit

[forms]                  # what people chart of each study; `relsynth chart template charting` prints one to paste

[gaps]                   # what is unset is taken from the codebook's gap_thresholds
# n_min = 10             # studies below which every gap is marked underpowered
# floor = 0.10           # prevalence that the upper bound must stay under
# k_thin = 2             # studies up to which a construct is thin
# k_rel = 3              # studies needed before anything but their number is judged
# tau_rel = 0.80         # share of studies that speak of it in late sections only
# tau_meas = 0.10        # share of studies up to which a construct is unmeasured
# tau_link = 0.10        # share of studies up to which it is linked to no implementation outcome
# tau_one = 0.90         # share of one level, setting or income group from which it is the only one
# tau_contra = 0.30      # share of the smaller side from which studies contradict each other
# k_contra = 4           # studies with a direction needed before that is judged
# k_barrier = 3          # studies with a barrier needed before it is called unaddressed
# tau_barrier = 0.10     # share of them with a strategy against it under which it is
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """A project's settings. ``codebook`` is relative to the project's folder, and so are those of ``also``."""

    title: str = "Partnering in implementation"
    codebook: str = "codebook.yaml"
    also: tuple[str, ...] = ()
    parser: str = "auto"
    coder: str = "combined"
    coders: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    gaps: Mapping[str, float] = field(default_factory=dict)
    protocol: Protocol = field(default_factory=Protocol)
    forms: Mapping[str, Form] = field(default_factory=dict)
    fetch: Mapping[str, str] = field(default_factory=dict)
    base_urls: Mapping[str, str] = field(default_factory=dict)


MOST_BYTES = 256 << 10  # of settings, of which a long protocol takes ten thousand
_MOST_PARTS = 50
_DEEP = re.compile(rf"(?<![\w\"'-])(?:[\w\"'-]++[ \t]*+\.[ \t]*+){{{_MOST_PARTS}}}")
"""A key of very many parts takes memory by the square of their number."""

DEFAULT = Config()


def read_config(path: Path) -> Config:
    """Read a project's ``relsynth.toml``.

    Raises:
        ConfigError: not TOML, or unknown keys and values out of range, all told at once.
    """
    try:
        raw = tomllib.loads(_settings(path))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: is not TOML: {error}") from error
    except RecursionError as error:
        raise ConfigError(f"{path}: brackets within more brackets than settings have") from error
    if problems := list(_problems(raw)):
        raise ConfigError("\n  ".join([f"{path}: {len(problems)} to mend", *problems]))
    return Config(
        title=raw.get("title", DEFAULT.title),
        codebook=raw.get("codebook", {}).get("path", DEFAULT.codebook),
        also=tuple(raw.get("codebook", {}).get(_ALSO, DEFAULT.also)),
        parser=raw.get("coding", {}).get("parser", DEFAULT.parser),
        coder=raw.get("coding", {}).get("coder", DEFAULT.coder),
        coders=raw.get("coders", {}),
        gaps=raw.get("gaps", {}),
        protocol=protocol_settings.protocol_of(raw),
        forms=form_settings.forms_of(raw),
        fetch={key: value for key, value in raw.get("fetch", {}).items() if key != _URLS},
        base_urls=raw.get("fetch", {}).get(_URLS, {}),
    )


def _settings(path: Path) -> str:
    """The text of a file of settings, which a project of somebody else's may have brought along.

    Raises:
        ConfigError: it is made to use up memory.
        UnicodeDecodeError: it is no UTF-8.
    """
    with path.open("rb") as opened:
        source = opened.read(MOST_BYTES + 1)
    text = source.decode("utf-8-sig").replace("\r\n", "\n")
    if len(source) > MOST_BYTES or _DEEP.search(text):
        raise ConfigError(f"{path}: holds more than {MOST_BYTES >> 10} KB, or a key of {_MOST_PARTS} parts")
    return text


_URLS = "base_urls"
_ALSO = "also"
_CODERS = "coders"
SERVICES = ("crossref", "europepmc", "openalex", "pubmed", "unpaywall")
"""Services whose address a project may set."""


_TABLES: Mapping[str, frozenset[str]] = {
    "codebook": frozenset({"path", _ALSO}),
    "coding": frozenset({"parser", "coder"}),
    "gaps": frozenset(THRESHOLDS),
    "fetch": frozenset({"email", "openalex_key", "ncbi_key", _URLS}),
}


_KNOWN = (*_TABLES, _CODERS, *protocol_settings.TABLES, form_settings.TABLE)


def _problems(raw: Mapping[str, Any]) -> Iterator[str]:
    for key, value in raw.items():
        if key == "title":
            yield from _text("title", value)
        elif key == _CODERS:
            yield from _coder_problems(value)
        elif key in protocol_settings.TABLES:
            yield from protocol_settings.problems(key, value)
        elif key == form_settings.TABLE:
            yield from form_settings.problems(value)
        elif key not in _TABLES:
            yield f"{key}: unknown; known are title, {', '.join(_KNOWN)}"
        elif not isinstance(value, dict):
            yield f"{key}: is a table, as in [{key}]"
        else:
            yield from _table_problems(key, value)


def _table_problems(table: str, values: Mapping[str, Any]) -> Iterator[str]:
    for key, value in values.items():
        path = f"{table}.{key}"
        if key not in _TABLES[table]:
            yield f"{path}: unknown; known are {', '.join(sorted(_TABLES[table]))}"
        elif table == "gaps":
            yield from _number(path, value, *THRESHOLDS[key])
        elif key == _URLS:
            yield from _addresses(path, value)
        elif key == _ALSO:
            yield from _more_books(path, value, main=values.get("path", DEFAULT.codebook))
        else:
            yield from _text(path, value)


def _more_books(path: str, value: object, *, main: object) -> Iterator[str]:
    """Files, each named once, and none of them the codebook that they are to stand beside."""
    if not isinstance(value, list):
        yield f'{path}: is a list of files, as in ["cfir.yaml"]'
        return
    for number, name in enumerate(value):
        yield from _text(f"{path}.{number}", name)
        if name == main or name in value[:number]:
            yield f"{path}.{number}: {name!r} is named twice; name each codebook once"


def _coder_problems(value: object) -> Iterator[str]:
    """A table for each coder by name; what stands in it is the coder's own to check."""
    if not isinstance(value, dict):
        yield f"{_CODERS}: is a table of coders, as in [{_CODERS}.language-model]"
        return
    yield from (
        f"{_CODERS}.{name}: is a table, as in [{_CODERS}.{name}]"
        for name, table in value.items()
        if not isinstance(table, dict)
    )


def _addresses(path: str, value: object) -> Iterator[str]:
    """Services by name, each with an address of the web."""
    if not isinstance(value, dict):
        yield f'{path}: is a table, as in {{ europepmc = "https://…" }}'
        return
    for service, address in value.items():
        if service not in SERVICES:
            yield f"{path}.{service}: unknown; known are {', '.join(SERVICES)}"
        elif not isinstance(address, str) or not address.startswith(("http://", "https://")):
            yield f"{path}.{service}: {address!r} is no address that begins with http:// or https://"


def _number(path: str, value: Any, low: float, high: float) -> Iterator[str]:
    """Counts have whole bounds, and are whole; shares are any number."""
    whole = isinstance(low, int)
    is_number = isinstance(value, int) or (isinstance(value, float) and not whole)
    if isinstance(value, bool) or not is_number or not low <= value <= high:
        yield f"{path}: {value!r} is not a {'whole ' if whole else ''}number from {low} to {high}"


def _text(path: str, value: object) -> Iterator[str]:
    if not isinstance(value, str) or not value.strip():
        yield f"{path}: {value!r} is not a text"
