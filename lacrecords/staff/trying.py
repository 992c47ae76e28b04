"""One try of a password on a page: written down, waited for, compared, answered."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from lacrecords.database import transaction
from lacrecords.staff import sign_in_steps
from lacrecords.staff.sign_in_steps import PasswordProved, SignInTry
from lacrecords.staff.throttle import network_of


def try_password(
    email: str, password: str, now: datetime
) -> tuple[SignInTry, PasswordProved | None]:
    """Try a password once; what is proved is None when it is wrong or must wait."""
    with transaction():
        attempt = sign_in_steps.open_try(email, network_of(request.remote_addr), now)
    if attempt.wait:
        return attempt, None
    # No lock is held while the hash is worked out: it takes a while on purpose.
    proved = sign_in_steps.prove_password(email, password, now)
    if proved is None:
        with transaction():
            sign_in_steps.record_wrong_password(email)
    return attempt, proved


def wait_words(wait: timedelta) -> str:
    """What to tell somebody who must wait."""
    seconds = _seconds(wait)
    words = f"{seconds} seconds" if seconds < 120 else f"{-(-seconds // 60)} minutes"
    return f"Too many wrong passwords. Try again in {words}"


def answer_refused(shown: ResponseReturnValue, attempt: SignInTry) -> Response:
    """The page of a refused try, with the time to wait for programs that can read it."""
    response = current_app.make_response(shown)
    if attempt.wait:
        response.status_code = 429
        response.headers["Retry-After"] = str(_seconds(attempt.wait))
    return response


def _seconds(wait: timedelta) -> int:
    return int(wait.total_seconds()) + 1
