"""Binding: every scanned quantity with what it measures, its sign, its period and its status.

Sentence by sentence. The words between two numbers are one gap; a gap is read from its right end for the
number behind it and from its left end for the number before it. Parallel numbers are grouped first, so that
measure, sign and bound flow from the first to the others and a list of names is shared out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from govreport import names, periods, words
from govreport.names import NOTHING, Naming
from govreport.numerals import fold
from govreport.quantities import defines, scan
from govreport.records import Basis, Bound, Indicator, Measure, Outline, Quantity, Section, Span, Status
from govreport.words import Token

# A line break ends a sentence behind a closed one, or before a label; elsewhere it only wraps the line.
_STOP = re.compile(
    r"[。！？!?]|(?<=[。！？；!?;”）)\n\s])\n|\n(?=\s*(?:\n|$|[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．]|[①-⑳●■◆—－]))"
)
_QUOTED = re.compile(r"“[^”\n]{0,60}”|《[^》\n]{0,60}》|「[^」\n]{0,40}」|‘[^’\n]{0,40}’")
_PAREN = re.compile(r"[（(][^（）()\n]{0,120}[）)]")
_DELIMITER = re.compile(r"[，,；;：:。！？]|\n(?=\s*\n)|(?<=[。；])\n")
_MASK = str.maketrans("，,；;：:。！？、", "··········")
_NOISE = re.compile(r"\^?[\[〔［【]\d{1,3}[\]〕］】]|[★*\s]+|[①-⑳]|^[”）)]+|&nbsp;?|\?{2,}")
_INNER = re.compile(
    r"[（(](?!(?:[市区县旗州盟街道社镇乡村户套间里郊邻组、次]{1,6}|(?!折纯|不含|含)[\u4e00-\u9fff]{1,2})[）)])[^（）()]*[）)]?"
)
_COMPARE = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[均约]))?(?:比|较)(?![重例率值]|大|快|多|好|高|低|强|为|小)[^，。；、]{0,16}?(?:期间|时期|五”|上年|年|月|期|末|底|初|计划|平均|上年|去年|前年|年度|水平|目标|之前|以前|全国|全省|全市|改革前|规定|任务|要求)"
    r"(?:同期|同月|末|底|初|水平|相比|实际|平均|平均水平)*[，,]?"
    r"|(?:同|环)比|(?:按|以)?(?:可比|不变)(?:价格?|口径)(?:计算)?|(?:扣除|考虑|剔除)[^，。；]{0,14}?(?:因素|影响)(?:后)?|(?:按照?|以)[^，。；、]{1,10}?(?:计算|折算|测算|换算)|(?:与|同|和)[^，。；、]{1,12}?(?:相比|比较)|(?:同|与)口径"
)
_GAP_TO_OTHERS = re.compile(
    r"(?P<verb>高于|低于|快于|慢于|高出|低过|超过|超出|超|优于|多于|少于|领先|领先于|落后于?)(?P<other>[^，。；、\d]{1,16}?)$"
)
_PLACE = r"(?:各省区市|各省区|各省|各市|全国|全省|全市|全县|全区|世界|全球|亚洲|中西部|中部|西部|东部|东北|长三角|珠三角|京津冀|省内|市内|国内|区内|同类)[^，。；、]{0,8}?"
_SCOPE = re.compile(
    r"(?P<verb>(?:分别|稳|连续[^，。；]{1,4}|继续|均|仍|也|已|现|并)?(?:位居|居于|位列|并列|名列|排名|排在|排到|排|列|跃居|跃升至?|跃至|升至|上升到|上升至|前进到|稳居|高居|居|保持在|继续保持|保持|由|从|进入|跻身|重返|挺进|位次|提升至|提升到|占据|荣居|雄居|荣获|获得|取得|夺得|占))"
    r"(?P<scope>[^，。；、\d]{0,12}?)(?:的)?(?:前列)?$"
)
_PLACED = re.compile(rf"(?P<scope>{_PLACE})(?:的)?$")
_AVERAGE = re.compile(r"年均|平均每年|年平均|每年平均")
_CUMULATIVE = re.compile(r"累计|五年共|总共")
_CONNECT = frozenset(
    {
        "和",
        "、",
        "及",
        "与",
        "以及",
        "，",
        ",",
        "或",
        "至",
        " ",
        "分别",
        "和约",
        "约",
        "近",
        "超",
        "超过",
        "突破",
    }
)
_GROWTH_NAME = re.compile(
    r"(?:增速|增幅|涨幅|降幅|(?:上涨|增长|提高|上升|下降|减少|降低|下跌)幅度|(?<!自然)增长率|增长速度|升幅|涨跌幅)$"
)
_FALL_NAME = re.compile(r"(?:降幅|(?:减少|下降|降低|下跌)幅度)$")
_PRICE_NAME = re.compile(r"(?:消费价格(?:总水平|总指数|指数)?|CPI|物价(?:总水平)?(?:涨幅)?|价格涨幅)$")
_SPEED_AFTER = re.compile(
    r"\s?(?:以上|左右|以内)?的?(?:高|较高|较快)?(?:增长|增速|速度|涨幅|增幅)(?![极点率])"
)
_RATE_NAME = re.compile(r"(?:率|比重|占比|比例|比率|份额|程度|度|强度|面)$")
_STOCK_NAME = re.compile(
    r"(?:总额|零售额|总量|总数|总规模|规模|余额|存量|保有量|里程|面积|人口|总人口|覆盖率|率|比重|占比|指数|寿命|装机|装机容量|容量|总值|增加值|收入|总产值|人数|产量|库容|密度|水平)$"
)
_ANNUAL = re.compile(r"(?:收入|支出|总额|零售额|增加值|生产总值|总产值|产值|产量|固定资产投资|进出口|总值)$")
_FLOW = re.compile(r"(?:投资总额|投资额|竣工面积|贸易总额|^新增|^累计|利用外资)")
_REACH = re.compile(
    r"(?:达到?|增至|增加到|增加至|提高到|提高至|提升到|提升至|突破|超过|发展到|保持|稳定|居|扩大到|扩大至|降至|下降到|减少到|总数|总量|余额|拥有|现有|已有|共有|升至|上升到|增长到|达成|跨上|迈上)"
)
_ALREADY = re.compile(
    r"已经?(?:建成|完成|组织|累计|达|实现|开工|解决|覆盖|建立|发展|有)[^，。；]{0,30}$|已建成的[^。]*$"
)
_PROMISE = re.compile(r"力争|预期|目标是|计划[到在]|将达|将完成|将实现|拟于|有望")
_DONE = re.compile(r"(?:已|已经)(?!.*(?:将|力争|要))")
_SUM = frozenset(
    "新增 净增 建成 新建 改造 完成 引进 累计 实施 解决 发放 培训 建设 改建 新改建 开工 竣工 投产 投入 淘汰 拆除 治理 转移 减少 增加 开展 举办 办理 取消 下放 救助 帮扶 脱贫 造林 安置 接待".split()
)


class Frame(NamedTuple):
    """What is known of one quantity while its sentence is read."""

    quantity: Quantity
    name: str
    action: str | None
    direction: int
    to: bool
    measure: Measure
    bound: Bound
    scope: str | None
    words: str  # the cleaned words left of the number, for the period and the basis


def read_indicators(text: str, shape: Outline) -> tuple[Indicator, ...]:
    """One Indicator for every quantity of the body and the attached lists, in order of appearance.

    >>> from govreport.records import Head
    >>> head = Head(None, None, None, 2023, "2022", "2023", None, None, None, Span(0, 40))
    >>> [(i.name, str(i.value)) for i in read_indicators("城镇和农村居民人均可支配收入分别增长4.3%、5.5%。", Outline(head, ()))]
    [('城镇居民人均可支配收入', '4.3'), ('农村居民人均可支配收入', '5.5')]
    """
    folded = fold(text)
    spans = (shape.head.body, *shape.attached)
    masked = _QUOTED.sub(lambda m: m.group().translate(_MASK), folded)
    quoted = [m.span() for m in _QUOTED.finditer(folded)]
    headings = [s.heading for s in shape.sections]
    found = [q for q in scan(folded, spans) if not _within(quoted, q) and not defines(folded, q)]
    if not found:
        return ()
    timeline = periods.Timeline(folded, shape)
    sentences = list(_sentences(masked, found, headings))
    gaps = [_gaps(folded, masked, start, end, group) for start, end, group in sentences]
    tokens = iter(words.tag([piece for sentence in gaps for gap in sentence for piece in gap]))
    out: list[Indicator] = []
    for (start, end, group), sentence_gaps in zip(sentences, gaps, strict=True):
        pairs = [(next(tokens), next(tokens)) for _ in sentence_gaps]
        frames = Sentence(folded, group, sentence_gaps, pairs).read(
            [out[-1].name] if out and start - out[-1].end < 4 else ()
        )
        paragraph = masked.rfind("\n", 0, start) + 1
        for frame in frames:
            out.append(_indicator(text, folded, frame, Span(start, end), paragraph, timeline))
    return tuple(out)


def _within(spans: Sequence[tuple[int, int]], quantity: Quantity) -> bool:
    i = bisect_right(spans, (quantity.start, 1 << 60)) - 1
    return i >= 0 and spans[i][0] < quantity.start and quantity.end <= spans[i][1]


def _sentences(
    masked: str, found: Sequence[Quantity], headings: Sequence[Span]
) -> Iterable[tuple[int, int, list[Quantity]]]:
    """The quantities by sentence: from behind the last stop to the next, headings cut off."""
    stops = [m.span() for m in _STOP.finditer(masked)]
    ends = [stop[1] for stop in stops]
    i = 0
    while i < len(found):
        quantity = found[i]
        k = bisect_right(ends, quantity.start)
        start = ends[k - 1] if k else 0
        end = len(masked)
        if k < len(stops):
            end = stops[k][0] if masked[stops[k][0]] == "\n" else stops[k][1]
        h = bisect_right(headings, (quantity.start, 1 << 60)) - 1
        if h >= 0 and headings[h].end <= quantity.start and headings[h].end > start:
            start = headings[h].end
        while start < quantity.start and masked[start] in " \u3000\t\xa0\n”）)":
            start += 1
        j = i + 1
        while j < len(found) and found[j].start < end:
            j += 1
        yield start, end, list(found[i:j])
        i = j


# Years are read by the timeline; in a name they would only split it.
_YEAR = re.compile(
    r"(?<![比较与同是为过于])(?:(?:19|20)\d\d|[一二][九〇○零][一二三四五六七八九〇○零]{2})年(?:末|底|初|度|以来|起)?的?|(?:去年|上年|今年|前年|当时)(?:末|底|初)?的|(?<![比较与同是为过于由从])(?:去年|今年)(?!同期|末|底|初|以来|水平|上半年|前)|(?:今年)?\d{1,2}(?:[至到—~-]\d{1,2})?月份?(?=[\u4e00-\u9fff])|(?<![比较与同])“(?:十[一二三四五]|十|[五六七八九])五”(?:时期|期间|末)?|(?<![\u4e00-\u9fff])(?:过去|近|这)?[两三四五六七八九十]年(?:间|来|内|中)(?=[\u4e00-\u9fff])"
)
_MULTIPLE = re.compile(
    r"(?:是|为|相当于|达到?|约为)[^，。；、]{0,14}?(?:年|时|期|末|底|初|水平|平均|全国|全省|全市)?的$"
)


def _clean(piece: str) -> str:
    piece = _YEAR.sub("", _NOISE.sub("", piece))
    return _INNER.sub("", piece) if "（" in piece or "(" in piece else piece


def _gaps(folded: str, masked: str, start: int, end: int, group: Sequence[Quantity]) -> list[tuple[str, str]]:
    """For every quantity the cleaned words to its left and to its right, inside its clause."""
    out = []
    previous = start
    for i, quantity in enumerate(group):
        following = group[i + 1].lead if i + 1 < len(group) else end
        floor = max(previous, quantity.lead - 70)
        cut = floor
        for stop in _DELIMITER.finditer(masked, floor, quantity.lead):
            cut = stop.end()
        paren = max(masked.rfind("（", cut, quantity.lead), masked.rfind("(", cut, quantity.lead))
        if paren >= 0 and not _closed(masked, paren, quantity.lead):
            cut = paren + 1
        stop_at = _DELIMITER.search(masked, quantity.tail, min(following, quantity.tail + 50))
        right_end = stop_at.start() if stop_at else min(following, quantity.tail + 50)
        out.append((_clean(folded[cut : quantity.lead]), _clean(folded[quantity.tail : right_end])))
        previous = max(previous, quantity.tail)
    return out


def _closed(masked: str, paren: int, before: int) -> bool:
    return masked.find("）", paren, before) >= 0 or masked.find(")", paren, before) >= 0


class Sentence:
    """One sentence being read; the subjects it has named so far are its only state."""

    def __init__(
        self,
        text: str,
        group: Sequence[Quantity],
        gaps: Sequence[tuple[str, str]],
        tokens: Sequence[tuple[list[Token], list[Token]]],
    ) -> None:
        self.text = text
        self.quantities = group
        self.gaps = gaps
        self.tokens = tokens
        self.topic = ""  # the last name that stands on its own
        self.last: list[str] = []  # the names of the last group
        self.all: list[str] = []  # every name of the sentence, in order
        self.before: Sequence[str] = ()
        self.bases: list[str] = []  # what a share of a plan leaves as the subject
        self.used = 0  # tokens of the gap that the number before it has taken

    def read(self, before: Sequence[str] = ()) -> list[Frame]:
        """The frames of the sentence; ``before`` are the names the sentence before it ended with."""
        frames: list[Frame] = []
        self.before = before
        i = 0
        while i < len(self.quantities):
            j = self._group_end(i)
            frames += self._bind(i, j, frames)
            i = j
        return frames

    def _group_end(self, i: int) -> int:
        """The end of the parallel group that starts at i: only connectors stand between its members."""
        j = i + 1
        while j < len(self.quantities):
            before, quantity = self.quantities[j - 1], self.quantities[j]
            between = _NOISE.sub("", self.text[before.tail : quantity.lead])
            if between and between not in _CONNECT:
                break
            if between in ("，", ",") and not self._shared_out(i, j):
                break
            if before.kind != quantity.kind and not {before.kind, quantity.kind} <= {"count", "amount"}:
                break
            j += 1
        return j

    def _shared_out(self, i: int, j: int) -> bool:
        return "分别" in self.gaps[i][0] and self.quantities[i].unit == self.quantities[j].unit

    def _bind(self, i: int, j: int, frames: list[Frame]) -> list[Frame]:
        members = self.quantities[i:j]
        first = members[0]
        left_text, _ = self.gaps[i]
        left_tokens, _ = self.tokens[i]
        if self.used and i and left_text == self.gaps[i - 1][1]:
            left_tokens = left_tokens[self.used :] if len(left_tokens) > self.used else []
        self.used = 0
        scope = None
        compared = _COMPARE.search(left_text)
        gap = _GAP_TO_OTHERS.search(left_text) if first.kind in ("points", "percent") else None
        if first.kind == "rank":
            naming, scope = self._rank(left_text)
        elif gap and first.kind == "points":
            naming = names.left(words.tag([left_text[: gap.start()]])[0])
            naming = naming._replace(
                direction=-1 if gap["verb"][0] in "低慢少落" else 1, to=False, action=gap["verb"]
            )
        elif first.kind == "times" and (multiple := _MULTIPLE.search(left_text)):
            naming = names.left(words.tag([left_text[: multiple.start()]])[0])._replace(direction=0, to=False)
        elif compared:
            naming = names.left(words.tag([_COMPARE.sub("", left_text)])[0])
        else:
            naming = names.left(left_tokens)
        return self._frame(i, j, members, naming, scope, left_text, frames)

    def _rank(self, left_text: str) -> tuple[Naming, str | None]:
        m = _SCOPE.search(left_text) or _PLACED.search(left_text)
        scope = m["scope"] if m else None
        head = left_text[: m.start()] if m else left_text
        naming = names.left(words.tag([head])[0]) if head else NOTHING
        return naming._replace(direction=0, to=False), scope or None

    def _frame(
        self,
        i: int,
        j: int,
        members: Sequence[Quantity],
        naming: Naming,
        scope: str | None,
        left_text: str,
        before: list[Frame],
    ) -> list[Frame]:
        first, last = members[0], members[-1]
        right_tokens = self.tokens[j - 1][1]
        right = self._right_side(first, last, naming, right_tokens, self.gaps[j - 1][1], left_text)
        if right is not None:
            counted = _BUILDING.sub("", right.name) if last.kind == "count" else right.name
            names_ = self._share([self._headed(counted, j)], members, left_text)
            if naming.generic and len(members) == 2 and first.kind == "amount" and last.kind == "count":
                names_ = [right.name + naming.name, right.name]
            following = right_tokens[right.used] if right.used < len(right_tokens) else ("", "x")
            self.used = (
                right.used
                if following[0] in _CONNECT or following[1][:1] in "vp" or following[0] in names.VERBS
                else 0
            )
            standing = True
        else:
            names_, standing = self._left_names(members, naming, left_text)
        frames = []
        bound_first, bound_last = first.bound, last.bound
        for member, name in zip(members, names_, strict=True):
            measure = self._measure(member, naming, name, frames, before)
            bound = member.bound
            if len(members) > 1 and bound == "exact":
                if bound_first != "exact" and first.lead < first.start:
                    bound = bound_first
                elif (
                    bound_last != "exact"
                    and last.tail > last.end
                    and ("分别" in left_text or "均" in left_text)
                ):
                    bound = bound_last
            frames.append(
                Frame(
                    member, name, naming.action, naming.direction, naming.to, measure, bound, scope, left_text
                )
            )
        self.last = self.bases or names_
        self.bases = []
        self.all += names_
        if standing and names_[0] and names_[0] not in names.GENERIC:
            self.topic = names_[-1] if len(set(names_)) == 1 else "、".join(dict.fromkeys(names_))
        return frames

    def _right_side(
        self,
        first: Quantity,
        last: Quantity,
        naming: Naming,
        tokens: list[Token],
        right_text: str,
        left_text: str,
    ) -> Naming | None:
        """The name behind the number, where the number counts or measures what follows it; else None."""
        if not tokens or first.kind in ("rank", "ratio", "part", "points", "times", "double"):
            return None
        if first.kind == "percent" and right_text.startswith(("用于", "投向")) and naming.name:
            return Naming(naming.name + right_text[:12], None, 0, False)
        if first.kind == "percent":
            opens = (
                not left_text.strip(" 、和及")
                and not naming.direction
                and tokens[0][1][:1] in "nbz"
                and len(tokens) > 2
            )
            if (
                tokens[0][0] != "的"
                and not opens
                or _SPEED_AFTER.match(right_text)
                or right_text[1:3] in ("目标", "水平", "比例", "比重", "基础", "速度", "增长")
            ):
                return None
            found = names.right(tokens)
            return found if found.name else None
        if first.kind == "time":
            return None
        found = names.right(tokens)
        if not found.name:
            if naming.name in ("投资", "总投资", "投入") and tokens[0][0] in names.GOVERNORS:
                k = 0
                while k < len(tokens) and tokens[k][0] in names.GOVERNORS | names.OPENERS:
                    k += 1
                found = names.right(tokens[k:])
                if found.name:
                    return found._replace(name=found.name + naming.name, used=found.used + k)
            return None
        if tokens[0][0] == "的":
            if naming.generic and first.kind == "amount":
                return found._replace(name=found.name + naming.name, used=0)
            return found if naming.empty else (found if first.kind == "count" else None)
        if naming.empty:
            return found._replace(name=naming.kept + found.name) if naming.kept else found
        kind = last.kind
        if found.name in ("任务", "工作", "目标") and naming.action:
            return None
        if kind == "count" and not naming.generic:
            if (
                (len(found.name) <= 2 or len(naming.name) <= 6)
                and naming.action is None
                and not naming.direction
                and not naming.generic
            ):
                return found._replace(name=naming.name + found.name)
            return found
        if kind == "count" and naming.generic:
            return found
        if naming.generic or naming.direction or _STOCK_NAME.search(naming.name):
            return None
        return found if len(found.name) >= 4 else found._replace(name=naming.name + found.name)

    def _headed(self, name: str, j: int) -> str:
        """An adjective with the head that the next number prints: 1个县级、8个乡镇级水源地, 4个固定、2个流动检查站."""
        if j >= len(self.quantities) or len(name) != 2 or self.quantities[j].kind != "count":
            return name
        graded = bool(_GRADE.fullmatch(name))
        if not graded and not self.gaps[j - 1][1].endswith("、") and not self.gaps[j - 1][1] == name:
            return name
        if not graded and self.tokens[j - 1][1][0][1][:1] not in "avdb":
            return name
        following = names.right(self.tokens[j][1]).name
        if graded:
            return name + _GRADED.sub("", following) if _GRADED.match(following) else name
        ends = self.text[self.quantities[j - 1].tail : self.quantities[j].lead].strip()
        return name + following[2:] if ends == name + "、" and len(following) >= 5 else name

    def _share(self, found: list[str], members: Sequence[Quantity], left_text: str) -> list[str]:
        if len(members) > 1:
            same = len({m.unit for m in members}) == 1
            expanded = names.expand(found[0], len(members)) if same or "分别" in left_text else None
            if expanded:
                return list(expanded)
        return found * len(members)

    def _left_names(
        self, members: Sequence[Quantity], naming: Naming, left_text: str
    ) -> tuple[list[str], bool]:
        k = len(members)
        name = naming.name
        between = self._between(members[0])
        if not name and between:
            self.last, self.topic = self._share([between], members, left_text), between
            return list(self.last), True
        if members[0].kind == "percent" and (self.last or self.topic) and (part := _PART.match(left_text)):
            self.bases = self._bases(k)
            return [base + part["part"].rstrip("的") for base in self.bases], False
        if (
            not name
            and members[0].unit in ("人", "人次", "户", "名", "户次")
            and (predicate := self._predicate(members[-1]))
        ):
            return [predicate] * k, True
        if not name:
            if naming.verbal and not self.last:
                made = self._made(members[0])
                if made:
                    return [made] * k, True
                return [naming.verbal] * k, True
            if k > 1 and len(set(self.last)) == k:
                return list(self.last), False
            if k > 1 and len(self.last) == 1 and (expanded := names.expand(self.last[0], k)):
                return list(expanded), False
            if k > 1 and len(self._recent) >= k and members[0].unit == members[-1].unit:
                return self._recent[-k:], False
            if (
                naming.action in ("达到", "达", "增至", "增加到", "达成")
                and k == 1
                and members[0].kind in ("count", "amount")
            ):
                self.last = [_FRESH.sub("", n) for n in self.last]
            inherited = self.last[-1] if len(set(self.last)) == 1 else "、".join(dict.fromkeys(self.last))
            if not inherited and naming.direction and len(left_text) <= 6 and self.before:
                inherited = self.before[-1]
            if not inherited:
                inherited = self._fallback(members[0], left_text)
            return [inherited or (naming.kept or naming.action or "")] * k, False
        if name in ("投资", "总投资") and naming.action is None and (purpose := self._purpose(members[-1])):
            return [purpose + name] * k, False
        if (
            naming.generic
            and k > 1
            and "分别" in left_text
            and len(self._recent) >= k
            and not self.last[0].endswith(name)
        ):
            return [_TOPIC_TAIL.sub("", base) + name for base in self._recent[-k:]], False
        if _GRADE.fullmatch(name) and self.topic:
            return self._share([name + _GRADED.sub("", self.topic)], members, left_text), False
        if k > 1 and "分别" in left_text and (shared := self._object(left_text, k)):
            return shared, True
        if naming.generic:
            if "；" in self._since(members[0]) or ";" in self._since(members[0]):
                self.topic = ""
            topic = between or self.topic or self._fallback(members[0], left_text)
            if name == "投资" and naming.action == "完成":
                name = "完成投资"
            topic = (
                (_TOPIC_TAIL if name in _RATES or name in _TOTALS else _TOPIC_HEAD)
                .sub("", topic)
                .removeprefix("新增" if name.startswith("新增") else "\0")
            )
            if name.startswith("总") or name in ("规模", "余额"):
                topic = _FRESH.sub("", topic)
            if topic and not topic.endswith(name):
                name = topic + name
            shared = self._share([name], members, left_text)
            return shared, False
        if members[0].kind == "percent" and (part := _PART.search(left_text)) and (self.last or self.topic):
            self.bases = self._bases(k)
            return [base + part["part"].rstrip("的") for base in self.bases], False
        return self._share([name], members, left_text), True

    def _object(self, left_text: str, k: int) -> list[str] | None:
        """Subjects that share a verb and its object: 煤炭、电解铝分别淘汰落后产能."""
        head, _, tail = left_text.rpartition("分别")
        subject = names.left(words.tag([head])[0]).name
        verb = names.left(words.tag([tail])[0])
        items = names.expand(subject, k) if subject else None
        if not items or not verb.name or verb.direction or _PLANNED.search(verb.name):
            return None
        return [item + verb.name for item in items]

    def _bases(self, k: int) -> list[str]:
        """The names that k parallel numbers go back to."""
        if len(self.last) == k:
            return list(self.last)
        if k > 1 and len(self._recent) >= k:
            return self._recent[-k:]
        return [self.last[-1] if self.last else self.topic] * k

    def _predicate(self, quantity: Quantity) -> str:
        """What people do, where nothing else names them: 1600万人进城落户."""
        behind = _clean(_DELIMITER.split(self.text[quantity.tail : quantity.tail + 24])[0])
        behind = re.split(r"[\d、]", behind)[0]
        tokens = words.tag([behind])[0]
        k = 0
        while k < len(tokens) and (
            tokens[k][0] in names.OPENERS
            or tokens[k][1] in ("d", "ad")
            or tokens[k][0] in ("全部", "全面", "得到", "的")
        ):
            k += 1
        said = names.join(tokens[k:])
        return said if k < len(tokens) and tokens[k][1][:1] in "vp" and 2 <= len(said) <= 16 else ""

    def _made(self, quantity: Quantity) -> str:
        """What the clause before sets up or builds: 设立专项资金，首期安排50亿元."""
        start = max(self.text.rfind(c, max(0, quantity.lead - 80), quantity.lead) for c in "。！？\n；")
        clauses = [c for c in _DELIMITER.split(self.text[max(start + 1, quantity.lead - 60) : quantity.lead])[:-1] if c.strip()]
        if not clauses:
            return ""
        tokens = words.tag([_clean(clauses[-1])])[0]
        return names.left(tokens).name if tokens and tokens[0][0] in names.VERBS else ""

    def _purpose(self, quantity: Quantity) -> str:
        """What the money is spent on, where the clause behind says so: 投资530万元，完成小学改扩建工程."""
        behind = self.text[quantity.tail : quantity.tail + 40]
        if behind[:1] not in "，,":
            return ""
        clause = re.split(r"[，。；\n]", behind[1:])[0]
        tokens = words.tag([_clean(re.sub(r"等?\d+[个所条项座处]", "", clause))])[0]
        k = 0
        while k < len(tokens) and (tokens[k][0] in names.VERBS or tokens[k][0] in names.OPENERS or tokens[k][0] in names.KEPT or tokens[k][0] in names.EITHER):
            k += 1
        return names.right(tokens[k:]).name if k else ""

    def _since(self, quantity: Quantity) -> str:
        """The text since the number before."""
        start = max((q.tail for q in self.quantities if q.tail <= quantity.lead), default=quantity.lead)
        return self.text[start : quantity.lead]

    def _between(self, quantity: Quantity) -> str:
        """The subject of the clause that stands between the number before and this number's clause, if any."""
        start = max((q.tail for q in self.quantities if q.tail < quantity.lead), default=-1)
        if start < 0:
            return ""
        clauses = _DELIMITER.split(self.text[start : quantity.lead])
        if len(clauses) < 3 or len(clauses[-2]) < 4 or len(clauses[-2]) > 60 or _ASIDE.match(clauses[-2]):
            return ""
        return _subject(words.tag([_clean(clauses[-2])])[0])

    @property
    def _recent(self) -> list[str]:
        return list(dict.fromkeys(self.all))

    def _fallback(self, quantity: Quantity, left_text: str) -> str:
        """The subject of the clause before, for a number whose own clause names nothing."""
        start = quantity.lead
        floor = max(self.text.rfind(c, max(0, start - 80), start) for c in "。！？\n；")
        before = self.text[max(floor + 1, start - 60) : start]
        clauses = [c for c in _DELIMITER.split(before)[:-1] if c.strip()]
        for clause in reversed(clauses):
            naming = _subject(words.tag([_clean(clause)])[0])
            if naming:
                return naming
        return ""

    def _measure(
        self, quantity: Quantity, naming: Naming, name: str, group: list[Frame], before: list[Frame]
    ) -> Measure:
        kind = quantity.kind
        if kind == "rank":
            return "rank"
        if kind == "ratio":
            return "level"
        if kind == "part":
            return "share"
        if kind == "double":
            return "growth"
        moves = naming.direction != 0 and not naming.to
        if group and (moves or kind != "percent"):
            return group[0].measure
        if kind == "points":
            return "change"
        if kind == "times":
            return "growth" if moves else "level"
        if kind == "percent":
            if moves or _GROWTH_NAME.search(name) or _PRICE_NAME.search(name):
                return "growth"
            if (
                naming.empty
                and before
                and before[-1].measure == "growth"
                and before[-1].name == name
                and naming.action in ("达到", "实现", "力争", "达", None)
            ):
                return "growth"
            return "growth" if _SPEED_AFTER.match(self.text, quantity.end) else "share"
        return "change" if moves else "level"


# A share of something said before: 占年度计划的95%, 分别完成目标任务的158%和161%.
_PART = re.compile(
    r"^[，、]?(?:分别|均|仅|已|约)*(?P<part>(?:占|相当于)[^，。；]{1,16}|(?:超额)?(?:完成|为|达到?)[^，。；]{0,8}(?:目标|任务|计划|预算)[^，。；]{0,4}的)$"
)
# A grade that stands for the things of that grade: 龙头企业316家，其中国家级2家、省级44家.
_GRADE = re.compile(r"(?:国家级|省级|市级|县级|区级|自治区级|世界级|[省市县区]级以上|国家|规模以上|规上)")
_GRADED = re.compile(r"^(?:新增)?(?:国家级|省级|市级|县级|区级|乡镇级|村级|自治区级|规模以上)?(?:及?以上)?的?")
_BUILDING = re.compile(r"(?<=.{2})(?<!设施)(?<!能力)(?<!文明)建设$")
_PLANNED = re.compile(r"(?:计划|目标|任务|预算)$")
_FRESH = re.compile(r"^(?:新增加?|净增|新登记|累计新增|累计净增|新认定|新培育)(?=.{2})")
# Clauses that qualify a figure and name none.
_ASIDE = re.compile(r"\s?(?:扣除|剔除|考虑|按|比|较|与|同|不包括|不含|包括|含|其中|创|居|位居|位列|排名|高于|低于|超额|占|同比|在|为)")
_TOTALS = frozenset("总额 总量 总数 规模 总规模 数量 金额".split())
_RATES = frozenset(w for e in names.WORDS["generic"] if e["id"] == "rate" for w in e["surfaces"])
_TOPIC_HEAD = re.compile(
    r"(?<=.{2})(?:(?:播种|种植|养殖|占地|建筑|累计|平均|开发)?(?:面积|产量|总产量|总产|亩产|单产|总投资|完成投资|计划投资|协议资金|合同金额|数量|总数|总量)|开发投资"
    r"|增加值|总产值|产值|主营业务收入|营业收入|销售收入|收入|支出|利润|利税)$"
)
_TOPIC_TAIL = re.compile(
    r"(?<=.{2})(?:播种|种植|养殖|占地|建筑|累计)?(?:面积|产量|总产量|总产|总投资|完成投资|计划投资|协议资金|合同金额|数量|总数|总量)$"
)


def _subject(tokens: Sequence[Token]) -> str:
    """What a clause without a number speaks of: its noun phrase before the first verb, or all of it where it has none."""
    if not tokens or tokens[0][1] == "p" or tokens[0][0] in names.VERBS and tokens[0][0] not in names.NOMINAL:
        return ""
    last = tokens[-1]
    whole = (last[1][:1] in "n" or last[0] in ("率", "比重", "水平")) and all(
        t[:1] in "nabjlifscu" or t == "vn" or w in names.NOMINAL or w in names.OPENERS or w in "“”（）、在"
        for w, t in tokens
    )
    k = 0
    while k < len(tokens) and tokens[k][0] in names.OPENERS:
        k += 1
    naming = names.right(tokens[k:], lists=True) if not whole else names.left(tokens)
    return naming.name if 2 <= len(naming.name) <= 24 else ""


def _indicator(
    text: str, folded: str, frame: Frame, sentence: Span, paragraph: int, timeline: periods.Timeline
) -> Indicator:
    quantity = frame.quantity
    section = timeline.section_at(quantity.start)
    falls = frame.direction < 0 and not frame.to or not frame.direction and _FALL_NAME.search(frame.name)
    sign = -1 if falls and frame.measure in ("growth", "change") else 1
    value = quantity.value * sign
    value_max = None if quantity.value_max is None else quantity.value_max * sign
    average = _AVERAGE.search(frame.words)
    basis: Basis | None = None
    if frame.measure in ("growth", "change"):
        basis = "annual_average" if average else "cumulative" if _CUMULATIVE.search(frame.words) else "yoy"
    origin = _is_origin(folded, quantity, sentence)
    period, cue = _period(folded, frame, sentence, paragraph, timeline, section, bool(average), origin)
    status = "actual" if origin else _status(folded, frame, sentence, section, cue, timeline)
    if period and basis == "yoy" and "/" in period:
        basis = "cumulative"
    return Indicator(
        start=quantity.start,
        end=quantity.end,
        text=text[quantity.start : quantity.end],
        name=frame.name,
        action=frame.action,
        indicator=None,
        measure=frame.measure,
        value=value,
        value_max=value_max,
        unit=quantity.unit,
        bound=frame.bound,
        status=status,
        period=period,
        basis=basis,
        scope=frame.scope,
        section=section.id if section else None,
        sentence=sentence,
    )


def _status(
    folded: str,
    frame: Frame,
    sentence: Span,
    section: Section | None,
    cue: periods.Cue | None,
    timeline: periods.Timeline,
) -> Status:
    role = section.role if section else None
    year = timeline.year
    if cue is not None and year is not None and not cue.base:
        if cue.last < year:
            return "actual"
        if cue.first > year or (cue.last >= year and not cue.relative):
            return "target"
        if cue.relative and cue.last == year and role != "review":
            return "target"
    before = folded[sentence.start : frame.quantity.start]
    if role == "plan":
        if _ALREADY.search(before) and not _PROMISE.search(before):
            return "actual"
        return "target"
    if role == "other" and section is not None:
        return "target"
    if role is None and year is not None and timeline.plan and _PROMISE.search(before):
        return "target"
    if role == "review" and re.search(r"主要预期目标|预期目标是|力争今年|今年(?:预期|力争)", before):
        return "target"
    if role is None and _PROMISE.search(before):
        return "target"
    return "actual"


_FROM = re.compile(r"[由从][^，。；、]{0,16}$")
_ONWARDS = re.compile(r"[^，。；、]{0,4}?(?:增|提|上升|扩|升|下降|降|减|缩|发展|到|至|调整|压|拓|跃|上调|转)")


def _is_origin(folded: str, quantity: Quantity, sentence: Span) -> bool:
    """Whether the number is where a movement starts: 由420元提高到455元."""
    before = folded[max(sentence.start, quantity.lead - 18) : quantity.lead]
    return bool(_FROM.search(before)) and bool(_ONWARDS.match(folded[quantity.tail : quantity.tail + 8]))


def _period(
    folded: str,
    frame: Frame,
    sentence: Span,
    paragraph: int,
    timeline: periods.Timeline,
    section: Section | None,
    average: bool,
    origin: bool,
) -> tuple[str | None, periods.Cue | None]:
    quantity = frame.quantity
    cue = timeline.at(sentence.start, quantity.lead)
    if cue is not None and cue.origin and re.search(r"\d", folded[cue.end : quantity.start]):
        cue = timeline.at(sentence.start, cue.start)
    if cue is not None and cue.bare and section is not None and section.role == "plan":
        cue = None
    if cue is not None and cue.origin and re.search(r"\d", folded[cue.end : quantity.start]):
        cue = None
    elif cue is not None and cue.origin:
        return periods.write(cue.last, cue.last), cue
    opener = timeline.opener(section, paragraph, quantity.start) if cue is None else None
    heading = timeline.section_period(section)
    if cue is not None:
        first, last = cue.first, cue.last
    elif opener is not None:
        first, last = opener.first, opener.last
    elif heading is not None:
        first, last = heading
    elif timeline.year is not None:
        default = timeline.review or (timeline.year - 1, timeline.year - 1)
        first, last = default
    else:
        return None, cue
    if origin:
        base = timeline.base_at(sentence.start, quantity.lead)
        if base is not None and base.last < first:
            return periods.write(base.last, base.last), cue
        if cue is not None and cue.explicit and first < last:
            return periods.write(first, first), cue
        return periods.write(first - 1, first - 1), cue
    if first == last:
        if heading and heading[0] < heading[1] == last and "累计" in frame.words:
            return periods.write(*heading), cue
        if average:
            base = timeline.base_at(sentence.start, quantity.lead)
            if base is not None and base.last < last - 1:
                return periods.write(base.last + 1, last), cue
            if opener is None and heading and heading[0] != heading[1]:
                return periods.write(*heading), cue
            span = timeline.review if (section is None or section.role == "review") else timeline.plan
            if span and span[0] != span[1]:
                return periods.write(*span), cue
        return periods.write(first, last), cue
    if average or frame.measure in ("growth", "change"):
        return periods.write(first, last), cue
    if frame.measure in ("share", "rank") or frame.to or quantity.kind == "times":
        return periods.write(last, last), cue
    if (
        frame.action in ("完成", "实现", "达到", "达")
        and _ANNUAL.search(frame.name)
        and not re.search(r"新增|累计|五年", frame.words)
    ):
        return periods.write(last, last), cue
    if _FLOW.search(frame.name) and frame.action not in ("突破", "超过"):
        return periods.write(first, last), cue
    if frame.words.endswith(("到", "至")):
        return periods.write(last, last), cue
    if _REACH.search(frame.words[-8:]) or (frame.bound == "gt" and frame.action in ("突破", "超过")):
        if not re.search(r"新增|累计|共|新建|完成", frame.words):
            return periods.write(last, last), cue
    if frame.action in _SUM or re.search(r"累计|新增|共|新建|建成|完成", frame.words):
        return periods.write(first, last), cue
    if _STOCK_NAME.search(frame.name) and frame.action is None:
        return periods.write(last, last), cue
    if quantity.bound == "gt" and folded[quantity.lead : quantity.start].startswith(("突破", "超过", "达到")):
        return periods.write(last, last), cue
    return periods.write(first, last), cue
