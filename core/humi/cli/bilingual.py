"""Commands and options of click whose help is in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from humi.cli.language import of_locale
from humi.values.label import Label, Lang

KEY = "humi.lang"
HEADINGS = {
    "Options": "选项",
    "Commands": "命令",
    "Positional arguments": "参数",
    "Usage": "用法",
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]...",
}


def lang_of(context: click.Context | None) -> Lang:
    """The language in which a command line speaks."""
    found: Lang | None = context.find_root().meta.get(KEY) if context is not None else None
    return found or of_locale()


def say(context: click.Context | None, label: Label) -> str:
    """The label in the language of the command line."""
    return label.text(lang_of(context))


def cells(text: str) -> int:
    """How wide a text is on a terminal."""
    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _wrapped(text: str, width: int) -> list[str]:
    from humi.wording.wrap import breaks

    return [text[first:last] for first, last in breaks(text, width, cells)]


class Formatter(click.HelpFormatter):
    """Help in Chinese: its headings, and lines that break between characters, where click breaks at blanks only."""

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        for index, paragraph in enumerate(text.split("\n\n")):
            if index:
                self.write("\n")
            as_written = paragraph.startswith("\b\n")
            lines = paragraph.split("\n")[1:] if as_written else _wrapped(paragraph.replace("\n", ""), self.width - len(indent))
            self.write("".join(f"{indent}{line}\n" for line in lines))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        rows = list(rows)
        indent = " " * self.current_indent
        wide = min(max(cells(name) for name, _ in rows), col_max) + col_spacing
        for name, told in rows:
            first, *rest = _wrapped(told, max(self.width - wide - len(indent), 20))
            self.write(f"{indent}{name}{' ' * max(wide - cells(name), col_spacing)}{first}\n")
            self.write("".join(f"{indent}{' ' * wide}{line}\n" for line in rest))

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        for word in ("[OPTIONS]", "COMMAND [ARGS]..."):
            args = args.replace(word, HEADINGS[word])
        super().write_usage(prog, args, prefix or f"{HEADINGS['Usage']}：")

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{HEADINGS.get(heading, heading)}：\n")


class Context(click.Context):
    """Chooses the formatter by language."""

    def make_formatter(self) -> click.HelpFormatter:
        made = Formatter if lang_of(self) == "zh" else click.HelpFormatter
        return made(width=self.terminal_width, max_width=self.max_content_width or 100)


class Option(click.Option):
    """An option with help in both languages."""

    def __init__(self, *args: Any, help_zh: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.help_zh = help_zh

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        if record is None or not self.help_zh or lang_of(ctx) != "zh" or not self.help:
            return record
        return record[0], record[1].replace(self.help, self.help_zh).replace("[default: ", "[默认：")


class Command(click.Command):
    """A command with help in both languages; the English one is its docstring."""

    context_class = Context

    def __init__(self, *args: Any, help_zh: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.help_zh = help_zh

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        told = self.help
        if self.help_zh and lang_of(ctx) == "zh":
            self.help = self.help_zh
        try:
            super().format_help_text(ctx, formatter)
        finally:
            self.help = told

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return help_option(super().get_help_option(ctx), ctx)


def help_option(option: click.Option | None, ctx: click.Context) -> click.Option | None:
    """The option `--help`, explained in the language of the command line."""
    if option is not None:
        option.help = say(ctx, Label("显示本说明并退出。", "Show this message and exit."))
    return option
