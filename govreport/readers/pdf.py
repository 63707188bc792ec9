"""PDF: its characters with their places on the page, handed to the stage that knows how pages are set."""

from __future__ import annotations

import ctypes
import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2
from pypdfium2 import raw

from govreport.errors import ReadError
from govreport.readers.text import doubt_about
from govreport.readers.typeset import Char, Line, lines_of, paragraphs_of
from govreport.records import Notice, Source


def decode(data: bytes, path: str) -> Source:
    """The Source of a PDF; ReadError where it is damaged, locked, or has no text layer."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadError(path, "PDF 加了密码，请先解除密码再读") from None
        raise _damaged(path, error) from error
    try:
        pages = [lines_of(_characters(page), number) for number, page in enumerate(document)]
    except pypdfium2.PdfiumError as error:
        raise _damaged(path, error) from error
    finally:
        document.close()
    if not any(pages):
        reason = "这份 PDF 是扫描件，没有文字层；请先做文字识别（如 ocrmypdf -l chi_sim 原件.pdf 新件.pdf）"
        raise ReadError(path, reason)
    text = "\n".join(paragraphs_of(pages))
    return Source(
        text,
        path=path,
        media_type="application/pdf",
        sha256=hashlib.sha256(data).hexdigest(),
        notices=tuple(_notices(text, pages)),
    )


def _damaged(path: str, error: Exception) -> ReadError:
    return ReadError(path, f"不是完好的 PDF（{error}），请重新下载或重新导出")


def _notices(text: str, pages: Sequence[Sequence[Line]]) -> Iterator[Notice]:
    empty = [str(number) for number, lines in enumerate(pages, 1) if not lines]
    if empty and len(empty) * 10 >= len(pages):  # a blank page or two is how reports are bound
        yield Notice("page-without-text", f"第 {'、'.join(empty)} 页没有文字，可能是扫描的图片")
    if doubt := doubt_about(text):
        yield Notice("encoding-doubtful", f"取出的文字{doubt}，PDF 的字体可能缺少文字对照表")


def _characters(page: Any) -> Iterator[Char]:
    """The characters of a page in the order in which they are drawn, line breaks among them."""
    text = page.get_textpage()
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    high = 0
    for at in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, at)
        if 0xD800 <= code < 0xDC00:  # characters beyond the first plane come in two halves
            high = code
            continue
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        if raw.FPDFText_IsGenerated(text, at) == 1 and chr(code) not in "\r\n":
            continue  # a space that is not printed but supposed
        raw.FPDFText_GetCharOrigin(text, at, x, y)
        raw.FPDFText_GetLooseCharBox(text, at, box)
        yield Char(chr(code), x.value, max(box.right, x.value), y.value, box.top - box.bottom)
