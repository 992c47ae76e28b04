"""Children who move into or out of the area: what must happen next, by when, and from which event.

Pure: the day, the office hours and the authority's own figures are arguments. A clock
keeps the event it counts from and the figure it counts by, so that a page can say why
something is late. Sources stand in the docstrings and beside the figures.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import StrEnum

from lacrecords.rules.movement_facts import Clock, DueStep, MovementFacts, Reckoning, Unit
from lacrecords.terms import (
    ClockSince,
    MovementDirection,
    MovementDuty,
    MovementState,
    MovementStay,
    Responsible,
)

Rule = Callable[[Reckoning], DueStep | None]


def _step(duty: MovementDuty, due: tuple[datetime, Clock]) -> DueStep:
    return DueStep(duty, *due)


def identify_child(it: Reckoning) -> DueStep | None:
    """A child who moves is matched to a record by a person, soon after it was recorded.

    Source: product, C2: a child not on the register is described, and matched later.
    """
    if it.facts.on_register:
        return None
    figure = "movement_identify_working_days"
    since = it.working_days(figure, ClockSince.RECORDED, it.facts.recorded_on)
    return _step(MovementDuty.IDENTIFY_CHILD, since)


def written_notice(it: Reckoning) -> DueStep | None:
    """The originating authority gives written notice; what was said by telephone starts no clock.

    Of a looked-after child: before the placement, or within five working days of one made in
    an emergency. Of a child on a plan: within the authority's own number of working days of the
    move. Where both are so, the earlier counts. Source: domain facts 4 (placement out of area).
    """
    facts = it.facts
    if facts.notice_on is not None or facts.left_on is not None:
        return None
    dues = []
    if facts.on_plan:
        dues.append(
            it.working_days("movement_notice_working_days", ClockSince.MOVE, facts.moved_on)
        )
    if facts.looked_after:
        figure = "placement_notice_working_days"
        in_haste = it.working_days(figure, ClockSince.MOVE, facts.moved_on)
        dues.append(in_haste if facts.in_haste else _before(it, facts.moved_on))
    return _step(MovementDuty.WRITTEN_NOTICE, min(dues, key=lambda due: due[0]))


def _before(it: Reckoning, placed_on: date) -> tuple[datetime, Clock]:
    """The close of the last working day before the placement."""
    day = placed_on - timedelta(days=1)
    while not it.hours.is_working_day(day):
        day -= timedelta(days=1)
    clock = Clock(0, Unit.WORKING_DAYS, ClockSince.BEFORE_PLACEMENT, placed_on, "")
    return it.hours.in_utc(day, it.hours.closes), clock


def acknowledgement(it: Reckoning) -> DueStep | None:
    """The receiving authority acknowledges the written notice. Source: product, C2."""
    facts = it.facts
    if facts.notice_on is None or facts.acknowledged_on is not None or facts.left_on is not None:
        return None
    since = ClockSince.WRITTEN_NOTICE
    due = it.working_days("movement_acknowledge_working_days", since, facts.notice_on)
    return _step(MovementDuty.ACKNOWLEDGEMENT, due)


def papers(it: Reckoning) -> DueStep | None:
    """After a move for good the originating authority sends its papers, by a list that is kept.

    The time runs from the notice, or from the day a temporary stay became one for good.
    Source: product, C2.
    """
    facts = it.facts
    if facts.papers_on is not None or facts.left_on is not None:
        return None
    since = _notice_of_a_move_for_good(it)
    if since is None:
        return None
    return _step(MovementDuty.PAPERS, it.working_days("movement_papers_working_days", *since))


def _notice_of_a_move_for_good(it: Reckoning) -> tuple[ClockSince, date] | None:
    """The later of the written notice and the day a stay became one for good; None: not yet."""
    notice, permanent = it.facts.notice_on, it.permanent_since
    if notice is None or permanent is None:
        return None
    if it.facts.stay is MovementStay.TEMPORARY and permanent > notice:
        return ClockSince.BECAME_PERMANENT, permanent
    return ClockSince.WRITTEN_NOTICE, notice


def transfer_conference(it: Reckoning) -> DueStep | None:
    """The receiving authority holds a transfer-in conference on a child with a plan who stays.

    Within fifteen working days of the WRITTEN notice; nothing else starts this clock, neither a
    call nor the move itself. Source: domain facts 4 (Bolton, Tees).
    """
    facts = it.facts
    done = facts.conference_held_on is not None or facts.responsibility_passed_on is not None
    if not facts.on_plan or done or facts.left_on is not None:
        return None
    since = _notice_of_a_move_for_good(it)
    if since is None:
        return None
    due = it.working_days("transfer_conference_working_days", *since)
    return _step(MovementDuty.TRANSFER_CONFERENCE, due)


def responsibility(it: Reckoning) -> DueStep | None:
    """After the conference it is written down that responsibility has passed, or the case leaves.

    Source: domain facts 4: the originating authority stays responsible until it is held.
    """
    facts = it.facts
    held = facts.conference_held_on
    passed = facts.responsibility_passed_on is not None
    if not facts.on_plan or held is None or passed or facts.left_on is not None:
        return None
    due = it.working_days("movement_responsibility_working_days", ClockSince.CONFERENCE, held)
    return _step(MovementDuty.RESPONSIBILITY, due)


def home_admission(it: Reckoning) -> DueStep | None:
    """The authority of the area hears without delay of an admission to a children's home.

    Source: domain facts 4 (children's home, Wirral).
    """
    facts = it.facts
    if not facts.childrens_home or facts.home_admission_on is not None:
        return None
    figure = "childrens_home_notice_working_days"
    due = it.working_days(figure, ClockSince.MOVE, facts.moved_on)
    return _step(MovementDuty.HOME_ADMISSION, due)


def home_discharge(it: Reckoning) -> DueStep | None:
    """It hears of the discharge as well. Source: as of the admission."""
    facts = it.facts
    if not facts.childrens_home or facts.left_on is None or facts.home_discharge_on is not None:
        return None
    figure = "childrens_home_notice_working_days"
    due = it.working_days(figure, ClockSince.LEFT, facts.left_on)
    return _step(MovementDuty.HOME_DISCHARGE, due)


def permanence(it: Reckoning) -> DueStep | None:
    """A temporary stay counts as one for good after so many weeks; a person writes down which.

    Whether or not anybody does, the clock of the conference runs from that day.
    Source: domain facts 4: fifteen days in one place, twelve weeks in another; a setting.
    """
    facts = it.facts
    settled = facts.made_permanent_on is not None or facts.left_on is not None
    if facts.stay is MovementStay.PERMANENT or settled:
        return None
    weeks = it.figures.temporary_stay_weeks
    day = facts.moved_on + timedelta(weeks=weeks)
    clock = Clock(weeks, Unit.WEEKS, ClockSince.MOVE, facts.moved_on, "temporary_stay_weeks")
    return DueStep(MovementDuty.PERMANENCE, it.hours.in_utc(day, it.hours.closes), clock)


BEFORE_ENDING: tuple[Rule, ...] = (
    identify_child,
    written_notice,
    acknowledgement,
    papers,
    transfer_conference,
    responsibility,
    home_admission,
    home_discharge,
    permanence,
)


def agree_ending(it: Reckoning) -> DueStep | None:
    """A second person agrees that a movement ends with something undone, or turns that down.

    Until then every other clock of it runs on. Source: product, C2: no open movement is forgotten.
    """
    proposed = it.facts.ending_proposed_on
    if proposed is None:
        return None
    since = ClockSince.ENDING_PROPOSED
    due = it.working_days("movement_ending_working_days", since, proposed)
    return _step(MovementDuty.AGREE_ENDING, due)


def ending(it: Reckoning) -> DueStep | None:
    """A movement is ended by a person once the child has left again or responsibility passed.

    Nothing else may be open then. Source: product, C2: no open movement is forgotten.
    """
    facts = it.facts
    ends = [
        (ClockSince.LEFT, facts.left_on),
        (ClockSince.RESPONSIBILITY_PASSED, facts.responsibility_passed_on),
    ]
    come = [(since, day) for since, day in ends if day is not None]
    if not come or any(rule(it) is not None for rule in BEFORE_ENDING):
        return None
    return _step(MovementDuty.ENDING, it.working_days("movement_ending_working_days", *come[0]))


RULES: tuple[Rule, ...] = (*BEFORE_ENDING, agree_ending, ending)


def due_steps(it: Reckoning) -> tuple[DueStep, ...]:
    """Everything that is not done, what is due first coming first; nothing once it is ended."""
    if it.facts.ended_on is not None:
        return ()
    found = [step for rule in RULES if (step := rule(it)) is not None]
    return tuple(sorted(found, key=lambda step: step.due_at))


def state_of(facts: MovementFacts) -> MovementState:
    """How far the movement has come: the furthest of its steps."""
    reached = (
        (MovementState.ENDED, facts.ended_on),
        (MovementState.LEFT, facts.left_on),
        (MovementState.RESPONSIBILITY_PASSED, facts.responsibility_passed_on),
        (MovementState.CONFERENCE_HELD, facts.conference_held_on),
        (MovementState.CONFERENCE_BOOKED, facts.conference_booked_for),
        (MovementState.ACKNOWLEDGED, facts.acknowledged_on),
        (MovementState.NOTICE_GIVEN, facts.notice_on),
    )
    return next((state for state, day in reached if day is not None), MovementState.BEGUN)


def responsible(facts: MovementFacts) -> Responsible:
    """The originating authority answers for the child until responsibility has passed."""
    ours_first = facts.direction is MovementDirection.OUT
    passed = facts.responsibility_passed_on is not None
    return Responsible.OURS if ours_first is not passed else Responsible.THEIRS


class PassingBar(StrEnum):
    """Why responsibility cannot pass now."""

    PASSED_ALREADY = "passed_already"
    ENDED = "ended"
    NO_CONFERENCE = "no_conference"
    LOOKED_AFTER = "looked_after"


def bar_to_passing(facts: MovementFacts, agreed_in_writing: bool) -> PassingBar | None:
    """Responsibility passes after the conference was held, else by written agreement only.

    For a child who is looked after and on no plan there is no such conference: whoever looks
    after the child stays responsible, unless both authorities agree otherwise in writing.
    Source: domain facts 4; decision 0030.
    """
    if facts.ended_on is not None:
        return PassingBar.ENDED
    if facts.responsibility_passed_on is not None:
        return PassingBar.PASSED_ALREADY
    if agreed_in_writing:
        return None
    if not facts.on_plan:
        return PassingBar.LOOKED_AFTER
    return PassingBar.NO_CONFERENCE if facts.conference_held_on is None else None
