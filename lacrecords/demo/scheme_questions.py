"""Which questions about a person the demonstration holds. Data only; nobody in them exists."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from lacrecords.terms import AskedAbout, SchemeAsker, Undertaking


class Step(IntEnum):
    """How far a question of the demonstration has come."""

    WRITTEN_DOWN = 0
    REFERRED = 1
    ACKNOWLEDGED = 2
    DISCLOSED = 3
    ATTENDED = 4
    ENDED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedQuestion:
    """One question: who asks about whom, when, how far it has come."""

    hours_ago: int
    asker: SchemeAsker
    asker_name: str
    relationship: str
    about: AskedAbout
    access_to_child: bool
    person: str
    child: str = ""
    facts: str
    opinion: str = ""
    child_at_risk: bool = False
    our_worker: bool = False
    is_of_register: bool = False
    """Its child has a record, to which a social worker links it."""
    step: Step
    undertaking: Undertaking = Undertaking.SIGNED


PARTNER, OTHERS, NOBODYS = (
    AskedAbout.PARTNER_OF_ASKER,
    AskedAbout.PARTNER_OF_SOMEBODY_ELSE,
    AskedAbout.NOBODYS_PARTNER,
)
PLANNED = (
    PlannedQuestion(
        hours_ago=24 * 26,
        asker=SchemeAsker.RELATIVE,
        asker_name="Lavinia Prendergast",
        relationship="Grandmother",
        about=OTHERS,
        access_to_child=True,
        person="Jolyon Ravenhill",
        child="Her grandson, seven",
        facts="He moved in at Easter and fetches the boy from school.",
        opinion="She does not like how he speaks to the boy.",
        step=Step.ENDED,
    ),
    PlannedQuestion(
        hours_ago=24 * 19,
        asker=SchemeAsker.PUBLIC,
        asker_name="Cordelia Whitstable",
        relationship="Herself",
        about=PARTNER,
        access_to_child=False,
        person="Fergus Allardyce",
        facts="He reads her messages and waits outside her work.",
        step=Step.ATTENDED,
        undertaking=Undertaking.REFUSED,
    ),
    PlannedQuestion(
        hours_ago=24 * 12,
        asker=SchemeAsker.PARENT,
        asker_name="Ignatius Boscombe",
        relationship="Father",
        about=OTHERS,
        access_to_child=True,
        person="Somebody called Dorian",
        child="His daughter, five",
        facts="His former wife's friend stays at weekends.",
        step=Step.DISCLOSED,
        is_of_register=True,
    ),
    PlannedQuestion(
        hours_ago=24 * 6,
        asker=SchemeAsker.PROFESSIONAL,
        asker_name="Hester Mullion",
        relationship="Health visitor",
        about=OTHERS,
        access_to_child=False,
        person="Evander Thrale",
        facts="The mother had a bruised arm and would not say why.",
        step=Step.ACKNOWLEDGED,
    ),
    PlannedQuestion(
        hours_ago=24 * 5,
        asker=SchemeAsker.PUBLIC,
        asker_name="",
        relationship="Neighbour",
        about=NOBODYS,
        access_to_child=False,
        person="The man at number nine",
        facts="He parks across the drive.",
        step=Step.WRITTEN_DOWN,
    ),
    PlannedQuestion(
        hours_ago=24 * 4,
        asker=SchemeAsker.RELATIVE,
        asker_name="Winifred Oakapple",
        relationship="Aunt",
        about=NOBODYS,
        access_to_child=True,
        person="A worker called Osric, she thinks of the council",
        child="Her nephew, ten",
        facts="He gave the boy a telephone.",
        our_worker=True,
        step=Step.WRITTEN_DOWN,
    ),
    PlannedQuestion(
        hours_ago=1,
        asker=SchemeAsker.CHILD,
        asker_name="Posy",
        relationship="Daughter",
        about=OTHERS,
        access_to_child=True,
        person="Mum's boyfriend Gideon",
        child="Posy, eleven",
        facts="He shouts at Mum and threw a plate.",
        child_at_risk=True,
        step=Step.WRITTEN_DOWN,
    ),
)
