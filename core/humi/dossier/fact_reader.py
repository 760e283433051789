"""Reading declarations of facts: the shared vocabulary, and the `facts` of a pack."""

from __future__ import annotations

from humi.dossier.facts import BOUND, Fact
from humi.reading.fields import Fields, read_label, text_of, unknown_word, wrong_type
from humi.reading.keywords import SUPPLIERS, TYPES, chosen, english, truth
from humi.reading.located import Located, Mapping, Scalar
from humi.reading.problems import Problems
from humi.values.label import Label

KEYS = ("type", "name", "from", "evidence", "note", "members", "ordered", "places", "minimum", "maximum")


def read_facts(entity: str, located: Located, region: str, problems: Problems) -> list[Fact]:
    """The facts of one entity, keyed by name."""
    if not isinstance(located, Mapping):
        return []
    return [read_fact(entity, key.text, value, region, problems) for key, value in located.entries]


def read_fact(entity: str, name: str, located: Located, region: str, problems: Problems) -> Fact:
    """One fact. What is wrong is reported; the fact returned is usable all the same, so that rules can be checked."""
    fields = Fields(located, problems, KEYS if region else (*KEYS, "begins", "lasting"), english)
    kind = _one_of(fields, "type", TYPES, problems, "text")
    label = fields.label()
    if label is None:
        problems.add("L102", fields.place, key="name")
    members, member_labels = _members(fields, problems)
    if kind in ("category", "categories") and not members:
        problems.add("L102", fields.place, key="members")
    if kind == "boolean":
        members = ("no", "yes")
    places = _places(fields, kind, problems)
    return Fact(
        entity=entity,
        name=name,
        type=kind,
        label=label or Label(name, name),
        region=region,
        members=members,
        member_labels=member_labels,
        ordered=_flag(fields, "ordered", problems),
        places=places,
        minimum=_bound(fields, "minimum", kind, places, -BOUND, problems),
        maximum=_bound(fields, "maximum", kind, places, BOUND, problems),
        supplier=_one_of(fields, "from", SUPPLIERS, problems, "applicant") if "from" in fields else "applicant",
        evidence=fields.label("evidence"),
        note=fields.label("note"),
        begins=_flag(fields, "begins", problems),
        lasting=_flag(fields, "lasting", problems),
    )


def _one_of(fields: Fields, key: str, choices: dict[str, str], problems: Problems, default: str) -> str:
    located = fields.require(key)
    if located is None:
        return default
    written = text_of(located, problems)
    found = chosen(written, choices)
    if found in choices:
        return found
    unknown_word(problems, located.place, written, choices, choices)
    return default


def _members(fields: Fields, problems: Problems) -> tuple[tuple[str, ...], tuple[Label, ...]]:
    located = fields.get("members")
    if located is None:
        return (), ()
    if not isinstance(located, Mapping):
        problems.add("L103", located.place, found="list", expected="mapping")
        return (), ()
    labels = []
    for key, value in located.entries:
        if key.text in ("unknown", "other"):
            problems.add("L105", key.place, found=key.text, allowed="", suggestion="")
        labels.append(read_label(value, problems) or Label(key.text, key.text))
    return tuple(key.text for key, _ in located.entries), tuple(labels)


def _flag(fields: Fields, key: str, problems: Problems) -> bool:
    located = fields.get(key)
    if located is None:
        return False
    said = truth(located.value) if isinstance(located, Scalar) else None
    if said is None:
        problems.add("L103", located.place, found=getattr(located, "text", ""), expected="true / false")
    return bool(said)


def _places(fields: Fields, kind: str, problems: Problems) -> int:
    if kind == "money":
        return 2
    if kind != "decimal":
        return 0
    located = fields.get("places")
    if located is None:
        return 2
    if isinstance(located, Scalar) and isinstance(located.value, int) and 0 <= located.value <= 6:
        return located.value
    problems.add("L103", located.place, found=getattr(located, "text", ""), expected="0..6")
    return 2


def _bound(fields: Fields, key: str, kind: str, places: int, default: int, problems: Problems) -> int:
    from humi.values.numbers import NotANumber, parse_decimal, parse_money

    located, unlimited = fields.get(key), default * int(10**places)
    if located is None:
        return unlimited
    if not isinstance(located, Scalar) or isinstance(located.value, bool) or located.value is None:
        wrong_type(problems, located, "number")
        return unlimited
    try:
        return parse_money(located.value) if kind == "money" else parse_decimal(located.value, places)
    except NotANumber as error:
        problems.add("L110", located.place, found=located.text, reason=error.reason)
        return unlimited
