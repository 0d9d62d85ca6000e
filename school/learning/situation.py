"""What each page of the course asks for first, in one statement: what is published, whose days."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import bindparam, select, true
from sqlalchemy.orm import Session

from school.accounts.models import Person
from school.cohorts import places
from school.cohorts.timetable import ModuleDates, Timetable
from school.database import Base
from school.publishing import catalogue
from school.publishing.catalogue import Catalogue
from school.publishing.queries import NEWEST, Newest

_person = Base.metadata.tables[Person.__tablename__]
_newest = NEWEST.subquery("newest")
_SITUATION = (
    select(_newest.c.id, _newest.c.at, *places.COLUMNS)
    .select_from(places.joined(_person.outerjoin(_newest, true())))
    .where(_person.c.id == bindparam("person"))
)


@dataclass(frozen=True)
class Situation:
    """The curriculum as it is now, and the timetable of who is asking.

    There is none for who is in no cohort, or teaches: everything is open to them.
    """

    catalogue: Catalogue
    timetable: Timetable | None

    def dates(self, module_id: str) -> ModuleDates | None:
        """The dates of a module of the programme; None when it is open without any."""
        table = self.timetable
        if table is None or not table.by_date:
            return None
        announced = self.catalogue.programme.announced
        return next((table.dates(each) for each in announced if each.id == module_id), None)

    def modules(self, day: dt.date, *states: str) -> frozenset[str]:
        """The ids of the modules that are in one of these states on a day."""
        table = self.timetable
        if table is None or not table.by_date:
            return frozenset()
        announced = self.catalogue.programme.announced
        return frozenset(each.id for each in announced if table.dates(each).state(day) in states)


def find(session: Session, person_id: int) -> Situation:
    """The situation of a person who is signed in."""
    row = session.connection().execute(_SITUATION, {"person": person_id}).one()
    number, at, *place = row
    newest = Newest(number, at) if number is not None else None
    return Situation(catalogue.of(session, newest), places.read(place))
