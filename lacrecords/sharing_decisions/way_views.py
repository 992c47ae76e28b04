"""The right way: items, the check of the recipient, the agreement, who knows, what went out."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, abort, redirect, url_for
from flask.typing import ResponseReturnValue

from lacrecords.agencies import queries as agencies
from lacrecords.database import now_utc
from lacrecords.rules.authorisation import Action
from lacrecords.sharing_decisions.blueprint import (
    note,
    sharing_decisions,
    standing_or_404,
)
from lacrecords.sharing_decisions.going_out import record_sharing
from lacrecords.sharing_decisions.marks import marks_of
from lacrecords.sharing_decisions.sheet import items_for_sheet, keep_sheet
from lacrecords.sharing_decisions.standing import DecisionStanding
from lacrecords.sharing_decisions.way import (
    add_item,
    record_agreement,
    record_informed,
    record_recipient_check,
    take_item_back,
)
from lacrecords.sharing_decisions.way_forms import (
    AgreementForm,
    InformedForm,
    ItemForm,
    ItemsChosenForm,
    RecipientCheckForm,
    SharedForm,
    TakeBackForm,
)
from lacrecords.sharing_decisions.words import (
    BASIS_WORDS,
    BEFORE_WORDS,
    HELP,
    ITEM_WORDS,
    MEANS_WORDS,
)
from lacrecords.terms import SharingQuestion
from lacrecords.web.access import requires, signed_in
from lacrecords.web.documents import CannotMakePdf, pdf_from_template
from lacrecords.web.forms import GovukForm, page
from lacrecords.web.steps import is_taken

RIGHT_WAY = HELP[SharingQuestion.RIGHT_WAY]


def _step(
    reference: str,
    form: GovukForm,
    template: str,
    take: Callable[[DecisionStanding], object],
    done: str,
    **values: object,
) -> ResponseReturnValue:
    """One step of the right way: its form, the service, and back to the decision."""
    standing = standing_or_404(reference)
    number = standing.row.id
    if is_taken(form, lambda: take(standing), done):
        return redirect(url_for("sharing_decisions.show", reference=reference), 303)
    note("sharing_decision_viewed", number)
    standing = standing_or_404(reference)
    return page(
        f"sharing_decisions/{template}.html",
        form=form,
        standing=standing,
        help=RIGHT_WAY,
        before=[BEFORE_WORDS[part] for part in standing.missing_before_it_goes],
        **values,
    )


@sharing_decisions.route("/<reference>/items/add", methods=["GET", "POST"])
@requires(Action.SHARING_WORK)
def item(reference: str) -> ResponseReturnValue:
    """Add one thing that is to be shared; what points to somebody in it is warned of."""
    form, standing, now = ItemForm(), standing_or_404(reference), now_utc()
    found = marks_of(signed_in(), form.words.data or "", standing.row.child_id, now)
    return _step(
        reference,
        form,
        "item",
        lambda one: add_item(signed_in(), one.row.id, form.value(), now_utc()),
        "The item is added",
        found=found,
    )


@sharing_decisions.route("/<reference>/items/<int:position>/take-back", methods=["GET", "POST"])
@requires(Action.SHARING_WORK)
def take_back(reference: str, position: int) -> ResponseReturnValue:
    """Take an item back."""
    form = TakeBackForm()
    good = [one for one in standing_or_404(reference).good_items if one.position == position]
    if not good:
        abort(404)
    return _step(
        reference,
        form,
        "take_back",
        lambda one: take_item_back(signed_in(), one.row.id, position, form.because.data, now_utc()),
        "The item is taken back",
        item=good[0],
        kind=ITEM_WORDS[good[0].kind],
    )


@sharing_decisions.route("/<reference>/check", methods=["GET", "POST"])
@requires(Action.SHARING_WORK)
def check(reference: str) -> ResponseReturnValue:
    """Check the recipient like an enquirer."""
    form, standing = RecipientCheckForm(), standing_or_404(reference)
    agency = standing.recipient.agency_id
    form.offer(agencies.contact_points_of(agency, now_utc()) if agency else ())
    return _step(
        reference,
        form,
        "check",
        lambda one: record_recipient_check(signed_in(), one.row.id, form.value(), now_utc()),
        "The check is recorded",
    )


@sharing_decisions.route("/<reference>/agreement", methods=["GET", "POST"])
@requires(Action.SHARING_WORK)
def agreement(reference: str) -> ResponseReturnValue:
    """What the recipient says of passing it on."""
    form = AgreementForm()
    return _step(
        reference,
        form,
        "agreement",
        lambda one: record_agreement(signed_in(), one.row.id, form.value(), now_utc()),
        "What was agreed is recorded",
    )


@sharing_decisions.route("/<reference>/informed", methods=["GET", "POST"])
@requires(Action.SHARING_WORK)
def informed(reference: str) -> ResponseReturnValue:
    """Whether those whom it is about know that it is shared."""
    form = InformedForm()
    return _step(
        reference,
        form,
        "informed",
        lambda one: record_informed(signed_in(), one.row.id, form.value(), now_utc()),
        "It is recorded",
    )


@sharing_decisions.route("/<reference>/cover-sheet", methods=["GET", "POST"])
@requires(Action.SHARING_WORK)
def cover_sheet(reference: str) -> ResponseReturnValue:
    """Make the cover sheet with exactly the items chosen."""
    form, standing = ItemsChosenForm(), standing_or_404(reference)
    form.offer_items(standing.good_items)

    def make(one: DecisionStanding) -> None:
        positions = tuple(form.positions.data)
        pdf = _sheet_pdf(one, positions)
        keep_sheet(signed_in(), one.row.id, positions, pdf, now_utc())

    try:
        return _step(reference, form, "cover_sheet", make, "The cover sheet is made and kept")
    except CannotMakePdf as missing:
        return page("sharing_decisions/no_pdf.html", words=str(missing))[0], 503


def _sheet_pdf(standing: DecisionStanding, positions: tuple[int, ...]) -> bytes:
    return pdf_from_template(
        "sharing_decisions/sheet_pdf.html",
        standing=standing,
        items=items_for_sheet(standing, positions),
        number=len(standing.sheets) + 1,
        made_at=now_utc(),
        kinds=ITEM_WORDS,
        bases=BASIS_WORDS,
    )


@sharing_decisions.get("/<reference>/cover-sheets/<int:number>.pdf")
@requires(Action.SHARING_READ)
def sheet(reference: str, number: int) -> ResponseReturnValue:
    """A cover sheet as it was issued."""
    standing = standing_or_404(reference)
    kept = [one for one in standing.sheets if one.number == number]
    if not kept:
        abort(404)
    made = kept[0].pdf
    note("sharing_cover_sheet_taken", standing.row.id)
    answer = Response(made, mimetype="application/pdf")
    name = f"cover-sheet-{reference.upper()}-{number}.pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@sharing_decisions.route("/<reference>/shared", methods=["GET", "POST"])
@requires(Action.SHARING_WORK)
def shared(reference: str) -> ResponseReturnValue:
    """Record what went out, and how."""
    form, standing = SharedForm(), standing_or_404(reference)
    form.offer_items(standing.good_items)
    return _step(
        reference,
        form,
        "shared",
        lambda one: record_sharing(signed_in(), one.row.id, form.value(now_utc()), now_utc()),
        "What was shared is recorded",
        means=MEANS_WORDS,
    )
