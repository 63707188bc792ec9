"""govreport glossary: what a term means, and where that is said."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Annotated, Literal

import typer

from govreport.cli import streams
from govreport.glossary import Glossary, GlossaryEntry, Sense
from govreport.records import Report
from govreport.render import terms as layout

_OWN = "名词解释"  # the category of what a report's own annex defines

Shelves = Sequence[Glossary]  # looked through in this order


def glossary(
    terms: Annotated[
        list[str] | None, typer.Argument(metavar="TERM", help="要查的术语。", show_default=False)
    ] = None,
    report_file: Annotated[
        str | None,
        typer.Option("--in", metavar="FILE", help="先查这份报告自己的名词解释；- 为标准输入。"),
    ] = None,
    everything: Annotated[bool, typer.Option("--list", help="列出全部术语。")] = False,
    category: Annotated[str | None, typer.Option(metavar="类别", help="列出一类术语。")] = None,
    format: Annotated[Literal["json"] | None, typer.Option(metavar="json", help="机器可读的格式。")] = None,
) -> None:
    """查术语的意思和出处。

    引号、括号、空格、顿号和全角半角不影响查找；查不到时列出相近的术语，退出码为 1。

    \b
    例：
      govreport glossary 三通一平 专精特新
      govreport glossary 四个一套 --in 报告.txt
      govreport glossary --category 政府治理
      govreport glossary --list --format json
    """
    listing = everything or category is not None
    if listing == bool(terms):
        raise typer.BadParameter("请给出要查的术语，或只用 --list、--category 列出", param_hint="TERM")
    shelves = _shelves(report_file)
    if terms:
        found, misses = _look_up(terms, shelves)
    else:
        found, misses = _listed(category, shelves)
    if found or format:
        sys.stdout.write(_written(found, format, listing=listing))
    for miss in misses:
        streams.say(miss)
    if misses:
        raise typer.Exit(1)


def _shelves(report_file: str | None) -> Shelves:
    """The glossary, behind the annex of a report where one is given."""
    if report_file is None:
        return [Glossary.shipped()]
    report = streams.parse_or_say(report_file)
    if report is None:
        raise typer.Exit(2)
    return [_own_terms(report), Glossary.shipped()]


def _own_terms(report: Report) -> Glossary:
    """What the annex of a report defines, as a glossary of its own."""
    head = report.head
    source = f"{report.source.path} 的{_OWN}"

    def entry(term: str, definition: str) -> GlossaryEntry:
        return GlossaryEntry(term, _OWN, (Sense(definition, head.region, head.level, None, source),))

    return Glossary(tuple(entry(t.term, t.definition) for t in report.terms if t.origin == "annex"))


def _look_up(terms: Sequence[str], shelves: Shelves) -> tuple[list[GlossaryEntry], list[str]]:
    """The entries found, each once, and a line for each term that is on no shelf."""
    found: dict[GlossaryEntry, None] = {}
    misses = []
    for term in terms:
        entries = next((entries for shelf in shelves if (entries := shelf.lookup(term))), ())
        found |= dict.fromkeys(entries)
        if not entries:
            near = "、".join(dict.fromkeys(s for shelf in shelves for s in shelf.suggest(term)))
            misses.append(f"没有找到“{term}”" + (f"；相近的术语：{near}" if near else "，也没有相近的术语"))
    return list(found), misses


def _listed(category: str | None, shelves: Shelves) -> tuple[list[GlossaryEntry], list[str]]:
    """All entries or those of a category; a line that names the categories where there is no such one."""
    found = [e for s in shelves for e in (s.entries if category is None else s.in_category(category))]
    known = "、".join(dict.fromkeys(c for shelf in shelves for c in shelf.categories))
    return found, [] if found else [f"没有“{category}”这一类；可选：{known}"]


def _written(entries: Sequence[GlossaryEntry], format: str | None, *, listing: bool) -> str:
    if format == "json":
        return json.dumps([e.to_dict() for e in entries], ensure_ascii=False, indent=2) + "\n"
    tables = [layout.list_table(entries)] if listing else [layout.entry_table(e) for e in entries]
    return streams.tables(tables, to_terminal=sys.stdout.isatty())
