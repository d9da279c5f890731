"""Which constructs of a framework the papers cover, how often, and how firmly that can be said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from relsynth.crosswalk import CrosswalkRow, rows_of
from relsynth.project import Project
from relsynth.reports.tables import Cell, Table
from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.evidence import explicitness
from relsynth.synthesis.gaps import Gap
from relsynth.synthesis.quotes import key_quotes
from relsynth.synthesis.statistics import wilson
from relsynth.workflow.crosswalk import HOW, UNCODED, framework_of
from relsynth.workflow.evidence_tables import numbers_of
from relsynth.workflow.findings import NUMBERS
from relsynth.workflow.synthesise import find_gaps, footing, load_corpus

COLUMNS = (
    *("construct", "codes", "how", "n", "k", "share", "lower", "upper", "explicit", "standing"),
    *("gaps", "quote", "codings"),
)
STANDING = (
    "standing: covered; or, where no study has it, 'not found by the machine', and 'not reported' only where a person "
    "has searched for each of its codes; 'not in the codebook' is neither, since nobody looked."
)
FIRMNESS = (
    "gaps: kinds that hold of the constructs that its codes count under. explicit: studies that set out to look at it "
    "(title, aims, methods)."
)
ROLLED = "A code that is broader or narrower than the construct counts as it is: see how."


def coverage(project: Project, framework: str) -> Table:
    """Each construct of a framework with the studies that report it by one of its codes.

    Args:
        framework: as the codebook's sources call it, in capitals or not.

    Raises:
        InputError: the codebook draws on no such source.
        ProjectError: there is nothing to count, or papers are not coded as the codebook is now.
    """
    chosen = framework_of(project, framework)
    corpus = load_corpus(project)
    gaps = find_gaps(project, corpus)
    rows = rows_of(project.codebook, chosen)
    behind = _behind(corpus)
    cells = tuple(_cells(corpus, row, behind, gaps) for row in rows)
    covered, coded = sum(bool(row[4]) for row in cells), sum(bool(row.codes) for row in rows)
    loosely = sum(bool(cell[4]) and not _closely(corpus, row, behind) for row, cell in zip(rows, cells, strict=True))
    told = (
        f"{covered} of {len(rows)} constructs are covered by a study or more, {loosely} of these only by codes that "
        "hold more, overlap or are related, so that the evidence may be of something else; "
        f"{len(rows) - coded} have no code."
    )
    return Table(
        title=f"{chosen.name}: what the papers cover",
        columns=COLUMNS,
        rows=cells,
        notes=(
            *(f"{chosen.cite}{f', doi {chosen.doi}' if chosen.doi else ''}", told, STANDING, FIRMNESS, ROLLED, HOW),
            *(*footing(project, corpus), NUMBERS),
        ),
    )


def _behind(corpus: Corpus) -> Mapping[str, list[int]]:
    """Code -> segments of it or of a code below it."""
    parents = {code.id: code.parent for code in corpus.codebook.codes}
    behind: dict[str, list[int]] = {code: [] for code in parents}
    for number, segment in enumerate(corpus.segments):
        at: str | None = segment.coding.code
        while at is not None:
            behind[at].append(number)
            at = parents[at]
    return behind


def _cells(
    corpus: Corpus, row: CrosswalkRow, behind: Mapping[str, Sequence[int]], gaps: Iterable[Gap]
) -> tuple[Cell, ...]:
    if not row.codes:
        return (row.construct, None, None, corpus.n, *(None,) * 5, UNCODED, None, None, None)
    numbers = sorted({number for one in row.codes for number in behind[one.code]})
    evidence = [number for number in numbers if corpus.segments[number].coding.is_evidence]
    k = len({corpus.segments[number].study for number in evidence})
    lower, upper = wilson(k, corpus.n)
    constructs = list(dict.fromkeys(corpus.codebook.construct_of(one.code) for one in row.codes))
    found = [gap for gap in gaps if gap.construct in constructs]
    quotes = key_quotes(corpus, evidence, most=1)
    return (
        row.construct,
        "; ".join(one.code if one.is_linked else f"({one.code})" for one in row.codes),
        "; ".join(one.how for one in row.codes),
        *(corpus.n, k, k / corpus.n if corpus.n else 0.0, lower, upper, _explicit(corpus, numbers)),
        "covered" if k else _standing(found, constructs),
        "; ".join(f"{gap.construct}: {gap.kind} ({gap.claim})" for gap in found),
        str(quotes[0]) if quotes else None,
        numbers_of(corpus, evidence),
    )


def _closely(corpus: Corpus, row: CrosswalkRow, behind: Mapping[str, Sequence[int]]) -> bool:
    """Whether there is evidence for a code that is the construct, or holds nothing but some of it."""
    return any(
        corpus.segments[number].coding.is_evidence
        for one in row.codes
        if one.how in ("same", "narrower")
        for number in behind[one.code]
    )


def _explicit(corpus: Corpus, numbers: Iterable[int]) -> int:
    """Studies that set out to look at it, by all that they say of it, and have evidence of it."""
    own: dict[int, list[int]] = {}
    for number in numbers:
        own.setdefault(corpus.segments[number].study, []).append(number)
    told = ([corpus.segments[number] for number in those] for those in own.values())
    return sum(
        any(one.coding.is_evidence for one in those) and explicitness(those).startswith("a_priori") for those in told
    )


def _standing(found: Iterable[Gap], constructs: Sequence[str]) -> str:
    """What may be said of a construct that no study has: what may be said of all of its codes."""
    absent = {gap.construct: gap.standing for gap in found if gap.kind == "absent"}
    said = {absent.get(construct, "not found by the machine") for construct in constructs}
    return said.pop() if len(said) == 1 else "not found by the machine"
