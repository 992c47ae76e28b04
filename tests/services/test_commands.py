"""The commands, on real databases: plain words and exit code 1 when something is wrong."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import create_engine, select, text

from lacrecords.audit.models import AuditEntry
from lacrecords.cli import main
from lacrecords.resources import resource
from lacrecords.staff.models import Account
from lacrecords.terms import Role

VERSIONS = Path(__file__).resolve().parents[2] / "migrations" / "versions"
SAFE = {"LACRECORDS_SECRET_KEY": "k" * 40, "LACRECORDS_SLOW_HASH": "true"}


def command(url: str, *words: str, **environment: str) -> Result:
    """Give a command on a database; a traceback fails the test."""
    result = CliRunner().invoke(
        main, list(words), env={"LACRECORDS_DATABASE_URL": url, **SAFE, **environment}
    )
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def change(url: str, statement: str) -> None:
    """Run a statement as somebody with full powers over the database."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_a_new_database_is_made_and_passes_the_check(empty_database_url: str) -> None:
    made = command(empty_database_url, "db", "upgrade")
    newest = max(path.stem[:4] for path in VERSIONS.glob("[0-9]*.py"))
    assert (made.exit_code, made.output) == (0, f"The tables are at revision {newest}.\n")
    checked = command(empty_database_url, "check")
    assert checked.exit_code == 0, checked.output
    assert "wrong" not in checked.output


def test_the_check_notes_the_setting_without_which_rules_find_nothing(
    database_url: str, tmp_path: Path
) -> None:
    noted = command(database_url, "check")
    assert noted.exit_code == 0
    assert "Note: own_postcode_districts is empty" in noted.output
    procedure = (resource("config") / "procedure.toml").read_text(encoding="utf-8")
    filled = tmp_path / "procedure.toml"
    before, after = procedure.split("[own_postcode_districts]\n")
    after = after.replace("value = []", 'value = ["ZZ8"]', 1)
    filled.write_text(f"{before}[own_postcode_districts]\n{after}", encoding="utf-8")
    set_up = command(database_url, "check", LACRECORDS_PROCEDURE_FILE=str(filled))
    assert set_up.exit_code == 0 and "Note:" not in set_up.output


def test_tables_are_taken_back_only_after_a_yes(database_url: str) -> None:
    refused = command(database_url, "db", "downgrade", "base")
    assert refused.exit_code == 1
    assert command(database_url, "check").exit_code == 0
    done = command(database_url, "db", "downgrade", "base", "--yes")
    assert done.output == "The tables are at revision nothing.\n"
    assert "no tables yet" in command(database_url, "check").output


def test_an_unknown_revision_is_refused_in_words(database_url: str) -> None:
    result = command(database_url, "db", "upgrade", "9999")
    assert result.exit_code == 1
    assert "The migration was not run" in result.output


def test_the_check_names_a_guard_that_does_not_stand(database_url: str, database: str) -> None:
    on = " ON disclosures" if database == "postgresql" else ""
    name = "guard_disclosures_checked" + ("_insert" if on else "")
    change(database_url, f"DROP TRIGGER {name}{on}")
    result = command(database_url, "check")
    assert result.exit_code == 1
    assert f"{name} does not stand as declared" in result.output
    assert command(database_url, "db", "upgrade").exit_code == 0
    assert command(database_url, "check").exit_code == 0


def test_the_check_names_an_unsafe_setting(database_url: str) -> None:
    result = command(database_url, "check", LACRECORDS_SECRET_KEY="short")
    assert result.exit_code == 1
    assert "Settings: wrong" in result.output
    assert "SECRET_KEY is missing or shorter" in result.output


def test_the_check_of_an_empty_database_says_what_to_run(empty_database_url: str) -> None:
    result = command(empty_database_url, "check")
    assert result.exit_code == 1
    assert "Run: lacrecords db upgrade" in result.output


def test_the_first_administrator_gets_a_link_that_is_shown_once(database_url: str) -> None:
    person = ("--email", "Odile@Ashdown.example", "--name", "Odile Farrant")
    invited = command(database_url, "init", *person)
    assert invited.exit_code == 0, invited.output
    link = invited.output.strip().splitlines()[-1]
    assert link.startswith("http://127.0.0.1:8000/")
    engine = create_engine(database_url)
    with engine.connect() as connection:
        email, role, password = connection.execute(
            select(Account.email, Account.role, Account.password_hash)
        ).one()
        actors = connection.scalars(select(AuditEntry.actor)).all()
        kept = connection.execute(text("SELECT token_hash FROM invitations")).scalar_one()
    engine.dispose()
    assert (email, role, password) == ("odile@ashdown.example", Role.SYSTEM_ADMINISTRATOR, None)
    assert all(actor.startswith("command:") for actor in actors)
    assert actors
    assert kept not in link


def test_there_is_one_first_administrator(database_url: str) -> None:
    person = ("--email", "odile@ashdown.example", "--name", "Odile Farrant")
    command(database_url, "init", *person)
    again = command(database_url, "init", *person)
    assert again.exit_code == 1
    assert "has accounts already. Nobody was invited." in again.output


def test_init_asks_for_what_it_is_not_told(database_url: str) -> None:
    result = CliRunner().invoke(
        main,
        ["init"],
        input="odile@ashdown.example\nOdile Farrant\n",
        env={"LACRECORDS_DATABASE_URL": database_url, **SAFE},
    )
    assert result.exit_code == 0, result.output


def test_init_wants_an_address_and_a_name(database_url: str) -> None:
    assert command(database_url, "init", "--email", "odile", "--name", "O").exit_code == 2
    assert command(database_url, "init", "--email", "o@a.example", "--name", " ").exit_code == 2


@pytest.mark.parametrize("words", [("init", "--email", "a@b.example", "--name", "A"), ("worker",)])
def test_a_command_on_an_empty_database_says_what_to_run(
    empty_database_url: str, words: tuple[str, ...]
) -> None:
    result = command(empty_database_url, *words)
    assert result.exit_code == 1
    assert "The database has no tables yet. Run: lacrecords db upgrade" in result.output


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"LACRECORDS_SECRET_KEY": ""}, "SECRET_KEY is missing"),
        ({"LACRECORDS_SLOW_HASH": "false"}, "SLOW_HASH is off"),
        ({"LACRECORDS_BASE_URL": "http://register.example.org"}, "must begin with https"),
        ({"LACRECORDS_DEMONSTRATION": "perhaps"}, "must be true or false"),
    ],
)
def test_unsafe_settings_are_not_served(
    database_url: str, environment: dict[str, str], words: str
) -> None:
    result = command(database_url, "serve", **environment)
    assert result.exit_code == 1
    assert words in result.output


def test_tables_without_their_guards_are_not_served(database_url: str, database: str) -> None:
    on = " ON audit_entries" if database == "postgresql" else ""
    name = "guard_audit_entries_" + ("row" if on else "delete")
    change(database_url, f"DROP TRIGGER {name}{on}")
    result = command(database_url, "serve")
    assert result.exit_code == 1
    assert f"These guards do not stand: {name}" in result.output


def test_an_empty_database_is_not_served(empty_database_url: str) -> None:
    result = command(empty_database_url, "serve")
    assert (result.exit_code, "lacrecords db upgrade" in result.output) == (1, True)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sqlite:////nowhere/at/all.sqlite3", "The database cannot be used"),
        ("postgresql://nobody@/none?host=/nowhere", "The database cannot be used"),
        ("carrier-pigeon://", "DATABASE_URL is not an address of a database"),
        ("nonsense", "DATABASE_URL is not an address of a database"),
    ],
)
def test_a_database_that_cannot_be_reached_is_said_in_words(url: str, words: str) -> None:
    for given in (("db", "upgrade"), ("check",)):
        result = command(url, *given)
        assert result.exit_code == 1
        assert words in result.output


def test_a_file_that_is_no_database_is_said_in_words(tmp_path: Path) -> None:
    file = tmp_path / "register.sqlite3"
    file.write_text("a letter, not a database, and long enough to be told apart from one " * 20)
    result = command(f"sqlite:///{file}", "check")
    assert result.exit_code == 1
    assert "The database cannot be used" in result.output
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(file).execute("SELECT * FROM sqlite_master")
