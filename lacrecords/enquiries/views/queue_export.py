"""The enquiries to consider as a file: what the enquirers gave, and nothing of any record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from itertools import count
from typing import Any

from lacrecords.enquiries.queries.queue import SORTED, Wanted, queue_page
from lacrecords.exports.kinds import ExportKind
from lacrecords.rules.authorisation import Action, Actor
from lacrecords.terms import AgencyType, AnswerGiven, QueueState
from lacrecords.web.words import date_words, moment_words
from lacrecords.wording import words

COLUMNS = (
    "Enquiry",
    "Asked",
    "Who asked",
    "About",
    "Answer",
    "Flags",
    "State",
    "Due",
    "Late",
)
_LISTS: dict[str, type[StrEnum]] = {
    "state": QueueState,
    "agency_type": AgencyType,
    "answer": AnswerGiven,
}


def chosen_of(address: Mapping[str, str]) -> dict[str, Any]:
    """The part of the queue that is wanted, as the request keeps it: closed words and days."""
    chosen: dict[str, Any] = {
        name: address[name]
        for name, words_of in _LISTS.items()
        if address.get(name) in list(words_of)
    }
    if address.get("late") == "yes":
        chosen["late"] = "yes"
    if address.get("flagged") in ("yes", "no"):
        chosen["flagged"] = address["flagged"]
    if (team := address.get("team_id", "")).isascii() and team.isdigit() and len(team) < 10:
        chosen["team_id"] = team
    if address.get("sort") in SORTED:
        chosen["sort"] = address["sort"]
    return chosen | {
        name: on.isoformat()
        for name in ("from_on", "to_on")
        if (on := _day(address.get(name, ""))) is not None
    }


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def arguments_of(wanted: Wanted) -> dict[str, str]:
    """The words with which an address asks for this part."""
    said = {field.name: getattr(wanted, field.name) for field in fields(wanted)}
    flags = {True: "yes", False: "no"}
    said |= {"flagged": flags.get(wanted.flagged or False) if wanted.flagged is not None else None}
    said |= {"late": "yes" if wanted.late else None}
    return {name: str(value) for name, value in said.items() if value is not None}


def wanted_of(chosen: Mapping[str, Any]) -> Wanted:
    """The part of the queue that a request keeps."""
    flags = {"yes": True, "no": False}
    return Wanted(
        state=QueueState(chosen["state"]) if "state" in chosen else None,
        flagged=flags.get(chosen.get("flagged", "")),
        late="late" in chosen,
        agency_type=AgencyType(chosen["agency_type"]) if "agency_type" in chosen else None,
        answer=AnswerGiven(chosen["answer"]) if "answer" in chosen else None,
        team_id=int(chosen["team_id"]) if "team_id" in chosen else None,
        from_on=_day(chosen.get("from_on", "")),
        to_on=_day(chosen.get("to_on", "")),
        sort=chosen.get("sort", SORTED[0]),
    )


def rows(_actor: Actor, chosen: Mapping[str, Any], now: datetime) -> Iterator[Sequence[str]]:
    """Every enquiry of that part."""
    for number in count(1):
        found = queue_page(wanted_of(chosen), number, now)
        for one in found.items:
            yield (
                one.reference,
                moment_words(one.asked_at),
                one.enquirer,
                one.children,
                one.answer_words,
                " ".join(one.flags),
                one.state_words,
                moment_words(one.due_at),
                "Yes" if one.is_late else "No",
            )
        if number >= found.pages:
            return


def describe(chosen: Mapping[str, Any]) -> str:
    """Which part of the queue it is, in words."""
    wanted = wanted_of(chosen)
    said = [words(wanted.state) if wanted.state else "All that wait"]
    said += [words(one) for one in (wanted.agency_type, wanted.answer) if one is not None]
    said += ["late"] if wanted.late else []
    if wanted.flagged is not None:
        said.append("flagged" if wanted.flagged else "not flagged")
    said += ["of one team"] if wanted.team_id is not None else []
    said += [f"asked from {date_words(wanted.from_on)}"] if wanted.from_on else []
    said += [f"asked until {date_words(wanted.to_on)}"] if wanted.to_on else []
    return f"Enquiries to consider: {', '.join(said)}"


ENQUIRIES_TO_CONSIDER = ExportKind(
    key="enquiries_to_consider",
    title="Enquiries to consider",
    action=Action.ENQUIRY_CONSIDER,
    columns=COLUMNS,
    rows=rows,
    describe=describe,
    chosen_of=chosen_of,
    back_to="enquiries.queue",
)
