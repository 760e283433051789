"""Finding and loading regions. One that cannot be loaded is quarantined: the others answer, and say which is missing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from humi.decision import Missing
from humi.errors import InputError, UnknownRegion, UsageError
from humi.reading.problems import Problem
from humi.values.text import nearest

if TYPE_CHECKING:
    from humi.dossier.dossier import Dossier
    from humi.dossier.vocabulary import Vocabulary
    from humi.policy.pack import Pack

GROUP = "humi"
FOLDER_VARIABLE = "HUMI_PLUGINS_DIR"
POLICY = "policy.yaml"


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A region that could not be loaded, and why: problems of its files, or one line for anything else."""

    region: str
    reason: str
    problems: tuple[Problem, ...] = ()

    def as_missing(self) -> Missing:
        """As decisions name it."""
        return Missing(self.region, self.reason)


@dataclass(frozen=True, slots=True)
class Regions:
    """The regions loaded together, with the vocabulary of all of them, and those that could not be."""

    packs: dict[str, Pack]
    quarantined: tuple[Quarantined, ...]
    vocabulary: Vocabulary

    def chosen(self, regions: Iterable[str] | None) -> list[Pack]:
        """The packs of some regions, or of all. Raises UnknownRegion; a quarantined region is left out."""
        if regions is None:
            return list(self.packs.values())
        wanted = list(dict.fromkeys(regions))
        known = [*self.packs, *(one.region for one in self.quarantined)]
        problems = [unknown_region(region, known) for region in wanted if region not in known]
        if problems:
            raise UnknownRegion(problems)
        return [self.packs[region] for region in wanted if region in self.packs]


def stray_determinations(dossier: Dossier, packs: Iterable[Pack]) -> list[Problem]:
    """Determinations about a loaded region that name no judgement of its rules: D308, with the nearest path."""
    found = []
    known = {pack.region: pack.judgements for pack in packs}
    for determination in dossier.determinations:
        path = determination.key[0]
        judgements = known.get(path.partition("/")[0])
        if judgements is not None and path not in judgements:
            details = {"found": path, "suggestion": nearest(path, judgements) or ""}
            found.append(Problem("D308", dossier.place_of(("determinations",)), details))
    return found


def unknown_region(region: str, known: Iterable[str]) -> Problem:
    """Problem C403."""
    names = list(known)
    return Problem(
        "C403", None, {"found": region, "allowed": ", ".join(names), "suggestion": nearest(region, names) or ""}
    )


def load_regions(
    regions: Iterable[str] | None = None, folder: Path | str | None = None, packs: Iterable[Path] = ()
) -> Regions:
    """Load installed regions, those in a folder of drafts, and single pack folders.

    `regions` limits loading to some ids; `folder` defaults to `HUMI_PLUGINS_DIR`. Raises UsageError where the folder does
    not exist. A draft with the id of an installed region takes its place.
    """
    from humi.dossier.vocabulary import shared_vocabulary

    vocabulary = shared_vocabulary()
    loaded: dict[str, Pack] = {}
    quarantined: dict[str, Quarantined] = {}
    wanted = None if regions is None else set(regions)
    sources = dict(_installed())
    drafts = _drafts(folder)
    sources.update({path.name: path for path in drafts})
    sources.update({path.name: path for path in packs})
    for name, source in sources.items():
        if wanted is not None and name not in wanted:
            continue
        try:
            pack = _load(source, vocabulary)
            if isinstance(source, Path) and source in drafts and pack.region != name:
                raise ValueError(f"the folder `{name}` holds the region `{pack.region}`: name it after the region")
        except InputError as error:
            quarantined[name] = Quarantined(name, error.problems[0].render("en"), error.problems)
        except Exception as error:  # noqa: BLE001 -- a plugin may fail in any way, and must not stop the others
            quarantined[name] = Quarantined(name, f"{type(error).__name__}: {error}")
        else:
            loaded[pack.region] = pack
            vocabulary = pack.vocabulary
    if wanted is not None:
        problems = [unknown_region(region, sources) for region in sorted(wanted - sources.keys() - loaded.keys())]
        if problems:
            raise UnknownRegion(problems)
    return Regions(loaded, tuple(quarantined.values()), vocabulary)


def _installed() -> Iterator[tuple[str, object]]:
    from importlib.metadata import entry_points

    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        yield entry.name, entry


def _drafts(folder: Path | str | None) -> list[Path]:
    """Folders below the drafts folder that hold a policy."""
    given = folder if folder is not None else os.environ.get(FOLDER_VARIABLE)
    if not given:
        return []
    root = Path(given)
    if not root.is_dir():
        raise UsageError.of("C401", None, found=str(root), allowed="", suggestion="")
    return sorted(path.parent for path in root.glob(f"*/{POLICY}"))


def _load(source: object, vocabulary: Vocabulary) -> Pack:
    """Register the plugin on a manager of its own, so that hooks of regions never meet, and ask it for its pack."""
    import pluggy

    from humi.hooks import PROJECT, HookSpecs, RegionPlugin

    plugin = RegionPlugin(source) if isinstance(source, Path) else source.load()  # type: ignore[attr-defined]
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(HookSpecs)
    manager.register(plugin)
    manager.check_pending()
    pack: Pack | None = manager.hook.humi_region(vocabulary=vocabulary)
    if pack is None:
        raise TypeError("the plugin implements no hook `humi_region`")
    return pack
