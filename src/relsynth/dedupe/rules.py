"""The rule table: why two records are taken for one report, for versions of it, or brought before a person.

The first rule that holds decides. Those that forbid stand first, so that no score, however high,
joins two reports that a librarian would keep apart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import fuzz

from relsynth.dedupe.likeness import CLOSE, FAR, Likeness
from relsynth.dedupe.matches import Relation
from relsynth.dedupe.titles import words_in
from relsynth.dedupe.traits import Traits

SURE = 0.9  # at this score two records are joined; set on seven sets, each with weights that left it out
UNSURE = 0.05  # below it they are two reports

_NEAR = 0.85  # share of letters at which titles are alike but for a number or two
_AUTHORS = 0.5  # share of the authors' names that one work keeps from list to list
_ONE_JOURNAL = 0.75  # likeness of a journal's name and its abbreviation, at least
_FEW_WORDS = 5  # in a title that says nothing of its report: "Editorial", "Message from the editor"; fewer than these
_ONE_WORD = 88  # percent, Indel ratio, from which two words are one in two spellings; "men" and "women" are at 75


class Pair(NamedTuple):
    """Two records, how like they are, and the model's probability that they are one report."""

    a: Traits
    b: Traits
    like: Likeness
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A named reason: what it makes of a pair, and when it holds.

    ``floor`` is the probability that the rule itself vouches for, where the model gives less.
    """

    name: str
    relation: Relation
    says: str
    holds: Callable[[Pair], bool]
    floor: float = 0.0


def judge(pair: Pair) -> Rule | None:
    """The first rule that holds for a pair; None for two reports that have nothing to do with each other."""
    return next((rule for rule in RULES if rule.holds(pair)), None)


def _same_work(pair: Pair) -> bool:
    """Whether title and authors are those of one work, in whatever form."""
    like = pair.like
    return like.title_subset >= CLOSE and (like.authors >= _AUTHORS or bool(like.authors_missing))


def _same_report(pair: Pair) -> bool:
    """Whether identifiers or place say that both are the same pages of print."""
    like = pair.like
    return bool(like.doi_same or like.pmid_same or (like.place_same and like.year_same))


def _is_about_another(pair: Pair) -> bool:
    notices = {pair.a.kind, pair.b.kind} & {"correction", "answer"}
    return bool(notices) and pair.a.kind != pair.b.kind and pair.like.title_subset >= CLOSE


def _are_parts(pair: Pair) -> bool:
    """A title may leave out that it is the first; then only another place tells it from one cut short."""
    a, b = pair.a.parts, pair.b.parts
    differ = a != b and (bool(a and b) or bool(pair.like.start_other or pair.like.volume_other))
    return differ and pair.like.title_words >= _NEAR and not _same_report(pair)


def _are_updates(pair: Pair) -> bool:
    a, b = pair.a.cochrane, pair.b.cochrane
    if a is None or b is None or (a and b and a != b) or pair.like.title_words < _NEAR:
        return False
    return bool(pair.like.doi_other) or pair.a.year != pair.b.year


def _is_preprint(pair: Pair) -> bool:
    return pair.a.preprint != pair.b.preprint and _same_work(pair) and not pair.like.doi_same


def _is_thesis(pair: Pair) -> bool:
    """An article says its journal; what says none may be the thesis in another catalogue."""
    article = pair.b if pair.a.thesis else pair.a
    like = pair.like
    differ = pair.a.thesis != pair.b.thesis and bool(article.journal) and not (like.doi_same or like.pmid_same)
    return differ and _same_work(pair) and like.title_words >= CLOSE


def _is_protocol(pair: Pair) -> bool:
    one_is = (pair.a.kind == "protocol") != (pair.b.kind == "protocol")
    return one_is and _same_work(pair) and not _same_report(pair)


def _is_elsewhere(pair: Pair) -> bool:
    like = pair.like
    other_place = (like.start_other and not like.volume_same) or (like.volume_other and not like.start_same)
    return _same_work(pair) and like.title_words >= CLOSE and _in_two_journals(pair) and bool(other_place)


def _in_two_journals(pair: Pair) -> bool:
    """Whatever DOI and ISSN say: databases give an abstract those of the article that came of it."""
    like = pair.like
    return like.journal < _ONE_JOURNAL and not like.journal_missing and not like.pmid_same


def _might(pair: Pair) -> bool:
    return pair.score >= UNSURE


def _has_two_dois(pair: Pair) -> bool:
    return _might(pair) and bool(pair.like.doi_other)


def _has_two_pmids(pair: Pair) -> bool:
    return _might(pair) and bool(pair.like.pmid_other)


def _is_notice_of_another(pair: Pair) -> bool:
    return _might(pair) and pair.a.kind != pair.b.kind and bool({pair.a.kind, pair.b.kind} & {"correction", "answer"})


def _starts_elsewhere(pair: Pair) -> bool:
    return _might(pair) and _in_two_journals(pair) and bool(pair.like.start_other)


def _has_two_volumes(pair: Pair) -> bool:
    like = pair.like
    return _might(pair) and bool(like.volume_other) and not (like.start_same or like.doi_same or like.pmid_same)


def _has_two_titles(pair: Pair) -> bool:
    like = pair.like
    two = like.title_subset < CLOSE and like.title_words < FAR and not like.title_missing
    return _might(pair) and two and like.abstract < CLOSE


def _has_other_numbers(pair: Pair) -> bool:
    return _might(pair) and bool(pair.like.numbers_other) and not _same_report(pair) and pair.like.abstract < CLOSE


def _may_be_two(pair: Pair) -> bool:
    """Whether they are alike, and neither identifier nor abstract says that they are one."""
    return _might(pair) and not (pair.like.doi_same or pair.like.pmid_same) and pair.like.abstract < CLOSE


def _has_two_places(pair: Pair) -> bool:
    like = pair.like
    return bool(like.start_other and not like.end_same and (like.end_other or like.issue_other)) and _may_be_two(pair)


def _has_a_title_of_many(pair: Pair) -> bool:
    like = pair.like
    short = min(words_in(pair.a.title), words_in(pair.b.title)) < _FEW_WORDS and not like.title_missing
    return short and bool(like.issue_other or not like.place_same) and _may_be_two(pair)


def _is_in_two_books(pair: Pair) -> bool:
    a, b = sorted((pair.a.journal, pair.b.journal), key=len)
    two = pair.a.chapter and pair.b.chapter and bool(a) and not b.startswith(a)
    return two and _may_be_two(pair)


def _has_another_word(pair: Pair) -> bool:
    ours, theirs = set(pair.a.title.split()), set(pair.b.title.split())
    if len(ours - theirs) != 1 or len(theirs - ours) != 1 or pair.like.place_same:
        return False
    return fuzz.ratio(min(ours - theirs), min(theirs - ours)) < _ONE_WORD and _may_be_two(pair)


def _sure(pair: Pair) -> bool:
    return pair.score >= SURE


def _contradicts(pair: Pair) -> bool:
    """Whether any field of one says what that of the other denies; years may be one apart, titles misprinted."""
    like = pair.like
    place = (like.volume_other, like.issue_other, like.start_other, like.end_other, like.journal_other, like.issn_other)
    return any((*place, like.year_other, like.first_author_other, like.abstract_other, like.numbers_other))


def _same_doi(pair: Pair) -> bool:
    return bool(pair.like.doi_same) and pair.like.title_words >= CLOSE and _same_work(pair)


def _same_pmid(pair: Pair) -> bool:
    like = pair.like
    return bool(like.pmid_same) and (_sure(pair) or (like.title_subset >= FAR and not _is_of_others(pair)))


def _is_of_others(pair: Pair) -> bool:
    """Page or author of another: some databases give a comment the PMID of the article it is on."""
    return bool(pair.like.start_other or pair.like.first_author_other)


def _has_a_pmid_of_two(pair: Pair) -> bool:
    return bool(pair.like.pmid_same) and pair.like.title_subset >= FAR


def _same_title_and_place(pair: Pair) -> bool:
    return _sure(pair) and pair.like.title_words >= CLOSE and bool(pair.like.place_same)


def _same_title_and_abstract(pair: Pair) -> bool:
    return _sure(pair) and pair.like.title_words >= CLOSE and pair.like.abstract >= CLOSE


def _same_title_and_authors(pair: Pair) -> bool:
    like = pair.like
    return _sure(pair) and like.title_words >= CLOSE and like.authors >= _AUTHORS and not _contradicts(pair)


def _same_abstract_and_place(pair: Pair) -> bool:
    like = pair.like
    return like.abstract >= CLOSE and bool(like.place_same and like.year_same) and like.authors >= _AUTHORS


def _same_place(pair: Pair) -> bool:
    return _sure(pair) and bool(pair.like.place_same)


RULES: tuple[Rule, ...] = (
    Rule(
        name="correction or reply",
        relation="version",
        says="one is an erratum, a retraction notice, a comment or a reply, and carries the other's title",
        holds=_is_about_another,
    ),
    Rule(
        name="parts of one work",
        relation="version",
        says="the titles are alike but name different parts, phases or editions, or one of them does, in another place",
        holds=_are_parts,
    ),
    Rule(
        name="updates of one review",
        relation="version",
        says="both are the same Cochrane review, of different years or with different DOIs",
        holds=_are_updates,
    ),
    Rule(
        name="preprint and article",
        relation="version",
        says="same title and authors, one of them on a preprint server",
        holds=_is_preprint,
    ),
    Rule(
        name="thesis and article",
        relation="version",
        says="same title and authors, one of them a thesis, the other in a journal or book",
        holds=_is_thesis,
    ),
    Rule(
        name="protocol and results",
        relation="version",
        says="same title and authors, one of them a protocol, in another place",
        holds=_is_protocol,
    ),
    Rule(
        name="reported elsewhere",
        relation="version",
        says="same title and authors, in another journal, on other pages: an abstract and its article",
        holds=_is_elsewhere,
    ),
    Rule(name="two DOIs", relation="unsure", says="alike, with two different DOIs", holds=_has_two_dois),
    Rule(name="two PMIDs", relation="unsure", says="alike, with two different PMIDs", holds=_has_two_pmids),
    Rule(
        name="one a notice",
        relation="unsure",
        says="alike, and one of them is a correction or an answer",
        holds=_is_notice_of_another,
    ),
    Rule(
        name="two journals", relation="unsure", says="alike, in two journals, on other pages", holds=_starts_elsewhere
    ),
    Rule(
        name="two volumes",
        relation="unsure",
        says="alike, in two volumes, with no page or identifier in common",
        holds=_has_two_volumes,
    ),
    Rule(
        name="two titles",
        relation="unsure",
        says="alike but for the title, and no abstract to tell: a translation, or two abstracts on one page",
        holds=_has_two_titles,
    ),
    Rule(
        name="other numbers in the title",
        relation="unsure",
        says="alike, in another place, with other numbers in the title",
        holds=_has_other_numbers,
    ),
    Rule(
        name="two places",
        relation="unsure",
        says="alike, but both first pages and last pages or issues differ, and no identifier or abstract is shared",
        holds=_has_two_places,
    ),
    Rule(
        name="a title of many",
        relation="unsure",
        says="a title of fewer than five words, and not the same issue and page, identifier or abstract",
        holds=_has_a_title_of_many,
    ),
    Rule(
        name="two books",
        relation="unsure",
        says="alike, as chapters in two books, with no identifier or abstract in common",
        holds=_is_in_two_books,
    ),
    Rule(
        name="another word in the title",
        relation="unsure",
        says="alike but for one word of the title, with no place, identifier or abstract in common",
        holds=_has_another_word,
    ),
    Rule(
        name="same DOI",
        relation="duplicate",
        says="the same DOI, title and authors: the DOI alone may be that of all abstracts of a congress",
        holds=_same_doi,
        floor=0.98,
    ),
    Rule(
        name="same PMID",
        relation="duplicate",
        says="the same PMID and alike titles, and no other first page or first author unless all else agrees",
        holds=_same_pmid,
        floor=0.98,
    ),
    Rule(
        name="same title and place",
        relation="duplicate",
        says="the same title, volume and first page",
        holds=_same_title_and_place,
    ),
    Rule(
        name="same title and abstract",
        relation="duplicate",
        says="the same title and abstract",
        holds=_same_title_and_abstract,
    ),
    Rule(
        name="same title and authors",
        relation="duplicate",
        says="the same title and authors, and no field that contradicts",
        holds=_same_title_and_authors,
    ),
    Rule(
        name="same abstract and place",
        relation="duplicate",
        says="the same abstract, authors, volume and first page, with a title that was translated or cut",
        holds=_same_abstract_and_place,
        floor=0.95,
    ),
    Rule(
        name="same place",
        relation="duplicate",
        says="the same volume, first page and authors, with a title that was translated or cut",
        holds=_same_place,
    ),
    Rule(name="alike in all", relation="duplicate", says="alike in most of what both of them say", holds=_sure),
    Rule(
        name="PMID of two",
        relation="unsure",
        says="the same PMID and alike titles, but another first page or first author",
        holds=_has_a_pmid_of_two,
    ),
    Rule(name="alike in part", relation="unsure", says="alike in some, and not in enough", holds=_might),
)
"""Every rule, in the order in which they are tried; a pair that none holds for is two reports."""
