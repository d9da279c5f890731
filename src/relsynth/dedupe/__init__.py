"""Which records are one report: candidates, matches by rule and score, groups.

A core room: no disk, no clock. What is said of a pair depends on that pair alone, so that a
later search gives the same groups as a full run (docs/explanation/duplicates.md).
"""

from relsynth.dedupe.finding import find
from relsynth.dedupe.groups import group, queue
from relsynth.dedupe.matches import Group, Judgement, Match, Relation, Verdict
from relsynth.dedupe.rules import RULES, Rule

__all__ = ["RULES", "Group", "Judgement", "Match", "Relation", "Rule", "Verdict", "find", "group", "queue"]
