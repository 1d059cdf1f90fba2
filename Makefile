# Every target is one line: go.py does the work, also where there is no make.
PYTHON ?= python3
.PHONY: setup demo test wheel bench drill mutants lock
setup: ; @$(PYTHON) go.py setup
demo: ; @$(PYTHON) go.py demo $(ARGS)
test: ; @$(PYTHON) go.py test $(ARGS)
wheel: ; @$(PYTHON) go.py wheel
bench: ; @$(PYTHON) go.py bench
drill: ; @$(PYTHON) go.py drill $(ARGS)
mutants: ; @$(PYTHON) go.py mutants $(ARGS)
lock: ; @$(PYTHON) go.py lock
