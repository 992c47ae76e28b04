"""Every test that the assurance document names is there."""

from __future__ import annotations

import re

from tests.architecture.source import ROOT


def test_every_promise_names_tests_that_exist() -> None:
    text = (ROOT / "docs" / "assurance.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ") and "---" not in line]
    promises = [row for row in rows if not row.startswith("| promise")]
    named = {row: re.findall(r"`(tests/[\w/]+\.py)`", row) for row in promises}
    assert len(named) > 25
    assert not [row for row, tests in named.items() if not tests]
    assert not {test for tests in named.values() for test in tests if not (ROOT / test).is_file()}
