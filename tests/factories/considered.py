"""Enquiries that are settled and wait to be considered; each needs an open `transaction()`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from lacrecords.enquiries.asked import DescribedChild, NewTelling
from lacrecords.enquiries.considered_models import ManagerView
from lacrecords.enquiries.models import Enquiry
from lacrecords.enquiries.queries.views_given import current_view
from lacrecords.enquiries.services.incidents import NewIncident
from lacrecords.enquiries.services.telling import record_disclosures
from lacrecords.enquiries.services.viewing import NewView, record_view
from lacrecords.terms import ManagerViewKind, MatchAnswer
from tests.factories.enquiries import STRANGER, ask, check, children_of, decide, sentences
from tests.factories.town import NOW, Town

WRONG = NewIncident(what_was_told="Where the child goes to school", to_whom="The caller")


def unknown_child(number: int) -> DescribedChild:
    """A child whom nobody knows and who is like no other of these."""
    names = ("Ottoline", "Barnaby", "Xanthe", "Quentin", "Marigold", "Fergus", "Ione", "Lucian")
    ends = ("Fairweather", "Threlkeld", "Okafor", "Zielinski", "Pemberton", "Vance", "Yardley")
    return DescribedChild(
        forename=names[number % len(names)],
        surname=ends[(number * 3 + number // len(names)) % len(ends)],
        born_on=STRANGER.born_on.replace(month=1 + number % 12) if STRANGER.born_on else None,
    )


def ordinary_call(
    town: Town, child: DescribedChild = STRANGER, now: datetime = NOW, **changes: Any
) -> Enquiry:
    """A checked call about a child whom nobody knows, answered word for word: nothing flags it."""
    enquiry = ask(town, child, now=now, **changes)
    check(town, enquiry, now=now)
    outcome = decide(town, children_of(enquiry)[0], MatchAnswer.NOT_KNOWN, now=now)
    record_disclosures(
        town.duty_officer, NewTelling(outcome_id=outcome.id, said=sentences(outcome)), now
    )
    return enquiry


def view(
    town: Town,
    enquiry: Enquiry,
    kind: ManagerViewKind = ManagerViewKind.NO_FURTHER_ACTION,
    words: str = "Read and understood",
    now: datetime = NOW,
    **changes: Any,
) -> ManagerView:
    """The designated manager's view, with the current one shown."""
    current = current_view(enquiry.id)
    wrong = kind is ManagerViewKind.WRONG_DISCLOSURE
    new = {
        "kind": kind,
        "words": words,
        "shown_id": current.id if current else None,
        "incident": WRONG if wrong else None,
    }
    actor = changes.pop("actor", town.designated_manager)
    return record_view(actor, enquiry.id, NewView(**(new | changes)), town.procedure, now)
