"""The demo's children whose records are not like the others, one for each thing that must work.

Made and changed by hand, through the children's own services.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lacrecords.audit import services as audit
from lacrecords.children import bulk
from lacrecords.children import services as children
from lacrecords.children.bulk import FactKind, NewFact
from lacrecords.children.services import Birth, NewAddress, NewCase, NewChild, NewLead, NewName
from lacrecords.demo.places import flat, house
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import DatePrecision, RestrictionKind

OTHER_AUTHORITY = "another authority's plan"
WITHOUT_LEAD = "open, no lead social worker"
TOLD_APART = "written down by hand for the demonstration"


@dataclass(frozen=True, slots=True)
class SpecialChild:
    """A child made by hand: what is special, and how an enquirer would describe the child."""

    situation: str
    forename: str
    surname: str
    born_on: date
    address: NewAddress

    @property
    def name(self) -> str:
        """Both names."""
        return f"{self.forename} {self.surname}"


def special_children() -> tuple[SpecialChild, ...]:
    """Every one of them, the same in every demonstration."""
    return (
        SpecialChild("restricted", "Ottoline", "Marsh", date(2017, 5, 9), _home(1, 4, 11)),
        SpecialChild("sealed", "Peregrine", "Stroud", date(2020, 8, 21), _home(2, 9, 30)),
        SpecialChild(OTHER_AUTHORITY, "Jolyon", "Tarrant", date(2022, 3, 30), _home(3, 14, 7)),
        SpecialChild("has died", "Linnet", "Corrigan", date(2019, 11, 2), _home(4, 19, 52)),
        SpecialChild("turned 18", "Tobiah", "Renshaw", date(2008, 2, 14), _home(5, 24, 63)),
        SpecialChild(WITHOUT_LEAD, "Merryn", "Kestle", date(2023, 6, 17), _home(6, 29, 2)),
        SpecialChild("address confidential", "Sidony", "Vance", date(2021, 1, 25), _flat(7)),
    )


def _home(town: int, street: int, place: int) -> NewAddress:
    home = house(town, street, place)
    return NewAddress(line1=home.line1, town=home.town, postcode=home.postcode, uprn=home.uprn)


def _flat(town: int) -> NewAddress:
    home = flat(town, 12, 8)
    return NewAddress(
        line1=home.line1,
        line2=home.line2,
        town=home.town,
        postcode=home.postcode,
        uprn=home.uprn,
        confidential=True,
    )


def make_special_children(
    actor: Actor, owner: Actor, lead: Actor, now: datetime
) -> Mapping[str, int]:
    """Make their records; gives the number of each by its situation."""
    today = now.date()
    made = {}
    for child in special_children():
        child_id = children.create_child(actor, _new_child(child, lead, today), now)
        made[child.situation] = child_id
    _restrict(actor, owner, made, now)
    children.record_other_authority(
        actor,
        made[OTHER_AUTHORITY],
        children.RecordOtherAuthority(
            authority="Northmarch Council",
            telephone="01632 960354",
            what="plan",
            from_on=today - timedelta(days=120),
            reason=TOLD_APART,
        ),
        now,
    )
    death = children.RecordDeath(died_on=today - timedelta(days=80), reason=TOLD_APART)
    children.record_death(actor, made["has died"], death, now)
    return made


def _new_child(child: SpecialChild, lead: Actor, today: date) -> NewChild:
    opened = NewCase(from_on=today - timedelta(days=150))
    leads = NewLead(
        account_id=lead.account_id,
        team_id=next(iter(lead.team_ids), None),
        from_on=today - timedelta(days=150),
    )
    has_case = child.situation not in (OTHER_AUTHORITY, "sealed")
    has_lead = has_case and child.situation != WITHOUT_LEAD
    return NewChild(
        names=(NewName(forename=child.forename, surname=child.surname),),
        birth=Birth(born_on=child.born_on, expected_on=None, precision=DatePrecision.EXACT),
        addresses=(child.address,),
        cases=(opened,) if has_case else (),
        leads=(leads,) if has_lead else (),
        reason=TOLD_APART,
    )


def _restrict(actor: Actor, owner: Actor, made: Mapping[str, int], now: datetime) -> None:
    owner_id = owner.account_id or 0
    restrict = children.Restrict(owner_id=owner_id, reader_ids=(), reason=TOLD_APART, shown_id=None)
    children.restrict_record(actor, made["restricted"], restrict, now)
    sealed = {"kind": RestrictionKind.SEALED_AT_ADOPTION.value, "owner_id": owner_id}
    fact = NewFact(sealed, now.date(), None, TOLD_APART)
    bulk.add_facts(FactKind.RESTRICTION, [(made["sealed"], fact)], now, actor.key, "hand")
    audit.record(actor, "record_sealed", "child", made["sealed"])
