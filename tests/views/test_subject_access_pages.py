"""The pages of requests for information over HTTP: what each role reads, what bad input does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lacrecords.children.services import DeclareConnection, declare_connection
from lacrecords.database import now_utc, transaction
from lacrecords.subject_access.searching import search
from lacrecords.terms import AsksAs, Role
from tests.factories.children import restrict
from tests.factories.staff import make_account, sign_in_as
from tests.factories.subject_access import (
    MOTHER,
    SUBJECT,
    Access,
    again,
    asked,
    assembled,
    given_to_second,
    issued,
    make_records,
    path_of,
    searched,
    shown,
)
from tests.factories.town import make_town

LONG_AGO = now_utc() - timedelta(days=12)
WHO = f"{SUBJECT[0]} {SUBJECT[1]}"


@pytest.fixture
def access(app: Flask) -> Access:
    app.config["WTF_CSRF_ENABLED"] = False
    app.config["PREFERRED_URL_SCHEME"] = "https"
    with app.app_context(), transaction():
        return make_records(make_town())


@pytest.fixture
def guardian(app: Flask, access: Access) -> FlaskClient:
    return sign_in_as(app.test_client(), access.guardian)


@pytest.fixture
def manager(app: Flask, access: Access) -> FlaskClient:
    return sign_in_as(app.test_client(), access.town.designated_manager)


def test_every_page_of_a_request_opens(
    app: Flask, access: Access, guardian: FlaskClient, manager: FlaskClient
) -> None:
    with app.app_context():
        bare = path_of(asked(access, LONG_AGO, asks_as=AsksAs.REPRESENTATIVE, relationship="x"))
        request_id = searched(access, shown(access, asked(access, LONG_AGO), LONG_AGO), LONG_AGO)
        assembled(request_id, access.guardian, LONG_AGO)
        packed = path_of(request_id)
    early = ("", "/checks/identity", "/checks/authority", "/questions/identity")
    early += (
        "/put-right",
        "/questions/clarification",
        "/extend",
        "/voice/consent",
        "/voice/understanding",
    )
    pages = [bare + rest for rest in (*early, "/end", "/pack")]
    later = ("", "/candidates", "/candidates/1", "/pack", "/pack/1", "/pack/1/lines/0")
    pages += [packed + rest for rest in (*later, "/harm/ask", "/preview", "/release")]
    answers = {path: guardian.get(path).status_code for path in ("/subject-access/new", *pages)}
    answers |= {path: manager.get(path).status_code for path in (*pages, f"{packed}/harm")}
    assert {path: status for path, status in answers.items() if status != 200} == {}


@pytest.fixture
def officer(app: Flask, access: Access) -> FlaskClient:
    return sign_in_as(app.test_client(), access.town.duty_officer)


def day(name: str, of: str = "2026-11-02") -> dict[str, str]:
    year, month, number = of.split("-")
    return {f"{name}-day": number, f"{name}-month": month, f"{name}-year": year}


WHOLE = {
    "received_how": "telephone",
    "asks_as": "themselves",
    "asker_name": "Odette Marchbanks",
    "asker_contact": "01632 960771",
    "subject_forename": "Odette",
    "subject_surname": "Marchbanks",
    "everything": "yes",
} | day("received")


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"asker_name": ""}, "Enter who asks"),
        ({"subject_forename": "", "subject_surname": ""}, "Enter a name of the person"),
        ({"asks_as": "representative"}, "Enter what they are to the person"),
        ({"everything": "no"}, "Enter what they ask for"),
        (day("received", "2126-11-02"), "must be today or in the past"),
        (day("born", "1826-11-02"), "more than 120 years ago"),
        ({"asks_as": "king"}, "Select one of the answers shown"),
        ({"subject_surname": "x\u202ey"}, "Remove the characters that cannot be seen"),
    ],
)
def test_bad_input_is_answered_clearly_and_loses_nothing(
    officer: FlaskClient, said: dict[str, str], message: str
) -> None:
    answer = officer.post("/subject-access/new", data=WHOLE | said)
    assert answer.status_code == 422
    assert message in answer.text and "01632 960771" in answer.text


def test_whoever_wrote_it_down_reads_no_more_than_they_wrote(
    app: Flask, access: Access, officer: FlaskClient, guardian: FlaskClient
) -> None:
    made = officer.post("/subject-access/new", data=WHOLE)
    assert made.status_code == 303
    page = officer.get(made.location).text
    assert "Odette Marchbanks" in page and "What has happened" not in page
    assert officer.get(made.location + "/pack").status_code == 403
    assert "What has happened" in guardian.get(made.location).text
    colleague = sign_in_as(app.test_client(), access.town.duty_social_worker)
    assert colleague.get(made.location).status_code == 404
    assert "Marchbanks" not in colleague.get("/subject-access").text


def test_a_request_is_put_right_and_shows_what_stood_before(
    guardian: FlaskClient, officer: FlaskClient
) -> None:
    path = officer.post("/subject-access/new", data=WHOLE).location
    assert officer.get(f"{path}/put-right").status_code == 403
    form = guardian.get(f"{path}/put-right").text
    assert "01632 960771" in form and 'value="2026"' in form
    changed = WHOLE | {"asker_contact": "5 Elm Mews", "shown": "0"}
    bare = guardian.post(f"{path}/put-right", data=changed)
    assert bare.status_code == 422 and "Enter why it is put right" in bare.text
    assert "5 Elm Mews" in bare.text
    why = {"because": "She spelt it out."}
    same = guardian.post(f"{path}/put-right", data=WHOLE | why | {"shown": "0"})
    assert same.status_code == 422 and "Nothing is different" in same.text
    assert guardian.post(f"{path}/put-right", data=changed | why).status_code == 303
    stale = guardian.post(f"{path}/put-right", data=changed | why | {"asked": "x"})
    assert stale.status_code == 422 and "put right meanwhile" in stale.text
    page = guardian.get(path).text
    assert "What stood before" in page and "01632 960771" in page and "5 Elm Mews" in page
    assert "She spelt it out." in page


def test_a_part_is_said_and_more_is_taken_in_from_the_page_of_the_pack(
    app: Flask, access: Access, guardian: FlaskClient
) -> None:
    with app.app_context():
        request_id = asked(access, LONG_AGO, everything=False, asked="My addresses.")
        searched(access, shown(access, request_id, LONG_AGO), LONG_AGO)
        path = path_of(request_id)
        whole = path_of(asked(access, LONG_AGO))
    assert guardian.get(f"{whole}/part").status_code == 404
    assert "Say which part is asked for" in guardian.get(path).text
    bare = guardian.post(f"{path}/part", data={"words": "By letter."})
    assert bare.status_code == 422 and "Select at least one kind" in bare.text
    said = {"kinds": ["child_record"], "words": "By letter."}
    swapped = day("since", "2026-02-02") | day("until", "2026-02-01")
    wrong = guardian.post(f"{path}/part", data=said | swapped)
    assert wrong.status_code == 422 and "must not be before the first" in wrong.text
    assert "By letter." in wrong.text
    assert guardian.post(f"{path}/part", data=said).status_code == 303
    with app.app_context():
        assembled(request_id, access.guardian, now_utc())
    page = guardian.get(f"{path}/pack").text
    assert "Not asked for, so not in this pack" in page and "Household and family" in page
    assert "Household and family" not in guardian.get(f"{path}/preview").text
    take = f"{path}/pack/unasked/household_members"
    assert "1 entry" in guardian.get(take).text
    assert guardian.post(take, data={}).status_code == 422
    assert guardian.get(f"{path}/pack/unasked/accounts").status_code == 404
    assert guardian.post(take, data={"because": "Meant too."}).status_code == 303
    assert "being assembled" in guardian.get(f"{path}/pack").text


def test_somebody_who_knows_the_child_finds_no_request(app: Flask, access: Access) -> None:
    with app.app_context():
        request_id = searched(access, shown(access, asked(access, LONG_AGO), LONG_AGO), LONG_AGO)
        path = path_of(request_id)
        with transaction():
            relative = make_account(Role.CALDICOTT_GUARDIAN, name="Aunt Ada")
            declare_connection(
                relative, access.child_id, DeclareConnection(reason="My niece"), now_utc()
            )
    client = sign_in_as(app.test_client(), relative)
    assert client.get(path).status_code == 404
    assert WHO not in client.get("/subject-access").text


def test_the_owner_of_a_closed_record_finds_the_question_and_nobody_else_does(
    app: Flask, access: Access, guardian: FlaskClient, manager: FlaskClient
) -> None:
    with app.app_context():
        with transaction():
            owner = make_account(Role.TEAM_MANAGER, name="Odo Farrant")
            restrict(access.child_id, owner)
        request_id = shown(access, asked(access, LONG_AGO), LONG_AGO)
        with transaction():
            search(access.guardian, request_id, LONG_AGO)
    client = sign_in_as(app.test_client(), owner)
    asked_of = "You are asked about records that you answer for"
    page = client.get("/subject-access").text
    assert asked_of in page and WHO not in page
    path = page[page.index("/subject-access/closed/") :].split('"')[0]
    assert client.get(path).status_code == 200
    for other in (guardian, manager):
        assert asked_of not in other.get("/subject-access").text
        assert other.get(path).status_code in (403, 404)
    assert client.post(path, data={"opens": "yes", "words": "Hers."}).status_code == 303
    assert "You answered this" in client.get(path).text
    assert asked_of not in client.get("/subject-access").text


def test_a_page_is_redacted_without_scripts_and_shows_what_would_be_released(
    app: Flask, access: Access, guardian: FlaskClient
) -> None:
    with app.app_context():
        request_id = searched(access, shown(access, asked(access, LONG_AGO), LONG_AGO), LONG_AGO)
        assembled(request_id, access.guardian, LONG_AGO)
        path = path_of(request_id, "/pack/1")
    nothing = guardian.post(f"{path}/lines", data={"pack": "1", "reason": "in_confidence"})
    assert nothing.status_code == 422 and "Tick what is to be left out" in nothing.text
    stale = guardian.post(
        f"{path}/lines", data={"pack": "7", "reason": "in_confidence", "passages": "0"}
    )
    assert stale.status_code == 422 and "assembled anew meanwhile" in stale.text
    odd = guardian.post(f"{path}/lines", data={"pack": "1", "reason": "boredom", "passages": "0"})
    assert odd.status_code == 422
    kept = guardian.post(
        f"{path}/lines", data={"pack": "1", "reason": "in_confidence", "passages": ["0"]}
    )
    assert kept.status_code == 303
    page = guardian.get(path).text
    assert "<del>" in page and "[left out]" in page and "Given in confidence" in page
    words = guardian.post(f"{path}/lines/1", data={"pack": "1", "reason": "crime", "words": ["0"]})
    assert words.status_code == 303
    assert guardian.get(f"{path}/lines/99").status_code == 404


def test_the_first_person_is_not_offered_the_release_and_the_second_releases(
    app: Flask, access: Access, guardian: FlaskClient, manager: FlaskClient
) -> None:
    with app.app_context():
        request_id = given_to_second(access, LONG_AGO, now_utc() - timedelta(hours=1))
        path = path_of(request_id)
        asked_for = again(request_id, now_utc()).open_ask
        assert asked_for is not None
        digest = asked_for.release_digest
    assert "You prepared this pack" in guardian.get(f"{path}/release").text
    refused = guardian.post(f"{path}/release", data={"digest": digest})
    assert refused.status_code == 422 and "Another person" in refused.text
    stale = manager.post(f"{path}/release", data={"digest": "0" * 64})
    assert stale.status_code == 422 and "have changed" in stale.text
    page = manager.get(f"{path}/release").text
    assert digest in page and MOTHER not in page
    assert manager.post(f"{path}/release", data={"digest": digest}).status_code == 303
    assert "Released" in manager.get(path).text


def test_the_document_is_sent_without_being_kept_by_the_browser(
    app: Flask, access: Access, guardian: FlaskClient
) -> None:
    with app.app_context():
        path = path_of(issued(access, LONG_AGO, now_utc() - timedelta(minutes=5)))
    answer = guardian.get(f"{path}/document.pdf?save=1")
    assert answer.status_code == 200 and answer.mimetype == "application/pdf"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Ashgrove" not in answer.headers["Content-Disposition"]


def test_a_released_request_is_opened_again_and_the_earlier_document_stays(
    app: Flask, access: Access, guardian: FlaskClient
) -> None:
    with app.app_context():
        path = path_of(issued(access, LONG_AGO, now_utc() - timedelta(minutes=5)))
    assert "Make a further pack" in guardian.get(path).text
    first = guardian.get(f"{path}/document.pdf").data
    bare = guardian.post(f"{path}/further", data={"words": "A box."})
    assert bare.status_code == 422 and "Select why" in bare.text and "A box." in bare.text
    today = day("on", f"{now_utc():%Y-%m-%d}")
    said = {"why": "more_found", "words": "A box in the cellar."} | today
    assert guardian.post(f"{path}/further", data=said).status_code == 303
    page = guardian.get(path).text
    assert "Answer number 2" in page and "A box in the cellar." in page
    assert "Search everything that is held" in page
    assert guardian.get(f"{path}/document.pdf").status_code == 404
    assert guardian.get(f"{path}/releases/1/document.pdf").data == first
    assert guardian.get(f"{path}/releases/2/document.pdf").status_code == 404
    assert guardian.get(f"{path}/further").status_code == 404


def test_a_refusal_is_asked_for_by_one_and_agreed_to_by_another(
    app: Flask, access: Access, guardian: FlaskClient, manager: FlaskClient, officer: FlaskClient
) -> None:
    with app.app_context():
        path = path_of(asked(access, LONG_AGO))
    assert manager.get(f"{path}/end/agree").status_code == 404
    bare = guardian.post(f"{path}/end", data={"ended_as": "refused_excessive", "words": ""})
    assert bare.status_code == 422
    assert "Enter the reasons" in bare.text
    said = {"ended_as": "refused_excessive", "words": "The eleventh since October."}
    guardian.post(f"{path}/end", data=said)
    own = guardian.get(f"{path}/end/agree").text
    assert "Another person reads why" in own
    assert "I have read it" not in own
    assert officer.get(f"{path}/end/agree").status_code == 403
    read = manager.get(f"{path}/end/agree").text
    assert "The eleventh since October." in read
    assert "because it is manifestly excessive" in read
    stale = manager.post(f"{path}/end/agree", data={"asked": "99"})
    assert "Nobody asks for this end any more" in stale.text
    back = manager.post(f"{path}/end/give-back", data={"because": "It is his third."})
    assert back.status_code == 303
    shown_again = guardian.get(path).text
    assert "did not agree that the request ends" in shown_again
    assert "It is his third." in shown_again
    guardian.post(f"{path}/end", data=said)
    form = manager.get(f"{path}/end/agree").text
    number = form.split('name="asked"')[1].split('value="')[1].split('"')[0]
    assert manager.post(f"{path}/end/agree", data={"asked": number}).status_code == 303
    assert "Refused" in guardian.get(path).text


def test_whoever_asked_takes_it_back_without_a_second_person(
    app: Flask, access: Access, guardian: FlaskClient
) -> None:
    with app.app_context():
        path = path_of(asked(access, LONG_AGO))
    guardian.post(f"{path}/end", data={"ended_as": "withdrawn", "words": "She rang."})
    assert "The document is being made" in guardian.get(path).text
