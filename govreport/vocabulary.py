"""The indicator vocabulary: which series a name is of, and which units can be compared.

The knowledge lies in ``rules/indicators.yaml`` and ``rules/conversions.yaml``. A name is looked up whole: a
part of a place or of a thing is never taken for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from govreport.errors import RulesError
from govreport.records import Measure
from govreport.rules import load

_FILE = "rules/indicators.yaml"
_KEYS = frozenset("id zh en surfaces dimension measures parent note examples not".split())
_DEFAULT_MEASURES: tuple[Measure, ...] = ("level", "growth")

# What may stand before the name of a series without making it another: the whole place, the time, the verb.
_PREFIX = re.compile(
    r"(?:(?:全|我|本)(?:国|省|市|县|区|州|盟|旗|地区|自治区|自治州|境|域)(?!性|际|际性)|国家的?(?=经济)"
    r"|(?:19|20)\d\d年度?|“?[十][一二三四五]五”?(?:时期|期间|末)?|(?:今年|去年|上年|当年|全年|本年度?|年度|年末|年底|年内|明年)"
    r"|其中|预计|预期|力争|确保|实现|完成|达到|保持|使|到|新的|主要|整体|实际|年均|平均)的?"
)
_SUFFIX = re.compile(
    r"(?:[（(](?:GDP|CPI|R&D|PPI|M2|不含农户|含农户|地方口径)[）)])?"
    r"(?:的?(?:年均)?(?:增速|增幅|增长率|增长速度|增长幅度|增长|同比|(?:宏观)?调控目标|预期目标|预期|目标|指标|计划|实际|合计))*$"
)
_LAST = frozenset("速幅率度长比标期际计划）)")  # what a suffix ends with: most names need no search for one


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator of the vocabulary.

    ``measures`` are those a panel takes of it, ``dimension`` says which units its levels may have,
    ``parent`` the series it is a part of, ``note`` a break in the series.
    """

    id: str
    zh: str
    en: str
    theme: str
    dimension: str
    measures: tuple[Measure, ...]
    parent: str | None
    note: str | None
    surfaces: tuple[str, ...]
    examples: tuple[str, ...]
    excluded: tuple[str, ...]


def _read_series(themes: Mapping[str, Iterable[Mapping[str, Any]]]) -> dict[str, Series]:
    series: dict[str, Series] = {}
    for theme, entries in themes.items():
        for entry in entries:
            if entry["id"] in series:
                raise RulesError(f"{_FILE}: {theme}: {entry['id']}: id used twice")
            series[entry["id"]] = Series(
                id=entry["id"],
                zh=entry["zh"],
                en=entry["en"],
                theme=theme,
                dimension=entry["dimension"],
                measures=tuple(entry.get("measures", _DEFAULT_MEASURES)),
                parent=entry.get("parent"),
                note=entry.get("note"),
                surfaces=tuple(entry["surfaces"]),
                examples=tuple(entry["examples"]),
                excluded=tuple(entry.get("not", ())),
            )
    for one in series.values():
        where = f"{_FILE}: {one.theme}: {one.id}"
        if one.parent is not None and one.parent not in series:
            raise RulesError(f"{where}: no parent {one.parent}")
        if one.dimension not in DIMENSIONS:
            raise RulesError(f"{where}: no dimension {one.dimension} in rules/conversions.yaml")
    return series


def _read_surfaces(series: Iterable[Series]) -> dict[str, str]:
    surfaces: dict[str, str] = {}
    for one in series:
        for surface in dict.fromkeys((one.zh, *one.surfaces)):
            if other := surfaces.get(surface):
                raise RulesError(f"{_FILE}: {one.theme}: {one.id}: {surface} already belongs to {other}")
            surfaces[surface] = one.id
    return surfaces


_CONVERSIONS = load("conversions", frozenset("id surfaces base factor definition bases examples".split()))
DIMENSIONS = {entry["id"]: frozenset(entry["bases"]) for entry in _CONVERSIONS["dimensions"]}
_UNITS = {
    surface: (entry["base"], Fraction(entry["factor"]))
    for entry in _CONVERSIONS["units"]
    for surface in entry["surfaces"]
}
_MULTIPLIERS = {
    surface: int(entry["factor"]) for entry in _CONVERSIONS["multipliers"] for surface in entry["surfaces"]
}

SERIES = _read_series(load("indicators", _KEYS))
_SURFACES = _read_surfaces(SERIES.values())


@lru_cache(maxsize=1 << 16)
def identify(name: str) -> str | None:
    """The id of the series that a name, as extraction writes it, is of; None where it is of none we know.

    Names of the whole place (全市), years and growth words around the name do not matter; every other
    word does.

    >>> identify("全市生产总值"), identify("2025年规上工业增加值"), identify("社会消费品零售总额增速")
    ('gdp', 'industrial_value_added', 'retail_sales')
    >>> identify("制造业投资"), identify("工业增加值"), identify("市区生产总值")
    ('manufacturing_inv', 'value_added_industry', None)
    """
    found = _SURFACES.get(name)
    while found is None and (prefix := _PREFIX.match(name)):
        name = name[prefix.end() :]
        found = _SURFACES.get(name)
    if found is None and name[-1:] in _LAST and (suffix := _SUFFIX.search(name)):
        found = _SURFACES.get(name[: suffix.start()])
    return found


def convert(value: Decimal, unit: str, into: str) -> Decimal | None:
    """A value in another unit of the same kind; None where the two can't be compared.

    >>> convert(Decimal("151.8"), "亿斤", "万吨"), convert(Decimal(3), "公顷", "亩")
    (Decimal('759'), Decimal('45'))
    >>> convert(Decimal(1), "美元", "元")
    """
    if unit == into:
        return value
    one, other = measure_of(unit), measure_of(into)
    if one is None or other is None or one[0] != other[0]:
        return None
    exact = Fraction(value) * one[1] / other[1]
    return Decimal(exact.numerator) / Decimal(exact.denominator)


@lru_cache(maxsize=1024)
def measure_of(unit: str) -> tuple[str, Fraction] | None:
    """The base of a unit and how many of the base it is: 万亩 → 公顷, 10000/15; None for unknown units.

    >>> measure_of("亿元"), measure_of("千瓦"), measure_of("件")
    (('元', Fraction(100000000, 1)), ('千瓦', Fraction(1, 1)), None)
    """
    times = 1
    while unit not in _UNITS and unit[:1] in _MULTIPLIERS:
        times *= _MULTIPLIERS[unit[0]]
        unit = unit[1:]
    if unit not in _UNITS:
        return None
    base, factor = _UNITS[unit]
    return base, factor * times


def fits(unit: str, dimension: str) -> bool:
    """Whether a level in this unit can be one of a series of this dimension.

    >>> fits("美元", "currency"), fits("美元", "money"), fits("斤", "mass")
    (True, False, True)
    """
    bases = DIMENSIONS[dimension]
    if "*" in bases:
        return not unit.endswith(("%", "元", "个百分点"))
    known = measure_of(unit)
    return (known[0] if known else unit) in bases
