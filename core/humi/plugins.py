"""Finding and loading regions. One that cannot be loaded is quarantined: the others answer, and say which is missing."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from humi.decision import Missing
from humi.errors import PackError, UnknownRegion, UsageError
from humi.reading.problems import Problem, Problems
from humi.values.frozen import Frozen
from humi.values.label import Label
from humi.values.text import nearest

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from humi.dossier.vocabulary import Vocabulary
    from humi.policy.pack import Pack
    from humi.reading.located import Located

GROUP = "humi"
FOLDER_VARIABLE = "HUMI_PLUGINS_DIR"
POLICY, LEDGER = "policy.yaml", "provisions.yaml"
YOUNG = 1
"""The generations of objects that the collector looks at without going through those that have been there for long."""


# --- where a region comes from ---


class Origin(Frozen):
    """Where a region comes from: the entry points of that name, or a folder, of which no code is ever run.

    `region` is the id that it has to hold; None where a folder may hold any.
    """

    name: str
    region: str | None
    entries: tuple[EntryPoint, ...] = ()
    folder: Path | None = None

    @property
    def home(self) -> Path | None:
        """The folder (or the one module) with its files, found without running any."""
        from humi.failures import home_of

        return self.folder or home_of(self.entries[0].module)

    def pack(self, vocabulary: Vocabulary) -> Pack:
        """The pack. Raises PackError with every problem."""
        problems = Problems()
        pack, _ = self.read(vocabulary, problems)
        problems.raise_if_errors(PackError)
        assert pack is not None
        return pack

    def read(self, vocabulary: Vocabulary, problems: Problems) -> tuple[Pack | None, Located | None]:
        """The pack and the tree that it was read from; None for what could not be had, and at least one error.

        Raises nothing: a plugin may fail in any way, and must not stop the others.
        """
        from humi.assembly import assemble
        from humi.policy.reader import pack_from

        located = None
        try:
            plugin = self._plugin(problems)
            assembled = None if problems.has_errors else assemble(plugin, self.name, self.home, problems)
            if assembled is None:
                return None, None
            located = assembled.located
            self._check_region(located, problems)
            if self.folder is not None:
                _need_ledger(self.folder / LEDGER, problems)
            return _chainable(pack_from(located, vocabulary, problems, assembled.file), problems), located
        except (Exception, SystemExit) as error:  # noqa: BLE001 -- it may be anything
            from humi.failures import place_of, reason_of

            problems.add("C408", place_of(error, self.home), name=self.name, reason=reason_of(error))
            return None, located

    def _plugin(self, problems: Problems) -> object:
        if self.folder is not None:
            from humi.hooks import RegionPlugin

            return RegionPlugin(self.folder)
        if len(self.entries) > 1:
            several = ", ".join(f"{entry.value} ({entry.dist.name if entry.dist else ''})" for entry in self.entries)
            problems.add("C461", None, name=self.name, found=several)
            return None
        return self.entries[0].load()

    def _check_region(self, located: Located, problems: Problems) -> None:
        from humi.policy.reader import region_of

        region = region_of(located)
        if region is not None and self.region is not None and region.text != self.region:
            problems.add("C460", region.place, name=self.name, found=region.text)


def _need_ledger(path: Path, problems: Problems) -> None:
    """Without a ledger no answer could name a clause. What is in it is read when it is cited."""
    from humi.reading.problems import Place

    if not path.is_file():
        problems.add("Y001", Place(str(path), 0, 0))
    elif not path.stat().st_size:
        problems.add("Y008", Place(str(path), 0, 0))


def find_origins(folder: Path | str | None = None) -> dict[str, Origin]:
    """Installed regions and those in a folder of drafts, by name; none is loaded.

    `folder` defaults to `HUMI_PLUGINS_DIR`. A draft with the name of an installed region takes its place. Raises UsageError
    where the folder does not exist.
    """
    found = {name: Origin(name, name, entries) for name, entries in sorted(installed().items())}
    return found | {draft.name: Origin(draft.name, draft.name, folder=draft) for draft in _drafts(folder)}


def installed() -> dict[str, tuple[EntryPoint, ...]]:
    """The entry points of installed regions by name. The same one from two packages is one."""
    from importlib.metadata import entry_points

    found: dict[str, dict[str, EntryPoint]] = {}
    for entry in entry_points(group=GROUP):
        found.setdefault(entry.name, {}).setdefault(entry.value, entry)
    return {name: tuple(entries.values()) for name, entries in found.items()}


def _drafts(folder: Path | str | None) -> list[Path]:
    """Folders below the drafts folder that hold a policy."""
    given = folder if folder is not None else os.environ.get(FOLDER_VARIABLE)
    if not given:
        return []
    root = Path(given)
    if not root.is_dir():
        raise UsageError.of("C401", None, found=str(root), allowed="", suggestion="")
    return sorted(path.parent for path in root.glob(f"*/{POLICY}"))


# --- loading ---


class Quarantined(Frozen):
    """A region that could not be loaded, and why."""

    origin: Origin
    problems: tuple[Problem, ...]

    @property
    def region(self) -> str:
        """The id by which it was found."""
        return self.origin.name

    def as_missing(self) -> Missing:
        """As decisions name it."""
        first = self.problems[0]
        return Missing(self.region, Label(first.render("zh"), first.render("en")))


class Regions(Frozen):
    """The regions loaded together, with the vocabulary of all of them, and those that could not be."""

    packs: dict[str, Pack]
    quarantined: tuple[Quarantined, ...]
    vocabulary: Vocabulary
    origins: dict[str, Origin]

    def chosen(self, regions: Iterable[str] | None) -> list[Pack]:
        """The packs of some regions, or of all. Raises UnknownRegion; a quarantined region is left out."""
        if regions is None:
            return list(self.packs.values())
        wanted = list(dict.fromkeys(regions))
        others = [region for region in wanted if region not in self.packs]
        if others:
            known = [*self.packs, *(one.region for one in self.quarantined)]
            problems = [unknown_region(region, known) for region in others if region not in known]
            if problems:
                raise UnknownRegion(problems)
        return [self.packs[region] for region in wanted if region in self.packs]


def load_regions(regions: Iterable[str] | None = None, folder: Path | str | None = None) -> Regions:
    """Load installed regions and those in a folder of drafts; `regions` limits loading to some ids.

    A region's rules see shared facts and its own, whichever others are loaded; dossiers may hold the facts of all.
    Raises UsageError where the folder does not exist, UnknownRegion for an id that nothing has.
    """
    from humi.dossier.vocabulary import shared_vocabulary

    shared = shared_vocabulary()
    origins = find_origins(folder)
    wanted = origins.keys() if regions is None else set(regions)
    unknown = [unknown_region(region, origins) for region in sorted(wanted - origins.keys())]
    if unknown:
        raise UnknownRegion(unknown)
    loaded: dict[str, Pack] = {}
    quarantined = []
    with _uncollected():
        for name, origin in origins.items():
            if name not in wanted:
                continue
            try:
                loaded[name] = origin.pack(shared)
            except PackError as error:
                quarantined.append(Quarantined(origin, error.problems))
    vocabulary = shared.together_with(pack.vocabulary for pack in loaded.values())
    return Regions(loaded, tuple(quarantined), vocabulary, origins)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without Python's collector, which goes through everything again whenever there is a quarter more of it: with a thousand
    regions a third of the time. Reading one leaves next to nothing to collect, so one look at the end is enough; without that
    the first answer would wait for it."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
            gc.collect(YOUNG)


def unknown_region(region: str, known: Iterable[str]) -> Problem:
    """Problem C403."""
    names = list(known)
    # A draft in the folder where one works is known only to those who say so.
    drafted = region.isidentifier() and Path(region, POLICY).is_file()
    meant = f"{region} --plugins-dir ." if drafted else nearest(region, names) or ""
    return Problem("C403", None, {"found": region, "allowed": ", ".join(names), "suggestion": meant})


def _chainable(pack: Pack | None, problems: Problems) -> Pack | None:
    """The pack, unless what follows from what in it is more than can be chained."""
    if pack is None or not (any(one.follows for one in pack.incentives) or any(one.follows for one in pack.duties)):
        return pack
    from humi.road.chaining import check_chain

    check_chain(pack, problems)
    return None if problems.has_errors else pack
