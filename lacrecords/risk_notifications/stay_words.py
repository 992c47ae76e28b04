"""What is said of a person and a child at one address: what is recorded, and plainly what is not.

Words only; it compares nothing. No name and no address stands in them.
"""

from __future__ import annotations

from lacrecords.rules.risk_stays import ChildsBirth, SharedStay, Stay
from lacrecords.web.words import date_words

NOT_BORN = "the child is not born yet"
NOT_SURELY_BORN = "whether the child was born by then is not recorded"
_CAME = {
    (False, False): "when either of them came there is not recorded",
    (False, True): "when the person came there is not recorded",
    (True, False): "when the child came there is not recorded",
}


def stay_words(what: str, person: Stay, home: Stay, birth: ChildsBirth, shared: SharedStay) -> str:
    """What is recorded: "both there until" a day only where nothing of it is a guess."""
    if shared.is_sure:
        until = shared.until
        return f"{what}, both there until {date_words(until)}" if until else what
    said = [what]
    if person.to_on is not None:
        said.append(f"the person is recorded there until {date_words(person.to_on)}")
    if birth.is_unborn:
        return "; ".join([*said, NOT_BORN])
    if home.to_on is not None:
        said.append(f"the child is recorded there until {date_words(home.to_on)}")
    if not shared.surely_born:
        said.append(NOT_SURELY_BORN)
    came = _CAME.get((shared.person_came, shared.child_came))
    return "; ".join([*said, came] if came else said)
