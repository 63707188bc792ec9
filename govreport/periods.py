"""Which year a sentence speaks of: a timeline of sections, paragraph openers and cues in the sentence.

The delivery year and the years reviewed and planned come with the outline. A cue in the sentence
(2015年, 去年, “十二五”, 五年来) wins over the paragraph's opener, that over the section. Years behind 比, 较, 是
are bases, not periods; a year behind 由 or 从 belongs to the next number only.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govreport.records import Outline, Section

# The five-year plans by their short names.
_PLANS = {
    "五五": (1976, 1980), "六五": (1981, 1985), "七五": (1986, 1990), "八五": (1991, 1995), "九五": (1996, 2000), "十五": (2001, 2005),
    "十一五": (2006, 2010), "十二五": (2011, 2015), "十三五": (2016, 2020), "十四五": (2021, 2025), "十五五": (2026, 2030),
}  # fmt: skip
_NUMERALS = {
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
_CN_YEAR = str.maketrans("零〇○Oo一二三四五六七八九", "00000123456789")

_CUE = re.compile(
    r"""
  (?=[0-9一二两三四五六七八九十“"‘第今未下接过这刚近最前本去上明])(?=[^0-9]|19|20|[12]\s|\d{1,2}个?年)(?:
    (?P<y1>(?:19|20)\d\d|(?:1\s9|2\s0)\s\d\s\d|[一二][九〇○零Oo0][一二三四五六七八九〇○零Oo0]{2})\s?
      (?:(?:年?[—–\-~～―至到]|年?——)\s?(?P<y2>(?:19|20)?\d\d|[一二][九〇○零][一二三四五六七八九〇○零]{2})\s?)?年(?P<since>以来|来)?(?P<end>末|底|初)?
  | [“"‘]?(?P<plan>十[一二三四五]五|[五六七八九十]五)(?:\s?[”"’]|(?=时期|期间|规划|末|以来|计划))(?P<planend>末|期末)?
  | 第(?P<nth>[六七八九十]|十[一二三四五])个五年(?:计划|规划)
  | (?P<future>今后|未来|下一个|接下来|下)(?P<fn>[一二两三四五六七八九十\d]+)年
  | (?P<pastfive>过去的?|这|刚刚过去的|近|最近|前|本届政府)?(?P<pn>[两三四五六七八九十]|\d{1,2})(?:个)?年(?:来|间|中|里
      |(?=累计|共|实施|拆除|新增|滚动|平均|净增|建成|完成|淘汰|关停|解决|培训|投入|增长|增加|减少|改造|转移|安置|培养|实现
        |支持|造林|引进|发放|补助|消除|取消|新建|整治|治理)
      |(?<=过去[五三]年)|(?<=这[五三]年)|(?<=去的[五三]年)|(?<=近[五三两]年))
  | (?P<last>一年来|过去的?一年|刚刚过去的一年|这一年|去年)
  | (?P<before>上年度?|上一年|前年)
  | (?P<both>今明两年)
  | (?P<now>今年|本年度?)
  | (?P<next>明年)
  )
    """,
    re.VERBOSE,
)
_BASE = re.compile(
    r"(?:比|较|与|同|于|是|相当于|按|为|依|以|高于|低于|占|快于|好于|多于|超过|超|达到?)\s*(?:“)?$"
)
_FROM = re.compile(r"(?:由|从|自)\s*$")
_LED = re.compile(r"(?:刚刚过去的|刚过去的|已经过去的|即将过去的|过去的|回顾|在|迈入|进入|透过|总结)$")
_NAMED = re.compile(r"^(?:度?国家|不变价|可比价|价|版|[“”]?级)")
_BASE_AFTER = re.compile(r"^(?:同期|的\d|水平|不变价|的基础|基数|相比|时的)")


_PREAMBLE = 14  # characters in front of 刚刚过去的 at the head of a paragraph


class Cue(NamedTuple):
    """A stretch of text that names a period; first and last are equal for a single year."""

    start: int
    end: int
    first: int
    last: int
    base: bool
    origin: bool  # 由…年的: the value it had then
    relative: bool  # 去年, 今年, 一年来: not said in figures
    explicit: bool = False  # years in figures
    bare: bool = False  # 五年 without 过去 or 来
    attributive: bool = False  # “十四五”重点项目: says which, not when
    led: bool = False  # 刚刚过去的2017年: opens a part of the report


class Timeline:
    """The cues of one report, and the period of each section.

    >>> from govreport.records import Head, Span
    >>> head = Head(None, None, None, 2016, "2015", "2016", None, None, None, Span(0, 40))
    >>> line = Timeline("去年增长7%，到2020年达到9%", Outline(head, ()))
    >>> [(cue.first, cue.last, cue.relative) for cue in (line.at(0, 4), line.at(0, 14))]
    [(2015, 2015, True), (2020, 2020, False)]
    """

    def __init__(self, text: str, shape: Outline) -> None:
        self.year = shape.head.year
        self.review = _parse(shape.head.review)
        self.plan = _parse(shape.head.plan)
        self._sections = shape.sections
        self._starts = [s.start for s in shape.sections]
        self._by_id = {s.id: s for s in shape.sections}
        self._section_period: dict[int, tuple[int, int] | None] = {}
        self._cues = list(self._read(text, shape)) if text else []
        self._cue_ends = [c.end for c in self._cues]
        self._openers = self._find_openers(text, shape)
        self._opener_starts = [c.start for c in self._openers]

    def _read(self, text: str, shape: Outline) -> Sequence[Cue]:
        spans = (shape.head.body, *shape.attached)
        cues: list[Cue] = []
        for span in spans:
            for m in _CUE.finditer(text, span.start, span.end):
                if cue := self._cue(text, m):
                    cues.append(cue)
        return cues

    def _cue(self, text: str, m: re.Match[str]) -> Cue | None:
        start, end = m.span()
        before, after = text[max(0, start - 5) : start], text[end : end + 5]
        relative = attributive = False
        if text.rfind("《", max(0, start - 40), start) > text.rfind("》", max(0, start - 40), start):
            return None
        reviewed = self.review[1] if self.review else (self.year - 1 if self.year else None)
        if m["y1"]:
            if _NAMED.match(after) or after.startswith(("以前", "之前")) or _in_title(text, start, end):
                return None
            first = last = int("".join(m["y1"].translate(_CN_YEAR).split()))
            if m["y2"] and not m["y2"].isdigit():
                last = int(m["y2"].translate(_CN_YEAR))
            elif m["y2"]:
                last = int(m["y2"]) if len(m["y2"]) == 4 else first // 100 * 100 + int(m["y2"])
            if m["since"]:
                last = max(first, reviewed or first)
            if m["end"] == "初" and not m["y2"]:
                first = last = first - 1
        elif m["plan"]:
            if re.match(
                r"(?!时期|期间|以来|末|来|年|收官|开局|规划|计划|的|前|后|初|第|五年)[\u4e00-\u9fff]{2}",
                after,
            ):
                attributive = True
            if re.match(r"[”\"]?(?:批复|规划纲要|规划目标|规划和|规划建议|建设)", after):
                return None
            first, last = _PLANS[m["plan"]]
            if m["planend"] or after.startswith("末"):
                first = last
        elif m["nth"]:
            number = 10 + _NUMERALS[m["nth"][1]] if len(m["nth"]) == 2 else _NUMERALS[m["nth"]]
            first = 1981 + 5 * (number - 6)
            last = first + 4
        elif m["future"]:
            n = _count(m["fn"])
            if not self.year or not n:
                return None
            first, last = self.year, self.year + n - 1
        elif m["pn"]:
            n = _count(m["pn"])
            if (
                not reviewed
                or not n
                or before.endswith(("年", "年的"))  # 从1978年到1985年八年间: counts the years named
                or re.search(r"[\d第0-9一二三四五六七八九十]$", before[-1:] if not m["pastfive"] else "")
            ):
                return None
            first, last = reviewed - n + 1, reviewed
        else:
            relative = True
            if not self.year:
                return None
            if m["both"]:
                return Cue(start, end, self.year, self.year + 1, False, False, True)
            if m["before"]:
                first = last = (reviewed or self.year - 1) - 1
            else:
                first = last = self.year + (-1 if m["last"] else 0 if m["now"] else 1)
            if m["last"] and reviewed and m["last"] != "去年":
                first = last = reviewed
        if m["before"] and not _FROM.search(before) and not _BASE.search(before):
            return None
        if m["y2"] and _FROM.search(before):
            return Cue(start, end, first, last, False, False, False, True)
        base = bool(_BASE.search(before)) or bool(
            _BASE_AFTER.match(after) and not relative and m["y1"] and not _FROM.search(before)
        )
        return Cue(
            start,
            end,
            first,
            last,
            base,
            bool(_FROM.search(before)),
            relative,
            bool(m["y1"]),
            bool(m["pn"]) and not m["pastfive"] and m.group().endswith("年"),
            attributive,
        )

    def _find_openers(self, text: str, shape: Outline) -> list[Cue]:
        """Cues that open a paragraph, a section or a sentence series (五年来，…) and hold until the next."""
        openers = []
        headings = {s.heading.end for s in shape.sections}
        for cue in self._cues:
            if cue.base or cue.origin:
                continue
            i = cue.start - 1
            led = _LED.search(text, max(0, cue.start - 8), cue.start)
            if led:
                i = led.start() - 1
            while i >= 0 and text[i] in " \u3000\t\xa0—-":
                i -= 1
            opens = i < 0 or text[i] in "\n" or i + 1 in headings or cue.start in headings
            if led and text[i] == "，" and i - text.rfind("\n", 0, i) <= _PREAMBLE:
                opens = True  # 特别需要指出的是，刚刚过去的2005年，…
            if (
                not opens
                and (
                    cue.last - cue.first >= 2 or text[cue.start : cue.end].endswith(("一年", "一年来")) or led
                )
                and text[i] in "。！："
            ):
                opens = text[cue.end : cue.end + 1] in "，,、" or text[cue.end : cue.end + 3].startswith(
                    ("来，", "间，")
                )
            if opens:
                openers.append(cue._replace(led=bool(led)))
        return openers

    def section_at(self, offset: int) -> Section | None:
        """The innermost section that holds the offset."""
        i = bisect_right(self._starts, offset) - 1
        section = self._sections[i] if i >= 0 else None
        while section is not None and offset >= section.end:
            section = self._by_id.get(section.parent) if section.parent is not None else None
        return section

    def section_period(self, section: Section | None) -> tuple[int, int] | None:
        """What the section's heading says, or its parent's, else the year reviewed or planned."""
        if section is None:
            return None
        if section.id not in self._section_period:
            self._section_period[section.id] = self._heading_period(section)
        return self._section_period[section.id]

    def _heading_period(self, section: Section) -> tuple[int, int] | None:
        lo = bisect_right(self._cue_ends, section.heading.start)
        found: list[Cue] = []
        for cue in self._cues[lo:]:
            if cue.start >= section.heading.end:
                break
            if not cue.base and not cue.origin:
                found.append(cue)
        default = self.review if section.role == "review" else self.plan if section.role == "plan" else None
        if found:
            # A review takes its years in the order of its heading; a plan speaks of the year it names.
            single = [c for c in found if c.first == c.last]
            cue = single[0] if single and section.role != "review" else found[0]
            return cue.first, cue.last
        parent = self._by_id.get(section.parent) if section.parent is not None else None
        return self.section_period(parent) if parent else default

    def at(self, sentence: int, offset: int) -> Cue | None:
        """The last cue of the sentence that ends at or before the offset, bases left out."""
        return next((c for c in self._before(sentence, offset) if not c.base and not c.attributive), None)

    def base_at(self, sentence: int, offset: int) -> Cue | None:
        """The last base (比2011年) of the sentence before the offset."""
        return next((c for c in self._before(sentence, offset) if c.base and not c.relative), None)

    def origin_at(self, sentence: int, offset: int) -> Cue | None:
        """The last origin (由2002年的) of the sentence before the offset."""
        return next((c for c in self._before(sentence, offset) if c.origin), None)

    def _before(self, sentence: int, offset: int) -> Iterator[Cue]:
        """The cues of the sentence that end at or before the offset, the last first."""
        i = bisect_right(self._cue_ends, offset) - 1
        while i >= 0 and self._cues[i].start >= sentence:
            yield self._cues[i]
            i -= 1

    def opener(self, section: Section | None, paragraph: int, offset: int) -> Cue | None:
        """The opener that holds at the offset: of the same paragraph, or of the same section in long ones."""
        i = bisect_right(self._opener_starts, offset) - 1
        if i < 0:
            return None
        cue = self._openers[i]
        if cue.start >= max(paragraph, section.start if section else 0):
            return cue
        part = section
        while part is not None and part.parent is not None:
            part = self._by_id[part.parent]
        lasting = cue.last > cue.first or cue.relative or cue.led
        return (
            cue
            if part is not None and lasting and part.role == "review" and cue.start >= part.start
            else None
        )


def _in_title(text: str, start: int, end: int) -> bool:
    """Whether a year is part of what quotes hold: 荣获“2010年全省先进县”称号.

    >>> _in_title("获“2010年先进县”", 2, 7), _in_title("到“2010年”", 2, 7), _in_title("“先进”2010年", 4, 9)
    (True, False, False)
    """
    opening = text.rfind("“", max(0, start - 40), start)
    closing = text.find("”", opening, end + 40) if opening >= 0 else -1
    return closing > end


def _count(printed: str) -> int | None:
    return int(printed) if printed.isdigit() else _NUMERALS.get(printed)


def _parse(period: str | None) -> tuple[int, int] | None:
    if not period:
        return None
    first, _, last = period.partition("/")
    return int(first), int(last or first)


def write(first: int, last: int) -> str:
    """The contract's form of a period.

    >>> write(2022, 2022), write(2021, 2025)
    ('2022', '2021/2025')
    """
    return str(first) if first == last else f"{first}/{last}"
