"""Dossiers as files, or from standard input: every one, or the problems of all of them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from humi.dossier.dossier import Dossier
    from humi.library import Humi


def read_dossiers(humi: Humi, files: tuple[str, ...]) -> list[Dossier]:
    """The dossiers of some files; `-` is standard input. Raises DossierError with the problems of all."""
    from humi.dossier.dossier import Dossier
    from humi.errors import DossierError
    from humi.reading.problems import Problem

    read: list[Dossier] = []
    problems: list[Problem] = []
    for file in files:
        try:
            if file == "-":
                read.append(Dossier.read_text(_standard_input(), "-", humi.loaded.vocabulary))
            else:
                read.append(humi.dossier(file))
        except DossierError as error:
            problems.extend(error.problems)
    if problems:
        raise DossierError(problems)
    return read


def _standard_input() -> bytes:
    """One byte more than a dossier may have shows that there is too much, however long the pipe is."""
    from humi.reading.limits import LIMITS

    return sys.stdin.buffer.read(LIMITS.bytes + 1)
