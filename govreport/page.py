"""The page: where in it the report stands, and what follows the report (annexes, lists, portal matter).

A portal's page holds navigation, a summary, sometimes the whole report twice. The report is found by
what every report has: the salutation near its beginning and a last sentence near its end; what opens an
annex or the foot of a page is knowledge (``rules/headings.yaml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from govreport.paragraphs import paragraphs, stripped
from govreport.records import Notice, Span
from govreport.rules import load

KEYS = frozenset({"id", "role", "strong", "surfaces", "examples", "not"})
RULES = load("headings", KEYS)
NUMERAL = "一二三四五六七八九十"
Kind = Literal["annex", "attached", "foot"]


def surfaces(section: str) -> tuple[str, ...]:
    """All surfaces of a section of ``rules/headings.yaml``, longest first.

    >>> "名词解释" in surfaces("annexes")
    True
    """
    words = [word for entry in RULES[section] for word in entry["surfaces"]]
    return tuple(sorted(words, key=len, reverse=True))


def either(words: Iterable[str], gap: str = "") -> str:
    """An expression for any of the words, with ``gap`` allowed between their characters."""
    return "|".join(gap.join(map(re.escape, word)) for word in words)


@dataclass(frozen=True, slots=True)
class Page:
    """Where things stand: body and its paragraphs, where its head matter ends, annexes, lists, notices."""

    body: Span
    zone: int
    blocks: tuple[Span, ...]
    annexes: tuple[Span, ...] = ()
    attached: tuple[Span, ...] = ()
    notices: tuple[Notice, ...] = ()


SALUTATION = re.compile(r"各位(?:人大)?代表(?:[、，,]各?位?\w{2,6})*\s*[：:！!，,]")
TITLE = re.compile(r"政[ \u3000]*府[ \u3000]*工[ \u3000]*作[ \u3000]*报[ \u3000]*告|纲要(?:（草案）)?的报告")
SESSION = re.compile(r"届[^\n。]{0,12}(?:人民代表大会|人大)[^\n。]{0,12}会议")
OFFICE = re.compile(r"(?:省长|市长|区长|县长|州长|旗长|镇长|乡长|盟长|主席|总理|主任)[^。，,；]{0,16}$")
DATED = re.compile(r"^[—―\-－（(\s]*[\d一二〇○零Oo]{1,4}\s*年")
CAPTION = re.compile("记者|通讯员|摄$|作政府工作报告|^（点击")
PORTAL = re.compile("标题[：:]|题目[：:]|当前位置|时间|来源|发布|发文|报告人|信息来源")
DIGITS = r"[12１２][ ]?[09０９][ ]?\d[ ]?\d|[一二][九〇○零O0ОＯ][〇○零O0ОＯ一二三四五六七八九]{2}"
TIME = (
    rf"(?:(?:{DIGITS})\s?年|[“\"]?十[一二三四五六七八九]?五[”\"]?|过去|今后|未来|今年|去年|本届|上届|新的一年"
    r"|五年|一年|下一?步)"
)
PART_TITLE = re.compile(
    rf"(?:关于|对|回顾|展望)?[^，]{{0,14}}?{TIME}[^，]{{0,30}}?(?:{either(surfaces('closers'))})$"
    r"|[^，]{0,14}政府自身建设[^，]{0,6}$"
)
PART = re.compile(r"(?:[一二三四五六七八九十]、|第一部分|[（(]一[）)])\s*[\u4e00-\u9fff“\d]")
# A summary above the report breaks off in dots.
SUMMARY = re.compile(r"(?:\.{4,}|…{2,})[ \t\u3000]*(?=\n)")
PROSE_END = tuple("。！？!…”")
PERORATION = re.compile("让我们|奋斗|新篇章|新局面|贡献|谢谢")
_GAP = r"[ \u3000\xa0]*"
# A heading of what follows is a short line; the longest in the corpus (a title in full) has 33 characters.
LINE = 60
_APPENDIX = rf"附{_GAP}[件录表注]?[\s]*[\d{NUMERAL}]{{0,2}}"
ANNEX = re.compile(
    rf"""[\s【\[（(※*＊★☆●◆■—\-《〈<]* (?: {_APPENDIX} [\s：:、.．)）]* )?
    [^。；，,]{{0,36}}? (?:{either(surfaces("annexes"), _GAP)}) [^。；，,]{{0,8}}$""",
    re.VERBOSE,
)
APPENDIX = re.compile(
    rf"[【\[（(]?附\s*[件录表]\s*[\d{NUMERAL}]{{0,2}}\s*[】\]）)]?\s*(?:[：:、.．\s].{{0,50}}|[^。，；]{{0,30}})$"
)
ATTACHED = re.compile(rf"[^。；，,！]{{0,40}}(?:{either(surfaces('attached'))})[^。；，,！]{{0,16}}$")
FOOT = re.compile(rf".{{0,6}}?(?:{either(surfaces('page'))})|[^。，]{{0,12}}(?:ICP备|公网安备|版权所有)")
FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|ofd|zip|rar)\b", re.IGNORECASE)
# Definitions without a heading: numbered lines that name a term and define it, three in a row.
DEFINITION = re.compile(
    r"""[\[［〔【（(]?\s*\d{1,3}\s*[\]］〕】)）．.、]\s*[“《\[【]?[^。；]{1,40}?
    (?:[：:]|(?:[”》\]】]|是)指|指的是|[”》\]】]即)""",
    re.VERBOSE,
)
INLINE = re.compile(
    rf"""(?<=[。！!])[\s※*【\[（(]*(?:附[件录]?\s*\d?\s*[：:]?\s*)?(?:《?政府工作报告》?\w{{0,6}})?
    (?:名{_GAP}词{_GAP}(?:解{_GAP}释|注{_GAP}释)|用语说明|用语解释|术语解释)[\s※*】\]）):：]*
    (?=[\[［〔【（(“《①\d])""",
    re.VERBOSE,
)


def read_page(text: str) -> Page:
    """The report's body and what follows it. A page without anything like a report is all body.

    >>> text = "首页 导航\\n政府工作报告\\n各位代表：\\n现在报告工作。\\n名词解释\\n1.一表通：一张表。"
    >>> page = read_page(text)
    >>> page.body.of(text)
    '政府工作报告\\n各位代表：\\n现在报告工作。'
    >>> [span.of(text) for span in page.annexes]
    ['名词解释\\n1.一表通：一张表。']
    """
    blocks = paragraphs(text)
    if not blocks:
        return Page(Span(0, 0), 0, ())
    top = summary_end(text)
    opening = find_opening(text, blocks, top)
    first = find_head(text, blocks, opening, top)
    last, notices = first_copy(text, blocks, opening)
    cuts = find_cuts(text, blocks, opening, last)
    final = last_prose(text, blocks, opening, cuts[0][0] if cuts else last)
    body = Span(blocks[first].start, blocks[final].end)
    annexes: list[Span] = []
    attached: list[Span] = []
    inline = None if cuts else INLINE.search(text, body.start + 2 * (body.end - body.start) // 3, body.end)
    if inline and (definitions := stripped(text, inline.start(), body.end)):
        annexes.append(definitions)
        body = stripped(text, body.start, inline.start()) or body
    seen: dict[str, Span] = {}
    for (at, kind), (until, _) in zip(cuts, [*cuts, (last, "foot")][1:], strict=True):
        # A page can hold its annex twice, cut short the first time; the words behind the heading tell.
        inner = blocks[min(at + 1, until - 1)].start
        key = text[inner : inner + 40]
        span = Span(blocks[at].start, blocks[until - 1].end)
        if kind == "attached":
            attached.append(span)
        elif kind == "annex" and key not in seen:
            annexes.append(span)
        elif (
            kind == "annex"
            and seen[key] in annexes
            and span.end - span.start > seen[key].end - seen[key].start
        ):
            annexes.remove(seen[key])
            annexes.append(span)
        else:
            continue
        seen[key] = span
    inside = [Span(a, min(b, body.end)) for a, b in blocks[first : final + 1] if a < body.end]
    start, end = blocks[opening]
    salutation = SALUTATION.search(text, start, min(end, start + 400))
    zone = salutation.start() if salutation else start
    return Page(body, zone, tuple(inside), tuple(annexes), tuple(attached), notices)


def summary_end(text: str) -> int:
    """Where a summary above the report (内容摘要, broken off in dots) ends; 0 without one."""
    limit = min(len(text), 4000)
    return max((found.end() for found in SUMMARY.finditer(text, 0, limit)), default=0)


def find_opening(text: str, blocks: Sequence[Span], top: int) -> int:
    """The paragraph with the salutation; without one the first that reads like a report.

    各位代表 opens later paragraphs too, so a part that begins before it (more than 12 paragraphs, enough
    for a table of contents) means that the report has no salutation.
    """
    prose = part = None
    for at, block in enumerate(blocks):
        if block.start < top:
            continue
        if part is not None and at > part + 12:
            break
        head = text[block.start : min(block.end, block.start + 400)]
        found = SALUTATION.search(head)
        if found and found.start() < 200 and (part is None or found[0][-1] in "：:"):
            return at
        if part is None and (PART.match(head) or (len(head) <= LINE and PART_TITLE.match(head))):
            # A part has text below it, a line of a navigation or of contents has another line.
            part = at if any(text.find("。", a, b) >= 0 for a, b in blocks[at : at + 6]) else None
        if prose is None and len(head) >= 50 and "。" in head and not CAPTION.search(head):
            prose = at
    return min((at for at in (part, prose) if at is not None), default=0)


def find_head(text: str, blocks: Sequence[Span], opening: int, top: int) -> int:
    """The first paragraph of the head matter above the opening: title, subtitle, date or speaker.

    Sixteen paragraphs up reach over the font buttons of a portal, which stand one a line.
    """
    first = opening
    for at in range(opening - 1, max(opening - 17, -1), -1):
        line = blocks[at].of(text)
        if blocks[at].start < top or len(line) > 120 or line.startswith(("标题", "题目", "当前位置")):
            break
        if CAPTION.search(line) or PORTAL.match(line) or FOOT.match(line):
            continue
        if TITLE.search(line):
            return at
        if SESSION.search(line) or DATED.match(line) or OFFICE.search(line):
            first = at
    return first


def first_copy(text: str, blocks: Sequence[Span], opening: int) -> tuple[int, tuple[Notice, ...]]:
    """The paragraph before which the first copy of the report ends, and a notice where there is a second.

    Told by the first long paragraph, which stands again word by word with the next one behind it. A first
    copy of less than half the length of the second is no copy but a quotation.
    """
    for at in range(opening, min(opening + 8, len(blocks) - 1)):
        start, end = blocks[at]
        if end - start < 40:
            continue
        probe = text[start : min(end, start + 60)]
        again = text.find(probe, end)
        if again < 0 or 2 * (again - start) < len(text) - again:
            break
        below = blocks[at + 1]
        following = text[below.start : min(below.end, below.start + 20)]
        if text.find(following, again + len(probe), again + 2 * (below.start - start) + 200) < 0:
            break
        last = next(i for i, block in enumerate(blocks) if block.end > again) - (at - opening)
        message = "网页里有两份同样的报告，只读第一份完整的"
        last = max(find_head(text, blocks, last, end), at + 1)
        return last, (Notice("report-twice", message, again, again + len(probe)),)
    return len(blocks), ()


def find_cuts(text: str, blocks: Sequence[Span], opening: int, last: int) -> list[tuple[int, Kind]]:
    """The paragraphs behind the report where something else begins: annex, attached list, page foot."""
    cuts: list[tuple[int, Kind]] = []
    defined = 0
    for at in range(opening + max(1, (last - opening) // 5), last):
        kind = kind_of(text, blocks, at, last, cuts)
        if kind and not (cuts and cuts[-1] == (at - 1, kind)) and not (kind == "annex" and within(cuts, at)):
            cuts.append((at, kind))
        numbered = not cuts and (text[blocks[at].start].isdigit() or text[blocks[at].start] in "[［〔【（(")
        defined = defined + 1 if numbered and DEFINITION.match(text, *blocks[at]) else 0
        if defined == 3:
            cuts.append((at - 2, "annex"))
    # A line that looks like the foot of the page (a caption, a share bar) can stand inside the report.
    while cuts and cuts[0][1] == "foot" and prose_below(blocks, cuts, last) > 600:
        cuts.pop(0)
    return cuts


def kind_of(
    text: str, blocks: Sequence[Span], at: int, last: int, cuts: Sequence[tuple[int, Kind]]
) -> Kind | None:
    """What a paragraph opens, if it is a short line that opens something other than the report."""
    start, end = blocks[at]
    if cuts and cuts[-1][1] == "annex" and SALUTATION.match(text, start, end):
        return "foot"
    if end - start > LINE or text[end - 1] in "。，；、！":
        return None
    below = blocks[at + 1] if at + 1 < last else None
    if ANNEX.match(text, start, end):
        return "annex"
    if FOOT.match(text, start, end) or FILE.search(text, start, end):
        return "foot"
    if below and APPENDIX.match(text, start, end):
        return "annex" if below.end - below.start <= LINE and ANNEX.match(text, *below) else "attached"
    ended = PERORATION.search(text, *blocks[at - 1]) and text[blocks[at - 1].end - 1] in "。！!"
    if ended and ATTACHED.match(text, start, end) and not PART.match(text, start, end):
        # The report would go on with 各位代表; no part of one is longer than 20,000 characters.
        return "attached" if below and text.find("各位代表", end, end + 20_000) < 0 else None
    return None


def within(cuts: Sequence[tuple[int, Kind]], at: int) -> bool:
    """Whether an annex heading only continues the heading above it (附件2 over 名词解释)."""
    return bool(cuts) and cuts[-1][1] == "annex" and at - cuts[-1][0] <= 1


def prose_below(blocks: Sequence[Span], cuts: Sequence[tuple[int, Kind]], last: int) -> int:
    """How many characters of long paragraphs stand between the first cut and the next."""
    until = cuts[1][0] if len(cuts) > 1 else last
    return sum(end - start for start, end in blocks[cuts[0][0] : until] if end - start >= 80)


def last_prose(text: str, blocks: Sequence[Span], opening: int, limit: int) -> int:
    """The last paragraph before ``limit`` that ends like a sentence of the report."""
    for at in range(limit - 1, opening - 1, -1):
        start, end = blocks[at]
        if end - start >= (5 if text[end - 1] in "。！!" else 12) and text[end - 1] in PROSE_END:
            return at
    return max(limit - 1, opening)
