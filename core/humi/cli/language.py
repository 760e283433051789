"""Which language a person reads, known before the command line is understood: errors of usage are told in it too."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from humi.values.label import Lang

VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def of_locale() -> Lang:
    """Chinese where the locale is; English everywhere else."""
    locale = next((value for name in VARIABLES if (value := os.environ.get(name))), "")
    return "zh" if locale.lower().startswith("zh") else "en"


def of_arguments(arguments: Sequence[str] | None = None) -> Lang:
    """What `--lang` says, wherever it stands, else the locale."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if "--" in words:
        words = words[: words.index("--")]
    for word, following in reversed(list(zip(words, [*words[1:], ""], strict=False))):
        name, equals, value = word.partition("=")
        if name == "--lang":
            chosen = value if equals else following
            if chosen in ("zh", "en"):
                return "zh" if chosen == "zh" else "en"
    return of_locale()
