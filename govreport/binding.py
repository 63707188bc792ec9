"""Binding: what each number of a sentence measures, and how it moves.

Parallel numbers are grouped first, so that measure, sign and bound flow from the first to the others and a
list of names is shared out. The side of the name is one explicit decision for each group; what its own clause
does not name is looked for in what the sentence has named before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from govreport import clauses, coordination, names, words
from govreport.names import Naming
from govreport.records import Bound, Measure, Quantity
from govreport.sentences import Sentence
from govreport.words import Token

_BLANKS = re.compile(r"[★*\s]+|[\[〔［【]\d{1,3}[\]〕］】]")
# Verbs in front of a thing whose share they cut: 压减政府性基金项目30%.
_CUTS = frozenset("压减 削减 精简 缩减 压缩 下调 减征".split())
_EACH = re.compile("(?:每人)?每[人月年天日]$")
_IMPROVES = frozenset("提升 改造 完善 优化 扩大 提高".split())
# Work done on so much of a thing: 森林抚育提升200万亩.
_WORKED = ("改造提升", "提升改造", "优化提升", "抚育提升", "整治提升", "巩固提升", "修复提升")
# What somebody is spared is an amount of its own (GUIDE R2), no fall of the costs.
_RELIEF = re.compile(
    r"(?:降低|减轻|压减|节约|节省|减少|减免)[^，；]{0,14}(?:负担|成本|费用|支出|利息|收费|税费)(?:约|近|超|超过|共|累计|达)*$"
)
_CONNECT = frozenset("和 、 及 与 以及 ， , 或 至 分别 和约 约 近 超 超过 突破".split())
_GROWTH_NAME = re.compile(
    r"(?:增速|增幅|涨幅|降幅|(?:上涨|增长|提高|上升|下降|减少|降低|下跌)幅度|(?<!自然)增长率|增长速度|升幅|涨跌幅|(?:增长|增速|增幅)(?:的?预期)?目标)$"
)
_PRICE_NAME = re.compile(r"(?:消费价格(?:总水平|总指数|指数)?|CPI|物价(?:总水平)?(?:涨幅)?|价格涨幅)$")
_SPEED_AFTER = re.compile(
    r"\s?(?:以上|左右|以内)?的?(?:高|较高|较快)?(?:增长|增速|速度|涨幅|增幅)(?![极点率到至为])"
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


class Trace:
    """What the rules did with the numbers of a text: notes by the number's offset, for ``govreport explain``."""

    def __init__(self) -> None:
        self.notes: list[tuple[int, str, str]] = []

    def note(self, quantity: Quantity, rule: str, said: str) -> None:
        self.notes.append((quantity.start, rule, said))


class Binder:
    """Reads one sentence from left to right; what it has named so far is its only state."""

    def __init__(
        self,
        text: str,
        sentence: Sentence,
        tokens: Sequence[tuple[list[Token], list[Token]]],
        before: str = "",
        trace: Trace | None = None,
    ) -> None:
        self.text = text
        self.quantities = sentence.quantities
        self.gaps = sentence.gaps
        self.tokens = tokens
        self.before = before  # the name that the sentence before ended with
        self.trace = trace
        self.topic = ""  # the last name that stands on its own
        self.last: list[str] = []  # the names of the last group
        self.all: dict[str, None] = {}  # every name of the sentence, once, in order
        self.bases: list[str] = []  # what a share of a plan leaves as the subject
        self.used = 0  # tokens of the gap that the number before has taken for its name
        self.members: Sequence[Quantity] = ()  # the group being read

    def read(self) -> list[Frame]:
        """A frame for every number of the sentence, in order."""
        frames: list[Frame] = []
        i = 0
        while i < len(self.quantities):
            j = self._group_end(i)
            frames += self._bind(i, j, frames)
            i = j
        return frames

    def _note(self, rule: str, said: str) -> None:
        if self.trace is not None:
            for member in self.members:
                self.trace.note(member, rule, said)

    def _group_end(self, i: int) -> int:
        """The end of the parallel group that starts at i: only connectors stand between its members."""
        j = i + 1
        while j < len(self.quantities):
            before, quantity = self.quantities[j - 1], self.quantities[j]
            if quantity.lead - before.tail > 12:
                break
            between = self.text[before.tail : quantity.lead]
            if between not in _CONNECT:
                between = _EACH.sub("", _BLANKS.sub("", between))
            if between and between not in _CONNECT:
                break
            if between in ("，", ",") and not (
                "分别" in self.gaps[i].left and self.quantities[i].unit == quantity.unit
            ):
                break
            if before.kind != quantity.kind and not {before.kind, quantity.kind} <= {"count", "amount"}:
                break
            j += 1
        return j

    def _bind(self, i: int, j: int, before: list[Frame]) -> list[Frame]:
        gap = self.gaps[i]
        self.members = self.quantities[i:j]
        tokens: Sequence[Token] = self.tokens[i][0]
        carried = i and gap.left == self.gaps[i - 1].right and not gap.left.endswith("中有")
        if self.used and carried and self.quantities[i].kind != "rank":
            tokens = tokens[self.used :]
        self.used = 0
        steps: list[str] | None = None if self.trace is None else []
        naming = names.left(tokens, steps)
        if steps is not None:
            self._note("小句", f"左〔{gap.left}〕右〔{self.gaps[j - 1].right}〕")
            self._note("并列", "、".join(self.text[m.start : m.end] for m in self.members))
            self._note("左侧词", " ".join(f"{w}/{t}" for w, t in tokens) or "（无）")
            for step in steps:
                self._note("左侧", step)
            self._note("左侧候选", naming.name or "（无名称）")
        if self.quantities[i].kind == "rank" and before and _PLACE_ONLY.fullmatch(gap.left):
            naming = names.NOTHING  # 增速居全省第五位、黄淮四市第一位
        if naming.action == "上线" and self.quantities[i].unit == "人" and naming.name:
            naming = naming._replace(name=naming.name + "上线", action=None)
        if gap.gap:
            naming = naming._replace(
                direction=-1 if gap.gap[0] in "低慢少落" else 1, to=False, action=gap.gap
            )
        elif self.quantities[i].kind == "percent" and naming.action in _CUTS and not naming.direction:
            naming = naming._replace(direction=-1)
        elif gap.multiple or self.quantities[i].kind == "rank":
            naming = naming._replace(direction=0, to=False)
        return self._frame(i, j, self.quantities[i:j], naming, gap.scope, gap.left, before)

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
        right = self._right_side(first, last, naming, right_tokens, self.gaps[j - 1].right, left_text)
        if self.trace is not None:
            self._note("右侧词", " ".join(f"{w}/{t}" for w, t in right_tokens) or "（无）")
            self._note("右侧候选", names.right(right_tokens).name or "（无名称）")
            self._note("取名", "右侧：数字后面的名词" if right is not None else "左侧或承前")
        if right is not None and naming.empty and naming.action in _IMPROVES and last.kind == "count":
            naming = naming._replace(direction=0)  # 提升20个设施: they don't grow by 20
        if naming.direction and first.kind in ("count", "amount") and left_text.endswith(_WORKED):
            naming = naming._replace(direction=0)
        if naming.direction and first.kind != "percent" and _RELIEF.search(left_text):
            naming = naming._replace(direction=0, to=False)
        if right is not None:
            counted = _UNCOUNTED.sub("", right.name) if last.kind == "count" else right.name
            if last.unit in ("户", "人", "名"):
                counted = _THEIRS.sub("", counted)
            if len(counted) > 2 and counted.endswith("企业中"):  # 140户拟改制企业中，有124户…
                counted = counted.removesuffix("中")
            if last.kind == "count" and j < len(self.quantities) and self.quantities[j].unit == "元":
                if self.gaps[j].left == self.gaps[j - 1].right:
                    counted = _FUNDED.sub("", counted)
            ended = right_tokens[right.used - 1][0] if right.used else ""
            if last.unit == "项" and ended in ("任务", "工作", "问题") and not counted.endswith(ended):
                counted += ended  # 276项改革任务
            if counted in ("参保", "参合"):
                counted = clauses.insurance_before(self.text, first) + counted
            names_ = self._share([self._headed(counted, j)], members, left_text)
            if naming.generic and len(members) == 2 and first.kind == "amount" and last.kind == "count":
                names_ = [right.name + naming.name, right.name]
            whole = counted == right.name  # what was left off the name may be the next number's
            following = right_tokens[right.used] if right.used < len(right_tokens) else ("", "x")
            self.used = (
                right.used
                if whole
                and right.used >= len(right_tokens)
                or following[0] in _CONNECT
                or following[1][:1] in "vp"
                or following[0] in names.VERBS
                else 0
            )
            standing = True
        else:
            names_, standing = self._left_names(members, naming, left_text)
        frames: list[Frame] = []
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
        if naming.action is None and before and left_text[:1] in ("、", "和"):
            frames = [frame._replace(action=before[-1].action) for frame in frames]
        self.last = self.bases or names_
        self.bases = []
        self.all.update(dict.fromkeys(names_))
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
        if not tokens or first.kind in ("rank", "ratio", "part", "points", "times", "double", "time"):
            return None
        if first.kind == "percent":
            return _part_of(naming, tokens, right_text, left_text)
        if left_text.endswith(_DONE_FOR):
            tokens = tokens[: _receiver(tokens)]
        elif _DESCRIBED.search(right_text) or right_text.endswith("等"):  # 30个强县和欠发达的30个县
            tokens = tokens[
                : next((k for k in range(len(tokens) - 1, 0, -1) if tokens[k][0] == "和"), len(tokens))
            ]
        if spent := _spent_on(naming.name or naming.verbal, tokens, right_text):
            return spent
        found = names.right(tokens)
        if not found.name:
            return None
        if tokens[0][0] == "的":
            if naming.generic and first.kind == "amount":
                return found._replace(name=found.name + naming.name)
            return found if naming.empty or first.kind == "count" else None
        if naming.empty:
            if left_text.endswith(("在建的", "新建的", "续建的", "拟建的", "在谈的")):
                return found._replace(name=left_text[-3:-1] + found.name)
            return found._replace(name=naming.kept + found.name) if naming.kept[:1] in ("新", "净") else found
        if found.name in ("任务", "工作", "目标") and (naming.action or naming.kept):
            return found._replace(name=naming.name + found.name) if last.unit == "项" else None
        if last.kind == "count":
            return _counted(naming, found, left_text)
        if naming.generic or naming.direction or names.STOCK.search(naming.name):
            return None
        return found if len(found.name) >= 4 else found._replace(name=naming.name + found.name)

    def _headed(self, name: str, j: int) -> str:
        """An adjective with the head that the next number prints: 1个县级、8个乡镇级水源地, 4个固定、2个流动检查站."""
        graded = bool(_GRADE.fullmatch(name))
        if j >= len(self.quantities) or len(name) != 2 and not graded or self.quantities[j].kind != "count":
            return name
        if not graded and not self.gaps[j - 1].right.endswith("、") and self.gaps[j - 1].right != name:
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
            expanded = coordination.expand(found[0], len(members)) if same or "分别" in left_text else None
            if expanded:
                return list(expanded)
        elif "、" in found[0]:
            found = [_GROUPED.sub("", found[0])]
        return found * len(members)

    def _left_names(
        self, members: Sequence[Quantity], naming: Naming, left_text: str
    ) -> tuple[list[str], bool]:
        """The names that the words in front of the numbers give, or what was said before; whether they stand alone."""
        k, first = len(members), members[0]
        name = naming.name or self._despite(first, left_text)
        between = self._between(first) if not name or naming.generic else ""
        if between and not name:
            self.last, self.topic = self._share([between], members, left_text), between
            self._note("取名", "承前：数字所在小句无名称，取中间小句的主语")
            return list(self.last), True
        if first.kind == "percent" and left_text.startswith("覆盖") and left_text.endswith("的"):
            return [left_text.removesuffix("的")] * k, False
        if first.kind == "percent" and (self.last or self.topic) and (part := _PART.match(left_text)):
            self.bases = self._bases(k)
            wholes = self._share([_PART_END.sub("", part["part"])], members, left_text)
            if wholes[0].startswith("占") and len(set(wholes)) > 1:  # 占全省生产总值和财政收入的52%和56%
                wholes = [f"占{whole.removeprefix('占')}" for whole in wholes]
            return [base + whole for base, whole in zip(self.bases, wholes, strict=True)], False
        if not name:
            return self._unnamed(members, naming, left_text)
        if name in _GOALS and self.last and first.kind == "percent":
            return [self.last[-1]] * k, False  # 增长6.5%（年度目标6%以上）
        if (
            name in ("投资", "总投资")
            and naming.action is None
            and left_text[:1] not in ("、", "和")
            and (purpose := clauses.purpose(self.text, members[-1]))
        ):
            self._note("取名", "投资：取后一小句的用途")
            return [purpose + name] * k, False
        parallel = k > 1 and "分别" in left_text
        if naming.generic and parallel and len(self._recent) >= k and not self.last[0].endswith(name):
            return [_TOPIC_TAIL.sub("", base) + name for base in self._recent[-k:]], False
        if _GRADE.fullmatch(name) and self.topic:
            self._note("取名", "级别词：接前面所数的事物")
            return self._share([name + _GRADED.sub("", self.topic)], members, left_text), False
        if parallel and (shared := self._object(left_text, k)):
            self._note("取名", "分别：各主语共用动词及宾语")
            return shared, True
        if naming.generic:
            return self._of_topic(members, naming, left_text, between), False
        if first.kind == "percent" and (part := _PART.search(left_text)) and (self.last or self.topic):
            self.bases = self._bases(k)
            return [base + _PART_END.sub("", part["part"]) for base in self.bases], False
        if name.endswith("贡献率") and left_text.startswith("对") and self.last:
            to_what = left_text[: left_text.index("贡献率")] + "贡献率"
            return [base + to_what for base in self._bases(k)], False
        if name.startswith("占"):
            if self.last:
                return [base + name for base in self._bases(k)], False
            whose = clauses.subject_before(self.text, first).removesuffix("发展")
            return [whose + name] * k, False
        return self._share([name], members, left_text), True

    def _unnamed(self, members: Sequence[Quantity], naming: Naming, left_text: str) -> tuple[list[str], bool]:
        """The names of numbers whose own clause names nothing: what people do, or what was named before."""
        k, first = len(members), members[0]
        if first.unit in ("人", "人次", "户", "名", "户次") and (
            done := clauses.predicate(self.text, members[-1])
        ):
            self._note("取名", "人数：取数字后面的动作")
            if done.startswith(("参保", "参合", "领取养老金")):
                done = clauses.insurance_before(self.text, first) + done
            return [done] * k, True
        if naming.verbal and not self.last:
            made = clauses.made_before(self.text, first)
            if made:
                self._note("取名", "承前：取前一小句建立或安排的事物")
            return [made or naming.verbal] * k, True
        if k > 1 and len(set(self.last)) == k:
            self._note("取名", "分别：与前一组名称一一对应")
            return list(self.last), False
        if k > 1 and len(self.last) == 1 and (expanded := coordination.expand(self.last[0], k)):
            self._note("取名", "分别：前一个名称拆成并列各项")
            return list(expanded), False
        if k > 1 and len(self._recent) >= k and first.unit == members[-1].unit:
            self._note("取名", "分别：与本句前面的名称一一对应")
            return self._recent[-k:], False
        state = left_text.strip("、，")
        if (
            k == 1
            and _STAGE.fullmatch(state)
            and (head := _AT_STAGE.match(self.last[-1] if self.last else ""))
        ):
            self._note("取名", "承前：换用本句的状态词")
            return [state + head["things"]], True
        sums = naming.action in _SUMS_UP or naming.verbal or "累计" in left_text
        if sums and k == 1 and first.kind in ("count", "amount"):
            self.last = [_FRESH.sub("", _BEGUN.sub("", n)) for n in self.last]
        inherited = self.last[-1] if len(set(self.last)) == 1 else "、".join(dict.fromkeys(self.last))
        if not inherited and naming.direction and len(left_text) <= 6:
            inherited = self.before
        if not inherited:
            inherited = clauses.subject_before(self.text, first)
        if k == 1 and first.kind == "count":
            inherited = _SPENT.sub("", inherited)
        self._note("取名", "承前：小句无名称，沿用前面的名称")
        said = inherited or naming.kept or naming.action or clauses.said_behind(self.text, members[-1])
        return [said] * k, False

    def _of_topic(
        self, members: Sequence[Quantity], naming: Naming, left_text: str, between: str
    ) -> list[str]:
        """The names of what stands on no feet of its own (增加值, 总投资, 占比): those of what it is of, and it."""
        k, name = len(members), naming.name
        if "；" in self._since(members[0]) or ";" in self._since(members[0]):
            self.topic = ""
        self._note("取名", f"泛指的“{name}”须接前面的主语")
        topic = (
            between
            or clauses.own_subject(left_text)
            or self.topic
            or clauses.subject_before(self.text, members[0])
        )
        if name == "投资" and naming.action == "完成":
            name = "完成投资"
        if name not in _SPEEDS:
            tail = name in _RATES or name in _TOTALS and members[0].kind != "rank"
            topic = (_TOPIC_TAIL if tail else _TOPIC_HEAD).sub("", topic)
        if name.startswith("新增"):
            topic = topic.removeprefix("新增")
        if name.endswith("投资"):
            topic = _INVESTED.sub("", topic)
        if name in _TOTALS and "占" in topic:
            topic = topic[: topic.index("占")]
        if name.startswith("总") or name in ("规模", "余额"):
            topic = _FRESH.sub("", topic)
        if "对" in left_text[:2] and name.endswith("贡献率"):
            name = left_text[left_text.index("对") :].split("贡献率")[0] + "贡献率"
        items = coordination.expand(topic, k) if topic and k > 1 else None
        if items:
            return [item + name for item in items]
        if topic.lstrip("年总") in names.GENERIC or topic[:2] == name[:2] and name in _RATES:
            # 参合农民263.8万人，参合率79.6%; 年产值3.5亿元，利税8000万元
            topic = ""
        if topic.endswith(name):
            name = topic
        elif topic:
            overlap = next((n for n in range(min(4, len(name) - 1), 0, -1) if topic.endswith(name[:n])), 0)
            name = topic + name[overlap:]
        return self._share([name], members, left_text)

    def _despite(self, quantity: Quantity, left_text: str) -> str:
        """The subject around a circumstance: 外贸进出口在对美贸易下降三成的情况下增长12%."""
        i = self.quantities.index(quantity)
        if not i or not left_text.startswith(("的情况下", "的基础上", "的背景下", "的前提下", "的条件下")):
            return ""
        head, circumstance, _ = self.gaps[i - 1].left.rpartition("在")
        return names.left(words.tag([head])[0]).name if circumstance and head else ""

    def _object(self, left_text: str, k: int) -> list[str] | None:
        """Subjects that share a verb and its object: 煤炭、电解铝分别淘汰落后产能."""
        head, _, tail = left_text.rpartition("分别")
        if (
            not tail
            or tail in names.CLOSERS
            or tail.startswith(("高于", "低于", "快于", "慢于", "超过", "超"))
        ):
            return None
        before, behind = words.tag([head, tail])
        subject, verb = names.left(before).name, names.left(behind)
        items = coordination.expand(subject, k) if subject else None
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

    def _since(self, quantity: Quantity) -> str:
        """The text since the number before."""
        start = max((q.tail for q in self.quantities if q.tail <= quantity.lead), default=quantity.lead)
        return self.text[start : quantity.lead]

    def _between(self, quantity: Quantity) -> str:
        """The subject of the clause that stands between the number before and this number's clause, if any."""
        start = max((q.tail for q in self.quantities if q.tail < quantity.lead), default=-1)
        return clauses.subject_since(self.text, start, quantity) if start >= 0 else ""

    @property
    def _recent(self) -> list[str]:
        return list(self.all)

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
                (naming.empty or naming.name in _GOALS)
                and before
                and before[-1].measure == "growth"
                and before[-1].name == name
                and naming.action in ("达到", "实现", "力争", "达", None)
            ):
                return "growth"
            return "growth" if _SPEED_AFTER.match(self.text, quantity.end) else "share"
        return "change" if moves else "level"


_GROUPED = re.compile(
    r"^[^占]*、[^占]*(?=[三四五六七八九十]大[\u4e00-\u9fff]{2})"
)  # 食品、医药、建材三大产业
# Another place that the same thing holds: 居全省第五位、黄淮四市第一位.
_PLACE_ONLY = re.compile("[、和][\u4e00-\u9fff]{1,6}[省市县区州国]")
# A figure called by its goal alone is one of what was named before.
_GOALS = frozenset("目标 年度目标 全年目标 年初目标 预期目标 计划目标 年度计划 计划".split())
# What is said to be theirs, where people are counted: 4000户购房群众的遗留问题.
_THEIRS = re.compile(r"(?<=.{2})的[^的]{0,8}(?:问题|难题|权益|需求)$")
_DESCRIBED = re.compile(r"(?:[强弱大小高低好差多少]|发达|落后|集中|薄弱|突出)的$")  # 欠发达的30个县
# Of whom a share has something: 60%的乡镇有养老服务中心.
_HAVING = re.compile(
    r"的(?P<all>[^有]{2,8}(?:建有|设有|拥有|配有|有|通上?)(?!效|序|关|机|害)[^，。；]{2,10})$"
)
# What is built with an amount: 投资3亿元的日用陶瓷、投资2亿元的…, 投资3600万元的县医院改扩建工程投入使用.
_PROJECT = re.compile(
    r"的(?:新增)?(?P<name>[^、，。；的]{2,28}?)(?:[、和]总?投资$|等(?![级次])|(?<=工程|项目|基地)(?![\u4e00-\u9fff]{0,3}(?:工程|项目|基地)))"
)
# What things that are counted have, which the next number says: 31个债券项目申报资金24亿元.
_FUNDED = re.compile(
    r"(?<=.{2})(?:申报|争取|到位|完成|获批|落实|合同|协议|总|计划)+(?:资金|投资|金额|投资额)$"
)
_INVESTED = re.compile(r"(?<=.{2})(?<!开发)(?<!资产)(?:总|完成)?投资$")
# Whom something is done for or given to; what is done follows: 向12家企业发放贷款, 为3万户居民购买保险.
_DONE_FOR = tuple("向 为 对 给 在 推动 助力 指导 吸引 动员 帮助 使 让 组织 引导 支持 安排".split())


def _part_of(naming: Naming, tokens: list[Token], right_text: str, left_text: str) -> Naming | None:
    """What a percentage printed in front of it is a share of: 60%的乡镇; None where it belongs to the left."""
    if right_text.startswith(("用于", "投向")) and naming.name:
        return Naming(naming.name + right_text[:12], None, 0, False)
    if having := _HAVING.match(right_text):
        return Naming(having["all"], None, 0, False, len(tokens))
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
        or right_text[1:3] in ("情况", "目标", "水平", "比例", "比重", "基础", "速度", "增长")
    ):
        return None
    found = names.right(tokens)
    return found if found.name else None


def _spent_on(spent: str, tokens: list[Token], right_text: str) -> Naming | None:
    """What an amount is spent on, named behind it: 投资3亿元的县医院, 投入2亿元实施改造工程."""
    if spent not in ("投资", "总投资", "投入"):
        return None
    if project := _PROJECT.match(right_text):
        ends = list(accumulate(len(word) for word, _ in tokens))
        return Naming(project["name"] + spent, None, 0, False, bisect_left(ends, project.end("name")) + 1)
    if not tokens or tokens[0][0] not in names.GOVERNORS:
        return None
    k = 0
    while k < len(tokens) and (tokens[k][0] in names.GOVERNORS | names.OPENERS or tokens[k][0] == "了"):
        k += 1
    found = names.right(tokens[k:])
    if not found.name or found.name in names.GENERIC:
        return None
    return found._replace(name=found.name + spent, used=found.used + k)


def _counted(naming: Naming, found: Naming, left_text: str) -> Naming:
    """What is counted, where words stand on both sides of the number."""
    if naming.action is None and (naming.name[:1] in ("对", "向") or left_text.endswith(("和", "及", "与"))):
        return found
    if left_text.endswith(("中有", "中，有")):  # 新开工项目中有32个项目
        whole = naming.name.removesuffix("中有").removesuffix("中")
        return found._replace(name=whole if whole.endswith(found.name) else found.name)
    if left_text.endswith("等") and (len(found.name) > 2 or "、" in naming.name):
        return found
    if len(naming.name) <= 12 and _DESCRIBED.search(left_text):
        return found._replace(name=f"{naming.name}的{found.name}")
    if naming.generic or naming.action is not None or naming.direction:
        return found
    if "、" in naming.name:  # 大广、新驿4条高速: the roads by their names
        return found
    short = len(found.name) <= 2 or len(naming.name) <= 6
    return found._replace(name=naming.name + found.name) if short else found


# What is given to whom 对 names, behind 的: 对100家企业的指导和服务.
_SUPPORT = frozenset(
    "指导 服务 扶持 支持 管理 监管 监督 帮扶 投入 整治 治理 保护 培训 救助 检查 考核".split()
)


def _receiver(tokens: Sequence[Token]) -> int:
    """How many tokens name the receiver: those up to the first verb that is no attribute."""
    for k in range(1, len(tokens)):
        word, tag = tokens[k]
        if word == "的" and k + 1 < len(tokens) and tokens[k + 1][0] in _SUPPORT:
            return k  # 对100家企业的指导和服务
        if tag == "v" and word not in names.NOMINAL and tokens[k - 1][1][:1] == "n":
            return len(tokens) if any(w == "的" for w, _ in tokens[k:]) else k
    return len(tokens)


# A share of something said before: 占年度计划的95%, 分别完成目标任务的158%和161%.
_PART = re.compile(
    r"^[，、]?(?:分别|均|仅|已|约)*(?P<part>(?:占|相当于)[^，。；]{1,16}|(?:超额)?(?:完成|为|达到?)[^，。；]{0,8}(?:目标|任务|计划|预算)[^，。；]{0,4}的)$"
)
_PART_END = re.compile(
    r"(?:的|(?:分别|均|仅|约|也)?(?:达到?|为|是|提高到|上升到|提升到|升至|提升至|下降到|降至|从|由))+$"
)
# A grade that stands for the things of that grade: 龙头企业316家，其中国家级2家、省级44家.
_GRADE = re.compile(r"(?:国家级|省级|市级|县级|区级|自治区级|世界级|[省市县区]级以上|国家|规模以上|规上)")
_GRADED = re.compile(
    r"^(?:新增)?(?:国家级|省级|市级|县级|区级|乡镇级|村级|自治区级|规模以上)?(?:及?以上)?的?"
)
# What stands behind things that are counted and is itself not: 8个乡镇建设, 168个城市空气质量, 49个断面水质达标率.
_UNCOUNTED = re.compile(
    r"(?<=.{2})(?:(?<!设施)(?<!能力)(?<!文明)建设|(?:环境|平均)?(?:空气质量|水质)[^、]{0,5}|编制(?:工作)?|基础|年度任务|(?:建设|发展|服务|管理)?水平|的(?:基本生活|生活|合法权益|权益|利益|需求|问题|难题)|(?<=项目)(?:前期|准备)工作)$"
)
_PLANNED = re.compile(r"(?:计划|目标|任务|预算)$")
_SPENT = re.compile(r"(?<=.{2})(?:完成投资|总投资|计划投资|投资)$")
_BEGUN = re.compile(r"^(?:新开工|新开设|新开通)(?=.{2})")
_FRESH = re.compile(r"^(?:新增加?|净增|新登记|累计新增|累计净增|新认定|新培育)(?=.{2})")
# What projects are called by their state, which the next number changes: 在建项目346项、投产257项、新签约93项.
_STAGES = "(?:新?(?:签约|开工|投产|竣工|落地|注册|入库|洽谈|引进)|在建|续建|在谈|储备|谋划)"
_STAGE = re.compile(_STAGES)
_AT_STAGE = re.compile(rf"{_STAGES}+(?P<things>[^，、]{{0,4}}(?:项目|企业|工程))$")
_TOTALS = frozenset("总额 总量 总数 规模 总规模 数量 金额".split())
_SUMS_UP = ("达到", "达", "增至", "增加到", "达成")
_SPEEDS = frozenset("增速 增幅 降幅 涨幅 升幅 跌幅 增长率 增长速度".split())  # of a thing by its whole name
_RATES = frozenset(w for e in words.WORDS["generic"] if e["id"] == "rate" for w in e["surfaces"])
_TOPIC_HEAD = re.compile(
    r"(?<=.{2})(?:(?:播种|种植|养殖|占地|建筑|累计|平均|开发)?(?:面积|产量|总产量|总产|亩产|单产|总投资|完成投资|完成固定资产投资|固定资产投资|计划投资|协议资金|合同金额|数量|总数|总量)|开发投资"
    r"|年出栏|出栏|存栏|年产[\u4e00-\u9fff]{0,4}|增加值|总产值|产值|主营业务收入|营业收入|销售收入|收入|支出|利润|利税)$"
)
_TOPIC_TAIL = re.compile(
    r"(?<=.{2})(?:播种|种植|养殖|占地|建筑|累计)?(?:申报资金|到位资金|面积|产量|总产量|总产|总投资|完成投资|计划投资|协议资金|合同金额|数量|总数|总量)$"
)
