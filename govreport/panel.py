"""The panel: one figure of the whole place for each report, indicator, measure and status.

Reports say a figure more than once, say it of parts of the place, of other years and of five years together.
The panel takes the one that a researcher would type in: of the whole place, for the year reviewed (actual) or
planned (target), from the passage that lists the main indicators. What no report says is no cell.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from govreport.records import Basis, Bound, Head, Indicator, Level, Measure, Report, Status, number
from govreport.vocabulary import DIMENSIONS, SERIES, convert, fits, identify, measure_of

if TYPE_CHECKING:
    from govreport.tablefile import Kind


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of the panel, with where it stands.

    ``year`` is the year of the report, ``period`` the year the figure is of. ``stretch`` is the further aim
    named beside a target (力争8.5% beside 8%). ``wording`` are the words that qualify the figure, … where
    it stands between them (控制在…以内). ``sentence`` is the text of its sentence, ``start`` and ``end`` the
    offsets of the figure in the text of ``source``.
    """

    region: str | None
    level: Level | None
    year: int | None
    indicator: str
    label: str
    measure: Measure
    status: Status
    period: str | None
    basis: Basis | None
    value: Decimal
    value_max: Decimal | None
    unit: str
    bound: Bound
    stretch: Decimal | None
    wording: str
    sentence: str
    source: str
    start: int
    end: int

    def to_dict(self) -> dict[str, Any]:
        """The cell as JSON has it, in the order of the fields."""
        row = {name: getattr(self, name) for name in FIELDS}
        for name in ("value", "value_max", "stretch"):
            row[name] = None if row[name] is None else number(row[name])
        return row


FIELDS: tuple[str, ...] = tuple(Cell.__dataclass_fields__)
# What each column holds, for files that have types.
COLUMNS: Mapping[str, Kind] = {
    name: "number"
    if name in ("value", "value_max", "stretch")
    else "whole"
    if name in ("year", "start", "end")
    else "text"
    for name in FIELDS
}


class _Candidate(NamedTuple):
    """A quantity that could be a cell: its series, its measure as the panel counts it, and its rank."""

    series: str
    measure: Measure
    figure: Indicator

    @property
    def key(self) -> tuple[str, Measure, Status]:
        return self.series, self.measure, self.figure.status


def panel(
    reports: Iterable[Report],
    *,
    indicators: Collection[str] | None = None,
    measure: Measure | None = None,
    status: Status | None = None,
) -> list[Cell]:
    """The cells of the reports, in their order, each (report, indicator, measure, status) at most once.

    ``indicators`` are ids of the vocabulary; without them all are taken, in the vocabulary's order.

    >>> from govreport import parse
    >>> text = "2025年工作回顾\\n全市生产总值增长5.1%。\\n2026年工作安排\\n主要预期目标是：生产总值增长5%左右。"
    >>> [(c.indicator, c.status, str(c.value), c.bound, c.wording) for c in panel([parse(text)])]
    [('gdp', 'actual', '5.1', 'exact', ''), ('gdp', 'target', '5', 'approx', '左右')]
    """
    return [
        cell
        for report in reports
        for cell in cells(report)
        if keep(cell, indicators=indicators, measure=measure, status=status)
    ]


def keep(
    cell: Cell,
    *,
    indicators: Collection[str] | None = None,
    measure: Measure | None = None,
    status: Status | None = None,
) -> bool:
    """Whether a cell is among those asked for; None asks for all."""
    return (
        (indicators is None or cell.indicator in indicators)
        and measure in (None, cell.measure)
        and status in (None, cell.status)
    )


_ORDER = {id: at for at, id in enumerate(SERIES)}
_STATUSES: tuple[Status, ...] = ("actual", "target")


def cells(report: Report) -> Iterator[Cell]:
    """The cells of one report, in the order of the vocabulary."""
    passages = _Passages(report)
    found = passages.keep(_candidates(report))
    found.sort(key=lambda c: (_ORDER[c.series], c.measure, c.figure.status))
    for _, group in groupby(found, key=attrgetter("key")):
        yield _cell(report, *passages.choose(list(group)))


# ---- which quantities may be cells

_PLACE = re.compile(r"^(?:20\d\d年)?(?:全|我)(国|省|市|县|区|州|盟|旗)")
_SHARED = re.compile(r"[、和与及]")
# Figures of a part of the year.
_PART_OF_YEAR = re.compile(
    r"上半年|下半年|前?[一二三四两]个?季度|前[一二三四五六七八九十\d]+个?月|\d+[至到—～~-]\d+月|\d+月(?:份|底|末)"
)
_GROWTH = re.compile(r"增长|增速|增幅|涨幅")
_EACH = re.compile(r"均|都")
# What a growth is from: the year named, the year before, or (no group) several years ago.
_BASE = re.compile(
    r"(?:比|较|同|与|在)(?P<year>\d{4})年(?!初|以来)|(?P<before>同比|(?:比|较|同|与)(?:上|去)年)"
    r"|(?:比|较)(?:[“\"]?[一二三四五六七八九十]+五[”\"]?|五年前|上届)"
)
_PROMISED = re.compile(
    r"(?:报告|年初|去年初|会议)提出的?[，,]?[^，,。；]*$|(?:原定|定为|确定为|预期目标[为是])[^，,。；]*$"
)
_SERIES_END = re.compile(r"[；;。]")
_REACH = 200  # characters before a figure that still say of which months it is
_OF_A_SPAN = frozenset({"annual_average", "cumulative"})


def _candidates(report: Report) -> Iterator[_Candidate]:
    head = report.head
    years = {"actual": reviewed(head), "target": planned(head)}
    spanned = _spanned(report, years["actual"])
    for figure in report.indicators:
        if figure.period != years[figure.status] or not _of_the_year(report.text, figure):
            continue
        if figure.measure == "growth" and (figure.sentence.start, figure.name) in spanned:
            continue
        each = _EACH.search(_before(report.text, figure)) is not None
        name = _said(report.text, figure) or figure.name
        for series in series_of(name, head, each=each):
            if (measure := _measure(series, figure)) is not None:
                yield _Candidate(series, measure, figure)


def _spanned(report: Report, year: str | None) -> set[tuple[int, str]]:
    """The sentences and names that go from a level of long ago to now: 由1978年的1121亿元增加到2220亿元,增长98%."""
    return {
        (i.sentence.start, i.name)
        for i in report.indicators
        if year and i.measure == "level" and i.period and i.period.isdigit() and int(i.period) < int(year) - 1
    }


def reviewed(head: Head) -> str | None:
    """The one year reviewed: the last of a span, the year before the report where it doesn't say."""
    if head.review is not None:
        return head.review.rpartition("/")[2]
    return None if head.year is None else str(head.year - 1)


def planned(head: Head) -> str | None:
    """The one year planned: the year of the report, even where it plans five."""
    if head.year is not None and (head.plan is None or "/" in head.plan):
        return str(head.year)
    return head.plan and head.plan.partition("/")[0]


def series_of(name: str, head: Head, *, each: bool = False) -> tuple[str, ...]:
    """The series that a name is of, for the whole place; several where it is of ``each`` of several (均增长8%).

    >>> from govreport.records import Span
    >>> head = Head(None, "鹤山市", "county", 2023, "2022", "2023", None, None, None, Span(0, 9))
    >>> series_of("全市生产总值", head), series_of("全省生产总值", head), series_of("出口、进口", head, each=True)
    (('gdp',), (), ('exports', 'imports'))
    """
    place = _PLACE.match(name)
    if place and head.region and not head.region.endswith(place[1]):
        return ()
    for region in (head.region or "", (head.region or "")[:-1]):
        if len(region) >= 2:
            name = name.removeprefix(region)
    if (one := identify(name) or identify(_LINK.sub("", name))) is not None:
        return (one,)
    parts = _SHARED.split(name) if each else ()
    return tuple(dict.fromkeys(series for part in parts if (series := identify(part)) is not None))


# Between the name of a series and its figure: nothing here could be a part of a name.
_LINK = re.compile(
    r"(?:[，,、\s]|同比|(?:比|较)(?:上|去)年|按可比价格?计算|实际|名义|预计|首次|再次|历史性|又|再|继续|持续|稳步|始终|仍"
    r"|大幅|快速|较快|平稳|稳定|总体|基本|由负转正|止跌回升|扭负为正|平均值?|年度|全年|增长|上涨|下降|下跌|回落|增加|减少"
    r"|提高|达到?|为|是|至|到|在|了|实现|完成|首?突?破|跃上|迈上|跨上|站上|跨越|新?台阶|大关|关口|保持|控制|维持"
    r"|约|近|超过?|逾)+$"
)
_CLAUSE = re.compile(r"[，,；;。：:！？\n]|(?<=[%％元人吨斤次个项家户亩])、")


def _said(text: str, figure: Indicator) -> str | None:
    """The series named in the very words before the figure, where extraction read another name into them.

    >>> from govreport import parse
    >>> report = parse("2024年工作回顾\\n固定资产投资由负转正、增长0.3%。")
    >>> figure = report.indicators[0]
    >>> series_of(_said(report.text, figure) or figure.name, report.head)
    ('fixed_investment',)
    """
    words = text[max(figure.sentence.start, figure.start - 40) : figure.start]
    link = _LINK.search(words)
    if link is None:
        return None
    name = _CLAUSE.split(words[: link.start()])[-1].lstrip("、")
    # What extraction has named more fully (产业集聚区 + 固定资产投资) it has read further back.
    return None if figure.name.endswith(name) or identify(name) is None else name


def _measure(series: str, figure: Indicator) -> Measure | None:
    """The measure as the panel counts it; None where the figure is none that the series has."""
    kinds = SERIES[series].measures
    percent = figure.unit in ("%", "‰")
    of_growth = kinds == ("growth",) or _GROWTH.search(figure.name) is not None
    if figure.measure == "growth" or (figure.measure == "share" and of_growth):
        if "growth" in kinds and (percent or figure.unit == "倍") and figure.basis not in _OF_A_SPAN:
            return "growth"
        return None
    if figure.measure == "share" or (figure.measure == "level" and percent):
        return "share" if "share" in kinds and percent else None
    if figure.measure == "level" and "level" in kinds:
        return "level" if fits(figure.unit, SERIES[series].dimension) else None
    return None


def _of_the_year(text: str, figure: Indicator) -> bool:
    """Whether a figure is of the whole year, its growth from the year before, and an outcome no old promise."""
    if figure.status == "actual" and _PROMISED.search(
        text, max(figure.sentence.start, figure.start - 60), figure.start
    ):
        return False
    if _PART_OF_YEAR.search(text, max(figure.sentence.start, figure.start - _REACH), figure.start):
        return False
    if figure.measure != "growth":
        return True
    if "番" in figure.text:  # what doubles, doubles in a decade or a plan
        return False
    near = text[max(figure.sentence.start, figure.start - _REACH) : figure.start]
    bases = list(_BASE.finditer(_SERIES_END.split(near)[-1]))
    if not bases or bases[-1]["before"]:
        return True
    year = bases[-1]["year"]
    return year is not None and str(int(year) + 1) == figure.period


# ---- which of them is the cell

_GOALS = re.compile(r"预期目标|主要目标|奋斗目标|总体目标|目标任务?(?:是|为|：)")
_AIM = re.compile(r"力争|争取|奋斗目标|努力(?:实现|达到)|冲刺|跳起摸高")
_STEADY = re.compile(r"(?:稳定|保持|维持|连续|跨越|跨过|迈上|跃上|站上)")
_PASSED = re.compile(
    r"破|[跨跃站迈]上|跨[越过]"
)  # thresholds; the figure itself may follow: 突破3万亿元、达3.6万亿元
_NEAR = 400  # characters from 预期目标 to the last of the list it opens, in the reports of targets-dev.json


# Below the state the bare word may mean all that was collected; 地方财政收入 of the same sentence is surer.
_LOOSE = frozenset({"财政收入", "全市财政收入", "全县财政收入", "全区财政收入", "全省财政收入"})
_AMID = 300  # characters to either side of a figure that tell whether it stands in a five-year review


def _of_a_span(figure: Indicator) -> bool:
    return figure.basis == "annual_average" or "/" in (figure.period or "")


class _Passages:
    """Where the report lists its main indicators, and which candidate stands there."""

    def __init__(self, report: Report) -> None:
        self.text = report.text
        self.goals = [m.end() for m in _GOALS.finditer(report.text)]
        self.spans = [i.start for i in report.indicators if i.status == "actual" and _of_a_span(i)]
        self.series: dict[int, set[str]] = {}

    def keep(self, found: Iterable[_Candidate]) -> list[_Candidate]:
        """The candidates without those of a five-year review that need not be of its last year.

        突破3万亿元 may have happened in any of the five, 稳定在760亿斤以上 is said of all, and 增长1.7倍 is
        the growth of all together.
        """
        kept = [c for c in found if not (self._amid_span(c.figure) and self._of_any_year(c.figure))]
        for candidate in kept:
            self.series.setdefault(candidate.figure.sentence.start, set()).add(candidate.series)
        return kept

    def _amid_span(self, figure: Indicator) -> bool:
        if figure.status == "target":
            return False
        low, high = max(0, figure.start - _AMID), figure.end + _AMID
        low = max(low, self.text.rfind("\n", low, figure.start))
        end = self.text.find("\n", figure.end, high)
        high = end if end >= 0 else high
        at = bisect_left(self.spans, low)
        return at < len(self.spans) and self.spans[at] < high

    def _of_any_year(self, figure: Indicator) -> bool:
        return (
            figure.bound in ("gt", "ge")
            or (figure.measure == "growth" and figure.unit == "倍")
            or _STEADY.search(_before(self.text, figure)) is not None
        )

    def choose(self, group: Sequence[_Candidate]) -> tuple[_Candidate, Indicator | None]:
        """The one to take, and the further aim named beside it."""
        best = min(group, key=self._rank)
        if best.figure.status == "actual":
            return best, None
        figures = [c.figure for c in group if c.figure.sentence == best.figure.sentence]
        sure = [f for f in figures if not self._aims(f)]
        aims = [f for f in figures if self._aims(f)]
        if best.figure in aims and sure:
            best = best._replace(figure=sure[0])
        stretch = next((f for f in aims if f is not best.figure and f.value != best.figure.value), None)
        return best, stretch

    def _rank(self, candidate: _Candidate) -> tuple[bool, bool, bool, int, bool, int]:
        """Less is better: in the list of goals, outside the five-year review, among other main indicators,
        early; of one sentence, the exact figure before the threshold it passed.
        """
        figure = candidate.figure
        listed = figure.status == "target" and self._follows_goals(figure.start)
        company = len(self.series[figure.sentence.start])
        passed = _PASSED.search(_before(self.text, figure)) is not None
        vague = passed or figure.bound in ("gt", "ge") or figure.name in _LOOSE
        return not listed, self._amid_span(figure), company < 3, figure.sentence.start, vague, figure.start

    def _follows_goals(self, start: int) -> bool:
        at = bisect_right(self.goals, start) - 1
        return at >= 0 and start - self.goals[at] <= _NEAR

    def _aims(self, figure: Indicator) -> bool:
        return _AIM.search(_before(self.text, figure)) is not None


# ---- the words around a figure

_CUT = re.compile(r"[，,；;。：:！？\n%％元人吨斤]|个百分点")
_LEAD = re.compile(
    r"力争|争取|奋斗目标|努力|确保|预计|预期|不低于|不少于|不高于|不超过|高于|低于|超过|突破|(?:控制|稳定|保持|维持)在"
    r"|至少|接近|大约|约|近|超|逾|不足|不到|冲刺"
)
_TAIL = re.compile(r"(?:或|及)?(?:以上|左右|以内|以下|之内|之间|上下)(?:或更高|或更好)?")


def _before(text: str, figure: Indicator) -> str:
    """The words of the figure's clause in front of it."""
    lead = text[max(figure.sentence.start, figure.start - 40) : figure.start]
    cuts = [m.end() for m in _CUT.finditer(lead)]
    return lead[cuts[-1] if cuts else 0 :]


def _wording(text: str, figure: Indicator) -> str:
    lead = "".join(_LEAD.findall(_before(text, figure)))
    tail = _TAIL.match(text, figure.end)
    if lead and tail:
        return f"{lead}…{tail.group()}"
    return lead or (tail.group() if tail else "")


def _cell(report: Report, chosen: _Candidate, stretch: Indicator | None) -> Cell:
    head, figure = report.head, chosen.figure
    return Cell(
        region=head.region,
        level=head.level,
        year=head.year,
        indicator=chosen.series,
        label=SERIES[chosen.series].zh,
        measure=chosen.measure,
        status=figure.status,
        period=figure.period,
        basis=figure.basis,
        value=figure.value,
        value_max=figure.value_max,
        unit=figure.unit,
        bound=figure.bound,
        stretch=stretch.value if stretch else None,
        wording=_wording(report.text, figure),
        sentence=" ".join(figure.sentence.of(report.text).split()),
        source=report.source.path,
        start=figure.start,
        end=figure.end,
    )


# ---- one row a report


def wide(found: Sequence[Cell]) -> tuple[dict[str, Kind], list[dict[str, object]]]:
    """The columns and rows of the cells pivoted: one row a report, one column an indicator and measure.

    A column is ``gdp_growth`` for outcomes and ``gdp_growth_t`` for targets; the upper end of a range is in
    ``gdp_growth_u`` and ``gdp_growth_tu``. Levels are in the base unit of the indicator (元, 吨, 公顷 …), those
    in another currency in a column of their own (``exports_usd_level``). Where a report says nothing there is
    nothing, never 0.

    >>> from govreport import parse
    >>> text = "2025年工作回顾\\n全市生产总值增长5.1%。\\n2026年工作安排\\n主要预期目标是：生产总值增长4.5%—5%。"
    >>> wide(panel([parse(text)]))[1]
    [{'region': None, 'level': None, 'year': 2026, 'source': '-', 'gdp_growth': 5.1, 'gdp_growth_t': 4.5, 'gdp_growth_tu': 5}]
    """
    rows: dict[str, dict[str, object]] = {}
    names: dict[str, tuple[int, str]] = {}
    for cell in found:
        start: dict[str, object] = {
            "region": cell.region,
            "level": cell.level,
            "year": cell.year,
            "source": cell.source,
        }
        row = rows.setdefault(cell.source, start)
        name, values = _column(cell)
        for suffix, value in zip(("", "u"), values, strict=True):
            if value is not None:
                column = name + (suffix and ("" if name.endswith("_t") else "_") + suffix)
                row[column] = number(value)
                names[column] = (_ORDER[cell.indicator], column)
    columns: dict[str, Kind] = {"region": "text", "level": "text", "year": "whole", "source": "text"}
    columns.update(dict.fromkeys(sorted(names, key=names.__getitem__), "number"))
    return columns, list(rows.values())


_CURRENCIES = {"美元": "usd", "欧元": "eur", "港元": "hkd", "日元": "jpy"}


def _column(cell: Cell) -> tuple[str, tuple[Decimal | None, Decimal | None]]:
    """The name of a cell's column, and its value or range in the unit of the column."""
    id, values = cell.indicator, (cell.value, cell.value_max)
    known = measure_of(cell.unit) if cell.measure == "level" else None
    if known and known[0] in DIMENSIONS[SERIES[id].dimension]:
        if known[0] in _CURRENCIES:
            id += f"_{_CURRENCIES[known[0]]}"
        first, second = (None if v is None else convert(v, cell.unit, known[0]) for v in values)
        values = (first or cell.value, second)
    elif cell.measure == "growth" and cell.unit == "倍":
        first, second = (None if v is None else v * 100 for v in values)
        values = (first or cell.value, second)
    return f"{id}_{cell.measure}" + ("_t" if cell.status == "target" else ""), values
