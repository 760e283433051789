"""The reference: a naive interpreter of the rule language on plain data, against which the engine is tested.

It shares no code with `core/humi`. Read it beside `docs/language.md`:

| module | sections of the page |
| --- | --- |
| `facts`, `ranges` | Three answers; facts; As of the day of asking |
| `truth` | Three answers; Causes of undetermined |
| `evaluator`, `facts_compared`, `comparing` | Conditions |
| `values`, `days` | Values |
| `relations` | Related records |
| `determinations` | `judgement` |
| `road`, `outcomes` | Who is judged; Designations; Targets; Incentives; Duties; Governing date; Silent topics |
"""

from .outcomes import Answer
from .road import judge, judge_targets
from .truth import Cause

__all__ = ["Answer", "Cause", "judge", "judge_targets"]
