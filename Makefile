# What a publisher and a contributor need, on a fresh machine with Python 3.11 or later, git and make.
#   make site    the environment, then content/ -> output/
#   make test    the environment with test tools, then the whole test suite

VENV := .venv
BIN := $(VENV)/bin
SITE_STAMP := $(VENV)/.installed
TEST_STAMP := $(VENV)/.installed-for-tests
PINS := pyproject.toml constraints.txt
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help site serve test check lighthouse format chromium clean

help:  ## What can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

site: $(SITE_STAMP)  ## Build content/ into output/
	@$(BIN)/cablepress build $(ARGS)
	@echo "With live preview: make serve"

serve: $(SITE_STAMP)  ## Build, show on this machine, build again when a file changes
	@$(BIN)/cablepress serve $(ARGS)

test: $(TEST_STAMP) chromium  ## Run the whole test suite
	$(BIN)/pytest --numprocesses auto --dist worksteal $(ARGS)

check: $(TEST_STAMP)  ## Look for faults without running anything: ruff, mypy
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

lighthouse: site chromium  ## Build content/, then what Lighthouse says of a page of every kind (npm fetches it)
	$(BIN)/python bench/lighthouse.py output $(ARGS)

format: $(TEST_STAMP)  ## Lay the code out as ruff does
	$(BIN)/ruff format .

chromium:
	@sh .ci/chromium

$(SITE_STAMP): $(PINS) | $(BIN)/python
	@echo "Installing Cablepress and what it needs into $(VENV) (a minute, once)"
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(TEST_STAMP): $(PINS) | $(BIN)/python
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[test]'
	@touch $(SITE_STAMP) $@

$(BIN)/python:
	@sh .ci/environment $(VENV)

clean:  ## Remove the environment and all that was built
	rm -rf $(VENV) .cache build dist
	find output -mindepth 1 ! -name .gitignore -delete
