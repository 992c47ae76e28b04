"""Three invented notifications of people who may pose a risk, for the demonstration.

One concerns a home on the register, one comes from somebody nobody checked, one is late.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lacrecords.agencies.queries import agencies
from lacrecords.children.queries import describe
from lacrecords.database import transaction
from lacrecords.people.services import NewPerson, NewPersonAddress, NewPersonName
from lacrecords.procedure import Procedure
from lacrecords.risk_notifications.comparing import compare_changed
from lacrecords.risk_notifications.course import look_after_reviews
from lacrecords.risk_notifications.described import (
    Condition,
    NewRiskNotification,
    Source,
    SourceCheck,
    Statement,
)
from lacrecords.risk_notifications.recording import (
    record_notification,
)
from lacrecords.risk_notifications.services import number_of
from lacrecords.risk_notifications.source_checks import record_source_check
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import (
    AgencyType,
    Channel,
    PersonNameType,
    PersonTold,
    RiskBasis,
    RiskLevel,
    RiskRestrictionKind,
    VerificationMethod,
    VerificationOutcome,
)

CARD_SEEN = "Warrant card, photo agreed"
REVIEWED_AFTER_DAYS = 20


@dataclass(frozen=True, slots=True)
class _Said:
    """One invented notification."""

    person: NewPerson
    fact: str
    opinion: str
    level: RiskLevel
    checked: bool
    conditions: tuple[Condition, ...] = ()
    late: bool = False


def make_risk_notifications(
    manager: Actor, child_ids: Sequence[int], procedure: Procedure, then: datetime, now: datetime
) -> int:
    """Write them down a month ago, and compare them; how many meetings there are to decide."""
    police = next(one for one in agencies() if one.agency_type is AgencyType.POLICE)
    for place, said in enumerate(_invented(child_ids, then.date())):
        source = Source(
            agency_id=police.agency_id,
            agency_name="",
            source_name="Constable Ione Marchbank",
            source_role="Public protection unit",
            contact_given="07700 900456",
            channel=Channel.IN_PERSON,
            received_on=then.date(),
        )
        _keep(manager, place, said, source, procedure, then)
    raised = compare_changed(procedure, now)
    look_after_reviews(procedure, now)
    return raised


def _keep(
    manager: Actor,
    place: int,
    said: _Said,
    source: Source,
    procedure: Procedure,
    then: datetime,
) -> None:
    late = then.date() + timedelta(days=REVIEWED_AFTER_DAYS)
    new = NewRiskNotification(
        form_key=f"demonstration {place}",
        source=source,
        statement=Statement(
            basis=RiskBasis.CONVICTION if said.checked else RiskBasis.CONCERN,
            fact=said.fact,
            opinion=said.opinion,
            level=said.level,
            assessment="Assessed by the police with the probation service.",
            told=PersonTold.TOLD,
            told_words="By letter from the council",
        ),
        person=said.person,
        conditions=said.conditions,
        first_review_on=late if said.late else None,
    )
    with transaction():
        reference = record_notification(manager, new, procedure, then)
        if said.checked:
            check = SourceCheck(
                method=VerificationMethod.IDENTITY_DOCUMENT,
                outcome=VerificationOutcome.CONFIRMED,
                second_fact=CARD_SEEN,
            )
            record_source_check(manager, number_of(reference), check, procedure, then)


def _invented(child_ids: Sequence[int], on: date) -> tuple[_Said, ...]:
    return _near_children(_home_of(child_ids), on), _not_checked(), _late()


def _near_children(home: tuple[NewPersonAddress, ...], on: date) -> _Said:
    alias = NewPersonName(forename="Dorian", surname="Vexley", name_type=PersonNameType.ALIAS)
    licence = Condition(
        kind=RiskRestrictionKind.LICENCE,
        words="No contact with anybody under 18 unless the council agrees",
        from_on=on - timedelta(days=200),
        to_on=on + timedelta(days=300),
    )
    person = NewPerson(
        forename="Darrow",
        surname="Vexley",
        born_on=date(1981, 2, 14),
        names=(alias,),
        addresses=home,
    )
    return _Said(
        person,
        "Convicted at Fellingham in 2019.",
        "The officer thinks that he has begun to see a mother of young children.",
        RiskLevel.HIGH,
        True,
        (licence,),
    )


def _not_checked() -> _Said:
    return _Said(
        NewPerson(forename="", surname="Ormandine", born_on=date(1990, 7, 1)),
        "",
        "A neighbour says that they were asked to leave another town.",
        RiskLevel.NOT_ASSESSED,
        False,
    )


def _late() -> _Said:
    person = NewPerson(
        forename="Perran",
        surname="Hollowdene",
        born_on=date(1966, 11, 3),
        addresses=(NewPersonAddress(line1="3 Nowhere Lane", town="Dunsley"),),
    )
    fact = "Convicted in Dunsley in 2022 of an assault on a child."
    return _Said(person, fact, "", RiskLevel.MEDIUM, True, late=True)


def _home_of(child_ids: Sequence[int]) -> tuple[NewPersonAddress, ...]:
    """Where the first of these children with a home lives."""
    for child_id in child_ids:
        for form in describe(child_id).addresses[:1]:
            return (
                NewPersonAddress(
                    line1=form.line1,
                    line2=form.line2,
                    town=form.town,
                    postcode=form.postcode,
                    uprn=form.uprn,
                ),
            )
    return ()
