"""The forms of cohorts."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, SelectMultipleField, StringField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

DAY_FORMATS = ("%Y-%m-%d", "%d/%m/%Y")


class DayField(DateField):
    """A day, as the browser's calendar sends it or as one types it in French."""

    def __init__(self, label: str, empty: str, **kwargs: Any) -> None:
        super().__init__(
            label, format=list(DAY_FORMATS), validators=[InputRequired(empty)], **kwargs
        )

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Write a day such as 30/11/2026.")) from None


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
