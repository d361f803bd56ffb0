"""A pytest plugin for machines that promise to have everything: a skipped test is a failed run.

pytest -p tests.no_skips

A laptop without Java may skip what veraPDF would say. CI may not, or a test could be gone
for a year before anyone missed it.
"""

from __future__ import annotations

import pytest

_skipped: list[str] = []


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """Note a module that was skipped as a whole."""
    if report.skipped:
        _skipped.append(report.nodeid)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note a skipped test; one that was expected to fail and did has run."""
    if report.skipped and not hasattr(report, "wasxfail"):
        _skipped.append(report.nodeid)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run, before pytest sums it up."""
    if _skipped and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say why the run failed, though every test that ran passed."""
    if _skipped:
        terminalreporter.section("skipped, where nothing may be", red=True)
        for test in _skipped:
            terminalreporter.line(test)
