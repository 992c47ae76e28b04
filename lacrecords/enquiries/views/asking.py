"""The list of enquiries, the page of a call, and the enquiry's own page."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from lacrecords.clocks import is_out_of_hours
from lacrecords.database import now_utc, transaction
from lacrecords.enquiries.errors import EnquiryError
from lacrecords.enquiries.forms.asking import EnquiryForm
from lacrecords.enquiries.forms.steps import OutsideForm
from lacrecords.enquiries.queries.answers import answer_page, told_outside_of
from lacrecords.enquiries.queries.drafts import draft_of, drafts_of
from lacrecords.enquiries.queries.late_hits import late_hits_of
from lacrecords.enquiries.queries.lists import latest_enquiries
from lacrecords.enquiries.queries.pages import EnquiryPage
from lacrecords.enquiries.queries.steps import enquiry_by_reference
from lacrecords.enquiries.services.recording import record_enquiry
from lacrecords.enquiries.views.blueprint import (
    enquiries,
    enquiry_or_404,
    is_open_to_me,
    procedure,
)
from lacrecords.rules.authorisation import Action, may
from lacrecords.staff import queries as staff
from lacrecords.staff.queries import TeamCard
from lacrecords.terms import TeamKind
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page

LAST_PAGE = 1_000_000


@enquiries.get("/enquiries")
@requires(Action.ENQUIRY_RECORD)
def index() -> ResponseReturnValue:
    """The latest enquiries, all or one's own."""
    mine = request.args.get("whose") == "mine"
    number = min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE)
    found = latest_enquiries(number, signed_in().key if mine else None)
    drafts = drafts_of(signed_in())
    return page("enquiries/index.html", found=found, mine=mine, drafts=drafts)


@enquiries.post("/enquiries/find")
@requires(Action.ENQUIRY_RECORD)
def find_reference() -> Response:
    """Go to the enquiry whose reference was read over the telephone."""
    text = "".join(
        letter for letter in request.form.get("reference", "").upper() if letter.isalnum()
    )
    reference = f"{text[:4]}-{text[4:]}"
    if enquiry_by_reference(reference) is None:
        flash("No enquiry has this reference. Read it again, letter by letter.", "important")
        return redirect(url_for("enquiries.index"))
    return redirect(url_for("enquiries.show", reference=reference))


@enquiries.route("/enquiries/new", methods=["GET", "POST"])
@requires(Action.ENQUIRY_RECORD)
def new() -> ResponseReturnValue:
    """Take a call: who asks, and every child as described."""
    draft = draft_of(signed_in(), request.args.get("draft", ""))
    form = EnquiryForm.of_draft(draft) if draft and request.method == "GET" else EnquiryForm()
    form.offer_agencies()
    if form.regroup():
        return page("enquiries/new.html", form=form)
    if form.validate_on_submit():
        try:
            with transaction():
                enquiry = record_enquiry(signed_in(), form.value(), procedure(), now_utc())
                reference = enquiry.reference
        except EnquiryError as refusal:
            form.refuse(None, str(refusal))
        else:
            flash("The enquiry is saved.", "success")
            return redirect(url_for("enquiries.show", reference=reference))
    return page("enquiries/new.html", form=form)


@enquiries.get("/enquiries/<reference>")
@requires(Action.ENQUIRY_READ)
def show(reference: str) -> ResponseReturnValue:
    """The enquiry: what to say at once, what was asked, and what is to be done next."""
    return _show(enquiry_or_404(reference), OutsideForm(formdata=None))


def _show(enquiry: EnquiryPage, outside: OutsideForm) -> ResponseReturnValue:
    answers = {
        child.position: answer_page(child.id, confirmed=enquiry.is_confirmed)
        for child in enquiry.children
        if enquiry.check is not None
    }
    if not enquiry.children:
        abort(404)
    role = signed_in().role
    return page(
        "enquiries/show.html",
        enquiry=enquiry,
        answers=answers,
        form=outside,
        said_outside=told_outside_of(enquiry.id),
        put_through_to=_team_on_shift() if enquiry.a_child_asks else None,
        candidates_open=is_open_to_me(enquiry),
        may_take=may(role, Action.ENQUIRY_RECORD),
        may_protect=may(role, Action.ENQUIRY_PROTECT),
        late_hits=late_hits_of(enquiry.id, signed_in(), now_utc()),
    )


def _team_on_shift() -> TeamCard | None:
    """The team whose social worker speaks to a child who calls now."""
    at_night = is_out_of_hours(procedure(), now_utc())
    return staff.team_of_kind(TeamKind.OUT_OF_HOURS if at_night else TeamKind.DUTY)
