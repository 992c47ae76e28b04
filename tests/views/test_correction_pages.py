"""The pages of corrections over HTTP: each role, each step, bad input given back."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lacrecords.corrections.models import Correction
from lacrecords.database import db, now_utc, transaction
from tests.factories.children import path_of, restrict
from tests.factories.corrections import correct, duties, noticed, share
from tests.factories.staff import sign_in_as
from tests.factories.town import Town, make_child, make_town


@pytest.fixture
def town(app: Flask) -> Town:
    app.config["WTF_CSRF_ENABLED"] = False
    app.config["PREFERRED_URL_SCHEME"] = "https"
    with app.app_context(), transaction():
        return make_town()


@pytest.fixture
def manager(app: Flask, town: Town) -> FlaskClient:
    return sign_in_as(app.test_client(), town.team_manager)


def child(town: Town) -> int:
    with transaction():
        return make_child(case_open=True, lead=town.lead)


def corrected(app: Flask, town: Town) -> tuple[int, str, str]:
    """A name that a school had was never so: the child, the correction and the recipient."""
    with app.app_context():
        child_id = child(town)
        share(town, child_id)
        correct(town.lead, child_id, "names", now_utc(), forename="Winifred")
        (duty,) = noticed(now_utc())
        correction = db.session.get_one(Correction, duty.correction_id)
        recipient = f"/corrections/recipients/{duty.reference}"
        return child_id, f"/corrections/{correction.reference}", recipient


def rang(point: int, **said: str) -> dict[str, str]:
    return {"how": f"ring_back:{point}", "outcome": "confirmed", "words": "Put through", **said}


def told_today(**said: str) -> dict[str, str]:
    today = now_utc().date()
    day = {"told_on-day": today.day, "told_on-month": today.month, "told_on-year": today.year}
    plain = {name: str(number) for name, number in day.items()}
    return {**plain, "means": "read_out", "words": "Her name is Winifred", **said}


def test_a_recipient_is_checked_and_told(app: Flask, town: Town, manager: FlaskClient) -> None:
    child_id, shown, recipient = corrected(app, town)
    page = manager.get(shown).text
    assert "Wilfreda" in page and "Winifred" in page and "Hester Quill" in page
    assert "Misheard" in page and "Ines Thackeray" in page and "To be told" in page
    assert manager.get("/corrections").text.count("to be told") >= 1
    page = manager.get(recipient).text
    assert "Not yet. They are reached by a number" in page and "They were told" not in page
    before = manager.get(f"{recipient}/told")
    assert before.status_code == 303 and before.location.endswith("/check")
    assert "01632 960321" in manager.get(f"{recipient}/check").text
    done = manager.post(f"{recipient}/check", data=rang(town.telephone_id))
    assert done.status_code == 303
    form = manager.get(f"{recipient}/told").text
    assert "we told you something that rests on this: name" in form
    done = manager.post(f"{recipient}/told", data=told_today())
    assert done.status_code == 303
    page = manager.get(recipient).text
    assert "Her name is Winifred" in page and "Perrin Aldous" in page
    assert manager.post(f"{recipient}/told", data=told_today()).status_code == 422
    with app.app_context():
        path = path_of(child_id)
    assert "Corrected: name, everybody is settled" in manager.get(path).text


def test_what_was_typed_is_given_back_with_what_to_do(
    app: Flask, town: Town, manager: FlaskClient
) -> None:
    _, _, recipient = corrected(app, town)
    wrong = manager.post(f"{recipient}/check", data={"words": "She was out"})
    assert wrong.status_code == 422 and "She was out" in wrong.text
    assert "Select how you checked" in wrong.text
    stranger = manager.post(f"{recipient}/check", data=rang(99_999))
    assert stranger.status_code == 422
    manager.post(f"{recipient}/check", data=rang(town.telephone_id))
    early = told_today() | {"told_on-day": "1", "told_on-month": "2", "told_on-year": "2026"}
    wrong = manager.post(f"{recipient}/told", data=early)
    assert wrong.status_code == 422 and "after the check" in wrong.text
    assert "Her name is Winifred" in wrong.text
    few = {"reason": "cannot_be_reached", "because": "Nobody picks up", "attempts": "1"}
    wrong = manager.post(f"{recipient}/not-told", data=few)
    assert wrong.status_code == 422 and "at least 3 times" in wrong.text
    assert "Nobody picks up" in wrong.text


def test_a_manager_decides_that_they_are_not_told(
    app: Flask, town: Town, manager: FlaskClient
) -> None:
    _, shown, recipient = corrected(app, town)
    lead = sign_in_as(app.test_client(), town.lead)
    assert "ask a manager" in lead.get(recipient).text
    left = {"reason": "no_difference", "because": "They knew it"}
    assert lead.post(f"{recipient}/not-told", data=left).status_code == 403
    assert manager.post(f"{recipient}/not-told", data=left).status_code == 303
    page = manager.get(shown).text
    assert "It makes no difference to them" in page and "Not told" in page


def test_whoever_may_not_see_it_finds_nothing(app: Flask, town: Town) -> None:
    child_id, shown, recipient = corrected(app, town)
    other = sign_in_as(app.test_client(), town.other_lead)
    for path in (shown, recipient, f"{recipient}/check", f"{recipient}/told"):
        assert other.get(path).status_code == 404
    assert "Winifred" not in other.get("/corrections").text
    with app.app_context(), transaction():
        restrict(child_id, town.duty_manager)
    for actor in (town.team_manager, town.designated_manager, town.lead):
        reader = sign_in_as(app.test_client(), actor)
        for path in (shown, recipient, f"{recipient}/check"):
            assert reader.get(path).status_code == 404
        assert "Winifred" not in reader.get("/corrections?shown=all").text


def test_an_item_that_went_out_was_not_right(app: Flask, town: Town, manager: FlaskClient) -> None:
    with app.app_context():
        standing = share(town, child(town))
        decision = standing.row.reference
    assert "This was not right" in manager.get(f"/sharing-decisions/{decision}").text
    path = f"/corrections/items/{decision}/1"
    assert "He sees his father on Saturdays." in manager.get(path).text
    wrong = manager.post(path, data={"right_now": "On Sundays", "shown": "0"})
    assert wrong.status_code == 422 and "On Sundays" in wrong.text
    said = {"right_now": "On Sundays", "because": "Two families mixed up", "shown": "0"}
    done = manager.post(path, data=said)
    assert done.status_code == 303
    page = manager.get(done.location).text
    assert "On Sundays" in page and "Hester Quill" in page and decision in page
    stale = manager.post(path, data=said)
    assert stale.status_code == 422 and "Somebody else changed this" in stale.text
    with app.app_context():
        assert len(duties()) == 1
    assert manager.get(f"/corrections/items/{decision}/2").status_code == 404
    other = sign_in_as(app.test_client(), town.other_lead)
    assert other.get(path).status_code == 404


def test_a_correction_that_reached_nobody_is_a_line_on_the_childs_page(
    app: Flask, town: Town, manager: FlaskClient
) -> None:
    with app.app_context():
        child_id = child(town)
        path = path_of(child_id)
    assert (
        "No correction that you are to know of reached anybody outside." in manager.get(path).text
    )
    with app.app_context():
        correct(town.lead, child_id, "names", now_utc(), forename="Winifred")
        assert noticed(now_utc()) == []
    assert "One correction of this record reached nobody outside." in manager.get(path).text


def test_the_number_on_the_managers_home_opens_what_it_counts(app: Flask, town: Town) -> None:
    corrected(app, town)
    manager = sign_in_as(app.test_client(), town.designated_manager)
    assert "Corrections to tell of" in manager.get("/oversight").text
    page = manager.get("/corrections?shown=waiting&passing=yes").text
    assert "1 to be told" in page
