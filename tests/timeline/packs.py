"""Invented packs, one for each shape that dates take, and their timelines on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from humi.policy.pack import Pack
from humi.road.timeline import timeline
from humi.timeline import RegionTimeline, Timeline
from tests.engines.agreement import pack_of

TODAY = date(2026, 6, 1)
LONG = "国家商业秘密保护创新试点地区建设工作领导小组办公室统筹协调与督导评估阶段" * 3
SENT_BY = {
    "readings": {"in": "2023-05-25", "out": "2023-05-24"},
    "names": {"in": {"zh": "含当日", "en": "day included"}, "out": {"zh": "不含当日", "en": "day excluded"}},
}


def named(name: str, zh: str, en: str, **rest: Any) -> dict[str, Any]:
    return {"name": {"zh": f"{name}{zh}", "en": f"{en} {name}"}, "source": "p1", **rest}


def phases(**written: dict[str, Any]) -> dict[str, Any]:
    """The section `phases`, in the order written."""
    return {name: named(name, "阶段", "phase", order=order, **dates) for order, (name, dates) in enumerate(written.items(), 1)}


def target(name: str, **rest: Any) -> dict[str, Any]:
    return named(name, "目标", "target", count="titles", **rest)


def pack(region: str = "testland", zh: str = "试验区", en: str = "Testland", **sections: Any) -> Pack:
    edition = {"version": "1.0.0", "text": "complete"}
    return pack_of({"humi": 1, "region": {"id": region, "name": {"zh": zh, "en": en}}, "edition": edition, **sections})


def region(on: date = TODAY, **sections: Any) -> RegionTimeline:
    return timeline(pack(**sections), on.toordinal())


def whole(*regions: RegionTimeline, on: date = TODAY) -> Timeline:
    return Timeline("0.0.0", 1, on.isoformat(), regions)


def shape(name: str, on: date = TODAY, region_id: str = "testland") -> RegionTimeline:
    return region(on, region=region_id, **SHAPES[name])


# --- shapes ---


def _quarter(number: int) -> dict[str, str]:
    year, month = 2000 + number // 4, number % 4 * 3 + 1
    return {"period": f"{year}-{month:02}/{year}-{month + 2:02}"}


REPORT = {
    "for": "programme",
    "who": "authority",
    "every": {"year": "2024/2026"},
    "done": {"programme.reported": {"within": "year"}},
    "by": {"each_year": "12-15"},
}
SHAPES: dict[str, dict[str, Any]] = {
    "dated": {
        "phases": phases(
            a={"period": "2009-09/2009-10"},
            b={"period": "2009-11/2010-09"},
            c={"period": "2010-10/2011-06"},
            d={"period": "2011-07/.."},
        )
    },
    "month and length": {
        "phases": phases(pilot={"from": "2023-07", "lasts": {"years": 2}}, report={"period": "2024"}),
        "targets": {
            "sent_up": target("sent", kind="quota", between=[1, 2], due=SENT_BY),
            "first": target("first", kind="milestone", at_least=3, due="2023-12-31"),
        },
    },
    "undated": {"phases": phases(**{name: {"period": "undated"} for name in "abcd"})},
    "undated beside dated": {"phases": phases(a={"period": "2025-03/2025-06"}, b={"period": "undated"})},
    "unknown ends": {
        "phases": phases(
            begins={"from": "2024-03-01", "to": "unstated"},
            ends={"to": "2025-06-30"},
            month={"from": "2024-05", "to": "unstated"},
        )
    },
    "readings of an end": {"phases": phases(a={"from": "2023-01-01", "to": SENT_BY})},
    "overlapping": {
        "phases": phases(a={"period": "2024-01/2024-08"}, b={"period": "2024-05/2025-02"}, c={"period": "2024-05"})
    },
    "one day": {"phases": phases(a={"period": "2024-05-25"})},
    "never certain": {"phases": phases(a={"from": "2024-05", "to": {"readings": {"x": "2024-05-10", "y": "2024-05-20"}}})},
    "forty": {"phases": phases(**{f"p{number}": _quarter(number) for number in range(40)})},
    "long names": {
        "phases": {
            "a": {**named("", LONG, "coordination and supervision " * 8), "order": 1, "period": "2024/2026"},
            "b": {**named("", LONG, "W" * 150), "order": 2, "period": "undated"},
        },
        "targets": {"t": {**named("", LONG, "M" * 150), "count": "titles", "at_least": 3, "due": "2026-12-31"}},
    },
    "marks": {"phases": {"a": {**named("", '<b>&"甲"', "<b>&\"one\"'"), "order": 1, "period": "2026"}}},
    "no phases": {"in_force": {"from": "2024-01-01", "to": "unstated", "source": "p3"}},
    "nothing": {},
    "no limits": {"phases": phases(a={"period": "0001/9999"}, b={"period": "../2023-06"})},
    "yearly": {
        "governs": {"period": "2024/2026", "source": "p5"},
        "targets": {"y": target("yearly", at_least="90", every={"year": "2001/2060"})},
        "facts": {"programme.reported": {"type": "event", "name": {"zh": "报告", "en": "report"}}},
        "duties": {"report": named("report", "年报", "yearly", **REPORT)},
    },
    "undated targets": {
        "targets": {"u": target("u", at_least=4, due="unstated"), "v": target("v", at_least=1, due="2025-12-31")}
    },
}
