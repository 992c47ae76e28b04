"""The pages of questions about a person: what each role reads, what bad input gives back."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from lacrecords.database import db, now_utc, transaction
from lacrecords.disclosure_schemes.models import SchemeQuestion
from lacrecords.disclosure_schemes.standing import QuestionStanding
from lacrecords.enquiries.asked import AskingPerson
from lacrecords.people.services import NewPerson, create_person
from lacrecords.rules.disclosure_scheme_words import SCHEME_SENTENCES
from lacrecords.terms import EnquirerKind, PoliceAnswer, Role, SchemeSaying
from tests.factories.enquiries import ask
from tests.factories.risk import make_notification
from tests.factories.schemes import (
    SchemeDesk,
    again,
    answered,
    asked,
    attended,
    linked,
    make_scheme_desk,
    referred,
)
from tests.factories.staff import MAKER, make_account, sign_in_as
from tests.factories.town import make_child, make_town


@pytest.fixture
def desk(app: Flask) -> SchemeDesk:
    app.config["WTF_CSRF_ENABLED"] = False
    app.config["PREFERRED_URL_SCHEME"] = "https"
    with app.app_context(), transaction():
        return make_scheme_desk(make_town())


@pytest.fixture
def officer(app: Flask, desk: SchemeDesk) -> FlaskClient:
    return sign_in_as(app.test_client(), desk.town.duty_officer)


@pytest.fixture
def manager(app: Flask, desk: SchemeDesk) -> FlaskClient:
    return sign_in_as(app.test_client(), desk.town.designated_manager)


def path_of(standing: QuestionStanding, rest: str = "") -> str:
    return f"/disclosure-schemes/{standing.question.reference}{rest}"


def typed(**changed: str) -> dict[str, str]:
    """A whole form, as a browser sends it."""
    today = now_utc().date()
    fields = {
        "idempotency_key": "form one",
        "asked_on-day": str(today.day),
        "asked_on-month": str(today.month),
        "asked_on-year": str(today.year),
        "channel": "telephone",
        "asker": "relative",
        "asker_name": "Drusilla Fairbairn",
        "safe_contact": "Ring her sister, mornings only",
        "person_name": "Barnaby Thistlewood",
        "about": "partner_of_somebody_else",
        "access_to_child": "yes",
        "children-0-name": "Wilfreda",
        "children-0-contact": "lives_with",
        "child_at_risk": "no",
        "danger_now": "no",
        "seen_or_heard": "He takes the boy out alone.",
    }
    return fields | {name.replace("__", "-"): value for name, value in changed.items()}


def test_every_page_of_a_question_opens(app: Flask, desk: SchemeDesk, manager: FlaskClient) -> None:
    now = now_utc()
    with app.app_context():
        with transaction():
            child = make_child(case_open=True, lead=desk.town.lead)
        bare = asked(desk, at=now, our_worker=True, child_at_risk=True)
        further = attended(
            desk, answered(desk, referred(desk, asked(desk, at=now), at=now), at=now), at=now
        )
        further = linked(desk, further, child, at=now)
    link = further.links[0].id
    pages = ("", "/amend", "/children/add", "/say", "/children/1/link", "/refer", "/police")
    more = ("/attended", "/end", "/referral.txt", "/done/worry")
    paths = [path_of(one, rest) for one in (bare, further) for rest in (*pages, *more)]
    paths += [path_of(bare, "/allegation"), path_of(further, f"/links/{link}/undo")]
    answers = {path: manager.get(path).status_code for path in ("/disclosure-schemes", *paths)}
    assert {path: status for path, status in answers.items() if status != 200} == {}
    missing = ("/children/9/link", "/links/999/undo", "/done/match", "/allegation")
    assert {manager.get(path_of(further, rest)).status_code for rest in missing} == {404}


def test_a_question_is_recorded_once_and_says_what_to_say(
    app: Flask, desk: SchemeDesk, officer: FlaskClient
) -> None:
    answers = [officer.post("/disclosure-schemes/new", data=typed()) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    page = html.unescape(officer.get(answers[0].location).text)
    assert SCHEME_SENTENCES[SchemeSaying.NOTHING_FROM_US] in page
    assert "Child Sex Offender Disclosure Scheme and Domestic Violence" in page
    assert "Ring her sister, mornings only" in page
    with app.app_context():
        assert db.session.scalar(select(func.count(SchemeQuestion.id))) == 1


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"asker_name": ""}, "tick that they would not give one"),
        ({"safe_contact": " "}, "Ask how it is safe to contact them"),
        ({"person_name": ""}, "Enter the name of the person"),
        ({"danger_now": "yes"}, "Enter what was done at once"),
        ({"danger_now": ""}, "select whether anybody is in danger"),
        ({"about": "husband"}, "Select one of the answers shown"),
        ({"asked_on__year": "2099"}, "today or in the past"),
        ({"asked_on__year": "1999"}, "too long ago"),
        ({"asked_on__day": "31", "asked_on__month": "2"}, "must be a real date"),
        ({"children__0__contact": "sleeps"}, "Select one of the answers shown"),
    ],
)
def test_bad_input_says_what_to_do_and_loses_nothing(
    desk: SchemeDesk, officer: FlaskClient, changed: dict[str, str], message: str
) -> None:
    answer = officer.post("/disclosure-schemes/new", data=typed(**changed))
    assert answer.status_code == 422 and message in html.unescape(answer.text)
    assert "He takes the boy out alone." in answer.text


def test_a_child_group_is_added_and_everything_typed_stays(
    desk: SchemeDesk, officer: FlaskClient
) -> None:
    answer = officer.post("/disclosure-schemes/new", data=typed(group="add:children"))
    assert "Child 2" in answer.text and "Barnaby Thistlewood" in answer.text
    assert answer.status_code == 200


@pytest.mark.parametrize("kind", list(EnquirerKind))
def test_the_enquiry_of_the_public_and_family_offers_the_question_and_fills_it(
    app: Flask, desk: SchemeDesk, officer: FlaskClient, kind: EnquirerKind
) -> None:
    with app.app_context(), transaction():
        person = AskingPerson(kind=kind, name="Drusilla Fairbairn", telephone_given="01632 960888")
        reference = ask(desk.town, enquirer=person).reference
    page = officer.get(f"/enquiries/{reference}").text
    offered = kind not in (EnquirerKind.PROFESSIONAL, EnquirerKind.CHILD)
    assert ("This is a question about a person" in page) is offered
    form = officer.get(f"/disclosure-schemes/new?enquiry={reference}").text
    assert 'value="Drusilla Fairbairn"' in form and "Wilfreda Ashgrove" in form
    made = officer.post(f"/disclosure-schemes/new?enquiry={reference}", data=typed())
    assert f"/enquiries/{reference}" in officer.get(made.location).text
    again_page = officer.get(f"/disclosure-schemes/new?enquiry={reference}").text
    assert "written down already" in again_page


def test_an_enquiry_that_is_not_there_or_not_theirs_opens_nothing(
    app: Flask, desk: SchemeDesk, officer: FlaskClient
) -> None:
    assert officer.get("/disclosure-schemes/new?enquiry=ABCD-2345").status_code == 404
    with app.app_context(), transaction():
        reference = ask(desk.town).reference
    lead = sign_in_as(app.test_client(), desk.town.lead)
    assert lead.get(f"/disclosure-schemes/new?enquiry={reference}").status_code == 404
    assert lead.get("/disclosure-schemes/new").status_code == 200


MASKED = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}|nonce-?=?\"?[^\"]+|csrf[^>]+|form [0-9]+")


def seen(client: FlaskClient, standing: QuestionStanding) -> list[str]:
    """Every page of a question as it is sent, without what is random."""
    rests = ("", "/say", "/refer", "/amend", "/referral.txt", "/police", "/end")
    return [MASKED.sub("*", client.get(path_of(standing, rest)).text) for rest in rests]


def test_no_page_differs_by_what_we_know_of_the_person(
    app: Flask, desk: SchemeDesk, manager: FlaskClient
) -> None:
    """The same, byte for byte, before and after the person stands in every register we have."""
    now = now_utc()
    with app.app_context():
        standing = asked(desk, at=now)
    before = seen(manager, standing)
    with app.app_context(), transaction():
        create_person(MAKER, NewPerson(forename="Barnaby", surname="Thistlewood"), now)
        make_notification(forename="Barnaby", surname="Thistlewood")
    assert seen(manager, standing) == before


def test_a_question_about_a_worker_is_not_there_for_the_desk(
    app: Flask, desk: SchemeDesk, officer: FlaskClient
) -> None:
    with app.app_context():
        standing = asked(desk, our_worker=True, by=desk.town.duty_social_worker)
    assert officer.get(path_of(standing)).status_code == 404
    assert standing.question.reference not in officer.get("/disclosure-schemes").text
    recorder = sign_in_as(app.test_client(), desk.town.duty_social_worker)
    assert recorder.get(path_of(standing)).status_code == 200


def test_the_caldicott_guardian_reads_and_does_nothing(app: Flask, desk: SchemeDesk) -> None:
    with app.app_context():
        standing = referred(desk, asked(desk, at=now_utc()), at=now_utc())
        with transaction():
            guardian = make_account(Role.CALDICOTT_GUARDIAN)
    client = sign_in_as(app.test_client(), guardian)
    page = client.get(path_of(standing)).text
    assert "Barnaby Thistlewood" in page
    links = set(re.findall(rf'href="{path_of(standing)}/([a-z/0-9.?=]+)"', page))
    assert links == set()
    assert client.get(path_of(standing, "/say")).status_code == 403


def test_a_note_that_may_hold_what_was_told_is_asked_about_once_more(
    app: Flask, desk: SchemeDesk, manager: FlaskClient
) -> None:
    now = now_utc()
    with app.app_context():
        standing = referred(desk, asked(desk, at=now), at=now)
    today = now.date()
    fields = {
        "answer": "acknowledged",
        "answered_on-day": str(today.day),
        "answered_on-month": str(today.month),
        "answered_on-year": str(today.year),
        "said_by": "Sergeant Ojukwu",
        "note": "They say he was convicted.",
    }
    wrong = manager.post(path_of(standing, "/police"), data=fields)
    assert wrong.status_code == 422 and "“convicted” may be of" in html.unescape(wrong.text)
    assert "They say he was convicted." in wrong.text
    with app.app_context():
        assert again(standing).answers == ()
    clean = {"note_is_clean": "y", "note": "The sergeant’s car was charged."}
    assert manager.post(path_of(standing, "/police"), data=fields | clean).status_code == 303


def meeting(**changed: str) -> dict[str, str]:
    """An attended disclosure, as a browser sends it."""
    today = now_utc().date()
    fields = {
        "idempotency_key": "meeting",
        "scheme": "domestic_violence",
        "held_on-day": str(today.day),
        "held_on-month": str(today.month),
        "held_on-year": str(today.year),
        "place": "Larkfield police station",
        "attended_by": "Bram Oyelaran",
        "police_officer": "Constable Whitlow",
        "told_to": "The mother",
        "warned_safeguarding_only": "yes",
        "warned_confidential": "yes",
        "warned_proceedings": "yes",
        "undertaking": "refused",
        "took_place": "no",
    }
    return fields | changed


def test_a_refused_undertaking_says_whether_the_police_considered_it(
    app: Flask, desk: SchemeDesk, manager: FlaskClient
) -> None:
    now = now_utc()
    with app.app_context():
        standing = answered(desk, referred(desk, asked(desk, at=now), at=now), at=now)
    path = path_of(standing, "/attended")
    wrong = manager.post(path, data=meeting())
    assert wrong.status_code == 422 and "whether the police considered it" in wrong.text
    for _ in range(2):
        kept = manager.post(path, data=meeting(police_considered="yes"))
        assert kept.status_code == 303
    page = html.unescape(manager.get(path_of(standing)).text)
    assert "Undertaking refused. The police considered whether to disclose all the same." in page
    with app.app_context():
        (row,) = again(standing).attended
    put_right = {"corrects": str(row.id), "idempotency_key": "two", "undertaking": "signed"}
    assert "Enter what was wrong" in manager.post(path, data=meeting(**put_right)).text
    put_right["why_corrected"] = "She signed after all"
    assert manager.post(path, data=meeting(**put_right)).status_code == 303
    page = html.unescape(manager.get(path_of(standing)).text)
    assert "Undertaking signed." in page and "puts an earlier entry right" in page


def test_words_changed_since_the_page_was_shown_are_not_referred(
    app: Flask, desk: SchemeDesk, officer: FlaskClient
) -> None:
    with app.app_context():
        standing = asked(desk, at=now_utc())
    today = now_utc().date()
    fields = {
        "shown_words": "What stood there before",
        "contact_point": str(desk.telephone_id),
        "referred_to": "Sergeant Ojukwu",
        "referred_on-day": str(today.day),
        "referred_on-month": str(today.month),
        "referred_on-year": str(today.year),
    }
    wrong = officer.post(path_of(standing, "/refer"), data=fields)
    assert wrong.status_code == 422 and "Somebody else changed this" in wrong.text
    found = re.search(r'name="shown_words" value="([^"]+)"', wrong.text)
    assert found is not None
    fields["shown_words"] = html.unescape(found[1])
    assert officer.post(path_of(standing, "/refer"), data=fields).status_code == 303


def test_the_referral_is_fetched_as_text_and_may_not_be_kept_by_a_browser(
    app: Flask, desk: SchemeDesk, officer: FlaskClient
) -> None:
    with app.app_context():
        standing = asked(desk, at=now_utc())
    with officer.get(path_of(standing, "/referral.txt")) as file:
        assert file.mimetype == "text/plain" and "Barnaby Thistlewood" in file.text
        assert "no-store" in file.headers["Cache-Control"]
        assert "Thistlewood" not in file.headers["Content-Disposition"]


def test_the_list_is_filtered_sorted_and_counted(
    app: Flask, desk: SchemeDesk, manager: FlaskClient
) -> None:
    now = now_utc()
    with app.app_context():
        late = asked(desk, at=now - timedelta(days=9), access_to_child=False)
        gone = answered(
            desk, referred(desk, asked(desk, at=now), at=now), PoliceAnswer.ACKNOWLEDGED, at=now
        )
    both = {late.question.reference, gone.question.reference}

    def shown(query: str) -> set[str]:
        page = manager.get(f"/disclosure-schemes?{query}").text
        return {one for one in both if one in page}

    assert shown("shown=open") == both == shown("shown=nonsense&page=x")
    assert shown("shown=late") == {late.question.reference} == shown("shown=to_refer")
    assert shown("shown=all&scheme=child_sex_offender") == {gone.question.reference}
    assert shown("shown=ended") == set() == shown("shown=all&scheme=neither")
    page = manager.get("/disclosure-schemes?shown=all&scheme=either&order=newest").text
    assert page.index(gone.question.reference) < page.index(late.question.reference)
    assert "<strong>2</strong> open, <strong>1</strong> late" in page
    assert "Thistlewood" not in page and "Fairbairn" not in page


def test_a_referral_put_right_keeps_the_words_that_went(
    app: Flask, desk: SchemeDesk, officer: FlaskClient
) -> None:
    now = now_utc()
    with app.app_context():
        standing = referred(desk, asked(desk, at=now), at=now)
    went = standing.referrals[0].words
    changed = typed(shown="1", why_changed="She rang", person_name="Barnaby Thistleton")
    assert officer.post(path_of(standing, "/amend"), data=changed).status_code == 303
    path = path_of(standing, f"/refer?corrects={standing.referrals[0].id}")
    page = html.unescape(officer.get(path).text)
    assert "Thistlewood" in page and "Thistleton" not in page
    assert 'value="Sergeant Ojukwu"' in page, "what stands is filled in"
    fields = {
        "corrects": str(standing.referrals[0].id),
        "why_corrected": "Another sergeant",
        "shown_words": went,
        "contact_point": str(desk.telephone_id),
        "referred_to": "Sergeant Amberley",
        "referred_on-day": str(now.day),
        "referred_on-month": str(now.month),
        "referred_on-year": str(now.year),
    }
    assert officer.post(path, data=fields).status_code == 303
    with app.app_context():
        (row,) = again(standing).referrals
    assert row.words == went and row.referred_to == "Sergeant Amberley"
    assert officer.get(path).status_code == 404, "it was put right already"
    assert "put this right already" in html.unescape(officer.post(path, data=fields).text)
