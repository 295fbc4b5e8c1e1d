# Two commands matter: `make run` shows a full demo newsroom, `make test` proves it.
# Everything else serves those who build it. `make help` lists the targets.

SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PORT ?= 8000
SIZE ?= 10000
export DATA_DIR ?= $(CURDIR)/data

.DEFAULT_GOAL := help
.PHONY: help setup setup-test run test test-services check messages demo bench audit clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

setup: $(VENV)/.installed ## the virtual environment with all that runs

setup-test: $(VENV)/.installed-dev ## the same with the tests' and checks' needs

# Debian's python3 comes without ensurepip; as root it is fetched, otherwise the message says what to do.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Newsroom needs Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); .ci/install-packages python3-venv && $(PYTHON) -m venv $(VENV); }

$(VENV)/.installed: requirements.txt | $(VENV)/bin/python
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements.txt requirements-dev.txt | $(VENV)/bin/python
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/.installed

run: setup ## set everything up and serve the demo newsroom on 127.0.0.1:$PORT
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py collectstatic --no-input --verbosity 0
	@$(PY) manage.py demo | sed '/^Sign-ins/,$$d'
	@echo
	@echo "Newsroom is open:  http://127.0.0.1:$(PORT)/"
	@echo "The desk:          http://127.0.0.1:$(PORT)/admin/"
	@$(PY) manage.py demo --sign-ins
	@echo "Stop with Ctrl+C."
	@exec $(VENV)/bin/gunicorn newsroom.wsgi --bind 127.0.0.1:$(PORT) --workers 2 --threads 4 --worker-class gthread --log-level warning

test: setup-test ## set everything up and run all tests on SQLite
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || .ci/install-packages chromium
	@env -u DATABASE_URL -u REDIS_URL -u DATA_DIR $(PY) -m pytest -n 2 --dist worksteal $(ARGS)

test-services: setup-test ## the same tests on the PostgreSQL and Redis of DATABASE_URL and REDIS_URL
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || .ci/install-packages chromium
	@test -n "$$DATABASE_URL" -a -n "$$REDIS_URL" || { echo "Set DATABASE_URL (postgres://...) and REDIS_URL (redis://...) first."; exit 2; }
	@env -u DATA_DIR $(PY) -m pytest -n 2 --dist worksteal $(ARGS)

check: setup-test ## lint, types, layers, migrations, templates
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/lint-imports --no-cache
	$(VENV)/bin/mypy
	$(PY) manage.py makemigrations --check --dry-run --verbosity 1
	git ls-files 'templates/*.html' | xargs $(VENV)/bin/djade --check --target-version 5.2

bench: setup-test ## measure everything: SIZE=100000 larger archives, BENCH="search related" these alone
	$(PY) -m tests.bench --size $(SIZE) $(BENCH)

messages: setup-test ## collect the strings that people see and compile their Arabic
	@command -v xgettext >/dev/null || .ci/install-packages gettext
	$(PY) manage.py makemessages -l ar --no-location --no-obsolete --no-wrap -i .venv -i data -i tests -i demo
	$(PY) manage.py makemessages -d djangojs -l ar --no-location --no-obsolete --no-wrap -i .venv -i data -i tests -i demo
	$(PY) manage.py compilemessages -l ar -i .venv

audit: setup-test ## measure the readers' site (Lighthouse, weights, validators, crawl, axe) and write docs/audit.md
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || .ci/install-packages chromium
	@command -v npm >/dev/null || .ci/install-packages nodejs npm
	@cd tests/audit && npm ci --ignore-scripts --no-audit --no-fund --silent
	@$(PY) -m tests.audit $(ARGS)

clean: ## remove what can be made again (never data/)
	rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache .hypothesis
