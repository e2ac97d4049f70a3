# Lines of Control. `make` alone lists what can be done.

PORT ?= 8501
VENV ?= .venv
# Extra arguments for pytest, for example ARGS="-k slider -x".
ARGS ?=
# How many processes run tests at a time: auto is one for each core, 0 is none beside pytest itself.
WORKERS ?= auto
# How many times the examples of `make test` are tried in `make fuzz`.
FUZZ ?= 20
# Which Python makes the virtual environment; empty = the first of these that is new enough.
PYTHON ?=
CANDIDATES := $(if $(PYTHON),$(PYTHON),python3 python3.14 python3.13 python3.12 python3.11)

PY := $(VENV)/bin/python
# A stamp is the time of the last complete installation; make compares it with the requirements.
RUN_STAMP := $(VENV)/.run-installed
DEV_STAMP := $(VENV)/.dev-installed
BENCH_STAMP := $(VENV)/.bench-installed
LOWEST := .venv-lowest
LOWEST_STAMP := $(LOWEST)/.installed
# Node.js comes with the development requirements: a machine needs none of its own. It trusts what
# the machine trusts, as pip and apt do.
NPM := PATH="$(CURDIR)/$(VENV)/bin:$$PATH" NODE_USE_SYSTEM_CA=1 npm
NODE_STAMP := node_modules/.installed
PIP := -m pip install --quiet --disable-pip-version-check
# Prints the path of a browser that starts, installs what is missing, or stops and names the command.
FIND_CHROMIUM = CHROMIUM="$$($(PY) tests/browser/prerequisites.py)" && export CHROMIUM
# Finds or installs a PostgreSQL server for the tests of the store; says so where there is none.
FIND_SERVER = $(PY) -m tests.geodata.prerequisites

# Each process has its own app, browser, server and folders; a free one takes tests of another.
PYTEST = -m pytest -n $(WORKERS) --maxprocesses 4 --dist worksteal

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install run test test-lowest fuzz check check-scripts format bench clean

help: ## List these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | \
	  while IFS="$$(printf '\t')" read -r name text; do printf '  make %-12s %s\n' "$$name" "$$text"; done
	@echo "  PORT=8600 changes the port, PYTHON=python3.12 the Python, ARGS='-k slider' what pytest runs."

install: $(RUN_STAMP) ## Make .venv and install what the app needs; nothing to do the second time

run: install ## Start the app on http://localhost:8501 (PORT=… for another port)
	@$(PY) -c 'import socket; socket.create_server(("localhost", $(PORT)))' 2>/dev/null || { \
	  echo "Port $(PORT) cannot be used; is something running there? Take another: make run PORT=8600" >&2; exit 1; }
	@echo "Lines of Control: http://localhost:$(PORT)  (Ctrl-C stops it)"
	@exec $(PY) -m streamlit run app.py --server.port $(PORT)

test: $(DEV_STAMP) ## Run all tests; finds or installs a browser and a PostgreSQL server first
	@$(FIND_SERVER) && $(FIND_CHROMIUM) && exec $(PY) $(PYTEST) $(ARGS)

test-lowest: $(LOWEST_STAMP) $(DEV_STAMP) ## Run all tests on the oldest supported versions
	@$(FIND_SERVER) && $(FIND_CHROMIUM) && exec $(LOWEST)/bin/python $(PYTEST) $(ARGS)

fuzz: $(DEV_STAMP) ## Throw twenty times as many mangled files at reading and checking (half an hour; FUZZ=100 for more)
	@FUZZ=$(FUZZ) exec $(PY) -m pytest --timeout=0 tests/geodata/test_reading_fuzz.py tests/geodata/test_validation_fuzz.py $(ARGS)

check: check-scripts ## Format, lint, types, floors, layout, docs: the fast checks before a commit
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) -m pytest -q tests/test_floors.py tests/test_layout.py tests/test_docs.py

check-scripts: $(NODE_STAMP) ## Lint and types of the browser's modules; eslint and tsc come from npm, nothing of it is shipped
	$(NPM) run --silent check

format: $(DEV_STAMP) ## Format the code and fix what the linter can fix
	$(PY) -m ruff check --fix --exit-zero .
	$(PY) -m ruff format .

bench: $(BENCH_STAMP) ## Measure speed against the alternatives (minutes; nothing else should run)
	@$(FIND_CHROMIUM) && exec $(PY) -m benchmarks

clean: ## Remove the virtual environments and everything generated
	rm -rf $(VENV) $(LOWEST) node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUN_STAMP): requirements.txt $(PY)
	@echo "Installing what the app needs into $(VENV) (once; a minute or two) …"
	@$(PY) $(PIP) -r requirements.txt
	@touch $@

$(DEV_STAMP): requirements-dev.txt $(RUN_STAMP)
	@echo "Installing what the tests need into $(VENV) (once) …"
	@$(PY) $(PIP) -r requirements-dev.txt
	@touch $@

$(BENCH_STAMP): benchmarks/requirements.txt $(DEV_STAMP)
	@echo "Installing what the benchmarks compare with into $(VENV) (once) …"
	@$(PY) $(PIP) -r benchmarks/requirements.txt
	@touch $@

$(NODE_STAMP): package-lock.json package.json $(DEV_STAMP)
	@echo "Installing what checks the browser's modules into node_modules (once) …"
	@$(NPM) ci --loglevel=error
	@touch $@

$(LOWEST_STAMP): tests/constraints-lowest.txt requirements-dev.txt requirements.txt $(LOWEST)/bin/python
	@echo "Installing the oldest supported versions into $(LOWEST) (once) …"
	@$(LOWEST)/bin/python $(PIP) -r requirements-dev.txt -c tests/constraints-lowest.txt
	@touch $@

# Debian and Ubuntu ship Python without `ensurepip`: root (a container) gets the package, a person gets the command.
%/bin/python:
	@set -e; python=; \
	for candidate in $(CANDIDATES); do \
	  if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python="$$candidate"; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "Lines of Control needs Python 3.11 or newer; tried: $(CANDIDATES)." >&2; \
	  echo "Install one (Debian, Ubuntu: sudo apt-get install python3 python3-venv) or name one: make PYTHON=/path/to/python3.12 …" >&2; \
	  exit 1; \
	fi; \
	if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
	  package="$$("$$python" -c 'import sys; print("python3-venv" if sys.executable == "/usr/bin/python3" else "python%d.%d-venv" % sys.version_info[:2])')"; \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing the missing package $$package …"; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$$package" >/dev/null; \
	  else \
	    echo "$$python cannot make virtual environments: its modules venv and ensurepip are missing." >&2; \
	    echo "Install them (Debian, Ubuntu: sudo apt-get install $$package), then run make again." >&2; \
	    exit 1; \
	  fi; \
	fi; \
	echo "Making $* with $$("$$python" --version) …"; \
	"$$python" -m venv --clear $* || { rm -rf $*; exit 1; }
