"""What a command is asked about: regions by their id, drafts by their path."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from humi.errors import PackError, UnknownRegion, UsageError
from humi.plugins import POLICY, Quarantined, Regions, load_regions, unknown_region
from humi.reading.problems import Problem

if TYPE_CHECKING:
    from humi.policy.pack import Pack


@dataclass(frozen=True, slots=True)
class Target:
    """A pack that was asked for; `pack` is None where it could not be loaded, and `problems` tell why.

    `folder` is None where a plugin failed before it told where its files are. `cases` names a file of cases that was
    asked for alone.
    """

    name: str
    folder: Path | None
    pack: Pack | None
    problems: tuple[Problem, ...] = ()
    cases: Path | None = None


def find_targets(names: Sequence[str], plugins_dir: Path | str | None = None) -> list[Target]:
    """The packs meant by `names`: all regions where there are none. Raises UsageError with every name that is neither.

    A name is a region first, then a folder with a pack, a folder of such folders, or a file in one.
    """
    if not names:
        return _all(load_regions(folder=plugins_dir))
    regions = None if all(_looks_like_path(name) for name in names) else load_regions(folder=plugins_dir)
    found: list[Target] = []
    problems: list[Problem] = []
    for name in dict.fromkeys(names):
        of_region = [one for one in _all(regions) if one.name == name] if regions else []
        if of_region:
            found.extend(of_region)
        elif Path(name).exists():
            found.extend(_at(Path(name)))
        elif _looks_like_path(name):
            problems.append(Problem("C401", None, {"found": name}))
        else:
            problems.append(unknown_region(name, (one.name for one in _all(regions)) if regions else ()))
    if problems:
        raise (UnknownRegion if all(one.code == "C403" for one in problems) else UsageError)(problems)
    return found


def _looks_like_path(name: str) -> bool:
    return "/" in name or "\\" in name or name.endswith((".yaml", ".yml")) or name in (".", "..")


def _all(regions: Regions) -> list[Target]:
    loaded = [Target(region, _folder_of(pack), pack) for region, pack in regions.packs.items()]
    failed = [_quarantined(one) for one in regions.quarantined]
    return sorted((*loaded, *failed), key=lambda target: target.name)


def _folder_of(pack: Pack) -> Path:
    return Path(pack.file).parent


def _quarantined(one: Quarantined) -> Target:
    files = [problem.place.file for problem in one.problems if problem.place]
    problems = one.problems or (Problem("C408", None, {"name": one.region, "reason": one.reason}),)
    return Target(one.region, Path(files[0]).parent if files else None, None, problems)


def _at(path: Path) -> Iterable[Target]:
    """The packs at a path."""
    if path.is_file():
        alone = path if path.name not in (POLICY, "provisions.yaml") else None
        return [load_target(path.parent, cases=alone)]
    below = sorted(inner.parent for inner in path.glob(f"*/{POLICY}"))
    return [load_target(path)] if (path / POLICY).exists() or not below else [load_target(folder) for folder in below]


def load_target(folder: Path, cases: Path | None = None) -> Target:
    """The pack in a folder. It knows the shared facts and its own."""
    from humi.dossier.vocabulary import shared_vocabulary
    from humi.policy.reader import read_pack

    name = str(folder)
    try:
        pack = read_pack(folder / POLICY, shared_vocabulary())
    except PackError as error:
        return Target(name, folder, None, error.problems, cases)
    return Target(pack.region, folder, pack, (), cases)
