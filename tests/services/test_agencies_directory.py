"""The directory: one person proposes, another confirms, time passes, one person withdraws."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lacrecords.agencies import directory_queries, queries, services
from lacrecords.agencies.directory_queries import Standing
from lacrecords.agencies.services import DirectoryError, NewContactPoint
from lacrecords.audit.models import AuditEntry
from lacrecords.database import db, now_utc, transaction
from lacrecords.procedure import load_procedure
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import AgencyType, ContactPointKind, Role
from tests.factories.agencies import make_agency, make_proposal
from tests.factories.staff import MAKER, make_account

pytestmark = pytest.mark.usefixtures("in_app")
PROCEDURE = load_procedure()
COOLING_OFF = timedelta(hours=PROCEDURE.contact_point_cooling_off_hours)
NOW = now_utc()


def _two_people() -> tuple[SignedInActor, SignedInActor]:
    with transaction():
        return make_account(Role.DESIGNATED_MANAGER), make_account(Role.SYSTEM_ADMINISTRATOR)


def _confirm(actor: SignedInActor, point: int) -> None:
    with transaction():
        services.confirm_contact_point(actor, point, PROCEDURE, NOW)


def test_a_proposal_serves_for_nothing_however_old_it_is() -> None:
    with transaction():
        agency = make_agency()
        point = make_proposal(agency)
    later = NOW + timedelta(days=3650)
    assert queries.usable_contact_point(point, later) is None
    assert queries.contact_points_of(agency, later) == ()


def test_who_proposed_a_contact_point_cannot_confirm_it() -> None:
    first, _ = _two_people()
    with transaction():
        point = make_proposal(make_agency(), by=first)
    with pytest.raises(DirectoryError, match="somebody else must confirm"):
        _confirm(first, point)


def test_a_confirmed_contact_point_serves_only_after_the_time_to_cool_off() -> None:
    first, second = _two_people()
    with transaction():
        agency = make_agency()
        point = make_proposal(agency, by=first)
    _confirm(second, point)
    just_before = NOW + COOLING_OFF - timedelta(seconds=1)
    assert queries.usable_contact_point(point, just_before) is None
    assert queries.usable_contact_point(point, NOW + COOLING_OFF) is not None
    assert len(queries.contact_points_of(agency, NOW + COOLING_OFF)) == 1
    kept = directory_queries.kept_contact_point(point, second, NOW)
    assert kept is not None
    assert (kept.standing, kept.added_by, kept.confirmed_by) == (
        Standing.COOLING_OFF, first.name, second.name,
    )  # fmt: skip


def test_a_contact_point_is_confirmed_once_and_keeps_its_moment() -> None:
    first, second = _two_people()
    with transaction():
        third = make_account(Role.DESIGNATED_MANAGER)
        point = make_proposal(make_agency(), by=first)
    _confirm(second, point)
    with pytest.raises(DirectoryError, match="in the meantime"):
        _confirm(third, point)
    kept = directory_queries.kept_contact_point(point, second, NOW)
    assert kept is not None and kept.confirmed_by == second.name


def test_a_withdrawn_contact_point_serves_no_more_and_a_withdrawn_proposal_never() -> None:
    first, second = _two_people()
    with transaction():
        agency = make_agency()
        used, refused = (
            make_proposal(agency, by=first),
            make_proposal(agency, value="01632 960322", by=first),
        )
    _confirm(second, used)
    with transaction():
        services.withdraw_contact_point(first, used, NOW)
        services.withdraw_contact_point(first, refused, NOW)
    assert queries.usable_contact_point(used, NOW + COOLING_OFF) is None
    with pytest.raises(DirectoryError, match="in the meantime"):
        _confirm(second, refused)
    with pytest.raises(DirectoryError, match="any more"), transaction():
        services.withdraw_contact_point(second, used, NOW)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (ContactPointKind.TELEPHONE, "+44 (0)1632 960321"),
        (ContactPointKind.TELEPHONE, "0044 1632 960321"),
        (ContactPointKind.TELEPHONE, "01632960321"),
        (ContactPointKind.TELEPHONE, "(01632) 960-321"),
        (ContactPointKind.EMAIL, "Office@Cobbleford.example"),
    ],
)
def test_the_same_value_in_another_spelling_is_not_added_twice(
    kind: ContactPointKind, value: str
) -> None:
    values = {
        ContactPointKind.TELEPHONE: "01632 960321",
        ContactPointKind.EMAIL: "office@cobbleford.example",
    }
    with transaction():
        agency = make_agency()
        make_proposal(agency, kind=kind, value=values[kind])
    with pytest.raises(DirectoryError, match="already"), transaction():
        make_proposal(agency, kind=kind, value=value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (ContactPointKind.TELEPHONE, ""),
        (ContactPointKind.TELEPHONE, "ask for Sam"),
        (ContactPointKind.TELEPHONE, "01632 960321, 14 Quince Row"),
        (ContactPointKind.TELEPHONE, "٠١٦٣٢ ٩٦٠٣٢١"),
        (ContactPointKind.EMAIL, "nobody"),
        (ContactPointKind.EMAIL, "a@b.example, c@d.example"),
        (ContactPointKind.EMAIL, "Office <office@cobbleford.example>"),
        (ContactPointKind.EMAIL, "office@cоbbleford.example"),
        (ContactPointKind.EMAIL, "office@cobbleford.example\r\nBcc: x@y.example"),
        (ContactPointKind.EMAIL, f"{'a' * 300}@cobbleford.example"),
    ],
)
def test_what_is_no_single_number_or_plain_address_is_refused(
    kind: ContactPointKind, value: str
) -> None:
    with pytest.raises(DirectoryError) as refused, transaction():
        make_proposal(make_agency(), kind=kind, value=value)
    assert refused.value.field == "value"


def test_a_telephone_is_no_shared_mailbox() -> None:
    new = NewContactPoint(
        kind=ContactPointKind.TELEPHONE, value="01632 960321", label="", shared_mailbox=True
    )
    with pytest.raises(DirectoryError, match="shared mailbox"), transaction():
        services.propose_contact_point(MAKER, make_agency(), new, NOW)


def test_an_agency_is_added_once_whatever_the_case() -> None:
    with transaction():
        make_agency("Cobbleford School")
    with pytest.raises(DirectoryError, match="already"), transaction():
        make_agency("  COBBLEFORD   school ")


def test_names_with_hidden_characters_are_refused() -> None:
    for name in ("Cobble\u202eford", "Cobble\x00ford", "a" * 201):
        with pytest.raises(DirectoryError), transaction():
            services.add_agency(MAKER, name, AgencyType.SCHOOL)


def test_the_directory_is_searched_by_any_part_of_the_name() -> None:
    with transaction():
        for name in ("Cobbleford School", "Tarn Surgery", "100% Youth"):
            make_agency(name)
    found = {
        wanted: [row.agency.name for row in directory_queries.directory(wanted, NOW).rows]
        for wanted in ("FORD", "%", "_", "")
    }
    assert found["FORD"] == ["Cobbleford School"]
    assert found["%"] == ["100% Youth"] and found["_"] == []
    assert found[""] == ["100% Youth", "Cobbleford School", "Tarn Surgery"]


def test_a_long_list_says_how_many_there_are() -> None:
    with transaction():
        for number in range(5):
            make_agency(f"School {number}")
    found = directory_queries.directory("", NOW, most=3)
    assert (len(found.rows), found.found) == (3, 5)


def test_every_change_of_the_directory_leaves_a_row_in_the_trail() -> None:
    first, second = _two_people()
    with transaction():
        point = make_proposal(make_agency(), by=first)
    _confirm(second, point)
    with transaction():
        services.withdraw_contact_point(first, point, NOW)
    about = AuditEntry.subject_kind == "contact_point"
    entries = db.session.execute(
        select(AuditEntry.actor, AuditEntry.action).where(about).order_by(AuditEntry.id)
    )
    assert [tuple(row) for row in entries] == [
        (first.key, "contact_point_proposed"),
        (second.key, "contact_point_confirmed"),
        (first.key, "contact_point_withdrawn"),
    ]


def test_of_many_who_confirm_at_once_one_succeeds(in_app: Flask) -> None:
    with transaction():
        people = [make_account(Role.DESIGNATED_MANAGER) for _ in range(4)]
        point = make_proposal(make_agency())
    answers: list[str] = []

    def try_it(actor: SignedInActor) -> None:
        with in_app.app_context():
            try:
                _confirm(actor, point)
                answers.append("confirmed")
            except DirectoryError:
                answers.append("refused")
            finally:
                db.session.remove()

    threads = [threading.Thread(target=try_it, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["confirmed", "refused", "refused", "refused"]
