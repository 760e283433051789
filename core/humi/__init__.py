"""Humi (护密): rules as code for China's local trade-secret-protection programmes.

```python
import humi

decision = humi.evaluate({"unit": {"place": "yinchuan"}}, regions=["yinchuan"])
print(decision.explain("en"))
```

This module is the whole public surface; everything else may change between versions. What is listed in `__all__` follows
semantic versioning, and the schemas of dossier, decision and pack carry versions of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from humi.version import __version__

if TYPE_CHECKING:
    from humi.decision import (
        Bound,
        Cause,
        Citation,
        ComparedAnswer,
        Decision,
        DesignationDecision,
        Difference,
        DutyDecision,
        Finding,
        Ground,
        IncentiveDecision,
        Missing,
        Outcome,
        Pace,
        Reason,
        RegionDecision,
        Standing,
        TargetDecision,
        TitleStanding,
    )
    from humi.decision_table import DecisionTable, TableDecision
    from humi.dossier.dossier import Dossier
    from humi.dossier.registry import Registry
    from humi.engines.prove import Prices
    from humi.errors import (
        DossierError,
        HumiError,
        InputError,
        PackError,
        UnknownRegion,
        Untranslatable,
        UsageError,
    )
    from humi.hooks import RegionPlugin, hookimpl
    from humi.library import Humi, evaluate
    from humi.questions.answers import Answered, Example, Proven, Refuted, Taken, Unknown
    from humi.questions.ask import Asked, Asking, Question
    from humi.questions.how import Step, Way, Ways
    from humi.reading.problems import Place, Problem
    from humi.timeline import Deadline, Edge, Reading, RegionTimeline, Stretch, Timeline
    from humi.values.label import Label

_HOMES = {
    "humi.decision": (
        "Bound",
        "Cause",
        "Citation",
        "ComparedAnswer",
        "Decision",
        "DesignationDecision",
        "Difference",
        "DutyDecision",
        "Finding",
        "Ground",
        "IncentiveDecision",
        "Missing",
        "Outcome",
        "Pace",
        "Reason",
        "RegionDecision",
        "Standing",
        "TargetDecision",
        "TitleStanding",
    ),
    "humi.decision_table": ("DecisionTable", "TableDecision"),
    "humi.dossier.dossier": ("Dossier",),
    "humi.dossier.registry": ("Registry",),
    "humi.engines.prove": ("Prices",),
    "humi.errors": (
        "DossierError",
        "HumiError",
        "InputError",
        "PackError",
        "UnknownRegion",
        "Untranslatable",
        "UsageError",
    ),
    "humi.hooks": ("RegionPlugin", "hookimpl"),
    "humi.library": ("Humi", "evaluate"),
    "humi.questions.answers": ("Answered", "Example", "Proven", "Refuted", "Taken", "Unknown"),
    "humi.questions.ask": ("Asked", "Asking", "Question"),
    "humi.questions.how": ("Step", "Way", "Ways"),
    "humi.reading.problems": ("Place", "Problem"),
    "humi.timeline": ("Deadline", "Edge", "Reading", "RegionTimeline", "Stretch", "Timeline"),
    "humi.values.label": ("Label",),
}
"""Where each public name lives; loaded when first used, so that `import humi` stays light."""

__all__ = [
    "Answered",
    "Asked",
    "Asking",
    "Bound",
    "Cause",
    "Citation",
    "ComparedAnswer",
    "Deadline",
    "Decision",
    "DecisionTable",
    "DesignationDecision",
    "Difference",
    "Dossier",
    "DossierError",
    "DutyDecision",
    "Edge",
    "Example",
    "Finding",
    "Ground",
    "Humi",
    "HumiError",
    "IncentiveDecision",
    "InputError",
    "Label",
    "Missing",
    "Outcome",
    "Pace",
    "PackError",
    "Place",
    "Prices",
    "Problem",
    "Proven",
    "Question",
    "Reading",
    "Reason",
    "Refuted",
    "RegionDecision",
    "RegionPlugin",
    "RegionTimeline",
    "Registry",
    "Standing",
    "Step",
    "Stretch",
    "TableDecision",
    "Taken",
    "TargetDecision",
    "Timeline",
    "TitleStanding",
    "Unknown",
    "UnknownRegion",
    "Untranslatable",
    "UsageError",
    "Way",
    "Ways",
    "__version__",
    "evaluate",
    "hookimpl",
]


def __getattr__(name: str) -> Any:
    from importlib import import_module

    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'humi' has no attribute {name!r}")


def __dir__() -> list[str]:
    return list(__all__)
