"""How a person who may pose a risk meets a child: in the household, by name, or by address.

Reads both indexes and compares what they hold, whichever side changed. It raises nothing and
writes nothing. Reasons hold no name and no address.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sqlalchemy import bindparam, select

from lacrecords.children import queries as children
from lacrecords.children.queries import AdultOfChild
from lacrecords.database import db
from lacrecords.matching.address_comparison import AddressCertainty, compare_addresses
from lacrecords.matching.forms import Normalised, PlacedAddress, SubjectKind, placed_addresses
from lacrecords.matching.keys import address_keys
from lacrecords.matching.models import MatchKey
from lacrecords.matching.store import load_forms
from lacrecords.people import finding
from lacrecords.people import queries as people
from lacrecords.people.finding import FoundPerson, PersonSought
from lacrecords.risk_notifications.stay_words import stay_words
from lacrecords.rules.risk_stays import ChildsBirth, Stay, shared_stay
from lacrecords.rules.understanding import BirthDays, birth_days
from lacrecords.terms import PersonStrength, RiskHitKind
from lacrecords.web.words import date_words

MOST_NAMESAKES = 40
_TAKEN_FOR = (PersonStrength.STRONG, PersonStrength.LIKELY)
_CHILDREN_UNDER = (
    select(MatchKey.subject_id)
    .where(
        MatchKey.key.in_(bindparam("keys", expanding=True)),
        MatchKey.subject_kind == int(SubjectKind.CHILD),
    )
    .distinct()
)
_RANK = {kind: place for place, kind in enumerate(RiskHitKind)}


@dataclass(frozen=True, slots=True)
class RiskMeeting:
    """One person and one child: the surest way they meet, and why in words.

    `grounds` marks each piece of evidence; other evidence has another mark.
    """

    person_id: int
    child_id: int
    kind: RiskHitKind
    why: tuple[str, ...]
    grounds: tuple[str, ...]


def meetings_of_person(person_id: int, today: date) -> tuple[RiskMeeting, ...]:
    """Every child on the register that this person meets."""
    sought = people.sought_as(person_id)
    found = [*_by_household(person_id, sought), *_by_address(person_id, sought, today)]
    return _one_for_each(found)


def meetings_of_children(
    child_ids: Iterable[int], person_ids: frozenset[int], today: date
) -> tuple[RiskMeeting, ...]:
    """Every one of these people that these children meet."""
    wanted = tuple(child_ids)
    found = [*_adults_among(wanted, person_ids), *_homes_among(wanted, person_ids, today)]
    return _one_for_each(found)


def _one_for_each(found: Iterable[RiskMeeting]) -> tuple[RiskMeeting, ...]:
    """Each pair once, with every way they meet, the surest first; linked records are one child."""
    every = tuple(found)
    kept = children.kept_ids(meeting.child_id for meeting in every)
    pairs: defaultdict[tuple[int, int], list[RiskMeeting]] = defaultdict(list)
    for one in sorted(every, key=lambda each: (_RANK[each.kind], each.grounds)):
        pairs[one.person_id, kept[one.child_id]].append(one)
    return tuple(
        RiskMeeting(
            person_id,
            child_id,
            ways[0].kind,
            tuple(dict.fromkeys(why for way in ways for why in way.why)),
            tuple(dict.fromkeys(ground for way in ways for ground in way.grounds)),
        )
        for (person_id, child_id), ways in pairs.items()
    )


def _by_household(person_id: int, sought: PersonSought) -> Iterator[RiskMeeting]:
    found = {one.person_id: one for one in finding.find_people(sought, MOST_NAMESAKES)}
    found[person_id] = FoundPerson(person_id, PersonStrength.STRONG, ())
    likely = {who: one for who, one in found.items() if one.strength in _TAKEN_FOR}
    for adult in children.children_of_adults(likely):
        yield _of_adult(person_id, adult, likely[adult.person_id])


def _adults_among(child_ids: tuple[int, ...], among: frozenset[int]) -> Iterator[RiskMeeting]:
    adults = children.adults_of_children(child_ids)
    described = people.sought_as_each({adult.person_id for adult in adults})
    same: dict[int, list[FoundPerson]] = {}
    for who, sought in described.items():
        own = [FoundPerson(who, PersonStrength.STRONG, ())] if who in among else []
        others = finding.find_among(sought, among - {who}, MOST_NAMESAKES)
        same[who] = own + [one for one in others if one.strength in _TAKEN_FOR]
    for adult in adults:
        for one in same.get(adult.person_id, ()):
            yield _of_adult(one.person_id, adult, one)


def _of_adult(person_id: int, adult: AdultOfChild, found: FoundPerson) -> RiskMeeting:
    """The very person, or one whose names and dates agree, stands in the child's household."""
    very = adult.person_id == person_id
    until = f" until {date_words(adult.to_on)}" if adult.to_on else ""
    what = "The person is" if very else "Somebody who may be the person is"
    words = f"{what} recorded in the child's household{until}: {adult.relationship}"
    kind = RiskHitKind.HOUSEHOLD if very else RiskHitKind.HOUSEHOLD_NAME
    grounds = (_mark(kind, adult.person_id),)
    return RiskMeeting(person_id, adult.child_id, kind, (words, *found.reasons), grounds)


def _by_address(person_id: int, sought: PersonSought, today: date) -> Iterator[RiskMeeting]:
    theirs = placed_addresses(sought.addresses)
    keys = sorted({number for placed in theirs for number in address_keys(placed)})
    if not keys:
        return
    ids = db.session.scalars(_CHILDREN_UNDER, {"keys": keys}).all()
    for child_id, form in load_forms(db.session(), SubjectKind.CHILD, ids).items():
        yield from _at_home(person_id, theirs, child_id, form, today)


def _homes_among(
    child_ids: tuple[int, ...], among: frozenset[int], today: date
) -> Iterator[RiskMeeting]:
    forms = load_forms(db.session(), SubjectKind.CHILD, child_ids)
    near = _people_near(forms, among)
    every = {who for some in near.values() for who in some}
    homes = {
        who: placed_addresses(sought.addresses)
        for who, sought in people.sought_as_each(every).items()
    }
    for child_id, form in forms.items():
        for who in sorted(near.get(child_id, ())):
            yield from _at_home(who, homes[who], child_id, form, today)


def _people_near(
    forms: Mapping[int, Normalised], among: frozenset[int]
) -> dict[int, frozenset[int]]:
    keys: defaultdict[int, set[int]] = defaultdict(set)
    for child_id, form in forms.items():
        for placed in form.addresses:
            for number in address_keys(placed):
                keys[number].add(child_id)
    found: defaultdict[int, set[int]] = defaultdict(set)
    for number, who in finding.under_keys(keys, among):
        for child_id in keys[number]:
            found[child_id].add(who)
    return {child_id: frozenset(some) for child_id, some in found.items()}


def _at_home(
    person_id: int,
    theirs: tuple[PlacedAddress, ...],
    child_id: int,
    form: Normalised,
    today: date,
) -> Iterator[RiskMeeting]:
    birth = _birth_of(form)
    for mine in theirs:
        for home in form.addresses:
            stays = Stay(mine.from_on, mine.to_on), Stay(home.from_on, home.to_on)
            shared = shared_stay(*stays, birth, today)
            if shared is None:
                continue
            compared = compare_addresses(mine.parsed, home.parsed, mine.uprn, home.uprn)
            same = compared.certainty is AddressCertainty.SAME
            if not same and not (
                compared.certainty is AddressCertainty.UNCERTAIN and compared.shares_home
            ):
                continue
            kind = RiskHitKind.SAME_ADDRESS if same else RiskHitKind.UNCERTAIN_ADDRESS
            what = "The same address" if same else "What may be the same address"
            why = (f"{stay_words(what, *stays, birth, shared)}: {compared.why}",)
            grounds = (_mark(kind, mine.parsed, mine.uprn, home.parsed, home.uprn),)
            yield RiskMeeting(person_id, child_id, kind, why, grounds)


def _birth_of(form: Normalised) -> ChildsBirth:
    if form.born_on is not None:
        return ChildsBirth(born=birth_days(form.born_on, form.born_precision))
    if form.born_between is not None:
        return ChildsBirth(born=BirthDays(*form.born_between))
    return ChildsBirth(expected_on=form.expected_on)


def _mark(*parts: object) -> str:
    return sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:32]
