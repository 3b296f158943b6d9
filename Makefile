# Every command runs under setpriv, so nothing outlives make, whatever ends it.
VENV := .venv
BIN  := $(VENV)/bin
RUN  := setpriv --pdeathsig TERM $(BIN)
PKGS := $(wildcard libs/*/pyproject.toml services/*/pyproject.toml)
EDIT := $(foreach package,$(PKGS),-e $(patsubst %/pyproject.toml,%,$(package)))
# Real shops that tests and the demo exchange with; each has packages that would not stand beside ours.
PEERS := $(patsubst simulators/peers/%/requirements.txt,.peers/%/.stamp,$(wildcard simulators/peers/*/requirements.txt))
APT  := rabbitmq-server python3-venv libcurl4 nginx-light dovecot-imapd
# The console is built with the virtual environment's own node, so that none need be installed.
NPM  := PATH="$(abspath $(BIN)):$$PATH" npm --prefix web
WEB  := $(wildcard web/*.json web/*.ts web/index.html docs/guide/*.md) $(shell find web/src web/public web/scripts -type f 2>/dev/null)

# A target whose recipe failed half-way must not look made: the console is built, then found too heavy.
.DELETE_ON_ERROR:

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 12

setup: $(VENV)/.stamp peers ## Install everything the other targets need (as root also Debian packages)

web: web/dist/index.html ## Build the console

demo: setup web ## Start everything, run the main job on sample data, tell what happened, stop
	$(RUN)/python tools/demo.py

run: setup web ## Start everything with a demo account and stay until Ctrl-C
	$(RUN)/python tools/devstack.py run

stop: setup ## Stop what `make run` started
	$(RUN)/python tools/devstack.py stop

# Three at a time: much of a test is waiting. Those that start the whole product go after the others, two at a time.
test: setup web browser ## Run every test
	$(NPM) test
	$(RUN)/pytest -n 3 --dist loadfile -m "not e2e"
	$(RUN)/pytest -n 2 --dist loadfile -m "e2e and not screens and not long" tests

test-fast: setup ## Run the tests that need no RabbitMQ, MongoDB or other processes
	$(RUN)/pytest -m "not rabbit and not mongo and not dovecot and not e2e"

screens: setup web browser ## Take a picture of every page and state at both widths, into .local/screens
	BIZ_SCREENS=1 $(RUN)/pytest -n 2 --dist load tests/web/test_screens.py tests/web/test_labels.py

bench: setup web ## Measure speed beside the limit of this machine
	$(RUN)/python tests/bench/run.py

drills: setup ## Break everything once, for about half an hour, and count what was lost (nothing)
	$(RUN)/python tests/drills/run.py
	$(RUN)/pytest -n 2 --dist loadfile -m long tests

lint: setup web ## Check style, types, layers and layout
	$(RUN)/ruff check
	$(RUN)/ruff format --check
	$(RUN)/mypy $(wildcard libs/*/src services/*/src tools) simulators
	$(RUN)/lint-imports --no-logo
	$(RUN)/python tools/lint_layout.py
	$(RUN)/python tools/openapi.py --check
	$(NPM) run lint
	$(NPM) run api -- --check

fmt: setup web ## Format the code and fix what can be fixed
	$(RUN)/ruff check --fix-only
	$(RUN)/ruff format
	$(NPM) run fmt

# LOCKFLAGS='--upgrade-package httpx' moves one pin, LOCKFLAGS=--upgrade all; without it only what must change changes.
lock: setup ## Write the pins of constraints.txt
	cp constraints.txt constraints.tmp
	$(RUN)/uv pip compile -q pyproject.toml --group dev --no-header --no-annotate $(LOCKFLAGS) -o constraints.tmp $(PKGS)
	grep -v '^-e ' constraints.tmp > constraints.txt && rm -f constraints.tmp

peers: $(PEERS) ## Install the real shops of tests and demo, each in an environment of its own

apt: PACKAGES := $(APT)
browser: PACKAGES := chromium fonts-dejavu-core
apt browser:
	@dpkg -s $(PACKAGES) >/dev/null 2>&1 || { \
	  if [ "$$(id -u)" = 0 ]; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(PACKAGES) >/dev/null; \
	  else \
	    echo "run once: sudo apt-get install -y --no-install-recommends $(PACKAGES)" >&2; exit 1; \
	  fi; }

web/node_modules/.stamp: web/package-lock.json web/.npmrc | $(VENV)/.stamp
	$(NPM) ci --silent
	touch $@

web/dist/index.html: web/node_modules/.stamp $(WEB)
	$(NPM) run build --silent

# python3 -m venv without python3-venv fails but leaves a half-made folder: pip tells whether it is whole.
$(VENV)/.stamp: constraints.txt pyproject.toml $(PKGS) | apt
	test -x $(BIN)/pip || python3 -m venv --clear $(VENV)
	$(BIN)/pip install -q --disable-pip-version-check -c constraints.txt uv
	$(BIN)/uv pip install -q --python $(BIN)/python -c constraints.txt --group dev $(EDIT)
	touch $@

.peers/%/.stamp: simulators/peers/%/requirements.txt | $(VENV)/.stamp
	$(BIN)/uv venv -q --clear --python $(BIN)/python $(@D)
	$(BIN)/uv pip install -q --python $(@D)/bin/python -r $<
	touch $@

.PHONY: help setup web demo run stop test test-fast screens bench drills lint fmt lock peers apt browser
