"""The wheel, installed outside the checkout, brings everything along and runs."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, committed_files

INSIDE = ("templates", "migrations", "config")
WHERE = "import site; print(site.getsitepackages()[0])"
LOOK = """
from lacrecords.resources import PACKAGE, resource
for name in ("templates", "migrations", "config"):
    assert resource(name).is_dir() and resource(name).parent == PACKAGE, resource(name)
assert (PACKAGE / "static" / "vendor" / "govuk.css").is_file()
print(PACKAGE)
"""


def run(*command: str | Path, cwd: Path) -> str:
    """What a command prints; the test fails with its words when it fails."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "COVERAGE"))}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree; the build uses the hatchling that stands beside the tests."""
    place = tmp_path_factory.mktemp("wheel")
    options = ("--wheel", "--no-isolation", "--skip-dependency-check", "--outdir", place)
    run(sys.executable, "-m", "build", *options, ROOT, cwd=place)
    return next(place.glob("*.whl"))


def test_the_wheel_holds_all_that_the_program_reads(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    expected = {f"lacrecords/{name}" for name in committed_files() if name.startswith(INSIDE)}
    expected |= {name for name in committed_files() if name.startswith("lacrecords/")}
    assert not expected - held
    assert "lacrecords/static/vendor/govuk.css" in held
    assert "lacrecords/static/vendor/NOTICES.txt" in held
    assert not [name for name in held if name.startswith(("tests/", "frontend/"))]
    assert not [name for name in held if "node_modules" in name or "__pycache__" in name]


def test_the_program_runs_from_its_wheel_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv", cwd=tmp_path)
    python = tmp_path / "venv" / "bin" / "python"
    site = Path(
        run(python, "-c", "import site; print(site.getsitepackages()[0])", cwd=tmp_path).strip()
    )
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python)
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=tmp_path)
    # The dependencies are those of the tests; the program itself is only in the new place.
    beside = [path for path in sys.path if path.endswith("site-packages")]
    (site / "dependencies.pth").write_text("\n".join(beside) + "\n", encoding="utf-8")
    assert run(python, "-c", LOOK, cwd=tmp_path).strip() == str(site / "lacrecords")
    words = run(tmp_path / "venv" / "bin" / "lacrecords", "--help", cwd=tmp_path)
    assert words.startswith("Usage: lacrecords")
