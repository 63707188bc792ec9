"""Coordination: the names of several things that share one head, one front or one verb.

城镇和农村居民人均可支配收入 names two incomes, 规模以上工业增加值、利润 two figures of one thing.
"""

from __future__ import annotations

import re

from govreport import words
from govreport.names import GENERIC

_PAIRS = {
    "肉蛋奶": ("肉", "蛋", "奶"),
    "粮棉油": ("粮食", "棉花", "油料"),
    "工农业": ("工业", "农业"),
    "省内外": ("省内", "省外"),
    "国内外": ("国内", "国外"),
    "城乡": ("城镇", "农村"),
    "存贷款": ("存款", "贷款"),
    "进出口": ("进口", "出口"),
    "南北": ("南", "北"),
    "增减": ("增", "减"),
    "产销": ("产", "销"),
    "内外资": ("内资", "外资"),
    "内外贸": ("内贸", "外贸"),
    "收支": ("收", "支"),
}


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
    if count == 2 and "存、贷款" in name:
        return name.replace("存、贷款", "存款"), name.replace("存、贷款", "贷款")
    ordinal = re.match(
        r"(?P<front>.*?)(?P<nth>第?)[一二](?:、[二三])?[、和][二三](?P<head>次?产业.*|产.*)$", name
    )
    if ordinal and len(re.findall("[一二三]", name[: ordinal.start("head")])) == count:
        numerals = re.findall("[一二三]", name[ordinal.start("nth") : ordinal.start("head")])
        nth = ordinal["nth"] or ("第" if ordinal["head"].startswith("产业") else "")
        return tuple(ordinal["front"] + nth + n + ordinal["head"] for n in numerals)
    if count == 2 and (
        deposits := re.match(r"(?P<front>.*?)存款(?:余额)?[、和](?P<loans>(?:各项)?贷款)余额$", name)
    ):
        return f"{deposits['front']}存款余额", f"{deposits['front']}贷款余额"
    name = _COUNTED.sub(r"\g<items>\g<head>", name)
    items = _split(name, count)
    if items is None:
        for pair, parts in _PAIRS.items():
            if len(parts) == count and pair in name:
                return tuple(name.replace(pair, part, 1) for part in parts)
        return None
    return tuple(_complete(items))


# How many they are, said between them and their head: 绿色建材、绿色食品两个产业集群.
_COUNTED = re.compile(r"^(?P<items>[^、]{2,}、.{2,}?)[两三四五六](?:[个大类种项家](?!人))(?P<head>.{2,})$")


def _split(name: str, count: int) -> list[str] | None:
    for pattern in (
        r"、|以及|和(?!美|谐|平)|(?<!普)及|与|或",
        r"、|以及|和(?!美|谐|平)|(?<!普)及",
        r"、|和(?!美|谐|平)",
        r"、",
    ):
        masked = re.sub(r"[“《（(][^”》）)]*[”》）)]", lambda m: "\0" * len(m.group()), name)
        cuts = [m.span() for m in re.finditer(pattern, masked)]
        if len(cuts) + 1 == count:
            edges = [0, *[x for cut in cuts for x in cut], len(name)]
            items = [name[edges[i] : edges[i + 1]] for i in range(0, len(edges), 2)]
            return items if all(items) else None
    return None


# Heads that a coordination shares, and fronts that the first member lends to the others.
_FRONT = re.compile(
    r"^(单位(?:地区|国内)?生产总值|单位GDP|万元(?:GDP|工业增加值|生产总值|国内生产总值)|每万元\w{2,6}|人均|规模以上工业(?:企业)?|规上工业(?:企业)?|全部?工业|新增|全市|全省|全县|全区|全国)(?=.{2})"
)


# What a first member ends with when the others share what stands in front of it: 生产安全事故起数和死亡人数.
_OWN_HEAD = re.compile(
    r"(?:起数|件数|项目数|企业数|数量|户数|人数|营收|营业收入|主营业务收入|收入|利润|产值|增加值|人次|合同额|签约额|总量|里程|面积|产量|投资)$"
)
_WEAK = re.compile(
    r"^(?:死亡人数|受伤人数|伤亡人数|总花费|花费|利润|利润总额|利税|税金|营收|营业收入|主营业务收入|合同额|合同金额|金额|投资额|总投资|户数|人数|面积|收入|支出|产量|产值|数量|总量|余额|税收|经济损失|直接经济损失|销售额|销售收入)$"
)


def _complete(items: list[str]) -> list[str]:
    if "占" in items[-1] and not any("占" in item for item in items[:-1]):
        at = items[-1].index("占")
        return [item + items[-1][at:] for item in _complete([*items[:-1], items[-1][:at]])]
    own = _OWN_HEAD.search(items[0])
    if own and own.start() >= 2 and all(_WEAK.match(item) for item in items[1:]):
        return [items[0], *(items[0][: own.start()] + item for item in items[1:])]
    last = items[-1]
    out = list(items)
    for i, item in enumerate(items[:-1]):
        rest = _shared_head(item, last)
        if item.endswith("业"):
            rest = rest.removeprefix("产业")
        if rest:
            shared = next((k for k in range(len(rest) - 1, 0, -1) if item.endswith(rest[:k])), 0)
            out[i] = item + rest[shared:]
    front = _FRONT.match(items[0])
    if front and front.group(1) not in ("全市", "全省", "全县", "全区", "全国"):
        for i in range(1, len(out)):
            if (
                not out[i].startswith(front.group(1))
                and len(items[i]) <= 8
                and not items[i].startswith(("单位", "人均", "全"))
            ):
                out[i] = front.group(1) + out[i]
    return out


def _behind(item: str, last: str, same: bool = False) -> str:
    """What stands in the last name behind as many words as the item has: 小麦 + 最低收购价 of 稻谷最低收购价.

    With ``same`` only where these words end alike: 交通集团、文旅集团营收.
    """
    ours, theirs = (words.tag([name])[0] for name in (item, last))
    first = "".join(w for w, _ in theirs[: len(ours)])
    if len(theirs) <= len(ours):
        return ""
    word, tag = theirs[len(ours) - 1]
    alike = ours[-1][0] == word if same else len(first) == len(item) or ours[-1][1][:1] == tag[:1]
    return last[len(first) :] if alike and abs(len(first) - len(item)) <= 1 else ""


_MODIFIERS = (
    "城镇", "农村", "城市", "城乡", "市区", "县区", "省级", "市级", "国家级", "国家", "县级", "中等", "高等", "中", "高", "初", "大", "小", "新建", "改建", "普通", "职业",
    "第一", "第二", "第三", "一", "二", "三", "一产", "二产", "三产", "公办", "民办", "国有", "集体", "私营", "男", "女", "夏", "秋", "年", "月", "本外币", "人民币", "肉", "蛋", "奶", "生猪", "家禽",
    "城镇常住", "农村常住", "城镇居民", "农村居民", "国际", "国内", "省内", "省外", "境内", "境外", "入境", "中央", "地方", "本级", "全口径", "养老", "医疗", "失业", "工伤", "生育",
)  # fmt: skip
_HEADS = re.compile(
    r"(?:居民|职业|等)?(?:人均|平均)?(?:种植|播种|养殖|覆盖|可支配|纯|产业)?(?:进出口总?[额值]?|排放总?量|排放强度|浓度|总?产量|总产|产值|增加值|销售额|零售额|出口额?|进口额?|主营业务收入|营业收入|销售收入|收入|支出|余额|投资|贷款余额|存款余额|贷款|存款|利润|税金"
    r"|绿化覆盖率|覆盖率|普及率|参保率|合格率|达标率|利用率|处理率|入学率|比重|占比|面积|里程|人数|参保人数|能耗|用水量|数量?|规模|保险参保人数|产业|企业|增速|指数|价格|保险|标准|补助标准|补贴标准|学位|出栏量?|存栏量?|医院|学校|公路|改造)$"
)


# A substance that ends like a quantity takes the head all the same: 化学需氧量、二氧化硫排放总量.
_POLLUTANT = re.compile(r"(?:化学需氧量|COD)$")
_EMITTED = re.compile(r"排放(?:总?量|强度)$")


def _shared_head(item: str, last: str) -> str:
    """What an item lacks of the head that ends the last one: 城镇 + 居民人均可支配收入."""
    if item in _MODIFIERS:
        for modifier in sorted(_MODIFIERS, key=lambda m: (abs(len(m) - len(item)), -len(m))):
            if (
                last.startswith(modifier)
                and len(last) > len(modifier)
                and abs(len(modifier) - len(item)) <= 1
            ):
                return last[len(modifier) :]
    if item[-1] == last[-1] and len(item) == len(last):  # 一产、二产、三产
        return ""
    if item in ("省", "市", "县", "区") and re.match("[市县区乡镇](?!级)", last):
        return last[1:]  # 省、市重点龙头企业
    if item in ("国家", "省", "市", "县", "区") and (graded := re.match("(?:国家|[省市县区乡镇村])级", last)):
        return "级" + last[graded.end() :]  # 省、市级龙头企业
    head = _HEADS.search(last)
    emitted = _EMITTED.search(last)
    if emitted and _POLLUTANT.search(item):
        return emitted.group()
    if item[-1] in "率数量额值" or item[-1] == last[-1]:
        return ""
    if not head and len(item) > 3 and (rest := _behind(item, last, same=True)):
        return rest
    if (
        not head
        and re.fullmatch("[\u4e00-\u9fff]{2}", last[-2:])
        and len(item) <= 3
        and len(last) >= len(item) + 2
        and item not in GENERIC
    ):
        return _behind(item, last) or last[-2:]
    if not head or _HEADS.search(item) and item[-1] == last[-1]:
        return ""
    if _HEADS.search(item):
        return ""
    return head.group() if head.start() > 0 and len(item) <= len(last) else ""
