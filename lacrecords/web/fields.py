"""The kinds of field that our forms have besides WTForms' own: choices and dates in parts.

A field turns what was typed into one typed value or a message that says what to
do. It draws nothing: `parameters` and the templates do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from wtforms import BooleanField, Field, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.utils import unset_value

from lacrecords.web.date_parts import PARTS, DateParts, WrongDate, read_date_parts

NOT_A_CHOICE = "Select one of the answers shown"
Word = TypeVar("Word", bound=StrEnum)
Validators = Sequence[Callable[[Any, Any], None]]


def choice(value: str, label: str, hint: str = "") -> SelectChoice:
    """One answer to choose, with the words shown and a hint below them."""
    return SelectChoice(value, label, {"hint": hint} if hint else {})


def choices_of(
    kind: type[Word], words: Mapping[Word, str], hints: Mapping[Word, str] | None = None
) -> list[SelectChoice]:
    """An answer for every word of a closed list, in its order; words left out are not offered."""
    hints = hints or {}
    return [choice(word.value, words[word], hints.get(word, "")) for word in kind if word in words]


class _OneAnswer:
    """What radios and drop-downs share: no answer is None, an answer not offered is refused."""

    data: Any
    process_errors: Any

    def __init__(
        self,
        label: str | None = None,
        validators: Validators | None = None,
        *,
        kind: Callable[[str], Any] = str,
        choices: Sequence[SelectChoice] = (),
        **options: Any,
    ) -> None:
        messages = {"invalid_value_message": NOT_A_CHOICE, "invalid_choice_message": NOT_A_CHOICE}
        super().__init__(  # type: ignore[call-arg]
            label, validators, coerce=kind, choices=list(choices), **(messages | options)
        )

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the answer chosen; the empty answer is none."""
        self.data = None
        if valuelist and valuelist[0] != "":
            super().process_formdata(valuelist)  # type: ignore[misc]

    def pre_validate(self, form: Any) -> None:
        """Refuse an answer that was not offered; whether one is needed says `required`."""
        if self.data is not None:
            super().pre_validate(form)  # type: ignore[misc]


class RadiosField(_OneAnswer, RadioField):  # type: ignore[misc]
    """One answer of a few; the value is of `kind`, or None."""


class DropdownField(_OneAnswer, SelectField):  # type: ignore[misc]
    """One answer of many; `blank` stands first and means none; `number` gives an int."""

    def __init__(
        self,
        label: str | None = None,
        validators: Validators | None = None,
        *,
        blank: str = "Select an answer",
        number: bool = False,
        **options: Any,
    ) -> None:
        if number:
            options["kind"] = int
        super().__init__(label, validators, **options)
        self.blank = blank


class KeepsWhatStands:
    """Offers what stands already where the list does not have it: an import keeps what it reads."""

    choices: Any
    short_name: str

    def process_data(self, value: Any) -> None:
        """Choose what stands, as it was given."""
        self.offer(value)
        super().process_data(value)  # type: ignore[misc]

    def offer(self, value: Any) -> None:
        """Offer this answer too, last."""
        offered = {one.value for one in self.choices}
        if isinstance(value, str) and value and value not in offered:
            self.choices = [*self.choices, choice(value, f"{value}, as it was given")]


class KeptRadiosField(KeepsWhatStands, RadiosField):
    """One answer of a few, over a fact that an import may have filled with another."""


class KeptDropdownField(KeepsWhatStands, DropdownField):
    """One answer of many, over a fact that an import may have filled with another."""


class CheckboxesField(SelectMultipleField):  # type: ignore[misc]
    """Any number of answers; the value is a list of `kind`, empty for none."""

    def __init__(
        self,
        label: str | None = None,
        validators: Validators | None = None,
        *,
        kind: Callable[[str], Any] = str,
        choices: Sequence[SelectChoice] = (),
        **options: Any,
    ) -> None:
        options.setdefault("default", [])
        super().__init__(label, validators, coerce=kind, choices=list(choices), **options)
        self.invalid_value_message = self.invalid_choice_message = NOT_A_CHOICE


class AskedBackField(BooleanField):  # type: ignore[misc]
    """A tick that answers a doubt; the page asks for it only once the doubt was raised."""

    @property
    def is_asked(self) -> bool:
        """Whether there is a doubt to answer, or an answer to give back."""
        return bool(self.errors or self.data)


class YesNoField(RadiosField):
    """A question with two answers; the value is True, False, or None for no answer."""

    def __init__(
        self, label: str | None = None, validators: Validators | None = None, **options: Any
    ) -> None:
        answers = [choice("yes", "Yes"), choice("no", "No")]
        super().__init__(label, validators, kind=_yes_or_no, choices=answers, **options)


def _yes_or_no(answer: str | bool) -> bool:
    answers: dict[str | bool, bool] = {True: True, False: False, "yes": True, "no": False}
    if answer not in answers:
        raise ValueError(NOT_A_CHOICE)
    return answers[answer]


class DatePartsField(Field):  # type: ignore[misc]
    """A date in three boxes; `least` is the finest part that must be given."""

    data: DateParts | None

    def __init__(
        self,
        label: str | None = None,
        validators: Validators | None = None,
        *,
        least: str = "day",
        subject: str = "",
        **options: Any,
    ) -> None:
        super().__init__(label, validators, **options)
        self.least = least
        self.subject = subject or str(self.label.text).rstrip("?")
        self.typed: dict[str, str] = dict.fromkeys(PARTS, "")
        self.wrong_parts: tuple[str, ...] = ()

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Read the three boxes, each under the field's name and the part's."""
        super().process(None, data, extra_filters)
        self.raw_data = []
        if self.data is not None:
            known = (self.data.day, self.data.month, self.data.year)
            self.typed = {part: str(n or "") for part, n in zip(PARTS, known, strict=True)}
        if formdata is None:
            return
        given = {part: formdata.get(f"{self.name}-{part}", "") for part in PARTS}
        self.typed = {part: _as_text(value) for part, value in given.items()}
        self.raw_data = [text for text in self.typed.values() if text]
        self.data = None
        try:
            self.data = read_date_parts(self.typed, self.least, self.subject)
        except WrongDate as wrong:
            self.wrong_parts = wrong.parts
            self.process_errors.append(str(wrong))

    @property
    def marked_parts(self) -> tuple[str, ...]:
        """The boxes to mark: those that are wrong, or all where the date as a whole is."""
        return (self.wrong_parts or PARTS) if self.errors else ()


def _as_text(value: Any) -> str:
    return value.strip()[:20] if isinstance(value, str) else ""
