"""What `check` says of a pack that can be read: a topic a file, each a function that looks at a draft and reports."""

from __future__ import annotations

from collections.abc import Callable

from humi.authoring.lints import declared, faithful, folded, following, joined, names, numbers, plan, proofs, proven, tables
from humi.authoring.lints.draft import Draft
from humi.authoring.lints.meant import without_meant
from humi.reading.codes.proven import PROVEN
from humi.reading.problems import Problems

Lint = Callable[[Draft, Problems], None]

LINTS: tuple[Lint, ...] = (
    faithful.rules,
    tables.check_tables,
    declared.unused,
    declared.suppliers,
    declared.clashes,
    declared.sources,
    declared.empty_sections,
    folded.constants,
    joined.together,
    joined.readings,
    joined.steps,
    joined.groundless,
    plan.phases,
    plan.outside,
    plan.versions,
    numbers.series,
    numbers.yearly,
    following.incentives,
    following.duties,
    proofs.cases,
    proofs.repetitions,
    proofs.paths,
    names.untranslated,
    names.repeated,
    names.forgotten,
    declared.full_width,
)
"""Every lint. They do not know each other, and their order does not matter: problems are told in the order of places."""


def lint(draft: Draft, problems: Problems, prove: bool = False) -> None:
    """Look at a draft with every lint, and leave out what its rules say is meant; `prove` asks the prover too."""
    found = Problems()
    for look in LINTS:
        look(draft, found)
    if prove:
        proven.proven(draft, found)
    without_meant(found, draft.located, problems, frozenset() if prove else frozenset(PROVEN))
