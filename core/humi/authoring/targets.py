"""What a command is asked about: regions by their id, drafts by their path."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from humi.errors import PackError, UnknownRegion, UsageError
from humi.plugins import POLICY, Origin, Regions, load_regions, unknown_region
from humi.reading.problems import Problem

if TYPE_CHECKING:
    from humi.policy.pack import Pack

LINE = re.compile(r"(.+?):([0-9]{1,7})(?::[0-9]*)?")


@dataclass(frozen=True, slots=True)
class Target:
    """A pack that was asked for; `pack` is None where it could not be loaded, and `problems` tell why.

    `folder` is None where nothing of a plugin is there but its entry point. `cases` names a file of cases that was asked
    for alone, `line` a line of it: the one case that stands there.
    """

    name: str
    origin: Origin
    folder: Path | None
    pack: Pack | None
    problems: tuple[Problem, ...] = ()
    cases: Path | None = None
    line: int = 0


def find_targets(names: Sequence[str], plugins_dir: Path | str | None = None) -> list[Target]:
    """The packs meant by `names`: all regions where there are none. Raises UsageError with every name that is neither.

    A name is a folder here with a pack first: whoever copied a region means the copy. Then it is a region, a folder of such
    folders, or a file in one, of which a line may be named (`cases.yaml:120`). The folder of an installed region is that
    region, so that rules made in Python are there; any other is read as YAML, and no code is run.
    """
    if not names:
        return _all(load_regions(folder=plugins_dir))
    lines = {path: line for path, line in map(_parted, names) if line}
    names = [_parted(name)[0] for name in names]
    paths = [name for name in names if Path(name).exists() and _looks_like_path(name)]
    needed = len(paths) < len(names) or any(_may_be_installed(Path(name)) for name in paths)
    regions = _all(load_regions(folder=plugins_dir)) if needed else []
    found: list[Target] = []
    problems: list[Problem] = []
    for name in dict.fromkeys(names):
        of_region = [one for one in regions if one.name == name]
        if of_region and not (Path(name) / POLICY).is_file():
            found.extend(of_region)
        elif Path(name).exists():
            found.extend(replace(one, line=lines.get(name, 0)) for one in _at(Path(name), regions))
        elif _looks_like_path(name):
            problems.append(Problem("C401", None, {"found": name}))
        else:
            problems.append(unknown_region(name, (one.name for one in regions)))
    if problems:
        raise (UnknownRegion if all(one.code == "C403" for one in problems) else UsageError)(problems)
    return found


def _parted(name: str) -> tuple[str, int]:
    """A file and the line of it that is named, as places are written: `cases.yaml:120` or `cases.yaml:120:5`."""
    match = LINE.fullmatch(name)
    if match is None or Path(name).exists() or not Path(match[1]).is_file():
        return name, 0
    return match[1], int(match[2])


def _looks_like_path(name: str) -> bool:
    return "/" in name or "\\" in name or name.endswith((".yaml", ".yml")) or name in (".", "..")


def _all(regions: Regions) -> list[Target]:
    loaded = [Target(name, regions.origins[name], Path(pack.file).parent, pack) for name, pack in regions.packs.items()]
    failed = [Target(one.region, one.origin, _folder(one.origin), None, one.problems) for one in regions.quarantined]
    return sorted((*loaded, *failed), key=lambda target: target.name)


def _folder(origin: Origin) -> Path | None:
    home = origin.home
    return home.parent if home is not None and home.is_file() else home


# --- paths ---


def _at(path: Path, regions: Sequence[Target]) -> Iterable[Target]:
    """The packs at a path."""
    if path.is_file():
        alone = path if path.name not in (POLICY, "provisions.yaml") else None
        return [_in(path.parent, regions, alone)]
    below = _packs_below(path)
    return [_in(path, regions)] if (path / POLICY).exists() or not below else [_in(folder, regions) for folder in below]


def _packs_below(path: Path) -> list[Path]:
    return sorted(inner.parent for inner in path.glob(f"*/{POLICY}"))


def _may_be_installed(path: Path) -> bool:
    """Whether there is a package at a path, or below it."""
    folder = path if path.is_dir() else path.parent
    return any((one / "__init__.py").exists() for one in (folder, *_packs_below(folder)))


def _in(folder: Path, regions: Sequence[Target], cases: Path | None = None) -> Target:
    for one in regions:
        if one.folder is not None and one.folder.exists() and one.folder.samefile(folder):
            return replace(one, cases=cases)
    return load_target(folder, cases)


def load_target(folder: Path, cases: Path | None = None) -> Target:
    """The pack in a folder, as YAML. It knows the shared facts and its own."""
    origin = Origin(str(folder), None, folder=folder)
    return again(Target(origin.name, origin, folder, None, (), cases))


def again(target: Target) -> Target:
    """The pack read again, as its files are now."""
    from humi.dossier.vocabulary import shared_vocabulary

    try:
        pack = target.origin.pack(shared_vocabulary())
    except PackError as error:
        return replace(target, pack=None, problems=error.problems)
    return replace(target, name=pack.region, pack=pack, problems=())
