# SPDX-License-Identifier: BSD-3-Clause
"""Whole processes, timed from outside, in folders of their own."""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time


class Run:
    """One finished process: wall and processor seconds, peak memory (MB), what it printed."""

    def __init__(self, command):
        with tempfile.TemporaryDirectory() as folder:
            start = time.perf_counter()
            process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL,
                                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            self.text = process.stdout.read()
            _, status, usage = os.wait4(process.pid, 0)
            self.wall_s = time.perf_counter() - start
        if status != 0:
            sys.exit(f"bench: {command[0]} failed:\n{self.text[-2000:]}")
        self.cpu_s = usage.ru_utime + usage.ru_stime
        self.peak_MB = usage.ru_maxrss / 1000

    def number(self, pattern):
        """The sum of the numbers that the pattern's group finds in what was printed."""
        return sum(float(found) for found in re.findall(pattern, self.text))


class Table:
    """Rows of Markdown, printed as they come: a run that is stopped leaves what it has."""

    def __init__(self, *heads):
        print("\n| " + " | ".join(heads) + " |\n|" + "---|" * len(heads), flush=True)

    def row(self, *cells):
        print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


class Figure:
    """A figure of several runs: median and range."""

    def __init__(self, values):
        self.values = list(values)
        self.median = statistics.median(self.values)

    def text(self, digits=2):
        low, high = min(self.values), max(self.values)
        if low == high:
            return f"{low:.{digits}f}"
        return f"{self.median:.{digits}f} ({low:.{digits}f} to {high:.{digits}f})"


def in_turn(commands, runs, warm_up=1):
    """Run the commands one after the other, `runs` times; a list of Runs for each of them."""
    done = [[] for _ in commands]
    for turn in range(-warm_up, runs):
        for command, list_ in zip(commands, done):
            run = Run(command)
            if turn >= 0:
                list_.append(run)
            print(f"bench: {turn + 1} of {runs}: {run.wall_s:.2f} s", file=sys.stderr)
    return done


def ratio(slow, fast, of=lambda run: run.wall_s):
    """How many times as long the slow one takes, pair by pair."""
    return Figure(of(a) / of(b) for a, b in zip(slow, fast))
