"""govreport extract: all that can be said about reports, for people and for programs."""

from __future__ import annotations

from collections.abc import Callable, Set
from pathlib import Path
from typing import Annotated, Literal

import typer

from govreport.cli import streams
from govreport.records import Report, Status
from govreport.render import ALL, PARTS, narrow

Format = Literal["json", "jsonl", "csv"]
_SUFFIXES = (".json", ".jsonl", ".csv")


def extract(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE", help="报告文件；- 为标准输入。", show_default=False)
    ],
    only: Annotated[
        str | None,
        typer.Option(metavar="部分", help="只要这几部分，逗号分隔：head,outline,indicators,terms"),
    ] = None,
    status: Annotated[
        Status | None, typer.Option(metavar="actual|target", help="只要实际值，或只要目标值。")
    ] = None,
    name: Annotated[str | None, typer.Option(metavar="文字", help="只要名称含这些字的指标。")] = None,
    format: Annotated[
        Format | None, typer.Option(metavar="json|jsonl|csv", help="数据格式；不写则为表格。")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="写入文件，后缀 .json .jsonl .csv 定格式。"),
    ] = None,
) -> None:
    """读出报告的题头、提纲、指标和术语。

    终端上显示表格，管道里是同样内容的纯文本；--format 给出数据，结构见 govreport schema。

    \b
    例：
      govreport extract 报告.txt
      govreport extract 报告.txt --only indicators --status target
      govreport extract 报告.txt --name 生产总值
      govreport extract *.txt --format csv -o 指标.csv
      cat 报告.txt | govreport extract - --format json
    """
    parts = _parts(only)
    kind = streams.form(out, format, _SUFFIXES, files)
    if kind == ".json" and len(files) > 1:
        raise typer.BadParameter("json 只能写一份报告，多份报告请用 --format jsonl", param_hint="--format")

    found = unread = 0
    with streams.output(out, bom=kind == ".csv") as stream:
        before, render, between = _renderer(kind, parts, to_terminal=stream.isatty())
        for file in files:
            report = streams.parse_or_say(file)
            if report is None:
                unread += 1
                continue
            shown = narrow(report, status=status, name=name)
            found += len(shown.indicators)
            stream.write(before + render(shown))
            before = between
            if kind in ("", ".csv"):
                streams.say_notices(report)
        if unread == len(files):
            raise typer.Exit(2)  # with nothing to put in the place of an older file
    if unread:
        raise typer.Exit(2)
    if name and not found:
        streams.say(f"没有名称含“{name}”的指标；去掉 --name 可看全部")
        raise typer.Exit(1)


def _parts(only: str | None) -> Set[str]:
    """The parts named in ``--only``; all without it."""
    if only is None:
        return ALL
    named = {part.strip() for part in only.replace("，", ",").split(",")} - {""}
    if unknown := sorted(named - ALL):
        raise typer.BadParameter(f"没有 {'、'.join(unknown)}；可选 {','.join(PARTS)}", param_hint="--only")
    if not named:
        raise typer.BadParameter(f"可选 {','.join(PARTS)}", param_hint="--only")
    return named


def _renderer(kind: str, parts: Set[str], *, to_terminal: bool) -> tuple[str, Callable[[Report], str], str]:
    """What stands before the first report, what a report is written as, and what stands between two."""
    if kind == ".csv":
        from govreport.render import csv

        return csv.header(), lambda report: csv.render(report, parts), ""
    if kind:
        from govreport.render import json

        write = json.render if kind == ".json" else json.render_line
        return "", lambda report: write(report, parts), ""
    from govreport.render.tables import report_tables

    return "", lambda report: streams.tables(report_tables(report, parts), to_terminal=to_terminal), "\n"
