"""The exact sentence to say for each kind of telling, to be read aloud as it stands.

Pure: the parts (a name, a number) are handed in, each checked to be no more than
that. There is no place for an address, and a part that could hold one is
refused. Which kinds may be told is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lacrecords.terms import TellingKind

LONGEST_PART = 80
SPEAKABLE_NUMBER = re.compile(r"\+?[0-9][0-9 ()-]{1,22}[0-9](?: (?:ext|extension) [0-9]{1,6})?")

FIXED_SENTENCES: dict[TellingKind, str] = {
    TellingKind.EARLIER_ENQUIRY: (
        "Somebody has asked us about this child before. I cannot say who it was."
    ),
    TellingKind.ADVICE: (
        "Write down what you have seen and heard, and when. "
        "If you think a child is in danger at this moment, ring 999 first and then us."
    ),
    TellingKind.WORRY_TAKEN_HERE: (
        "If you are worried about a child, tell me now. You do not need to ring anybody else. "
        "I will write it down, and our social workers will look at it."
    ),
    # One sentence whatever the cause: a difference in words would give the cause away.
    TellingKind.RING_BACK: "We will ring you back.",
    TellingKind.HOW_TO_BE_CHECKED: (
        "Before I can answer, I have to check who you are. We ring you back on the number "
        "that we already hold for your agency, or you write to us from the e-mail address "
        "that we already hold."
    ),
    TellingKind.HOW_TO_REPORT_A_WORRY: (
        "If you are worried about a child, you can tell me now, before any check. "
        "I will write it down, and our social workers will look at it."
    ),
    TellingKind.MESSAGE_PASSED_ON: (
        "I cannot say whether we know of any child. I will write down your message, "
        "and the right person here will read it."
    ),
    TellingKind.OWN_INFORMATION_ROUTE: (
        "You can ask us for the information that we hold about you. It is called a subject "
        "access request. I can tell you how to make one."
    ),
    TellingKind.DISCLOSURE_SCHEMES: (
        "If you want to ask whether somebody has been violent to a partner, or has harmed a "
        "child, the police have a scheme for each. I can tell you how to ask the police."
    ),
    TellingKind.ARE_YOU_SAFE_NOW: (
        "Are you safe now? Stay on the line. I am putting you through to a social worker."
    ),
}
"""The sentences that are the same for everybody, byte for byte."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a sentence may be filled with."""

    name: str | None
    office_number: str | None
    duty_number: str | None
    out_of_hours_number: str | None
    authority: str | None
    authority_number: str | None
    on_plan: bool | None


def sentence_for(
    kind: TellingKind,
    *,
    name: str | None = None,
    office_number: str | None = None,
    duty_number: str | None = None,
    out_of_hours_number: str | None = None,
    authority: str | None = None,
    authority_number: str | None = None,
    on_plan: bool | None = None,
) -> str:
    """Give the sentence to say for this kind; ValueError when a part is missing or unfit."""
    if kind in FIXED_SENTENCES:
        return FIXED_SENTENCES[kind]
    parts = Parts(
        name=name,
        office_number=office_number,
        duty_number=duty_number,
        out_of_hours_number=out_of_hours_number,
        authority=authority,
        authority_number=authority_number,
        on_plan=on_plan,
    )
    return FILLED_SENTENCES[kind](parts)


def is_speakable_name(name: str) -> bool:
    """Say whether a person's name can be said: no digit, comma or line break, 80 letters."""
    return is_speakable_authority(name) and "," not in name


def is_speakable_authority(name: str) -> bool:
    """Say whether an authority's name can be said: as a person's, but a comma may stand."""
    return (
        bool(name.strip())
        and len(name) <= LONGEST_PART
        and name.isprintable()
        and not any(letter.isdigit() for letter in name)
    )


def is_speakable_number(number: str) -> bool:
    """Say whether this is a telephone number and nothing more."""
    return SPEAKABLE_NUMBER.fullmatch(number) is not None


def say_lead_social_worker(parts: Parts) -> str:
    """The sentence that names the lead social worker."""
    name = _fit(parts.name, "the name of the lead social worker", is_speakable_name)
    number = _fit(parts.office_number, "the office number", is_speakable_number)
    return f"The lead social worker is {name}. The office number is {number}."


def say_cover(parts: Parts) -> str:
    """The sentence that names the cover, without saying why there is one."""
    name = _fit(parts.name, "the name of the cover", is_speakable_name)
    number = _fit(parts.office_number, "the office number", is_speakable_number)
    return f"The social worker to speak to is {name}. The office number is {number}."


def say_duty_team(parts: Parts) -> str:
    """The sentence that gives the duty team."""
    number = _fit(parts.duty_number, "the number of the duty team", is_speakable_number)
    return f"The team to speak to is the duty team. The office number is {number}."


def say_out_of_hours_team(parts: Parts) -> str:
    """The sentence that gives the out-of-hours team."""
    number = _fit(
        parts.out_of_hours_number, "the number of the out-of-hours team", is_speakable_number
    )
    return (
        "At night, at weekends and on bank holidays it is the out-of-hours team. "
        f"Their number is {number}."
    )


def say_other_authority(parts: Parts) -> str:
    """The sentence that names another authority."""
    authority = _fit(parts.authority, "the name of the other authority", is_speakable_authority)
    number = _fit(parts.authority_number, "the number of the other authority", is_speakable_number)
    return f"The authority to speak to is {authority}. Their number is {number}."


def say_plan_status(parts: Parts) -> str:
    """The sentence that says yes or no about a plan, and never that all is well."""
    if parts.on_plan is None:
        raise ValueError("The sentence needs to know whether the child is on a plan.")
    if parts.on_plan:
        return "Yes. This child is on a child protection plan today."
    return (
        "No. This child is not on a child protection plan today. "
        "That does not mean that the child is safe."
    )


def _fit(part: str | None, what: str, is_speakable: Callable[[str], bool]) -> str:
    if part is None or not part.strip():
        raise ValueError(f"The sentence needs {what}.")
    if not is_speakable(part.strip()):
        # The part itself is left out of the message: errors are logged.
        raise ValueError(f"The sentence cannot be said: {what} holds more than it should.")
    return part.strip()


FILLED_SENTENCES: dict[TellingKind, Callable[[Parts], str]] = {
    TellingKind.LEAD_SOCIAL_WORKER_NAME: say_lead_social_worker,
    TellingKind.COVER_WORKER_NAME: say_cover,
    TellingKind.DUTY_TEAM: say_duty_team,
    TellingKind.OUT_OF_HOURS_TEAM: say_out_of_hours_team,
    TellingKind.OTHER_AUTHORITY_CONTACT: say_other_authority,
    TellingKind.PLAN_STATUS: say_plan_status,
}
