"""`humi prove --implies`: whoever qualifies for one designation, would they meet the criteria of another elsewhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from humi.values.label import Lang

if TYPE_CHECKING:
    from humi.plugins import Regions
    from humi.policy.pack import Designation, Pack
    from humi.questions.corresponding import Correspondence
    from humi.questions.implying import Elsewhere

    Named = tuple[Pack, Designation]

EVERY = "all"
SCHEMA = 1


def implies(
    pair: tuple[str, str], file: Path | None, seconds: float, on: date, lang: Lang, output: str, plugins_dir: str | None
) -> int:
    """Ask and print; the exit code. Raises UsageError for a designation that there is not, and for what `file` states
    wrongly."""
    from humi.cli.shown import print_report
    from humi.library import Humi
    from humi.questions.implied_report import report_of
    from humi.questions.implying import implies_elsewhere

    loaded = Humi(plugins_dir=plugins_dir).loaded
    here, there = (_found(name, loaded.packs) for name in pair)
    stated = _stated(file, loaded)
    asked = on.toordinal()
    found = [
        (one, other, implies_elsewhere(*one, *other, asked, seconds, stated))
        for one in here
        for other in there
        if one[1] is not other[1] and (one[0] is not other[0] or EVERY not in pair)
    ]
    if output == "json":
        import json

        click.echo(json.dumps(as_data(found, on), ensure_ascii=False, indent=2, default=str))
    else:
        print_report(report_of(found, on, lang, EVERY in pair), lang, output)
    return 0


def _found(name: str, packs: dict[str, Pack]) -> list[Named]:
    from humi.errors import UsageError
    from humi.values.text import nearest

    every = [(pack, rule) for pack in packs.values() for rule in pack.designations]
    found = [one for one in every if name in (EVERY, one[0].region, f"{one[0].region}/{one[1].path}")]
    if not found:
        known = [EVERY, *packs, *(f"{pack.region}/{rule.path}" for pack, rule in every)]
        raise UsageError.of("C485", None, found=name, suggestion=nearest(name, known) or "")
    return found


def _stated(file: Path | None, loaded: Regions) -> Correspondence:
    """Which facts stand for others. Raises UsageError with everything that is wrong in the file."""
    from humi.errors import UsageError
    from humi.questions.corresponding import NOTHING
    from humi.questions.stating import read_correspondence
    from humi.reading.problems import Problems

    if file is None:
        return NOTHING
    problems = Problems()
    judgements = [path for pack in loaded.packs.values() for path in pack.judgements]
    stated = read_correspondence(file, loaded.vocabulary, judgements, problems)
    if problems:
        raise UsageError(problems)
    return stated


def as_data(found: list[tuple[Named, Named, Elsewhere]], on: date) -> dict[str, Any]:
    """The same for programs."""
    from humi.version import __version__

    pairs = [
        {
            "qualifies": f"{pack.region}/{rule.path}",
            "meets": f"{other.region}/{wanted.path}",
            "verdict": type(one.answered.answer).__name__.lower(),
            "nobody": one.nobody,
            "met": list(one.met),
            "missed": list(one.missed),
            "looked": {"same": list(one.looked.same), "stands": dict(one.looked.stands), "own": list(one.looked.own)},
            **_answer(one, on),
        }
        for (pack, rule), (other, wanted), one in found
    ]
    return {"humi": __version__, "schema": SCHEMA, "asked": on.isoformat(), "pairs": pairs}


def _answer(one: Elsewhere, on: date) -> dict[str, Any]:
    from humi.decision import as_plain

    told: dict[str, Any] = as_plain(one.answered.answer)
    if "example" in told:
        told["example"]["asked"] = on.isoformat()
    return told
