"""Reporting checklists as tables: what each item asks, in our own words, and which facts of a project answer to it.

Items have the numbers and topics of the published checklists; their wording is ours, and the papers are to be read for
theirs. ``facts`` are names of what a project may know (``workflow.checklists.FACTS``); ``left`` is what only the team
can write, None where nothing is.

Sources:
    PRISMA-ScR: Tricco et al. (2018), Ann Intern Med 169:467-473, doi 10.7326/M18-0850; items 12 and 16 are optional.
    ENTREQ: Tong et al. (2012), BMC Med Res Methodol 12:181, doi 10.1186/1471-2288-12-181.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item of a checklist: number and topic, what it asks, the facts that answer it, what is left to the team."""

    number: int
    topic: str
    asks: str
    facts: tuple[str, ...] = ()
    left: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """A checklist by its published name, with its paper."""

    name: str
    source: str
    items: tuple[Item, ...]


def _items(*rows: tuple[str, str, str, str | None]) -> tuple[Item, ...]:
    return tuple(
        Item(number=number, topic=topic, asks=asks, facts=tuple(facts.split()), left=left)
        for number, (topic, asks, facts, left) in enumerate(rows, start=1)
    )


PRISMA_SCR = Checklist(
    name="PRISMA-ScR",
    source="Tricco et al. (2018), Ann Intern Med 169:467-473, doi 10.7326/M18-0850; wording: relsynth's",
    items=_items(
        ("Title", "Say in the title that it is a scoping review.", "title", "the title as it is to be printed"),
        ("Structured summary", "Sum up question, methods, results and conclusion.", "counts", "the abstract"),
        ("Rationale", "Say what is known, and why a scoping review suits the question.", "", "the rationale"),
        ("Objectives", "State questions and objectives by population, concept and context.", "question", "objectives"),
        (
            "Protocol and registration",
            "Say whether there is a protocol, where it is, and its registration.",
            "",
            "where the protocol is, and its number",
        ),
        ("Eligibility criteria", "Say which reports were eligible, and why.", "criteria", "why these criteria"),
        (
            "Information sources",
            "Name all sources, and when each was searched last.",
            "sources",
            "contact with authors, and what else was looked through",
        ),
        (
            "Search",
            "Give a full search of one database or more, so that it can be run again.",
            "queries",
            "limits of searches that no export tells",
        ),
        (
            "Selection of sources of evidence",
            "Say how reports were screened and found eligible.",
            "screening screening_agreement stopping",
            "how screeners were trained, and how differences were settled",
        ),
        (
            "Data charting process",
            "Say how data were charted: forms, by whom, alone or twice, and how they were tried.",
            "forms charters coding agreement codebook",
            "how forms and codebook were tried, and how coders were trained",
        ),
        ("Data items", "List and define what was charted.", "fields constructs", "assumptions that were made"),
        (
            "Critical appraisal (optional)",
            "Where sources were appraised, say why and how.",
            "appraisal",
            "why sources were appraised, or were not",
        ),
        (
            "Synthesis of results",
            "Say how what was charted was handled and summed up.",
            "counting thresholds software",
            None,
        ),
        (
            "Selection of sources: results",
            "Give numbers screened, assessed and included, with reasons, best in a diagram.",
            "flow",
            None,
        ),
        (
            "Characteristics of sources",
            "Give what each source is like, with its citation.",
            "characteristics",
            "a check of what the machine found",
        ),
        (
            "Critical appraisal: results (optional)",
            "Where sources were appraised, give what was found.",
            "appraised",
            "what the appraisal means for the results",
        ),
        ("Results of individual sources", "Give what each source says on the questions.", "incidence", None),
        ("Synthesis: results", "Sum up what was charted, as the questions ask.", "counts tables", "the text"),
        ("Summary of evidence", "Sum up concepts, themes and kinds of evidence, for whom.", "", "the discussion"),
        ("Limitations", "Discuss limits of the scoping process.", "limits", "limits of searches and of the team"),
        ("Conclusions", "Give an interpretation, implications and next steps.", "", "the conclusions"),
        (
            "Funding",
            "Name funding of the review and of what it includes.",
            "funding",
            "funding of the review, and what its funders had a say in",
        ),
    ),
)

ENTREQ = Checklist(
    name="ENTREQ",
    source="Tong et al. (2012), BMC Med Res Methodol 12:181, doi 10.1186/1471-2288-12-181; wording: relsynth's",
    items=_items(
        ("Aim", "State the question that the synthesis answers.", "question", "the question, and why"),
        (
            "Synthesis methodology",
            "Name the methodology, and why it was chosen.",
            "counting",
            "the methodology, and why",
        ),
        (
            "Approach to searching",
            "Say whether searching was planned to find all there is, or went on until enough was found.",
            "sources stopping",
            "whether the search was planned to find all",
        ),
        ("Inclusion criteria", "Give the criteria of inclusion and exclusion.", "criteria", "why these criteria"),
        ("Data sources", "Name sources and when they were searched, and why.", "sources", "why these sources"),
        ("Electronic search strategy", "Describe the literature search with its terms.", "queries", "limits"),
        (
            "Study screening methods",
            "Say how studies were screened: stages, and how many read them.",
            "screening screening_agreement stopping",
            None,
        ),
        (
            "Study characteristics",
            "Show what included studies are like.",
            "characteristics",
            "a check of what the machine found",
        ),
        ("Study selection results", "Give numbers screened, and reasons for exclusion.", "flow", None),
        ("Rationale for appraisal", "Say why studies were appraised, and in what regard.", "", "why, or why not"),
        ("Appraisal items", "Name the tools or criteria of appraisal.", "appraisal", "where the criteria are from"),
        ("Appraisal process", "Say who appraised, and whether alone.", "appraisers", None),
        ("Appraisal results", "Give results, and what weight they had.", "appraised", "what weight they had"),
        (
            "Data extraction",
            "Say which parts of studies were analysed, and how they were taken out.",
            "papers sections",
            None,
        ),
        ("Software", "Name the software.", "software", "other software that was used"),
        ("Number of reviewers", "Say who coded and analysed.", "coding charters", "who analysed"),
        ("Coding", "Say how text was coded, as line by line.", "codebook unit coding", None),
        (
            "Study comparison",
            "Say how studies were compared within and across.",
            "counting",
            "how themes were compared",
        ),
        (
            "Derivation of themes",
            "Say whether themes were given before or came from the papers.",
            "codebook history",
            "how the team came to its themes",
        ),
        ("Quotations", "Give quotations, and say whose words they are.", "quotes", "those in the text"),
        ("Synthesis output", "Give results that go beyond a summary of the studies.", "tables", "the interpretation"),
    ),
)

CHECKLISTS: Mapping[str, Checklist] = {"prisma-scr": PRISMA_SCR, "entreq": ENTREQ}
"""Checklists by the names that commands have for them."""
