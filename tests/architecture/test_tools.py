"""Style, format, types and the direction of arrows, by the tools that judge them.

They run here and nowhere else, so `pytest` alone is the whole of the checks.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

BESIDE_PYTHON = Path(sys.executable).parent
TOOLS = {
    "style": ["ruff", "check", "--quiet", "."],
    "format": ["ruff", "format", "--check", "--quiet", "."],
    # A kept cache misses a module that was added beside another: judge from nothing.
    "types": ["mypy", "--no-incremental"],
    "arrows": ["lint-imports", "--no-cache"],
}


@pytest.mark.parametrize("judgement", TOOLS)
def test_the_tools_find_nothing(judgement: str) -> None:
    tool, *arguments = TOOLS[judgement]
    command = [str(BESIDE_PYTHON / tool), *arguments]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr
