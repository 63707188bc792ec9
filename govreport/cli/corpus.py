"""govreport corpus: the same extraction over folders of documents, to tables."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from govreport.cli import progress
from govreport.cli.streams import say, spare
from govreport.errors import CorpusError

if TYPE_CHECKING:
    from govreport.corpus.run import Summary

What = Literal["indicators", "sections", "terms", "reports"]
Engine = Literal["local", "ray"]

_UNITS = {
    "indicators": "个指标",
    "sections": "节",
    "terms": "条术语",
    "reports": "份报告",
    "notices": "条提示",
}
_KINDS_SHOWN = 10


def corpus(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="文件、文件夹、通配符，或一行一份报告的表格。",
            show_default=False,
        ),
    ],
    out: Annotated[
        str,
        typer.Option(
            "-o",
            "--output",
            metavar="OUT",
            help="一张表：.jsonl .csv .xlsx .parquet；没有后缀：文件夹，含全部四张表。",
            show_default=False,
        ),
    ],
    what: Annotated[
        What | None,
        typer.Option(
            metavar="表", help="单个文件里要哪张表：indicators（不写即此）、sections、terms、reports。"
        ),
    ] = None,
    text_column: Annotated[str | None, typer.Option(metavar="列名", help="表格中报告正文所在的列。")] = None,
    workers: Annotated[
        int | None,
        typer.Option(min=1, metavar="个数", help="进程数，1 起；不写则用全部处理器。", show_default=False),
    ] = None,
    engine: Annotated[
        Engine, typer.Option(metavar="local|ray", help="ray：在集群上运行，写出分片的 Parquet。")
    ] = "local",
    address: Annotated[
        str | None, typer.Option(metavar="地址", help="Ray 集群的地址；不写则在本机启动。")
    ] = None,
) -> None:
    """处理成百上千份报告，写成表格。

    中断后再次运行同一命令即可继续：做完的不重做，改动过的会重做。
    中间结果在输出旁的隐藏文件夹（.work）里，不再需要时可以删除。

    读不了的文件不影响其余，列在 failures.jsonl 中，退出码为 1。

    \b
    例：
      govreport corpus 各县报告/ -o 指标.csv
      govreport corpus 各县报告/ -o 术语.xlsx --what terms
      govreport corpus '*/2023/*.html' -o 语料
      govreport corpus 报告.xlsx --text-column 正文 -o 指标.parquet
      govreport query "SELECT region, year, name, value FROM indicators" 语料
    """
    shown = out.partition("?")[0] if "://" in out else out  # a URI may have options
    place = Path(shown)
    if "-" in paths:
        raise typer.BadParameter(
            "不读标准输入；请给出文件或文件夹，单独一份可用 govreport extract -", param_hint="PATH"
        )
    if not out:  # which Path would take for the folder one stands in
        raise typer.BadParameter("文件名是空的，请检查命令中的变量", param_hint="--output")
    spare(place, paths)
    if place.suffix == "" and what is not None:
        raise typer.BadParameter("文件夹里总有全部四张表；--what 只用于单个文件", param_hint="--what")
    if address is not None and engine != "ray":
        raise typer.BadParameter("只用于 --engine ray", param_hint="--address")
    if address == "":  # for which Ray would take none, and start on this machine
        raise typer.BadParameter("地址是空的，请检查命令中的变量", param_hint="--address")
    if engine == "ray" and place.suffix:
        raise typer.BadParameter("--engine ray 写出文件夹，请去掉后缀", param_hint="--output")
    if engine == "ray":
        summary = _on_ray(paths, out, text_column, workers, address)
    else:
        summary = _here(paths, place, what or "indicators", text_column, workers or _cores())
    _tell(summary, shown)
    if summary.failures:
        raise typer.Exit(1)


def _here(paths: list[str], out: Path, what: What, text_column: str | None, workers: int) -> Summary:
    from govreport.corpus import inputs, outputs, run, workspace

    outputs.check(out)
    ours = (out, workspace.beside(out), outputs.failures_beside(out))
    files = inputs.expand(paths, leave_out=ours)
    if not files:
        raise CorpusError(f"{'、'.join(paths)}：里面没有文件，请检查路径")
    try:
        with progress.shown() as tell:
            return run.run(
                files, out, what=what, text_column=text_column, processes=min(workers, len(files)), tell=tell
            )
    except KeyboardInterrupt:
        say("已停止，做完的部分已保存；再次运行同一命令即可继续")
        raise


def _on_ray(
    paths: list[str], out: str, text_column: str | None, workers: int | None, address: str | None
) -> Summary:
    from govreport.corpus import ray

    with progress.shown() as tell:
        return ray.run(paths, out, text_column=text_column, address=address, processes=workers, tell=tell)


def _tell(summary: Summary, out: str) -> None:
    """What the run came to, for people."""
    from govreport.corpus import outputs

    rows = "、".join(f"{count:,} {_UNITS[what]}" for what, count in summary.rows.items())
    earlier = f"（其中 {summary.unchanged:,} 份先前已完成）" if summary.unchanged else ""
    say(f"{summary.reports:,} 份报告{earlier}，{rows or '没有内容'} → {out}")
    if not summary.failures:
        return
    beside = f"{out.rstrip('/')}/{outputs.FAILURES}" if "://" in out else outputs.failures_beside(Path(out))
    say(f"{len(summary.failures):,} 份失败，列在 {beside}：")
    kinds = Counter(failure.kind for failure in summary.failures)
    for kind, count in kinds.most_common(_KINDS_SHOWN):
        say(f"  {count:,} 份：{kind}")
    if more := sum(count for _, count in kinds.most_common()[_KINDS_SHOWN:]):
        say(f"  {more:,} 份：其他")


def _cores() -> int:
    """The processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
