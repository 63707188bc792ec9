"""Scanning: every number with its unit, its bound and its exact place; nothing about what it measures.

A unit begins where no token begins in half of all quantities, so this stage reads characters: one
expression over the folded text, alternatives longest first. What looks like a number but counts nothing
(dates, ordinals, roads, models, versions, slogans) is matched too, and dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from govreport.numerals import arabic, chinese
from govreport.records import Bound, Quantity, Span
from govreport.rules import load

_KEYS = frozenset({"id", "surfaces", "examples", "not", "unless", "bound"})
_UNITS = load("units", _KEYS)
_QUALIFIERS = load("qualifiers", _KEYS)


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


def _unit_pattern(section: str) -> str:
    """Surfaces longest first; a single character is no unit where what follows makes it another word."""
    parts = []
    for entry in _UNITS[section]:
        for surface in entry["surfaces"]:
            unless = entry.get("unless") if len(surface) == 1 else None
            parts.append((surface, re.escape(surface) + (f"(?!{_any(unless)})" if unless else "")))
    return "|".join(pattern for _, pattern in sorted(parts, key=lambda p: -len(p[0])))


_MEASURE = _unit_pattern("measures")
_COUNTER = _unit_pattern("counters")
_RATE = _unit_pattern("rates")
_PER = r"(?:\s?/\s?(?:标准立方米|立方米|平方公里|平方米|公里|公顷|小时|千瓦时|千瓦|人次|人|亩|吨|年|月|日|天|户|度|米|斤|公斤|台|套|个|头|升|次|秒|万人|立方|㎡|m³)(?:[·/](?:年|月|日|天|次|小时|班|人|户|亩|平方公里))?)"
_UNIT = rf"(?:{_RATE}|(?:{_MEASURE}){_PER}?|(?:{_COUNTER})(?:[（(](?:台|套|间|户|辆|次|人|件|处|个|家)[）)])?{_PER}?)"

_AR = (
    r"(?:\d(?:[ \u3000]\d)+(?!\d)(?:[ \u3000]?\.[ \u3000]?\d(?:[ \u3000]\d)*(?!\d))?|\d[ \u3000]?\.[ \u3000]\d(?:[ \u3000]\d)*(?!\d)"
    r"|\d{1,3}(?:[ \u3000]\d{3})+(?!\d)|\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\s?[.?·]\s?\d+|(?:\s\d+)+(?=\s?(?:[万亿]|元|%)))?)"
)
_CN = r"(?:[一二三四五六七八九十百万亿零〇○两]|千(?![瓦米克卡伏焦]))+(?:点[一二三四五六七八九零〇○]+)?"
_MULT = r"(?:[十百千]?万\s?亿|[十百千]?亿|[十百千]?万|[百千](?=[多余]?\s?(?:元|吨|亩|公里|公斤|斤|人|家|户|个|名|项|万|亿))|百(?=[多余]?\s?(?:米|克|瓦)))"
_DASH = r"\s?(?:———|——|——|—|–|-|~|～|―|─|‐|至|到)\s?"

# What counts nothing, by the kind of its first character: the engine tries a third of them at each place, and
# none of those with digits in front of the commonest units.
_SKIP_DIGITS = rf"""
    (?:1\s9|2\s0)\s\d\s\d\s?(?:[—–-]\s?(?:\d\s?)+)?年(?:代|底|初|末)?
  | \d\s?月\s?(?:\d\s?)+日
  | (?:19|20)\d\d(?:\s?(?:[—–\-~～―至、和]|——)\s?(?:(?:19|20)?\d\d))*\s?(?:年(?:度|代|初|底|末|中)?|财年|学年) # 2021—2025年
  | (?:19|20)\d\d(?:[—–\-~～―至]|——)(?:19|20)\d\d(?!\s?(?:万|亿|{_COUNTER}|{_MEASURE}))
  | \d{{1,2}}\s?年代 | \d+\s?世纪
  | \d{{1,2}}(?:[—–\-~～―至、]\d{{1,2}})*\s?月(?:\s?\d{{1,2}}\s?日|份|底|初|末|上旬|中旬|下旬|中)?
  | \d{{1,2}}[:：]\d\d(?!\d|[.：:]) | \d{{1,2}}[·.]\d{{1,2}}(?=[”"’]|事故|火灾|爆炸|专案|地震)
  | \d+(?:[+＋](?:\d+|[A-Za-zＮ]+))+
  | \d+(?:\.\d+)?(?!(?:km|kWh|kW|MW|GW|TB|GB|PB|Gbps|Mbps|EFLOPS|PFLOPS|PF|P|TEU|m³)(?![A-Za-z]))[A-Za-z]+(?:级|类)?
  | \d\d{{4}}(?=热线|平台|便民|服务|市民|短信|消防)
  | \d+号(?:线|路|楼|院|街|桥|文件|令|地块|机组|台风|公告)? | \d+(?:\.\d+)?(?:版|型|代|标段|批次?以|大?强(?![化力降])) | \d+路(?=公交)
  | \d\.0(?=版|时代|模式|工程|战略|行动|体系|[”"])
  | \d+\s?[×xX*＊]\s?\d+(?:\.\d+)?\s?(?:{_MULT})?\s?(?:{_MEASURE})?
  | (?:985|211|863|973|110|119|120|122|12345|12315|365|333|4050)(?=[、工高院大计服热警报]|[”"’])
"""
_SKIP_NUMERALS = r"""
    [一二][九〇○零Oo0][一二三四五六七八九〇○零Oo0]{2}\s?年(?:代|度|初|底|末)?                # 一九九○年
  | [一二三四五六七八九]十年代 | [一二三四五六七八九十]+世纪
  | [一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日|份|底|初|末|上旬|中旬|下旬)
"""
_SKIP_OTHERS = r"""
    [+＋]\d+(?:[+＋](?:\d+|[A-Za-zＮ]+))+ | [A-Za-z]+[-—]?\d[\d.]*[A-Za-z]* | [（(](?:\d+|[一二三四五六七八九十]+)[）)]
  | \[\d+\] | 〔\d+〕 | 【\d+】 | \^?\[\d+\]
"""

# What any alternative begins with: the look-ahead lets the engine pass over the other characters 8 times faster.
_FIRST = "[0-9A-Za-z第首榜前翻一二三四五六七八九十百千万亿两零〇○半减+＋（(\\[〔【^]"

_SCAN = re.compile(
    rf"""
  (?={_FIRST})(?:
    (?=[0-9])(?![\d.]+[%亿万个元家项公千人吨亩])(?:{_SKIP_DIGITS})
  | (?=[一二三四五六七八九十])(?:{_SKIP_NUMERALS})
  | (?=[^0-9一-龥])(?:{_SKIP_OTHERS})
  | 第\s?(?P<ordinal>\d+|[一二三四五六七八九十百]+)(?:\s?(?P<place>位|名))?
  | (?P<first>首位|榜首|首名) | (?P<among>(?<![目以之此日当])前(?P<top>\d+|[一二三四五六七八九十]+)(?P<topu>位|名|强)?)
  | (?P<ratio>(?:\d+(?:\.\d+)?\s?(?:[:：∶︰]|比(?=\s?\d))\s?)+\d+(?:\.\d+)?)
  | (?P<fraction>(?P<per>百分之|千分之|万分之)\s?(?P<pern>{_AR}|{_CN})(?:{_DASH}(?:(?:百分之|千分之)\s?)?(?P<pern2>{_AR}|{_CN}))?)
  | (?P<share>(?P<below>[一二三四五六七八九十]+)分之(?P<above>[一二三四五六七八九十]+))
  | (?P<tenth>(?P<tens>\d(?:\.\d)?|[一二两三四五六七八九])成(?P<halfmore>半|多)?(?![为立员果功本长效就绩分型品套熟灾片组线交都都链势人家批色体规形网林事]|以(?!上|下|内)))
  | (?P<double>翻(?:了|了近)?(?:(?P<fan>[一二两三四五六七八九\d]+)?番))
  | (?P<half>一半|半数|减半) | (?P<twodigit>两位数)
  | (?P<num>{_AR})(?P<more1>\s?[多余来几])?(?P<mult>\s?{_MULT})?(?:(?P<num2>\d+)(?!\d|周?岁)(?P<mult2>[百千]?))?(?P<more2>\s?[多余])?(?P<mult3>[万亿])?(?P<unit>\s*{_UNIT})?(?P<more3>[多余](?![少元边次种样]))?
  | (?P<cbig>(?>(?:[一二两三四五六七八九][十百千]?)+[万亿]亿?(?:[一二三四五六七八九零〇○][百千十]?)*(?P<cbigmore>[多余])?万?亿?))(?=[\u4e00-\u9fff])
      (?![一二两三四五六七八九十百千万亿零〇○点至到]|{_COUNTER}|{_MEASURE}|[多余来几]|{_RATE}|分之|[年里次倍代])
  | (?P<cn>{_CN})(?P<cmore1>多|余)?(?P<cmult>万亿|亿|万)?(?P<cmore2>多|余)?(?P<cunit>{_UNIT}|(?={_DASH}{_CN}(?:多|余)?(?:万亿|亿|万)?{_UNIT}))(?P<cmore3>[多余](?![少元边次种样]))?
  )
    """,
    re.VERBOSE,
)

# GUIDE: a number inside a defining attribute of a counted thing is part of its name: 10亿元以上项目, 60周岁以上
# 老年人, 20户以上自然村, 30万吨级航道, 25兆瓦级风电主轴, 超亿元项目.


def defines(text: str, quantity: Quantity) -> bool:
    """Whether the quantity only defines the thing that another number counts (超亿元项目39个).

    >>> [defines(t, next(scan(t, [Span(0, 99)]))) for t in ("10亿元以上项目不少于8个", "增收10亿元以上", "新建60亩以上")]
    [True, False, False]
    """
    kind, unit = quantity.kind, quantity.unit
    if _YIELD.search(text, max(0, quantity.lead - 4), quantity.lead) and _YIELDING.match(text, quantity.end):
        return True
    if (
        kind == "percent"
        and text[quantity.lead - 1 : quantity.lead] == "率"
        and _EMPTY.match(text, quantity.end)
    ):
        return True
    if unit == "兆瓦" and _YIELDING.match(text, quantity.end):
        return True
    if unit in _CAPACITY_UNITS and _CAPACITY.match(text, quantity.end):
        return text[quantity.lead - 2 : quantity.lead] not in ("新增", "达到", "增加", "实现")
    after = text[quantity.end : quantity.end + 14].lstrip()
    if unit == "千伏" and after[:1].isdigit():  # 220千伏电网项目4个、110千伏18个
        return True
    if not after or after[0] in "，。；、：！）,;\n":
        return False
    above = after.startswith(("以上", "以下", "及以上", "以内"))
    rest = after[3 if after.startswith("及") else 2 :] if above else after
    rest = rest[1:] if rest[:1] == "的" else rest
    if not rest or rest[0] in "，。；、：！）,;\n":
        return False
    if (
        unit in ("元", "美元", "岁", "周岁", "千伏", "英寸", "兆瓦", "蒸吨", "级")
        or kind == "amount"
        and after[0] == "级"
    ):
        attributive = (
            above
            or after[0] == "级"
            or after[0] == "的"
            and (
                quantity.bound == "gt"
                and quantity.lead < quantity.start
                or text[quantity.start - 1 : quantity.start] == "过"
            )
        )
        if unit in ("英寸", "千伏"):
            return True
        if unit in ("岁", "周岁", "千伏"):
            return attributive or _NOUN_AFTER_AGE.match(rest) is not None
        if attributive:
            return not _PREDICATE.match(rest)
        return quantity.bound == "gt" and quantity.lead < quantity.start and bool(_SIZED.match(rest))
    if unit == "公里" and text[max(0, quantity.lead - 2) : quantity.lead] in ("时速", "限速"):
        return True
    if above and text[max(0, quantity.lead - 3) : quantity.lead].endswith("海拔"):
        return True
    if unit in ("户", "人", "名", "") and above:
        return bool(_CONTAINER.match(rest))
    if unit in ("人", "") and after[0] == "的":
        return bool(_CONTAINER.match(rest))
    return False


# The size of a project that a list counts at its end: 36万吨醋酸、5000辆罐式车等15个续建项目.
_CAPACITY_UNITS = frozenset("吨 辆 台 立方米 方 千瓦 套 兆瓦 锭 头 只 件".split())
_CAPACITY = re.compile(
    r"[\u4e00-\u9fff]{2,14}(?:（[^，。；（）]{2,16}）)?(?:[、和][^，。；]{2,60}?)?等(?:\d+[个项]|一批)[^，。；\d]{0,10}(?:项目|工程)"
)
_YIELD = re.compile("(?:[年日](?:产|出栏|存栏|加工|处理|屠宰|生产))$")  # 年出栏20万只肉羊养殖项目
_EMPTY = re.compile("(?:以上|以下)?的“?[\u4e00-\u9fff]{1,6}(?:村|户|小区)")  # 空置率50%以上的“空心村”
_YIELDING = re.compile("[\u4e00-\u9fff]{2,14}(?:项目|生产线|基地)")
_PREDICATE = re.compile(r"目标|水平|大关|台阶|增长|提高|下降|增加|用于|支持|，|投入|补助|补贴|资金")
_SIZED = re.compile(
    r"(?:招商引资|招商|引资|工业|产业|农业|商贸|重大|重点|大)?(?:项目|企业|产业|市场|县|镇|乡|村|园区|集群|工程)"
)
_NOUN_AFTER_AGE = re.compile(r"老|人|儿|幼|婴|孩|男|妇|女|青|及|变电|输|线|电|特高")
_CONTAINER = re.compile(
    r"[^，。；、]{0,6}?(?:(?<!农)村(?!贫|居|人|劳|老|户|妇|学|教|低|危)|社区|加工点|点|城市|城镇|园区|企业|单位|机构|基地|车间|大户|场馆)"
)

_BEFORE: dict[str, Bound] = {s: e["bound"] for e in _QUALIFIERS["before"] for s in e["surfaces"]}
_AFTER: dict[str, Bound] = {s: e["bound"] for e in _QUALIFIERS["after"] for s in e["surfaces"]}
_NOT_AFTER = {s: e.get("unless", ()) for e in _QUALIFIERS["before"] for s in e["surfaces"]}
_LEAD = re.compile(rf"(?P<word>{_any(_BEFORE)})(?:了|过|到|了约|近)?[\s★*]*$")
_REACH = re.compile(r"(?:至少|最少)[^，。；、：！\d]{0,6}$")
_TAIL = re.compile(rf"\s?(?:[（(]含[）)])?(?P<word>{_any(_AFTER)})")
# The characters that such words end and begin with: the expressions run only where one stands.
_LEAD_ENDS = frozenset(word[-1] for word in _BEFORE) | frozenset("了过到近 \u3000\n\xa0★*")
_TAIL_STARTS = frozenset(word[0] for word in _AFTER) | frozenset("（( \u3000\n\xa0")

# What makes a duration a result rather than a date or a name (GUIDE R9 and the exclusions).
_DURABLE = re.compile(
    r"(?:连续|提前|延长|延至|缩短|缩减|压缩|压减|减少|减到|提高|增加|提速|提升|推迟|用时|耗时|时限|时间|寿命|年限|周期|期限"
    r"|天数|时长|由|从|至|到|为|仅|需|仅用|不超过|平均|天|日数|达|超过|增至|短了?|长|以内|内|节约|节省|只用|在"
    r"|工期|学制|有效期)[约近超了]?\s*$"
)
_DURATION_NAME = re.compile(
    r"\s*(?:办结|通达|直达|无|没有|零|保持|位居|居|稳定|获|实现|丰收|增产|增长|下降|快于|高于|荣获|超过|达到|的)"
)
# A claim to a place: the words in front of 第一 that make it a rank (GUIDE: 居首, 首位, 第一 do; 第一产业 does not).
_RANK_CUE = re.compile(
    r"(?:居|列|排名?|排在|排到|名列|位次|升至|升到|上升到|前进到|跃升至|跃升到|提升到|保持|连续|全国|全省|全市|全区|世界|全球|亚洲|省内|同类|各省区|第"
    r"|[省市县区位])\s*$"
)
_RANK_VERB = re.compile(
    r"(?:居|列|排名|排在|名列|升至|升到|上升到|跃至|进位至|占据|稳居|保持|夺得|获得|荣获|取得|由|从|为|进入|跻身|挺进|冲进|闯入)[^，。；、]{0,12}$"
)
_CLAIM = re.compile(r"[超达破过上近约逾跨入增收于在]$|以上|左右|以内")
_BIG_UNIT = frozenset(
    "元 吨 亩 公里 公斤 斤 千瓦 千瓦时 美元 立方米 平方米 人 人次 担 米 标箱 千瓦小时 吨标准煤 平方公里 公顷".split()
)
_TIME_UNITS = frozenset(
    s
    for e in _UNITS["measures"]
    if e["id"] in {"year", "month", "week", "day", "hour", "minute", "second", "workday"}
    for s in e["surfaces"]
)
_COUNTERS = frozenset(s for e in _UNITS["counters"] for s in e["surfaces"])
_ONE = Decimal(1)


def scan(text: str, spans: Iterable[Span]) -> Iterator[Quantity]:
    """Every quantity of the folded text inside the spans, in order.

    >>> [(q.value, q.unit, q.bound) for q in scan("超过120余家，增长6%—6.5%，居第3位", [Span(0, 99)])]
    [(Decimal('120'), '家', 'gt'), (Decimal('6'), '%', 'exact'), (Decimal('3'), '位', 'exact')]
    """
    for span in spans:
        previous: Quantity | None = None
        for match in _SCAN.finditer(text, span.start, min(span.end, len(text))):
            if match.lastgroup is None:  # counts nothing
                continue
            for quantity in _read(text, match):
                joined = _join(text, previous, quantity) if previous else None
                if joined:
                    previous = joined
                    continue
                if previous and previous.kind != "open":
                    yield previous
                previous = quantity
        if previous and previous.kind != "open":
            yield previous


def _join(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """The range that two numbers make: 15-20个, 6%—6.5%, 3%至5%."""
    gap = text[first.end : second.start]
    if len(gap) > 4 or not gap or first.value_max is not None or not _RANGE_GAP.fullmatch(gap):
        return None
    if gap.strip() in ("至", "到") and _ORIGIN.search(text, max(0, first.start - 10), first.start):
        return None
    if (
        first.unit not in ("", second.unit)
        or first.kind in ("rank", "ratio")
        or second.kind in ("rank", "ratio")
    ):
        return None
    value = first.value
    if not first.unit and second.value > 1000 > value and (scale := _scale(text[second.start : second.end])):
        value *= scale
    bound = second.bound if second.bound != "exact" else first.bound
    return Quantity(
        first.start, second.end, value, second.value, second.unit, second.kind, bound, first.lead, second.tail
    )


_RANGE_GAP = re.compile(_DASH)
_OPEN = re.compile(rf"{_DASH}\d")
_ORIGIN = re.compile(r"[由从][^，。；、]{0,9}$")
_SCALED = re.compile(r"([万亿]+)")


def _scale(printed: str) -> Decimal | None:
    found = _SCALED.search(printed)
    return arabic("1", found.group(1)) if found else None


def _read(text: str, m: re.Match[str]) -> Iterable[Quantity]:
    quantity: Quantity | None
    if m["num"] is not None:
        quantity = _number(text, m)
    elif m["cbig"] is not None:
        value = chinese(m["cbig"].replace("多", "").replace("余", ""))
        quantity = (
            _bounded(text, m.start(), m.end(), value, "", "count", bool(m["cbigmore"])) if value else None
        )
    elif m["cn"] is not None:
        quantity = _numeral(text, m)
    elif m["ratio"] is not None:
        return _ratio(text, m)
    elif m["ordinal"] is not None or m["first"] is not None or m["among"] is not None:
        quantity = _rank(text, m)
    else:
        quantity = _magnitude(text, m)
    return (quantity,) if quantity else ()


def _bounded(
    text: str, start: int, end: int, value: Decimal, unit: str, kind: str, inner: bool = False
) -> Quantity:
    """The quantity with the bound that the words around it give; inner is 多 or 余 inside the number."""
    bound: Bound = "gt" if inner else "exact"
    lead, tail = start, end
    before = text[max(0, start - 7) : start]
    found = _LEAD.search(before) if before[-1:] in _LEAD_ENDS else None
    if found and before[found.start() - 1 : found.start()] not in _NOT_AFTER[found["word"]]:
        bound = _BEFORE[found["word"]]
        lead = start - len(before) + found.start()
    after = _TAIL.match(text, end) if text[end : end + 1] in _TAIL_STARTS else None
    if after:
        tail = after.end()
        if bound in ("exact", "gt") and not (bound == "gt" and found):
            bound = _AFTER[after["word"]]
    if (
        bound == "exact"
        and "少" in text[max(0, start - 9) : start]
        and _REACH.search(text, max(0, start - 9), start)
    ):
        bound = "ge"
    return Quantity(start, end, value, None, unit, kind, bound, lead, tail)


def _kind(unit: str) -> str:
    if unit in ("%", "‰"):
        return "percent"
    if unit in ("个百分点", "百分点", "个千分点", "千分点", "个基点", "基点"):
        return "points"
    if unit == "倍":
        return "times"
    if unit in _TIME_UNITS:
        return "time"
    if unit in _COUNTERS or not unit:
        return "count"
    return "amount"


def _number(text: str, m: re.Match[str]) -> Quantity | None:
    printed, times, second, second_times, last_times, unit, more1, more2, more3 = m.group(*_PARTS)
    multiplier = "".join(times.split()) if times else ""
    value = arabic(printed, multiplier)
    if second:
        value += arabic(second, second_times or "") * (10_000 if last_times == "万" else 1)
    if last_times and not (second and last_times == "万"):
        value = value * 100_000_000 if last_times == "亿" else value * 10_000
    unit = "".join(unit.split()) if unit else ""
    kind = _kind(unit)
    more = bool(more1 or more2 or more3)
    start, end = m.span()
    if unit == "个" and _SHARED_POINTS.match(text, end):
        unit, kind = "个百分点", "points"
    if text[start - 1 : start] in ("-", "−") and text[start - 2 : start - 1] in _SIGNED:
        value, start = -value, start - 1
    if not unit and multiplier and (shared := _SHARED_MONEY.match(text, end)):
        unit, kind = shared["unit"], "amount"
    if not unit and not multiplier and (shared := _SHARED_UNIT.match(text, end)):
        unit = shared["unit"]
        kind = _kind(unit)
    elif not unit and not multiplier and not _bare(text, start, end):
        return _bounded(text, start, end, value, "", "open") if _OPEN.match(text, end) else None
    if not unit and text.startswith("吨级", end):  # 30万吨级航道
        return None
    if not unit and more2 is None and text[end - 1] in " \t\n":
        end = start + len(text[start:end].rstrip())
    if kind == "time" and not _lasting(text, start, end, unit):
        return None
    if unit == "级" and not re.search(
        r"(?:发生|抵御|抗击?|达到?|里氏)\S{0,2}$", text[max(0, start - 6) : start]
    ):
        return None
    if unit in ("元", "个") and text.startswith("旦", end):
        return None
    if text[start - 1 : start] == "每" and kind in ("count", "amount"):  # 每50公斤提高7.4元
        return None
    return _bounded(text, start, end, value, unit, kind, more)


_PARTS = ("num", "mult", "num2", "mult2", "mult3", "unit", "more1", "more2", "more3")
# A minus sign is one only behind a verb or 率; elsewhere the dash makes a range.
_SIGNED = frozenset("为是达至到长率由从")
_SHARED_POINTS = re.compile(r"[、和]\d+(?:\.\d+)?个百分点")
# A unit printed once behind parallel numbers: 分别提高11.1、11.2个百分点.
_SHARED_UNIT = re.compile(r"(?:[、和]\d+(?:\.\d+)?)+(?P<unit>个?百分点|%|个?工作日|天|分钟|小时)")
# The same for money, with a scale for each: 分别达1.28万亿、8200亿元.
_SHARED_MONEY = re.compile(r"(?:[、和]\d+(?:\.\d+)?[万亿]+)*[、和]\d+(?:\.\d+)?[万亿]+(?P<unit>元|美元)")
# A number without unit and multiplier is a quantity where an index or a ratio is stated.
_INDEX = re.compile(
    r"(?:指数|系数|倍差|收入比|比|满意度|得分|评分|强度|浓度|人口|数量|指标|总分|均分|平均分|绩点|辆次|PM2\.5|PM10)(?:由|从|为|达到?|降至|升至|提高到|提升至|下降到|增至|缩小到|缩小至|平均)*[约近超]?\s*$"
)
_FROM_TO = re.compile(
    r"\d(?:提高到|提升到|提升至|提高至|下降到|下降至|降至|升至|缩小至|缩小到|增加到|增至|上升到|减少到|扩大到|扩大至)\s*$"
)


def _bare(text: str, start: int, end: int) -> bool:
    if _INDEX.search(text, max(0, start - 14), start):
        return text[end : end + 1] not in "年月号"
    return bool(_FROM_TO.search(text, max(0, start - 8), start))


def _lasting(text: str, start: int, end: int, unit: str) -> bool:
    before = text[max(0, start - 6) : start]
    if unit in ("年", "周年", "个月", "周", "个星期", "月", "天", "日"):
        if unit == "周年" or text.startswith(tuple("来间前后期多行计规任届"), end):
            return False
        if unit in ("年",):
            return bool(
                re.search(r"(?:连续|提前|延长|缩短|年限|寿命|推迟|持续)[约近超至到为了]{0,2}\s*$", before)
            ) or (
                bool(re.search(r"(?:提高到|提高至|增加到|延长到|延长至|由|从|达到?|为)\s*$", before))
                and bool(re.search(r"年限|寿命|期限|工期", text[max(0, start - 40) : start]))
            )
        return (
            bool(_DURABLE.search(before))
            or text[end : end + 1] in "，、；。以"
            or bool(_DURATION_NAME.match(text, end))
        )
    named = text.startswith(tuple("圈热线城在便"), end) or text[end : end + 2] in _ROUND_THE_CLOCK
    return not named and not _CIRCLE.match(text, end)


# What hours are the name of: 24小时热线, 72小时过境免签, 1小时鲜活农产品物流圈.
_ROUND_THE_CLOCK = frozenset(
    "生活 健身 服务 交通 经济 值班 值守 品质 通勤 不打 文化 高品 医疗 养老 社区 应急 监控 营业 全天 过境".split()
)
_CIRCLE = re.compile("[\u4e00-\u9fff]{2,10}圈")
_ONES = frozenset("一二三四五六七八九两")
_SMALL_COUNT = 11  # GUIDE R8: Chinese-numeral counts of things are left out; 九十五个 of the 1990s is in


def _numeral(text: str, m: re.Match[str]) -> Quantity | None:
    numeral, unit = m["cn"], m["cunit"]
    if numeral in _ONES and unit in _COUNTERS:  # 一个, 两项: the commonest by far
        return None
    if len(numeral) == 2 and _ONES.issuperset(numeral):  # 一两个, 三五家: about so many; 唯一一家
        return None
    value = chinese(numeral + (m["cmult"] or ""))
    if value is None:
        return None
    start, end = m.start(), m.end()
    if not unit:
        return _bounded(text, start, end, value, "", "open")
    kind = _kind(unit)
    digits = sum(c in "一二三四五六七八九两" for c in numeral)
    bare = digits == 0 and numeral not in ("十",)
    if kind == "time":
        if not (
            unit in ("年", "个月", "天", "小时")
            and re.search(r"连续$", text[max(0, start - 3) : start])
            and value > 1
        ):
            return None
    elif kind in ("percent", "points", "times"):
        if bare and kind == "times":
            return None
    elif bare:
        if unit == "斤" and text.startswith("粮食", end):  # 新增千亿斤粮食工程
            return None
        if unit not in _BIG_UNIT or not _CLAIM.search(text[max(0, start - 2) : start] + "|"):
            if not (
                unit in _BIG_UNIT
                and re.search(r"[超达破过上近约逾跨入增收于在到]$", text[max(0, start - 2) : start])
            ):
                return None
    elif kind == "count":
        if unit == "件" and text.startswith(("实事", "民生实事"), end):
            return None
        if value < _SMALL_COUNT or len(numeral) < 2 or unit in ("大", "度", "分", "步", "年"):
            return None
        if unit == "次" and text[start - 1 : start] == "届":  # 九届十二次全会
            return None
    elif (
        value < 2 or unit == "元" and len(numeral) == 1 or unit in ("方", "级", "分", "度") and value < 10_000
    ):
        return None
    more = bool(m["cmore1"] or m["cmore2"] or m["cmore3"])
    return _bounded(text, start, end, value, unit, kind, more)


def _ratio(text: str, m: re.Match[str]) -> Iterator[Quantity]:
    """2.27∶1 is one ratio; a ratio of several parts is one share for each (GUIDE R14)."""
    parts = [(p.start(), p.end()) for p in re.finditer(r"\d+(?:\.\d+)?", m["ratio"])]
    if len(parts) == 2:
        first, second = (arabic(m["ratio"][a:b]) for a, b in parts)
        value = (
            second
            if first == _ONE and second != _ONE
            else first / second
            if second and second != _ONE
            else first
        )
        yield Quantity(m.start(), m.end(), value, None, "比", "ratio", "exact", m.start(), m.end())
        return
    for a, b in parts:
        start, end = m.start() + a, m.start() + b
        yield Quantity(start, end, arabic(text[start:end]), None, "%", "part", "exact", m.start(), m.end())


def _rank(text: str, m: re.Match[str]) -> Quantity | None:
    start, end = m.start(), m.end()
    before = text[max(0, start - 16) : start]
    clause = re.split(r"[，。；：！、\n]", before)[-1]
    if m["first"] is not None:
        if not re.search(r"[居列占位]|保持|排名|排", clause) or re.search(r"[摆放]", clause):
            return None
        return Quantity(start, end, _ONE, None, "位", "rank", "exact", start, end)
    if m["among"] is not None:
        top = m["top"]
        value = arabic(top) if top.isdigit() else chinese(top)
        if (
            value is None
            or m["topu"] == "强"
            or not re.search(r"[居列位排入进名升]|保持|全国|全省|全市", clause)
        ):
            return None
        if m["topu"] is None and not re.match(r"[，。；、！）]|$|的|行列", text[end : end + 2]):
            return None
        return Quantity(start, end, value, None, "位", "rank", "le", start, end)
    printed = m["ordinal"]
    value = arabic(printed) if printed.isdigit() else chinese(printed)
    if value is None:
        return None
    if m["place"]:
        if re.search(r"第[一二三四五六七八九十\d]+、$", before):
            return Quantity(start, end, value, None, "位", "rank", "exact", start, end)
        if not clause or (not _RANK_CUE.search(clause) and not _RANK_VERB.search(clause)):
            return None
    else:
        follows = text[end : end + 1]
        if (
            follows
            and follows not in "，。；、！”）)\n 的和,;"
            and not text.startswith(("，", "大", "的"), end)
        ):
            return None
        if follows == "大" or not (_RANK_CUE.search(clause) or _RANK_VERB.search(clause)):
            return None
    return Quantity(start, end, value, None, "位", "rank", "exact", start, end)


def _magnitude(text: str, m: re.Match[str]) -> Quantity | None:
    """百分之…, 八成, 翻一番, 一半, 两位数: shares and changes stated in Chinese words."""
    start, end = m.start(), m.end()
    if m["fraction"] is not None:
        scale = {"百": 1, "千": 10, "万": 100}[m["per"][0]]
        value = _any_numeral(m["pern"])
        top = _any_numeral(m["pern2"]) if m["pern2"] else None
        if value is None:
            return None
        quantity = _bounded(text, start, end, value / scale, "%", "percent")
        return quantity._replace(value_max=top / scale) if top is not None else quantity
    if m["share"] is not None:
        below, above = chinese(m["below"]), chinese(m["above"])
        if not below or above is None:
            return None
        return _bounded(text, start, end, (above * 100 / below).quantize(Decimal("0.01")), "%", "percent")
    if m["tenth"] is not None:
        value = _any_numeral(m["tens"])
        if value is None:
            return None
        value = value * 10 + (5 if m["halfmore"] == "半" else 0)
        return _bounded(text, start, end, value, "%", "percent", m["halfmore"] == "多")
    if m["double"] is not None:
        fan = _any_numeral(m["fan"]) if m["fan"] else _ONE
        if fan is None:
            return None
        return _bounded(text, start, end, Decimal(2) ** int(fan) * 100 - 100, "%", "double")
    if m["half"] is not None:
        if m["half"] == "减半" and text[end : end + 1] in "征收":
            return None
        return _bounded(text, start, end, Decimal(50), "%", "percent")
    if text[end : end + 2] in ("增长", "以上", "增速", "的增") or re.search(
        r"(?:保持|实现|达到|增长|均为|超过)(?:了)?$", text[max(0, start - 4) : start]
    ):
        return Quantity(start, end, Decimal(10), None, "%", "double", "ge", start, end)
    return None


def _any_numeral(printed: str) -> Decimal | None:
    return arabic(printed) if printed[0].isdigit() else chinese(printed)
