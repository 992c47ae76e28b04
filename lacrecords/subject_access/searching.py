"""Searching everything that is held for the person, and deciding on everybody who comes up.

The search looks by what whoever asks has said. A closed record is shown to nobody here: whoever
answers for it is asked, and every request waits equally long, whether or not one was asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import func, select

from lacrecords.audit import services as audit
from lacrecords.children.household_people import places_of_adults
from lacrecords.children.linked import as_one_child
from lacrecords.children.standing import RestrictionCard, restrictions_of
from lacrecords.clocks import local_date, working_days_later
from lacrecords.database import db
from lacrecords.matching.forms import AddressForm, Described, NameForm, SubjectKind
from lacrecords.matching.search import find_candidates
from lacrecords.people.finding import find_people
from lacrecords.people.plain import PersonSought
from lacrecords.rules.authorisation import Actor
from lacrecords.subject_access.asked import Asked
from lacrecords.subject_access.closed_records import ask_owner
from lacrecords.subject_access.holding import hold_open
from lacrecords.subject_access.models import SubjectLink, SubjectSearch
from lacrecords.subject_access.proposing import folded
from lacrecords.subject_access.standing import standing_of, this_procedure
from lacrecords.subject_access.subject import table
from lacrecords.subject_access.values import AccessRefused
from lacrecords.terms import AccessStep, MatchAnswer, SubjectLinkKind

MOST_OF_A_KIND = 15


@dataclass(frozen=True, slots=True)
class CameUp:
    """Somebody who may be the person: where they stand, why they came up."""

    kind: str
    id: int
    reasons: tuple[str, ...]
    closed_child_id: int | None = None
    """A closed record through which alone they stand here."""

    @property
    def closed(self) -> bool:
        """Whether whoever answers for a closed record is asked instead."""
        return self.closed_child_id is not None


def search(actor: Actor, request_id: int, now: datetime) -> SubjectSearch:
    """Search by everything that was said of the person, and keep what came up."""
    request = hold_open(request_id)
    if set(standing_of(request_id, now).missing) & {AccessStep.IDENTITY, AccessStep.AUTHORITY}:
        raise AccessRefused(None, "First say that who asks was shown. Nobody is searched before")
    found = [*_children(request, now), *_adults(request), *_enquirers(request), *_asked(request)]
    closed = [one for one in found if one.closed]
    days = this_procedure().subject_access_owner_working_days
    row = SubjectSearch(
        request_id=request_id,
        searched_by=actor.key,
        searched_at=now,
        release_from=local_date(
            working_days_later(this_procedure(), now, days) if days > 0 else now
        ),
        evidence={
            "tried": _tried(request),
            # In closed records: kept for whoever answers for them, never among the candidates.
            "candidates": [asdict(one) | {"closed": False} for one in found if not one.closed],
        },
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "subject_searched", "subject_access_request", request_id)
    cards = restrictions_of({one.closed_child_id or 0 for one in closed}, local_date(now))
    for one in closed:
        child_id = one.closed_child_id or 0
        person_id = one.id if one.kind == SubjectLinkKind.PERSON else None
        card: RestrictionCard = cards[child_id]
        ask_owner(actor, row, child_id, person_id, card, now)
    db.session.flush()
    return row


def _tried(request: Asked) -> dict[str, str]:
    return {
        "name": f"{request.subject_forename} {request.subject_surname}".strip(),
        "other names": request.subject_other_names,
        "date of birth": request.subject_born_on.isoformat() if request.subject_born_on else "",
        "address": ", ".join(
            part for part in (request.subject_address, request.subject_postcode) if part
        ),
    }


def _name_forms(request: Asked) -> tuple[NameForm, ...]:
    names = [NameForm(request.subject_forename, "", request.subject_surname)]
    for other in request.subject_other_names.replace("\n", ",").split(","):
        words = other.split()
        if words:
            names.append(NameForm(" ".join(words[:-1]), "", words[-1]))
    return tuple(names)


def _addresses(request: Asked) -> tuple[AddressForm, ...]:
    if not (request.subject_address or request.subject_postcode):
        return ()
    return (AddressForm(line1=request.subject_address, postcode=request.subject_postcode),)


def _described(request: Asked) -> Described:
    return Described(
        names=_name_forms(request),
        born_on=request.subject_born_on,
        as_of=request.received_on,
        addresses=_addresses(request),
    )


def _children(request: Asked, now: datetime) -> Iterator[CameUp]:
    listed = find_candidates(db.session(), SubjectKind.CHILD, _described(request))
    close = as_one_child(listed.candidates)[:MOST_OF_A_KIND]
    restricted = restrictions_of({one.subject_id for one in close}, local_date(now))
    for one in close:
        closed = one.subject_id if one.subject_id in restricted else None
        yield CameUp(SubjectLinkKind.CHILD, one.subject_id, one.reasons, closed)


def _adults(request: Asked) -> Iterator[CameUp]:
    births = (request.subject_born_on,) if request.subject_born_on else ()
    sought = PersonSought(names=_name_forms(request), births=births, addresses=_addresses(request))
    found = find_people(sought, MOST_OF_A_KIND)
    places = places_of_adults(one.person_id for one in found)
    ids = {place.child_id for each in places.values() for place in each}
    restricted = restrictions_of(ids, request.received_on)
    for one in found:
        theirs = [place.child_id for place in places.get(one.person_id, ())]
        only_closed = bool(theirs) and all(child_id in restricted for child_id in theirs)
        closed = theirs[0] if only_closed else None
        yield CameUp(SubjectLinkKind.PERSON, one.person_id, one.reasons, closed)


def _enquirers(request: Asked) -> Iterator[CameUp]:
    """Enquiries whose enquirer gave a name with every word of the person's."""
    columns = table("enquirers").c
    surname = request.subject_surname or request.subject_forename
    like = f"%{_escaped(surname)}%"
    rows = db.session.execute(
        select(columns.enquiry_id, columns.name)
        .where(columns.name.ilike(like, escape="\\"))
        .order_by(columns.enquiry_id.desc())
        .limit(500)
    )
    wanted = [{folded(word) for word in _words(name)} for name in _name_forms(request)]
    matching = (
        CameUp(SubjectLinkKind.ENQUIRER, number, ("The name agrees",))
        for number, name in rows
        if any(words <= {folded(word) for word in name.split()} for words in wanted)
    )
    yield from list(matching)[:MOST_OF_A_KIND]


def _words(name: NameForm) -> list[str]:
    return f"{name.forename} {name.surname}".split()


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _asked(request: Asked) -> Iterator[CameUp]:
    """Children whom an enquiry described and of whom no record was decided to be theirs."""
    listed = find_candidates(db.session(), SubjectKind.ENQUIRED_CHILD, _described(request))
    ids = [one.subject_id for one in listed.candidates]
    decisions = table("match_decisions").c
    newest = select(func.max(decisions.id)).group_by(decisions.enquired_child_id)
    with_record = set(
        db.session.scalars(
            select(decisions.enquired_child_id).where(
                decisions.id.in_(newest),
                decisions.enquired_child_id.in_(ids),
                decisions.answer == MatchAnswer.SAME,
            )
        )
    )
    left = [one for one in listed.candidates if one.subject_id not in with_record]
    for one in left[:MOST_OF_A_KIND]:
        yield CameUp(SubjectLinkKind.ASKED_ABOUT, one.subject_id, one.reasons)


def decide_candidate(
    actor: Actor,
    request_id: int,
    shown_search: int,
    place: tuple[SubjectLinkKind, int],
    is_the_person: bool,
    words: str,
    now: datetime,
) -> None:
    """Say whether somebody who came up is the person; a later decision takes its place."""
    row = _search_to_decide(request_id, shown_search, now)
    kind, number = place
    columns = {
        SubjectLinkKind.CHILD: "child_id",
        SubjectLinkKind.PERSON: "person_id",
        SubjectLinkKind.ENQUIRER: "enquiry_id",
        SubjectLinkKind.ASKED_ABOUT: "enquired_child_id",
    }
    db.session.add(
        SubjectLink(
            request_id=request_id,
            search_id=row.id,
            kind=kind,
            is_the_person=is_the_person,
            by_owner=False,
            words=words,
            decided_by=actor.key,
            decided_at=now,
            **{columns[kind]: number},
        )
    )
    action = "candidate_is_the_person" if is_the_person else "candidate_is_another"
    audit.record(actor, action, "subject_access_request", request_id)
    db.session.flush()


def _search_to_decide(request_id: int, shown_search: int, now: datetime) -> SubjectSearch:
    """The search that was shown, where it still counts; AccessRefused where it does not."""
    hold_open(request_id)
    standing = standing_of(request_id, now)
    row = standing.search
    if row is None or row.id != shown_search:
        raise AccessRefused(None, "It was searched again meanwhile. Open the list again")
    if AccessStep.SEARCH in standing.missing:
        raise AccessRefused(None, "This search counts no more. Search again first")
    if standing.open_ask is not None:
        raise AccessRefused(None, "The pack waits for a second person. Let them give it back first")
    return row
