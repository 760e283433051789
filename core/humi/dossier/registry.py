"""A registry: what an authority holds, read into the same records as a dossier, so that every engine works on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Self

from humi.dossier.dossier import Dossier, nowhere
from humi.dossier.facts import RELATION_OF
from humi.dossier.reading import Locate
from humi.dossier.vocabulary import Vocabulary, shared_vocabulary
from humi.errors import DossierError
from humi.reading.limits import REGISTRY_LIMITS
from humi.reading.problems import Place, Problem, Problems

_WORKBOOK, _YAML = ".xlsx", (".yaml", ".yml")


class Registry(Dossier):
    """What an authority holds: many records, no applicant.

    The document is that of a dossier, without `unit`, `base`, `station` and `point`: those stand in the lists. Hash,
    saving and the rest are as a dossier's.
    """

    limits = REGISTRY_LIMITS
    of_applicant = False

    def __init__(
        self,
        document: Mapping[str, Any],
        vocabulary: Vocabulary,
        locate: Locate = nowhere,
        file: str = "<dict>",
        problems: Iterable[Problem] = (),
    ) -> None:
        found = Problems()
        found.extend(problems)
        for key in document:
            relation = RELATION_OF.get(vocabulary.entity(str(key)))
            if relation is not None:
                place = locate((key,)) or Place(f"{file}:{key}", 0, 0)
                found.add("R622", place, found=str(key), suggestion=relation)
        super().__init__(document, vocabulary, locate, file, found)

    @classmethod
    def read(cls, path: Path | str, vocabulary: Vocabulary | None = None) -> Self:
        """A registry from a folder of tables (CSV or YAML), a workbook (.xlsx), or one YAML file.

        Raises DossierError with every problem, each with file, row and column.
        """
        from humi.dossier.tables import Tables

        path, words, problems = Path(path), vocabulary or shared_vocabulary(), Problems()
        if path.is_dir():
            from humi.dossier.folder import take_folder as take
        elif path.suffix.lower() == _WORKBOOK:
            from humi.dossier.workbook import take_workbook as take
        elif path.suffix.lower() in _YAML or not path.exists():
            return super().read(path, words)
        else:
            raise DossierError.of("R623", Place(str(path), 0, 0), found=path.suffix)
        tables = Tables(words, problems)
        take(path, tables)
        return cls(tables.document, words, tables.place_of, str(path), problems)

    @property
    def subject(self) -> str:
        """Empty: a registry is about nobody in particular."""
        return ""
