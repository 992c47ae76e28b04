"""The inbox and the tasks of whoever is signed in; somebody else's are not found."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Flask, abort, flash, redirect, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from lacrecords.audit import services as audit
from lacrecords.database import now_utc, transaction
from lacrecords.notifications import lists, queries, services
from lacrecords.notifications.forms import AcknowledgeForm, FollowUpForm, RungBackForm, TaskDoneForm
from lacrecords.notifications.items import InboxItem, TaskItem
from lacrecords.queue.queries import given_up
from lacrecords.rules.authorisation import Action, may
from lacrecords.staff.list_choices import asked_by
from lacrecords.terms import Role, TaskKind
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page
from lacrecords.web.navigation import NavigationItem, register_navigation

notifications = Blueprint("notifications", __name__)

MORE_TO_READ = "Something was added after you opened this. Read it, then answer."
CLOSED_ELSEWHERE = frozenset(
    {TaskKind.MORE_ASKED, TaskKind.MATCH, TaskKind.LATE_HIT, TaskKind.OFFICER_QUESTION}
)
"""Tasks that only a decision on a page of the enquiry closes."""


@notifications.record_once
def add_navigation(state: BlueprintSetupState) -> None:
    """Put the inbox and the tasks, with what waits there, into the navigation."""
    inbox = NavigationItem(
        "Inbox", "notifications.inbox", Action.INBOX, 20, queries.unread_count, "to read"
    )
    tasks = NavigationItem(
        "Tasks", "notifications.tasks", Action.TASK, 30, queries.open_task_count, "to do"
    )
    for entry in (inbox, tasks):
        register_navigation(cast(Flask, state.app), entry)


@notifications.get("/inbox")
@requires(Action.INBOX)
def inbox() -> ResponseReturnValue:
    """What this person was told, unread and urgent first."""
    actor = signed_in()
    asked = asked_by(actor, lists.INBOX, request.args)
    paged = lists.inbox_page(actor, asked, now_utc())
    answers_for_it = actor.role is Role.DESIGNATED_MANAGER
    return page(
        "notifications/inbox.html",
        asked=asked,
        paged=paged,
        unread=[item for item in paged.rows if item.acknowledged is None],
        read=[item for item in paged.rows if item.acknowledged is not None],
        given_up=given_up() if answers_for_it else (),
    )


@notifications.get("/inbox/<reference>")
@requires(Action.INBOX)
def item(reference: str) -> ResponseReturnValue:
    """One notification; opening it is written down."""
    found = _item_or_404(reference)
    with transaction():
        audit.record(signed_in(), "notification_read", "notification", found.id)
    return _item_page(found)


@notifications.post("/inbox/<reference>/acknowledge")
@requires(Action.INBOX)
def acknowledge(reference: str) -> ResponseReturnValue:
    """Say that it was read; pressed twice, it counts once."""
    found, form = _item_or_404(reference), AcknowledgeForm()
    if not form.validate_on_submit():
        return _item_page(found)
    try:
        with transaction():
            services.acknowledge(signed_in(), found.reference, form.seen_number(), now_utc())
    except services.AddedSinceShown:
        form.refuse(None, MORE_TO_READ)
        return _item_page(_item_or_404(reference), refused=form)
    flash("Acknowledged", "success")
    return redirect(url_for(".item", reference=found.reference))


@notifications.post("/inbox/<reference>/follow-up")
@requires(Action.INBOX)
def follow_up(reference: str) -> ResponseReturnValue:
    """Keep what was done about it; a form with an error keeps its text."""
    found, form = _item_or_404(reference), FollowUpForm()
    if not form.validate_on_submit():
        return _item_page(found, follow_up_form=form)
    done, seen = str(form.what_was_done.data), form.seen_number()
    try:
        with transaction():
            services.record_follow_up(signed_in(), found.reference, done, seen, now_utc())
    except services.AddedSinceShown:
        form.refuse(None, MORE_TO_READ)
        return _item_page(_item_or_404(reference), follow_up_form=form)
    flash("The follow-up is recorded", "success")
    return redirect(url_for(".item", reference=found.reference))


@notifications.get("/tasks")
@requires(Action.TASK)
def tasks() -> ResponseReturnValue:
    """What this person, their teams and their role have to do."""
    actor = signed_in()
    asked = asked_by(actor, lists.list_of_tasks(actor), request.args)
    paged = lists.tasks_page(actor, asked, now_utc())
    return page("notifications/tasks.html", asked=asked, paged=paged)


@notifications.get("/tasks/<reference>")
@requires(Action.TASK)
def task(reference: str) -> ResponseReturnValue:
    """One task, and the form that closes it; opening it is written down."""
    found = _task_or_404(reference)
    with transaction():
        audit.record(signed_in(), "task_read", "task", found.id)
    return _task_page(found, _done_form(found))


@notifications.post("/tasks/<reference>/done")
@requires(Action.TASK)
def task_done(reference: str) -> ResponseReturnValue:
    """Close the task in the words of who did it."""
    found = _task_or_404(reference)
    form = _done_form(found)
    if not _closes_here(found):
        abort(409)
    if not form.validate_on_submit():
        return _task_page(found, form)
    with transaction():
        closed = services.close_task(
            signed_in(),
            found.id,
            str(form.words.data),
            now_utc(),
            form.rung_back.data if isinstance(form, RungBackForm) else None,
        )
    flash("The task is done" if closed else "The task was done already", "success")
    return redirect(url_for(".tasks") if closed else url_for(".task", reference=found.reference))


def _item_or_404(reference: str) -> InboxItem:
    return queries.item(reference.upper(), signed_in(), now_utc()) or abort(404)


def _task_or_404(reference: str) -> TaskItem:
    return queries.task(reference.upper(), signed_in(), now_utc()) or abort(404)


def _item_page(
    found: InboxItem,
    follow_up_form: FollowUpForm | None = None,
    refused: AcknowledgeForm | None = None,
) -> ResponseReturnValue:
    seen = str(len(found.about))
    # An empty form is not filled from what another form of the page has sent.
    follow_up_form = follow_up_form or FollowUpForm(formdata=None)
    acknowledge_form = refused or AcknowledgeForm(formdata=None)
    follow_up_form.seen.data = acknowledge_form.seen.data = seen
    # What has climbed to somebody tells of a task that may be another's.
    task = found.task_reference
    opens_task = task is not None and queries.task(task, signed_in(), now_utc()) is not None
    return page(
        "notifications/item.html",
        item=found,
        follow_up_form=follow_up_form,
        acknowledge_form=acknowledge_form,
        may_open=_may_open(),
        opens_task=opens_task,
    )


def _closes_here(found: TaskItem) -> bool:
    """What is about a matter of its own is done on the page of that matter."""
    return found.kind not in CLOSED_ELSEWHERE and found.matter is None


def _done_form(found: TaskItem) -> TaskDoneForm | RungBackForm:
    return RungBackForm() if found.kind is TaskKind.RING_BACK else TaskDoneForm()


def _task_page(found: TaskItem, form: TaskDoneForm | RungBackForm) -> ResponseReturnValue:
    closes_here = found.closed is None and _closes_here(found)
    return page(
        "notifications/task.html",
        task=found,
        form=form,
        closes_here=closes_here,
        is_match=found.kind is TaskKind.MATCH,
        is_late_hit=found.kind is TaskKind.LATE_HIT,
        is_question=found.kind is TaskKind.OFFICER_QUESTION,
        may_open=_may_open(),
    )


def _may_open() -> dict[str, bool]:
    """Which links this role is shown; the pages behind them decide for themselves."""
    role = signed_in().role
    return {
        "enquiry": may(role, Action.ENQUIRY_READ),
        "child": may(role, Action.CHILD_READ),
        "consideration": may(role, Action.CONSIDERATION),
        "more_asked": may(role, Action.MORE_ASKED_DECIDE),
        "candidates": may(role, Action.ENQUIRY_PROTECT),
        "late_hit": may(role, Action.LATE_HIT),
        "task": may(role, Action.TASK),
    }
