"""Runs the migrations. Every guard is taken away before them and put back after them."""

from alembic import context
from flask import current_app

from lacrecords.database import db
from lacrecords.guards_sql import apply_guards, drop_guards

metadata = db.metadatas[None]


def run_migrations() -> None:
    """Upgrade or downgrade in one transaction, with the guards as declared at its end."""
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect().execution_options(writes=True) as connection:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_as_batch=True,
            compare_type=True,
        )
        with connection.begin():
            drop_guards(connection)
            context.run_migrations()
            if context.get_revision_argument() != "base":
                apply_guards(connection, metadata)


run_migrations()
