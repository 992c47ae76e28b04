"""The demonstration as a whole, built small: it is there, it can be entered, it is left alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from lacrecords import schema
from lacrecords.application import create_app
from lacrecords.audit.actors import command_actor
from lacrecords.children import queries as children
from lacrecords.children.models import Child, ChildProtectionPlan, Restriction
from lacrecords.commands.demo import demo
from lacrecords.commands.opened import opened
from lacrecords.consents.models import Consent, ParentsDisagreement
from lacrecords.consents.queries import consents_about
from lacrecords.consents.understanding_models import UnderstandingWorksheet
from lacrecords.database import db, now_utc
from lacrecords.demo.council import PASSPHRASE, STAFF
from lacrecords.demo.folder import DemoFolder
from lacrecords.enquiries.models import Enquiry, MatchDecision
from lacrecords.exchange import loading
from lacrecords.exchange.dataset_export import export_register
from lacrecords.exchange.sources import open_source
from lacrecords.notifications.models import Task
from lacrecords.people.models import Person, PersonForm
from lacrecords.settings import Settings
from lacrecords.staff.models import Account, TeamMembership
from lacrecords.terms import ConsentState, MatchAnswer, RestrictionKind, TaskKind
from tests.services.test_import_register import register_digest


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> DemoFolder:
    """One small demonstration for every test that only looks at it."""
    path = tmp_path_factory.mktemp("demonstration") / "demo"
    words = ["--directory", str(path), "--children", "200", "--enquiries", "25"]
    run = CliRunner().invoke(demo, words, catch_exceptions=False)
    assert run.exit_code == 0 and PASSPHRASE in run.output.replace("\n", " ")
    return DemoFolder(path)


def _count(model: type[object]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_the_council_stands_with_its_children_staff_and_enquiries(folder: DemoFolder) -> None:
    with opened(lambda: create_app(folder.settings(8000))):
        schema.refuse_unless_up_to_date()
        assert schema.fallen_guards() == ()
        assert (_count(Child), _count(Enquiry), _count(Account)) == (200, 25, len(STAFF))
        assert _count(Person) > 100 and _count(TeamMembership) > 20
        on_plan = select(func.count()).select_from(ChildProtectionPlan)
        assert db.session.scalar(on_plan) == 8
        kinds = set(db.session.scalars(select(Restriction.kind)))
        assert kinds == {kind.value for kind in RestrictionKind}


def test_loading_the_whole_of_it_as_it_was_exported_changes_nothing(
    folder: DemoFolder, tmp_path: Path
) -> None:
    copy = DemoFolder(shutil.copytree(folder.path, tmp_path / "copy"))
    with opened(lambda: create_app(copy.settings(8000))):
        now, out = now_utc(), tmp_path / "out"
        written = export_register(out, command_actor(), now, include_restricted=True)
        assert written.written > 190 and written.sealed == 1
        before = register_digest()
        found = tmp_path / "found.csv"
        summary = loading.load(open_source(out, now.date()), found, command_actor(), now)
        said = found.read_text("utf-8") if found.exists() else ""
        assert (summary.read, summary.unchanged) == (written.written, written.written), said
        assert (summary.conflicts, summary.rejected) == (0, 0), said
        after = register_digest()
        assert {name for name in after if after[name] != before[name]} <= {"imported_rows"}


def test_officers_found_most_children_who_were_asked_about(folder: DemoFolder) -> None:
    with opened(lambda: create_app(folder.settings(8000))):
        answers = list(db.session.scalars(select(MatchDecision.answer)))
        assert answers.count(MatchAnswer.SAME) > len(answers) / 2
        assert MatchAnswer.NOT_KNOWN in answers


def test_the_state_of_every_child_can_be_read(folder: DemoFolder) -> None:
    with opened(lambda: create_app(folder.settings(8000))):
        child_ids = list(db.session.scalars(select(Child.id)))
        cards = children.candidate_cards(child_ids, None, now_utc().date())
        assert len(cards) >= 198


def test_its_settings_are_its_own_private_and_only_for_this_machine(folder: DemoFolder) -> None:
    for path in folder.path.iterdir():
        assert path.name == "register.csv" or path.stat().st_mode & 0o077 == 0, path
    assert folder.path.stat().st_mode & 0o077 == 0
    settings = create_app(folder.settings(8123)).extensions["lacrecords_settings"]
    assert isinstance(settings, Settings)
    assert settings.demonstration and settings.base_url == "http://127.0.0.1:8123"
    assert len(settings.secret_key) == 64


def test_running_it_again_leaves_what_is_there(folder: DemoFolder) -> None:
    key = folder.settings(8000)["secret_key"]
    run = CliRunner().invoke(demo, ["--directory", str(folder.path), "--children", "10"])
    assert run.exit_code == 0 and "Built" not in run.output
    assert folder.settings(8000)["secret_key"] == key


def test_one_that_an_earlier_version_built_is_brought_up_to_date_and_kept(
    folder: DemoFolder, tmp_path: Path
) -> None:
    copied = DemoFolder(Path(shutil.copytree(folder.path, tmp_path / "demo")))
    with opened(lambda: create_app(copied.settings(8000))):
        schema.downgrade("0008")
    run = CliRunner().invoke(demo, ["--directory", str(copied.path)], catch_exceptions=False)
    assert (run.exit_code, "Built" in run.output) == (0, False), run.output
    with opened(lambda: create_app(copied.settings(8000))):
        schema.refuse_unless_up_to_date()
        assert (_count(Child), _count(Enquiry)) == (200, 25)
        assert _count(PersonForm) == _count(Person)


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine", encoding="utf-8")
    run = CliRunner().invoke(demo, ["--directory", str(tmp_path), "--fresh"])
    assert run.exit_code == 1 and "Choose another folder" in run.output
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]


def test_files_alone_can_be_written(tmp_path: Path) -> None:
    words = ["--children", "300", "--enquiries", "20", "--today", "2026-10-20"]
    run = CliRunner().invoke(demo, ["--files-only", str(tmp_path / "files"), *words])
    assert run.exit_code == 0 and "300 children" in run.output
    written = (tmp_path / "files" / "children.csv").read_text(encoding="utf-8")
    assert len(written.splitlines()) == 301
    assert not (tmp_path / "files" / "broken.csv").exists()


def test_what_belongs_to_files_is_refused_without_them(tmp_path: Path) -> None:
    run = CliRunner().invoke(demo, ["--directory", str(tmp_path), "--broken-rows", "0.1"])
    assert run.exit_code == 2 and "--files-only" in run.output


def test_answers_about_sharing_stand_in_every_state(folder: DemoFolder) -> None:
    with opened(lambda: create_app(folder.settings(8000))):
        children_asked = set(db.session.scalars(select(Consent.child_id)))
        found = {one.state for child in children_asked for one in consents_about(child, now_utc())}
        assert found == set(ConsentState)
        assert _count(ParentsDisagreement) == 1 and _count(UnderstandingWorksheet) == 2


def test_one_answered_check_would_be_answered_otherwise_today(folder: DemoFolder) -> None:
    with opened(lambda: create_app(folder.settings(8000))):
        told = select(Task.kind).where(Task.kind == TaskKind.CHECK_ANSWER_CHANGED)
        assert len(list(db.session.scalars(told))) == 1
