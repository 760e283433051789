"""What somebody who starts a region is asked: each answer has a default, and is held to what the files can say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from humi.dossier.facts import SINGLE
from humi.errors import UsageError
from humi.policy.provisions import ANCHOR_LIMIT
from humi.values.dates import NotADate, parse_days
from humi.values.label import Label, Lang

ID = re.compile(r"[a-z][a-z0-9_]*")
WHAT = tuple(entity for entity in SINGLE if entity != "programme")
"""What may be recognised."""

LEFT_OUT = "#-"
"""Before a line that is not for this region."""

NAMES = {
    "unit": Label("商业秘密保护示范单位", "trade-secret protection demonstration unit"),
    "base": Label("商业秘密保护示范基地", "trade-secret protection demonstration base"),
    "station": Label("商业秘密保护服务站", "trade-secret protection station"),
    "point": Label("商业秘密保护联系点", "trade-secret protection contact point"),
}
PLACE = Label("待填地区", "Placeholder Region")
DOCUMENT = "商业秘密保护示范办法（待填）"


@dataclass(frozen=True, slots=True)
class Wish:
    """The answers. `dated` is the day that the document bears, `in_force` the one from which it holds by its own words: None
    where it has none. `what` is the entity that may be recognised."""

    id: str
    name: Label = PLACE
    document: str = DOCUMENT
    dated: date | None = None
    what: str = "unit"
    title: Label | None = None
    in_force: date | None = None
    keywords: Lang = "zh"
    packaged: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "document", self.document.strip().strip("《》"))

    @property
    def package(self) -> str:
        """The name of the package, where it is one."""
        return f"humi_{self.id}"

    def words(self, where: str) -> dict[str, str]:
        """What the templates hold a place for; `where` is the path of the pack from the folder above."""
        title = self.title or NAMES[self.what]
        day = self.in_force
        return {
            "id": self.id,
            "where": where,
            "home": where.partition("/")[0],
            "package": self.package,
            "dashed": self.package.replace("_", "-"),
            "name_zh": quoted(self.name.zh),
            "name_en": quoted(self.name.en),
            "plain_zh": self.name.zh,
            "plain_en": self.name.en,
            "document": quoted(self.document[:ANCHOR_LIMIT]),
            "whole_document": self.document,
            "signed_on": f"{self.dated.year}年{self.dated.month}月{self.dated.day}日" if self.dated else "",
            "what": self.what,
            "title_zh": quoted(title.zh),
            "title_en": quoted(title.en),
            "from": day.isoformat() if day else "unstated",
            "from_source": "in_force" if day else "gap_in_force",
            "before": date.fromordinal(day.toordinal() - 1).isoformat() if day else "",
            "day": max(day, ASKED).isoformat() if day else ASKED.isoformat(),
            **self._lines(),
        }

    def _lines(self) -> dict[str, str]:
        """What stands before lines that are only for some: nothing, or what leaves them out."""
        dated, zh = self.in_force is not None, self.keywords == "zh"
        only = {
            "dated": dated,
            "undated": not dated,
            "signed": self.dated is not None,
            "zh_signed": zh and self.dated is not None,
            "en_signed": not zh and self.dated is not None,
            "zh": zh,
            "en": not zh,
            "zh_dated": zh and dated,
            "en_dated": not zh and dated,
            "packaged": self.packaged,
            "folder": not self.packaged,
        }
        return {name: "" if holds else LEFT_OUT for name, holds in only.items()}


ASKED = date(2026, 6, 1)
"""The day of the cases, unless the document comes into force later."""


def region_id(text: str, taken: frozenset[str]) -> str:
    """The id of a region. Raises UsageError where it is none (C430) or another region has it (C432)."""
    found = normalize("NFKC", text).strip()
    if not ID.fullmatch(found):
        tidy = re.sub(r"[^a-z0-9_]+", "_", found.lower()).strip("_")
        suggestion = tidy if ID.fullmatch(tidy) else f"region_{tidy}" if tidy else "mypark"
        raise UsageError.of("C430", None, found=text, suggestion=suggestion)
    if found in taken:
        raise UsageError.of("C432", None, found=found, suggestion=f"{found}_draft")
    return found


def day_or_none(text: str) -> date | None:
    """A day as people write it; None for nothing. Raises UsageError (C405) for anything else."""
    found = normalize("NFKC", text).strip()
    if not found or found in ("unstated", "未写明"):
        return None
    try:
        days = parse_days(found)
    except NotADate:
        days = (0, 1)
    if days[0] != days[1]:
        raise UsageError.of("C405", None, found=text)
    return date.fromordinal(days[0])


def quoted(text: str) -> str:
    """A text as it may stand in YAML, in double quotes where it has to."""
    if re.fullmatch(r"[\w㐀-鿿][\w㐀-鿿 （）、·-]*", text) and not re.fullmatch(r"[\d.]+|true|false|null|yes|no", text.lower()):
        return text
    import json

    return json.dumps(text, ensure_ascii=False)


