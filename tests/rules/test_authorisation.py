"""Who may do what: the whole table, written down a second time so that no change goes unnoticed.

Columns: D duty officer, S duty social worker, O out-of-hours social worker, L lead social worker,
T team manager, M designated manager, B business support officer, C Caldicott Guardian,
R Director, A system administrator.
"""

from __future__ import annotations

import pytest

from lacrecords.rules.actions import Action
from lacrecords.rules.authorisation import MAY_DEPUTISE, PERMITTED, acting_role, actions_of, may
from lacrecords.terms import Role

TABLE = """
signed_in                 D S O L T M B C R A
enquiry_record            D S O . T M . . . .
enquiry_read              D S O L T M . C . .
enquiry_check             D S O . T M . . . .
enquiry_match             D S O . T M . . . .
enquiry_protect           . S O . T M . . . .
enquiry_tell              D S O . T M . . . .
more_asked_decide         . . . . T M . . . .
late_hit                  . . . . T M . . . .
child_search              . S O L T M B . . .
child_read                D S O L T M B . . .
child_change              . . . L T M B . . .
child_restrict            . . . . . M . . . .
child_restriction_manage  . . . . T M . . . .
child_emergency           . S O . T M . . . .
lists_as_they_stood       . . . . T M . . . .
duplicates                . . . . . M . . . .
link_propose              . . . L T M . . . .
link_decide               . . . . T M . . . .
register_import           . . . . . M . . . .
list_lookup               . . . . . M . . . .
check_request_record      D S O . T M . . . .
check_request_search      . . . . T M . . . .
check_request_decide      . . . . . M . . . .
consent_read              . S O L T M . . . .
consent_record            . S O L T M . . . .
inbox                     D S O L T M . C R .
task                      D S O L T M . . . .
consideration             . . . . . M . . . .
movement_read             . S O L T M . . . .
movement_record           . . . L T M . . . .
movement_change           . . . . T M . . . .
enquiry_consider          . . . . . M . . . .
incident                  . . . . . M . . . .
incident_read             . . . . . M . C R .
directory_read            D S O L T M . . . A
directory_change          . . . . . M . . . A
staff_read                . . . . T M . . . A
staff_change              . . . . . . . . . A
absence_record            . . . . T M . . . .
oversight                 . . . . . M . . R .
powers_hand_over          . . . . . M . . R .
risk_read                 . S O L T M . C . .
risk_record               . . . . . M . . . .
risk_hit                  . . . . T M . . . .
risk_removal              . . . . . M . C . .
scheme_read               D S O L T M . C . .
scheme_record             D S O L T M . . . .
scheme_link               . S O L T M . . . .
scheme_manage             . . . . T M . . . .
risk_disposal             . . . . . M . C . .
currency_read             . . . L T M B . . .
currency_accept           . . . . T M . . . .
export_ask                . . . . T M . . . .
export_read               . . . . T M . C . .
export_decide             . . . . . M . C . .
sharing_work              . S O L T M . . . .
sharing_read              . S O L T M . C . .
sharing_report            . . . . . M . C R .
sharing_peer_review       . . . . T M . C . .
correction_read           D S O L T M . C . .
correction_tell           D S O L T M . . . .
correction_not_tell       . . . . T M . . . .
subject_access_record     D S O L T M . C . .
subject_access_work       . . . . . M . C . .
subject_access_release    . . . . . M . C . .
subject_access_harm       . . . L . M . . . .
subject_access_closed     . . . . T M . . . .
statement_write           . . . . . M . . . .
statement_read            . . . . . M . . R .
statement_acknowledge     . . . . . . . . R .
guidance_read             D S O L T M . C R .
guidance_propose          . . . . T M . C . .
guidance_decide           . . . . . M . C . .
advice_ask                D S O L T M . C . .
advice_give               . S . L T M . C . .
advice_read               D S O L T M . C . .
advice_oversee            . . . . . M . . . .
"""
LETTERS = dict(
    zip(
        "DSOLTMBCRA",
        (
            Role.DUTY_OFFICER,
            Role.DUTY_SOCIAL_WORKER,
            Role.OUT_OF_HOURS_SOCIAL_WORKER,
            Role.LEAD_SOCIAL_WORKER,
            Role.TEAM_MANAGER,
            Role.DESIGNATED_MANAGER,
            Role.BUSINESS_SUPPORT_OFFICER,
            Role.CALDICOTT_GUARDIAN,
            Role.DIRECTOR,
            Role.SYSTEM_ADMINISTRATOR,
        ),
        strict=True,
    )
)
ROWS = {line.split()[0]: line.split()[1:] for line in TABLE.strip().splitlines()}


def test_every_role_and_every_action_stands_in_the_table() -> None:
    assert set(LETTERS.values()) == set(Role)
    assert {action.name.lower() for action in PERMITTED} == set(ROWS)
    assert {Action.ANYBODY} == set(Action) - set(PERMITTED)


@pytest.mark.parametrize("action", PERMITTED, ids=lambda action: action.name.lower())
def test_each_role_may_do_what_stands_here_and_nothing_else(action: Action) -> None:
    row = ROWS[action.name.lower()]
    for place, (letter, role) in enumerate(LETTERS.items()):
        assert may(role, action) is (row[place] == letter), role
    assert not may(None, action)


def test_anybody_is_whoever_has_not_signed_in_as_well() -> None:
    assert may(None, Action.ANYBODY)
    assert all(may(role, Action.ANYBODY) for role in Role)


@pytest.mark.parametrize("role", Role)
def test_what_a_role_may_do_is_listed_in_the_order_of_the_table(role: Role) -> None:
    allowed = [action for action in Action if may(role, action)]
    assert list(actions_of(role)) == allowed
    assert isinstance(actions_of(role), tuple)


@pytest.mark.parametrize("role", Role)
def test_only_registered_social_workers_of_the_day_act_for_the_manager(role: Role) -> None:
    deputies = {Role.TEAM_MANAGER, Role.LEAD_SOCIAL_WORKER, Role.DUTY_SOCIAL_WORKER}
    assert deputies == MAY_DEPUTISE
    manager = Role.DESIGNATED_MANAGER
    assert acting_role(role, manager) is (manager if role in deputies else role)
    assert acting_role(role, None) is role
