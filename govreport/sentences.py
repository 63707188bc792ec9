"""Sentences: where the sentence of a number begins and ends, and the words beside the number in its clause.

Quotes and brackets are masked first, keeping length; then the sentence is cut at ，；： and the words between
two numbers are cleaned of what belongs to no name: footnote marks, asides in brackets, years (the timeline
reads them) and comparisons (比上年, 按可比口径).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govreport.records import Quantity, Span

# A line break ends a sentence behind a closed one, or before a label; elsewhere it only wraps the line. The
# look-ahead halves the time, which goes to the characters that begin no stop.
_STOP = re.compile(
    r"(?=[。！？!?\n])(?:[。！？!]|\?(?!\d)|(?<=[。！？；!?;”）)\n\s])\n"
    r"|\n(?=\s*(?:\n|$|[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．]|[①-⑳●■◆—－])))"
)
QUOTED = re.compile(r"“[^”\n]{0,60}”|《[^》\n]{0,60}》|「[^」\n]{0,40}」|‘[^’\n]{0,40}’")
DELIMITER = re.compile(r"[，,；;：:。！？]|\n(?=\s*\n)|(?<=[。；])\n")
_MASK = str.maketrans("，,；;：:。！？、", "··········")

# One pass over a piece: marks and blanks; asides in brackets (kept where they complete a word: 县（市、区）);
# years; each alternative opens with a character of the look-ahead, which passes over all others.
_NOISE = re.compile(
    r"(?=[\[〔［【^★*\s①-⑳”）)&?（(\d一二去上今前当“过近这两三四五六七八九十平每到])(?:"
    r"^到(?=(?:19|20)\d\d年)|\^?[\[〔［【]\d{1,3}[\]〕］】]|[★*\s]+|[①-⑳]|^[”）)]+|&nbsp;?|\?{2,}"
    r"|[（(](?!(?:[市区县旗州盟街道社镇乡村户套间里郊邻组、次]{1,6}|(?!折纯|不含|含)[\u4e00-\u9fff]{1,2})[）)])[^（）()]*[）)]?"
    r"|(?<![比较与同是为过于])(?:(?:(?:19|20)\d\d|(?:1\s9|2\s0)\s\d\s\d\s?|[一二][九〇○零][一二三四五六七八九〇○零]{2})年(?:末|底|初|度|以来|起)?的?)"
    r"|(?:去年|上年|今年|前年|当时)(?:末|底|初)?的"
    r"|(?<![比较与同是为过于由从])(?:去年|今年)(?!同期|末|底|初|以来|水平|上半年|前)"
    r"|(?:今年)?\d{1,2}(?:[至到—~-]\d{1,2})?月份?(?=[\u4e00-\u9fff])"
    r"|(?<![比较与同])“(?:十[一二三四五]|十|[五六七八九])五”(?:时期|期间|末)?"
    r"|(?:平均)?每\d+(?:公斤|斤|亩|吨|公里|平方米|人|户)"
    r"|(?<![\u4e00-\u9fff])(?:过去|近|这)?[两三四五六七八九十]年(?:间|来|内|中)(?=[\u4e00-\u9fff])"
    r")"
)
_COMPARE = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[均约]))?(?:比|较)(?![重例率值]|大|快|多|好|高|低|强|为|小)[^，。；、]{0,16}?"
    r"(?:期间|时期|五”|上年|年前|年|月|期|末|底|初|计划|平均|去年|前年|年度|水平|目标|之前|以前(?!移)|全国|全省|全市|改革前|规定|任务|要求)"
    r"(?:同期|同月|末|底|初|水平|相比|实际|平均|平均水平)*[，,]?"
    r"|(?:同|环)比|(?:按|以)?(?:可比|不变)(?:价格?|口径)(?:计算)?"
    r"|(?:扣除|考虑|剔除)[^，。；]{0,14}?(?:因素影响|因素|影响)(?:后)?|(?:按照?|以)[^，。；、]{1,10}?(?:计算|折算|测算|换算)"
    r"|(?:与|同|和)[^，。；、]{1,12}?(?:相比|比较)|(?:同|与)口径"
)
_COMPARES = re.compile("[比较按扣考剔与同和以]")
_TO_OTHERS = re.compile(
    r"(?P<verb>高于|低于|快于|慢于|高出|低过|超过|超出|超|优于|多于|少于|领先于?|落后于?)[^，。；、\d]{1,16}?$"
)
_THAN = re.compile(
    r"(?:比|较)(?![重例率值])[^，。；、\d]{1,14}?(?<![提增走加放减升降])(?P<verb>高|低|快|慢)(?:出|了)?$"
)  # 比全省平均水平高1.2个百分点
_MULTIPLE = re.compile(
    r"(?:是|为|相当于|达到?|约为|不低于|不高于)[^，。；、]{0,14}?(?:年|时|期|末|底|初|水平|平均|全国|全省|全市)?的$"
)
_RATIO = re.compile(
    r"(?:(?:只|仅)?相当于[^，。；、]{1,16}|(?:达到?|约?为)(?!.*(?:目标|任务|计划|预算|要求))[^，。；、]{2,14})的$"
)
_OF_PLAN = re.compile(
    r"(?:分别|均|已|约|实际)*(?:超额)?完成(?:全?年|年度|省定|市定|预期|省下达|市下达)?(?:计划|目标|任务|预算)(?:任务|目标)?的$"
)
_ADJUSTED = re.compile(r"(?:调整|优化|变化)?(?:为|到|至)$")
_CLAIM = re.compile(
    r"(?:分别|(?<![总积得评])分(?=列)|稳|连续[^，。；]{1,4}|继续|均|仍|也|已|现|并)?(?:位居|居于|位列|并列|名列|排名|排在|排到|排|列|跃居|跃升至?|跃至"
    r"|升至|上升到|上升至|前进到|稳居|高居|居|保持在|继续保持|保持|由|从|进入|跻身|重返|挺进|位次|提升至|提升到|占据|荣居|雄居"
    r"|荣获|获得|取得|夺得|占)(?P<scope>[^，。；、\d]{0,12}?)(?:的)?(?:前列)?$"
)
_PLACE = re.compile(
    r"(?P<scope>(?:各省区市|各省区|各省|各市|全国|全省|全市|全县|全区|世界|全球|亚洲|中西部|中部|西部|东部|东北|长三角|珠三角"
    r"|京津冀|省内|市内|国内|区内|同类)[^，。；、数率额量值]{0,8}?)(?:的)?$"
)


class Gap(NamedTuple):
    """The words beside a number, cleaned: left and right of it inside its clause.

    ``naming`` is the part of the left that may name it; ``scope`` among whom a rank is held; ``gap`` is the verb
    that sets the number against others (高于全国1.2个百分点); ``multiple`` says that the number multiplies a
    base (是2012年的2.2倍).
    """

    left: str
    right: str
    naming: str
    scope: str | None = None
    gap: str | None = None
    multiple: bool = False


class Sentence(NamedTuple):
    """A sentence that holds numbers: its span, its paragraph's start, its numbers and the gaps beside them."""

    span: Span
    paragraph: int
    quantities: tuple[Quantity, ...]
    gaps: tuple[Gap, ...]


def mask(text: str) -> str:
    """The text with the delimiters inside quotes taken out of play; its length is unchanged.

    >>> mask("“双随机、一公开”，全覆盖")
    '“双随机·一公开”，全覆盖'
    """
    return QUOTED.sub(lambda m: m.group().translate(_MASK), text)


def clean(piece: str) -> str:
    """A stretch of words without marks, blanks, asides and years.

    >>> clean("“三通一平”[2] 2022年的土地（一期工程）")
    '“三通一平”土地'
    """
    return _NOISE.sub("", piece)


# The longest sentence of a real report has 641 characters; what goes on for longer is read in pieces, or the time
# for a text without full stops would grow with its square.
_LONGEST = 2000
_COMMA = re.compile("[，、；]")


def sentences(text: str, found: Sequence[Quantity], headings: Sequence[Span]) -> Iterator[Sentence]:
    """The sentences of the folded text that hold the quantities, headings cut off, in order."""
    masked = mask(text)
    stops = [m.span() for m in _STOP.finditer(masked)]
    ends = [stop[1] for stop in stops]
    i = done = 0
    while i < len(found):
        quantity = found[i]
        k = bisect_right(ends, quantity.start)
        start = max(done, ends[k - 1] if k else 0)
        while k < len(stops) and stops[k][0] < quantity.end:
            k += 1
        end = len(masked)
        if k < len(stops):
            end = stops[k][0] if masked[stops[k][0]] == "\n" else stops[k][1]
        if end - start > _LONGEST:
            comma = _COMMA.search(masked, max(start + _LONGEST, quantity.end), end)
            end = comma.end() if comma else end
        h = bisect_right(headings, (quantity.start, 1 << 60)) - 1
        if h >= 0 and start < headings[h].end <= quantity.start:
            start = headings[h].end
        while start < quantity.start and masked[start] in " \u3000\t\xa0\n”）)":
            start += 1
        j = i + 1
        while j < len(found) and found[j].start < min(end, start + 2 * _LONGEST):
            j += 1
        if j < len(found) and found[j].start < end:  # nowhere a comma
            end = max(found[j - 1].end, found[j].lead)
        group = tuple(found[i:j])
        yield Sentence(
            Span(start, end), masked.rfind("\n", 0, start) + 1, group, _gaps(text, masked, start, end, group)
        )
        i, done = j, end


# A list's label at the head of a sentence belongs to no name.
_LABEL = re.compile(
    r"(?!一、二)\s*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)、.．]|[①-⑳●■◆•·—]+)\s*(?!\d)"
)
# How far the words beside a number are read: names longer than this are clauses.
_LEFT, _RIGHT = 70, 50


def _gaps(text: str, masked: str, start: int, end: int, group: Sequence[Quantity]) -> tuple[Gap, ...]:
    gaps = []
    label = _LABEL.match(text, start, group[0].start)
    previous = label.end() if label else start
    for i, quantity in enumerate(group):
        following = group[i + 1].lead if i + 1 < len(group) else end
        lead = quantity.lead
        cut = max(previous, lead - _LEFT)
        for stop in DELIMITER.finditer(masked, cut, lead):
            cut = stop.end()
        paren = max(masked.rfind("（", cut, lead), masked.rfind("(", cut, lead))
        if paren >= 0 and masked.find("）", paren, lead) < 0 and masked.find(")", paren, lead) < 0:
            cut = paren + 1
        closing = masked.find("）", cut, lead)
        if closing >= 0 and masked.find("（", cut, closing) < 0:
            cut = closing + 1  # the aside began in the clause before: （不含定州，下同）、增长9%
        limit = min(following, quantity.tail + _RIGHT)
        stop_at = DELIMITER.search(masked, quantity.tail, limit)
        right = clean(text[quantity.tail : stop_at.start() if stop_at else limit])
        gaps.append(_gap(clean(text[cut:lead]), right, quantity.kind))
        previous = max(previous, quantity.tail)
    return tuple(gaps)


_GOAL = re.compile(r"^.*目标[是为](?=.)")  # 主要预期目标是地区生产总值增长…


def _gap(left: str, right: str, kind: str) -> Gap:
    if kind == "rank":
        claim = _CLAIM.search(left)
        if claim is None or claim["scope"][-1:] in ("数", "量", "分"):  # 取得奖牌总数第一
            claim = _PLACE.search(left)
        return Gap(
            left, right, left[: claim.start()] if claim else left, claim["scope"] or None if claim else None
        )
    if kind == "points" and (against := _TO_OTHERS.search(left) or _THAN.search(left)):
        return Gap(left, right, left[: against.start()], gap=against["verb"])
    if kind == "percent" and (ratio := _RATIO.search(left)):
        return Gap(left, right, left[: ratio.start()], multiple=True)
    if kind == "percent" and (done := _OF_PLAN.search(left)) and done.start():
        return Gap(left, right, left[: done.start()])
    if kind in ("part", "ratio"):
        return Gap(left, right, _ADJUSTED.sub("", left))
    if kind == "times" and (multiple := _MULTIPLE.search(left)):
        return Gap(left, right, _COMPARE.sub("", left[: multiple.start()]), multiple=True)
    if "目标" in left:
        left = _GOAL.sub("", left)
    return Gap(left, right, _COMPARE.sub("", left) if _COMPARES.search(left) else left)
