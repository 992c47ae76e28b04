"""Templates, addresses and statements compiled once a process, although every test has its own
application and its own database.

Compiling the GOV.UK macros takes 0.4 s; loading what was compiled takes 0.01 s. Compiling our 360
addresses takes 0.3 s, which was a third of what a test of a page took. Compiling statements was a
quarter of what a test of a service took.
"""

from __future__ import annotations

from types import MethodType
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Dialect, Engine
from werkzeug.routing import Rule

from lacrecords.database import db


class KeptInMemory(BytecodeCache):
    """Compiled templates by their name and content."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load what is kept, if it is of the same source."""
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = KeptInMemory()


def share_compiled_templates(app: Flask) -> None:
    """Let this application use what an earlier one compiled; before its first page."""
    app.jinja_env.bytecode_cache = COMPILED


class SharedRule(Rule):
    """An address that is compiled once a process for all applications alike."""

    def compile(self) -> None:
        """Compile it, or take over what an address of the same words was compiled to."""
        key = (self.rule, self.subdomain, self.merge_slashes, repr(self.defaults))
        if key in ADDRESSES:
            self._take_over(ADDRESSES[key])
            return
        super().compile()
        ADDRESSES[key] = self

    def _take_over(self, like: Rule) -> None:
        for name in ("_parts", "_trace", "_converters"):
            setattr(self, name, getattr(like, name))
        self.arguments = set(like.arguments)
        for name in ("_build", "_build_unknown"):
            setattr(self, name, MethodType(getattr(like, name).__func__, self))


ADDRESSES: dict[tuple[Any, ...], Rule] = {}


def share_compiled_addresses() -> None:
    """Let every application of this process use what an earlier one compiled."""
    Flask.url_rule_class = SharedRule


DIALECTS: dict[str, tuple[Dialect, Any]] = {}
"""Of each kind of database: how statements are written for it, and what was compiled so."""
MOST_STATEMENTS = 4_000


def share_compiled_statements(app: Flask) -> None:
    """Let this application use the statements that an earlier one compiled for the same kind."""
    with app.app_context():
        engine = db.engine
    kind = engine.dialect.name
    if kind not in DIALECTS:
        DIALECTS[kind] = _asked_of_its_server(engine)
    engine.dialect, engine._compiled_cache = DIALECTS[kind]


def _asked_of_its_server(engine: Engine) -> tuple[Dialect, Any]:
    """A dialect learns what the server is by the first connection."""
    engine.connect().close()
    cache = engine._compiled_cache
    cache.capacity = MOST_STATEMENTS
    return engine.dialect, cache
