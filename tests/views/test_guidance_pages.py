"""The pages of guidance: read by all of casework, changed by two, with every word kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from lacrecords.agencies.services import add_agency
from lacrecords.clocks import local_date
from lacrecords.database import db, now_utc, transaction
from lacrecords.guidance.models import OwnGuidance
from lacrecords.guidance.services import propose
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import AgencyType, Role
from tests.factories.guidance import FIRST, SECOND, a_proposal, agreed, an_agreement
from tests.factories.staff import MAKER
from tests.support.posting import post_form
from tests.support.register import Register

READERS = frozenset(Role) - {Role.SYSTEM_ADMINISTRATOR, Role.BUSINESS_SUPPORT_OFFICER}
EMPTY = "own list is empty"
NEW = "/guidance/new/local_protocol"


@pytest.fixture
def chief(register: Register) -> SignedInActor:
    return register.staff(Role.DESIGNATED_MANAGER, name="Cordelia Ravensworth")


@pytest.fixture
def guardian(register: Register) -> SignedInActor:
    return register.staff(Role.CALDICOTT_GUARDIAN, name="Theodora Whitlock")


def today() -> date:
    return local_date(now_utc())


def dated(name: str, day: date) -> dict[str, str]:
    return {f"{name}__day": str(day.day), f"{name}__month": str(day.month)} | {
        f"{name}__year": str(day.year)
    }


def typed(day: date, **said: str) -> dict[str, str]:
    given = {"title": "Ringing back", "text": FIRST, "source": "The partners, first edition"}
    return given | {"reason": "It was adopted"} | dated("from_on", day) | said


def proposed(browser: FlaskClient, path: str, **fields: str) -> str:
    answer = post_form(browser, path, **fields)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def answered(browser: FlaskClient, path: str, agrees: str = "yes") -> None:
    answer = post_form(browser, path, agrees=agrees, because="It is so")
    assert answer.status_code == 303, answer.text


def the_text(register: Register) -> str:
    with register.app.app_context():
        return f"/guidance/texts/{db.session.scalars(select(OwnGuidance)).one().reference}"


@pytest.mark.parametrize("role", list(Role))
def test_everybody_in_casework_reads_it_and_only_some_propose(
    register: Register, role: Role
) -> None:
    browser = register.browser(register.staff(role))
    proposes = role in {Role.TEAM_MANAGER, Role.DESIGNATED_MANAGER, Role.CALDICOTT_GUARDIAN}
    reads = ("/guidance", "/guidance/differences", "/guidance/agreements")
    for path in (*reads, "/guidance/texts/golden-rule-1"):
        assert browser.get(path).status_code == (200 if role in READERS else 403), path
    for path in (NEW, "/guidance/proposals"):
        assert browser.get(path).status_code == (200 if proposes else 403), path
    if role in READERS:
        assert (NEW in browser.get("/guidance").text) is proposes


def test_today_and_another_day_are_shown_with_what_applied(
    register: Register, chief: SignedInActor
) -> None:
    browser = register.browser(chief)
    now = browser.get("/guidance").text
    assert "No surprises" in now and "Consent is not needed where a child may be at risk" in now
    then = browser.get("/guidance?on-day=24&on-month=5&on-year=2018").text
    assert "What applied on 24 May 2018" in then
    assert "Data Protection Act 1998" in then and "GDPR and" not in then
    assert "No surprises" not in then and "Share with consent where that is right" in then
    wrong = browser.get("/guidance?on-day=31&on-month=2&on-year=2018")
    assert wrong.status_code == 422 and "must be a real date" in wrong.text
    assert "What applies today" in wrong.text


def test_a_day_that_is_not_established_is_said_so(register: Register, chief: SignedInActor) -> None:
    text = register.browser(chief).get("/guidance/texts/golden-rule-4").text
    assert "From July 2018, counted from 4 July 2018" in text
    assert "From 26 March 2015" in text


def test_the_list_that_the_source_lost_is_said_to_be_empty(
    register: Register, chief: SignedInActor, guardian: SignedInActor
) -> None:
    mine, theirs = register.browser(chief), register.browser(guardian)
    assert EMPTY in mine.get("/guidance").text
    lines = "First as agreed\nSecond as agreed"
    path = proposed(
        theirs, "/guidance/new/not_to_seek_consent", **typed(today(), text=lines, title="List")
    )
    assert EMPTY in mine.get("/guidance").text, "a proposal fills nothing"
    answered(mine, path)
    shown = mine.get("/guidance").text
    assert EMPTY not in shown
    assert "<li>First as agreed</li>" in shown and "<li>Second as agreed</li>" in shown
    again = mine.get("/guidance/new/not_to_seek_consent")
    assert again.status_code == 302 and again.location.endswith("/change")


def test_one_proposes_and_another_agrees(
    register: Register, chief: SignedInActor, guardian: SignedInActor
) -> None:
    mine, theirs = register.browser(chief), register.browser(guardian)
    path = proposed(mine, NEW, **typed(today()))
    own = mine.get(path).text
    assert "must answer, and not whoever proposed it" in own and "Do you agree?" not in own
    refused = post_form(mine, path, page=NEW, agrees="yes", because="I say so")
    assert refused.status_code == 200 and FIRST not in mine.get("/guidance").text
    answered(theirs, path)
    assert FIRST in mine.get("/guidance").text
    change = proposed(
        mine,
        f"{the_text(register)}/change",
        **typed(today() + timedelta(days=5), text=SECOND, shown="1"),
    )
    page = theirs.get(change).text
    assert "What changes" in page and "<ins>" in page and "put in: " in page
    answered(theirs, change)
    text = mine.get(the_text(register)).text
    assert "Version 1" in text and "Version 2" in text and "Theodora Whitlock" in text
    assert FIRST in mine.get("/guidance").text and SECOND not in mine.get("/guidance").text
    later = today() + timedelta(days=5)
    shown = mine.get(
        "/guidance",
        query_string={"on-day": later.day, "on-month": later.month, "on-year": later.year},
    )
    assert SECOND in shown.text and "What will apply" in shown.text
    compared = dated("first", today()) | dated("second", later)
    query = {name.replace("__", "-"): value for name, value in compared.items()}
    found = mine.get("/guidance/differences", query_string=query).text
    assert "1 text is not the same" in found and FIRST in found and SECOND in found


def test_bad_input_says_what_to_do_and_loses_nothing(
    register: Register, chief: SignedInActor
) -> None:
    browser = register.browser(chief)
    past = typed(today() - timedelta(days=1), reason="")
    answer = post_form(browser, NEW, **past)
    assert answer.status_code == 422
    assert "Enter why you propose it" in answer.text and FIRST in answer.text
    answer = post_form(browser, NEW, **typed(today() - timedelta(days=1)))
    assert answer.status_code == 422 and "mark it as a correction of the record" in answer.text
    assert FIRST in answer.text and "The partners, first edition" in answer.text
    correction = typed(today() - timedelta(days=1), corrects_record="y")
    page = browser.get(proposed(browser, NEW, **correction)).text
    assert "Correction of the record" in page
    nothing = post_form(browser, NEW)
    for words in ("Enter the title", "Enter what it says", "Enter the source", "Enter the day"):
        assert words in nothing.text


def test_what_was_changed_meanwhile_is_said_and_what_was_typed_stays(
    register: Register, chief: SignedInActor, guardian: SignedInActor
) -> None:
    mine, theirs = register.browser(chief), register.browser(guardian)
    answered(theirs, proposed(mine, NEW, **typed(today())))
    change = f"{the_text(register)}/change"
    answered(mine, proposed(theirs, change, **typed(today(), text=SECOND, shown="1")))
    answer = post_form(mine, change, **typed(today(), text="Typed with care", shown="1"))
    assert answer.status_code == 422
    assert "agreed while you typed" in answer.text and "Typed with care" in answer.text


def test_an_end_is_proposed_and_agreed(
    register: Register, chief: SignedInActor, guardian: SignedInActor
) -> None:
    mine, theirs = register.browser(chief), register.browser(guardian)
    answered(theirs, proposed(mine, NEW, **typed(today())))
    fields = dated("from_on", today()) | {"reason": "The partners withdrew it", "shown": "1"}
    path = proposed(mine, f"{the_text(register)}/end", **fields)
    assert "That it ends on" in theirs.get(path).text and FIRST in theirs.get(path).text
    answered(theirs, path)
    assert FIRST not in mine.get("/guidance").text
    text = mine.get(the_text(register)).text
    assert "Does not apply today" in text and FIRST in text


def test_a_correction_says_so_and_what_it_replaced_stays_to_be_read(
    register: Register, chief: SignedInActor, guardian: SignedInActor
) -> None:
    begun, then = today() - timedelta(days=9), now_utc() - timedelta(days=9)
    with register.app.app_context(), transaction():
        agreed(chief, guardian, a_proposal(from_on=begun), then)
    mine, theirs = register.browser(chief), register.browser(guardian)
    change = f"{the_text(register)}/change"
    said = typed(begun, text=SECOND, corrects_record="y", reason="Mistyped", shown="1")
    answered(theirs, proposed(mine, change, **said))
    page = mine.get(the_text(register)).text
    assert "Correction of the record" in page and "the record said otherwise" in page
    assert "it applied on no day" in page and FIRST in page and "Mistyped" in page
    query = {"on-day": begun.day, "on-month": begun.month, "on-year": begun.year}
    shown = mine.get("/guidance", query_string=query).text
    assert SECOND in shown and FIRST not in shown


def test_agreements_show_which_review_is_due(
    register: Register, chief: SignedInActor, guardian: SignedInActor
) -> None:
    then = now_utc() - timedelta(days=40)
    with register.app.app_context(), transaction():
        for name, days in (("Wexcombe Nursery", 400), ("Zeal Constabulary", 30)):
            agency_id = add_agency(MAKER, name, AgencyType.OTHER_LEGAL)
            begun = local_date(then)
            review_on = begun + timedelta(days=days)
            value = an_agreement(agency_id, from_on=begun, review_on=review_on)
            agreed(chief, guardian, value, then)
    page = register.browser(register.staff(Role.DUTY_OFFICER)).get("/guidance/agreements").text
    assert page.index("Zeal Constabulary") < page.index("Wexcombe Nursery")
    assert page.count("Due</span>") == 1


def test_an_agreement_is_proposed_with_an_agency_of_the_directory(
    register: Register, chief: SignedInActor, guardian: SignedInActor
) -> None:
    with register.app.app_context(), transaction():
        agency_id = add_agency(MAKER, "Wexcombe Nursery", AgencyType.EDUCATION_SERVICE)
    mine = register.browser(chief)
    path, soon = "/guidance/new/agency_agreement", today() + timedelta(days=200)
    wrong = post_form(mine, path, **typed(today(), agency_id=str(agency_id)))
    assert "Enter the day on which the agreement is looked at again" in wrong.text
    said = typed(today(), agency_id=str(agency_id), **dated("review_on", soon))
    answered(register.browser(guardian), proposed(mine, path, **said))
    assert "Wexcombe Nursery" in mine.get("/guidance/agreements").text


def test_words_typed_are_shown_as_words(
    register: Register, chief: SignedInActor, guardian: SignedInActor
) -> None:
    mine, theirs = register.browser(chief), register.browser(guardian)
    nasty = "<script>alert(1)</script> & more"
    path = proposed(mine, NEW, **typed(today(), text=nasty, title="<b>Bold</b>"))
    answered(theirs, path)
    for page in (path, "/guidance", the_text(register)):
        assert "<script>alert" not in theirs.get(page).text
        assert "<b>Bold" not in theirs.get(page).text


def test_there_is_nothing_where_there_is_nothing(register: Register, chief: SignedInActor) -> None:
    browser = register.browser(chief)
    for path in (
        "/guidance/texts/golden-rule-99",
        "/guidance/texts/golden-rule-1/change",
        "/guidance/texts/ABCD-2345/end",
        "/guidance/proposals/ABCD-2345",
        "/guidance/new/golden_rule",
        "/guidance/new/anything",
    ):
        assert browser.get(path).status_code == 404, path
    with register.app.app_context(), transaction():
        reference = propose(chief, a_proposal(from_on=today()), now_utc())
    assert browser.get(f"/guidance/proposals/{reference}").status_code == 200
