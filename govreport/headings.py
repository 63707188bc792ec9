"""Headings: the numbered and unnumbered headings of a report's body, their depth and their roles.

The genre numbers its parts 一、, （一）, 1., 第一， in that order of depth as a rule, but any of them may be
the outermost; unnumbered title lines (2032年工作安排) stand above or below them. So depth follows from
nesting: a form not yet open goes below what is open, a form already open closes what lies inside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from govreport.page import CAPTION, DIGITS, NUMERAL, PART_TITLE, RULES, Page, either, surfaces
from govreport.paragraphs import SEPARATOR, paragraphs
from govreport.records import Role, Section, Span

LABEL = re.compile(
    rf"""
    (?P<part>第[ ]?(?P<p>[{NUMERAL}]{{1,3}})[ ]?(?:部分|篇章|篇|章)[、，,：:．.\s]*)
  | (?P<cn>(?P<c>[{NUMERAL}]{{1,3}})[ ]?[、．.：:](?![{NUMERAL}]{{1,2}}(?:[、，]|次?产业)))
  | (?P<paren>[（(][ ]?(?P<q>[{NUMERAL}]{{1,3}})[ ]?[）)][、．.，]?)
  | (?P<ord>第[ ]?(?P<o>[{NUMERAL}]{{1,3}})[ ]?[，、,：:](?!第[ ]?[{NUMERAL}]))
  | (?P<ar>(?P<a>\d{{1,2}})[ ]?[．.、](?!\d))
  | (?P<arp>[（(](?P<b>\d{{1,2}})[）)][、．.]?)
    """,
    re.VERBOSE,
)
OPENING = frozenset(NUMERAL + "第（(")
FORMS = {"part": "p", "cn": "c", "paren": "q", "ord": "o", "ar": "a", "arp": "b"}
STOP = re.compile(r"[。！!？?；;：:]")
# Where a run-in heading must have ended: the longest of 2,000 headings in the corpus has 84 characters,
# the longest under an Arabic number 31.
LONGEST = 90
LONGEST_ARABIC = 45
# Paragraphs longer than this on average mean that the line breaks are lost.
FLAT = 1500
# A part of a text without line breaks is longer than an item of an enumeration.
SHORTEST_PART = 300
SHORTEST_SECTION = 100
SHORTEST_SENTENCE = 6
# A single space between a heading and its text; inside headings spaces part words, not sentences.
SPACED_END = re.compile(r"([^\s。]{8,40}) (?=[^\s。]{26})")
FLAT_LABEL = re.compile(rf"(?<=[。！!”）)])[ ]?(?=[{NUMERAL}]{{1,2}}、(?![{NUMERAL}]、|[{NUMERAL}]次?产业))")
FLAT_PAREN = re.compile(rf"(?<=[。！!：:”])[ ]?(?=[（(][{NUMERAL}]{{1,2}}[）)])")
LOST = {
    "cn": re.compile(r"(?<=[。！!”）)])\s?(?=一、(?!二、|二?次?产业))"),
    "paren": re.compile(r"(?<=[。！!”）)：:\u4e00-\u9fff])\s?(?=[（(]一[）)])"),
}

TITLE_LINE = re.compile(r"[“\"《]?[\u4e00-\u9fff][^。！？!?；;：:…\n|>]{5,48}$")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
CONTENTS = re.compile(
    rf"分[为成]?[{NUMERAL}\d两]+个?(?:部分|方面|问题)[：:]((?:[{NUMERAL}]+、[^；。]+[；。]){{2,}})"
)


def _openers(*, strong: bool) -> str:
    """The words that open the text behind a heading; the strong ones open nothing else."""
    entries = [entry for entry in RULES["openers"] if entry.get("strong") or not strong]
    return either(sorted((word for entry in entries for word in entry["surfaces"]), key=len, reverse=True))


# Where a heading and its text were pasted together: 工作回顾|过去的一年, 进程|加快.
_CLOSER = either(surfaces("closers"))
JOINT = re.compile(
    rf"(?:{_CLOSER}|[”）])(?!(?<=工作)回顾)(?=(?:{DIGITS})\s?年[，,是我全以市省县区来在]|[“\"]十.{{0,2}}五[”\"]时期[，是]"
    rf"|(?:{_openers(strong=True)}))"
)
_PART = either(next(entry["surfaces"] for entry in RULES["closers"] if entry["id"] == "部分"))
LAST_WORD = re.compile(rf"(?:{_PART})(?![和及与、的”]|{_CLOSER})")
WEAK_JOINT = re.compile(rf"(?:{_CLOSER})(?=(?:{_openers(strong=False)}))")


class Candidate(NamedTuple):
    """A paragraph that opens with a heading; ``closed`` says that a full stop ends the heading."""

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


def read_headings(text: str, page: Page) -> tuple[Heading, ...]:
    """The tree of headings of the body, in order of appearance.

    >>> from govreport.page import read_page
    >>> text = "一、2031年工作回顾\\n（一）工业向好。产值增长。\\n二、2032年工作安排\\n今年要稳中求进。"
    >>> [(h.level, h.label, h.title, h.run_in) for h in read_headings(text, read_page(text))][1:]
    [(2, '（一）', '工业向好', True), (1, '二、', '2032年工作安排', False)]
    """
    return tree(without_lists(text, find_candidates(text, page)), page.body.end)


def find_candidates(text: str, page: Page) -> list[Candidate]:
    """All paragraphs that open with a label or are a title line, as candidates in order."""
    blocks, labels = unfolded(text, page)
    glued = any(
        pasted(text, block, label)
        for block, label in zip(blocks, labels, strict=True)
        if label and label["cn"]
    )
    announced = contents(text, page.body)
    found: list[Candidate] = []
    closed = True  # whether the paragraph above is complete: a title line never continues a sentence
    taken = 0  # a heading broken over two lines takes the second along
    for at, (block, label) in enumerate(zip(blocks, labels, strict=True)):
        if block.start < max(taken, page.zone):
            continue
        below = blocks[at + 1] if at + 1 < len(blocks) else None
        candidate = None
        if label:
            candidate = labelled(text, label, block, below, glued)
        elif closed and below and block.end - block.start <= 50:
            candidate = unlabelled(text, block, below, announced)
        if candidate:
            found.append(candidate)
            taken = candidate.heading.end
        closed = candidate is not None or text[block.end - 1] in "。！？!?…”：:；;）)"
    return found


def pasted(text: str, block: Span, label: re.Match[str]) -> bool:
    """Whether a part's heading is pasted to its text: by a seam, or by having no end at all."""
    reach = min(block.end, label.end() + LONGEST)
    if JOINT.search(text, label.end(), reach):
        return True
    return block.end - block.start > SHORTEST_PART and not STOP.search(text, label.end(), reach)


def label_of(text: str, block: Span) -> re.Match[str] | None:
    """The label with which a paragraph opens. Most open otherwise: their first character says so."""
    first = text[block.start]
    if first not in OPENING and not first.isdigit():
        return None
    return LABEL.match(text, block.start, block.end)


def unfolded(text: str, page: Page) -> tuple[list[Span], list[re.Match[str] | None]]:
    """The paragraphs of the body with their labels, cut where a heading lost the line break before it.

    That is in texts without any line breaks, and where （二） or 二、 comes without its first.
    """
    blocks = list(page.blocks)
    if len(blocks) * FLAT < page.body.end - page.body.start:
        blocks = [piece for block in blocks for piece in cut_flat(text, block)]
    labels = [label_of(text, block) for block in blocks]
    for form, group in (("cn", "c"), ("paren", "q")):
        for at, place in reversed(lost_firsts(text, blocks, labels, form, group)):
            start, end = blocks[at]
            blocks[at : at + 1] = [Span(start, place), Span(place, end)]
            labels[at : at + 1] = [labels[at], label_of(text, blocks[at + 1])]
    return blocks, labels


def lost_firsts(
    text: str, blocks: Sequence[Span], labels: Sequence[re.Match[str] | None], form: str, group: str
) -> list[tuple[int, int]]:
    """Where a first （一） or 一、 stands inside a paragraph: a second without it tells. Paragraph, place."""
    lost: list[tuple[int, int]] = []
    before = above = 0
    for at, label in enumerate(labels):
        if not label:
            continue
        if label[group]:
            if number(label[group]) == 2 and before != 1:
                places = (
                    (back, found.end())
                    for back in range(at - 1, max(above - 1, -1), -1)
                    if (found := LOST[form].search(text, blocks[back].start + 1, blocks[back].end))
                )
                lost += [place for place, _ in zip(places, range(1), strict=False)]
            before = number(label[group])
        elif label["cn"]:
            before = 0
        above = at if label["cn"] or label["paren"] else above
    return lost


def cut_flat(text: str, block: Span) -> list[Span]:
    """A paragraph of a text without line breaks, cut before each 一、 二、 … and （一） （二） … of its headings.

    Enumerations restart the count or follow each other closely: what stands under a heading is longer.
    """
    parts = counted(text, block, FLAT_LABEL, "c", SHORTEST_PART)
    return [piece for part in parts for piece in counted(text, part, FLAT_PAREN, "q", SHORTEST_SECTION)]


def counted(text: str, block: Span, places: re.Pattern[str], group: str, shortest: int) -> list[Span]:
    """The pieces of a paragraph before and under the labels that count 1, 2, 3, … at a distance."""
    cuts = [block.start]
    expected = 1
    for match in places.finditer(text, block.start, block.end):
        label = LABEL.match(text, match.end(), block.end)
        far = expected == 1 or match.end() - cuts[-1] >= shortest
        if label and label[group] and number(label[group]) == expected and far:
            cuts.append(match.end())
            expected += 1
    return [Span(a, b) for a, b in pairwise([*cuts, block.end]) if b > a]


def contents(text: str, body: Span) -> tuple[str, ...]:
    """The part titles that the report announces (本报告分三个部分：一、…；二、…), without numbers.

    >>> text = "报告分两个部分：一、过去的工作；二、新的任务。"
    >>> contents(text, Span(0, len(text)))
    ('过去的工作', '新的任务')
    """
    found = CONTENTS.search(text, body.start, min(body.end, body.start + 4000))
    return tuple(re.findall(rf"[{NUMERAL}]+、([^；。]+)[；。]", found[1])) if found else ()


def labelled(
    text: str, label: re.Match[str], block: Span, below: Span | None, glued: bool
) -> Candidate | None:
    """The heading that a label opens; None where it opens a sentence of the text."""
    form = next(name for name in FORMS if label[name])
    start, limit = label.end(), block.end
    while start < limit and text[start].isspace():
        start += 1
    if start >= limit:  # the label stands on a line of its own
        if not below or LABEL.match(text, below.start, below.end):
            return None
        start, limit = below
    end, closed = title_end(text, start, limit, form, glued)
    if end is None or not CHINESE.search(text, start, end):
        return None
    run_in = end + closed < limit
    if not run_in and not closed and below and limit == block.end and text[end - 1] in "，、,":
        fits = below.end - below.start <= LONGEST - (end - start) and not STOP.search(text, *below)
        end = limit = below.end if fits else end
    title = whole(text, start, end)
    if len(title) < 2 or (form in ("ar", "arp") and not arabic(title, run_in or not closed)):
        return None
    heading = Span(label.start(), end)
    count = number(label[FORMS[form]])
    return Candidate(form, count, label[0].strip(), heading, title, Span(block.start, limit), run_in, closed)


def whole(text: str, start: int, end: int) -> str:
    """The words of a heading that may be broken over two lines."""
    if not SEPARATOR.search(text, start, end) and "\n" not in text[start:end]:
        return text[start:end]
    lines = (line for paragraph in paragraphs(text, start, end) for line in paragraph.of(text).split("\n"))
    return "".join(line.strip() for line in lines)


def arabic(title: str, open_ended: bool) -> bool:
    """Whether a title under an Arabic number is one: not a whole sentence, which is an item of a list."""
    return open_ended and len(title) <= LONGEST_ARABIC and bool(CHINESE.match(title))


def title_end(text: str, start: int, limit: int, form: str, glued: bool) -> tuple[int | None, bool]:
    """Where the title that begins at ``start`` ends, and whether a full stop closes it.

    None where no heading begins: the first sentence is too long, or ；or ：says that it runs on.
    """
    reach = min(limit, start + LONGEST)
    stop = STOP.search(text, start, reach)
    if form in ("part", "cn", "paren"):
        until = stop.start() if stop else reach
        if glued and (joint := JOINT.search(text, start + 3, until)):
            return joint.end(), False
        # 水平|进一步提高 is one heading: what is pasted to it is a sentence of its own.
        for joint in WEAK_JOINT.finditer(text, start + 3, until) if glued else ():
            if until - joint.end() >= SHORTEST_SENTENCE:
                return joint.end(), False
        if space := SPACED_END.match(text, start, until):
            return space.end(1), False
    if not stop and limit > start + LONGEST:
        return (pasted_end(text, start, reach), False) if glued and form in ("part", "cn") else (None, False)
    if not stop:
        return limit, False
    if stop[0] in "；;" or (stop[0] in "：:" and stop.end() < limit):
        return None, False
    return stop.start(), True


def pasted_end(text: str, start: int, reach: int) -> int:
    """Where a part's title ends that runs into its text without any known seam: behind a closing word.

    >>> text = "切实加强政府自身建设新形势、新要求催人奋进"
    >>> text[:pasted_end(text, 0, len(text))]
    '切实加强政府自身建设'
    """
    comma = text.find("，", start + 4, reach)
    clause = comma if comma >= 0 else reach
    closed = LAST_WORD.search(text, start + 4, clause)
    return closed.end() if closed else clause


def unlabelled(text: str, block: Span, below: Span, announced: Sequence[str]) -> Candidate | None:
    """The heading that a line without a number is, if it stands above a paragraph like one."""
    if text[block.end - 1] in "，、,：:；;。！!？?…—" or CAPTION.search(text, *block):
        return None
    line = block.of(text)
    if line in announced or PART_TITLE.match(line):
        return Candidate("title", 0, None, block, line, block, False, False)
    long_enough = "，" in line or (len(line) >= 8 and " " not in line)
    if long_enough and below.end - below.start >= 80 and TITLE_LINE.match(line):
        return Candidate("line", 0, None, block, line, block, False, False)
    return None


def without_lists(text: str, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without lists: items that follow each other without any text between.

    A lone title line without a comma is the scrap of a broken sentence: such headings come in series.
    """
    plain = [item for item in found if item.form == "line" and "，" not in item.title]
    if len(plain) == 1:
        found = [item for item in found if item is not plain[0]]
    kept: list[Candidate] = []
    listed = False
    for item, follower in pairwise([*found, None]):
        if item is None:
            break
        bare = not item.run_in and item.number > 0
        adjacent = bool(
            bare
            and follower
            and follower.form == item.form
            and follower.number == item.number + 1
            and not text[item.block.end : follower.block.start].strip("。 \t\n\u3000\xa0?&;nbsp")
        )
        restarted = follower and item.form == follower.form == "cn" and item.number == follower.number == 1
        if not adjacent and not restarted and not (listed and bare and item.closed):
            kept.append(item)
        listed = adjacent
    return kept


def tree(found: Sequence[Candidate], end: int) -> tuple[Heading, ...]:
    """The candidates with parents and levels; those whose number fits nowhere are dropped."""
    on_top = titles_on_top(found)
    stack: list[tuple[str, int, int]] = []  # form, number, index into placed
    placed: list[tuple[Candidate, int | None, int]] = []
    for item in found:
        depth = place(stack, item, on_top)
        if depth is None:
            continue
        del stack[depth:]
        placed.append((item, stack[-1][2] if stack else None, depth + 1))
        stack.append((item.form, item.number, len(placed) - 1))
    ends = [end] * len(placed)
    pending: list[int] = []
    for at, (item, _, level) in enumerate(placed):
        while pending and placed[pending[-1]][2] >= level:
            ends[pending.pop()] = item.heading.start
        pending.append(at)
    return tuple(
        Heading(
            id=at + 1,
            parent=None if parent is None else parent + 1,
            level=level,
            label=item.label,
            title=item.title,
            run_in=item.run_in,
            start=item.heading.start,
            end=ends[at],
            heading=item.heading,
        )
        for at, (item, parent, level) in enumerate(placed)
    )


def titles_on_top(found: Sequence[Candidate]) -> bool:
    """Whether unnumbered part titles stand above the numbered parts.

    They do where one comes first, or where 一、 begins anew below one.
    """
    forms = [item for item in found if item.form in ("title", "cn", "part")]
    if not forms or forms[0].form == "title":
        return True
    return any(a.form == "title" and b.form == "cn" and b.number == 1 for a, b in pairwise(forms))


def place(stack: Sequence[tuple[str, int, int]], item: Candidate, on_top: bool) -> int | None:
    """The depth (from 0) at which a candidate stands, None where its number fits nowhere."""
    if item.form == "title" and on_top:
        return 0
    same = [depth for depth, (form, _, _) in enumerate(stack) if form == item.form]
    if not same:
        if item.form == "cn" and item.number > 1 and stack and stack[0][0] != "title":
            return 0  # 一、 was lost; what came before stood inside it
        if item.form in ("paren", "ord", "ar", "arp") and item.number > 2:
            return None
        return len(stack)
    if item.form in ("title", "line"):
        return same[-1]
    if item.number == 1:
        # 一、 anew inside a 二、: a second level with the same form.
        return same[-1] + 1 if item.form == "cn" and len(same) < 2 else same[-1]
    for depth in reversed(same):
        if item.number == stack[depth][1] + 1:
            return depth
    return next((depth for depth in reversed(same) if item.number > stack[depth][1]), same[-1])


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
        before = before if h.parent else role
        roles[h.id] = role
        done.append(
            Section(h.id, h.parent, h.level, h.label, h.title, role, h.run_in, h.start, h.end, h.heading)
        )
    behind: list[tuple[Span, Role]] = [(a, "annex") for a in annexes] + [(a, "other") for a in attached]
    for span, role in sorted(behind):
        done.append(appendix(text, span, role, len(done) + 1))
    return tuple(done)


APPENDIX_LABEL = re.compile(rf"附\s*[件录表]?\s*[\d{NUMERAL}]{{0,2}}\s*[：:、.．]?")


def appendix(text: str, span: Span, role: Role, at: int) -> Section:
    """The section of an annex or list: its heading is the first line, 附件1 the label where it has one.

    A stretch that begins with its first entry (no heading at all) gets an empty heading.
    """
    first, *rest = paragraphs(text, span.start, min(span.end, span.start + 400))
    label = APPENDIX_LABEL.match(text, *first)
    heading = first
    if label and label.end() == first.end and rest and rest[0].end - rest[0].start <= 60:
        heading = Span(first.start, rest[0].end)
    if heading.end - heading.start > 80:
        heading = Span(first.start, first.start)
    printed = label[0].strip() if label and heading.end > heading.start else None
    title = whole(text, label.end() if label and printed else heading.start, heading.end)
    return Section(at, None, 1, printed, title, role, False, span.start, span.end, heading)


ROLE_WORDS: dict[str, Role] = {word: entry["role"] for entry in RULES["roles"] for word in entry["surfaces"]}
ROLE = re.compile(either(sorted(ROLE_WORDS, key=len, reverse=True)))
YEAR = re.compile(rf"(?<![到至前])({DIGITS})\s?年")
PLAN_PERIOD = re.compile(
    r"""[“"]?(十[一二三四五六七八九]?|[五六七八九])五[”"]?
    (?=时期|期间|规划|计划|[^\u4e00-\u9fff]|[发重主总的和及经])""",
    re.VERBOSE,
)
_PLAIN = str.maketrans("〇○零OОＯ一二三四五六七八九", "000000123456789")


def years_in(text: str) -> list[tuple[int, int]]:
    """The calendar years of a text with their places; a year that ends a span (到2035年) is none of them.

    >>> years_in("二○○三年和１９９８年、1 9 9 9 年，到2035年")
    [(0, 2003), (6, 1998), (12, 1999)]
    """
    return [(found.start(), calendar(found[1])) for found in YEAR.finditer(text)]


def calendar(digits: str) -> int:
    """The year that four printed digits mean.

    >>> calendar("二O一八"), calendar("２００３"), calendar("1 9 9 8"), calendar("二00二")
    (2018, 2003, 1998, 2002)
    """
    return int("".join(digits.split()).translate(_PLAIN))


def plan_span(ordinal: str) -> tuple[int, int]:
    """First and last year of a five-year plan named by its ordinal.

    >>> plan_span("十四"), plan_span("十"), plan_span("六")
    ((2021, 2025), (2001, 2005), (1981, 1985))
    """
    first = 1966 + 5 * (number(ordinal) - 3)
    return first, first + 4


def title_role(title: str, year: int | None) -> Role | None:
    """The role a heading states by the year, the plan or the words it names; the first of them decides.

    >>> title_role("2031年主要工作", 2032), title_role("成就和2032年任务", None), title_role("深化改革", 2032)
    ('review', 'review', None)
    """
    signs: list[tuple[int, Role]] = []
    if year:
        near = [(at, named) for at, named in years_in(title) if named in (year - 1, year)]
        signs += [(at, "review" if named < year else "plan") for at, named in near]
        for period in PLAN_PERIOD.finditer(title):
            first, last = plan_span(period[1])
            if last < year or first >= year:
                signs.append((period.start(), "review" if last < year else "plan"))
    if found := ROLE.search(title):
        signs.append((found.start(), ROLE_WORDS[found[0]]))
    return min(signs)[1] if signs else None


# What reviews and plans are made of, counted where a heading says nothing: 要, 必须 against 了, 取得.
PLANS = re.compile(
    r"[，。；、\n　](?:我们|今年|也|还|都|就|各级政府|必须)?要(?!求|素|点|闻)|必须|力争|确保|继续"
)
DONE = re.compile(r"[一-鿿]了(?!解)|取得|比上年|比去年|同比|已经|完成了|达到")


LOOKS_BACK = re.compile("回顾|总结|过去|情况|问题|以来|年")


def part_role(text: str, heading: Heading, year: int | None, before: Role | None) -> Role:
    """The role of a part: what its title says, else what it is made of. No review follows a plan."""
    role = title_role(heading.title, year)
    if before == "plan" and not (role == "review" and LOOKS_BACK.search(heading.title)):
        return "plan"
    if role:
        return role
    planned = len(PLANS.findall(text, heading.heading.end, heading.end))
    done = len(DONE.findall(text, heading.heading.end, heading.end))
    return "review" if done > planned else "plan"
