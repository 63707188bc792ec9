"""Names: what the words beside a number call the thing it measures.

Works on the tokens of the words left or right of a number; verbs and adverbs are stripped as whole tokens
only (every bad regression of the trial was a list entry firing inside a word). Word lists: rules/words.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from govreport.rules import load
from govreport.words import Token

_WORDS = load("words", frozenset({"id", "surfaces", "examples"}))


def _set(section: str, *ids: str) -> frozenset[str]:
    return frozenset(w for e in _WORDS[section] if not ids or e["id"] in ids for w in e["surfaces"])


GOVERNORS = _set("governors")
KEPT = _set("kept")
LIGHT = _set("light")
OPENERS = _set("openers")
CLOSERS = _set("closers")
RISE, FALL = _set("closers", "rise"), _set("closers", "fall")
NOMINAL = _set("nominal")
GENERIC = _set("generic")
PREPOSITIONS = _set("prepositions")

# New amounts that governments report as such (GUIDE: 新增就业 is a level), and words that only look like a rise.
_NO_CHANGE = frozenset({"新增", "净增", "净增加", "增收", "加快", "快于", "高于", "低于", "多于", "少于", "慢于"})
_TO = frozenset({"到", "至", "为", "达", "达到", "在", "成"})
_LOOSE = frozenset({"d", "p", "c", "uj", "ul", "uz", "ug", "ud", "uv", "y", "zg", "e", "o"})
_KEEP_LOOSE = frozenset({"人均", "户均", "亩均", "市", "县", "村", "区", "镇", "乡", "省", "共同", "共享", "公路", "与"})
_NOUN = ("n", "a", "b", "i", "l", "j", "s", "eng", "nz", "vn", "an", "g", "z", "h", "k")
_IGNORED_RIGHT = frozenset({"大关", "台阶", "目标", "关口", "水平", "规模", "左右", "以上", "以下", "任务", "大", "个", "级", "时间", "的"})
_EDGE = " 、“”‘’\"'—-－·:：,，;；。!！?？()（）[]〔〕【】《》\u3000\xa0\t\n★*+"


class Naming(NamedTuple):
    """What one side of a number says: the name found, its verb, and how the number moves.

    ``direction`` is 1 for a rise, -1 for a fall; ``to`` says that the number is where the movement ends
    (提高到), not its size; ``used`` counts the tokens read (right side).
    """

    name: str
    action: str | None
    direction: int
    to: bool
    used: int = 0
    generic: bool = False
    kept: str = ""

    @property
    def empty(self) -> bool:
        return not self.name


NOTHING = Naming("", None, 0, False)


def join(tokens: Sequence[Token]) -> str:
    """The words as one string, without stray punctuation at its ends and with quotes in pairs.

    >>> join([("“", "x"), ("工改工", "n"), ("”", "x"), ("项目", "n"), ("、", "x")])
    '“工改工”项目'
    """
    text = "".join(w for w, _ in tokens)
    start = text.lstrip(" 、—-－·:：,，;；。)）]】》”’\u3000\xa0\t\n★*+")
    text = start.rstrip(" 、—-－·:：,，;；。(（[【《“‘\u3000\xa0\t\n★*+")
    if text.count("“") != text.count("”"):
        text = text.strip("“”")
        if text.count("“") != text.count("”"):
            text = text.replace("“", "").replace("”", "")
    return text.removeprefix("的").removesuffix("的")


def left(tokens: Sequence[Token]) -> Naming:
    """The name that stands before a number, with the verbs around it taken off.

    >>> left([("全年", "n"), ("引进", "v"), ("超", "v"), ("亿元", "m"), ("项目", "n")])[:2]
    ('超亿元项目', '引进')
    >>> left([("森林", "n"), ("覆盖率", "n"), ("提高", "v"), ("到", "v")])[:4]
    ('森林覆盖率', '提高到', 1, True)
    """
    end, action, direction, to, kept = _strip_right(tokens)
    start, head, kept_head = _strip_left(tokens, end)
    action = head or action
    start, end, inner, body = _cut_inner(tokens, start, end)
    name = body if body is not None else join(tokens[start:end])
    name = _tidy(name)
    return Naming(name, inner or action, direction, to, 0, name in GENERIC, kept_head or kept)


def _strip_right(tokens: Sequence[Token]) -> tuple[int, str | None, int, bool, str]:
    end = len(tokens)
    action: str | None = None
    direction = 0
    to = False
    kept = ""
    while end:
        word, tag = tokens[end - 1]
        if word in CLOSERS or (tag in _LOOSE and word not in _KEEP_LOOSE) or word in _EDGE:
            if word in _EDGE and word in "”’》）)":
                break
            if word in RISE or word in FALL:
                if word not in _NO_CHANGE and not direction:
                    direction = 1 if word in RISE else -1
                    to = to or word.endswith(("到", "至"))
                action = word + ("到" if to and not word.endswith(("到", "至")) else "") if action in (None, *_TO) else action
            elif word in _TO:
                to = to or not direction
                action = action or word
            elif tag[:1] == "v" and word not in OPENERS:
                action = action or word
            if word in KEPT:
                kept = word
            end -= 1
            continue
        break
    if not direction:
        to = False
    return end, action, direction, to, kept


def _strip_left(tokens: Sequence[Token], end: int) -> tuple[int, str | None, str]:
    start = 0
    action: str | None = None
    while start < end:
        word, tag = tokens[start]
        if word in KEPT:
            return start, action, word
        if word in PREPOSITIONS and word not in ("为", "在", "由", "从", "于", "与", "同", "以", "用", "让", "使", "给", "将", "把") or tag == "p":
            verb = next((k for k in range(start + 1, end) if tokens[k][0] in GOVERNORS or tokens[k][0] in KEPT), None)
            if verb is not None:
                start = verb
                continue
            side = next((k for k in range(start + 1, end) if tokens[k][1] == "f" or tokens[k][0] in ("方面", "基础上")), None)
            start = side + 1 if side is not None and side + 1 < end else start + 1
            continue
        if word in OPENERS or word in _EDGE and word not in "“《（(" or tag in ("d", "c", "uj", "ul", "y", "t", "r") and word not in _KEEP_LOOSE:
            start += 1
            continue
        if word in GOVERNORS and start + 1 < end:
            action = word
            start += 1
            continue
        if word in LIGHT and start + 1 < end:
            action = action or word
            start += 1
            continue
        break
    return start, action, ""


def _cut_inner(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int, str | None, str | None]:
    """Subject, verb, object before the number: a light verb joins the two, another leaves the object."""
    quoted = False
    for k in range(end - 2, start, -1):
        word, tag = tokens[k]
        if word in "”》）)":
            quoted = True
        elif word in "“《（(":
            quoted = False
        if quoted or tag[:1] not in "vnad" or word in NOMINAL:
            continue
        if word in KEPT:
            if word == "新增" and k - start <= 5:
                return start, end, None, None
            return k, end, None, None
        if word in LIGHT:
            subject = _before(tokens, start, k)
            return start, end, word, join(tokens[start:subject]) + join(tokens[k + 1 : end])
        if word in GOVERNORS and tokens[k - 1][0] not in ("的", "、", "和"):
            if tokens[k + 1][0] in ("的", "和", "、", "率", "数", "量"):
                continue
            begin, head, _ = _strip_left(tokens[:end], end) if k == start else (k + 1, word, "")
            while begin < end - 1 and (tokens[begin][0] in OPENERS or tokens[begin][0] in "了的、"):
                begin += 1
            return begin, end, head, None
    return start, end, None, None


def _before(tokens: Sequence[Token], start: int, k: int) -> int:
    while k > start and (tokens[k - 1][0] in OPENERS or tokens[k - 1][1] in _LOOSE):
        k -= 1
    return k


_LEADING = re.compile(r"^(?:全年|今年|去年|当年|年内|其中|预计|累计|分别|又|再|各|共|并|了|中|里|期间|来|末|底|初|上|内|后|前)+(?=.{2})")
_KEEP_FRONT = re.compile(r"^(?:共享|共同|共青|共建|各类|各项|各级|各种|再就业|再生|中小|中央|中心|中国|中医|中等|中型|中低|上市|上云|上网|上年|内资|内蒙|内河|内贸|内陆|内涝|前沿|后备|来料|并网|并购|各县|各区|中学|中职|中专|中欧|中高|中药|中部|中型|中成|中新|中华|中西|上规|上学|上海|上游|内需|后期|前期|初中|初级|初创|末端|底层|里程|共管|公|再融资|再制造)")


def _tidy(name: str) -> str:
    name = name.strip()
    if not _KEEP_FRONT.match(name):
        name = _LEADING.sub("", name)
    return name


_STOP_RIGHT = (GOVERNORS | LIGHT | CLOSERS) - NOMINAL
_TASK = re.compile(r"(?<=[建造理治设修护养转搬迁复改升新展训])(?:任务|目标|工作)$")


def right(tokens: Sequence[Token]) -> Naming:
    """The noun phrase that stands behind a number, up to the verb.

    >>> right([("偏远", "a"), ("农村居民", "n"), ("喝上", "v"), ("干净", "a"), ("水", "n")])[0]
    '偏远农村居民'
    """
    n = len(tokens)
    i = 0
    while i < n and tokens[i][0] in ("的", "以上", "以下", "左右", " ", "以内", "多", "余", "及"):
        i += 1
    start = i
    quoted = False
    nouns = False
    while i < n:
        word, tag = tokens[i]
        if word in "“《":
            quoted = True
        elif word in "”》":
            quoted = False
            nouns = True
        elif quoted:
            pass
        elif word in "（(":
            while i < n and tokens[i][0] not in "）)":
                i += 1
        elif word in "，,；;：:。！\n" or word == "　":
            break
        elif word == "、":
            if not _list_goes_on(tokens, i):
                break
        elif word in ("和", "及", "与", "或", "以及"):
            if i + 1 >= n or not _nounish(tokens[i + 1]) or not nouns:
                break
        elif word == "的":
            if i + 1 >= n or not _nounish(tokens[i + 1]):
                break
        elif word == "等":
            pass
        elif tag[:1] == "v":
            if word in NOMINAL:
                if nouns and i + 1 < n and tokens[i + 1][1][:1] in "n" and word in GOVERNORS and tokens[i + 1][0] not in ("项目", "任务", "工程", "工作", "面积", "里程", "企业", "人员", "试点", "机构", "设施", "建设", "服务", "平台"):
                    break
                nouns = True
            elif word in _STOP_RIGHT:
                break
            elif i + 1 < n and tokens[i + 1][1][:1] in ("n", "v") and tokens[i + 1][0] not in _STOP_RIGHT and not (nouns and i > start + 2):
                pass
            else:
                break
        elif tag[:1] in ("d", "p", "t", "m", "c", "r", "u", "y", "f") and word not in _KEEP_LOOSE:
            if not (tag == "f" and nouns and i + 1 < n and tokens[i + 1][1][:1] == "n"):
                break
        elif word in _STOP_RIGHT and tag not in ("n", "ns", "nz", "b") and word not in NOMINAL:
            break
        elif word in ("新建", "惠及", "获"):
            break
        else:
            nouns = nouns or tag[:1] in "nbljsi" or tag in ("an", "eng", "vn", "zg")
        i += 1
    if not nouns:
        return NOTHING
    name = _TASK.sub("", join(tokens[start:i]))
    if name in _IGNORED_RIGHT:
        return NOTHING
    return Naming(name, None, 0, False, i)


def _nounish(token: Token) -> bool:
    return token[1][:1] in "nabljsigz" and token[0] not in _STOP_RIGHT or token[1] in ("vn", "eng") or token[0] in NOMINAL or token[0] in "“《"


def _list_goes_on(tokens: Sequence[Token], comma: int) -> bool:
    """Whether 、 goes on to a list that closes with 等 and a head before any verb or number."""
    for word, tag in tokens[comma + 1 : comma + 14]:
        if word == "等":
            return True
        if word in "，；。：！" or tag[:1] in ("v", "p", "m") and word not in NOMINAL:
            return False
    return False


_SPLIT = re.compile(r"(?:、|和|及|与|以及)")
_PAIRS = {"城乡": ("城镇", "农村"), "存贷款": ("存款", "贷款"), "进出口": ("进口", "出口"), "南北": ("南", "北"), "增减": ("增", "减"), "产销": ("产", "销"), "收支": ("收", "支")}


def expand(name: str, count: int) -> tuple[str, ...] | None:
    """The names of a coordination of ``count`` things, each with the shared head or front; None where it is none.

    >>> expand("城镇和农村居民人均可支配收入", 2)
    ('城镇居民人均可支配收入', '农村居民人均可支配收入')
    >>> expand("高新技术企业、科技型中小企业", 2), expand("城乡居民收入", 2)
    (('高新技术企业', '科技型中小企业'), ('城镇居民收入', '农村居民收入'))
    >>> expand("中、高等职业教育在校生", 2), expand("粮食产量", 2)
    (('中等职业教育在校生', '高等职业教育在校生'), None)
    """
    if count < 2:
        return None
    items = _split(name, count)
    if items is None:
        for pair, (a, b) in _PAIRS.items():
            if count == 2 and pair in name:
                return name.replace(pair, a, 1), name.replace(pair, b, 1)
        return None
    return tuple(_complete(items))


def _split(name: str, count: int) -> list[str] | None:
    for pattern in (r"、|以及|和(?!美|谐|平)|及|与|或", r"、|以及|和(?!美|谐|平)|及", r"、|和(?!美|谐|平)", r"、"):
        masked = re.sub(r"[“《（(][^”》）)]*[”》）)]", lambda m: "\0" * len(m.group()), name)
        cuts = [m.span() for m in re.finditer(pattern, masked)]
        if len(cuts) + 1 == count:
            edges = [0, *[x for cut in cuts for x in cut], len(name)]
            items = [name[edges[i] : edges[i + 1]] for i in range(0, len(edges), 2)]
            return items if all(items) else None
    return None


# Heads that a coordination shares, and fronts that the first member lends to the others.
_FRONT = re.compile(r"^(单位(?:地区|国内)?生产总值|单位GDP|万元(?:GDP|工业增加值|生产总值|国内生产总值)|每万元\w{2,6}|人均|规模以上工业(?:企业)?|规上工业(?:企业)?|城镇(?:居民)?(?=.*率)|全部?工业|新增|全市|全省|全县|全区|全国)(?=.{2})")


def _complete(items: list[str]) -> list[str]:
    last = items[-1]
    out = list(items)
    for i, item in enumerate(items[:-1]):
        rest = _shared_head(item, last)
        if rest:
            out[i] = item + rest
    front = _FRONT.match(items[0])
    if front and front.group(1) not in ("全市", "全省", "全县", "全区", "全国"):
        for i in range(1, len(out)):
            if not out[i].startswith(front.group(1)) and len(items[i]) <= 6 and not items[i].startswith(("单位", "人均", "全")):
                out[i] = front.group(1) + out[i]
    return out


_MODIFIERS = (
    "城镇", "农村", "城市", "城乡", "市区", "县区", "省级", "市级", "国家级", "国家", "县级", "中等", "高等", "中", "高", "初", "大", "小", "新建", "改建", "普通", "职业",
    "第一", "第二", "第三", "一", "二", "三", "一产", "二产", "三产", "公办", "民办", "国有", "集体", "私营", "男", "女", "夏", "秋", "年", "月", "本外币", "人民币", "肉", "蛋", "奶", "生猪", "家禽",
    "城镇常住", "农村常住", "城镇居民", "农村居民", "国际", "国内", "省内", "省外", "境内", "境外", "入境", "中央", "地方", "本级", "全口径", "养老", "医疗", "失业", "工伤", "生育",
)  # fmt: skip
_HEADS = re.compile(
    r"(?:居民|职业|等)?(?:人均|平均)?(?:可支配|纯)?(?:排放总?量|排放强度|浓度|总?产量|总产|产值|增加值|销售额|零售额|出口额?|进口额?|收入|支出|余额|投资|贷款余额|存款余额|贷款|存款|利润|税金"
    r"|覆盖率|普及率|参保率|合格率|达标率|利用率|处理率|入学率|比重|占比|面积|里程|人数|参保人数|能耗|用水量|数量?|规模|保险参保人数|产业|企业|增速|指数|价格|保险|标准|补助标准|补贴标准|学位|出栏量?|存栏量?|医院|学校|公路|改造)$"
)


def _shared_head(item: str, last: str) -> str:
    """What an item lacks of the head that ends the last one: 城镇 + 居民人均可支配收入."""
    if item in _MODIFIERS:
        for modifier in sorted(_MODIFIERS, key=lambda m: (abs(len(m) - len(item)), -len(m))):
            if last.startswith(modifier) and len(last) > len(modifier) and abs(len(modifier) - len(item)) <= 1:
                return last[len(modifier) :]
    head = _HEADS.search(last)
    if not head or _HEADS.search(item) and item[-1] == last[-1]:
        return ""
    if _HEADS.search(item):
        return ""
    return head.group() if head.start() > 0 and len(item) <= len(last) else ""
