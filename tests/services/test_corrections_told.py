"""A recipient of a correction is told after a check, or a manager decides that they are not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from lacrecords.corrections.page import correction_page, words_to_say
from lacrecords.corrections.queries import standings
from lacrecords.corrections.telling import record_check, record_not_told, record_told
from lacrecords.corrections.values import (
    CorrectionRefused,
    NewCheck,
    NewNotTold,
    NewTold,
)
from lacrecords.database import db, transaction
from lacrecords.notifications.models import Task
from lacrecords.terms import (
    NotTold,
    SharedItemKind,
    SharingMeans,
    VerificationMethod,
    VerificationOutcome,
)
from tests.factories.corrections import HOUR, correct, duties, noticed, rung, share, tell
from tests.factories.town import NOW, Town, make_child
from tests.support.calls import council


@pytest.fixture
def town(database: str) -> Iterator[Town]:
    with council(database) as there, there.app.app_context():
        yield there.town


def child(town: Town, **said: Any) -> int:
    with transaction():
        return make_child(case_open=True, lead=town.lead, on_plan=True, **said)


def test_nobody_is_told_before_a_check_confirms_them(town: Town) -> None:
    child_id = child(town)
    share(town, child_id)
    correct(town.lead, child_id, "names", NOW + HOUR, forename="Winifred")
    (duty,) = noticed()
    new = NewTold(means=SharingMeans.READ_OUT, told_at=NOW + HOUR, words="Winifred")
    with pytest.raises(CorrectionRefused, match="Check them first"), transaction():
        record_told(town.team_manager, duty.id, new, NOW + HOUR)
    failed = NewCheck(
        method=VerificationMethod.NONE,
        outcome=VerificationOutcome.COULD_NOT_BE_DONE,
        contact_point_id=None,
        authority_contact_id=None,
        words="Nobody answered",
    )
    with transaction():
        record_check(town.team_manager, duties()[0].id, rung(town), NOW + HOUR)
        record_check(town.team_manager, duties()[0].id, failed, NOW + HOUR)
    with pytest.raises(CorrectionRefused, match="Check them first"), transaction():
        record_told(town.team_manager, duties()[0].id, new, NOW + HOUR)


def test_being_told_closes_the_task_and_is_kept_once(town: Town) -> None:
    child_id = child(town)
    share(town, child_id)
    correct(town.lead, child_id, "names", NOW + HOUR, forename="Winifred")
    (duty,) = noticed()
    tell(town, duty.id, NOW + 2 * HOUR, "Her name is Winifred")
    (duty,) = duties()
    assert duty.told_words == "Her name is Winifred" and duty.check_id is not None
    assert db.session.get_one(Task, duty.task_id).closed_at == NOW + 2 * HOUR
    with pytest.raises(CorrectionRefused, match="written down already"):
        tell(town, duty.id, NOW + 3 * HOUR)


def test_an_address_that_is_kept_confidential_is_told_to_nobody(town: Town) -> None:
    child_id = child(town)
    share(town, child_id, SharedItemKind.ADDRESS)
    correct(
        town.lead,
        child_id,
        "addresses",
        NOW + HOUR,
        line1="9 Teal Yard",
        postcode="ZZ5 1AB",
        confidential=True,
    )
    (duty,) = noticed()
    (standing,) = standings(town.team_manager, NOW)
    offered = words_to_say(town.team_manager, standing, duty, NOW)
    assert "Teal" not in offered and "ZZ5" not in offered
    for words in ("She lives at 9  teal yard", "It is zz51ab now"):
        with pytest.raises(CorrectionRefused, match="confidential"):
            tell(town, duties()[0].id, NOW + 2 * HOUR, words)
    shown = correction_page(town.duty_officer, standing, NOW)
    assert "Teal" not in shown.right_now and "Quince" not in shown.versions[0].was
    tell(town, duties()[0].id, NOW + 2 * HOUR, "Do not use the address that you have")


def test_a_manager_alone_decides_that_somebody_is_not_told(town: Town) -> None:
    child_id = child(town)
    share(town, child_id)
    correct(town.lead, child_id, "names", NOW + HOUR, forename="Winifred")
    (duty,) = noticed()
    number = duty.id
    left = NewNotTold(reason=NotTold.NO_DIFFERENCE, because="A nickname", attempts=None)
    with pytest.raises(CorrectionRefused, match="manager"), transaction():
        record_not_told(town.lead, number, left, town.procedure, NOW + HOUR)
    too_few = NewNotTold(reason=NotTold.CANNOT_BE_REACHED, because="Moved away", attempts=2)
    with pytest.raises(CorrectionRefused, match="at least 3 times"), transaction():
        record_not_told(town.team_manager, number, too_few, town.procedure, NOW + HOUR)
    with transaction():
        record_not_told(town.team_manager, number, left, town.procedure, NOW + HOUR)
    (duty,) = duties()
    assert duty.not_told is NotTold.NO_DIFFERENCE and duty.told_at is None
    assert db.session.get_one(Task, duty.task_id).closed_at is not None
