"""Dating: the year or years of each figure, and whether it is reported or promised.

Whether a span or its last year applies is one table over measure, verb and name (GUIDE R7): totals, averages and
what was built over five years take the span, end states its last year.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from govreport.binding import Frame
from govreport.names import STOCK, VERBS
from govreport.periods import Cue, Timeline, write
from govreport.records import Quantity, Section, Status
from govreport.sentences import Sentence

_ANNUAL = re.compile(r"(?:收入|支出|总额|零售额|增加值|生产总值|总产值|产值|产量|固定资产投资|进出口|总值)$")
_FLOW = re.compile(r"(?:投资总额|投资额|竣工面积|贸易总额|^新增|^累计|利用外资)")
_REACH = re.compile(
    r"(?:达到?|增至|增加到|增加至|提高到|提高至|提升到|提升至|突破|超过|发展到|保持|稳定|居|扩大到|扩大至|降至|下降到|减少到|总数|总量|余额|拥有|现有|已有|共有|升至|上升到|增长到|达成|跨上|迈上)"
)
_ALREADY = re.compile(
    r"已经?(?:建成|完成|组织|累计|达|实现|开工|解决|覆盖|建立|发展|有)[^，。；]{0,30}$|已建成的[^。]*$"
)
_PROMISE = re.compile(r"力争|确保|预期|目标是|计划[到在]|将达|将完成|将实现|拟于|有望")
_SUM = frozenset(
    "新增 净增 建成 新建 改造 完成 引进 累计 实施 解决 发放 培训 建设 改建 新改建 开工 竣工 投产 投入 淘汰 拆除 治理 转移 减少 增加 开展 举办 办理 惠及 取消 下放 救助 帮扶 脱贫 造林 安置 接待 认证".split()
)
_PAST = ("突破", "超过", "跨过", "迈过", "越过")
_KEEPS_SUM = re.compile(r"新增|累计|合计|五年")
_NOW = re.compile("目前|现有|现已|如今")
_SINCE = re.compile(r"[，,](?:比|较)(?:19|20)\d\d年")  # 财政支出8.5亿元，比2006年增长6亿元
_YEARLY = re.compile("全年(?!龄)")
# Counts that can be a state of the last year; people and events come and go.
_STANDING = frozenset("家 个 户 所 座 处".split())
_NEW = re.compile("^新|新增|新设")
_DOES = re.compile("|".join(sorted(_SUM)))


class Dating(NamedTuple):
    """When a figure was or will be, and whether it is done.

    ``average`` says that it is one of 年均, ``since`` is the year that the clause of a growth
    or change compares it with (比2011年).
    """

    period: str | None
    status: Status
    average: bool
    cue: Cue | None
    since: int | None


_AVERAGE = re.compile(r"年均|平均每年|年平均|每年平均")
_FROM = re.compile(r"[由从][^，。；、]{0,16}(?:\d[^，。；、\d]{1,4}、\s?)?$")
_ONWARDS = re.compile(
    r"(?:[、和]\s?\d[\d.]*)?[^，。；、]{0,4}?(?:增|提|上升|扩|升|下降|降|减|缩|发展|到|至|调整|压|拓|跃|上调|转)"
)
_DIGIT = re.compile(r"\d")
_ARRIVED = re.compile(r"\d[^，。；]*?(?:到|至|为|，|；)")  # 从2021年的A和B提高到C: A and B are both of 2021
_SUMMED = re.compile(r"累计|合计|新增|共|新建|建成|完成")
_STATED_TARGETS = re.compile(r"主要预期目标|预期目标是|力争今年|今年(?:预期|力争)")


def date(text: str, frame: Frame, sentence: Sentence, timeline: Timeline, section: Section | None) -> Dating:
    """The period and the status of one figure of the folded text."""
    quantity = frame.quantity
    start = sentence.span.start
    average = bool(_AVERAGE.search(frame.words))
    origin = bool(_FROM.search(text, max(start, quantity.lead - 18), quantity.lead)) and bool(
        _ONWARDS.match(text, quantity.tail, quantity.tail + 16)
    )
    cue = timeline.at(start, quantity.lead)
    if cue is not None and cue.origin and _ARRIVED.search(text, cue.end, quantity.start):
        cue = timeline.at(start, cue.start)
    if cue is not None and (
        cue.bare
        and section is not None
        and section.role == "plan"
        or cue.origin
        and _ARRIVED.search(text, cue.end, quantity.start)
    ):
        cue = None
    span = _span(text, sentence, quantity, timeline, section, cue)
    period = None
    if span is not None:
        period = write(*_resolve(span, text, frame, sentence, timeline, section, cue, average, origin))
    opened = cue is None and span is not None and timeline.year is not None and span[1] < timeline.year
    status: Status = "actual" if origin else _status(text, frame, start, section, cue, timeline, opened)
    moves = frame.measure in ("growth", "change")
    base = timeline.base_at(start, quantity.lead) if moves else None
    if base is not None and _DIGIT.search(text, base.end, quantity.lead):
        base = None
    return Dating(period, status, average, cue, base.last if base else None)


def _span(
    text: str,
    sentence: Sentence,
    quantity: Quantity,
    timeline: Timeline,
    section: Section | None,
    cue: Cue | None,
) -> tuple[int, int] | None:
    """What the sentence, the paragraph's opener or the section speaks of, before the figure's kind is looked at."""
    if cue is not None:
        return cue.first, cue.last
    if section is None and timeline.plan and _STATED_TARGETS.search(text, sentence.span.start, quantity.lead):
        return timeline.plan
    opener = timeline.opener(section, sentence.paragraph, quantity.start)
    if opener is not None:
        return opener.first, opener.last
    heading = timeline.section_period(section)
    if heading is not None:
        return heading
    if timeline.year is not None:
        return timeline.review or (timeline.year - 1, timeline.year - 1)
    return None


def _resolve(
    span: tuple[int, int],
    text: str,
    frame: Frame,
    sentence: Sentence,
    timeline: Timeline,
    section: Section | None,
    cue: Cue | None,
    average: bool,
    origin: bool,
) -> tuple[int, int]:
    first, last = span
    start, lead = sentence.span.start, frame.quantity.lead
    if cue is not None and cue.origin:
        return last, last
    if origin:
        base = timeline.base_at(start, lead)
        if base is not None and base.last < first:
            return base.last, base.last
        if cue is not None and cue.explicit and first < last:
            return first, first
        # 由2002年7703元增加到2007年13786元，农村由2476元增加到4140元
        before = timeline.origin_at(start, lead)
        if before is not None and before.last < last:
            return before.last, before.last
        return first - 1, first - 1
    if first < last and cue is None and timeline.year is not None and _YEARLY.search(text, start, lead):
        year = timeline.year if section is not None and section.role == "plan" else last
        return year, year
    if first < last:
        return span if _sums(text, frame, sentence, average) else (last, last)
    heading = timeline.section_period(section)
    if heading and heading[0] < heading[1] == last and "累计" in frame.words:
        return heading
    if average:
        base = timeline.base_at(start, lead)
        if base is not None and base.last < last - 1:
            return base.last + 1, last
        if heading and heading[0] != heading[1] and (cue is not None or heading[0] <= first <= heading[1]):
            return heading
        whole = timeline.review if section is None or section.role == "review" else timeline.plan
        if whole and whole[0] != whole[1]:
            return whole
    return span


def _stands(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a count without a verb is a state: 灯塔工厂3家，智能工厂16家; not what 建成, further left, built.

    The nearest number before whose words have a verb decides.
    """
    i = sentence.quantities.index(quantity)
    for k in range(i - 1, -1, -1):
        before = sentence.gaps[k].left
        if _REACH.search(before[-8:]) and not _SUMMED.search(before):
            return sentence.quantities[k].kind == "count"
        if _DOES.search(before) or sentence.quantities[k].kind != "count":
            return False
    return True


def _sums(text: str, frame: Frame, sentence: Sentence, average: bool) -> bool:
    """Whether the figure covers the whole span (total, average, change, built) and not its last year (end state)."""
    quantity, words, name = frame.quantity, frame.words, frame.name
    if average or frame.measure in ("growth", "change"):
        return True
    if frame.measure in ("share", "rank") or frame.to or quantity.kind == "times":
        return False
    if (
        frame.action in ("完成", "实现", "达到", "达")
        and not _FLOW.search(name)
        and _ANNUAL.search(name)
        and not _KEEPS_SUM.search(words)
    ):
        return False
    shared = frame.bound == "gt" != quantity.bound  # the second of 分别突破300亿元和3000亿元
    past = shared or quantity.bound == "gt" and text.startswith(_PAST, quantity.lead)
    if past and not _SUMMED.search(words):
        return False
    if _NOW.search(text, sentence.span.start, quantity.lead) or _SINCE.match(text, quantity.tail):
        return False
    if _FLOW.search(name) and frame.action not in ("突破", "超过"):
        return True
    if words.endswith(("到", "至", "整合为", "调整为", "增为", "减为", "变为", "扩为")):
        return False
    if (
        frame.action is None
        and quantity.unit in _STANDING
        and words.endswith(name)
        and not _NEW.search(name)
        and not _SUMMED.search(words)
        and name[:2] not in VERBS | _SUM
        and _stands(sentence, quantity)
    ):
        return False
    if (
        _REACH.search(words[-8:]) or frame.bound == "gt" and frame.action in ("突破", "超过")
    ) and not _SUMMED.search(words):
        return False
    if frame.action in _SUM or _SUMMED.search(words):
        return True
    if frame.action is None and STOCK.search(name):
        return False
    return not (quantity.bound == "gt" and text.startswith(("突破", "超过", "达到"), quantity.lead))


def _status(
    text: str,
    frame: Frame,
    start: int,
    section: Section | None,
    cue: Cue | None,
    timeline: Timeline,
    opened: bool,
) -> Status:
    role = section.role if section else None
    year = timeline.year
    if frame.words.endswith(("年度目标", "预期目标", "全年目标", "年初目标", "目标为")):
        return "target"
    if cue is not None and year is not None:
        if cue.last < year:
            return "actual"
        if not cue.relative or cue.first > year or role != "review":
            return "target"
    before = text[start : frame.quantity.start]
    if opened and role in ("plan", "other"):  # 过去的一年 opens the plan
        return "target" if _PROMISE.search(before) else "actual"
    if cue is not None and cue.last == year and "将达" in before:
        return "target"
    if role == "plan":
        return "actual" if _ALREADY.search(before) and not _PROMISE.search(before) else "target"
    if role == "review":
        return "target" if _STATED_TARGETS.search(before) else "actual"
    if role == "other" or _PROMISE.search(before):
        return "target"
    return "actual"
