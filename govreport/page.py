"""The page: where in it the report stands, and what follows the report (annexes, lists, portal matter).

A portal's page holds navigation, a summary, sometimes the whole report twice. The report is found by
what every report has: the salutation near its beginning and a last sentence near its end; what opens an
annex or the foot of a page is knowledge (``rules/headings.yaml``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from govreport.paragraphs import paragraphs
from govreport.records import Notice, Span
from govreport.rules import load

KEYS = frozenset({"id", "role", "strong", "surfaces", "examples", "not"})
RULES = load("headings", KEYS)


def surfaces(section: str) -> tuple[str, ...]:
    """All surfaces of a section of ``rules/headings.yaml``, longest first.

    >>> "名词解释" in surfaces("annexes")
    True
    """
    words = [word for entry in RULES[section] for word in entry["surfaces"]]
    return tuple(sorted(words, key=len, reverse=True))


def spaced(words: Sequence[str]) -> str:
    """An alternation of words that may be printed with spaces between their characters."""
    return "|".join(r"[ \u3000\xa0]*".join(map(re.escape, word)) for word in words)


@dataclass(frozen=True, slots=True)
class Page:
    """Where things stand: the report's body, its head lines, annexes, lists, and what was noticed."""

    body: Span
    annexes: tuple[Span, ...]
    attached: tuple[Span, ...]
    notices: tuple[Notice, ...] = ()


# 各位代表 opens the report; in the foot of the body it opens paragraphs too, so the first one counts.
SALUTATION = re.compile(r"各位(?:人大)?代表(?:[、，,]各?位?\w{2,6})*\s*[：:！!，,]")
TITLE = re.compile(r"政[ \u3000]*府[ \u3000]*工[ \u3000]*作[ \u3000]*报[ \u3000]*告|纲要(?:（草案）)?的报告")
SESSION = re.compile(r"届[^\n。]{0,12}(?:人民代表大会|人大)[^\n。]{0,12}会议")
OFFICE = re.compile(r"(?:省长|市长|区长|县长|州长|旗长|镇长|乡长|盟长|主席|总理|主任)[^。，,；]{0,16}$")
DATED = re.compile(r"^[—―\-－（(\s]*[\d０-９一二〇○零Oo]{1,4}\s*年")
TRUNCATED = re.compile(r"(?:\.{3,}|…+)$")
PROSE_END = tuple("。！？!…”")
# An annex heading is a short line; the longest of the genre name the report in full.
ANNEX = re.compile(
    rf"""^[\s【\[（(※*＊★☆●◆■—\-《〈<]*
    (?: 附 \s* [件录表注]? [\s]* [\d０-９一二三四五六七八九十]{{0,2}} [\s：:、.．)）]* )?
    [^。；，,]{{0,36}}? (?:{spaced(surfaces("annexes"))}) [^。；，,]{{0,8}}$""",
    re.VERBOSE,
)
APPENDIX = re.compile(
    r"^[【\[（(]?附\s*[件录表]\s*[\d０-９一二三四五六七八九十]{0,2}\s*[】\]）)]?\s*(?:[：:、.．\s].{0,50}|[^。，；]{0,30})$"
)
ATTACHED = re.compile(rf"^[^。；，,！]{{0,40}}(?:{'|'.join(map(re.escape, surfaces('attached')))})[^。；，,！]{{0,16}}$")
FOOT = re.compile(
    rf"^.{{0,6}}?(?:{'|'.join(map(re.escape, surfaces('page')))})|^[^。，]{{0,12}}(?:ICP备|公网安备|版权所有)"
)
# Definitions without a heading: a numbered line that names a term and defines it.
DEFINITION = re.compile(
    r"^[\[［〔【（(]?\s*[\d０-９]{1,3}\s*[\]］〕】）)．.、]\s*[“《\[【]?[^。；]{1,40}?(?:[：:]|[”》\]】]?(?:是指|指的是|指|即))"
)
INLINE_ANNEX = re.compile(
    rf"(?<=[。！!])[\s※*【\[（(]*(?:附[件录]?\s*\d?\s*[：:]?\s*)?(?:《?政府工作报告》?\S{{0,6}})?(?:{spaced(surfaces('annexes')[:-6])})"
    r"[\s※*】\]）):：]*(?=[\[［〔【（(“《\d①１])"
)


def read_page(text: str) -> Page:
    """The report's body and what follows it. A page without anything like a report is all body.

    >>> text = "首页 导航\\n政府工作报告\\n各位代表：\\n现在报告工作。\\n名词解释\\n1.一表通：一张表。\\n版权所有"
    >>> page = read_page(text)
    >>> page.body.of(text)
    '政府工作报告\\n各位代表：\\n现在报告工作。'
    >>> [span.of(text) for span in page.annexes]
    ['名词解释\\n1.一表通：一张表。']
    """
    blocks = [span for span in paragraphs(text)]
    if not blocks:
        return Page(Span(0, 0), (), ())
    opening = find_opening(text, blocks)
    last, notices = first_copy(text, blocks, opening)
    first = find_head(text, blocks, opening)
    cuts = find_cuts(text, blocks, opening, last)
    limit = cuts[0][0] if cuts else last
    body = Span(blocks[first].start, prose_end(text, blocks, opening, limit))
    inline = INLINE_ANNEX.search(text, body.start + 2 * (body.end - body.start) // 3, body.end)
    annexes, attached = [], []
    if inline and not cuts:
        annexes.append(Span(*_trim(text, inline.start(), body.end)))
        body = Span(body.start, _trim(text, body.start, inline.start())[1])
    seen: set[str] = set()
    for (at, kind), (until, _) in zip(cuts, [*cuts, (last, "")][1:], strict=True):
        span = Span(blocks[at].start, blocks[until - 1].end)
        # A page can repeat its annex; the words behind the heading tell.
        key = text[blocks[min(at + 1, until - 1)].start :][:40]
        if kind == "annex" and key not in seen:
            annexes.append(span)
        elif kind == "attached":
            attached.append(span)
        seen.add(key)
    return Page(body, tuple(annexes), tuple(attached), notices)


def find_opening(text: str, blocks: Sequence[Span]) -> int:
    """The paragraph with the salutation; without one the first that reads like a report."""
    prose = part = None
    for at, block in enumerate(blocks):
        head = text[block.start : min(block.end, block.start + 400)]
        if TRUNCATED.search(text[max(block.start, block.end - 12) : block.end]):
            continue
        if part is not None and at > part + 12:
            break
        if (found := SALUTATION.search(head)) and found.start() < 200 and (part is None or found[0][-1] in "：:"):
            return at
        if part is None and PART.match(head):
            part = at
        if prose is None and len(head) >= 50 and "。" in head and not CAPTION.search(head):
            prose = at
    return min((at for at in (part, prose) if at is not None), default=0)


CAPTION = re.compile("记者|通讯员|摄$|作政府工作报告")
PART = re.compile(r"^[一二三四五六七八九十]、\s?\S")


def find_head(text: str, blocks: Sequence[Span], opening: int) -> int:
    """The first paragraph of the head matter above the salutation: title, subtitle, date, speaker."""
    first = opening
    for at in range(opening - 1, max(opening - 16, -1), -1):
        line = blocks[at].of(text)
        if len(line) > 120 or TRUNCATED.search(line) or line.startswith(("标题：", "标题:", "当前位置")):
            break
        if CAPTION.search(line):
            continue
        if TITLE.search(line) or SESSION.search(line) or DATED.match(line) or OFFICE.search(line):
            if FOOT.match(line) or line.startswith(("时间", "来源", "发布", "发文", "报告人", "20")) and ":" in line:
                continue
            first = at
            if TITLE.search(line):
                break
    return first


def first_copy(text: str, blocks: Sequence[Span], opening: int) -> tuple[int, tuple[Notice, ...]]:
    """How many paragraphs belong to the first copy of the report, with a notice where there is a second."""
    for at in range(opening, min(opening + 8, len(blocks))):
        probe = text[blocks[at].start : min(blocks[at].end, blocks[at].start + 60)]
        if len(probe) < 40:
            continue
        again = text.find(probe, blocks[at].end)
        if again < 0:
            return len(blocks), ()
        last = next(i for i, block in enumerate(blocks) if block.end > again) - (at - opening)
        if 2 * (blocks[last - 1].end - blocks[at].start) < len(text) - again:
            return len(blocks), ()
        last = find_head(text, blocks, last) if last > opening else last
        message = "the page holds the report twice; the first complete copy is read"
        return last, (Notice("report-twice", message, again, again + len(probe)),)
    return len(blocks), ()


def find_cuts(text: str, blocks: Sequence[Span], opening: int, last: int) -> list[tuple[int, str]]:
    """The paragraphs behind the report where something else begins: annex, attached list, page foot."""
    cuts: list[tuple[int, str]] = []
    defined = 0
    start = opening + max(1, (last - opening) // 5)
    for at in range(start, last):
        block = blocks[at]
        size = block.end - block.start
        line = text[block.start : min(block.end, block.start + 80)]
        kind = ""
        if size <= 60 and ANNEX.match(line):
            kind = "annex"
        elif size <= 60 and APPENDIX.match(line):
            below = blocks[at + 1].of(text) if at + 1 < last else ""
            kind = "annex" if len(below) <= 60 and ANNEX.match(below) else "attached"
        elif size <= 60 and FOOT.match(line):
            kind = "foot"
        elif cuts and cuts[-1][1] == "annex" and SALUTATION.match(line):
            kind = "foot"
        elif cuts and cuts[-1][1] == "attached" and size <= 60 and ATTACHED.match(line) and at > cuts[-1][0] + 1:
            kind = "attached"
        if kind and not (cuts and kind == cuts[-1][1] and at == cuts[-1][0] + 1):
            if kind == "annex" and cuts and cuts[-1][1] == "annex" and at - cuts[-1][0] <= 1:
                continue
            cuts.append((at, kind))
            if kind == "foot" and at > start + (last - start) // 2:
                pass
        defined = defined + 1 if not cuts and DEFINITION.match(line) else 0
        if defined == 3:
            cuts.append((at - 2, "annex"))
    # A foot line can stand above the report's end (a caption, a share bar): real ones are followed by
    # no more prose of the report.
    while cuts and cuts[0][1] == "foot" and prose_after(text, blocks, cuts[0][0], cuts, last):
        cuts.pop(0)
    return cuts


def prose_after(text: str, blocks: Sequence[Span], at: int, cuts: list[tuple[int, str]], last: int) -> bool:
    """Whether more of the report follows a line that looks like the foot of the page."""
    until = next((place for place, _ in cuts if place > at), last)
    following = sum(block.end - block.start for block in blocks[at:until] if block.end - block.start >= 80)
    return following > 600


def prose_end(text: str, blocks: Sequence[Span], opening: int, limit: int) -> int:
    """The end of the last paragraph before ``limit`` that ends like a sentence of the report."""
    for at in range(limit - 1, opening - 1, -1):
        block = blocks[at]
        if block.end - block.start >= 12 and text[block.end - 1] in PROSE_END:
            return block.end
    return blocks[max(limit - 1, opening)].end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
