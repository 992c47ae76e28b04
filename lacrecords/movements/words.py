"""Movements in plain words, and a clock with its reason. It decides nothing."""

from __future__ import annotations

from lacrecords.rules.movement_facts import Clock, DueStep, Unit
from lacrecords.rules.movements import PassingBar
from lacrecords.terms import (
    AuthorityContactKind,
    ClockSince,
    MovementDirection,
    MovementDuty,
    MovementState,
    MovementStay,
    MovementStepKind,
    Responsible,
    SendingMethod,
)
from lacrecords.web.words import date_words

DIRECTION_WORDS = {
    MovementDirection.IN: "Into our area",
    MovementDirection.OUT: "Out of our area",
}
STAY_WORDS = {
    MovementStay.PERMANENT: "For good",
    MovementStay.TEMPORARY: "For a while",
}
STEP_WORDS = {
    MovementStepKind.NOTICE_SENT: "Written notice sent",
    MovementStepKind.NOTICE_RECEIVED: "Written notice received",
    MovementStepKind.ACKNOWLEDGEMENT_SENT: "Acknowledgement sent",
    MovementStepKind.ACKNOWLEDGEMENT_RECEIVED: "Acknowledgement received",
    MovementStepKind.REMINDER_SENT: "Reminder sent",
    MovementStepKind.PAPERS_SENT: "Papers sent",
    MovementStepKind.PAPERS_RECEIVED: "Papers received",
    MovementStepKind.CONFERENCE_BOOKED: "Transfer-in conference booked",
    MovementStepKind.CONFERENCE_HELD: "Transfer-in conference held",
    MovementStepKind.RESPONSIBILITY_PASSED: "Responsibility passed",
    MovementStepKind.HOME_ADMISSION_TOLD: "Area told of the admission to the children's home",
    MovementStepKind.HOME_DISCHARGE_TOLD: "Area told of the discharge from the children's home",
    MovementStepKind.MADE_PERMANENT: "The stay has become one for good",
    MovementStepKind.LEFT: "The child has left again or come back",
    MovementStepKind.ENDING_PROPOSED: "End of the movement proposed",
    MovementStepKind.ENDED: "Movement ended",
}
DUTY_WORDS = {
    MovementDuty.IDENTIFY_CHILD: "Find the child's record",
    MovementDuty.WRITTEN_NOTICE: "Send the written notice",
    MovementDuty.ACKNOWLEDGEMENT: "Get the acknowledgement of our notice",
    MovementDuty.PAPERS: "Send the papers",
    MovementDuty.TRANSFER_CONFERENCE: "See that the transfer-in conference is held there",
    MovementDuty.RESPONSIBILITY: "Record that responsibility has passed",
    MovementDuty.HOME_ADMISSION: "See that the area is told of the admission to the home",
    MovementDuty.HOME_DISCHARGE: "See that the area is told of the discharge from the home",
    MovementDuty.PERMANENCE: "Decide whether the stay is for good",
    MovementDuty.AGREE_ENDING: "Agree to the proposed end of the movement, or turn it down",
    MovementDuty.ENDING: "End the movement",
}
DUTY_WORDS_IN = DUTY_WORDS | {
    MovementDuty.WRITTEN_NOTICE: "Get the other authority's written notice",
    MovementDuty.ACKNOWLEDGEMENT: "Acknowledge the other authority's notice",
    MovementDuty.PAPERS: "Get the papers from the other authority",
    MovementDuty.TRANSFER_CONFERENCE: "Hold the transfer-in conference",
    MovementDuty.HOME_ADMISSION: "Get the home's notice of the admission",
    MovementDuty.HOME_DISCHARGE: "Get the home's notice of the discharge",
}
STATE_WORDS = {
    MovementState.BEGUN: "No written notice yet",
    MovementState.NOTICE_GIVEN: "Notice given",
    MovementState.ACKNOWLEDGED: "Acknowledged",
    MovementState.CONFERENCE_BOOKED: "Conference booked",
    MovementState.CONFERENCE_HELD: "Conference held",
    MovementState.RESPONSIBILITY_PASSED: "Responsibility passed",
    MovementState.LEFT: "Child has left again",
    MovementState.ENDED: "Ended",
}
ENDED_WITH_THINGS_UNDONE = "Ended with things left undone"
METHOD_WORDS = {
    SendingMethod.SECURE_EMAIL: "Secure email",
    SendingMethod.POST: "Post",
    SendingMethod.BY_HAND: "By hand",
    SendingMethod.FILE: "File of this program",
    SendingMethod.TELEPHONE: "Telephone",
}
IN_WRITING = (
    SendingMethod.SECURE_EMAIL,
    SendingMethod.POST,
    SendingMethod.BY_HAND,
    SendingMethod.FILE,
)
CONTACT_WORDS = {
    AuthorityContactKind.POST: "Postal address",
    AuthorityContactKind.EMAIL: "Email address",
    AuthorityContactKind.TELEPHONE: "Telephone number",
}
BAR_WORDS = {
    PassingBar.ENDED: "The movement is ended",
    PassingBar.PASSED_ALREADY: "Responsibility has passed already",
    PassingBar.NO_CONFERENCE: (
        "Responsibility stays until a transfer-in conference was held. Record the conference"
        " first, or that both authorities agreed in writing"
    ),
    PassingBar.LOOKED_AFTER: (
        "The child is on no plan: whoever looks after the child stays responsible unless both"
        " authorities agreed in writing"
    ),
}
_SINCE_WORDS = {
    ClockSince.RECORDED: "the day it was recorded,",
    ClockSince.MOVE: "the move of",
    ClockSince.WRITTEN_NOTICE: "the written notice of",
    ClockSince.BECAME_PERMANENT: "the day the stay became one for good,",
    ClockSince.CONFERENCE: "the conference of",
    ClockSince.RESPONSIBILITY_PASSED: "the day responsibility passed,",
    ClockSince.LEFT: "the day the child left again,",
    ClockSince.ENDING_PROPOSED: "the day its end was proposed,",
}


def duty_words(duty: MovementDuty, direction: MovementDirection) -> str:
    """What must be done, as whoever does it here would say it."""
    return (DUTY_WORDS_IN if direction is MovementDirection.IN else DUTY_WORDS)[duty]


def state_words(state: MovementState, undone: bool) -> str:
    """How far it has come; an end that left something undone is said as such."""
    ended = state is MovementState.ENDED
    return ENDED_WITH_THINGS_UNDONE if ended and undone else STATE_WORDS[state]


def clock_words(clock: Clock) -> str:
    """Why it is due then: "15 working days from the written notice of 3 November 2026"."""
    if clock.since is ClockSince.BEFORE_PLACEMENT:
        return f"before the planned placement of {date_words(clock.since_on)}"
    unit = "week" if clock.unit is Unit.WEEKS else "working day"
    counted = f"{clock.count} {unit}" if clock.count == 1 else f"{clock.count} {unit}s"
    return f"{counted} from {_SINCE_WORDS[clock.since]} {date_words(clock.since_on)}"


def clock_reason(clock: Clock) -> str:
    """The same with the figure it goes by: "...; setting transfer_conference_working_days"."""
    words = clock_words(clock)
    return f"{words}; setting {clock.setting}" if clock.setting else words


def step_reason(step: DueStep, direction: MovementDirection) -> str:
    """What must be done, and why by then, in one line for a task; it names nobody."""
    return f"{duty_words(step.duty, direction)}: {clock_words(step.clock)}"


def responsible_words(responsible: Responsible, authority: str, council: str) -> str:
    """The name of the authority that answers for the child."""
    return (council or "This council") if responsible is Responsible.OURS else authority
