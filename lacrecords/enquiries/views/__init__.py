"""The pages of an enquiry: asked, checked, found, answered, considered."""

from lacrecords.enquiries.views import (
    answering,
    asking,
    batching,
    checking,
    considering,
    drafting,
    evidence,
    finding,
    incidents,
    late_hits,
    more,
    questions,
    queueing,
    reading,
    referring,
    replying,
    undoing,
)
from lacrecords.enquiries.views.blueprint import enquiries

__all__ = [
    "answering",
    "asking",
    "batching",
    "checking",
    "considering",
    "drafting",
    "enquiries",
    "evidence",
    "finding",
    "incidents",
    "late_hits",
    "more",
    "questions",
    "queueing",
    "reading",
    "referring",
    "replying",
    "undoing",
]
