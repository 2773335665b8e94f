# SPDX-License-Identifier: BSD-3-Clause
# Makefile - short names for the commands of the project; nothing is done here that they do not do.
.PHONY: all check docs format clean help

all:
	./build.sh

check:
	./laminae check

docs:
	./laminae docs

format:
	clang-format -i $$(tools/library.sh sources) $$(tools/library.sh headers) programs/*.[ch] programs/*/*.[ch] \
	    mod/*.h tests/c/*.[ch] tests/ref/*.c bench/*.c

clean:
	rm -rf build env.sh

help:
	@echo 'make          compile what has changed: ./build.sh'
	@echo 'make check    set up and run every test: ./laminae check'
	@echo 'make docs     the documentation as a site: ./laminae docs'
	@echo 'make format   lay out the C files: clang-format -i'
	@echo 'make clean    remove build/, NEURON in it too, and env.sh'
