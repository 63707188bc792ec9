"""The annex: the terms that a report itself defines, read from the stretches the outline found.

An annex is a run of entries. Its numbers are the guide: of everything that could open an entry, the chain
of labels whose numbers run in sequence is taken, so that a list inside a definition opens nothing. Only
where there are no numbers do the terms themselves (“…”：) open the entries.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from govreport.entries import (
    ATTACHMENT,
    BULLETS,
    ENDED,
    FOREIGN,
    GAP,
    LEAD,
    LINE,
    QUOTED,
    TERMLESS,
    TITLE,
    Opening,
    end_of,
    read_definition,
    read_opening,
)
from govreport.records import Entry, Notice, Outline, Span

_HAN_DIGITS = "一二三四五六七八九十"
_CIRCLED = "①-⑳㉑-㉟㊱-㊿"


# The number in front of an entry; the group that matched is the style. 1. and 1、 are one style, and so are
# the square brackets of all widths, because hands mix them within one annex.
_LABEL = re.compile(
    rf"""
      [\[［〔【]{GAP}(?:注释?{GAP})?(?P<bracket>\d{{1,3}}){GAP}[\]］〕】]
    | \^{GAP}\[?{GAP}(?P<caret>\d{{1,3}}){GAP}\]?
    | [（(]{GAP}注?{GAP}(?P<round>\d{{1,3}}){GAP}[）)]
    | [（(]{GAP}(?P<hanround>[{_HAN_DIGITS}]{{1,3}}){GAP}[）)]
    | (?:附注|注释|注解|注){GAP}[（(\[［〔]?{GAP}(?P<note>\d{{1,3}}|[{_CIRCLED}]){GAP}[）)\]］〕：:.．、]*
    | (?P<circled>[{_CIRCLED}]){GAP}[.．、]?
    | (?P<plain>\d{{1,3}}){GAP}(?:[.．、）)：:。·]|(?=[“"《【\[［〔「\n])|[ \t\xa0\u3000](?=\w))
    | (?P<han>[{_HAN_DIGITS}]{{1,3}}){GAP}[、.．]
    """,
    re.VERBOSE,
)
_INSIDE_WORD = re.compile(r"[\dA-Za-z.．第（(“\"《]\Z")
_SENTENCE_BEFORE = re.compile(r"[。；;！？!?”’）)】\s]\Z")

_NEXT_ANNEX = re.compile(
    r"(?<=\n)[ \t\xa0\u3000【（(]*附\s*[件录表]\s*[\d一二三四五六七八九十]*[^\n。；]{0,40}(?=\n|\Z)"
)
# How far around a label is looked: no annex title or term of the corpus has more than 24 characters.
_NEAR = 80
# What opens a line inside a definition and only looks like a term before its colon.
_NO_TERM = re.compile(
    r"(?:其中|即|如下|例如|比如|包括|主要|具体|分别|内容|一是|二是|三是|四是|五是|六是|第[一二三四五六七八九十]|说明|备注|注|资料来源"
    r"|来源|数据来源|编者|（|\()"
)


class _Label(NamedTuple):
    """A place where an entry may begin: ``value`` is the number it bears (0 for none)."""

    start: int
    end: int
    style: str
    number: str | None
    value: int
    weight: float
    reopens: bool


def read_annex(text: str, shape: Outline) -> tuple[tuple[Entry, ...], tuple[Notice, ...]]:
    """The entries of the report's own annexes in order, and what in them could not be read.

    Where the page holds an annex twice, each entry is given once.

    >>> from govreport.records import Head
    >>> text = "名词解释\\n1.“河长制”：由各级负责人分段管护河湖的制度。（见第3页）\\n2.“双减”：减轻两项负担。"
    >>> head = Head(None, None, None, None, None, None, None, None, None, Span(0, 0))
    >>> entries, notices = read_annex(text, Outline(head, (), annexes=(Span(0, len(text)),)))
    >>> [(e.number, e.term, e.definition) for e in entries], notices
    ([('1', '河长制', '由各级负责人分段管护河湖的制度。'), ('2', '双减', '减轻两项负担。')], ())
    """
    entries: dict[tuple[str | None, str], Entry] = {}
    notices: list[Notice] = []
    for span in shape.annexes:
        found = 0
        for item in _read_span(text, shape.head.body, span):
            found += 1
            if isinstance(item, Notice):
                notices.append(item)
            else:
                entries.setdefault((item.number, _folded(item.term)), item)
        if not found:
            notices.append(Notice("annex-without-entries", "附件中没有读出任何词条", *span))
    return tuple(entries.values()), tuple(notices)


def _read_span(text: str, body: Span, span: Span) -> Iterator[Entry | Notice]:
    span = _without_next(text, span)
    labels = _sequence(list(_labels(text, span)))
    before = Span(span.start, labels[0].start if labels else span.end)
    if not labels or _unnumbered(text, before):
        # Terms stand before the first number: the numbers are lists inside definitions.
        labels = _unnumbered(text, span) or labels
    for at, label in enumerate(labels):
        following = labels[at + 1] if at + 1 < len(labels) else None
        stop = following.start if following else span.end
        head = _marked(text, body, label) or read_opening(text, label.end, stop)
        definition, end = (
            ("", 0) if head is None else read_definition(text, head.definition, stop, not following)
        )
        if head is None or not definition:
            message = f"附件第{label.number}条没有可辨认的名词或释义"
            yield Notice("entry-without-term", message, label.start, stop)
            continue
        number = None if label.number is None else _printed(label.number)
        yield Entry(head.term, number, definition, Span(label.start, end))
        if following and label.style == following.style and following.value > label.value + 1:
            message = f"附件序号从{label.value}跳到{following.value}"
            yield Notice("annex-number-gap", message, following.start, following.end)


def _without_next(text: str, span: Span) -> Span:
    """The stretch up to another annex (附件3 重点项目表) that stands behind the definitions."""
    for m in _NEXT_ANNEX.finditer(text, span.start, span.end):
        following = text[m.end() : m.end() + _NEAR].strip().split("\n", 1)[0]
        if TITLE.fullmatch(m[0]) or TITLE.fullmatch(following):
            continue
        if ENDED.search(text[max(span.start, m.start() - _NEAR) : m.start()].rstrip()):
            return Span(span.start, m.start())
    return span


# ------------------------------------------------------------------------------------------- labels


def _labels(text: str, span: Span) -> Iterator[_Label]:
    """Everything that could number an entry, at the start of a line or behind the end of a sentence."""
    for m in _LABEL.finditer(text, span.start, span.end):
        style = str(m.lastgroup)
        before = text[max(span.start, m.start() - _NEAR) : m.start()]
        line = before[before.rfind("\n") + 1 :]
        titled = bool(TITLE.fullmatch(line))
        opens = titled or (len(line) < _NEAR and not line.strip(BULLETS))
        if not opens and (_INSIDE_WORD.search(line) or not _may_follow(style, line)):
            continue
        head = read_opening(text, m.end(), span.end)
        if not opens and head is None:
            continue
        weight = _weight(text, m, opens, head)
        reopens = weight >= 1 and (titled or (opens and _is_title(before[: -len(line) or None])))
        yield _Label(m.start(), m.end(), style, m[style], _value(m[style]), weight, reopens)


def _weight(text: str, label: re.Match[str], opens: bool, head: Opening | None) -> float:
    """How much what follows a label looks like an entry: a list inside a definition has no terms."""
    end = label.end()
    decimal = label.lastgroup == "plain" and text[end : end + 1].isdecimal()
    if head is None or not head.sure or text[end : end + 1] == "\n" or (decimal and not opens):
        return 0.5 if opens and (head or TERMLESS.match(text, end)) else 0.3
    return (1.0 if opens else 0.6) + (0.1 if QUOTED.match(text, end) else 0.0)


def _may_follow(style: str, line: str) -> bool:
    """Whether a number of this style can open an entry within the line: 一、 never does, [1] anywhere."""
    return style == "bracket" or (not style.startswith("han") and bool(_SENTENCE_BEFORE.search(line)))


def _is_title(before: str) -> bool:
    """Whether the last line of this is a title, so that numbering may begin anew behind it.

    >>> _is_title("减轻负担。\\n二、经济类\\n"), _is_title("主要包括：\\n")
    (True, False)
    """
    last = before.rstrip().rsplit("\n", 1)[-1].strip()
    if TITLE.fullmatch(last):
        return True
    return 0 < len(last) <= 30 and last[-1] not in "。；;！？!?：:，,、"


def _sequence(labels: list[_Label]) -> list[_Label]:
    """The heaviest chain of labels whose numbers run in sequence.

    A number that is left out, or one that the numbering begins anew with behind a title, is possible but
    has its price; a misprinted number is put back where exactly one entry fits into the hole.
    """
    score: list[float] = []
    back: list[int | None] = []
    latest: dict[tuple[str, int], int] = {}
    best: int | None = None
    for at, label in enumerate(labels):
        options: list[tuple[float, int | None]] = [(-0.3 * min(abs(label.value - 1), 4), None)]
        for step, price in ((1, 0.0), (2, 0.6), (3, 0.9)):
            if (previous := latest.get((label.style, label.value - step))) is not None:
                options.append((score[previous] - price, previous))
        if label.reopens and label.value == 1 and best is not None:
            options.append((score[best] - 0.5, best))
        total, previous = max(options, key=lambda option: option[0])
        score.append(total + label.weight)
        back.append(previous)
        key = (label.style, label.value)
        if key not in latest or score[at] > score[latest[key]]:
            latest[key] = at
        if best is None or score[at] > score[best]:
            best = at
    chain: list[int] = []
    while best is not None:
        chain.append(best)
        best = back[best]
    chain.reverse()
    if not chain or score[chain[-1]] < 0.5:
        return []
    return [labels[at] for at in _with_misprints(labels, chain)]


def _with_misprints(labels: list[_Label], chain: list[int]) -> Iterator[int]:
    """The chain, with an entry of wrong number between two neighbours where it is the only one there."""
    for at, following in zip(chain, [*chain[1:], None], strict=True):
        yield at
        if following is None:
            continue
        style = labels[at].style
        between = [i for i in range(at + 1, following) if labels[i].style == style and labels[i].weight >= 1]
        hole = labels[following].value - labels[at].value == 2
        if len(between) == 1 and (hole or labels[between[0]].value == labels[at].value != 1):
            yield between[0]


class _Candidate(NamedTuple):
    """A line or sentence that may open an entry without a number."""

    start: int
    head: Opening
    quote: str
    alone: bool
    in_line: bool


def _unnumbered(text: str, span: Span) -> list[_Label]:
    """Entries without numbers: lines (in a one-line annex: sentences) that open with a term.

    A line may hold nothing but the term, with the definition on the next; one annex has one form.
    """
    openings = list(_openings(text, span))
    forms = [_alike([o for o in openings if o.alone is alone]) for alone in (False, True)]
    return [_Label(o.start, o.start, "", None, 0, 1.0, False) for o in max(forms, key=len)]


def _alike(openings: list[_Candidate]) -> list[_Candidate]:
    """Those in the form of the first, without what explains a part of the term before it (“一减”指…)."""
    kept: list[_Candidate] = []
    for opening in openings:
        if kept:
            first = kept[0]
            other = opening.quote != first.quote if opening.quote and first.quote else False
            if other or (opening.in_line and opening.head.mark != first.head.mark):
                continue
            if _folded(opening.head.term) in _folded(kept[-1].head.term):
                continue
        kept.append(opening)
    return kept


def _openings(text: str, span: Span) -> Iterator[_Candidate]:
    lines = [m for m in LINE.finditer(text, span.start, span.end) if m[0].strip()]
    starts = dict.fromkeys((m.start() for m in lines), False)
    if len(lines) <= 3:
        pieces = re.finditer(r"(?<=[。！？；;）)：:])\s*(?=[“《【])", text[span.start : span.end])
        starts = dict(sorted({**{span.start + m.end(): True for m in pieces}, **starts}.items()))
    ended, found = True, False
    for start, stop in pairwise([*starts, span.end]):
        line = text[start:stop].strip()
        if TITLE.fullmatch(line) or ATTACHMENT.fullmatch(line):
            continue
        if FOREIGN.match(line):
            if found:
                return
            continue
        ended, closed = bool(ENDED.search(line)), ended
        head = read_opening(text, start, span.end)
        quoted = QUOTED.match(line.lstrip(BULLETS))
        if head is None or not head.sure:
            continue
        if not quoted and (not closed or len(head.term) > 25 or _NO_TERM.match(head.term)):
            continue
        alone = "\n" in text[start : head.definition] and not line.endswith(("：", ":"))
        if alone:
            following = LINE.match(text, head.definition, span.end)
            if not closed or ended or not following or not ENDED.search(following[0].rstrip()):
                continue
        found = True
        yield _Candidate(start, head, quoted[0][-1] if quoted else "", alone, starts[start])


def _marked(text: str, body: Span, label: _Label) -> Opening | None:
    """For a note without a term of its own, the quotation that bears its number in the body."""
    start = end_of(LEAD, text, label.end, len(text))
    if not label.number or not TERMLESS.match(text, start):
        return None
    mark = rf"[\[［〔【（(^]\s*\[?\s*(?:注\s*)?{label.value}(?!\d)|{re.escape(label.number)}(?![\d.%％])"
    m = re.compile(rf"“([^“”\n]{{1,40}})”[^\W\d]{{0,8}}(?:{mark})").search(text, body.start, body.end)
    return m and Opening(m[1], start, "")


# ------------------------------------------------------------------------------------------ numbers


def _value(number: str) -> int:
    """The number a label bears.

    >>> _value("12"), _value("１２"), _value("⑫"), _value("二十三"), _value("十")
    (12, 12, 12, 23, 10)
    """
    if number.isdecimal():
        return int(number)
    total = 0
    for character in number:
        digit = int(unicodedata.numeric(character))
        total = max(total, 1) * 10 if character == "十" else total + digit
    return total


def _printed(number: str) -> str:
    """The number without its delimiter, of which the circle is one.

    >>> _printed("３"), _printed("③")
    ('３', '3')
    """
    return number if number.isdecimal() or number[0] in _HAN_DIGITS else str(_value(number))


_UNFOLDED = str.maketrans("", "", "“”‘’\"'「」『』《》【】、，, \xa0\u3000")


def _folded(term: str) -> str:
    return term.translate(_UNFOLDED)
