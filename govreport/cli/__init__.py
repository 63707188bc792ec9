"""The command line: ``main`` is what the console script calls; each command lies in a file of its own.

Exit codes: 0 done, 1 something asked for was not found, 2 a wrong call or an input that can't be read.
"""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line; no traceback ever reaches a user (unless GOVREPORT_DEBUG asks for it)."""
    _open_the_closed()
    _speak_utf8()
    try:
        try:
            _run()
        finally:
            _flush()
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        sys.exit(_report(error))


def _run() -> None:
    if sys.argv[1:] == ["--version"]:  # answered without loading the command line
        from govreport import __version__

        print(f"govreport {__version__}")
        return
    from govreport.cli.app import app

    app()


def _open_the_closed() -> None:
    """A stream that the caller has closed (``>&-``) is as good as an empty one."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))


def _speak_utf8() -> None:
    """Pipes carry UTF-8 whatever the locale; what a stream can't encode (odd file names) is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if stream.isatty():
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


def _flush() -> None:
    """Say what is left to say; what nobody takes is dropped, or Python would complain at exit.

    A reader that went away is no error.
    """
    try:
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise


def _report(error: Exception) -> int:
    from govreport.errors import GovReportError, why

    if os.environ.get("GOVREPORT_DEBUG"):
        raise error
    if isinstance(error, GovReportError):
        print(f"错误：{error}", file=sys.stderr)
    elif isinstance(error, OSError):
        place = error.filename or "标准输出"
        print(f"错误：{place}：读写失败（{why(error)}），请检查路径、权限和磁盘空间", file=sys.stderr)
    else:
        what = f"{type(error).__name__}: {error}"
        print(f"内部错误：{what}。请附上命令和输入报告此问题；设 GOVREPORT_DEBUG=1 可看详情", file=sys.stderr)
    return 2
