"""The door of this slice: asking for advice, giving it, and passing on what is late."""

from __future__ import annotations

from lacrecords.advice.answering import add, advise, ask_back, pass_on_late, withdraw
from lacrecords.advice.asking import ask, record_spoken
from lacrecords.advice.concerned import Concerned, register_concerned

__all__ = [
    "Concerned",
    "add",
    "advise",
    "ask",
    "ask_back",
    "pass_on_late",
    "record_spoken",
    "register_concerned",
    "withdraw",
]
