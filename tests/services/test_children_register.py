"""Making records, finding them, and what other slices are given of them, on both databases."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import event

from lacrecords.children import facts, queries, services
from lacrecords.children.models import ChildAddress
from lacrecords.children.searches import SearchFor, results_of, save_search
from lacrecords.children.services import (
    ChangeRefused,
    NewAddress,
    NewChild,
    NewName,
    RecordAddress,
    RecordBirth,
    RecordHouseholdMember,
    RecordIdentifier,
    RecordName,
    RecordRelationship,
)
from lacrecords.children.standing import standings_of
from lacrecords.database import db, now_utc, transaction
from lacrecords.matching.forms import Described, NameForm, SubjectKind
from lacrecords.matching.search import find_candidates
from lacrecords.people.services import NewPerson, create_person
from lacrecords.staff.queries import council_day
from lacrecords.terms import IdentifierScheme, NameType, Role
from tests.factories.children import (
    CLOSED,
    HOME,
    OPEN,
    PLAN,
    born,
    expected,
    led_by,
    make_child,
    restrict,
)
from tests.factories.staff import MAKER, make_account

pytestmark = pytest.mark.usefixtures("in_app")
TODAY = council_day(now_utc())
GOOD_NHS, WRONG_NHS = "943 476 5919", "943 476 5918"


def found_as(forename: str, surname: str, born_on: date | None = None) -> list[int]:
    described = Described(names=(NameForm(forename, "", surname),), born_on=born_on)
    found = find_candidates(db.session(), SubjectKind.CHILD, described)
    return [candidate.subject_id for candidate in found.candidates]


def test_a_new_record_is_found_at_once_by_every_name() -> None:
    names = (
        NewName(forename="Odalys", surname="Vellacott"),
        NewName(forename="Lys", surname="Thackwray", name_type=NameType.KNOWN_AS),
    )
    with transaction():
        child = make_child(names=names, birth=born(date(2019, 2, 3)))
    assert found_as("Odalys", "Vellacott", date(2019, 2, 3)) == [child]
    assert found_as("Lys", "Thackwray", date(2019, 2, 3)) == [child]


def test_a_changed_name_and_birth_are_found_in_the_same_transaction() -> None:
    with transaction():
        child = make_child("Ivo", "Ormerod")
        name = RecordName(name_type=NameType.CURRENT, forename="Cormac", surname="Lockyer")
        services.record_name(MAKER, child, name, now_utc())
        services.record_birth(MAKER, child, RecordBirth(birth=born(date(2018, 8, 8))), now_utc())
    assert found_as("Cormac", "Lockyer", date(2018, 8, 8)) == [child]
    assert found_as("Ivo", "Ormerod", date(2018, 8, 8)) == [child]
    card = queries.candidate_cards((child,), None, TODAY)[child]
    assert card.name == "Cormac Lockyer"
    assert card.other_names == ("Ivo Ormerod (earlier name)",)
    assert card.birth_words == "8 August 2018"


def test_an_unborn_child_that_is_born_keeps_one_record() -> None:
    with transaction():
        child = make_child(birth=expected(date(2026, 5, 4)))
        assert queries.describe(child).expected_on == date(2026, 5, 4)
        services.record_birth(MAKER, child, RecordBirth(birth=born(date(2026, 5, 1))), now_utc())
    described = queries.describe(child)
    assert (described.born_on, described.expected_on) == (date(2026, 5, 1), None)


def test_a_wrong_nhs_number_is_refused_and_a_wrong_pupil_letter_is_kept_and_marked() -> None:
    with transaction():
        child = make_child()
    nhs = RecordIdentifier(scheme=IdentifierScheme.NHS, value=WRONG_NHS)
    with pytest.raises(ChangeRefused), transaction():
        services.record_identifier(MAKER, child, nhs, now_utc())
    with transaction():
        for scheme, value in (("nhs", GOOD_NHS), ("upn", "A801200001001")):
            number = RecordIdentifier(scheme=IdentifierScheme(scheme), value=value)
            services.record_identifier(MAKER, child, number, now_utc())
    described = queries.describe(child)
    assert (described.nhs_number, described.upn) == ("9434765919", "A801200001001")


def test_a_move_ends_the_old_address_and_both_are_described() -> None:
    with transaction():
        child = make_child()
        (old,) = facts.current(ChildAddress, (child,))[child]
        value = RecordAddress(
            line1="3 Fennel Court", postcode="ZZ9 7AB", from_on=TODAY, moved_from_id=old.id
        )
        services.record_address(MAKER, child, value, now_utc())
    assert [form.line1 for form in queries.current_address_forms(child, TODAY)] == [
        "3 Fennel Court"
    ]
    assert len(queries.describe(child).addresses) == 2
    addresses = queries.candidate_cards((child,), None, TODAY)[child].addresses
    assert addresses[0].startswith("3 Fennel Court") and "until" in addresses[1]


def test_a_parents_family_name_describes_the_child() -> None:
    with transaction():
        mother = create_person(
            MAKER,
            NewPerson(forename="Hesper", surname="Lanyon", earlier_surname="Crisp"),
            now_utc(),
        )
        child = make_child(birth=expected(date(2026, 12, 1)))
        member = RecordHouseholdMember(
            person_id=mother,
            relationship="mother",
            lives_with_child=True,
            parental_responsibility=True,
        )
        services.record_household_member(MAKER, child, member, now_utc())
    assert queries.describe(child).parent_surnames == ("Lanyon", "Crisp")


def test_siblings_are_read_from_both_sides_and_cousins_are_none() -> None:
    with transaction():
        one, two, three = (make_child() for _ in range(3))
        for other, relationship in ((two, "half-sister"), (three, "cousin")):
            value = RecordRelationship(other_child_id=other, relationship=relationship)
            services.record_relationship(MAKER, one, value, now_utc())
    assert queries.sibling_ids(one, TODAY) == (two,)
    assert queries.sibling_ids(two, TODAY) == (one,)
    assert queries.sibling_ids(three, TODAY) == ()


def test_cards_leave_out_what_is_closed_and_hide_confidential_addresses() -> None:
    refuge = NewAddress(line1="8 Sorrel Rise", postcode="ZZ9 1AA", confidential=True)
    with transaction():
        owner, officer = make_account(Role.DESIGNATED_MANAGER), make_account()
        hidden, shown = make_child(), make_child(addresses=(refuge,), cases=(CLOSED,))
        restrict(hidden, owner)
    cards = queries.candidate_cards((hidden, shown), officer.account_id, TODAY)
    assert set(cards) == {shown}
    assert cards[shown].addresses == ("Confidential address held",)
    assert cards[shown].case_words == "Case closed"
    assert set(queries.candidate_cards((hidden, shown), owner.account_id, TODAY)) == {hidden, shown}
    assert set(queries.names_of((hidden, shown), officer.account_id, TODAY)) == {shown}


def test_on_plan_and_led_by_answer_for_many_children_at_once() -> None:
    with transaction():
        lead = make_account(Role.LEAD_SOCIAL_WORKER)
        planned = [make_child(cases=(OPEN,), plans=(PLAN,)) for _ in range(2)]
        led = led_by(lead)
    assert queries.on_plan([*planned, led], TODAY) == set(planned)
    assert queries.children_led_by((lead.account_id,), TODAY) == (led,)


def test_many_children_are_read_with_as_many_queries_as_few() -> None:
    with transaction():
        lead = make_account(Role.LEAD_SOCIAL_WORKER)
        children = [led_by(lead, plans=(PLAN,)) for _ in range(12)]
    seen: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *given: seen.append(given[2]))
    counts = []
    for some in (children[:2], children):
        for ask in (
            lambda ids: standings_of(ids, TODAY),
            lambda ids: queries.candidate_cards(ids, lead.account_id, TODAY),
            lambda ids: queries.on_plan(ids, TODAY),
            queries.describe_many,
        ):
            seen.clear()
            ask(some)
            counts.append(len(seen))
    assert all(many <= few for few, many in zip(counts[:4], counts[4:], strict=True))


def test_many_records_are_made_in_one_go_and_found() -> None:
    values = [
        NewChild(
            names=(NewName(forename=name, surname="Pomfret"),),
            birth=born(date(2017, 4, 4)),
            addresses=(HOME,),
        )
        for name in ("Saskia", "Leofric")
    ]
    with transaction():
        saskia, leofric = services.create_children(MAKER, values, now_utc(), source="import 1")
    assert found_as("Leofric", "Pomfret", date(2017, 4, 4))[0] == leofric
    assert found_as("Saskia", "Pomfret", date(2017, 4, 4))[0] == saskia


def test_a_search_is_kept_with_its_purpose_and_only_its_author_sees_the_results() -> None:
    wanted = SearchFor(purpose="Visit today", forename="Perpetua", surname="Quennell")
    with transaction():
        officer, other = make_account(), make_account()
        child, hidden = (make_child("Perpetua", "Quennell") for _ in range(2))
        restrict(hidden, other)
        reference = save_search(officer, wanted, now_utc())
    results = results_of(officer, reference, TODAY)
    assert results and [one.card.child_id for one in results.found] == [child]
    assert results.search == wanted
    assert results_of(other, reference, TODAY) is None


def test_our_own_number_finds_exactly_its_child() -> None:
    with transaction():
        officer = make_account()
        child = make_child(numbers=((IdentifierScheme.AUTHORITY, "AX-5512"),))
        make_child()
        search = SearchFor(purpose="Letter", identifier="AX-5512")
        reference = save_search(officer, search, now_utc())
    results = results_of(officer, reference, TODAY)
    assert results and [one.card.child_id for one in results.found] == [child]
    assert results.found[0].reasons == ("the number agrees",)
