"""From matches and judgements to groups of records that are one report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from relsynth.dedupe.matches import Group, Judgement, Match
from relsynth.records import folded_doi


def group(
    ids: Iterable[str],
    matches: Iterable[Match],
    judgements: Iterable[Judgement] = (),
    *,
    dois: Mapping[str, str] | None = None,
) -> tuple[Group, ...]:
    """Return the groups, in order of their ids; a record that matches none is a group of its own.

    Args:
        ids: every record, in any order.
        matches: from ``find``, in any order; those that name an id not in ``ids`` are left out.
        judgements: of persons, the latest last: of two on one pair the later holds, and each
            overrules the machine. Two records judged different, or versions, never come into one group.
        dois: record id -> DOI, for the records that have one; no match joins two different DOIs.
    """
    joined = _Joined(ids, {one: key for one, doi in (dois or {}).items() if (key := folded_doi(doi))})
    latest = [judged for judged in _latest(judgements) if joined.knows(judged)]
    settled = {(judged.a, judged.b) for judged in latest}
    found = [match for match in matches if joined.knows(match) and (match.a, match.b) not in settled]
    for judged in latest:
        if judged.relation != "duplicate":
            joined.keep_apart(judged)
    for judged in reversed(latest):  # of two that cannot both be, the later
        if judged.relation == "duplicate":
            joined.join(judged)
    for match in sorted(found, key=_surest_first):
        if match.relation == "version":
            joined.keep_apart(match)
    for match in sorted(found, key=_surest_first):
        if match.relation == "duplicate":
            joined.join(match)
    links: tuple[Match | Judgement, ...] = (*latest, *found)
    return joined.groups(link for link in links if link.relation == "version")


def queue(groups: Iterable[Group], matches: Iterable[Match], judgements: Iterable[Judgement] = ()) -> tuple[Match, ...]:
    """Return the matches that a person must decide, the most uncertain first, one for each pair of groups.

    These are the unsure ones, and the duplicates that grouping refused, between groups that are no
    versions of each other and of which no two members have been judged.
    """
    groups = tuple(groups)
    group_of = {member: one.id for one in groups for member in one.members}
    settled = {frozenset((one.id, other)) for one in groups for other in one.versions}
    settled |= {frozenset((group_of.get(judged.a, ""), group_of.get(judged.b, ""))) for judged in judgements}
    open_ones: dict[frozenset[str], Match] = {}
    for match in sorted(matches, key=_surest_first):
        a, b = group_of.get(match.a), group_of.get(match.b)
        if a and b and a != b and frozenset((a, b)) not in settled and match.relation != "version":
            open_ones.setdefault(frozenset((a, b)), match)
    return tuple(sorted(open_ones.values(), key=lambda match: (abs(match.score - 0.5), match.a, match.b)))


def _surest_first(match: Match) -> tuple[float, str, str]:
    return (-match.score, match.a, match.b)


def _latest(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgement that holds of each pair, the latest last."""
    latest: dict[tuple[str, str], Judgement] = {}
    for judged in judgements:
        latest.pop((judged.a, judged.b), None)
        latest[judged.a, judged.b] = judged
    return list(latest.values())


class _Joined:
    """Sets of records, each known by its first member, that grow together and remember whom they must not meet."""

    def __init__(self, ids: Iterable[str], dois: Mapping[str, str]) -> None:
        self.members = {one: [one] for one in ids}
        self._root = {one: one for one in self.members}
        self._dois = {one: {dois[one]} if one in dois else set() for one in self.members}
        self._foes: dict[str, set[str]] = {one: set() for one in self.members}
        self._links: dict[str, list[Match | Judgement]] = {one: [] for one in self.members}

    def knows(self, link: Match | Judgement) -> bool:
        return link.a in self._root and link.b in self._root

    def keep_apart(self, link: Match | Judgement) -> None:
        """Remember that two records are two reports, unless they have been joined."""
        a, b = self._root[link.a], self._root[link.b]
        if a != b:
            self._foes[a].add(link.b)
            self._foes[b].add(link.a)

    def join(self, link: Match | Judgement) -> None:
        """Join the sets of two records, unless something forbids it."""
        a, b = sorted((self._root[link.a], self._root[link.b]))
        if a == b or self._are_foes(a, b) or (isinstance(link, Match) and self._have_two_dois(a, b)):
            return
        for one in self.members[b]:
            self._root[one] = a
        self.members[a] += self.members.pop(b)
        self._dois[a] |= self._dois.pop(b)
        self._foes[a] |= self._foes.pop(b)
        self._links[a] += [*self._links.pop(b), link]

    def _are_foes(self, a: str, b: str) -> bool:
        return any(self._root[foe] == b for foe in self._foes[a]) or any(self._root[foe] == a for foe in self._foes[b])

    def _have_two_dois(self, a: str, b: str) -> bool:
        """Whether joining would bring two DOIs together that no person has brought together."""
        return not (self._dois[a] <= self._dois[b] or self._dois[b] <= self._dois[a])

    def groups(self, versions: Iterable[Match | Judgement]) -> tuple[Group, ...]:
        """The sets as groups, with the links between those that hold versions of each other."""
        linked: dict[str, set[str]] = {}
        for link in versions:
            a, b = self._root[link.a], self._root[link.b]
            if a != b:
                linked.setdefault(a, set()).add(b)
                linked.setdefault(b, set()).add(a)
        return tuple(self._group(one, linked.get(one, set())) for one in sorted(self.members))

    def _group(self, one: str, versions: set[str]) -> Group:
        links = sorted(self._links[one], key=lambda link: (link.a, link.b))
        return Group(
            members=tuple(sorted(self.members[one])),
            matches=tuple(link for link in links if isinstance(link, Match)),
            judgements=tuple(link for link in links if isinstance(link, Judgement)),
            versions=tuple(sorted(versions)),
        )
