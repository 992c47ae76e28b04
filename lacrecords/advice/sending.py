"""One press of a form whose texts are searched: show what was found, take it out, or send."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import request

from lacrecords.advice.checked_text import CheckedText
from lacrecords.advice.concerned import Concerned
from lacrecords.advice.forms import CheckedForm
from lacrecords.advice.values import AdviceRefused
from lacrecords.database import transaction
from lacrecords.web.access import current_actor
from lacrecords.web.large_files import allow_long_texts

MOST_BYTES = 8 * 1024 * 1024
"""A pasted record of some hundred pages reaches the form, which gives it back."""


def expect_long_texts(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Before anything reads the form, its token first of all; only for somebody signed in."""
    if request.method == "POST" and current_actor() is not None:
        allow_long_texts(MOST_BYTES)


def take(
    form: CheckedForm, concerned: Concerned | None, send: Callable[[], str]
) -> tuple[str | None, tuple[CheckedText, ...]]:
    """The reference of what was sent; else nothing, with the texts to be shown beside the form.

    What was typed is kept nowhere but on the page that is given back.
    """
    if not form.is_submitted():
        return None, ()
    valid = form.validate()
    if not form.has_texts():
        return None, ()
    texts = form.checked(concerned)
    if request.form.get("step") == "take_out":
        form.take_out(texts)
        texts = form.checked(concerned)
    elif not all(text.weighed.may_go for text in texts):
        form.refuse_texts(texts)
    elif valid:
        try:
            with transaction():
                return send(), ()
        except AdviceRefused as refused:
            form.refuse_step(refused)
    form.offer_exceptions(texts)
    return None, texts
