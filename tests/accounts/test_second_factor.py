"""Staff sign in with a code after their password; no way in forgets to ask for it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from html import unescape

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from time_machine import Traveller

from school.accounts import operations, sign_ins, totp
from school.accounts.errors import CodeNeeded
from school.accounts.models import Person, RecoveryCode, Role, SecondFactor
from school.accounts.throttle import PER_ACCOUNT
from school.app import create_app
from school.audit.models import AuditLine
from school.extensions import db
from school.settings import Settings
from tests.accounts.pages import WRONG, is_signed_in, post, try_password
from tests.accounts.test_operations import visitor
from tests.conftest import SECRET
from tests.factories import PASSWORD, Account, csrf, make_person

SignedIn = Callable[[Account], FlaskClient]

PAGE = "/compte/second-facteur"
START = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)
CODE = re.compile(r"<code[^>]*>([a-z0-9]{5}-[a-z0-9]{5})</code>")
NEW = "huit bateaux sur la dune"


@pytest.fixture
def staff(session: Session) -> Account:
    return make_person(session, Role.INSTRUCTOR, email="prof@example.org")


@pytest.fixture
def clock() -> Iterator[Traveller]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]* value="([^"]*)"', page)
    assert found, f"no field {name}"
    return unescape(found[1])


def code_now(session: Session, account: Account, drift: int = 0) -> str:
    """What the app of an account shows, some periods early or late."""
    seed = session.scalars(
        select(SecondFactor.seed).where(SecondFactor.person_id == account.id)
    ).one()
    session.rollback()
    step = totp.step_of(dt.datetime.now(dt.UTC)) + drift
    return totp.code(totp.secret(SECRET, account.id, seed), step)


def set_up(session: Session, client: FlaskClient, account: Account) -> list[str]:
    """Set a second factor by the page; gives the recovery codes, half a minute later."""
    seed = hidden(client.get(PAGE).text, "seed")
    secret = totp.secret(SECRET, account.id, bytes.fromhex(seed))
    code = totp.code(secret, totp.step_of(dt.datetime.now(dt.UTC)))
    reply = post(client, PAGE, PAGE, current_password=PASSWORD, code=code, seed=seed)
    assert reply.status_code == 200
    return CODE.findall(reply.text)


def give(client: FlaskClient, proof: str, code: str) -> int:
    return post(client, "/connexion/code", proof=proof, code=code).status_code


def proof_of(client: FlaskClient, account: Account) -> str:
    """Give the password; what the page that asks for the code holds."""
    reply = try_password(client, account, PASSWORD)
    assert reply.status_code == 200
    return hidden(reply.text, "proof")


def test_it_is_set_and_then_asked_for(
    app: Flask,
    session: Session,
    signed_in: SignedIn,
    staff: Account,
    clock: Traveller,
) -> None:
    client, elsewhere = signed_in(staff), signed_in(staff)
    page = client.get(PAGE).text
    assert "<svg" in page
    assert "otpauth://totp/ffollozz%3Aprof%40example.org?secret=" in page
    assert len(set_up(session, client, staff)) == 10
    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)
    clock.shift(30)
    visitor = app.test_client()
    proof = proof_of(visitor, staff)
    assert not is_signed_in(visitor)
    assert give(visitor, proof, "000000") == 401
    assert not is_signed_in(visitor)
    assert give(visitor, proof, code_now(session, staff)) == 303
    assert is_signed_in(visitor)


@pytest.mark.parametrize(("drift", "status"), [(-2, 401), (-1, 303), (1, 303), (2, 401)])
def test_a_code_is_accepted_one_period_early_or_late(
    app: Flask,
    session: Session,
    signed_in: SignedIn,
    staff: Account,
    clock: Traveller,
    drift: int,
    status: int,
) -> None:
    set_up(session, signed_in(staff), staff)
    clock.shift(300)
    visitor = app.test_client()
    assert give(visitor, proof_of(visitor, staff), code_now(session, staff, drift)) == status


def test_no_code_serves_twice_nor_an_older_one_after_it(
    app: Flask,
    session: Session,
    signed_in: SignedIn,
    staff: Account,
    clock: Traveller,
) -> None:
    client = signed_in(staff)
    set_up(session, client, staff)
    first, second, third = (app.test_client() for _ in range(3))
    assert give(first, proof_of(first, staff), code_now(session, staff)) == 401  # it set the factor
    clock.shift(90)
    code, older = code_now(session, staff), code_now(session, staff, -1)
    assert give(first, proof_of(first, staff), code) == 303
    assert give(second, proof_of(second, staff), code) == 401
    assert give(third, proof_of(third, staff), older) == 401


def test_a_recovery_code_serves_once(
    app: Flask,
    session: Session,
    signed_in: SignedIn,
    staff: Account,
    clock: Traveller,
) -> None:
    codes = set_up(session, signed_in(staff), staff)
    typed = f" {codes[3].upper().replace('-', ' ')} "
    visitor, other = app.test_client(), app.test_client()
    assert give(visitor, proof_of(visitor, staff), typed) == 303
    assert give(other, proof_of(other, staff), codes[3]) == 401
    assert give(other, proof_of(other, staff), codes[4]) == 303
    assert len(session.scalars(select(RecoveryCode.id)).all()) == 8
    actions = session.scalars(select(AuditLine.action).order_by(AuditLine.number)).all()
    assert actions.count("person.recovery_code_used") == 2
    kept = repr(session.execute(select(RecoveryCode.digest)).all())
    assert not any(code in kept or code.replace("-", "") in kept for code in codes)


def test_what_proves_the_password_is_signed_short_lived_and_ends_with_it(
    app: Flask,
    session: Session,
    signed_in: SignedIn,
    staff: Account,
    clock: Traveller,
) -> None:
    codes = set_up(session, signed_in(staff), staff)
    visitor = app.test_client()
    proof = proof_of(visitor, staff)
    for forged in ("", "x", proof[:-1], proof[1:]):
        reply = post(visitor, "/connexion/code", proof=forged, code=codes[0])
        assert (reply.status_code, reply.location) == (303, "/connexion")
    clock.shift(601)
    assert give(visitor, proof, codes[0]) == 303
    assert not is_signed_in(visitor)
    proof = proof_of(visitor, staff)
    person = operations.find_person(session, staff.email)
    operations.set_password(session, person, NEW, dt.datetime.now(dt.UTC))
    session.commit()
    assert give(visitor, proof, codes[0]) == 303
    assert not is_signed_in(visitor)


def test_codes_are_not_guessed(
    app: Flask,
    session: Session,
    signed_in: SignedIn,
    staff: Account,
    clock: Traveller,
) -> None:
    """Giving the password again, which starts its own count again, leaves that of codes."""
    codes = set_up(session, signed_in(staff), staff)
    visitor = app.test_client()
    proof = proof_of(visitor, staff)
    for _ in range(PER_ACCOUNT):
        assert give(visitor, proof, "000000") == 401
    assert give(visitor, proof_of(visitor, staff), codes[0]) == 429
    assert not is_signed_in(visitor)


def test_whatever_opens_a_sign_in_asks(
    session: Session, signed_in: SignedIn, staff: Account, clock: Traveller
) -> None:
    set_up(session, signed_in(staff), staff)
    person = session.get_one(Person, staff.id)
    with pytest.raises(CodeNeeded):
        sign_ins.open_for(session, person, visitor(staff.email), START)


def test_it_is_renewed_and_ended_by_its_owner_alone(
    app: Flask,
    session: Session,
    signed_in: SignedIn,
    staff: Account,
    clock: Traveller,
) -> None:
    client = signed_in(staff)
    codes = set_up(session, client, staff)
    clock.shift(90)
    for password, code in ((WRONG, codes[0]), (PASSWORD, "000000"), (PASSWORD, "")):
        for action in ("codes", "fin"):
            reply = post(client, f"{PAGE}/{action}", PAGE, current_password=password, code=code)
            assert reply.status_code == 422
    code = code_now(session, staff)
    reply = post(client, f"{PAGE}/codes", PAGE, current_password=PASSWORD, code=code)
    renewed = CODE.findall(reply.text)
    assert len(set(renewed) - set(codes)) == 10
    visitor = app.test_client()
    assert give(visitor, proof_of(visitor, staff), codes[0]) == 401
    reply = post(client, f"{PAGE}/fin", PAGE, current_password=PASSWORD, code=renewed[0])
    assert reply.status_code == 303
    assert try_password(visitor, staff, PASSWORD).status_code == 303
    assert session.scalars(select(RecoveryCode.id)).all() == []


def test_an_admin_ends_another_s_and_that_is_written_down(
    app: Flask,
    session: Session,
    signed_in: SignedIn,
    staff: Account,
    clock: Traveller,
) -> None:
    theirs, admin = signed_in(staff), make_person(session, Role.ADMIN)
    set_up(session, theirs, staff)
    client = signed_in(admin)
    address = f"/administrer/personnes/{staff.id}"
    assert "second-facteur/fin" in client.get(address).text
    assert post(client, f"{address}/second-facteur/fin", address).status_code == 303
    assert not is_signed_in(theirs)
    assert try_password(app.test_client(), staff, PASSWORD).status_code == 303
    line = session.scalars(select(AuditLine).where(AuditLine.actor_id == admin.id)).one()
    assert (line.action, line.subject_id) == ("person.second_factor_ended", str(staff.id))
    session.rollback()
    set_up(session, client, admin)
    own = f"/administrer/personnes/{admin.id}"
    assert post(client, f"{own}/second-facteur/fin", own).status_code == 409


def test_the_command_line_helps_the_last_admin_back_in(
    app: Flask, session: Session, signed_in: SignedIn, clock: Traveller
) -> None:
    admin = make_person(session, Role.ADMIN)
    client = signed_in(admin)
    set_up(session, client, admin)
    result = app.test_cli_runner().invoke(args=["account", "end-second-factor", admin.email])
    assert (result.exit_code, is_signed_in(client)) == (0, False)
    assert try_password(app.test_client(), admin, PASSWORD).status_code == 303


def test_where_it_is_required_staff_do_nothing_before_it_is_set(
    app: Flask,
    settings: Settings,
    session: Session,
    staff: Account,
    clock: Traveller,
) -> None:
    strict = create_app(settings.model_copy(update={"second_factor": "required"}))
    strict.jinja_env.bytecode_cache = app.jinja_env.bytecode_cache
    student, client = strict.test_client(), strict.test_client()
    assert try_password(student, make_person(session), PASSWORD).status_code == 303
    assert student.get("/parcours").status_code == 200
    assert try_password(client, staff, PASSWORD).status_code == 303
    for address in ("/parcours", "/compte", "/laboratoire"):
        assert client.get(address).location == PAGE
    token = csrf(client, PAGE)
    refused = client.post("/laboratoire/scenarios", data={"name": "x", "csrf_token": token})
    assert refused.status_code == 403
    set_up(session, client, staff)
    assert client.get("/parcours").status_code == 200
    with strict.app_context():
        db.engine.dispose()


@pytest.mark.parametrize(
    ("env", "told", "required"),
    [
        ("production", None, True),
        ("development", None, False),
        ("production", "offered", False),
        ("development", "required", True),
    ],
)
def test_production_requires_it_unless_told_otherwise(
    env: str, told: str | None, required: bool
) -> None:
    assert Settings.model_validate({"env": env, "second_factor": told}).second_factor_required is (
        required
    )
