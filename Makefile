# Every habit of the project. `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
FLASK := $(VENV)/bin/flask --app wsgi
FRENCH := school/web/translations/fr/LC_MESSAGES/messages

.PHONY: help run test lint format types imports content-check translations bench db-upgrade lock clean

help: ## List what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

run: $(VENV)/.runtime $(FRENCH).mo ## Set up, migrate, import the curriculum, create demo accounts, serve (PORT=8000)
	@$(FLASK) demo run --port $(PORT)

test: $(VENV)/.dev $(FRENCH).mo ## Lint, types, import contracts, content check and every test, on both databases
	@$(PY) -m tests

lint: $(VENV)/.dev ## Check the style of the code and of the templates
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/djlint --quiet --lint school

format: $(VENV)/.dev ## Write the code in the house's style
	@$(VENV)/bin/ruff check --fix .
	@$(VENV)/bin/ruff format .

types: $(VENV)/.dev ## Check the types
	@$(VENV)/bin/mypy

imports: $(VENV)/.dev ## Check who may import whom
	@$(VENV)/bin/lint-imports

content-check: $(VENV)/.runtime ## Check the curriculum
	@$(FLASK) content check

translations: $(VENV)/.dev ## Collect the messages of the interface and compile their translations
	@$(VENV)/bin/pybabel -q extract -F babel.cfg -k N_ -k lazy_gettext --no-location --sort-output -o $(VENV)/messages.pot .
	@$(VENV)/bin/pybabel -q update -i $(VENV)/messages.pot -o $(FRENCH).po -l fr --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 98
	@$(MAKE) --no-print-directory $(FRENCH).mo

bench: $(VENV)/.dev $(FRENCH).mo ## Measure speed, as ratios to a bare Flask page in the same run
	@$(PY) -m benchmarks

db-upgrade: $(VENV)/.runtime ## Bring the database to the newest schema
	@$(FLASK) db upgrade

lock: ## Choose the newest versions that fit pyproject.toml and lock them by hash (needs uv)
	uv export --quiet --format requirements-txt --no-emit-project --no-dev --extra postgresql --no-header -o requirements.txt
	uv export --quiet --format requirements-txt --no-emit-project --all-extras --no-header -o requirements-dev.txt
	rm -f uv.lock

clean: ## Remove the environment and caches, never the data
	rm -rf $(VENV) instance/static .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	@echo "→ Creating the Python environment"
	@python3 -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; python3 is " + sys.version.split()[0])'
	@python3 -m venv $(VENV)

$(VENV)/.runtime: requirements.txt | $(VENV)/bin/python
	@echo "→ Installing the libraries (once, about a minute)"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt | $(VENV)/bin/python
	@echo "→ Installing the libraries and the tools of the tests (once, about a minute)"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/.runtime

$(FRENCH).mo: $(FRENCH).po | $(VENV)/.runtime
	@$(VENV)/bin/pybabel -q compile -i $< -o $@ -l fr
