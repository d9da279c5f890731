"""Which named measures there are for a construct that no study measures.

A codebook names instruments and does not say what they measure. That stands here: by the sources that a construct is
linked to in its crosswalk (an instrument made for a framework measures what that framework names), or by the construct
itself. Instruments are named, never reproduced; whether one fits a study is for people to judge.
"""

from __future__ import annotations

from collections.abc import Mapping

from relsynth.codebook import Codebook

OF_SOURCE: Mapping[str, tuple[str, ...]] = {
    "WILDER": ("wilder_cfi",),
    "PARTNER": ("partner",),
    "RC": ("rcs",),
    "TP06": ("tpm",),
    "PSAT": ("psat_sustain",),
    "LASKER": ("psat_partner",),
    "FREY": ("levels_frey",),
    "EDMOND": ("psysafe",),
    "CBPR": ("e2",),
}
"""Source of a crosswalk -> instruments that were made for what it names. Sources: those of the codebook; the Engage for
Equity survey measures the constructs of the CBPR model (Oetzel et al. 2018)."""

OF_CONSTRUCT: Mapping[str, tuple[str, ...]] = {
    "STA.TRUST": ("trq",),
    "STA.PSYSAFE": ("psysafe",),
    "NET.TIES": ("sna",),
    "NET.TOPOLOGY": ("sna",),
    "ACT.ENGAGE": ("rest", "ppeet"),
    "GOAL.INTENSITY": ("levels_frey", "iacas"),
    "ACT.TEAMING": ("icm",),
}
"""Construct -> instruments that measure it by their very name."""


def instruments_for(codebook: Codebook, construct: str) -> tuple[str, ...]:
    """Names of the codebook's instruments for a construct and its parts: its own first, then those of its sources."""
    links = [
        link.partition(":")[0]
        for code in codebook.codes
        if codebook.construct_of(code.id) == construct
        for link in code.crosswalk
    ]
    keys = [*OF_CONSTRUCT.get(construct, ()), *(key for source in links for key in OF_SOURCE.get(source, ()))]
    return tuple(codebook.instruments[key].name for key in dict.fromkeys(keys) if key in codebook.instruments)
