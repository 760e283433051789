"""From a population to who gets one of so many places: files to files, batch by batch; only the pool is kept in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from humi.dossier.vocabulary import Vocabulary
from humi.policy.pack import Designation, Pack, Target
from humi.policy.places import Places
from humi.population.population import PopulationReader
from humi.population.slots import APPLICANTS
from humi.sheets.aside import set_aside
from humi.sheets.files import Listener, Screened, aside_of
from humi.sheets.output import FOR_PEOPLE, MAIN, Output
from humi.sheets.overwriting import refuse_overwriting
from humi.sheets.pool import Pooling, ends
from humi.sheets.ranking import BEST, CHOSEN, IN, LEAST, MOST, STANDING, STANDINGS, TIED, WORST, ranked
from humi.sheets.selected import Telling
from humi.sheets.stale import drop_stale
from humi.values.label import Lang
from humi.wording.selecting import REFUSED

SLICE = 100_000
"""So many rows are told at a time."""


@dataclass
class Selection:
    """What a selection came to: how many applicants stand where, `tied` of them with others, `chosen` by decision."""

    pack: Pack
    rule: Designation
    places: Places
    quota: Target | None = None
    run: Screened = field(default_factory=Screened)
    standings: Counter[str] = field(default_factory=Counter)
    tied: int = 0
    chosen: int = 0

    @property
    def pool(self) -> int:
        """How many are, or may be, in the running."""
        return sum(self.standings[one] for one in STANDINGS)

    @property
    def left(self) -> Places | None:
        """The places that nobody has for certain; None where there are none."""
        taken, most = self.standings[IN], self.places.most
        if most is not None and most <= taken:
            return None
        return Places(max(0, self.places.least - taken), None if most is None else most - taken)

    @property
    def overfull(self) -> bool:
        """Whether more have been chosen than there are places."""
        return self.places.most is not None and self.chosen > self.places.most


def select_files(
    source: str,
    vocabulary: Vocabulary,
    pack: Pack,
    rule: Designation,
    places: Places,
    on: date,
    out: Path,
    lang: Lang = "zh",
    mapping: Path | None = None,
    listener: Listener | None = None,
    quota: Target | None = None,
) -> Selection:
    """Who of `source` (a file, a folder or a database, `population.inputs`) gets one of the places for a designation, as known
    on the day `on`; every applicant with its standing is written to `out` (`sheets.output`), the first first, those refused
    last. See `ranking.ranked` for what a standing is.

    CSV and workbooks are for people, in words of `lang`; JSON lines and Parquet are for programs. Rows that cannot be read are
    kept in a folder beside `out`, with reasons; those of an earlier run are removed. Where no applicant can be read there is no
    result. Raises InputError, UsageError, Untranslatable: then nothing was written.
    """
    result, on_rows = Selection(pack, rule, places, quota), listener.read if listener is not None else None
    told = lang if out.suffix.lower() in FOR_PEOPLE else None
    aside = aside_of(out)
    refuse_overwriting(source, mapping, [out], [aside])
    with (
        Output(out) as output,
        TemporaryDirectory(prefix="humi-") as folder,
        PopulationReader(source, vocabulary, mapping, on_rows=on_rows) as reader,
    ):
        run = result.run
        run.warnings, run.named, run.rows = reader.warnings, reader.named, reader.rows
        pooling = Pooling(pack, rule, vocabulary, on, told)
        pools = []
        for batch in reader.batches():
            run.applicants += batch.tables[APPLICANTS].height
            split = pooling.split(batch)
            pools.append(split.pool)
            split.refused.write_parquet(Path(folder) / f"{batch.number:08}.parquet")
            result.standings[REFUSED] += split.refused.height
            if listener is not None:
                listener.screened(batch.number, batch.of)
        set_aside(reader, run, aside, [out])
        run.aside, run.codes, run.examples = reader.aside.counts, reader.aside.codes, reader.aside.examples
        if not run.applicants:
            return result
        telling, title = Telling(rule, places, told), rule.name().text(lang)
        headings = pl.DataFrame()
        for rows in _in_order(pools, rule, result):
            shown = telling.pool(rows)
            headings = shown.clear()
            output.put(MAIN, shown, title)
        for path in sorted(Path(folder).iterdir()):
            shown = telling.refused(pl.read_parquet(path))
            output.put(MAIN, pl.concat([headings, shown], how="diagonal_relaxed").select(headings.columns), title)
        run.written = output.save()
        drop_stale(aside, run.put_aside)
    return result


def _in_order(pools: list[pl.DataFrame], rule: Designation, result: Selection) -> Iterator[pl.DataFrame]:
    """The pool with its standings, a slice at a time: first those in, then those open, each by rank."""
    pool = pl.concat(pools, how="diagonal_relaxed")
    pools.clear()
    standing = ranked(pool, [ends(item) for item in rule.priority], result.places, rule.selection is not None)
    result.standings.update(dict(standing[STANDING].cast(pl.String).value_counts().iter_rows()))
    result.tied = int((standing[TIED] > 1).sum())
    result.chosen = int(pool[CHOSEN].sum())
    first = [pl.col(STANDING), pl.col(LEAST), pl.col(MOST), -pl.col(WORST), -pl.col(BEST), pl.col("#at")]
    order = standing.with_row_index("#at").sort(first)["#at"]
    for begin in range(0, max(pool.height, 1), SLICE):
        these = order.slice(begin, SLICE)
        yield pl.concat([pool[these], standing[these]], how="horizontal")
