"""Pictures of one indicator: a place over the years, places against each other, targets beside outcomes.

``chart`` turns panel cells into a Chart, plain data that ``render.chart`` draws in a terminal and ``picture``
as HTML, SVG or PNG with Altair (extra ``charts``). A figure that no report gives is no point.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from govreport.errors import GovReportError
from govreport.panel import Cell
from govreport.records import Bound, Measure, Status, number
from govreport.vocabulary import SERIES, convert

SUFFIXES = (".html", ".svg", ".png")

_MEASURES: dict[Measure, str] = {
    "growth": "增速",
    "level": "数值",
    "share": "比率",
    "change": "变动",
    "rank": "位次",
}
_SCALES = (("万亿", Decimal(10**12)), ("亿", Decimal(10**8)), ("万", Decimal(10**4)), ("", Decimal(1)))
_STATUSES: dict[Status, str] = {"actual": "实际", "target": "目标"}
_SIGNS: dict[Bound, str] = {"exact": "", "ge": "≥", "gt": ">", "le": "≤", "lt": "<", "approx": "约"}


class ChartError(GovReportError):
    """A chart that can't be drawn."""


class Point(NamedTuple):
    """One figure: of a place in a year, in the chart's unit; ``shown`` as a person writes it."""

    region: str
    year: int
    status: Status
    value: Decimal
    value_max: Decimal | None
    shown: str
    source: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The points of one indicator and measure, by place, year and status, each at most once."""

    indicator: str
    measure: Measure
    unit: str
    points: tuple[Point, ...]

    @property
    def title(self) -> str:
        """The indicator's name with measure and unit, and with the place or year where there is only one."""
        series = SERIES[self.indicator].zh
        measure = "" if len(SERIES[self.indicator].measures) == 1 else _MEASURES[self.measure]
        place = self.regions[0] if len(self.regions) == 1 else ""
        if place == "全国":
            place, series = "", series.replace("地区生产总值", "国内生产总值")
        year = f"{self.years[0]} 年" if len(self.years) == 1 else ""
        return f"{place}{year}{series}{measure}（{self.unit}）"

    @property
    def regions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(p.region for p in self.points))

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({p.year for p in self.points}))


def chart(cells: Iterable[Cell], indicator: str, measure: Measure | None = None) -> Chart:
    """The chart of an indicator; of the measure that most cells are of where none is asked for.

    A place that no report names goes by its file. Raises ChartError where no cell fits.

    >>> from govreport import parse
    >>> from govreport.panel import panel
    >>> text = "2025年工作回顾\\n全市生产总值增长5.1%。\\n2026年工作安排\\n生产总值增长5%左右。"
    >>> made = chart(panel([parse(text)]), "gdp")
    >>> made.title, [(p.year, p.status, p.shown) for p in made.points]
    ('-地区生产总值增速（%）', [(2025, 'actual', '5.1%'), (2026, 'target', '约5%')])
    """
    named = [c for c in cells if c.indicator == indicator and c.period and c.period.isdecimal()]
    if not named:
        raise ChartError(f"这些报告里没有{SERIES[indicator].zh}（{indicator}）")
    counts = Counter(c.measure for c in named)
    taken = counts.most_common(1)[0][0] if measure is None else measure
    of = [c for c in named if c.measure == taken]
    if not of:
        others = "、".join(counts)
        raise ChartError(f"{SERIES[indicator].zh}（{indicator}）没有 {taken}；可用 --measure {others}")
    unit, factor = _unit(of)
    points: dict[tuple[str, int, Status], Point] = {}
    for cell in of:
        if (point := _point(cell, unit, factor)) is not None:
            points.setdefault((point.region, point.year, point.status), point)
    return Chart(indicator, taken, _printed(unit, factor), tuple(sorted(points.values(), key=_place_in_time)))


def _place_in_time(point: Point) -> tuple[str, int, str]:
    return point.region, point.year, point.status


def _unit(cells: Iterable[Cell]) -> tuple[str, Decimal]:
    """The unit that most cells are in, and the scale in which the largest reads well."""
    units = Counter(c.unit for c in cells)
    unit = units.most_common(1)[0][0]
    largest = max(abs(c.value) for c in cells if c.unit == unit)
    return unit, next((factor for _, factor in _SCALES if largest >= factor), Decimal(1))


def _printed(unit: str, factor: Decimal) -> str:
    return next(scale for scale, of in _SCALES if of == factor) + unit


def _point(cell: Cell, unit: str, factor: Decimal) -> Point | None:
    value = convert(cell.value, cell.unit, unit)
    second = None if cell.value_max is None else convert(cell.value_max, cell.unit, unit)
    if value is None or cell.period is None:
        return None
    low, high = value / factor, None if second is None else second / factor
    text = f"{low.normalize():f}" + ("" if high is None else f"—{high.normalize():f}")
    return Point(
        region=cell.region or Path(cell.source).stem,
        year=int(cell.period),
        status=cell.status,
        value=low,
        value_max=high,
        shown=f"{_SIGNS[cell.bound]}{text}{_printed(unit, factor)}",
        source=cell.source,
        sentence=cell.sentence,
    )


# ---- pictures


def picture(made: Chart, suffix: str) -> bytes:
    """The chart as a self-contained .html, an .svg or a .png.

    Raises ChartError where Altair is not installed, or where no font on the system has Chinese characters
    (a web page takes the font of who looks at it).
    """
    try:
        import altair
        import vl_convert
    except ImportError:
        raise ChartError(
            f"画 {suffix} 需要 altair 和 vl-convert，请先运行 pip install 'govreport[charts]'"
        ) from None
    found = find_font()
    if found is None and suffix != ".html":
        raise ChartError(
            "系统里没有中文字体，图中的字会成方块。请先安装一种，如 apt install fonts-noto-cjk"
            "（macOS、Windows 自带；别的系统可把 .ttf、.otf 放进 ~/.fonts）；或改用 -o 图.html"
        )
    if found:
        vl_convert.register_font_directory(str(found.path.parent))
    drawn = _drawn(altair, made, found.family if found and suffix != ".html" else _ANYWHERE)
    if suffix == ".html":
        html: str = drawn.to_html(inline=True)
        return html.replace("<html>", '<html lang="zh">', 1).encode()
    spec = drawn.to_json()
    if suffix == ".svg":
        return vl_convert.vegalite_to_svg(spec).encode()
    return vl_convert.vegalite_to_png(spec, scale=2)


def _drawn(altair: Any, made: Chart, font: str) -> Any:
    """The picture for the chart's shape: bars for places in one year, lines over years."""
    bars = len(made.years) == 1 and len(made.regions) > 1
    drawn = (_bars(altair, made) if bars else _lines(altair, made)).properties(title=made.title)
    return (
        drawn.configure(font=font, background="white", padding=12)
        .configure_title(fontSize=16, anchor="start", offset=8)
        .configure_axis(labelFontSize=12, gridColor="#e6e6e6", domainColor="#999999", tickColor="#999999")
        .configure_legend(orient="top", columns=6, labelFontSize=12, symbolOpacity=1, symbolSize=90)
        .configure_view(strokeWidth=0)
    )


def _lines(altair: Any, made: Chart) -> Any:
    """Outcomes as a line that breaks where a year is missing, targets as diamonds, a range as a bar of two."""
    single = len(made.regions) == 1
    first, last = made.years[0], made.years[-1]
    axis = altair.Axis(format="d", values=_ticks(first, last), grid=False)
    x = altair.X("年份:Q", title=None, axis=axis, scale=altair.Scale(domain=[first - 0.5, last + 0.5]))
    y = altair.Y("值:Q", title=None, scale=_heights(altair, made))
    colour = _kinds(altair, made) if single else _places(altair)
    base = altair.Chart(altair.Data(values=list(_values(made, gaps=True)))).encode(x=x, tooltip=_TOOLTIP)
    coloured = base.encode(color=colour)
    domain = [name for status, name in _STATUSES.items() if status in {p.status for p in made.points}]
    shapes = altair.Scale(domain=domain, range=[_SHAPES[name] for name in domain])
    marks = coloured.transform_filter("isValid(datum['值'])").mark_point(size=70, filled=True, opacity=1)
    shape = altair.Shape("性质:N", title=None, scale=shapes)
    layers = [
        coloured.transform_filter(_IS_ACTUAL).mark_line(strokeWidth=2).encode(y=y),
        coloured.transform_filter(_IS_TARGET).mark_rule(strokeWidth=3, opacity=0.6).encode(y=y, y2="止:Q"),
        marks.transform_filter(_IS_TARGET).encode(y=altair.Y("止:Q"), shape=shape),
        marks.encode(y=y, shape=shape),
    ]
    if single:
        for above, dy in ((True, -13), (False, 15)):
            side = base.transform_filter(f"isValid(datum['值']) && datum['上'] == {str(above).lower()}")
            words = side.mark_text(dy=dy, fontSize=11)
            layers.append(words.encode(y=altair.Y("标:Q"), text="数:N", color=_kinds(altair, made)))
    width = max(400, min(1000, 64 * (last - first + 1)))
    return altair.layer(*layers).properties(width=width, height=340)


def _bars(altair: Any, made: Chart) -> Any:
    """Outcomes as bars, the largest on top, targets as ticks; bars of targets where there is nothing else."""
    order = sorted(made.regions, key=lambda region: _height(made, region), reverse=True)
    y = altair.Y("地区:N", title=None, sort=order)
    ends = [float(p.value) for p in made.points]
    domain = [min(0.0, *ends) * 1.1, max(0.0, *ends) * 1.1]  # room for the figure behind the longest bar
    x = altair.X("值:Q", title=None, scale=altair.Scale(domain=domain, nice=False))
    base = altair.Chart(altair.Data(values=list(_values(made)))).encode(
        y=y, color=_kinds(altair, made), tooltip=_TOOLTIP
    )
    statuses = {p.status for p in made.points}
    shown = _IS_ACTUAL if "actual" in statuses else _IS_TARGET
    layers = [base.transform_filter(shown).mark_bar(height={"band": 0.7}).encode(x=x)]
    if len(statuses) == 2:
        layers.append(
            base.transform_filter(_IS_TARGET).mark_tick(thickness=3, height={"band": 0.9}).encode(x=x)
        )
    words = base.transform_filter(shown).mark_text(align="left", dx=6, fontSize=11)
    layers.append(words.encode(x=x, text="数:N", color=altair.value("#333333")))
    return altair.layer(*layers).properties(width=520, height=max(120, 26 * len(order)))


_IS_ACTUAL, _IS_TARGET = "datum['性质'] == '实际'", "datum['性质'] == '目标'"
_SHAPES = {"实际": "circle", "目标": "diamond"}
_COLOURS = {"实际": "#1f5fa8", "目标": "#c8701a"}


def _heights(altair: Any, made: Chart) -> Any:
    """From zero for amounts; for rates what there is, with room for the figures above and below."""
    highest = max(float(p.value) for p in made.points)
    if made.measure == "level" and highest > 0 <= min(p.value for p in made.points):
        return altair.Scale(domain=[0, highest * 1.1])
    return altair.Scale(zero=False, padding=24)


def _kinds(altair: Any, made: Chart) -> Any:
    domain = [name for status, name in _STATUSES.items() if status in {p.status for p in made.points}]
    scale = altair.Scale(domain=domain, range=[_COLOURS[name] for name in domain])
    return altair.Color("性质:N", title=None, scale=scale)


def _places(altair: Any) -> Any:
    return altair.Color("地区:N", title=None, scale=altair.Scale(scheme="tableau20"))


def _ticks(first: int, last: int) -> list[int]:
    """Every year, or every second, fifth or tenth, so that their labels have room."""
    step = next(step for step in (1, 2, 5, 10, 100) if (last - first) / step <= 16)
    return [year for year in range(first, last + 1) if year % step == 0]


def _height(made: Chart, region: str) -> tuple[bool, Decimal]:
    """By outcome; places of which only a target is known come behind."""
    of = {p.status: p.value for p in made.points if p.region == region}
    return "actual" in of, of.get("actual", of.get("target", Decimal(0)))


_TOOLTIP = ["地区:N", "年份:O", "性质:N", "数:N", "原文:N", "出处:N"]


def _values(made: Chart, *, gaps: bool = False) -> Iterator[dict[str, object]]:
    """A row a point; with ``gaps`` also an empty one for each year between without an outcome."""
    there = {(p.region, p.year, p.status): p for p in made.points}
    for point in made.points:
        end = point.value if point.value_max is None else point.value_max
        other = there.get((point.region, point.year, "target" if point.status == "actual" else "actual"))
        above = (
            point.status == "actual"
            if other is None or other.value == point.value
            else point.value > other.value
        )
        yield {
            "地区": point.region,
            "年份": point.year,
            "性质": _STATUSES[point.status],
            "值": number(point.value),
            "止": number(end),
            "上": above,
            "标": number(max(point.value, end) if above else min(point.value, end)),
            "数": point.shown.removesuffix(made.unit) + ("%" if made.unit == "%" else ""),
            "原文": point.sentence,
            "出处": point.source,
        }
    if gaps:
        for region in made.regions:
            for year in range(made.years[0], made.years[-1]):
                if (region, year, "actual") not in there:
                    yield {"地区": region, "年份": year, "性质": "实际", "值": None}


# ---- fonts

# Files of fonts with Chinese characters, the better looking first, and the families they hold.
_FONTS = (
    ("NotoSansCJK", "Noto Sans CJK SC"),
    ("NotoSansSC", "Noto Sans SC"),
    ("NotoSansCJKsc", "Noto Sans CJK SC"),
    ("SourceHanSansSC", "Source Han Sans SC"),
    ("SourceHanSansCN", "Source Han Sans CN"),
    ("PingFang", "PingFang SC"),
    ("Hiragino Sans GB", "Hiragino Sans GB"),
    ("STHeiti", "Heiti SC"),
    ("msyh", "Microsoft YaHei"),
    ("wqy-microhei", "WenQuanYi Micro Hei"),
    ("wqy-zenhei", "WenQuanYi Zen Hei"),
    ("simhei", "SimHei"),
    ("simsun", "SimSun"),
    ("NotoSerifCJK", "Noto Serif CJK SC"),
    ("DroidSansFallback", "Droid Sans Fallback"),
    ("uming", "AR PL UMing CN"),
)
_FOLDERS = {
    "linux": ("~/.fonts", "~/.local/share/fonts", "/usr/local/share/fonts", "/usr/share/fonts"),
    "darwin": ("~/Library/Fonts", "/Library/Fonts", "/System/Library/Fonts"),
    "win32": (r"~\AppData\Local\Microsoft\Windows\Fonts", r"C:\Windows\Fonts"),
}


# For a page, which is looked at on other systems.
_ANYWHERE = "Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"


class Font(NamedTuple):
    """A font with Chinese characters: its family and the file it lies in."""

    family: str
    path: Path


def find_font(folders: Iterable[str] | None = None) -> Font | None:
    """The best font with Chinese characters in the system's folders, or those given; None where there is none.

    >>> find_font(["/nowhere"]) is None
    True
    """
    places = _FOLDERS.get(sys.platform, _FOLDERS["linux"]) if folders is None else folders
    files = {file.stem.lower(): file for place in places for file in _font_files(Path(place).expanduser())}
    for prefix, family in _FONTS:
        for stem in sorted(files, key=lambda s: ("regular" not in s, s)):
            if stem.startswith(prefix.lower()):
                return Font(family, files[stem])
    return None


def _font_files(folder: Path) -> Iterator[Path]:
    for parent, _, names in os.walk(folder):
        yield from (Path(parent) / n for n in names if n.lower().endswith((".ttf", ".ttc", ".otf")))
