"""Whether an outcome keeps a promise.

A target is the stretch of values that keep it: 8% that one value, 8%以上 all from 8, 4.5%以内 all up to 4.5,
6.5%—7% the range, 8%左右 all within the tolerance. An outcome inside it is met, beyond it on the good side
exceeded, on the other side missed. So a floor or a ceiling can be met or missed but not exceeded; the gap
says by how much it was cleared. The good side is up; down for a fall (下降3.4%: a larger fall) and for a
ceiling, which any lower value keeps. An outcome is a stretch too (超1300万人); where it is not decided on
which side of the target all of it lies, nothing is claimed.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

from govreport.records import Bound

Judged = Literal["exceeded", "met", "missed", "unclear"]

# 左右 and 约 reach 5 % of the figure to either side: 7%左右 takes in 6.65—7.35%. The State Council called 7.4%
# (asked: 7.5%左右) and 6.9% (7%左右) fulfilled; the widest gap it did so is 1.5 % of the figure.
TOLERANCE = Decimal(5)

_INFINITE = Decimal("Infinity")


class Amount(NamedTuple):
    """A figure as printed: its value or range, signed when it is a change, and its bound."""

    value: Decimal
    value_max: Decimal | None = None
    bound: Bound = "exact"


class _Stretch(NamedTuple):
    """From ``low`` to ``high``, both in it unless open (超600 begins above 600)."""

    low: Decimal
    high: Decimal
    open_low: bool = False
    open_high: bool = False


def judge(
    target: Amount, outcome: Amount, *, ceiling: bool = False, tolerance: Decimal = TOLERANCE
) -> Judged:
    """The verdict on an outcome in the target's unit; ``tolerance`` is in percent of an approximate figure.

    ``ceiling`` says that the target's figure is the most there should be (consumer prices).

    >>> judge(Amount(Decimal(8), bound="ge"), Amount(Decimal("8.5")))
    'met'
    >>> judge(Amount(Decimal(7), bound="approx"), Amount(Decimal("6.9")))
    'met'
    >>> judge(Amount(Decimal("6.5"), Decimal(7)), Amount(Decimal("6.4")))
    'missed'
    >>> judge(Amount(Decimal("-3.4"), bound="ge"), Amount(Decimal(-5)))
    'met'
    """
    asked, told = _stretch(target, tolerance), _stretch(outcome, tolerance)
    falling = _falls(target)
    if falling:  # both are measured as falls; a rise where a fall was promised is a negative one
        asked, told = _mirrored(asked), _mirrored(told)
    lid = target.bound in ("le", "lt") or (ceiling and not falling)
    if lid:
        asked = asked._replace(low=-_INFINITE)
    if asked.low <= told.low and told.high <= asked.high:
        return "met"
    if told.low > asked.high or (told.open_low and told.low == asked.high):
        return "missed" if lid else "exceeded"
    if told.high < asked.low or (told.open_high and told.high == asked.low):
        return "missed"
    if told.low >= asked.low and not lid:
        return "met"  # at least: 600万套以上 where 600万套 were asked
    return "unclear"


def gap(target: Amount, outcome: Amount) -> Decimal:
    """Outcome minus target, both as printed; for a range the distance to its nearer end, 0 inside it.

    >>> gap(Amount(Decimal("6.5"), Decimal(7)), Amount(Decimal("7.2")))
    Decimal('0.2')
    """
    low, high = _ends(target)
    if outcome.value < low:
        return outcome.value - low
    return max(outcome.value - high, Decimal(0))


def _ends(amount: Amount) -> tuple[Decimal, Decimal]:
    second = amount.value if amount.value_max is None else amount.value_max
    return min(amount.value, second), max(amount.value, second)


def _falls(amount: Amount) -> bool:
    return max(_ends(amount)) < 0


def _mirrored(stretch: _Stretch) -> _Stretch:
    return _Stretch(-stretch.high, -stretch.low, stretch.open_high, stretch.open_low)


def _stretch(amount: Amount, tolerance: Decimal) -> _Stretch:
    """The values a figure stands for; the bound of a fall is of its size (下降5%以上: -5 and all below)."""
    if _falls(amount):
        second = None if amount.value_max is None else -amount.value_max
        return _mirrored(_stretch(Amount(-amount.value, second, amount.bound), tolerance))
    low, high = _ends(amount)
    if amount.bound in ("ge", "gt"):
        return _Stretch(low, _INFINITE, open_low=amount.bound == "gt")
    if amount.bound in ("le", "lt"):
        return _Stretch(-_INFINITE, high, open_high=amount.bound == "lt")
    if amount.bound == "approx":
        return _Stretch(low - abs(low) * tolerance / 100, high + abs(high) * tolerance / 100)
    return _Stretch(low, high)
