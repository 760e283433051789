"""Reads the part of YAML that means the same to everybody, without ever constructing objects.

One document in UTF-8, no tags but `!!str`, no merge keys, no repeated keys, a bounded number of aliases.
`yaml_scalars` says which unquoted words are not text.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from humi.reading.files import lines_of, read_bytes, to_text
from humi.reading.limits import LIMITS, Limits
from humi.reading.located import Located, Scalar
from humi.reading.problems import Place, Problems
from humi.reading.yaml_syntax import add_syntax_problem
from humi.reading.yaml_tree import TooMuch, TreeBuilder

# Written in C where PyYAML was built with libyaml, some fifty times faster.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path, problems: Problems, limits: Limits = LIMITS) -> Located | None:
    """The tree of a file, or None and at least one error among the problems. Raises nothing for any file."""
    data = read_bytes(path, problems, limits)
    return None if data is None else read_yaml_text(data, str(path), problems, limits)


def read_yaml_text(text: str | bytes, file: str, problems: Problems, limits: Limits = LIMITS) -> Located | None:
    """The tree of a text, or None and at least one error among the problems. Raises nothing for any text."""
    decoded = to_text(text, file, problems, limits)
    if decoded is None:
        return None
    builder = TreeBuilder(file, problems, limits)
    try:
        # `yaml.parse` asks twice for every event.
        builder.take_all(iter(_LOADER(decoded).get_event, None))
    except TooMuch:
        return None
    except yaml.YAMLError as error:
        add_syntax_problem(error, lines_of(decoded), builder.opened, file, problems)
        return None
    except (ValueError, OverflowError) as error:
        # PyYAML's own parser lets "\UFFFFFFFF" escape as an error of chr().
        problems.add("Y010", builder.opened or Place(file, 1, 1), reason=str(error))
        return None
    if builder.failed:
        return None
    root = builder.root
    if root is None or (isinstance(root, Scalar) and root.text == "" and not root.quoted):
        problems.add("Y008", Place(file, 0, 0))
        return None
    return root
