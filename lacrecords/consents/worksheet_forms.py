"""The form of a worksheet: eight questions, the child's own view, others' opinion, the result."""

from __future__ import annotations

import secrets

from wtforms import HiddenField, StringField, TextAreaField

from lacrecords.consents.forms import needed_day
from lacrecords.consents.values import NewWorksheet, Showed
from lacrecords.consents.words import QUESTION_WORDS
from lacrecords.terms import UnderstandingAnswer, UnderstandingQuestion
from lacrecords.web.fields import DatePartsField, RadiosField, YesNoField, choice
from lacrecords.web.forms import GovukForm, required
from lacrecords.wording import choices


class WorksheetForm(GovukForm):
    """A worksheet that was worked through with a child; the questions are added below."""

    idempotency_key = HiddenField(default=lambda: secrets.token_urlsafe(18))
    occasion = TextAreaField(
        "What was the child asked to decide about?",
        [required("Enter what the child was asked to decide about")],
    )
    worked_on = DatePartsField("Day you spoke with the child", [required("Enter the day")])
    how_explained = TextAreaField(
        "How did you explain it, for their age?", [required("Enter how you explained it")]
    )
    language = StringField("In which language?", [required("Enter the language")])
    communication = StringField(
        "How does the child prefer to communicate?",
        [required("Enter how the child prefers to communicate")],
        description="For example, talking, signing, drawing, symbols",
    )
    interpreter = StringField("Who interpreted?", description="Leave empty if nobody was needed")
    childs_view = TextAreaField(
        "What does the child say they want?",
        description="The child's own view, in their words, whether or not they can decide",
    )
    why_no_view = TextAreaField(
        "If you could not learn it: why?", description="Only where the box above is empty"
    )
    others_opinion = TextAreaField(
        "What do others think of it?",
        description="Parents, carers, professionals: who thinks what. It is kept apart from "
        "the child's view",
    )
    able = YesNoField(
        "Can the child decide about this, on this occasion?",
        [required("Select whether the child can decide")],
    )
    reason = TextAreaField("Why?", [required("Enter why")])
    why_departs = TextAreaField(
        "If your result is another than the answers suggest: why?",
        description="Leave empty if it is not",
    )
    capacity_note = TextAreaField(
        "At 16 or 17, if the child cannot decide: how was the Mental Capacity Act followed?",
        description="Leave empty otherwise",
    )
    assessed_by = StringField("Who came to this result?", [required("Enter who came to it")])

    def value(self) -> NewWorksheet:
        """The worksheet."""
        return NewWorksheet(
            idempotency_key=self.idempotency_key.data or secrets.token_urlsafe(18),
            occasion=self.occasion.data,
            worked_on=needed_day(self.worked_on),
            how_explained=self.how_explained.data,
            language=self.language.data,
            communication=self.communication.data,
            interpreter=self.interpreter.data,
            answers={
                question: Showed(
                    answer=self[f"{question.value}_answer"].data,
                    words=self[f"{question.value}_words"].data,
                )
                for question in UnderstandingQuestion
            },
            childs_view=self.childs_view.data,
            why_no_view=self.why_no_view.data,
            others_opinion=self.others_opinion.data,
            able=bool(self.able.data),
            reason=self.reason.data,
            why_departs=self.why_departs.data,
            capacity_note=self.capacity_note.data,
            assessed_by=self.assessed_by.data,
        )


def _add_question(question: UnderstandingQuestion) -> None:
    asked = QUESTION_WORDS[question]
    answer = RadiosField(
        asked,
        [required(f"Answer: {asked}")],
        kind=UnderstandingAnswer,
        choices=[choice(value, text) for value, text in choices(UnderstandingAnswer)],
    )
    showed = TextAreaField("How did the child show it?", [required(f"Enter how: {asked}")])
    setattr(WorksheetForm, f"{question.value}_answer", answer)
    setattr(WorksheetForm, f"{question.value}_words", showed)


for _question in UnderstandingQuestion:
    _add_question(_question)
