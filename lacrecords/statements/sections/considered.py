"""Enquiries read and closed by the designated manager, second looks, questions, incidents."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from lacrecords.enquiries.queries import considered_figures as considered
from lacrecords.enquiries.queries import incident_figures as incidents
from lacrecords.figures.sections import (
    Breakdown,
    Duty,
    Figure,
    Period,
    Section,
    duty_counted,
    parts_of,
    with_done,
)
from lacrecords.notifications import figures as notifications
from lacrecords.rules.consideration_of_enquiries import CLOSING_VIEWS
from lacrecords.terms import IncidentDutyKind, ManagerViewKind, TaskKind
from lacrecords.wording import words

KEY = "considered"
_INCIDENTS = "Incidents of wrong disclosure"
_FLAGGED = {"flagged": "Something flagged it", "not_flagged": "Nothing flagged it"}
_DRAWN = "Drawn for a second look"
_FOUND = {
    ManagerViewKind.NO_FURTHER_ACTION.value: "The same: nothing more to do",
    ManagerViewKind.ASK_THE_OFFICER.value: "Another: the officer is asked",
    ManagerViewKind.REFERRAL_MADE.value: "Another: a referral is made",
    ManagerViewKind.WRONG_DISCLOSURE.value: "Another: something was told wrongly",
}
_OUTCOMES = {
    incidents.OPEN: "Still open",
    incidents.NOTIFIED: "Closed, the Information Commissioner notified",
    incidents.NOT_NOTIFIED: "Closed, and not notified, with reasons",
}


def considered_section(period: Period) -> Section:
    """What the manager made of the enquiries of the council, or of those that a team took."""
    reading, closed = _reading(period)
    batches, second_looks = _batches(period)
    told, outcomes = _incidents(period)
    return Section(
        key=KEY,
        title="Enquiries read and closed by the designated manager",
        about="Enquiries asked in the period count as done when they were first closed; one that is"
        " not settled yet is not yet due. Line by line, second looks, questions and incidents count"
        " when they were closed, drawn, asked or opened. A second look is drawn by chance.",
        duties=(*reading, second_looks, _questions(period), *told),
        breakdowns=(*closed, *batches, outcomes),
    )


def _reading(period: Period) -> tuple[tuple[Duty, Duty], tuple[Breakdown, Breakdown]]:
    found = considered.reading(period.span, period.procedure, period.as_of)
    read, done = with_done(duty_counted(KEY, "", found.first), "Read and closed")
    total = Figure("enquiries", "Enquiries to read and close", found.first.total())
    again = duty_counted("considered_again", "Enquiries that came back, to read again", found.again)
    views = Counter({one.value: number for one, number in found.views.items()})
    flags = Counter({"flagged": found.flagged, "not_flagged": done.count - found.flagged})
    kinds = {one.value: words(one) for one in ManagerViewKind if one in CLOSING_VIEWS}
    by_view = Breakdown(
        title="The manager's view of what was closed",
        heading="Latest view",
        total=done,
        parts=parts_of("considered_view", kinds, views),
    )
    by_flag = Breakdown(
        title="Flagged or not, when it was closed",
        heading="Flags",
        total=done,
        parts=parts_of("considered_flag", _FLAGGED, flags),
    )
    return (replace(read, total=total), again), (by_view, by_flag)


def _batches(period: Period) -> tuple[tuple[Breakdown, Breakdown], Duty]:
    found = considered.batches(period.span, period.as_of)
    looks, looked = with_done(
        duty_counted("second_looks", "Second looks drawn", found.looks), "Second looks"
    )
    others = found.closed - looks.total.count
    batches = Breakdown(
        title="Closed line by line",
        heading="Second look",
        total=Figure("closed_in_lines", "Closed line by line", found.closed),
        parts=(
            replace(looks.total, label=_DRAWN),
            Figure("closed_in_lines.not_drawn", "Not drawn", others),
        ),
    )
    kinds = Counter({one.value: number for one, number in found.found.items()})
    results = Breakdown(
        title="What second looks found",
        heading="View at the second look",
        total=looked,
        parts=parts_of("second_look", _FOUND, kinds),
    )
    return (batches, results), looks


def _questions(period: Period) -> Duty:
    given = notifications.tasks(period.span, period.as_of)[TaskKind.OFFICER_QUESTION]
    return duty_counted("officer_questions", "Questions to officers: answered", given)


def _incidents(period: Period) -> tuple[tuple[Duty, ...], Breakdown]:
    found = incidents.incidents(period.span, period.as_of)
    number = found.outcomes.total()
    told = tuple(
        replace(
            duty_counted(f"incident.{kind}", "", found.duties[kind]),
            total=Figure("incidents", f"Incidents: {label}", number),
        )
        for kind, label in _who_is_told(period).items()
    )
    return told, Breakdown(
        title=_INCIDENTS,
        heading="How it ended",
        total=Figure("incidents", "Incidents opened", number),
        parts=parts_of("incident_outcome", _OUTCOMES, found.outcomes),
    )


def _who_is_told(period: Period) -> dict[IncidentDutyKind, str]:
    """Each duty with the hours that the authority gives it; a decision not to has its reason."""
    figures = period.procedure
    within = {
        IncidentDutyKind.TELL_DATA_PROTECTION_OFFICER: (
            "data protection officer told",
            figures.incident_data_protection_officer_hours,
        ),
        IncidentDutyKind.TELL_LEAD_SOCIAL_WORKER: (
            "lead social worker told, or decided not to",
            figures.incident_lead_social_worker_hours,
        ),
        IncidentDutyKind.TELL_DIRECTOR: ("Director told", figures.incident_director_hours),
        IncidentDutyKind.TELL_INFORMATION_COMMISSIONER: (
            "Information Commissioner told, or decided not to",
            figures.incident_commissioner_hours,
        ),
        IncidentDutyKind.TELL_PERSONS_CONCERNED: (
            "persons concerned told, or decided not to",
            figures.incident_persons_hours,
        ),
    }
    return {
        kind: f"{label}, within {hours} hour{'' if hours == 1 else 's'}"
        for kind, (label, hours) in within.items()
    }
