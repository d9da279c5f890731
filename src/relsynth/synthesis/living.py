"""What a living review has moved: counts of two moments, and what is otherwise in the later one.

A study is known by the documents that report it, and a construct by its code, so that counts can be compared whatever
was added between them. A gap that is open in one and not in the other was opened or closed; whether by new papers, by
people's words, by other thresholds or by another codebook is told beside it, and never guessed.

Source: what an update has to tell is after PRISMA 2020 for living reviews (Page et al. 2021, BMJ 372:n71, item 23
and its extension; Elliott et al. 2017, J Clin Epidemiol 91:23-30).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.evidence import tabulate
from relsynth.synthesis.gaps import Gap

COUNTS = ("k", "present", "lack_only", "barrier", "facilitator", "strategy", "explicit")
"""Counts of a construct that are compared; each is a number of studies."""
BETWEEN = " "
"""Between ids of documents in the key of a study."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstructCounts:
    """Counts of a construct; ``studies`` are the keys of those that report it."""

    counts: Mapping[str, int]
    studies: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapState:
    """A gap as it stood: what it is of, how many studies, and in which words."""

    construct: str
    kind: str
    axis: str | None
    k: int
    n: int
    standing: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it the same gap later on."""
        return self.construct, self.kind, self.axis or ""

    def __str__(self) -> str:
        axis = f" ({self.axis})" if self.axis else ""
        return f"{self.construct}, {self.kind}{axis}: {self.k} of {self.n}, {self.standing}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Counts of a moment, all that a comparison needs.

    Args:
        papers: document id -> name, of the papers in scope. ``studies``: key of a study -> its citation.
        left_out: reason -> papers left out of every n.
    """

    n: int
    codebook: Mapping[str, str]
    coders: tuple[str, ...]
    thresholds: Mapping[str, float]
    papers: Mapping[str, str]
    studies: Mapping[str, str]
    left_out: Mapping[str, int]
    constructs: Mapping[str, ConstructCounts]
    gaps: tuple[GapState, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedCell:
    """A count that moved; ``came`` and ``went`` are citations of the studies behind a moved k."""

    construct: str
    count: str
    before: int
    after: int
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()

    def __str__(self) -> str:
        behind = [f"+ {'; '.join(self.came)}"] if self.came else []
        behind += [f"- {'; '.join(self.went)}"] if self.went else []
        return f"{self.construct} {self.count} {self.before} → {self.after}{''.join(f'  {one}' for one in behind)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """What is otherwise in a later moment. All that is named of papers and studies is by name and citation."""

    n_before: int
    n_after: int
    papers_new: tuple[str, ...]
    papers_gone: tuple[str, ...]
    studies_new: tuple[str, ...]
    studies_gone: tuple[str, ...]
    constructs_new: tuple[str, ...]
    constructs_gone: tuple[str, ...]
    cells: tuple[MovedCell, ...]
    gaps_opened: tuple[GapState, ...]
    gaps_closed: tuple[GapState, ...]
    gaps_changed: tuple[tuple[GapState, GapState], ...]
    reasons: tuple[str, ...]

    def __bool__(self) -> bool:
        compared = [getattr(self, field.name) for field in fields(self)[2:]]
        return self.n_before != self.n_after or any(compared)


def moment(corpus: Corpus, gaps: Iterable[Gap], *, coders: Iterable[str], thresholds: Mapping[str, float]) -> Moment:
    """The counts of a corpus, small enough to be kept."""
    keys = [_key(corpus, number) for number in range(corpus.n)]
    behind: dict[str, set[str]] = {}
    for segment in corpus.segments:
        if segment.coding.is_evidence:
            behind.setdefault(segment.construct, set()).add(keys[segment.study])
    return Moment(
        n=corpus.n,
        codebook={"id": corpus.codebook.id, "version": corpus.codebook.version, "digest": corpus.codebook.digest},
        coders=tuple(coders),
        thresholds=dict(thresholds),
        papers={document.id: document.name for document in corpus.documents.values()},
        studies={key: study.citation for key, study in zip(keys, corpus.studies, strict=True)},
        left_out=dict(corpus.left_out),
        constructs={
            row.construct: ConstructCounts(
                counts={name: getattr(row, name) for name in COUNTS},
                studies=tuple(sorted(behind.get(row.construct, ()))),
            )
            for row in tabulate(corpus)
        },
        gaps=tuple(
            GapState(
                construct=one.construct, kind=one.kind, axis=one.axis or None, k=one.k, n=one.n, standing=one.standing
            )
            for one in gaps
        ),
    )


def to_plain(of: Moment) -> dict[str, Any]:
    """A moment as JSON has it."""
    return asdict(of)


def from_plain(content: Mapping[str, Any]) -> Moment:
    """A moment as ``to_plain`` left it."""
    return Moment(
        n=content["n"],
        codebook=content["codebook"],
        coders=tuple(content["coders"]),
        thresholds=content["thresholds"],
        papers=content["papers"],
        studies=content["studies"],
        left_out=content["left_out"],
        constructs={
            code: ConstructCounts(counts=one["counts"], studies=tuple(one["studies"]))
            for code, one in content["constructs"].items()
        },
        gaps=tuple(GapState(**one) for one in content["gaps"]),
    )


def movement(before: Moment, later: Moment) -> Movement:
    """What is otherwise in the second of two moments."""
    after = _with_keys_of(before, later)
    opened, closed = {one.key: one for one in after.gaps}, {one.key: one for one in before.gaps}
    stayed = [(closed[key], now) for key, now in opened.items() if key in closed]
    return Movement(
        n_before=before.n,
        n_after=after.n,
        papers_new=_named(after.papers, before.papers),
        papers_gone=_named(before.papers, after.papers),
        studies_new=_named(after.studies, before.studies),
        studies_gone=_named(before.studies, after.studies),
        constructs_new=tuple(code for code in after.constructs if code not in before.constructs),
        constructs_gone=tuple(code for code in before.constructs if code not in after.constructs),
        cells=tuple(_moved(before, after)),
        gaps_opened=tuple(one for key, one in opened.items() if key not in closed),
        gaps_closed=tuple(one for key, one in closed.items() if key not in opened),
        gaps_changed=tuple((was, now) for was, now in stayed if was.standing != now.standing),
        reasons=tuple(_reasons(before, after)),
    )


def _moved(before: Moment, after: Moment) -> Iterator[MovedCell]:
    for code, now in after.constructs.items():
        was = before.constructs.get(code)
        if was is None:
            continue
        came = _cited(after, {*now.studies} - {*was.studies})
        went = _cited(before, {*was.studies} - {*now.studies})
        for name in COUNTS:
            old, new = was.counts.get(name, 0), now.counts.get(name, 0)
            if old != new or (name == "k" and (came or went)):
                told = (came, went) if name == "k" else ((), ())
                yield MovedCell(construct=code, count=name, before=old, after=new, came=told[0], went=told[1])


def _reasons(before: Moment, after: Moment) -> Iterator[str]:
    if before.codebook["digest"] != after.codebook["digest"]:
        told = [
            f"{one.codebook['id']} {one.codebook['version']} ({one.codebook['digest'][:12]})" for one in (before, after)
        ]
        yield f"codebook {told[0]} → {told[1]}"
    if before.coders != after.coders:
        yield f"coders {', '.join(before.coders) or 'none'} → {', '.join(after.coders) or 'none'}"
    for name in sorted(before.thresholds.keys() | after.thresholds.keys()):
        was, now = before.thresholds.get(name), after.thresholds.get(name)
        if was != now:
            yield f"threshold {name} {was} → {now}"
    for why in sorted(before.left_out.keys() | after.left_out.keys()):
        was, now = before.left_out.get(why, 0), after.left_out.get(why, 0)
        if was != now:
            yield f"left out, {why}: {was} → {now}"


def _named(here: Mapping[str, str], there: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted(name for key, name in here.items() if key not in there))


def _cited(of: Moment, keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(of.studies[key] for key in keys))


def _key(corpus: Corpus, number: int) -> str:
    """A study by the documents that report it."""
    return BETWEEN.join(sorted(corpus.documents[version].id for version in corpus.studies[number].documents))


def _with_keys_of(before: Moment, after: Moment) -> Moment:
    """The later moment with the earlier one's keys of studies that share a document: a report more is no new study."""
    key_of = {document: key for key in before.studies for document in key.split(BETWEEN)}
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for key in after.studies:
        known = [key_of[document] for document in key.split(BETWEEN) if document in key_of]
        keys[key] = next((one for one in known if one not in taken), key)
        taken.add(keys[key])
    return replace(
        after,
        studies={keys[key]: citation for key, citation in after.studies.items()},
        constructs={
            code: replace(one, studies=tuple(keys[key] for key in one.studies))
            for code, one in after.constructs.items()
        },
    )
