"""The database itself keeps issued statements: numbered without a gap, never changed."""

from __future__ import annotations

import pytest

from tests.support.plain_sql import PlainConnection

MOMENT = "'2026-11-20 10:00:00+00:00'"
COLUMNS = (
    "reference, year, number, from_on, to_on, team_name, figures, figures_at, figures_digest,"
    " comment, issued_by, issued_by_name, issued_at, replaces_id, pdf, pdf_digest"
)


def another(**changes: str) -> str:
    """A further statement as SQL; the first one of the filled database is number 1 of year 1."""
    values = {
        "reference": "'another'",
        "year": "1",
        "number": "2",
        "from_on": "'2026-11-09'",
        "to_on": "'2026-11-09'",
        "team_name": "''",
        "figures": "'{}'",
        "figures_at": MOMENT,
        "figures_digest": "'digest'",
        "comment": "'Nothing is late'",
        "issued_by": "'account:1'",
        "issued_by_name": "'Rosalind Ekwueme'",
        "issued_at": MOMENT,
        "replaces_id": "NULL",
        "pdf": "NULL",
        "pdf_digest": "NULL",
    } | changes
    said = ", ".join(values[name] for name in COLUMNS.split(", "))
    return f"INSERT INTO issued_statements ({COLUMNS}) VALUES ({said})"


def test_the_next_number_is_taken_and_no_other(sql: PlainConnection) -> None:
    for wrong in ("1", "3", "0", "-1"):
        assert sql.refusal(another(number=wrong)), wrong
    assert not sql.refusal(another())
    assert "guard:" in str(sql.refusal(another(reference="'third'", number="4")))
    assert not sql.refusal(another(reference="'third'", number="3"))


def test_every_year_begins_at_one(sql: PlainConnection) -> None:
    assert sql.refusal(another(year="2027", number="2"))
    assert not sql.refusal(another(year="2027", number="1"))


def test_what_was_issued_is_never_changed_deleted_or_replaced(sql: PlainConnection) -> None:
    for column in ("comment = 'All was well'", "pdf = NULL", "figures = '{}'", "number = 2"):
        assert "guard:" in str(sql.refusal(f"UPDATE issued_statements SET {column}"))
    assert "guard:" in str(sql.refusal("DELETE FROM issued_statements"))
    assert "guard:" in str(sql.refusal("DELETE FROM statement_acknowledgements"))
    assert "guard:" in str(
        sql.refusal("UPDATE statement_acknowledgements SET acknowledged_by = 'account:2'")
    )
    if sql.is_sqlite:
        replace = another(number="1").replace("INSERT", "INSERT OR REPLACE", 1)
        assert "guard:" in str(sql.refusal(replace))


def test_a_correction_is_of_the_same_days_and_replaces_once(sql: PlainConnection) -> None:
    one = str(sql.run("SELECT id FROM issued_statements")[0][0])
    assert "guard:" in str(sql.refusal(another(replaces_id=one, to_on="'2026-11-10'")))
    assert "guard:" in str(sql.refusal(another(replaces_id="77")))
    assert not sql.refusal(another(replaces_id=one))
    assert sql.refusal(another(reference="'third'", number="3", replaces_id=one))


@pytest.mark.parametrize(
    "changes",
    [
        {"comment": "'  '"},
        {"to_on": "'2026-11-08'"},
        {"pdf_digest": "'digest without a document'"},
    ],
)
def test_half_a_statement_is_refused(sql: PlainConnection, changes: dict[str, str]) -> None:
    assert sql.refusal(another(**changes))
