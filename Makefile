# Every target works on a fresh clone: .venv is made when it is missing and renewed when pyproject.toml changes.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
DEMO := data/qinghe-2023.txt

.DEFAULT_GOAL := help
.PHONY: help sample compare demo samples test test-all lint pin bench compiled clean

help:
	@echo 'make demo      extract a sample report'
	@echo 'make samples   write the expected output of data/*.txt anew, after a change of the rules on purpose'
	@echo 'make test      lint, types, doctests and the suite'
	@echo 'make test-all  the same with more examples of every law, runs killed at 100 moments, and Ray'
	@echo 'make lint      ruff and mypy only'
	@echo 'make pin       raise the pinned scores to what is reached now (LOWER=yes also lowers)'
	@echo 'make sample    N random sentences with their records, for reading (N=100 SEED=1)'
	@echo 'make compare   records of the corpus that changed since a revision (REF=HEAD~1)'
	@echo 'make bench     parse against jieba, long texts against short ones'
	@echo 'make compiled  a faster wheel in dist/, installed into .venv-compiled (needs a C compiler)'

$(READY): pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) install --editable '.[documents,data,charts,dev]'
	@touch $@

demo: $(READY)
	@$(BIN)/govreport extract $(DEMO)

samples: $(READY)
	@for report in data/*.txt; do $(BIN)/govreport extract $$report -o $${report%.txt}.json || exit 1; done

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/mypy govreport tests benchmarks

test: lint
	@$(BIN)/pytest

test-all: lint
	@$(PIP) install --editable '.[ray]'
	@HYPOTHESIS_PROFILE=thorough $(BIN)/pytest -m ''

pin: $(READY)
	@$(BIN)/python tests/scores.py $(if $(LOWER),--lower)

sample: $(READY)
	@$(BIN)/python benchmarks/sample.py -n $(or $(N),100) $(if $(SEED),--seed $(SEED))

compare: $(READY)
	@$(BIN)/python benchmarks/compare.py $(or $(REF),HEAD)

bench: $(READY)
	@$(BIN)/python benchmarks/parse_vs_jieba.py
	@$(BIN)/python benchmarks/long_text.py
	@$(BIN)/python benchmarks/corpus.py
	@$(BIN)/python benchmarks/reading.py

# By way of the sdist: compiled files in the checkout would be imported in place of its sources.
compiled: $(READY)
	@rm -f dist/govreport-*-cp*.whl
	@HATCH_BUILD_HOOKS_ENABLE=1 $(BIN)/python -m build --outdir dist
	@$(BIN)/python -m venv --clear .venv-compiled
	@.venv-compiled/bin/python -m pip --disable-pip-version-check --quiet install dist/govreport-*-cp*.whl

clean:
	rm -rf .venv .venv-compiled build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
