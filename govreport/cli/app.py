"""The list of commands; a command's file is imported when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

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


class _Command(TyperCommand):
    """A command whose help is ours."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        from govreport.cli.help import help_of

        formatter.write(help_of(self, ctx))


class _Lazy(TyperGroup):
    """A group that knows the names of its commands and loads one when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        single = typer.Typer(add_completion=False, rich_markup_mode="rich")
        single.command(cmd_name, cls=_Command)(getattr(import_module(f"govreport.cli.{cmd_name}"), cmd_name))
        return typer.main.get_command(single)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        from govreport.cli.help import help_of

        commands = [(name, self.get_command(ctx, name).help.split("\n")[0]) for name in COMMANDS]
        formatter.write(help_of(self, ctx, commands))

    def invoke(self, ctx: Any) -> Any:
        """A reader that has seen enough (``| head``) is no error."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise typer.Exit from None


app = typer.Typer(
    cls=_Lazy,
    add_completion=False,
    no_args_is_help=True,
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
