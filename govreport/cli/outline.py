"""govreport outline: the tree of headings."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from govreport.cli import streams
from govreport.render.tables import outline_table


def outline(
    file: Annotated[str, typer.Argument(metavar="FILE", help="报告文件；- 为标准输入。", show_default=False)],
) -> None:
    """列出报告的提纲：各级标题、性质（回顾、计划、附件、其他）和字数。

    \b
    例：
      govreport outline 报告.txt
    """
    report = streams.parse_or_say(file)
    if report is None:
        raise typer.Exit(2)
    table = outline_table(report.sections)
    sys.stdout.write(streams.tables([table], to_terminal=sys.stdout.isatty()))
    streams.say_notices(report)
