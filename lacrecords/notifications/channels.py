"""Ways to reach our own people. What leaves the program is a reference and a link, nothing else.

The message has no field in which a name or a detail could travel. Channels
are chosen by the setting `notification_channels`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from flask import current_app

from lacrecords.terms import Urgency

SUBJECT = {
    Urgency.ROUTINE: "An item to read",
    Urgency.URGENT: "Urgent: an item to read",
}


@dataclass(frozen=True, slots=True)
class Message:
    """All that a channel is given; sent again after a crash it carries the same `identity`."""

    identity: str
    reference: str
    link: str
    urgency: Urgency
    addresses: tuple[str, ...]


class NotSent(Exception):
    """A channel could not send; `kind` is a few fixed words for the record."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class Channel(Protocol):
    """One way to reach people; new ones are added to CHANNELS."""

    @property
    def name(self) -> str:
        """Stands in the record of each try."""
        ...

    def send(self, message: Message) -> None:
        """Send it, or raise NotSent. The same identity may come twice; people see one."""
        ...


@dataclass(frozen=True, slots=True)
class InboxChannel:
    """The inbox of the program itself: standing in it is being delivered."""

    name: str = "inbox"

    def send(self, message: Message) -> None:
        """Nothing has to travel."""


CHANNELS: dict[str, Channel] = {"inbox": InboxChannel()}


def subject_of(message: Message) -> str:
    """The subject line of a message that leaves the program: fixed words."""
    return SUBJECT[message.urgency]


def body_of(message: Message) -> str:
    """The text of a message that leaves the program: fixed words, the reference and the link."""
    return f"You have an item to read. Reference {message.reference}\n\n{message.link}\n"


def chosen_channels() -> tuple[Channel, ...]:
    """The channels of this application, the inbox always first; KeyError for an unknown one."""
    chosen: str = current_app.extensions["lacrecords_settings"].notification_channels
    names = dict.fromkeys(["inbox", *(name.strip() for name in chosen.split(",") if name.strip())])
    return tuple(CHANNELS[name] for name in names)
