"""What `growth` measures in processes of their own; each answer is one line of JSON.

`load FOLDER COUNT` loads so many generated regions and tells what that took; then every line of input asks for a turn of
evaluations. `soak FOLDER COUNT` evaluates so many times and tells how much memory was held on the way.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
from collections.abc import Iterator
from datetime import date
from itertools import cycle
from pathlib import Path
from time import process_time
from typing import Any

from benchmarks.dossiers import ASKED, REGION, dossiers
from benchmarks.generated import TEMPLATES, names_of
from benchmarks.road import DAY, DOSSIERS, EXAMPLES
from humi import Humi

WARM, PASSES = 20, 4
"""How often a dossier is evaluated until every rule is compiled, and how often in a turn."""
SAMPLES = 200
EVERY = 10
"""In the soak every so many evaluations ask a real region; the others ask the benchmark's own pack."""

Question = tuple[dict[str, Any], str, date]


def resident() -> float:
    """MiB of memory that this process holds; the most it ever held where that is all that can be known."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2  # bytes, on macOS
    return pages * resource.getpagesize() / 1024**2


def documents(names: dict[str, str]) -> list[dict[str, Any]]:
    """The example dossiers, told of other regions than those they name."""
    plain = Humi(TEMPLATES)
    texts = [json.dumps(plain.dossier(EXAMPLES / name).to_dict(), default=str) for name in DOSSIERS]
    for old, new in names.items():
        texts = [text.replace(old, new) for text in texts]
    return [json.loads(text) for text in texts]


def ask(humi: Humi, questions: list[Question]) -> float:
    """Mean seconds of processor time of an evaluation, from a plain dict to a decision."""
    begin = process_time()
    for document, region, day in questions:
        humi.evaluate(document, on=day, regions=(region,))
    return (process_time() - begin) / len(questions)


def load(folder: Path, count: int) -> Iterator[Any]:
    """What loading took, what the first evaluation of a region takes, and then that of a later one, turn by turn."""
    names = names_of(count)
    asked = names[: len(TEMPLATES)]
    told = documents(dict(zip(TEMPLATES, asked, strict=True)))
    questions = [(document, region, DAY) for region in asked for document in told]
    few = Humi(asked, folder)
    ask(few, questions)  # whatever is imported, or read by the system, for the first time
    gc.collect()
    before, begin = resident(), process_time()
    humi = Humi(names, folder)
    seconds, memory = process_time() - begin, resident() - before
    del few  # until now, so that what it held was not used again
    assert not humi.loaded.quarantined, humi.loaded.quarantined[0].problems[0].render("en")
    first = ask(humi, [(told[0], region, DAY) for region in asked])
    ask(humi, questions * WARM)
    yield {"seconds": seconds, "memory": memory, "first": first}
    for _ in sys.stdin:
        yield ask(humi, questions * PASSES)


def soak(folder: Path, count: int) -> Iterator[Any]:
    """Memory held after so many evaluations, again and again."""
    humi = Humi([REGION, *TEMPLATES], folder)
    own = cycle([(document, REGION, ASKED) for document in dossiers(200, seed=6)])
    real = cycle([(document, region, DAY) for document in documents({}) for region in TEMPLATES])
    step = max(count // SAMPLES, 1)
    for done in range(0, count, step):
        ask(humi, [next(real) if number % EVERY == 0 else next(own) for number in range(step)])
        yield done + step, resident()


def main() -> None:
    mode, folder, count = sys.argv[1:]
    for answer in {"load": load, "soak": soak}[mode](Path(folder), int(count)):
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
