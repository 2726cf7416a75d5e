# make run: set everything up and read the samples. make test: set up and run every check.

PYTHON_IN_VENV := .venv/bin/python
# One more than there are processors: tests of browsers, servers and time limits wait much.
TEST_WORKERS = $$(( $$(getconf _NPROCESSORS_ONLN) + 1 ))

.PHONY: help run test bench setup setup-dev lock format schema docs clean

help: ## List what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

run: setup ## Set up, then extract samples/ into output/
	$(PYTHON_IN_VENV) -m extract samples/

test: setup-dev ## Set up, then lint, check types and run the tests
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	$(PYTHON_IN_VENV) -m pytest --numprocesses $(TEST_WORKERS) --dist loadfile

bench: setup ## Time the reading of digital PDFs beside other libraries, in an environment of its own
	$(PYTHON_IN_VENV) benchmarks/digital.py

lock: setup-dev ## Choose the newest versions of all libraries that fit each other, into constraints.txt
	.venv/bin/uv pip compile pyproject.toml --quiet --upgrade --all-extras --group dev --universal \
		--python-version 3.11 --no-annotate --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make lock" --output-file constraints.txt

format: setup-dev ## Fix what ruff can fix, and format
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

schema: setup ## Write models/sop-record.schema.json
	$(PYTHON_IN_VENV) -m models.schema

docs: setup-dev ## Write docs/findings.md, options.md, api.md and tables.md from code
	$(PYTHON_IN_VENV) -m tools.findings_page
	$(PYTHON_IN_VENV) -m tools.options_page
	$(PYTHON_IN_VENV) -m tools.api_page
	$(PYTHON_IN_VENV) -m extract.tables.dictionary

setup: ## Install what `make run` needs
	@scripts/setup.sh run

setup-dev: ## Install what `make test` needs
	@scripts/setup.sh dev

clean: ## Remove the environment, caches and output
	rm -rf .venv benchmarks/.venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find output -mindepth 1 ! -name README.md -delete
