"""The list of commands; a command's file is imported when it is called."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from govreport.errors import GovReportError

# Each command is govreport/cli/<name>.py with a function of the same name.
COMMANDS = (
    "extract",
    "outline",
    "text",
    "explain",
    "glossary",
    "schema",
    "corpus",
    "query",
    "panel",
    "compare",
    "chart",
)

_NAMED = 3  # of what stands too much in a call

# The root of all complaints about a call; some versions of typer hold a click of their own.
_UsageError: type[Exception] = typer.BadParameter.mro()[1]


class WrongCall(GovReportError):
    """A call with options or arguments that the command hasn't got, or without those that it needs."""


@contextmanager
def _complaints_of_ours(ctx: Any) -> Iterator[None]:
    """Whatever is wrong with a call is said in Chinese, like all else."""
    try:
        yield
    except _UsageError as error:
        from govreport.cli.help import complaint

        raise WrongCall(complaint(error, ctx)) from None


class _Command(TyperCommand):
    """A command whose help is ours."""

    allow_extra_args = True  # we complain about them ourselves

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        with _complaints_of_ours(ctx):
            if extra := super().parse_args(ctx, args):
                more = f" 等 {len(extra)} 项" if len(extra) > _NAMED else ""
                raise typer.BadParameter(f"多出了 {'、'.join(extra[:_NAMED])}{more}")
            return extra

    def invoke(self, ctx: Any) -> Any:
        with _complaints_of_ours(ctx):
            return super().invoke(ctx)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        from govreport.cli.help import help_of

        formatter.write(help_of(self, ctx))


class _Lazy(TyperGroup):
    """A group that knows the names of its commands and loads one when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            near = "".join(get_close_matches(cmd_name, COMMANDS, 1))
            raise typer.BadParameter(f"没有命令 {cmd_name}" + (f"，是不是 {near}" if near else ""))
        single = typer.Typer(add_completion=False, rich_markup_mode="rich")
        single.command(cmd_name, cls=_Command)(getattr(import_module(f"govreport.cli.{cmd_name}"), cmd_name))
        return typer.main.get_command(single)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        from govreport.cli.help import help_of

        commands = [(name, self.get_command(ctx, name).help.split("\n")[0]) for name in COMMANDS]
        formatter.write(help_of(self, ctx, commands))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args:
            typer.echo(ctx.get_help(), err=True)
            raise typer.Exit(2)
        with _complaints_of_ours(ctx):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """A reader that has seen enough (``| head``) is no error."""
        try:
            with _complaints_of_ours(ctx):
                return super().invoke(ctx)
        except BrokenPipeError:
            raise typer.Exit from None


app = typer.Typer(
    cls=_Lazy,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


def _version(asked: bool) -> None:
    if asked:
        from govreport import __version__

        print(f"govreport {__version__}")
        raise typer.Exit


@app.callback()
def govreport(
    version: Annotated[
        bool, typer.Option("--version", help="显示版本号。", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """把政府工作报告变成可核对、可引用的数据。

    从报告原文中读出标题与会议等题头信息、提纲、指标和术语；每一项都注明它在原文中的位置。
    各命令的用法和例子：govreport 命令 --help
    """
