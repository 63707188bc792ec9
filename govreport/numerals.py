"""Numerals: Arabic and Chinese digits to exact decimals, and the folding that keeps every offset.

Folding by NFKC changes the length of half the reports and turns ， into a comma; here only digits,
letters, ％ and ． are folded, one character to one.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

_WIDE = [(chr(0xFF10 + i), str(i)) for i in range(10)] + [("％", "%"), ("．", "."), ("﹪", "%"), ("－", "-")]
_WIDE_LETTERS = {0xFEE0 + c: c for c in range(0x21, 0x7F) if chr(c).isalpha()}
_HAS_WIDE_LETTER = re.compile("[Ａ-Ｚａ-ｚ]")
# l for 1 and O for 0, as scanned texts have them: only inside or in front of a number.
_TYPED = re.compile(
    r"(?=[lOoО])(?:(?<![A-Za-z])l(?=[\d.]\d?|[OО]\.\d)|(?<=[\dl])[OoО](?=[\d.%万亿])|(?<=\d)l(?=[\d.%万亿]))"
)

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "Ｏ": 0, "两": 2, "俩": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10_000, "亿": 100_000_000}
_MULTIPLIERS = {**_POWERS, **_GROUPS}


def fold(text: str) -> str:
    """The text with full-width digits, letters, ％ and ． made half-width; its length is unchanged.

    >>> fold("增长５．２％，第Ⅱ类")
    '增长5.2%，第Ⅱ类'
    """
    for wide, narrow in _WIDE:
        if wide in text:
            text = text.replace(wide, narrow)
    if _HAS_WIDE_LETTER.search(text):
        text = text.translate(_WIDE_LETTERS)
    if any(letter in text for letter in "lOoО"):
        text = _TYPED.sub(lambda m: "1" if m.group() == "l" else "0", text)
    return text


def arabic(digits: str, multiplier: str = "") -> Decimal:
    """The value of printed digits times 十百千万亿.

    >>> arabic("458.51", "亿"), arabic("1,200"), arabic("3.2", "万亿"), arabic("1 442")
    (Decimal('45851000000.00'), Decimal('1200'), Decimal('3200000000000.0'), Decimal('1442'))
    """
    if not digits.isdigit() and _PRINTED.search(digits):
        digits = _BLANK.sub("", digits).replace("?", ".").replace("·", ".")
    value = Decimal(digits)
    return value * _scale(multiplier) if multiplier else value


_PRINTED = re.compile(r"[\s,?·]")
_BLANK = re.compile(r"[\s,]")


@lru_cache
def _scale(multiplier: str) -> Decimal:
    scale = Decimal(1)
    for character in multiplier:
        scale *= _MULTIPLIERS.get(character, 1)
    return scale


@lru_cache(maxsize=1 << 12)
def chinese(numeral: str) -> Decimal | None:
    """The value of a Chinese numeral, None where it is none.

    >>> chinese("一万七千四百亿"), chinese("二十三"), chinese("四点八"), chinese("一九九〇"), chinese("百")
    (Decimal('1740000000000'), Decimal('23'), Decimal('4.8'), Decimal('1990'), Decimal('100'))
    """
    whole, _, fraction = numeral.partition("点")
    if not whole or any(c not in _DIGITS and c not in _MULTIPLIERS for c in whole):
        return None
    if all(c in _DIGITS for c in whole):
        value = Decimal("".join(str(_DIGITS[c]) for c in whole))
    else:
        value = Decimal(_grouped(whole))
    if fraction:
        if any(c not in _DIGITS for c in fraction):
            return None
        value += Decimal("0." + "".join(str(_DIGITS[c]) for c in fraction))
    return value


def _grouped(numeral: str) -> int:
    """十亿八千万 and the like: groups of 万 and 亿, each a sum of powers of ten."""
    total = group = 0
    digit: int | None = None
    for c in numeral:
        if c in _DIGITS:
            digit = _DIGITS[c] if digit is None else digit * 10 + _DIGITS[c]
        elif c in _POWERS:
            group += (digit or 1) * _POWERS[c]
            digit = None
        else:
            group += digit or 0
            if c == "亿":
                total = (total + group or 1) * _GROUPS[c]
            else:
                total += (group or 1) * _GROUPS[c]
            group, digit = 0, None
    return total + group + (digit or 0)
