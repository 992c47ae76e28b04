"""A notice and an acknowledgement in words: for the page, as plain text, and for the PDF.

It says what the data say and nothing more.
"""

from __future__ import annotations

from lacrecords.movements.notice_format import AcknowledgementContent, NoticeContent
from lacrecords.terms import DatePrecision, MovementDirection
from lacrecords.web.words import date_words


def notice_lines(content: NoticeContent) -> tuple[tuple[str, str], ...]:
    """What the notice says, as pairs of what and which, for the page, the text and the PDF."""
    both = content.on_plan and content.looked_after
    status = "On a child protection plan" if content.on_plan else "Looked after"
    home = " and is placed in a children's home" if content.childrens_home else ""
    goes = "leaves our area" if content.direction is MovementDirection.OUT else "comes to our area"
    lines = [
        ("Our reference", content.reference),
        ("To", content.recipient),
        ("Date of this notice", date_words(content.written_on)),
        ("Child", content.child_name),
        ("Date of birth", _born(content)),
        ("Status", "On a child protection plan and looked after" if both else status),
        (
            "What happens",
            f"The child {goes}{home}",
        ),
        ("Day of the move", date_words(content.moved_on)),
        ("Planned", "No, in an emergency" if content.in_haste else "Yes"),
        ("Stay", _stay(content)),
        ("Address", ", ".join(part for part in (content.address, content.postcode) if part)),
        ("Area", content.area),
        ("Lead social worker", content.worker_name),
        ("Telephone of the lead social worker", content.worker_telephone),
        ("Our telephone number", content.sender_contact),
    ]
    if content.address_confidential and content.address:
        lines.append(("About the address", "Confidential: only for those who work with the child"))
    elif content.address_confidential:
        lines.append(("About the address", "Confidential: ask us by telephone if you need it"))
    return tuple((what, which) for what, which in lines if which)


def _born(content: NoticeContent) -> str:
    words = date_words(content.child_born_on)
    return {
        DatePrecision.EXPECTED: f"Expected {words}",
        DatePrecision.MONTH: f"{words} (day estimated)",
        DatePrecision.YEAR: f"{words} (day and month estimated)",
        DatePrecision.EXACT: words,
        None: words,
    }[content.child_born_precision]


def _stay(content: NoticeContent) -> str:
    if content.expected_back_on is not None:
        return f"For a while, expected until {date_words(content.expected_back_on)}"
    return {"permanent": "For good", "temporary": "For a while"}[content.stay.value]


def requests(content: NoticeContent, conference_days: int) -> tuple[str, ...]:
    """What the other authority is asked for, in whole sentences."""
    asked = ["Acknowledge this notice in writing, and say who our contact is."]
    if content.on_plan and content.stay.value == "permanent":
        asked.append(
            f"Hold a transfer-in conference within {conference_days} working days of this notice"
            " and tell us the day. We stay responsible for the child until it is held."
        )
    elif content.looked_after:
        asked.append("Put the child on your register of looked-after children placed in your area.")
    return tuple(asked)


def notice_text(content: NoticeContent, conference_days: int) -> str:
    """The notice as plain text, to be put into a secure email or a letter."""
    lines = [f"Written notice from {content.sender}: a child moves", ""]
    lines += [f"{what}: {which}" for what, which in notice_lines(content)]
    lines += ["", "We ask you to:"]
    lines += [f"- {one}" for one in requests(content, conference_days)]
    return "\n".join(lines) + "\n"


def acknowledgement_lines(content: AcknowledgementContent) -> tuple[tuple[str, str], ...]:
    """What an acknowledgement says, as pairs of what and which."""
    lines = (
        ("Our reference", content.reference),
        ("To", content.recipient),
        ("Date", date_words(content.written_on)),
        ("Your notice", content.notice_reference),
        ("Our contact", content.contact_name),
        ("Telephone", content.contact_telephone),
        ("Transfer-in conference", date_words(content.conference_booked_for)),
    )
    return tuple((what, which) for what, which in lines if which)


def acknowledgement_text(content: AcknowledgementContent) -> str:
    """The acknowledgement as plain text."""
    lines = [f"{content.sender} acknowledges your written notice", ""]
    lines += [f"{what}: {which}" for what, which in acknowledgement_lines(content)]
    return "\n".join(lines) + "\n"
