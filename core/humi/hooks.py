"""The hooks of Humi, for pluggy. A region is a plugin: a package with an entry point in the group `humi`.

```python
# yinchuan/__init__.py
from humi.hooks import RegionPlugin

plugin = RegionPlugin(__name__)
```
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from humi.dossier.vocabulary import Vocabulary
    from humi.policy.pack import Pack

PROJECT = "humi"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)
POLICY = "policy.yaml"


class HookSpecs:
    """What a region's plugin may implement."""

    @hookspec(firstresult=True)
    def humi_region(self, vocabulary: Vocabulary) -> Pack:  # type: ignore[empty-body]
        """The rules of this region.

        Called once, when the region is loaded. `vocabulary` holds the shared facts and those of regions loaded before; do
        not change it, extend it with `Vocabulary.with_region`. Raise PackError with every problem of the files: the region
        is then left out, and every answer says so.
        """


class RegionPlugin:
    """A region whose rules are all in the `policy.yaml` beside its `__init__.py` (or in a folder)."""

    def __init__(self, module: str | Path) -> None:
        if isinstance(module, Path):
            self.folder = module
        else:
            import sys

            file = sys.modules[module].__file__
            assert file is not None, f"{module} has no file"
            self.folder = Path(file).parent

    @hookimpl
    def humi_region(self, vocabulary: Vocabulary) -> Pack:
        from humi.policy.reader import read_pack

        return read_pack(self.folder / POLICY, vocabulary)
