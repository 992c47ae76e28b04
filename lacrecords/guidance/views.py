"""The pages of guidance: a day, the difference between two, one text, the agreements."""

from __future__ import annotations

from flask import abort, request
from flask.typing import ResponseReturnValue

from lacrecords.clocks import local_date
from lacrecords.database import now_utc
from lacrecords.guidance import pages, proposal_views, queries
from lacrecords.guidance.blueprint import guidance
from lacrecords.guidance.forms import DayForm, TwoDaysForm
from lacrecords.guidance.proposals import agreements
from lacrecords.rules.authorisation import Action
from lacrecords.web.access import requires
from lacrecords.web.forms import page

__all__ = ["guidance", "proposal_views"]


@guidance.get("")
@requires(Action.GUIDANCE_READ)
def index() -> ResponseReturnValue:
    """What applies today, or applied on the day that the address chooses."""
    today = local_date(now_utc())
    form = DayForm(request.args if request.args else None)
    day = form.day() if request.args and form.validate() else None
    sections = pages.day_page(day or today)
    return page("guidance/index.html", form=form, day=day or today, today=today, sections=sections)


@guidance.get("/differences")
@requires(Action.GUIDANCE_READ)
def differences() -> ResponseReturnValue:
    """What differs between two days."""
    form = TwoDaysForm(request.args if request.args else None)
    days = form.days() if request.args and form.validate() else None
    found = queries.differences_between(*days) if days else ()
    return page("guidance/differences.html", form=form, days=days, found=found)


@guidance.get("/agreements")
@requires(Action.GUIDANCE_READ)
def agreement_list() -> ResponseReturnValue:
    """The agreements with agencies, those due for review first."""
    return page("guidance/agreements.html", rows=agreements(local_date(now_utc())))


@guidance.get("/texts/<reference>")
@requires(Action.GUIDANCE_READ)
def text(reference: str) -> ResponseReturnValue:
    """One text, its versions and what changed between them."""
    today = local_date(now_utc())
    found = pages.text_page(reference, today)
    if found is None:
        abort(404)
    return page("guidance/text.html", found=found, today=today, from_words=pages.from_words)
