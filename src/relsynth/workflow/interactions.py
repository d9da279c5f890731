"""Who interacts with whom: a table of pairs, a graph for other programs, and a picture."""

from __future__ import annotations

from relsynth.project import Project
from relsynth.reports.network_plot import Tie, network_plot, to_graphml
from relsynth.synthesis import network as networks
from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.network import Edge
from relsynth.workflow.findings import Finding, answer, behind, counting, fields_of, require_facet, studied
from relsynth.workflow.listing import counted
from relsynth.workflow.synthesise import provenance

COLUMNS = ("a", "b", "studies", "n", "lower", "upper", "lack_only", "barrier", "facilitator", "constructs", "codings")
TITLE = "Who interacts with whom"


def network(project: Project, *, code: str | None = None) -> Finding:
    """Tell which kinds of actors are reported to relate to which, in all constructs or in one.

    Raises:
        InputError: the codebook has no such code, or no facet that tells who relates to whom.
    """
    require_facet(project, networks.DYAD)
    corpus = studied(project, code)
    found = networks.network(corpus, code)
    title = f"{TITLE}: {project.codebook.code(code).label}" if code else TITLE
    studies, codings = found.one_sided
    note = (
        "A pair is two kinds of actors that a sentence of evidence names as relating to each other; a kind may relate "
        "to its own. lack_only: studies that report nothing but that it was lacking between them. "
        f"{counted(codings, 'coding')} in {counted(studies, 'study', 'studies')} name one side only, and "
        "are in no pair."
    )
    told = (note, *counting(project, code))
    table = answer(project, corpus, map(fields_of, found.edges), COLUMNS, title=title, notes=told)
    ties = [_tie(corpus, edge) for edge in found.edges]
    actors = dict(found.actors)
    rests_on = (*told, f"{corpus.statement} {provenance(project, corpus)}")
    return Finding(
        table=table,
        picture=network_plot(actors, ties, title=title, notes=rests_on),
        graph=to_graphml(actors, ties, notes=(title + ".", *rests_on)),
    )


def _tie(corpus: Corpus, edge: Edge) -> Tie:
    return Tie(
        a=edge.a, b=edge.b, studies=edge.studies, constructs=edge.constructs, codings=behind(corpus, edge.codings)
    )
