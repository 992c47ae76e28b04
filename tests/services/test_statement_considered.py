"""The manager's first duty in the statement: enquiries read and closed, second looks, incidents."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from lacrecords.database import db, transaction
from lacrecords.enquiries.considered_models import EnquiryToConsider, OfficerQuestion, SecondLook
from lacrecords.enquiries.incident_models import Incident
from lacrecords.enquiries.models import Enquiry
from lacrecords.enquiries.services import incidents
from lacrecords.enquiries.services.awaiting import bring_back, weigh_waiting
from lacrecords.enquiries.services.batches import begin_batch, close_batch
from lacrecords.enquiries.services.viewing import answer_question
from lacrecords.figures.shown import ShownStatement
from lacrecords.statements.making import Days, exact_statement, statement_to_issue
from lacrecords.terms import IncidentDutyKind, ManagerViewKind
from tests.factories.considered import ordinary_call, unknown_child, view
from tests.factories.enquiries import STRANGER, ask, health_visitor
from tests.factories.town import NOW, Town
from tests.services.test_statement_figures import numbers

DAY = NOW.date()
TO_READ = "Enquiries to read and close"
LONG_AFTER = NOW + timedelta(days=40)
SURNAMES = ("Quillmore", "Dantewick", "Harrowby", "Ferrisdale")


def found(as_of: datetime = LONG_AFTER, **changes: object) -> dict[str, str]:
    return numbers(exact_statement(replace(Days(DAY, DAY), **changes), as_of))  # type: ignore[arg-type]


def calls(town: Town, number: int) -> list[Enquiry]:
    """So many calls of strangers that nothing flags; weighed."""
    with transaction():
        made = [_call(town, one) for one in range(number)]
    weigh_waiting(town.designated_manager, town.procedure, NOW)
    return made


def _call(town: Town, number: int) -> Enquiry:
    name = f"{'Abcdefghijklmnop'[number]}ona {SURNAMES[number % 4]}"
    asks = replace(health_visitor(town), name=name, telephone_given="")
    return ordinary_call(town, unknown_child(number), enquirer=asks)


def due_of(enquiry: Enquiry) -> datetime:
    return db.session.get_one(EnquiryToConsider, enquiry.id).due_at


def in_lines(town: Town, made: list[Enquiry], now: datetime = NOW) -> None:
    with transaction():
        batch = begin_batch(town.designated_manager, town.procedure, now)
        ids = [one.id for one in made]
        close_batch(town.designated_manager, batch.reference, ids, town.procedure, now)


def test_each_enquiry_is_read_in_time_or_late_or_not_at_all(town: Town) -> None:
    with transaction():
        in_time, late, waiting = (ordinary_call(town, unknown_child(one)) for one in range(3))
        ask(town, STRANGER)
        view(town, in_time, now=due_of(in_time))
        view(town, late, now=due_of(late) + timedelta(minutes=1))
    assert found(due_of(waiting))[TO_READ] == "4/1/1/0/2"
    assert found(due_of(waiting) + timedelta(minutes=1))[TO_READ] == "4/1/1/1/1"
    next_day = {"from_on": DAY + timedelta(days=1), "to_on": DAY + timedelta(days=1)}
    assert found(**next_day)[TO_READ] == "0/0/0/0/0"
    issued = statement_to_issue(Days(DAY, DAY), LONG_AFTER)
    assert ShownStatement.from_json(issued.as_json()) == issued


def test_what_was_closed_counts_by_the_latest_view_and_by_its_flags(town: Town) -> None:
    with transaction():
        plain, referred = (ordinary_call(town, unknown_child(one)) for one in range(2))
        flagged = ordinary_call(town, unknown_child(3), worried=True, worry="Bruises")
        view(town, plain, words="")
        view(town, flagged)
        view(town, referred)
        view(town, referred, ManagerViewKind.REFERRAL_MADE, now=NOW + timedelta(hours=1))
    counted = found()
    table = "The manager's view of what was closed"
    assert counted[f"{table}: No further action"] == "2"
    assert counted[f"{table}: Referral made"] == "1"
    assert counted[f"{table}: all"] == "3"
    assert int(counted["Flagged or not, when it was closed: Something flagged it"]) >= 1
    assert counted["Flagged or not, when it was closed: all"] == "3"


def test_what_comes_back_after_it_was_closed_is_read_again(town: Town) -> None:
    with transaction():
        one = ordinary_call(town, unknown_child(1))
        first_due = due_of(one)
        view(town, one, now=NOW + timedelta(hours=1))
        bring_back(one.id, NOW + timedelta(days=20))
    counted = found()
    assert due_of(one) > first_due
    assert counted[TO_READ] == "1/1/0/0/0"
    assert counted["Enquiries that came back, to read again"] == "1/0/0/1/0"
    with transaction():
        view(town, one, now=due_of(one))
    assert found()["Enquiries that came back, to read again"] == "1/1/0/0/0"


def test_second_looks_are_counted_with_what_they_found(town: Town) -> None:
    made = calls(town, 11)
    in_lines(town, made)
    assert found(NOW + timedelta(hours=1))["Second looks drawn"] == "2/0/0/0/2"
    agreed, differed = db.session.scalars(select(SecondLook).order_by(SecondLook.id)).all()
    with transaction():
        view(town, db.session.get_one(Enquiry, agreed.enquiry_id), now=agreed.due_at)
        view(
            town,
            db.session.get_one(Enquiry, differed.enquiry_id),
            ManagerViewKind.REFERRAL_MADE,
            now=differed.due_at + timedelta(minutes=1),
        )
    counted = found()
    assert counted["Second looks drawn"] == "2/1/1/0/0"
    assert counted["Closed line by line: Drawn for a second look"] == "2"
    assert counted["Closed line by line: Not drawn"] == "9"
    assert counted["What second looks found: The same: nothing more to do"] == "1"
    assert counted["What second looks found: Another: a referral is made"] == "1"
    # The clock of the second look is not the clock of the first reading.
    assert counted[TO_READ] == "11/11/0/0/0"


def test_a_line_closed_late_and_drawn_was_read_late(town: Town) -> None:
    (one,) = made = calls(town, 1)
    late = due_of(one) + timedelta(days=2)
    weigh_waiting(town.designated_manager, town.procedure, late)
    in_lines(town, made, late)
    assert found()[TO_READ] == "1/0/1/0/0"
    with transaction():
        bring_back(one.id, late + timedelta(days=10))
    again = late + timedelta(days=10)
    weigh_waiting(town.designated_manager, town.procedure, again)
    in_lines(town, made, again)
    counted = found()
    assert counted[TO_READ] == "1/0/1/0/0"
    assert counted["Enquiries that came back, to read again"] == "1/1/0/0/0"


def test_a_question_to_the_officer_leaves_the_enquiry_open(town: Town) -> None:
    with transaction():
        one = ordinary_call(town, unknown_child(1))
        view(town, one, ManagerViewKind.ASK_THE_OFFICER, "Which school?")
    counted = found(NOW + timedelta(hours=1))
    assert counted[TO_READ] == "1/0/0/0/1"
    assert counted["Questions to officers: answered"] == "1/0/0/0/1"
    reference = db.session.scalars(select(OfficerQuestion.reference)).one()
    with transaction():
        answer_question(town.duty_officer, reference, "Fernhill", NOW + timedelta(hours=2))
    assert found()["Questions to officers: answered"] == "1/1/0/0/0"
    assert found(team_id=town.duty_team_id)["Questions to officers: answered"] == "1/1/0/0/0"


def test_an_incident_counts_by_how_it_ended_and_who_was_told_in_time(town: Town) -> None:
    manager = town.designated_manager
    with transaction():
        one = ordinary_call(town, unknown_child(1))
        view(town, one, ManagerViewKind.WRONG_DISCLOSURE)
    row = db.session.scalars(select(Incident)).one()
    commissioner = "Incidents: Information Commissioner told, or decided not to, within 72 hours"
    assert found(NOW + timedelta(hours=72))[commissioner] == "1/0/0/0/1"
    assert found()[commissioner] == "1/0/0/1/0"
    assert found()["Incidents of wrong disclosure: Still open"] == "1"
    at = NOW + timedelta(hours=73)
    with transaction():
        incidents.contain(manager, row.reference, "Rang them", at)
        incidents.decide_on_commissioner(manager, row.reference, True, "A risk", at)
        for kind in IncidentDutyKind:
            incidents.settle_duty(manager, row.reference, kind, True, "By telephone", at)
        incidents.close_incident(manager, row.reference, "Ask twice", at)
    counted = found()
    assert counted[commissioner] == "1/0/1/0/0"
    ended = "Incidents of wrong disclosure: Closed, the Information Commissioner notified"
    assert counted[ended] == "1"
    team = found(team_id=town.duty_team_id)
    assert team[ended] == "1" and team[TO_READ] == "1/1/0/0/0"
    other = found(team_id=town.casework_team_id)
    assert TO_READ not in other and other["Incidents of wrong disclosure: all"] == "0"
