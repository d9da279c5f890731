"""How far people agree who judged the same things, beyond what chance would bring about.

A unit is whatever was judged: a record at a stage, a sentence, a paper. Any number of coders, each of whom may have
judged some units only: of each unit all its pairs of judgements count. Where a code is rare, kappa falls although
people agree (Feinstein & Cicchetti 1990, doi 10.1016/0895-4356(90)90158-L), so that no figure is given alone.

Sets of codes are categories like others, with a likeness of any two of them in place of a scale.
"""

from relsynth.agreement.intervals import Agreement, Figure, agreement
from relsynth.agreement.measures import (
    Likeness,
    Scale,
    cohen_kappa,
    gwet_ac,
    krippendorff_alpha,
    negative_agreement,
    pabak,
    percent,
    positive_agreement,
)
from relsynth.agreement.tables import Ratings, differing, ratings

__all__ = [
    "Agreement",
    "Figure",
    "Likeness",
    "Ratings",
    "Scale",
    "agreement",
    "cohen_kappa",
    "differing",
    "gwet_ac",
    "krippendorff_alpha",
    "negative_agreement",
    "pabak",
    "percent",
    "positive_agreement",
    "ratings",
]
