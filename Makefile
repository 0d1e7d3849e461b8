# make demo   set up everything and run the main job on the bundled example
# make test   set up everything and run the whole test suite
# make check  formatting, linting, strict types, import contract, documentation
# make docs   the documentation site, in build/docs
# make train  DATA=… WEIGHTS=… RUN=…  train and export the components (training/run.sh says what these are)
# make card   measure the components anew on DATA=folder and write MODEL_CARD.md (training/card.py says more)
# make gate   hold every benchmark whose data is in DATA=folder to its floor
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := demo
.PHONY: setup demo test check docs train card gate format lock clean

BIN := .venv/bin
READY := .venv/.ready

setup: $(READY)

$(READY): requirements/dev.lock pyproject.toml requirements/setup.sh
	@bash requirements/setup.sh
	@touch $@

demo: setup
	@$(BIN)/onrecord demo

test: setup
	@bash requirements/chromium.sh
	@bash requirements/postgresql.sh
	@bash requirements/ray.sh
	@$(BIN)/pytest -n auto --dist loadfile

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/mkdocs build --strict --quiet

docs: setup
	$(BIN)/mkdocs build --strict

train: setup
	@bash training/run.sh "$(DATA)" "$(WEIGHTS)" "$(RUN)"

card: setup
	PYTHONPATH=src:. $(BIN)/python -m training.card $(if $(DATA),--data-root "$(DATA)") $(CARD)

gate: setup
	$(BIN)/python benchmarks/gate.py $(if $(DATA),--data-root $(DATA))

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Needs uv. The locks name versions and hashes, never an index; what both hold is of one version.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url
lock:
	$(LOCK) --upgrade --extra dev pyproject.toml -o requirements/dev.lock
	echo "ray>=2.40" | $(LOCK) --upgrade --constraint requirements/dev.lock - -o requirements/ray.lock

clean:
	rm -rf .venv demo site
