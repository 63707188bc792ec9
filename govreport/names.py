"""Names: what the words beside a number call the thing it measures.

Works on the tokens of the words left or right of a number; verbs and adverbs are stripped as whole tokens
only (every bad regression of the trial was a list entry firing inside a word). Word lists: rules/words.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from govreport.words import WORDS, Token


def _set(section: str, *ids: str) -> frozenset[str]:
    return frozenset(w for e in WORDS[section] if not ids or e["id"] in ids for w in e["surfaces"])


GOVERNORS = _set("governors")
PREDICATES = _set("predicates")
VERBS = GOVERNORS | PREDICATES
KEPT = _set("kept")
EITHER = _set("either")
LIGHT = _set("light")
OPENERS = _set("openers")
CLOSERS = _set("closers")
RISE, FALL = _set("closers", "rise", "new_amount", "above"), _set("closers", "fall", "below")
_NO_CHANGE = _set("closers", "new_amount", "above", "below")
_MOVING = (RISE | FALL) - _NO_CHANGE
NOMINAL = _set("nominal")
GENERIC = _set("generic")
PREPOSITIONS = _set("prepositions")

# Sets for one step each, named as their sections; what they do there stands above the section.
_RUN_ON = _set("run_on")
_NOT_REACH = _set("not_reach")
_BEFORE_TO = _set("before_to")
_MISTAGGED = _set("mistagged")
_RANKING = _set("ranking")
_ON_HAND = _set("on_hand")
_AFTER_NEW = _set("after_new")
_PLANNED = _set("planned")
_TOWARDS = _set("towards")
_ATTRIBUTIVE = {e["id"]: tuple(e["surfaces"]) for e in WORDS["attributive"]}
_STATES = _set("states")
_BARE = _set("bare")
_SUFFIXES = _set("suffixes")
_ACTIVITY_HEADS = _set("activity_heads")
_LAST_HEADS = _set("last_heads")
_LIST_HEADS = _set("list_heads")
_PROJECT_HEADS = _set("project_heads")
_FULL_VERBS = _set("full_verbs")
_SIZES = _set("sizes")
_NAMELESS = _set("nameless")

_TO = frozenset({"到", "至", "为", "达", "达到", "在", "成"})
_LOOSE = frozenset({"d", "p", "c", "uj", "ul", "uz", "ug", "ud", "y", "zg", "e", "o"})
_EDGE = " 、“”‘’\"'—-－·:：,，;；。!！?？()（）[]〔〕【】《》\u3000\xa0\t\n★*+"


# Names of stocks and yearly totals: what stands at a moment or is summed up by the year.
STOCK = re.compile(
    r"(?:总额|零售额|总量|总数|总规模|规模|余额|存量|保有量|里程|面积|(?<!脱贫)人口|总人口|覆盖率|率|比重|占比|指数|寿命|装机|装机容量|容量|总值|增加值|收入|总产值|人数|产量|库容|密度|水平)$"
)


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
    verbal: str = ""  # where only verbs stand beside the number (整改96处): what they say

    @property
    def empty(self) -> bool:
        return not self.name


NOTHING = Naming("", None, 0, False)


def join(tokens: Sequence[Token]) -> str:
    """The words as one string, without stray punctuation at its ends and with quotes in pairs.

    >>> join([("“", "x"), ("工改工", "n"), ("”", "x"), ("项目", "n"), ("、", "x")])
    '“工改工”项目'
    """
    text = "".join([w for w, _ in tokens])
    start = text.lstrip(" .、—-－·:：,，;；。)）]】》”’\u3000\xa0\t\n★*+")
    text = start.rstrip(" 、—-－·:：,，;；。(（[【《“‘\u3000\xa0\t\n★*+")
    if ("“" in text or "”" in text) and text.count("“") != text.count("”"):
        text = text.strip("“”")
        if text.count("“") != text.count("”"):
            text = text.replace("“", "").replace("”", "")
    return text.removeprefix("的").removesuffix("的")


def left(tokens: Sequence[Token], steps: list[str] | None = None) -> Naming:
    """The name that stands before a number, with the verbs around it taken off; ``steps`` are told what was done.

    >>> left([("全年", "n"), ("引进", "v"), ("超", "v"), ("亿元", "m"), ("项目", "n")])[:2]
    ('超亿元项目', '引进')
    >>> left([("森林", "n"), ("覆盖率", "n"), ("提高", "v"), ("到", "v")])[:4]
    ('森林覆盖率', '提高到', 1, True)
    """
    tokens = _unmerged(tokens)
    end, action, direction, to, kept = _strip_right(tokens)
    if end and (clause := _last_clause(tokens, end)):
        tokens = tokens[clause:]
        end -= clause
    start, head, kept_head = _strip_left(tokens, end)
    if to and not direction and start + 1 < end and tokens[start][0] in _TOWARDS:
        start += 1
    to = to and direction != 0
    action = action if head in _RANKING else head or action
    while 0 < start < end - 1 and tokens[start][0] in _BARE and tokens[start - 1][0] in _STATES:
        start -= 1  # 续建项目完成投资
    start, end, inner, body = _cut_inner(tokens, start, end)
    while start and start < end and tokens[start][0] in _STATES and tokens[start - 1][0] in _STATES:
        start -= 1
    name = body if body is not None else join(tokens[start:end])
    if steps is not None:
        steps += [
            f"{where}：{'、'.join(w for w, _ in stripped)}"
            for where, stripped in (
                ("去掉数字前的动词、副词", tokens[end:]),
                ("去掉开头的动词、副词、时间", tokens[:start]),
            )
            if stripped
        ]
        if inner is not None:
            steps.append(f"在动词“{inner}”处分开主语和宾语")
    name = _tidy(name)
    if (
        (direction or action in ("达到", "突破", "超过") or name.endswith("投资"))
        and name.startswith(("带动", "拉动"))
        and len(name) > 4
    ):
        name = name[2:]
    if head in _RANKING:
        name = ""
    if head == "通" and name.endswith(("村", "户", "镇", "乡", "组")):
        name = head + name
    if name in KEPT:
        return Naming("", action, direction, to, 0, False, name)
    if name in _BARE and head and start:
        first = start
        while first and tokens[first - 1][0] in _STATES:
            first -= 1
        name = join(tokens[first:end])
    if not direction and head in _CHANGING:
        direction = _CHANGING[head]
    if name in VERBS and name not in NOMINAL:
        return Naming("", name, direction, to, 0, False, kept_head or kept, name)
    if start < end and all(
        w in VERBS or t in ("d", "ad") or w in ("新", "再", "又", "基本", "初步", "已")
        for w, t in tokens[start:end]
    ):
        verb = tokens[end - 1][0]
        return Naming("", verb, direction, to, 0, False, kept_head or kept, name)
    return Naming(name, inner or action, direction, to, 0, name in GENERIC, kept_head or kept)


_GLUED = frozenset(head + verb for head in "率比面数度量" for verb in "达拟至均")


# Verbs that end like 降 or 减 and are one word all the same.
_WHOLE = ("上升", "提升", "新增", "递增", "递减", "压减", "缩减", "削减", "精减", "核减")


def _unmerged(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokeniser glues verbs to the word before them (价格上涨, 友城达): taken apart at the end of the phrase."""
    if not tokens:
        return tokens
    if len(tokens) > 1 and tokens[-2][0] + tokens[-1][0] in ("前移", "后移", "上移", "前进"):
        tokens = [*tokens[:-2], (tokens[-2][0] + tokens[-1][0], "v")]
    for k, (word, _) in enumerate(tokens[-3:], max(0, len(tokens) - 3)):
        if word in _GLUED:
            tokens = [*tokens[:k], (word[0], "n"), (word[1], "d"), *tokens[k + 1 :]]
            break
    word, _tag = tokens[0]
    if len(word) >= 3 and word[:2] in _RUN_ON:
        tokens = [(word[:2], "v"), (word[2:], "n"), *tokens[1:]]
    word = tokens[-1][0]
    if len(word) >= 3 and (word[-2:] in RISE or word[-2:] in FALL) and word not in CLOSERS:
        return [*tokens[:-1], (word[:-2], "n"), (word[-2:], "v")]
    if (
        word in ("至", "到")
        and len(tokens) > 1
        and (fall := tokens[-2][0])[-1] in "降升增减缩"
        and fall not in CLOSERS
    ):
        if len(fall) > 1 and fall not in VERBS and fall[-2:] not in _WHOLE:
            return [*tokens[:-2], (fall[:-1], "n"), (fall[-1] + word, "v")]  # 薄弱村降至
    if len(word) >= 2 and word[-1] == "达" and word not in _NOT_REACH and word not in CLOSERS:
        return [*tokens[:-1], (word[:-1], "n"), ("达", "v")]
    return tokens


def _strip_right(tokens: Sequence[Token]) -> tuple[int, str | None, int, bool, str]:
    end = len(tokens)
    action: str | None = None
    direction = 0
    to = ended = False
    kept = ""
    while end:
        word, tag = tokens[end - 1]
        if end > 1 and tokens[end - 2][0] in ("共", "累计", "已", "共计") and word in VERBS - _MOVING:
            action = action or word
            end -= 1
            continue
        if word == "人均" and end > 1 and tokens[end - 2][0] in ("从", "由", "到", "至", "为", "达到"):
            end -= 1
            continue
        if word in ("稳定", "控制", "保持", "维持") and action == "在":
            action = word + "在"
            end -= 1
            continue
        if word in _BEFORE_TO and action in _TO:
            action = word + (action or "")
            end -= 1
            continue
        if word == "排名" and direction:  # 排名上升11位
            break
        if word in PREDICATES and word not in NOMINAL and word not in CLOSERS and word != "支付" and end > 1:
            action = action or word
            end -= 1
            continue
        if (
            word in CLOSERS
            or (tag in _LOOSE or tag == "t" and _is_time(word) or tag == "m" and word.endswith("年"))
            and word not in _MISTAGGED
            or word in _EDGE
        ):
            if word in _EDGE and word in "”’》）)":
                break
            if word in RISE or word in FALL:
                neighbour = ""
                if word not in _NO_CHANGE and not direction:
                    direction = 1 if word in RISE else -1
                    neighbour = tokens[end][0] if end < len(tokens) else ""
                    to = neighbour in ("到", "至", "为", "成") or word.endswith(("到", "至"))
                action = (
                    word + (neighbour if to and not word.endswith(("到", "至")) else "")
                    if action is None or action in _TO
                    else action
                )
            elif word in _TO:
                ended = ended or word in ("到", "至", "在")
                action = action or word
            elif (tag[:1] == "v" or word in VERBS) and word not in OPENERS:
                action = action or word
            if word in KEPT:
                kept = word
            end -= 1
            continue
        break
    return end, action, direction, to or ended and not direction, kept


def _strip_left(tokens: Sequence[Token], end: int) -> tuple[int, str | None, str]:
    start = 0
    action: str | None = None
    while start < end:
        word, tag = tokens[start]
        if word in KEPT:
            return start, action, word
        if word in _ATTRIBUTIVE and start + 1 < end and tokens[start + 1][0].startswith(_ATTRIBUTIVE[word]):
            break
        if word == "在" and start + 1 < end and tokens[start + 1][0] in _ON_HAND:
            break
        if word in ("使", "让"):
            start += 1
            continue
        if (
            word in PREPOSITIONS
            and word
            not in ("为", "在", "由", "从", "于", "与", "同", "以", "用", "让", "使", "给", "将", "把")
            or tag == "p"
        ):
            verb = next(
                (k for k in range(start + 1, end) if tokens[k][0] in GOVERNORS or tokens[k][0] in KEPT), None
            )
            if verb is not None:
                start = verb
                continue
            if word in _CAUSES and end < len(tokens) and tokens[end][1][:1] == "v":
                return end, action, ""  # 根据情况变化取消14项
            side = next(
                (
                    k
                    for k in range(start + 1, end)
                    if tokens[k][1] == "f" or tokens[k][0] in ("方面", "基础上")
                ),
                None,
            )
            start = side + 1 if side is not None and side + 1 < end else start + 1
            continue
        following = tokens[start + 1][0] if start + 1 < end else ""
        if word == "可" and following in LIGHT or word == "新" and following in _AFTER_NEW:
            start += 1
            continue
        if word == "和" and following.startswith("美"):
            break
        if tag == "v" and word not in NOMINAL and following in VERBS and following not in NOMINAL:
            start += 1
            continue
        if word in EITHER:
            if start + 1 < end and (
                _verbal(tokens[start + 1])
                or tag in ("c", "p", "uj", "ul")
                or word == "计划"
                and following not in _PLANNED
            ):
                start += 1
                continue
            break
        if (
            word == "在"
            and following
            and (len(following) == 1 and tokens[start + 1][1][:1] == "v" or following in _ON_HAND)
        ):
            break
        if (
            word in OPENERS
            or word in _EDGE
            and word not in "“《（("
            or (tag in ("d", "c", "uj", "ul", "y", "r") or tag == "t" and _is_time(word))
            and word not in _MISTAGGED
            and word[0] not in "各其本"
        ):
            start += 1
            continue
        if word in VERBS and start + 1 < end:
            if (
                tokens[start + 1][0][0] in _SUFFIXES
                and len(tokens[start + 1][0]) <= 2
                and (tokens[start + 1][0] in _SUFFIXES or tokens[start + 1][0][1] in "达拟至")
                or word in NOMINAL
                and tokens[start + 1][0] in _ACTIVITY_HEADS
                or len(tokens[start + 1][0]) == 1
                and (start + 2 == end or tokens[start + 2][0] in "（(")
                or tokens[start + 1][0] in "（("
                or word in NOMINAL
                and start + 2 == end
                and tokens[start + 1][0] in _LAST_HEADS
            ):
                break
            action = word
            start += 1
            continue
        if word in LIGHT and start + 1 < end:
            action = action or word
            start += 1
            continue
        break
    return start, action, ""


_CAUSES = frozenset("根据 由于 因 按照 鉴于".split())


def _is_time(word: str) -> bool:
    return (
        word[-1] in "年月日初末底期间来季前后"
        and word not in ("老年", "青年", "少年", "成年", "中老年", "青少年")
        or word in OPENERS
    )


def _last_clause(tokens: Sequence[Token], end: int) -> int:
    """Where a list of clauses joined by 、 begins its last one: 打造产业集群、力争产业规模."""
    for k in range(end - 2, 0, -1):
        if tokens[k][0] in "”》":
            return 0
        if tokens[k][0] == "、":
            word = tokens[k + 1][0]
            if word in _ATTRIBUTIVE and k + 2 < end and tokens[k + 2][0].startswith(_ATTRIBUTIVE[word]):
                return 0
            if word in OPENERS or word in KEPT or word in LIGHT or word in VERBS and word not in NOMINAL:
                return k + 1
    return 0


def _verbal(token: Token) -> bool:
    return (
        token[0] in VERBS
        or token[0] in EITHER
        or token[0] in LIGHT
        or token[0] in KEPT
        or token[1] in ("d", "ad", "vd")
    )


# Verbs in front of the thing whose change the number is: 提高补助标准30元, 减少贫困人口1.2万人.
_CHANGING = {"减少": -1, "降低": -1, "下调": -1, "提高": 1, "上调": 1}


def _cut_inner(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int, str | None, str | None]:
    """Subject, verb, object before the number: a light verb joins the two, another leaves the object."""
    quoted = False
    for k in range(end - 1, start, -1):
        word, tag = tokens[k]
        if word in "”》）)":
            quoted = True
        elif word in "“《（(":
            quoted = False
        if quoted or k == end - 1 or tag[:1] not in "vnad" or word in NOMINAL:
            continue
        if word in KEPT:
            if word == "新增" and k - start <= 5:
                return start, end, None, None
            return k, end, None, None
        if word in LIGHT:
            subject = _before(tokens, start, k)
            if tokens[k + 1][0] == "投资" and k + 2 == end and word == "完成":
                return start, end, word, join(tokens[start:subject]) + "完成投资"
            return start, end, word, join(tokens[start:subject]) + join(tokens[k + 1 : end])
        if word in ("新建", "在建", "续建") and "".join(w for w, _ in tokens[start:k]) in _WHERE:
            return start, end, None, None
        if word in ("通", "入") and tokens[end - 1][0].endswith("率"):  # 行政村通硬化路率
            return start, end, None, None
        if word in PREDICATES or word in GOVERNORS and tokens[k - 1][0] in _COUNTED:
            if (
                tokens[k + 1][0] in ("的", "和", "、")
                or word in _ATTRIBUTIVE
                and tokens[k + 1][0].startswith(_ATTRIBUTIVE[word])
                or tokens[k + 1][0] in _SUFFIXES
                or k + 2 == end
                and tokens[k + 1][0] in _LAST_HEADS
            ):
                continue
            begin = k + 1
            while begin < end - 1 and (
                tokens[begin][0] in OPENERS
                or tokens[begin][0] in "了的、"
                or tokens[begin][0] in VERBS
                and tokens[begin][0] not in NOMINAL
            ):
                begin += 1
            return begin, end, word, None
    return start, end, None, None


_WHERE = frozenset("农村 城镇 城乡 城市 全国 全省 全市 全县 全区".split())
_COUNTED = frozenset("、 和 共 累计 已 共计 先后 分别".split())


def _before(tokens: Sequence[Token], start: int, k: int) -> int:
    while k > start and (tokens[k - 1][0] in OPENERS or tokens[k - 1][1] in _LOOSE):
        k -= 1
    return k


_LEADING = re.compile(
    r"^(?:全年|今年|去年|当年|年内|其中|预计|累计|分别|又|再|各|并|了|里|期间|来|末|底|初|上|内|后|前)+(?=.{2})"
)
_LEADS = frozenset("全今去当年其预累分又再各并了里期来末底初上内后前")
_KEEP_FRONT = re.compile(
    r"^(?:共享|共同|共青|共建|各类|各项|各级|各种|再就业|再生|中小|中央|中心|中国|中医|中等|中型|中低|上市|上[级缴报访岗线调交]|上云|上网|上年|内资|内蒙|内河|内贸|内陆|内涝|前沿|后备|来料|并网|并购|各县|各区|中学|中职|中专|中欧|中高|中药|中部|中型|中成|中新|中华|中西|上规|上学|上海|上游|内需|后期|前期|初中|初级|初创|末端|底层|里程|共管|公|再融资|再制造)"
)


# Times and places that stand where a name would, and name nothing.
_NO_NAME = re.compile(
    r"(?:第?[一二三四]季度|前[一二三四]季度|\d{1,2}月份?|[上下]半年|全国|全省|全市|全县|全区|全州|我国|我省|我市|我县|我区|全年|其中|目前|现有|[一二三四五六七八九十两]{1,2}[次批轮]|时间|省市|全球|世界|其余|(?:年?底)?前)+"
)
# Examples in front of 等 and the head they stand for: 新能源、新材料等重点项目.
_EXAMPLES = re.compile(
    r"^(?P<new>新增加?|净增)?[^占]*?(?<![中高初优上平同对均])等(?!级|次|候|待|额|效|于)的?(?P<head>[^等、]{2,})$"
)


def _headed(name: str) -> str:
    found = _EXAMPLES.match(name)
    if (
        not found
        or found["head"].removeprefix("各项").removeprefix("各类").removeprefix("各种") in _LIST_HEADS
    ):
        return name
    return (found["new"] or "") + found["head"]


# What a figure is called by how high it stands, no name: 跨上8000亿元新台阶, 5%左右的较低水平.
_LANDMARK = re.compile(
    r"新?(?:的)?(?:历史性?)?(?:台阶|大关|关口|高度|高点|新高)|(?:[较最]?[低高好]|合理|先进|理想|正常|历史最[好高低])(?:的)?(?:水平|区间|范围)"
)
# What is said of the thing before its figure comes: 地区生产总值连上台阶，达到…；投资由负转正、增长….
_TRAILING = re.compile(
    r"(?=[达拟至均第一二三四季由从为每首成再率历双先举连上跨越跃登迈站稳负总基运屡创有进在回止企蓬快加健破持迅较实协全早未步势发不])"
    r"(?:(?<=[率比均数面度量])(?:达|拟|至|均)$|(?<=..)第?[一二三四]季度$|(?<=..)[由从为]?(?:每[人生户亩月年天日班次]){1,2}$"
    r"|(?<=..)(?:首次|成功|再次|率先|历史性地?|双双|一举|先后)?(?:连续?(?:[上跨越跃登迈][^、，]*|$)|[跃跨迈站登][上入过][^、，]*(?:台阶|大关|关口|新高)?$"
    r"|首破$|由[负降][转变][正升]|由负为正|(?:总体|基本|运行)平稳$|稳中[有向趋][升降进好稳缓].*$|(?:再|屡|连)?创(?:历史|下)?新高$"
    r"|有望$|进展(?:顺利|较快|良好|迅速|明显)?$|在全[省市县国区州]$|回升向好$|止跌回[升稳]$|企稳回升$"
    r"|(?:蓬勃|快速|加快|健康|持续|稳步|迅猛|较快|实现较快|协调)(?:发展|推进|增长)$|成效(?:明显|显著|突出)?$|再获丰收$|(?<![安保齐健])全$|(?<![及尽])早$|未$|步伐加快$|势头强劲$|发展壮大$|不断(?:壮大|增强|提升)$|一般$|(?:在?全[国省市])?(?:率先|首次)?破[百千万]?亿$|(?<!可)持续(?:保持)?$|中有$|(?<=评价)中$|(?<=评比)中$|(?<=考核)中$))"
)


def _tidy(name: str) -> str:
    name = _TRAILING.sub("", name).rstrip("、")
    if name[:1] in "新台大关" and (mark := _LANDMARK.match(name)) and name[mark.end() :][:1] in ("", "、"):
        name = name[mark.end() + 1 :]
    if "等" in name:
        name = _headed(name)
    if "、" in name:
        name = _DONE.sub("", name)
    if name[-1:] in "由从" and name[-2:] not in ("自由", "理由", "服从", "缘由"):
        name = name[:-1]
    if _NO_NAME.fullmatch(name) or name.endswith(("情况下", "基础上", "条件下", "前提下", "背景下")):
        return ""
    if name[:1] in _LEADS and not _KEEP_FRONT.match(name):
        name = _LEADING.sub("", name)
    return name


# What happened to a thing before its figure: 益阳电厂建成投产、总装机386万千瓦.
_DONE = re.compile(
    r"(?<=..)(?:建成|竣工|全面|全部|正式|顺利)?(?:投产|投运|投用|开工|通车|封顶)、(?=[^、]{2,6}$)"
)
_STATED = PREDICATES - NOMINAL
_STOP_RIGHT = (PREDICATES | LIGHT | CLOSERS) - NOMINAL
_ASPECT = ("上", "到", "出", "成", "入", "了", "过", "为", "至", "于")
_TASK = re.compile(r"(?<=[建造理治设修护养转搬迁复改升新展训])(?:任务|目标|工作)$")


def right(tokens: Sequence[Token], lists: bool = False) -> Naming:
    """The noun phrase that stands behind a number, up to the verb.

    >>> right([("偏远", "a"), ("农村居民", "n"), ("喝上", "v"), ("干净", "a"), ("水", "n")])[0]
    '偏远农村居民'
    """
    n = len(tokens)
    i = 0
    while i < n and tokens[i][0] in ("的", "以上", "以下", "左右", " ", "以内", "多", "余", "及"):
        i += 1
    if (
        i < n
        and i == 0
        and (
            tokens[0][0] in _STOP_RIGHT
            or n > 1
            and (tokens[0][0] in GENERIC or tokens[0][0].endswith("率"))
            and tokens[1][1] == "m"
        )
    ):
        relative = next(
            (k for k in range(1, min(n - 1, 9)) if tokens[k][0] == "的" and _nounish(tokens[k + 1])), None
        )
        if relative is not None:
            i = relative + 1
    start = i
    if i == 0 and n and tokens[0][1] == "m":  # 65岁及以上失能老年人
        above = next((k for k in range(1, min(n, 5)) if tokens[k][0] in ("以上", "以下")), -1)
        i = above + 1
    quoted = False
    nouns = False
    if i < n and tokens[i][0] == "高速" and (i + 1 == n or tokens[i + 1][1][:1] in "vtx"):  # 3条高速建成
        return Naming("高速", None, 0, False, i + 1)
    while i < n:
        word, tag = tokens[i]
        if nouns and (word == "《" or word == "“" and _tells(tokens, i)):
            break
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
            if (
                not lists
                and not (i - start == 1 and len(tokens[start][0]) == 1 and i + 1 < n)
                and not _list_goes_on(tokens, i)
            ):
                break
        elif word in ("和", "及", "与", "或", "以及", "及其"):
            if i + 1 >= n or not _nounish(tokens[i + 1]) or not nouns:
                break
            if i + 2 == n and tokens[i + 1][0] in GENERIC:  # 投资650万元的综合楼和投资1400万元的…
                break
        elif word == "的":
            if i + 1 >= n or not _nounish(tokens[i + 1]):
                break
            if tokens[i + 1][1] == "v" and not (i + 2 < n and tokens[i + 2][1][:1] == "n"):
                break
        elif word == "等":
            pass
        elif word == "可" and i + 1 < n and tokens[i + 1][0] in ("支配", "再生", "持续"):
            pass
        elif nouns and tag[:1] != "v" and word in _SIZES and (beyond := _beyond(tokens, i)):
            i = start = beyond
            continue
        elif (nouns or i == start) and _adverbial(tokens, i):
            break
        elif i == start and word in _STATES and i + 1 < n and _nounish(tokens[i + 1]):
            pass
        elif tag == "f" and i > start and (not nouns or word == "以上" and tokens[i - 1][0].endswith("级")):
            pass
        elif (
            word in _STATED
            and (nouns or i == start)
            and not _closes(tokens, i)
            and not (i + 1 < n and _nounish(tokens[i + 1]) and tag[:1] != "v" and not nouns)
        ):
            break
        elif (
            word == "投入"
            and nouns
            and i + 1 < n
            and tokens[i + 1][0] in ("使用", "运营", "运行", "生产", "试运行", "试运营")
        ):
            break
        elif nouns and word in ("全部", "全面", "全程", "全线", "全数", "全市", "全省", "全县", "全区"):
            break
        elif tag[:1] == "r" and word in ("各类", "各种", "各级", "各项", "其他", "各"):
            pass
        elif nouns and _tells(tokens, i):
            break
        elif tag[:1] == "v":
            if (
                nouns
                and tag == "v"
                and word in _FULL_VERBS
                and i + 2 < n
                and _nounish(tokens[i + 1])
                and tokens[i + 1][0] not in _PROJECT_HEADS
            ):
                break
            if (
                nouns
                and word in PREDICATES
                and (
                    i + 1 == n
                    or not _nounish(tokens[i + 1])
                    or tokens[i + 1][0] in VERBS
                    or tokens[i + 1][0] in "“《"
                )
            ):
                break
            if word in _SIZES and (beyond := _beyond(tokens, i)):
                i = start = beyond
                continue
            if (
                word in _STOP_RIGHT
                and not (nouns and _closes(tokens, i))
                or nouns
                and len(word) > 1
                and word.endswith(_ASPECT)
                and tag == "v"
                and word not in NOMINAL
            ):
                break
            if word in NOMINAL or tag == "vn" or word in GOVERNORS and nouns:
                nouns = (
                    nouns
                    or i > start
                    or i + 1 == n
                    or tokens[i + 1][0] in PREDICATES
                    or tokens[i + 1][0] in OPENERS
                )
            elif not _noun_follows(tokens, i) and not (
                i + 1 == n and i > start and tokens[i - 1][1][:1] in "nba" and len(word) == 2
            ):
                break
        elif tag in ("d", "ad", "vd"):
            if word not in _MISTAGGED and (
                i + 1 == n
                or tokens[i + 1][1][:1] not in "nabl"
                and tokens[i + 1][1] != "vn"
                and tokens[i + 1][0] not in NOMINAL
                or word in CLOSERS
            ):
                break
        elif tag[:1] in "mq" and not nouns:
            pass
        elif tag[:1] in ("p", "t", "m", "c", "r", "u", "y", "f") and word not in _MISTAGGED:
            if (
                tag == "m"
                and i + 1 < n
                and (
                    tokens[i + 1][0].startswith("强")
                    or nouns
                    and (word[0] == "第" or word in ("万亩", "千亩", "百亩", "亿元", "万元", "万吨"))
                )
            ):
                pass
            elif not (
                tag == "f"
                and nouns
                and i + 1 < n
                and tokens[i + 1][1][:1] in "nv"
                and tokens[i + 1][0] not in _STOP_RIGHT
            ):
                break
        elif word in _STOP_RIGHT and tag not in ("n", "ns", "nz", "b") and word not in NOMINAL:
            break
        elif word in ("新建", "惠及", "获") or nouns and word in ("户均", "驻村"):
            break
        else:
            nouns = nouns or tag[:1] in "nbljsi" or tag in ("an", "eng", "vn", "zg")
        i += 1
    if not nouns:
        return NOTHING
    stop = (
        i - 1
        if i - start > 1
        and tokens[i - 1][0] in ("任务", "工作", "问题")
        and (tokens[i - 2][1][:1] == "v" or tokens[i - 2][0] in NOMINAL)
        else i
    )
    name = join(tokens[start:stop])
    name = _headed(_TASK.sub("", name) if len(name) > 6 else name)
    name = _TRAILING.sub("", name)
    if name in _NAMELESS or _LANDMARK.fullmatch(name):
        return NOTHING
    return Naming(name, None, 0, False, i)


_STEADILY = frozenset("平稳 稳定 有序 顺利 高效 规范 良好 正常 稳步 安全".split())
_RUNS = frozenset("运营 运行 推进 实施 开展 发展 投运 投产".split())


def _tells(tokens: Sequence[Token], i: int) -> bool:
    """Whether what follows the noun is said of it: 进展较快, 平稳退市, 驰援湖北, “点燃”盛夏."""
    word, tag = tokens[i]
    following, next_tag = tokens[i + 1] if i + 1 < len(tokens) else ("", "")
    last = i + 2 >= len(tokens)
    if word in ("较", "很", "更", "免费"):
        return True
    if word == "“":
        return next_tag == "v" and not last and tokens[i + 2][0] == "”"
    if word in _STEADILY and following in _RUNS:
        return True
    if following in NOMINAL or word in NOMINAL:
        return False
    return last and (tag in ("a", "ad") and next_tag == "v" or tag == "v" and next_tag == "ns")


_ATTRIBUTE_OPENERS = ("特别", "深度")


def _adverbial(tokens: Sequence[Token], i: int) -> bool:
    """Whether an adverb stands before its verb here and not, as an attribute, before a noun (特别国债, 年度任务)."""
    word = tokens[i][0]
    if word not in OPENERS and word not in EITHER:
        return False
    if i + 1 == len(tokens):
        return word in OPENERS
    if word in _STATES and tokens[i + 1][0] in _STATES or _closes(tokens, i + 1):
        return False
    following, tag = tokens[i + 1]
    if word in OPENERS:
        return (
            word not in _ATTRIBUTE_OPENERS
            or following not in NOMINAL
            and (tag[:1] != "n" or following in VERBS)
        )
    return following in VERBS or following in LIGHT or following in KEPT or tag in ("d", "ad", "vd")


def _closes(tokens: Sequence[Token], i: int) -> bool:
    """Whether the verb is an attribute of a project noun that ends the phrase: 产业化推进项目, 整村推进扶贫任务."""
    rest = tokens[i + 1 :]
    return (
        bool(rest)
        and rest[0][0] in _PROJECT_HEADS
        and (len(rest) == 1 or rest[1][0] in _PROJECT_HEADS or rest[1][0] in "，、；")
        or tokens[i][0] in ("提升", "示范", "整治", "发展")
        and 0 < len(rest) <= 3
        and rest[-1][0].endswith(("县", "村", "镇", "乡", "示范区"))
        and all(tag[:1] in "nb" for _, tag in rest)
    )


def _beyond(tokens: Sequence[Token], i: int) -> int | None:
    """Where the counted noun begins behind an attribute with a number: 主营业务收入超百亿元的企业集团."""
    for k in range(i + 1, min(len(tokens) - 1, i + 7)):
        if tokens[k][0] == "的" and _nounish(tokens[k + 1]):
            return k + 1
        if (
            tokens[k][1] == "m" and tokens[k][0][-1] in "元亿万吨亩人" and tokens[k + 1][1][:1] == "n"
        ):  # 年交易额超100亿元市场
            return k + 1
    return None


def _noun_follows(tokens: Sequence[Token], i: int) -> bool:
    """Whether a noun follows before the phrase ends: then the verb is an attribute (保留村, 入园企业)."""
    for word, tag in tokens[i + 1 : i + 4]:
        if word == "的":
            continue
        if word in _STOP_RIGHT or tag[:1] in "dpucmr" or word in "，、；。：":
            return False
        if tag[:1] in "n" or tag in ("vn", "l", "j", "i", "zg") or word in NOMINAL:
            return True
    return False


def _nounish(token: Token) -> bool:
    return (
        token[1][:1] in "nabljsigz"
        and token[0] not in _STOP_RIGHT
        or token[1] in ("vn", "eng")
        or token[0] in NOMINAL
        or token[0] in "“《"
    )


def _list_goes_on(tokens: Sequence[Token], comma: int) -> bool:
    """Whether 、 goes on to a list that closes with 等 and a head before any verb or number, or joins attributes."""
    if comma and tokens[comma - 1][0].endswith("型"):
        return True
    if comma and tokens[comma - 1][1][:1] in "azil":  # 特色鲜明、充满活力的示范镇
        rest = tokens[comma + 1 : comma + 10]
        closing = next((k for k, (word, _) in enumerate(rest) if word == "的"), None)
        if closing is not None and closing + 1 < len(rest) and _nounish(rest[closing + 1]):
            return True
    for word, tag in tokens[comma + 1 : comma + 14]:
        if word == "等":
            return True
        if word in "，；。：！" or tag[:1] in ("v", "p", "m") and word not in NOMINAL:
            return False
    return False
