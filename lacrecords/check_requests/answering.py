"""The result by the designated manager, the answer that goes out, the referral of an allegation."""

from __future__ import annotations

from datetime import datetime

from lacrecords.agencies import queries as agencies
from lacrecords.audit import services as audit
from lacrecords.check_requests.answer_models import AllegationReferral, CheckReply, DecidedResult
from lacrecords.check_requests.ending import close_clock
from lacrecords.check_requests.holding import hold, hold_open
from lacrecords.check_requests.looking import refuse_unless_in_order
from lacrecords.check_requests.matters import matter_of
from lacrecords.check_requests.models import CheckRequest
from lacrecords.check_requests.person_standing import PersonStanding
from lacrecords.check_requests.standing import RequestStanding, standing_of
from lacrecords.check_requests.values import CheckRefused, NewResult
from lacrecords.clocks import local_date, working_days_later
from lacrecords.database import db
from lacrecords.notifications.services import (
    NewTask,
    Notice,
    Recipient,
    close_tasks_of_matter,
    notify,
    open_task,
)
from lacrecords.procedure import Procedure
from lacrecords.rules import suitability as rules
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.suitability_words import nothing_known_words
from lacrecords.terms import (
    CheckResult,
    ContactPointKind,
    NotificationKind,
    PersonAnswer,
    Role,
    TaskKind,
    Urgency,
)
from lacrecords.web.words import date_words

DESIGNATED_MANAGER = Recipient(role=Role.DESIGNATED_MANAGER)


def words_to_send(standing: RequestStanding) -> str:
    """The exact words of "nothing known to share", as they would go out."""
    searched = [one.search.searched_at for one in standing.people if one.search]
    if not searched:
        return ""
    names = tuple(one.name for one in standing.people)
    return "\n\n".join(nothing_known_words(names, local_date(min(searched))))


def results_offered(standing: RequestStanding) -> frozenset[CheckResult]:
    """Which results fit what was found."""
    answers = {row.answer for one in standing.people for row in one.decisions.values()}
    return rules.results_that_fit(
        known=PersonAnswer.SAME in answers,
        cannot_tell=PersonAnswer.CANNOT_TELL in answers,
        closed_record_speaks=any(_closed_record_speaks(one) for one in standing.people),
    )


def _closed_record_speaks(person: PersonStanding) -> bool:
    return any(row.concerns for row in person.questions)


def decide_result(
    actor: Actor, standing: RequestStanding, new: NewResult, procedure: Procedure, now: datetime
) -> DecidedResult:
    """Keep the result; a referral opens its task. CheckRefused where it does not fit.

    The register is looked through again for it: a result rests on what it holds now.
    """
    request = hold_open(standing.request.id)
    standing = standing_of(request.id, procedure)
    _refuse_what_is_overtaken(standing)
    if not rules.may_decide_result(standing.facts):
        raise CheckRefused(None, "Something is still missing. Look at the request again")
    if new.result not in results_offered(standing):
        raise CheckRefused("result", "This result does not fit what was found")
    words = words_to_send(standing) if new.result is CheckResult.NOTHING_KNOWN else ""
    if words and new.shown_words.split() != words.split():
        raise CheckRefused(None, "The words have changed since the page was shown. Read them again")
    row = DecidedResult(
        check_request_id=request.id,
        result=new.result,
        reasons=new.reasons,
        words=words,
        rests_on=list(standing.search_ids),
        decided_by=actor.key,
        decided_at=now,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, f"result_{new.result.value}", "check_request", request.id)
    kind = TaskKind.ALLEGATION_REFERRAL
    close_tasks_of_matter(actor, kind, matter_of(request), "Decided anew.", now)
    if new.result is CheckResult.REFER_ALLEGATION:
        _ask_for_referral(actor, request, procedure, now)
    return row


def consider_telling(
    actor: Actor, request_id: int, words: str, procedure: Procedure, now: datetime
) -> None:
    """Keep what was decided about an answer that would be another today; the task is done.

    Nothing goes to the requester from here. Said again, it is kept once.
    """
    request = hold(request_id)
    standing = standing_of(request_id, procedure)
    rows = standing.to_consider
    if not rows:
        return
    for row in rows:
        row.considered_at, row.considered_by, row.considered_words = now, actor.key, words
    audit.record(actor, "changed_answer_considered", "check_request", request_id)
    db.session.flush()
    kind = TaskKind.CHECK_ANSWER_CHANGED
    close_tasks_of_matter(actor, kind, matter_of(request), words, now)


def _refuse_what_is_overtaken(standing: RequestStanding) -> None:
    refuse_unless_in_order()
    words = overtaken_words(standing)
    if words:
        raise CheckRefused(None, words)


def overtaken_words(standing: RequestStanding) -> str:
    """That the register has changed since a search, in the same words whoever reads; else empty."""
    searches = standing.overtaken
    if not searches:
        return ""
    day = date_words(local_date(min(one.searched_at for one in searches)))
    return (
        f"The register has changed since the search of {day}. A manager searches again, on the"
        " page of the request, before anything is decided or sent"
    )


def _ask_for_referral(
    actor: Actor, request: CheckRequest, procedure: Procedure, now: datetime
) -> None:
    """Open the task and tell of it in a kind that does not climb to the duty desk."""
    task = NewTask(
        kind=TaskKind.ALLEGATION_REFERRAL,
        matter=matter_of(request),
        recipient=DESIGNATED_MANAGER,
        why="Refer to the designated officer for allegations, and write down to whom.",
        due_at=working_days_later(procedure, now, procedure.allegation_referral_working_days),
    )
    notice = Notice(
        kind=NotificationKind.ALLEGATION_REFERRAL,
        urgency=Urgency.URGENT,
        recipient=DESIGNATED_MANAGER,
        task_id=open_task(actor, task, now),
        matter=matter_of(request),
        why=task.why,
    )
    notify(actor, notice, now)


def record_referral(
    actor: Actor, standing: RequestStanding, referred_to: str, words: str, now: datetime
) -> None:
    """The designated officer for allegations was told; the task is done.

    Also on a request that has ended: a danger to children outlasts a consent taken back.
    """
    request = hold(standing.request.id)
    result = standing.result
    if result is None or result.result is not CheckResult.REFER_ALLEGATION:
        raise CheckRefused(None, "The result does not ask for a referral")
    if referral_of(result) is not None:
        return
    db.session.add(
        AllegationReferral(
            check_request_id=request.id,
            result_id=result.id,
            referred_to=referred_to,
            words=words,
            made_by=actor.key,
            made_at=now,
        )
    )
    audit.record(actor, "allegation_referred", "check_request", request.id)
    db.session.flush()
    kind = TaskKind.ALLEGATION_REFERRAL
    close_tasks_of_matter(actor, kind, matter_of(request), "Referred.", now)


def referral_of(result: DecidedResult | None) -> AllegationReferral | None:
    """The referral that this result asked for, where it was made."""
    if result is None:
        return None
    question = db.select(AllegationReferral).where(AllegationReferral.result_id == result.id)
    found: AllegationReferral | None = db.session.scalar(question)
    return found


def reply_addresses(
    standing: RequestStanding, now: datetime
) -> tuple[agencies.ContactPointCard, ...]:
    """The e-mail addresses of the agency in the directory to which the answer may go."""
    if standing.version.agency_id is None:
        return ()
    points = agencies.contact_points_of(standing.version.agency_id, now)
    return tuple(one for one in points if one.kind is ContactPointKind.EMAIL)


def record_reply_gone(
    actor: Actor, request_id: int, contact_point_id: int, procedure: Procedure, now: datetime
) -> None:
    """The answer went to this address; said again, it is kept once.

    How the request stands is read anew when nobody else can change it any more, and the register
    is looked through again: nothing goes that would be answered otherwise by now.
    """
    hold(request_id)
    standing = standing_of(request_id, procedure)
    if standing.reply is not None:
        return
    request = hold_open(request_id)
    _refuse_what_is_overtaken(standing)
    result, check = standing.result, standing.check
    if not standing.may_send or result is None or check is None:
        raise CheckRefused(None, "The answer may not be sent. Look at the request again")
    if contact_point_id not in {one.contact_point_id for one in reply_addresses(standing, now)}:
        raise CheckRefused("address", "Choose an address of the agency in the directory")
    db.session.add(
        CheckReply(
            check_request_id=request.id,
            result_id=result.id,
            requester_check_id=check.id,
            contact_point_id=contact_point_id,
            words=result.words,
            sent_by=actor.key,
            sent_at=now,
        )
    )
    audit.record(actor, "check_reply_gone", "check_request", request.id)
    db.session.flush()
    close_clock(actor, request, "The answer has gone.", now)
