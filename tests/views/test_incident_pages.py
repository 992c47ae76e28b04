"""Incidents, considerations and referrals over HTTP: who reads them, what they say, bad input."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from lacrecords.database import db, now_utc
from lacrecords.enquiries.models import Enquiry
from lacrecords.enquiries.unknown_models import Consideration
from lacrecords.notifications.models import Task
from lacrecords.terms import Role, TaskKind
from tests.factories.considered import ordinary_call
from tests.factories.enquiries import STRANGER
from tests.factories.staff import make_account
from tests.support.calls import Council, council
from tests.support.enquiry_form import filled

QUEUE = "/enquiries-to-consider"
WRONG = {
    "kind": "wrong_disclosure",
    "what_was_told": "Which school she goes to",
    "to_whom": "A caller who said he was her uncle",
}


def opened(there: Council) -> str:
    """An incident; its path."""
    now = now_utc() - timedelta(minutes=30)
    call = there.do(lambda: ordinary_call(there.town, now=now).reference)
    manager = there.browser(there.town.designated_manager)
    return str(manager.post(f"{QUEUE}/{call}", data=WRONG).location)


def considered_twice(there: Council) -> str:
    """A consideration; its path."""

    def twice() -> str:
        for days in (3, 1):
            ordinary_call(there.town, STRANGER, now=now_utc() - timedelta(days=days))
        return db.session.scalars(select(Consideration.reference)).one()

    return f"/considerations/{there.do(twice)}"


def test_a_wrong_disclosure_leads_to_its_incident_and_to_its_end(database: str) -> None:
    with council(database) as there:
        path = opened(there)
        manager = there.browser(there.town.designated_manager)
        page = manager.get(path).text
        assert path.startswith("/incidents/")
        for words in ("Which school she goes to", "her uncle", "Notify the Information"):
            assert words in page
        assert "It can be closed when this is done" in page
        empty = manager.post(f"{path}/containment", data={"containment": " "})
        assert empty.status_code == 422 and "Enter what was done to contain it" in empty.text
        manager.post(f"{path}/containment", data={"containment": "He agreed to forget it"})
        manager.post(f"{path}/commissioner", data={"told": "no", "because": "No risk is likely"})
        for kind in ("data_protection_officer", "lead_social_worker", "director"):
            name = f"tell_{kind}"
            sent = {f"{name}-done": "yes", f"{name}-words": f"Rang about {kind}"}
            assert manager.post(f"{path}/duties/{name}", data=sent).status_code == 302
        name = "tell_persons_concerned"
        against = {f"{name}-done": "no", f"{name}-words": ""}
        refused = manager.post(f"{path}/duties/{name}", data=against)
        assert refused.status_code == 422
        against[f"{name}-words"] = "It would put her at risk"
        manager.post(f"{path}/duties/{name}", data=against)
        assert "Close the incident" in manager.get(path).text
        manager.post(f"{path}/close", data={"learned": "Say the sentence and no more"})
        page = manager.get(path).text
        assert "Say the sentence and no more" in page and "Record it" not in page
        assert manager.post(f"{path}/close", data={"learned": "Again"}).status_code == 422
        assert path.rpartition("/")[2] in manager.get("/incidents?show=closed").text
        assert path.rpartition("/")[2] not in manager.get("/incidents?show=open").text


def test_what_was_typed_is_kept_where_it_is_refused(database: str) -> None:
    with council(database) as there:
        path = opened(there)
        manager = there.browser(there.town.designated_manager)
        name = "tell_director"
        sent = {f"{name}-done": "no", f"{name}-words": "She is on leave"}
        page = manager.post(f"{path}/duties/{name}", data=sent)
        assert page.status_code == 422
        assert "they are always told" in page.text and "She is on leave" in page.text
        assert manager.post(f"{path}/duties/tell_the_press", data=sent).status_code == 404
        assert manager.post("/incidents/ZZZZ-ZZZZ/close", data={}).status_code == 404


def test_the_director_and_the_guardian_read_an_incident_and_work_none(database: str) -> None:
    with council(database) as there:
        path = opened(there)
        for role in (Role.DIRECTOR, Role.CALDICOTT_GUARDIAN):
            reader = there.browser(there.do(lambda role=role: make_account(role)))
            page = reader.get(path).text
            assert "Which school she goes to" in page
            assert "Record the containment" not in page and "Ottoline" not in page
            refused = reader.post(f"{path}/containment", data={"containment": "Rang"})
            assert refused.status_code == 403
        for other in (there.town.duty_officer, there.town.lead, there.town.team_manager):
            assert there.browser(other).get(path).status_code == 403


@pytest.mark.parametrize("page", ["/incidents", "/considerations"])
def test_a_list_that_is_asked_for_what_there_is_not_says_so(page: str) -> None:
    with council("sqlite") as there:
        manager = there.browser(there.town.designated_manager)
        for wanted in ("show=none", "sort=names"):
            assert manager.get(f"{page}?{wanted}").status_code == 404
        for wanted in ("page=-1", "page=abc", "page=99999999999999", "show=late&sort=newest"):
            assert manager.get(f"{page}?{wanted}").status_code == 200


def test_a_consideration_is_decided_on_one_page_and_the_note_is_there_to_paste(
    database: str,
) -> None:
    with council(database) as there:
        town, path = there.town, considered_twice(there)
        manager = there.browser(town.designated_manager)
        page = manager.get(path).text
        for words in (
            "working hour",
            "Local setting, as for a decision",
            "Not marked",
            "What was told",
        ):
            assert words in page
        assert "Enter your reasons" in manager.post(path, data={"outcome": "section_47"}).text
        sent = {"outcome": "section_47", "reasons": "A bruise", "acts": "99999"}
        assert manager.post(path, data=sent).status_code == 422
        sent["acts"] = str(town.lead.account_id)
        assert manager.post(path, data=sent).status_code == 302
        page = manager.get(path).text
        assert "<textarea" in page and "REASONS FOR THE DECISION" in page
        assert "readonly" in page
        task = there.read(
            lambda: db.session.scalars(
                select(Task.reference).where(Task.kind == TaskKind.REFERRAL)
            ).one()
        )
        lead = there.browser(town.lead)
        assert f"{path}/referral" in lead.get(f"/tasks/{task}").text
        assert "REASONS FOR THE DECISION" in lead.get(f"{path}/referral").text
        assert lead.get(path).status_code == 403
        assert there.browser(town.other_lead).get(f"{path}/referral").status_code == 404
        assert "Enter what was done" in lead.post(f"{path}/referral", data={}).text
        lead.post(f"{path}/referral", data={"what_was_done": "Visited at once"})
        assert "Visited at once" in manager.get(path).text
        again = lead.post(f"{path}/referral", data={"what_was_done": "Visited twice"})
        assert again.status_code == 422


def test_a_consideration_without_a_referral_has_none(database: str) -> None:
    with council(database) as there:
        path = considered_twice(there)
        manager = there.browser(there.town.designated_manager)
        assert manager.get(f"{path}/referral").status_code == 404
        manager.post(path, data={"outcome": "different_child", "reasons": "Two girls"})
        assert manager.get(f"{path}/referral").status_code == 404


def test_how_an_enquirer_knows_is_marked_or_left_out(database: str) -> None:
    with council(database) as there:
        officer = there.browser(there.town.duty_officer)
        marked = filled(there) | {"known_how": ["seen_or_heard", "their_opinion"]}
        shown = officer.post("/enquiries/new", data=marked)
        assert shown.status_code == 302
        assert "They saw or heard it themselves, It is what they think" in (
            officer.get(shown.location).text
        )
        plain = filled(there, idempotency_key="another")
        assert officer.post("/enquiries/new", data=plain).status_code == 302
        wrong = filled(there, idempotency_key="third") | {"known_how": "guessed"}
        assert officer.post("/enquiries/new", data=wrong).status_code == 422
        kept = there.read(
            lambda: db.session.scalars(select(Enquiry.known_how).order_by(Enquiry.id)).all()
        )
        assert kept == [["seen_or_heard", "their_opinion"], []]
