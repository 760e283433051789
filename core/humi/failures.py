"""What a plugin's failure looks like to people: one line, and the place in the plugin's own files where it came from."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from traceback import walk_tb

from humi.reading.problems import Place


def reason_of(error: BaseException) -> str:
    """The kind of exception and what it says. An exception may fail even at that."""
    try:
        said = str(error)
    except Exception:  # noqa: BLE001 -- somebody else's code
        said = ""
    name = type(error).__name__
    return f"{name}: {said}" if said else name


def place_of(error: BaseException, home: Path | None) -> Place | None:
    """Where the last step inside `home` was taken, or the line that is no Python; else `home` as a whole."""
    if home is None:
        return None
    if isinstance(error, SyntaxError) and error.filename and is_below(error.filename, home):
        return Place(error.filename, error.lineno or 0, error.offset or 0)
    places = (Place(frame.f_code.co_filename, line, 1) for frame, line in walk_tb(error.__traceback__))
    own = [place for place in places if is_below(place.file, home)]
    return own[-1] if own else Place(str(home), 0, 0)


def is_below(file: str, home: Path) -> bool:
    """Whether a file is `home` or in it."""
    return Path(file).resolve().is_relative_to(home.resolve())


def home_of(module: str) -> Path | None:
    """The folder of a package, or the file of a module, found without running it; None where it is not installed."""
    top, _, below = module.partition(".")
    try:
        spec = find_spec(top)
    except (ImportError, ValueError):
        return None
    if spec is None:
        return None
    if not spec.submodule_search_locations:
        return Path(spec.origin) if spec.origin else None
    for location in map(Path, spec.submodule_search_locations):
        inner = location.joinpath(*below.split(".")) if below else location
        for candidate in (inner, inner.with_suffix(".py")):
            if candidate.exists():
                return candidate
    return None
