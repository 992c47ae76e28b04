"""Writes the newest revision anew: what the models have and the revisions before it have not.

For developers, while the revision has not landed on main:
`python -m tests.support.regenerate_newest_revision`. Once it has landed it stays as it is,
and NUMBER and WORDS move on to the next one.
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
NUMBER, WORDS = "0013", "what comes next"


def regenerate() -> Path:
    """Remove the newest revision, compare a database without it with the models, write it."""
    written = VERSIONS / f"{NUMBER}_{WORDS.replace(' ', '_')}.py"
    written.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        app = lay_foundation({"database_url": f"sqlite:///{folder}/before.sqlite3"})
        with app.app_context():
            flask_migrate.upgrade()
            flask_migrate.revision(message=WORDS, rev_id=NUMBER, autogenerate=True)
            db.engine.dispose()
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", written], check=True)
    return written


if __name__ == "__main__":
    print(regenerate())
