"""Every problem code with its severity, its wording and its documentation, in one table ordered by code.

To add a code, append an entry to its family's module in `codes/` and pass the placeholders of the templates as details
where the problem is added. Codes are never reused or renumbered, because users search for them.
"""

from __future__ import annotations

from humi.reading.codes.analyses import ANALYSES
from humi.reading.codes.cases import CASES
from humi.reading.codes.commands import COMMANDS
from humi.reading.codes.dossiers import DOSSIERS
from humi.reading.codes.engines import ENGINES
from humi.reading.codes.entry import Entry, Severity
from humi.reading.codes.faithful import FAITHFUL
from humi.reading.codes.files import FILES
from humi.reading.codes.language import LANGUAGE
from humi.reading.codes.lint_tables import LINT_TABLES
from humi.reading.codes.packs import PACKS
from humi.reading.codes.plugins import PLUGINS
from humi.reading.codes.proven import PROVEN
from humi.reading.codes.registries import REGISTRIES
from humi.reading.codes.sources import SOURCES
from humi.reading.codes.syntax import SYNTAX
from humi.reading.codes.tables import TABLES
from humi.reading.codes.tested import TESTED
from humi.reading.codes.well_made import WELL_MADE

__all__ = ["CATALOGUE", "FAMILIES", "Entry", "Severity"]

FAMILIES: dict[str, tuple[dict[str, Entry], ...]] = {
    "Y": (FILES, SYNTAX),
    "L": (LANGUAGE, TABLES, ENGINES),
    "P": (PACKS,),
    "D": (DOSSIERS,),
    "C": (COMMANDS, PLUGINS, ANALYSES),
    "S": (SOURCES,),
    "R": (REGISTRIES,),
    "F": (FAITHFUL,),
    "T": (TESTED, CASES),
    "W": (WELL_MADE, LINT_TABLES, PROVEN),
}

EXCUSABLE = "W"
"""The families whose findings a rule can call meant, beside a note that tells why. Those of F are answered by an interpretation
that quotes the word."""

CATALOGUE: dict[str, Entry] = {
    code: entry for tables in FAMILIES.values() for table in tables for code, entry in table.items()
}
