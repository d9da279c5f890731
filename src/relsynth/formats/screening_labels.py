"""What records say of a screening made in another program, as labels; and what they say so that it cannot be told.

A label is read from what a record keeps beside its fields (``extra``): a column of a table, a note. Each program has
its own shape, and none says all: ASReview has no "maybe", Covidence no verdict but the list that was exported, Rayyan
not whose a reason is, EPPI-Reviewer not whose a code is. Nothing is guessed: where a label cannot be told, its text is
returned as unread, with the reason.

Sources: ASReview, its documentation of exports (asreview_label, asreview_note, asreview_user_name) and its readers
and writers of versions 1 to 3; Covidence, the columns of its exports, with "Exclusion reason: X;" in the notes;
EPPI-Reviewer, its codes "INCLUDE on title & abstract" and "EXCLUDE on date", and its coding reports with a column for
each code; Rayyan, see ``rayyan_notes``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import unescape
from typing import Literal

from relsynth.formats.columns import name_of
from relsynth.formats.rayyan_notes import INCLUSION, rayyan_notes
from relsynth.formats.rows import as_read, storable
from relsynth.records import Record
from relsynth.screening.decisions import Stage, Verdict

Program = Literal["relsynth", "rayyan", "asreview", "eppi", "covidence", "list"]
"""Who wrote the label; ``list``: nobody did, and the file is a list of what was decided alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A verdict as a file has it; ``coder`` and ``stage`` are None where it names none.

    ``reasons`` are as written, criteria or not; of a record with several coders they may be another's.
    """

    verdict: Verdict
    program: Program
    coder: str | None = None
    reasons: tuple[str, ...] = ()
    stage: Stage | None = None
    note: str | None = None
    tags: tuple[str, ...] = ()

    @property
    def reason(self) -> str | None:
        """The first reason, or None."""
        return next(iter(self.reasons), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadLabel:
    """What looks like a label and could not be read: its text, and why."""

    text: str
    reason: str
    program: Program


Said = Label | UnreadLabel

DECISION, STAGE, REVIEWER = "Decision", "Stage", "Reviewer"
REASON, NOTE, TAGS = "Exclusion reason", "Reviewer note", "Screening tags"
OWN_NAMES = (DECISION, STAGE, REVIEWER, REASON, NOTE, TAGS)
"""What our own exports call the parts of a label: columns of a table, or "Decision: Include" in a note of RIS."""
RECORD = "relsynth_record"
"""What our own exports call the id of the record that a row was written for."""
STAGES: Mapping[Stage, str] = {"title_abstract": "title & abstract", "full_text": "full text"}
"""Stages as people write them, and EPPI-Reviewer too."""

_WRITTEN: tuple[tuple[Verdict, str], ...] = (
    ("include", "1 1.0 include included yes true relevant"),
    ("exclude", "0 0.0 exclude excluded no false irrelevant"),
    ("maybe", "maybe unsure uncertain"),
)
WORDS: Mapping[str, Verdict] = {word: verdict for verdict, words in _WRITTEN for word in words.split()}
"""Verdicts as programs and people write them."""
NO_VERDICT = frozenset({"", "-1", "-1.0", "nan", "na", "none", "null", "undecided", "unscreened", "not screened"})

_STAGES_WRITTEN: tuple[tuple[Stage, tuple[str, ...]], ...] = (
    ("title_abstract", ("title & abstract", "title and abstract", "title_abstract", "title", "abstract")),
    ("full_text", ("full text", "full_text", "full report", "full document", "full paper")),
)
_STAGES: Mapping[str, Stage] = {name_of(text): stage for stage, texts in _STAGES_WRITTEN for text in texts}
_NOTES = frozenset({"N1", "notes", "note", "Notes", "Note", "annote", "RN"})
_PAIR_IN_NOTE = re.compile(rf"({'|'.join(map(re.escape, OWN_NAMES))}): (.*)", re.DOTALL)
_RECORD = re.compile(rf"{RECORD}: *(r1:[0-9a-f]{{16}})")
_RECORD_ID = re.compile(r"r1:[0-9a-f]{16}")


def labels_of(record: Record, *, verdict: Verdict | None = None) -> tuple[Said, ...]:
    """Return what a record says of its screening.

    ``verdict`` is that of the list which the file is, for records that have no label of their own, as in the lists
    that Covidence exports.
    """
    said = tuple(_own(record))
    if not said:
        said = tuple(one for read in _READERS for one in read(record))
    if any(isinstance(one, Label) or one.program != "covidence" for one in said):
        return said
    return said if verdict is None else (_listed(record, verdict),)


def record_named(record: Record) -> str | None:
    """The id of the record that an export of ours was written for, where the row still says so."""
    for name, value in record.extra:
        if name == RECORD and _RECORD_ID.fullmatch(value):
            return value
        if found := _RECORD.search(value):
            return found[1]
    return None


# -- how texts are written, so that they read back


def written(text: str) -> str:
    """A text as a cell or a note holds it; within quotation marks where reading would change it."""
    plain = text.isprintable() and text == text.strip() and as_read(text) == text
    return text if plain and text and not text.startswith(('"', "[", "=", "+", "-", "@", "'")) else json.dumps(text)


def written_list(texts: Iterable[str]) -> str:
    """Several texts as a cell or a note holds them."""
    items = tuple(texts)
    plain = all(written(item) == item and ";" not in item for item in items)
    return "; ".join(items) if plain else json.dumps(items)


def _read_back(text: str) -> str:
    if text.startswith('"') and text.endswith('"'):
        try:
            found = json.loads(text)
        except ValueError:
            return text
        return storable(found) if isinstance(found, str) else text
    return text


def _read_list(text: str) -> tuple[str, ...]:
    if text.startswith("["):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):  # brackets by the thousand
            found = None
        if isinstance(found, list) and all(isinstance(item, str) for item in found):
            return tuple(map(storable, found))
    return tuple(item for part in text.split(";") if (item := part.strip()))


# -- our own


def _own(record: Record) -> Iterator[Said]:
    told: dict[str, str] = {}
    for name, value in record.extra:
        if name in OWN_NAMES:
            told.setdefault(name, value)
        elif name in _NOTES and (found := _PAIR_IN_NOTE.fullmatch(value)):
            told.setdefault(found[1], found[2])
    if DECISION not in told:
        return
    verdict = WORDS.get(told[DECISION].casefold())
    if verdict is None:
        if told[DECISION].casefold() not in NO_VERDICT:
            yield UnreadLabel(text=told[DECISION], reason="is no verdict", program="relsynth")
        return
    yield Label(
        verdict=verdict,
        program="relsynth",
        coder=_read_back(told[REVIEWER]) if REVIEWER in told else None,
        reasons=(_read_back(told[REASON]),) if REASON in told else (),
        stage=_STAGES.get(name_of(told.get(STAGE, ""))),
        note=_read_back(told[NOTE]) if NOTE in told else None,
        tags=_read_list(told.get(TAGS, "")),
    )


# -- Rayyan


def _rayyan(record: Record) -> Iterator[Said]:
    for name, value in record.extra:
        text = f"{name}: {value}" if name.upper() == INCLUSION else value
        if "RAYYAN-" not in text.upper() or (found := rayyan_notes(text)) is None:
            continue
        if found.unread:
            yield UnreadLabel(text=found.unread, reason="verdicts and coders cannot be told apart", program="rayyan")
        for coder, written_as in found.verdicts.items():
            verdict = WORDS.get(written_as.strip().casefold())
            if verdict is not None:
                yield Label(
                    verdict=verdict,
                    program="rayyan",
                    coder=coder or None,
                    reasons=found.reasons if verdict == "exclude" else (),
                    note="\n".join(found.notes.get(coder, ())) or None,
                    tags=found.labels,
                )
            elif written_as.strip().casefold() not in NO_VERDICT:
                text = f"{coder}: {written_as}" if coder else written_as
                yield UnreadLabel(text=text, reason="is no verdict", program="rayyan")


# -- ASReview

_LABEL_COLUMNS = (
    *("asreview_label", "included", "label_included", "included_label", "included_final", "final_included"),
    *("included_flag", "include", "label"),
)
"""In the order in which ASReview prefers them; all but the first are read where it is absent."""
_IN_RIS: Mapping[str, str] = {"ASReview_relevant": "1", "ASReview_irrelevant": "0", "ASReview_not_seen": "-1"}
_WORDS_IN_RIS = re.compile(r"\s*(?:ASReview_\w++\s*)+")
_PAIR_IN_RIS = re.compile(r"(asreview_\w+): (.*)", re.DOTALL)


def _asreview(record: Record) -> Iterator[Said]:
    told: dict[str, str] = {}
    words: list[str] = []
    for name, value in record.extra:
        if name in _NOTES:
            plain = unescape(value).removeprefix("<p>").removesuffix("</p>")
            if _WORDS_IN_RIS.fullmatch(plain):
                words += filter(_IN_RIS.__contains__, plain.split())
            if found := _PAIR_IN_RIS.fullmatch(plain):
                told.setdefault(found[1], found[2])
        else:
            told.setdefault(name.casefold(), value)
    if len(set(words)) > 1:
        yield UnreadLabel(text=", ".join(words), reason="contradicts itself", program="asreview")
        return
    label = _IN_RIS[words[0]] if words else next((told[name] for name in _LABEL_COLUMNS if name in told), "")
    verdict = WORDS.get(label.casefold())
    if verdict is None:
        if label.casefold() not in NO_VERDICT:
            yield UnreadLabel(text=label, reason="is neither 1 nor 0", program="asreview")
        return
    coder = told.get("asreview_user_name") or told.get("asreview_user_email")
    tags = _asreview_tags(told.get("asreview_tags", ""))
    note = told.get("asreview_note")
    yield Label(
        verdict=verdict,
        program="asreview",
        coder=_read_back(coder) if coder else None,
        note=_read_back(note) if note else None,
        tags=tags or (),
    )
    if tags is None:
        yield UnreadLabel(text=told["asreview_tags"], reason="are no tags that can be read", program="asreview")


def _asreview_tags(text: str) -> tuple[str, ...] | None:
    """Tags: a list of texts, or ASReview's groups of values of which some are checked; None where they are neither."""
    if not text.startswith("["):
        return _read_list(text)
    try:
        groups = json.loads(text)
    except (ValueError, RecursionError):
        return None
    found: list[str] = []
    for group in groups if isinstance(groups, list) else [None]:
        if isinstance(group, str):
            found.append(group)
        elif isinstance(group, dict) and isinstance(group.get("values"), list):
            values = [value for value in group["values"] if isinstance(value, dict) and value.get("checked")]
            found += [str(value.get("label") or value.get("id")) for value in values]
        else:
            return None
    return tuple(map(storable, found))


# -- EPPI-Reviewer

_CODE = re.compile(r"\s*(include|exclude|maybe)\b(?:\s*(?:based\s+on|on|at|[-:(])\s*(.+?)\)?)?\s*", re.I | re.DOTALL)
_CODE_ON = re.compile(r"(?:INCLUDE|EXCLUDE|MAYBE) on .+", re.DOTALL)
_CODE_LISTS = frozenset({"codes", "code", "screening", "screeningcode", "screeningcodes"})
_NOT_CODED = frozenset({"0", "no", "false"})


def _eppi(record: Record) -> Iterator[Said]:
    codes = list(dict.fromkeys(_codes(record)))
    by_stage: dict[Stage | None, list[tuple[Verdict, str | None]]] = {}
    for code in codes:
        found = _CODE.fullmatch(_on_one_line(code))
        if found is None:
            continue
        what = found[2].strip() if found[2] else None
        stage = _STAGES.get(name_of(what or ""))
        verdict = WORDS[found[1].casefold()]
        by_stage.setdefault(stage, []).append((verdict, None if stage else what))
    verdicts = {verdict for given in by_stage.values() for verdict, _ in given}
    apart = {stage for stage in by_stage if stage} == by_stage.keys()
    if any(len({verdict for verdict, _ in given}) > 1 for given in by_stage.values()) or (
        len(verdicts) > 1 and not apart
    ):
        yield UnreadLabel(text="; ".join(codes), reason="codes contradict each other", program="eppi")
        return
    if None in by_stage and len(by_stage) == len({None, "a stage"}):  # the codes without a stage are of the other's
        by_stage = {stage: [one for given in by_stage.values() for one in given] for stage in by_stage if stage}
    for stage, given in by_stage.items():
        reasons = tuple(reason for verdict, reason in given if reason and verdict != "include")
        yield Label(verdict=given[0][0], program="eppi", reasons=reasons, stage=stage)


def _codes(record: Record) -> Iterator[str]:
    """Codes of screening: keywords and notes that are one, cells of a column of codes, columns that are coded."""
    yield from (word for word in record.keywords if _CODE_ON.fullmatch(word))
    for name, value in record.extra:
        if name_of(name) in _CODE_LISTS:
            yield from (part for part in map(_on_one_line, re.split(r"[;\n]", value)) if _CODE.fullmatch(part))
        elif name in _NOTES or name == "KW":
            yield from (line for line in value.split("\n") if _CODE_ON.fullmatch(line))
        elif (
            " " in name
            and value.casefold() not in _NOT_CODED
            and (found := _CODE.fullmatch(_on_one_line(name)))
            and found[2]
        ):
            yield name


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


# -- Covidence

_REASON = re.compile(r"Exclusion reason:\s*([^;\n]+);?\s*", re.IGNORECASE)


def _is_covidence(record: Record) -> bool:
    return any(name_of(name).startswith("covidence") for name, _ in record.extra)


def _covidence(record: Record) -> Iterator[Said]:
    """A verdict is never told; a reason of exclusion alone is unread, for it may be of a vote that was overruled."""
    reasons, _ = _told_reasons(record)
    if reasons and _is_covidence(record):
        why = "a reason of exclusion and no verdict; say which list this file is"
        yield UnreadLabel(text="; ".join(reasons), reason=why, program="covidence")


def _told_reasons(record: Record) -> tuple[tuple[str, ...], str | None]:
    """Reasons of exclusion, and what else the notes say."""
    reasons: list[str] = []
    rest: list[str] = []
    for name, value in record.extra:
        if name_of(name) in {"exclusionreason", "exclusionreasons"}:
            reasons.append(_read_back(value).strip(" ;"))
        elif name in _NOTES and (name == "Notes" or _REASON.search(value)):
            reasons += [found[1].strip() for found in _REASON.finditer(value)]
            rest += [left] if (left := _REASON.sub("", value).strip(" ;\n")) else []
    return tuple(dict.fromkeys(reasons)), "\n".join(rest) or None


def _listed(record: Record, verdict: Verdict) -> Label:
    """The label of a record in a list of what was decided alike. Covidence's table has tags, and no keywords."""
    if not _is_covidence(record):
        return Label(verdict=verdict, program="list", reasons=() if verdict == "include" else _told_reasons(record)[0])
    reasons, note = _told_reasons(record)
    label = Label(verdict=verdict, program="covidence", reasons=reasons, note=note, tags=record.keywords)
    return replace(label, reasons=()) if verdict == "include" else label


_READERS: tuple[Callable[[Record], Iterator[Said]], ...] = (_rayyan, _asreview, _eppi, _covidence)
