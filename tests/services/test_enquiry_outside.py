"""Words said outside the rules are kept whatever the check, unlock nothing, and alert at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from lacrecords.database import db, transaction
from lacrecords.enquiries.asked import NewToldOutsideRules
from lacrecords.enquiries.errors import EnquiryError
from lacrecords.enquiries.outcome_models import Disclosure, ToldOutsideRules
from lacrecords.enquiries.queries.answers import answer_page
from lacrecords.enquiries.services.opening import candidates_are_open_to
from lacrecords.enquiries.services.telling import record_told_outside_rules
from lacrecords.notifications.models import Notification, Task
from lacrecords.staff.models import Team
from lacrecords.terms import (
    MatchAnswer,
    NotificationKind,
    Role,
    TaskKind,
    Urgency,
    VerificationOutcome,
)
from tests.factories.enquiries import ask, check, children_of, decide
from tests.factories.staff import make_account
from tests.factories.town import NIGHT, NOW, Town, make_child
from tests.support.calls import council

SAID = NewToldOutsideRules(
    words="  Yes, he is on a plan.\nHis worker is Ines. ", reason="She was crying", authorised_by=""
)


@pytest.fixture
def town(database: str) -> Iterator[Town]:
    with council(database) as there, there.app.app_context():
        yield there.town


@pytest.mark.parametrize("shown", [None, *VerificationOutcome])
def test_they_are_kept_at_every_stage_and_unlock_nothing(
    town: Town, shown: VerificationOutcome | None
) -> None:
    with transaction():
        make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
        enquiry = ask(town)
        if shown is not None:
            point = town.telephone_id if shown is VerificationOutcome.CONFIRMED else None
            check(town, enquiry, shown, contact_point_id=point)
        child = children_of(enquiry)[0]
        open_before = candidates_are_open_to(town.duty_officer, enquiry.id)
        before = answer_page(child.id, confirmed=False)
        record_told_outside_rules(town.duty_officer, enquiry.id, SAID, town.procedure, NOW)
        assert candidates_are_open_to(town.duty_officer, enquiry.id) is open_before
        after = answer_page(child.id, confirmed=False)
        assert (after and after.sentences) == (before and before.sentences)
    row = db.session.scalars(select(ToldOutsideRules)).one()
    assert row.words == "Yes, he is on a plan.\nHis worker is Ines."
    assert (row.said_by, row.recorded_at) == (town.duty_officer.key, NOW)
    assert db.session.scalar(select(Disclosure.id)) is None


def test_the_manager_on_shift_is_alerted_in_the_same_moment(town: Town) -> None:
    with transaction():
        enquiry = ask(town)
        record_told_outside_rules(town.duty_officer, enquiry.id, SAID, town.procedure, NOW)
    notice = db.session.scalars(select(Notification)).one()
    assert (notice.kind, notice.urgency) == (NotificationKind.TOLD_OUTSIDE_RULES, Urgency.URGENT)
    assert notice.account_id == town.duty_manager.account_id
    task = db.session.scalars(select(Task)).one()
    assert (task.kind, task.due_at) == (TaskKind.TOLD_OUTSIDE_RULES, NOW)
    assert task.account_id == town.duty_manager.account_id


def test_at_night_it_is_the_manager_of_the_out_of_hours_team_or_the_designated_one(
    town: Town,
) -> None:
    with transaction():
        enquiry = ask(town)
        record_told_outside_rules(town.duty_officer, enquiry.id, SAID, town.procedure, NIGHT)
        night_manager = make_account(Role.TEAM_MANAGER, team_id=town.out_of_hours_team_id)
        db.session.get_one(Team, town.out_of_hours_team_id).manager_id = night_manager.account_id
        second = ask(town)
        record_told_outside_rules(town.duty_officer, second.id, SAID, town.procedure, NIGHT)
    told = db.session.scalars(select(Notification).order_by(Notification.id)).all()
    assert (told[0].role, told[1].account_id) == (
        Role.DESIGNATED_MANAGER,
        night_manager.account_id,
    )


def test_words_and_a_reason_are_needed(town: Town) -> None:
    with transaction():
        enquiry = ask(town)
        for words, reason in (("", "Why"), ("What", " "), ("\n", "")):
            with pytest.raises(EnquiryError):
                record_told_outside_rules(
                    town.duty_officer,
                    enquiry.id,
                    NewToldOutsideRules(words=words, reason=reason),
                    town.procedure,
                    NOW,
                )
    assert db.session.scalar(select(ToldOutsideRules.id)) is None


def test_they_stand_on_the_page_beside_what_was_told_and_who_said_them(town: Town) -> None:
    with transaction():
        enquiry = ask(town)
        check(town, enquiry)
        child = children_of(enquiry)[0]
        decide(town, child, MatchAnswer.NOT_KNOWN)
        record_told_outside_rules(town.duty_officer, enquiry.id, SAID, town.procedure, NOW)
        page = answer_page(child.id, confirmed=True)
    assert page is not None
    assert [(one.by_name, one.outside_rules) for one in page.told] == [("Juno Castellan", True)]
