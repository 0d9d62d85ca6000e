"""The same list of students as different programs write it."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

import openpyxl

from school.cohorts.roster.reading import File

Person = tuple[str, str, str]
"""E-mail address, first name, last name."""

FRENCH = ("Courriel", "Prénom", "Nom")
ENGLISH = ("E-mail address", "First name", "Last name")
USERS = "sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,email"
ENROLLMENTS = "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role"


def text(rows: Sequence[Sequence[str]], delimiter: str) -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows(rows)
    return written.getvalue()


def delimited(delimiter: str, encoding: str, header: Person) -> Callable[[list[Person]], File]:
    def write(people: list[Person]) -> File:
        return File("liste.csv", text([header, *people], delimiter).encode(encoding))

    return write


def workbook(people: list[Person]) -> File:
    book, content = openpyxl.Workbook(), io.BytesIO()
    book.active.append(FRENCH)
    for person in people:
        book.active.append(person)
        for cell in book.active[book.active.max_row]:
            cell.data_type = "s"  # a name is a name, be it =1+1
    book.save(content)
    return File("liste.xlsx", content.getvalue())


def oneroster(people: list[Person]) -> list[File]:
    users = [USERS.split(",")]
    enrollments = [ENROLLMENTS.split(",")]
    for number, (email, first_name, last_name) in enumerate(people, 1):
        id = f"u{number}"
        users.append([id, "", "", "true", f"n{number}", first_name, last_name, email])
        enrollments.append([f"e{number}", "", "", "c1", "s1", id, "student"])
    return [
        File("users.csv", text(users, ",").encode()),
        File("enrollments.csv", text(enrollments, ",").encode("utf-8-sig")),
    ]


def zipped(files: Sequence[File]) -> File:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.csv", "propertyName,value\nmanifest.version,1.0\n")
        for file in files:
            archive.writestr(file.name, file.content)
    return File("oneroster.zip", content.getvalue())


DIALECTS: Mapping[str, Callable[[list[Person]], list[File]]] = {
    "French Excel, CSV": lambda people: [delimited(";", "cp1252", FRENCH)(people)],
    "French Excel, CSV UTF-8": lambda people: [delimited(";", "utf-8-sig", FRENCH)(people)],
    "English Excel, CSV UTF-8": lambda people: [delimited(",", "utf-8-sig", ENGLISH)(people)],
    "LibreOffice": lambda people: [delimited(",", "utf-8", FRENCH)(people)],
    "Excel, Unicode text": lambda people: [delimited("\t", "utf-16", ENGLISH)(people)],
    "tabs": lambda people: [delimited("\t", "utf-8", ENGLISH)(people)],
    "workbook": lambda people: [workbook(people)],
    "OneRoster, two files": oneroster,
    "OneRoster, ZIP": lambda people: [zipped(oneroster(people))],
}
