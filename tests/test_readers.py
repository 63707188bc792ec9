from __future__ import annotations

import hashlib
import io
import os
import zipfile
from pathlib import Path

import pytest
from conftest import SAMPLE
from hypothesis import given
from hypothesis import strategies as st

from govreport import GovReportError, Source, read
from govreport.errors import ReadError
from govreport.readers import plain

BIG5 = "政府工作報告：過去一年，全縣經濟社會發展取得新成績，各項工作有序推進，民生持續改善，財政收入穩步增長。".encode("big5")


def read_bytes(data: bytes) -> Source:
    return read(io.BytesIO(data))


@pytest.mark.parametrize(
    ("codec", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("gbk", "gb18030"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_encodings(codec: str, told: str) -> None:
    bom = b"\xfe\xff" if codec == "utf-16-be" else b""
    data = bom + SAMPLE.encode(codec)
    source = read_bytes(data)
    assert (source.text, source.encoding, source.notices) == (SAMPLE, told, ())
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert source.media_type == "text/plain"


def test_the_whole_file_decides() -> None:
    """The first Chinese character may come late; what is before it is ASCII in every encoding."""
    text = "<nav>\n" * 20_000 + "全年地区生产总值增长5%"
    assert read_bytes(text.encode("gbk")).text == text
    assert read_bytes(text.encode()).text == text


def test_characters_beyond_gbk() -> None:
    assert read_bytes("𠮷水县、㙟县生产总值".encode("gb18030")).text == "𠮷水县、㙟县生产总值"


@pytest.mark.parametrize(
    ("raw", "text"),
    [("一\r\n二", "一\n二"), ("一\r二", "一\n二"), ("一\r\r\n二", "一\n\n二"), ("\ufeff一\ufeff", "一\ufeff")],
)
def test_line_breaks_and_bom(raw: str, text: str) -> None:
    assert read_bytes(raw.encode()).text == text


@given(st.text(min_size=1).filter(lambda t: not t.isspace() and t != "\ufeff" and "\0" not in t))
def test_nothing_else_changes(text: str) -> None:
    """Trailing spaces, full-width forms, odd spaces: all stay, in every encoding."""
    expected = plain(text)
    if expected.strip() and not text.startswith(("\ufeff", "<", "%PDF", "PK", "{\\rtf", "GIF8", "II*", "MM")):
        assert read_bytes(text.encode()).text == expected
        assert read_bytes(b"\xff\xfe" + text.encode("utf-16-le")).text == expected
        assert read(io.StringIO(text, newline="")).text == expected


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param(BIG5, "西欧字母|常用汉字|私用区", id="big5"),
        pytest.param("全县经济稳步增长".encode() + b"\xb5\xda", "私用区", id="utf-8 with a damaged end"),
        pytest.param(SAMPLE.encode("gbk").decode("latin-1").encode(), "控制字符|西欧字母", id="gbk as latin-1"),
        pytest.param("生产总值\ufffd增长5%".encode(), "U\\+FFFD", id="replacement characters"),
    ],
)
def test_what_can_hardly_be_chinese_gets_a_notice(data: bytes, why: str) -> None:
    (notice,) = read_bytes(data).notices
    assert notice.code == "encoding-doubtful"
    assert any(part.replace("\\", "") in notice.message for part in why.split("|"))


def zipped(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "says", "remedy"),
    [
        pytest.param(b"", "空", "检查", id="empty"),
        pytest.param(b" \r\n\t\n", "空", "检查", id="blank"),
        pytest.param(b"\xef\xbb\xbf", "空", "检查", id="only a BOM"),
        pytest.param(b"%PDF-1.7\n\x00\x01", "PDF", "重新", id="damaged pdf"),
        pytest.param(zipped("word/document.xml"), "DOCX", "另存为", id="damaged docx"),
        pytest.param(zipped("xl/workbook.xml"), "XLSX", "--text-column", id="xlsx"),
        pytest.param(zipped("a.txt"), "ZIP", "解压", id="zip"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "旧版", "另存为", id="old office"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码", "去掉密码", id="locked"),
        pytest.param(zipped("OFD.xml"), "OFD", "PDF", id="ofd"),
        pytest.param(zipped("mimetype application/vnd.oasis.opendocument.text"), "ODT", "DOCX", id="odt"),
        pytest.param(b"\x1f\x8b\x08\x00", "gzip", "gunzip", id="gzip"),
        pytest.param(b"\n<!DOCTYPE html>\n<html>", "网页", "打印为 PDF", id="html without text"),
        pytest.param(b"\x7fELF\x00\x00\x01", "二进制", "iconv", id="binary"),
        pytest.param("报告\n".encode("utf-16-le"), "编码|二进制", "UTF-8", id="utf-16 without BOM"),
        pytest.param(b"\xff\xfe\x00\x00" + "报告".encode("utf-32-le"), "UTF-32", "iconv", id="utf-32"),
        pytest.param(b"\xff\xfe\x4b", "编码", "UTF-8", id="half a character"),
        pytest.param("生产总值".encode("gbk") + b"\xff\xff", "编码", "UTF-8", id="no encoding fits"),
    ],
)
def test_what_cannot_be_read_says_what_and_what_to_do(data: bytes, says: str, remedy: str, tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.path == str(path)
    assert str(caught.value).startswith(f"{path}：")
    assert any(word in caught.value.reason for word in says.split("|"))
    assert remedy in caught.value.reason


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(GovReportError, match="没有这个文件"):
        read(tmp_path / "无此文件.txt")
    with pytest.raises(GovReportError, match="是文件夹"):
        read(tmp_path)
    with pytest.raises(GovReportError, match="读不了"):
        read("a\0b")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_no_permission(report_file: Path) -> None:
    report_file.chmod(0)
    with pytest.raises(GovReportError, match="没有读取权限"):
        read(report_file)


def test_no_permission_even_for_root(report_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(GovReportError, match="没有读取权限"):
        read(report_file)


def test_streams_are_named_after_their_file(report_file: Path) -> None:
    with report_file.open("rb") as stream:
        assert read(stream).path == str(report_file)
    with report_file.open(encoding="utf-8") as lines:
        assert read(lines).text == SAMPLE
    assert read(io.BytesIO(SAMPLE.encode())).path == "-"
