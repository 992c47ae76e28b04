"""What follows from a question, done at once: who of ours is told, and by when they act.

It hangs on what the asker said and on nothing else, so that the desk reads the same whether or
not we know anything. Of a worker of ours the duty desk hears nothing: a manager does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from lacrecords.clocks import working_days_later
from lacrecords.disclosure_schemes.holding import matter_of
from lacrecords.disclosure_schemes.models import SchemeQuestion, SchemeQuestionVersion
from lacrecords.enquiries.services import recipients
from lacrecords.notifications import queries as notifications
from lacrecords.notifications.services import (
    NewTask,
    Notice,
    Recipient,
    close_tasks_of_matter,
    notify,
    open_task,
)
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.disclosure_schemes import SchemeOutcome
from lacrecords.terms import (
    NotificationKind,
    SchemeDuty,
    SchemeUrgency,
    TaskKind,
    Urgency,
)

DONE_BY_HAND = (
    TaskKind.CHILD_CALLING,
    TaskKind.SCHEME_DANGER,
    TaskKind.WORRY,
    TaskKind.SECTION_47_CONSIDERATION,
    TaskKind.TOLD_OUTSIDE_RULES,
)
"""Tasks that a social worker or manager closes in their words, on the page of the question."""
WHY = {
    TaskKind.CHILD_CALLING: "A child has asked about a person. Speak to the child now.",
    TaskKind.SCHEME_DANGER: (
        "Somebody asked about a person and says that there is danger at this moment."
    ),
    TaskKind.WORRY: "Somebody asked about a person and says that a child may be at risk.",
    TaskKind.SECTION_47_CONSIDERATION: (
        "A child may be at risk of significant harm: consider enquiries under section 47."
    ),
    TaskKind.SCHEME_REFERRAL: (
        "A question about a person is to be referred to the police. We tell nobody anything."
    ),
    TaskKind.ALLEGATION_REFERRAL: (
        "Somebody asked about a worker of ours. Tell the designated officer for allegations."
    ),
}
CHANGED = "What was said of a question changed since the police had it. Pass it on to them."
_TASKS = (
    (SchemeDuty.ARE_YOU_SAFE_NOW, TaskKind.CHILD_CALLING),
    (SchemeDuty.DUTY_TEAM_NOW, TaskKind.SCHEME_DANGER),
    (SchemeDuty.WORRY_TASK, TaskKind.WORRY),
    (SchemeDuty.SECTION_47_CONSIDERATION, TaskKind.SECTION_47_CONSIDERATION),
    (SchemeDuty.REFER_TO_POLICE, TaskKind.SCHEME_REFERRAL),
    (SchemeDuty.TELL_DESIGNATED_OFFICER, TaskKind.ALLEGATION_REFERRAL),
)
_FOR_THE_TEAM = frozenset({TaskKind.CHILD_CALLING, TaskKind.SCHEME_DANGER, TaskKind.WORRY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """Who acts on which question, under which figures, and when."""

    actor: Actor
    question: SchemeQuestion
    version: SchemeQuestionVersion
    procedure: Procedure
    now: datetime
    was_secret: bool = False
    """It was said before that the person is a worker of ours."""
    was_referred: bool = False
    """The police have it already; they do not know what is said now."""

    @property
    def secret(self) -> bool:
        """Nobody of the desk may read it, also where it was said once and taken back."""
        return self.was_secret or self.version.our_worker


def follow(one: Following, outcome: SchemeOutcome, before: SchemeOutcome | None) -> None:
    """Open every task that the rules ask for and that was not opened before."""
    known = frozenset(before.duties) if before else frozenset()
    if before is not None and one.secret and not one.was_secret:
        _take_from_the_desk(one, outcome)
    urgent_now = before is not None and before.urgency is not SchemeUrgency.URGENT
    sooner = urgent_now and outcome.urgency is SchemeUrgency.URGENT
    for duty, kind in _TASKS:
        if duty is SchemeDuty.REFER_TO_POLICE and (one.was_referred or sooner):
            words = "What was said has changed: see the task that takes this one's place."
            close_tasks_of_matter(one.actor, kind, matter_of(one.question), words, one.now)
            _open(one, kind, outcome)
        elif duty in outcome.duties and duty not in known:
            _open(one, kind, outcome)


def _take_from_the_desk(one: Following, outcome: SchemeOutcome) -> None:
    """What the duty team has in hand goes to a manager: the team may not read it any more."""
    matter = matter_of(one.question)
    for kind in sorted(_FOR_THE_TEAM):
        if notifications.waiting_tasks(kind, (matter,))[matter.reference]:
            words = "The manager on shift has it now."
            close_tasks_of_matter(one.actor, kind, matter, words, one.now)
            _open(one, kind, outcome)


def _open(one: Following, kind: TaskKind, outcome: SchemeOutcome) -> None:
    if kind is TaskKind.ALLEGATION_REFERRAL:
        _tell_of_allegation(one)
        return
    for recipient in _recipients(one, kind):
        task = NewTask(
            kind=kind,
            matter=matter_of(one.question),
            recipient=recipient,
            why=CHANGED if kind is TaskKind.SCHEME_REFERRAL and one.was_referred else WHY[kind],
            due_at=_due(one, kind),
            told_as=NotificationKind.ALLEGATION_REFERRAL if one.secret else NotificationKind.TASK,
            urgent=outcome.urgency is SchemeUrgency.URGENT,
        )
        open_task(one.actor, task, one.now)


def _recipients(one: Following, kind: TaskKind) -> Iterable[Recipient]:
    if kind in _FOR_THE_TEAM and not one.secret:
        return recipients.duty_recipients(one.procedure, one.now)
    return (recipients.manager_on_shift(one.procedure, one.now),)


def _due(one: Following, kind: TaskKind) -> datetime:
    if kind is TaskKind.SCHEME_REFERRAL:
        return _referral_due(one)
    minutes = one.procedure.worry_task_minutes
    if kind is TaskKind.SECTION_47_CONSIDERATION:
        minutes = one.procedure.scheme_urgent_minutes
    return one.now + timedelta(minutes=minutes)


def _referral_due(one: Following) -> datetime:
    """What the police have is passed on anew from now; a first referral has its own moment."""
    if one.version.refer_by_at is not None and not one.was_referred:
        return one.version.refer_by_at
    if one.version.urgency is SchemeUrgency.URGENT:
        return one.now + timedelta(minutes=one.procedure.scheme_urgent_minutes)
    days = one.procedure.scheme_referral_working_days
    return working_days_later(one.procedure, one.now, days)


def _tell_of_allegation(one: Following) -> None:
    """Open the task and tell of it in a kind that does not climb to the duty desk."""
    days = one.procedure.allegation_referral_working_days
    task = NewTask(
        kind=TaskKind.ALLEGATION_REFERRAL,
        matter=matter_of(one.question),
        recipient=recipients.DESIGNATED_MANAGER,
        why=WHY[TaskKind.ALLEGATION_REFERRAL],
        due_at=working_days_later(one.procedure, one.now, days),
    )
    notice = Notice(
        kind=NotificationKind.ALLEGATION_REFERRAL,
        urgency=Urgency.URGENT,
        recipient=recipients.DESIGNATED_MANAGER,
        task_id=open_task(one.actor, task, one.now),
        matter=task.matter,
        why=task.why,
    )
    notify(one.actor, notice, one.now)


def tell_designated_manager(
    actor: Actor, question: SchemeQuestion, why: str, now: datetime, urgent: bool = False
) -> None:
    """Tell the designated manager of something about this question, in one sentence."""
    notice = Notice(
        kind=NotificationKind.SCHEME_LATE,
        urgency=Urgency.URGENT if urgent else Urgency.ROUTINE,
        recipient=recipients.DESIGNATED_MANAGER,
        matter=matter_of(question),
        why=why,
    )
    notify(actor, notice, now)
