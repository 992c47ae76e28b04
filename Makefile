# Two commands for everybody: `make demo` and `make test`. Each sets up all it needs in .venv.
SHELL := /bin/sh
.DEFAULT_GOAL := help

# The first Python that is new enough; `make PYTHON=...` chooses another.
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check install
WORKERS ?= auto
PACKED := pyproject.toml $(wildcard frontend/*.json frontend/*.scss frontend/*.py)

.PHONY: help demo test screenshots pictures bench mutants faults clean

help:
	@echo "make demo         a made-up council's register on http://127.0.0.1:8000"
	@echo "make test         every test, the checks of style and types included"
	@echo "make screenshots  a picture of every page, in screenshots/"
	@echo "make pictures     the two pictures in README"
	@echo "make bench        the measurements"
	@echo "make mutants      what the tests of the rules would let pass unnoticed"
	@echo "make faults       killed processes and full disks, at length"

demo: $(VENV)/.installed
	@mkdir -p .demo
	$(BIN)/lacrecords demo --serve

test: $(VENV)/.tested
	$(BIN)/python -m pytest -n $(WORKERS)

screenshots: $(VENV)/.tested
	LACRECORDS_TEST_SCREENSHOTS=screenshots $(BIN)/python -m pytest -n 0 tests/journeys

pictures: $(VENV)/.tested
	$(BIN)/python -m pytest -n 0 -o python_files='draw_*.py' tests/journeys

bench: $(VENV)/.tested
	$(BIN)/python -m pytest -n 0 -o python_files='bench_*.py' tests/benchmarks

mutants: $(VENV)/.tested
	PYTHONPATH=. $(BIN)/python tests/mutants/run_mutants.py

faults: $(VENV)/.tested
	LACRECORDS_FAULTS=long $(BIN)/python -m pytest -n 0 tests/faults

clean:
	rm -rf $(VENV) .demo dist frontend/node_modules lacrecords/static/vendor lacrecords/static/.vendor-stamp

$(BIN)/python:
	@test -n "$(PYTHON)" || { \
		echo "Python 3.11 or newer is needed. Install it, or name it: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "This Python cannot make an environment of its own."; \
		echo "Install its venv module; on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(PACKED) | $(BIN)/python
	$(PIP) --editable .
	@touch $@

$(VENV)/.tested: $(PACKED) | $(BIN)/python
	$(PIP) --editable '.[test]'
	@touch $(VENV)/.installed $@
