"""Writing files so that a crash never leaves half of one."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any


def write_text(text: str, path: Path) -> None:
    """Write as UTF-8, like `write_bytes`. Ends of lines stay as they are on every system."""
    write_bytes(text.encode("utf-8"), path)


def write_bytes(data: bytes, path: Path) -> None:
    """Write through a temporary file in the same folder, then rename."""
    prefix = f".{path.name}."
    with NamedTemporaryFile("wb", dir=path.parent, prefix=prefix, delete=False) as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            file.close()
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise


def save_yaml(document: Mapping[str, Any], path: Path) -> None:
    """Write plain data as YAML that our own reader reads back to the same data."""
    write_text(to_yaml(document), path)


def to_yaml(document: Mapping[str, Any], short: bool = False) -> str:
    """Plain data as YAML text; words that look like another type are quoted. `short`: each record on a line of its own."""
    import yaml

    class Dumper(yaml.SafeDumper):
        pass

    Dumper.add_representer(Decimal, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:float", str(value)))
    Dumper.add_representer(date, lambda dumper, value: dumper.represent_str(value.isoformat()))
    Dumper.add_representer(tuple, lambda dumper, value: dumper.represent_list(value))
    Dumper.ignore_aliases = lambda self, data: True  # type: ignore[method-assign]
    style: Any = {"default_flow_style": None, "width": float("inf")} if short else {}
    return str(yaml.dump(dict(document), Dumper=Dumper, allow_unicode=True, sort_keys=False, **style))
