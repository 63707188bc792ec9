"""The contract's JSON: one object a report (``schema.json`` describes it)."""

from __future__ import annotations

import json
from collections.abc import Set
from typing import Any

from govreport.records import Report
from govreport.render import ALL

_LISTS = {"sections": "outline", "indicators": "indicators", "terms": "terms"}


def to_object(report: Report, parts: Set[str] = ALL) -> dict[str, Any]:
    """The report's object; a list that wasn't asked for is empty, and every key stays.

    >>> from govreport import parse
    >>> report = parse("生产总值增长5%。")
    >>> len(to_object(report, {"indicators"})["indicators"]), len(to_object(report, {"terms"})["indicators"])
    (1, 0)
    """
    found = report.to_dict()
    return found | {key: [] for key, part in _LISTS.items() if part not in parts}


def render(report: Report, parts: Set[str] = ALL) -> str:
    """One indented object and a newline.

    >>> from govreport import parse
    >>> json.loads(render(parse("生产总值增长5%。")))["indicators"][0]["unit"]
    '%'
    """
    return json.dumps(to_object(report, parts), ensure_ascii=False, indent=2) + "\n"


def render_line(report: Report, parts: Set[str] = ALL) -> str:
    """One object on one line, for JSON Lines.

    >>> from govreport import parse
    >>> render_line(parse("一\\n二")).count("\\n")
    1
    """
    return json.dumps(to_object(report, parts), ensure_ascii=False, separators=(",", ":")) + "\n"
