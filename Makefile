# Every target works from a fresh clone: what it needs is installed into $(VENV) first, and again when the pins change.

PYTHON ?= python3
VENV ?= .venv
WORKERS ?= 2
ARGS ?=

BIN := $(VENV)/bin
PINS := pyproject.toml constraints.txt
PIP := $(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt
# pyspark leaves its sockets to the garbage collector, and calls pandas in ways that pandas 3 deprecates.
SPARK_WARNS := -W ignore::ResourceWarning -W ignore::pandas.errors.Pandas4Warning
# The quick round leaves out what takes seconds each: the house as a whole, the laws, a package built and installed.
UNIT := tests --ignore tests/house --ignore tests/engines/test_laws.py --ignore tests/plugins/test_plugins_packages.py

.DEFAULT_GOAL := help
.PHONY: help demo test check lint spark bench docs clean

help: ## this list
	@echo 'make TARGET [PYTHON=python3.12] [VENV=.venv] [ARGS=...]'
	@sed -nE 's/^([a-z]+):[^#]*## (.*)/  \1\t\2/p' Makefile | expand -t 10

demo: $(VENV)/.humi ## an invented enterprise in five regions: matrix, trees, a picture of the timelines (ARGS="--lang zh")
	@$(BIN)/humi evaluate examples/dossiers/enterprise.yaml --on 2026-06-01 --format text $(ARGS)
	@mkdir -p build
	@$(BIN)/humi timeline --on 2026-06-01 --output build/timeline.svg $(ARGS)
	@echo
	@echo 'Timelines of the five regions: open build/timeline.svg in a browser. 五个地区的时间线：build/timeline.svg'

test: $(VENV)/.humi-test ## every test (ARGS="--pairs 100000" compares more generated packs)
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

check: $(VENV)/.humi-lint ## the quick round while working: ruff and unit tests, under a minute
	@$(BIN)/ruff check .
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --pairs 200 $(UNIT) $(ARGS)

lint: $(VENV)/.humi-lint ## ruff, mypy --strict, import-linter
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

spark: $(VENV)/.humi-test ## the screen on a Spark cluster of two executors, and the same 10^5 rows on every engine; needs Java 17 or 21
	@if ! java -version 2>&1 | grep -qE '"(17|21)\b'; then echo 'make spark: passed over, there is no Java 17 or 21 on the PATH'; \
	elif ! $(PIP) -e '.[test,spark]'; then echo 'make spark: passed over, pyspark cannot be had'; \
	else $(BIN)/python -m pytest tests/spark -n 0 $(SPARK_WARNS) $(ARGS); fi

bench: $(VENV)/.humi-bench ## the judge and the screen beside their peers, as tables; writes benchmarks/*.md
	@$(BIN)/python -m benchmarks $(ARGS)
	@$(BIN)/python -m benchmarks.workshop
	@$(BIN)/python -m benchmarks.proofs
	@$(BIN)/python -m benchmarks.screening

docs: $(VENV)/.humi-test ## write what is generated again: schemas, docs/errors.md, docs/keywords.md, shown output
	@$(BIN)/python -m humi.authoring.schemas
	@$(BIN)/python -m humi.authoring.docs
	@$(BIN)/python -m tests.house.shown
	@$(BIN)/python -m tests.house.walkthrough

clean: ## remove the environment, caches and builds
	rm -rf $(VENV) build dist .hypothesis .mypy_cache .ruff_cache .pytest_cache .benchmarks .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find . -name '*.egg-info' -type d -prune -exec rm -rf {} +

# --- setting up ---

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'Humi needs Python 3.11 or newer: make PYTHON=python3.12'; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.humi: $(PINS) | $(BIN)/python
	@$(PIP) -e .
	@touch $@

$(VENV)/.humi-test: $(PINS) | $(BIN)/python
	@$(PIP) -e '.[test]'
	@touch $@ $(VENV)/.humi

$(VENV)/.humi-lint: $(PINS) | $(BIN)/python
	@$(PIP) -e '.[test,lint]'
	@touch $@ $(VENV)/.humi-test $(VENV)/.humi

$(VENV)/.humi-bench: $(PINS) | $(BIN)/python
	@$(PIP) -e '.[bench]'
	@touch $@ $(VENV)/.humi
