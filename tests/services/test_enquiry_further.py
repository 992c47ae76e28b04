"""More is said of a child when the call has been saved: nothing is lost, and the child is found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from lacrecords.database import db, transaction
from lacrecords.enquiries.asked import DescribedChild, NewMatchDecision
from lacrecords.enquiries.description import described_form
from lacrecords.enquiries.errors import EnquiryError, StepOutOfOrder
from lacrecords.enquiries.heard_models import FurtherDescription
from lacrecords.enquiries.late_models import LateHit
from lacrecords.enquiries.models import EnquiredChild, MatchDecision
from lacrecords.enquiries.outcome_models import ContactRecord
from lacrecords.enquiries.queries.answers import answer_page
from lacrecords.enquiries.queries.pages import child_card
from lacrecords.enquiries.services.deciding import decide_match
from lacrecords.enquiries.services.describing import MOST_FURTHER, describe_further
from lacrecords.enquiries.services.late_matching import match_changed_children
from lacrecords.enquiries.services.unknown import current_link
from lacrecords.enquiries.unknown_models import Consideration
from lacrecords.matching.forms import AddressForm, NameForm
from lacrecords.notifications.models import Notification
from lacrecords.terms import (
    DatePrecision,
    MatchAnswer,
    MatchStrength,
    NotificationKind,
    Sex,
    VerificationOutcome,
)
from tests.factories.enquiries import CHILD, STRANGER, ask, check, children_of, decide, look
from tests.factories.town import BORN_ON, NOW, Town, make_child
from tests.support.calls import council

LATER = NOW + timedelta(minutes=10)
NAMED = DescribedChild(forename="Wilfreda", surname="Ashgrove")
BORN = DescribedChild(born_on=BORN_ON)
NUMBER = "9990000018"
AT_HOME = DescribedChild(line1="14 Quince Row", postcode="ZZ9 4QR")


@pytest.fixture
def town(database: str) -> Iterator[Town]:
    with council(database) as there, there.app.app_context():
        yield there.town


def heard(*said: DescribedChild) -> EnquiredChild:
    """A child of whom this was said, first to last; it stands in no database."""
    first, *later = ({name: getattr(one, name) for name in one.__slots__} for one in said)
    child = EnquiredChild(id=1, enquiry_id=1, position=1, **first)
    child.__dict__["further"] = [FurtherDescription(**one) for one in later]
    return child


def taken(town: Town, said: DescribedChild = NAMED) -> EnquiredChild:
    with transaction():
        enquiry = ask(town, said)
        check(town, enquiry)
        return children_of(enquiry)[0]


def say(town: Town, child: EnquiredChild, said: DescribedChild) -> None:
    with transaction():
        describe_further(town.duty_officer, child.id, said, town.procedure, LATER)


def told_of_plan(town: Town) -> int:
    db.session.rollback()
    kind = NotificationKind.SAME_ADDRESS
    return db.session.scalar(select(func.count()).where(Notification.kind == kind)) or 0


def test_of_a_part_that_is_said_again_the_last_word_holds_and_every_name_and_home_counts() -> None:
    form = described_form(
        heard(
            DescribedChild(surname="Tarn", born_on=date(2016, 4, 9), line1="3 Larch Lane"),
            DescribedChild(forename="Wren", postcode="ZZ1 1AA", sex=Sex.FEMALE),
            DescribedChild(born_on=date(2015, 1, 1), born_precision=DatePrecision.YEAR),
            DescribedChild(surname="Quill", line1="8 Mill Row", town="Ashmere"),
        ),
        date(2026, 11, 18),
    )
    assert form.names == (
        NameForm("Wren", "", "Quill"),
        NameForm("Wren", "", "Tarn"),
        NameForm("", "", "Tarn"),
    )
    assert form.addresses == (
        AddressForm(line1="8 Mill Row", town="Ashmere"),
        AddressForm(line1="3 Larch Lane", postcode="ZZ1 1AA"),
        AddressForm(line1="3 Larch Lane"),
    )
    assert (form.born_on, form.born_precision) == (date(2015, 1, 1), DatePrecision.YEAR)
    assert form.sex is Sex.FEMALE


def test_nothing_is_put_together_that_nobody_said() -> None:
    child = heard(
        DescribedChild(
            forename="Anna", middle="Marie", surname="Smith", born_on=BORN_ON, nhs_number=NUMBER
        ),
        DescribedChild(line1="1 High Street", town="Ashmere", postcode="ZZ1 1AA"),
        DescribedChild(forename="Bella", surname="Jones", line1="22 Low Road", nhs_number="n/k"),
        DescribedChild(born_on=BORN_ON.replace(month=1, day=1), born_precision=DatePrecision.YEAR),
    )
    form = described_form(child, date(2026, 11, 18))
    assert form.names[0] == NameForm("Bella", "", "Jones")
    assert form.addresses[0] == AddressForm(line1="22 Low Road")
    assert (form.born_on, form.born_precision) == (BORN_ON, DatePrecision.EXACT)
    assert form.nhs_number == NUMBER
    assert child_card(child).title == "Bella Jones"


def test_a_street_said_after_its_postcode_is_one_address() -> None:
    child = heard(DescribedChild(postcode="ZZ9 4QR"), DescribedChild(line1="14 Quince Row"))
    addresses = described_form(child, date(2026, 11, 18)).addresses
    assert addresses[0] == AddressForm(line1="14 Quince Row", postcode="ZZ9 4QR")


WORDS = st.sampled_from(["", "Wren", "U", "Tarn", "Õ"])


@given(st.lists(st.tuples(WORDS, WORDS, st.one_of(st.none(), st.integers(0, 17))), min_size=1))
def test_nothing_that_was_said_is_lost_by_what_is_said_later(
    said: list[tuple[str, str, int | None]],
) -> None:
    child = heard(*(DescribedChild(forename=a, surname=b, age_years=c) for a, b, c in said))
    form = described_form(child, date(2026, 11, 18))
    for forename, surname, _ in said:
        assert not forename or any(one.forename == forename for one in form.names)
        assert not surname or any(one.surname == surname for one in form.names)
    ages = [age for _, _, age in said if age is not None]
    assert form.age_years == (ages[-1] if ages else None)


def test_a_child_among_many_of_one_name_is_found_by_the_date_said_later(town: Town) -> None:
    with transaction():
        for month in range(1, 13):
            for day in (3, 17, 26):
                make_child(born_on=date(2019, month, day), line1=f"{month} Larch Lane")
        right = make_child()
    child = taken(town)
    with transaction():
        _, found = look(town, child)
    assert found.too_many
    say(town, child, BORN)
    with transaction():
        _, found = look(town, child)
    assert found.shown[0].subject_id == right and not found.too_many
    assert found.shown[0].strength is not MatchStrength.WEAK
    assert dict(child_card(child).lines)["Date of birth (said later)"]
    assert child_card(child).not_said == ("an address",)


def test_whoever_asks_later_is_found_by_what_was_said_later(town: Town) -> None:
    child = taken(town, DescribedChild(forename="Ottoline"))
    say(town, child, replace(STRANGER, forename=""))
    with transaction():
        decide(town, child, MatchAnswer.NOT_KNOWN, now=LATER)
    again = taken(town, STRANGER)
    with transaction():
        _, found = look(town, again)
    assert [one.subject_id for one in found.earlier] == [child.id]


@pytest.mark.parametrize("outcome", list(VerificationOutcome))
def test_who_leads_a_plan_at_an_address_that_is_said_later_is_told_once(
    town: Town, outcome: VerificationOutcome
) -> None:
    with transaction():
        make_child("Casimir", on_plan=True, lead=town.lead, team_id=town.casework_team_id)
        enquiry = ask(town, replace(STRANGER, line1="", postcode=""))
        check(town, enquiry, outcome)
        child = children_of(enquiry)[0]
        if outcome is VerificationOutcome.CONFIRMED:
            decide(town, child, MatchAnswer.NOT_KNOWN)
    assert told_of_plan(town) == 0
    say(town, child, AT_HOME)
    assert told_of_plan(town) == 1
    say(town, child, DescribedChild(notes="Wears a red coat"))
    assert told_of_plan(town) == 1
    assert db.session.scalar(select(func.count()).select_from(ContactRecord)) == 1


def test_what_a_person_decided_stands_until_a_person_decides_anew(town: Town) -> None:
    child = taken(town)
    with transaction():
        decide(town, child, MatchAnswer.NOT_KNOWN)
    say(town, child, BORN)
    answers = select(MatchDecision.answer).where(MatchDecision.enquired_child_id == child.id)
    assert list(db.session.scalars(answers)) == [MatchAnswer.NOT_KNOWN]


def hits() -> list[tuple[int, int]]:
    db.session.rollback()
    rows = db.session.scalars(select(LateHit).order_by(LateHit.id))
    return [(row.enquired_child_id, row.child_id) for row in rows]


def test_a_record_that_looks_like_the_child_by_what_is_said_later_is_a_late_hit(
    town: Town,
) -> None:
    with transaction():
        right = make_child(case_open=True, lead=town.lead, team_id=town.casework_team_id)
    child = taken(town, DescribedChild(forename="Wilf"))
    with transaction():
        decide(town, child, MatchAnswer.NOT_KNOWN)
    match_changed_children(town.procedure, LATER)
    assert hits() == []
    say(town, child, replace(CHILD, forename="Wilfreda"))
    match_changed_children(town.procedure, LATER)
    assert hits() == [(child.id, right)]


def test_an_enquiry_before_it_is_met_by_what_is_said_later_and_considered(town: Town) -> None:
    first = taken(town, STRANGER)
    with transaction():
        decide(town, first, MatchAnswer.NOT_KNOWN)
        enquiry = ask(town, DescribedChild(forename="Ottoline"))
        check(town, enquiry, VerificationOutcome.NOT_CONFIRMED)
        child = children_of(enquiry)[0]
    assert db.session.scalar(select(func.count(Consideration.id))) == 0
    say(town, child, replace(STRANGER, forename=""))
    one, other = current_link(first.id), current_link(child.id)
    assert one and other and one.unknown_child_id == other.unknown_child_id
    assert db.session.scalar(select(func.count(Consideration.id))) == 1


def test_what_the_system_decided_is_not_shown_once_the_enquirer_is_confirmed(town: Town) -> None:
    with transaction():
        enquiry = ask(town, DescribedChild(forename="Ottoline"))
        check(town, enquiry, VerificationOutcome.COULD_NOT_BE_DONE)
        check(town, enquiry, now=NOW + timedelta(minutes=2))
        child = children_of(enquiry)[0]
    assert answer_page(child.id, confirmed=True) is None
    say(town, child, replace(STRANGER, forename=""))
    assert answer_page(child.id, confirmed=True) is None


def test_a_decision_on_candidates_looked_up_before_more_was_said_is_refused(town: Town) -> None:
    child = taken(town)
    with transaction():
        search_id, _ = look(town, child)
    say(town, child, BORN)
    new = NewMatchDecision(
        answer=MatchAnswer.NOT_KNOWN, search_id=search_id, words="None", reason_accepted=True
    )
    with pytest.raises(StepOutOfOrder, match="More was said"), transaction():
        decide_match(town.duty_officer, child.id, new, town.procedure, LATER)


def test_nothing_new_and_far_too_much_are_refused(town: Town) -> None:
    child = taken(town)
    with pytest.raises(EnquiryError, match="what more they say"):
        say(town, child, DescribedChild())
    for number in range(MOST_FURTHER):
        say(town, child, DescribedChild(notes=f"Note {number}"))
    with pytest.raises(EnquiryError, match="another enquiry"):
        say(town, child, BORN)
    assert db.session.scalar(select(func.count(FurtherDescription.id))) == MOST_FURTHER
