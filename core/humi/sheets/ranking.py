"""Who gets one of so many places, as far as is known: between the best and the worst that each applicant may turn out.

Each key of the order is a range, the first key decides, then the next. One applicant surely precedes another where it does so
at its worst while the other is at its best; what is found out of one tells nothing of another, so that is exact. Equals are
left to whoever decides: nothing here breaks a tie.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import polars as pl

from humi.policy.places import Places

SURE, CHOSEN = "sure", "chosen"
IN, OPEN, OUT = "in", "open", "out"
STANDINGS = (IN, OPEN, OUT)

LEAST, MOST, STANDING = "rank_least", "rank_most", "standing"
GROUP, TIED, TIE_DECIDES, OTHERS, NUMBER_DECIDES = "tie_group", "tied", "tie_decides", "others_open", "number_decides"
WORST, BEST = "#worst", "#best"
_MAY_PRECEDE, _UNSURE_EQUALS = "#may_precede", "#unsure_equals"


def ranked(pool: pl.DataFrame, keys: Sequence[tuple[str, str]], places: Places, discretion: bool) -> pl.DataFrame:
    """The standing of each applicant of a pool who gets one of some places, and what it rests on.

    `pool` has `sure` (whether an applicant surely is in it), `chosen` (whether an authority has decided so), and for each of
    `keys`, the first of which decides first, a column with the worst and one with the best that it may be: greater is better.
    With `discretion` somebody chooses, and the order by itself gives a place to nobody. The result has, row by row:

    - `standing`: `in` or `out` where it is so whatever is found out and however ties are broken, else `open`;
    - `rank_least`, `rank_most`: 1 + those who surely precede it, and 1 + those who may precede or equal it;
    - `tie_group`, `tied`: those that are exactly equal, numbered from the best (null: nobody is), and how many they are;
    - `tie_decides`: whether it may depend on how its tie is broken; `others_open`: how many others, its equals aside, of whom
      not all is known may come before it; `number_decides`: whether it depends on how many of the places are given;
    - `#worst`, `#best`: its order as one number, greater where it comes first.
    """
    worst, best = _codes(pool, keys)
    sure = pool[SURE]
    known = sure & (worst == best)
    ties = _ties(worst, best, sure)
    not_known, not_known_but_sure = best.filter(~known), worst.filter(~known & sure)
    frame = ties.with_columns(
        sure.alias(SURE),
        pool[CHOSEN].alias(CHOSEN),
        worst.alias(WORST),
        best.alias(BEST),
        (_above(worst.filter(sure), best) + 1).alias(LEAST),
        _from(best, worst).alias(MOST),
        (_above(best, worst) - (best > worst).cast(pl.Int64)).alias(_MAY_PRECEDE),
        (_from(not_known, worst) - _above(not_known_but_sure, best) - ties[_UNSURE_EQUALS]).alias(OTHERS),
    )
    return _standing(frame, places, discretion)


def _standing(frame: pl.DataFrame, places: Places, discretion: bool) -> pl.DataFrame:
    few, many = places.least, places.most
    if discretion:
        given = int(frame[CHOSEN].sum())
        surely_in, surely_out = pl.col(CHOSEN), ~pl.col(CHOSEN) & pl.lit(many is not None and given >= many)
    else:
        surely_in = pl.col(SURE) & (pl.col(MOST) <= few)
        surely_out = pl.lit(False) if many is None else pl.col(LEAST) > many
    standing = pl.when(surely_in).then(pl.lit(IN)).when(surely_out).then(pl.lit(OUT)).otherwise(pl.lit(OPEN))
    last = few if many is None else many
    equals = pl.col(TIED) - 1
    # Some number of places, and of those before it, at which only the tie is left to decide.
    on_the_edge = pl.any_horizontal(
        (pl.min_horizontal(pl.col(_MAY_PRECEDE), number - 1) + equals >= number) & (pl.col(LEAST) <= number)
        for number in {max(few, 1), max(last, 1)}
    )
    in_if_many, out_if_few = pl.col(SURE) & (pl.col(MOST) <= last), pl.col(LEAST) > few
    is_open = pl.col(STANDING) == OPEN
    ordered = is_open & pl.lit(not discretion)
    return (
        frame.with_columns(standing.cast(pl.Enum(STANDINGS)).alias(STANDING))
        .with_columns(
            (ordered & (equals > 0) & on_the_edge).alias(TIE_DECIDES),
            (ordered & pl.lit(few != last or many is None) & (in_if_many | out_if_few)).alias(NUMBER_DECIDES),
        )
        .drop(_MAY_PRECEDE, _UNSURE_EQUALS, SURE, CHOSEN)
    )


def _codes(pool: pl.DataFrame, keys: Sequence[tuple[str, str]]) -> tuple[pl.Series, pl.Series]:
    """The worst and the best of each row as one number, greater where it is better: places in the order of the keys."""
    names = [f"#{at}" for at in range(len(keys))]
    ends = [pool.select(pl.col(pair[end]).alias(name) for name, pair in zip(names, keys, strict=True)) for end in (0, 1)]
    if not keys:
        same = pl.Series("#code", [0], dtype=pl.Int64).new_from_index(0, pool.height)
        return same, same
    both = pl.concat(ends).with_row_index("#at").sort(names)
    changes = pl.any_horizontal(pl.col(name) != pl.col(name).shift(1) for name in names).fill_null(False)
    codes = both.select("#at", changes.cast(pl.Int64).cum_sum().alias("#code")).sort("#at")["#code"]
    return codes.head(pool.height), codes.tail(pool.height)


def _above(codes: pl.Series, than: pl.Series) -> pl.Series:
    """For each row how many of some codes are greater."""
    return _count(codes, than, "right")


def _from(codes: pl.Series, than: pl.Series) -> pl.Series:
    """For each row how many of some codes are not smaller."""
    return _count(codes, than, "left")


def _count(codes: pl.Series, than: pl.Series, side: Literal["left", "right"]) -> pl.Series:
    return len(codes) - codes.sort().search_sorted(than, side=side).cast(pl.Int64)


def _ties(worst: pl.Series, best: pl.Series, sure: pl.Series) -> pl.DataFrame:
    """The group of each row whose order is known and that has equals, and how many it has, itself included; of these those
    who may not be in the pool. A row whose order is not known stands for itself."""
    frame = pl.DataFrame({"code": pl.select(pl.when(worst == best).then(worst)).to_series(), "unsure": ~sure})
    sizes = frame.drop_nulls().group_by("code").agg(pl.len().alias(TIED), pl.col("unsure").sum().alias(_UNSURE_EQUALS))
    groups = sizes.filter(pl.col(TIED) > 1).sort("code", descending=True).with_row_index(GROUP, offset=1)
    found = frame.join(sizes, on="code", how="left", maintain_order="left")
    found = found.join(groups.select("code", GROUP), on="code", how="left", maintain_order="left")
    filled = (pl.col(name).fill_null(1).cast(pl.Int64) for name in (TIED, _UNSURE_EQUALS))
    return found.select(pl.col(GROUP).cast(pl.Int64), *filled)
