"""The pages of other authorities: where each takes notices of children who move."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from lacrecords.agencies import authorities as directory
from lacrecords.agencies.authorities import AuthorityCard
from lacrecords.agencies.authority_forms import AUTHORITY_CONTACT_WORDS, AuthorityContactForm
from lacrecords.agencies.blueprint import agencies
from lacrecords.agencies.services import DirectoryError
from lacrecords.database import now_utc, transaction
from lacrecords.rules.authorisation import Action, may
from lacrecords.staff import queries as staff
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page

# Larger numbers than a row can have are no page, rather than an error of the database.
AUTHORITY = "/authorities/<int(max=2147483647):authority_id>"
CONTACT = f"{AUTHORITY}/contacts/<int(max=2147483647):contact_id>"


@agencies.get("/authorities")
@requires(Action.DIRECTORY_READ)
def authorities() -> ResponseReturnValue:
    """Every other authority, with how many contacts of it are in force."""
    cards = directory.every_authority()
    contacts = directory.contacts_by_authority(tuple(card.authority_id for card in cards))
    in_force = {number: sum(one.in_force for one in found) for number, found in contacts.items()}
    return page("agencies/authorities.html", cards=cards, in_force=in_force)


@agencies.get(AUTHORITY)
@requires(Action.DIRECTORY_READ)
def authority(authority_id: int) -> ResponseReturnValue:
    """One authority, with its contacts and who vouches for them."""
    card = _authority_or_404(authority_id)
    contacts = directory.contacts_of(authority_id)
    keys = {key for one in contacts for key in (one.added_by, one.confirmed_by) if key}
    return page(
        "agencies/authority.html",
        authority=card,
        contacts=contacts,
        names=staff.names_for(keys),
        kinds=AUTHORITY_CONTACT_WORDS,
        own_key=signed_in().key,
        may_change=may(signed_in().role, Action.DIRECTORY_CHANGE),
    )


@agencies.route(f"{AUTHORITY}/contacts/add", methods=["GET", "POST"])
@requires(Action.DIRECTORY_CHANGE)
def propose_contact(authority_id: int) -> ResponseReturnValue:
    """Propose a contact; nothing is sent to it until somebody else confirms it."""
    card, form = _authority_or_404(authority_id), AuthorityContactForm()
    if form.validate_on_submit():
        try:
            with transaction():
                directory.propose_authority_contact(
                    signed_in(), authority_id, form.new(), now_utc()
                )
        except DirectoryError as refused:
            form.refuse(refused.field or None, str(refused).rstrip("."))
        else:
            flash("The contact waits for somebody else to confirm it.", "success")
            return redirect(url_for("agencies.authority", authority_id=authority_id), 303)
    return page("agencies/propose_contact.html", form=form, authority=card)


@agencies.post(f"{CONTACT}/confirm")
@requires(Action.DIRECTORY_CHANGE)
def confirm_contact(authority_id: int, contact_id: int) -> ResponseReturnValue:
    """Confirm what somebody else proposed."""
    _contact_or_404(authority_id, contact_id)
    try:
        with transaction():
            directory.confirm_authority_contact(signed_in(), contact_id, now_utc())
    except DirectoryError as refused:
        flash(str(refused))
    else:
        flash("The contact is confirmed.", "success")
    return redirect(url_for("agencies.authority", authority_id=authority_id), 303)


@agencies.post(f"{CONTACT}/withdraw")
@requires(Action.DIRECTORY_CHANGE)
def withdraw_contact(authority_id: int, contact_id: int) -> ResponseReturnValue:
    """Withdraw a contact; nothing is offered to be sent to it any more."""
    _contact_or_404(authority_id, contact_id)
    with transaction():
        directory.withdraw_authority_contact(signed_in(), contact_id, now_utc())
    flash("The contact is withdrawn.", "success")
    return redirect(url_for("agencies.authority", authority_id=authority_id), 303)


def _authority_or_404(authority_id: int) -> AuthorityCard:
    return directory.authority(authority_id) or abort(404)


def _contact_or_404(authority_id: int, contact_id: int) -> None:
    if not directory.contact_is_of(contact_id, authority_id):
        abort(404)
