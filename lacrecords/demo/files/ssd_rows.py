"""One life after another as rows of the Standard Safeguarding Dataset. Pure, streaming."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lacrecords.demo.families import DemoChild
from lacrecords.demo.files.casework import Plan, Spell
from lacrecords.demo.files.lives import Life
from lacrecords.demo.files.mess import DateWriter
from lacrecords.demo.files.tables import (
    Address,
    CinEpisode,
    ClaEpisode,
    CpPlan,
    CpReview,
    Involvement,
    LinkedIdentifier,
    Person,
    Professional,
    SsdRow,
)
from lacrecords.demo.files.workforce import SocialWorker
from lacrecords.demo.places import Home
from lacrecords.terms import DatePrecision

ALLOCATED = "Allocated Case Worker"
_FLAT = re.compile(r"Flat ([0-9A-Z]+), (.+)")
_NUMBERED = re.compile(r"([0-9]+) (.+)")


def professional_row(worker: SocialWorker) -> Professional:
    """A social worker."""
    return Professional(
        prof_professional_id=worker.professional_id,
        prof_staff_id=f"S{worker.place + 1:05}",
        prof_professional_name=worker.name,
        prof_social_worker_registration_no=worker.registration,
        prof_agency_worker_flag="Y" if worker.agency_worker else "N",
        prof_professional_job_title="Social Worker",
        prof_professional_department=worker.team,
        prof_email=worker.email,
    )


@dataclass(frozen=True, slots=True)
class SsdRows:
    """Makes the rows of one life after another; `day` writes a day as the row has it."""

    day: DateWriter

    def of(self, life: Life) -> Iterator[SsdRow]:
        """Every row about one child, in no order that matters."""
        yield self._person(life)
        yield from self._addresses(life)
        for place, spell in enumerate(life.spells, start=1):
            yield from self._spell(life.child, place, spell)
        for place, plan in enumerate(life.plans, start=1):
            yield from self._plan(life.child, place, plan)
        if life.other_plan:
            yield self._other_plan(life)
        yield from self._care(life)
        yield from self._numbers(life.child)

    def _person(self, life: Life) -> Person:
        child, day = life.child, self.day
        day.next_row()
        exact = life.birth_precision is DatePrecision.EXACT
        return Person(
            pers_person_id=child.number,
            pers_legacy_id="",
            pers_forename="" if child.expected_on else child.forename,
            pers_middle_names=child.middle,
            pers_surname=child.surname,
            pers_sex=child.sex.value,
            pers_gender="",
            pers_ethnicity=life.ethnicity,
            pers_dob=day(estimated(child.born_on, life.birth_precision)),
            pers_dob_precision="" if exact else life.birth_precision.value,
            pers_expected_dob=day(child.expected_on),
            pers_common_child_id=child.nhs_number,
            pers_upn_unknown="",
            pers_death_date=day(life.died_on),
            pers_is_mother="",
            pers_nationality="",
        )

    def _addresses(self, life: Life) -> Iterator[Address]:
        number = life.child.number
        for place, stay in enumerate(life.stays, start=1):
            self.day.next_row()
            yield Address(
                addr_table_id=f"{number}-A{place}",
                addr_person_id=number,
                addr_address_type=stay.kind.name,
                addr_address_start_date=self.day(stay.from_on),
                addr_address_end_date=self.day(stay.to_on),
                addr_address_postcode=stay.home.postcode.replace(" ", ""),
                addr_address_json=address_json(stay.home),
                addr_confidential="Y" if stay.confidential else "N",
            )

    def _spell(self, child: DemoChild, place: int, spell: Spell) -> Iterator[SsdRow]:
        referral = f"{child.number}-R{place}"
        self.day.next_row()
        yield CinEpisode(
            cine_referral_id=referral,
            cine_person_id=child.number,
            cine_referral_date=self.day(spell.opened_on),
            cine_close_date=self.day(spell.closed_on),
            cine_close_reason=spell.reason,
        )
        for turn, hand in enumerate(spell.hands, start=1):
            self.day.next_row()
            yield Involvement(
                invo_involvements_id=f"{referral}-I{turn}",
                invo_professional_id=hand.worker.professional_id,
                invo_professional_role_id=ALLOCATED,
                invo_professional_team=hand.worker.team,
                invo_person_id=child.number,
                invo_involvement_start_date=self.day(hand.from_on),
                invo_involvement_end_date=self.day(hand.to_on),
                invo_worker_change_reason=hand.reason,
                invo_referral_id=referral,
            )

    def _plan(self, child: DemoChild, place: int, plan: Plan) -> Iterator[SsdRow]:
        number = f"{child.number}-P{place}"
        yield self._plan_row(child, number, plan, ("", ""))
        for turn, review in enumerate(plan.reviews, start=1):
            self.day.next_row()
            yield CpReview(
                cppr_cp_review_id=f"{number}-C{turn}",
                cppr_cp_plan_id=number,
                cppr_person_id=child.number,
                cppr_cp_review_due=self.day(review.due_on),
                cppr_cp_review_booked=self.day(review.booked_on),
                cppr_cp_review_date=self.day(review.held_on),
                cppr_cp_review_quorate="" if review.quorate is None else "NY"[review.quorate],
                cppr_review_kind=review.kind,
            )

    def _other_plan(self, life: Life) -> CpPlan:
        other, child = life.other_plan, life.child
        assert other is not None  # noqa: S101 - asked before
        theirs = (other.authority, other.telephone)
        return self._plan_row(child, f"{child.number}-Q1", other.plan, theirs)

    def _plan_row(
        self, child: DemoChild, number: str, plan: Plan, theirs: tuple[str, str]
    ) -> CpPlan:
        self.day.next_row()
        authority, telephone = theirs
        return CpPlan(
            cppl_cp_plan_id=number,
            cppl_referral_id="",
            cppl_icpc_id="",
            cppl_person_id=child.number,
            cppl_cp_plan_start_date=self.day(plan.started_on),
            cppl_cp_plan_end_date=self.day(plan.ended_on),
            cppl_cp_plan_ola="Y" if authority else "N",
            cppl_cp_plan_initial_category=plan.first_category.value,
            cppl_cp_plan_latest_category=plan.category.value,
            cppl_ola_authority=authority,
            cppl_ola_telephone=telephone,
        )

    def _care(self, life: Life) -> Iterator[SsdRow]:
        number = life.child.number
        for place, care in enumerate(life.care, start=1):
            self.day.next_row()
            episode = f"{number}-L{place}"
            yield ClaEpisode(
                clae_cla_episode_id=episode,
                clae_person_id=number,
                clae_cla_placement_id=f"{episode}-1",
                clae_cla_episode_start_date=self.day(care.entered_on),
                clae_cla_episode_start_reason="S",
                clae_cla_primary_need_code="N1",
                clae_cla_episode_ceased=self.day(care.ceased_on),
                clae_cla_episode_ceased_reason="E4B" if care.ceased_on else "",
                clae_cla_id=episode,
                clae_referral_id="",
                clae_cla_last_iro_contact_date="",
                clae_entered_care_date=self.day(care.entered_on),
                clae_legal_status=care.legal_status,
                clae_placing_authority=care.placing_authority,
            )

    def _numbers(self, child: DemoChild) -> Iterator[SsdRow]:
        kinds = (
            ("Unique Pupil Number", child.upn),
            ("Mother's NHS Number", child.mother_nhs_number),
        )
        for place, (kind, value) in enumerate(kinds, start=1):
            if value:
                table_id = f"{child.number}-N{place}"
                yield LinkedIdentifier(table_id, child.number, kind, value, "", "")


def estimated(born_on: date | None, precision: DatePrecision) -> date | None:
    """The day that stands for a birth of which only a part is known."""
    if born_on is None or precision is DatePrecision.EXACT:
        return born_on
    return born_on.replace(day=15) if precision is DatePrecision.MONTH else date(born_on.year, 7, 1)


def address_json(home: Home) -> str:
    """The address as the dataset's column holds it, without what is empty."""
    parts: dict[str, str] = {}
    rest = home.line1
    if in_flat := _FLAT.fullmatch(rest):
        parts["FLAT"], rest = in_flat.groups()
    if home.line2:
        parts["BUILDING"], rest = rest, home.line2
    if numbered := _NUMBERED.fullmatch(rest):
        parts["HOUSE"], rest = numbered.groups()
    elif ", " in rest:
        parts["BUILDING"], rest = rest.rsplit(", ", 1)
    parts |= {"STREET": rest, "TOWN": home.town, "UPRN": home.uprn}
    return json.dumps({name: part for name, part in parts.items() if part}, ensure_ascii=False)
