"""The command `humi`: a table of commands, each loaded when asked for, and one way of failing for all of them.

Exit codes: 0 done; 1 could not run; 2 tests failed, a check found errors, an answer changed; 3 a pack is invalid.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

import click

from humi.cli.bilingual import KEY, Context, Option, help_option, say
from humi.cli.language import of_arguments
from humi.errors import HumiError, InputError
from humi.values.label import Label, Lang

COMMANDS = {
    "show": Label("显示地区规则：条件、出处、未作规定的事项", "show a region's rules with their sources"),
    "form": Label("打印带注释的空白案卷", "print a blank, commented dossier"),
    "evaluate": Label("试算案卷：是否符合、缺什么、下一步", "would this applicant qualify, where, and what is missing"),
    "ask": Label("接下来该问什么：还能改变结果的缺项", "what to ask next: what is missing and can still change an answer"),
    "how": Label("怎样最快达到符合：最少要改动、补充什么", "the shortest way to yes: the fewest facts to change or show"),
    "screen": Label("整张表的申请人一次试算", "a whole table of applicants at once"),
    "select": Label("名额有限时谁入选：确定的、待定的、并列的", "who gets one of so many places: for certain, or still open"),
    "targets": Label("按登记册计算目标：计数、要求、进度", "count a region's targets in a registry"),
    "duties": Label("职责登记，以及查询日尚未办结的职责", "the register of duties, and what is open on a day"),
    "timeline": Label("显示阶段与期限：文本、甘特图或日历文件", "phases and due days: as text, Gantt chart or calendar file"),
    "book": Label("写出地区的政策手册：HTML 或 Markdown", "a region's policy book: as HTML or Markdown"),
    "test": Label("运行规则包的案例", "run the cases of packs"),
    "diff": Label("比较两个版本：改了什么，哪些结果改变", "two versions of a pack: what changed, and which answers"),
    "prove": Label("证明或以例推翻：有没有人能符合，哪些条件不起作用", "what no list of cases can show: proofs and examples"),
    "new": Label("写出一个新地区的规则包", "the files of a new region, green from the start"),
    "schema": Label("写出编辑器补全与检查所需的方案", "what an editor needs to complete and check a pack"),
    "check": Label("检查规则包或案卷的书写", "check packs and dossiers for mistakes"),
}
"""Every command: its file in this folder, which has a `command`, and what the list of commands says of it."""

HELP = Label(
    "护密：把各地商业秘密保护示范文件写成规则，试算一个单位是否符合、缺什么。结果只是试算，不是行政决定。",
    "Humi: local programmes for trade-secret protection as rules. Would this applicant qualify, where, and what is "
    "missing? A dry run, not an administrative decision.",
)
EXAMPLES = Label("示例", "Examples")
EXAMPLE_LINES = (
    ("humi form yinchuan > dossier.yaml", Label("先打印空表，填好", "a blank dossier to fill in")),
    ("humi evaluate dossier.yaml -r yinchuan", Label("再试算", "then the dry run")),
    ("humi evaluate dossier.yaml --on 2026-06-01 --lang zh", Label("指定日期与语言", "on a day, in Chinese")),
)
COMPLETION = Label(
    '命令补全（bash）：eval "$(_HUMI_COMPLETE=bash_source humi)"；zsh、fish 换成 zsh_source、fish_source。',
    'Shell completion (bash): eval "$(_HUMI_COMPLETE=bash_source humi)"; for zsh and fish: zsh_source, fish_source.',
)
CODES = Label(
    "退出码：0 完成；1 无法运行；2 测试未过、检查有错或结果有变；3 规则包无效。",
    "Exit codes: 0 done; 1 could not run; 2 tests failed, a check found errors or an answer changed; 3 a pack is invalid.",
)
INTERRUPTED, TERMINATED = 130, 143
STOPPED = Label("已停止，没有写出结果", "stopped; no result was written")


class _Terminated(KeyboardInterrupt):
    """The program is asked to end."""


@contextmanager
def _ending_as_interrupted() -> Iterator[None]:
    """Meanwhile a signal to end is taken like Ctrl-C, so that nothing half written is left."""

    def end(number: int, frame: object) -> NoReturn:
        raise _Terminated

    try:
        before = signal.signal(signal.SIGTERM, end)
    except ValueError:  # not in the main thread, which alone is told of signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


class Commands(click.Group):
    """The group `humi`. Listing commands loads none of them."""

    context_class = Context

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        from importlib import import_module

        command: click.Command = import_module(f"humi.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            from humi.cli.usage import UnknownCommand
            from humi.values.text import nearest

            raise UnknownCommand(args[0], nearest(args[0], COMMANDS), ctx)
        return super().resolve_command(ctx, args)

    # --- help ---

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(say(ctx, HELP))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, say(ctx, told)) for name, told in COMMANDS.items()])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(say(ctx, EXAMPLES)):
            for line, told in EXAMPLE_LINES:
                formatter.write(f"  {line:<54} # {say(ctx, told)}\n")
        formatter.write_paragraph()
        formatter.write_text(say(ctx, CODES))
        formatter.write_paragraph()
        formatter.write_text(say(ctx, COMPLETION))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return help_option(super().get_help_option(ctx), ctx)

    # --- running ---

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """The program. What it makes holds nothing that refers to itself in a circle, so the collector would look through
        all of it several times, and once more at the end, for nothing."""
        gc.disable()
        return super().__call__(*arguments, **named)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command line, tell in one place what went wrong, and exit."""
        lang = of_arguments(args)
        for stream in (sys.stdout, sys.stderr):
            # A terminal that lacks a character shows its number; it must not stop the answer.
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        try:
            with _ending_as_interrupted():
                result = super().main(args, prog_name or "humi", complete_var, standalone_mode=False, **extra)
        except (KeyboardInterrupt, click.Abort) as stop:
            click.echo(STOPPED.text(lang), err=True)
            sys.exit(TERMINATED if isinstance(stop.__cause__, _Terminated) else INTERRUPTED)
        except click.ClickException as error:
            _tell_usage(error, lang)
        except (HumiError, OSError) as error:
            _tell(error, lang)
        if not standalone_mode:
            return result
        sys.exit(result if isinstance(result, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _nobody_reads()
        return result

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.meta[KEY] = of_arguments(args)
        return super().parse_args(ctx, args)


def _tell_usage(error: click.ClickException, lang: Lang) -> NoReturn:
    from humi.cli.usage import told

    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError" and context is not None:
        click.echo(context.get_help(), err=True)
        sys.exit(1)
    lines = [Label("错误：", "error: ").text(lang) + told(error).text(lang)]
    if context is not None:
        lines.insert(0, context.get_usage())
        path = context.command_path
        lines.append(Label(f"用法详见 {path} --help", f"see {path} --help").text(lang))
    click.echo("\n".join(lines), err=True)
    sys.exit(1)


def _tell(error: HumiError | OSError, lang: Lang) -> NoReturn:
    """What went wrong, in the language asked for. Any other exception is a mistake of ours and keeps its traceback."""
    if isinstance(error, InputError):
        click.echo(error.render(lang), err=True)
    else:
        click.echo(Label("错误：", "error: ").text(lang) + str(error), err=True)
    sys.exit(1)


def _nobody_reads() -> NoReturn:
    """The reader of a pipe went away: it has what it wanted. Python must not complain when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)


def _version(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value and not context.resilient_parsing:
        from humi.version import __version__

        click.echo(f"humi {__version__}")
        context.exit()


@click.group("humi", cls=Commands, no_args_is_help=True)
@click.option(
    "--version",
    cls=Option,
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Show the version and exit.",
    help_zh="显示版本并退出。",
)
@click.option(
    "--lang",
    cls=Option,
    type=click.Choice(("zh", "en")),
    expose_value=False,
    help="Language, here or after the command. Default: from the locale.",
    help_zh="语言，写在命令前后均可；默认随系统语言。",
)
def main() -> None:
    """Rules as code for local trade-secret protection."""
