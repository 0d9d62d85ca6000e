"""The forms of sign-in and of the account."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import EmailField, Field, HiddenField, PasswordField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import EqualTo, InputRequired, Length

from school.accounts import particulars
from school.accounts.models import Role


def _trim(text: str | None) -> str | None:
    return text.strip() if text else text


class SignInForm(FlaskForm):
    """Who one is. `next` is the page asked for, `kept` what a session's end interrupted."""

    email = EmailField(
        _("E-mail address"),
        filters=[_trim],
        validators=[
            InputRequired(_("Write your e-mail address.")),
            Length(max=particulars.LONGEST_EMAIL, message=_("This address is too long.")),
        ],
    )
    password = PasswordField(_("Password"), validators=[InputRequired(_("Write your password."))])
    next = HiddenField()
    kept = HiddenField()


class PersonForm(FlaskForm):
    """Whose account is opened; the operation says what each may be."""

    email = EmailField(
        _("E-mail address"),
        filters=[_trim],
        validators=[InputRequired(_("Write the e-mail address."))],
    )
    first_name = StringField(_("First name"), validators=[InputRequired(_("Write the name."))])
    last_name = StringField(_("Last name"), validators=[InputRequired(_("Write the name."))])
    role = SelectField(
        _("Role"),
        default=Role.INSTRUCTOR.value,
        choices=[
            SelectChoice(Role.STUDENT.value, _("Student")),
            SelectChoice(Role.INSTRUCTOR.value, _("Instructor")),
            SelectChoice(Role.ADMIN.value, _("Administrator")),
        ],
    )


def _code() -> StringField:
    return StringField(
        _("Code"),
        filters=[_trim],
        validators=[
            InputRequired(_("Write the code.")),
            Length(max=100, message=_("This is no code.")),
        ],
    )


class CodeForm(FlaskForm):
    """The code asked after the password. `proof` says whose password was given."""

    code = _code()
    proof = HiddenField()
    next = HiddenField()
    kept = HiddenField()


class SecondFactorForm(FlaskForm):
    """What sets a second factor, renews its recovery codes or ends it.

    `seed` is what the secret that is being set is derived from.
    """

    current_password = PasswordField(
        _("Present password"), validators=[InputRequired(_("Write your present password."))]
    )
    code = _code()
    seed = HiddenField()


class PasswordForm(FlaskForm):
    """A new password, given twice since it is not shown, after the present one."""

    current_password = PasswordField(
        _("Present password"), validators=[InputRequired(_("Write your present password."))]
    )
    new_password = PasswordField(
        _("New password"), validators=[InputRequired(_("Write the new password."))]
    )
    repeated_password = PasswordField(
        _("New password, again"),
        validators=[EqualTo("new_password", _("These two are not the same: write them again."))],
    )


class NewPasswordForm(PasswordForm):
    """The same for who comes by a link, and has no present password to give."""

    current_password = None  # type: ignore[assignment]  # WTForms' way to leave a field out


class ForgottenForm(FlaskForm):
    """Whose password is forgotten."""

    email = EmailField(
        _("E-mail address"),
        filters=[_trim],
        validators=[
            InputRequired(_("Write your e-mail address.")),
            Length(max=particulars.LONGEST_EMAIL, message=_("This address is too long.")),
        ],
    )


def refuse(field: Field, sentence: str) -> None:
    """Add an error that only the operation could find."""
    field.errors = [*field.errors, sentence]
