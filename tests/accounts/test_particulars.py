"""Two people never share an address, and a name is one line of text."""

from __future__ import annotations

import pytest

from school.accounts.errors import AccountError
from school.accounts.particulars import fold_email, read_email, read_name


@pytest.mark.parametrize(
    "typed",
    [
        "Camille@Example.ORG",
        " camille@example.org ",
        "camille@example.org\n",
        "\u00a0camille@example.org\u3000",
        "ｃａｍｉｌｌｅ@example.org",
    ],
)
def test_an_address_is_found_however_it_is_typed(typed: str) -> None:
    assert fold_email(typed) == "camille@example.org"


@pytest.mark.parametrize(
    "typed",
    [
        "camille",
        "camille@",
        "@example.org",
        "camille@example",
        "camille@@example.org",
        "camille @example.org",
        "camille@exam ple.org",
        "camille\u200b@example.org",
        "camille\u00ad@example.org",
        "c\u0430mille@example.org",
        "camille@example.org\r\nBcc: x@example.org",
        "camille@example.org\0",
        f"{'c' * 65}@example.org",
        f"c@{'e' * 250}.org",
    ],
)
def test_a_misleading_address_is_refused(typed: str) -> None:
    with pytest.raises(AccountError) as caught:
        read_email(typed)
    assert caught.value.field == "email"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Anne   Laure ", "Anne Laure"),
        ("Zoe\u0308", "Zoë"),
        ("N’Golo", "N’Golo"),
        ("O'Neill-Lefèvre", "O'Neill-Lefèvre"),
        ("李", "李"),
    ],
)
def test_a_name_is_kept_on_one_line(typed: str, kept: str) -> None:
    assert read_name("first_name", typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "Anne\r\nLevel=ERROR admin signed in",
        "Anne\x1b[31m",
        "Anne\u2028",
        "\u202eelliimaC",
        "A\u200bnne",
        "A\0nne",
        "é" * 81,
    ],
)
def test_a_name_that_hides_something_is_refused(typed: str) -> None:
    with pytest.raises(AccountError) as caught:
        read_name("last_name", typed)
    assert caught.value.field == "last_name"
