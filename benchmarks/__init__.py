"""Humi's judge beside hand-written Python and other rule engines, over one invented region of thirty criteria.

Install `humi[bench]` and run `python -m benchmarks` in the root of the repository. Everybody must agree first; then
all take turns in one process, and the table goes to the terminal, `results.md` and `results.json`, beside the
budgets of the design. What has a budget stands in the README too, and growth in `growth.svg`.
"""
