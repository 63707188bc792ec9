"""What kind of document raw bytes are, told from their content, and what to do with a kind not read yet."""

from __future__ import annotations

import re

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BINARY = "application/octet-stream"
_OLE = "application/x-ole-storage"
_DOC = "application/msword"
_LOCKED = "application/x-locked-office"
_OFD = "application/ofd"
_ODT = "application/vnd.oasis.opendocument.text"
_HEAD = 20_000  # enough to reach over the comments that browsers put above a saved page

# Signatures at the start of a file, most telling first.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLE),
    (b"{\\rtf", "application/rtf"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_UTF32 = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# Saved pages and the fragments of pages that scrapers keep.
_HTML = re.compile(
    rb"""\s* (?:<\?xml[^>]*>\s*)? (?:<!--.*?-->\s*)*
    <(?:!doctype\s+html|html|head|body|meta|title|link|script|style|div|article|section|main|table|center
      |p|span|font|h[1-6]|ul|ol|br)\b[^<>]*>""",
    re.I | re.S | re.X,
)
_MHTML = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,12}?content-type:\s*multipart/related", re.I)

# What each kind is called, and the way to a text that can be read.
_REMEDIES = {
    "application/zip": "是 ZIP 压缩包，请先解压，再给出其中的文本文件",
    _XLSX: "是 Excel 表格（XLSX），不是一份报告；表中一行一份报告的，请用 govreport corpus 文件 --text-column 列名",
    _LOCKED: "是加了密码的 Office 文件，请先在 Word、WPS 或 Excel 中打开，去掉密码后另存",
    _OFD: "是 OFD 版式文件，请在 OFD 阅读器或 WPS 中转换为 PDF 或 DOCX",
    _ODT: "是 OpenDocument 文件（ODT），请在 LibreOffice 或 WPS 中另存为 DOCX",
    _OLE: "是旧版 Office 文件，但不是 Word 文档；请把报告正文另存为 DOCX 或纯文本（UTF-8）",
    "application/gzip": "是 gzip 压缩文件，请先解压（gunzip）",
    "application/x-7z-compressed": "是 7z 压缩包，请先解压，再给出其中的文本文件",
    "application/vnd.rar": "是 RAR 压缩包，请先解压，再给出其中的文本文件",
    "text/utf-32": "是 UTF-32 编码的文本，请先转为 UTF-8（如 iconv -f UTF-32 -t UTF-8 文件）",
    _BINARY: "是二进制文件，不是文本；若是没有 BOM 的 UTF-16，请先转为 UTF-8（iconv -f UTF-16LE -t UTF-8）",
}


def kind_of(data: bytes) -> str:
    """The media type of a document, from its signature and its bytes.

    >>> kind_of(b"%PDF-1.7\\n"), kind_of("生产总值".encode("gb18030")), kind_of(b"a\\x00b")
    ('application/pdf', 'text/plain', 'application/octet-stream')
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            if kind == "application/zip":
                return _inside_zip(data)
            return _inside_ole(data) if kind == _OLE else kind
    if data.startswith(_UTF32):
        return "text/utf-32"
    if data.startswith(_UTF16):
        # One byte a character is enough to know a tag by; the cut leaves whole characters.
        return _written(data[2:_HEAD].replace(b"\0", b""))
    if b"\0" in data:
        return _BINARY
    return _written(data[:_HEAD].removeprefix(b"\xef\xbb\xbf"))


def remedy(kind: str) -> str:
    """What a kind without a reader is called and what to do with it, for people.

    >>> remedy("application/gzip")
    '是 gzip 压缩文件，请先解压（gunzip）'
    """
    return _REMEDIES.get(kind, f"是 {kind} 文件，不是文本；请把报告正文另存为纯文本（UTF-8）")


def _written(head: bytes) -> str:
    """What the beginning of a document that is written in characters shows it to be."""
    if _HTML.match(head):
        return "text/html"
    return "multipart/related" if _MHTML.match(head) else "text/plain"


def _inside_zip(data: bytes) -> str:
    """Office documents are ZIP archives; the names of their parts tell which."""
    if b"word/document.xml" in data:
        return DOCX
    if b"xl/workbook.xml" in data:
        return _XLSX
    if b"OFD.xml" in data[:_HEAD]:
        return _OFD
    return _ODT if _ODT.encode() in data[:200] else "application/zip"


def _inside_ole(data: bytes) -> str:
    """Old Office documents are stores of streams, whose names stand in them as UTF-16."""
    for name, kind in (("EncryptedPackage", _LOCKED), ("WordDocument", _DOC)):
        if name.encode("utf-16-le") in data:
            return kind
    return _OLE
