"""Every row of "What may be told", through the real services, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from lacrecords.children import bulk
from lacrecords.children.bulk import FactKind, NewFact
from lacrecords.children.households import RecordOtherAuthority, record_other_authority
from lacrecords.children.identities import RecordDeath, record_death
from lacrecords.children.restrictions import Restrict, restrict_record
from lacrecords.database import db, transaction
from lacrecords.enquiries.asked import AskingPerson, DescribedChild
from lacrecords.enquiries.models import MatchDecision
from lacrecords.enquiries.outcome_models import ContactRecord, OutcomeRow
from lacrecords.enquiries.queries.steps import current_outcome
from lacrecords.enquiries.unknown_models import Consideration
from lacrecords.notifications.models import Notification, Task
from lacrecords.staff.models import Absence
from lacrecords.terms import (
    TELLINGS_ABOUT_A_CHILD,
    EnquirerKind,
    MatchAnswer,
    NotificationKind,
    Role,
    TaskKind,
    TellingKind,
    VerificationOutcome,
)
from tests.factories.enquiries import (
    CHILD,
    STRANGER,
    ask,
    check,
    children_of,
    decide,
    sentences,
)
from tests.factories.town import NIGHT, NOW, Town, make_child


def told_to(kind: NotificationKind | None = None) -> set[int | str | None]:
    """Whom the notifications went to: accounts by number, teams and roles by name."""
    rows = db.session.scalars(select(Notification)).all()
    return {
        row.account_id or (f"team {row.team_id}" if row.team_id else row.role)
        for row in rows
        if kind is None or row.kind is kind
    }


def open_tasks() -> list[TaskKind]:
    return list(db.session.scalars(select(Task.kind).order_by(Task.id)))


def test_an_open_case_gives_the_lead_social_workers_name_and_tells_that_worker(town: Town) -> None:
    with transaction():
        child_id = make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
        enquiry = ask(town)
        check(town, enquiry)
        outcome = decide(town, children_of(enquiry)[0], MatchAnswer.SAME, child_id=child_id)
        assert next(iter(sentences(outcome))) is TellingKind.LEAD_SOCIAL_WORKER_NAME
        assert "Ines Thackeray" in sentences(outcome)[TellingKind.LEAD_SOCIAL_WORKER_NAME]
        assert told_to() == {town.lead.account_id}


def test_an_absent_lead_is_replaced_by_the_cover(town: Town) -> None:
    with transaction():
        child_id = make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
        _away(town, town.other_lead.account_id)
        enquiry = ask(town)
        check(town, enquiry)
        outcome = decide(town, children_of(enquiry)[0], MatchAnswer.SAME, child_id=child_id)
        assert "Cato Brindle" in sentences(outcome)[TellingKind.COVER_WORKER_NAME]
        assert told_to() == {town.other_lead.account_id}


def test_an_open_case_without_an_active_worker_gives_the_duty_team(town: Town) -> None:
    with transaction():
        child_id = make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
        _away(town, None)
        enquiry = ask(town)
        check(town, enquiry)
        outcome = decide(town, children_of(enquiry)[0], MatchAnswer.SAME, child_id=child_id)
        assert TellingKind.DUTY_TEAM in sentences(outcome)
        assert "Ines" not in " ".join(sentences(outcome).values())
        assert {town.team_manager.account_id, Role.DESIGNATED_MANAGER} <= told_to()
        assert town.lead.account_id not in told_to()


@pytest.mark.parametrize("case_open", [False, None])
def test_a_closed_or_unrecorded_case_gives_advice_and_the_duty_team_is_told(
    town: Town, case_open: bool | None
) -> None:
    with transaction():
        child_id = make_child(case_open=case_open)
        enquiry = ask(town)
        check(town, enquiry)
        outcome = decide(town, children_of(enquiry)[0], MatchAnswer.SAME, child_id=child_id)
        assert TELLINGS_ABOUT_A_CHILD.isdisjoint(sentences(outcome))
        assert told_to() == {f"team {town.duty_team_id}"}


def test_the_second_enquiry_about_a_closed_case_reaches_the_designated_manager(town: Town) -> None:
    with transaction():
        child_id = make_child(case_open=False)
        for _ in range(2):
            enquiry = ask(town)
            check(town, enquiry)
            decide(town, children_of(enquiry)[0], MatchAnswer.SAME, child_id=child_id)
        assert Role.DESIGNATED_MANAGER in told_to(NotificationKind.CLOSED_CASE)


def test_a_child_not_known_gets_a_contact_record_and_no_consideration(town: Town) -> None:
    with transaction():
        enquiry = ask(town, STRANGER)
        check(town, enquiry)
        outcome = decide(town, children_of(enquiry)[0], MatchAnswer.NOT_KNOWN)
        assert TELLINGS_ABOUT_A_CHILD.isdisjoint(sentences(outcome))
        assert db.session.scalar(select(ContactRecord.id)) is not None
        assert db.session.scalar(select(Consideration.id)) is None


def test_closed_and_not_known_sound_the_same_to_the_enquirer(town: Town) -> None:
    with transaction():
        child_id = make_child(case_open=False)
        heard = []
        for child, answer in ((CHILD, MatchAnswer.SAME), (STRANGER, MatchAnswer.NOT_KNOWN)):
            enquiry = ask(town, child)
            check(town, enquiry)
            same = child_id if answer is MatchAnswer.SAME else None
            heard.append(sentences(decide(town, children_of(enquiry)[0], answer, child_id=same)))
        assert heard[0] == heard[1]


def test_the_later_enquirer_is_told_once_the_officer_says_it_is_the_same_child(town: Town) -> None:
    with transaction():
        first = ask(town, STRANGER)
        check(town, first)
        decide(town, children_of(first)[0], MatchAnswer.NOT_KNOWN)
        second = ask(town, STRANGER)
        check(town, second)
        outcome = decide(
            town,
            children_of(second)[0],
            MatchAnswer.NOT_KNOWN,
            earlier_enquired_child_id=children_of(first)[0].id,
        )
        assert TellingKind.EARLIER_ENQUIRY in sentences(outcome)
        assert "Philippa" not in " ".join(sentences(outcome).values())
        assert len(db.session.scalars(select(Consideration)).all()) == 1
        assert Role.DESIGNATED_MANAGER in told_to(NotificationKind.CHILD_IN_NEED_CONSIDERATION)


def test_a_strong_link_nobody_decided_is_considered_and_not_told(town: Town) -> None:
    with transaction():
        for _ in range(2):
            enquiry = ask(town, STRANGER)
            check(town, enquiry)
            outcome = decide(town, children_of(enquiry)[0], MatchAnswer.NOT_KNOWN)
        assert TellingKind.EARLIER_ENQUIRY not in sentences(outcome)
        assert len(db.session.scalars(select(Consideration)).all()) == 1


def test_a_restricted_record_is_never_answered_not_known(town: Town) -> None:
    with transaction():
        child_id = make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
        _restrict(town, child_id)
        enquiry = ask(town)
        check(town, enquiry)
        outcome = decide(town, children_of(enquiry)[0], MatchAnswer.NOT_KNOWN)
        assert list(sentences(outcome)) == [TellingKind.RING_BACK]
        assert db.session.scalar(select(ContactRecord.id)) is None
        assert town.designated_manager.account_id in told_to(NotificationKind.RESTRICTED_RECORD)
        assert TaskKind.RING_BACK in open_tasks()


def test_ringing_back_sounds_the_same_whatever_the_cause(town: Town) -> None:
    with transaction():
        restricted = make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
        _restrict(town, restricted)
        died = make_child("Lazarina", "Hollowell", postcode="ZZ7 7AA", line1="9 Pike Lane")
        record_death(
            town.designated_manager,
            died,
            RecordDeath(died_on=date(2026, 1, 3), reason="Told by the hospital"),
            NOW,
        )
        heard = []
        for child, answer, same in (
            (CHILD, MatchAnswer.NOT_KNOWN, None),
            (
                DescribedChild(
                    forename="Lazarina",
                    surname="Hollowell",
                    born_on=CHILD.born_on,
                    postcode="ZZ7 7AA",
                ),
                MatchAnswer.SAME,
                died,
            ),
            (STRANGER, MatchAnswer.CANNOT_TELL, None),
        ):
            enquiry = ask(town, child)
            check(town, enquiry)
            outcome = decide(town, children_of(enquiry)[0], answer, child_id=same)
            heard.append((sentences(outcome), outcome.must_not_say))
        assert heard[0] == heard[1] == heard[2]


def test_another_authoritys_child_gives_that_authoritys_number(town: Town) -> None:
    with transaction():
        child_id = make_child()
        record_other_authority(
            town.designated_manager,
            child_id,
            RecordOtherAuthority(
                authority="Merebank Borough Council",
                telephone="01632 960777",
                what="plan",
                from_on=date(2026, 1, 1),
                reason="Written notice",
            ),
            NOW,
        )
        enquiry = ask(town)
        check(town, enquiry)
        outcome = decide(town, children_of(enquiry)[0], MatchAnswer.SAME, child_id=child_id)
        assert "Merebank" in sentences(outcome)[TellingKind.OTHER_AUTHORITY_CONTACT]
        assert TaskKind.MOVEMENT in open_tasks()
        assert Role.DESIGNATED_MANAGER in told_to()


def test_another_authority_that_a_file_did_not_name_means_that_we_ring_back(town: Town) -> None:
    with transaction():
        child_id = make_child()
        unnamed = NewFact({"authority": "", "telephone": "", "what": "plan"}, date(2026, 1, 1))
        bulk.add_facts(
            FactKind.OTHER_AUTHORITY, [(child_id, unnamed)], NOW, "command:tests", "import:1"
        )
        enquiry = ask(town)
        check(town, enquiry)
        outcome = decide(town, children_of(enquiry)[0], MatchAnswer.SAME, child_id=child_id)
        assert set(sentences(outcome)) == {TellingKind.RING_BACK}
        assert TaskKind.MATCH in open_tasks()


@pytest.mark.parametrize(
    "kind",
    [
        EnquirerKind.PARENT,
        EnquirerKind.PARENTAL_RESPONSIBILITY,
        EnquirerKind.RELATIVE,
        EnquirerKind.PUBLIC,
        EnquirerKind.CHILD,
    ],
)
def test_family_public_and_child_learn_nothing_and_the_worker_is_told(
    town: Town, kind: EnquirerKind
) -> None:
    with transaction():
        make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
        enquiry = ask(town, enquirer=AskingPerson(kind=kind, name="Hester Lyle"))
        check(
            town,
            enquiry,
            VerificationOutcome.COULD_NOT_BE_DONE,
            contact_point_id=None,
        )
        child = children_of(enquiry)[0]
        decision = db.session.scalars(select(MatchDecision)).one()
        assert (decision.answer, decision.by_person) == (MatchAnswer.SAME, False)
        outcome = _outcome(child.id)
        assert TELLINGS_ABOUT_A_CHILD.isdisjoint(sentences(outcome))
        assert town.lead.account_id in told_to()
        if kind is EnquirerKind.CHILD:
            assert TaskKind.CHILD_CALLING in open_tasks()


def test_a_professional_of_no_known_agency_hears_how_to_be_checked(town: Town) -> None:
    with transaction():
        nurse = AskingPerson(kind=EnquirerKind.PROFESSIONAL, name="Hester Lyle", role="Nurse")
        enquiry = ask(town, enquirer=nurse)
        check(town, enquiry, VerificationOutcome.NOT_CONFIRMED)
        outcome = _outcome(children_of(enquiry)[0].id)
        assert set(sentences(outcome)) == {
            TellingKind.HOW_TO_BE_CHECKED,
            TellingKind.HOW_TO_REPORT_A_WORRY,
        }


def test_an_enquiry_about_our_worker_goes_to_the_managers_instead(town: Town) -> None:
    with transaction():
        child_id = make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
        enquiry = ask(town, about_our_worker=True)
        check(town, enquiry)
        outcome = decide(town, children_of(enquiry)[0], MatchAnswer.SAME, child_id=child_id)
        assert TellingKind.DUTY_TEAM in sentences(outcome)
        assert town.lead.account_id not in told_to()
        assert {town.team_manager.account_id, Role.DESIGNATED_MANAGER} <= told_to()


def test_out_of_hours_the_out_of_hours_team_is_given_and_told(town: Town) -> None:
    with transaction():
        child_id = make_child(case_open=True)
        enquiry = ask(town, now=NIGHT)
        check(town, enquiry, now=NIGHT)
        outcome = decide(
            town, children_of(enquiry)[0], MatchAnswer.SAME, child_id=child_id, now=NIGHT
        )
        assert TellingKind.OUT_OF_HOURS_TEAM in sentences(outcome)
        assert f"team {town.out_of_hours_team_id}" in told_to()


def test_every_child_on_a_plan_at_the_address_reaches_its_own_worker(town: Town) -> None:
    with transaction():
        for name, lead in (("Tamsin", town.lead), ("Corin", town.other_lead)):
            make_child(
                name,
                "Varley",
                case_open=True,
                on_plan=True,
                lead=lead,
                team_id=town.casework_team_id,
                line1="3 Tamarind Close",
                postcode="ZZ8 2BT",
                born_on=date(2015, 9, 1),
            )
        enquiry = ask(town, STRANGER)
        check(town, enquiry)
        decide(town, children_of(enquiry)[0], MatchAnswer.NOT_KNOWN)
        assert told_to(NotificationKind.SAME_ADDRESS) == {
            town.lead.account_id,
            town.other_lead.account_id,
        }


def test_a_worry_is_a_task_for_the_duty_team_before_anybody_is_checked(town: Town) -> None:
    with transaction():
        ask(town, STRANGER, worried=True, worry="Bruises")
        assert open_tasks() == [TaskKind.WORRY]


def test_two_unconfirmed_enquiries_about_one_child_alert_the_designated_manager(town: Town) -> None:
    with transaction():
        make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
        for days in (40, 0):
            enquiry = ask(town, now=NOW - timedelta(days=days))
            check(town, enquiry, VerificationOutcome.NOT_CONFIRMED, now=NOW - timedelta(days=days))
        assert Role.DESIGNATED_MANAGER in told_to(NotificationKind.ATTEMPT_SUSPECTED)


def _outcome(enquired_child_id: int) -> OutcomeRow:
    outcome = current_outcome(enquired_child_id)
    assert outcome is not None
    return outcome


def _away(town: Town, cover_id: int | None) -> None:
    db.session.add(
        Absence(
            account_id=town.lead.account_id,
            cover_id=cover_id,
            from_on=date(2026, 11, 10),
            recorded_at=NOW,
            recorded_by="account:1",
        )
    )
    db.session.flush()


def _restrict(town: Town, child_id: int) -> None:
    restrict_record(
        town.designated_manager,
        child_id,
        Restrict(
            owner_id=town.designated_manager.account_id,
            reader_ids=(),
            reason="The family works here",
            shown_id=None,
        ),
        NOW,
    )
