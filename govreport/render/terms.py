"""Glossary entries laid out as tables: one entry in full, or many in a list."""

from __future__ import annotations

from collections.abc import Iterable

from govreport.glossary import GlossaryEntry, Sense
from govreport.render.tables import Group, Table


def entry_table(entry: GlossaryEntry) -> Table:
    """An entry with all it says: category, other names, and each sense with its place, year and source.

    >>> from govreport.glossary import Glossary
    >>> entry_table(Glossary.shipped().lookup("三通一平")[0]).groups[0].rows[0]
    ('类别', '城乡建设')
    """
    rows = [("类别", entry.category)]
    if entry.aliases:
        rows.append(("又称", "、".join(entry.aliases)))
    for at, sense in enumerate(entry.senses, 1):
        number = f" {at}" if len(entry.senses) > 1 else ""
        rows += [(f"释义{number}", sense.definition), *_provenance(sense)]
    return Table(entry.term, ("", ""), (Group("", tuple(rows)),), wide=1)


def list_table(entries: Iterable[GlossaryEntry]) -> Table:
    """Entries one a row: term, category, the definition of each sense.

    >>> from govreport.glossary import Glossary
    >>> list_table(Glossary.shipped().lookup("三通一平")).groups[0].rows[0][:2]
    ('三通一平', '城乡建设')
    """
    rows = tuple((e.term, e.category, _definitions(e)) for e in entries)
    return Table(f"术语（{len(rows)} 条）", ("术语", "类别", "释义"), (Group("", rows),), wide=2)


def _definitions(entry: GlossaryEntry) -> str:
    if len(entry.senses) == 1:
        return entry.senses[0].definition
    return " ".join(f"（{at}）{sense.definition}" for at, sense in enumerate(entry.senses, 1))


def _provenance(sense: Sense) -> Iterable[tuple[str, str]]:
    if sense.place:
        yield "地区", sense.place
    if sense.first_year:
        yield "首见", f"{sense.first_year} 年"
    yield "出处", sense.source or "未注明"
