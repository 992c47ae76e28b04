"""The form of a call: hostile texts, text given back, one enquiry however often it is sent."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from lacrecords.database import db
from lacrecords.enquiries.models import EnquiredChild, Enquirer, Enquiry
from lacrecords.enquiries.queries.drafts import drafts_of
from lacrecords.terms import DatePrecision
from tests.factories.staff import sign_in_as
from tests.support.calls import Council, council
from tests.support.enquiry_form import CHOICES, PARTS, TEXTS, filled

MARK = "<script>alert(1)</script>"
HOSTILE = {
    "long": "x" * 10_000,
    "nul": "Ada\x00Lovelace",
    "turned": "\u202eevil\u2066",
    "emoji": "👶🏽 Zoë \u0301",
    "markup": f"\"{MARK}{{{{ 7 * 7 }}}}'",
    "sql": "'; DROP TABLE enquiries; --",
}
REFUSED = {"long", "nul", "turned"}


@pytest.fixture
def there(database: str) -> Iterator[Council]:
    with council(database) as made:
        yield made


def take(there: Council, fields: dict[str, str]) -> tuple[int, str]:
    """Send the form as the duty officer; the status and the page."""
    answer = there.browser(there.town.duty_officer).post("/enquiries/new", data=fields)
    return answer.status_code, answer.text


def saved(there: Council) -> list[Enquiry]:
    return there.read(lambda: list(db.session.scalars(select(Enquiry))))


@pytest.mark.parametrize("kind", HOSTILE)
def test_every_text_is_refused_or_kept_and_escaped_and_never_breaks_the_page(
    there: Council, kind: str
) -> None:
    everywhere = dict.fromkeys(TEXTS, HOSTILE[kind]) | {"worried": "yes"}
    status, page = take(there, filled(there) | everywhere)
    assert (status, MARK in page) == (422, False), "a time must be a time, and has a day"
    paper = {"asked_on-day": "2", "asked_on-month": "11", "asked_on-year": "2026"}
    paper |= {"asked_time": "14:05"}
    status, page = take(there, filled(there) | everywhere | paper)
    assert (status, MARK in page) == (422 if kind in REFUSED else 302, False)
    browser = there.browser(there.town.duty_officer)
    for enquiry in saved(there):
        for path in ("", "/check"):
            shown = browser.get(f"/enquiries/{enquiry.reference}{path}").text
            assert MARK not in shown
            assert kind != "emoji" or unicodedata.normalize("NFC", HOSTILE[kind]) in shown
    assert MARK not in browser.get("/enquiries").text


@pytest.mark.parametrize("text", ["-1", "9" * 40, "1e5", "\u0664", "\x00", "none", "<b>"])
def test_every_number_and_choice_is_refused_in_words_where_it_is_none(
    there: Council, text: str
) -> None:
    for names in ((*PARTS, *CHOICES), PARTS, *((name,) for name in CHOICES)):
        status, page = take(there, filled(there) | dict.fromkeys(names, text))
        assert (status, "There is a problem" in page) == (422, True), names
    assert saved(there) == []


def test_what_was_typed_is_given_back_with_the_error(there: Council) -> None:
    fields = filled(there, reason="", telephone_given="01632 960888", child__notes="Two dogs")
    status, page = take(there, fields)
    assert status == 422
    assert "Enter why they ask, in their words" in page
    for typed in ("Philippa Snow", "Fairweather", "01632 960888", "Two dogs"):
        assert typed in page
    assert saved(there) == []


def test_a_form_sent_twice_is_one_enquiry(there: Council) -> None:
    first, second = take(there, filled(there)), take(there, filled(there))
    assert (first[0], second[0]) == (302, 302)
    assert len(saved(there)) == 1


def test_a_form_sent_twice_at_the_same_moment_is_one_enquiry(there: Council) -> None:
    browsers = [sign_in_as(there.app.test_client(), there.town.duty_officer) for _ in range(4)]
    start = Barrier(len(browsers))

    def send(number: int) -> str:
        start.wait(timeout=30)
        answer = browsers[number].post("/enquiries/new", data=filled(there))
        assert answer.status_code == 302
        return answer.location

    with ThreadPoolExecutor(len(browsers)) as threads:
        assert len(set(threads.map(send, range(len(browsers))))) == 1
    assert len(saved(there)) == 1


def test_forms_without_a_key_of_their_own_are_never_taken_for_one(there: Council) -> None:
    for name in ("Philippa Snow", "Hester Lyle"):
        assert take(there, filled(there, name=name, idempotency_key=""))[0] == 302
    assert len(saved(there)) == 2


def test_several_children_stand_in_their_order(there: Council) -> None:
    more = {"children-1-forename": "Leopold", "children-2-expected-day": "3"}
    more |= {"children-2-expected-month": "2", "children-2-expected-year": "2027"}
    more |= {"children-2-mother_name": "Hester Lyle"}
    assert take(there, filled(there) | more)[0] == 302
    rows = there.read(lambda: list(db.session.scalars(select(EnquiredChild))))
    assert [(row.position, row.forename) for row in rows] == [
        (1, "Ottoline"),
        (2, "Leopold"),
        (3, ""),
    ]
    assert (str(rows[2].expected_on), rows[2].mother_name) == ("2027-02-03", "Hester Lyle")


@pytest.mark.parametrize(
    ("said", "years"), [("7", 7), ("about 7", 7), ("7 months", 0), ("18 months", 1), ("3 weeks", 0)]
)
def test_an_age_alone_and_no_address_are_enough(there: Council, said: str, years: int) -> None:
    assert take(there, filled(there, child__age_years=said))[0] == 302
    row = there.read(lambda: db.session.scalars(select(EnquiredChild)).one())
    assert (row.age_years, row.born_on, row.line1, row.postcode) == (years, None, "", "")


def test_what_is_no_age_is_asked_for_again(there: Council) -> None:
    for said in ("a toddler", "44"):
        status, page = take(there, filled(there, child__age_years=said))
        assert (status, "Enter the age in years, from 0 to 25" in page) == (422, True)
        assert f'value="{said}"' in page


@pytest.mark.parametrize(
    ("parts", "precision", "words"),
    [
        (("", "", "2012"), DatePrecision.YEAR, "2012 (day and month not known)"),
        (("", "8", "2019"), DatePrecision.MONTH, "August 2019 (day not known)"),
        (("9", "8", "2019"), DatePrecision.EXACT, "9 August 2019"),
    ],
)
def test_of_a_date_of_birth_is_kept_and_shown_what_was_said_of_it(
    there: Council, parts: tuple[str, str, str], precision: DatePrecision, words: str
) -> None:
    names = (f"child__born-{part}" for part in ("day", "month", "year"))
    assert take(there, filled(there, **dict(zip(names, parts, strict=True))))[0] == 302
    row = there.read(lambda: db.session.scalars(select(EnquiredChild)).one())
    assert row.born_precision is precision
    reference = there.read(lambda: db.session.scalars(select(Enquiry.reference)).one())
    shown = there.browser(there.town.duty_officer).get(f"/enquiries/{reference}").text
    assert words in shown
    assert precision is DatePrecision.EXACT or "15" not in shown.split(words)[0][-60:]


def test_a_child_of_whom_nothing_is_said_is_refused(there: Council) -> None:
    status, page = take(there, filled(there, child__forename="", child__surname=" "))
    assert (status, "Enter what is said of child 1" in page) == (422, True)


@pytest.mark.parametrize(
    ("kind", "status"),
    [("public", 302), ("child", 302), ("professional", 422), ("parent", 422), ("relative", 422)],
)
def test_only_the_public_and_a_child_may_withhold_their_name(
    there: Council, kind: str, status: int
) -> None:
    fields = filled(there, kind=kind, name="", name_refused="y", role="Somebody")
    assert take(there, fields)[0] == status
    if status == 302:
        assert there.read(lambda: db.session.scalars(select(Enquirer)).one()).name_refused


def test_an_enquiry_taken_on_paper_keeps_its_own_time(there: Council) -> None:
    late = {"asked_on-day": "2", "asked_on-month": "11", "asked_on-year": "2026"}
    late |= {"asked_time": "14:05", "entered_late_because": "The system was down"}
    assert take(there, filled(there) | late)[0] == 302
    row = saved(there)[0]
    assert row.asked_at.isoformat() == "2026-11-02T14:05:00+00:00"
    assert row.recorded_at > row.asked_at
    for change in (
        {"asked_time": "25:61"},
        {"asked_on-year": "2999"},
        {"entered_late_because": ""},
    ):
        assert take(there, filled(there, idempotency_key="other") | late | change)[0] == 422


@pytest.mark.parametrize("kind", HOSTILE)
def test_half_typed_text_of_any_kind_is_kept_or_refused(there: Council, kind: str) -> None:
    browser = there.browser(there.town.duty_officer)
    fields = filled(there, name=HOSTILE[kind]) | {HOSTILE[kind][:50]: "odd"}
    status = browser.post("/enquiries/draft", data=fields).status_code
    assert status in (204, 400)
    assert browser.get("/enquiries").status_code == 200
    if status == 204:
        assert len(there.read(lambda: drafts_of(there.town.duty_officer))) == 1
        assert browser.get("/enquiries/new?draft=a-form-of-its-own").status_code == 200


def test_addresses_with_odd_numbers_are_not_found(there: Council) -> None:
    browser, call = there.browser(there.town.duty_officer), there.take()
    there.record_check(call, "confirmed")
    for number in ("0", "99", "9" * 30):
        for path in (f"children/{number}/answer", f"children/1/candidates/{number}"):
            assert browser.get(call.path(*path.split("/"))).status_code == 404, path
        assert browser.get(f"/enquiries?page={number}").status_code in (200, 404)
    assert browser.get("/enquiries?page=x&whose=%00").status_code == 200
    assert browser.get("/enquiries/%00%F0%9F%91%B6").status_code == 404
    assert browser.post("/enquiries/find", data={"reference": "\x00👶" * 99}).status_code == 302
