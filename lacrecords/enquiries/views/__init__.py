"""The pages of an enquiry: asked, checked, found, answered, considered."""

from lacrecords.enquiries.views import (
    answering,
    asking,
    checking,
    considering,
    drafting,
    evidence,
    finding,
    late_hits,
    more,
    replying,
    undoing,
)
from lacrecords.enquiries.views.blueprint import enquiries

__all__ = [
    "answering",
    "asking",
    "checking",
    "considering",
    "drafting",
    "enquiries",
    "evidence",
    "finding",
    "late_hits",
    "more",
    "replying",
    "undoing",
]
