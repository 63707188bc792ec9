"""Word documents (DOCX): paragraphs, tables, text boxes and notes in the order in which Word shows them.

Read from the XML itself: the parts that matter here (automatic numbers, footnotes, text boxes, raised marks)
are those that libraries for writing documents leave out, and nothing need be installed.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import chain, groupby
from operator import itemgetter
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from govreport.errors import ReadError
from govreport.readers import kinds
from govreport.readers.layout import is_row, joined, raised
from govreport.readers.numbering import Numbering
from govreport.records import Source

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# ISO 29500 strict names the same elements in another namespace.
_TRANSITIONAL = _W[1:-1].encode()
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_LARGEST = 256 << 20  # bytes; a part that unpacks to more is no report but an attack

_PARAGRAPH, _ROW, _RUN, _TEXT = (f"{_W}{name}" for name in ("p", "tr", "r", "t"))
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_NOTES = {f"{_W}footnoteReference": "footnotes", f"{_W}endnoteReference": "endnotes"}
_SIGNS = {f"{_W}tab": "\t", f"{_W}ptab": "\t", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
# Properties, deleted and moved text, the second rendering of a drawing, the reading above a character.
_UNSEEN = frozenset(
    (
        *(f"{_W}{name}" for name in "pPr rPr sectPr tblPr tblGrid trPr tcPr sdtPr del moveFrom rt".split()),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    )
)

# All that archives and XML raise where bytes are lost, and what elements nested without end lead to.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, ElementTree.ParseError, KeyError, ValueError, OSError, EOFError,
    NotImplementedError, RuntimeError,
)  # fmt: skip


def decode(data: bytes, path: str) -> Source:
    """The Source of a DOCX document; ReadError where the file is damaged or holds no text."""
    try:
        text = _Document(zipfile.ZipFile(io.BytesIO(data))).text()
    except _DAMAGE as error:
        reason = f"不是完好的 DOCX 文件（{error}）；请在 Word 或 WPS 中打开，重新另存为 DOCX 或纯文本"
        raise ReadError(path, reason) from error
    if not text.strip():
        raise ReadError(
            path, "文档里没有文字，页面可能是扫描的图片；请先做文字识别（OCR），再给出识别后的文本"
        )
    return Source(text, path=path, media_type=kinds.DOCX, sha256=hashlib.sha256(data).hexdigest())


class _Document:
    """A document as it is read: its parts, its automatic numbers, and the notes in the order of their marks."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._numbering = Numbering(self._part("numbering"), self._part("styles"))
        self._notes: list[tuple[str, str | None]] = []

    def text(self) -> str:
        document = self._part("document")
        if document is None:
            raise KeyError("word/document.xml")
        lines = list(self._blocks(document))
        notes = list(self._written_notes())
        # The heading under which reports print such notes; without it they would read on as the report.
        return "\n".join([*lines, "注释", *notes] if notes else lines)

    def _part(self, name: str) -> Element | None:
        """A part of the document by its name; some writers put a number behind it."""
        for info in self._archive.infolist():
            if re.fullmatch(rf"word/{name}\d*\.xml", info.filename):
                if info.file_size > _LARGEST:
                    raise zipfile.BadZipFile(f"{info.filename} 过大")
                return ElementTree.fromstring(self._archive.read(info).replace(_STRICT, _TRANSITIONAL))
        return None

    def _blocks(self, parent: Element) -> Iterator[str]:
        """The lines of a body, a cell, a text box or a note."""
        for child in parent:
            if child.tag == _PARAGRAPH:
                yield from self._paragraph(child)
            elif child.tag == _ROW and child.find(f".//{_W}tbl") is None:
                cells = [list(self._blocks(cell)) for cell in child.iter(f"{_W}tc")]
                written = [joined("\n".join(cell)).replace("\t", " ").strip() for cell in cells]
                yield from ["\t".join(written)] if is_row(written) else chain.from_iterable(cells)
            elif child.tag not in _UNSEEN:
                yield from self._blocks(child)

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        """A paragraph, broken where its author broke the line, then the text boxes anchored in it."""
        line = self._numbering.label(paragraph)
        boxes: list[Element] = []
        # Word breaks a mark into several runs: [ and 1 and ].
        for high, pieces in groupby(self._pieces(paragraph, boxes), key=itemgetter(0)):
            written = "".join(piece for _, piece in pieces)
            line += raised(line, written) if high else written
        yield from line.split("\n")
        for box in boxes:
            yield from self._blocks(box)

    def _pieces(
        self, parent: Element, boxes: list[Element], high: bool = False
    ) -> Iterator[tuple[bool, str]]:
        """The characters of runs, each with whether they are raised; text boxes are put aside."""
        for child in parent:
            tag = child.tag
            if tag in (_TEXT, _MATH):
                yield high, child.text or ""
            elif tag == _RUN:
                properties = child.find(f"{_W}rPr")
                if properties is None or not _is_on(properties.find(f"{_W}vanish")):
                    yield from self._pieces(child, boxes, _is_raised(properties))
            elif tag in _SIGNS:
                yield high, _SIGNS[tag]
            elif tag == f"{_W}br":
                yield high, "" if child.get(f"{_W}type") in ("page", "column") else "\n"
            elif tag in _NOTES:
                self._notes.append((_NOTES[tag], child.get(f"{_W}id")))
                yield False, f"[{len(self._notes)}]"
            elif tag == f"{_W}txbxContent":
                boxes.append(child)
            elif tag not in _UNSEEN:
                yield from self._pieces(child, boxes, high)

    def _written_notes(self) -> Iterator[str]:
        """The notes under the numbers of their marks, each on the lines it has."""
        if not self._notes:
            return
        parts = {name: self._part(name) for name in _NOTES.values()}
        notes = {
            (name, note.get(f"{_W}id")): note
            for name, part in parts.items()
            if part is not None
            for note in part
        }
        for number, key in enumerate(self._notes, 1):
            if key in notes:
                yield f"[{number}]" + "\n".join(self._blocks(notes[key])).strip()


def _is_raised(properties: Element | None) -> bool:
    at = None if properties is None else properties.find(f"{_W}vertAlign")
    return at is not None and at.get(f"{_W}val") == "superscript"


def _is_on(switch: Element | None) -> bool:
    return switch is not None and switch.get(f"{_W}val", "true") not in ("0", "false", "off")
