"""The page on which an officer sends the reply to an enquirer who wrote."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

from lacrecords.agencies.services import NewContactPoint, add_contact_point
from lacrecords.database import db, now_utc
from lacrecords.enquiries.models import EnquiredChild
from lacrecords.enquiries.queries.steps import current_outcome
from lacrecords.rules.sentences import FIXED_SENTENCES
from lacrecords.terms import Channel, ContactPointKind, MatchAnswer, TellingKind
from tests.factories.enquiries import decide, sentences
from tests.factories.staff import MAKER
from tests.support.calls import Call, Council, council

ADDRESS = "p.snow@fernhill.example"


def _written_call(there: Council) -> Call:
    """A letter about a child not known, checked by the address of the directory and decided."""
    new = NewContactPoint(kind=ContactPointKind.EMAIL, value=ADDRESS, label="her own")
    long_ago = now_utc() - timedelta(days=400)
    agency = there.town.agency_id
    point = there.do(lambda: add_contact_point(MAKER, agency, new, "command:second", long_ago))
    call = there.take(channel=Channel.EMAIL)
    there.record_check(call, "confirmed", how=f"directory_email:{point}")
    there.do(lambda: _decide(there, call))
    return call


def _decide(there: Council, call: Call) -> None:
    child = db.session.get_one(EnquiredChild, call.child_ids[0])
    decide(there.town, child, MatchAnswer.NOT_KNOWN, now=now_utc() - timedelta(minutes=4))


def _say(there: Council, call: Call) -> None:
    """Record everything that may be said, on the page of the answer."""

    def allowed() -> tuple[int, dict[TellingKind, str]]:
        outcome = current_outcome(call.child_ids[0])
        assert outcome is not None
        return outcome.id, sentences(outcome)

    number, said = there.read(allowed)
    given = {f"words_{kind.value}": words for kind, words in said.items()}
    ticked = {"outcome": str(number), "said": [kind.value for kind in said]}
    there.browser(there.town.duty_officer).post(f"{call.first}/told", data=given | ticked)


def test_the_reply_is_sent_once_to_the_checked_address(database: str) -> None:
    with council(database) as there:
        call = _written_call(there)
        officer = there.browser(there.town.duty_officer)
        page = officer.get(call.path("reply")).text
        assert ADDRESS in page
        assert "Nothing is recorded yet about" in page
        refused = officer.post(call.path("reply"))
        assert refused.status_code == 422
        assert "Record first what the reply says" in refused.text
        _say(there, call)
        assert FIXED_SENTENCES[TellingKind.ADVICE] in unescape(officer.get(call.path("reply")).text)
        assert officer.post(call.path("reply")).status_code == 302
        assert "The check ended with it" in officer.get(call.path()).text
        assert "The reply has gone</button>" not in officer.get(call.path("reply")).text


def test_a_call_by_telephone_has_no_reply_to_send(database: str) -> None:
    with council(database) as there:
        call = there.take()
        officer = there.browser(there.town.duty_officer)
        assert officer.get(call.path("reply")).status_code == 404
        there.record_check(call, "confirmed")
        assert officer.get(call.path("reply")).status_code == 404
        assert "Send the reply" not in officer.get(call.path()).text
