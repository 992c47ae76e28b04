"""The pages of signing in and out and of setting a password by invitation."""

from __future__ import annotations

from flask import current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lacrecords.audit import services as audit
from lacrecords.database import now_utc, transaction
from lacrecords.rules.authorisation import Action
from lacrecords.staff import services, sessions, sign_in_steps
from lacrecords.staff.blueprint import staff
from lacrecords.staff.forms import SetPasswordForm, SignInForm
from lacrecords.staff.home import desk_of
from lacrecords.staff.sign_in import COOKIE, DEMONSTRATION, hand_over, local_path, take_back
from lacrecords.staff.trying import answer_refused, try_password, wait_words
from lacrecords.staff.words import ROLE_WORDS
from lacrecords.web.access import current_actor, requires, signed_in
from lacrecords.web.forms import page

WRONG = "The email address or password is not right"


@staff.get("/")
@requires(Action.SIGNED_IN)
def home() -> ResponseReturnValue:
    """Go to the desk of one's role."""
    role = signed_in().role
    endpoints = current_app.view_functions
    return redirect(url_for(desk_of(role, endpoints) if role else "staff.account"))


@staff.route("/sign-in", methods=["GET", "POST"])
@requires(Action.ANYBODY)
def sign_in() -> ResponseReturnValue:
    """Ask for the password; with the right one, begin a session."""
    form = SignInForm()
    if request.method == "GET" and current_actor() is not None:
        return redirect(_onward())
    if not form.validate_on_submit():
        return _sign_in_page(form)
    now, email = now_utc(), str(form.email.data)
    attempt, proved = try_password(email, str(form.password.data), now)
    if proved is None:
        form.refuse(None, wait_words(attempt.wait) if attempt.wait else WRONG)
        return answer_refused(_sign_in_page(form), attempt)
    with transaction():
        replaced = request.cookies.get(COOKIE)
        token = sign_in_steps.begin_session(proved, attempt, now, replaced)
    return hand_over(redirect(_onward()), token)


def _onward() -> str:
    return local_path(request.args.get("next")) or url_for("staff.home")


def _sign_in_page(form: SignInForm) -> ResponseReturnValue:
    return page(
        "staff/sign_in.html",
        form=form,
        action=url_for("staff.sign_in", next=local_path(request.args.get("next"))),
        demonstration=current_app.extensions.get(DEMONSTRATION, ()),
        role_words=ROLE_WORDS,
    )


@staff.post("/sign-out")
@requires(Action.SIGNED_IN)
def sign_out() -> ResponseReturnValue:
    """End this session here and in the browser."""
    actor = signed_in()
    with transaction():
        sessions.end_by_token(request.cookies.get(COOKIE, ""), now_utc())
        audit.record(actor, "sign_out", "account", actor.account_id)
    return take_back(redirect(url_for("staff.sign_in")))


@staff.route("/set-password/<token>", methods=["GET", "POST"])
@requires(Action.ANYBODY)
def accept_invitation(token: str) -> ResponseReturnValue:
    """Set one's own password with a one-time invitation."""
    form = SetPasswordForm()
    try:
        email = services.invited_email(token, now_utc())
        if form.validate_on_submit():
            with transaction():
                services.set_password(token, str(form.password.data), now_utc())
            flash("Your password is set. Sign in with it.", "success")
            return redirect(url_for("staff.sign_in"))
    except services.InvitationVoid:
        html, _status = page("staff/invitation_void.html")
        return html, 404
    except services.PasswordRefused as refused:
        form.refuse("password", str(refused))
    return page("staff/set_password.html", form=form, email=email)
