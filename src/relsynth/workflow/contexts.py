"""Context and actors as determinants of partnering, and equity: by valence, kind of study, beside other frameworks."""

from __future__ import annotations

from collections.abc import Sequence

from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.strata import ALL, beside, by_stratum
from relsynth.workflow.books import read_codebook_file
from relsynth.workflow.findings import NOT_FOUND, Finding, Strata, answer, fields_of, strata, studied
from relsynth.workflow.synthesise import searched_in

CONTEXT, ACTORS, EQUITY = "CTX", "ACT", "EQU"
COLUMNS = (
    *("construct", "label", "domain", "stratum", "n", "k", "lower", "upper", "barrier", "facilitator", "mixed"),
    *("neither", "balance", "codings"),
)
BESIDE_COLUMNS = (
    *("construct", "label", "other", "other_label", "n", "first_k", "other_k", "both", "both_barriers"),
    *("both_facilitators", "codings"),
)
VALENCE = (
    "barrier, facilitator: studies that report the construct, or its lack, as that only; mixed: as both; neither: "
    "without saying that it hindered or helped. balance: (F - B) / (F + B), from -1 to 1, mixed studies in both."
)
TOGETHER = "both: studies that report both, wherever in the paper; that they are reported together says not why."


def context(project: Project, *, domains: Sequence[str] = (), by: str | None = None) -> Finding:
    """Tell contextual and actor determinants of partnering by valence, in all studies or by kind of study.

    Args:
        domains: of the codebook; by default context and actors.
        by: a characteristic of studies, as setting.

    Raises:
        InputError: the codebook has no such domain, or studies no such characteristic.
    """
    return _determinants(project, domains or (CONTEXT, ACTORS), by=by, title="Context and actors as determinants")


def equity(project: Project, *, domains: Sequence[str] = (), by: str = "income_group") -> Finding:
    """Tell what is reported on equity in partnering, by income group, setting or another characteristic of studies.

    Raises:
        InputError: the codebook has no such domain, or studies no such characteristic.
    """
    return _determinants(project, domains or (EQUITY,), by=by, title="Equity in partnering")


def context_beside(project: Project, *, domains: Sequence[str] = (), others: Sequence[str] = ()) -> Finding:
    """Tell which context and actor constructs are reported in the same studies as constructs of other domains.

    Args:
        domains: of the one side; by default context and actors.
        others: of the other side; by default those of the other codebooks that the project codes with as well.

    Raises:
        InputError: the codebook has no such domain, or only one codebook is used and no other domain is named.
    """
    ours = _constructs(project, domains or (CONTEXT, ACTORS))
    theirs = _constructs(project, others) if others else _of_other_books(project)
    corpus = studied(project)
    table = answer(
        project,
        corpus,
        map(fields_of, beside(corpus, ours, theirs)),
        BESIDE_COLUMNS,
        title="Context and actors beside other constructs",
        notes=(TOGETHER,),
    )
    return Finding(table=table)


def _determinants(project: Project, domains: Sequence[str], *, by: str | None, title: str) -> Finding:
    constructs = _constructs(project, domains)
    corpus = studied(project)
    kinds = strata(project, corpus, by) if by else Strata(field="", kinds={ALL: tuple(range(corpus.n))}, unsure=0)
    rows = by_stratum(corpus, constructs, kinds.kinds)
    unseen = [construct for construct in constructs if not any(row.k for row in rows if row.construct == construct)]
    table = answer(
        project,
        corpus,
        map(fields_of, rows),
        COLUMNS,
        title=f"{title}, by {by.replace('_', ' ')}" if by else title,
        notes=(VALENCE, *([kinds.note] if by else []), *_missing(project, corpus, unseen)),
    )
    return Finding(table=table)


def _missing(project: Project, corpus: Corpus, unseen: Sequence[str]) -> tuple[str, ...]:
    """Which constructs no study has, in the words that fit what was searched."""
    searched = searched_in(project, corpus)
    told = {
        NOT_FOUND: [code for code in unseen if code not in searched],
        "not reported": [code for code in unseen if code in searched],
    }
    return tuple(f"{word.capitalize()} in any study: {', '.join(codes)}." for word, codes in told.items() if codes)


def _constructs(project: Project, domains: Sequence[str]) -> tuple[str, ...]:
    known = {domain.id for domain in project.codebook.domains}
    if missing := [domain for domain in domains if domain not in known]:
        raise InputError(
            f"the codebook has no domain {', '.join(map(repr, missing))}; there are {', '.join(sorted(known))}, "
            "to be named with --domain"
        )
    return tuple(code.id for code in project.codebook.constructs if code.domain in domains)


def _of_other_books(project: Project) -> tuple[str, ...]:
    """Constructs of the codebooks that ``also`` names."""
    own = {code.id for code in read_codebook_file(project.codebook_path).codes}
    if not (theirs := tuple(code.id for code in project.codebook.constructs if code.id not in own)):
        raise InputError(
            "the project has one codebook; name another framework's with `also` in relsynth.toml, "
            "or domains of this one with --other"
        )
    return theirs
