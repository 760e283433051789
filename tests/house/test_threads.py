"""One Humi may be used from many threads at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

from humi import Humi
from tests.house.documents import ROOT
from tests.house.packs import cases_in

THREADS = 8
REGIONS = ("qingdao_ftz", "yinchuan")
EVERY = 16
DAY = date(2026, 6, 1)


def answers(humi: Humi, turn: int = 0) -> dict[int, str]:
    """The answers to some dossiers of the cases, beginning at another one each turn."""
    given = [case.given for region in REGIONS for case in cases_in(ROOT / "plugins" / region)[::EVERY]]
    order = [(index + turn * len(given) // THREADS) % len(given) for index in range(len(given))]
    return {index: humi.evaluate(given[index], on=DAY).to_json() for index in order}


def test_eight_threads_answer_as_one() -> None:
    alone = answers(Humi(REGIONS))
    shared, start = Humi(REGIONS), Barrier(THREADS)

    def at_once(turn: int) -> dict[int, str]:
        start.wait()
        return answers(shared, turn)

    with ThreadPoolExecutor(THREADS) as pool:
        assert all(found == alone for found in pool.map(at_once, range(THREADS)))


def test_one_decision_read_from_many_threads() -> None:
    """Causes, reasons and citations are made when first looked at; looking at once from everywhere gives the same."""
    given = cases_in(ROOT / "plugins" / REGIONS[0])[0].given
    humi = Humi(REGIONS)
    expected = humi.evaluate(given, on=DAY).to_json()
    for _ in range(8):
        decision, start = humi.evaluate(given, on=DAY), Barrier(THREADS)

        def read(_: int, decision=decision, start=start) -> tuple[str, str]:  # type: ignore[no-untyped-def]
            start.wait()
            return decision.to_json(), decision.explain("zh")

        with ThreadPoolExecutor(THREADS) as pool:
            found = list(pool.map(read, range(THREADS)))
        assert {json for json, _ in found} == {expected}
        assert len({told for _, told in found}) == 1
