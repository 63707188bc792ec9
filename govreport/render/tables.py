"""A report laid out as tables of plain strings, for a terminal (``terminal``) and for a pipe (``plain``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import groupby

from govreport.records import Head, Indicator, Report, Section, Term
from govreport.render import ALL, figures

_LEVELS = {
    "state": "国家",
    "province": "省级",
    "city": "市级",
    "county": "县级",
    "township": "乡镇级",
}
_ROLES = {"review": "回顾", "plan": "计划", "annex": "附件", "other": "其他"}
_STATUSES = {"actual": "实际", "target": "目标"}
_CHANGES = ("growth", "change")


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a heading of their own; leading spaces of a row's first cell are its indent.

    ``style`` is the heading's on a terminal.
    """

    title: str
    rows: tuple[tuple[str, ...], ...]
    style: str = "bold cyan"


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; ``wide`` is the column that takes what the others leave, ``right`` those of numbers."""

    title: str
    columns: tuple[str, ...]
    groups: tuple[Group, ...]
    wide: int = 0
    right: tuple[int, ...] = ()

    @property
    def indent(self) -> int:
        """Rows stand in from the headings of their groups, where they have any."""
        return 2 if any(group.title for group in self.groups) else 0

    @property
    def rows(self) -> Iterator[tuple[str, ...]]:
        return (row for group in self.groups for row in group.rows)

    def upright(self) -> Table:
        """The table with each row as a list of columns and their values.

        >>> for group in Table("1 行", ("id", "value"), (Group("", (("gdp", "5"),)),)).upright().groups:
        ...     print(group.title, *group.rows)
        第 1 行 ('id', 'gdp') ('value', '5')
        """
        groups = tuple(
            Group(f"第 {number} 行", tuple(zip(self.columns, row, strict=True)))
            for number, row in enumerate(self.rows, 1)
        )
        return Table(self.title, ("", ""), groups, wide=1)


def report_tables(report: Report, parts: Set[str] = ALL) -> tuple[Table, ...]:
    """The tables of the parts asked for, in the order of ``render.PARTS``.

    >>> from govreport import parse
    >>> [table.title for table in report_tables(parse("全市生产总值增长5%。"), {"indicators", "head"})]
    ['报告', '指标（1 个）']
    """
    made: dict[str, Callable[[], Table]] = {
        "head": lambda: head_table(report),
        "outline": lambda: outline_table(report.sections),
        "indicators": lambda: indicator_table(report.indicators, report.sections),
        "terms": lambda: term_table(report.terms),
    }
    return tuple(make() for part, make in made.items() if part in parts)


def head_table(report: Report) -> Table:
    """The head matter as pairs of label and value; — where the text doesn't say."""
    head = report.head
    rows = (
        ("文件", report.source.path),
        ("标题", head.title),
        ("地区", _place(head)),
        ("年份", None if head.year is None else str(head.year)),
        ("回顾", _years(head.review)),
        ("计划", _years(head.plan)),
        ("会议", head.meeting),
        ("日期", head.date),
        ("报告人", head.speaker),
        ("正文", f"{head.body.end - head.body.start} 字"),
    )
    filled = tuple((label, _cell(text or "—")) for label, text in rows)
    return Table("报告", ("", ""), (Group("", filled),), wide=1)


def outline_table(sections: Sequence[Section]) -> Table:
    """The tree of headings with roles and character counts."""
    rows = tuple(("  " * (s.level - 1) + _heading(s), _ROLES[s.role], str(s.end - s.start)) for s in sections)
    return Table(f"提纲（{len(rows)} 节）", ("标题", "性质", "字数"), (Group("", rows),), right=(2,))


def indicator_table(indicators: Sequence[Indicator], sections: Sequence[Section]) -> Table:
    """The indicators by section; an amount and its growth share a row where they speak of one thing."""
    by_id = {s.id: s for s in sections}
    groups = tuple(
        Group(
            " › ".join(_heading(s) for s in path_to(section, by_id)),
            tuple(_indicator_rows(members)),
        )
        for section, members in groupby(indicators, key=lambda i: i.section)
    )
    columns = ("指标", "数值", "变化", "性质", "时期")
    return Table(f"指标（{len(indicators)} 个）", columns, groups)


def term_table(terms: Sequence[Term]) -> Table:
    """The terms with where they are defined, how often the body uses them, and what they mean."""
    rows = tuple((_origin(t), _cell(t.term), str(len(t.mentions)), _cell(t.definition)) for t in terms)
    return Table(
        f"术语（{len(rows)} 条）", ("来源", "术语", "次数", "释义"), (Group("", rows),), wide=3, right=(2,)
    )


def path_to(section: int | None, by_id: dict[int, Section]) -> tuple[Section, ...]:
    """A section with all it lies in, outermost first; empty for no section."""
    path: list[Section] = []
    while section is not None:
        path.append(by_id[section])
        section = path[-1].parent
    return tuple(reversed(path))


def _indicator_rows(indicators: Iterable[Indicator]) -> Iterator[tuple[str, ...]]:
    waiting: Indicator | None = None  # an amount whose growth may follow
    for indicator in indicators:
        if indicator.measure in _CHANGES:
            together = waiting is not None and _same_thing(waiting, indicator)
            if waiting is not None and not together:
                yield _row(waiting, figures.value(waiting), "")
            amount = figures.value(waiting) if waiting is not None and together else ""
            yield _row(indicator, amount, figures.change(indicator))
            waiting = None
        else:
            if waiting is not None:
                yield _row(waiting, figures.value(waiting), "")
            waiting = indicator
    if waiting is not None:
        yield _row(waiting, figures.value(waiting), "")


def _same_thing(a: Indicator, b: Indicator) -> bool:
    return (a.name, a.status, a.period, a.sentence) == (b.name, b.status, b.period, b.sentence)


def _row(indicator: Indicator, value: str, change: str) -> tuple[str, ...]:
    return (_cell(indicator.name), value, change, _STATUSES[indicator.status], figures.period(indicator))


def _heading(section: Section) -> str:
    label = section.label or ""
    gap = " " if label[-1:].isascii() and label else ""
    return f"{label}{gap}{_cell(section.title)}"


def _origin(term: Term) -> str:
    return f"附件{term.number or ''}" if term.origin == "annex" else "术语表"


def _place(head: Head) -> str | None:
    level = f"（{_LEVELS[head.level]}）" if head.level else ""
    return f"{head.region or ''}{level}" or None


def _years(span: str | None) -> str | None:
    return span and span.replace("/", "—")


def _cell(text: str) -> str:
    """One line, whatever the text's own breaks."""
    return " ".join(text.split())
