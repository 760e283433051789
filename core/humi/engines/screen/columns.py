"""Terms as columns of Ibis tables.

A frame becomes a table in stages: what looks at the rows below waits until those have what they need of this one. Within a
stage, what is used more than once gets a name of its own, in layers: translating to Polars has no memory for what is shared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from humi.dossier.facts import NO, UNKNOWN, YES
from humi.engines.screen.expressions import expression, nothing, summary, whole
from humi.engines.screen.frames import NO_PLACE, Frame, Term
from humi.engines.screen.lookups import looked_up
from humi.engines.screen.moves import Move
from humi.engines.screen.pauses import Span, Stretches, marks, stretched
from humi.engines.screen.plan import Plan, looked_at, reachable
from humi.engines.screen.population import Population
from humi.engines.screen.sight import Sight
from humi.population.slots import APPLICANTS, DETERMINATIONS, KEY, PLACE, column
from humi.values.dates import FIRST_DAY, LAST_DAY

if TYPE_CHECKING:
    import ibis.expr.types as ir


class Columns:
    """Makes tables of terms, over a population as it is seen."""

    def __init__(self, population: Population, sight: Sight) -> None:
        self.population = population
        self.sight = sight
        self.lookups: dict[Move, ir.Table] = {}
        self.stretches: dict[tuple[Frame, tuple[tuple[int, Span], ...]], ir.Table] = {}

    def table(self, frame: Frame, wanted: Iterable[Term]) -> ir.Table:
        """A row for each row of the frame, with what tells it apart and a column for each term, under its name."""
        wanted = list(dict.fromkeys(wanted))
        above = None
        if frame.parent is not None:
            above = self.table(frame.parent, looked_at(wanted))
        return self._rows(frame, wanted, above)

    def _rows(self, frame: Frame, wanted: Sequence[Term], above: ir.Table | None) -> ir.Table:
        plan = Plan(frame, wanted)
        table = self._base(frame, plan)
        if above is not None and (plan.above or frame.not_itself):
            table = _joined_above(table, above, _known(frame.parent, above), [term.name for term in plan.above])
        if frame.not_itself:
            assert frame.parent is not None
            table = table.filter(table[frame.identity[-1]] != table[frame.parent.identity[-1]])
        for stage in range(plan.stages):
            for below, terms in plan.below(stage):
                table = self._with_below(table, frame, below, terms)
            for layer in plan.layers(stage):
                table = self._with_layer(table, layer, plan)
        return table.select(*_known(frame, table), *(term.name for term in wanted))

    def _with_layer(self, table: ir.Table, layer: Sequence[Term], plan: Plan) -> ir.Table:
        named = frozenset(plan.named)
        looked = [term for term in layer if term.op == "moved"]
        for term in looked:
            table = looked_up(table, term, self.lookups)
        rest = {term.name: expression(term, table, named, top=True) for term in layer if term.op != "moved"}
        rest = {name: value for name, value in rest.items() if name not in table.columns}
        return table.mutate(**rest) if rest else table

    # --- rows ---

    def _base(self, frame: Frame, plan: Plan) -> ir.Table:
        seen = reachable([frame.seen] if isinstance(frame.seen, Term) else [])
        # Ibis takes selections that differ only in their order for one, and a union needs both its sides in one order.
        columns = dict(sorted({term.args[0]: term for term in (*plan.terms, *seen) if term.op == "column"}.items()))
        table = self._source(frame, columns)
        if frame.seen is not True:
            table = table.filter(expression(frame.seen, table, frozenset()))
        judged = [term for term in plan.terms if term.op == "judged"]
        return self._with_judged(table, frame, judged) if judged else table

    def _source(self, frame: Frame, columns: dict[str, Term]) -> ir.Table:
        if frame.parent is None:
            return _selected(self.population.tables[APPLICANTS], columns)
        if isinstance(frame, Stretches):
            return self._stretches(frame)
        if not frame.source:
            return _selected(self.population.tables[frame.relation], columns, frame.identity[-1])
        return self._claims(frame, columns)

    def _stretches(self, frame: Stretches) -> ir.Table:
        """The stretches of days that spans take out."""
        import ibis

        identity, made = _identity(frame.of), (frame.of, frame.spans)
        if made not in self.stretches:
            taken = ibis.union(*(self._taken(span, frame.of).mutate(sure=whole(sure)) for sure, span in frame.spans))
            self.stretches[made] = stretched(taken.distinct(), [*identity, "sure"])
        found = self.stretches[made].view()
        # No two that are both sure, or both possible, begin on one day.
        place = found["first"] * whole(2) + found["sure"]
        return found.select(*identity, "first", "last", "sure", **{frame.identity[-1]: place})

    def _taken(self, span: Span, of: Frame) -> ir.Table:
        """The periods of a span, each with what tells the row apart out of which it takes days."""
        terms = [term for term in (span.when, span.first, span.last) if isinstance(term, Term)]
        rows, named = self.table(span.frame, [*terms, *marks(span.frame)]), frozenset(terms)
        when, first, last = (expression(part, rows, named) for part in (span.when, span.first, span.last))
        taken = rows.filter(when & (first <= last)).select(*_known(of, rows), first=first, last=last)
        if len(taken.columns) < len(_identity(of)) + 2:
            taken = _joined_above(taken, self.table(of, marks(of)), _identity(of), [])
        return taken.select(*_identity(of), "first", "last")

    def _claims(self, frame: Frame, columns: dict[str, Term]) -> ir.Table:
        """The claims to an incentive, and those that could be filed."""
        import ibis

        facts = self.sight.vocabulary.facts_of("claim")
        place, applicants = frame.identity[-1], self.population.tables[APPLICANTS]
        identity = column(self.sight.vocabulary.facts_of("unit")["id"], 0)
        holder = applicants[identity] if identity in applicants.columns else ibis.literal(None, "string")
        filed = {column(facts["filed"], offset): self.sight.asked for offset in (0, 1)}
        filled: dict[str, Any] = {
            column(facts["incentive"], 0): ibis.literal(frame.source),
            column(facts["region"], 0): ibis.literal(self.sight.region),
            column(facts["holder"], 0): holder.cast("string"),
            column(facts["paid"], 0): whole(NO),
            **{name: whole(day) for name, day in filed.items()},
        }
        empty = {name: nothing(term) for name, term in columns.items()}
        could_be = applicants.select(KEY, **{place: whole(NO_PLACE)}, **{name: filled.get(name, empty[name]) for name in empty})
        if "claims" not in self.population.tables:
            return could_be
        claims = self.population.tables["claims"]
        incentive = column(facts["incentive"], 0)
        if incentive not in claims.columns:
            return could_be
        claims = claims.filter((claims[incentive] == frame.source).fill_null(False))
        recorded = claims.select(
            KEY,
            **{place: claims[PLACE].cast("int64")},
            **{name: _filled(claims, name, term) for name, term in columns.items()},
        )
        seen = recorded.filter(expression(frame.seen, recorded, frozenset())).select(KEY).distinct()
        return ibis.union(recorded, could_be.anti_join(seen, KEY), distinct=False)

    def _with_judged(self, table: ir.Table, frame: Frame, terms: list[Term]) -> ir.Table:
        """The determinations, each as a column."""
        import ibis

        decided = self._decided(terms, of_records=frame.parent is not None)
        predicates = [table[KEY] == decided.decided_key]
        if frame.parent is not None:
            about = expression(terms[0].args[1], table, frozenset()) if terms[0].args[1] is not None else ibis.literal("")
            predicates.append(about.fill_null("") == decided.decided_about)
        names = table.columns
        table = table.left_join(decided, predicates)
        return table.select(*names, **{term.name: table[term.name].fill_null(whole(UNKNOWN)) for term in terms})

    def _decided(self, terms: Sequence[Term], of_records: bool) -> ir.Table:
        """What the latest decisions up to the day say; those that cannot be put in order and differ leave it unknown.

        A decision stands until the latest that is surely made begins, so of each answer the last day it was given on is enough:
        one look at the rows, without a join to them.
        """
        import ibis

        made = self.population.tables[DETERMINATIONS]
        now, never, undated = whole(self.sight.now), whole(FIRST_DAY - 1), whole(LAST_DAY + 1)
        paths = sorted({term.args[0] for term in terms})
        made = made.filter(made.path.isin(paths), made.about.notnull() if of_records else made.about.isnull())
        made = made.filter(made["first"].isnull() | (made["first"] <= now).fill_null(False))
        mask, last = made["mask"].cast("int64"), made["last"].cast("int64").fill_null(undated)
        surely = ibis.ifelse(last <= now, made["first"].cast("int64").fill_null(whole(FIRST_DAY)), never)
        said = {NO: ibis.ifelse((mask & whole(NO)) != whole(0), last, never)}
        said[YES] = ibis.ifelse((mask & whole(YES)) != whole(0), last, never)
        keys = {"decided_key": made.key, **({"decided_about": made.about} if of_records else {})}
        found = made.group_by(**keys).agg(
            **{
                f"{term.name}_{name}": ibis.ifelse(made.path == term.args[0], days, never).max()
                for term in terms
                for name, days in (("latest", surely), *said.items())
            }
        )

        def mask_of(term: Term) -> Any:
            latest, no, yes = (found[f"{term.name}_{name}"] for name in ("latest", NO, YES))
            settled = (latest > never) | (no == undated) | (yes == undated)
            stands = {answer: (days > never) & (days >= latest) for answer, days in ((NO, no), (YES, yes))}
            either = [ibis.ifelse(there, whole(answer), whole(0)) for answer, there in stands.items()]
            return ibis.ifelse(settled & (stands[NO] | stands[YES]), either[0] + either[1], whole(UNKNOWN))

        return found.select(*keys, **{term.name: mask_of(term) for term in terms})

    # --- rows below ---

    def _with_below(self, table: ir.Table, frame: Frame, below: Frame, terms: Sequence[Term]) -> ir.Table:
        """What is said of all the rows of a frame below, joined to the rows of this one."""
        wanted = [arg for term in terms for arg in term.args[1:] if isinstance(arg, Term)]
        joined = below.not_itself or bool(looked_at(wanted))
        rows = self._rows(below, list(dict.fromkeys(wanted)), table if joined else None)
        keys = [name for name in _known(frame, table) if name in rows.columns]
        said = rows.group_by([rows[name].name(f"of_{name}") for name in keys]).agg(
            **{term.name: summary(term, rows) for term in terms}
        )
        names = table.columns
        table = table.left_join(said, [table[name] == said[f"of_{name}"] for name in keys])
        none = {term.name: table[term.name].fill_null(False if term.kind == "bool" else whole(0)) for term in terms}
        return table.select(*names, **none)


def _identity(frame: Frame | None) -> list[str]:
    """The columns that tell rows of a frame and of those above it apart."""
    return [] if frame is None else list(dict.fromkeys((*_identity(frame.parent), *frame.identity)))


def _known(frame: Frame | None, table: ir.Table) -> list[str]:
    """Those of them that a table has."""
    return [name for name in _identity(frame) if name in table.columns]


def _joined_above(table: ir.Table, above: ir.Table, identity: Sequence[str], wanted: Sequence[str]) -> ir.Table:
    shared = [name for name in identity if name in table.columns]
    own = [name for name in identity if name not in shared]
    above = above.select(*own, *wanted, **{f"above_{name}": above[name] for name in shared})
    joined = table.inner_join(above, [table[name] == above[f"above_{name}"] for name in shared])
    return joined.drop(*(f"above_{name}" for name in shared))


def _selected(table: ir.Table, columns: dict[str, Term], place: str = "") -> ir.Table:
    named = {place: table[PLACE].cast("int64")} if place else {}
    return table.select(KEY, **named, **{name: _filled(table, name, term) for name, term in columns.items()})


def _filled(table: ir.Table, name: str, term: Term) -> ir.Value:
    """A column, with what an unrecorded one holds where it is null or absent."""
    if name not in table.columns:
        return nothing(term)
    return table[name].cast("string") if term.kind == "text" else table[name].cast("int64").fill_null(nothing(term))
