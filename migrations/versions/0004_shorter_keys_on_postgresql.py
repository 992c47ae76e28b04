"""shorter keys on postgresql: the child's number in the index of keys takes four bytes."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _subject_id_becomes(sa.Integer(), sa.BigInteger())


def downgrade() -> None:
    _subject_id_becomes(sa.BigInteger(), sa.Integer())


def _subject_id_becomes(new: sa.types.TypeEngine, old: sa.types.TypeEngine) -> None:
    # SQLite keeps whole numbers as short as they are.
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("match_keys", "subject_id", type_=new, existing_type=old)
