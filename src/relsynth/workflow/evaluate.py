"""How good the machine is on a team's own papers, and what that does to what it counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args

from relsynth.coding import Coding, is_same_place
from relsynth.documents import Document, Sentence
from relsynth.errors import InputError, ProjectError
from relsynth.extraction.registers import Registers
from relsynth.extraction.sentences import sentences
from relsynth.project import Project
from relsynth.sections import article_form
from relsynth.synthesis import agreement as agreements
from relsynth.synthesis.agreement import Agreement, Decision, Fold, JudgedPaper, Pairs, sentences_of
from relsynth.synthesis.prevalence import Share, corrected
from relsynth.workflow.coders import coder_name, is_taught
from relsynth.workflow.duplicates import draw
from relsynth.workflow.evaluation import By, Corrected, Evaluation, save_evaluation
from relsynth.workflow.judgements import Judgements, judgements
from relsynth.workflow.listing import counted

MOST_CONFUSIONS = 20


def evaluate(
    project: Project, *, coder: str | None = None, by: str = "construct", out: Path | None = None
) -> Evaluation:
    """Compare a machine's codings with what people have said of the same papers.

    Args:
        coder: family of an installed coder; the project's where none is given.
        by: what to group by, beside all together.
        out: a file to write all of it to as well.

    Raises:
        InputError: there is no such grouping, or the file's ending tells no form.
        CoderError: there is no such coder, or it lacks something.
        ProjectError: people have judged nothing yet, or papers are not coded by the coder as it is now; or
            the file cannot be written.
    """
    if by not in get_args(By):
        raise InputError(f"cannot group by {by!r}; there are {', '.join(get_args(By))}")
    family = coder or project.config.coder
    judged = judgements(project)
    if not judged:
        raise ProjectError(
            f"{project.path}: no person has coded or decided anything here yet; "
            "`relsynth codings import FILE --coder NAME` takes what people say"
        )
    name = _current(project, family)
    machine = _by_version(project.store.codings_of(family))
    papers = tuple(_paper(project, one, machine) for one in judged)
    folds = _folds(project)
    found = Evaluation(
        coder=name,
        by=by,  # type: ignore[arg-type]
        read=tuple(sorted(Counter(reader for paper in papers for reader, _ in paper.readers).items())),
        papers=sum(bool(paper.readers) for paper in papers),
        twice=sum(len(paper.readers) > 1 for paper in papers),
        decided=sum(bool(paper.decisions) for paper in papers),
        taught=is_taught(project, family),
        levels=tuple(_levels(papers, folds)),
        groups=tuple(_groups(papers, by, folds)),
        confusions=agreements.confusions(papers)[:MOST_CONFUSIONS],
        prevalence=_prevalence(project, judged, machine),
    )
    if out:
        save_evaluation(found, out)
    return found


def corrected_prevalence(project: Project) -> tuple[Corrected, ...]:
    """Prevalence by construct, corrected for the project's coder by what people read alone; empty where nobody has."""
    judged = [one for one in judgements(project) if one.alone]
    if not judged:
        return ()
    return _prevalence(project, judged, _by_version(project.store.codings_of(project.config.coder)))


def _current(project: Project, family: str) -> str:
    """Name of the coder as it is now, which has coded every paper in scope."""
    name = coder_name(project, family)
    last = project.store.latest_coders(family)
    in_scope = [document.version for document in project.store.documents() if not document.out_of_scope]
    used = {last[version] for version in in_scope if last.get(version, "").split("+")[0] == name}
    if left := sum(last.get(version, "").split("+")[0] != name for version in in_scope):
        raise ProjectError(
            f"{project.path}: {left} of {counted(len(in_scope), 'paper')} {'is' if left == 1 else 'are'} not coded by "
            f"{family} as it is now; run `relsynth code --coder {family}`"
        )
    return " and ".join(sorted(used)) or name


def _by_version(codings: Iterable[Coding]) -> Mapping[str, tuple[Coding, ...]]:
    found: dict[str, list[Coding]] = defaultdict(list)
    for coding in codings:
        found[coding.span.version].append(coding)
    return {version: tuple(made) for version, made in found.items()}


def _folds(project: Project) -> dict[str, Fold]:
    book = project.codebook
    return {
        "code": str,
        "construct": book.construct_of,
        "domain": book.domain_of,
        "coded at all": lambda _: "coded",
    }


def _levels(papers: Sequence[JudgedPaper], folds: Mapping[str, Fold]) -> Iterator[Agreement]:
    for level, fold in folds.items():
        yield agreements.agreement(level, agreements.folded(papers, fold))
    yield agreements.agreement("construct in paper", agreements.by_paper(agreements.folded(papers, folds["construct"])))


def _groups(papers: Sequence[JudgedPaper], by: str, folds: Mapping[str, Fold]) -> Iterator[Agreement]:
    coarse = agreements.folded(papers, folds.get(by, str))
    for name, group in agreements.groups(coarse, by):
        yield agreements.agreement(name, group)


# -- papers as they are compared ---------------------------------------------------------------


def _paper(project: Project, judged: Judgements, machine: Mapping[str, tuple[Coding, ...]]) -> JudgedPaper:
    document = judged.document
    read = tuple(sentences(document))
    theirs = machine.get(document.version, ())
    return JudgedPaper(
        name=document.name,
        register=register_of(project, document),
        sections=tuple(document.sections[document.paragraphs[one.paragraph].section].label for one in read),
        machine=_pairs(theirs, read),
        readers=tuple((name, _pairs(codings, read)) for name, codings in judged.alone.items()),
        decisions=tuple(_decisions(theirs, judged.shown, read)),
    )


def register_of(project: Project, document: Document) -> str:
    """Journal or narrative, by the paper: its title, and whether it is a report of lessons."""
    told = Registers(project.codebook).of_paper(document)
    is_lessons = article_form(document.title, document.sections) == "lessons_paper"
    return told[0].value if told else "narrative" if is_lessons else "journal"


def _pairs(codings: Iterable[Coding], read: Sequence[Sentence]) -> Pairs:
    return frozenset((number, coding.code) for coding in codings for number in sentences_of(coding.span, read))


def _decisions(machine: Iterable[Coding], shown: Iterable[Coding], read: Sequence[Sentence]) -> Iterator[Decision]:
    """A decision for each coding of the machine, as it is now, and each person who has judged that code there.

    Who settles what people differ in decides between these, and on no coding of the machine.
    """
    said: dict[str, list[Coding]] = defaultdict(list)
    for judgement in (one for one in shown if not one.settles):
        said[judgement.code].append(judgement)
    for coding in machine:
        here = [one for one in said[coding.code] if is_same_place(one.span, coding.span)]
        for who in sorted({one.coder.name for one in here}):
            last = [one for one in here if one.coder.name == who][-1]
            sentence = next(iter(sentences_of(coding.span, read)), None)
            if sentence is not None:
                yield Decision(person=who, sentence=sentence, code=coding.code, accepted=last.verdict == "code")


# -- prevalence --------------------------------------------------------------------------------


def _prevalence(
    project: Project, judged: Iterable[Judgements], machine: Mapping[str, tuple[Coding, ...]]
) -> tuple[Corrected, ...]:
    """Of each construct, by study; what counts is evidence, as in every table, of the machine's codings alone."""
    book = project.codebook
    evident = {version: _evidence(codings) for version, codings in machine.items()}
    read = [replace(one, alone={who: _evidence(said) for who, said in one.alone.items()}, shown=()) for one in judged]
    by_id = (replace(_paper(project, one, evident), name=one.document.id) for one in read)  # names may be alike
    papers = agreements.folded(by_id, book.construct_of)
    study_of = {member: study for member, (_, study) in draw(project).placed.items()}
    carry = _studies_with(project, evident, study_of)
    return tuple(
        Corrected(
            construct=one.construct,
            found=(found := Share(k=sum(one.construct in carried for carried in carry), n=len(carry))),
            sensitivity=one.sensitivity,
            specificity=one.specificity,
            corrected=corrected(found, sensitivity=one.sensitivity, specificity=one.specificity),
        )
        for one in agreements.presence(papers, [code.id for code in book.constructs], study_of.__getitem__)
    )


def _evidence(codings: Iterable[Coding]) -> tuple[Coding, ...]:
    return tuple(coding for coding in codings if coding.is_evidence)


def _studies_with(
    project: Project, evident: Mapping[str, tuple[Coding, ...]], study_of: Mapping[str, str]
) -> tuple[set[str], ...]:
    """The constructs that each study in scope has evidence for."""
    book = project.codebook
    carried: dict[str, set[str]] = defaultdict(set)
    for document in project.store.documents():
        if not document.out_of_scope:
            codings = evident.get(document.version, ())
            carried[study_of[document.id]] |= {book.construct_of(coding.code) for coding in codings}
    return tuple(carried.values())
