"""Headings: the numbered and unnumbered headings of a report's body, their depth and their roles.

The genre numbers its parts 一、, （一）, 1., 第一， in that order of depth as a rule, but any of them may be
the outermost; unnumbered title lines (2032年工作安排) stand above or below them. So depth follows from
nesting: a form not yet open goes below what is open, a form already open closes what lies inside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from govreport.page import RULES, surfaces
from govreport.paragraphs import paragraphs
from govreport.records import Role, Section, Span

NUMERAL = "一二三四五六七八九十"
LABEL = re.compile(
    rf"""
    (?P<part>第[ ]?(?P<p>[{NUMERAL}]{{1,3}})[ ]?(?:部分|篇章|篇|章)[、，,：:．.\s]*)
  | (?P<cn>(?P<c>[{NUMERAL}]{{1,3}})[ ]?[、．.：:](?![{NUMERAL}]{{1,2}}(?:[、，]|次?产业)))
  | (?P<paren>[（(][ ]?(?P<q>[{NUMERAL}]{{1,3}})[ ]?[）)][、．.，]?)
  | (?P<ord>第[ ]?(?P<o>[{NUMERAL}]{{1,3}})[ ]?[，、,：:])
  | (?P<ar>(?P<a>\d{{1,2}})[ ]?[．.、](?!\d))
  | (?P<arp>[（(](?P<b>\d{{1,2}})[）)][、．.]?)
    """,
    re.VERBOSE,
)
# Where a run-in heading ends. The longest of 2,000 headings in the corpus has 84 characters.
STOP = re.compile(r"[。！!？?；;：:]")
LONGEST = 90
# Blocks longer than this on average mean that the line breaks are lost.
FLAT = 1500
FLAT_LABEL = re.compile(rf"(?<=[。！!”）)])[ ]?(?=[{NUMERAL}]{{1,2}}、(?![{NUMERAL}]、|[{NUMERAL}]次?产业))")

_DIGITS = r"[12１２][ ]?[09０９][ ]?\d[ ]?\d|[一二][九〇○零O0ОＯ][〇○零O0ОＯ一二三四五六七八九]{2}"
TIME = rf"(?:(?:{_DIGITS})\s?年|[“\"]?十[一二三四五六七八九]?五[”\"]?|过去|今后|未来|今年|去年|本届|上届|新的一年|五年|一年|下一?步)"
PART_TITLE = re.compile(
    rf"^(?:关于|对|回顾|展望)?.{{0,14}}?{TIME}.{{0,30}}?(?:{'|'.join(surfaces('closers'))})$|^.{{0,14}}政府自身建设.{{0,6}}$"
)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
TITLE_LINE = re.compile(r"^[“\"《]?[\u4e00-\u9fff][^。！？!?；;：:…\n|>]{5,48}$")
CONTENTS = re.compile(rf"分[为成]?[{NUMERAL}\d两]+个?(?:部分|方面|问题)[：:]((?:[{NUMERAL}]+、[^；。]+[；。]){{2,}})")


def _openers(strong: bool) -> str:
    words = [w for entry in RULES["openers"] if not strong or entry.get("strong") for w in entry["surfaces"]]
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_CLOSE = "|".join(surfaces("closers"))
GLUE_STRONG = re.compile(
    rf"(?:{_CLOSE}|[”）])(?=(?:{_DIGITS})\s?年[，,是我全以市省县区来在]|[“\"]十.{{0,2}}五[”\"]时期[，是]|(?:{_openers(True)}))"
)
GLUE = re.compile(rf"(?:{_CLOSE})(?=(?:{_openers(False)}))")


class Candidate(NamedTuple):
    """A paragraph that may open with a heading: its form, number, the heading's span, the text's start."""

    form: str
    number: int
    label: str | None
    heading: Span
    title: str
    block: Span
    run_in: bool
    closed: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its place in the tree, before its role is known."""

    id: int
    parent: int | None
    level: int
    label: str | None
    title: str
    run_in: bool
    start: int
    end: int
    heading: Span


def number(numeral: str) -> int:
    """The value of a heading's numeral.

    >>> number("十二"), number("二十"), number("３"), number("九")
    (12, 20, 3, 9)
    """
    if numeral[0].isdigit():
        return int(numeral)
    tens, found, ones = numeral.partition("十")
    unit = NUMERAL.find(ones) + 1 if ones else 0
    return (NUMERAL.find(tens) + 1 if tens else 1) * 10 + unit if found else NUMERAL.find(tens) + 1


def read_headings(text: str, body: Span) -> tuple[Heading, ...]:
    """The tree of headings of the body, in order of appearance.

    >>> text = "一、2031年工作回顾\\n（一）工业向好。产值增长。\\n二、2032年工作安排\\n今年要稳中求进。"
    >>> [(h.level, h.label, h.title, h.run_in) for h in read_headings(text, Span(0, len(text)))]
    [(1, '一、', '2031年工作回顾', False), (2, '（一）', '工业向好', True), (1, '二、', '2032年工作安排', False)]
    """
    found = find_candidates(text, body)
    return tree(without_lists(text, found), body.end)


def find_candidates(text: str, body: Span) -> list[Candidate]:
    """All paragraphs that open with a label or are a title line, as candidates in order."""
    blocks = list(paragraphs(text, body.start, body.end))
    if len(blocks) * FLAT < body.end - body.start:
        blocks = [piece for block in blocks for piece in cut_flat(text, block)]
    glued = any(
        GLUE_STRONG.search(text, block.start, min(block.end, block.start + LONGEST))
        for block in blocks
        if (m := LABEL.match(text, block.start, block.end)) and m.lastgroup and m["cn"]
    )
    announced = contents(text, body)
    found: list[Candidate] = []
    skip = -1
    before = True  # whether the paragraph above is closed: a title line never continues a sentence
    for at, block in enumerate(blocks):
        if at == skip:
            continue
        below = blocks[at + 1] if at + 1 < len(blocks) else None
        label = LABEL.match(text, block.start, block.end)
        if label:
            candidate = labelled(text, label, block, below, glued)
            if candidate:
                found.append(candidate)
                skip = at + 1 if below and candidate.heading.end > block.end else -1
                before = True
                continue
        elif before and below and block.end - block.start <= 50:
            line = block.of(text)
            if line in announced or title_line(text, line, below):
                form = "title" if line in announced or PART_TITLE.match(line) else "line"
                found.append(Candidate(form, 0, None, block, line, block, False, False))
                continue
        before = text[block.end - 1] in "。！？!?…”：:；;）)"
    return found


def cut_flat(text: str, block: Span) -> list[Span]:
    """A paragraph of a text without line breaks, cut before each 一、 二、 … that continues the count.

    Enumerations (一、…；二、…) restart the count or follow each other closely: a part is longer.
    """
    cuts = [block.start]
    expected = 1
    for match in FLAT_LABEL.finditer(text, block.start, block.end):
        label = LABEL.match(text, match.end(), block.end)
        if label and label["c"] and number(label["c"]) == expected and (expected == 1 or match.end() - cuts[-1] > 300):
            cuts.append(match.end())
            expected += 1
    return [Span(a, b) for a, b in zip(cuts, [*cuts[1:], block.end], strict=True) if b > a]


def contents(text: str, body: Span) -> frozenset[str]:
    """The part titles that the report announces (本报告分三个部分：一、…；二、…), without numbers.

    >>> text = "报告分两个部分：一、过去的工作；二、新的任务。"
    >>> sorted(contents(text, Span(0, len(text))))
    ['新的任务', '过去的工作']
    """
    found = CONTENTS.search(text, body.start, min(body.end, body.start + 4000))
    return frozenset(re.findall(rf"[{NUMERAL}]+、([^；。]+)[；。]", found[1])) if found else frozenset()


def labelled(text: str, label: re.Match[str], block: Span, below: Span | None, glued: bool) -> Candidate | None:
    """The heading that a label opens; None where it opens a sentence of the text."""
    form = label.lastgroup or ""
    form = next(name for name in ("part", "cn", "paren", "ord", "ar", "arp") if label[name])
    numeral = next(label[name] for name in "pcqoab" if label[name])
    start = label.end()
    while start < block.end and text[start].isspace():
        start += 1
    end, closed = title_end(text, start, block.end, form, glued)
    if start >= block.end:  # the label stands alone: the heading is the next paragraph, or its first sentence
        if not below or LABEL.match(text, below.start, below.end):
            return None
        start = below.start
        end, closed = title_end(text, start, below.end, form, glued)
        if end is None:
            return None
        run_in = end < below.end - (1 if closed else 0)
        block = Span(block.start, below.end if run_in or closed else end)
        title = text[start:end]
        return Candidate(form, number(numeral), label[0].strip(), Span(label.start(), end), title, block, run_in, closed)
    if end is None:
        return None
    run_in = end + (1 if closed else 0) < block.end
    if not run_in and not closed and below and text[end - 1] in "，、,":
        # A title broken over two lines.
        if below.end - below.start <= 60 and not STOP.search(text, below.start, below.end):
            block, end = Span(block.start, below.end), below.end
    title = "".join(text[start:end].split("\n"))
    if len(title) < 2 or (form in ("ar", "arp") and (len(title) > 45 or not CHINESE.match(title))):
        return None
    return Candidate(form, number(numeral), label[0].strip(), Span(label.start(), end), title, block, run_in, closed)


def title_end(text: str, start: int, end: int, form: str, glued: bool) -> tuple[int | None, bool]:
    """Where the title that begins at ``start`` ends, and whether a full stop closes it."""
    reach = min(end, start + LONGEST)
    stop = STOP.search(text, start, reach)
    until = stop.start() if stop else (end if end - start <= LONGEST else None)
    if glued and form in ("part", "cn", "paren"):
        limit = until if until is not None else reach
        for pattern in (GLUE_STRONG, GLUE):
            joint = pattern.search(text, start + 3, limit)
            if joint and joint.end() < limit:
                return joint.end(), False
    if stop and stop[0] in "；;：:" and form != "part":
        if stop.end() < end:
            return None, False
        return (stop.start(), True) if stop[0] in "：:" else (None, False)
    return until, bool(stop)


def title_line(text: str, line: str, below: Span) -> bool:
    """Whether an unnumbered line stands as a heading above the paragraph below it."""
    if line[-1] in "，、,：:；;。！!？?…—":
        return False
    if PART_TITLE.match(line):
        return True
    if not TITLE_LINE.match(line) or below.end - below.start < 80:
        return False
    return "，" in line or len(line) >= 8 and line.count(" ") == 0


def without_lists(text: str, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without lists: items that follow each other without any text between."""
    kept = []
    listed = False
    for at, item in enumerate(found):
        follower = found[at + 1] if at + 1 < len(found) else None
        bare = not item.run_in
        adjacent = (
            bare
            and item.number > 0
            and follower is not None
            and follower.form == item.form
            and follower.number == item.number + 1
            and not text[item.block.end : follower.block.start].strip(" \t\n\u3000\xa0?&nbsp;")
        )
        follows_list = listed and bare and item.closed
        if not adjacent and not follows_list:
            kept.append(item)
        listed = adjacent
    return kept


def tree(found: Sequence[Candidate], end: int) -> tuple[Heading, ...]:
    """The candidates with parents and levels; those whose number fits nowhere are dropped."""
    title_on_top = titles_on_top(found)
    stack: list[tuple[str, int, int]] = []  # form, number, index into placed
    placed: list[tuple[Candidate, int | None, int]] = []
    for item in found:
        depth = place(stack, item, title_on_top)
        if depth is None:
            continue
        del stack[depth:]
        placed.append((item, stack[-1][2] if stack else None, depth + 1))
        stack.append((item.form, item.number, len(placed) - 1))
    ends = [end] * len(placed)
    open_: list[int] = []
    for at, (item, _, level) in enumerate(placed):
        while open_ and placed[open_[-1]][2] >= level:
            ends[open_.pop()] = item.heading.start
        open_.append(at)
    return tuple(
        Heading(
            at + 1, None if parent is None else parent + 1, level, item.label, item.title, item.run_in,
            item.heading.start, ends[at], item.heading,
        )
        for at, (item, parent, level) in enumerate(placed)
    )  # fmt: skip


def titles_on_top(found: Sequence[Candidate]) -> bool:
    """Whether unnumbered part titles stand above the numbered parts.

    They do where one comes first, or where 一、 begins anew below one.
    """
    forms = [item for item in found if item.form in ("title", "cn", "part")]
    if not forms:
        return True
    if forms[0].form == "title":
        return True
    return any(a.form == "title" and b.form == "cn" and b.number == 1 for a, b in zip(forms, forms[1:], strict=False))


def place(stack: Sequence[tuple[str, int, int]], item: Candidate, title_on_top: bool) -> int | None:
    """The depth (from 0) at which a candidate stands, None where its number fits nowhere."""
    if item.form == "title" and title_on_top:
        return 0
    same = [depth for depth, (form, _, _) in enumerate(stack) if form == item.form]
    if not same:
        if item.form in ("paren", "ord", "ar", "arp") and item.number > 2:
            return None
        return len(stack)
    if item.form in ("title", "line"):
        return same[-1]
    if item.number == 1 and stack[same[-1]][1] >= 1:
        return same[-1] + 1 if item.form == "cn" and len(same) < 2 else same[-1]
    for depth in reversed(same):
        if item.number == stack[depth][1] + 1:
            return depth
    for depth in reversed(same):
        if item.number > stack[depth][1]:
            return depth
    return same[-1]


def sections(
    text: str,
    headings: Sequence[Heading],
    year: int | None,
    annexes: Sequence[Span] = (),
    attached: Sequence[Span] = (),
) -> tuple[Section, ...]:
    """The headings with their roles, and one section for each annex and attached list."""
    done: list[Section] = []
    roles: dict[int, Role] = {}
    before: Role | None = None
    for h in headings:
        role = roles[h.parent] if h.parent else part_role(text, h, year, before)
        if not h.parent:
            before = role
        roles[h.id] = role
        done.append(
            Section(h.id, h.parent, h.level, h.label, h.title, role, h.run_in, h.start, h.end, h.heading)
        )
    behind: list[tuple[Span, Role]] = [(a, "annex") for a in annexes] + [(a, "other") for a in attached]
    for span, role in sorted(behind):
        done.append(appendix(text, span, role, len(done) + 1))
    return tuple(done)


def appendix(text: str, span: Span, role: Role, at: int) -> Section:
    """The section of an annex or list: its heading is the first line, with 附件 as the label if it has one."""
    lines = paragraphs(text, span.start, span.end)
    first = next(lines)
    heading = first
    label = re.match(r"附\s*[件录表]?\s*[\d０-９一二三四五六七八九十]{0,2}\s*[：:、.．]?", first.of(text))
    if label and label.end() == first.end - first.start:
        below = next(lines, None)
        if below and below.end - below.start <= 60:
            heading = Span(first.start, below.end)
    printed = label[0].strip() if label and label[0].strip() else None
    title = "".join(text[heading.start + (label.end() if label else 0) : heading.end].split("\n")).strip()
    if len(title) > 60:
        heading, title = Span(first.start, first.start), ""
    return Section(at, None, 1, printed, title, role, False, span.start, span.end, heading)


ROLE_WORDS: dict[str, Role] = {word: entry["role"] for entry in RULES["roles"] for word in entry["surfaces"]}
ROLE = re.compile("|".join(sorted(map(re.escape, ROLE_WORDS), key=len, reverse=True)))
YEAR = re.compile(rf"({_DIGITS})\s?年")
PLAN_PERIOD = re.compile(r"[“\"]?(十[一二三四五六七八九]?|[五六七八九])五[”\"]?(?=时期|期间|规划|计划|[^\u4e00-\u9fff]|[发重主总的和及经])")


def years_in(text: str) -> list[tuple[int, int]]:
    """The calendar years of a text with their places; Chinese and full-width digits are read.

    >>> years_in("二○○三年和１９９８年、1 9 9 9 年")
    [(0, 2003), (6, 1998), (12, 1999)]
    """
    return [(m.start(), calendar(m[1])) for m in YEAR.finditer(text)]


def calendar(digits: str) -> int:
    """The year that four printed digits mean.

    >>> calendar("二O一八"), calendar("２００３"), calendar("1 9 9 8"), calendar("二00二")
    (2018, 2003, 1998, 2002)
    """
    plain = "".join(digits.split()).translate(_PLAIN)
    return int(plain)


_PLAIN = str.maketrans("〇○零OОＯ一二三四五六七八九", "000000123456789")


def plan_span(ordinal: str) -> tuple[int, int]:
    """First and last year of a five-year plan named by its ordinal.

    >>> plan_span("十四"), plan_span("十"), plan_span("六")
    ((2021, 2025), (2001, 2005), (1981, 1985))
    """
    first = 1966 + 5 * (number(ordinal) - 3)
    return first, first + 4


def title_role(title: str, year: int | None) -> Role | None:
    """The role that a heading states: by the year or plan it names, else by its words; the first one decides.

    >>> title_role("2031年主要工作", 2032), title_role("“十八五”成就和2032年任务", None), title_role("深化改革", 2032)
    ('review', 'review', None)
    """
    signs: list[tuple[int, Role]] = []
    if year:
        signs += [(at, "review" if named < year else "plan") for at, named in years_in(title)]
        for found in PLAN_PERIOD.finditer(title):
            first, last = plan_span(found[1])
            if last < year or first >= year:
                signs.append((found.start(), "review" if last < year else "plan"))
    if found := ROLE.search(title):
        signs.append((found.start(), ROLE_WORDS[found[0]]))
    return min(signs)[1] if signs else None


PAST = re.compile(r"^[\s各位代表：:！!，,]*(?:刚刚)?(?:过去|一年来|五年来|三年来|近年来|从.{0,30}以来|自.{0,30}以来)")


def part_role(text: str, heading: Heading, year: int | None, before: Role | None) -> Role:
    """The role of a part: what its title says, else what the parts around it make it."""
    if role := title_role(heading.title, year):
        return role
    if before == "plan":
        return "plan"
    opening = text[heading.heading.end : heading.heading.end + 60].lstrip("。：: \n\u3000\xa0")
    if PAST.match(opening) or (year and any(at < 12 and named < year for at, named in years_in(opening))):
        return "review"
    return "plan" if before == "review" else "other"
