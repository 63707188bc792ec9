"""The clauses around a number's own: what they name, where its own clause names nothing.

Each function looks at the folded text before or behind one number and gives a name, or "" where it finds none;
which of them is asked, and when, is ``binding``'s decision.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from govreport import names, words
from govreport.records import Quantity
from govreport.sentences import DELIMITER, clean
from govreport.words import Token

_BEHIND, _BEFORE = 24, 60  # characters: how far the clauses behind and before are read
_INSURANCE = re.compile(r"(?:城镇|城乡|农村|新型|企业)[\u4e00-\u9fff]{0,8}?(?:保险|合作医疗)")
_NUMBERS = re.compile(r"等?(?:全长|总长|长)?\d[\d.]*万?(?:[个所条项座处米亩户套]|公里|平方米)的?")
_GIVEN = re.compile(
    r"对(?P<thing>[^，]{2,12})进行了?(?:全面|集中|升级|综合)*(?P<done>改造|整修|维修|治理|整治|修缮)"
)
_AT_ONCE = frozenset("全部 全面 得到 的 稳定 平稳 有序 顺利 成功 如期 了".split())
# Clauses that qualify a figure and name none.
_ASIDE = re.compile(
    r"\s?(?:扣除|剔除|考虑|按|比|较|与|同|不包括|不含|包括|含|其中|创|居|位居|位列|排名|高于|低于|超额|占|同比|在|为)"
)


def subject(tokens: Sequence[Token]) -> str:
    """What a clause without a number speaks of: its noun phrase before the first verb, or all of it where it has none.

    >>> subject([("棚户区", "n"), ("改造", "vn"), ("加快", "v"), ("推进", "v")])
    '棚户区改造'
    """
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


def own_subject(left_text: str) -> str:
    """Whose figure it is, where its clause says before what they did: 重点项目建立包联机制、完成投资5000亿元."""
    said, comma, _ = left_text.rpartition("、")
    tokens = words.tag([said])[0] if comma and said else []
    if not any(tag == "v" and word not in names.NOMINAL for word, tag in tokens):
        return ""
    return subject(tokens)


def subject_since(text: str, start: int, quantity: Quantity) -> str:
    """The subject of the clause that stands between the number before, which ends at start, and this one's clause."""
    clauses = DELIMITER.split(text[start : quantity.lead])
    if len(clauses) < 3 or len(clauses[-2]) < 4 or len(clauses[-2]) > 60 or _ASIDE.match(clauses[-2]):
        return ""
    return subject(words.tag([clean(clauses[-2])])[0])


def subject_before(text: str, quantity: Quantity) -> str:
    """The subject of the nearest clause before that has one."""
    for clause in reversed(_clauses(text, quantity)):
        if found := subject(words.tag([clean(clause)])[0]):
            return found
    return ""


def made_before(text: str, quantity: Quantity) -> str:
    """What the clause before sets up or builds: 设立专项资金，首期安排50亿元."""
    clauses = _clauses(text, quantity)
    if not clauses:
        return ""
    tokens = words.tag([clean(clauses[-1])])[0]
    return names.left(tokens).name if tokens and tokens[0][0] in names.VERBS else ""


def insurance_before(text: str, quantity: Quantity) -> str:
    """What people are insured with, where the clause before says so: 全县开展城乡居民养老保险试点，3万人参保."""
    named = _INSURANCE.findall(text, _sentence(text, quantity), quantity.lead)
    return named[-1] if named else ""


def predicate(text: str, quantity: Quantity) -> str:
    """What people do, where nothing else names them: 1600万人进城落户."""
    tokens = words.tag([_phrase(text, quantity)])[0]
    k = 0
    while k < len(tokens) and (
        tokens[k][0] in names.OPENERS or tokens[k][1] in ("d", "ad") or tokens[k][0] in _AT_ONCE
    ):
        k += 1
    reached = [w for w, _ in tokens[k : k + 2]] == ["实现", "了"]  # 实现了整村推进脱贫
    done = names.join(tokens[k + 2 :] if reached else tokens[k:]).removeprefix("实现")
    done = done.replace("完成了", "完成")
    if done == "脱贫" and quantity.unit == "人":
        done = "脱贫人口"
    verbal = reached or k < len(tokens) and tokens[k][1][:1] in "vp"
    return done if verbal and 2 <= len(done) <= 16 else ""


def said_behind(text: str, quantity: Quantity) -> str:
    """What stands behind a number that nothing names: 连续5年举办旅发大会."""
    return names.join(words.tag([_phrase(text, quantity)])[0])[:20]


def purpose(text: str, quantity: Quantity) -> str:
    """What the money is spent on, where the words or the clause behind say so: 投资530万元，完成小学改扩建工程."""
    behind = text[quantity.tail : quantity.tail + 40]
    if behind[1:3] == "其中":
        return ""
    clause = re.split(r"[，。；\n]", behind.lstrip("，,"))[0]
    if given := _GIVEN.match(clause):
        return given["thing"] + given["done"]
    tokens = words.tag([clean(_NUMBERS.sub("", clause))])[0]
    k = 0
    while k < len(tokens) and (
        tokens[k][0] in names.VERBS
        or tokens[k][0] in names.OPENERS
        or tokens[k][0] in names.KEPT
        or tokens[k][0] in names.EITHER
    ):
        k += 1
    found = names.right(tokens[k:]).name if k else ""
    return "" if found.endswith(("数量", "总额", "金额")) else found


def _sentence(text: str, quantity: Quantity) -> int:
    """Where what is read before the number begins: in its own sentence."""
    floor = max(text.rfind(stop, max(0, quantity.lead - 80), quantity.lead) for stop in "。！？\n；")
    return max(floor + 1, quantity.lead - _BEFORE)


def _clauses(text: str, quantity: Quantity) -> list[str]:
    """The clauses of its sentence before the number's own."""
    before = text[_sentence(text, quantity) : quantity.lead]
    return [clause for clause in DELIMITER.split(before)[:-1] if clause.strip()]


def _phrase(text: str, quantity: Quantity) -> str:
    """The words behind the number, up to the next delimiter, digit or 、."""
    behind = clean(DELIMITER.split(text[quantity.tail : quantity.tail + _BEHIND])[0])
    return re.split(r"[\d、]", behind)[0]
