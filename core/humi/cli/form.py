"""`humi form`: a blank dossier to fill in."""

from __future__ import annotations

import click

from humi.cli.bilingual import Command
from humi.cli.options import complete_regions, lang_option, plugins_dir_option
from humi.values.label import Lang

INVALID_PACK = 3
HELP_ZH = """打印空白案卷（YAML），带注释：每项事实的中英文名称、可填的值、由谁提供、凭什么证明。

所选地区的规则用到的事实列在前面，其余在后。不给 REGION 时含全部已安装地区。--lang 决定注释以哪种语言在前。

\b
示例：
  humi form yinchuan > dossier.yaml
  humi form --lang zh > 案卷.yaml
  humi form yinchuan | humi evaluate -
"""


@click.command("form", cls=Command, help_zh=HELP_ZH)
@click.argument("regions", metavar="[REGION]...", nargs=-1, shell_complete=complete_regions)
@lang_option
@plugins_dir_option
@click.pass_context
def command(context: click.Context, regions: tuple[str, ...], lang: Lang, plugins_dir: str | None) -> None:
    """Print a blank dossier (YAML) with comments: each fact by its name in Chinese and English, what it may hold, who
    supplies it and which evidence shows it.

    Facts that the rules of the regions ask for come first. Without a REGION, all installed regions. --lang says which
    language comes first in the comments.

    \b
    Examples:
      humi form yinchuan > dossier.yaml
      humi form --lang zh > dossier.yaml
      humi form yinchuan | humi evaluate -
    """
    from humi.authoring.form import blank_form
    from humi.cli.regions import missing_lines
    from humi.plugins import load_regions

    loaded = load_regions(regions or None, plugins_dir)
    for line in missing_lines(loaded.quarantined, lang):
        click.echo(line, err=True)
    if loaded.packs or not loaded.quarantined:
        click.echo(blank_form(loaded.packs.values(), loaded.vocabulary, lang), nl=False)
    if loaded.quarantined and (regions or not loaded.packs):
        context.exit(INVALID_PACK)
