"""The check for serious harm: a social work professional reads the pack and answers.

The child's own lead social worker may answer, or the designated manager. Nothing is released
while nobody has answered for the pack as it stands.
"""

from __future__ import annotations

from datetime import datetime

from lacrecords.audit import services as audit
from lacrecords.children.standing import standings_of
from lacrecords.clocks import local_date, working_days_later
from lacrecords.database import db
from lacrecords.notifications.services import (
    NewTask,
    Recipient,
    close_tasks_of_matter,
    open_task,
)
from lacrecords.rules.authorisation import Actor
from lacrecords.subject_access.asked import Asked
from lacrecords.subject_access.holding import hold_open
from lacrecords.subject_access.matters import harm_matter_of
from lacrecords.subject_access.packs import newest_pack
from lacrecords.subject_access.release_models import HarmCheck
from lacrecords.subject_access.standing import standing_of, this_procedure
from lacrecords.subject_access.subject import subject_of
from lacrecords.subject_access.values import AccessRefused, NewHarmCheck
from lacrecords.terms import HarmAnswer, NotificationKind, Role, TaskKind

DAYS_TO_ANSWER = 3


def lead_social_workers(request_id: int, now: datetime) -> frozenset[int]:
    """Who leads for the child today, or covers for whoever does."""
    children = subject_of(request_id).child_ids
    found: set[int] = set()
    for one in standings_of(children, local_date(now)).values():
        workers = [one.lead, one.cover]
        for lead in one.also_leading:
            workers += [lead.worker, lead.cover]
        found |= {each.account_id for each in workers if each and each.account_id is not None}
    return frozenset(found)


def may_answer(actor: Actor, request_id: int, now: datetime) -> bool:
    """The designated manager, or a lead social worker of this child."""
    if actor.role is Role.DESIGNATED_MANAGER:
        return True
    is_lead = actor.role is Role.LEAD_SOCIAL_WORKER
    return is_lead and actor.account_id in lead_social_workers(request_id, now)


def ask_for_harm_check(actor: Actor, request: Asked, to_lead: bool, now: datetime) -> None:
    """Give the question to the lead social worker of the child, or to the designated manager."""
    hold_open(request.id)
    if newest_pack(request.id) is None:
        raise AccessRefused(None, "There is no pack yet that they could read")
    leads = sorted(lead_social_workers(request.id, now))
    if to_lead and not leads:
        raise AccessRefused("to_whom", "The child has no lead social worker who could answer")
    to_whom = Recipient(account_id=leads[0]) if to_lead else Recipient(role=Role.DESIGNATED_MANAGER)
    kind = TaskKind.SUBJECT_ACCESS_HARM
    close_tasks_of_matter(actor, kind, harm_matter_of(request), "Asked anew.", now)
    task = NewTask(
        kind=kind,
        matter=harm_matter_of(request),
        recipient=to_whom,
        why="Read a pack that is to be released, and say whether it would cause serious harm.",
        due_at=working_days_later(this_procedure(), now, DAYS_TO_ANSWER),
        told_as=NotificationKind.SUBJECT_ACCESS,
    )
    open_task(actor, task, now)
    audit.record(actor, "harm_asked", "subject_access_request", request.id)
    db.session.flush()


def answer_harm(actor: Actor, request: Asked, new: NewHarmCheck, now: datetime) -> None:
    """Keep the answer for the pack that was read; the question is done."""
    hold_open(request.id)
    if not may_answer(actor, request.id, now):
        raise AccessRefused(
            None, "The child's lead social worker or the designated manager answers"
        )
    pack = newest_pack(request.id)
    if pack is None or pack.number != new.pack_number:
        raise AccessRefused(None, "The pack was assembled anew meanwhile. Read it again")
    if standing_of(request.id, now).open_ask is not None:
        raise AccessRefused(None, "The pack waits for a second person. Let them give it back first")
    on_pages = new.answer is HarmAnswer.LIKELY_ON_PAGES
    pages = sorted({number for number in new.pages if 1 <= number <= pack.pages})
    if on_pages and not pages:
        raise AccessRefused("pages", f"Enter the numbers of pages between 1 and {pack.pages}")
    db.session.add(
        HarmCheck(
            request_id=request.id,
            pack_id=pack.id,
            answer=new.answer,
            pages=pages if on_pages else [],
            words=new.words,
            answered_by=actor.key,
            answered_at=now,
        )
    )
    audit.record(actor, f"harm_{new.answer.value}", "subject_access_request", request.id)
    db.session.flush()
    kind = TaskKind.SUBJECT_ACCESS_HARM
    close_tasks_of_matter(actor, kind, harm_matter_of(request), "Answered.", now)
