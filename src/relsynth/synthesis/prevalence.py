"""How common a construct is, once it is known how often the machine is wrong about it.

A coder that misses a construct in half of the papers that have it, or sees it where it is not, makes false gaps and
false riches. Where people have read some of the papers by themselves, its sensitivity and specificity are known from
these, and the prevalence that it found can be corrected.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan, sqrt

from relsynth.synthesis.statistics import Z95, wilson


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """``k`` of ``n``, with the 95 % Wilson interval; value and bounds are NaN, 0 and 1 where n is 0.

    They need not be whole: a paper that two people read differently is half of one and half of the other.
    """

    k: float
    n: float

    @property
    def value(self) -> float:
        """The share, from 0 to 1."""
        return self.k / self.n if self.n else nan

    @property
    def bounds(self) -> tuple[float, float]:
        """Its interval."""
        return wilson(self.k, self.n)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prevalence:
    """A corrected prevalence with its 95 % interval; ``value`` is NaN where nothing can be corrected."""

    value: float
    lower: float
    upper: float


UNKNOWN = Prevalence(value=nan, lower=nan, upper=nan)


def corrected(found: Share, *, sensitivity: Share, specificity: Share) -> Prevalence:
    """Return the prevalence that a test with these errors would have found as ``found``.

    Args:
        found: units where the test says yes, of all.
        sensitivity: of units known to have it, those where the test says yes.
        specificity: of units known not to have it, those where the test says no.

    Returns:
        Value and bounds cut to [0, 1]; all NaN where one of the three was measured on nothing, or where the test
        tells no better than chance (sensitivity + specificity <= 1).

    Source:
        Rogan & Gladen (1978), Am J Epidemiol 107:71-76, eq. 1; interval: Lang & Reiczigel (2014), Prev Vet Med
        113:13-22, eqs. 6, 7, 16 and 17, which takes into account that sensitivity and specificity were estimated
        from samples, however small.

    >>> test = corrected(Share(k=30, n=100), sensitivity=Share(k=70, n=100), specificity=Share(k=95, n=100))
    >>> "%.3f %.3f %.3f" % (test.value, test.lower, test.upper)
    '0.385 0.238 0.550'
    """
    if 0 in (found.n, sensitivity.n, specificity.n) or sensitivity.value + specificity.value <= 1:
        return UNKNOWN
    value = (found.value + specificity.value - 1) / (sensitivity.value + specificity.value - 1)
    lower, upper = _interval(found, sensitivity, specificity)
    return Prevalence(value=_cut(value), lower=lower, upper=upper)


def transferred(found: Share, *, sensitivity: float, specificity: float) -> Prevalence:
    """Return the corrected prevalence where the test's errors are taken from elsewhere, as if they were exact.

    The bounds are those of ``found`` alone, carried through the same formula: what is uncertain about borrowed figures
    is not in them. All is NaN where even the upper bound is no more than false alarms alone would make: then the
    figures do not fit what was found, and tell nothing of it.

    Source:
        Rogan & Gladen (1978), eq. 1, on the value and on the Wilson bounds of ``found``.

    >>> "%.4f" % transferred(Share(k=30, n=100), sensitivity=0.70, specificity=0.95).value
    '0.3846'
    """
    room = sensitivity + specificity - 1
    if not found.n or room <= 0:
        return UNKNOWN
    value, lower, upper = ((share + specificity - 1) / room for share in (found.value, *found.bounds))
    return Prevalence(value=_cut(value), lower=_cut(lower), upper=_cut(upper)) if upper > 0 else UNKNOWN


def specificity_from(*, precision: float, sensitivity: float, found: float) -> float:
    """Return the specificity of a test that is known by its precision and sensitivity, where it says yes to ``found``.

    Of all units, found * precision are rightly said yes to, so that found * precision / sensitivity have it; found *
    (1 - precision) are wrongly said yes to, of those that do not. NaN where that leaves none that do not have it.

    >>> "%.3f" % specificity_from(precision=0.7 * 0.2 / 0.18, sensitivity=0.7, found=0.18)
    '0.950'
    """
    without = 1 - found * precision / sensitivity if sensitivity else nan
    return 1 - found * (1 - precision) / without if without > 0 else nan


def _interval(found: Share, sensitivity: Share, specificity: Share) -> tuple[float, float]:
    n = found.n + Z95**2
    p = (found.k + Z95**2 / 2) / n
    se, n_se = (sensitivity.k + 1) / (sensitivity.n + 2), sensitivity.n + 2
    sp, n_sp = (specificity.k + 1) / (specificity.n + 2), specificity.n + 2
    if se + sp <= 1:  # so few units that nothing is known
        return 0.0, 1.0
    true = (p + sp - 1) / (se + sp - 1)
    of_se, of_sp = se * (1 - se) / n_se, sp * (1 - sp) / n_sp
    shift = 2 * Z95**2 * (true * of_se - (1 - true) * of_sp)
    half = Z95 * sqrt(p * (1 - p) / n + true**2 * of_se + (1 - true) ** 2 * of_sp) / (se + sp - 1)
    return _cut(true + shift - half), _cut(true + shift + half)


def _cut(value: float) -> float:
    return min(1.0, max(0.0, value))
