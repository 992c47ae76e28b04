"""Settings come from one of three places and are refused when they would put people at risk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lacrecords.procedure import load_procedure
from lacrecords.settings import Settings, UnsafeSettings, load_settings, refuse_unsafe

SAFE = {"secret_key": "k" * 32, "slow_hash": True, "base_url": "https://register.example.org"}


def safe_settings() -> Settings:
    """Settings with which the program starts."""
    return load_settings(SAFE)


def test_the_environment_outranks_the_file_and_the_file_the_defaults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LACRECORDS_CONFIG")
    assert load_settings().council_name == "Your council"
    file = tmp_path / "ours.toml"
    file.write_text('council_name = "Ashdown"\nsession_hours = 8\n')
    monkeypatch.setenv("LACRECORDS_CONFIG", str(file))
    monkeypatch.setenv("LACRECORDS_SESSION_HOURS", "4")
    assert load_settings().council_name == "Ashdown"
    assert load_settings().session_hours == 4
    assert load_settings({"session_hours": 2}).session_hours == 2


def test_a_relative_sqlite_file_is_meant_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load_settings({"database_url": "sqlite:///register.sqlite3"})
    assert settings.database_url == f"sqlite:///{tmp_path}/register.sqlite3"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("LACRECORDS_SESSION_HOURS", "twelve", "must be a number"),
        ("LACRECORDS_EMBEDDED_WORKER", "perhaps", "must be true or false"),
        ("LACRECORDS_CONFIG", "nowhere.toml", "nowhere.toml was not found"),
    ],
)
def test_a_setting_that_cannot_be_read_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(UnsafeSettings, match=words):
        load_settings()


def test_a_setting_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnsafeSettings, match="Not a setting: colour"):
        load_settings({"colour": "blue"})


def test_safe_settings_are_accepted() -> None:
    refuse_unsafe(safe_settings())


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"secret_key": ""}, "SECRET_KEY is missing"),
        ({"secret_key": "k" * 31}, "shorter than 32"),
        ({"base_url": "http://register.example.org"}, "must begin with https"),
        ({"demonstration": True}, "serves this machine only"),
        ({"slow_hash": False}, "SLOW_HASH is off"),
        (
            {"database_url": "postgresql://app@db.example.org/register"},
            "without sslmode=verify-full",
        ),
    ],
)
def test_unsafe_settings_are_refused_with_the_reason(
    change: dict[str, object], reason: str
) -> None:
    with pytest.raises(UnsafeSettings, match=reason):
        refuse_unsafe(replace(safe_settings(), **change))


def test_every_reason_is_given_at_once() -> None:
    unsafe = replace(safe_settings(), secret_key="", slow_hash=False, base_url="http://elsewhere")
    with pytest.raises(UnsafeSettings) as refused:
        refuse_unsafe(unsafe)
    assert len(str(refused.value).splitlines()) == 3


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://app@localhost/register",
        "postgresql://app@127.0.0.1:5433/register",
        "postgresql://app@/register?host=/var/run/postgresql",
        "postgresql://app@db.example.org/register?sslmode=verify-full",
    ],
)
def test_a_database_here_or_with_a_checked_certificate_is_accepted(url: str) -> None:
    refuse_unsafe(replace(safe_settings(), database_url=url))


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://app@db.example.org/register?application_name=@localhost",
        "postgresql+psycopg://app@db.example.org/register",
        "postgresql://localhost@db.example.org/register",
        "postgresql://app@/register?host=db.example.org",
    ],
)
def test_a_database_elsewhere_cannot_pass_for_one_here(url: str) -> None:
    with pytest.raises(UnsafeSettings, match="verify-full"):
        refuse_unsafe(replace(safe_settings(), database_url=url))


def test_only_an_address_on_this_machine_may_do_without_https() -> None:
    refuse_unsafe(replace(safe_settings(), base_url="http://127.0.0.1:8000"))
    for pretender in ("http://127.0.0.1.example.org", "http://localhost.example.org"):
        with pytest.raises(UnsafeSettings, match="must begin with https"):
            refuse_unsafe(replace(safe_settings(), base_url=pretender))


def test_a_database_file_that_everyone_can_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "register.sqlite3"
    file.touch()
    settings = replace(safe_settings(), database_url=f"sqlite:///{file}")
    for mode in (0o604, 0o640):
        file.chmod(mode)
        with pytest.raises(UnsafeSettings, match="can be read by"):
            refuse_unsafe(settings)
    file.chmod(0o600)
    refuse_unsafe(settings)


def test_the_figures_of_the_procedure_are_read() -> None:
    procedure = load_procedure()
    assert procedure.office_opens < procedure.office_closes
    assert procedure.consideration_working_days == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("", "missing or unknown figures"),
        ("not toml", "cannot be read"),
    ],
)
def test_a_procedure_that_cannot_be_read_stops_the_start(
    tmp_path: Path, wrong: str, words: str
) -> None:
    file = tmp_path / "procedure.toml"
    file.write_text(wrong)
    with pytest.raises(UnsafeSettings, match=words):
        load_procedure(str(file))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("value = 60\nset_on = 2026-11-01", "value = 0\nset_on = 2026-11-01"),
        ("value = 60\nset_on = 2026-11-01", "value = 60"),
        ('value = "09:00"', 'value = "nine"'),
        ("value = false", 'value = "no"'),
    ],
)
def test_a_figure_that_is_wrong_or_has_no_day_stops_the_start(
    tmp_path: Path, before: str, after: str
) -> None:
    good = (Path(__file__).parents[2] / "config" / "procedure.toml").read_text()
    assert before in good
    file = tmp_path / "procedure.toml"
    file.write_text(good.replace(before, after, 1))
    with pytest.raises(UnsafeSettings):
        load_procedure(str(file))
