"""Looking back at one record: one moment, or the difference between two."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from lacrecords.audit import services as audit
from lacrecords.children.admission import admitted_to_read
from lacrecords.children.blueprint import children
from lacrecords.children.moments import LookBackForm
from lacrecords.children.page import page_differences
from lacrecords.children.queries import names_of
from lacrecords.database import now_utc, transaction
from lacrecords.rules.authorisation import Action
from lacrecords.staff.queries import council_day
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page


@children.get("/<reference>/look-back")
@requires(Action.CHILD_READ)
def look_back(reference: str) -> ResponseReturnValue:
    """Choose a moment, or two: one leads to the page of then, two are compared here."""
    actor, now = signed_in(), now_utc()
    child_id, _ = admitted_to_read(actor, reference, now)
    form = LookBackForm(request.args if request.args else None)
    first = second = found = None
    if request.args and form.validate():
        first, second = form.moments(now)
    if first and second is None:
        return redirect(f"{url_for('children.child', reference=reference)}?{_one_moment()}")
    if first and second:
        found = page_differences(actor, child_id, (first, second))
    with transaction():
        what = "child_moments_compared" if found is not None else "child_looked_back_at"
        audit.record(actor, what, "child", child_id)
    name = names_of((child_id,), actor.account_id, council_day(now)).get(child_id, "")
    return page(
        "children/look_back.html",
        reference=reference,
        name=name,
        form=form,
        found=found,
        first=first,
        second=second,
    )


def _one_moment() -> str:
    """What the page of a moment needs to know of it, for its address."""
    wanted = ("on", "at", "how")
    said = request.args.items()
    return urlencode(
        {name: value for name, value in said if name.split("-")[0] in wanted and value}
    )
