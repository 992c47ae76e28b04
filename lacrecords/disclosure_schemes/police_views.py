"""The pages of what passes between us and the police; never what they know."""

from __future__ import annotations

from flask import Response, request
from flask.typing import ResponseReturnValue

from lacrecords.audit import services as audit
from lacrecords.clocks import local_date
from lacrecords.database import now_utc, transaction
from lacrecords.disclosure_schemes.attending import record_attended
from lacrecords.disclosure_schemes.blueprint import (
    council_name,
    disclosure_schemes,
    procedure,
    standing_or_404,
)
from lacrecords.disclosure_schemes.referral_text import referral_text
from lacrecords.disclosure_schemes.referring import (
    police_contacts,
    record_answer,
    record_referral,
)
from lacrecords.disclosure_schemes.step_forms import (
    AttendedForm,
    CorrectionFields,
    PoliceAnswerForm,
    ReferralForm,
)
from lacrecords.disclosure_schemes.step_views import back_to, is_taken
from lacrecords.rules.authorisation import Action
from lacrecords.web.access import requires, signed_in
from lacrecords.web.date_parts import DateParts
from lacrecords.web.forms import page


@disclosure_schemes.route("/<reference>/refer", methods=["GET", "POST"])
@requires(Action.SCHEME_RECORD)
def refer(reference: str) -> ResponseReturnValue:
    """The words to pass on, and to whom at the police they went."""
    standing, now = standing_or_404(reference), now_utc()
    text = referral_text(standing, council_name())
    points = police_contacts(now)
    form = ReferralForm()
    form.offer(points)
    if not form.is_submitted():
        form.shown_words.data = text
        form.referred_on.process(None, DateParts.of(local_date(now)))
        _of_correction(form)

    def step() -> None:
        new, question_id = form.value(now), standing.question.id
        record_referral(signed_in(), question_id, new, council_name(), procedure(), now)

    if is_taken(form, step, "The referral is recorded. The police answer next"):
        return back_to(standing)
    # After an amendment the newest words are shown and kept, whatever was typed beside them.
    form.shown_words.data = text
    return page(
        "disclosure_schemes/refer.html", form=form, standing=standing, text=text, points=points
    )


def _of_correction(form: CorrectionFields) -> None:
    """Which earlier entry is put right, where the address names one."""
    row = request.args.get("corrects", "")
    form.corrects.data = row if row.isascii() and row.isdigit() and len(row) < 10 else ""


@disclosure_schemes.get("/<reference>/referral.txt")
@requires(Action.SCHEME_RECORD)
def referral_file(reference: str) -> ResponseReturnValue:
    """The referral as a plain text file; that it was fetched is kept."""
    standing = standing_or_404(reference)
    with transaction():
        audit.record(
            signed_in(), "scheme_referral_fetched", "scheme_question", standing.question.id
        )
    answer = Response(referral_text(standing, council_name()), mimetype="text/plain")
    name = f"referral-{standing.question.reference}.txt"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@disclosure_schemes.route("/<reference>/police", methods=["GET", "POST"])
@requires(Action.SCHEME_RECORD)
def police(reference: str) -> ResponseReturnValue:
    """What the police said, from a closed list."""
    standing, now = standing_or_404(reference), now_utc()
    form = PoliceAnswerForm()
    if not form.is_submitted():
        form.answered_on.process(None, DateParts.of(local_date(now)))
        _of_correction(form)

    def step() -> None:
        new, question_id = form.value(local_date(now)), standing.question.id
        record_answer(signed_in(), question_id, new, procedure(), now)

    if is_taken(form, step, "What the police said is recorded"):
        return back_to(standing)
    return page("disclosure_schemes/police.html", form=form, standing=standing)


@disclosure_schemes.route("/<reference>/attended", methods=["GET", "POST"])
@requires(Action.SCHEME_RECORD)
def attended(reference: str) -> ResponseReturnValue:
    """Staff of ours were there when the police disclosed."""
    standing, now = standing_or_404(reference), now_utc()
    form = AttendedForm(attended_by=signed_in().name)
    if not form.is_submitted():
        form.held_on.process(None, DateParts.of(local_date(now)))
        _of_correction(form)

    def step() -> None:
        record_attended(signed_in(), standing.question.id, form.value(local_date(now)), now)

    if is_taken(form, step, "It is recorded who was there and what was signed"):
        return back_to(standing)
    return page("disclosure_schemes/attended.html", form=form, standing=standing)
