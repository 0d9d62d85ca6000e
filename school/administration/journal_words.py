"""The audit log in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from school.administration.journal import PEOPLE, Entry, Names
from school.campaign.messages import N_
from school.web.language import gettext as _

SENTENCES = {
    "person.created": N_("%(who)s opened the account of %(whom)s"),
    "person.role_changed": N_("%(who)s gave another role to %(whom)s"),
    "person.enabled": N_("%(who)s let %(whom)s sign in again"),
    "person.disabled": N_("%(who)s disabled the account of %(whom)s"),
    "person.password_changed": N_("%(who)s changed the password of %(whom)s"),
    "person.signed_out": N_("%(who)s signed %(whom)s out everywhere"),
    "person.invited": N_("%(who)s invited %(whom)s"),
    "person.reset_sent": N_("A link to a new password was sent to %(whom)s"),
    "person.erased": N_("%(who)s erased %(whom)s"),
    "person.proof_deleted": N_("%(who)s deleted the proof of training of %(whom)s"),
    "person.viewed": N_("%(who)s looked at the pages of %(whom)s"),
    "person.second_factor_set": N_("%(who)s set the second factor of %(whom)s"),
    "person.second_factor_ended": N_("%(who)s ended the second factor of %(whom)s"),
    "person.recovery_code_used": N_("%(who)s used a recovery code of %(whom)s"),
    "person.recovery_codes_renewed": N_("%(who)s renewed the recovery codes of %(whom)s"),
    "cohort.created": N_("%(who)s opened the cohort %(whom)s"),
    "cohort.edited": N_("%(who)s changed the cohort %(whom)s"),
    "cohort.archived": N_("%(who)s archived the cohort %(whom)s"),
    "cohort.restored": N_("%(who)s took the cohort %(whom)s out of the archive"),
    "cohort.module_dated": N_("%(who)s changed the days of a module in the cohort %(whom)s"),
    "cohort.holiday_added": N_("%(who)s added holidays to the cohort %(whom)s"),
    "cohort.holiday_removed": N_("%(who)s removed holidays from the cohort %(whom)s"),
    "cohort.link_opened": N_("%(who)s opened a link to join the cohort %(whom)s"),
    "cohort.link_ended": N_("%(who)s ended a link to join the cohort %(whom)s"),
    "enrolment.joined": N_("%(who)s enrolled %(whom)s in a cohort"),
    "enrolment.moved": N_("%(who)s moved %(whom)s to another cohort"),
    "enrolment.left": N_("%(who)s took %(whom)s out of a cohort"),
    "enrolment.dated": N_("%(who)s changed the dates of %(whom)s"),
    "erasure.asked": N_("%(who)s asked that %(whom)s be erased"),
    "erasure.withdrawn": N_("%(who)s took back the request to erase %(whom)s"),
    "mail.tried_again": N_("%(who)s sent a mail again (%(whom)s)"),
    "content.published": N_("%(who)s published the curriculum (%(whom)s)"),
    "details.withdrawn": N_("%(who)s withdrew the details of earlier lines (%(whom)s)"),
}
"""What each action says; one that is not here shows its own name."""

FIELDS = {
    "active": N_("May sign in"),
    "role": N_("Role"),
    "email": N_("E-mail address"),
    "name": N_("Name"),
    "cohort": N_("Cohort"),
    "starts_on": N_("First day"),
    "ends_on": N_("Last day"),
    "instructors": N_("Instructors"),
    "opens_by_date": N_("Modules open by the calendar"),
    "module": N_("Module"),
    "opens_on": N_("Opens on"),
    "due_on": N_("Due on"),
    "extra": N_("Extra time, in per cent"),
    "first_day": N_("First day"),
    "last_day": N_("Last day"),
    "link": N_("Link"),
    "places": N_("Places"),
    "until": N_("Until"),
    "created": N_("New files"),
    "changed": N_("Files changed"),
    "moved": N_("Files moved"),
    "lines": N_("Lines"),
    "withdrawn": N_("Files withdrawn"),
}
KINDS = {
    "person": N_("People"),
    "cohort": N_("Cohorts"),
    "publication": N_("Publications of the curriculum"),
}
ROLES = {
    "student": N_("Student"),
    "instructor": N_("Instructor"),
    "admin": N_("Administrator"),
}


def who(entry: Entry, names: Names) -> str:
    """Who did it: somebody, or a command or a job."""
    if entry.actor_id is None:
        return _("The server")
    return names.people.get(entry.actor_id) or _("Person %(number)s", number=entry.actor_id)


def whom(entry: Entry, names: Names) -> str:
    """To whom or to what it was done."""
    number = int(entry.subject_id) if entry.subject_id.isdecimal() else None
    if entry.kind == "publication":
        return _("publication %(number)s", number=entry.subject_id)
    known = {"person": names.people, "cohort": names.cohorts}.get(entry.kind, {})
    return known.get(number or 0) or f"{entry.kind} {entry.subject_id}"


def sentence(entry: Entry, names: Names) -> str:
    """Who did what to whom."""
    return phrase(entry.action, who(entry, names), whom(entry, names))


def phrase(action: str, who: str = "…", whom: str = "…") -> str:
    """What an action says of somebody and of somebody else."""
    if action not in SENTENCES:
        return f"{who} – {action} – {whom}"
    return _(SENTENCES[action], who=who, whom=whom)


def kind(name: str) -> str:
    """A kind of things that are done something to."""
    return _(KINDS[name]) if name in KINDS else name


def changes(entry: Entry, names: Names) -> Iterator[tuple[str, str, str]]:
    """What changed, what it was, and what it is."""
    for name, before, after in entry.changes:
        label = _(FIELDS[name]) if name in FIELDS else name
        yield label, _value(name, before, names), _value(name, after, names)


def _value(name: str, value: Any, names: Names) -> str:
    if value is None or value == []:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(_value(name, each, names) for each in value)
    if name in PEOPLE:
        return names.people.get(value, str(value))
    if name == "cohort":
        return names.cohorts.get(value, str(value))
    if name == "role":
        return _(ROLES.get(value, value))
    return str(value)
