"""Runs the migrations. Every guard is taken away before them and put back after them."""

from alembic import context
from alembic.operations.ops import CreateTableOp
from flask import current_app
from sqlalchemy import JSON, text

from lacrecords.database import UtcDateTime, db
from lacrecords.guards_sql import apply_guards, drop_guards

metadata = db.metadatas[None]


def run_migrations() -> None:
    """Upgrade or downgrade in one transaction, with the guards as declared at its end."""
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect().execution_options(writes=True) as connection:
        if engine.dialect.name == "sqlite":
            # A table made anew by a batch would otherwise empty the tables that refer to it.
            connection.connection.execute("PRAGMA foreign_keys=OFF")
        try:
            _migrate(connection)
        finally:
            if engine.dialect.name == "sqlite":
                connection.connection.execute("PRAGMA foreign_keys=ON")


def _migrate(connection) -> None:
    with connection.begin():
        # Configured inside the transaction: else Alembic ends it on SQLite and the guards are lost.
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=_as_it_is_stored,
            process_revision_directives=_leave_out_meanings,
        )
        drop_guards(connection)
        context.run_migrations()
        apply_guards(connection, metadata)
        if connection.dialect.name == "sqlite":
            broken = connection.execute(text("PRAGMA foreign_key_check")).all()
            if broken:
                raise RuntimeError(f"The migration leaves rows that point nowhere: {broken[:5]}")


def _as_it_is_stored(kind, item, _context):
    """Write plain types into revisions, so that they never depend on the program's own."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, JSON):
        return "sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')"
    return False


def _leave_out_meanings(_context, _revision, directives) -> None:
    """The meanings of tables stand in the models; a revision says only what is made."""
    for directive in directives:
        for operation in directive.upgrade_ops.ops if directive.upgrade_ops else ():
            if isinstance(operation, CreateTableOp):
                operation.info = {}
                operation.kw.pop("info", None)


run_migrations()
