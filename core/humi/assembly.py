"""A region's tree: its plugin is registered, its hooks are asked, and what they give is merged as if it stood in one file."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pluggy

from humi.errors import PackError
from humi.hooks import POLICY, PROJECT, REQUIRED, SECTIONS, HookSpecs, giver
from humi.reading.keywords import english
from humi.reading.located import Mapping as LocatedMapping
from humi.reading.located import from_plain
from humi.reading.problems import Place, Problem, Problems
from humi.values.frozen import Frozen
from humi.values.text import nearest

PREFIX = "humi_"
"""Names that start with it are kept for hooks."""


class Assembled(Frozen):
    """The sections of a region. `file` stands for the whole, and is beside its ledger and cases."""

    located: LocatedMapping
    file: str


def assemble(plugin: object, name: str, home: Path | None, problems: Problems) -> Assembled | None:
    """What the hooks of a plugin give, or None and at least one error. `home` holds the plugin's files.

    Raises pluggy's PluginValidationError for a hook that is wrong in a way other than in its name or its arguments.
    """
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(HookSpecs)
    if inspect.isclass(plugin):
        problems.add("C452", _place(None, home), name=name, found=plugin.__name__)
    else:
        _check_names(plugin, manager, name, home, problems)
    if problems.has_errors:
        return None
    manager.register(plugin)
    manager.check_pending()
    given = [_ask(manager, hook, name, home, problems) for hook in SECTIONS]
    if problems.has_errors:
        return None
    return Assembled(_merged(filter(None, given)), str(_file(plugin, home)))


# --- names and arguments ---


def _check_names(plugin: object, manager: pluggy.PluginManager, name: str, home: Path | None, problems: Problems) -> None:
    """Whatever calls itself a hook has to be one (C453), be marked as one (C454) and take no arguments (C455)."""
    for attribute in filter(lambda attribute: attribute.startswith(PREFIX), dir(plugin)):
        options = manager.parse_hookimpl_opts(plugin, attribute)
        if options is None:
            found = inspect.getattr_static(plugin, attribute, None)
            if attribute in SECTIONS or isinstance(found, FunctionType | staticmethod | classmethod):
                problems.add("C454", _place(found, home), name=name, found=attribute, **_near(attribute))
            continue
        hook, function = options.get("specname") or attribute, getattr(plugin, attribute)
        if hook not in SECTIONS:
            problems.add("C453", _place(function, home), name=name, found=hook, allowed=", ".join(SECTIONS), **_near(hook))
            continue
        for argument in inspect.signature(function).parameters.values():
            if argument.default is argument.empty and argument.kind not in (argument.VAR_POSITIONAL, argument.VAR_KEYWORD):
                problems.add("C455", _place(function, home), name=name, hook=hook, found=argument.name)


def _near(hook: str) -> dict[str, str]:
    """The hook that was probably meant."""
    return {} if hook in SECTIONS else {"suggestion": nearest(hook, SECTIONS) or ""}


def _place(function: Any, home: Path | None) -> Place | None:
    """Where a function begins; else the plugin as a whole."""
    code = getattr(inspect.unwrap(getattr(function, "__func__", function)), "__code__", None)
    if code is not None:
        return Place(code.co_filename, code.co_firstlineno, 1)
    return Place(str(home), 0, 0) if home is not None else None


# --- asking ---


def _ask(manager: pluggy.PluginManager, hook: str, name: str, home: Path | None, problems: Problems) -> LocatedMapping | None:
    """The sections that one hook gives; None where it gives none or they cannot be used."""
    caller: pluggy.HookCaller = getattr(manager.hook, hook)
    try:
        sections = caller()
    except (Exception, SystemExit) as error:  # noqa: BLE001 -- a plugin may fail in any way
        from humi.failures import place_of, reason_of

        own = [one for one in error.problems if isinstance(one, Problem)] if isinstance(error, PackError) else []
        problems.extend(own)
        if not any(one.severity == "error" for one in own):
            problems.add("C451", place_of(error, home), name=name, hook=hook, reason=reason_of(error))
        return None
    implementations = caller.get_hookimpls()
    place = _place(implementations[-1].function, home) if implementations else _place(None, home)
    if sections is None:
        if hook in REQUIRED:
            problems.add("C456", place, name=name, hook=hook)
        return None
    if not isinstance(sections, Mapping | LocatedMapping):
        problems.add("C457", place, name=name, hook=hook, found=type(sections).__name__)
        return None
    whole = dict(sections) if isinstance(sections, Mapping) else sections
    located = from_plain(whole, problems, place.file if place else name, hook)
    if not isinstance(located, LocatedMapping):
        return None
    _check_sections(located, hook, name, problems)
    return located


def _check_sections(located: LocatedMapping, hook: str, name: str, problems: Problems) -> None:
    """A hook gives its own sections only (C458, C459). An unknown key of a file is left to the reader, who knows them all."""
    allowed = ", ".join(SECTIONS[hook])
    for key, _ in located.entries:
        section = english(key.text)
        owner = giver(section)
        if section in SECTIONS[hook]:
            continue
        if section in SECTIONS[owner]:
            problems.add("C458", key.place, name=name, hook=hook, found=section, expected=owner, allowed=allowed)
        elif not key.place.line:
            near = nearest(section, SECTIONS[hook]) or ""
            problems.add("C459", key.place, name=name, hook=hook, found=section, allowed=allowed, suggestion=near)


# --- merging ---


def _merged(given: Iterable[LocatedMapping]) -> LocatedMapping:
    """All sections in one mapping. It stands where the file begins, or where the first hook made its own."""
    first, *others = given
    entries = tuple(entry for located in (first, *others) for entry in located.entries)
    return LocatedMapping(entries, min((key.place for key, _ in entries if key.place.line), default=first.place))


def _file(plugin: object, home: Path | None) -> Path | None:
    """What stands for the plugin's files: its policy, else the module beside which its ledger is."""
    folder = getattr(plugin, "folder", None)
    if isinstance(folder, Path):
        policy = folder / POLICY
        return policy if policy.exists() else folder / "__init__.py"
    module = plugin if isinstance(plugin, ModuleType) else sys.modules.get(type(plugin).__module__)
    file = getattr(module, "__file__", None)
    return Path(file) if file else home
