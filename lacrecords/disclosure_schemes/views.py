"""The pages of questions about a person; the steps of one stand in the other views."""

from __future__ import annotations

from flask import abort, flash, request
from flask.typing import ResponseReturnValue

from lacrecords.clocks import local_date
from lacrecords.database import now_utc, transaction
from lacrecords.disclosure_schemes import police_views, step_views
from lacrecords.disclosure_schemes.blueprint import disclosure_schemes, procedure, standing_or_404
from lacrecords.disclosure_schemes.forms import AddChildForm, AmendQuestionForm, NewQuestionForm
from lacrecords.disclosure_schemes.pages import enquiry_reference, question_page
from lacrecords.disclosure_schemes.queries import QUESTIONS, alike, of_enquiry, question_list
from lacrecords.disclosure_schemes.recording import add_child, amend_question, record_question
from lacrecords.disclosure_schemes.referring import may_refer
from lacrecords.disclosure_schemes.standing import standing_of
from lacrecords.disclosure_schemes.step_views import back_to
from lacrecords.enquiries.queries.pages import EnquiryPage, enquiry_page
from lacrecords.notifications import queries as notifications
from lacrecords.rules.authorisation import Action, may
from lacrecords.rules.disclosure_scheme_words import NEVER_SAY, SCHEME_SENTENCES
from lacrecords.staff.list_choices import asked_by
from lacrecords.terms import EnquirerKind, SchemeAsker, SchemeSaying
from lacrecords.web.access import requires, signed_in
from lacrecords.web.date_parts import DateParts
from lacrecords.web.forms import page
from lacrecords.web.steps import is_taken

__all__ = ["disclosure_schemes", "police_views", "step_views"]

ASKERS = {
    EnquirerKind.PUBLIC: SchemeAsker.PUBLIC,
    EnquirerKind.PARENT: SchemeAsker.PARENT,
    EnquirerKind.PARENTAL_RESPONSIBILITY: SchemeAsker.PARENT,
    EnquirerKind.RELATIVE: SchemeAsker.RELATIVE,
    EnquirerKind.PROFESSIONAL: SchemeAsker.PROFESSIONAL,
    EnquirerKind.CHILD: SchemeAsker.CHILD,
}
BEFORE_ALL = (SchemeSaying.RING_999, SchemeSaying.NOTHING_FROM_US)
"""What may be said before anything is written down: it hangs on nothing."""


@disclosure_schemes.get("")
@requires(Action.SCHEME_READ)
def index() -> ResponseReturnValue:
    """The questions with their clocks: those that this reader may see."""
    actor, now = signed_in(), now_utc()
    asked = asked_by(actor, QUESTIONS, request.args)
    found = question_list(actor, asked, now)
    return page("disclosure_schemes/index.html", found=found, asked=asked, now=now)


@disclosure_schemes.route("/new", methods=["GET", "POST"])
@requires(Action.SCHEME_RECORD)
def new() -> ResponseReturnValue:
    """Write a question about a person down, on its own or out of an enquiry."""
    enquiry, now = _enquiry_or_404(), now_utc()
    form = NewQuestionForm()
    if not form.is_submitted():
        _fill(form, enquiry)
    if not form.regroup() and form.validate_on_submit():
        actor = signed_in()
        number, at = (enquiry.id, enquiry.asked_at) if enquiry else (None, None)
        with transaction():
            made = record_question(actor, form.value(number, at, now), procedure(), now)
            made_id = made.id
        standing = standing_of(made_id)
        flash("The question is written down. Say the sentences below, then tick them", "success")
        if alike(actor, standing, now):
            flash("It may be the same as another question: see below")
        return back_to(standing)
    known = of_enquiry(signed_in(), enquiry.id, now) if enquiry else ()
    return page(
        "disclosure_schemes/new.html",
        form=form,
        enquiry=enquiry,
        known=known,
        sentences=[SCHEME_SENTENCES[one] for one in BEFORE_ALL],
        safe_now=SCHEME_SENTENCES[SchemeSaying.ARE_YOU_SAFE_NOW],
        never_say=NEVER_SAY,
    )


def _enquiry_or_404() -> EnquiryPage | None:
    """The enquiry in the address, where this person may open it; None: the question is its own."""
    reference, actor = request.args.get("enquiry", ""), signed_in()
    if not reference:
        return None
    found = enquiry_page(reference, now_utc())
    takes = may(actor.role, Action.ENQUIRY_RECORD)
    if found is None or not (takes or notifications.was_told_of(actor, found.id)):
        abort(404)
    return found


def _fill(form: NewQuestionForm, enquiry: EnquiryPage | None) -> None:
    """What the enquiry says already of who asks and of the children; nothing of any record."""
    form.asked_on.process(
        None, DateParts.of(local_date(enquiry.asked_at if enquiry else now_utc()))
    )
    if enquiry is None:
        return
    given = dict(enquiry.lines)
    form.asker.data = ASKERS[enquiry.enquirer_kind]
    if given.get("Enquirer", "") != "refused to give a name":
        form.asker_name.data = given.get("Enquirer", "")
    else:
        form.name_refused.data = True
    form.contact_given.data = ", ".join(
        part for part in (enquiry.telephone_given, enquiry.email_given) if part
    )
    form.relationship.data = given.get("Relationship to the child", "")
    form.our_worker.data = enquiry.about_our_worker
    form.child_at_risk.data = True if enquiry.worried else None
    form.seen_or_heard.data = given.get("What worries them", "")
    while len(form.children.entries) < min(len(enquiry.children), 12):
        form.children.append_entry()
    for entry, child in zip(form.children.entries, enquiry.children, strict=False):
        entry.form["name"].data = child.title
        entry.form["details"].data = ", ".join(
            text for label, text in child.as_said if label in ("Date of birth", "Age", "Address")
        )


@disclosure_schemes.get("/<reference>")
@requires(Action.SCHEME_READ)
def show(reference: str) -> ResponseReturnValue:
    """One question: what to say, what is owed, and what has happened."""
    standing, actor, now = standing_or_404(reference), signed_in(), now_utc()
    return page(
        "disclosure_schemes/show.html",
        standing=standing,
        details=question_page(actor, standing, now),
        never_say=NEVER_SAY,
        now=now,
        may_refer=may_refer(standing),
        enquiry_reference=_enquiry_reference(standing.question.enquiry_id),
    )


def _enquiry_reference(enquiry_id: int | None) -> str:
    """The reference of the enquiry for whoever may open it."""
    actor = signed_in()
    if enquiry_id is None:
        return ""
    takes = may(actor.role, Action.ENQUIRY_RECORD)
    if not takes and not notifications.was_told_of(actor, enquiry_id):
        return ""
    return enquiry_reference(enquiry_id)


@disclosure_schemes.route("/<reference>/amend", methods=["GET", "POST"])
@requires(Action.SCHEME_RECORD)
def amend(reference: str) -> ResponseReturnValue:
    """Say anew what was said; what was said before stays."""
    standing = standing_or_404(reference)
    form = AmendQuestionForm.of(standing.version)

    def step() -> None:
        shown = str(form.shown.data or "")
        number = int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 9 else 0
        changed = (form.why_changed.data, number)
        question_id = standing.question.id
        amend_question(signed_in(), question_id, form.said(), changed, procedure(), now_utc())

    if is_taken(form, step, "The question is amended. What was said before is kept"):
        return back_to(standing)
    return page("disclosure_schemes/amend.html", form=form, standing=standing)


@disclosure_schemes.route("/<reference>/children/add", methods=["GET", "POST"])
@requires(Action.SCHEME_RECORD)
def another_child(reference: str) -> ResponseReturnValue:
    """Another child has to do with the person asked about."""
    standing = standing_or_404(reference)
    form = AddChildForm()

    def step() -> None:
        add_child(signed_in(), standing.question.id, form.value(), now_utc())

    if is_taken(form, step, "The child is added"):
        return back_to(standing)
    return page("disclosure_schemes/add_child.html", form=form, standing=standing)
