"""The pages of advice: lists, one question, asking, and writing down what was spoken."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lacrecords.advice import queries, services, thread_views
from lacrecords.advice.blueprint import advice, concerned_or_404, procedure
from lacrecords.advice.concerned import Concerned
from lacrecords.advice.forms import AskForm, SpokenForm
from lacrecords.advice.recipients import advisers_offered
from lacrecords.advice.sending import take
from lacrecords.audit import services as audit
from lacrecords.clocks import local_date
from lacrecords.database import now_utc, transaction
from lacrecords.notifications.matters import MatterLink, matter_link
from lacrecords.rules.authorisation import Action
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page
from lacrecords.web.listing import Asked, ListKind

__all__ = ["advice", "thread_views"]
MINE = ListKind("advice", ())


@advice.get("")
@requires(Action.ADVICE_READ)
def index() -> ResponseReturnValue:
    """What this person asked, and the ways to ask and to answer."""
    number = min(max(request.args.get("page", 1, type=int), 1), 10_000)
    return page(
        "advice/index.html",
        asked=Asked(MINE, {}, number),
        paged=queries.my_questions(signed_in(), number),
        waiting=queries.count_to_answer(signed_in()),
        now=now_utc(),
    )


@advice.get("/to-answer")
@requires(Action.ADVICE_GIVE)
def to_answer() -> ResponseReturnValue:
    """What waits for this person's advice."""
    return page("advice/to_answer.html", found=queries.to_answer(signed_in()), now=now_utc())


@advice.get("/late")
@requires(Action.ADVICE_OVERSEE)
def late() -> ResponseReturnValue:
    """Advice that is late, whoever was asked."""
    now = now_utc()
    return page("advice/late.html", found=queries.late(now), now=now)


@advice.get("/about/<kind>/<reference>")
@requires(Action.ADVICE_READ)
def about(kind: str, reference: str) -> ResponseReturnValue:
    """Advice about a matter, for whoever may see the matter."""
    matter = concerned_or_404(kind, reference).matter
    with transaction():
        audit.record(signed_in(), "advice_about_read", "advice")
    found = queries.advice_about(matter)
    return page(
        "advice/about.html", found=found, link=matter_link(matter.kind, matter.reference), kind=kind
    )


@advice.route("/new", methods=["GET", "POST"], defaults={"kind": "", "reference": ""})
@advice.route("/new/about/<kind>/<reference>", methods=["GET", "POST"])
@requires(Action.ADVICE_ASK)
def ask(kind: str, reference: str) -> ResponseReturnValue:
    """Ask for advice without saying whom it is about, from a matter or on its own."""
    concerned = concerned_or_404(kind, reference) if kind else None
    now = now_utc()
    form = AskForm()
    form.offer(advisers_offered(signed_in(), procedure(), local_date(now)))

    def send() -> str:
        return services.ask(signed_in(), form.value(concerned), procedure(), now).reference

    sent, texts = take(form, concerned, send)
    if sent is not None:
        return _sent(sent, concerned, "Your question is sent. It does not say whom it is about")
    link = _link(concerned)
    return page(
        "advice/ask.html", form=form, texts=texts, link=link, kind=kind, figures=procedure()
    )


@advice.route("/spoken", methods=["GET", "POST"], defaults={"kind": "", "reference": ""})
@advice.route("/spoken/about/<kind>/<reference>", methods=["GET", "POST"])
@requires(Action.ADVICE_ASK)
def spoken(kind: str, reference: str) -> ResponseReturnValue:
    """Write down advice that was taken by telephone, from somebody without an account."""
    concerned = concerned_or_404(kind, reference) if kind else None
    form = SpokenForm()

    def send() -> str:
        return services.record_spoken(signed_in(), form.value(concerned), now_utc()).reference

    sent, texts = take(form, concerned, send)
    if sent is not None:
        return _sent(sent, concerned, "The advice is recorded")
    return page("advice/spoken.html", form=form, texts=texts, link=_link(concerned))


def _link(concerned: Concerned | None) -> MatterLink | None:
    return matter_link(concerned.matter.kind, concerned.matter.reference) if concerned else None


def _sent(reference: str, concerned: Concerned | None, said: str) -> ResponseReturnValue:
    """Back to the matter, or to the question."""
    link = _link(concerned)
    flash(said, "success")
    href = link.href if link else ""
    return redirect(href or url_for(".show", reference=reference), 303)
