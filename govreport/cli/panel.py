"""govreport panel: region × year × indicator, as researchers type it in by hand."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal

import typer

from govreport import tablefile
from govreport.cli import streams
from govreport.panel import COLUMNS, Cell, cells, keep, wide
from govreport.records import Status
from govreport.vocabulary import SERIES, identify

Format = Literal["table", "csv", "jsonl"]
Asked = Literal["level", "growth", "share"]


def panel(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="报告文件、文件夹或通配符；- 为标准输入。", show_default=False),
    ],
    indicator: Annotated[
        str | None,
        typer.Option(metavar="ID,ID", help="只要这些指标：编号或名称，逗号分隔，如 gdp,社零。"),
    ] = None,
    measure: Annotated[
        Asked | None, typer.Option(metavar="level|growth|share", help="只要数值、增速或比率。")
    ] = None,
    status: Annotated[
        Status | None, typer.Option(metavar="actual|target", help="只要实际值，或只要目标值。")
    ] = None,
    wide: Annotated[bool, typer.Option("--wide", help="一份报告一行，一个指标一列。")] = False,
    format: Annotated[
        Format | None, typer.Option(metavar="table|csv|jsonl", help="输出格式；不写则为表格。")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="写入 .csv .jsonl .xlsx 或 .parquet 文件。"),
    ] = None,
) -> None:
    """地区 × 年份 × 指标的面板：每份报告对上年的回顾和当年的目标。

    每份报告的每个指标、口径和性质（实际或目标）只有一格：全地区、全年的那个数。报告没有说的不成一行；--wide 中为空格，
    不是 0。指标的编号和定义见 docs/indicators.md。

    \b
    例：
      govreport panel 报告.txt
      govreport panel 各省2026/ --indicator gdp --measure growth --status target
      govreport panel 各县/*.txt --format csv
      govreport panel 各县/ --wide -o 面板.xlsx
    """
    wanted = _ids(indicator)
    kind = streams.form(out, format, tablefile.SUFFIXES, paths)
    unread: list[str] = []
    found = [
        cell
        for cell in _read(streams.reports_in(paths), unread)
        if keep(cell, indicators=wanted, measure=measure, status=status)
    ]
    if found or not unread:
        _write(found, kind, out, pivot=wide)
    if unread:
        raise typer.Exit(2)
    if missing := sorted((wanted or set()) - {cell.indicator for cell in found}):
        streams.say(f"没有一份报告说到 {'、'.join(f'{SERIES[id].zh}（{id}）' for id in missing)}")
        raise typer.Exit(1)
    if not found:
        streams.say("没有找到可以入格的数；用 govreport extract 可看报告中的全部指标")
        raise typer.Exit(1)


def _ids(asked: str | None) -> set[str] | None:
    """The ids named in ``--indicator``, by id or by name."""
    if asked is None:
        return None
    ids = set()
    for name in asked.replace("，", ",").replace("、", ",").split(","):
        if not (name := name.strip()):
            continue
        id = name if name in SERIES else identify(name)
        if id is None:
            near = get_close_matches(name, [*SERIES, *(s.zh for s in SERIES.values())], 3)
            hint = f"，是不是 {'、'.join(near)}" if near else "；全部指标见 docs/indicators.md"
            raise typer.BadParameter(f"没有指标 {name}{hint}", param_hint="--indicator")
        ids.add(id)
    if not ids:
        raise typer.BadParameter("要给出指标的编号或名称，如 gdp,社零", param_hint="--indicator")
    return ids


def _read(files: Sequence[str], unread: list[str]) -> Iterator[Cell]:
    for file in files:
        report = streams.parse_or_say(file)
        if report is None:
            unread.append(file)
        else:
            yield from cells(report)


def _write(found: Sequence[Cell], kind: str, out: Path | None, *, pivot: bool) -> None:
    if not kind:
        from govreport.render.panel import panel_table, wide_table

        with streams.output(out) as stream:
            terminal = stream.isatty()
            if pivot:
                stream.write(streams.records(wide_table(*wide(found)), to_terminal=terminal))
            else:
                stream.write(streams.tables([panel_table(found)], to_terminal=terminal))
        return
    columns, rows = wide(found) if pivot else (COLUMNS, [cell.to_dict() for cell in found])
    with streams.output(out, bom=kind == ".csv") as stream:
        tablefile.write(stream, kind, columns, rows, file=stream is not sys.stdout)
