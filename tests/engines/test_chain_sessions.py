"""Sessions of the chain: one never hears of another, whatever their number."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from humi.engines.chain import Chain, durable_works
from humi.engines.chain_rules import ChainRule, Concluded, Fact
from tests.engines.chained import fact, pattern
from tests.house.documents import ROOT

THREADS, ROUNDS = 4, 200

needs_durable = pytest.mark.skipif(not durable_works(), reason="durable-rules cannot be imported by this Python")

RULES = (
    ChainRule(
        "grant",
        (pattern("finding", outcome="met"), pattern("title", kind="base")),
        "granted",
        (("title", (1, "id")), ("to", (0, "unit"))),
    ),
    ChainRule("pay", (pattern("granted"), pattern("claim", {"title": (0, "title")})), "payable", (("claim", (1, "id")),)),
)


def applicant(name: str) -> list[Fact]:
    """What pays one claim of this applicant; the title has the same id everywhere."""
    return [
        fact("finding", outcome="met", unit=name),
        fact("title", kind="base", id="T1"),
        fact("claim", title="T1", id=f"claim of {name}"),
    ]


def told(concluded: Concluded) -> set[str]:
    """Every value that occurs in conclusions and their premises."""
    facts = {*concluded, *(one for found in concluded.values() for way in found.derivations for one in way.premises)}
    return {value for one in facts for _, value in one.fields}


def test_two_applicants_one_after_the_other_never_mix() -> None:
    chain = Chain(RULES)
    for name in ("甲", "乙", "甲"):
        assert told(chain.run(applicant(name))) == {name, f"claim of {name}", "met", "base", "T1"}
    half = applicant("甲")
    assert chain.run(half[:2]).keys() == {fact("granted", title="T1", to="甲")}
    assert chain.run(half[2:]) == {}


def test_two_chains_of_equal_rules_never_mix() -> None:
    one, other = Chain(RULES), Chain(RULES[::-1])
    assert one.run(applicant("甲")[:2]).keys() == {fact("granted", title="T1", to="甲")}
    assert other.run(applicant("乙")[2:], [fact("granted", title="T1")])[fact("payable", claim="claim of 乙")].certain is False


def test_four_threads_never_mix() -> None:
    chain, start = Chain(RULES), Barrier(THREADS)

    def ask(thread: int) -> bool:
        start.wait()
        for number in range(ROUNDS):
            name = f"{thread}/{number}"
            first, *rest = applicant(name)
            found = chain.run([first], rest)
            if told(found) != {name, f"claim of {name}", "met", "base", "T1"} or any(one.certain for one in found.values()):
                return False
        return True

    with ThreadPoolExecutor(THREADS) as pool:
        assert all(pool.map(ask, range(THREADS)))


def test_sessions_that_fail_are_gone_and_the_next_is_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """No more than 1,024 can live at once."""
    chain = Chain(RULES)
    with monkeypatch.context() as patched:
        patched.setattr(ChainRule, "conclude", lambda self, premises: 1 / 0)
        for _ in range(1_100):
            with pytest.raises(ZeroDivisionError):
                chain.run(applicant("甲"))
    assert told(chain.run(applicant("乙"))) == {"乙", "claim of 乙", "met", "base", "T1"}


SOAK = """
import sys
from pathlib import Path
from resource import getpagesize
from humi.engines.chain import Chain
from tests.engines.test_chain_sessions import RULES, applicant

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * getpagesize()

chain = Chain(RULES)
for number in range(12_000):
    first, *rest = applicant(str(number))
    found = chain.run([first], rest if number % 2 else [])
    assert len(found) == (2 if number % 2 else 0), number
    if number == 2_000:
        before = resident()
print(resident() - before)
"""


@needs_durable
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="no /proc here to read resident memory from")
def test_memory_is_flat_over_ten_thousand_sessions() -> None:
    """A session left behind keeps about 100 kB, and the 1,025th raises."""
    done = subprocess.run([sys.executable, "-c", SOAK], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 4 * 2**20
