"""The hooks of Humi, for pluggy. A region is a plugin: an entry point in the group `humi` that names an object with hooks.

```python
# humi_lanting/__init__.py
from humi import RegionPlugin

plugin = RegionPlugin(__name__)
```

Each hook gives sections of the region's rules as they would stand in a `policy.yaml`: what `RegionPlugin` read there, or plain
data made in Python (dict, list, str, int, bool, date). The host merges them and reads the whole strictly, as one file. So
Python makes rules, never answers. docs/plugins.md is the manual.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pluggy

if TYPE_CHECKING:
    from humi.reading.located import Located
    from humi.reading.problems import Problem

PROJECT = "humi"
POLICY = "policy.yaml"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)

SECTIONS = {
    "humi_region": ("humi", "region", "edition", "in_force", "governs", "kinds", "facts", "terms", "tables", "acts", "silent"),
    "humi_eligibility": ("scope", "designations"),
    "humi_phases": ("phases", "targets"),
    "humi_incentives": ("incentives",),
    "humi_duties": ("duties",),
}
"""Every hook, in the order in which they are called, with the sections that it may give."""
REQUIRED = ("humi_region", "humi_eligibility")


class HookSpecs:
    """What a region's plugin may implement.

    No hook takes arguments: what a document says depends neither on who asks nor on other regions. Each plugin is registered
    on a manager of its own, so that hooks of regions never meet.
    """

    # -------------------------------------------------------------------------
    # identity and document
    # -------------------------------------------------------------------------

    @hookspec(firstresult=True)
    def humi_region(self) -> Mapping[str, Any] | None:
        """Which region this is, what its document is, and the words that its other sections use.

        Called first, each time the region is loaded.

        :return: Any of `humi`, `region`, `edition`, `in_force`, `governs`, `kinds`, `facts`, `terms`, `tables`, `acts`,
            `silent`, by name; the first three have to be there. None is an error: a region says who it is.
        :raises PackError: The region is left out with these problems. Any other exception is told in one line.

        Use in plugins: required, once. `RegionPlugin` implements it from `policy.yaml`.
        """

    # -------------------------------------------------------------------------
    # who may become what
    # -------------------------------------------------------------------------

    @hookspec(firstresult=True)
    def humi_eligibility(self) -> Mapping[str, Any] | None:
        """Whom the document applies to, and what it lets them become, on which conditions.

        Called after `humi_region`.

        :return: `scope`, which has to be there, and `designations`. None is an error: a region says where it applies.
        :raises PackError: As for `humi_region`.

        Use in plugins: required, once. `RegionPlugin` implements it from `policy.yaml`.
        """

    # -------------------------------------------------------------------------
    # the programme
    # -------------------------------------------------------------------------

    @hookspec(firstresult=True)
    def humi_phases(self) -> Mapping[str, Any] | None:
        """The phases of the programme, and the numbers it sets itself.

        Called after `humi_eligibility`.

        :return: `phases` and `targets`. None: the document has neither.
        :raises PackError: As for `humi_region`.

        Use in plugins: optional, once. `RegionPlugin` implements it from `policy.yaml`.
        """

    @hookspec(firstresult=True)
    def humi_incentives(self) -> Mapping[str, Any] | None:
        """What may be claimed.

        Called after `humi_phases`.

        :return: `incentives`. None: the document grants none; `silent` in `humi_region` then tells so.
        :raises PackError: As for `humi_region`.

        Use in plugins: optional, once. `RegionPlugin` implements it from `policy.yaml`.
        """

    @hookspec(firstresult=True)
    def humi_duties(self) -> Mapping[str, Any] | None:
        """What somebody has to do: duties, handling of cases, consequences, publicity, funding.

        Called last.

        :return: `duties`. None: the document lays down none.
        :raises PackError: As for `humi_region`.

        Use in plugins: optional, once. `RegionPlugin` implements it from `policy.yaml`.
        """


class RegionPlugin:
    """A region whose rules are in the `policy.yaml` beside its module (given by name), or in a folder.

    A region that needs Python subclasses it. What a hook gives is a dict of sections; a section can be read with `[key]` and
    added to with `|`, and everything that was in the file keeps its line and column.

    ```python
    class Lanting(RegionPlugin):
        @hookimpl
        def humi_duties(self) -> dict[str, Any]:
            written = super().humi_duties()
            return written | {"duties": written["duties"] | {"report_2026": report(2026)}}
    ```
    """

    def __init__(self, module: str | Path) -> None:
        if isinstance(module, Path):
            self.folder = module
        else:
            import sys

            file = sys.modules[module].__file__
            assert file is not None, f"{module} has no file"
            self.folder = Path(file).parent

    @hookimpl
    def humi_region(self) -> dict[str, Any]:
        """Identity and document, and every key that belongs to no hook, for the reader to refuse at its place."""
        return self._sections("humi_region")

    @hookimpl
    def humi_eligibility(self) -> dict[str, Any]:
        """Scope and designations."""
        return self._sections("humi_eligibility")

    @hookimpl
    def humi_phases(self) -> dict[str, Any]:
        """Phases and targets."""
        return self._sections("humi_phases")

    @hookimpl
    def humi_incentives(self) -> dict[str, Any]:
        """Incentives."""
        return self._sections("humi_incentives")

    @hookimpl
    def humi_duties(self) -> dict[str, Any]:
        """Duties."""
        return self._sections("humi_duties")

    def _sections(self, hook: str) -> dict[str, Any]:
        """What `policy.yaml` has of a hook's sections, by English name. Raises PackError with every problem of the file."""
        from humi.errors import PackError
        from humi.reading.keywords import english
        from humi.reading.located import Key
        from humi.reading.located import Mapping as LocatedMapping

        file = self.folder / POLICY
        located, problems = _written(file, _stamp(file))
        if not isinstance(located, LocatedMapping):
            raise PackError(problems)
        names = [english(key.text) for key, _ in located.entries]
        found: dict[str, Any] = {}
        for name, (key, value) in zip(names, located.entries, strict=True):
            if giver(name) == hook:
                # A section in both spellings keeps them: the reader refuses the second at its place.
                found[Key.of(name if names.count(name) == 1 else key.text, key.place)] = value
        return found


def giver(section: str) -> str:
    """The hook that gives a section; `humi_region` where none does."""
    return next((hook for hook, sections in SECTIONS.items() if section in sections), "humi_region")


@lru_cache(maxsize=1)
def _written(file: Path, stamp: object) -> tuple[Located | None, tuple[Problem, ...]]:
    """The tree of a file, or why there is none. Five hooks ask for it one after the other; it is read once."""
    from humi.reading.fields import wrong_type
    from humi.reading.located import Mapping as LocatedMapping
    from humi.reading.problems import Problems
    from humi.reading.strict_yaml import read_yaml

    problems = Problems()
    located = read_yaml(file, problems)
    if located is not None and not isinstance(located, LocatedMapping):
        wrong_type(problems, located, "mapping")
    return located, tuple(problems)


def _stamp(file: Path) -> object:
    """What changes when the file does."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
