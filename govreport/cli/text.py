"""govreport text: the exact text that offsets count in."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from govreport.readers import read


def text(
    file: Annotated[str, typer.Argument(metavar="FILE", help="报告文件；- 为标准输入。", show_default=False)],
) -> None:
    """原样输出报告的文字（UTF-8），即各处 start、end 所指的文字。

    位置按字符（Unicode 码位）计，从 0 起，含 start 不含 end。

    \b
    例：
      govreport text 报告.txt
      govreport text gbk编码的报告.txt > 报告-utf8.txt
    """
    sys.stdout.buffer.write(read(file).text.encode())
    sys.stdout.buffer.flush()
