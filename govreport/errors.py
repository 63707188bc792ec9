"""The one root of all errors. Each message names the input and says what to do."""

from __future__ import annotations

import errno

_WHY = {
    errno.EACCES: "没有权限",
    errno.EIO: "设备出错",
    errno.ELOOP: "链接绕成了圈",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘只能读",
}


class GovReportError(Exception):
    """Anything this package raises on purpose."""


class ReadError(GovReportError):
    """An input that can't be read; ``path`` is what the user called it."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}：{reason}")
        self.path = path
        self.reason = reason


class RulesError(GovReportError):
    """A rule file that breaks its own grammar: says file, entry and reason."""


class CorpusError(GovReportError):
    """A run over a corpus that can't begin or go on."""


def why(error: OSError) -> str:
    """What the system has against a file, in Chinese where it is common.

    >>> why(OSError(28, "No space left on device")), why(OSError(26, "Text file busy"))
    ('磁盘已满', 'Text file busy')
    """
    return _WHY.get(error.errno or 0) or error.strerror or str(error)
