"""The demo's children who move, and two families that nobody could find, by the real services.

One movement of each sort: late with its notice, acknowledged, waiting for a conference,
a looked-after child placed here, one described by a file that another council sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from lacrecords.agencies.authorities import (
    NewAuthorityContact,
    authority_named,
    confirm_authority_contact,
    propose_authority_contact,
)
from lacrecords.clocks import local_date
from lacrecords.demo.special import OTHER_AUTHORITY
from lacrecords.movements import missing
from lacrecords.movements.loading import load_file
from lacrecords.movements.missing import NewMissingChild, NewMissingFamily, Told
from lacrecords.movements.missing_queries import family
from lacrecords.movements.notice_format import NoticeContent, file_bytes, notice_data
from lacrecords.movements.notices import NewNotice, make_notice
from lacrecords.movements.reading import by_reference
from lacrecords.movements.recording import NewMovement, record_movement
from lacrecords.movements.steps import NewStep, record_step
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import (
    AuthorityContactKind,
    DatePrecision,
    MovementDirection,
    MovementStay,
    MovementStepKind,
    SendingMethod,
)

NEAR, FAR = "Northmarch Council", "Saltbourne County Council"


@dataclass(frozen=True, slots=True)
class Mover:
    """Who records the demo's movements, for whom, and at what moment it is now."""

    manager: Actor
    second_person: Actor
    special: Mapping[str, int]
    on_plan: Sequence[int]
    now: datetime

    def day(self, ago: int) -> date:
        """The day so many days ago."""
        return local_date(self.now) - timedelta(days=ago)

    def authority(self, name: str) -> int:
        """The number of this authority."""
        card = authority_named(name)
        if card is None:
            raise LookupError(name)
        return card.authority_id


def make_movements(mover: Mover) -> None:
    """Record everything."""
    _vouch_for_contacts(mover)
    _late_with_its_notice(mover)
    _waiting_for_a_conference(mover)
    _placed_here(mover)
    _sent_as_a_file(mover)
    _families(mover)


def _vouch_for_contacts(mover: Mover) -> None:
    for name in (NEAR, FAR):
        value = f"moves@{name.split()[0].lower()}.example"
        new = NewAuthorityContact(
            kind=AuthorityContactKind.EMAIL, value=value, label="Movements of children"
        )
        number = propose_authority_contact(
            mover.second_person, mover.authority(name), new, mover.now
        )
        confirm_authority_contact(mover.manager, number, mover.now)
    waiting = NewAuthorityContact(
        kind=AuthorityContactKind.POST,
        value="County Hall, Harbour Road, Saltbourne",
        label="Post room",
    )
    propose_authority_contact(mover.second_person, mover.authority(FAR), waiting, mover.now)


def _record(mover: Mover, key: str, ago: int, **said: Any) -> int:
    """Record one movement, so many days ago; the number of its row."""
    plain: dict[str, Any] = {
        "form_key": f"demo:{key}",
        "direction": MovementDirection.OUT,
        "stay": MovementStay.PERMANENT,
        "in_haste": False,
        "on_plan": True,
        "looked_after": False,
        "authority_id": mover.authority(NEAR),
        "moved_on": mover.day(ago),
        "told_by": "A relative, by telephone",
        "told_on": mover.day(ago),
        "address": "8 Lantern Street, Northmarch",
        "postcode": "ZZ4 1AA",
    }
    at = mover.now - timedelta(days=ago)
    reference = record_movement(mover.manager, NewMovement(**plain | said), at)
    standing = by_reference(reference, mover.now)
    if standing is None:
        raise LookupError(reference)
    return standing.row.id


def _step(mover: Mover, movement_id: int, kind: MovementStepKind, ago: int, **said: Any) -> None:
    plain: dict[str, Any] = {
        "form_key": f"demo:{movement_id}:{kind.value}",
        "kind": kind,
        "happened_on": mover.day(ago),
        "method": SendingMethod.SECURE_EMAIL,
        "whom": "Movements of children, moves@northmarch.example",
    }
    at = mover.now - timedelta(days=max(ago, 0))
    record_step(mover.manager, movement_id, NewStep(**plain | said), at)


def _late_with_its_notice(mover: Mover) -> None:
    for place, child_id in enumerate(mover.on_plan[:1]):
        _record(mover, f"late:{place}", 16, child_id=child_id, in_haste=True)


def _waiting_for_a_conference(mover: Mover) -> None:
    for place, child_id in enumerate(mover.on_plan[1:2]):
        number = _record(
            mover,
            f"conference:{place}",
            15,
            child_id=child_id,
            address_confidential=True,
            address="2 Cooper's Yard, Northmarch",
        )
        made_at = mover.now - timedelta(days=14)
        make_notice(mover.manager, number, NewNotice(form_key="demo:notice"), made_at)
        _step(mover, number, MovementStepKind.NOTICE_SENT, 14)
        _step(mover, number, MovementStepKind.ACKNOWLEDGEMENT_RECEIVED, 11)
        _step(mover, number, MovementStepKind.PAPERS_SENT, 10, words="Plan, chronology, minutes")
        _step(mover, number, MovementStepKind.CONFERENCE_BOOKED, -4)


def _placed_here(mover: Mover) -> None:
    number = _record(
        mover,
        "placed",
        20,
        child_id=mover.special[OTHER_AUTHORITY],
        direction=MovementDirection.IN,
        on_plan=False,
        looked_after=True,
        childrens_home=True,
        stay=MovementStay.TEMPORARY,
        address="Heron House, 1 Mill Lane, Ashdown",
        told_by="The manager of the children's home",
    )
    _step(mover, number, MovementStepKind.HOME_ADMISSION_TOLD, 19, whom="Heron House")
    _step(mover, number, MovementStepKind.NOTICE_RECEIVED, 18, whom="Northmarch placements team")


def _sent_as_a_file(mover: Mover) -> None:
    notice = NoticeContent(
        reference="NM4W-7KQX",
        sender=FAR,
        sender_contact="01632 960440",
        recipient="Ashdown County Council",
        written_on=mover.day(3),
        child_name="Lowenna Treglown",
        child_born_on=date(2021, 4, 6),
        child_born_precision=DatePrecision.EXACT,
        on_plan=True,
        looked_after=False,
        direction=MovementDirection.OUT,
        stay=MovementStay.PERMANENT,
        in_haste=True,
        childrens_home=False,
        moved_on=mover.day(4),
        expected_back_on=None,
        address="17 Weaver's Row, Ashdown",
        postcode="ZZ1 3BB",
        area="",
        address_confidential=False,
        worker_name="Caspian Harrow",
        worker_telephone="01632 960445",
    )
    content = file_bytes(notice_data(notice))
    load_file(mover.manager, content, None, mover.day(2), mover.now - timedelta(days=2))


def _families(mover: Mover) -> None:
    """One that is looked for still; one that is found, of whom one authority was not told yet."""
    looked_for = NewMissingFamily(
        form_key="demo:looked-for",
        family="Evadne Culpepper, about 25, short dark hair. She may use her mother's name, Orme",
        worry="She is due to give birth, and there is a plan for the baby from birth",
        last_seen_on=mover.day(6),
        last_seen_where="The coach station at Saltbourne",
        if_found="See that mother and baby are safe, and ring us at once.",
        children=(NewMissingChild("Baby Culpepper, expected within three weeks"),),
    )
    found = replace(
        looked_for,
        form_key="demo:found",
        family="Barnaby and Sorrel Quick, with a grey van",
        worry="The children were taken from school before a conference",
        last_seen_where="Westmere",
        children=(
            NewMissingChild("Rufus Quick, born 2 June 2018"),
            NewMissingChild("Hester Quick, born 9 October 2020"),
        ),
    )
    _alert(mover, looked_for, (NEAR,))
    family_id = _alert(mover, found, (NEAR, FAR))
    at = mover.now - timedelta(days=4)
    words = "At her brother's farm; seen by a social worker"
    missing.family_found(mover.manager, family_id, mover.day(4), words, at)


def _alert(mover: Mover, new: NewMissingFamily, names: Sequence[str]) -> int:
    at = mover.now - timedelta(days=6)
    reference = missing.record_missing_family(mover.manager, new, at)
    page = family(mover.manager, reference, mover.now)
    if page is None:
        raise LookupError(reference)
    for name in names:
        whom = f"moves@{name.split()[0].lower()}.example"
        told = Told(on=mover.day(6), method=SendingMethod.SECURE_EMAIL, whom=whom)
        missing.tell_authority(mover.manager, page.row.id, mover.authority(name), told, at)
    return page.row.id
