# Everything a newcomer, a developer and CI need. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCK := $(BIN)/uv pip compile pyproject.toml --generate-hashes --no-emit-index-url --no-header \
	--no-annotate --universal --python-version 3.11 --quiet
# What is costly is built once per process, so tests/conftest.py keeps together what shares it.
PYTEST := $(BIN)/python -m pytest tests --numprocesses auto --maxprocesses 4 --dist loadgroup --no-loadscope-reorder
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps

.PHONY: help run test check evals peers catalogue lock clean
.DEFAULT_GOAL := help

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/'

run: $(VENV)/.installed ## Set up, load the demo company, serve http://127.0.0.1:8000
	@$(BIN)/tandem serve --demo

test: $(VENV)/.installed-test ## Set up and run the whole test suite
	$(PYTEST)

check: $(VENV)/.installed-dev ## Format, lint, types, import contracts, templates, migrations, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint app/web/templates --lint --quiet
	TANDEM_DATA_DIR=$$(mktemp -d) sh -c '$(BIN)/alembic upgrade head && $(BIN)/alembic check'
	$(PYTEST)

lock: $(VENV)/.installed-dev ## Resolve the dependencies again, with hashes
	$(LOCK) --upgrade --group build --output-file requirements.lock
	$(LOCK) --group build --group peers --constraint requirements.lock --output-file requirements-peers.lock
	$(LOCK) --group build --group test --constraint requirements.lock --output-file requirements-test.lock
	$(LOCK) --group build --group test --group dev --constraint requirements-test.lock --output-file requirements-dev.lock

catalogue: $(VENV)/.installed-dev ## Bring the French catalogue up to date with the sentences in the code
	mkdir -p build
	$(BIN)/pybabel -q extract -F app/web/babel.cfg --no-location --sort-output --omit-header -o build/messages.pot app knowledge_base/loaders
	$(BIN)/pybabel -q update -N --omit-header --ignore-obsolete -w 110 -i build/messages.pot -d app/web/locales -l fr

peers: $(VENV)/.installed ## Install the libraries that retrieval is compared with
	$(INSTALL) --require-hashes -r requirements-peers.lock

evals: $(VENV)/.installed ## Measure every engine on the datasets that ship with the code
	$(BIN)/python -m evals run all

clean: ## Remove the environment and caches, but no data
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("Tandem needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

# Each lock holds the one before it, so the largest one installed serves the others too.
$(VENV)/.installed: requirements.lock pyproject.toml | $(BIN)/python
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-test: requirements-test.lock $(VENV)/.installed
	$(INSTALL) --require-hashes -r requirements-test.lock
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed-test
	$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@
