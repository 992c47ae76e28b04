"""A link taken away leaves nothing behind but its trail, whatever the records said."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from lacrecords.children import services
from lacrecords.children.changes import ChangeRefused
from lacrecords.children.comparison import compare_records
from lacrecords.children.descriptions import current_address_forms, describe_many
from lacrecords.children.facts import latest
from lacrecords.children.links import undo_link
from lacrecords.children.models import (
    ChildCase,
    ChildProtectionPlan,
    LeadSocialWorkerAssignment,
)
from lacrecords.children.page import child_page
from lacrecords.children.queries import (
    candidate_cards,
    children_led_by,
    hidden_ids,
    names_of,
    sibling_ids,
)
from lacrecords.children.record import When
from lacrecords.children.searches import SearchFor, results_of, save_search
from lacrecords.children.standing import standings_of
from lacrecords.children.taking_back import fact_tables
from lacrecords.database import db, now_utc, transaction
from lacrecords.history import FactChangedMeanwhile
from lacrecords.matching.address_search import same_address_ids
from lacrecords.matching.forms import AddressForm
from lacrecords.matching.models import MatchForm, MatchKey
from lacrecords.rules.authorisation import Actor
from lacrecords.staff.queries import council_day
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import (
    AddressType,
    IdentifierScheme,
    NameType,
    PlanCategory,
    RestrictionKind,
    Role,
)
from tests.factories.children import born, make_child, restrict
from tests.factories.links import link
from tests.factories.staff import make_account

pytestmark = pytest.mark.usefixtures("in_app")
FORENAMES, SURNAMES = ("Odalys", "Leofric", "Saskia"), ("Quennell", "Pomfret", "Ormerod")
STREETS = ("14 Tansy Walk", "3 Sorrel Row", "Flat 2, 9 Teasel Court")
DAYS = st.integers(0, 900).map(lambda days: date(2023, 1, 2) + timedelta(days=days))
Change = Callable[[Actor, int], object]


def _name(kind: NameType, forename: str, surname: str, day: date) -> Change:
    value = services.RecordName(
        name_type=kind, forename=forename, surname=surname, from_on=day, reason="Said"
    )
    return lambda actor, child: services.record_name(actor, child, value, now_utc())


def _birth(day: date) -> Change:
    value = services.RecordBirth(birth=born(day), reason="Seen")
    return lambda actor, child: services.record_birth(actor, child, value, now_utc())


def _number(number: str) -> Change:
    value = services.RecordIdentifier(scheme=IdentifierScheme.UPN, value=number, reason="School")
    return lambda actor, child: services.record_identifier(actor, child, value, now_utc())


def _address(street: str, day: date, confidential: bool) -> Change:
    value = services.RecordAddress(
        address_type=AddressType.TEMPORARY,
        line1=street,
        town="Ashdown",
        postcode="ZZ9 4QX",
        from_on=day,
        confidential=confidential,
        reason="Told",
    )
    return lambda actor, child: services.record_address(actor, child, value, now_utc())


def _shown(model: Any, child: int) -> int | None:
    newest = latest(model, child)
    return newest.id if newest else None


def _open_case(day: date) -> Change:
    return lambda actor, child: services.open_case(
        actor,
        child,
        services.OpenCase(opened_on=day, reason="Referred", shown_id=_shown(ChildCase, child)),
        now_utc(),
    )


def _close_case(day: date) -> Change:
    return lambda actor, child: services.close_case(
        actor,
        child,
        services.CloseCase(
            closure_reason="RC7", closed_on=day, reason="Done", shown_id=_shown(ChildCase, child)
        ),
        now_utc(),
    )


def _start_plan(day: date) -> Change:
    return lambda actor, child: services.start_plan(
        actor,
        child,
        services.StartPlan(
            started_on=day,
            category=PlanCategory.NEGLECT,
            reason="Conference",
            shown_id=_shown(ChildProtectionPlan, child),
        ),
        now_utc(),
    )


def _lead(day: date) -> Change:
    return lambda actor, child: services.assign_lead_social_worker(
        actor,
        child,
        services.AssignLead(
            account_id=actor.account_id or 0,
            from_on=day,
            reason="Allocated",
            shown_id=_shown(LeadSocialWorkerAssignment, child),
        ),
        now_utc(),
    )


def _sibling(word: str) -> Change:
    def relate(actor: Actor, child: int) -> object:
        value = services.RecordRelationship(other_child_id=make_child(), relationship=word)
        return services.record_relationship(actor, child, value, now_utc())

    return relate


def _restrict(_day: date) -> Change:
    kind = RestrictionKind.RESTRICTED.value
    return lambda actor, child: restrict(child, PEOPLE[0], *PEOPLE[1:], kind=kind)


PEOPLE: list[SignedInActor] = []
CHANGES = st.one_of(
    st.builds(_name, st.sampled_from(NameType), *map(st.sampled_from, (FORENAMES, SURNAMES)), DAYS),
    st.builds(_birth, DAYS),
    st.builds(_number, st.sampled_from(("A801200001001", "T801200001002", "K801200001003"))),
    st.builds(_address, st.sampled_from(STREETS), DAYS, st.booleans()),
    st.builds(_open_case, DAYS),
    st.builds(_close_case, DAYS),
    st.builds(_start_plan, DAYS),
    st.builds(_lead, DAYS),
    st.builds(_sibling, st.sampled_from(("brother", "cousin"))),
    st.builds(_restrict, DAYS),
)


@given(
    story=st.lists(st.tuples(st.booleans(), CHANGES), max_size=12),
    names=st.tuples(st.sampled_from(FORENAMES), st.sampled_from(SURNAMES)),
    linked_holds=st.booleans(),
)
@settings(
    max_examples=10,
    deadline=None,
    # One story takes a second: what failed is said as it was found.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_what_was_linked_and_taken_apart_answers_every_question_as_before(
    in_app: Flask, story: list[tuple[bool, Change]], names: tuple[str, str], linked_holds: bool
) -> None:
    with transaction():
        by, of = _somebody(Role.DESIGNATED_MANAGER), _somebody(Role.TEAM_MANAGER)
        reader = _somebody(Role.LEAD_SOCIAL_WORKER)
        PEOPLE[:] = [by, of]
        both = (make_child(*names), make_child(*names))
        for on_first, change in story:
            _try(change, by, both[0 if on_first else 1])
        wanted = [save_search(who, one, now_utc()) for who in (by, reader) for one in _searches()]
    questions = _Questions(both, (by, of, reader), tuple(wanted))
    before = questions.answers()
    with transaction():
        lines = compare_records(by, *both, now_utc()).to_decide
        holds = tuple(line.kind for line in lines) if linked_holds else ()
        number = link(by, of, *both, *holds)
    _is_one_child(both, before)
    with transaction():
        undo_link(of, number, "Two children after all", now_utc())
    assert questions.answers() == before


def _somebody(role: Role) -> SignedInActor:
    return make_account(role, password=None)


def _try(change: Change, actor: Actor, child: int) -> None:
    with suppress(ChangeRefused, FactChangedMeanwhile), db.session.begin_nested():
        change(actor, child)


def _searches() -> tuple[SearchFor, ...]:
    return (
        SearchFor(purpose="A call", forename=FORENAMES[0], surname=SURNAMES[1]),
        SearchFor(purpose="A call", forename=FORENAMES[2], surname=SURNAMES[0]),
        SearchFor(purpose="A call", address=STREETS[1], postcode="ZZ9 4QX"),
        SearchFor(purpose="A call", identifier="T801200001002"),
    )


class _Questions:
    """Everything that can be asked of two records, by several readers."""

    def __init__(
        self, both: tuple[int, int], actors: tuple[SignedInActor, ...], searches: tuple[str, ...]
    ) -> None:
        self.both, self.actors, self.searches = both, actors, searches
        self.today = council_day(now_utc())

    def answers(self) -> dict[str, Any]:
        """The answers, by question."""
        return {
            "facts": _every_fact(self.both),
            "index": _index(self.both),
            "standings": standings_of(self.both, self.today),
            "described": describe_many(self.both),
            "homes": [current_address_forms(one, self.today) for one in self.both],
            "siblings": [sibling_ids(one, self.today) for one in self.both],
            "at the address": [self._at(street) for street in STREETS],
            "readers": [self._for(actor) for actor in self.actors],
            "found": [
                results_of(actor, reference, self.today)
                for actor in self.actors
                for reference in self.searches
            ],
        }

    def _at(self, street: str) -> object:
        there = AddressForm(line1=street, town="Ashdown", postcode="ZZ9 4QX")
        return same_address_ids(db.session(), (there,), self.today)

    def _for(self, actor: SignedInActor) -> object:
        account_id = actor.account_id
        pages = [
            # What was looked at stands in the trail, which alone is not taken back.
            replace(child_page(actor, one, When(now_utc(), self.today)), visits=())
            for one in self.both
        ]
        return (
            pages,
            candidate_cards(self.both, account_id, self.today),
            names_of(self.both, account_id, self.today),
            hidden_ids(self.both, account_id, self.today),
            children_led_by((account_id,), self.today),
        )


def _every_fact(both: tuple[int, int]) -> list[object]:
    return [
        tuple(row)
        for table in fact_tables()
        for row in db.session.execute(
            select(table).where(table.c.child_id.in_(both)).order_by(table.c.id)
        )
    ]


def _index(both: tuple[int, int]) -> list[object]:
    return [
        tuple(row)
        for model in (MatchForm, MatchKey)
        for row in db.session.execute(
            select(model.__table__)
            .where(model.subject_id.in_(both), model.subject_kind == 0)
            .order_by(*model.__table__.primary_key)
        )
    ]


def _is_one_child(both: tuple[int, int], before: dict[str, Any]) -> None:
    """Linked, either record answers for the child, and nothing that protects is lost."""
    today = council_day(now_utc())
    apart, together = before["standings"], standings_of(both, today)
    for one in together.values():
        for what in ("case_open", "on_plan", "case_recorded"):
            assert getattr(one, what) == any(getattr(each, what) for each in apart.values())
        leads = {each.lead.account_id for each in apart.values() if each.lead}
        now = {one.lead.account_id} if one.lead else set()
        assert now | {lead.worker.account_id for lead in one.also_leading} == leads
        assert (one.restriction is None) == all(each.restriction is None for each in apart.values())
    kept = together[both[0]].child_id
    assert candidate_cards((kept,), None, today).keys() in ({kept}, set())
