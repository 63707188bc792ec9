"""What ``--help`` prints: in Chinese, and wrapped where Chinese can be (typer's tables cut it off instead).

And what is said of a wrong call, with the same words.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from typing import Any

from govreport.render.plain import width
from govreport.render.terminal import wrapped

_WIDEST = 120  # cells of a line, however wide the terminal
_NAMES = 28  # cells of a name that has its explanation beside it, not below


def help_of(command: Any, ctx: Any, commands: Sequence[tuple[str, str]] = ()) -> str:
    """The usage, the text, and a list of the parameters and of the ``commands`` of a group."""
    room = min(shutil.get_terminal_size().columns, _WIDEST)
    arguments = [p for p in command.get_params(ctx) if p.param_type_name == "argument"]
    options = [p for p in command.get_params(ctx) if p.param_type_name == "option"]
    taken = [*map(_usage, arguments), *(["命令"] if commands else [])]
    lines = [" ".join([f"用法：{ctx.command_path}", "[选项]", *taken])]
    for block in (command.help or "").split("\n\n"):
        lines += ["", *_paragraph(block, room)]
    for title, rows in (
        ("参数", [(_written(p), _said(p)) for p in arguments]),
        ("选项", [(_written(p), _said(p)) for p in options]),
        ("命令", commands),
    ):
        lines += ["", f"{title}：", *_list(rows, room)] if rows else []
    return "\n".join(line.rstrip() for line in lines) + "\n"


def complaint(error: Any, ctx: Any) -> str:
    """What is wrong with a call, and where the usage is told.

    Where a parameter is known, typer complains, in English; of our own complaints the message is all.
    """
    name = getattr(error, "option_name", None)
    known = (p for p in ctx.command.get_params(ctx) if name in p.opts)
    parameter = getattr(error, "param", None) or next(known, None)
    match type(error).__name__:
        case "NoSuchOption":
            near = "、".join(sorted(error.possibilities or ()))
            reason = f"没有选项 {name}" + (f"，是不是 {near}" if near else "")
        case "MissingParameter":
            reason = f"缺少 {_explained(parameter)}"
        case _ if parameter is not None:
            reason = f"{max(parameter.opts, key=len)} 后面不对，应写作 {_explained(parameter)}"
        case _:
            hint = getattr(error, "param_hint", None)
            reason = f"{hint}：{error.message}" if hint else error.message
    return f"{reason}。用法见 {ctx.command_path} --help"


def _explained(parameter: Any) -> str:
    said = _help(parameter).rstrip("。")
    return _written(parameter) + (f"（{said}）" if said else "")


def _paragraph(block: str, room: int) -> Iterator[str]:
    """A paragraph in lines that fit; what stands behind \\b keeps its own."""
    rows = block.split("\n")
    if rows[0].strip() == "\b":
        yield from rows[1:]
    else:
        yield from wrapped("".join(row.strip() for row in rows), room)


def _list(rows: Sequence[tuple[str, str]], room: int) -> Iterator[str]:
    beside = max((w for name, _ in rows if (w := width(name)) <= _NAMES), default=0)
    for name, said in rows:
        first, *more = wrapped(said, room - beside - 4)
        indent = "\n" + " " * (beside + 4)
        gap = " " * (beside - width(name) + 2) if width(name) <= beside else indent
        yield f"  {name}{gap}{indent.join((first, *more))}"


def _usage(argument: Any) -> str:
    name = _metavar(argument) + ("..." if argument.nargs == -1 else "")
    return name if argument.required else f"[{name}]"


def _metavar(parameter: Any) -> str:
    name: str = parameter.metavar or parameter.name.upper()
    return name.strip("[]")


def _written(parameter: Any) -> str:
    """A parameter as one writes it in a call."""
    if parameter.param_type_name == "argument":
        return _metavar(parameter)
    names = ", ".join(sorted(parameter.opts, key=len))
    return names if parameter.is_flag else f"{names} {parameter.metavar}"


def _said(parameter: Any) -> str:
    """The explanation, with what else there is to know."""
    shown = parameter.show_default and not parameter.required and not getattr(parameter, "is_flag", False)
    default = f"默认 {parameter.default}" if shown and parameter.default is not None else ""
    more = "必填" if parameter.required and parameter.param_type_name == "option" else default
    return _help(parameter) + (f"（{more}）" if more else "")


def _help(parameter: Any) -> str:
    """The explanation of a parameter; typer has its own of --help, and some versions none of arguments."""
    return "显示这些说明。" if "--help" in parameter.opts else getattr(parameter, "help", None) or ""
