"""What was said of the person when their information was asked for, in lines."""

from __future__ import annotations

from lacrecords.subject_access.asked import Asked
from lacrecords.web.words import date_words


def asked_for_words(request: Asked) -> tuple[tuple[str, str], ...]:
    """Name, other names, date of birth and address, as they were given."""
    address = (request.subject_address, request.subject_postcode)
    lines = (
        ("Name", f"{request.subject_forename} {request.subject_surname}".strip()),
        ("Other names", request.subject_other_names),
        ("Date of birth", date_words(request.subject_born_on)),
        ("Address", ", ".join(part for part in address if part)),
    )
    return tuple((label, words) for label, words in lines if words)
