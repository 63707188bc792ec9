"""govreport explain: the clause, the candidates and what each rule did with a number."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from govreport.cli import streams
from govreport.explain import explain as explained
from govreport.render import figures


def explain(
    file: Annotated[
        str | None, typer.Argument(metavar="[FILE]", help="报告文件；- 为标准输入。", show_default=False)
    ] = None,
    at: Annotated[
        int | None,
        typer.Option(
            "--at", metavar="位置", min=0, help="数字在文中的位置：JSON 的 start，0 起。", show_default=False
        ),
    ] = None,
    text: Annotated[
        str | None,
        typer.Option("--text", metavar="句子", help="直接给出的句子，代替文件。", show_default=False),
    ] = None,
) -> None:
    """说明一个数字为何得到这个名称：所在小句、并列组、候选名称、各条规则的取舍、期间和状态的由来。

    \b
    例：
      govreport explain 报告.txt --at 1204
      govreport explain --text 城乡居民收入分别增长5%和7%
    """
    if (file is None) == (text is None):
        raise typer.BadParameter("给出 FILE 和 --at，或只给 --text")
    if file is not None and at is None:
        raise typer.BadParameter("FILE 须与 --at 同用；位置见 extract --format json 的 start")
    if file is not None:
        report = streams.parse_or_say(file)
        if report is None:
            raise typer.Exit(2)
        found = explained(report.source, at)
    else:
        found = explained(text or "", at)
    if not found:
        print(
            "未找到：此处没有数字指标" if at is None else f"未找到：位置 {at} 之后没有数字指标",
            file=sys.stderr,
        )
        raise typer.Exit(1)
    for i, explanation in enumerate(found):
        indicator = explanation.indicator
        name = indicator.name or "（无名称）"
        if i:
            print()
        print(f"{name}　{figures.value(indicator)}　[{indicator.start}, {indicator.end})")
        print(f"句子：{explanation.sentence}")
        for step in explanation.steps:
            print(f"  {step.rule}：{step.said}")
        ends = (end for end in (indicator.value, indicator.value_max) if end is not None)
        print(
            f"  结果：{name} | {indicator.measure} {'—'.join(map(figures.short, ends))} {indicator.unit}"
            f" | {indicator.bound} | {indicator.status} | {indicator.period or '期间不明'}"
        )
