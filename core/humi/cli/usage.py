"""What is wrong with a command line, in Chinese and in English: click's messages in our words."""

from __future__ import annotations

import re

import click

from humi.values.label import Label

NEEDS_VALUE = re.compile(r"Option '?(?P<name>[^' ]+)'? requires an argument")
NO_VALUE = re.compile(r"Option '?(?P<name>[^' ]+)'? does not take a value")
EXTRA = re.compile(r"Got unexpected extra arguments? \((?P<name>.*)\)")
NO_COMMAND = "Missing command."


class UnknownCommand(click.UsageError):
    """A command that does not exist; `suggestion` is the one most likely meant."""

    def __init__(self, found: str, suggestion: str | None, context: click.Context) -> None:
        super().__init__(f"No such command '{found}'.", context)
        self.found = found
        self.suggestion = suggestion


def told(error: click.ClickException) -> Label:
    """The message of an error of usage, without a full stop where it ends in a suggestion."""
    match error:
        case UnknownCommand():
            return _suggesting(
                Label(f"没有命令「{error.found}」", f"no such command `{error.found}`"),
                [error.suggestion] if error.suggestion else [],
            )
        case click.NoSuchOption():
            name = error.option_name
            return _suggesting(Label(f"没有选项「{name}」", f"no such option `{name}`"), _close(error))
        case click.MissingParameter():
            name = _hint(error)
            kind = getattr(error.param, "param_type_name", "argument")
            zh, en = ("选项", "option") if kind == "option" else ("参数", "argument")
            return Label(f"缺少{zh}「{name}」", f"missing {en} `{name}`")
        case click.BadParameter():
            return _bad_value(error)
        case click.UsageError():
            return _other_usage(error)
    return Label(error.format_message(), error.format_message())


def _close(error: click.NoSuchOption) -> list[str]:
    return sorted(error.possibilities or [])


def _suggesting(message: Label, names: list[str]) -> Label:
    if not names:
        return message
    zh, en = "、".join(f"「{name}」" for name in names), ", ".join(f"`{name}`" for name in names)
    return Label(f"{message.zh}；是否想写{zh}？", f"{message.en}; did you mean {en}?")


def _hint(error: click.BadParameter) -> str:
    if error.param is None:
        hint = error.param_hint or ""
        return hint if isinstance(hint, str) else " / ".join(hint)
    if isinstance(error.param, click.Option):
        return max(error.param.opts, key=len)
    return error.param.make_metavar(error.ctx) if error.ctx is not None else str(error.param.name)


def _bad_value(error: click.BadParameter) -> Label:
    name = _hint(error)
    kind = error.param.type if error.param is not None else None
    if isinstance(kind, click.Choice):
        found = re.match(r"'(.*)' is not one of", error.message)
        value = f"「{found[1]}」" if found else ""
        quoted = f"`{found[1]}` " if found else ""
        choices = [str(choice) for choice in kind.choices]
        return Label(
            f"选项「{name}」的值{value}不对；可用：{', '.join(choices)}",
            f"the value {quoted}of `{name}` is wrong; allowed: {', '.join(choices)}",
        )
    return Label(f"「{name}」的值不对：{error.message}", f"the value of `{name}` is wrong: {error.message}")


def _other_usage(error: click.UsageError) -> Label:
    message = error.format_message()
    if found := NEEDS_VALUE.match(message):
        return Label(f"选项「{found['name']}」后面要有值", f"the option `{found['name']}` needs a value")
    if found := NO_VALUE.match(message):
        return Label(f"选项「{found['name']}」不带值", f"the option `{found['name']}` takes no value")
    if found := EXTRA.match(message):
        return Label(f"多余的参数：{found['name']}", f"unexpected argument: {found['name']}")
    if message == NO_COMMAND:
        return Label("缺少命令", "missing command")
    return Label(message, message)
