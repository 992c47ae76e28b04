"""A child's page shows the enquiries about the child and who saw it as a candidate (A8, B5)."""

from __future__ import annotations

from datetime import timedelta

from lacrecords.children.queries import candidate_cards
from lacrecords.clocks import local_date
from lacrecords.database import now_utc
from lacrecords.terms import MatchAnswer, Role, VerificationOutcome
from tests.factories.enquiries import ask, check, children_of, decide
from tests.factories.staff import make_account
from tests.factories.standings import open_with_lead
from tests.support.calls import Council, council

TITLE = "Enquiries about this child"


def decided(there: Council, **changes: object) -> tuple[str, str]:
    """A confirmed call that was decided to be about the child; the enquiry's and child's paths."""
    now, town = now_utc() - timedelta(minutes=20), there.town

    def work() -> tuple[str, str]:
        child_id = open_with_lead(town)
        assert child_id is not None
        enquiry = ask(town, now=now, **changes)
        check(town, enquiry, now=now)
        decide(town, children_of(enquiry)[0], MatchAnswer.SAME, child_id=child_id, now=now)
        card = candidate_cards([child_id], None, local_date(now))[child_id]
        return f"/enquiries/{enquiry.reference}", f"/children/{card.reference}"

    return there.do(work)


def test_the_record_lists_the_enquiry_and_who_was_shown_it(database: str) -> None:
    with council(database) as there:
        enquiry, child = decided(there)
        for actor in (there.town.lead, there.town.duty_officer, there.town.team_manager):
            text = there.browser(actor).get(child).text
            assert TITLE in text
            assert "Philippa Snow, Health visitor" in text
            assert f'href="{enquiry}"' in text
            assert "Was shown it as a candidate" in text


def test_a_worker_who_was_not_told_reads_of_it_and_cannot_open_it(database: str) -> None:
    with council(database) as there:
        enquiry, child = decided(there)
        text = there.browser(there.town.other_lead).get(child).text
        assert "Philippa Snow" in text
        assert f'href="{enquiry}"' not in text


def test_business_support_reads_of_no_enquiry(database: str) -> None:
    with council(database) as there:
        enquiry, child = decided(there)
        officer = there.do(
            lambda: make_account(Role.BUSINESS_SUPPORT_OFFICER, email="support@ashdown.example")
        )
        text = there.browser(officer).get(child).text
        assert "Philippa Snow" not in text
        assert enquiry not in text
        assert there.browser(officer).get(enquiry).status_code == 403


def test_an_enquiry_about_our_worker_is_not_shown_to_workers(database: str) -> None:
    with council(database) as there:
        _, child = decided(there, about_our_worker=True)
        assert "Philippa Snow" not in there.browser(there.town.lead).get(child).text
        assert "Philippa Snow" in there.browser(there.town.team_manager).get(child).text


def test_the_desk_reads_nothing_there_of_an_unconfirmed_call(database: str) -> None:
    with council(database) as there:
        town, now = there.town, now_utc() - timedelta(minutes=20)

        def work() -> str:
            child_id = open_with_lead(town)
            assert child_id is not None
            enquiry = ask(town, now=now)
            check(town, enquiry, VerificationOutcome.NOT_CONFIRMED, now=now)
            return candidate_cards([child_id], None, local_date(now))[child_id].reference

        child = f"/children/{there.do(work)}"
        assert "Philippa Snow" not in there.browser(town.duty_officer).get(child).text
        assert "Philippa Snow" in there.browser(town.lead).get(child).text
