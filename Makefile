# SPDX-License-Identifier: BSL-1.0
# The verbs of this repository; `make help` lists them. Each does the set-up that it needs.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# What `make test`, `make build` and the migration verbs build in: one tree for all of them.
PRESET ?= asan-ubsan
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
# Where the demo keeps its data: sqlite or postgresql.
DB ?= sqlite
# The share of time that `make test-long` may take, in seconds.
LONG_SECONDS ?= 600
# Which of the long tests run: a regular expression over their names.
LONG_ONLY ?= .
# What the new migration does.
export MESSAGE ?=
# The newest Clang that is installed.
CLANG ?= $(firstword $(foreach version,19 22 21 20 18 17 16,$(shell command -v clang++-$(version))) clang++)

# The same sources in another directory compile to the same objects.
export CCACHE_BASEDIR := $(CURDIR)
export CCACHE_NOHASHDIR := 1

migrate := build/$(PRESET)/examples/catalog/catalog_migrate
# The demo: $$1 is the URL of the database.
demo := build/release/examples/catalog/catalog_migrate upgrade --url "$$1" && build/release/examples/catalog/catalog --url "$$1"
# Where a PostgreSQL runs already (tools/with_postgresql make ...), the chain of migrations is replayed there too.
scratch = $(if $(TAIN_TEST_POSTGRESQL),--scratch "$$TAIN_TEST_POSTGRESQL")
everyday := --label-exclude '^(long|real)$$'

configure = cmake --preset $(1) --log-level=WARNING >/dev/null
build = $(call configure,$(1)) && cmake --build --preset $(1) --parallel $(JOBS)

.PHONY: help
help: ## List the verbs
	@awk -F ':.*## ' '/^[a-z_-]+:.*## / {printf "  make %-30s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: setup
setup: ## Install what building and testing takes (idempotent)
	@tools/setup

.PHONY: demo
demo: setup ## Run the example application on SQLite; DB=postgresql on a throwaway PostgreSQL
	@case '$(DB)' in sqlite|postgresql) ;; *) echo 'make demo: DB is sqlite or postgresql, not "$(DB)"' >&2; exit 1 ;; esac
	@$(call build,release) --target catalog catalog_migrate
	@if [[ '$(DB)' == postgresql ]]; then \
	    tools/with_postgresql bash -c 'set -- "$$TAIN_TEST_POSTGRESQL"; $(demo)'; \
	else \
	    mkdir -p build/demo && set -- sqlite:build/demo/catalog.db && $(demo); \
	fi

.PHONY: build
build: setup ## Build everything that `make test` needs
	@$(call build,$(PRESET))

.PHONY: test
test: build ## Build and run all tests, on SQLite and on a PostgreSQL that is started for them
	@tools/with_postgresql ctest --preset $(PRESET) --parallel $(JOBS) $(everyday)

.PHONY: test-long
test-long: build ## Run what takes longer: LONG_SECONDS=600 for what has no end, LONG_ONLY=long_tests to choose
	@TAIN_LONG_SECONDS=$(LONG_SECONDS) tools/with_postgresql ctest --preset $(PRESET) --label-regex '^long$$' -R '$(LONG_ONLY)' --verbose

.PHONY: test-real
test-real: build ## Download schemas that packages of Debian ship, and compare each with itself on both databases
	@tools/with_postgresql ctest --preset $(PRESET) --label-regex '^real$$' --verbose

.PHONY: bench
bench: ## Run the benchmarks and print their tables
	@tools/setup --bench
	@$(call build,release) --target benchmarks
	@benchmarks/run build/release/benchmarks

.PHONY: check
check: ## Check format, layers and what the docs cite, each header alone with g++ and Clang, and the compile-time rules with Clang
	@tools/setup --ci
	@tools/format --check
	@tools/check_layers
	@tools/check_citations
	@$(call build,$(PRESET)) --target check_headers
	@CXX=$(CLANG) $(call build,clang) --target check_clang
	@tools/with_postgresql ctest --preset clang --parallel $(JOBS) --label-regex '^(compile_fail|unit)$$'

.PHONY: format
format: ## Format the sources
	@tools/setup --format
	@tools/format

.PHONY: create_migration
create_migration: ## Write the migration that the models need: MESSAGE="what changes" [ARGS="--renamed users.name=full_name"]
	@if [[ -z "$${MESSAGE//[[:space:]]/}" ]]; then \
	    echo 'make create_migration: say what changes: make create_migration MESSAGE="Add the tag table"' >&2; exit 1; \
	fi
	@tools/setup --format
	@$(call build,$(PRESET)) --target catalog_migrate
	@$(migrate) revision --autogenerate -m "$$MESSAGE" $(scratch) $(ARGS)
	@tools/format migrations

.PHONY: check_ungenerated_migrations
check_ungenerated_migrations: setup ## Fail, saying what is missing, when the models have moved on from the migrations
	@$(call build,$(PRESET)) --target catalog_migrate
	@$(migrate) check $(scratch)

.PHONY: document_schema
document_schema: setup ## Draw the schema into docs/schema.md; CHECK=1 only says whether it is up to date
	@$(call build,$(PRESET)) --target catalog_migrate
	@$(migrate) document --file docs/schema.md $(if $(CHECK),--check)

.PHONY: clean
clean: ## Remove what was built, but not the libraries that the set-up built
	@if [[ -d build ]]; then \
	    find build -mindepth 1 -maxdepth 1 ! -name deps ! -name .setup-lock -exec rm -rf {} +; \
	fi
