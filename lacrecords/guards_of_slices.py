"""The triggers that single slices need besides the rules of every guarded table."""

from __future__ import annotations

from collections.abc import Callable

from lacrecords.guards_advice import ADVICE_TABLES, advice_statements
from lacrecords.guards_checks import CHECK_TABLES, check_statements
from lacrecords.guards_consents import CONSENT_TABLES, consent_statements
from lacrecords.guards_considered import CONSIDERED_TABLES, considered_statements
from lacrecords.guards_corrections import CORRECTION_TABLES, correction_statements
from lacrecords.guards_documents import DOCUMENT_TABLES, document_statements
from lacrecords.guards_guidance import GUIDANCE_TABLES, guidance_statements
from lacrecords.guards_movements import MOVEMENT_TABLES, movement_statements
from lacrecords.guards_numbers import NUMBERED_TABLE, number_statements
from lacrecords.guards_restrictions import GUARDED_TABLES, restriction_statements
from lacrecords.guards_risk import DISPOSAL_TABLES, disposal_statements
from lacrecords.guards_schemes import SCHEME_TABLES, scheme_statements
from lacrecords.guards_sharing import SHARING_TABLES, sharing_statements
from lacrecords.guards_subject_access import ACCESS_TABLES, access_statements

OF_SLICES: tuple[tuple[frozenset[str], Callable[[str], dict[str, str]]], ...] = (
    (GUARDED_TABLES, restriction_statements),
    (MOVEMENT_TABLES, movement_statements),
    (CONSIDERED_TABLES, considered_statements),
    (CHECK_TABLES, check_statements),
    (GUIDANCE_TABLES, guidance_statements),
    (ADVICE_TABLES, advice_statements),
    (SCHEME_TABLES, scheme_statements),
    (CONSENT_TABLES, consent_statements),
    (DISPOSAL_TABLES, disposal_statements),
    (frozenset({NUMBERED_TABLE}), number_statements),
    (SHARING_TABLES, sharing_statements),
    (CORRECTION_TABLES, correction_statements),
    (ACCESS_TABLES, access_statements),
    (DOCUMENT_TABLES, document_statements),
)
"""Triggers of single slices, each with the tables that it needs."""
