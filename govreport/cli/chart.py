"""govreport chart: one indicator as a picture."""

from __future__ import annotations

import os
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal, TextIO, cast

import typer

from govreport import charts
from govreport.cli import streams
from govreport.panel import Cell, panel
from govreport.records import Report, Status
from govreport.vocabulary import SERIES, identify

Asked = Literal["level", "growth", "share"]


def chart(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="报告文件、文件夹或通配符；- 为标准输入。", show_default=False),
    ],
    indicator: Annotated[
        str, typer.Option(metavar="ID", help="指标的编号或名称，如 gdp、社零。", show_default=False)
    ],
    measure: Annotated[
        Asked | None,
        typer.Option(metavar="level|growth|share", help="数值、增速或比率；不写则取报告说得最多的。"),
    ] = None,
    region: Annotated[str | None, typer.Option(metavar="地区,地区", help="只要这些地区，逗号分隔。")] = None,
    status: Annotated[
        Status | None, typer.Option(metavar="actual|target", help="只要实际值，或只要目标值。")
    ] = None,
    year: Annotated[int | None, typer.Option(metavar="年份", help="只要这一年的数。")] = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="写成图：.html（不依赖网络）、.svg 或 .png。"),
    ] = None,
) -> None:
    """画一个指标：一地历年，各地同年相比，目标与实际并列。

    不写 -o 则在终端里画；图片需要 govreport[charts] 和一种中文字体。

    \b
    例：
      govreport chart 清河县/ --indicator gdp
      govreport chart 各省2026/ --indicator gdp --measure growth --year 2025
      govreport chart 清河县/ --indicator 社零 -o 社零.png
    """
    suffix = streams.form(out, None, charts.SUFFIXES, paths)
    id = _id(indicator)
    files = [streams.parse_or_say(file) for file in streams.reports_in(paths)]
    reports = [report for report in files if report is not None]
    unread = len(reports) < len(files)
    if not reports:
        raise typer.Exit(2)
    try:
        cells = _of_regions(_of(_cells(paths, reports, id), status, year), region)
        made = charts.chart(cells, id, measure)
    except charts.ChartError as error:  # what was asked for is not there
        streams.say(str(error))
        raise typer.Exit(2 if unread else 1) from None
    _draw(made, suffix, out)
    if unread:
        raise typer.Exit(2)


def _draw(made: charts.Chart, suffix: str, out: Path | None) -> None:
    if suffix:
        drawn = charts.picture(made, suffix)
        with streams.output(out) as stream:
            cast(TextIO, stream).buffer.write(drawn)
        return
    from govreport.render import chart as layout

    with streams.output(out) as stream:
        stream.write(streams.tables([layout.table(made)], to_terminal=stream.isatty()))


def _id(asked: str) -> str:
    id = asked if asked in SERIES else identify(asked)
    if id is None:
        near = get_close_matches(asked, [*SERIES, *(s.zh for s in SERIES.values())], 3)
        hint = f"，是不是 {'、'.join(near)}" if near else ""
        raise typer.BadParameter(f"没有指标 {asked}{hint}", param_hint="--indicator")
    return id


def _cells(paths: list[str], reports: list[Report], id: str) -> list[Cell]:
    cells = panel(reports, indicators={id})
    named = {c.region for c in cells if c.region}
    if len(paths) == 1 and os.path.isdir(paths[0]) and len(named) == 1 and any(not c.region for c in cells):
        streams.say(f"提示：有的报告没有写明地区，按同一文件夹里其他报告算作{min(named)}")
        cells = [replace(c, region=min(named)) for c in cells]
    return cells


def _of(cells: list[Cell], status: Status | None, year: int | None) -> list[Cell]:
    kept = [c for c in cells if status in (None, c.status) and (year is None or c.period == str(year))]
    if cells and not kept:
        known = "、".join(sorted({c.period for c in cells if c.period and status in (None, c.status)}))
        raise charts.ChartError(f"没有这样的数；{f'有数的年份：{known}' if known else '请去掉 --status'}")
    return kept


def _of_regions(cells: list[Cell], asked: str | None) -> list[Cell]:
    if asked is None:
        return cells
    names = {name.strip() for name in asked.replace("，", ",").replace("、", ",").split(",")} - {""}
    regions = {c.region for c in cells if c.region}
    if missing := sorted(name for name in names if not any(r.startswith(name) for r in regions)):
        known = "、".join(sorted(regions)) or "（报告都没有写明）"
        raise charts.ChartError(f"没有 {'、'.join(missing)} 的数；有：{known}")
    return [c for c in cells if c.region and any(c.region.startswith(name) for name in names)]
