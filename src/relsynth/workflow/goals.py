"""What partnering is for, and how good it was: goals and their alignment, level and quality."""

from __future__ import annotations

from collections.abc import Sequence

from relsynth.project import Project
from relsynth.synthesis import alignment as aligning
from relsynth.synthesis import quality as qualities
from relsynth.synthesis.alignment import AlignmentRow
from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.quotes import citations
from relsynth.workflow.findings import (
    NOT_FOUND,
    NOT_REPORTED,
    Finding,
    answer,
    fields_of,
    require_codes,
    require_facet,
    studied,
    values_of,
)
from relsynth.workflow.synthesise import searched_in

GOALS, ALIGNED, STRUCTURES = ("GOAL.OBJECTIVES", "GOAL.VISION"), ("GOAL.ALIGN",), "STR"
QUALITY = ("OUT.QUALITY", "GOAL.INTENSITY")
LEFT = {
    "lessons paper": "that are lessons papers",
    "no sections": "without a section that could be labelled",
    "no partnering": "without evidence of partnering",
}
ALIGNMENT_COLUMNS = ("study", "year", "doi", "judged", "goals", "alignment", "states", "purposes", "codings")
QUALITY_COLUMNS = (
    *("construct", "label", "domain", "n", "k", "claimed", "qualitative", "measured", "lower", "upper", "how"),
    *("instruments", "positive", "negative", "parts", "codings"),
)


def alignment(project: Project, *, goals: Sequence[str] = (), aligned: Sequence[str] = ()) -> Finding:
    """Tell study by study whether it states partnering goals up front, and that they fit the implementation.

    Args:
        goals: codes of partnering goals; by default explicit goals, and shared vision.
        aligned: codes of their fit; by default alignment of partnering with implementation aims.

    Raises:
        InputError: the codebook has no such code.
    """
    require_codes(project, goals or GOALS, option="--goals")
    require_codes(project, aligned or ALIGNED, option="--aligned")
    book = project.codebook
    corpus = studied(project)
    stated = {book.construct_of(code) for code in goals or GOALS}
    fitting = {book.construct_of(code) for code in aligned or ALIGNED}
    structures = {code.id for code in book.constructs if code.domain == STRUCTURES}
    rows = aligning.alignment(corpus, goals=stated, aligned=fitting, structures=structures)
    searched = searched_in(project, corpus)
    words = {
        "goals": NOT_REPORTED if stated <= searched else NOT_FOUND,
        "alignment": NOT_REPORTED if fitting <= searched else NOT_FOUND,
    }
    cited = citations(corpus)
    table = answer(
        project,
        corpus,
        [_told(corpus, row, cited, words) for row in rows],
        ALIGNMENT_COLUMNS,
        title="Partnering goals and their alignment, by study",
        notes=_alignment_notes(rows, stated, fitting),
    )
    return Finding(table=table)


def quality(project: Project, *, codes: Sequence[str] = (), every: bool = False) -> Finding:
    """Tell where level and quality of partnering are claimed, looked into in words, or measured, and with what.

    Args:
        codes: by default quality of the partnership, and level of collaboration.
        every: all constructs of the codebook instead.

    Raises:
        InputError: the codebook has no such code.
    """
    require_facet(project, qualities.MEASURED)
    asked = tuple(code.id for code in project.codebook.constructs) if every else tuple(codes or QUALITY)
    require_codes(project, asked)
    constructs = tuple(dict.fromkeys(project.codebook.construct_of(code) for code in asked))
    corpus = studied(project)
    rows = qualities.quality(corpus, constructs, instruments=values_of(project, corpus, "instruments"))
    table = answer(
        project,
        corpus,
        map(fields_of, rows),
        QUALITY_COLUMNS,
        title="Level and quality of partnering, claimed or measured",
        notes=(
            "Of the k studies that report a construct, measured have an instrument, items of their own or network data "
            "for it (lower, upper: 95 % Wilson interval of measured / k), qualitative looked into it in words alone, "
            "and of claimed nothing was found of how it is known. how: ways of measuring.",
            "instruments: named by the measuring studies, for whatever they measured with them. positive, negative: "
            "studies that judge it good or bad.",
        ),
    )
    return Finding(table=table)


def _told(corpus: Corpus, row: AlignmentRow, cited: Sequence[str], words: dict[str, str]) -> dict[str, object]:
    study = corpus.studies[row.study]
    missing = words["goals"] if words["goals"] == words["alignment"] else NOT_FOUND
    return fields_of(row) | {
        "study": cited[row.study],
        "year": study.year,
        "doi": study.doi,
        "goals": words["goals"] if row.goals == "none" else row.goals,
        "alignment": words["alignment"] if row.alignment == "none" else row.alignment,
        "states": f"neither ({missing})" if row.states == "neither" else row.states,
    }


def _alignment_notes(rows: Sequence[AlignmentRow], goals: set[str], aligned: set[str]) -> tuple[str, ...]:
    judged = {words: sum(row.judged == how for row in rows) for how, words in LEFT.items()}
    left = ", ".join(f"{count} {words}" for words, count in judged.items() if count) or "none"
    return (
        *(f"{share}." for share in aligning.shares(rows)),
        f"Studies judged: with sections, not lessons papers, and with evidence of partnering; left out: {left}.",
        f"Goals: {', '.join(sorted(goals))}; alignment: {', '.join(sorted(aligned))}; what is planned counts, too. Up "
        "front: in title, keywords, aims or methods. purposes: of structures set out up front, counted in sentences.",
        "Whether a paper states objectives of the implementation is not coded; alignment is where it says that "
        "partnering fits them.",
    )
