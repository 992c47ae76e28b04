"""Evidence from where a child lives or lived: the best pair of addresses, in words.

An old address counts like a new one, and says until when. It searches nothing.
"""

from __future__ import annotations

from lacrecords.matching import weights
from lacrecords.matching.address_comparison import (
    AddressCertainty,
    AddressComparison,
    compare_addresses,
)
from lacrecords.matching.address_parts import Agreement, compare_streets
from lacrecords.matching.addresses import postcode_is_whole
from lacrecords.matching.forms import Normalised, PlacedAddress
from lacrecords.matching.other_evidence import NOTHING, Part


def weigh_home(asked: Normalised, held: Normalised) -> Part:
    """Weigh the two addresses, one of each side, that say most for one home."""
    best = NOTHING
    for mine in asked.addresses:
        for theirs in held.addresses:
            part = _weigh_pair(mine, theirs)
            if best is NOTHING or part.bits > best.bits:
                best = part
    return best


def _weigh_pair(asked: PlacedAddress, held: PlacedAddress) -> Part:
    compared = compare_addresses(asked.parsed, held.parsed, asked.uprn, held.uprn)
    if compared.certainty is AddressCertainty.SAME:
        return Part(weights.SAME_HOME_BITS, True, (_lived(held, "this address"),))
    if compared.certainty is AddressCertainty.UNCERTAIN and compared.shares_home:
        words = (f"{_lived(held, 'what may be this address')}: {compared.why}",)
        return Part(weights.UNCERTAIN_HOME_BITS, True, words)
    return _weigh_near(asked, held, compared)


def _weigh_near(asked: PlacedAddress, held: PlacedAddress, compared: AddressComparison) -> Part:
    mine, theirs = asked.parsed, held.parsed
    if mine.postcode == theirs.postcode and postcode_is_whole(mine.postcode):
        return Part(weights.SAME_POSTCODE_BITS, False, (f"postcode agrees, {compared.why}",))
    if compare_streets(mine, theirs) is Agreement.SAME:
        return Part(weights.SAME_STREET_BITS, False, (f"street agrees, {compared.why}",))
    return Part(weights.OTHER_HOME_BITS, False, ("another address",))


def _lived(held: PlacedAddress, place: str) -> str:
    if held.to_on is not None:
        return f"lived at {place} until {held.to_on:%B %Y}"
    return f"lives at {place}"
