"""What each member of staff may do: one table, default no.

This answers "may this member of staff ...". Whether an enquirer may be told
something is another question and another table (`enquiry_outcome`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from lacrecords.rules.actions import Action
from lacrecords.terms import Role

__all__ = [
    "MAY_DEPUTISE",
    "PERMITTED",
    "Action",
    "Actor",
    "acting_role",
    "actions_of",
    "may",
]


class Actor(Protocol):
    """Whoever acts: a signed-in member of staff, a command or a job."""

    @property
    def key(self) -> str:
        """Stands in the trail: account:12, command:alice, job:worker."""
        ...

    @property
    def account_id(self) -> int | None:
        """The account, where a person is signed in."""
        ...

    @property
    def name(self) -> str:
        """The name that colleagues know."""
        ...

    @property
    def role(self) -> Role | None:
        """The role in which they act: their own, or one whose powers are handed over to them."""
        ...

    @property
    def own_role(self) -> Role | None:
        """The one role of the account; a command has none."""
        ...

    @property
    def team_ids(self) -> tuple[int, ...]:
        """The teams the person is in today."""
        ...


_DUTY = frozenset({Role.DUTY_OFFICER, Role.DUTY_SOCIAL_WORKER, Role.OUT_OF_HOURS_SOCIAL_WORKER})
_MANAGERS = frozenset({Role.TEAM_MANAGER, Role.DESIGNATED_MANAGER})
_CASEWORK = _DUTY | _MANAGERS | {Role.LEAD_SOCIAL_WORKER}
_SOCIAL_WORKERS = _CASEWORK - {Role.DUTY_OFFICER}
_EVERYONE = frozenset(Role)
# Those who keep the register. Business support writes down what a social worker decided; it
# takes no call, gets no task or notification, and reads no enquiry, restricted record or
# confidential address.
_KEEPERS = _MANAGERS | {Role.LEAD_SOCIAL_WORKER, Role.BUSINESS_SUPPORT_OFFICER}

PERMITTED: dict[Action, frozenset[Role]] = {
    # Everybody who has signed in: the home page, signing out, one's own sessions.
    Action.SIGNED_IN: _EVERYONE,
    # Taking a call: write down who asks and about whom, check them, tell, record the telling.
    Action.ENQUIRY_RECORD: _DUTY | _MANAGERS,
    Action.ENQUIRY_CHECK: _DUTY | _MANAGERS,
    Action.ENQUIRY_MATCH: _DUTY | _MANAGERS,
    Action.ENQUIRY_TELL: _DUTY | _MANAGERS,
    # Reading an enquiry: those who take them, those they concern, those who answer for them.
    Action.ENQUIRY_READ: _CASEWORK | {Role.CALDICOTT_GUARDIAN},
    # Opening candidates although the check failed: social workers on duty to protect a child,
    # managers to work a match task. `rules.checking` says when.
    Action.ENQUIRY_PROTECT: _MANAGERS | {Role.DUTY_SOCIAL_WORKER, Role.OUT_OF_HOURS_SOCIAL_WORKER},
    # More than the fixed answer is asked: a manager on shift decides.
    Action.MORE_ASKED_DECIDE: _MANAGERS,
    # A record that came in after an enquiry may be the child asked about: the designated
    # manager decides, or the owner of a restricted record, who is a manager.
    Action.LATE_HIT: _MANAGERS,
    # The register.
    # A duty officer looks for a child only inside an enquiry, after its check.
    Action.CHILD_SEARCH: (_CASEWORK - {Role.DUTY_OFFICER}) | _KEEPERS,
    Action.CHILD_READ: _CASEWORK | _KEEPERS,
    Action.CHILD_CHANGE: _KEEPERS,
    # Closing a record to all but its owner and those listed.
    Action.CHILD_RESTRICT: frozenset({Role.DESIGNATED_MANAGER}),
    # Answering for a restricted record: its owner is a manager. Lifting a declared connection.
    Action.CHILD_RESTRICTION_MANAGE: _MANAGERS,
    # Opening a restricted record for a short while to protect a child now.
    Action.CHILD_EMERGENCY: _MANAGERS | {Role.DUTY_SOCIAL_WORKER, Role.OUT_OF_HOURS_SOCIAL_WORKER},
    # Which children were on a list at a moment of the past, and who joined or left it since.
    Action.LISTS_AS_THEY_STOOD: _MANAGERS,
    # The list of records that may be of one child.
    Action.DUPLICATES: frozenset({Role.DESIGNATED_MANAGER}),
    # Proposing that two records are of one child, or saying that they are not.
    Action.LINK_PROPOSE: _MANAGERS | {Role.LEAD_SOCIAL_WORKER},
    # Deciding what another proposed, and undoing a link.
    Action.LINK_DECIDE: _MANAGERS,
    # Loading files into the register, undoing a load, settling what a file and a person differ on.
    Action.REGISTER_IMPORT: frozenset({Role.DESIGNATED_MANAGER}),
    # Looking up a whole list of children: what comes of it names many, and is for one reader.
    Action.LIST_LOOKUP: frozenset({Role.DESIGNATED_MANAGER}),
    # Suitability checks: writing a request down, checking who asks, consent, sending the answer.
    Action.CHECK_REQUEST_RECORD: _DUTY | _MANAGERS,
    # Searching the register for the person, reading what came up, deciding whether it is them.
    Action.CHECK_REQUEST_SEARCH: _MANAGERS,
    # The result of a suitability check.
    Action.CHECK_REQUEST_DECIDE: frozenset({Role.DESIGNATED_MANAGER}),
    # Consent to share and a child's understanding: social workers who may open the record. A duty
    # officer comes to a child only inside an enquiry; business support reads no such words.
    Action.CONSENT_READ: _SOCIAL_WORKERS,
    Action.CONSENT_RECORD: _SOCIAL_WORKERS,
    # One's own notifications and tasks.
    Action.INBOX: _EVERYONE - {Role.SYSTEM_ADMINISTRATOR, Role.BUSINESS_SUPPORT_OFFICER},
    Action.TASK: _CASEWORK,
    # The designated manager's own duties.
    Action.CONSIDERATION: frozenset({Role.DESIGNATED_MANAGER}),
    # Children who move into or out of the area, and families nobody can find: social workers on
    # duty must know of them at night. Which child's, the record says.
    Action.MOVEMENT_READ: (_CASEWORK - {Role.DUTY_OFFICER}),
    # Recording that a child moves: a lead social worker of their own child only.
    Action.MOVEMENT_RECORD: _MANAGERS | {Role.LEAD_SOCIAL_WORKER},
    # The list, notices and steps, which child it is, alerts and standing down: the designated
    # manager, and team managers who stand in.
    Action.MOVEMENT_CHANGE: _MANAGERS,
    # Reading and closing every enquiry, one by one or line by line.
    Action.ENQUIRY_CONSIDER: frozenset({Role.DESIGNATED_MANAGER}),
    # Something was told that should not have been: working through it, and reading of it.
    Action.INCIDENT: frozenset({Role.DESIGNATED_MANAGER}),
    Action.INCIDENT_READ: frozenset(
        {Role.DESIGNATED_MANAGER, Role.CALDICOTT_GUARDIAN, Role.DIRECTOR}
    ),
    Action.OVERSIGHT: frozenset({Role.DESIGNATED_MANAGER, Role.DIRECTOR}),
    # Naming a deputy for a time: the designated manager, or the Director where they cannot.
    Action.POWERS_HAND_OVER: frozenset({Role.DESIGNATED_MANAGER, Role.DIRECTOR}),
    # People who may pose a risk: coming to the door. `rules.risk` says who sees which
    # notification, strictly fewer than see children; others may ask, with a purpose.
    Action.RISK_READ: (_CASEWORK - {Role.DUTY_OFFICER}) | {Role.CALDICOTT_GUARDIAN},
    # Writing one down, checking its source, reviewing it, letting somebody in.
    Action.RISK_RECORD: frozenset({Role.DESIGNATED_MANAGER}),
    # Deciding whether such a person meets a child: of a restricted record its owner, a manager.
    Action.RISK_HIT: _MANAGERS,
    # Deciding, as the second person, that one is taken off.
    Action.RISK_REMOVAL: frozenset({Role.DESIGNATED_MANAGER, Role.CALDICOTT_GUARDIAN}),
    # Questions about a person under the disclosure schemes: coming to the door. A lead social
    # worker sees those on their own children and those they wrote down; of a worker of ours
    # only managers, the Caldicott Guardian and whoever wrote it down see any.
    Action.SCHEME_READ: _CASEWORK | {Role.CALDICOTT_GUARDIAN},
    # Writing one down, referring it to the police, what they answered, a disclosure attended.
    Action.SCHEME_RECORD: _CASEWORK,
    # Saying which record a child of it has, and seeing that. Nobody checks who asks, so a duty
    # officer learns from it no more than before the check of an enquiry: nothing.
    Action.SCHEME_LINK: _CASEWORK - {Role.DUTY_OFFICER},
    # Ending one, telling the designated officer for allegations, the list as a file.
    Action.SCHEME_MANAGE: _MANAGERS,
    # Holding one, and destroying what was taken off long ago: one asks, another decides.
    Action.RISK_DISPOSAL: frozenset({Role.DESIGNATED_MANAGER, Role.CALDICOTT_GUARDIAN}),
    # What is stale, missing or wrong in the records: each keeper reads what they can mend.
    Action.CURRENCY_READ: _KEEPERS,
    # Letting a finding stand for a while, with a reason.
    Action.CURRENCY_ACCEPT: _MANAGERS,
    # A list that names children leaves the program when one asks and another agrees.
    Action.EXPORT_ASK: _MANAGERS,
    Action.EXPORT_READ: _MANAGERS | {Role.CALDICOTT_GUARDIAN},
    Action.EXPORT_DECIDE: frozenset({Role.DESIGNATED_MANAGER, Role.CALDICOTT_GUARDIAN}),
    # Deciding whether to share: social workers and managers answer the questions and decide; each
    # for the children whom they lead or the requests that they began, managers for all.
    Action.SHARING_WORK: (_CASEWORK - {Role.DUTY_OFFICER}),
    # Reading what was decided and shared: the Caldicott Guardian as well.
    Action.SHARING_READ: (_CASEWORK - {Role.DUTY_OFFICER}) | {Role.CALDICOTT_GUARDIAN},
    # The year's report on sharing: numbers only, nobody's name; small ones hidden to the Director.
    Action.SHARING_REPORT: frozenset(
        {Role.DESIGNATED_MANAGER, Role.CALDICOTT_GUARDIAN, Role.DIRECTOR}
    ),
    # Reviewing a decision that was drawn: managers, and never one in which they had a part. Where
    # every manager had one, the Caldicott Guardian, who reads all reviews anyway.
    Action.SHARING_PEER_REVIEW: _MANAGERS | {Role.CALDICOTT_GUARDIAN},
    # Corrections and who had the old version: whoever told them, or leads the child, tells them;
    # which ones, `corrections.access` says. A duty officer tells the enquirers whom they told.
    Action.CORRECTION_READ: _CASEWORK | {Role.CALDICOTT_GUARDIAN},
    Action.CORRECTION_TELL: _CASEWORK,
    # That somebody who had the old version is not told, a manager decides.
    Action.CORRECTION_NOT_TELL: _MANAGERS,
    # People's request for their own information: writing down that one came in, in any way. Those
    # who only do that read no more of it than they wrote.
    Action.SUBJECT_ACCESS_RECORD: _CASEWORK | {Role.CALDICOTT_GUARDIAN},
    # Checking who asks, finding the person, assembling and redacting: the whole of what is held
    # about one person is read here, by two roles and nobody else.
    Action.SUBJECT_ACCESS_WORK: frozenset({Role.DESIGNATED_MANAGER, Role.CALDICOTT_GUARDIAN}),
    # Reading as the second person and releasing; the database wants two people.
    Action.SUBJECT_ACCESS_RELEASE: frozenset({Role.DESIGNATED_MANAGER, Role.CALDICOTT_GUARDIAN}),
    # Saying whether a release would be likely to cause serious harm: a social work professional,
    # the child's own lead social worker or the designated manager; the request says whose.
    Action.SUBJECT_ACCESS_HARM: frozenset({Role.DESIGNATED_MANAGER, Role.LEAD_SOCIAL_WORKER}),
    # Saying whether a closed record is the person's: its owner, who is a manager.
    Action.SUBJECT_ACCESS_CLOSED: _MANAGERS,
    # The statement to the Director: its figures as they are, a draft, the signature.
    Action.STATEMENT_WRITE: frozenset({Role.DESIGNATED_MANAGER}),
    # Statements that were issued; small numbers in them are hidden.
    Action.STATEMENT_READ: frozenset({Role.DESIGNATED_MANAGER, Role.DIRECTOR}),
    # Saying that a statement was read: the Director alone, to whom it is made.
    Action.STATEMENT_ACKNOWLEDGE: frozenset({Role.DIRECTOR}),
    # Guidance on sharing information: everybody who may have to decide, and those who answer
    # for them. It names no child.
    Action.GUIDANCE_READ: _CASEWORK | {Role.CALDICOTT_GUARDIAN, Role.DIRECTOR},
    # Proposing what the council's own guidance says from a day, and reading what is proposed.
    Action.GUIDANCE_PROPOSE: _MANAGERS | {Role.CALDICOTT_GUARDIAN},
    # Agreeing to it as the second person: never whoever proposed it, nor who keeps the accounts.
    Action.GUIDANCE_DECIDE: frozenset({Role.DESIGNATED_MANAGER, Role.CALDICOTT_GUARDIAN}),
    # Advice on sharing, asked without saying whom it is about: everybody who decides on sharing.
    Action.ADVICE_ASK: _CASEWORK | {Role.CALDICOTT_GUARDIAN},
    # Giving it, to whom it was put: a social worker or manager may be the named professional. To
    # which question, the slice says.
    Action.ADVICE_GIVE: (_CASEWORK - {Role.DUTY_OFFICER, Role.OUT_OF_HOURS_SOCIAL_WORKER})
    | {Role.CALDICOTT_GUARDIAN},
    # Reading what one asked or was asked, and advice about a matter that one sees.
    Action.ADVICE_READ: _CASEWORK | {Role.CALDICOTT_GUARDIAN},
    # Advice that is late, whoever was asked; never what it concerns.
    Action.ADVICE_OVERSEE: frozenset({Role.DESIGNATED_MANAGER}),
    # The directory and the accounts: never a child's record.
    Action.DIRECTORY_READ: _CASEWORK | {Role.SYSTEM_ADMINISTRATOR},
    Action.DIRECTORY_CHANGE: frozenset({Role.DESIGNATED_MANAGER, Role.SYSTEM_ADMINISTRATOR}),
    Action.STAFF_READ: _MANAGERS | {Role.SYSTEM_ADMINISTRATOR},
    Action.STAFF_CHANGE: frozenset({Role.SYSTEM_ADMINISTRATOR}),
    # Who is away and who covers decides who is told of an enquiry: managers only.
    Action.ABSENCE_RECORD: _MANAGERS,
}


MAY_DEPUTISE = frozenset({Role.TEAM_MANAGER, Role.LEAD_SOCIAL_WORKER, Role.DUTY_SOCIAL_WORKER})
"""Who may hold the designated manager's powers for a time: registered social workers who work in
the day. Whoever checks the manager (the Director, the Caldicott Guardian) never stands in, nor
does a system administrator, who sees no child's record."""


def acting_role(own: Role, handed_over: Role | None) -> Role:
    """The role in which somebody acts while another's powers are handed over to them."""
    return handed_over if handed_over is not None and own in MAY_DEPUTISE else own


def may(role: Role | None, action: Action) -> bool:
    """Whether somebody with this role (none: not signed in) may do this; default no."""
    if action is Action.ANYBODY:
        return True
    return role in PERMITTED.get(action, frozenset())


def actions_of(role: Role) -> Iterable[Action]:
    """Everything this role may do, in the order of the table."""
    return tuple(action for action in Action if may(role, action))
