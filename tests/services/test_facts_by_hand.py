"""Facts kept by hand: a change, a correction, an end and a withdrawal are different things."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from lacrecords.children import fact_services, facts
from lacrecords.children.changes import ChangeRefused
from lacrecords.children.fact_kinds import BY_SLUG, KINDS
from lacrecords.children.fact_pages import facts_of_kind
from lacrecords.children.fact_services import FactSaid
from lacrecords.children.models import ChildAddress, ChildName
from lacrecords.children.services import (
    RecordIdentifier,
    Restrict,
    record_identifier,
    restrict_record,
)
from lacrecords.children.withdrawal_models import WithdrawnFact
from lacrecords.database import db, transaction
from lacrecords.history import FactChangedMeanwhile
from lacrecords.matching.forms import Described, NameForm, SubjectKind
from lacrecords.matching.search import find_candidates
from lacrecords.terms import AddressType, IdentifierScheme, NameType
from tests.factories.town import NOW, Town, make_child
from tests.support.calls import council

NAMES, ADDRESSES, NUMBERS = BY_SLUG["names"], BY_SLUG["addresses"], BY_SLUG["numbers"]
LATER = NOW + timedelta(days=1)
TODAY = NOW.date()


@pytest.fixture
def town(database: str) -> Iterator[Town]:
    with council(database) as there, there.app.app_context():
        yield there.town


def address(line1: str, from_on: date | None = None, **more: Any) -> dict[str, Any]:
    plain = {"address_type": AddressType.HOME, "line2": "", "town": "", "postcode": "", "uprn": ""}
    return plain | {"line1": line1, "confidential": False, "from_on": from_on, "to_on": None} | more


def name(forename: str, surname: str, kind: NameType = NameType.CURRENT) -> dict[str, Any]:
    days = {"from_on": None, "to_on": None}
    return {"name_type": kind, "forename": forename, "middle": "", "surname": surname} | days


def number(value: str, scheme: IdentifierScheme = IdentifierScheme.NHS) -> dict[str, Any]:
    return {"scheme": scheme, "value": value, "from_on": None, "to_on": None}


def said(columns: dict[str, Any], shown_id: int | None = None, **more: Any) -> FactSaid:
    return FactSaid(columns=columns, reason="Her mother told us", shown_id=shown_id, **more)


def only(model: Any, child_id: int) -> Any:
    (row,) = facts.running(model, child_id)
    return row


def found(forename: str, surname: str) -> list[int]:
    wanted = Described(names=(NameForm(forename, "", surname),))
    known = find_candidates(db.session(), SubjectKind.CHILD, wanted)
    return [one.subject_id for one in known.candidates]


def test_a_child_is_found_by_every_name_from_the_moment_it_is_recorded(town: Town) -> None:
    with transaction():
        child_id = make_child()
        assert child_id not in found("Zerlina", "Larkrise")
        earlier = name("Zerlina", "Larkrise", NameType.EARLIER)
        fact_services.add(town.lead, child_id, NAMES, said(earlier), LATER)
        assert child_id in found("Zerlina", "Larkrise")
        assert child_id in found("Wilfreda", "Ashgrove")


def test_a_change_ends_what_was_so_and_begins_what_is_so(town: Town) -> None:
    moved_on = date(2026, 10, 1)
    with transaction():
        child_id = make_child()
        before = only(ChildAddress, child_id)
        new = address("2 Otter Lane", moved_on)
        fact_services.change(town.lead, child_id, ADDRESSES, said(new, before.id), LATER)
        stands = facts.current(ChildAddress, (child_id,))[child_id]
    assert [(row.line1, row.from_on, row.to_on) for row in stands] == [
        ("14 Quince Row", None, moved_on),
        ("2 Otter Lane", moved_on, None),
    ]


def test_a_correction_takes_the_place_of_what_was_never_so(town: Town) -> None:
    with transaction():
        child_id = make_child()
        wrong = only(ChildAddress, child_id)
        fact_services.correct(
            town.lead, child_id, ADDRESSES, said(address("41 Quince Row"), wrong.id), LATER
        )
        stands = facts.current(ChildAddress, (child_id,))[child_id]
        page = facts_of_kind(town.lead, child_id, ADDRESSES, TODAY)
    assert [row.line1 for row in stands] == ["41 Quince Row"]
    (gone,) = page.gone
    assert "14 Quince Row" in gone.line.words
    assert gone.why == "Her mother told us"


def test_what_is_withdrawn_has_nothing_in_its_place_and_keeps_the_reason(town: Town) -> None:
    with transaction():
        child_id = make_child()
        wrong = only(ChildAddress, child_id)
        fact_services.withdraw(town.lead, child_id, ADDRESSES, said({}, wrong.id), LATER)
        page = facts_of_kind(town.lead, child_id, ADDRESSES, TODAY)
        assert db.session.scalar(select(WithdrawnFact.fact_id)) == wrong.id
    assert (page.standing, page.ended) == ((), ())
    assert page.gone[0].why == "Her mother told us"


def test_a_new_name_makes_the_one_before_it_an_earlier_name(town: Town) -> None:
    with transaction():
        child_id = make_child()
        before = only(ChildName, child_id)
        new = name("Wilfreda", "Larkrise") | {"from_on": date(2026, 9, 1)}
        fact_services.change(town.lead, child_id, NAMES, said(new, before.id), LATER)
        stands = {
            row.surname: row.name_type for row in facts.current(ChildName, (child_id,))[child_id]
        }
    assert stands == {"Ashgrove": NameType.EARLIER, "Larkrise": NameType.CURRENT}


def test_of_two_who_change_one_fact_the_second_sees_both(town: Town) -> None:
    with transaction():
        child_id = make_child()
        seen = only(ChildAddress, child_id).id
        first = said(address("41 Quince Row"), seen)
        fact_services.correct(town.lead, child_id, ADDRESSES, first, LATER)
        with pytest.raises(FactChangedMeanwhile) as both:
            second = said(address("4 Quince Row"), seen)
            fact_services.correct(town.team_manager, child_id, ADDRESSES, second, LATER)
        assert "14 Quince Row" in both.value.shown.details
        assert "41 Quince Row" in both.value.current.details
        again = said(address("4 Quince Row"), both.value.current.fact_id)
        fact_services.correct(town.team_manager, child_id, ADDRESSES, again, LATER + timedelta(1))
        assert only(ChildAddress, child_id).line1 == "4 Quince Row"


@pytest.mark.parametrize(
    ("slug", "columns", "field"),
    [
        ("addresses", address("1 A Road", date(2030, 1, 1)), "from_on"),
        ("addresses", address("1 A Road", date(2026, 2, 2), to_on=date(2026, 1, 1)), "to_on"),
        ("addresses", address("1 A Road", postcode="ZZ9"), "postcode"),
        ("addresses", address("1 A Road", uprn="12x"), "uprn"),
        ("numbers", number("943 476 5871"), "value"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    town: Town, slug: str, columns: dict[str, Any], field: str
) -> None:
    with transaction():
        child_id = make_child()
        with pytest.raises(ChangeRefused) as refused:
            fact_services.add(town.lead, child_id, BY_SLUG[slug], said(columns), LATER)
    assert refused.value.field == field


def test_a_number_on_another_record_is_asked_about_once_more(town: Town) -> None:
    with transaction():
        first, second = make_child(), make_child("Tancred", "Yarrow")
        nhs = number("943 476 5870")
        fact_services.add(town.lead, first, NUMBERS, said(nhs), LATER)
        with pytest.raises(ChangeRefused) as refused:
            fact_services.add(town.lead, second, NUMBERS, said(nhs), LATER)
        assert refused.value.field == "on_another_record"
        on_purpose = said(nhs, twice_on_purpose=True)
        assert fact_services.add(town.lead, second, NUMBERS, on_purpose, LATER)
        mothers = number("943 476 5870", IdentifierScheme.MOTHER_NHS)
        for child in (first, second):
            assert fact_services.add(town.lead, child, NUMBERS, said(mothers), LATER)


def test_a_number_on_another_record_is_asked_about_wherever_it_is_recorded(town: Town) -> None:
    with transaction():
        first, second = make_child(), make_child("Tancred", "Yarrow")
        nhs = RecordIdentifier(scheme=IdentifierScheme.NHS, value="943 476 5870")
        record_identifier(town.lead, first, nhs, LATER)
        with pytest.raises(ChangeRefused) as refused:
            record_identifier(town.lead, second, nhs, LATER)
        assert refused.value.field == "on_another_record"
        assert record_identifier(town.lead, first, nhs, LATER), "its own number again"
        assert record_identifier(town.lead, second, replace(nhs, twice_on_purpose=True), LATER)


def test_a_number_on_a_record_closed_to_the_writer_is_not_betrayed(town: Town) -> None:
    with transaction():
        closed, other = make_child(), make_child("Tancred", "Yarrow")
        nhs = number("943 476 5870")
        fact_services.add(town.lead, closed, NUMBERS, said(nhs), LATER)
        owner = town.team_manager.account_id
        restrict = Restrict(owner_id=owner, reader_ids=(), reason="A threat", shown_id=None)
        restrict_record(town.designated_manager, closed, restrict, NOW)
        assert fact_services.add(town.lead, other, NUMBERS, said(nhs), LATER)


def test_a_second_plan_on_the_same_days_is_refused(town: Town) -> None:
    with transaction():
        child_id = make_child(case_open=True, on_plan=True)
        plans = BY_SLUG["plans"]
        earlier = {"initial_category": "NEG", "latest_category": "NEG"}
        overlap = earlier | {"from_on": date(2026, 5, 1), "to_on": date(2026, 6, 1)}
        with pytest.raises(ChangeRefused) as refused:
            fact_services.add(town.lead, child_id, plans, said(overlap), LATER)
    assert refused.value.field == "from_on"


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "change", "correct", "end", "withdraw"]),
        st.sampled_from(["1 Ash Road", "2 Birch Road", "3 Cedar Road"]),
        st.integers(0, 5),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_every_statement_can_be_read_as_it_stood(town: Town, steps: list[Any]) -> None:
    """Whatever is done afterwards, what the record said at each moment is said of it for ever."""
    moments = []
    with transaction():
        child_id = make_child("Tancred", "Yarrow")
        for number_of_step, (way, line1, place) in enumerate(steps):
            moment = LATER + timedelta(hours=number_of_step)
            _try(town, child_id, way, line1, place, moment)
            db.session.flush()
            moments.append((moment, _stood(child_id, moment)))
        for moment, then in moments:
            assert _stood(child_id, moment) == then


def _try(town: Town, child_id: int, way: str, line1: str, place: int, moment: Any) -> None:
    running = facts.current(ChildAddress, (child_id,)).get(child_id, [])
    shown = running[place % len(running)].id if running else None
    new = said(address(line1, TODAY - timedelta(days=place)), shown)
    given = town.lead, child_id, ADDRESSES
    try:
        if way == "end":
            fact_services.end(*given, TODAY, new, moment)
        else:
            getattr(fact_services, way)(*given, new, moment)
    except ChangeRefused:
        pass


def _stood(child_id: int, moment: Any) -> list[tuple[Any, ...]]:
    rows = db.session.scalars(
        select(ChildAddress)
        .where(ChildAddress.child_id == child_id, ChildAddress.stood_at(moment))
        .order_by(ChildAddress.id)
    )
    return [(row.line1, row.from_on, row.to_on) for row in rows]


def test_every_kind_has_words_and_a_form(town: Town) -> None:
    for kind in KINDS:
        assert kind.title
        assert set(kind.form.own) <= set(kind.model.__table__.columns.keys())
