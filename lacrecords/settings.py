"""Typed settings, read once at start-up and refused when unsafe.

A setting comes from the environment as LACRECORDS_<NAME>, else from the file
named by LACRECORDS_CONFIG, else from config/default.toml. The authority's own
figures stand apart, dated and sourced, in config/procedure.toml. Nothing here
is read later than start-up.
"""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from lacrecords.resources import resource


class UnsafeSettings(Exception):
    """A setting is missing or would put people's data at risk; the message says which and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting of the program; docs/operating.md says what each one means."""

    database_url: str
    secret_key: str
    council_name: str
    base_url: str
    session_idle_minutes: int
    session_hours: int
    embedded_worker: bool
    worker_interval_seconds: float
    notification_channels: str
    trusted_proxies: int
    demonstration: bool
    procedure_file: str
    names_folder: str
    guidance_file: str
    slow_hash: bool
    import_folder: str
    import_upload_megabytes: int
    import_unpacked_megabytes: int
    import_files: int
    import_keep_days: int
    document_megabytes: int


def load_settings(overrides: Mapping[str, Any] | None = None) -> Settings:
    """Read every setting from its sources; `overrides` (names as in Settings) outrank them all."""
    values: dict[str, Any] = _read_toml(resource("config") / "default.toml")
    chosen = os.environ.get("LACRECORDS_CONFIG")
    if chosen:
        values |= _read_toml(Path(chosen))
    for field in fields(Settings):
        given = os.environ.get(f"LACRECORDS_{field.name.upper()}")
        if given is not None:
            values[field.name] = _as_type(field.name, given, values.get(field.name))
    values |= overrides or {}
    known = {field.name for field in fields(Settings)}
    unknown = sorted(set(values) - known)
    if unknown:
        raise UnsafeSettings(f"Not a setting: {', '.join(unknown)}. See docs/operating.md.")
    values["database_url"] = _from_here(values["database_url"])
    values["import_folder"] = _import_folder(values["import_folder"], values["database_url"])
    return Settings(**values)


def _import_folder(given: str, database_url: str) -> str:
    """The folder of uploaded files: as given, else beside the database."""
    path = database_url.removeprefix("sqlite:///")
    beside = path not in (database_url, "", ":memory:")
    return str(Path(given or (f"{path}.imports" if beside else "lacrecords.imports")).resolve())


def _from_here(url: str) -> str:
    """A SQLite file is meant from the folder in which the program was started."""
    path = url.removeprefix("sqlite:///")
    if path == url or path in ("", ":memory:"):
        return url
    return f"sqlite:///{Path(path).resolve()}"


def refuse_unsafe(settings: Settings) -> None:
    """Raise UnsafeSettings with every reason why these settings must not serve real records."""
    reasons = [*_secret_key_reasons(settings), *_database_reasons(settings)]
    folder = Path(settings.import_folder)
    if folder.exists() and folder.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        reasons.append(f"The folder of uploaded files {folder.name} can be read by others here.")
    local = urlsplit(settings.base_url).hostname in _HERE
    if not settings.base_url.startswith("https://") and not local:
        reasons.append("BASE_URL must begin with https:// unless it is on this machine.")
    if settings.demonstration and not local:
        reasons.append("DEMONSTRATION is on: its sign-ins are public. It serves this machine only.")
    if not settings.slow_hash:
        reasons.append("SLOW_HASH is off: passwords would be easy to guess. It is for tests only.")
    if reasons:
        raise UnsafeSettings("\n".join(reasons))


def _secret_key_reasons(settings: Settings) -> list[str]:
    if len(settings.secret_key) >= 32:
        return []
    return [
        "SECRET_KEY is missing or shorter than 32 characters. Make one with: "
        "python -c 'import secrets; print(secrets.token_hex(32))'"
    ]


_HERE = frozenset({"127.0.0.1", "localhost", "::1"})


def _database_reasons(settings: Settings) -> list[str]:
    url = settings.database_url
    if url.startswith("sqlite:///"):
        path = Path(url.removeprefix("sqlite:///"))
        if path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            return [f"The database file {path.name} can be read by others on this machine."]
        return []
    address = urlsplit(url)
    options = dict(parse_qsl(address.query))
    hosts = {address.hostname or "", *options.get("host", "").split(",")} - {""}
    remote = {host for host in hosts if host not in _HERE and not host.startswith("/")}
    if remote and options.get("sslmode") != "verify-full":
        return ["DATABASE_URL reaches another machine without sslmode=verify-full."]
    return []


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except FileNotFoundError as missing:
        raise UnsafeSettings(f"The settings file {path.name} was not found.") from missing
    except tomllib.TOMLDecodeError as wrong:
        raise UnsafeSettings(f"The settings file {path.name} cannot be read: {wrong}") from wrong


def _as_type(name: str, given: str, default: Any) -> Any:
    try:
        if isinstance(default, bool):
            return {"true": True, "1": True, "false": False, "0": False}[given.lower()]
        if isinstance(default, int | float):
            return type(default)(given)
    except (KeyError, ValueError) as wrong:
        kind = "true or false" if isinstance(default, bool) else "a number"
        raise UnsafeSettings(f"LACRECORDS_{name.upper()} must be {kind}.") from wrong
    return given
