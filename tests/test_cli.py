"""The command line as its users meet it: a process with files, pipes and exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import SAMPLE

from govreport.cli.app import COMMANDS
from govreport.render.plain import width

GOVREPORT = [sys.executable, "-m", "govreport"]


def run(*args: str | Path, stdin: bytes = b"", env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """A command in a pipe; its output must be UTF-8 whatever the locale."""
    done = subprocess.run(
        [*GOVREPORT, *map(str, args)], input=stdin, capture_output=True, check=False, env=os.environ | (env or {})
    )
    assert b"Traceback" not in done.stderr
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def on_terminal(*args: str | Path, columns: int) -> str:
    """What a command shows on a terminal of so many columns, colour and all."""
    master, slave = pty.openpty()
    env = os.environ | {"COLUMNS": str(columns), "TERM": "xterm-256color"}
    env.pop("NO_COLOR", None)
    with subprocess.Popen([*GOVREPORT, *map(str, args)], stdout=slave, stderr=slave, stdin=slave, env=env) as process:
        os.close(slave)
        shown = b""
        while True:
            try:
                piece = os.read(master, 65536)
            except OSError:  # Linux says so when the other side is closed
                break
            if not piece:
                break
            shown += piece
        process.wait()
    os.close(master)
    return shown.decode()


def told(*args: str | Path, stdin: bytes = b"") -> Any:
    done = run(*args, stdin=stdin)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


# extract


def test_json_is_valid_and_points_into_the_text(report_file: Path) -> None:
    found = told("extract", report_file, "--format", "json")
    jsonschema.validate(found, told("schema"), cls=jsonschema.Draft202012Validator)
    text = run("text", report_file).stdout
    assert text == SAMPLE
    assert found["source"]["path"] == str(report_file)
    assert [text[i["start"] : i["end"]] for i in found["indicators"]] == [i["text"] for i in found["indicators"]]
    gdp = found["indicators"][0]
    assert (gdp["name"], gdp["value"], gdp["unit"], gdp["status"], gdp["period"]) == (
        *("地区生产总值", 31260000000, "元", "actual", "2022"),
    )
    (term,) = [t for t in found["terms"] if t["origin"] == "annex"]
    assert term["mentions"][0]["mark"] is not None


def test_standard_input(report_file: Path) -> None:
    found = told("extract", "-", "--format", "json", stdin=SAMPLE.encode("gb18030"))
    assert (found["source"]["path"], found["source"]["encoding"]) == ("-", "gb18030")
    assert found["indicators"] == told("extract", report_file, "--format", "json")["indicators"]


def test_many_reports_are_json_lines(report_file: Path) -> None:
    done = run("extract", report_file, report_file, "--format", "jsonl")
    assert [json.loads(line)["source"]["path"] for line in done.stdout.splitlines()] == [str(report_file)] * 2
    refused = run("extract", report_file, report_file, "--format", "json")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "jsonl" in refused.stderr


def test_csv_has_a_row_an_indicator(report_file: Path, tmp_path: Path) -> None:
    found = told("extract", report_file, "--format", "json")["indicators"]
    done = run("extract", report_file, "--format", "csv")
    assert not done.stdout.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [(r["name"], float(r["value"])) for r in rows] == [(i["name"], i["value"]) for i in found]
    assert "2022年工作回顾" in rows[0]["heading"]
    assert "312.6亿元" in rows[0]["sentence"]
    out = tmp_path / "指标.csv"
    assert run("extract", report_file, "--format", "csv", "-o", out).stdout == ""
    assert out.read_bytes() == b"\xef\xbb\xbf" + done.stdout.encode()
    both = run("extract", report_file, report_file, "--format", "csv").stdout
    assert both == done.stdout + done.stdout.split("\n", 1)[1]


def test_filters_narrow_every_format(report_file: Path) -> None:
    targets = told("extract", report_file, "--format", "json", "--status", "target")
    assert {i["status"] for i in targets["indicators"]} == {"target"}
    assert targets["sections"] != []
    named = told("extract", report_file, "--format", "json", "--name", "生产总值")
    assert [i["name"] for i in named["indicators"]] == ["地区生产总值"] * 3
    only = told("extract", report_file, "--format", "json", "--only", "outline,terms")
    jsonschema.validate(only, told("schema"), cls=jsonschema.Draft202012Validator)
    assert (only["indicators"], only["sections"] != [], only["terms"] != []) == ([], True, True)
    assert only["report"]["region"] == "青禾县"
    rows = run("extract", report_file, "--format", "csv", "--only", "indicators", "--name", "生产总值").stdout
    assert rows.count("\n") == 4
    assert "2023年工作安排" in rows
    assert run("extract", report_file, "--format", "csv", "--only", "head").stdout.count("\n") == 1
    table = run("extract", report_file, "--only", "indicators", "--status", "target").stdout
    assert ("目标" in table, "实际" in table, "提纲" in table) == (True, False, False)


def test_a_name_that_is_not_there_is_said(report_file: Path) -> None:
    done = run("extract", report_file, "--name", "航天器", "--format", "jsonl")
    assert done.returncode == 1
    assert json.loads(done.stdout)["indicators"] == []
    assert "航天器" in done.stderr


@pytest.mark.parametrize("only", ["indicator", "", "head,海", " , "])
def test_a_part_that_is_none_is_a_wrong_call(report_file: Path, only: str) -> None:
    done = run("extract", report_file, "--only", only)
    assert (done.returncode, done.stdout) == (2, "")
    assert "head,outline,indicators,terms" in " ".join(done.stderr.split())


def test_good_files_are_printed_and_bad_ones_named(report_file: Path, tmp_path: Path) -> None:
    empty = tmp_path / "空.txt"
    empty.touch()
    done = run("extract", tmp_path / "没有.txt", report_file, empty, tmp_path, "--format", "jsonl")
    assert done.returncode == 2
    assert [json.loads(line)["source"]["path"] for line in done.stdout.splitlines()] == [str(report_file)]
    assert [line.split("：")[1] for line in done.stderr.splitlines()] == [
        str(tmp_path / "没有.txt"),
        str(empty),
        str(tmp_path),
    ]


def test_a_text_that_is_no_report_still_has_quantities(tmp_path: Path) -> None:
    path = tmp_path / "新闻.txt"
    path.write_text("今年一季度，某企业销售收入增长12.5%，新建厂房3万平方米。", encoding="utf-8")
    found = told("extract", path, "--format", "json")
    assert [i["text"] for i in found["indicators"]] == ["12.5%", "3万平方米"]
    assert (found["report"]["title"], found["report"]["region"], found["report"]["meeting"]) == (None, None, None)
    assert found["sections"] == []


# Where output goes


def test_a_pipe_gets_plain_tables(report_file: Path) -> None:
    done = run("extract", report_file, env={"FORCE_COLOR": "1", "COLUMNS": "20"})
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert not set(done.stdout) & set("│─━┃┏╭")
    lines = done.stdout.splitlines()
    assert [line for line in lines if "312.6亿元" in line and "+3.1%" in line and "实际" in line] != []
    assert [line for line in lines if "指青禾产业园和沿河、沿路两条特色产业带。" in line] != []


@pytest.mark.parametrize("columns", [80, 120])
def test_a_terminal_gets_colour_and_its_width(report_file: Path, columns: int) -> None:
    from rich.cells import cell_len
    from rich.text import Text

    shown = on_terminal("extract", report_file, columns=columns)
    assert "\x1b[" in shown
    lines = [Text.from_ansi(line).plain for line in shown.splitlines()]
    assert max(map(cell_len, lines)) <= columns
    assert [line for line in lines if "312.6亿元" in line and "+3.1%" in line] != []


def test_output_replaces_a_file_whole_or_not_at_all(report_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果.json"
    out.write_text("旧", encoding="utf-8")
    out.chmod(0o640)
    assert run("extract", report_file, "-o", out).returncode == 0  # the suffix tells the format
    assert json.loads(out.read_text("utf-8"))["report"]["region"] == "青禾县"
    assert stat.S_IMODE(out.stat().st_mode) == 0o640
    before = out.read_bytes()
    assert run("extract", tmp_path / "没有.txt", "-o", out).returncode == 2
    assert out.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([report_file.name, out.name])


def test_output_through_a_link_and_into_a_device(report_file: Path, tmp_path: Path) -> None:
    (tmp_path / "真.txt").touch()
    link = tmp_path / "链接.txt"
    link.symlink_to(tmp_path / "真.txt")
    assert run("extract", report_file, "-o", link).returncode == 0
    assert link.is_symlink()
    assert "青禾县" in (tmp_path / "真.txt").read_text("utf-8")
    assert run("extract", report_file, "-o", "/dev/null").returncode == 0
    assert run("extract", report_file, "--format", "jsonl", "-o", "-").stdout.count("\n") == 1


@pytest.mark.parametrize(
    ("out", "says"),
    [("无/此/结果.csv", "没有文件夹"), (".", "是文件夹"), ("结果.xlsx", ".xlsx")],
)
def test_output_that_cannot_be_written(report_file: Path, tmp_path: Path, out: str, says: str) -> None:
    done = run("extract", report_file, "-o", tmp_path / out)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (["extract", "-o", "a.csv", "--format", "json"], "a.csv 的后缀是 .csv，--format 却是 json"),
        (["panel", "-o", "a.xlsx", "--format", "csv"], "a.xlsx 的后缀是 .xlsx，--format 却是 csv"),
        (["compare", "-o", "a.csv", "--format", "table"], "a.csv 的后缀是 .csv，--format 却是 table"),
        (["extract", "-o", "a.xlsx", "--format", "csv"], "a.xlsx：后缀须为 .json .jsonl .csv .txt"),
    ],
)
def test_a_suffix_and_a_format_that_contradict_each_other(report_file: Path, tmp_path: Path, call: list[str], says: str) -> None:
    command, option, out, *rest = call
    done = run(command, report_file, option, tmp_path / out, *rest)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert not (tmp_path / out).exists()


def test_a_suffix_and_a_format_that_agree_or_a_plain_text(report_file: Path, tmp_path: Path) -> None:
    for name in ("a.json", "a.txt", "a"):
        assert run("extract", report_file, "--format", "json", "-o", tmp_path / name).returncode == 0
        assert json.loads((tmp_path / name).read_text("utf-8"))["report"]["region"] == "青禾县"
    for command in ("extract", "panel"):
        assert run(command, report_file, "-o", tmp_path / "表.txt").returncode == 0
        assert "地区生产总值" in (tmp_path / "表.txt").read_text("utf-8")


@pytest.mark.parametrize("command", [["extract"], ["panel"], ["chart", "--indicator", "gdp"], ["compare"]])
def test_what_is_read_is_not_written_over(report_file: Path, tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "同一份.txt").symlink_to(report_file)
    done = run(*command, report_file, "-o", tmp_path / "同一份.txt")
    assert done.returncode == 2
    assert "是要读的文件，不能写在它上面" in done.stderr
    assert report_file.read_text("utf-8") == SAMPLE


@pytest.mark.parametrize(
    ("redirected", "code", "says"),
    [
        ("> /dev/full", 2, "错误：标准输出：读写失败（磁盘已满），请检查路径、权限和磁盘空间\n"),
        (">&-", 0, ""),
        ("2>&- > /dev/null", 0, ""),
        ("- <&- > /dev/null", 2, "错误：-：是空的，没有可读的文字，请检查文件是否下载或保存完整\n"),
    ],
)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_streams_that_are_full_or_closed(report_file: Path, redirected: str, code: int, says: str) -> None:
    call = f"{sys.executable} -m govreport extract {report_file} {redirected}"
    done = subprocess.run(call, shell=True, capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode()) == (code, says)


def test_a_file_name_that_is_empty(report_file: Path) -> None:
    for call in (["extract", ""], ["explain", "", "--at", "1"], ["panel", ""]):
        done = run(*call, stdin=SAMPLE.encode())
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith('错误：""：')


def test_a_closed_pipe_ends_quietly(report_file: Path) -> None:
    files = [str(report_file)] * 40
    call = [*GOVREPORT, "extract", *files, "--format", "jsonl"]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_output_is_utf8_in_any_locale(report_file: Path) -> None:
    for env in ({"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "gbk"}):
        assert "青禾县" in run("extract", report_file, env=env).stdout
        assert run("text", report_file, env=env).stdout == SAMPLE
        assert "没有找到" in run("glossary", "没有这个术语", env=env).stderr


def test_a_file_name_that_is_no_text(report_file: Path, tmp_path: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/\xff.txt"
    Path(os.fsdecode(odd)).write_text(SAMPLE, encoding="utf-8")
    done = subprocess.run([*map(os.fsencode, GOVREPORT), b"extract", odd, b"--format", b"json"], capture_output=True, check=False)
    assert done.returncode == 0
    assert json.loads(done.stdout.decode())["source"]["path"].endswith("\udcff.txt")


def test_a_doubtful_encoding_is_told_to_people_and_programs(tmp_path: Path) -> None:
    path = tmp_path / "乱码.txt"
    path.write_bytes("生产总值\ufffd增长5%".encode())
    assert "提示" in run("extract", path).stderr
    found = run("extract", path, "--format", "json")
    assert found.stderr == ""
    assert "encoding-doubtful" in [n["code"] for n in json.loads(found.stdout)["notices"]]


@pytest.mark.parametrize(
    ("marks", "says"),
    [
        ("推进双减[1]。", ["注释标记[1]在附件中没有对应的词条（第 16 字）"]),
        (
            "推进双减[1]，建设河长制[2]、林长制[3]。",
            ["注释标记[1]在附件中没有对应的词条（第 16 字）；这样的共 3 处，见 extract --format json 的 notices"],
        ),
        ("推进双减。", []),
    ],
)
def test_notices_of_one_kind_are_counted_for_people_and_whole_in_the_json(tmp_path: Path, marks: str, says: list[str]) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(f"一、2023年工作安排\n{marks}", encoding="utf-8")
    assert run("extract", path).stderr.splitlines() == [f"提示：{path}：{line}" for line in says]
    assert len(told("extract", path, "--format", "json")["notices"]) == marks.count("[")


# text, outline, schema


def test_text_is_exact(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes("\ufeff生产总值　增长5%\r\n \r末行无换行".encode("utf-16-le"))
    done = subprocess.run([*GOVREPORT, "text", path], capture_output=True, check=False)
    assert done.stdout == "生产总值　增长5%\n \n末行无换行".encode()


def test_outline_shows_the_tree(report_file: Path) -> None:
    lines = run("outline", report_file).stdout.splitlines()
    rows = {line.split()[0]: line.split()[-2] for line in lines[2:]}
    assert rows["一、2022年工作回顾"] == "回顾"
    assert rows["二、2023年工作安排"] == "计划"
    assert [line for line in lines if line.startswith("  （一）实体经济稳中有进")] != []


@pytest.mark.parametrize("command", ["outline", "text"])
def test_commands_of_one_file_name_a_bad_one(command: str, tmp_path: Path) -> None:
    done = run(command, tmp_path / "没有.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert "没有.txt" in done.stderr


@pytest.mark.parametrize("call", [["extract"], ["panel"], ["chart", "--indicator", "gdp"]])
def test_of_several_files_the_good_are_shown_and_the_bad_named(call: list[str], report_file: Path, tmp_path: Path) -> None:
    (tmp_path / "空.txt").touch()
    done = run(*call, tmp_path / "没有.txt", report_file, tmp_path / "空.txt")
    assert done.returncode == 2
    assert "地区生产总值" in done.stdout
    assert [f"{name}.txt：" in line for name, line in zip(("没有", "空"), done.stderr.splitlines(), strict=False)] == [True, True]


@pytest.mark.parametrize("call", [["panel"], ["chart", "--indicator", "gdp"], ["compare"]])
def test_a_folder_without_reports_is_named(call: list[str], tmp_path: Path) -> None:
    (tmp_path / "图.png").touch()
    done = run(*call, tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{tmp_path}：里面没有报告" in done.stderr


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(told("schema"))


# explain


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("粮经比2∶3", "粮经比　0.6667∶1　[3, 6)", "粮经比 | level 0.6667 比 | exact | actual | 期间不明"),
        ("生产总值458.51亿元", "生产总值　458.51亿元　[4, 12)", "生产总值 | level 45851000000 元 | exact | actual | 期间不明"),
        ("2023年生产总值增长6%—6.5%", "生产总值　6—6.5%　[11, 18)", "生产总值 | growth 6—6.5 % | exact | actual | 2023"),
        ("居全省第3位", "（无名称）　全省第3位　[3, 6)", "（无名称） | rank 3 位 | exact | actual | 期间不明"),
    ],
)
def test_explain_begins_with_the_figure_and_ends_with_what_became_of_it(text: str, first: str, last: str) -> None:
    lines = run("explain", "--text", text).stdout.splitlines()
    assert (lines[0], lines[1], lines[-1]) == (first, f"句子：{text}", f"  结果：{last}")


def test_explain_of_a_place_without_a_figure(report_file: Path) -> None:
    done = run("explain", report_file, "--at", "999999")
    assert (done.returncode, done.stdout) == (1, "")
    assert "999999" in done.stderr


# glossary


@pytest.mark.parametrize("term", ["三通一平", "“三通一平”", "【三通一平】", " 三通、一平 ", "１＋７＋Ｎ", "1+7+n"])
def test_glossary_finds_a_term_however_it_is_written(term: str) -> None:
    done = run("glossary", term)
    assert done.returncode == 0
    assert "出处" in done.stdout


def test_glossary_prints_the_found_and_names_the_missing() -> None:
    done = run("glossary", "三通一平", "三通二平", "zzzz")
    assert done.returncode == 1
    assert done.stdout.startswith("三通一平\n")
    assert "“三通二平”；相近的术语：三通一平" in done.stderr
    assert "“zzzz”" in done.stderr
    assert "三通二平" not in done.stdout


def test_glossary_looks_in_a_report_first(report_file: Path) -> None:
    done = run("glossary", "一园两带", "三通一平", "--in", report_file)
    assert done.returncode == 0
    assert "青禾产业园" in done.stdout
    assert "三通一平" in done.stdout
    assert run("glossary", "一园两带").returncode == 1
    assert "青禾产业园" in run("glossary", "一园两带", "--in", "-", stdin=SAMPLE.encode()).stdout
    assert run("glossary", "一园两带", "--in", report_file.parent).returncode == 2


def test_glossary_lists() -> None:
    everything = told("glossary", "--list", "--format", "json")
    assert len(everything) >= 150
    category = everything[0]["category"]
    some = told("glossary", "--category", category, "--format", "json")
    assert some == [entry for entry in everything if entry["category"] == category]
    assert len(run("glossary", "--list").stdout.splitlines()) == len(everything) + 2
    missing = run("glossary", "--category", "没有这一类")
    assert (missing.returncode, missing.stdout) == (1, "")
    assert category in missing.stderr


def test_glossary_json_of_a_missing_term_is_an_empty_list() -> None:
    done = run("glossary", "zzzz", "--format", "json")
    assert (done.returncode, json.loads(done.stdout)) == (1, [])


# The command as such


def test_version() -> None:
    from govreport import __version__

    assert run("--version").stdout == f"govreport {__version__}\n"


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(command: str, columns: int) -> None:
    shown = run(command, "--help", env={"COLUMNS": str(columns)}).stdout
    assert f"govreport {command} [选项]" in shown.splitlines()[0] + " "
    assert "\n例：\n" in shown
    assert "…" not in shown  # nothing is cut
    assert all(width(line) <= columns for line in shown.splitlines() if not line.startswith("  govreport"))
    assert not re.search("None|Options|Usage|Show this", shown)


def test_the_list_of_commands_is_whole() -> None:
    shown = run("--help", env={"COLUMNS": "80"}).stdout
    listed = shown.split("命令：\n")[-1]
    assert re.findall(r"^  (\w+)", listed, re.MULTILINE) == [*COMMANDS]
    assert "期间和状态的由来。" in shown
    assert "govreport[charts]" in run("chart", "--help").stdout  # brackets are no markup


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (["nosuch"], "没有命令 nosuch"),
        (["extrac", "报告.txt"], "没有命令 extrac，是不是 extract"),
        (["--nosuch"], "没有选项 --nosuch"),
        (["extract"], "缺少 FILE"),
        (["extract", "--nosuch", "报告.txt"], "没有选项 --nosuch"),
        (["extract", "--formt", "json", "报告.txt"], "没有选项 --formt，是不是 --format"),
        (["extract", "-f", "json", "报告.txt"], "没有选项 -f"),
        (["extract", "报告.txt", "--format", "xml"], "--format 后面不对，应写作 --format json|jsonl|csv"),
        (["extract", "报告.txt", "--format"], "--format 后面不对，应写作 --format json|jsonl|csv"),
        (["extract", "报告.txt", "--status", "real"], "--status 后面不对，应写作 --status actual|target"),
        (["extract", "--help=yes"], "--help 后面不对，应写作 --help"),
        (["panel", "报告.txt", "--wide=yes"], "--wide 后面不对，应写作 --wide"),
        (["chart", "报告.txt"], "缺少 --indicator ID"),
        (["chart", "报告.txt", "--indicator", "gdp", "--year", "now"], "--year 后面不对，应写作 --year 年份"),
        (["corpus", "报告.txt"], "缺少 -o, --output OUT"),
        (["corpus", "报告.txt", "-o", "a.csv", "--workers", "0"], "--workers 后面不对，应写作 --workers 个数"),
        (["compare", "旧.txt", "新.txt", "--tolerance", "200"], "--tolerance 后面不对，应写作 --tolerance 百分数"),
        (["explain", "报告.txt", "--at", "-1"], "--at 后面不对，应写作 --at 位置"),
        (["glossary"], "TERM：请给出要查的术语"),
        (["text", "a", "b"], "多出了 b"),
        (["text", *"abcdefg"], "多出了 b、c、d 等 6 项"),
        (["schema", "a"], "多出了 a"),
    ],
)
def test_a_wrong_call_says_in_chinese_what_is_wrong_and_where_to_look(call: list[str], says: str) -> None:
    done = run(*call)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"错误：{says}")
    command = f" {call[0]}" if call[0] in COMMANDS else ""
    assert done.stderr.endswith(f"。用法见 python -m govreport{command} --help\n")


def test_a_call_of_nothing_shows_the_help() -> None:
    done = run()
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == run("--help").stdout


def test_an_error_of_ours_is_one_line(report_file: Path) -> None:
    code = (
        "import sys, govreport.report; govreport.report.parse = lambda document: 1 / 0;"
        f"sys.argv = ['govreport', 'extract', {str(report_file)!r}];"
        "from govreport.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 2
    assert "ZeroDivisionError" in done.stderr.decode()
    assert b"Traceback" not in done.stderr
