"""A table of Ibis as a lazy frame of Polars, in which what several parts share stands once.

Ibis translates a table again for each that looks at it, and so does Polars as it plans: tables that look at rows above and
below grow to thousands of joins. So each shared one is given to the backend as a table of its own, the innermost first, and is
marked for Polars as one to keep.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import polars as pl
    from ibis.backends.polars import Backend


def collected(connection: Backend, table: ir.Table) -> pl.DataFrame:
    """The rows of a table."""
    return lazy_frame(connection, table).collect(engine="streaming")


def lazy_frame(connection: Backend, table: ir.Table) -> pl.LazyFrame:
    """What the connection would compile, with each shared table in it once."""
    import ibis.expr.operations as ops

    root, names = table.op(), list[str]()
    shared = _shared(root)
    if not shared:
        return _compiled(connection, table)

    def made(node: Any, replaced: Mapping[Any, Any], **parts: Any) -> Any:
        new = node if all(replaced[part] is part for part in node.__children__) else node.__recreate__(parts)
        if node not in shared:
            return new
        names.append(f"shared_{len(names)}")
        return connection.create_table(names[-1], _compiled(connection, new.to_expr()).cache()).op()

    try:
        whole: ops.Relation = root.map(made)[root]
        return _compiled(connection, whole.to_expr())
    finally:
        for name in names:
            connection.drop_table(name)


def _compiled(connection: Backend, table: ir.Table) -> pl.LazyFrame:
    found: pl.LazyFrame = connection.compile(table)
    return found


def _shared(root: Any) -> set[Any]:
    """The tables that are made of others, and that several others are made of."""
    import ibis.expr.operations as ops
    from ibis.common.graph import Graph

    looks = Counter(
        part
        for node, parts in Graph.from_bfs(root).items()
        if not isinstance(node, ops.Value)
        for part in set(parts)
        if isinstance(part, ops.Relation) and not isinstance(part, ops.PhysicalTable | ops.Reference)
    )
    return {table for table, count in looks.items() if count > 1}
