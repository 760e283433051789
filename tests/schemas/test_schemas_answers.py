"""What `humi ask`, `humi how` and `humi prove` print as JSON is what their schemas say."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
from click.testing import CliRunner

from humi.cli.main import main
from tests.schemas.validating import ROOT, errors

ON = ("--on", "2026-06-01", "--format", "json")
PARK, EMPTY = (str(ROOT / "examples" / "dossiers" / f"{name}.yaml") for name in ("park", "empty"))


def printed(*arguments: str) -> Any:
    return json.loads(CliRunner().invoke(main, [*arguments, *ON]).stdout)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("ask", ("ask", PARK)),
        ("ask", ("ask", EMPTY, "-r", "qingdao_ftz")),
        ("how", ("how", PARK, "-r", "yinchuan", "-r", "sanmen")),
        ("prove", ("prove", "yinchuan", "jiangjin")),
        ("prove", ("prove", "yinchuan", "--seconds", "0.01")),
        ("prove", ("prove", "--same", str(ROOT / "examples/versions/2025"), str(ROOT / "examples/versions/2026"))),
        ("implies", ("prove", "--implies", "sanmen", "all")),
    ],
)
def test_what_is_printed_is_what_the_schema_says(name: str, arguments: tuple[str, ...]) -> None:
    told = printed(*arguments)
    assert errors(name, told) == []
    (parts,) = (value for key, value in told.items() if key in ("regions", "pairs"))
    assert parts


def test_an_answer_without_its_example_is_refused() -> None:
    told = printed("prove", "jiyuan")
    assert errors("prove", told) == []
    for answer in told["regions"][0]["answers"]:
        if answer["verdict"] == "refuted":
            wrong = deepcopy(told)
            next(one for one in wrong["regions"][0]["answers"] if one == answer).pop("example")
            assert errors("prove", wrong)
            return
    raise AssertionError("nothing was refuted")


@pytest.mark.parametrize("key", ["dossier_hash", "regions"])
def test_a_key_that_is_missing_is_told(key: str) -> None:
    told = printed("ask", PARK, "-r", "jiyuan")
    told.pop(key)
    assert errors("ask", told)
