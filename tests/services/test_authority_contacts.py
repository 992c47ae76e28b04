"""Where other authorities take notices: two people, whole values, nothing lost."""

from __future__ import annotations

import pytest

from lacrecords.agencies import authorities
from lacrecords.agencies.authorities import NewAuthorityContact
from lacrecords.agencies.services import DirectoryError
from lacrecords.database import transaction
from lacrecords.terms import AuthorityContactKind
from tests.factories.movements import MERECOMBE
from tests.factories.staff import MAKER
from tests.factories.town import NOW, Town

EMAIL = AuthorityContactKind.EMAIL


def propose(authority: int, value: str, kind: AuthorityContactKind = EMAIL) -> int:
    new = NewAuthorityContact(kind=kind, value=value, label="Movements of children")
    with transaction():
        return authorities.propose_authority_contact(MAKER, authority, new, NOW)


def test_a_contact_serves_once_another_person_confirmed_it_until_it_is_withdrawn(
    town: Town, authority: int
) -> None:
    number = propose(authority, "Moves@Merecombe.Example")
    assert authorities.contacts_in_force(authority) == ()
    with pytest.raises(DirectoryError, match="Somebody else"), transaction():
        authorities.confirm_authority_contact(MAKER, number, NOW)
    for _ in range(2):
        with transaction():
            authorities.confirm_authority_contact(town.designated_manager, number, NOW)
    (card,) = authorities.contacts_in_force(authority)
    assert card.value == "moves@merecombe.example"
    for _ in range(2):
        with transaction():
            authorities.withdraw_authority_contact(MAKER, number, NOW)
    assert authorities.contacts_in_force(authority) == ()
    assert len(authorities.contacts_of(authority)) == 1
    # The same one may be proposed anew.
    other = propose(authority, "moves@merecombe.example")
    with transaction():
        authorities.withdraw_authority_contact(MAKER, other, NOW)
    with pytest.raises(DirectoryError, match="was withdrawn"), transaction():
        authorities.confirm_authority_contact(town.designated_manager, other, NOW)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (EMAIL, "not an address"),
        (AuthorityContactKind.TELEPHONE, "ring them"),
        (AuthorityContactKind.POST, "Town Hall"),
        (AuthorityContactKind.POST, "  "),
        (AuthorityContactKind.POST, "Town Hall, " + "x" * 400),
        (AuthorityContactKind.POST, "Town Hall,\u202e Merecombe"),
    ],
)
def test_what_is_no_address_is_refused(
    authority: int, kind: AuthorityContactKind, value: str
) -> None:
    with pytest.raises(DirectoryError) as refused:
        propose(authority, value, kind)
    assert refused.value.field == "value"


def test_a_postal_address_stands_on_one_line_and_no_contact_stands_twice(authority: int) -> None:
    propose(authority, "Town Hall\r\n High  Street,\nMerecombe", AuthorityContactKind.POST)
    (card,) = authorities.contacts_of(authority)
    assert card.value == "Town Hall, High Street, Merecombe"
    with pytest.raises(DirectoryError, match="already"):
        propose(authority, "Town Hall, High Street, Merecombe", AuthorityContactKind.POST)


def test_an_authority_is_found_by_its_name_however_it_is_written(authority: int) -> None:
    found = authorities.authority_named(f"  {MERECOMBE.upper()} ")
    assert found is not None and found.authority_id == authority
    assert authorities.authority_named("Nowhere Council") is None
    assert authorities.contact_is_of(propose(authority, "a@b.example"), authority)
    assert not authorities.contact_is_of(4711, authority)
