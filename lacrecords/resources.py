"""Where the files that travel with the program are: templates, migrations, config.

In a wheel they stand inside the package; in a checkout beside it. Nothing else
may guess a path.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """The folder or file called `name`, inside the package first, then beside it."""
    inside = PACKAGE / name
    return inside if inside.exists() else PACKAGE.parent / name
