"""Telling our own people of an enquiry: each function is one duty of the rules.

What goes to our own people says nothing to the enquirer, and an enquiry about a
worker of ours never reaches that worker.
"""

from __future__ import annotations

from dataclasses import dataclass

from lacrecords.children.standing import ChildStanding, standing_of
from lacrecords.clocks import local_date
from lacrecords.enquiries.services import recipients
from lacrecords.enquiries.services.matter import Matter
from lacrecords.enquiries.services.weighing import Weighing
from lacrecords.notifications.services import Notice, Recipient, notify
from lacrecords.terms import ChildState, NotificationKind, Urgency

MESSAGE_LEFT = "A member of the family has left a message. What they said stands in the enquiry."


@dataclass(frozen=True, slots=True)
class Settlement:
    """One enquired child as settled: all that a duty needs to know."""

    matter: Matter
    weighing: Weighing
    unknown_child_id: int | None


def tell(
    settled: Settlement,
    kind: NotificationKind,
    recipient: Recipient,
    why: str,
    child_id: int | None = None,
    consideration_id: int | None = None,
) -> None:
    """Tell one of our own people, urgently where a worry or the call is urgent."""
    urgent = settled.matter.enquiry.urgency is Urgency.URGENT or settled.matter.enquiry.worried
    if kind is not NotificationKind.SEALED_RECORD and _is_sealed(settled, child_id):
        child_id = None
    notice = Notice(
        kind=kind,
        urgency=Urgency.URGENT if urgent else Urgency.ROUTINE,
        recipient=recipient,
        enquiry_id=settled.matter.enquiry.id,
        enquired_child_id=settled.matter.child.id,
        child_id=child_id,
        consideration_id=consideration_id,
        why=why,
    )
    notify(settled.matter.actor, notice, settled.matter.now)


def _is_sealed(settled: Settlement, child_id: int | None) -> bool:
    """The child decided upon has a sealed record: which one it is, only its owner is told."""
    standing = settled.weighing.standing
    return standing is not None and standing.sealed and standing.child_id == child_id


def _tell_owner(settled: Settlement, child_id: int, why: str, message: bool = False) -> None:
    """The owner of this hidden record hears; of a sealed one nobody else hears which it is."""
    now = settled.matter.now
    standing = standing_of(child_id, local_date(now))
    owner = recipients.record_owner(standing, now)
    kind = NotificationKind.RESTRICTED_RECORD
    if standing.sealed:
        kind = NotificationKind.SEALED_RECORD
    elif message:
        kind = NotificationKind.MESSAGE_FROM_FAMILY
    named = not standing.sealed or owner.account_id is not None
    tell(settled, kind, owner, why, child_id=child_id if named else None)


def _workers_for(settled: Settlement, standing: ChildStanding) -> tuple[Recipient, ...]:
    matter = settled.matter
    return recipients.who_follow_up(standing, matter.enquiry.about_our_worker, matter.now)


def notify_lead_social_worker(settled: Settlement) -> None:
    """The lead social worker, or whoever stands in, hears of the enquiry."""
    standing = settled.weighing.standing
    if standing is None:
        return
    for worker in _workers_for(settled, standing):
        tell(
            settled,
            NotificationKind.ENQUIRY_ABOUT_CHILD,
            worker,
            "Somebody has asked about a child you lead for.",
            child_id=standing.child_id,
        )


def pass_message_on(settled: Settlement) -> None:
    """The family's message goes to whoever works with the child, else to whoever is on duty.

    The owner of a hidden record hears besides: the duty team must not miss what it
    would read of a child who is not known.
    """
    standing, facts = settled.weighing.standing, settled.weighing.facts
    if standing is not None and facts.case_is_open:
        for worker in _workers_for(settled, standing):
            _pass_on(settled, worker, standing.child_id)
        return
    hidden = facts.record_must_stay_hidden
    child_id = standing.child_id if standing and not hidden else None
    for recipient in recipients.told_for_the_duty_team(settled.matter):
        _pass_on(settled, recipient, child_id)
    for hidden_id in _hidden_ids(settled) if hidden else ():
        _tell_owner(settled, hidden_id, MESSAGE_LEFT, message=True)


def _pass_on(settled: Settlement, recipient: Recipient, child_id: int | None) -> None:
    kind = NotificationKind.MESSAGE_FROM_FAMILY
    tell(settled, kind, recipient, MESSAGE_LEFT, child_id=child_id)


def notify_team_manager(settled: Settlement) -> None:
    """The team manager hears, with the gravest cause that holds."""
    standing = settled.weighing.standing
    recipient = (
        recipients.manager_who_does_not_lead(standing, settled.matter.now)
        if standing
        else recipients.DESIGNATED_MANAGER
    )
    kind, why = _manager_words(settled)
    tell(settled, kind, recipient, why, child_id=standing.child_id if standing else None)


def notify_designated_manager(settled: Settlement) -> None:
    """The designated manager hears, with the gravest cause that holds.

    A consideration is announced when it is opened or joined, with the way to its page.
    """
    standing = settled.weighing.standing
    kind, why = _manager_words(settled)
    if kind is NotificationKind.CHILD_IN_NEED_CONSIDERATION:
        return
    tell(
        settled,
        kind,
        recipients.DESIGNATED_MANAGER,
        why,
        child_id=standing.child_id if standing else None,
    )


def _manager_words(settled: Settlement) -> tuple[NotificationKind, str]:
    """Why a manager is told: the gravest cause that holds."""
    facts = settled.weighing.facts
    if facts.attempt_suspected:
        return (
            NotificationKind.ATTEMPT_SUSPECTED,
            "Somebody may be trying to find out about a child.",
        )
    if facts.about_our_worker:
        return NotificationKind.ABOUT_OUR_WORKER, "The enquiry is about a worker of ours."
    if facts.state is ChildState.OPEN_NO_ACTIVE_WORKER:
        return (
            NotificationKind.NO_LEAD_SOCIAL_WORKER,
            "Somebody has asked about a child whose case is open and has no active worker.",
        )
    if facts.state is ChildState.CLOSED:
        return (
            NotificationKind.CLOSED_CASE,
            "A second enquiry was made about a child whose case is closed.",
        )
    if facts.state is ChildState.NOT_KNOWN and facts.asked_before:
        return (
            NotificationKind.CHILD_IN_NEED_CONSIDERATION,
            "A second enquiry was made about a child who is not known.",
        )
    return NotificationKind.ENQUIRY_ABOUT_CHILD, "An enquiry needs your attention."


def notify_duty_team(settled: Settlement) -> None:
    """The duty team hears; the manager on shift while the enquirer is not confirmed."""
    standing = settled.weighing.standing
    kind, why = _duty_team_words(settled)
    for recipient in recipients.told_for_the_duty_team(settled.matter):
        tell(settled, kind, recipient, why, child_id=standing.child_id if standing else None)


def _duty_team_words(settled: Settlement) -> tuple[NotificationKind, str]:
    facts = settled.weighing.facts
    if facts.state is ChildState.CLOSED:
        return (
            NotificationKind.CLOSED_CASE,
            "Somebody has asked about a child whose case is not open.",
        )
    kind, why = _manager_words(settled)
    if facts.duty_team_answers and facts.may_be_answered_now:
        why = "An enquirer was given the duty team for a child."
    return kind, why


def notify_same_address_workers(settled: Settlement) -> None:
    """The worker of every child on a plan at the address hears."""
    for there in settled.weighing.same_address:
        standing = standing_of(there.subject_id, local_date(settled.matter.now))
        why = "Somebody has asked about a child at the address of a child on a plan you lead for: "
        for worker in _workers_for(settled, standing):
            kind = NotificationKind.SAME_ADDRESS
            tell(settled, kind, worker, why + there.why, child_id=there.subject_id)


def _notify_workers_of(
    settled: Settlement, child_ids: tuple[int, ...], kind: NotificationKind, why: str
) -> None:
    for child_id in child_ids:
        standing = standing_of(child_id, local_date(settled.matter.now))
        for worker in _workers_for(settled, standing):
            tell(settled, kind, worker, why, child_id=child_id)


def notify_sibling_workers(settled: Settlement) -> None:
    """The workers of brothers and sisters hear."""
    _notify_workers_of(
        settled,
        settled.weighing.sibling_ids,
        NotificationKind.SIBLING,
        "Somebody has asked about a brother or sister of a child you lead for.",
    )


def notify_close_candidate_workers(settled: Settlement) -> None:
    """The workers of those who may be the child hear."""
    _notify_workers_of(
        settled,
        settled.weighing.close_candidate_ids,
        NotificationKind.CLOSE_CANDIDATE,
        "Somebody has asked about a child who may be one you lead for; nobody could tell yet.",
    )


def _hidden_ids(settled: Settlement) -> tuple[int, ...]:
    hidden = list(settled.weighing.closed_candidate_ids)
    if settled.weighing.standing is not None:
        hidden.append(settled.weighing.standing.child_id)
    return tuple(dict.fromkeys(hidden))


def notify_record_owner(settled: Settlement) -> None:
    """The named owner of every restricted record concerned hears."""
    for child_id in _hidden_ids(settled):
        _tell_owner(
            settled, child_id, "Somebody has asked about a child whose record is restricted."
        )
