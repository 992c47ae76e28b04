"""One step of a page: a form that is right, a service that takes it, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash

from lacrecords.database import transaction
from lacrecords.refusals import StepRefused
from lacrecords.web.forms import GovukForm


def is_done(form: GovukForm, step: Callable[[], object]) -> bool:
    """Take a step in a transaction of its own, where the form was sent; no: the form says why."""
    if not form.validate_on_submit():
        return False
    try:
        with transaction():
            step()
    except StepRefused as refused:
        form.refuse_step(refused)
        return False
    return True


def is_taken(form: GovukForm, step: Callable[[], object], said: str) -> bool:
    """Take a step and say what was done on the page that follows."""
    done = is_done(form, step)
    if done:
        flash(said, "success")
    return done
