"""The forms of cohorts."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    IntegerField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from school.accounts.particulars import LONGEST_EMAIL

DAY_FORMATS = ("%Y-%m-%d", "%d/%m/%Y")


class DayField(DateField):
    """A day, as the browser's calendar sends it or as one types it in French."""

    def __init__(self, label: str, empty: str = "", **kwargs: Any) -> None:
        """`empty` says what to do when it is left out; nothing when it may be."""
        needed = InputRequired(empty) if empty else Optional()
        super().__init__(label, format=list(DAY_FORMATS), validators=[needed], **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Write a day such as 30/11/2026.")) from None


class WholeField(IntegerField):
    """A whole number."""

    def __init__(self, label: str, remedy: str, **kwargs: Any) -> None:
        super().__init__(label, validators=[InputRequired(remedy)], **kwargs)
        self.remedy = remedy

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(self.remedy) from None


class CohortForm(FlaskForm):
    """What a cohort is."""

    name = StringField(_("Name"), validators=[InputRequired(_("Write the name."))])
    starts_on = DayField(_("First day"), _("Choose the first day."))
    ends_on = DayField(_("Last day"), _("Choose the last day."))
    instructors = SelectMultipleField(
        _("Instructors"),
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,  # the operation says who may be chosen
    )
    opens_by_date = BooleanField(_("Modules open by the calendar"), default=True)


class ShiftForm(FlaskForm):
    """How far all the dates of a cohort move."""

    days = WholeField(_("Days, weekends included"), _("Write a whole number, such as 7 or -7."))


class HolidayForm(FlaskForm):
    """A period without teaching."""

    name = StringField(_("Name"), validators=[InputRequired(_("Write the name."))])
    first_day = DayField(_("First day"), _("Choose the first day."))
    last_day = DayField(_("Last day"), _("Choose the last day."))


class ModuleForm(FlaskForm):
    """The days of a module in a cohort."""

    opens_on = DayField(_("Opens on"), _("Choose the day on which it opens."))
    due_on = DayField(_("Last day"), _("Choose the last day."))


class StudentDatesForm(FlaskForm):
    """What changes the dates of one student."""

    starts_on = DayField(_("First day of their own"))
    extra = WholeField(
        _("Extra time, in per cent"), _("Write a whole number from 0 to 200."), default=0
    )


class JoinLinkForm(FlaskForm):
    """A link by which people join a cohort."""

    places = IntegerField(
        _("Number of places"),
        default=30,
        validators=[
            InputRequired(_("Write how many.")),
            NumberRange(1, 1000, _("Write a number from 1 to 1000.")),
        ],
    )
    last_day = DayField(_("Last day"), _("Choose the last day."))


class JoinForm(FlaskForm):
    """Who asks to join a cohort."""

    first_name = StringField(_("First name"), validators=[InputRequired(_("Write the name."))])
    last_name = StringField(_("Last name"), validators=[InputRequired(_("Write the name."))])
    email = EmailField(
        _("E-mail address"),
        validators=[
            InputRequired(_("Write your e-mail address.")),
            Length(max=LONGEST_EMAIL, message=_("This address is too long.")),
        ],
    )
