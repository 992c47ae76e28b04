"""The pages of what passes between us and the police; never what they know."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import TypeVar

from flask import Response, abort, request
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
from lacrecords.disclosure_schemes.course_models import (
    AttendedDisclosure,
    SchemePoliceAnswer,
    SchemeReferral,
)
from lacrecords.disclosure_schemes.police_forms import (
    AttendedForm,
    CorrectionFields,
    PoliceAnswerForm,
    ReferralForm,
)
from lacrecords.disclosure_schemes.referral_text import referral_text
from lacrecords.disclosure_schemes.referring import (
    police_contacts,
    record_answer,
    record_referral,
)
from lacrecords.disclosure_schemes.step_views import back_to
from lacrecords.rules.authorisation import Action
from lacrecords.web.access import requires, signed_in
from lacrecords.web.date_parts import DateParts
from lacrecords.web.forms import page
from lacrecords.web.steps import is_taken

Row = TypeVar("Row", SchemeReferral, SchemePoliceAnswer, AttendedDisclosure)


@disclosure_schemes.route("/<reference>/refer", methods=["GET", "POST"])
@requires(Action.SCHEME_RECORD)
def refer(reference: str) -> ResponseReturnValue:
    """The words to pass on, and to whom at the police they went."""
    standing, now = standing_or_404(reference), now_utc()
    earlier = earlier_entry(standing.referrals)
    text = earlier.words if earlier else referral_text(standing, council_name())
    points = police_contacts(now)
    form = ReferralForm(obj=earlier)
    form.offer(points)
    if not form.is_submitted():
        form.shown_words.data = text
        day = local_date(earlier.referred_at if earlier else now)
        form.referred_on.process(None, DateParts.of(day))
        form.contact_point.data = earlier.contact_point_id if earlier else None
        of_correction(form, earlier)

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


def earlier_entry(rows: Sequence[Row]) -> Row | None:
    """The entry that is put right, where the address names one that stands."""
    number = request.args.get("corrects", "")
    if not number:
        return None
    found = next((row for row in rows if str(row.id) == number), None)
    if found is None and request.method == "GET":
        abort(404)
    return found


def of_correction(form: CorrectionFields, earlier: Row | None) -> None:
    """A form that puts an entry right names it, and says anew why."""
    form.corrects.data = str(earlier.id) if earlier else ""
    form.why_corrected.data = ""


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
    earlier = earlier_entry(standing.answers)
    form = PoliceAnswerForm(obj=earlier)
    if not form.is_submitted():
        day = earlier.answered_on if earlier else local_date(now)
        form.answered_on.process(None, DateParts.of(day))
        of_correction(form, earlier)

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
    earlier = earlier_entry(standing.attended)
    form = AttendedForm(obj=earlier, attended_by=signed_in().name)
    if not form.is_submitted():
        form.held_on.process(None, DateParts.of(earlier.held_on if earlier else local_date(now)))
        form.idempotency_key.data = secrets.token_urlsafe(18)
        of_correction(form, earlier)

    def step() -> None:
        record_attended(signed_in(), standing.question.id, form.value(local_date(now)), now)

    if is_taken(form, step, "It is recorded who was there and what was signed"):
        return back_to(standing)
    return page("disclosure_schemes/attended.html", form=form, standing=standing)
