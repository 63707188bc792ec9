"""Chinese government work reports (政府工作报告) as checked, citable data.

>>> import govreport
>>> report = govreport.parse("2022年工作回顾\\n全年地区生产总值458.51亿元，增长2.8%。")
>>> [(i.name, i.text, i.period) for i in report.indicators]
[('地区生产总值', '458.51亿元', '2022'), ('地区生产总值', '2.8%', '2022')]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from govreport.errors import GovReportError
    from govreport.glossary import Glossary
    from govreport.readers import read
    from govreport.records import (
        Head,
        Indicator,
        Mention,
        Notice,
        Report,
        Section,
        Source,
        Span,
        Term,
    )
    from govreport.report import parse

__version__ = "0.1.0"

_HOMES = {
    "GovReportError": "errors",
    "Glossary": "glossary",
    "parse": "report",
    "read": "readers",
    **dict.fromkeys(
        ("Head", "Indicator", "Mention", "Notice", "Report", "Section", "Source", "Span", "Term"), "records"
    ),
}
__all__ = [
    "Glossary",
    "GovReportError",
    "Head",
    "Indicator",
    "Mention",
    "Notice",
    "Report",
    "Section",
    "Source",
    "Span",
    "Term",
    "parse",
    "read",
]


def __getattr__(name: str) -> Any:
    """Each public name is imported when it is first asked for: ``import govreport`` loads nothing heavy."""
    from importlib import import_module

    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'govreport' has no attribute {name!r}")
    return getattr(import_module(f"govreport.{home}"), name)
