"""Runs one scenario of a file: `python3 FILE NAME BOOTSTRAP_SERVERS` calls its test_NAME(servers)."""

import os
import sys
import threading
import time

PATIENCE_S = 100  # it only ends what hangs


def main(functions):
    name, servers = sys.argv[1:3]
    # Whatever threads a client may hang in, the scenario ends.
    watchdog = threading.Timer(PATIENCE_S * 1.5, lambda: os._exit(3))
    watchdog.daemon = True
    watchdog.start()
    functions['test_' + name](servers.split(','))


def until(condition, what):
    """Calls condition() until it gives something true, which it returns."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        result = condition()
        if result:
            return result
        time.sleep(0.02)
    raise AssertionError('never happened: ' + what)


def equal(actual, expected):
    assert actual == expected, '%r is not %r' % (actual, expected)
