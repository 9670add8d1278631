# CareerFit: one door for everything. `make run` is all a newcomer needs.
#
# Each step leaves a stamp, so a second call does only what has changed since.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
VAR := $(or $(CAREERFIT_VAR),var)
NPM = $(shell command -v npm || echo $(CURDIR)/$(BIN)/npm)
SCSS := $(wildcard static/scss/*.scss)
ASSETS := $(filter-out static/build/%,$(shell find static -type f -not -name '*.scss' -not -path 'static/build/*'))

.PHONY: run setup demo test test-postgres check fix lock bench clean

# Links in mail and share links name the port that is served.
run: export SITE_URL ?= http://localhost:$(PORT)
run: setup
	@echo "CareerFit is at http://localhost:$(PORT) (Ctrl-C stops it)"
	@exec $(BIN)/gunicorn careerfit.wsgi --bind 127.0.0.1:$(PORT) --worker-class gthread \
		--workers 1 --threads 8 --no-control-socket --log-level warning

setup: $(VENV)/.runtime $(VAR)/secret-key $(VAR)/.static
	@$(BIN)/python manage.py install

demo: setup
	@$(BIN)/python manage.py demo

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "CareerFit needs Python 3.11 or later. Set PYTHON to one: make run PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "Python cannot make a virtual environment. On Debian: apt install python3-venv"; exit 1; }

$(VENV)/.runtime: requirements.txt | $(BIN)/python
	$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

$(VAR)/secret-key: | $(BIN)/python
	@mkdir -p $(VAR)
	@umask 077 && $(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64), end="")' > $@

# Node only builds the stylesheet. Where the machine has none, a Python package brings it.
$(VENV)/.node: requirements-node.txt | $(BIN)/python
	@command -v npm >/dev/null || $(BIN)/pip install --quiet --require-hashes -r requirements-node.txt
	@touch $@

node_modules/.stamp: package-lock.json $(VENV)/.node
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(NPM) ci $(if $(wildcard node_modules/.dev),,--omit=dev) --omit=optional \
		--ignore-scripts --no-audit --no-fund --silent
	@touch $@ $(wildcard node_modules/.dev)

# The page checkers (axe, the HTML checker) on top of what the stylesheet needs.
node_modules/.dev: node_modules/.stamp
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(NPM) ci --omit=optional --ignore-scripts --no-audit --no-fund --silent
	@touch node_modules/.stamp $@

bench/node_modules/.stamp: bench/package-lock.json $(VENV)/.node
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(NPM) ci --prefix bench --ignore-scripts --no-audit --no-fund --silent
	@touch $@

static/build/careerfit.css: $(SCSS) node_modules/.stamp
	@mkdir -p static/build
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(NPM) run --silent build

$(VAR)/.static: static/build/careerfit.css $(ASSETS) $(VENV)/.runtime $(VAR)/secret-key
	@$(BIN)/python manage.py collectstatic --noinput --clear --verbosity 0 --ignore 'scss'
	@touch $@

# --- tests and checks ------------------------------------------------------------------------

# Browsers and Java come from the distribution; elsewhere one sentence says what to install.
$(VENV)/.browser: | $(BIN)/python
	@for pair in chromium:chromium firefox-esr:firefox-esr java:default-jre-headless; do \
		command -v $${pair%%:*} >/dev/null && continue; \
		command -v apt-get >/dev/null && apt-get update -qq && \
			apt-get install -y -qq $${pair#*:} >/dev/null && continue; \
		echo "The page tests need $${pair%%:*}. On Debian: apt install $${pair#*:}"; exit 1; \
	done
	@touch $@

test: setup $(VENV)/.dev $(VENV)/.browser node_modules/.dev
	$(BIN)/pytest -n 2 --dist loadgroup $(ARGS)

test-postgres: setup $(VENV)/.dev $(VENV)/.browser node_modules/.dev
	DATABASE_URL=$${TEST_DATABASE_URL:-postgres://postgres@127.0.0.1:5432/postgres} \
		REDIS_URL=$${TEST_REDIS_URL:-redis://127.0.0.1:6379/0} $(BIN)/pytest -n 2 --dist loadgroup $(ARGS)

check: setup $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@# Only its rules: its formatter breaks lines inside sentences, where white space shows.
	$(BIN)/djlint --quiet --lint templates
	$(BIN)/python manage.py makemigrations --check --dry-run
	CAREERFIT_PROFILE=production SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
		ALLOWED_HOSTS=careerfit.example SITE_URL=https://careerfit.example EMAIL_URL=smtp://localhost \
		$(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/pytest -q tests/test_house.py

fix: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup $(VENV)/.dev $(VENV)/.browser bench/node_modules/.stamp
	$(BIN)/python -m bench

lock: | $(BIN)/python
	$(BIN)/pip install --quiet pip-tools
	for name in requirements requirements-dev requirements-node; do \
		$(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url \
			--no-emit-find-links --no-emit-trusted-host -o $$name.txt $$name.in; done

clean:
	rm -rf $(VENV) node_modules bench/node_modules static/build var
