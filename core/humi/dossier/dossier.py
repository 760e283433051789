"""A dossier: what is known about one applicant and its related records, validated and encoded once."""

from __future__ import annotations

import json
import marshal
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, ClassVar, Self

from humi.dossier.asof import as_of
from humi.dossier.reading import KeyPath, Locate, Reader
from humi.dossier.vocabulary import Vocabulary, shared_vocabulary
from humi.dossier.world import World
from humi.errors import DossierError
from humi.reading.limits import LIMITS, Limits
from humi.reading.problems import Place, Problem, Problems

SCHEMA_VERSION = 1
DEEPEST = 64


def nowhere(path: KeyPath) -> Place | None:
    """The place of a value that comes from no file."""
    return None


def _own_copy(document: Mapping[str, Any]) -> dict[str, Any]:
    """Plain data of its own, so that a dossier does not change with what it was read from."""
    try:
        # Version 2 refuses what contains itself.
        copied: dict[str, Any] = marshal.loads(marshal.dumps(dict(document), 2))  # noqa: S302 -- written a moment ago
    except ValueError:  # it knows neither dates nor decimals
        copied = _copied(document, DEEPEST)
    return copied


def _copied(value: Any, levels: int) -> Any:
    if not levels:
        raise RecursionError
    if isinstance(value, Mapping):
        return {key: _copied(item, levels - 1) for key, item in value.items()}
    return [_copied(item, levels - 1) for item in value] if isinstance(value, list | tuple) else value


class Dossier:
    """One applicant with related records.

    `document` is what was written, unchanged; saving writes it back, so that "recorded no", "recorded as unknown" and
    "not recorded" stay three different things. `warnings` are problems that do not keep it from being judged.
    """

    of_applicant = True
    """Whether it is about one applicant, who may become or claim something; a registry is not."""
    limits: ClassVar[Limits] = LIMITS
    """How large a file may be."""

    def __init__(
        self,
        document: Mapping[str, Any],
        vocabulary: Vocabulary,
        locate: Locate = nowhere,
        file: str = "<dict>",
        problems: Iterable[Problem] = (),
    ) -> None:
        """`problems` are those found before, to be told together with what is wrong with the document."""
        read = Reader(document, vocabulary, locate, file)
        self._told = tuple(problems)
        read.problems.extend(self._told)
        if read.problems:
            read.problems.raise_if_errors(DossierError)
        self.document = _own_copy(document)
        self.vocabulary = vocabulary
        self.file = file
        self.records = read.records
        self.lists = read.lists
        self.unlisted = read.unlisted
        self.determinations = read.determinations
        self.warnings = tuple(read.problems)
        self._locate = locate

    @classmethod
    def from_dict(cls, document: Mapping[str, Any], vocabulary: Vocabulary | None = None) -> Self:
        """A dossier from plain data: str, int, bool, date, Decimal, dict, list. Raises DossierError with every problem."""
        if not isinstance(document, Mapping):
            raise DossierError.of("D307", None, found=type(document).__name__)
        try:
            return cls(document, vocabulary or shared_vocabulary())
        except RecursionError:
            raise DossierError.of("D307", None, found="nested without end") from None

    @classmethod
    def read(cls, path: Path | str, vocabulary: Vocabulary | None = None) -> Self:
        """A dossier from a YAML file. Raises DossierError with every problem, each with line and column."""
        from humi.reading.strict_yaml import read_yaml

        problems = Problems()
        located = read_yaml(Path(path), problems, cls.limits)
        return cls._from_located(located, problems, vocabulary, str(path))

    @classmethod
    def read_text(cls, text: str | bytes, file: str = "-", vocabulary: Vocabulary | None = None) -> Self:
        """As `read`, from text; `file` is the name shown in problems."""
        from humi.reading.strict_yaml import read_yaml_text

        problems = Problems()
        return cls._from_located(read_yaml_text(text, file, problems, cls.limits), problems, vocabulary, file)

    @classmethod
    def _from_located(cls, located: Any, problems: Problems, vocabulary: Vocabulary | None, file: str) -> Self:
        from humi.reading.located import Mapping as LocatedMapping
        from humi.reading.located import plain

        problems.raise_if_errors(DossierError)
        if not isinstance(located, LocatedMapping):
            raise DossierError.of("D307", located.place if located else None, found=type(located).__name__.lower())
        document = plain(located)
        assert isinstance(document, dict)
        return cls(document, vocabulary or shared_vocabulary(), lambda path: place_in(located, path), file)

    def world(self, region: str, asked: int, now: int | None = None) -> World:
        """What was so on the day `asked` (an ordinal), as the region with that id sees it.

        `now` is the day of asking, where a past day is asked about: what is recorded without a day may have come since.
        """
        return as_of(self, region, asked, asked if now is None else now)

    def under(self, vocabulary: Vocabulary) -> Self:
        """This dossier read again under another vocabulary, for example with more regions loaded."""
        if vocabulary is self.vocabulary or vocabulary.regions <= self.vocabulary.regions:
            return self
        return type(self)(self.document, vocabulary, self._locate, self.file, self._told)

    def place_of(self, path: KeyPath) -> Place:
        """Where a key stands in the file, or the file as a whole."""
        return self._locate(path) or Place(self.file, 0, 0)

    @property
    def subject(self) -> str:
        """The applicant's name; empty where it is not recorded."""
        name: str | None = self.records["unit"][self.vocabulary.facts_of("unit")["name"].slot]
        return name or ""

    @property
    def hash(self) -> str:
        """SHA-256 of the content, independent of the order of keys."""
        from hashlib import sha256

        text = json.dumps(self.document, sort_keys=True, ensure_ascii=False, default=str)
        return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """What was written, as plain data; `Dossier.from_dict` of it is the same dossier."""
        return _own_copy(self.document)

    def save(self, path: Path | str) -> None:
        """Write as YAML, through a temporary file, so that a crash never leaves half a file."""
        from humi.dossier.saving import save_yaml

        save_yaml(self.document, Path(path))


def place_in(located: Any, path: KeyPath) -> Place | None:
    """The place of a key path in a located tree, as near as the tree goes."""
    from humi.reading.located import Mapping as LocatedMapping
    from humi.reading.located import Sequence

    place: Place | None = located.place
    for step in path:
        if isinstance(located, LocatedMapping):
            entry = next(((key, value) for key, value in located.entries if key.text == str(step)), None)
            if entry is None:
                return place
            located, place = entry[1], entry[0].place
        elif isinstance(located, Sequence) and isinstance(step, int) and step < len(located.items):
            located = located.items[step]
            place = located.place
        else:
            return place
    return place
