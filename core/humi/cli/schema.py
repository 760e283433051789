"""`humi schema`: what an editor needs to complete and check the files of a pack while they are written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from humi.cli.bilingual import Command, Option
from humi.cli.options import complete_regions, lang_option, plugins_dir_option
from humi.values.label import Label, Lang

if TYPE_CHECKING:
    from humi.authoring.targets import Target

INVALID_PACK = 3
FOLDER = ".schemas"
FILES = ("policy", "provisions", "cases")
FRESH = Label("已是最新", "up to date")
FIRST_LINE = Label("文件第一行写：", "First line of each file:")

HELP_ZH = """写出一个规则包的编辑器方案（JSON Schema）：在 VS Code 等装有 yaml-language-server 的编辑器中，自动补全
本地区的事实、条款、规则编号，悬停显示中文说明，写错当场标出。

TARGET 是规则包目录（默认写到其中的 .schemas）或地区编号（默认写到 schemas/<地区>）。新增事实、条款或规则之后再运行一次。

\b
示例：
  humi schema drafts/mypark
  humi schema yinchuan --output schemas/yinchuan
"""


@click.command("schema", cls=Command, help_zh=HELP_ZH)
@click.argument("target", metavar="REGION|PATH", shell_complete=complete_regions)
@click.option(
    "-o",
    "--output",
    "output",
    cls=Option,
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to write into. Default: .schemas in the folder of a pack, schemas/REGION for a region.",
    help_zh="写到哪个目录。默认：规则包目录中的 .schemas；地区编号则为 schemas/<地区>。",
)
@plugins_dir_option
@lang_option
@click.pass_context
def command(context: click.Context, target: str, output: Path | None, plugins_dir: str | None, lang: Lang) -> None:
    """Write the JSON Schemas of a pack for editors with yaml-language-server, such as VS Code: they complete the facts,
    provisions and rules of this region, say in Chinese and English what is under the mouse, and mark mistakes at once.

    Run it again after adding a fact, a provision or a rule.

    \b
    Examples:
      humi schema drafts/mypark
      humi schema yinchuan --output schemas/yinchuan
    """
    from humi.authoring.targets import find_targets

    for one in find_targets([target], plugins_dir):
        if one.pack is None:
            _tell_problems(one, lang)
            context.exit(INVALID_PACK)
        folder = output or (one.folder / FOLDER if one.folder and Path(target).exists() else Path("schemas") / one.name)
        _write(one, folder, lang)


def _tell_problems(target: Target, lang: Lang) -> None:
    from humi.cli.shown import problem_line

    for problem in target.problems:
        click.echo(problem_line(problem, lang, colour=False), err=True)


def _write(target: Target, folder: Path, lang: Lang) -> None:
    from os.path import relpath

    from humi.authoring.schemas import write_schemas
    from humi.cli.shown import short_path
    from humi.errors import UsageError

    assert target.pack is not None
    try:
        written = write_schemas(target.pack, folder)
    except OSError as error:
        raise UsageError.of("C421", None, found=str(folder), reason=error.strerror or str(error)) from error
    for path in written:
        click.echo(short_path(path))
    if not written:
        click.echo(f"{short_path(folder)}：{FRESH.zh}" if lang == "zh" else f"{short_path(folder)}: {FRESH.en}")
    unmarked = [name for name in FILES if target.folder and not _is_marked(target.folder / f"{name}.yaml")]
    if unmarked and target.folder:
        click.echo(FIRST_LINE.text(lang))
        for name in unmarked:
            schema = Path(relpath(folder / f"{name}.json", target.folder)).as_posix()
            click.echo(f"  {name}.yaml: # yaml-language-server: $schema={schema}")


def _is_marked(path: Path) -> bool:
    """Whether a file names its schema, or is not there."""
    if not path.is_file():
        return True
    with path.open(encoding="utf-8", errors="replace") as file:
        return "yaml-language-server" in file.readline()
