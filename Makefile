# Two commands on a new machine with Python >= 3.11, make and git: `make run`, `make test`.
# .venv holds the base and what the tests need; .venv-dev adds lint, types and pre-commit.
# Both are built from hashed locks, and again from nothing when their lock or place changes.

PYTHON ?= python3
UV_VERSION := 0.13.9
ARGS ?=

# On all cores. A core starts with its share of the files in order, so what tests of one file share is made once.
PYTEST := .venv/bin/python -m pytest -n auto --dist worksteal

PIP_FLAGS := --quiet --no-input --disable-pip-version-check

# A stamp's name carries the checksum of its lock, so a second call has nothing to do.
# The place counts too: a copied or moved tree must not run the environment of another.
lock_key = $(shell (pwd; cat $(1)) 2>/dev/null | cksum | tr -d ' ')
BASE_LOCKED := .venv/.locked-$(call lock_key,requirements.lock)
DEV_LOCKED := .venv-dev/.locked-$(call lock_key,requirements-dev.lock)
PROJECT_KEY := $(call lock_key,pyproject.toml)
BASE := .venv/.project-$(PROJECT_KEY)
DEV := .venv-dev/.project-$(PROJECT_KEY)

.DEFAULT_GOAL := help
.SUFFIXES:
.PHONY: help run test check format full bench setup dev hooks lock clean rebuild

help: ## this screen
	@echo "reemploy: what a county's reemployment policy does, and what a yuan of it buys"
	@echo
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-15s %s\n", $$1, $$2 }'
	@echo
	@echo "  PYTHON=python3.12 chooses the interpreter; ARGS='...' is passed on by run, test and full"

run: $(BASE) ## set up, then compare the package of 2003 with no new policy
	.venv/bin/reemploy compare no_new_policy rules_2003 $(ARGS)

test: $(BASE) ## set up, then run the tests (reduced replications)
	$(PYTEST) $(ARGS)

check: $(DEV) ## lint, format and strict types
	.venv-dev/bin/ruff check .
	.venv-dev/bin/ruff format --check .
	.venv-dev/bin/mypy

format: $(DEV) ## format the code and mend what the linter can mend
	.venv-dev/bin/ruff check --fix .
	.venv-dev/bin/ruff format .

full: $(BASE) ## the tests at full replications
	$(PYTEST) -m full $(ARGS)

bench: $(DEV) ## the benchmarks, small mode
	.venv-dev/bin/python -m benchmarks --small

setup: $(BASE) ## only set up .venv

dev: $(DEV) ## only set up .venv-dev

hooks: $(DEV) ## check every commit before it is made
	.venv-dev/bin/pre-commit install

lock: .venv-lock/.uv-$(UV_VERSION) ## renew both locks (UPGRADE=--upgrade for newer versions)
	@echo "Writing requirements.lock and requirements-dev.lock"
	$(call compile,test,requirements.lock)
	$(call compile,dev,requirements-dev.lock)
	@if grep -nE '$(ADDRESS)' requirements.lock requirements-dev.lock; then \
	    echo "make lock: the lines above hold an address or a path; a lock may hold neither" >&2; exit 1; fi
	@if grep -E '^[a-z0-9-]+==' requirements.lock | grep -vxFf requirements-dev.lock; then \
	    echo "make lock: the lines above differ in requirements-dev.lock; try UPGRADE=--upgrade" >&2; exit 1; fi

clean: ## remove environments and caches (results in outputs/ stay)
	rm -rf .venv .venv-dev .venv-lock .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# What no lock may hold: addresses, index options, absolute paths.
ADDRESS := ://|^ *--?(i|f|index-url|extra-index-url|find-links|trusted-host)[ =]|[ (]/[A-Za-z]

define compile
@.venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	    $(UPGRADE) --group build --group $(1) pyproject.toml -o $(2) >/dev/null
endef

# $(1) environment, $(2) lock
define create
	@command -v "$(PYTHON)" >/dev/null 2>&1 && "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "reemploy needs Python 3.11 or newer; '$(PYTHON)' is missing or older. Name another: make PYTHON=/path/to/python3.11 ..." >&2; exit 1; }
	@echo "Setting up $(1) (about a minute, once)"
	@"$(PYTHON)" -m venv --clear $(1)
	@$(1)/bin/python -m pip install $(PIP_FLAGS) --require-hashes --only-binary :all: -r $(2)
	@touch $@
endef

# $(1) environment
define install_project
	@$(1)/bin/python -m pip install $(PIP_FLAGS) --no-deps --no-build-isolation -e .
	@rm -f $(1)/.project-*
	@touch $@
endef

$(BASE_LOCKED): $(if $(realpath .venv/bin/python),,rebuild)
	$(call create,.venv,requirements.lock)

$(DEV_LOCKED): $(if $(realpath .venv-dev/bin/python),,rebuild)
	$(call create,.venv-dev,requirements-dev.lock)

$(BASE): $(BASE_LOCKED)
	$(call install_project,.venv)

$(DEV): $(DEV_LOCKED)
	$(call install_project,.venv-dev)

.venv-lock/.uv-$(UV_VERSION):
	@"$(PYTHON)" -m venv --clear .venv-lock
	@.venv-lock/bin/python -m pip install $(PIP_FLAGS) --only-binary :all: uv==$(UV_VERSION)
	@touch $@
