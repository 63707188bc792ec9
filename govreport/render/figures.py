"""One indicator as a person writes it: 458.51亿元, 超8000亩, 5%以上, -14.5%, 年均+7.9%, 江门第1位."""

from __future__ import annotations

from decimal import Decimal

from govreport.records import Bound, Indicator

_SCALES = (("万亿", Decimal(10**12)), ("亿", Decimal(10**8)), ("万", Decimal(10**4)))
_AROUND: dict[Bound, tuple[str, str]] = {
    "exact": ("", ""),
    "ge": ("", "以上"),
    "gt": ("超", ""),
    "le": ("", "以内"),
    "lt": ("不足", ""),
    "approx": ("约", ""),
}
_PLACES = 12  # no report prints more digits behind the point; a quotient without end has 28
_BASES = {None: "", "yoy": "", "annual_average": "年均", "cumulative": "累计"}


def value(indicator: Indicator) -> str:
    """The amount with its unit, in the scale the report prints it in, its bound in words.

    >>> from govreport import parse
    >>> [value(i) for i in parse("地区生产总值458.51亿元，新建绿道5000多米，粮经比2∶3。").indicators]
    ['458.51亿元', '超5000米', '0.6667∶1']
    """
    if indicator.measure == "rank":
        return _rank(indicator)
    before, after = _AROUND[indicator.bound]
    return f"{before}{_amount(indicator, sign='')}{after}"


def change(indicator: Indicator) -> str:
    """A growth or change with its sign and its basis where that is not the year before.

    >>> from govreport import parse
    >>> [change(i) for i in parse("固定资产投资下降14.5%，地区生产总值年均增长6%以上。").indicators]
    ['-14.5%', '年均+6%以上']
    """
    before, after = _AROUND[indicator.bound]
    return f"{_BASES[indicator.basis]}{before}{_amount(indicator, sign='+')}{after}"


def period(indicator: Indicator) -> str:
    """The year or span of years; empty where open.

    >>> from govreport import parse
    >>> period(parse("2022年，地区生产总值增长5%。").indicators[0])
    '2022'
    """
    return (indicator.period or "").replace("/", "—")


def digits(number: Decimal) -> str:
    """Plain digits: no exponent, no trailing zeros.

    >>> digits(Decimal("4.5851E+10")), digits(Decimal("-14.50"))
    ('45851000000', '-14.5')
    """
    plain = format(number, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def short(number: Decimal) -> str:
    """Plain digits; of a quotient without end (2∶3, a third) four behind the point.

    >>> short(Decimal("0.00012345")), short(Decimal(2) / Decimal(3))
    ('0.00012345', '0.6667')
    """
    exponent = number.as_tuple().exponent
    endless = isinstance(exponent, int) and exponent < -_PLACES
    return digits(round(number, 4) if endless else number)


def _rank(indicator: Indicator) -> str:
    place = "前" if indicator.bound == "le" else "第"
    last = f"—{digits(indicator.value_max)}" if indicator.value_max is not None else ""
    return f"{indicator.scope or ''}{place}{digits(indicator.value)}{last}位"


def _amount(indicator: Indicator, sign: str) -> str:
    """Number, scale and unit; ``sign`` stands before what is above zero."""
    scale, factor = next(((s, f) for s, f in _SCALES if s in indicator.text), ("", Decimal(1)))
    tail = scale + ("" if indicator.unit == "比" else indicator.unit)
    first = short(indicator.value / factor)
    plus = sign if indicator.value > 0 else ""
    if indicator.value_max is None:
        ratio = "∶1" if indicator.unit == "比" else ""
        return f"{plus}{first}{ratio}{tail}"
    second = short(indicator.value_max / factor)
    if min(indicator.value, indicator.value_max) < 0:
        return f"{first}{tail}至{second}{tail}"
    return f"{plus}{first}—{second}{tail}"
