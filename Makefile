# Needs only make and Python 3.11+ with venv and pip. Another Python, another folder:
#   make demo PYTHON=python3.12 VENV=.venv312

PYTHON = python3
VENV = .venv
BIN = $(VENV)/bin
DEMO = holobiont-demo
WORKERS = 2
PEOPLE = 20
PIP = $(BIN)/python -m pip --disable-pip-version-check
LOCKED = $(PIP) install --quiet --require-hashes --only-binary :all: -r
PROJECT = $(PIP) install --quiet --no-deps --no-build-isolation -e .
COMPILE = .venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock" pyproject.toml requirements/build.in

.PHONY: help demo test slow check validate scoreboard verdicts lint format types imports bench lock clean

help:
	@echo "make demo      install, run the example, write $(DEMO)/report.html"
	@echo "make test      install, run the quick tests"
	@echo "make slow      run the slow tests"
	@echo "make check     lint, types and import directions"
	@echo "make validate  published experiments: predicted beside measured"
	@echo "make scoreboard  store what they give in docs (takes long)"
	@echo "make verdicts  fail if what passed there does not any more"
	@echo "make bench     benchmarks"
	@echo "make lock      resolve the locked dependencies again"
	@echo "make clean     remove what these made"

demo: $(VENV)/.demo
	$(BIN)/holobiont demo -o $(DEMO)

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n $(WORKERS)

slow: $(VENV)/.dev
	$(BIN)/python -m pytest -n $(WORKERS) -m slow

check: lint types imports

validate: $(VENV)/.demo
	$(BIN)/holobiont validate --people $(PEOPLE)

scoreboard: $(VENV)/.demo
	$(BIN)/holobiont validate --people $(PEOPLE) --scoreboard docs

verdicts: $(VENV)/.demo
	$(BIN)/holobiont validate --against docs/scoreboard.json

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

types: $(VENV)/.dev
	$(BIN)/mypy

imports: $(VENV)/.dev
	$(BIN)/lint-imports

bench: $(VENV)/.bench
	@for file in benchmarks/*.py; do \
		test -e "$$file" || continue; \
		echo "== $$file"; $(BIN)/python "$$file" || exit 1; \
	done

# Installing twice is harmless: the development lock holds the same versions as the other one.
$(VENV)/.demo: $(VENV)/.made requirements/lock.txt pyproject.toml
	$(LOCKED) requirements/lock.txt
	$(PROJECT)
	@touch $@

$(VENV)/.dev: $(VENV)/.made requirements/lock-dev.txt pyproject.toml
	$(LOCKED) requirements/lock-dev.txt
	$(PROJECT)
	@touch $@ $(VENV)/.demo

$(VENV)/.bench: $(VENV)/.demo requirements/lock-bench.txt
	$(LOCKED) requirements/lock-bench.txt
	@touch $@

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed; try: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

lock:
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet uv
	$(COMPILE) -o requirements/lock.txt
	$(COMPILE) -c requirements/lock.txt --extra dev -o requirements/lock-dev.txt
	$(COMPILE) -c requirements/lock.txt --extra benchmark -o requirements/lock-bench.txt

clean:
	rm -rf $(VENV) .venv-lock $(DEMO) build dist
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
