"""What a printed page says by its layout: which characters make a line, which lines a paragraph.

What belongs to the page and not to the text (page numbers, running heads) is left out; footnotes stand at
the end under the numbers of their marks. Lengths are in points, places from the lower left of the page.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median, mode
from typing import NamedTuple

from govreport.readers.layout import WIDE, raised

_CLOSERS = "，。、；：！？）】》”’,.;:!?)%"
# What a line can't be broken within: opening marks, a number or word or one character, closing marks.
_UNBROKEN = re.compile(rf"[“‘（《【(]*(?:[^\s{WIDE}]+|.)[{_CLOSERS}]*")
_SPACES = re.compile(r"[\s\u2000-\u200b\ufeff]")
# No text holds these; they stand in for glyphs without a character, and for hyphens at the end of a line.
_NOTHING = re.compile("[\0-\x08\x0e-\x1f\ufffe\uffff\xad]")

_LETTERS = re.compile(r"[!-~]{2}")
_PAGE_NUMBER = re.compile(
    r"[\s—\-－–·•.]*(?:第\s*)?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[ivx]{1,5})(?:\s*页)?(?:\s*[/／]\s*\d{1,3}|\s*共\s*\d+\s*页)?[\s—\-－–·•.]*"
)
_ENDS = "。！？：；…”）"
_LABEL = re.compile(
    r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|第[一二三四五六]部分|附件|\[?\d+[\].、．]\D|——"
)
_SHORT = 0.3  # of the width of the type area; in tests with three programs lines stayed short by up to 0.22
_EDGE = 2  # running heads and page numbers are among the two first and last lines of a page
_NOTE = re.compile(r"\[?(\d{1,3})\]?[\s.．、]*(?=[^\s\d.．%])|([①-⑳])\s*")

# Fonts that draw a character and a radical with one glyph make writers of PDF confuse the two.
_RADICALS = dict(
    zip(
        "⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
        "民西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
        strict=True,
    )
)
_TWINS = str.maketrans(
    {chr(c): unicodedata.normalize("NFKC", chr(c)) for c in range(0x2F00, 0x2FD6)}
    | {chr(c): unicodedata.normalize("NFKC", chr(c)) for c in range(0xF900, 0xFAD9)}
    | _RADICALS
)


class Char(NamedTuple):
    """A character where it stands, in points from the lower left of the page; ``y`` is its baseline."""

    char: str
    left: float
    right: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line as printed; ``first`` is how wide its first unbreakable characters are."""

    text: str
    page: int
    left: float
    right: float
    y: float
    size: float
    first: float


class Measure(NamedTuple):
    """The type area of a document: margins, the width of a character, the distance of lines, whether paragraphs
    begin with an indent."""

    left: float
    right: float
    em: float
    pitch: float
    indents: bool


def lines_of(characters: Iterable[Char], page: int) -> list[Line]:
    """The lines of a page from top to bottom, what stands side by side on one line.

    ``characters`` come in the order in which they are drawn, with line breaks where the pen moves to a line.
    """
    drawn = [
        list(chars) for is_break, chars in groupby(characters, key=lambda c: c.char in "\r\n") if not is_break
    ]
    drawn = [[c for c in chars if not _NOTHING.match(c.char)] for chars in drawn]
    drawn = [chars for chars in drawn if any(not _SPACES.match(c.char) for c in chars)]
    drawn.sort(key=lambda chars: -_baseline(chars))
    rows: list[list[Char]] = []
    for chars in drawn:
        # A mark raised by a third of its line still belongs to it.
        if rows and _baseline(rows[-1]) - _baseline(chars) < 0.35 * max(c.size for c in rows[-1] + chars):
            rows[-1] += chars
        else:
            rows.append(chars)
    return [_line(sorted(chars, key=lambda c: c.left), page) for chars in rows]


def _baseline(chars: Sequence[Char]) -> float:
    return mode(round(c.y, 1) for c in chars)


def _line(chars: Sequence[Char], page: int) -> Line:
    """One line of characters from left to right: raised ones as marks, cells parted by tabs."""
    y = _baseline(chars)
    size = median(c.size for c in chars)
    text, end = "", chars[0].left
    for high, run in groupby(chars, key=lambda c: c.size < 0.8 * size and c.y > y + 0.15 * size):
        if high:
            marks = list(run)
            text, end = text + raised(text, "".join(c.char for c in marks)), marks[-1].right
            continue
        for c in run:
            # Words of letters are told apart by the gap between them; Chinese is set wide for other reasons.
            if c.left - end > 1.5 * size and not _SPACES.match(c.char):
                text = text.rstrip() + "\t"
            elif c.left - end > 0.2 * size and _LETTERS.match(text[-1:] + c.char):
                text += " "
            text, end = text + c.char, c.right
    text = _SPACES.sub(lambda m: m[0] if m[0] in "\t\u3000" else " ", text.translate(_TWINS)).strip(" ")
    seen = [c for c in chars if not _SPACES.match(c.char)]
    unbroken = _UNBROKEN.match("".join(c.char for c in seen))
    first = seen[min(unbroken.end() if unbroken else 1, len(seen)) - 1]
    return Line(text, page, seen[0].left, seen[-1].right, y, size, first.right - seen[0].left)


def _without_furniture(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """The pages without page numbers and without what stands at the edge of most of them."""
    edges = [lines[:_EDGE] + lines[_EDGE:][-_EDGE:] for lines in pages]
    heads = Counter(key for lines in edges for key in {_key(line) for line in lines})
    often = {key for key, count in heads.items() if count > max(1, len(pages) / 2)}

    def is_furniture(line: Line) -> bool:
        return _key(line) in often or _PAGE_NUMBER.fullmatch(line.text.strip()) is not None

    return [
        [line for line in lines if not (any(line is e for e in edge) and is_furniture(line))]
        for lines, edge in zip(pages, edges, strict=True)
    ]


def _key(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text.strip())


def paragraphs_of(pages: Sequence[list[Line]]) -> Iterator[str]:
    """The paragraphs of all pages, those that a page break parted joined again; the notes behind them.

    >>> a = Line("全年生产总值增长5%，粮食", page=1, left=90, right=500, y=700, size=12, first=12)
    >>> b = Line("总产量21万吨。", page=1, left=90, right=174, y=680, size=12, first=12)
    >>> list(paragraphs_of([[a, b]]))
    ['全年生产总值增长5%，粮食总产量21万吨。']
    """
    pages = _without_furniture(pages)
    every = [line for lines in pages for line in lines]
    if not every:
        return
    size = _common([(line.size, len(line.text)) for line in every])
    notes: list[Line] = []
    lines: list[Line] = []
    for page in pages:
        foot = _notes_begin(page, size)
        lines += page[:foot]
        notes += page[foot:]
    yield from _joined(lines)
    if notes:
        yield "注释"
        begins = [at for at, line in enumerate(notes) if _NOTE.match(line.text)]
        for begin, end in pairwise([*begins, len(notes)]):
            yield from _joined(
                [replace(notes[begin], text=_note(notes[begin].text)), *notes[begin + 1 : end]]
            )


def _notes_begin(page: Sequence[Line], size: float) -> int:
    """Where at the foot of a page the small type of footnotes begins; its length without any."""
    at = len(page)
    while at and page[at - 1].size < 0.92 * size:
        at -= 1
    return next((i for i in range(at, len(page)) if at and _NOTE.match(page[i].text)), len(page))


def _note(text: str) -> str:
    found = _NOTE.match(text)
    return f"[{found[1]}]{text[found.end() :]}" if found and found[1] else text


def _joined(lines: Sequence[Line]) -> Iterator[str]:
    """Lines as paragraphs."""
    if not lines:
        return
    measure = _measure(lines)
    paragraph = lines[0].text
    for before, line in pairwise(lines):
        if _begins(before, line, measure):
            yield paragraph.strip()
            paragraph = line.text
        else:
            gap = " " if re.match(r"\w[a-zA-Z]", paragraph[-1:] + line.text[:1], re.ASCII) else ""
            paragraph += gap + line.text
    yield paragraph.strip()


def _measure(lines: Sequence[Line]) -> Measure:
    """Where most lines begin, and where all but a twentieth end: marks may hang over the margin."""
    em = _common([(line.size, len(line.text)) for line in lines])
    left = _common([(line.left, 1) for line in lines])
    rights = sorted(line.right - (em if line.text.rstrip()[-1] in _CLOSERS else 0) for line in lines)
    pitches = [a.y - b.y for a, b in pairwise(lines) if a.page == b.page and a.y > b.y]
    pitch = median(pitches) if pitches else 2 * em
    outdents = sum(
        1 for a, b in pairwise(lines) if 0.8 * em < a.left - left < 3 * em and abs(b.left - left) < em / 2
    )
    return Measure(left, rights[-1 - len(rights) // 20], em, pitch, outdents > len(lines) / 20)


def _common(weighted: Sequence[tuple[float, int]]) -> float:
    """The commonest of some lengths, told apart to half a point."""
    counts: Counter[float] = Counter()
    for value, weight in weighted:
        counts[round(2 * value) / 2] += weight
    return counts.most_common(1)[0][0]


def _begins(before: Line, line: Line, measure: Measure) -> bool:
    """Whether a paragraph begins with a line: told by type, distance, indent, or the room left above it."""
    em = measure.em
    if abs(before.size - line.size) > 0.15 * em or "\t" in before.text + line.text:
        return True
    if before.page == line.page and before.y - line.y > 1.35 * measure.pitch:
        return True
    room = measure.right - before.right
    short = room > _SHORT * (measure.right - measure.left)
    if line.left > measure.left + 0.8 * em:
        # Without indents elsewhere, text at the same indent is set in as a block.
        same = abs(line.left - before.left) < 0.3 * em
        return measure.indents or not same or short or before.text.rstrip()[-1] in _ENDS
    if room <= line.first + 0.3 * em:
        return False
    # The first word would have found room above. Programs keep more characters together than are known here,
    # so a line that is only a little short ends a paragraph where that is likely for another reason.
    unended = measure.indents or before.text.rstrip()[-1] not in _ENDS
    return (
        not unended
        or room > _SHORT * (measure.right - measure.left)
        or _LABEL.match(line.text.lstrip()) is not None
    )
