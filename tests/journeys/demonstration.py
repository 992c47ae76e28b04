"""The demonstration, built small and served, for journeys that want a past."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lacrecords.demo.council import STAFF
from lacrecords.demo.folder import DATABASE
from tests.journeys.council import ROOT, Council, fill, free_port, program

CHILDREN, ENQUIRIES = "160", "40"


@contextmanager
def serve_demonstration() -> Iterator[Council]:
    """The demonstration with the journeys' own council in it; nothing of it stays afterwards."""
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept) / "demo"
        port = free_port()
        _build(folder, port)
        emails, child_path, closed_path = fill(f"sqlite:///{folder / DATABASE}")
        emails |= {person.role: person.email for person in STAFF if person.signs_in}
        demo = [sys.executable, "-m", "lacrecords.cli", "demo", "--directory", str(folder)]
        address = f"http://127.0.0.1:{port}"
        with program([*demo, "--serve", "--port", str(port)], _environment(), address):
            yield Council(address, emails, child_path, closed_path)


def _build(folder: Path, port: int) -> None:
    size = ["--children", CHILDREN, "--enquiries", ENQUIRIES, "--port", str(port)]
    command = [sys.executable, "-m", "lacrecords.cli", "demo", "--directory", str(folder), *size]
    built = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr


def _environment() -> dict[str, str]:
    """This test's own: a database or settings named for other tests are left out."""
    ours = {name: value for name, value in os.environ.items() if "LACRECORDS_" not in name}
    return ours | {"PYTHONPATH": str(ROOT), "COLUMNS": "200"}
