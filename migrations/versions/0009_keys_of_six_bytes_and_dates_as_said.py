"""keys of six bytes and dates as said: SQLite keeps a key in as many bytes as it needs.

The new key of a piece of evidence is the beginning of the earlier one, so everybody is found
as before. Adults are put in anew by `lacrecords db upgrade`: some of their keys hold others.
Of a date of birth is kept how much of it an enquirer said.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# In the order of the new keys, so that no page is left half empty.
KEYS = (
    "CREATE TEMPORARY TABLE shorter AS"
    " SELECT DISTINCT key >> 16 AS key, subject_kind, subject_id FROM match_keys",
    "INSERT INTO match_keys (key, subject_kind, subject_id)"
    " SELECT key, subject_kind, subject_id FROM shorter ORDER BY key, subject_kind, subject_id",
)
SPELLINGS = (
    "CREATE TEMPORARY TABLE shorter AS"
    " SELECT DISTINCT variant >> 16 AS variant, name FROM match_name_variants",
    "INSERT INTO match_name_variants (variant, name)"
    " SELECT variant, name FROM shorter ORDER BY variant, name",
)


def upgrade() -> None:
    with op.batch_alter_table("enquired_children", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "born_precision",
                sa.Enum(
                    "exact",
                    "month",
                    "year",
                    "expected",
                    name="dateprecision",
                    native_enum=False,
                    length=60,
                ),
                server_default="exact",
                nullable=False,
            )
        )
    for table, (take, give) in {"match_keys": KEYS, "match_name_variants": SPELLINGS}.items():
        op.execute(take)
        _empty(table)
        op.execute(give)
        op.execute("DROP TABLE shorter")


def downgrade() -> None:
    with op.batch_alter_table("enquired_children", schema=None) as batch_op:
        batch_op.drop_column("born_precision")
    # What was left off is not known any more: nobody is found until `lacrecords index rebuild`.
    for table in (
        "match_keys",
        "match_name_variants",
        "match_forms",
        "people_keys",
        "people_forms",
    ):
        _empty(table)


def _empty(table: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"TRUNCATE {table}")
    else:
        op.execute(sa.delete(sa.table(table)))
