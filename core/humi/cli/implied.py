"""`humi prove --implies`: whoever qualifies for one designation, would they meet the criteria of another elsewhere."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from humi.values.label import Lang

if TYPE_CHECKING:
    from humi.policy.pack import Designation, Pack
    from humi.questions.implying import Elsewhere

    Named = tuple[Pack, Designation]

EVERY = "all"


def implies(
    pair: tuple[str, str], seconds: float, on: date, lang: Lang, output: str, plugins_dir: str | None
) -> int:
    """Ask and print; the exit code. Raises UsageError for a designation that there is not."""
    from humi.library import Humi
    from humi.questions.implying import implies_elsewhere

    packs = Humi(plugins_dir=plugins_dir).loaded.packs
    here, there = (_found(name, packs) for name in pair)
    asked = on.toordinal()
    found = [
        (one, other, implies_elsewhere(*one, *other, asked, seconds))
        for one in here
        for other in there
        if one[1] is not other[1] and (one[0] is not other[0] or EVERY not in pair)
    ]
    if output == "json":
        import json

        click.echo(json.dumps(_as_data(found, on), ensure_ascii=False, indent=2, default=str))
    else:
        _print(found, on, lang, output)
    return 0


def _found(name: str, packs: dict[str, Pack]) -> list[Named]:
    from humi.errors import UsageError

    found = [
        (pack, rule)
        for pack in packs.values()
        for rule in pack.designations
        if name in (EVERY, pack.region, f"{pack.region}/{rule.path}")
    ]
    if not found:
        raise UsageError.of("C485", None, found=name)
    return found


def _print(found: list[tuple[Named, Named, Elsewhere]], on: date, lang: Lang, output: str) -> None:
    """A line for each pair; of a single one, the dossier that shows it too."""
    from humi.cli.shown import print_report
    from humi.dossier.saving import to_yaml
    from humi.questions.answers import Refuted
    from humi.questions.folding import folded
    from humi.wording import proofs
    from humi.wording.shape import Block, Node, Span, Verbatim, line, quiet

    told: list[Block | Verbatim] = [line(proofs.ELSEWHERE.text(lang).format(on=on.isoformat()))]
    for (pack, rule), (other, wanted), one in found:
        arrow = f"{pack.label.text(lang)} {rule.name().text(lang)} → {other.label.text(lang)} {wanted.name().text(lang)}"
        paths = quiet(f"  {pack.region}/{rule.path} {other.region}/{wanted.path}")
        told.append(Node(line(Span(arrow, "strong"), paths), [Node(line(_sentence(one, wanted, lang)))]))
        if len(found) == 1 and isinstance(one.answered.answer, Refuted):
            told.append(Verbatim(to_yaml(folded(one.answered.answer.example.document), short=True)))
    print_report(tuple(told), lang, output)


def _sentence(one: Elsewhere, wanted: Designation, lang: Lang) -> str:
    from humi.wording import proofs
    from humi.wording.show import joined

    if one.nobody:
        return proofs.NOBODY_HERE.text(lang)
    said = proofs.MEETS.text(lang).format(met=len(one.met), all=len(wanted.criteria))
    names = [rule.name().text(lang) for rule in wanted.criteria if rule.path in one.missed]
    if not names:
        return said
    return f"{said}{'；' if lang == 'zh' else '; '}{proofs.MAY_FAIL.text(lang).format(names=joined(names, lang))}"


def _as_data(found: list[tuple[Named, Named, Elsewhere]], on: date) -> dict[str, Any]:
    from humi.decision import as_plain
    from humi.version import __version__

    pairs = [
        {
            "qualifies": f"{pack.region}/{rule.path}",
            "meets": f"{other.region}/{wanted.path}",
            "verdict": type(one.answered.answer).__name__.lower(),
            "nobody": one.nobody,
            "met": list(one.met),
            "missed": list(one.missed),
            **as_plain(one.answered.answer),
        }
        for (pack, rule), (other, wanted), one in found
    ]
    return {"humi": __version__, "schema": 1, "asked": on.isoformat(), "pairs": pairs}
