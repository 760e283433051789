"""Where facts, head and ledger of a pack are written; looked up only where one of them changed."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from humi.authoring.ledger import LedgerText, read_ledger_text
from humi.dossier.facts import Fact
from humi.policy.pack import Pack
from humi.policy.provisions import LEDGER
from humi.reading.keywords import english
from humi.reading.located import Located, Mapping, Scalar
from humi.reading.problems import Place, Problems


class Places:
    """The places in the files of one pack. None for what Python made."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    def head(self, key: str) -> Place | None:
        """Where a section of the pack begins."""
        return next((word.place for word, _ in self._entries(self._policy) if english(word.text) == key), None)

    def fact(self, fact: Fact) -> Place | None:
        """Where a fact is declared."""
        declared = next((value for word, value in self._entries(self._policy) if english(word.text) == "facts"), None)
        for word, _ in self._entries(declared):
            entity, _, name = word.text.partition(".")
            if name == fact.name and self.pack.vocabulary.entity(entity) == fact.entity:
                return word.place
        return None

    def provision(self, name: str) -> Place | None:
        """Where a provision or a gap begins."""
        if self._ledger is None:
            return None
        found = self._ledger.items.get(name) or self._ledger.gaps.get(name)
        return found.id.place if found is not None else None

    @cached_property
    def _policy(self) -> Located | None:
        from humi.reading.strict_yaml import read_yaml

        path = Path(self.pack.file)
        return read_yaml(path, Problems()) if path.is_file() else None

    @cached_property
    def _ledger(self) -> LedgerText | None:
        return read_ledger_text(Path(self.pack.file).parent / LEDGER, Problems())

    @staticmethod
    def _entries(located: Located | None) -> tuple[tuple[Scalar, Located], ...]:
        return located.entries if isinstance(located, Mapping) else ()
