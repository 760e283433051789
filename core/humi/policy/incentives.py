"""Reading the section `incentives`: what follows for somebody, under which conditions."""

from __future__ import annotations

from humi.language.context import Context
from humi.language.nodes import MONEY
from humi.language.values import read_value
from humi.policy.follows import read_follows
from humi.policy.pack import Incentive
from humi.policy.rules import META, RuleReader, identifier
from humi.policy.sections import entries, judged
from humi.reading.fields import Fields
from humi.reading.keywords import english
from humi.reading.located import Located

INCENTIVE = ("for", "amount", "service", "priority_of", "follows", "criteria", "governed_by", *META)


def incentives(fields: Fields, reader: RuleReader) -> tuple[Incentive, ...]:
    """The section `incentives`."""
    return tuple(_incentive(identifier(key), value, reader) for key, value in entries(fields, "incentives", reader.problems))


def _incentive(name: str, located: Located, reader: RuleReader) -> Incentive:
    fields = Fields(located, reader.problems, INCENTIVE, english)
    path = f"incentives/{name}"
    this, holders = judged(fields, reader)
    context = Context(reader.names, path, this)
    amount = fields.get("amount")
    governed_by = reader.event(fields, "governed_by", context)
    if governed_by is None and this == "claim":
        governed_by = context.resolve("claim.filed", fields.place)
    return Incentive(
        **reader.meta(fields, path, named=True),
        this=this,
        holders=holders,
        criteria=reader.criteria(fields, "criteria", path, this),
        amount=read_value(amount, context, MONEY) if amount else None,
        service=fields.text("service") or fields.text("priority_of"),
        follows=read_follows(fields, reader, context),
        governed_by=governed_by,
    )
