"""answers in columns of their own: why a movement ends, and what nobody said of an adult."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("household_members", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("living_is_known", sa.Boolean(), server_default="1", nullable=False)
        )
        batch_op.add_column(
            sa.Column("responsibility_is_known", sa.Boolean(), server_default="1", nullable=False)
        )

    with op.batch_alter_table("movement_steps", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "ending_reason",
                sa.Enum(
                    "not_happened",
                    "recorded_twice",
                    "died",
                    "no_longer_protected",
                    "other",
                    name="endingreason",
                    native_enum=False,
                    length=60,
                ),
                nullable=True,
            )
        )


def downgrade() -> None:
    with op.batch_alter_table("movement_steps", schema=None) as batch_op:
        batch_op.drop_column("ending_reason")

    with op.batch_alter_table("household_members", schema=None) as batch_op:
        batch_op.drop_column("responsibility_is_known")
        batch_op.drop_column("living_is_known")
