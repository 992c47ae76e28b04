"""Families nobody can find: who is told, and that nobody is forgotten when they are found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lacrecords.audit.actors import WORKER
from lacrecords.database import db, transaction
from lacrecords.movements import missing, missing_queries
from lacrecords.movements.missing import NewMissingChild, NewMissingFamily, Told
from lacrecords.movements.missing_late import tell_of_late_standing_down
from lacrecords.movements.missing_models import MissingFamily
from lacrecords.movements.missing_queries import FamilyPage
from lacrecords.movements.refusals import MovementRefused
from lacrecords.notifications.models import Notification, Task
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import MatterKind, NotificationKind, Role, SendingMethod, TaskKind
from lacrecords.web.listing import asked_for
from tests.factories.children import restrict
from tests.factories.movements import MERECOMBE, THORNLEIGH, make_authority
from tests.factories.staff import make_account
from tests.factories.town import NOW, Town, make_child, make_town

TODAY = NOW.date()
TOLD = Told(on=TODAY, method=SendingMethod.SECURE_EMAIL, whom="custodian@merecombe.example")


@pytest.fixture
def town(in_app: Flask) -> Town:
    with transaction():
        make_account(Role.DIRECTOR)
        return make_town()


def listed(actor: Actor, now: datetime) -> Sequence[FamilyPage]:
    """Every family that this reader may see."""
    asked = asked_for(missing_queries.FAMILIES, {"state": "all"})
    return missing_queries.families_page(actor, asked, now).rows


def new_family(*child_ids: int | None, **said: object) -> NewMissingFamily:
    children = tuple(
        NewMissingChild(f"Child {n}, born 2019", one) for n, one in enumerate(child_ids)
    )
    plain: dict[str, object] = {
        "form_key": "f1",
        "family": "Isolde Quillfeather, tall, red car",
        "worry": "She left hospital with the baby",
        "last_seen_on": date(2026, 11, 16),
        "last_seen_where": "Larkfield station",
        "if_found": "Ring us at once",
        "children": children or (NewMissingChild("A baby, born 14 November 2026"),),
    }
    return NewMissingFamily(**plain | said)  # type: ignore[arg-type]


def make_family(town: Town, *child_ids: int | None) -> FamilyPage:
    with transaction():
        reference = missing.record_missing_family(
            town.designated_manager, new_family(*child_ids), NOW
        )
    return read(town, reference)


def read(town: Town, reference: str) -> FamilyPage:
    db.session.expire_all()
    found = missing_queries.family(town.designated_manager, reference, NOW)
    assert found is not None
    return found


def tell(town: Town, page: FamilyPage, *names: str) -> None:
    for name in names:
        with transaction():
            number = make_authority(name)
            assert missing.tell_authority(town.designated_manager, page.row.id, number, TOLD, NOW)


def find(town: Town, page: FamilyPage) -> bool:
    with transaction():
        return missing.family_found(
            town.designated_manager, page.row.id, TODAY, "At her sister's in Merecombe", NOW
        )


def waiting() -> list[Task]:
    found = select(Task).where(Task.kind == TaskKind.STAND_DOWN, Task.closed_at.is_(None))
    return list(db.session.scalars(found.order_by(Task.id)))


def refused(action: Callable[[], object]) -> MovementRefused:
    with pytest.raises(MovementRefused) as found, transaction():
        action()
    return found.value


def test_every_authority_told_is_a_task_until_it_was_told_to_stand_down(town: Town) -> None:
    page = make_family(town)
    assert waiting() == []
    tell(town, page, MERECOMBE, THORNLEIGH)
    assert waiting() == [] and missing_queries.open_family_counts(NOW).counts == (1, 0)
    assert find(town, page)
    assert not find(town, page), "it is found once"
    page = read(town, page.row.reference)
    assert page.to_stand_down == 2 and page.is_open
    assert {task.matter for task in waiting()} == {MatterKind.MISSING_FAMILY_ALERT}
    for left in (1, 0):
        alert = next(one for one in read(town, page.row.reference).alerts if not one.stood_down)
        for expected in (True, False):
            with transaction():
                done = missing.stand_down(town.designated_manager, alert.row.id, TOLD, NOW)
            assert done is expected
        assert len(waiting()) == left
        assert missing_queries.open_family_counts(NOW).counts == ((1, 1) if left else (0, 0))
    assert not read(town, page.row.reference).is_open


def test_nobody_stands_down_before_and_nobody_is_alerted_after(town: Town) -> None:
    page = make_family(town)
    tell(town, page, MERECOMBE)
    (line,) = read(town, page.row.reference).alerts
    manager = town.designated_manager
    early = refused(lambda: missing.stand_down(manager, line.row.id, TOLD, NOW))
    assert "Record first that the family is found" in early.words
    find(town, page)
    with transaction():
        other = make_authority(THORNLEIGH)
    late = refused(lambda: missing.tell_authority(manager, page.row.id, other, TOLD, NOW))
    assert "nobody is alerted any more" in late.words


def test_what_is_late_goes_up_every_working_day_to_the_director_until_it_is_done(
    town: Town,
) -> None:
    page = make_family(town)
    tell(town, page, MERECOMBE)
    find(town, page)
    assert tell_of_late_standing_down(NOW + timedelta(hours=20)) == 0
    just_late = NOW + timedelta(days=1, hours=1)
    assert tell_of_late_standing_down(just_late) == 1, "the designated manager first"
    assert tell_of_late_standing_down(just_late + timedelta(hours=1)) == 0, "once a day"
    # NOW is a Wednesday: on Friday it is a working day late, on Monday two.
    for day, count in ((2, 2), (3, 0), (5, 2), (6, 2)):
        assert tell_of_late_standing_down(NOW + timedelta(days=day, hours=3)) == count, day
    rows = db.session.scalars(
        select(Notification).where(Notification.kind == NotificationKind.STAND_DOWN_LATE)
    ).all()
    assert {row.role for row in rows} == {Role.DESIGNATED_MANAGER, Role.DIRECTOR}
    assert "Still not told to stand down, 2 working days late." in {row.why for row in rows}
    (line,) = read(town, page.row.reference).alerts
    with transaction():
        missing.stand_down(town.designated_manager, line.row.id, TOLD, NOW)
    assert tell_of_late_standing_down(NOW + timedelta(days=9)) == 0


def test_one_form_makes_one_family_and_one_authority_is_told_once(town: Town) -> None:
    page = make_family(town)
    assert make_family(town).row.reference == page.row.reference
    tell(town, page, MERECOMBE)
    (line,) = read(town, page.row.reference).alerts
    with transaction():
        again = missing.tell_authority(
            town.designated_manager, page.row.id, line.row.authority_id, TOLD, NOW
        )
    assert not again and len(read(town, page.row.reference).alerts) == 1


def test_what_cannot_be_is_refused_at_its_box(town: Town) -> None:
    manager, tomorrow = town.designated_manager, TODAY + timedelta(days=1)
    for field, new in (
        ("children", new_family(children=())),
        ("last_seen_on", new_family(last_seen_on=tomorrow)),
    ):
        wrong = refused(lambda new=new: missing.record_missing_family(manager, new, NOW))  # type: ignore[misc]
        assert wrong.field == field
    page = make_family(town)
    with transaction():
        number = make_authority()
    for field, told in (
        ("told_on", Told(on=tomorrow, method=TOLD.method, whom="desk")),
        ("whom", Told(on=TODAY, method=TOLD.method, whom=" ")),
    ):
        wrong = refused(
            lambda told=told: missing.tell_authority(manager, page.row.id, number, told, NOW)  # type: ignore[misc]
        )
        assert wrong.field == field
    nowhere = refused(lambda: missing.tell_authority(manager, page.row.id, 4711, TOLD, NOW))
    assert nowhere.field == "authority_id"
    silent = refused(lambda: missing.family_found(manager, page.row.id, TODAY, " ", NOW))
    assert silent.field == "words"
    ahead = refused(lambda: missing.family_found(manager, page.row.id, tomorrow, "There", NOW))
    assert ahead.field == "found_on"


def test_a_family_with_a_restricted_child_is_there_for_those_who_may_open_the_record_only(
    town: Town,
) -> None:
    with transaction():
        child = make_child()
        restrict(child, town.team_manager)
    with transaction():
        reference = missing.record_missing_family(town.team_manager, new_family(child, None), NOW)
    for actor, count in ((town.designated_manager, 0), (town.team_manager, 1)):
        assert len(listed(actor, NOW)) == count
        assert (missing_queries.family(actor, reference, NOW) is not None) is bool(count)
    assert missing_queries.open_family_counts(NOW).counts == (0, 0)
    found = missing_queries.family(town.team_manager, reference, NOW)
    assert found is not None
    with transaction():
        number = make_authority()
        missing.tell_authority(town.team_manager, found.row.id, number, TOLD, NOW)
        missing.family_found(town.team_manager, found.row.id, TODAY, "At home", NOW)
    (task,) = waiting()
    assert task.account_id == town.team_manager.account_id, "nobody else sees the alert"
    assert tell_of_late_standing_down(NOW + timedelta(days=1, hours=1)) == 1
    (late,) = db.session.scalars(
        select(Notification).where(Notification.kind == NotificationKind.STAND_DOWN_LATE)
    )
    assert late.account_id == town.team_manager.account_id


def test_the_owner_of_a_record_sealed_since_still_gets_to_the_family(town: Town) -> None:
    with transaction():
        child = make_child()
    page = make_family(town, child)
    with transaction():
        restrict(child, town.team_manager, kind="sealed_at_adoption")
    reference = page.row.reference
    assert list(listed(town.team_manager, NOW)) == []
    assert missing_queries.family(town.team_manager, reference, NOW) is not None
    assert missing_queries.family(town.designated_manager, reference, NOW) is None


def test_the_alert_says_who_and_the_standing_down_says_no_more_than_that(town: Town) -> None:
    page = make_family(town)
    tell(town, page, MERECOMBE)
    text = missing_queries.alert_text(page, "Ashdown", "01632 960100")
    for said in ("A baby", "Isolde Quillfeather", "Larkfield station", "Ring us at once", "960100"):
        assert said in text
    find(town, page)
    down = missing_queries.alert_text(read(town, page.row.reference), "Ashdown", "01632 960100")
    assert page.row.reference in down and "take the alert off your systems" in down
    for kept in ("Isolde", "baby", "sister", "Merecombe"):
        assert kept not in down
    assert db.session.scalars(select(MissingFamily)).one().found_words.startswith("At her sister")
    assert WORKER.key == "job:worker"
