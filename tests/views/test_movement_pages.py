"""Movements over HTTP: recorded, seen through, sent, loaded; hidden from whom they are not for."""

from __future__ import annotations

import io
import json
import re
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from lacrecords.database import db, now_utc, transaction
from lacrecords.movements.models import Movement, MovementStep
from lacrecords.notifications.models import Task
from lacrecords.notifications.services import NewTask, Recipient, open_task
from lacrecords.staff.queries import council_day
from lacrecords.terms import Role, TaskKind
from lacrecords.web import documents
from tests.factories.children import path_of, restrict
from tests.factories.enquiries import ask
from tests.factories.movements import MERECOMBE, make_authority
from tests.factories.staff import MAKER
from tests.factories.town import Town, make_child, make_town
from tests.support.posting import post_form, token_on
from tests.support.register import Register
from tests.views.test_import_pages import send_parts

TODAY = council_day(now_utc())


@pytest.fixture
def town(app: Flask) -> Town:
    with app.app_context(), transaction():
        make_authority()
        return make_town()


@pytest.fixture
def manager(register: Register, town: Town) -> FlaskClient:
    return register.browser(town.designated_manager)


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}__{part}": str(getattr(on, part)) for part in ("day", "month", "year")}


def record(
    client: FlaskClient, path: str = "/movements/new", expect: int = 303, **said: str
) -> TestResponse:
    plain = {
        "direction": "out",
        "described_name": "Ottoline Fairweather",
        "who": "on_plan",
        "planned": "no",
        "stay": "permanent",
        "address": "3 Rook Lane, Merecombe",
        "postcode": "ZZ3 3ZZ",
        "authority_id": "1",
        "told_by": "Her grandmother",
        **day("moved_on", TODAY - timedelta(days=1)),
        **day("told_on", TODAY),
    }
    answer = post_form(client, path, **(plain | said))
    assert answer.status_code == expect, answer.text
    return answer


def step(client: FlaskClient, path: str, kind: str, expect: int = 303, **said: str) -> TestResponse:
    plain = {"kind": kind, "method": "post", "whom": "Movements desk", "words": "As agreed"}
    answer = post_form(client, f"{path}/step", **(plain | day("happened_on", TODAY) | said))
    assert answer.status_code == expect, answer.text
    return answer


def a_child(app: Flask, town: Town, **said: object) -> tuple[int, str]:
    with app.app_context(), transaction():
        number = make_child(case_open=True, on_plan=True, lead=town.lead, **said)  # type: ignore[arg-type]
        return number, path_of(number)


def test_a_described_child_is_recorded_and_stands_in_the_list_with_the_reason_of_its_clock(
    manager: FlaskClient, register: Register
) -> None:
    path = record(manager).location
    page = manager.get(path).text
    assert "Ottoline Fairweather, out of our area" in page and "On no record yet" in page
    listed = manager.get("/movements").text
    assert "setting movement_notice_working_days" in listed and MERECOMBE in listed
    assert "Ottoline Fairweather" in listed
    assert "Ottoline" not in manager.get("/movements?direction=in").text
    assert "Ottoline" not in manager.get("/movements?late=yes").text
    assert manager.get("/movements?direction=nonsense&state=x&order=y&page=-3").status_code == 200
    assert len(register.trail("movement_recorded")) == 1
    assert len(register.trail("movement_viewed")) == 1
    assert len(register.trail("movements_listed")) == 4


def test_a_form_with_mistakes_gives_the_text_back_and_says_what_to_do(manager: FlaskClient) -> None:
    answer = record(manager, expect=422, moved_on__day="31", moved_on__month="2", who="")
    assert "Day of the move must be a real date" in answer.text
    assert "3 Rook Lane, Merecombe" in answer.text and "Her grandmother" in answer.text
    answer = record(manager, expect=422, who="childrens_home")
    assert "Select whether the child is on a plan" in answer.text


def test_sending_a_form_twice_makes_one_movement(app: Flask, manager: FlaskClient) -> None:
    page = manager.get("/movements/new").text
    key = re.search(r'name="form_key" value="([^"]+)"', page)
    assert key is not None
    both = {record(manager, form_key=key[1]).location for _ in range(2)}
    assert len(both) == 1
    with app.app_context():
        assert db.session.scalar(select(func.count(Movement.id))) == 1


def test_a_lead_records_the_move_of_their_child_from_its_page_and_the_manager_takes_it_on(
    app: Flask, register: Register, town: Town, manager: FlaskClient
) -> None:
    _, child = a_child(app, town)
    lead, other = register.browser(town.lead), register.browser(town.other_lead)
    there = f"/movements/new?child={child.rpartition('/')[2]}"
    assert there.replace("&", "&amp;") in lead.get(child).text
    path = record(lead, there).location
    assert "Wilfreda Ashgrove, out of our area" in lead.get(path).text
    assert "Record a step" not in lead.get(path).text
    assert lead.get("/movements").status_code == 403
    assert lead.get(f"{path}/step").status_code == 403
    assert "You do not lead for this child" in other.get(there).text
    assert "Record a step" in manager.get(path).text
    for reader in (lead, manager):
        panel = reader.get(child).text
        assert path in panel and "No written notice yet" in panel


def test_a_movement_is_seen_through_on_its_page(app: Flask, manager: FlaskClient) -> None:
    path = record(manager).location
    refused = step(manager, path, "responsibility_passed", 422)
    assert "Record the conference first" in refused.text
    call = step(manager, path, "notice_sent", 422, method="telephone")
    assert "A call is no notice and starts no clock" in call.text
    for kind in ("notice_sent", "acknowledgement_received", "papers_sent", "conference_held"):
        step(manager, path, kind)
    step(manager, path, "responsibility_passed")
    assert f"Responsible now: <strong>{MERECOMBE}" in manager.get(path).text
    withdraw = re.search(r'href="([^"]+/withdraw)"', manager.get(path).text)
    assert withdraw is not None
    assert post_form(manager, withdraw[1], because="").status_code == 422
    assert post_form(manager, withdraw[1], because="Not agreed yet").status_code == 303
    assert "Not agreed yet" in manager.get(path).text
    assert manager.get(f"{path}/steps/4711/withdraw").status_code == 404


def test_a_notice_is_made_read_taken_away_and_recorded_as_sent(
    app: Flask, manager: FlaskClient, register: Register
) -> None:
    path = record(manager).location
    there = post_form(manager, f"{path}/notice").location
    page = manager.get(there).text
    assert "Ottoline Fairweather" in page and "Nothing is sent by itself" in page
    text = manager.get(f"{there}.txt")
    assert "attachment" in text.headers["Content-Disposition"] and "Ottoline" in text.text
    assert text.headers["Cache-Control"] == "no-store"
    pdf = manager.get(f"{there}.pdf")
    assert pdf.data.startswith(b"%PDF-")
    data = json.loads(manager.get(f"{there}.json").data)
    assert (data["format"], data["version"], data["kind"]) == ("lacrecords-movement", 1, "notice")
    assert len(register.trail("movement_document_taken")) == 3
    link = re.search(r'href="([^"]+step\?kind=notice_sent[^"]+)"', page)
    assert link is not None
    form = link[1].replace("&amp;", "&")
    assert 'value="notice_sent" selected' in manager.get(form).text
    document = there.rpartition("/")[2]
    step(manager, path, "notice_sent", document=document)
    with app.app_context():
        (row,) = db.session.scalars(select(MovementStep))
        assert row.document_id == 1
    other = record(manager, described_name="Another").location
    assert step(manager, other, "notice_sent", 404, document=document)
    assert manager.get("/movements/documents/NONE-SUCH").status_code == 404


def test_a_machine_that_makes_no_pdf_says_what_is_missing(
    manager: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = record(manager).location
    there = post_form(manager, f"{path}/notice").location
    monkeypatch.setattr(documents, "HTML", None)
    answer = manager.get(f"{there}.pdf")
    assert answer.status_code == 503 and "pango" in answer.text


def load(client: FlaskClient, content: bytes, **said: str) -> TestResponse:
    there = "/movements/load"
    fields = {name.replace("__", "-"): value for name, value in day("received_on", TODAY).items()}
    file = FileStorage(io.BytesIO(content), "notice.json")
    given = {"csrf_token": token_on(client, there), "file": file, "authority_id": "1"}
    return send_parts(client, there, given | fields | said)


def test_a_file_is_loaded_once_and_a_wrong_one_leaves_nothing(
    app: Flask, manager: FlaskClient
) -> None:
    path = record(manager).location
    there = post_form(manager, f"{path}/notice").location
    content = manager.get(f"{there}.json").data
    loaded = load(manager, content)
    assert loaded.status_code == 303
    assert "Find the child" in manager.get(loaded.location).text
    again = load(manager, content)
    assert again.location == loaded.location
    assert "was loaded before" in manager.get(again.location).text
    for wrong, words in (
        (b"{", "damaged or no notice"),
        (content.replace(b"Ottoline", b"Ottilie"), "digest does not fit"),
        (b"x" * 100_000, "too large"),
    ):
        answer = load(manager, wrong)
        assert answer.status_code == 422 and words in answer.text
    assert load(manager, content, authority_id="99").status_code == 422
    with app.app_context():
        assert db.session.scalar(select(func.count(Movement.id))) == 2
    reply = post_form(
        manager,
        f"{loaded.location}/acknowledgement",
        contact_name="Oriel Tamsett",
        contact_telephone="01632 960777",
    )
    answer = load(manager, manager.get(f"{reply.location}.json").data)
    assert answer.location == path, "it answers the notice that was made here"
    assert "Acknowledgement received" in manager.get(path).text


def test_the_child_is_decided_and_undone_by_hand(
    app: Flask, manager: FlaskClient, town: Town
) -> None:
    path = record(manager).location
    _, child = a_child(app, town)
    reference = child.rpartition("/")[2]
    none = post_form(manager, f"{path}/child", child_reference="NONE-SUCH", because="Same")
    assert none.status_code == 422 and "no such record" in none.text
    done = post_form(manager, f"{path}/child", child_reference=reference, because="Same school")
    assert done.status_code == 303
    assert "Wilfreda Ashgrove, out of our area" in manager.get(path).text
    assert post_form(manager, f"{path}/child/undo", because="").status_code == 422
    assert post_form(manager, f"{path}/child/undo", because="A cousin").status_code == 303
    assert "Ottoline Fairweather, out of our area" in manager.get(path).text
    assert manager.get(f"{path}/child/undo").status_code == 409


def test_the_task_of_an_enquiry_is_taken_up_by_recording_the_movement(
    app: Flask, manager: FlaskClient, town: Town
) -> None:
    with app.app_context(), transaction():
        enquiry = ask(town, now=now_utc())
        new = NewTask(
            kind=TaskKind.MOVEMENT,
            enquiry_id=enquiry.id,
            recipient=Recipient(role=Role.DESIGNATED_MANAGER),
            why="A child with another authority was asked about: consider a movement.",
            due_at=now_utc() + timedelta(days=1),
        )
        number = open_task(MAKER, new, now_utc())
        reference = db.session.get_one(Task, number).reference
    page = manager.get(f"/tasks/{reference}").text
    there = f"/movements/new?task={reference}"
    assert there in page
    record(manager, there, direction="in")
    with app.app_context():
        assert db.session.get_one(Task, number).closing_words == "A movement is recorded."
    assert manager.get("/movements/new?task=NONE-SUCH").status_code == 404
    assert manager.get("/movements/new?child=NONE-SUCH").status_code == 404


def test_a_movement_of_a_restricted_record_is_not_there_for_others(
    app: Flask, manager: FlaskClient, register: Register, town: Town
) -> None:
    number, child = a_child(app, town)
    path = record(manager, f"/movements/new?child={child.rpartition('/')[2]}").location
    document = post_form(manager, f"{path}/notice").location
    with app.app_context(), transaction():
        restrict(number, town.team_manager)
    for there in (path, f"{path}/step", f"{path}/notice", document, f"{document}.pdf"):
        assert manager.get(there).status_code == 404, there
    assert "Wilfreda" not in manager.get("/movements").text
    owner = register.browser(town.team_manager)
    assert "Wilfreda Ashgrove" in owner.get(path).text
    assert owner.get(f"{document}.txt").status_code == 200


def test_a_confidential_address_is_for_those_who_work_with_the_child(
    app: Flask, register: Register, manager: FlaskClient, town: Town
) -> None:
    _, child = a_child(app, town)
    there = f"/movements/new?child={child.rpartition('/')[2]}"
    path = record(manager, there, address_confidential="y").location
    reads = (manager, register.browser(town.lead))
    hidden = (register.browser(town.other_lead), register.browser(town.duty_social_worker))
    assert all("3 Rook Lane" in one.get(path).text for one in reads)
    for one in hidden:
        page = one.get(path).text
        assert "3 Rook Lane" not in page and "Confidential address held" in page


def test_an_address_that_cannot_be_read_is_kept_and_pointed_out(manager: FlaskClient) -> None:
    path = record(manager, address="with her aunt, somewhere by the sea", postcode="??").location
    page = manager.get(path).text
    assert "with her aunt" in page and "could not be read as one" in page


def test_contacts_of_an_authority_take_two_people(
    register: Register, manager: FlaskClient, town: Town
) -> None:
    there = "/agencies/authorities/1"
    assert MERECOMBE in manager.get("/agencies/authorities").text
    added = post_form(
        manager,
        f"{there}/contacts/add",
        kind="email",
        value="moves@merecombe.example",
        label="Movements",
    )
    assert added.status_code == 303
    assert "To be confirmed" in manager.get(there).text
    wrong = post_form(manager, f"{there}/contacts/add", kind="email", value="no", label="x")
    assert wrong.status_code == 422
    own = post_form(manager, f"{there}/contacts/1/confirm", page=there)
    assert own.status_code == 303 and "Somebody else must confirm" in manager.get(there).text
    second = register.browser(register.staff(Role.DESIGNATED_MANAGER))
    assert post_form(second, f"{there}/contacts/1/confirm", page=there).status_code == 303
    path = record(manager).location
    assert "moves@merecombe.example" in manager.get(f"{path}/step").text
    step(manager, path, "notice_sent", contact="1", whom="", method="")
    assert "Movements, moves@merecombe.example" in manager.get(path).text
    assert post_form(second, f"{there}/contacts/1/withdraw", page=there).status_code == 303
    assert "moves@merecombe.example</option>" not in manager.get(f"{path}/step").text
    assert post_form(second, f"{there}/contacts/99/confirm", page=there).status_code == 404
    assert manager.get("/agencies/authorities/99").status_code == 404


def test_a_missing_family_is_alerted_found_and_stood_down(
    app: Flask, manager: FlaskClient, register: Register, town: Town
) -> None:
    _, child = a_child(app, town)
    families = "/movements/missing-families"
    said = {
        "children-0-child_reference": child.rpartition("/")[2],
        "family": "Isolde Quillfeather, red car",
        "worry": "She left hospital with the baby",
        "if_found": "Ring us at once",
    }
    wrong = post_form(
        manager, f"{families}/new", **(said | {"children-0-child_reference": "NONE-SUCH"})
    )
    assert wrong.status_code == 422 and "There is no such record" in wrong.text
    path = post_form(manager, f"{families}/new", **said).location
    assert "Wilfreda Ashgrove, born 7 March 2018" in manager.get(path).text
    told = {"method": "secure_email", "whom": "custodian@merecombe.example"}
    told |= day("told_on", TODAY)
    assert post_form(manager, f"{path}/tell", authority_id="1", **told).status_code == 303
    assert manager.get(f"{path}.pdf").data.startswith(b"%PDF-")
    lead = register.browser(town.lead)
    assert "Family whose whereabouts are not known" in lead.get(child).text
    assert "custodian@merecombe.example" in lead.get(path).text
    found = day("found_on", TODAY)
    assert post_form(manager, f"{path}/found", words="", **found).status_code == 422
    assert post_form(manager, f"{path}/found", words="At an aunt's", **found).status_code == 303
    page = manager.get(path).text
    assert "1 authority still looks" in page
    assert manager.get(f"{path}/tell").status_code == 409
    alert = re.search(r'href="(/movements/alerts/[^"]+)"', page)
    assert alert is not None
    assert "Tell an authority" in manager.get("/tasks").text.split("</form>")[-1]
    assert "take the alert off your systems" in manager.get(alert[1]).text
    assert post_form(manager, alert[1], **told).status_code == 303
    lists = [manager.get(f"{families}?state={state}").text for state in ("open", "all")]
    assert ["Found, all stood down" in one for one in lists] == [False, True]
    assert "Tell an authority" not in manager.get("/tasks").text.split("</form>")[-1]
    paths = (alert[1], "/movements/alerts/NONE-SUCH", f"{families}/NONE-SUCH")
    assert [manager.get(one).status_code for one in paths] == [200, 404, 404]
