"""More is said of a child: it is written down, and the child is looked for again at once."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lacrecords.database import db, now_utc, transaction
from lacrecords.enquiries.errors import EnquiryError
from lacrecords.enquiries.forms.describing import FurtherDescriptionForm
from lacrecords.enquiries.models import EnquiredChild, Enquiry
from lacrecords.enquiries.services.describing import describe_further
from lacrecords.enquiries.services.finding import search_and_keep
from lacrecords.enquiries.views.blueprint import (
    child_or_404,
    enquiries,
    enquiry_or_404,
    is_open_to_me,
    procedure,
)
from lacrecords.rules.authorisation import Action
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page


@enquiries.route("/enquiries/<reference>/children/<int:position>/further", methods=["GET", "POST"])
@requires(Action.ENQUIRY_MATCH)
def further(reference: str, position: int) -> ResponseReturnValue:
    """What more they say of a child; nothing that was said before is lost."""
    enquiry = enquiry_or_404(reference)
    child = child_or_404(enquiry, position)
    form = FurtherDescriptionForm()
    if form.validate_on_submit():
        search_id = None
        try:
            with transaction():
                now = now_utc()
                describe_further(signed_in(), child.id, form.value(), procedure(), now)
                if is_open_to_me(enquiry):
                    row, _ = search_and_keep(
                        signed_in(),
                        db.session.get_one(EnquiredChild, child.id),
                        db.session.get_one(Enquiry, enquiry.id),
                        procedure(),
                        now,
                    )
                    search_id = row.id
        except EnquiryError as refusal:
            form.refuse(None, str(refusal))
        else:
            flash("What more was said is saved.", "success")
            return _onwards(reference, position, search_id)
    return page("enquiries/further.html", form=form, enquiry=enquiry, child=child)


def _onwards(reference: str, position: int, search_id: int | None) -> ResponseReturnValue:
    """To the candidates, where they may be seen; to the enquiry where the check comes first."""
    if search_id is None:
        return redirect(url_for("enquiries.show", reference=reference))
    return redirect(
        url_for("enquiries.candidates", reference=reference, position=position, search_id=search_id)
    )
