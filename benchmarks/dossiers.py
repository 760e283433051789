"""Dossiers for the benchmark region, made from a seed: plain dicts, as a clerk's YAML or a form's JSON would give them.

Every dossier starts as an applicant who meets all criteria. Then something may go wrong (a flaw), something may be
left out (a gap) and something may be written vaguely (`2023-07` for a day, a range for a number), so that the
verdicts met, not met and undetermined all come up often.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

ASKED = date(2025, 6, 30)
LATER = date(2026, 3, 31)
REGION = "bench"
JUDGED = {name: f"{REGION}/designations/demo/criteria/{name}" for name in ("chosen", "standard")}
"""The two criteria that only an authority's determination decides, with their paths."""

Dossier = dict[str, Any]


def dossiers(count: int, seed: int = 1) -> list[Dossier]:
    """`count` dossiers; the same seed gives the same ones."""
    random = Random(seed)
    return [_dossier(random, number) for number in range(count)]


def on_the_edge(count: int, seed: int = 1) -> list[Dossier]:
    """Like `dossiers`, but with values on or beside the bounds of the criteria: for checking, not for timing."""
    random = Random(seed)
    made = []
    for number in range(count):
        dossier = _dossier(random, number)
        for edge in random.sample(EDGES, 4):
            edge(dossier, random)
        made.append(dossier)
    return made


def _dossier(random: Random, number: int) -> Dossier:
    dossier = _qualified(random, number)
    for flaw in random.sample(FLAWS, random.choices((0, 1, 2, 3), (55, 20, 15, 10))[0]):
        flaw(dossier, random)
    if random.random() < 0.5:
        _blur(dossier, random)
    if random.random() < 0.4:
        _leave_out(dossier, random)
    return dossier


def _day(random: Random, first: date, last: date) -> date:
    return first + timedelta(days=random.randrange((last - first).days + 1))


def _text(random: Random, first: date, last: date) -> str:
    return _day(random, first, last).isoformat()


def _qualified(random: Random, number: int) -> Dossier:
    """An applicant of whom everything is known, and who meets every criterion."""
    staff = random.randint(20, 1800)
    revenue = random.randint(200, 40_000) * 10_000
    applied = _day(random, date(2025, 1, 10), date(2025, 5, 20))
    return {
        "unit": {
            "id": f"U{number:06}",
            "name": f"示例单位{number}",
            "place": REGION,
            "kind": random.choice(("enterprise",) * 3 + ("public_institution", "association", "university")),
            "founded": _text(random, date(2001, 1, 1), date(2023, 6, 30)),
            "staff": staff,
            "staff_trained": random.randint(staff * 2 // 5, staff),
            "traits": random.sample(("knowledge_intensive", "technology_intensive", "innovative"), random.randint(1, 3)),
            "has_rules": True,
            "has_organisation": True,
            "has_measures": True,
            "applied": applied.isoformat(),
            REGION: {
                "willing": True,
                "independent": True,
                "insured": random.random() < 0.7,
                "secrets": random.randint(20, 49),
                "officers": random.randint(2, 12),
                "coverage": f"{random.randint(80, 100)}%",
                "budget": f"{max(200_000, revenue // 1000) + random.randint(0, 300_000)} yuan",
                "revenue": f"{revenue} yuan",
                "rules_revised": _text(random, date(2022, 7, 1), date(2025, 3, 31)),
                "last_audit": _text(random, date(2023, 7, 1), date(2025, 5, 31)),
                "risk": random.choice(("slight", "low", "medium")),
                "grade": "a",
                "sector": random.choice(("manufacturing", "software", "biomedicine", "energy")),
                "systems": random.choice(
                    (
                        ["access_control"],
                        ["access_control", "encryption"],
                        ["backup", "watermark"],
                        ["access_control", "backup"],
                    )
                ),
                "inspected": {
                    "on": _text(random, applied, date(2025, 6, 20)),
                    "by": "市场监督管理局",
                    "result": "passed",
                },
            },
        },
        "titles": _titles(random, number),
        "cases": _cases(random, number),
        "determinations": [
            {"criterion": path, "result": "met", "on": "2025-06-25", "by": "市场监督管理局"} for path in JUDGED.values()
        ],
    }


def _title(random: Random, holder: str, kind: str, level: str, granted: date, years: int = 3) -> Dossier:
    last = granted.replace(year=granted.year + years, day=min(granted.day, 28)) - timedelta(days=1)
    return {
        "id": f"T{random.randrange(10**6):06}",
        "region": REGION,
        "kind": kind,
        "level": level,
        "holder": holder,
        "granted": granted.isoformat(),
        "held": f"{granted.isoformat()}/{last.isoformat()}",
    }


def _titles(random: Random, number: int) -> list[Dossier]:
    """A site of the last years, an older title of the city, sometimes more; none of them still a `demo`."""
    holder = f"U{number:06}"

    def title(kinds: str, levels: str, first: int, last: int) -> Dossier:
        granted = _day(random, date(first, 1, 1), date(last, 12, 31))
        return _title(random, holder, random.choice(kinds.split()), random.choice(levels.split()), granted)

    titles = [title("station point", "city", 2021, 2024), title("demo", "city province", 2017, 2021)]
    if random.random() < 0.4:
        titles.append(title("point", "district", 2018, 2024))
    if random.random() < 0.2:
        titles.append(title("demo", "city", 2024, 2024) | {"region": "sanmen"})
    random.shuffle(titles)
    return titles


def _cases(random: Random, number: int) -> list[Dossier]:
    """Complaints that came to nothing, or were punished long ago; at most one is still open."""
    cases = []
    for index in range(random.choice((0, 0, 1, 2, 3))):
        received = _day(random, date(2018, 1, 1), date(2022, 3, 31))
        case: Dossier = {
            "id": f"C{number:06}{index}",
            "region": REGION,
            "respondent": f"U{number:06}",
            "received": received.isoformat(),
            "disposed": (received + timedelta(days=60)).isoformat() if index else False,
            "infringement": False,
            "penalised": False,
        }
        if index and random.random() < 0.4:
            case |= {"infringement": True, "penalised": (received + timedelta(days=80)).isoformat()}
        cases.append(case)
    return cases


# --- flaws: each may break one criterion --------------------------------------------------


def _put(name: str, value: Callable[[Random], object], own: bool = True) -> Callable[[Dossier, Random], None]:
    def flaw(dossier: Dossier, random: Random) -> None:
        record = dossier["unit"][REGION] if own else dossier["unit"]
        record[name] = value(random)

    return flaw


def _odd_size(dossier: Dossier, random: Random) -> None:
    """Too few, too many, or at the edge; never fewer than are trained."""
    unit = dossier["unit"]
    unit["staff"] = random.choice((3, 8, 9, 1900, 2400, 5000))
    unit["staff_trained"] = min(unit["staff_trained"], unit["staff"])


def _still_holds(dossier: Dossier, random: Random) -> None:
    granted = _day(random, date(2022, 8, 1), date(2025, 5, 31))
    dossier["titles"].append(_title(random, dossier["unit"]["id"], "demo", "city", granted))


def _inexperienced(dossier: Dossier, random: Random) -> None:
    dossier["titles"] = dossier["titles"][:1] if random.random() < 0.5 else []


def _punished(dossier: Dossier, random: Random) -> None:
    dossier["cases"].append(
        {
            "id": "C9",
            "region": REGION,
            "received": "2022-02-01",
            "disposed": "2022-09-01",
            "infringement": True,
            "penalised": _text(random, date(2022, 5, 1), date(2025, 12, 31)),
        }
    )


def _piling_up(dossier: Dossier, random: Random) -> None:
    for index in range(2):
        case = {"id": f"C8{index}", "region": REGION, "received": True, "disposed": False, "infringement": False}
        dossier["cases"].append(case)


def _refused(dossier: Dossier, random: Random) -> None:
    random.choice(dossier["determinations"])["result"] = "not_met"


FLAWS: tuple[Callable[[Dossier, Random], None], ...] = (
    _put("kind", lambda random: random.choice(("law_firm", "individual", "service_body")), own=False),
    _put("founded", lambda random: _text(random, date(2023, 6, 1), date(2025, 1, 31)), own=False),
    _odd_size,
    _put("staff_trained", lambda random: random.randint(0, 2), own=False),
    _put("traits", lambda random: random.choice(([], ["time_honoured"], ["large"])), own=False),
    _put("has_rules", lambda random: False, own=False),
    _put("has_measures", lambda random: False, own=False),
    _put("applied", lambda random: random.choice((False, "2024-11-30", "2025-08-01")), own=False),
    _put("willing", lambda random: False),
    _put("independent", lambda random: False),
    _put("insured", lambda random: False),
    _put("secrets", lambda random: random.choice((0, 4, 60, 120))),
    _put("officers", lambda random: random.choice((0, 1))),
    _put("coverage", lambda random: f"{random.randint(40, 79)}%"),
    _put("budget", lambda random: f"{random.randint(1, 190) * 1000} yuan"),
    _put("revenue", lambda random: f"{random.randint(41_000, 300_000)}万元"),
    _put("rules_revised", lambda random: _text(random, date(2019, 1, 1), date(2022, 6, 30))),
    _put("last_audit", lambda random: _text(random, date(2021, 1, 1), date(2023, 6, 30))),
    _put("risk", lambda random: "high"),
    _put("grade", lambda random: random.choice(("b", "c", "d"))),
    _put("sector", lambda random: random.choice(("trade", "catering"))),
    _put("sector", lambda random: {"other": "银行"}),
    _put("systems", lambda random: random.choice(([], ["watermark"]))),
    _put("inspected", lambda random: random.choice((False, {"on": "2025-06-01", "result": "failed"}))),
    _still_holds,
    _inexperienced,
    _punished,
    _piling_up,
    _refused,
)


# --- gaps and vagueness --------------------------------------------------

DATES = ("founded", "applied", "rules_revised", "last_audit")
NUMBERS = ("staff", "staff_trained", "secrets", "officers")


def _blur(dossier: Dossier, random: Random) -> None:
    """Days become months or years, numbers become ranges, events lose their day or result."""
    unit, own = dossier["unit"], dossier["unit"][REGION]
    for name in random.sample(DATES, random.randint(1, 3)):
        record = unit if name in unit else own
        if isinstance(record[name], str):
            record[name] = record[name][: random.choice((4, 7, 7, 7))]
    if random.random() < 0.3:
        name = random.choice(NUMBERS)
        record = unit if name in unit else own
        record[name] = {"from": max(0, record[name] - random.randint(0, 5)), "to": record[name] + random.randint(1, 20)}
    if random.random() < 0.3:
        own["inspected"] = random.choice((True, {"on": "2025-06", "result": "passed"}, {"result": "passed"}))
    for title in dossier["titles"]:
        if random.random() < 0.25:
            title["granted"] = title["granted"][:7]
        if random.random() < 0.2:
            title["held"] = title["held"][:7] + "/" + random.choice(("", "..", title["held"][11:18]))
    for case in dossier["cases"]:
        if random.random() < 0.3 and isinstance(case.get("penalised"), str):
            case["penalised"] = random.choice((case["penalised"][:4], True))


def _leave_out(dossier: Dossier, random: Random) -> None:
    """Some facts, some fields of records, now and then a whole list or a determination are not recorded."""
    for record in (dossier["unit"], dossier["unit"][REGION]):
        names = [name for name in record if name not in ("id", "name", "place", REGION)]
        for name in random.sample(names, min(len(names), random.choice((0, 1, 1, 2, 4)))):
            if random.random() < 0.2:
                record[name] = "unknown"
            else:
                del record[name]
    for record in (*dossier["titles"], *dossier["cases"]):
        if random.random() < 0.2:
            name = random.choice([name for name in record if name != "id"])
            del record[name]
    chance = random.random()
    if chance < 0.10:
        del dossier[random.choice(("titles", "cases"))]
    elif chance < 0.20:
        dossier["complete"] = random.choice((False, ["titles"]))
    elif chance < 0.25:
        dossier["counted"] = {"cases": len(dossier["cases"]) + random.randint(0, 2)}
    if random.random() < 0.3:
        dossier["determinations"].pop()


# --- edges: on a bound, one below, one above --------------------------------------------------


def _number_at(name: str, *bounds: int, own: bool = True, written: str = "") -> Callable[[Dossier, Random], None]:
    """A number, or a range of numbers, at one of the bounds; `written` is how the dossier writes a single one."""

    def edge(dossier: Dossier, random: Random) -> None:
        record = dossier["unit"][REGION] if own else dossier["unit"]
        bound = random.choice(bounds)
        ends = sorted(bound + random.choice((-1, -1, 0, 0, 1)) for _ in range(2))
        low, high = (written.format(end) if written else end for end in ends)
        record[name] = low if random.random() < 0.4 else {"from": low, "to": high}
        if name == "staff":
            dossier["unit"]["staff_trained"] = random.choice((0, 3))

    return edge


def _day_at(name: str, *bounds: str, own: bool = True) -> Callable[[Dossier, Random], None]:
    """A day at one of the bounds, or its whole month."""

    def edge(dossier: Dossier, random: Random) -> None:
        record = dossier["unit"][REGION] if own else dossier["unit"]
        day = date.fromisoformat(random.choice(bounds)) + timedelta(days=random.choice((-1, 0, 1)))
        record[name] = day.isoformat()[: random.choice((7, 10, 10))]

    return edge


def _third_trained(dossier: Dossier, random: Random) -> None:
    """Exactly 30 %, or one more or less, perhaps as ranges."""
    unit, tens = dossier["unit"], random.randint(2, 100)
    unit["staff"], trained = tens * 10, tens * 3 + random.choice((-1, 0, 1))
    unit["staff_trained"] = trained if random.random() < 0.5 else {"from": trained, "to": trained + random.randint(0, 2)}
    if random.random() < 0.3:
        unit["staff"] = {"from": tens * 10 - random.randint(0, 2), "to": tens * 10 + random.randint(0, 2)}


def _thousandth(dossier: Dossier, random: Random) -> None:
    """A small budget of exactly a thousandth of the revenue, or a little beside it."""
    own, budget = dossier["unit"][REGION], random.randint(1, 199) * 1000
    ends = sorted(budget + random.choice((-1, 0, 0, 1)) for _ in range(2))
    own["budget"] = {"from": f"{ends[0]} yuan", "to": f"{ends[1]} yuan"}
    own["revenue"] = f"{budget * 1000} yuan"
    if random.random() < 0.5:
        own["revenue"] = {"from": own["revenue"], "to": f"{budget * 1000 + random.choice((0, 1000))} yuan"}


SEASONED = (
    ("2023-08-31", "2025-02-28"),
    ("2023-10-15", "2025-04-15"),
    ("2023-11-30", "2025-05-30"),
    ("2022-08-31", "2024-02-29"),
)


def _just_seasoned(dossier: Dossier, random: Random) -> None:
    """Eighteen months before the application, ends of months included."""
    founded, applied = random.choice(SEASONED)
    applied = (date.fromisoformat(applied) + timedelta(days=random.choice((-1, 0, 1)))).isoformat()
    unit = dossier["unit"]
    unit["founded"] = founded[: random.choice((7, 10, 10))]
    unit["applied"] = applied[: random.choice((7, 10, 10))]


def _title_at(dossier: Dossier, random: Random) -> None:
    """A title that begins or ends on a day of asking, or was granted on the first day that counts."""
    for title in dossier.setdefault("titles", []):
        asked = random.choice((ASKED, LATER)) + timedelta(days=random.choice((-1, 0, 1)))
        month = asked.isoformat()[:7]
        title["held"] = random.choice(
            (f"2020-01-01/{asked}", f"{asked}/2027-12-31", f"2020/{month}", f"{month}/..", f"2020-01/{month}-15")
        )
        title["granted"] = random.choice(("2019", "2020-12-31", "2021-01-01", "2020", "2021-01"))


def _penalised_at(dossier: Dossier, random: Random) -> None:
    for case in dossier.setdefault("cases", []):
        case["infringement"] = True
        case["penalised"] = random.choice(("2022-06-29", "2022-06-30", "2022-07-01", "2022-06", "2022", True))


EDGES: tuple[Callable[[Dossier, Random], None], ...] = (
    _number_at("staff", 10, 50, 2000, 2001, 3000, own=False),
    _number_at("officers", 1, 2),
    _number_at("secrets", 20, 50),
    _number_at("coverage", 80, written="{}%"),
    _number_at("budget", 200_000, written="{} yuan"),
    _number_at("revenue", 400_000_000, written="{} yuan"),
    _day_at("founded", "2023-12-31", "2024-01-01", own=False),
    _day_at("rules_revised", "2022-06-30", "2022-07-01"),
    _day_at("last_audit", "2023-07-01", "2025-06-30"),
    _day_at("applied", "2025-01-01", "2025-06-30", "2025-12-31", "2026-01-01", own=False),
    _third_trained,
    _thousandth,
    _just_seasoned,
    _title_at,
    _penalised_at,
)
