"""Files as schools have them: every fault with its line, its field and what to do."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from school.cohorts.roster import keeping, pasted
from school.cohorts.roster.contract import MOST_LINES, Roster
from school.cohorts.roster.reading import LARGEST, File, read
from tests.cohorts.roster.dialects import ENROLLMENTS, USERS, text, zipped


def csv(content: str, encoding: str = "utf-8") -> Roster:
    return read([File("liste.csv", content.encode(encoding))])


def people(roster: Roster) -> list[tuple[str, str, str]]:
    assert roster.problems == ()
    return [(entry.email, entry.first_name, entry.last_name) for entry in roster.entries]


def faults(roster: Roster) -> list[tuple[int, str, str]]:
    return [(p.place.line, p.field, p.sentence % p.values) for p in roster.problems]


ZOE = ("zoe@example.org", "Zoé", "Exemple")


@pytest.mark.parametrize(
    "header",
    [
        "Prénom;Nom;Courriel",
        "PRENOM;NOM;ADRESSE E-MAIL",
        " prénom ; nom de famille ; mél ",
        "First Name;LAST NAME;e-mail address",
        "Given name;Surname;EMAIL",
        "forename;Family Name;mail",
    ],
)
def test_columns_are_known_by_either_language_in_any_case(header: str) -> None:
    assert people(csv(f"{header}\nZoé;Exemple;zoe@example.org\n")) == [ZOE]


def test_columns_come_in_any_order_among_others() -> None:
    roster = csv("Téléphone,Nom,Groupe,E-mail,Prénom\n06,Exemple,A,zoe@example.org,Zoé\n")
    assert people(roster) == [ZOE]
    assert roster.ignored == ("Téléphone", "Groupe")


@pytest.mark.parametrize(
    "content",
    [
        "sep=;\r\nPrénom;Nom;E-mail\r\nZoé;Exemple;zoe@example.org\r\n",
        "Liste 2026;;\r\n;;\r\nPrénom;Nom;E-mail\r\n;;\r\nZoé;Exemple;zoe@example.org\r\n;;\r\n",
        "Prénom;Nom;E-mail\rZoé;Exemple;zoe@example.org\r",
        "Prénom;Nom;E-mail;\n Zoé\u00a0; Exemple ;\u00a0zoe@example.org \n\n\n",
    ],
)
def test_titles_blank_lines_and_stray_spaces_do_not_matter(content: str) -> None:
    assert people(csv(content)) == [ZOE]


def test_every_bad_line_is_told_at_once_with_its_line_in_the_file() -> None:
    content = (
        "Prénom;Nom;E-mail\n"
        "Zoé;Exemple;zoe@example.org\n"
        "\n"
        ";Exemple;bob@\n"
        'Jean;"Sur\ndeux lignes";jean@example.org\n'
        "Zoé;Exemple; ZOE@Example.org\n"
        "#REF!;Exemple;x@example.org\n"
        f"{'y' * 81};Exemple;y@example.org\n"
    )
    assert faults(csv(content)) == [
        (4, "email", "Write a whole e-mail address, such as first.last@example.com."),
        (4, "first_name", "Write the name."),
        (5, "last_name", "Write the name on one line, without control characters."),
        (7, "email", "This address stands on line 2 too: keep one of the two lines."),
        (
            8,
            "first_name",
            "This cell holds an error of the spreadsheet: write the value itself.",
        ),
        (9, "first_name", "Write the name in 80 characters or fewer."),
    ]


@pytest.mark.parametrize(
    ("content", "line", "field", "begins"),
    [
        ("Prénom;E-mail\nZoé;zoe@example.org", 1, "last_name", "The column of last names is"),
        ("Nom;Prénom\nExemple;Zoé", 1, "email", "The column of e-mail addresses is missing"),
        ("Name;E-mail\nZoé;zoe@example.org", 1, "first_name", "The column of first names is"),
        ("E-mail;Mail;Nom;Prénom\n", 1, "email", "Two columns are called “Mail”"),
        ("Zoé;Exemple;zoe@example.org\n", 0, "", "No line names the columns"),
        ('Prénom;Nom;E-mail\n"Zoé;Exemple;z@example.org', 2, "", "From this line on, the quot"),
        ("Prénom;Nom;E-mail\n", 0, "", "Nobody is named"),
        (" \n", 0, "", "This file is empty"),
        ("Prénom;Nom;E-mail\n" + "a;b;c@d.fr\n" * (MOST_LINES + 1), 0, "", "This has more than"),
    ],
)
def test_what_is_no_roster_is_told(content: str, line: int, field: str, begins: str) -> None:
    ((where, what, sentence),) = faults(csv(content))
    assert (where, what) == (line, field)
    assert sentence.startswith(begins)


@pytest.mark.parametrize(
    ("content", "begins"),
    [
        (b"\xd0\xcf\x11\xe0" + b"x" * 50, "This is an old or a locked Excel file"),
        (b"PK\x03\x04 and then nothing", "This file is damaged"),
        (b"\x81\x00\xff\xfe", "This is not a table"),
        (zipped([File("content.xml", b"")]).content, "This holds neither an Excel workbook"),
        (b"x" * (LARGEST + 1), "This file is larger than 5 MB"),
    ],
)
def test_what_is_no_text_is_told(content: bytes, begins: str) -> None:
    ((_, _, sentence),) = faults(read([File("liste.csv", content)]))
    assert sentence.startswith(begins)


def test_the_sheet_that_names_the_columns_is_read_with_its_own_lines() -> None:
    book, content = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Rien ici"])
    sheet = book.create_sheet("Inscrits")
    for row in ([], ["Promotion 2026"], ["Nom", None, "Prénom", "E-mail"], [], ["A", 1, "Zoé"]):
        sheet.append(row)
    book.save(content)
    assert faults(read([File("liste.xlsx", content.getvalue())])) == [
        (5, "email", "Write a whole e-mail address, such as first.last@example.com.")
    ]


def bomb(name: str, content: bytes, times: int = 1) -> File:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for number in range(times):
            archive.writestr(f"{name}{number}", content)
    return File("bombe.xlsx", packed.getvalue())


@pytest.mark.parametrize(
    ("file", "begins"),
    [
        (bomb("xl/sheet", b" " * 5_000_000), "This file is not what its name says"),
        (bomb("xl/sheet", b" " * 900_000, 50), "This file is too large once unpacked"),
        (bomb("x", b"", 600), "This file is too large once unpacked"),
    ],
)
def test_what_would_fill_the_memory_is_refused(file: File, begins: str) -> None:
    ((_, _, sentence),) = faults(read([file]))
    assert sentence.startswith(begins)


def swapped(old: str, new: str) -> File:
    """A good workbook of which a part is changed by hand."""
    book, good, changed = openpyxl.Workbook(), io.BytesIO(), io.BytesIO()
    book.active.append(["E-mail", "Prénom", "Nom"])
    book.active.append(["zoe@example.org", "Zoé", "Exemple"])
    book.save(good)
    with zipfile.ZipFile(good) as archive, zipfile.ZipFile(changed, "w") as copy:
        for name in archive.namelist():
            part = archive.read(name).decode()
            copy.writestr(name, part.replace(old, new))
    return File("liste.xlsx", changed.getvalue())


def test_a_workbook_that_declares_a_million_rows_is_read_as_it_is() -> None:
    file = swapped('<dimension ref="A1:C2"', '<dimension ref="A1:XFD1048576"')
    assert people(read([file])) == [ZOE]


def test_a_row_at_the_end_of_the_sheet_is_not_reached() -> None:
    assert read([swapped('<row r="2"', '<row r="1048576"')]).problems


def test_entities_of_xml_are_not_followed() -> None:
    entity = '<!DOCTYPE worksheet [<!ENTITY a "Zoé">]><worksheet '
    ((_, _, sentence),) = faults(read([swapped("<worksheet ", entity)]))
    assert sentence.startswith("This file is damaged")


def roster_of(users: list[str], enrollments: list[str]) -> Roster:
    files = [
        File("users.csv", "\n".join([USERS, *users]).encode()),
        File("enrollments.csv", "\n".join([ENROLLMENTS, *enrollments]).encode()),
    ]
    assert read([zipped(files)]) == read(files)
    return read(files)


def test_the_students_of_oneroster_are_named_once_whatever_their_classes() -> None:
    roster = roster_of(
        ["u1,,,true,x,Zoé,Exemple,zoe@example.org", "u2,,,true,prof@example.org,Une,Prof,"],
        ["e1,,,c1,s,u1,student", "e2,,,c2,s,u1,student", "e3,,,c1,s,u2,teacher"],
    )
    assert people(roster) == [ZOE]
    ((place, role),) = [(p.place, p.given) for p in roster.passed_over]
    assert (place.file, place.line, role) == ("enrollments.csv", 4, "teacher")


def test_who_is_deleted_from_every_class_leaves() -> None:
    roster = roster_of(
        ["u1,,,true,x,Zoé,Exemple,zoe@example.org", "u2,tobedeleted,,true,y,B,C,b@example.org"],
        [
            "e1,tobedeleted,,c1,s,u1,student",
            "e2,active,,c2,s,u1,student",
            "e3,active,,c1,s,u2,student",
        ],
    )
    assert [(e.email, e.leaves) for e in roster.entries] == [
        ("zoe@example.org", False),
        ("b@example.org", True),
    ]


def test_faults_of_oneroster_are_told_with_their_file() -> None:
    roster = roster_of(
        ["u1,,,true,zoe,Zoé,Exemple,", "u2,,,false,y,B,C,b@example.org"],
        ["e1,,,c1,s,u1,student", "e2,,,c1,s,u9,student", "e3,,,c1,s,u2,student"],
    )
    assert [(p.place.file, p.place.line, p.field) for p in roster.problems] == [
        ("enrollments.csv", 3, "userSourcedId"),
        ("users.csv", 2, "email"),
    ]
    assert [(p.place.line, p.field) for p in roster.passed_over] == [(3, "enabledUser")]


def test_one_file_of_oneroster_is_not_taken_for_a_plain_list() -> None:
    users = File("x.csv", f"{USERS}\nu1,,,true,x,Zoé,Exemple,zoe@example.org".encode())
    assert faults(read([users]))[0][2].startswith("enrollments.csv is missing")
    assert faults(read([users, users]))[0][2].startswith("Choose one file, or users.csv")


@pytest.mark.parametrize(
    "line",
    [
        "Zoé Exemple <zoe@example.org>",
        '"Zoé EXEMPLE" <zoe@example.org>;',
        "zoe@example.org; Zoé; Exemple",
        "Zoé\tExemple\tzoe@example.org",
        "EXEMPLE, Zoé, zoe@example.org",
        "EXEMPLE Zoé; zoe@example.org",
    ],
)
def test_a_line_is_pasted_in_many_ways(line: str) -> None:
    (person,) = people(pasted.read(f"\n{line}\n"))
    assert (person[0], person[1], person[2].capitalize()) == ZOE


def test_an_address_alone_tells_no_name() -> None:
    assert people(pasted.read("zoe@example.org")) == [("zoe@example.org", "", "")]


def test_bad_lines_of_a_pasted_list_are_told() -> None:
    assert faults(pasted.read("zoe@example.org\n\nZoé Exemple\nZOE@example.org\n")) == [
        (3, "email", "Write a whole e-mail address, such as first.last@example.com."),
        (4, "email", "This address stands on line 1 too: keep one of the two lines."),
    ]
    assert faults(pasted.read(" \n"))[0][2].startswith("Nobody is named")
    assert faults(pasted.read("a@b.fr\n" * (MOST_LINES + 1)))[0][2].startswith("This has more")


@pytest.mark.parametrize("text_", ["", "x", "[]]", '[["",1,"a@b.fr","","",2]]', "[[1]]", "{}"])
def test_a_kept_roster_that_was_spoilt_is_refused(text_: str) -> None:
    with pytest.raises(ValueError, match="roster"):
        keeping.unpacked(text_)


def test_a_kept_roster_is_checked_anew() -> None:
    assert faults(keeping.unpacked('[["",7,"nobody","A","B",false]]'))[0][:2] == (7, "email")


def test_a_table_of_a_million_columns_is_read_up_to_where_a_list_may_go() -> None:
    cells = ";" * 1_000_000
    assert people(csv(f"Prénom;Nom;E-mail{cells}\nZoé;Exemple;zoe@example.org{cells}")) == [ZOE]


def test_long_lists_are_read() -> None:
    lines = [[f"p{n}@example.org", "Zoé", "Exemple"] for n in range(MOST_LINES)]
    assert len(csv(text([["E-mail", "Prénom", "Nom"], *lines], ";")).entries) == MOST_LINES
