"""The pages of the result, the answer that goes out, and the referral of an allegation."""

from __future__ import annotations

from flask import abort
from flask.typing import ResponseReturnValue

from lacrecords.audit import services as audit
from lacrecords.check_requests.answering import (
    consider_telling,
    decide_result,
    overtaken_words,
    record_referral,
    record_reply_gone,
    reply_addresses,
    results_offered,
    words_to_send,
)
from lacrecords.check_requests.blueprint import check_requests, procedure, standing_or_404
from lacrecords.check_requests.search_views import as_pdf
from lacrecords.check_requests.standing import RequestStanding
from lacrecords.check_requests.step_forms import (
    ConsideredForm,
    ReferralForm,
    ReplyForm,
    ResultForm,
)
from lacrecords.check_requests.step_views import back_to
from lacrecords.database import now_utc, transaction
from lacrecords.rules import suitability as rules
from lacrecords.rules.authorisation import Action
from lacrecords.rules.suitability_words import NEVER_SAY, rights_words
from lacrecords.terms import CheckResult
from lacrecords.web.access import requires, signed_in
from lacrecords.web.documents import pdf_from_template
from lacrecords.web.forms import page
from lacrecords.web.steps import is_taken


@check_requests.route("/<reference>/result", methods=["GET", "POST"])
@requires(Action.CHECK_REQUEST_DECIDE)
def result(reference: str) -> ResponseReturnValue:
    """Decide the result; the exact words that would be sent stand on the page."""
    standing = standing_or_404(reference)
    may_decide = standing.is_open and rules.may_decide_result(standing.facts)
    words = words_to_send(standing) if may_decide else ""
    form = ResultForm()
    form.offer(results_offered(standing) if may_decide else frozenset())

    def step() -> None:
        decide_result(signed_in(), standing, form.value(), procedure(), now_utc())

    if standing.overtaken and form.is_submitted():
        form.refuse(None, overtaken_words(standing))
    elif is_taken(form, step, "The result is kept"):
        return back_to(standing)
    # Those that stand on the page now, also where they have changed since it was sent.
    form.shown_words.data = words
    return page(
        "check_requests/result.html",
        form=form,
        standing=standing,
        may_decide=may_decide,
        offers_answer=CheckResult.NOTHING_KNOWN in results_offered(standing),
        paragraphs=words.split("\n\n"),
        never_say=NEVER_SAY,
    )


@check_requests.route("/<reference>/referral", methods=["GET", "POST"])
@requires(Action.CHECK_REQUEST_DECIDE)
def referral(reference: str) -> ResponseReturnValue:
    """Write down that the designated officer for allegations was told."""
    standing = standing_or_404(reference)
    chosen = standing.result
    if chosen is None or chosen.result is not CheckResult.REFER_ALLEGATION:
        abort(404)
    form = ReferralForm()

    def step() -> None:
        record_referral(signed_in(), standing, form.referred_to.data, form.words.data, now_utc())

    if is_taken(form, step, "The referral is recorded"):
        return back_to(standing)
    return page("check_requests/referral.html", form=form, standing=standing)


@check_requests.route("/<reference>/considered", methods=["GET", "POST"])
@requires(Action.CHECK_REQUEST_DECIDE)
def considered(reference: str) -> ResponseReturnValue:
    """Write down whether a requester who was answered is told more; nothing is sent from here."""
    standing = standing_or_404(reference)
    if not standing.to_consider:
        abort(404)
    form = ConsideredForm()

    def step() -> None:
        number = standing.request.id
        consider_telling(signed_in(), number, form.words.data, procedure(), now_utc())

    if is_taken(form, step, "What you decided is kept"):
        return back_to(standing)
    return page("check_requests/considered.html", form=form, standing=standing)


@check_requests.route("/<reference>/reply", methods=["GET", "POST"])
@requires(Action.CHECK_REQUEST_RECORD)
def reply(reference: str) -> ResponseReturnValue:
    """Send the exact words to an address of the directory, and say that they went."""
    standing, now = standing_or_404(reference), now_utc()
    if standing.result is None and standing.reply is None:
        abort(404)
    points = reply_addresses(standing, now)
    form = ReplyForm()
    form.offer(points)

    def step() -> None:
        record_reply_gone(signed_in(), standing.request.id, form.address.data, procedure(), now)

    if is_taken(form, step, "The answer has gone. The request is closed"):
        return back_to(standing)
    return page(
        "check_requests/reply.html",
        form=form,
        standing=standing,
        points=points,
        paragraphs=_words_of(standing).split("\n\n"),
        rights=_rights(),
        never_say=NEVER_SAY,
    )


@check_requests.get("/<reference>/reply.pdf")
@requires(Action.CHECK_REQUEST_RECORD)
def reply_document(reference: str) -> ResponseReturnValue:
    """The answer as a PDF, for the address of the directory; afterwards the answer that went."""
    standing = standing_or_404(reference)
    if standing.reply is None and not standing.may_send:
        abort(404)
    with transaction():
        audit.record(signed_in(), "check_reply_drawn", "check_request", standing.request.id)
    standing = standing_or_404(reference)
    made = pdf_from_template(
        "check_requests/reply_document.html",
        standing=standing,
        paragraphs=_words_of(standing).split("\n\n"),
        rights=_rights(),
        now=now_utc(),
    )
    return as_pdf(made, f"suitability-check-{reference}.pdf")


def _words_of(standing: RequestStanding) -> str:
    """The words that went, or those that would go."""
    if standing.reply is not None:
        return standing.reply.words
    return standing.result.words if standing.result else ""


def _rights() -> tuple[str, ...]:
    return rights_words(procedure().data_rights_contact, procedure().complaints_contact)
