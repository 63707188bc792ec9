"""govreport schema: the JSON Schema of the output."""

from __future__ import annotations

import sys
from importlib import resources


def schema() -> None:
    """输出 JSON 结果的 JSON Schema（draft 2020-12）。

    \b
    例：
      govreport schema > govreport.schema.json
    """
    sys.stdout.write(resources.files("govreport").joinpath("schema.json").read_text("utf-8"))
