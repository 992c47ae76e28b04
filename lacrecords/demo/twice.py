"""The demo's children who were recorded twice: a pair to look at, and a pair that was linked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from lacrecords.children import services as children
from lacrecords.children.comparison import compare_records
from lacrecords.children.links import DecideLink, ProposeLink, decide_link, propose_link
from lacrecords.children.services import Birth, NewAddress, NewCase, NewChild, NewName
from lacrecords.demo.places import house
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import DatePrecision

RECORDS_MADE = 4
WHY = "One birth certificate, seen for both by the same worker."


def make_records_twice(actor: Actor, by: Actor, of: Actor, now: datetime) -> None:
    """Two children on two records each; of one, two people have linked the records."""
    _twice(
        actor, _child("Isaura", "Penhallow", date(2019, 4, 26), 1, now), "Isaura", "Penhalow", now
    )
    kept, linked = _twice(
        actor, _child("Corentin", "Averill", date(2016, 9, 13), 2, now), "Corin", "Averill", now
    )
    proposal = ProposeLink(
        kept_id=kept,
        linked_id=linked,
        holds=(),
        approver_id=of.account_id or 0,
        reason=WHY,
        evidence=compare_records(by, kept, linked, now).evidence,
    )
    number = propose_link(by, proposal, now)
    later = now + timedelta(hours=5)
    decide_link(of, number, DecideLink(approve=True, reason="I have compared both."), later)


def _child(forename: str, surname: str, born_on: date, place: int, now: datetime) -> NewChild:
    home = house(place, 17, 20 + place)
    address = NewAddress(line1=home.line1, town=home.town, postcode=home.postcode, uprn=home.uprn)
    return NewChild(
        names=(NewName(forename=forename, surname=surname),),
        birth=Birth(born_on=born_on, expected_on=None, precision=DatePrecision.EXACT),
        addresses=(address,),
        cases=(NewCase(from_on=now.date() - timedelta(days=200), to_on=now.date()),),
        reason="Referred by the school",
    )


def _twice(
    actor: Actor, child: NewChild, forename: str, surname: str, now: datetime
) -> tuple[int, int]:
    again = replace(
        child,
        names=(NewName(forename=forename, surname=surname),),
        cases=(),
        reason="Referred by the health visitor",
    )
    return children.create_child(actor, child, now), children.create_child(actor, again, now)
