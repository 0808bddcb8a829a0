# One command for each need; each does its own set-up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EXAMPLES := demo country-template france-local paris france-national senegal

.PHONY: help setup demo test check lint types imports matrix countries national compile pairs fuzz sbom package benchmarks importing accept geography currencies pictures clean

help:  ## What one can do
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ —/'

$(VENV)/.done: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || (echo "Python >= 3.11 is needed"; exit 2)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

setup: $(VENV)/.done  ## Install all that is needed in .venv

demo: setup  ## Compile eight real aids and say what a household gets, and why
	$(BIN)/rulespec --lang fr compile examples/demo --out build/demo
	$(BIN)/rulespec --lang fr explain examples/demo --situation examples/demo/foyer.yaml

test: setup lint types imports compile  ## Everything that must hold: lint, types, import floors, tests, generated files
	$(BIN)/pytest -q -n auto --dist loadfile

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/ruff check generated
	$(BIN)/ruff format --check generated

types: setup
	$(BIN)/mypy

imports: setup
	$(BIN)/lint-imports

compile: setup  ## generated/ is what the examples compile to
	@for name in $(EXAMPLES); do $(BIN)/rulespec compile examples/$$name --check || exit 1; done

matrix: setup  ## The same answers on the other cores and numpys
	$(PYTHON) tests/matrix.py

national: setup  ## National benefits rewritten, against the country's own formulas on random families (FAMILIES=1000)
	$(BIN)/python -m tests.national --families $${FAMILIES:-1000}

countries:  ## Four small aids in each country of PyPI, in its own environment (ONLY="senegal japan" for some)
	$(PYTHON) tests/countries.py $(ONLY)

pairs: setup  ## Ten million random rule and situation pairs on both engines, a night's work (PAIRS=n for another number)
	RULESPEC_PAIRS=$${PAIRS:-10000000} $(BIN)/pytest -q tests/test_engines.py

fuzz: setup  ## Mutated files and sentences against every reader, for MINUTES=n (5); each finding is kept in tests/fuzzing/corpus
	$(BIN)/python -m tests.fuzzing.running --minutes $${MINUTES:-5}

sbom: setup  ## The parts of rulespec and their licences: build/sbom.json (CycloneDX) and build/licences.txt
	$(BIN)/python tests/packaging.py sbom build

package: setup  ## Wheels and sdists twice, the same bytes; installed alone on each Python that is here, with the least and the newest parts
	$(BIN)/python tests/packaging.py package build/packages

benchmarks: setup  ## Ratios against the published packages, in one run
	$(PYTHON) benchmarks/run.py
	$(BIN)/python benchmarks/keys.py --write
	$(PYTHON) benchmarks/rules.py --write

importing: setup  ## Packages of PyPI imported as rulebooks, proved equal, run on their own tests (ONLY="paris", SITUATIONS=1000)
	$(PYTHON) benchmarks/importing.py $(ONLY) --situations $${SITUATIONS:-1000}

accept: setup  ## Accept what golden tests find, then read the diff
	$(BIN)/pytest -q --update-golden
	@for name in $(EXAMPLES); do $(BIN)/rulespec compile examples/$$name; done
	git --no-pager diff --stat

geography: setup  ## Renew the communes, départements, régions, EPCI and post codes of France (VERSION=6.0.0 YEAR=2026)
	mkdir -p build/geography
	cd build/geography && npm pack --silent @etalab/decoupage-administratif@$(VERSION) && tar xzf etalab-decoupage-administratif-$(VERSION).tgz
	$(BIN)/python -m rulespec.vocabulary.refreshing build/geography/package $(YEAR)
	git --no-pager diff --stat -- rulespec/vocabulary

currencies: setup  ## Renew the currencies of the language from Unicode's CLDR
	$(BIN)/python -m tests.minting
	$(BIN)/ruff format compiler/ground/currencies.py compiler/words
	git --no-pager diff --stat -- compiler

pictures: setup  ## Renew the pictures of the guides and of the README, with LibreOffice, poppler and Chromium; look at each that changes
	$(BIN)/python -m tests.picturing
	git --no-pager diff --stat -- docs/pictures

clean:
	rm -rf $(VENV) .venv-* build *.egg-info
