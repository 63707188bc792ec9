"""Indicators: every quantity of a report with what it measures, when, and whether it is done or promised.

scan → sentences → bind → date, over the body and the lists attached to it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from govreport import vocabulary, words
from govreport.binding import Binder, Frame, Trace
from govreport.dating import Dating, date
from govreport.numerals import fold
from govreport.periods import Timeline
from govreport.quantities import defines, scan
from govreport.records import Basis, Indicator, Outline, Quantity, Section
from govreport.sentences import QUOTED, Sentence, sentences

_CUMULATIVE = re.compile(r"累计|五年共|总共")
_COPULAS = frozenset({"为", "是"})
_FALL_NAME = re.compile(r"(?:降幅|(?:减少|下降|降低|下跌)幅度)$")


def read_indicators(text: str, shape: Outline, trace: Trace | None = None) -> tuple[Indicator, ...]:
    """One Indicator for every quantity of the body and the attached lists, in order of appearance.

    >>> from govreport.records import Head, Span
    >>> head = Head(None, None, None, 2023, "2022", "2023", None, None, None, Span(0, 40))
    >>> found = read_indicators("城镇和农村居民人均可支配收入分别增长4.3%、5.5%。", Outline(head, ()))
    >>> [(i.name, str(i.value)) for i in found]
    [('城镇居民人均可支配收入', '4.3'), ('农村居民人均可支配收入', '5.5')]
    """
    folded = fold(text)
    quoted = [m.span() for m in QUOTED.finditer(folded)]
    found = [
        quantity
        for quantity in scan(folded, (shape.head.body, *shape.attached))
        if not _within(quoted, quantity) and not defines(folded, quantity)
    ]
    if not found:
        return ()
    timeline = Timeline(folded, shape)
    read = list(sentences(folded, found, [s.heading for s in shape.sections]))
    tokens = words.tag(
        [piece for sentence in read for gap in sentence.gaps for piece in (gap.naming, gap.right)]
    )
    return tuple(_indicators(text, folded, read, iter(tokens), timeline, trace))


def _within(spans: Sequence[tuple[int, int]], quantity: Quantity) -> bool:
    i = bisect_right(spans, (quantity.start, 1 << 60)) - 1
    return i >= 0 and spans[i][0] < quantity.start and quantity.end <= spans[i][1]


def _indicators(
    text: str,
    folded: str,
    read: Sequence[Sentence],
    tokens: Iterator[list[words.Token]],
    timeline: Timeline,
    trace: Trace | None,
) -> Iterator[Indicator]:
    before = ""
    end = -9
    for sentence in read:
        pairs = [(next(tokens), next(tokens)) for _ in sentence.gaps]
        near = sentence.span.start - end < 4
        frames = Binder(folded, sentence, pairs, before if near else "", trace).read()
        for frame in frames:
            section = timeline.section_at(frame.quantity.start)
            dating = date(folded, frame, sentence, timeline, section)
            if trace is not None:
                trace.note(
                    frame.quantity,
                    "期间",
                    f"{dating.period or '不明'}，{dating.status}；依据：{folded[dating.cue.start : dating.cue.end] if dating.cue else '段落、标题或所在部分'}",
                )
            yield _indicator(text, frame, sentence, section, dating)
        before, end = frames[-1].name, frames[-1].quantity.end


def _indicator(
    text: str, frame: Frame, sentence: Sentence, section: Section | None, dating: Dating
) -> Indicator:
    quantity = frame.quantity
    falls = frame.direction < 0 and not frame.to or not frame.direction and _FALL_NAME.search(frame.name)
    negative = falls and frame.measure in ("growth", "change")
    value_max = quantity.value_max
    return Indicator(
        quantity.start,
        quantity.end,
        text[quantity.start : quantity.end],
        frame.name,
        None if frame.action in _COPULAS else frame.action,
        vocabulary.identify(frame.name),
        frame.measure,
        -quantity.value if negative else quantity.value,
        -value_max if negative and value_max is not None else value_max,
        quantity.unit,
        frame.bound,
        dating.status,
        dating.period,
        _basis(frame, dating),
        frame.scope,
        section.id if section else None,
        sentence.span,
    )


def _basis(frame: Frame, dating: Dating) -> Basis | None:
    if frame.measure not in ("growth", "change"):
        return None
    if dating.average:
        return "annual_average"
    if _CUMULATIVE.search(frame.words) or dating.period and "/" in dating.period:
        return "cumulative"
    if dating.since and dating.period and dating.since < int(dating.period) - 1:
        return "cumulative"
    return "yoy"
