"""The numbers that Word writes before paragraphs by itself (一、 （一） 1.), which stand in no text of the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HAN = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_CHINESE = frozenset(
    "chineseCounting chineseCountingThousand taiwaneseCounting taiwaneseCountingThousand japaneseCounting"
    " ideographDigital taiwaneseDigital japaneseDigitalTenThousand chineseLegalSimplified".split()
)
_LEVELS = 9


class _Level(NamedTuple):
    """How one level of a list is numbered; in ``text`` %1 is the number of the first level."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    arabic: bool = False


class Numbering:
    """The running numbers of a document, fed with its paragraphs in order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}  # of each abstract list
        self._lists: dict[str, str] = {}  # the abstract list behind each one in use
        self._restarts: dict[str, dict[int, int]] = {}
        self._styles: dict[str, tuple[str | None, str | None, str | None]] = {}
        self._counts: dict[str, list[int]] = {}
        if numbering is None:
            return
        for abstract in numbering.iter(f"{_W}abstractNum"):
            self._levels[_of(abstract, "abstractNumId")] = dict(map(_level, abstract.iter(f"{_W}lvl")))
        for num in numbering.iter(f"{_W}num"):
            self._lists[_of(num, "numId")] = _value(num, "abstractNumId") or ""
            self._restarts[_of(num, "numId")] = {
                _depth(_of(o, "ilvl")): _number(start)
                for o in num.iter(f"{_W}lvlOverride")
                if (start := _value(o, "startOverride"))
            }
        for style in styles.iter(f"{_W}style") if styles is not None else ():
            self._styles[_of(style, "styleId")] = (*_list_of(style), _value(style, "basedOn"))

    def label(self, paragraph: Element) -> str:
        """What Word writes before a paragraph, or nothing; bullets are left out."""
        if not self._lists:
            return ""
        num, at = self._place(paragraph)
        levels = self._levels.get(self._lists.get(num, ""), {})
        level = levels.get(at)
        if level is None:
            return ""
        counts = self._counts.setdefault(self._lists[num], [0] * _LEVELS)
        for deep, start in self._restarts.pop(num, {}).items():
            counts[deep] = start - 1
        counts[at] = counts[at] + 1 if counts[at] or level.start == 0 else level.start
        counts[at + 1 :] = [0] * (_LEVELS - at - 1)
        if level.form in ("bullet", "none"):
            return ""
        label = level.text
        for deep, count in enumerate(counts):
            if f"%{deep + 1}" in label:
                form = "decimal" if level.arabic else levels.get(deep, _Level()).form
                label = label.replace(f"%{deep + 1}", numeral(count or 1, form))
        return label if label.endswith(("、", "）", "．")) else f"{label} " if label else ""

    def _place(self, paragraph: Element) -> tuple[str, int]:
        """The list and level of a paragraph: its own, else its style's, else that of the style behind it."""
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return "", 0
        num, at = _list_of(properties)
        style = _value(properties, "pStyle")
        for _ in range(_LEVELS):
            if num is not None or style not in self._styles:
                break
            num, inherited, style = self._styles[style]
            at = at or inherited
        return num or "", _depth(at)


def numeral(number: int, form: str) -> str:
    """A number in one of Word's forms; forms that no report uses are written in digits.

    >>> [numeral(12, form) for form in ("chineseCounting", "decimal", "decimalEnclosedCircle", "lowerRoman")]
    ['十二', '12', '⑫', 'xii']
    """
    if form in _CHINESE:
        return _han(number)
    if form.startswith("decimalEnclosedCircle"):
        return _CIRCLED[number - 1] if 0 < number <= len(_CIRCLED) else str(number)
    if form == "decimalZero":
        return f"{number:02}"
    if form == "decimalFullWidth":
        return str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    if form == "ideographTraditional":
        return _STEMS[(number - 1) % len(_STEMS)]
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("upperRoman", "lowerRoman"):
        roman = "".join(_roman(number))
        return roman.upper() if form == "upperRoman" else roman
    return str(number)


def _han(number: int) -> str:
    """Up to 99 as counted (二十一), above digit by digit."""
    if number > 99 or number < 1:
        return "".join(_HAN[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _HAN[tens]) + ("十" if tens else "") + (_HAN[ones] if ones else "")


def _roman(number: int) -> Iterator[str]:
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        yield letters * times


def _level(element: Element) -> tuple[int, _Level]:
    start, form = _value(element, "start"), _value(element, "numFmt")
    text, arabic = _value(element, "lvlText"), element.find(f"{_W}isLgl") is not None
    return _depth(_of(element, "ilvl")), _Level(_number(start), form or "decimal", text or "", arabic)


def _list_of(properties: Element) -> tuple[str | None, str | None]:
    """The list and the level that a paragraph's or a style's properties name."""
    found = properties.find(f".//{_W}numPr")
    return (None, None) if found is None else (_value(found, "numId"), _value(found, "ilvl"))


def _value(parent: Element, name: str) -> str | None:
    """The w:val of a child element."""
    child = parent.find(f"{_W}{name}")
    return None if child is None else child.get(f"{_W}val")


def _depth(level: str | None) -> int:
    return min(_number(level), _LEVELS - 1)


def _number(digits: str | None) -> int:
    """What a file says in digits; 0 where it says something else."""
    return int(digits) if digits and digits.isdecimal() else 0


def _of(element: Element, name: str) -> str:
    return element.get(f"{_W}{name}", "")
