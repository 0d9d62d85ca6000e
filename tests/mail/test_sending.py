"""Each mail leaves once: whatever the server does, whoever else sends, wherever the job stops."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from school.mail.models import Mail, State
from school.mail.operations import post, try_again
from school.mail.sending import KEPT, WAITS, send_due
from tests.factories import make_person
from tests.mail.conftest import Post
from tests.mail.servers import Kept, free_port, leaving

Server = tuple[str, Kept]


def test_a_mail_reaches_the_server_once_and_whole(desk: Post, server: Server) -> None:
    url, kept = server
    mail = desk.post("zoe@example.org")
    assert (desk.send(url), desk.send(url)) == (1, 0)
    (message,) = kept.messages
    assert kept.recipients == ["zoe@example.org"]
    assert message["Subject"] == "Élan <&> « œuvre »"
    assert message["From"] == "ffollozz <ecole@ffollozz.example>"
    text, html = (part.get_content() for part in message.iter_parts())
    assert "Bonjour Zoé O'Neil & <amis>," in text
    assert "\n.un point en tête de ligne" in text
    assert "https://ecole.example/invitation/abc" in text
    assert "&lt;amis&gt;" in html
    row = desk.row(mail)
    assert (row.state, row.sent_at, row.error) == (State.SENT, desk.now, None)
    assert str(message["Message-ID"]) == f"<{row.message_id}@ffollozz.example>"


def test_nothing_leaves_before_the_commit(desk: Post, server: Server) -> None:
    url, kept = server
    post(desk.session, "test", "zoe@example.org", {}, desk.now)
    desk.session.rollback()
    assert (desk.send(url), kept.messages) == (0, [])


def test_who_waits_for_a_letter_gets_no_second_one(desk: Post, server: Server) -> None:
    for recipient in ("zoe@example.org", "zoe@example.org", "ali@example.org"):
        desk.post(recipient)
    assert desk.send(server[0]) == 2


def test_what_is_no_longer_due_is_not_sent_nor_kept(desk: Post, server: Server) -> None:
    desk.post("gone@example.org")
    assert (desk.send(server[0]), server[1].messages) == (0, [])
    assert desk.session.scalar(select(func.count()).select_from(Mail)) == 0


@pytest.mark.parametrize("refusals", ["refuse_recipients", "refuse_mails"])
def test_a_refusal_for_now_is_tried_again_later(desk: Post, server: Server, refusals: str) -> None:
    url, kept = server
    setattr(kept, refusals, ["451 come back later"])
    mail = desk.post("zoe@example.org")
    assert desk.send(url) == 0
    row = desk.row(mail)
    assert (row.state, row.error) == (State.WAITING, "451 come back later")
    assert (desk.send(url), row.next_at) == (0, desk.now + WAITS[0])
    desk.wait(minutes=2)
    assert desk.send(url) == 1
    assert desk.row(mail).error is None


@pytest.mark.parametrize("refusals", ["refuse_recipients", "refuse_mails"])
def test_a_refusal_for_good_is_told_and_left_to_a_person(
    desk: Post, server: Server, refusals: str
) -> None:
    url, kept = server
    setattr(kept, refusals, ["550 nobody of that name"])
    mail = desk.post("zoe@example.org")
    desk.send(url)
    desk.wait(days=9)
    assert desk.send(url) == 0
    assert (desk.row(mail).state, desk.row(mail).error) == (
        State.FAILED,
        "550 nobody of that name",
    )
    admin = make_person(desk.session)
    assert try_again(desk.session, mail, admin.id, desk.now)
    desk.session.commit()
    assert desk.send(url) == 1


def test_a_server_that_is_away_is_waited_for_then_given_up(desk: Post) -> None:
    nowhere = f"smtp://127.0.0.1:{free_port()}"
    mail = desk.post("zoe@example.org")
    for wait in WAITS:
        assert desk.row(mail).state is State.WAITING
        desk.send(nowhere)
        desk.now += wait
    row = desk.row(mail)
    assert (row.state, row.tries) == (State.FAILED, len(WAITS))
    assert "ConnectionRefusedError" in (row.error or "")


def test_a_server_that_leaves_during_the_text_does_not_have_the_mail(
    desk: Post, server: Server
) -> None:
    url, kept = server
    mail = desk.post("zoe@example.org")
    with leaving(after_the_end=False) as broken:
        assert desk.send(broken) == 0
    assert desk.row(mail).state is State.WAITING
    desk.wait(minutes=2)
    assert (desk.send(url), len(kept.messages)) == (1, 1)


def test_a_mail_that_perhaps_left_is_not_sent_again_by_itself(desk: Post, server: Server) -> None:
    mail = desk.post("zoe@example.org")
    with leaving(after_the_end=True) as broken:
        assert desk.send(broken) == 0
    assert desk.row(mail).state is State.HANDED
    desk.wait(days=9)
    assert (desk.send(server[0]), server[1].messages) == (0, [])


class Killed(BaseException):
    """The end of a job, wherever it was."""


@pytest.mark.parametrize(("handed", "delivered"), [(False, 1), (True, 0)])
def test_a_job_that_is_killed_repeats_nothing(
    desk: Post, server: Server, handed: bool, delivered: int
) -> None:
    """Killed before the end of the mail was given: it is sent later. After: perhaps it left."""
    url, kept = server
    desk.post("zoe@example.org")
    office = desk.office(url)

    def die(message: object, hand: Callable[[], None]) -> None:
        if handed:
            hand()
        raise Killed

    office.transport.deliver = die  # type: ignore[method-assign]  # to stop it there
    with pytest.raises(Killed):
        send_due(office)
    desk.wait(days=1)
    assert (desk.send(url), len(kept.messages)) == (delivered, delivered)


def test_senders_at_once_share_the_mails_and_repeat_none(desk: Post, server: Server) -> None:
    url, kept = server
    for number in range(12):
        desk.post(f"p{number}@example.org")
    with ThreadPoolExecutor(3) as pool:
        sent = list(pool.map(lambda _: desk.send(url), range(3)))
    assert sum(sent) == 12
    assert sorted(kept.recipients) == sorted(f"p{n}@example.org" for n in range(12))


def test_a_try_overtaken_by_another_gives_the_mail_up(desk: Post, server: Server) -> None:
    """The slow one is stopped just before the end; the quick one sends the mail meanwhile."""
    url, kept = server
    mail = desk.post("zoe@example.org")
    slow = desk.office(url)
    deliver = slow.transport.deliver

    def overtaken(message: object, hand: object) -> None:
        desk.wait(minutes=3)
        assert desk.send(url) == 1
        deliver(message, hand)  # type: ignore[arg-type]  # as they came

    slow.transport.deliver = overtaken  # type: ignore[method-assign]  # to stop it there
    assert send_due(slow) == 0
    assert (len(kept.messages), desk.row(mail).state) == (1, State.SENT)


def test_no_password_is_given_to_a_server_that_does_not_encrypt(desk: Post, server: Server) -> None:
    url, kept = server
    mail = desk.post("zoe@example.org")
    assert desk.send(url.replace("smtp://", "smtp://me:hidden@")) == 0
    error = desk.row(mail).error or ""
    assert "does not encrypt" in error
    assert "hidden" not in error
    assert kept.messages == []


def test_a_slow_try_does_not_send_what_perhaps_left_meanwhile(desk: Post, server: Server) -> None:
    url, kept = server
    desk.post("zoe@example.org")
    slow = desk.office(url)
    deliver = slow.transport.deliver

    def overtaken(message: object, hand: object) -> None:
        desk.wait(minutes=3)
        with leaving(after_the_end=True) as broken:
            desk.send(broken)
        deliver(message, hand)  # type: ignore[arg-type]  # as they came

    slow.transport.deliver = overtaken  # type: ignore[method-assign]  # to stop it there
    assert (send_due(slow), kept.messages) == (0, [])


def test_a_letter_that_cannot_be_written_does_not_hold_up_the_others(
    desk: Post, server: Server
) -> None:
    broken = desk.post("ali@example.org", kind="unknown")
    desk.post("zoe@example.org")
    assert desk.send(server[0]) == 1
    row = desk.row(broken)
    assert (row.state, row.error) == (State.FAILED, "KeyError while writing it")


def test_that_a_mail_was_sent_is_forgotten_in_time(desk: Post, server: Server) -> None:
    desk.post("zoe@example.org")
    desk.send(server[0])
    desk.now += KEPT
    desk.wait(seconds=1)
    desk.post("ali@example.org")
    desk.send(server[0])
    assert desk.session.scalars(select(Mail.recipient)).all() == ["ali@example.org"]
