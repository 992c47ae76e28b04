"""The note for the council's case system: plain text, made once and kept word for word.

It holds what enquirers said and what was decided. It names no other child of the register:
whoever pastes it could not know who may read it there.
"""

from __future__ import annotations

from datetime import datetime

from lacrecords.enquiries.queries.consideration_page import ConsiderationPage
from lacrecords.enquiries.queries.weighed import WeighedEnquiry
from lacrecords.terms import ConsiderationOutcome
from lacrecords.web.words import moment_words
from lacrecords.wording import words

NOT_MARKED = "The officer did not mark how they know."


def note_of(
    page: ConsiderationPage,
    outcome: ConsiderationOutcome,
    reasons: str,
    decided_by: str,
    acts: str,
    now: datetime,
) -> str:
    """The whole note, ready to be pasted."""
    lines = [
        "CHILD IN NEED CONSIDERATION: REFERRAL",
        f"Reference: {page.reference}",
        f"Decision: {words(outcome)}",
        f"Decided by: {decided_by}, {moment_words(now)}",
        f"To act: {acts}",
        "",
        "REASONS FOR THE DECISION",
        reasons.strip(),
        "",
        "THE CHILD, AS DESCRIBED (no record was found when the enquiries were answered)",
        *_child_lines(page),
    ]
    for number, one in enumerate(page.enquiries, 1):
        lines += ["", f"ENQUIRY {number} OF {len(page.enquiries)}", *_enquiry_lines(one)]
    for before in page.earlier:
        lines += [
            "",
            f"EARLIER CONSIDERATION {before.reference}: {before.outcome_words},"
            f" {moment_words(before.closed_at)}",
            before.reasons,
        ]
    return "\n".join(lines).strip() + "\n"


def _child_lines(page: ConsiderationPage) -> list[str]:
    """Everything that was given, once, with the enquiries that gave it where they differ."""
    given: dict[tuple[str, str], dict[str, None]] = {}
    for one in page.enquiries:
        for label, text in one.child.lines:
            given.setdefault((label, text), {})[one.enquiry_reference] = None
    every = len(page.enquiries)
    return [
        f"{label}: {text}" + ("" if len(who) == every else f" (enquiry {', '.join(who)})")
        for (label, text), who in given.items()
    ]


def _enquiry_lines(one: WeighedEnquiry) -> list[str]:
    known = ", ".join(words(how) for how in one.known_how)
    lines = [
        f"Reference: {one.enquiry_reference}, {moment_words(one.asked_at)}",
        f"Enquirer: {one.enquirer}",
        f"Check of the enquirer: {one.check_words}",
        f"Why they asked: {one.reason}",
    ]
    lines += [f"What worried them: {one.worry}"] if one.worry else []
    lines += [f"How they know: {known}" if known else f"How they know: {NOT_MARKED}"]
    for said in one.told:
        outside = " (outside the rules)" if said.outside_rules else ""
        lines.append(f"Told{outside}: {said.words} ({said.by_name}, {moment_words(said.at)})")
    if not one.told:
        lines.append("Told: nothing is recorded.")
    return lines
