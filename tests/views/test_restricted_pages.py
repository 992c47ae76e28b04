"""The pages around restricted records: who finds them, what they show, and what they give away."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from lacrecords.audit import services as audit
from lacrecords.children import services
from lacrecords.children.changes import ChangeRefused
from lacrecords.children.emergencies import (
    OpenInEmergency,
    ReviewOpening,
    open_in_emergency,
    review_opening,
)
from lacrecords.children.models import ChildRelationship
from lacrecords.children.restriction_models import EmergencyOpening, RefusedView
from lacrecords.children.services import DeclareConnection, NewName, RecordRelationship
from lacrecords.database import db, now_utc, transaction
from lacrecords.notifications.models import Notification
from lacrecords.staff.models import Account
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import NotificationKind, Role
from lacrecords.worker import run_once
from tests.factories.children import born, restrict, send_away
from tests.factories.staff import MAKER
from tests.support.posting import post_form, without_token
from tests.support.register import Register
from tests.views.test_child_changes import Desk, on
from tests.views.test_making_records import search

SEALED = "sealed_at_adoption"
LEOFRIC = (NewName(forename="Leofric", surname="Pomfret"),)
BORN = date(2018, 3, 7)
DANGER = {"reason": "Police are at the door", "understood": "y"}


def restricted(
    register: Register, owner: SignedInActor, *readers: SignedInActor, kind: str = "restricted"
) -> tuple[int, str]:
    child, path = register.child(names=LEOFRIC, birth=born(BORN))
    with register.app.app_context(), transaction():
        restrict(child, owner, *readers, kind=kind)
    return child, path


def told(register: Register, kind: NotificationKind) -> list[tuple[int | None, str | None]]:
    with register.app.app_context():
        rows = db.session.scalars(select(Notification).where(Notification.kind == kind))
        return [(row.account_id, row.role) for row in rows]


def test_the_owner_is_told_once_a_day_of_each_person_who_was_refused(register: Register) -> None:
    owner, first, second = (
        register.staff(Role.DESIGNATED_MANAGER),
        register.staff(name="Marit Quill"),
        register.staff(),
    )
    child, path = restricted(register, owner)
    for actor in (first, first, second):
        assert register.browser(actor).get(path).status_code == 404
    register.browser(first).get(path + "/connection")
    assert told(register, NotificationKind.RESTRICTED_RECORD) == [(owner.account_id, None)] * 2
    with register.app.app_context():
        reasons = set(db.session.scalars(select(Notification.why)))
        assert "Marit Quill asked for this record and was not shown it." in reasons
        rows = db.session.scalars(select(RefusedView)).all()
        assert {(row.child_id, row.asked_by) for row in rows} == {
            (child, first.key),
            (child, second.key),
        }


def test_a_refusal_because_of_a_connection_alone_alerts_nobody(register: Register) -> None:
    niece = register.staff()
    child, path = register.child()
    with register.app.app_context(), transaction():
        services.declare_connection(niece, child, DeclareConnection(reason="Niece"), now_utc())
    assert register.browser(niece).get(path).status_code == 404
    assert told(register, NotificationKind.RESTRICTED_RECORD) == []


@pytest.mark.parametrize("kind", ["restricted", SEALED])
@pytest.mark.parametrize("suffix", ["", "/restriction/change", "/restriction/lift", "/seal"])
def test_to_whoever_does_not_answer_for_it_it_looks_like_none(
    register: Register, kind: str, suffix: str
) -> None:
    owner = register.staff(Role.TEAM_MANAGER)
    _, path = restricted(register, owner, kind=kind)
    role = Role.DESIGNATED_MANAGER if suffix == "/seal" or kind == SEALED else Role.TEAM_MANAGER
    browser = register.browser(register.staff(role))
    browser.get("/children/ZZZZ-9999")
    closed, absent = browser.get(path + suffix), browser.get("/children/ZZZZ-9999" + suffix)
    assert closed.status_code == absent.status_code == 404
    assert without_token(closed.text) == without_token(absent.text)
    assert {name for name, _ in closed.headers} == {name for name, _ in absent.headers}


def test_the_designated_manager_manages_a_restricted_record_without_reading_it(
    register: Register,
) -> None:
    owner, chief = register.staff(Role.TEAM_MANAGER), register.staff(Role.DESIGNATED_MANAGER)
    _, path = restricted(register, owner)
    browser = register.browser(chief)
    listed = browser.get("/children/restricted").text
    assert path.rpartition("/")[2] in listed and "Leofric" not in listed
    form = browser.get(path + "/restriction/change").text
    assert "It is closed to you" in form and "Leofric" not in form
    assert browser.get(path).status_code == 404


def test_an_owner_changes_readers_by_the_form_and_the_page_says_so(register: Register) -> None:
    owner, reader = register.staff(Role.TEAM_MANAGER), register.staff()
    _, path = restricted(register, owner)
    desk = Desk(register, owner, path + "/restriction/change")
    assert "Change who may open this record" in desk.browser.get(path).text
    desk.open()
    answer = desk.send(
        owner_id=str(owner.account_id),
        reader_ids=[str(reader.account_id)],
        reason="She covers",
    )
    assert (answer.status_code, answer.location) == (302, path)
    assert register.browser(reader).get(path).status_code == 200
    assert "Reason: She covers" in " ".join(desk.browser.get(path).text.split())


def test_a_record_is_sealed_by_the_form_to_one_owner_and_gone_for_everybody_else(
    register: Register,
) -> None:
    chief, owner = register.staff(Role.DESIGNATED_MANAGER), register.staff(Role.TEAM_MANAGER)
    lead = register.staff(Role.LEAD_SOCIAL_WORKER)
    child, path = register.child(lead, names=LEOFRIC, birth=born(BORN))
    sister, sister_path = register.child(names=(NewName(forename="Saskia", surname="Pomfret"),))
    with register.app.app_context(), transaction():
        value = RecordRelationship(other_child_id=child, relationship="brother")
        services.record_relationship(MAKER, sister, value, now_utc())
    assert "Leofric" in register.browser(chief).get(sister_path).text
    desk = Desk(register, chief, path + "/seal")
    assert "Seal this record before an adoption" in desk.browser.get(path).text
    desk.open()
    assert "Confirm that you understand" in desk.send(reason="Adoption order").text
    desk.open()
    sent = desk.send(owner_id=str(owner.account_id), reason="Adoption order", understood="y")
    assert (sent.status_code, sent.location) == (302, "/children")
    seen = [register.browser(one).get(path).status_code for one in (chief, lead, owner)]
    assert seen == [404, 404, 200]
    day = date.today() - timedelta(days=1)
    past = {f"on-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
    for actor in (chief, lead):
        for said in ({}, past):
            text = register.browser(actor).get(sister_path, query_string=said).text
            assert "Leofric" not in text and path not in text
    # Not even beside its owner's view of another record at the same address.
    household = register.browser(owner).get(sister_path).text.partition("Who looked at")[0]
    assert path not in household.partition("Timeline")[0]
    assert "Leofric" not in register.browser(lead).get("/children").text
    assert path not in register.browser(chief).get("/children/restricted").text
    assert "Sealed at adoption" in register.browser(owner).get("/children/restricted").text


def test_the_designated_manager_takes_over_a_sealed_record_whose_owner_has_gone(
    register: Register,
) -> None:
    chief, owner = register.staff(Role.DESIGNATED_MANAGER), register.staff(Role.TEAM_MANAGER)
    _, path = restricted(register, owner, kind=SEALED)
    with register.app.app_context(), transaction():
        send_away(owner)
    browser = register.browser(chief)
    assert browser.get(path + "/restriction/change").status_code == 404
    with register.app.app_context(), transaction():
        db.session.execute(
            update(Account).where(Account.id == owner.account_id).values(left_on=date(2026, 1, 1))
        )
        audit.record(MAKER, "account_left", "account", owner.account_id)
    assert "Works here no more" in browser.get("/children/restricted").text
    desk = Desk(register, chief, path + "/restriction/change")
    assert "Who else may open it?" not in desk.open()
    answer = desk.send(owner_id=str(chief.account_id), reason="The owner has left")
    assert (answer.status_code, answer.location) == (302, path)


def test_a_restriction_is_lifted_over_two_desks(register: Register) -> None:
    owner, other, officer = (
        register.staff(Role.TEAM_MANAGER),
        register.staff(Role.DESIGNATED_MANAGER),
        register.staff(),
    )
    _, path = restricted(register, owner)
    desk = Desk(register, owner, path + "/restriction/lift")
    desk.open()
    sent = desk.send(approver_id=str(other.account_id), reason="He is in prison")
    assert (sent.status_code, sent.location) == (302, path)
    listed = register.browser(other).get("/children/restricted").text
    lift = listed.partition('href="/children/restricted/lifts/')[2].partition('"')[0]
    page = f"/children/restricted/lifts/{lift}"
    stranger = register.browser(register.staff(Role.DESIGNATED_MANAGER))
    assert stranger.get(page).status_code == 404
    own = post_form(register.browser(owner), page, approve="yes", reason="I say so")
    assert own.status_code == 422 and "Only the person who was asked" in own.text
    second = register.browser(other)
    assert "He is in prison" in second.get(page).text and "Leofric" not in second.get(page).text
    assert "Select yes or no" in post_form(second, page, reason="x").text
    assert post_form(second, page, approve="yes", reason="Agreed").status_code == 302
    assert register.browser(officer).get(path).status_code == 200


def test_a_manager_lifts_a_connection_and_the_record_opens_again(register: Register) -> None:
    chief, officer = register.staff(Role.DESIGNATED_MANAGER), register.staff(name="Ansel Prideaux")
    child, path = register.child()
    with register.app.app_context(), transaction():
        services.declare_connection(officer, child, DeclareConnection(reason="x"), now_utc())
    desk = Desk(register, chief, path + "/connection/lift")
    assert "Lift a declared connection (Ansel Prideaux)" in desk.browser.get(path).text
    desk.open()
    sent = desk.send(account_id=str(officer.account_id), reason="Another family of that name")
    assert (sent.status_code, sent.location) == (302, path)
    assert register.browser(officer).get(path).status_code == 200


def test_a_record_opened_in_an_emergency_is_read_for_a_while_and_by_that_person_only(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, chief = register.staff(Role.TEAM_MANAGER), register.staff(Role.DESIGNATED_MANAGER)
    worker = register.staff(Role.DUTY_SOCIAL_WORKER, name="Bram Oyelaran")
    colleague = register.staff(Role.DUTY_SOCIAL_WORKER)
    _, path = restricted(register, owner)
    browser = register.browser(worker)
    before = browser.get("/children/emergency").text
    assert "Leofric" not in before and "30 minutes" in before
    described = {"forename": "Leofric", "surname": "Pomfret", **on("born", BORN)}
    assert "Confirm that you" in browser_post(browser, reason="x", **described).text
    opened = browser_post(browser, **described, **DANGER)
    assert (opened.status_code, opened.location) == (302, path)
    page = browser.get(path)
    assert page.status_code == 200 and "You opened this restricted record" in page.text
    assert "What you can do" not in page.text
    assert browser.get(path + "/connection").status_code == 404, "to be read, no more"
    assert register.browser(colleague).get(path).status_code == 404
    assert told(register, NotificationKind.OPENED_IN_EMERGENCY) == [
        (owner.account_id, None),
        (chief.account_id, None),
    ]
    browser_post(browser, **described, **DANGER)
    assert len(told(register, NotificationKind.OPENED_IN_EMERGENCY)) == 2, "opened once"
    later = now_utc() + timedelta(minutes=31)
    monkeypatch.setattr("lacrecords.children.views.now_utc", lambda: later)
    assert browser.get(path).status_code == 404
    visits = register.browser(owner).get(path).text
    assert "Opened it in an emergency" in visits and "Police are at the door" in visits


def browser_post(browser: object, **fields: str) -> object:
    """Send the form of the emergency."""
    return post_form(browser, "/children/emergency", **fields)  # type: ignore[arg-type]


def test_what_is_not_opened_is_answered_alike_whatever_it_is(register: Register) -> None:
    owner, worker = register.staff(Role.TEAM_MANAGER), register.staff(Role.DUTY_SOCIAL_WORKER)
    _, sealed = restricted(register, owner, kind=SEALED)
    _, unrestricted = register.child()
    known, of_own_family = restricted(register, owner)
    with register.app.app_context(), transaction():
        services.declare_connection(worker, known, DeclareConnection(reason="Niece"), now_utc())
    browser = register.browser(worker)
    answers = set()
    for path in (sealed, unrestricted, of_own_family, "/children/ZZZZ-9999"):
        reference = path.rpartition("/")[2]
        answer = browser_post(browser, reference=reference, **DANGER)
        assert answer.status_code == 422
        answers.add(without_token(answer.text).replace(reference, ""))
    assert len(answers) == 1
    assert told(register, NotificationKind.OPENED_IN_EMERGENCY) == []
    assert "Enter the reference, or the first name" in browser_post(browser, **DANGER).text


def test_an_opening_ends_when_the_record_is_sealed_or_a_connection_declared(
    register: Register,
) -> None:
    owner, worker = register.staff(Role.TEAM_MANAGER), register.staff(Role.TEAM_MANAGER)
    for ends in ("seal", "connection"):
        child, path = restricted(register, owner)
        browser = register.browser(worker)
        browser_post(browser, reference=path.rpartition("/")[2], **DANGER)
        assert browser.get(path).status_code == 200
        with register.app.app_context(), transaction():
            if ends == "seal":
                restrict(child, owner, kind=SEALED)
            else:
                said = DeclareConnection(reason="I know them")
                services.declare_connection(worker, child, said, now_utc())
        assert browser.get(path).status_code == 404, ends


def test_whoever_opened_a_record_cannot_close_the_review_and_is_not_the_only_one_told(
    register: Register,
) -> None:
    chief, manager = register.staff(Role.DESIGNATED_MANAGER), register.staff(Role.TEAM_MANAGER)
    owner = register.staff(Role.TEAM_MANAGER)
    child, path = restricted(register, owner)
    with register.app.app_context(), transaction():
        said = OpenInEmergency(reason="Danger", reference=path.rpartition("/")[2])
        assert open_in_emergency(chief, said, 30, now_utc()) == child
        opening = db.session.scalars(select(EmergencyOpening)).one()
        review = f"/children/restricted/openings/{opening.reference}"
        with pytest.raises(ChangeRefused, match="Somebody else"):
            review_opening(chief, opening.id, ReviewOpening(justified=True, words="x"), now_utc())
    assert told(register, NotificationKind.OPENED_IN_EMERGENCY) == [
        (owner.account_id, None),
        (manager.account_id, None),
    ]
    own = register.browser(chief).get(review)
    assert "Somebody else will review it" in own.text and "Was it right" not in own.text
    browser = register.browser(owner)
    assert "Review is due" in browser.get("/children/restricted").text
    done = post_form(browser, review, justified="yes", words="The child was safe by morning")
    assert done.status_code == 302
    assert "The child was safe by morning" in browser.get(review).text
    outsider = register.browser(register.staff(Role.LEAD_SOCIAL_WORKER))
    assert outsider.get(review).status_code == 403


def test_an_opening_nobody_reviewed_in_time_is_told_to_the_director_once(
    register: Register,
) -> None:
    owner, worker = register.staff(Role.TEAM_MANAGER), register.staff(Role.TEAM_MANAGER)
    register.staff(Role.DIRECTOR)
    _, path = restricted(register, owner)
    browser_post(register.browser(worker), reference=path.rpartition("/")[2], **DANGER)
    kind = NotificationKind.EMERGENCY_NOT_REVIEWED
    run_once(register.app, now_utc() + timedelta(minutes=40))
    assert told(register, kind) == []
    for _ in range(2):
        run_once(register.app, now_utc() + timedelta(days=9))
    assert told(register, kind) == [(None, Role.DIRECTOR)]


def test_the_record_shows_who_searched_and_why_and_refusals_to_those_who_answer_for_it(
    register: Register,
) -> None:
    owner, reader = register.staff(Role.TEAM_MANAGER), register.staff(Role.TEAM_MANAGER)
    child, path = register.child(names=LEOFRIC, birth=born(BORN))
    searcher = register.browser(register.staff(Role.LEAD_SOCIAL_WORKER, name="Ines Thackeray"))
    search(searcher, forename="Leofric", surname="Pomfret", purpose="A school rang")
    with register.app.app_context(), transaction():
        restrict(child, owner, reader)
    register.browser(register.staff(name="Juno Castellan")).get(path)
    texts = [register.browser(one).get(path).text for one in (owner, reader)]
    for text in texts:
        visits = text.partition("Who looked at this record, when and why")[2]
        assert "Ines Thackeray" in visits and "A school rang" in visits
    assert ["Asked for it and was not shown it" in text for text in texts] == [True, False]
    assert ["Juno Castellan" in text for text in texts] == [True, False]


def test_no_link_of_a_sealed_record_was_lost_by_sealing(register: Register) -> None:
    owner = register.staff(Role.TEAM_MANAGER)
    child, path = restricted(register, owner)
    sister, _ = register.child(names=(NewName(forename="Saskia", surname="Pomfret"),))
    with register.app.app_context(), transaction():
        value = RecordRelationship(other_child_id=sister, relationship="sister")
        services.record_relationship(MAKER, child, value, now_utc())
        restrict(child, owner, kind=SEALED)
        rows = select(ChildRelationship).where(ChildRelationship.superseded_at.is_(None))
        assert len(db.session.scalars(rows).all()) == 1
    assert "Saskia" in register.browser(owner).get(path).text
