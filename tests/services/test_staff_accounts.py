"""Invitations, passwords, absences and the closing of accounts, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lacrecords.audit.models import AuditEntry
from lacrecords.database import ChangeWithoutTrail, db, now_utc, transaction
from lacrecords.staff import queries, services, sign_in_steps
from lacrecords.staff.models import Account, Invitation
from lacrecords.staff.services import (
    INVITATION_LASTS,
    AbsenceRefused,
    AccountExists,
    InvitationVoid,
    Invited,
    NewAbsence,
    NewAccount,
    NewTeam,
    PasswordRefused,
)
from lacrecords.terms import Role, TeamKind
from tests.factories.staff import MAKER, PASSWORD, make_account, make_team

pytestmark = pytest.mark.usefixtures("in_app")
NEW = NewAccount(
    email=" Marit.Quill@Ashdown.example ",
    name="Marit Quill",
    role=Role.DUTY_OFFICER,
    office_number="01632 960111",
)


def _invite() -> Invited:
    with transaction():
        return services.invite(MAKER, NEW, now_utc())


def _set_password(token: str, password: str = PASSWORD) -> None:
    with transaction():
        services.set_password(token, password, now_utc())


def _may_sign_in(email: str, password: str = PASSWORD) -> bool:
    return sign_in_steps.prove_password(email, password, now_utc()) is not None


def test_an_invited_person_sets_a_password_and_can_sign_in() -> None:
    invited = _invite()
    assert not _may_sign_in("marit.quill@ashdown.example")
    assert services.invited_email(invited.token, now_utc()) == "marit.quill@ashdown.example"
    _set_password(invited.token)
    assert _may_sign_in("MARIT.QUILL@ashdown.example ")


def test_an_invitation_is_used_once() -> None:
    invited = _invite()
    _set_password(invited.token)
    with pytest.raises(InvitationVoid):
        _set_password(invited.token, "another gravel teapot moon")
    assert _may_sign_in("marit.quill@ashdown.example")


def test_an_invitation_expires() -> None:
    invited = _invite()
    late = now_utc() + INVITATION_LASTS + timedelta(seconds=1)
    with pytest.raises(InvitationVoid), transaction():
        services.set_password(invited.token, PASSWORD, late)


def test_a_later_invitation_voids_the_earlier() -> None:
    invited = _invite()
    with transaction():
        second = services.invite_again(MAKER, invited.account_id, now_utc())
    with pytest.raises(InvitationVoid):
        _set_password(invited.token)
    _set_password(second)


def test_an_invitation_of_a_closed_account_is_void() -> None:
    invited = _invite()
    with transaction():
        services.disable_account(MAKER, invited.account_id, now_utc())
    with pytest.raises(InvitationVoid):
        _set_password(invited.token)


def test_a_refused_password_leaves_the_invitation_good() -> None:
    invited = _invite()
    with pytest.raises(PasswordRefused, match="must not contain"):
        _set_password(invited.token, "quill and walnut ferry")
    _set_password(invited.token)


def test_tokens_and_passwords_are_kept_as_hashes_only() -> None:
    invited = _invite()
    _set_password(invited.token)
    account = db.session.get_one(Account, invited.account_id)
    assert account.password_hash is not None and account.password_hash.startswith("$argon2id$")
    invitation = db.session.scalars(select(Invitation)).one()
    assert invited.token not in (invitation.token_hash, invitation.made_by)


def test_an_address_has_one_account() -> None:
    _invite()
    with pytest.raises(AccountExists):
        _invite()


def test_the_first_administrator_is_invited_once_only() -> None:
    with transaction():
        services.invite_first_administrator(MAKER, "a@ashdown.example", "Ansel Prideaux", now_utc())
    with pytest.raises(AccountExists), transaction():
        services.invite_first_administrator(MAKER, "b@ashdown.example", "Sunniva", now_utc())


def test_every_change_of_staff_leaves_a_row_in_the_trail() -> None:
    now = now_utc()
    with transaction():
        actor = make_account(Role.SYSTEM_ADMINISTRATOR)
    with transaction():
        invited = services.invite(actor, NEW, now)
        new_team = NewTeam(name="Harbour", kind=TeamKind.DUTY, office_number="01632 960133")
        team_id = services.add_team(actor, new_team)
        services.add_to_team(actor, invited.account_id, team_id, now.date())
        away = NewAbsence(account_id=invited.account_id, from_on=now.date())
        services.record_absence(actor, away, now)
        services.mark_left(actor, invited.account_id, now.date(), now)
        services.disable_account(actor, invited.account_id, now)
    entries = select(AuditEntry.action).where(AuditEntry.actor == actor.key)
    assert set(db.session.scalars(entries)) == {
        "account_made",
        "account_invited",
        "team_added",
        "team_joined",
        "absence_recorded",
        "account_left",
        "account_disabled",
    }


def test_a_change_of_an_account_without_a_trail_row_is_refused() -> None:
    with transaction():
        worker = make_account()
    with pytest.raises(ChangeWithoutTrail), transaction():
        db.session.get_one(Account, worker.account_id).name = "Somebody Else"


def test_an_absence_that_cannot_be_is_refused() -> None:
    today = queries.council_day(now_utc())
    with transaction():
        worker, gone = make_account(), make_account(left_on=today)
    wrong = {
        "to_on": NewAbsence(account_id=worker.account_id, from_on=today, to_on=today),
        "cover_id": NewAbsence(
            account_id=worker.account_id, from_on=today, cover_id=worker.account_id
        ),
    }
    wrong_cover = NewAbsence(account_id=worker.account_id, from_on=today, cover_id=gone.account_id)
    for field, absence in [*wrong.items(), ("cover_id", wrong_cover)]:
        with pytest.raises(AbsenceRefused) as refused, transaction():
            services.record_absence(MAKER, absence, now_utc())
        assert refused.value.field == field


def test_team_rows_say_what_was_asked(in_app: Flask) -> None:
    with transaction():
        team_id = make_team(TeamKind.OUT_OF_HOURS, name="Night team")
    card = queries.team(team_id)
    assert card is not None
    assert (card.name, card.kind, card.manager_id) == ("Night team", TeamKind.OUT_OF_HOURS, None)
