"""govreport compare: what was promised, and what became of it."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

import typer

from govreport import tablefile
from govreport.cli import streams
from govreport.compare import CompareError, Comparison, compare_years
from govreport.compare import compare as compare_two
from govreport.records import Report
from govreport.render import comparison as layout
from govreport.verdicts import TOLERANCE

Format = Literal["table", "json", "csv"]
_SUFFIXES = (".json", ".csv", ".xlsx")
# 清苑县 became 清苑区: the place is the same.
_RANK = re.compile(r"(?<=..)(?:特别行政区|自治区|自治州|自治县|省|市|州|盟|地区|县|区|旗)$|(?<=.)[县州市区]$")


def compare(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="OLD NEW",
            help="先后两份报告，或同一地方多年报告的文件夹；更多文件则逐年相比。",
            show_default=False,
        ),
    ],
    only: Annotated[
        str | None,
        typer.Option(metavar="部分", help="只要这几部分，逗号分隔：promises,changes,terms,headings"),
    ] = None,
    tolerance: Annotated[
        float,
        typer.Option(min=0, max=100, metavar="百分数", help="“左右”“约”容许偏离目标值的百分之几，0 至 100。"),
    ] = float(TOLERANCE),
    format: Annotated[
        Format | None, typer.Option(metavar="table|json|csv", help="输出格式；不写则为表格。")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="写入文件，后缀 .json .csv .xlsx 定格式。"),
    ] = None,
) -> None:
    """前一年的目标，后一年的结果：达到、未达到、超过，还是没有报告。

    目标按它容许的范围判断：8%以上须不低于 8%，4.5%以内须不高于 4.5%，6.5%—7% 须在其间，7%左右容许偏离 --tolerance。
    只看名称也拿不准的承诺列为“未能对应”，不作判断。另列结果的逐年变化、术语和标题的增减。
    表格只引数字所在的小句，JSON、CSV 和 XLSX 有整句；CSV 只含目标与结果。

    \b
    例：
      govreport compare 2023年报告.txt 2024年报告.txt
      govreport compare 清河县/ --only promises
      govreport compare 2023年报告.txt 2024年报告.txt -o 对照.xlsx
    """
    parts = _parts(only)
    kind = streams.form(out, format, _SUFFIXES, paths)
    _write(_compared(_read(paths), Decimal(str(tolerance))), kind, parts, out)


def _parts(only: str | None) -> Sequence[str]:
    if only is None:
        return layout.PARTS
    named = [part.strip() for part in only.replace("，", ",").split(",") if part.strip()]
    if unknown := sorted(set(named) - set(layout.PARTS)):
        raise typer.BadParameter(
            f"没有 {'、'.join(unknown)}；可选 {','.join(layout.PARTS)}", param_hint="--only"
        )
    return named


def _read(paths: Sequence[str]) -> list[Report]:
    files = streams.reports_in(paths)
    if len(files) < 2:
        raise typer.BadParameter("要两份报告才能相比，或一个有两份以上的文件夹", param_hint="OLD NEW")
    reports = [streams.parse_or_say(file) for file in files]
    if any(report is None for report in reports):
        raise typer.Exit(2)
    return [report for report in reports if report]


def _compared(reports: Sequence[Report], tolerance: Decimal) -> list[Comparison]:
    """Two reports as they are given; more of them place by place, year by year."""
    if len(reports) == 2:
        old, new = reports
        _say_what_is_odd(old, new)
        return [compare_two(old, new, tolerance=tolerance)]
    found = []
    for place, of in _by_place(reports).items():
        if len(of) == 1:
            streams.say(f"提示：{of[0].source.path}：{place or '这个地方'}只有一份报告，无从比较")
        found += compare_years(of, tolerance=tolerance)
    if not found:
        raise CompareError("没有同一地方的两份报告可比；请核对文件，或直接写明 OLD NEW")
    return found


def _by_place(reports: Iterable[Report]) -> dict[str, list[Report]]:
    """The reports of each place; those that don't say whose they are belong to the only other one, if any."""
    places: dict[str, list[Report]] = {}
    for report in reports:
        places.setdefault(_stem(report), []).append(report)
    if len(places) == 2 and "" in places:
        streams.say(f"提示：有的报告没有写明地区，算作与其他报告同属{max(places)}")
        return {max(places): [report for of in places.values() for report in of]}
    return places


def _stem(report: Report) -> str:
    return _RANK.sub("", report.head.region or "")


def _say_what_is_odd(old: Report, new: Report) -> None:
    before, after = old.head, new.head
    pair = f"{old.source.path} 与 {new.source.path}"
    if before.region and after.region and _stem(old) != _stem(new):
        streams.say(f"提示：{pair}：一份是{before.region}的，一份是{after.region}的")
    if before.year and after.year and after.year <= before.year:
        streams.say(f"提示：{pair}：后一份（{after.year} 年）不比前一份（{before.year} 年）晚，次序可能反了")
    elif before.year and after.year and after.year - before.year > 1:
        streams.say(f"提示：{pair}：相隔 {after.year - before.year} 年，前一份当年的目标多半没有结果可比")


def _write(found: Sequence[Comparison], kind: str, parts: Sequence[str], out: Path | None) -> None:
    with streams.output(out, bom=kind == ".csv") as stream:
        if kind == ".json":
            made = [_narrowed(comparison, parts) for comparison in found]
            stream.write(json.dumps(made, ensure_ascii=False, indent=2) + "\n")
        elif kind == ".csv":
            tablefile.write(stream, kind, layout.COLUMNS, layout.rows(found), file=stream is not sys.stdout)
        elif kind == ".xlsx":
            sheets = {name: sheet for name, sheet in layout.sheets(found).items() if name in parts}
            tablefile.write_workbook(stream, sheets)
        else:
            terminal = stream.isatty()
            for at, comparison in enumerate(found):
                stream.write(("\n" if at else "") + f"{layout.title(comparison)}\n\n")
                stream.write(streams.tables(layout.tables(comparison, parts), to_terminal=terminal))


def _narrowed(comparison: Comparison, parts: Sequence[str]) -> dict[str, object]:
    made = comparison.to_dict()
    return {key: value for key, value in made.items() if key in ("old", "new") or key in parts}
