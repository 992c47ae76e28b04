"""The page on which the designated manager says who else may see a notification."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from lacrecords.database import transaction
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import Role
from tests.factories.disposals import Removed, make_standing
from tests.factories.staff import make_account, sign_in_as
from tests.support.posting import post_form


@pytest.fixture
def made(app: Flask) -> Removed:
    with app.app_context():
        return make_standing()


@pytest.fixture
def lead(app: Flask) -> SignedInActor:
    with app.app_context(), transaction():
        return make_account(Role.LEAD_SOCIAL_WORKER)


def test_somebody_is_let_in_reads_it_and_is_shut_out_again(
    app: Flask, made: Removed, lead: SignedInActor
) -> None:
    path = f"/risk-notifications/{made.reference}"
    manager = sign_in_as(app.test_client(), made.manager)
    theirs = sign_in_as(app.test_client(), lead)
    assert f"{path}/readers" in manager.get(path).text
    wrong = post_form(manager, f"{path}/readers", reason="Leads for his niece")
    assert "Select who may see it" in wrong.text and "Leads for his niece" in wrong.text
    who = f"account:{lead.account_id}"
    sent = post_form(manager, f"{path}/readers", who=who, reason="Leads for his niece")
    assert sent.location == f"{path}/readers"
    assert "Quillfeather" in theirs.get(path).text
    assert "concerns you" in theirs.get("/inbox").text
    page = manager.get(f"{path}/readers").text
    found = re.search(rf'href="({path}/readers/\d+)"', page)
    assert found and "Leads for his niece" in page
    end = found.group(1)
    assert "Enter why they must no longer" in post_form(manager, end).text
    assert post_form(manager, end, reason="Case closed").location == f"{path}/readers"
    assert "Quillfeather" not in theirs.get(path).text
    later = manager.get(end, follow_redirects=True)
    assert later.status_code == 200 and "changed meanwhile" in later.text


def test_others_cannot_say_who_may_see_it(app: Flask, made: Removed) -> None:
    path = f"/risk-notifications/{made.reference}/readers"
    assert sign_in_as(app.test_client(), made.guardian).get(path).status_code == 403
