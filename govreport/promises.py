"""Which outcome answers which promise.

Two figures are of one thing when the vocabulary gives both the same series, or when their names are the same
but for words that say nothing of their own, and name something in particular. They must also be of the same
measure, years and basis, in units that convert, and claim the same deed: what was started does not answer for
what was to be finished, nor a total for an addition. Of several outcomes that pass and differ none is taken:
a wrong verdict is worse than none. The words lie in ``rules/promises.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from govreport import vocabulary
from govreport.panel import series_of
from govreport.records import Head, Indicator, Measure, Report
from govreport.rules import load

_RULES = load("promises", frozenset({"id", "surfaces", "examples", "not"}))
_DEEDS: dict[str, str] = {s: entry["id"] for entry in _RULES["deeds"] for s in entry["surfaces"]}
_NEUTRAL = {s for entry in _RULES["neutral"] for s in entry["surfaces"]}
_STOCKS = {s for entry in _RULES["stocks"] for s in entry["surfaces"]}


def _either(section: str) -> str:
    surfaces = [s for entry in _RULES[section] for s in entry["surfaces"]]
    return "|".join(map(re.escape, sorted(surfaces, key=len, reverse=True)))


_TAIL = re.compile(rf"(?<=..)(?:{_either('tails')})+$")
_GENERIC = re.compile(_either("generic"))
_CEILING = re.compile(_either("ceilings"))
_DEED = re.compile("|".join(sorted(_DEEDS, key=len, reverse=True)))
_SILENT = re.compile(
    r"[\s“”\"'‘’《》「」（）()、，·的和与及]|^(?:全|我|本)(?:国|省|市|县|区|州|旗)|^(?:各类|各级|全年|累计)"
)
_ADDED = re.compile(r"新增加?|净增加?")
# Told by the words in front of the figure, where the text says that it is the most there should be.
_CAPPED = re.compile(r"(?:控制在?|限制在?|[降减压缩][低少减缩]?[到至]|以下|回落到|不超过?)$")

# Behind a figure that recalls what was aimed at: 控制在10%以内的目标, 2000亿元的任务.
_RECALLED = re.compile(
    r"(?:以上|以下|以内|左右|之内)?的?(?:年初|年度|预期|预定|调控|控制|原定|既定|计划|规划){0,2}(?:目标|任务|要求|指标)"
)

_PROPOSED = re.compile(
    r"(?:提出|原定|原计划|曾要求)[^；。]{0,30}(?:要|把|目标|计划)[^；。]*$|要把[^，；。]*$"
)
_CONSTANT = re.compile(r"不变价|可比价|年价格")
_SINCE = re.compile(
    r"(?:比|较|在)((?:19|20)\d\d|[一二][九〇○零][\d一二三四五六七八九〇○零]{2})年|(?:比|较)(?:[“\"]?[一二三四五六七八九十]+五|.年前|上届)"
)
_NUMERALS = dict(zip("〇○零一二三四五六七八九", "000123456789", strict=True))

_SHORTEST = 4  # characters of a name: 公路, 水利 are too little to be sure of
_PARTICULAR = 2  # characters left when what is generic is taken away
# A count that was promised by name and answered by more than thrice or less than a third of it was another thing
# in 9 of 10 pairs read (total for addition, five years for one, the county for the city).
_FAR = Decimal(3)
_COUNTERS = (
    {"", "人", "名", "位"},
    {"", "个", "家", "所", "座", "处", "项", "条", "件", "间"},
    {"", "户"},
    {"", "套"},
)


class Thing(NamedTuple):
    """What a figure is of: a series of the vocabulary, or a name folded to what distinguishes it."""

    series: str | None
    name: str


def things(indicator: Indicator, head: Head) -> tuple[Thing, ...]:
    """The things a figure is of, a growth of each named; none where it names nothing in particular.

    >>> from govreport import parse
    >>> report = parse("新建燃气管道18公里，实施工业项目80个。")
    >>> [things(i, report.head) for i in report.indicators]
    [(Thing(series=None, name='燃气管道'),), ()]
    """
    if series := series_of(indicator.name, head, each=indicator.measure in ("growth", "share")):
        return tuple(Thing(one, "") for one in series)
    folded = _folded(indicator.name)
    return (Thing(None, folded),) if folded else ()


@lru_cache(maxsize=1 << 14)
def _folded(name: str) -> str:
    """The name without what says nothing of its own; empty where nothing particular is left."""
    bare = _ADDED.sub("", _SILENT.sub("", _SILENT.sub("", name)))
    done = _DEED.match(bare)  # 新开工水利枢纽: the verb is told by deed()
    if done and len(bare) - done.end() >= _SHORTEST:
        bare = bare[done.end() :]
    folded = _TAIL.sub("", bare)
    sure = len(bare) >= _SHORTEST and len(_GENERIC.sub("", folded)) >= _PARTICULAR
    return folded if sure else ""


def deed(action: str | None, name: str) -> str | None:
    """What was or is to be done with the thing; None where the text claims nothing of its own.

    >>> deed("新建", "学校"), deed("建成", "学校"), deed(None, "新增学位"), deed("达到", "通车里程")
    ('build', 'build', 'add', 'stock')
    """
    if _ADDED.search(name):
        return "add"
    if action in _STOCKS:
        return "stock"
    if action and action not in _NEUTRAL:
        return _DEEDS.get(action, action)
    inside = _DEED.search(name)
    return _DEEDS[inside.group()] if inside else None


def ceiling(target: Indicator, before: str) -> bool:
    """Whether the target's figure is the most there should be; ``before`` is the text in front of it.

    >>> from govreport import parse
    >>> text = "2025年目标：居民消费价格涨幅2%左右。"
    >>> ceiling(parse(text).indicators[0], "居民消费价格涨幅")
    True
    """
    return bool(_CEILING.search(target.name) or _CAPPED.search(before))


class Figure(NamedTuple):
    """An indicator with what it is measured against: the basis, an earlier year (“1985”) or constant prices."""

    indicator: Indicator
    against: str | None


def figure(indicator: Indicator, text: str) -> Figure:
    """The indicator with what the text says it is measured against.

    >>> from govreport import parse
    >>> text = "2010年，进出口总额比2005年增长40%，生产总值增长9%。"
    >>> [figure(i, text).against for i in parse(text).indicators]
    ['2005', 'yoy']
    """
    if indicator.measure == "level":
        money = indicator.unit.startswith("元") and _CONSTANT.search(indicator.sentence.of(text))
        return Figure(indicator, "constant prices" if money else None)
    if indicator.measure not in ("growth", "change"):
        return Figure(indicator, None)
    basis = indicator.basis or "yoy"
    clause = text[max(indicator.sentence.start, indicator.start - 30) : indicator.start]
    since = _SINCE.search(re.split("[，；：]", clause)[-1])
    if basis == "annual_average" or since is None:
        return Figure(indicator, basis)
    year = since[1] and "".join(_NUMERALS.get(c, c) for c in since[1])
    if year and str(int(year) + 1) == indicator.period:
        return Figure(indicator, basis)
    return Figure(indicator, year or ("before" if basis == "yoy" else basis))


def outcomes(report: Report) -> dict[Thing, list[Figure]]:
    """What a report says was reached, by the thing it is of; what it recalls of a target is not among it.

    >>> from govreport import parse
    >>> report = parse("2024年工作回顾\\n粮食产量达到30万吨，实现了30万吨以上的目标。")
    >>> {thing.series: [f.indicator.text for f in found] for thing, found in outcomes(report).items()}
    {'grain': ['30万吨']}
    """
    found: dict[Thing, list[Figure]] = {}
    for indicator in report.indicators:
        if indicator.status == "actual" and not _recalled(indicator, report.text):
            for thing in things(indicator, report.head):
                found.setdefault(thing, []).append(figure(indicator, report.text))
    return found


def _recalled(indicator: Indicator, text: str) -> bool:
    """What was aimed at, told again: 去年提出要把涨幅控制在10%以内, 低于13%左右的预期目标."""
    before = text[indicator.sentence.start : indicator.start]
    return bool(_RECALLED.match(text, indicator.end) or _PROPOSED.search(before))


def answers(target: Figure, thing: Thing, told: Iterable[Figure]) -> tuple[Indicator, ...]:
    """Those of the outcomes told of the thing that answer the target; each amount once, the exact one alone."""
    found = [o.indicator for o in told if _comparable(target, o, thing)]
    by_amount = {(o.value, o.value_max, o.bound): o for o in reversed(found)}
    return _consistent(tuple(reversed(by_amount.values())))


def in_unit(outcome: Indicator, unit: str) -> tuple[Decimal, Decimal | None] | None:
    """The outcome's value and second end in another unit; None where they don't convert.

    >>> from govreport import parse
    >>> in_unit(parse("粮食产量达到100亿斤。").indicators[0], "吨")
    (Decimal('5000000'), None)
    """
    if outcome.unit == unit or _counted_alike(outcome.unit, unit):
        return outcome.value, outcome.value_max
    value = vocabulary.convert(outcome.value, outcome.unit, unit)
    second = outcome.value_max
    if value is None:
        return None
    return value, None if second is None else vocabulary.convert(second, outcome.unit, unit)


def _comparable(promised: Figure, told: Figure, thing: Thing) -> bool:
    target, outcome = promised.indicator, told.indicator
    measure = _measure(target, thing)
    if measure == "rank" or measure != _measure(outcome, thing) or _over_years(outcome):
        return False
    if target.period != outcome.period or promised.against != told.against:
        return False
    amount = in_unit(outcome, target.unit)
    if amount is None:
        return False
    if measure == "level":
        return _same_deed(target, outcome, thing) and _near(target.value, amount[0])
    return True


def _measure(indicator: Indicator, thing: Thing) -> Measure:
    if thing.series and vocabulary.SERIES[thing.series].measures == ("growth",):
        if indicator.measure == "share":
            return "growth"  # 居民消费价格涨幅3%左右
    return indicator.measure


def _over_years(indicator: Indicator) -> bool:
    """Nothing doubles in a year: 翻一番 is told of many."""
    return indicator.basis == "yoy" and "番" in indicator.text


def _same_deed(target: Indicator, outcome: Indicator, thing: Thing) -> bool:
    promised, done = deed(target.action, target.name), deed(outcome.action, outcome.name)
    if thing.series:  # a name of the vocabulary says what it counts; only a sum is not its addition
        return {promised, done} != {"add", "stock"}
    if promised == done:
        return True
    return None in (promised, done) and not {promised, done} & {"stock", "add", "start"}


def _near(promised: Decimal, done: Decimal) -> bool:
    return promised > 0 and promised / _FAR <= done <= promised * _FAR


def _counted_alike(unit: str, other: str) -> bool:
    """个, 家, 所 count one thing under different names; a bare 1000万 counts what the name says."""
    return any({unit, other} <= group for group in _COUNTERS)


def _consistent(found: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """The most exact first, where the others allow for it (11.3%, and 低于13%); else all."""
    exact = [o for o in found if o.bound == "exact" and o.value_max is None]
    if len(exact) == 1 and all(_allows(o, exact[0].value) for o in found):
        return (exact[0],)
    return tuple(found)


def _allows(told: Indicator, value: Decimal) -> bool:
    if told.value_max is not None:
        return told.value <= value <= told.value_max
    if told.bound in ("ge", "gt"):
        return value >= told.value
    if told.bound in ("le", "lt"):
        return value <= told.value
    if told.bound == "approx":
        return abs(value - told.value) * 20 <= abs(told.value)
    return value == told.value
