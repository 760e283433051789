"""The comments of a new ledger name every kind and entity that a ledger knows."""

from __future__ import annotations

from pathlib import Path

import pytest

import humi.authoring.scaffold
from humi.authoring.ledger import ENTITIES, KINDS

TEMPLATE = Path(humi.authoring.scaffold.__file__).parent / "templates" / "provisions.yaml"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("word", [*KINDS, *ENTITIES])
def test_a_new_ledger_tells_its_words(lang: str, word: str) -> None:
    told = [line for line in TEMPLATE.read_text("utf-8").splitlines() if line.startswith(f"${lang}#")]
    assert any(word in line for line in told)
