"""The check of the enquirer, and opening the candidates to protect a child."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lacrecords.agencies import queries as agencies
from lacrecords.database import now_utc, transaction
from lacrecords.enquiries.errors import EnquiryError
from lacrecords.enquiries.forms.steps import CheckForm, ProtectForm
from lacrecords.enquiries.queries.pages import EnquiryPage
from lacrecords.enquiries.services.checking import open_candidates_to_protect, record_verification
from lacrecords.enquiries.views.blueprint import enquiries, enquiry_or_404, procedure
from lacrecords.rules.authorisation import Action
from lacrecords.terms import EnquirerKind, VerificationMethod
from lacrecords.web.access import requires, signed_in
from lacrecords.web.fields import choice
from lacrecords.web.forms import page


@enquiries.route("/enquiries/<reference>/check", methods=["GET", "POST"])
@requires(Action.ENQUIRY_CHECK)
def check(reference: str) -> ResponseReturnValue:
    """Check the enquirer: only a way from the directory counts, never what they gave."""
    enquiry = enquiry_or_404(reference)
    form = CheckForm()
    _offer_ways(form, enquiry)
    if form.validate_on_submit():
        try:
            with transaction():
                record_verification(signed_in(), enquiry.id, form.value(), procedure(), now_utc())
        except EnquiryError as refusal:
            form.refuse("how", str(refusal))
        else:
            flash("The check is recorded.", "success")
            return redirect(url_for("enquiries.show", reference=enquiry.reference))
    return page("enquiries/check.html", form=form, enquiry=enquiry)


@enquiries.route("/enquiries/<reference>/protect", methods=["GET", "POST"])
@requires(Action.ENQUIRY_PROTECT)
def protect(reference: str) -> ResponseReturnValue:
    """Open the candidates without a confirmed check, to protect a child; telling stays locked."""
    enquiry = enquiry_or_404(reference)
    form = ProtectForm()
    if form.validate_on_submit():
        emergency = enquiry.check is None
        try:
            with transaction():
                open_candidates_to_protect(
                    signed_in(), enquiry.id, form.reason.data, emergency, now_utc()
                )
        except EnquiryError as refusal:
            form.refuse("reason", str(refusal))
        else:
            return redirect(url_for("enquiries.show", reference=enquiry.reference))
    return page("enquiries/protect.html", form=form, enquiry=enquiry)


def _offer_ways(form: CheckForm, enquiry: EnquiryPage) -> None:
    """The directory's numbers and addresses first, then the other ways."""
    points = agencies.contact_points_of(enquiry.agency_id, now_utc()) if enquiry.agency_id else ()
    ways = []
    for point in points:
        verb = "Ring back" if point.method is VerificationMethod.RING_BACK else "Write to"
        shared = " (several roles read it, so it proves no role)" if point.shared_mailbox else ""
        ways.append(
            choice(
                f"{point.method.value}:{point.contact_point_id}",
                f"{verb} {point.value}",
                hint=f"From the agency directory: {point.label}{shared}",
            )
        )
    ways.append(_document(enquiry))
    if procedure().known_voice_permitted:
        ways.append(choice("known_voice", "I know the voice, and checked a second fact"))
    ways.append(choice("none", "I could not check the enquirer"))
    form.how.choices = ways


def _document(enquiry: EnquiryPage) -> object:
    """A document, in person; a professional shows the pass of an agency that we know."""
    if enquiry.enquirer_kind is not EnquirerKind.PROFESSIONAL:
        return choice("identity_document", "I saw an identity document, in person")
    if enquiry.agency_id is None:
        return choice(
            "identity_document",
            "I saw an identity document, in person",
            hint="It proves who they are, not where they work. Their agency is not in our "
            "directory, so they are answered as a member of the public",
        )
    return choice(
        "identity_document",
        "I saw the photo pass of this agency, in person",
        hint="A passport or a driving licence does not show where somebody works",
    )
