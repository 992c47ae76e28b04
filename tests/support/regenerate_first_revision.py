"""Writes migrations/versions/0001_the_first_tables.py anew from the models.

For developers, until the first release: `python -m tests.support.regenerate_first_revision`.
After the first release revisions are added and this file goes.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import flask_migrate

from lacrecords.database import db
from lacrecords.foundation import lay_foundation

VERSIONS = Path(__file__).resolve().parents[2] / "migrations" / "versions"


def regenerate() -> Path:
    """Remove the first revision, compare an empty database with the models, write it again."""
    VERSIONS.mkdir(exist_ok=True)
    written = VERSIONS / "0001_the_first_tables.py"
    written.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        app = lay_foundation({"database_url": f"sqlite:///{folder}/empty.sqlite3"})
        with app.app_context():
            flask_migrate.revision(message="the first tables", rev_id="0001", autogenerate=True)
            db.engine.dispose()
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", written], check=True)
    return written


if __name__ == "__main__":
    print(regenerate())
