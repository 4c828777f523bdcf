# The one door: `make` lists the targets. Python 3.11 with venv is all they need to begin.
PYTHON ?= python3
LAUNCH = @$(PYTHON) -m wecare.launch

.DEFAULT_GOAL := help
.PHONY: help run test check fix bench lifecycles messages lock clean forget

help:  ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run:  ## Start the portal here; PORT=8080 chooses the port, Ctrl-C stops it, the data stay
	$(LAUNCH) run

test:  ## Run the tests; ARGS='-k ranking -n0' goes to pytest
	$(LAUNCH) test $(ARGS)

check:  ## Format, lint, types, imports, migrations, templates, translations; ARGS=types for one
	$(LAUNCH) check $(ARGS)

fix:  ## Put in order what tools can
	$(LAUNCH) fix

bench:  ## Measure and print JSON; ARGS chooses what
	$(LAUNCH) bench $(ARGS)

lifecycles:  ## Draw the lifecycles again from their tables
	$(LAUNCH) lifecycles

messages:  ## Collect the texts of the sources into locale/
	$(LAUNCH) messages

lock:  ## Resolve the requirements again; ARGS=--upgrade takes newer versions
	$(LAUNCH) lock $(ARGS)

clean:  ## Remove what can be made again; the data stay
	$(LAUNCH) clean

forget:  ## Remove the data of `make run`
	$(LAUNCH) forget
