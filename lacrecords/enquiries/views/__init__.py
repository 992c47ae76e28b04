"""The pages of an enquiry: asked, checked, found, answered, considered."""

from lacrecords.enquiries.views import answering, asking, checking, considering, finding, more
from lacrecords.enquiries.views.blueprint import enquiries

__all__ = ["answering", "asking", "checking", "considering", "enquiries", "finding", "more"]
