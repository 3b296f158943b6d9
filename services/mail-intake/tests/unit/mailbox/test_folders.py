"""Folders by the names that people see."""

import pytest

from mail_intake.domain.mailbox.folders import Folder, find
from service_kit.errors import ConfigError

FOLDERS = [
    Folder("INBOX", "/"),
    Folder("Магазин", "/", frozenset({"\\noselect"})),
    Folder("Магазин/Заказы", "/"),
    Folder("Счета", "/"),
    Folder("Junk", "/", frozenset({"\\junk"})),
    Folder("INBOX/Newsletters", "/"),
]


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("", "INBOX"),
        ("Входящие", "INBOX"),
        ("inbox", "INBOX"),
        ("Магазин/Заказы", "Магазин/Заказы"),
        ("магазин / заказы", "Магазин/Заказы"),
        ("Заказы", "Магазин/Заказы"),
        ("счета", "Счета"),
        ("Спам", "Junk"),
        ("Рассылки", "INBOX/Newsletters"),
    ],
)
def test_a_folder_is_found(asked: str, name: str) -> None:
    assert find(FOLDERS, asked, {"Рассылки": "INBOX/Newsletters"}).name == name


def test_a_folder_below_the_incoming_letters_is_found_by_its_own_name() -> None:
    assert find([Folder("INBOX", "."), Folder("INBOX.Заказы", ".")], "Заказы").name == "INBOX.Заказы"


def test_a_missing_folder_is_told_with_those_there_are() -> None:
    with pytest.raises(ConfigError, match="mail_folder_not_found") as refused:
        find(FOLDERS, "Магазин")

    assert "«Магазин/Заказы»" in str(refused.value.details["found"])


def test_a_name_of_two_folders_is_refused() -> None:
    with pytest.raises(ConfigError, match="mail_folder_ambiguous"):
        find([Folder("А/Заказы"), Folder("Б/Заказы")], "Заказы")
