"""Every module stands on its own, is short, says what it is about, and what judges knows no region."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.documents import ROOT

CORE = ROOT / "core"
MODULES = {
    ".".join(file.relative_to(CORE).with_suffix("").parts).removesuffix(".__init__"): file
    for file in sorted(CORE.glob("humi/**/*.py"))
}
LONGEST = 450
LONG = {
    "humi.language.nodes": "one table of everything a rule can say; read as a list",
    "humi.language.pairs": "the one lowering: a branch for each node, and nothing else",
}
"""Modules longer than that, each with the reason."""
JUDGING = ("values", "language", "policy", "engines", "road")
REGIONS = {file.parent.name for file in ROOT.glob("plugins/*/policy.yaml")}

ALONE = """
import importlib, sys
for name in sys.argv[1:]:
    for loaded in [module for module in sys.modules if module.partition(".")[0] == "humi"]:
        del sys.modules[loaded]
    try:
        importlib.import_module(name)
    except Exception as error:
        print(f"{name}: {type(error).__name__}: {error}")
"""


def imported_by(name: str) -> set[str]:
    """The modules that importing one imports at once: those it names, outside functions, and the packages they are in."""
    named, package = set[str](), name if MODULES[name].name == "__init__.py" else name.rpartition(".")[0]
    parts: list[ast.AST] = list(ast.parse(MODULES[name].read_text(encoding="utf-8")).body)
    while parts:
        part = parts.pop()
        if isinstance(part, ast.ImportFrom):
            named |= {str(part.module), *(f"{part.module}.{alias.name}" for alias in part.names)}
        elif isinstance(part, ast.Import):
            named |= {alias.name for alias in part.names}
        elif isinstance(part, ast.If) and ast.unparse(part.test) == "TYPE_CHECKING":
            parts += part.orelse
        elif not isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            parts += ast.iter_child_nodes(part)
    names = (one.split(".") for one in (*named, package))
    above = {".".join(words[:end]) for words in names for end in range(1, len(words) + 1)}
    return above & set(MODULES) - {name}


def in_circles() -> list[str]:
    """The modules that are imported by what they import."""
    imported = {name: imported_by(name) for name in MODULES}

    def reached(name: str) -> set[str]:
        found, left = set[str](), [name]
        while left:
            new = imported[left.pop()] - found
            found |= new
            left += new
        return found

    return [name for name in MODULES if name in reached(name)]


def test_every_module_can_be_imported_first() -> None:
    """Each with no other module of Humi loaded before it, so a circle of imports cannot hide behind their order."""
    names = in_circles()
    assert names
    done = subprocess.run([sys.executable, "-c", ALONE, *names], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_modules_are_short() -> None:
    lengths = {name: len(file.read_text(encoding="utf-8").splitlines()) for name, file in MODULES.items()}
    assert {name: length for name, length in lengths.items() if length > LONGEST and name not in LONG} == {}
    assert set(LONG) <= set(MODULES)


@pytest.mark.parametrize("name", MODULES)
def test_a_module_begins_by_saying_what_it_is(name: str) -> None:
    if name != "humi.__main__":
        assert ast.get_docstring(ast.parse(MODULES[name].read_text(encoding="utf-8")))


def code_texts(file: Path) -> set[str]:
    """The texts in a module that are not docstrings."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return {str(node.value) for node in texts if id(node) not in prose}


def test_what_judges_names_no_region() -> None:
    assert REGIONS
    for part in JUDGING:
        for file in CORE.glob(f"humi/{part}/**/*.py"):
            named = {region for text in code_texts(file) for region in REGIONS if region in text}
            assert named == set(), file


def test_every_package_is_installed() -> None:
    import tomllib

    setup = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    core = {".".join(file.relative_to(CORE).parent.parts) for file in CORE.glob("humi/**/__init__.py")}
    plugins = {f"humi_plugins.{region}" for region in REGIONS} | {"humi_plugins"}
    assert set(setup["packages"]) == core | plugins
    data = setup["package-data"]
    for file in [*CORE.glob("humi/**/*"), *ROOT.glob("plugins/**/*")]:
        if file.is_file() and file.suffix not in (".py", ".pyc"):
            home = next((folder for folder in file.parents if (folder / "__init__.py").exists()), file.parent)
            parts = home.relative_to(CORE if CORE in file.parents else ROOT).parts
            package = ".".join("humi_plugins" if part == "plugins" else part for part in parts)
            if ".egg-info" not in package:
                assert any(file.relative_to(home).match(pattern) for pattern in data.get(package, ())), file
