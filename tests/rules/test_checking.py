"""Checking an enquirer: which checks count, how long, and what they open."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from lacrecords.rules.checking import (
    ContactFacts,
    agency_is_proved,
    is_directory_address,
    is_good_for_telling,
    may_open_candidates,
    may_withhold_name,
    permitted_methods,
    standing_of,
    why_not_confirmed_by,
)
from lacrecords.terms import (
    AgencyType,
    Channel,
    EnquirerKind,
    EnquirerStanding,
    Role,
    VerificationMethod,
    VerificationOutcome,
)

CHECKED_AT = datetime(2026, 11, 24, 10, tzinfo=UTC)
AN_HOUR_LATER = CHECKED_AT + timedelta(hours=1)
MANAGERS_WITH_MATCH_TASKS = {Role.TEAM_MANAGER, Role.DESIGNATED_MANAGER}
SOCIAL_WORKERS_ON_SHIFT = {Role.DUTY_SOCIAL_WORKER, Role.OUT_OF_HOURS_SOCIAL_WORKER}
YES_NO = (False, True)
EVERY_CONTACT = [
    ContactFacts(
        channel=channel,
        directory_has_telephone=telephone,
        written_from_directory_address=address,
        known_voice_allowed=voice,
    )
    for channel, telephone, address, voice in itertools.product(Channel, YES_NO, YES_NO, YES_NO)
]


def test_ringing_back_needs_a_number_in_the_directory_and_nothing_else() -> None:
    for contact in EVERY_CONTACT:
        may = VerificationMethod.RING_BACK in permitted_methods(contact)
        assert may is contact.directory_has_telephone


def test_a_check_by_email_needs_the_very_address_in_the_directory() -> None:
    for contact in EVERY_CONTACT:
        may = VerificationMethod.DIRECTORY_EMAIL in permitted_methods(contact)
        written = contact.channel is Channel.EMAIL
        assert may is (written and contact.written_from_directory_address)


def test_a_known_voice_counts_only_by_telephone_and_where_the_council_allows_it() -> None:
    for contact in EVERY_CONTACT:
        may = VerificationMethod.KNOWN_VOICE in permitted_methods(contact)
        by_telephone = contact.channel is Channel.TELEPHONE
        assert may is (by_telephone and contact.known_voice_allowed)


def test_a_document_counts_only_in_person() -> None:
    for contact in EVERY_CONTACT:
        may = VerificationMethod.IDENTITY_DOCUMENT in permitted_methods(contact)
        assert may is (contact.channel is Channel.IN_PERSON)


def test_that_nothing_could_be_checked_can_always_be_recorded_and_never_confirms() -> None:
    for contact in EVERY_CONTACT:
        assert VerificationMethod.NONE in permitted_methods(contact)
        assert why_not_confirmed_by(VerificationMethod.NONE, contact, second_fact="yes")


def test_a_method_confirms_just_where_it_is_permitted() -> None:
    for contact, method in itertools.product(EVERY_CONTACT, VerificationMethod):
        why_not = why_not_confirmed_by(method, contact, second_fact="her extension")
        permitted = method in permitted_methods(contact) - {VerificationMethod.NONE}
        assert (why_not is None) is permitted
        assert why_not is None or why_not.endswith(".")


def test_a_known_voice_needs_a_second_fact() -> None:
    contact = ContactFacts(
        channel=Channel.TELEPHONE,
        directory_has_telephone=False,
        written_from_directory_address=False,
        known_voice_allowed=True,
    )
    voice = VerificationMethod.KNOWN_VOICE
    assert why_not_confirmed_by(voice, contact, second_fact=" ") == (
        "Enter the second fact, beside the voice, that you checked."
    )
    assert why_not_confirmed_by(voice, contact, second_fact="her extension") is None


@pytest.mark.parametrize(
    ("sender", "ours"),
    [
        ("safeguarding@larkhill-school.example", True),
        (" Safeguarding@Larkhill-School.example ", True),
        ("somebody.else@larkhill-school.example", False),
        ("safeguarding@larkhill-school.example.net", False),
        ("@larkhill-school.example", False),
        ("", False),
    ],
)
def test_a_shared_domain_proves_no_role(sender: str, ours: bool) -> None:
    assert is_directory_address(sender, ["safeguarding@larkhill-school.example", " "]) is ours


def test_a_court_order_is_no_check() -> None:
    assert [method for method in VerificationMethod if "court" in method] == []


def good(
    *,
    method: VerificationMethod = VerificationMethod.RING_BACK,
    outcome: VerificationOutcome = VerificationOutcome.CONFIRMED,
    valid_until: datetime | None = AN_HOUR_LATER,
    now: datetime = CHECKED_AT,
    revoked: bool = False,
) -> bool:
    return is_good_for_telling(
        method=method,
        outcome=outcome,
        checked_at=CHECKED_AT,
        valid_until=valid_until,
        now=now,
        revoked=revoked,
    )


def test_a_confirmed_check_is_good_until_its_time_is_up() -> None:
    assert good()
    assert good(now=AN_HOUR_LATER - timedelta(seconds=1))
    assert good(now=AN_HOUR_LATER) is False
    assert good(now=CHECKED_AT - timedelta(seconds=1)) is False


def test_no_other_check_is_good_for_telling() -> None:
    assert good(outcome=VerificationOutcome.NOT_CONFIRMED) is False
    assert good(outcome=VerificationOutcome.COULD_NOT_BE_DONE) is False
    assert good(method=VerificationMethod.NONE) is False
    assert good(valid_until=None) is False
    assert good(revoked=True) is False


def test_without_a_confirmed_check_only_social_workers_on_shift_and_managers_open_candidates() -> (
    None
):
    outcomes = (None, VerificationOutcome.NOT_CONFIRMED, VerificationOutcome.COULD_NOT_BE_DONE)
    reasons = ("", "  ", "to protect a child")
    for outcome, emergency, role, reason in itertools.product(
        outcomes, (False, True), Role, reasons
    ):
        may = may_open_candidates(outcome=outcome, emergency=emergency, role=role, reason=reason)
        protects = role in SOCIAL_WORKERS_ON_SHIFT and (emergency or outcome is not None)
        works_a_task = role in MANAGERS_WITH_MATCH_TASKS and outcome is not None
        allowed = (protects or works_a_task) and reason == "to protect a child"
        assert may is allowed, (outcome, emergency, role, reason)


@pytest.mark.parametrize("role", Role)
def test_after_a_confirmed_check_the_check_stands_in_nobodys_way(role: Role) -> None:
    outcome = VerificationOutcome.CONFIRMED
    assert may_open_candidates(outcome=outcome, emergency=False, role=role, reason="")


def test_only_the_public_may_ask_without_a_name() -> None:
    assert [kind for kind in EnquirerKind if may_withhold_name(kind)] == [
        EnquirerKind.PUBLIC,
        EnquirerKind.CHILD,
    ]


@pytest.mark.parametrize(
    ("kind", "standing"),
    [
        (EnquirerKind.PARENT, EnquirerStanding.FAMILY),
        (EnquirerKind.PARENTAL_RESPONSIBILITY, EnquirerStanding.FAMILY),
        (EnquirerKind.RELATIVE, EnquirerStanding.FAMILY),
        (EnquirerKind.PUBLIC, EnquirerStanding.PUBLIC),
        (EnquirerKind.CHILD, EnquirerStanding.THE_CHILD),
    ],
)
def test_an_agency_makes_nobody_but_a_professional_legitimate(
    kind: EnquirerKind, standing: EnquirerStanding
) -> None:
    assert standing_of(kind, AgencyType.POLICE, set(AgencyType), True, True, True) is standing


@pytest.mark.parametrize("agency_type", [None, AgencyType.SCHOOL, AgencyType.HOUSING])
def test_a_professional_is_legitimate_by_agency_role_reason_and_proof_together(
    agency_type: AgencyType | None,
) -> None:
    for role_stated, reason_accepted, agency_proved in itertools.product(YES_NO, YES_NO, YES_NO):
        standing = standing_of(
            EnquirerKind.PROFESSIONAL,
            agency_type,
            {AgencyType.SCHOOL},
            role_stated,
            reason_accepted,
            agency_proved,
        )
        everything = role_stated and reason_accepted and agency_proved
        legitimate = everything and agency_type is AgencyType.SCHOOL
        expected = EnquirerStanding.LEGITIMATE if legitimate else EnquirerStanding.PUBLIC
        assert standing is expected


@pytest.mark.parametrize("method", list(VerificationMethod))
def test_no_check_whatever_proves_an_agency_that_is_not_in_the_directory(
    method: VerificationMethod,
) -> None:
    for seen in ("", "  ", "Photo pass of Fernhill"):
        assert agency_is_proved(method, agency_in_directory=False, second_fact=seen) is False


def test_an_agency_of_the_directory_is_proved_by_its_own_line_or_by_its_pass_written_down() -> None:
    own_line = {VerificationMethod.RING_BACK, VerificationMethod.DIRECTORY_EMAIL}
    by_eye_or_ear = {VerificationMethod.IDENTITY_DOCUMENT, VerificationMethod.KNOWN_VOICE}
    for method, seen in itertools.product(VerificationMethod, ("", "  ", "Photo pass")):
        proved = agency_is_proved(method, agency_in_directory=True, second_fact=seen)
        assert proved is (method in own_line or (method in by_eye_or_ear and bool(seen.strip())))


@pytest.mark.parametrize("blank", ["", "  "])
def test_a_document_confirms_nobody_until_it_is_written_down(blank: str) -> None:
    document = VerificationMethod.IDENTITY_DOCUMENT
    for contact in EVERY_CONTACT:
        if contact.channel is Channel.IN_PERSON:
            why = why_not_confirmed_by(document, contact, second_fact=blank)
            assert why == "Enter which document you saw, and whose it was."


def test_to_ring_back_needs_nothing_seen_or_heard() -> None:
    for contact in EVERY_CONTACT:
        if contact.directory_has_telephone:
            assert (
                why_not_confirmed_by(VerificationMethod.RING_BACK, contact, second_fact="") is None
            )
