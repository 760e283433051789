"""The library: load regions once, evaluate many dossiers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from humi.decision import SCHEMA_VERSION, Decision, Later, Missing
from humi.dossier.dossier import Dossier
from humi.errors import UsageError
from humi.plugins import Regions, load_regions
from humi.questions.answers import SECONDS
from humi.road import decide
from humi.road.differences import differences
from humi.strays import strays
from humi.version import __version__

if TYPE_CHECKING:
    from humi.dossier.registry import Registry
    from humi.engines.prove import Prices
    from humi.questions.answers import Answered
    from humi.questions.ask import Asking
    from humi.questions.how import Ways
    from humi.timeline import Timeline


def day_of(on: date | None) -> date:
    """The day asked about; today where none is given. Raises UsageError where it is no day."""
    if on is None:
        return date.today()
    if not isinstance(on, date):
        raise UsageError.of("C405", None, found=str(on))
    return on.date() if isinstance(on, datetime) else on


def ids_of(regions: Iterable[str] | None) -> tuple[str, ...] | None:
    """Ids of regions; one id alone may be given as text."""
    if regions is None:
        return None
    return (regions,) if isinstance(regions, str) else tuple(regions)


Given = Dossier | Mapping[str, Any] | Path | str


class Humi:
    """Loaded regions. Instances do not change and may be used from many threads.

    `regions` limits which are loaded (default: all installed); `plugins_dir` is a folder of drafts. Raises UnknownRegion.
    """

    def __init__(self, regions: Iterable[str] | None = None, plugins_dir: Path | str | None = None) -> None:
        self.loaded: Regions = load_regions(ids_of(regions), plugins_dir)

    @property
    def regions(self) -> tuple[str, ...]:
        """Ids of the regions that answer."""
        return tuple(self.loaded.packs)

    def dossier(self, source: Given) -> Dossier:
        """A dossier from plain data or a YAML file, checked against the vocabulary of the loaded regions.

        Raises DossierError with every problem.
        """
        vocabulary = self.loaded.vocabulary
        if isinstance(source, Dossier):
            return source.under(vocabulary)
        if isinstance(source, Path | str):
            return Dossier.read(source, vocabulary)
        return Dossier.from_dict(source, vocabulary)

    def registry(self, source: Registry | Mapping[str, Any] | Path | str) -> Registry:
        """A registry from plain data, a folder of tables, a workbook or a YAML file, with the facts of the loaded regions.

        `evaluate` gives its targets and the authority's duties. Raises DossierError with every problem.
        """
        from humi.dossier.registry import Registry

        vocabulary = self.loaded.vocabulary
        if isinstance(source, Registry):
            return source.under(vocabulary)
        if isinstance(source, Path | str):
            return Registry.read(source, vocabulary)
        return Registry.from_dict(source, vocabulary)

    def evaluate(
        self,
        dossier: Given,
        *,
        on: date | None = None,
        regions: Iterable[str] | None = None,
    ) -> Decision:
        """The decision on one dossier on a day (default: today). Raises DossierError, UnknownRegion."""
        read = self.dossier(dossier)
        asked = day_of(on)
        wanted = ids_of(regions)
        packs = self.loaded.chosen(wanted)
        heard = tuple((pack, decide(pack, read, asked.toordinal())) for pack in packs)
        return Decision(
            humi=__version__,
            schema=SCHEMA_VERSION,
            asked=asked.isoformat(),
            dossier_hash=read.hash,
            subject=read.subject,
            regions=tuple(decided for _, decided in heard),
            missing=self._missing(wanted),
            about="dossier" if read.of_applicant else "registry",
            warnings=tuple(
                problem.render("en") for problem in (*read.warnings, *strays(read, packs, self.loaded.origins.keys()))
            ),
            differences=Later(lambda: differences(heard)) if len(heard) > 1 and read.of_applicant else (),
        )

    def timeline(self, *, on: date | None = None, regions: Iterable[str] | None = None) -> Timeline:
        """The dates of the regions' documents, and where a day (default: today) falls. Raises UnknownRegion."""
        from humi.road.timeline import timeline
        from humi.timeline import SCHEMA_VERSION, Timeline

        asked, wanted = day_of(on), ids_of(regions)
        return Timeline(
            humi=__version__,
            schema=SCHEMA_VERSION,
            asked=asked.isoformat(),
            regions=tuple(timeline(pack, asked.toordinal()) for pack in self.loaded.chosen(wanted)),
            missing=self._missing(wanted),
        )

    def ask(
        self,
        dossier: Given,
        *,
        on: date | None = None,
        regions: Iterable[str] | None = None,
        seconds: float = SECONDS,
    ) -> tuple[Asking, ...]:
        """What to ask next of a dossier on a day (default: today), for each region; `seconds` for each proof.

        Raises DossierError, UnknownRegion, and ImportError without Z3 (`humi[prove]`).
        """
        from humi.questions.ask import ask

        read, day = self.dossier(dossier), day_of(on).toordinal()
        return tuple(ask(pack, read, day, seconds) for pack in self.loaded.chosen(ids_of(regions)))

    def how(
        self,
        dossier: Given,
        *,
        on: date | None = None,
        regions: Iterable[str] | None = None,
        keep: Iterable[str] = (),
        prices: Prices | None = None,
        seconds: float = SECONDS,
    ) -> Iterator[Ways]:
        """The shortest ways to yes of each designation and incentive that a dossier does not meet on a day (default: today).

        `keep` are paths of facts and lists that stay as they are; `prices` what changes cost (default: 1 each) and the days
        that they take. Raises DossierError, UnknownRegion, and ImportError without Z3 (`humi[prove]`).
        """
        from humi.questions.how import FREE, how

        read, day, kept = self.dossier(dossier), day_of(on).toordinal(), tuple(keep)
        packs = self.loaded.chosen(ids_of(regions))
        return (ways for pack in packs for ways in how(pack, read, day, seconds, kept, prices or FREE))

    def prove(self, region: str, *, on: date | None = None, seconds: float = SECONDS) -> Iterator[Answered]:
        """What every author should ask of a region, on a day (default: today): each claim proven, refuted with an example, or
        unknown within `seconds`. Raises UnknownRegion, and ImportError without Z3 (`humi[prove]`)."""
        from humi.questions.asking import prove

        (pack,) = self.loaded.chosen((region,))
        return prove(pack, day_of(on).toordinal(), seconds)

    def _missing(self, wanted: tuple[str, ...] | None) -> tuple[Missing, ...]:
        """Regions that were asked and cannot answer."""
        quarantined = self.loaded.quarantined
        return tuple(one.as_missing() for one in quarantined if wanted is None or one.region in wanted)

    def evaluate_many(
        self,
        dossiers: Iterable[Given],
        *,
        on: date | None = None,
        regions: Iterable[str] | None = None,
    ) -> Iterator[Decision]:
        """A decision for each dossier, in order, made as they are asked for."""
        day, wanted = day_of(on), ids_of(regions)
        for dossier in dossiers:
            yield self.evaluate(dossier, on=day, regions=wanted)


@lru_cache(maxsize=1)
def _installed() -> Humi:
    return Humi()


def evaluate(
    dossier: Given,
    *,
    on: date | None = None,
    regions: Iterable[str] | None = None,
) -> Decision:
    """The decision of the installed regions on one dossier. See `Humi.evaluate`."""
    return _installed().evaluate(dossier, on=on, regions=regions)
