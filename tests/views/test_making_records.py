"""Making a record by hand: a search first, likely records shown, a reason where there are some."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from lacrecords.audit import services as audit
from lacrecords.children.creation_models import RecordMade
from lacrecords.children.descriptions import describe
from lacrecords.children.models import Child, ChildIdentifier, HouseholdMember
from lacrecords.children.search_models import ChildSearch
from lacrecords.children.services import Restrict, restrict_record
from lacrecords.database import db, now_utc, transaction
from lacrecords.notifications.models import Notification
from lacrecords.people.models import Person
from lacrecords.terms import IdentifierScheme, Role
from tests.factories.children import expected
from tests.factories.staff import MAKER
from tests.factories.town import make_child as child_in_town
from tests.support.posting import TOKEN, token_on
from tests.support.register import Register
from tests.views.test_child_changes import Desk, on
from tests.views.test_facts_by_hand import fact_path

SHOWN = re.compile(r'name="shown" value="([^"]*)"')
WILFREDA: dict[str, str] = {
    "forename": "Wilfreda",
    "surname": "Ashgrove",
    **on("born", date(2018, 3, 7)),
    "line1": "14 Quince Row",
    "postcode": "ZZ9 4QR",
}
NUMBER = (IdentifierScheme.NHS, "9434765870")
MADE = {"sex": "U", "reason": "Referred by her school"}
SAID_OF_MOTHER = {"mother_lives_with_child": "yes", "mother_responsibility": "yes"}


def search(browser: FlaskClient, **looked_for: str) -> str:
    """Search the register; the path of the page on which a record is made."""
    typed = {"purpose": "A referral", "forename": "Wilfreda", "surname": "Ashgrove"} | looked_for
    token = token_on(browser, "/children")
    found = browser.post("/children/search", data={"csrf_token": token} | typed)
    assert found.status_code == 302
    path: str = found.headers["Location"]
    assert "It is none of these: make a record" in browser.get(path).text
    return f"{path}/new"


def make(browser: FlaskClient, path: str, **typed: Any) -> Any:
    """Send the form as its page showed it: with the records that stood beside it."""
    page = browser.get(path).text
    token, shown = TOKEN.search(page), SHOWN.search(page)
    assert token and shown, page
    return browser.post(path, data={"csrf_token": token.group(1), "shown": shown.group(1)} | typed)


def number_of(register: Register, model: Any) -> int:
    with register.app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_record_is_made_after_a_search_that_found_nobody(register: Register) -> None:
    browser = register.browser(register.staff(Role.LEAD_SOCIAL_WORKER))
    path = search(browser)
    assert 'value="Wilfreda"' in browser.get(path).text
    made = make(browser, path, **WILFREDA | MADE)
    assert made.status_code == 302
    page = browser.get(made.headers["Location"]).text
    assert "Wilfreda Ashgrove" in page
    assert "14 Quince Row" in page
    make(browser, path, **WILFREDA | MADE)
    assert number_of(register, Child) == 1, "sent twice, made once"


def test_beside_a_likely_record_a_reason_is_needed_and_kept(register: Register) -> None:
    with register.app.app_context(), transaction():
        child_in_town()
    browser = register.browser(register.staff(Role.LEAD_SOCIAL_WORKER))
    path = search(browser)
    form = browser.get(path).text
    assert "looks like the child" in form
    refused = make(browser, path, **WILFREDA | MADE)
    assert refused.status_code == 422
    assert "Enter why it is none of the records shown" in refused.text
    assert number_of(register, Child) == 1
    why = {"why_none": "Her cousin of the same name; I know both."}
    assert make(browser, path, **WILFREDA | MADE | why).status_code == 302
    with register.app.app_context():
        kept = db.session.scalars(select(RecordMade)).one()
        assert kept.why_none == why["why_none"]
        assert kept.likely[0]["reasons"]


def test_another_name_than_the_one_searched_is_searched_too(register: Register) -> None:
    with register.app.app_context(), transaction():
        child_in_town()
    browser = register.browser(register.staff(Role.LEAD_SOCIAL_WORKER))
    path = search(browser, forename="Tancred", surname="Yarrow")
    assert "looks like the child" not in browser.get(path).text
    refused = make(browser, path, **WILFREDA | MADE)
    assert refused.status_code == 422
    assert "looks like the child" in refused.text


def test_no_record_is_made_on_a_search_of_somebody_else_or_of_yesterday(
    register: Register,
) -> None:
    first = register.browser(register.staff(Role.LEAD_SOCIAL_WORKER))
    second = register.browser(register.staff(Role.TEAM_MANAGER))
    path = search(first)
    assert second.get(path).status_code == 302
    with register.app.app_context(), transaction():
        old = db.session.scalars(select(ChildSearch)).one()
        yesterday = now_utc() - timedelta(hours=2)
        twin = {
            column.name: getattr(old, column.name)
            for column in ChildSearch.__table__.columns
            if column.name not in ("id", "reference", "searched_at")
        }
        db.session.add(ChildSearch(**twin, reference="AAAA-2222", searched_at=yesterday))
        audit.record(MAKER, "child_search", "child_search")
    answer = first.get("/children/search/AAAA-2222/new")
    assert answer.status_code == 302
    assert number_of(register, Child) == 0


def test_a_closed_record_is_not_shown_and_its_owner_is_told(register: Register) -> None:
    owner = register.staff(Role.DESIGNATED_MANAGER)
    with register.app.app_context(), transaction():
        closed = child_in_town()
        restrict = Restrict(
            owner_id=owner.account_id, reader_ids=(), reason="A threat", shown_id=None
        )
        restrict_record(owner, closed, restrict, now_utc())
    browser = register.browser(register.staff(Role.LEAD_SOCIAL_WORKER))
    path = search(browser)
    assert "looks like the child" not in browser.get(path).text
    assert make(browser, path, **WILFREDA | MADE).status_code == 302
    with register.app.app_context():
        told = db.session.scalars(select(Notification)).one()
        assert (told.account_id, told.child_id) == (owner.account_id, closed)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"forename": "", "surname": ""}, "Enter the name of the child"),
        (on("expected", date(2027, 1, 1)), "not both"),
        ({"nhs_number": "943 476 5871"}, "this one is mistyped"),
        ({"postcode": "ZZ9"}, "Enter a whole postcode"),
        ({"surname": "n" * 9000}, "characters or fewer"),
        ({"reason": ""}, "Enter why this record is made"),
        (on("born", date.today() + timedelta(days=1)), "must be today or in the past"),
        (on("born", date(1931, 1, 1)), "must be in the last 40 years"),
        ({"mother_nhs_number": "943 476 5871"}, "this one is mistyped"),
    ],
)
def test_what_cannot_be_comes_back_with_what_to_do(
    register: Register, typed: dict[str, str], message: str
) -> None:
    browser = register.browser(register.staff(Role.LEAD_SOCIAL_WORKER))
    answer = make(browser, search(browser), **WILFREDA | MADE | typed)
    assert answer.status_code == 422
    assert message in answer.text
    assert number_of(register, Child) == 0


def test_an_unborn_child_is_recorded_with_the_mother_and_then_born(register: Register) -> None:
    manager = register.staff(Role.TEAM_MANAGER)
    browser = register.browser(manager)
    soon = date.today() + timedelta(days=40)
    unborn = {
        **on("expected", soon),
        "mother_forename": "Isolde",
        "mother_surname": "Ashgrove",
        **MADE,
    }
    made = make(browser, search(browser), **unborn)
    assert made.status_code == 302
    path = made.headers["Location"]
    page = browser.get(path).text
    told = "Isolde Ashgrove, mother, carries the child, has parental responsibility from the birth"
    assert told in page
    assert number_of(register, HouseholdMember) == 1
    assert "Record the birth" in page
    born = Desk(register, manager, f"{path}/birth")
    born.open()
    day = date.today() - timedelta(days=1)
    child = {"forename": "Wilfreda", "surname": "Ashgrove", "sex": "F", "reason": "Told by ward"}
    late = born.send(**on("born_on", date(2031, 1, 1)), **child)
    assert late.status_code == 422
    saved = born.send(**on("born_on", day), **child, nhs_number="943 476 5870")
    assert saved.status_code == 302, saved.text
    page = browser.get(path).text
    for words in ("Wilfreda Ashgrove", "943 476 5870", "Female", "Expected date recorded"):
        assert words in page
    assert "mother, not known whether they live with the child, has parental responsib" in page
    assert "Record the birth" not in page


def test_a_number_that_another_record_holds_is_asked_about_at_the_birth(register: Register) -> None:
    manager = register.staff(Role.TEAM_MANAGER)
    holder, _ = register.child(forename="Tancred", surname="Yarrow", numbers=(NUMBER,))
    _, path = register.child(birth=expected(date.today()))
    desk = Desk(register, manager, f"{path}/birth")
    assert "two records hold this number" not in desk.open()
    birth = on("born_on", date.today()) | {"forename": "Zee", "sex": "F", "reason": "Ward rang"}
    asked = desk.send(**birth, nhs_number="943 476 5870")
    assert asked.status_code == 422
    assert "Another record holds this number" in asked.text
    assert "two records hold this number" in asked.text
    assert 'value="Zee"' in asked.text, "nothing typed is lost"
    assert desk.send(**birth, nhs_number="943 476 5871").status_code == 422
    saved = desk.send(**birth, nhs_number="943 476 5870", on_another_record="y")
    assert saved.status_code == 302, saved.text
    with register.app.app_context():
        kept = db.session.scalars(select(ChildIdentifier).order_by(ChildIdentifier.id)).all()
        assert [row.value for row in kept] == ["9434765870"] * 2
        assert kept[0].child_id == holder


def test_a_number_that_another_record_holds_is_asked_about_at_making_one(
    register: Register,
) -> None:
    owner = register.staff(Role.DESIGNATED_MANAGER)
    register.child(forename="Tancred", surname="Yarrow", numbers=(NUMBER,))
    browser = register.browser(register.staff(Role.LEAD_SOCIAL_WORKER))
    why = {"nhs_number": "943 476 5870", "why_none": "Another child"}
    path = search(browser)
    asked = make(browser, path, **WILFREDA | MADE | why)
    assert asked.status_code == 422
    assert "Another record holds this number" in asked.text
    assert number_of(register, Child) == 1
    said = WILFREDA | MADE | why | {"on_another_record": "y"}
    assert make(browser, path, **said).status_code == 302
    with register.app.app_context(), transaction():
        closing = Restrict(
            owner_id=owner.account_id, reader_ids=(), reason="A threat", shown_id=None
        )
        for child_id in db.session.scalars(select(Child.id)).all():
            restrict_record(owner, child_id, closing, now_utc())
    again = make(browser, search(browser), **WILFREDA | MADE | why)
    assert again.status_code == 302, "what is closed to the maker is not betrayed"


def test_a_reason_counts_only_for_records_that_were_shown(register: Register) -> None:
    browser = register.browser(register.staff(Role.LEAD_SOCIAL_WORKER))
    path = search(browser)
    with register.app.app_context(), transaction():
        child_in_town()
    early = WILFREDA | MADE | {"why_none": "I know the family", "shown": ""}
    refused = make(browser, path, **early)
    assert refused.status_code == 422
    assert "Another record looks like the child" in refused.text
    assert "I know the family" in refused.text, "nothing typed is lost"
    assert make(browser, path, **WILFREDA | MADE | {"why_none": "I know both"}).status_code == 302


def test_the_mothers_number_is_kept_and_she_stays_one_person(register: Register) -> None:
    browser = register.browser(register.staff(Role.TEAM_MANAGER))
    mother = {"mother_forename": "Isolde", "mother_surname": "Ashgrove"}
    soon = on("expected", date.today() + timedelta(days=40))
    first = {"mother_nhs_number": "943 476 5870", **soon, **mother, **MADE}
    made = make(browser, search(browser, forename="", surname="Quince"), **first)
    assert made.status_code == 302, made.text
    assert "943 476 5870" in browser.get(made.headers["Location"]).text
    second = WILFREDA | MADE | mother | SAID_OF_MOTHER
    path = search(browser, forename="", surname="Tamarind")
    asked = make(browser, path, **second)
    assert asked.status_code == 422
    assert "Is the mother one of these people?" in asked.text
    offered = re.search(r'name="mother_person"[^>]*value="([1-9]\d*)"', asked.text)
    assert offered
    why = {"mother_person": offered.group(1), "why_none": "An older sister"}
    assert make(browser, path, **second | why).status_code == 302
    assert number_of(register, Person) == 1


def test_a_death_is_told_to_the_lead_and_the_designated_manager(register: Register) -> None:
    lead = register.staff(Role.LEAD_SOCIAL_WORKER)
    register.staff(Role.DESIGNATED_MANAGER)
    child_id, path = register.child(lead=lead)
    desk = Desk(register, lead, f"{path}/death")
    desk.open()
    died = desk.send(**on("died_on", date.today()), reason="The hospital rang")
    assert died.status_code == 302, died.text
    with register.app.app_context():
        told = db.session.scalars(select(Notification).order_by(Notification.id)).all()
        assert {(row.account_id, row.role) for row in told} == {
            (lead.account_id, None),
            (None, Role.DESIGNATED_MANAGER),
        }
        assert {row.child_id for row in told} == {child_id}
    page = register.browser(lead).get(path).text
    assert "This child has died" in page
    assert "Record a death" not in page
    # A death recorded by mistake, on the wrong record, can be withdrawn.
    place = fact_path(register, lead, path, "death")
    withdraw = Desk(register, lead, f"{place}/withdraw")
    withdraw.open()
    assert withdraw.send(reason="It was another child").status_code == 302
    assert "This child has died" not in register.browser(lead).get(path).text
    early = Desk(register, lead, f"{path}/death")
    early.open()
    refused = early.send(**on("died_on", date(2001, 1, 1)), reason="A slip")
    assert "on or after the date of birth" in refused.text


@pytest.mark.parametrize(
    ("lives", "has", "words", "columns"),
    [
        ("yes", "yes", "lives with the child, has parental responsibility", (True, True, True)),
        ("no", "no", "visits or lives apart", (False, False, True)),
        (
            "not_known",
            "not_known",
            "not known whether they live with the child, not known whether they have parental",
            (False, False, False),
        ),
    ],
)
def test_of_a_born_childs_mother_only_what_is_said_is_kept(
    register: Register, lives: str, has: str, words: str, columns: tuple[bool, bool, str]
) -> None:
    lead = register.staff(Role.LEAD_SOCIAL_WORKER)
    browser = register.browser(lead)
    path = search(browser)
    mother = WILFREDA | MADE | {"mother_forename": "Isolde", "mother_surname": "Tamarind"}
    unsaid = make(browser, path, **mother)
    assert unsaid.status_code == 422
    for asked in ("whether the mother lives with", "whether the mother has parental"):
        assert f"Select {asked}" in unsaid.text
    assert 'value="Tamarind"' in unsaid.text, "nothing typed is lost"
    half = make(browser, path, **mother | {"mother_lives_with_child": lives})
    assert half.status_code == 422
    assert re.search(rf'value="{lives}" checked', half.text), "what was said comes back"
    said = {"mother_lives_with_child": lives, "mother_responsibility": has}
    made = make(browser, path, **mother | said)
    assert made.status_code == 302, made.text
    page = browser.get(made.headers["Location"]).text
    assert f"Isolde Tamarind, mother, {words}" in page
    with register.app.app_context():
        kept = db.session.scalars(select(HouseholdMember)).one()
        said = kept.lives_with_child, kept.parental_responsibility, kept.living_is_known
        assert said == columns and kept.responsibility_is_known is kept.living_is_known
        assert describe(kept.child_id).parent_surnames == ("Tamarind",), "she finds the child"
    place = fact_path(register, lead, made.headers["Location"], "adults")
    form = browser.get(f"{place}/correct").text
    assert re.search(rf'name="lives_with_child"[^>]*value="{lives}" checked', form)
    assert re.search(rf'name="parental_responsibility"[^>]*value="{has}" checked', form)
    assert re.search(r'name="relationship"[^>]*value="mother"', form)
