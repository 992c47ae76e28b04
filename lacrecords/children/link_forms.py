"""The forms around records of one child: which holds, who decides, and the answers."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import HiddenField, StringField, TextAreaField

from lacrecords.children.comparison import Line
from lacrecords.children.forms import REASON, REASON_HINT
from lacrecords.children.links import DecideLink, ProposeLink
from lacrecords.staff.queries import StaffCard
from lacrecords.web.fields import DropdownField, RadiosField, YesNoField, choice
from lacrecords.web.forms import GovukForm, required

KEPT, LINKED = "kept", "linked"


def _reason(label: str = REASON) -> TextAreaField:
    return TextAreaField(label, [required("Enter the reason")], description=REASON_HINT)


class OtherRecordForm(GovukForm):
    """Which other record is of the same child."""

    other = StringField(
        "Reference of the other record",
        [required("Enter the reference of the other record")],
        description="For example, K7QP-3MRT. It stands at the top of the record",
    )


class ReasonForm(GovukForm):
    """Why, in their words."""

    evidence = HiddenField()
    reason = _reason()


class DecideLinkForm(GovukForm):
    """Whether two records are linked."""

    approve = YesNoField("Are both records of one child?", [required("Select yes or no")])
    reason = _reason()

    def value(self) -> DecideLink:
        """The decision, for `decide_link`."""
        return DecideLink(approve=self.approve.data, reason=self.reason.data)


class ProposeLinkForm(GovukForm):
    """Two records are of one child; `form_for` adds a question for each conflict."""

    evidence = HiddenField()
    approver_id = DropdownField(
        "Who should decide?",
        [required("Select who should decide")],
        number=True,
        blank="Select a manager",
        description="A manager who may open both records. They compare the records, as you do",
    )
    reason = _reason("Why are they of one child?")

    def offer(self, deciders: Sequence[StaffCard]) -> None:
        """Offer these people."""
        self.approver_id.choices = [choice(str(card.account_id), card.name) for card in deciders]

    def value(self, kept_id: int, linked_id: int, lines: Sequence[Line]) -> ProposeLink:
        """The proposal, for `propose_link`."""
        return ProposeLink(
            kept_id=kept_id,
            linked_id=linked_id,
            holds=tuple(line.kind for line in lines if self[line.kind].data == LINKED),
            approver_id=self.approver_id.data,
            reason=self.reason.data,
            evidence=self.evidence.data or "",
        )


def form_for(lines: Sequence[Line], kept: str, linked: str) -> ProposeLinkForm:
    """The form with a question for each subject on which the two records conflict."""
    questions = {line.kind: _question(line, kept, linked) for line in lines}
    form: ProposeLinkForm = type("ProposeThisLinkForm", (ProposeLinkForm,), questions)()
    return form


def _question(line: Line, kept: str, linked: str) -> RadiosField:
    subject = line.subject[:1].lower() + line.subject[1:]
    return RadiosField(
        f"Which {subject} holds now?",
        [required(f"Select which {subject} holds now")],
        description="Both go on until one is ended on the record" if line.both_go_on else "",
        choices=[
            choice(KEPT, f"{'; '.join(line.kept)} ({kept})"),
            choice(LINKED, f"{'; '.join(line.linked)} ({linked})"),
        ],
    )
