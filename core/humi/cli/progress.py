"""How far a long run is, on a terminal: rows read with their rate, then batches with the time that is left."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any

from humi.values.label import Label, Lang

READING = Label("读取 {table}", "reading {table}")
SCREENING = Label("试算", "screening")
ROWS = Label("{rows:,} 行，每秒 {rate:,.0f} 行", "{rows:,} rows, {rate:,.0f} a second")


class Progress:
    """Told by a run how far it is. Shows nothing where nobody looks: standard error is no terminal."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self._bars: Any = None
        self._tasks: dict[str, Any] = {}

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bars

            columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[told]}"), TimeRemainingColumn())
            self._bars = Bars(*columns, console=Console(stderr=True), transient=True)
            self._bars.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bars is not None:
            self._bars.stop()

    def read(self, table: str, rows: int) -> None:
        """So many rows of a table are read."""
        task = self._task(READING.text(self.lang).format(table=table), None)
        if task is not None:
            elapsed = self._bars.tasks[task].elapsed or 1
            self._bars.update(task, completed=rows, told=ROWS.text(self.lang).format(rows=rows, rate=rows / elapsed))

    def screened(self, batch: int, of: int) -> None:
        """So many batches are screened, of all."""
        task = self._task(SCREENING.text(self.lang), of)
        if task is not None:
            self._bars.update(task, completed=batch, told=f"{batch}/{of}")

    def _task(self, name: str, total: int | None) -> Any:
        if self._bars is None:
            return None
        if name not in self._tasks:
            for task in self._tasks.values():
                self._bars.stop_task(task)
            self._tasks[name] = self._bars.add_task(name, total=total, told="")
        return self._tasks[name]
