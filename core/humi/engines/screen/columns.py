"""Terms as columns of Ibis tables.

A frame becomes a table in stages: what looks at the rows below waits until those have what they need of this one. Within a
stage, what is used more than once gets a name of its own, in layers: translating to Polars has no memory for what is shared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from humi.dossier.facts import NO, UNKNOWN, YES
from humi.engines.screen.frames import Frame, Term
from humi.engines.screen.moves import CYCLE, Move
from humi.engines.screen.population import KEY, PLACE, Population
from humi.engines.screen.sight import APPLICANTS, DETERMINATIONS, Sight, column
from humi.values.dates import FIRST_DAY, LAST_DAY

if TYPE_CHECKING:
    import ibis.expr.types as ir

LIMIT = 2**61
"""Beyond this numbers stay at it, so that none leaves 64 bits; no rule compares with so large a constant."""
BELOW = ("any", "sum", "texts")
PLAIN = ("column", "outer", *BELOW, "judged")
"""What is a column already, once the tables are joined."""
LONGEST = 40
"""So many operations at most are written as one expression."""
NO_PLACE = -1
"""The place of a claim that could be filed."""


class Columns:
    """Makes tables of terms, over a population as it is seen."""

    def __init__(self, population: Population, sight: Sight) -> None:
        self.population = population
        self.sight = sight

    def table(self, frame: Frame, wanted: Iterable[Term]) -> ir.Table:
        """A row for each row of the frame, with what tells it apart and a column for each term, under its name."""
        wanted = list(dict.fromkeys(wanted))
        above = None
        if frame.parent is not None:
            above = self.table(frame.parent, _looked_at(wanted))
        return self._rows(frame, wanted, above)

    def _rows(self, frame: Frame, wanted: Sequence[Term], above: ir.Table | None) -> ir.Table:
        plan = _Plan(frame, wanted)
        table = self._base(frame, plan)
        if above is not None and (plan.above or frame.not_itself):
            table = _joined_above(table, above.select(*_known(frame.parent, above), *(term.name for term in plan.above)))
        if frame.not_itself:
            assert frame.parent is not None
            table = table.filter(table[frame.identity[-1]] != table[frame.parent.identity[-1]])
        for stage in range(plan.stages):
            for below, terms in plan.below(stage):
                table = self._with_below(table, frame, below, terms)
            for layer in plan.layers(stage):
                table = _with_layer(table, layer, plan)
        return table.select(*_known(frame, table), *(term.name for term in wanted))

    # --- rows ---

    def _base(self, frame: Frame, plan: _Plan) -> ir.Table:
        seen = _reachable([frame.seen] if isinstance(frame.seen, Term) else [])
        columns = {term.args[0]: term for term in (*plan.terms, *seen) if term.op == "column"}
        table = self._source(frame, columns)
        if frame.seen is not True:
            table = table.filter(_expression(frame.seen, table, frozenset()))
        judged = [term for term in plan.terms if term.op == "judged"]
        return self._with_judged(table, frame, judged) if judged else table

    def _source(self, frame: Frame, columns: dict[str, Term]) -> ir.Table:
        if frame.parent is None:
            return _selected(self.population.tables[APPLICANTS], columns)
        if not frame.source:
            return _selected(self.population.tables[frame.relation], columns, frame.identity[-1])
        return self._claims(frame, columns)

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
            column(facts["paid"], 0): _whole(NO),
            **{name: _whole(day) for name, day in filed.items()},
        }
        empty = {name: _nothing(term) for name, term in columns.items()}
        could_be = applicants.select(
            KEY, **{place: _whole(NO_PLACE)}, **{name: filled.get(name, empty[name]) for name in empty}
        )
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
        seen = recorded.filter(_expression(frame.seen, recorded, frozenset())).select(KEY).distinct()
        return ibis.union(recorded, could_be.anti_join(seen, KEY), distinct=False)

    def _with_judged(self, table: ir.Table, frame: Frame, terms: list[Term]) -> ir.Table:
        """The determinations, each as a column."""
        import ibis

        decided = self._decided([term.args[0] for term in terms], frame.parent is not None)
        keys = ["decided_key", "decided_about"] if frame.parent is not None else ["decided_key"]
        wide = decided.group_by(keys).agg(
            **{term.name: ibis.ifelse(decided.path == term.args[0], decided.mask, _whole(0)).max() for term in terms}
        )
        predicates = [table[KEY] == wide.decided_key]
        if frame.parent is not None:
            about = _expression(terms[0].args[1], table, frozenset()) if terms[0].args[1] is not None else ibis.literal("")
            predicates.append(about.fill_null("") == wide.decided_about)
        names = table.columns
        table = table.left_join(wide, predicates)
        said = {term.name: table[term.name].fill_null(_whole(0)) for term in terms}
        table = table.select(*names, **said)
        return table.mutate(
            **{term.name: ibis.ifelse(table[term.name] == _whole(0), _whole(UNKNOWN), table[term.name]) for term in terms}
        )

    def _decided(self, paths: Sequence[str], of_records: bool) -> ir.Table:
        """What the latest decisions up to the day say; those that cannot be put in order and differ leave it unknown."""
        import ibis

        now, made = self.sight.now, self.population.tables[DETERMINATIONS]
        made = made.filter(made.path.isin(sorted(set(paths))), made.about.notnull() if of_records else made.about.isnull())
        made = made.filter(made["first"].isnull() | (made["first"] <= now).fill_null(False))
        made = made.mutate(about=made.about.fill_null(""))
        ordered = made.filter((made["last"] <= now).fill_null(False))
        latest = ordered.group_by(later_key=ordered.key, later_path=ordered.path, later_about=ordered.about).agg(
            latest=ordered["first"].max()
        )
        names = made.columns
        made = made.left_join(
            latest, [made.key == latest.later_key, made.path == latest.later_path, made.about == latest.later_about]
        ).select(*names, "latest")
        superseded = ((made["last"] < made.latest) & made["last"].notnull()).fill_null(False)
        made = made.mutate(
            no=(~superseded) & ((made["mask"].cast("int64") & _whole(NO)) != _whole(0)),
            yes=(~superseded) & ((made["mask"].cast("int64") & _whole(YES)) != _whole(0)),
            settled=made["last"].isnull() | (made["last"] <= now).fill_null(False),
        )
        found = made.group_by(decided_key=made.key, decided_about=made.about, path=made.path).agg(
            no=made.no.any(), yes=made.yes.any(), settled=made.settled.any()
        )
        mask = ibis.ifelse(found.no, _whole(NO), _whole(0)) + ibis.ifelse(found.yes, _whole(YES), _whole(0))
        return found.select("decided_key", "decided_about", "path", mask=ibis.ifelse(found.settled, mask, _whole(UNKNOWN)))

    # --- rows below ---

    def _with_below(self, table: ir.Table, frame: Frame, below: Frame, terms: Sequence[Term]) -> ir.Table:
        """What is said of all the rows of a frame below, joined to the rows of this one."""
        wanted = [arg for term in terms for arg in term.args[1:] if isinstance(arg, Term)]
        joined = below.not_itself or bool(_looked_at(wanted))
        rows = self._rows(below, list(dict.fromkeys(wanted)), table if joined else None)
        keys = frame.identity if joined else (KEY,)
        said = rows.group_by([rows[name].name(f"of_{name}") for name in keys]).agg(
            **{term.name: _summary(term, rows) for term in terms}
        )
        names = table.columns
        table = table.left_join(said, [table[name] == said[f"of_{name}"] for name in keys])
        none = {term.name: table[term.name].fill_null(False if term.kind == "bool" else _whole(0)) for term in terms}
        return table.select(*names, **none)


class _Plan:
    """In which order the terms of a frame are computed."""

    def __init__(self, frame: Frame, wanted: Sequence[Term]) -> None:
        self.frame = frame
        self.terms = _reachable(wanted)
        self.above = _looked_at(wanted)
        self._stages: dict[Term, int] = {}
        for term in self.terms:
            self._stages[term] = self._stage(term)
        self.stages = max(self._stages.values(), default=0) + 1
        self.named = self._named(wanted)

    def _stage(self, term: Term) -> int:
        before = max((self._stages[part] for part in _parts(term)), default=-1)
        if term.op not in BELOW:
            return max(before, 0)
        waits = term.args[0].not_itself or before >= 0
        return max(before + 1, 1) if waits else 0

    def _named(self, wanted: Sequence[Term]) -> set[Term]:
        """What becomes a column: what is asked for, used more than once, needed below or in a later stage, or long."""
        needed, named = set(wanted), set[Term]()
        uses, sizes = dict.fromkeys(self.terms, 0), dict[Term, int]()
        for term in self.terms:
            for part in _parts(term):
                uses[part] += 1
                if term.op in (*BELOW, "moved"):
                    needed.add(part)
                elif self._stages[part] < self._stages[term]:
                    named.add(part)
        for term in self.terms:
            if uses[term] > 1 and term.op != "not":
                named.add(term)
            sizes[term] = 1 + sum(1 if part in named else sizes[part] for part in _parts(term))
            if sizes[term] > LONGEST or term.op == "moved":
                named.add(term)
        return needed | {term for term in named if term.op not in PLAIN}

    def below(self, stage: int) -> list[tuple[Frame, list[Term]]]:
        """What is said of rows below in a stage, by frame and by whether those rows look at this one."""
        found: dict[tuple[Frame, bool], list[Term]] = {}
        for term in self.terms:
            if term.op in BELOW and self._stages[term] == stage:
                found.setdefault((term.args[0], bool(_parts(term))), []).append(term)
        return [(frame, terms) for (frame, _), terms in found.items()]

    def layers(self, stage: int) -> list[list[Term]]:
        """The named terms of a stage, each after those it needs."""
        depth: dict[Term, int] = {}
        for term in self.terms:
            here = [depth[part] + (part in self.named) for part in _parts(term) if self._stages[part] == stage]
            depth[term] = max(here, default=0)
        layers: dict[int, list[Term]] = {}
        for term in self.terms:
            if term in self.named and self._stages[term] == stage:
                layers.setdefault(depth[term], []).append(term)
        return [layers[level] for level in sorted(layers)]


def _parts(term: Term) -> list[Term]:
    """The terms of its own frame that a term needs."""
    if term.op in BELOW:
        return _looked_at([arg for arg in term.args[1:] if isinstance(arg, Term)])
    if term.op in ("outer", "column", "judged"):
        return []
    return [arg for arg in term.args if isinstance(arg, Term)]


def _reachable(wanted: Iterable[Term]) -> list[Term]:
    """Terms and all they need in their frame, parts first."""
    found: dict[Term, None] = {}
    left: list[tuple[Term, bool]] = [(term, False) for term in wanted]
    while left:
        term, ready = left.pop()
        if term in found:
            continue
        if ready:
            found[term] = None
        else:
            left.append((term, True))
            left.extend((part, False) for part in _parts(term) if part not in found)
            if term.op == "judged" and term.args[1] is not None:
                left.append((term.args[1], False))
    return list(found)


def _looked_at(terms: Sequence[Term]) -> list[Term]:
    """The terms of the frame above that these look at."""
    return list(dict.fromkeys(term.args[0] for term in _reachable(terms) if term.op == "outer"))


def _known(frame: Frame | None, table: ir.Table) -> list[str]:
    """The columns of a table that tell rows of a frame and of those above it apart."""
    if frame is None:
        return []
    return [name for name in dict.fromkeys((*_known(frame.parent, table), *frame.identity)) if name in table.columns]


def everything(wanted: Iterable[Any]) -> list[Term]:
    """Terms and all that they rest on, in every frame."""
    found: dict[Term, None] = {}
    left = [term for term in wanted if isinstance(term, Term)]
    while left:
        term = left.pop()
        if term not in found:
            found[term] = None
            left.extend(arg for arg in (*term.args, term.frame.seen) if isinstance(arg, Term))
    return list(found)


def _joined_above(table: ir.Table, above: ir.Table) -> ir.Table:
    above = above.rename(above_key=KEY)
    return table.inner_join(above, table[KEY] == above.above_key).drop("above_key")


def _selected(table: ir.Table, columns: dict[str, Term], place: str = "") -> ir.Table:
    named = {place: table[PLACE].cast("int64")} if place else {}
    return table.select(KEY, **named, **{name: _filled(table, name, term) for name, term in columns.items()})


def _filled(table: ir.Table, name: str, term: Term) -> ir.Value:
    """A column, with what an unrecorded one holds where it is null or absent."""
    if name not in table.columns:
        return _nothing(term)
    return table[name].cast("string") if term.kind == "text" else table[name].cast("int64").fill_null(_nothing(term))


def _nothing(term: Term) -> ir.Value:
    """What an unrecorded column holds."""
    import ibis

    return ibis.literal(None, "string") if term.kind == "text" else _whole(term.args[1])


def _with_layer(table: ir.Table, layer: Sequence[Term], plan: _Plan) -> ir.Table:
    named = frozenset(plan.named)
    looked = [term for term in layer if term.op == "moved"]
    for term in looked:
        table = _moved(table, term)
    rest = {term.name: _expression(term, table, named, top=True) for term in layer if term.op != "moved"}
    rest = {name: value for name, value in rest.items() if name not in table.columns}
    return table.mutate(**rest) if rest else table


def _whole(value: int) -> Any:
    import ibis

    return ibis.literal(min(max(value, -2 * LIMIT), 2 * LIMIT), "int64")


def _summary(term: Term, rows: ir.Table) -> Any:
    """What is said of all rows of a group."""
    import ibis

    first = term.args[1]
    if term.op == "any":
        return (rows[first.name].any() if isinstance(first, Term) else rows.count() > 0).fill_null(False)
    if term.op == "sum":
        if isinstance(first, Term):
            return rows[first.name].sum().cast("int64")
        return rows.count().cast("int64") * _whole(first)
    text = term.args[2]
    known = rows[text.name].notnull() if isinstance(text, Term) else ibis.literal(True)
    counts = known & rows[first.name] if isinstance(first, Term) else known
    shown = ibis.literal("=") + (rows[text.name] if isinstance(text, Term) else ibis.literal(text))
    different = ibis.ifelse(counts, shown, ibis.literal("")).fill_null("").nunique().cast("int64")
    return different - ibis.ifelse(counts, _whole(0), _whole(1)).max()


def _moved(table: ir.Table, term: Term) -> ir.Table:
    """A function of a day, looked up."""
    import ibis
    import pyarrow as pa

    inner, move = term.args
    names, day = table.columns, table[inner.name]
    if move.repeats:
        listed = pa.array(move.cycle(), pa.int64())
        ahead = ibis.memtable(pa.table({"looked_at": pa.array(range(CYCLE), pa.int64()), "looked_up": listed}))
        table = table.left_join(ahead, [(day - _whole(1)) % _whole(CYCLE) == ahead.looked_at])
        result = table[inner.name] + table.looked_up
        if move.kind == "months":
            result = ibis.greatest(ibis.least(result, _whole(LAST_DAY)), _whole(FIRST_DAY))
        return table.select(*names, **{term.name: result})
    return _published(table, term, move)


def _published(table: ir.Table, term: Term, move: Move) -> ir.Table:
    import ibis
    import pyarrow as pa

    names, looked = table.columns, move.looked()
    days = pa.array(range(looked.first, looked.first + len(looked.listed)), pa.int64())
    listed = ibis.memtable(pa.table({"looked_at": days, "looked_up": pa.array(looked.listed, pa.int64())}))
    day = table[term.args[0].name]
    table = table.left_join(listed, [day == listed.looked_at])
    day = table[term.args[0].name]

    def beyond(rule: tuple[str, int]) -> Any:
        shifted = ibis.greatest(ibis.least(day + _whole(rule[1]), _whole(LAST_DAY)), _whole(min(term.low, FIRST_DAY)))
        return _whole(rule[1]) if rule[0] == "constant" else shifted

    earlier = ibis.ifelse(day < _whole(looked.first), beyond(looked.before), beyond(looked.after))
    return table.select(*names, **{term.name: table.looked_up.fill_null(earlier)})


def _expression(value: Any, table: ir.Table, named: frozenset[Term], top: bool = False) -> Any:
    """A term as an Ibis expression over a table that has the columns of what is named."""
    import ibis

    if not isinstance(value, Term):
        return ibis.literal(value) if isinstance(value, bool | str) else _whole(value)
    if not top and (value in named or value.op in BELOW or value.op == "judged"):
        return table[value.name]

    def part(arg: Any) -> Any:
        return _expression(arg, table, named)

    args = value.args
    match value.op:
        case "column":
            return table[args[0]]
        case "outer":
            return table[args[0].name]
        case "any" | "sum" | "texts" | "judged":
            return table[value.name]
        case "and" | "or":
            first, *rest = map(part, args)
            for one in rest:
                first = first & one if value.op == "and" else first | one
            return first
        case "not":
            return ~part(args[0])
        case "ge":
            return part(args[0]) >= part(args[1])
        case "eq":
            return part(args[0]) == part(args[1])
        case "choose":
            return ibis.ifelse(*map(part, args))
        case "add":
            return _added(list(map(part, args)), value)
        case "times":
            return _multiplied(args[0], args[1], value, part)
        case "min":
            return ibis.least(*map(part, args))
        case "max":
            return ibis.greatest(*map(part, args))
        case "beyond":
            column = part(args[0])
            return (column < _whole(args[0].low)) | (column > _whole(args[0].high))
        case "divided":
            return _divided(part(args[0]), args[1])
        case "place":
            return table[value.frame.identity[-1]]
        case "touches":
            return (part(args[0]) & _whole(args[1])) != _whole(0)
        case "holds":
            return (part(args[0]) & _whole(args[1])) == _whole(args[1])
        case "known":
            return part(args[0]).notnull()
        case "among":
            return part(args[0]).isin(args[1]).fill_null(False)
        case "same":
            return (part(args[0]) == part(args[1])).fill_null(False)
    raise AssertionError(value.op)


def _added(parts: list[Any], term: Term) -> Any:
    total = parts[0]
    for one in parts[1:]:
        total = total + one
        if term.low < -LIMIT or term.high > LIMIT:
            total = _limited(total)
    return total


def _limited(value: Any, most: int = LIMIT) -> Any:
    import ibis

    return ibis.greatest(ibis.least(value, _whole(most)), _whole(-most))


def _divided(one: Any, by: int) -> Any:
    """Rounded down; where an engine divides in floating point, put right afterwards."""
    import ibis

    quotient = one // _whole(by)
    over, under = quotient * _whole(by) > one, (quotient + _whole(1)) * _whole(by) <= one
    return quotient - ibis.ifelse(over, _whole(1), _whole(0)) + ibis.ifelse(under, _whole(1), _whole(0))


def _multiplied(left: Any, right: Any, term: Term, part: Any) -> Any:
    import ibis

    one, other = part(left), part(right)
    if term.low >= -LIMIT and term.high <= LIMIT:
        return one * other
    if isinstance(right, int):
        return _limited(one, LIMIT // abs(right)) * other
    # Beyond the limit the sign alone tells.
    size = ibis.greatest(other, -other, _whole(1))
    fits = ibis.greatest(one, -one) <= _whole(LIMIT) // size
    sign = ibis.ifelse((one >= _whole(0)) == (other >= _whole(0)), _whole(LIMIT), _whole(-LIMIT))
    return ibis.ifelse(fits, ibis.ifelse(fits, one, _whole(0)) * ibis.ifelse(fits, other, _whole(0)), sign)
