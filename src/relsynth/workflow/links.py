"""Partnering and implementation outcomes: claims in one sentence, and what is reported together."""

from __future__ import annotations

from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.linkage import NONE, OUTCOME, PARTNERSHIP_ONLY, Condition, Link, conditions
from relsynth.synthesis.linkage import links as links_in
from relsynth.synthesis.necessity import LEAST_STUDIES
from relsynth.synthesis.quotes import RULE, quote_of
from relsynth.workflow.findings import Finding, answer, counting, fields_of, require_facet, studied
from relsynth.workflow.listing import counted

COLUMNS = (
    *("construct", "label", "outcome", "n", "k", "lower", "upper", "positive", "negative", "mixed"),
    *("by_lack", "untold", "quote", "quote_section", "quote_study", "codings"),
)
NECESSITY_COLUMNS = (
    *("condition", "label", "n", "x", "y", "both", "consistency", "lower", "upper", "coverage", "share", "linked"),
    *("claim", "codings"),
)
NOT_CAUSAL = "Authors' claims and co-reporting; neither shows that one brings the other about."
CRISP = (
    "Crisp sets over studies: x report the condition, y the outcome, both both. consistency: both / y, with its 95 % "
    "Wilson interval; coverage: both / x; share: x / n, and a consistency no higher than that tells nothing. linked: "
    f"of both, studies that tie the two in one sentence. At least {LEAST_STUDIES} studies, or nothing is said.",
    "A study reports the outcome where it ties partnering to it, and not only as hurt; so every study of y reports "
    "some construct. Outcomes of the partnership itself and codes that say nothing in particular are no conditions.",
)


def links(project: Project, *, code: str | None = None) -> Finding:
    """Tell which constructs papers tie to which implementation outcomes, in which direction, with a quote each.

    Raises:
        InputError: the codebook has no such code, or no facet that tells outcomes.
    """
    require_facet(project, OUTCOME)
    corpus = studied(project, code)
    found = links_in(corpus, code)
    table = answer(
        project,
        corpus,
        [_told(corpus, link) for link in found],
        COLUMNS,
        title="Partnering and implementation outcomes",
        notes=(
            *counting(project, code),
            "k: studies that tie the construct to the outcome in one sentence: positive, it helped; negative, it "
            "or its lack hurt; mixed, both; untold, neither. by_lack: of negative and mixed, studies in which nothing "
            f"but its lack hurt. {PARTNERSHIP_ONLY} is an outcome of the partnership alone.",
            NOT_CAUSAL,
            RULE,
        ),
    )
    return Finding(table=table)


def necessity(project: Project, *, outcome: str) -> Finding:
    """Tell which constructs are reported wherever an outcome is, as crisp sets over studies.

    Args:
        outcome: a value of the facet linked_outcome, as scale_up_spread.

    Raises:
        InputError: the codebook has no such outcome.
    """
    require_facet(project, OUTCOME)
    known = [value for value in project.codebook.facets[OUTCOME].values if value != NONE]
    if outcome not in known:
        raise InputError(f"no outcome {outcome!r}; there are {', '.join(known)}")
    corpus = studied(project)
    found = conditions(corpus, outcome)
    y = found[0].set.y if found else 0
    table = answer(
        project,
        corpus,
        [_condition(one) for one in found],
        NECESSITY_COLUMNS,
        title=f"Reported wherever {outcome.replace('_', ' ')} is",
        notes=(f"{counted(y, 'study', 'studies')} of {corpus.n} report the outcome.", *CRISP, NOT_CAUSAL),
    )
    return Finding(table=table)


def _told(corpus: Corpus, link: Link) -> dict[str, object]:
    quote = quote_of(corpus, link.quote)
    return fields_of(link) | {
        "quote": quote.text,
        "quote_section": quote.section,
        "quote_study": quote.citation,
    }


def _condition(one: Condition) -> dict[str, object]:
    return fields_of(one.set) | fields_of(one, claim=one.set.claim)
