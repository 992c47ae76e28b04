"""Making a record by hand: never before a search, and never in silence beside a likely one.

What is typed in the end is searched once more, for it may be another name than was
looked for. A record closed to the maker that looks like the child is not shown; its owner is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.audit.actors import WORKER
from lacrecords.children.ages import Birth
from lacrecords.children.changes import ChangeRefused
from lacrecords.children.creation_models import RecordMade
from lacrecords.children.fact_rules import refuse_impossible_birth
from lacrecords.children.family_rules import SOMEBODY_ELSE, known_adults
from lacrecords.children.households import RecordHouseholdMember, record_household_member
from lacrecords.children.identities import checked_number
from lacrecords.children.linked import as_one_child
from lacrecords.children.living_with import MOTHER, adult_columns
from lacrecords.children.queries import candidate_cards
from lacrecords.children.registration import NewChild, create_child
from lacrecords.children.restriction_owners import tell_owner
from lacrecords.children.search_models import ChildSearch
from lacrecords.children.searches import FoundChild
from lacrecords.children.shared_numbers import refuse_number_of_another
from lacrecords.children.standing import hidden_ids, restrictions_of
from lacrecords.database import db
from lacrecords.matching.forms import AddressForm, Described, NameForm, SubjectKind
from lacrecords.matching.search import Candidate, find_candidates
from lacrecords.people.services import NewPerson, create_person
from lacrecords.rules.authorisation import Actor
from lacrecords.staff.queries import council_day
from lacrecords.terms import DatePrecision, IdentifierScheme, Known, MatchStrength

GOOD_FOR = timedelta(hours=1)
"""The page opens on a search of this age at most: the register goes on changing."""
TYPED_FOR = timedelta(hours=12)
"""Whoever was called away sends the form this late: what is typed is searched again anyway."""
LOOKS_ALIKE = "A record was made that looks like that of a child whose record is restricted."
SAY_OF_MOTHER = {
    "mother_lives_with_child": "Select whether the mother lives with the child",
    "mother_responsibility": "Select whether the mother has parental responsibility",
}
"""What must be said of the mother of a child who was born, and the words that ask for it."""
LIKELY = (MatchStrength.STRONG, MatchStrength.LIKELY)


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeRecord:
    """Everything said of the new child, the mother by name, and why it is no record shown.

    `shown` are the references of the records that the page showed; `mother_person` is the
    adult chosen where somebody of the mother's name is recorded. Whether she lives with a child
    who was born, and has parental responsibility, must be said.
    """

    child: NewChild
    mother_forename: str = ""
    mother_surname: str = ""
    mother_person: str = ""
    mother_lives_with_child: Known | None = None
    mother_responsibility: Known | None = None
    twice_on_purpose: bool = False
    why_none: str = ""
    shown: frozenset[str] = frozenset()

    @property
    def asks_about_mother(self) -> bool:
        """Whether a mother is named of a child who may have been born."""
        birth = self.child.birth
        unborn = birth is not None and birth.expected_on is not None
        return bool(self.mother_forename or self.mother_surname) and not unborn


@dataclass(frozen=True, slots=True)
class Likely:
    """Records that look like the child: those the maker may see, and those closed to them."""

    shown: tuple[FoundChild, ...]
    closed: tuple[int, ...]


def search_for_making(
    actor: Actor, reference: str, now: datetime, good_for: timedelta = GOOD_FOR
) -> ChildSearch | None:
    """The maker's own search, while it is fresh enough to make a record on."""
    search = db.session.scalar(
        select(ChildSearch).where(
            ChildSearch.reference == reference, ChildSearch.searched_by == actor.key
        )
    )
    fresh = search is not None and search.searched_at >= now - good_for
    return search if fresh else None


def likely_records(actor: Actor, value: MakeRecord, now: datetime) -> Likely:
    """Search the register for what was typed; only what looks much like the child."""
    on = council_day(now)
    listed = find_candidates(db.session(), SubjectKind.CHILD, _described(value, now))
    candidates = as_one_child(listed.candidates)
    close = {one.subject_id: one for one in candidates if one.strength in LIKELY}
    closed = hidden_ids(close, actor.account_id, on)
    cards = candidate_cards(set(close) - closed, actor.account_id, on)
    shown = tuple(
        _found(one, cards[child_id]) for child_id, one in close.items() if child_id in cards
    )
    alike = tuple(child_id for child_id in close if child_id in closed)
    return Likely(shown, alike)


def make_record(actor: Actor, search_reference: str, value: MakeRecord, now: datetime) -> int:
    """Make the record; ChangeRefused without a fresh search, or without a reason where one is due.

    Sent twice, it is made once.
    """
    search = search_for_making(actor, search_reference, now, TYPED_FOR)
    if search is None:
        raise ChangeRefused("reason", "Search again: the search is too old")
    made = db.session.scalar(select(RecordMade).where(RecordMade.child_search_id == search.id))
    if made is not None:
        return made.child_id
    if value.child.birth is not None:
        refuse_impossible_birth(value.child.birth, council_day(now))
    _refuse_unsaid(value)
    likely = likely_records(actor, value, now)
    _refuse_unseen(likely, value)
    _refuse_numbers_of_others(actor, value, now)
    child_id = create_child(actor, value.child, now)
    _keep_mother(actor, child_id, value, now)
    db.session.add(
        RecordMade(
            child_id=child_id,
            child_search_id=search.id,
            likely=[_kept(one) for one in likely.shown],
            why_none=value.why_none.strip() if likely.shown else "",
            made_by=actor.key,
            made_at=now,
        )
    )
    db.session.flush()
    audit.record(actor, "record_made", "child", child_id)
    _tell_owners(actor, likely.closed, now)
    return child_id


def _refuse_unsaid(value: MakeRecord) -> None:
    """Nothing is kept of a mother that nobody said: a child may be in care, or adopted."""
    answers = {name: getattr(value, name) for name in SAY_OF_MOTHER}
    for name, answer in answers.items():
        if value.asks_about_mother and answer is None:
            raise ChangeRefused(name, SAY_OF_MOTHER[name])


def _refuse_unseen(likely: Likely, value: MakeRecord) -> None:
    """A reason counts only for records that the page had shown when it was written."""
    if likely.shown and not value.why_none.strip():
        raise ChangeRefused("why_none", "Enter why it is none of the records shown")
    if {one.card.reference for one in likely.shown} - value.shown:
        words = "Another record looks like the child. Look at it, then say why it is none of them"
        raise ChangeRefused("why_none", words)


def _refuse_numbers_of_others(actor: Actor, value: MakeRecord, now: datetime) -> None:
    if value.twice_on_purpose:
        return
    for scheme, given in value.child.numbers:
        number, _ = checked_number(scheme, given)
        refuse_number_of_another(actor, None, scheme, number, council_day(now))


def _described(value: MakeRecord, now: datetime) -> Described:
    child = value.child
    birth = child.birth or Birth(None, None, DatePrecision.EXACT)
    numbers = dict(child.numbers)
    return Described(
        names=tuple(NameForm(one.forename, one.middle, one.surname) for one in child.names),
        born_on=birth.born_on,
        born_precision=birth.precision,
        expected_on=birth.expected_on,
        as_of=council_day(now),
        sex=child.sex,
        nhs_number=numbers.get(IdentifierScheme.NHS, ""),
        upn=numbers.get(IdentifierScheme.UPN, ""),
        addresses=tuple(
            AddressForm(line1=one.line1, line2=one.line2, town=one.town, postcode=one.postcode)
            for one in child.addresses
        ),
        parent_surnames=(value.mother_surname,) if value.mother_surname else (),
    )


def _found(one: Candidate, card: object) -> FoundChild:
    return FoundChild(card, one.strength.value, one.label, one.reasons)  # type: ignore[arg-type]


def _kept(one: FoundChild) -> dict[str, object]:
    return {
        "id": one.card.child_id,
        "strength": one.strength,
        "label": one.label,
        "reasons": list(one.reasons),
    }


def _keep_mother(actor: Actor, child_id: int, value: MakeRecord, now: datetime) -> None:
    if not (value.mother_forename or value.mother_surname):
        return
    person_id, reason = _mother(actor, value, now), value.child.reason
    said = RecordHouseholdMember(person_id=person_id, reason=reason, **_said_of_mother(value))
    record_household_member(actor, child_id, said, now)


def _said_of_mother(value: MakeRecord) -> dict[str, Any]:
    """She carries a child not yet born, and by law has responsibility from the birth.

    Where she and the child will live then is not known.
    """
    lives, responsibility = value.mother_lives_with_child, value.mother_responsibility
    if value.asks_about_mother and lives and responsibility:
        return adult_columns(MOTHER, lives, responsibility)
    return adult_columns(MOTHER, Known.NOT_KNOWN, Known.YES, "birth_mother")


def _mother(actor: Actor, value: MakeRecord, now: datetime) -> int:
    """The adult recorded already, where the maker says so; else somebody new of that name."""
    forename, surname = value.mother_forename, value.mother_surname
    known = known_adults(actor, forename, surname, council_day(now))
    if value.mother_person in {str(card.person_id) for card in known}:
        return int(value.mother_person)
    if known and value.mother_person != SOMEBODY_ELSE:
        words = "Somebody of the mother's name is recorded. Select whether it is her"
        raise ChangeRefused("mother_person", words)
    new = NewPerson(forename=forename, surname=surname, reason=value.child.reason)
    return create_person(actor, new, now)


def _tell_owners(actor: Actor, child_ids: tuple[int, ...], now: datetime) -> None:
    """The owner of each closed record that looks like the new one hears of it, and nobody else."""
    cards = restrictions_of(child_ids, council_day(now))
    for child_id, card in cards.items():
        if card.sealed:
            # In a trail of its own: nothing kept may tie the new record to a sealed one.
            with audit.another_request():
                tell_owner(WORKER, child_id, card, LOOKS_ALIKE, now)
        else:
            tell_owner(actor, child_id, card, LOOKS_ALIKE, now)
